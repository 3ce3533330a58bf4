"""What a shop says of a variant today: whether it has it, how many, for how much, and where to buy it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from .money import Money


class Availability(StrEnum):
    """Whether a shop has a variant; `unknown` where it does not say."""

    IN_STOCK = "in_stock"
    SOLD_OUT = "sold_out"
    UNKNOWN = "unknown"


IN_STOCK, SOLD_OUT, UNKNOWN = Availability
"""By names of their own: to ask the class for one takes twenty times as long, and every variant asks."""


class Offer(Struct, frozen=True, array_like=True, gc=False):
    """What changes from day to day about a variant; it is no part of the product's fingerprint."""

    availability: Availability = Availability.UNKNOWN
    stock: int | None = None
    """How many there are; None where that is not known."""
    price: Money | None = None
    link: str = ""
    """The address of its page in the shop."""
    image: str = ""
    """The address of its picture."""
    priced_on: str = ""
    """The ISO day on which its price was said; empty where that is not known."""


NO_OFFER = Offer()
OffersBySku = Mapping[str, Offer]
Offers = Mapping[str, OffersBySku]
"""Offers by product id and SKU."""


def availability_of_stock(stock: int | None) -> Availability:
    """Whether a number of pieces is one to sell from; None is a number that nobody knows."""
    if stock is None:
        return UNKNOWN
    return IN_STOCK if stock > 0 else SOLD_OUT


def offers_text(version: int) -> str:
    """The version of the offers as answers carry it; empty where no shop has ever said anything."""
    return str(version) if version else ""
