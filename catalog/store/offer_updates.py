"""The bulk write of offers: every variant is read with few columns, and only what differs is written.

Both happen in one transaction of the caller, who compares in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, and_, select

from ..model.money import Money
from ..model.offer import NO_OFFER, Availability, Offer
from . import tables
from .offers import UNSTATED, Stored, next_offers_version, offer_row
from .to_rows import insert_rows

AVAILABILITIES = {kind.value: kind for kind in Availability}


class OfferedVariant(Struct, frozen=True, gc=False):
    """A variant of a product in force, by what names it, with what is offered of it."""

    number: int
    """The row number of its product."""
    product: str
    collection: str
    sku: str
    gtin: str
    shop_id: str
    offer: Offer


def read_offered_variants(connection: Connection) -> list[OfferedVariant]:
    """Every variant of every product that is not retired."""
    product, variant, offer = tables.product, tables.variant, tables.offer
    query = (
        select(
            product.c.number, product.c.id, product.c.collection, variant.c.sku, variant.c.gtin, variant.c.shop_id,
            offer.c.availability, offer.c.stock, offer.c.price_minor, offer.c.price_currency,
            offer.c.link, offer.c.image,
        )
        .join_from(variant, product, variant.c.product == product.c.number)
        .outerjoin(offer, and_(offer.c.product == variant.c.product, offer.c.sku == variant.c.sku))
        .where(product.c.retired.is_(False))
    )  # fmt: skip
    return [
        OfferedVariant(number, product_id, collection, sku, gtin, shop_id, _offer(*offered))
        for number, product_id, collection, sku, gtin, shop_id, *offered in connection.execute(query).all()
    ]


def _offer(
    availability: str | None,
    stock: int | None = None,
    minor: int | None = None,
    currency: str = "",
    link: str = "",
    image: str = "",
) -> Offer:
    """An offer from its columns; they are all empty where the variant has no row."""
    if availability is None:
        return NO_OFFER
    price = None if minor is None else Money(minor, currency)
    return Offer(AVAILABILITIES[availability], stock, price, link, image)


def write_offers(connection: Connection, offers: Iterable[tuple[OfferedVariant, Offer]]) -> int | None:
    """Give variants other offers, under the next version of the offers, which is returned; None where there is nothing.

    What brand files said at their last load stays noted.
    """
    offers = list(offers)
    if not offers:
        return None
    version = next_offers_version(connection)
    rows = [offer_row(variant.number, variant.sku, Stored(offer, UNSTATED, version)) for variant, offer in offers]
    insert_rows(connection, tables.offer, rows, _replacing(connection))
    return version


def _replacing(connection: Connection) -> str:
    """What an INSERT does where the variant has an offer already."""
    quoted = connection.dialect.identifier_preparer
    keys = ", ".join(map(quoted.format_column, tables.offer.primary_key.columns))
    news: Sequence[str] = [
        quoted.format_column(c) for c in tables.offer.columns if not c.primary_key and c.name != "file_digest"
    ]
    return f" ON CONFLICT ({keys}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in news)}"
