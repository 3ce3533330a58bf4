"""A short fingerprint of a record's whole content, equal exactly when the content is."""

from __future__ import annotations

import codecs
import json
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring_ascii
from typing import Final

import msgspec
from msgspec import Raw
from msgspec.structs import astuple, replace

from ..model.product import Claim, Product, SizeChart

DIGITS = 32
SINCE_PRODUCTS: Final = ((), "", "", None)
"""What the last fields of a product say where they say nothing: old ids, size page, since when, ruling."""
SINCE_CHARTS: Final = ("",)
"""The same of a chart: the one that it is taken from."""
CHARTS: Final = Product.__struct_fields__.index("charts")
CLAIMS: Final = Product.__struct_fields__.index("claims")
VARIANTS: Final = Product.__struct_fields__.index("variants")
_encoder = msgspec.json.Encoder()


def digest(record: object) -> str:
    """The fingerprint of a record made of structs, tuples, text, numbers and None.

    It is taken of the record as JSON in ASCII, every struct a list of the values of its fields: databases hold
    fingerprints of that text, and one of another text would make every product a changed one.
    """
    return sha256(_text_of(record)).hexdigest()[:DIGITS]


def _text_of(record: object) -> bytes:
    text = _encoder.encode(record)
    if not text.isascii():
        text = text.decode().encode("ascii", ESCAPED)
    return text.replace(b"\x7f", b"\\u007f")


class ProductDigests:
    """Fingerprints of the products of one load; the text of a chart that many share is made once."""

    def __init__(self) -> None:
        self._charts: dict[int, tuple[SizeChart, Raw]] = {}
        """By the identity of each chart, which is held as long: its text."""

    def of(self, product: Product) -> str:
        """The fingerprint of a product as it is stored: without what shops say of its variants from day to day."""
        values = list(astuple(product))
        values[CHARTS], values[VARIANTS] = [self._chart(chart) for chart in product.charts], _bare_variants(product)
        values[CLAIMS] = [claim if claim.text.isascii() else _ascii_claim(claim) for claim in product.claims]
        return digest(_as_ever(values, SINCE_PRODUCTS))

    def _chart(self, chart: SizeChart) -> Raw:
        if id(chart) not in self._charts:
            self._charts[id(chart)] = chart, Raw(_text_of(_as_ever(astuple(chart), SINCE_CHARTS)))
        return self._charts[id(chart)][1]


def _ascii_claim(claim: Claim) -> tuple[object, ...]:
    """A claim with its words as JSON in ASCII: most letters outside it stand there, and this is the fastest way."""
    return claim.kind, Raw(encode_basestring_ascii(claim.text).encode()), claim.position, claim.source


def product_digest(product: Product) -> str:
    """The fingerprint of one product as it is stored."""
    return ProductDigests().of(product)


def chart_digest(chart: SizeChart) -> str:
    """The fingerprint of a chart as it is stored."""
    return digest(_as_ever(astuple(chart), SINCE_CHARTS))


def _as_ever(values: Sequence[object], younger: Sequence[object]) -> Sequence[object]:
    """The values of a record without those of its last fields that say nothing, and were not there in the first place.

    `younger` is what these fields say where they say nothing. A field that comes later leaves the fingerprint of a
    record that has no use for it as it was.
    """
    end, left = len(values), len(younger)
    while left and values[end - 1] == younger[left - 1]:
        end, left = end - 1, left - 1
    return values[:end]


def bare(product: Product, **changes: object) -> Product:
    """A product to be encoded, each variant a list of its fields up to the offer; read back, it has no offer.

    A hundred thousand empty offers would be written and read for nothing. `changes` are fields that change besides.
    """
    return replace(product, variants=_bare_variants(product), **changes)


def _bare_variants(product: Product) -> tuple[tuple[str, ...], ...]:
    return tuple([(v.sku, v.size, v.colour, v.gtin, v.shop_id) for v in product.variants])


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
