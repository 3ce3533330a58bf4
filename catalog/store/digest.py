"""A short fingerprint of a record's whole content, equal exactly when the content is."""

from __future__ import annotations

import json
import re
from hashlib import sha256

import msgspec

DIGITS = 32
OTHER = re.compile(rb"[\x7f-\xff]+")
_encoder = msgspec.json.Encoder()


def digest(record: object) -> str:
    """The fingerprint of a record made of structs, tuples, text, numbers and None.

    It is taken of the record as JSON in ASCII, every struct a list of the values of its fields: databases hold
    fingerprints of that text, and one of another text would make every product a changed one.
    """
    text = _encoder.encode(record)
    if not text.isascii() or b"\x7f" in text:
        text = OTHER.sub(_escaped, text)
    return sha256(text).hexdigest()[:DIGITS]


def _escaped(match: re.Match[bytes]) -> bytes:
    """What is not printable ASCII as the standard library's JSON writes them."""
    return json.dumps(match[0].decode()).strip('"').encode("ascii")
