"""What a product costs, as a whole and in one size, and which of its variants to buy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .money import Money
from .offer import Availability, Offer
from .product import Product, Variant

FIRST_TO_BUY: Final = (Availability.IN_STOCK, Availability.UNKNOWN, Availability.SOLD_OUT)
NO_PRICE: Final = 10**12
"""Where a product without a price in the currency that counts stands: after every price there is."""


def price_of(product: Product) -> Money | None:
    """The lowest price that a product's variants are offered for, else the price that its source prints.

    Offers in several currencies have no lowest price.
    """
    return _money(_lowest(product.variants)) or _printed(product)


def offered_in(product: Product, size: str | None) -> Money | None:
    """The lowest price that the variants of a size are offered for; None where no shop says it."""
    return _money(_lowest(v for v in product.variants if v.size == size))


def priced_on_in(product: Product, size: str | None) -> str:
    """The ISO day on which the price of a size was said, or that of the product; empty where that is not known."""
    offer = _lowest(v for v in product.variants if v.size == size) or _lowest(product.variants)
    day = offer.priced_on if offer is not None else product.price.source.seen_on if product.price else ""
    return day if day[:1].isdigit() else ""


def price_in(product: Product, size: str | None) -> Money | None:
    """The lowest price of the variants of a size; that of the product where none of them has one."""
    return offered_in(product, size) or price_of(product)


def has_prices_by_size(product: Product) -> bool:
    """Whether some sizes of a product cost more than others."""
    sizes = {v.size for v in product.variants if v.offer.price is not None}
    return len(sizes) > 1 and len({price_in(product, size) for size in sizes}) > 1


def lowest_in(product: Product, currency: str) -> int:
    """The least that any size of a product costs, in minor units of a currency; `NO_PRICE` where none is in it."""
    if not has_prices_by_size(product):
        return minor_in(price_of(product), currency)
    offered = (v.offer.price for v in product.variants)
    return min(minor_in(money, currency) for money in (*offered, _printed(product)))


def minor_in(money: Money | None, currency: str) -> int:
    """An amount in minor units of a currency; `NO_PRICE` for an amount in another one, or none."""
    return money.minor if money is not None and currency and money.currency == currency else NO_PRICE


def to_buy(product: Product, size: str | None) -> tuple[Variant, ...]:
    """The variants of a size: what is in stock first, what is sold out last."""
    variants = (v for v in product.variants if v.size == size)
    return tuple(sorted(variants, key=lambda v: FIRST_TO_BUY.index(v.offer.availability)))


def _money(offer: Offer | None) -> Money | None:
    return None if offer is None else offer.price


def _lowest(variants: Iterable[Variant]) -> Offer | None:
    """The offer with the lowest price of some variants; None where they have none, or prices in several currencies."""
    lowest: Offer | None = None
    least: Money | None = None
    for variant in variants:
        price = variant.offer.price
        if price is None:
            continue
        if least is not None and least.currency != price.currency:
            return None
        if least is None or price.minor < least.minor:
            lowest, least = variant.offer, price
    return lowest


def _printed(product: Product) -> Money | None:
    return product.price.money if product.price else None
