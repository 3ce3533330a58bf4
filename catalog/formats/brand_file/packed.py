"""Fields of brand files as bytes, for those that wait in a temporary file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import msgspec

DECIMAL: Final = 1
"""The kind of a figure with decimals, which msgpack itself has none for."""
LARGE: Final = 2
"""That of a whole one with more than `BITS` bits."""
BITS: Final = 63
ENCODE: Final = msgspec.msgpack.Encoder().encode


def packed_fields(fields: Mapping[str, object]) -> bytes:
    """The fields of a table, as `canonical.fields_of` makes them, as bytes; halves of characters are replaced."""
    return ENCODE(_marked(fields))


def unpacked_fields(data: bytes) -> dict[str, Any]:
    """The fields that were packed.

    >>> unpacked_fields(packed_fields({"fabric": [{"fibre": "polyamide", "percent": Decimal("82.5")}]}))
    {'fabric': [{'fibre': 'polyamide', 'percent': Decimal('82.5')}]}
    """
    fields: dict[str, Any] = msgspec.msgpack.decode(data, ext_hook=_unmarked)
    return fields


def _marked(value: object) -> object:
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {_marked(name): _marked(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner) for inner in value]
    if isinstance(value, Decimal):
        return msgspec.msgpack.Ext(DECIMAL, str(value).encode())
    is_large = isinstance(value, int) and value.bit_length() > BITS
    return msgspec.msgpack.Ext(LARGE, str(value).encode()) if is_large else value


def _unmarked(kind: int, data: memoryview) -> Decimal | int:
    text = str(data, "ascii")
    return Decimal(text) if kind == DECIMAL else int(text)
