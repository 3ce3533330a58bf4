"""Fingerprints of products and charts, taken anew where an upgrade changed what a record holds."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Table, bindparam, select, update

from . import tables
from .catalog_version import restamp
from .fingerprint import digest
from .read import read_charts, read_products


def take_anew(connection: Connection) -> bool:
    """Give every product on the shelf and its charts the fingerprint that this program takes of them.

    A load compares these: without it the next load of the same files would call every product a changed one. The
    catalog gets a new version where anything differed, so that whoever holds an older one reads it again.
    """
    products = {p.id: digest(p) for p in read_products(connection)}
    charts = {str(number): digest(chart) for number, chart in read_charts(connection).items()}
    changed = _renew(connection, tables.product, "id", products) + _renew(connection, tables.chart, "number", charts)
    if changed:
        restamp(connection)
    return changed > 0


def _renew(connection: Connection, table: Table, name: str, wanted: Mapping[str, str]) -> int:
    """Write the fingerprints that differ from the stored ones; how many did."""
    rows = connection.execute(select(table.c.number, table.c[name].label("name"), table.c.digest))
    new = [(r.number, wanted[str(r.name)]) for r in rows if wanted.get(str(r.name), r.digest) != r.digest]
    if new:
        query = update(table).where(table.c.number == bindparam("at"))
        connection.execute(query, [{"at": number, "digest": text} for number, text in new])
    return len(new)
