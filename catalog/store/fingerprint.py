"""A short fingerprint of a record's whole content, equal exactly when the content is."""

from __future__ import annotations

import codecs
import json
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import astuple, replace

from ..model.product import Product, SizeChart

DIGITS = 32
SINCE_PRODUCTS: Final = ((), "", "", None)
"""What the last fields of a product say where they say nothing: old ids, size page, since when, ruling."""
SINCE_CHARTS: Final = ("",)
"""The same of a chart: the one that it is taken from."""
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


def product_digest(product: Product) -> str:
    """The fingerprint of a product as it is stored: without what shops say of its variants from day to day."""
    charts = tuple(_as_ever(chart, SINCE_CHARTS) for chart in product.charts)
    return digest(_as_ever(replace(bare(product), charts=charts), SINCE_PRODUCTS))


def chart_digest(chart: SizeChart) -> str:
    """The fingerprint of a chart as it is stored."""
    return digest(_as_ever(chart, SINCE_CHARTS))


def _as_ever(record: Struct, younger: Sequence[object]) -> object:
    """The values of a record without those of its last fields that say nothing, and were not there in the first place.

    `younger` is what these fields say where they say nothing. A field that comes later leaves the fingerprint of a
    record that has no use for it as it was.
    """
    values, left = astuple(record), len(younger)
    while left and values[-1] == younger[left - 1]:
        values, left = values[:-1], left - 1
    return values


def bare(product: Product) -> Product:
    """A product to be encoded, each variant a list of its fields up to the offer; read back, it has no offer.

    A hundred thousand empty offers would be written and read for nothing.
    """
    variants = tuple((v.sku, v.size, v.colour, v.gtin, v.shop_id) for v in product.variants)
    return replace(product, variants=variants) if variants else product


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Letters outside ASCII as the JSON of the standard library writes them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _as_json(error.object[error.start : error.end]), error.end


@lru_cache(maxsize=1024)
def _as_json(text: str) -> str:
    return json.dumps(text)[1:-1]


ESCAPED = "legfit.json"
codecs.register_error(ESCAPED, _escaped)
