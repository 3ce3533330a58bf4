"""A short fingerprint of a record's whole content, equal exactly when the content is."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from operator import attrgetter
from typing import Any

from msgspec import Struct

DIGITS = 32
_readers: dict[type, Callable[[Any], object]] = {}


def digest(record: object) -> str:
    """The fingerprint of a record made of structs, tuples, text, numbers and None."""
    return sha256(_encoder.encode(record).encode("ascii")).hexdigest()[:DIGITS]


def _fields(record: object) -> object:
    """The values of a record's fields, in order; one reader for each kind of record."""
    kind = type(record)
    if kind not in _readers:
        _readers[kind] = _reader(kind)
    return _readers[kind](record)


def _reader(kind: type) -> Callable[[Any], object]:
    if not issubclass(kind, Struct):
        raise TypeError(f"{kind.__name__} has no fingerprint")
    names = kind.__struct_fields__
    one = attrgetter(names[0])
    return attrgetter(*names) if len(names) > 1 else lambda record: [one(record)]


_encoder = json.JSONEncoder(separators=(",", ":"), default=_fields)
