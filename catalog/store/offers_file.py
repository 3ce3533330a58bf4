"""A catalog with what shops offer of it, read without SQLAlchemy: products from the snapshot file, offers from SQLite.

Both are of one moment: offers are read by the connection that compares the version of the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import Final

from ..model.money import Money
from ..model.offer import Availability, Offer, Offers
from ..model.snapshot import OfferedSnapshot
from .snapshot_file import open_snapshot_file

VERSION: Final = "SELECT number FROM offers_version"
QUERY: Final = """
    SELECT product.id, sku, availability, stock, offer.price_minor, offer.price_currency, link, image, priced_on
    FROM offer JOIN product ON offer.product = product.number WHERE NOT retired
"""


def read_catalog_file(database: Path, made_by: str, *, follows: bool = False) -> OfferedSnapshot:
    """The whole catalog of a SQLite database with all its offers.

    With `follows` it has to hold the shipped collection as the brand files of this program make it.

    Raises: UnusableFile.
    """
    with open_snapshot_file(database, made_by, follows=follows) as file:
        return OfferedSnapshot(file.snapshot(file.header.products), *read_sqlite_offers(file.database))


def read_product_file(
    database: Path, made_by: str, reference: str, gtin: str = "", *, follows: bool = False
) -> OfferedSnapshot | None:
    """A catalog of one product by a name of it, with its offers; None where that leads to no single product.

    `gtin` is the reference as a GTIN of 14 digits, where it is one. `follows` as for the whole. Raises: UnusableFile.
    """
    with open_snapshot_file(database, made_by, follows=follows) as file:
        snapshot = file.product(reference, gtin)
        if snapshot is None:
            return None
        return OfferedSnapshot(snapshot, *read_sqlite_offers(file.database, [p.id for p in snapshot.products]))


def read_sqlite_offers(
    connection: sqlite3.Connection, product_ids: Collection[str] | None = None
) -> tuple[Offers, int]:
    """The offers of a few products, or of all, by product id and SKU, and their version."""
    ((version,),) = connection.execute(VERSION).fetchall()
    offers: dict[str, dict[str, Offer]] = {}
    if version:
        some = "" if product_ids is None else f" AND product.id IN ({', '.join('?' * len(product_ids))})"
        for product, sku, availability, stock, minor, currency, *links in connection.execute(
            QUERY + some, tuple(product_ids or ())
        ):
            price = None if minor is None else Money(minor, currency)
            offers.setdefault(product, {})[sku] = Offer(Availability(availability), stock, price, *links)
    return offers, version
