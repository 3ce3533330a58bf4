"""One product of a shop's export, as every reader of a format gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from msgspec import Struct

from ...model.read_chart import ReadChart
from ..draft.problems import FieldPath


class ShopVariant(Struct, frozen=True, gc=False):
    """One thing that the shop sells, as printed; an empty text says nothing."""

    place: str
    """Where it stands in the file: `line 12`, `item 3`, `products[2].variants[0]`."""
    sku: str = ""
    gtin: str = ""
    """The number under the barcode as printed, with apostrophes, blanks and lost zeros."""
    shop_id: str = ""
    title: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """What it differs by: the shop's own name of the option and its value, as `("Size", "M")`."""
    price: str = ""
    """What is asked for it today, as printed; with `currency` where that stands apart."""
    currency: str = ""
    stock: str = ""
    availability: str = ""
    link: str = ""
    image: str = ""
    prices: tuple[str, ...] = ()
    """What is asked for it in several currencies, each with its code, where that is so; then `price` is empty."""


class ShopProduct(Struct, frozen=True):
    """One product of a shop's export, as printed."""

    place: str
    """Where it begins in the file: `line 12`, `item 3`, `products[2]`."""
    handle: str = ""
    """The shop's own short name or group for it, stable from export to export."""
    title: str = ""
    brand: str = ""
    kind: str = ""
    """The product type in the shop's own words."""
    categories: tuple[str, ...] = ()
    """Paths and numbers of categories: `Apparel > Socks`, `google:209`, `shopify:aa-1-18-2`."""
    tags: tuple[str, ...] = ()
    description: str = ""
    """HTML or plain text, as the shop gave it."""
    features: tuple[str, ...] = ()
    """Highlights, bullet points and attributes that describe the product itself."""
    audience: tuple[str, ...] = ()
    """What fields of their own say of sex and age: `female`, `adult`."""
    uses: tuple[str, ...] = ()
    """What a field of its own says that it is made for: `running`; never words of a title or a description."""
    pressure: str = ""
    """What a field of its own says of its pressure, as printed: `20-30 mmHg`, `class 1`."""
    fabric: str = ""
    link: str = ""
    image: str = ""
    flags: tuple[tuple[str, str], ...] = ()
    """Fields that speak of how a product is sold, as found: `fsa_eligible` = `true`."""
    codes: tuple[tuple[str, str], ...] = ()
    """Identifiers of other schemes, as `("mpn", "WP405R")`."""
    charts: tuple[ReadChart, ...] = ()
    """Size charts that the format itself has fields for; tables inside the description are not among them."""
    variants: tuple[ShopVariant, ...] = ()
    is_published: bool = True
    """False for drafts and archived products, which nobody can buy."""
    not_kept: Mapping[str, int] = {}
    """How many facts a brand file has no place for, by the name of their column or field."""


ShopReader = Callable[[BinaryIO, FieldPath, str], Iterator[ShopProduct]]
"""The bytes of a file that can be read twice, its place, and the charset that came with it (or an empty text).

Products come one after the other. What is wrong is reported at its place (line or item, and field); the rest is read.
"""
