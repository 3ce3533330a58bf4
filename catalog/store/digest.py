"""A short fingerprint of a record's whole content, equal exactly when the content is."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

DIGITS = 32


def digest(record: object) -> str:
    """The fingerprint of a record made of dataclasses, tuples, text, numbers and None."""
    text = json.dumps(_plain(record), ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()[:DIGITS]


_names: dict[type, tuple[str, ...]] = {}


def _names_of(kind: type) -> tuple[str, ...]:
    if kind not in _names:
        _names[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()
    return _names[kind]


def _plain(value: Any) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    names = _names_of(type(value))
    return [_plain(getattr(value, name)) for name in names] if names else value
