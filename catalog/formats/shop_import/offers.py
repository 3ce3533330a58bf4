"""What an export says of a variant today, as the fields of a brand file: price, stock, availability, addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin

from msgspec import Struct

from ...model.money import MOST_DIGITS, NO_CENTS, OF_SEVERAL, SIGNS, Money
from ...model.offer import Availability
from ...model.problem import BadInput
from ..draft.addresses import PLAIN_ADDRESS, address
from ..draft.models import OfferPriceDraft
from ..shop_product.currencies import price_in
from ..shop_product.record import ShopProduct, ShopVariant
from ..stock_feed.cells import pieces
from ..stock_feed.cells import price as price_of
from ..stock_feed.columns import availability_of
from .notes import Notes

SIGN: Final = re.compile(r"^\s*([^\d\s.,'’+-]{1,4}?)\s*(?=[\d.])|(?<=[\d.,–-])\s*([^\d\s.,'’+-]{1,4})\s*$")
BOTH_MARKS: Final = re.compile(r"(?<!\d)(\d{1,3}(?:[.,' \u00a0\u202f’]\d{3})+)([.,])(\d{2})(?!\d)")
SWISS: Final = re.compile(r"(?<=\d)['’](?=\d{3}(?!\d))")
NO_CURRENCY: Final = "unit_missing"
FREE: Final = re.compile(r"0+(?:[.,]0+)?")
WEBSITE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def money(text: str, beside: str, of_file: str) -> Money:
    """The price that a cell prints, with the currency that it names, that stands `beside` it or is that `of_file`.

    >>> money("29,90", "", "EUR").text(), money("$1,299.00", "USD", "").text(), money("CHF 45.–", "", "EUR").text()
    ('29.90 EUR', '1299.00 USD', '45.00 CHF')

    Raises: BadInput (no amount, one that can be read in two ways, no currency is known, or two are).
    """
    plain = NO_CENTS.sub("", SWISS.sub("", " ".join(text.split()).replace("—", "-")))
    plain = BOTH_MARKS.sub(_without_thousands, plain)
    if currency := beside or of_file:
        plain = SIGN.sub(lambda m: " " if _may_be(m[1] or m[2], currency) else m[0], plain).strip()
    return price_of(plain, beside, of_file)


def _without_thousands(match: re.Match[str]) -> str:
    """An amount whose last mark is another one than those between its thousands; else as it stands."""
    whole, mark, cents = match.groups()
    return match[0] if mark in whole else f"{re.sub(r'[^0-9]', '', whole)}.{cents}"


def _may_be(sign: str, currency: str) -> bool:
    """Whether a sign of several currencies can stand for one of them."""
    plain, code = sign.lower(), currency.upper()
    return (
        plain == code.lower()
        or SIGNS.get(plain) == code
        or (plain == "$" and code.endswith("D"))
        or code in _named(plain)
    )


def _named(sign: str) -> list[str]:
    return OF_SEVERAL.get(sign, "").split(", ")


def offer_fields(
    variant: ShopVariant, product: ShopProduct, currency: str, base: str, notes: Notes
) -> dict[str, object]:
    """The fields of a variant's draft that change from day to day; what cannot be read is noted and left out."""
    fields: dict[str, object] = {}
    if (amount := _price(variant, currency, notes)) is not None:
        fields["price"] = amount
    stock = _read_stock(variant.availability, variant.stock)
    fields.update(stock.fields)
    for code, text in stock.notes:
        notes.count(code, text, variant.place)
    for name, text in (("link", variant.link or product.link), ("image", variant.image or product.image)):
        if text and (link := readable_address(text, base)):
            fields[name] = link
        elif text:
            notes.count(f"{name}_unread", text, variant.place)
    return fields


def _price(variant: ShopVariant, currency: str, notes: Notes) -> OfferPriceDraft | None:
    text = variant.price.strip()
    if variant.prices and not (text := price_in(variant.prices, currency)):
        notes.count("price_in_several", ", ".join(variant.prices), variant.place)
        return None
    price = _read_price(text, variant.currency.strip(), currency)
    if isinstance(price, str):
        notes.count(price, f"{text} {variant.currency}".strip(), variant.place)
        return None
    return price


@lru_cache(maxsize=4096)
def _read_price(text: str, beside: str, of_file: str) -> OfferPriceDraft | str | None:
    """A price as a brand file has it, or the code of the note that says why there is none; None where none is said."""
    if not text or FREE.fullmatch(text):
        return None
    try:
        amount = money(text, beside, of_file)
    except BadInput as bad:
        sign = SIGN.search(text)
        is_open = sign is not None and (sign[1] or sign[2]).lower() in OF_SEVERAL
        return "price_without_currency" if is_open or bad.problems[0].code == NO_CURRENCY else "price_unread"
    return OfferPriceDraft(amount=amount.text()) if len(amount.amount) <= MOST_DIGITS else "price_unread"


class StockReading(Struct, frozen=True):
    """What is said of the stock of a variant."""

    fields: Mapping[str, object]
    """Of a variant's draft."""
    notes: tuple[tuple[str, str], ...]
    """The codes of what cannot be read, each with its text."""


@lru_cache(maxsize=4096)
def _read_stock(stated: str, count: str) -> StockReading:
    """Stock and availability; a stock of nothing beside "in stock" is left out, for both cannot be."""
    stated, count, notes = stated.strip(), count.strip(), list[tuple[str, str]]()
    if not stated and availability_of(count) and not any(map(str.isdigit, count)):
        stated, count = count, ""
    availability = availability_of(stated) if stated else None
    if stated and availability is None:
        notes.append(("availability_unread", stated))
    stock: int | None = None
    try:
        stock = pieces(count) if count else None
    except BadInput:
        notes.append(("stock_unread", count))
    if stock == 0 and availability is Availability.IN_STOCK:
        stock = None
        notes.append(("stock_disagrees", f"{count}, {stated}"))
    fields: dict[str, object] = {} if stock is None else {"stock": stock}
    if availability is not None:
        fields["availability"] = availability.value
    return StockReading(fields, tuple(notes))


def readable_address(text: str, base: str) -> str:
    """An address of http or https that a page may link to; one without a host is of the shop at `base`.

    >>> readable_address("//cdn.example/a b.jpg", ""), readable_address("/p/1", "https://shop.example/x")
    ('https://cdn.example/a%20b.jpg', 'https://shop.example/p/1')
    >>> readable_address("javascript:alert(1)", "https://shop.example"), readable_address("p/1", "")
    ('', '')
    """
    return text if PLAIN_ADDRESS.fullmatch(text) else _mended_address(text, base)


@lru_cache(maxsize=4096)
def _mended_address(text: str, base: str) -> str:
    plain = text.strip().replace(" ", "%20")
    if plain.startswith("//"):
        plain = f"https:{plain}"
    try:
        return address(urljoin(base, plain) if base and not WEBSITE.match(plain) else plain)
    except (BadInput, ValueError):
        return ""
