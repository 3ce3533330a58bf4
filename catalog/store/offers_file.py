"""What shops say of variants, read from a SQLite file without SQLAlchemy: for a command that answers once."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Final

from ..model.money import Money
from ..model.offer import Availability, Offer, Offers
from .sqlite_file import open_sqlite

QUERY: Final = """
    SELECT product.id, sku, availability, stock, offer.price_minor, offer.price_currency, link, image
    FROM offer JOIN product ON offer.product = product.number WHERE NOT retired
"""


def read_offers_from_file(database: Path, product_ids: Collection[str] | None = None) -> Offers:
    """The offers by product id and SKU; of a few products, or of all. Raises: StoreError."""
    some = "" if product_ids is None else f" AND product.id IN ({', '.join('?' * len(product_ids))})"
    offers: dict[str, dict[str, Offer]] = {}
    try:
        with closing(open_sqlite(database, "ro")) as connection:
            for product, sku, availability, stock, minor, currency, link, image in connection.execute(
                QUERY + some, tuple(product_ids or ())
            ):
                price = None if minor is None else Money(minor, currency)
                offers.setdefault(product, {})[sku] = Offer(Availability(availability), stock, price, link, image)
    except sqlite3.Error as error:
        from .database import translated  # SQLAlchemy takes longer to import than all of this

        raise translated(error, "the database") from error
    return offers
