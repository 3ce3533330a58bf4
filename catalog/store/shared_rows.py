"""Brands, sources and charts: each kept once, found again by its content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Column, Connection, Table, delete, func, select, union

from ..model.product import Product, Source
from . import tables
from .fingerprint import chart_digest, digest
from .to_rows import RowIds, Rows, add_chart_parts, chart_row, insert, source_row

AT_ONCE = 500
"""Fingerprints that are named in one question."""


def next_number(connection: Connection, table: Table) -> int:
    """The first row number above all in use; safe because writes come one after the other."""
    highest = connection.execute(select(func.max(table.c.number))).scalar()
    return 1 if highest is None else int(highest) + 1


def numbers_for(connection: Connection, products: Iterable[Product]) -> RowIds:
    """Add the brands, sources and charts of products that are not stored yet; the row numbers of all of them."""
    products = tuple(products)
    distinct = {id(chart): chart for product in products for chart in product.charts}
    digests = {at: chart_digest(chart) for at, chart in distinct.items()}
    charts = {digests[at]: chart for at, chart in distinct.items()}
    every = {id(source): source for source in _every_source(products)}
    sources = {s: digest(s) for s in dict.fromkeys(every.values())}
    source_numbers, new_sources = _numbered(connection, tables.source, sources.values())
    number_of = {at: source_numbers[sources[source]] for at, source in every.items()}
    chart_numbers, new_charts = _numbered(connection, tables.chart, charts)
    rows: Rows = defaultdict(list)
    rows[tables.source] = [source_row(source_numbers[d], d, s) for s, d in sources.items() if d in new_sources]
    for d in new_charts:
        chart = charts[d]
        rows[tables.chart].append(chart_row(chart_numbers[d], d, chart, number_of[id(chart.source)]))
        add_chart_parts(rows, chart_numbers[d], chart)
    insert(connection, rows)
    brands = _brands(connection, {p.brand for p in products})
    number_of_chart = {at: chart_numbers[d] for at, d in digests.items()}
    return RowIds(lambda source: number_of[id(source)], lambda chart: number_of_chart[id(chart)], brands)


def _every_source(products: tuple[Product, ...]) -> list[Source]:
    sources: list[Source] = []
    for p in products:
        sources += p.sources
        sources += [chart.source for chart in p.charts]
        sources += [figure.source for figure in p.pressure]
        sources += [claim.source for claim in p.claims]
        sources += [code.source for code in p.codes]
        if p.price is not None:
            sources.append(p.price.source)
        if p.ruling is not None:
            sources.append(p.ruling.source)
    return sources


def _numbered(connection: Connection, table: Table, digests: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The row number of each digest, and of those among them that have no row yet."""
    names = list(dict.fromkeys(digests))
    query, blocks = select(table.c.digest, table.c.number), range(0, len(names), AT_ONCE)
    rows = (connection.execute(query.where(table.c.digest.in_(names[at : at + AT_ONCE]))) for at in blocks)
    stored = {row.digest: row.number for some in rows for row in some}
    first = next_number(connection, table)
    added = {d: first + i for i, d in enumerate(d for d in names if d not in stored)}
    return stored | added, added


def _brands(connection: Connection, names: set[str]) -> dict[str, int]:
    rows = connection.execute(select(tables.brand.c.name, tables.brand.c.number))
    numbers = {row.name: row.number for row in rows}
    added = sorted(names - numbers.keys())
    first = next_number(connection, tables.brand)
    numbers.update({name: first + i for i, name in enumerate(added)})
    insert(connection, {tables.brand: [(numbers[name], name) for name in added]})
    return numbers


SOURCE_USERS: tuple[Column[int], ...] = (
    tables.product_source.c.source, tables.pressure.c.source, tables.claim.c.source, tables.code.c.source,
    tables.chart.c.source, tables.product.c.price_source, tables.ruling.c.source,
)  # fmt: skip


def drop_unused(connection: Connection) -> None:
    """Delete the charts, sources and brands that no product refers to any more."""
    used = select(tables.product_chart.c.chart)
    unused = select(tables.chart.c.number).where(tables.chart.c.number.not_in(used))
    for table in tables.CHART_PARTS:
        connection.execute(delete(table).where(table.c.chart.in_(unused)))
    connection.execute(delete(tables.chart).where(tables.chart.c.number.not_in(used)))
    cited = union(*(select(column).where(column.is_not(None)) for column in SOURCE_USERS))
    connection.execute(delete(tables.source).where(tables.source.c.number.not_in(cited)))
    brands = select(tables.product.c.brand)
    connection.execute(delete(tables.brand).where(tables.brand.c.number.not_in(brands)))
