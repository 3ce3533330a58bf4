"""A short fingerprint of a record's whole content, equal exactly when the content is."""

from __future__ import annotations

import codecs
import json
from hashlib import sha256

import msgspec

DIGITS = 32
_encoder = msgspec.json.Encoder()


def digest(record: object) -> str:
    """The fingerprint of a record made of structs, tuples, text, numbers and None.

    It is taken of the record as JSON in ASCII, every struct a list of the values of its fields: databases hold
    fingerprints of that text, and one of another text would make every product a changed one.
    """
    text = _encoder.encode(record)
    if not text.isascii():
        text = text.decode().encode("ascii", ESCAPED)
    return sha256(text.replace(b"\x7f", b"\\u007f")).hexdigest()[:DIGITS]


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Letters outside ASCII as the JSON of the standard library writes them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


ESCAPED = "legfit.json"
codecs.register_error(ESCAPED, _escaped)
