"""The catalog's version: a number that counts writes and a stamp of the whole content."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, select, update

from ..model.product import CatalogVersion
from . import tables
from .decisions import latest

DIGITS = 12


def lock(connection: Connection) -> None:
    """Make the next writer wait until this transaction is over (SQLite has locked the file already)."""
    connection.execute(select(tables.catalog.c.number).with_for_update()).one()


def restamp(connection: Connection) -> CatalogVersion:
    """Give the catalog its next version, and return it; equal content after as many writes has an equal stamp."""
    number = connection.execute(select(tables.catalog.c.number)).scalar_one() + 1
    stamp = sha256("\n".join([str(number), *_content(connection)]).encode()).hexdigest()[:DIGITS]
    connection.execute(update(tables.catalog).values(number=number, stamp=stamp))
    return CatalogVersion(number, stamp)


def _content(connection: Connection) -> list[str]:
    """One line for each product and each decision in force, in the order of code points."""
    product = tables.product
    query = select(product.c.id, product.c.digest, product.c.judged, product.c.collection).where(
        product.c.retired.is_(False)
    )
    lines = [f"{row.id} {row.digest} {row.judged} {row.collection}" for row in connection.execute(query)]
    lines += [f"{row.id} {row.action} {row.number}" for row in latest(connection)]
    return sorted(lines)
