"""A short fingerprint of a record's whole content, equal exactly when the content is."""

from __future__ import annotations

import codecs
import json
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from ..model.product import Product

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


def product_digest(product: Product) -> str:
    """The fingerprint of a product as it is stored: without what shops say of its variants from day to day."""
    return digest(bare(product))


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
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


ESCAPED = "legfit.json"
codecs.register_error(ESCAPED, _escaped)
