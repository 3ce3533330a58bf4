"""The bulk write of offers: every variant is read with few columns, and only what differs is written.

Both happen in one transaction of the caller, who compares in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, and_, select

from ..model.offer import NO_OFFER, Offer
from . import tables
from .offers import OFFER_COLUMNS, UNSTATED, next_offers_version, offer_of, offer_parts
from .to_rows import insert_rows


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
            *OFFER_COLUMNS,
        )
        .join_from(variant, product, variant.c.product == product.c.number)
        .outerjoin(offer, and_(offer.c.product == variant.c.product, offer.c.sku == variant.c.sku))
        .where(product.c.retired.is_(False))
    )  # fmt: skip
    return [
        OfferedVariant(
            number, product_id, collection, sku, gtin, shop_id, NO_OFFER if parts[0] is None else offer_of(*parts)
        )
        for number, product_id, collection, sku, gtin, shop_id, *parts in connection.execute(query).all()
    ]


def write_offers(connection: Connection, offers: Iterable[tuple[OfferedVariant, Offer]]) -> int | None:
    """Give variants other offers, under the next version of the offers, which is returned; None where there is nothing.

    What brand files said at their last load stays noted.
    """
    offers = list(offers)
    if not offers:
        return None
    version = next_offers_version(connection)
    rows = [(v.number, v.sku, *offer_parts(offer), UNSTATED, version) for v, offer in offers]
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
