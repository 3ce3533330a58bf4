"""Brands, sources and charts: each kept once, found again by its content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Column, Connection, Table, delete, func, select, union

from ..product import Product, SizeChart, Source
from . import tables
from .digest import digest
from .rows import Numbers, Rows, Values, chart_parts, chart_row, source_row


def insert(connection: Connection, rows: Rows) -> None:
    """The rows, table by table in the order in which the tables first came up."""
    batches: dict[Table, list[Values]] = {}
    for table, values in rows:
        batches.setdefault(table, []).append(values)
    for table, lines in batches.items():
        connection.execute(table.insert(), lines)


def next_number(connection: Connection, table: Table) -> int:
    """The first row number above all in use; safe because writes come one after the other."""
    highest = connection.execute(select(func.max(table.c.number))).scalar()
    return 1 if highest is None else int(highest) + 1


def numbers_for(connection: Connection, products: Iterable[Product]) -> Numbers:
    """The row numbers of all that these products share, after the new ones have been added."""
    products = tuple(products)
    charts = _Digests(c for p in products for c in p.charts)
    sources = {s: digest(s) for s in dict.fromkeys(_every_source(products))}
    source_numbers = _interned(connection, tables.source, {d: source_row(s) for s, d in sources.items()})
    found = {s: source_numbers[d] for s, d in sources.items()}
    chart_numbers = _add_charts(connection, charts, found)
    brands = _brands(connection, {p.brand for p in products})
    return Numbers(found.__getitem__, lambda chart: chart_numbers[charts.of(chart)], brands)


class _Digests:
    """The digest of each chart, worked out once for an object that many products share."""

    def __init__(self, charts: Iterable[SizeChart]) -> None:
        self._by_object: dict[int, tuple[SizeChart, str]] = {}
        self.charts: dict[str, SizeChart] = {}
        for chart in charts:
            if id(chart) not in self._by_object:
                self._by_object[id(chart)] = (chart, digest(chart))
                self.charts.setdefault(self.of(chart), chart)

    def of(self, chart: SizeChart) -> str:
        """The digest of one of the charts."""
        return self._by_object[id(chart)][1]


def _every_source(products: tuple[Product, ...]) -> Iterator[Source]:
    for product in products:
        yield from product.sources
        yield from (chart.source for chart in product.charts)
        yield from (figure.source for figure in product.pressure)
        yield from (claim.source for claim in product.claims)
        yield from (code.source for code in product.codes)
        prices = (product.price, *(variant.price for variant in product.variants))
        yield from (price.source for price in prices if price is not None)


def _interned(connection: Connection, table: Table, wanted: dict[str, Values]) -> dict[str, int]:
    """The row number of each digest; rows that were not there are added."""
    known = _known(connection, table)
    new = [d for d in wanted if d not in known]
    first = next_number(connection, table)
    known.update({d: first + i for i, d in enumerate(new)})
    insert(connection, ((table, {"number": known[d], "digest": d, **wanted[d]}) for d in new))
    return known


def _known(connection: Connection, table: Table) -> dict[str, int]:
    rows = connection.execute(select(table.c.digest, table.c.number))
    return {row.digest: row.number for row in rows}


def _add_charts(connection: Connection, charts: _Digests, sources: dict[Source, int]) -> dict[str, int]:
    before = _known(connection, tables.chart)
    rows = {d: chart_row(c, sources[c.source]) for d, c in charts.charts.items()}
    numbers = _interned(connection, tables.chart, rows)
    new = (d for d in charts.charts if d not in before)
    insert(connection, (row for d in new for row in chart_parts(numbers[d], charts.charts[d])))
    return numbers


def _brands(connection: Connection, names: set[str]) -> dict[str, int]:
    rows = connection.execute(select(tables.brand.c.name, tables.brand.c.number))
    known = {row.name: row.number for row in rows}
    new = sorted(names - known.keys())
    first = next_number(connection, tables.brand)
    known.update({name: first + i for i, name in enumerate(new)})
    insert(connection, ((tables.brand, {"number": known[name], "name": name}) for name in new))
    return known


SOURCE_USERS: tuple[Column[int], ...] = (
    tables.product_source.c.source, tables.pressure.c.source, tables.claim.c.source, tables.code.c.source,
    tables.chart.c.source, tables.product.c.price_source, tables.variant.c.price_source,
)  # fmt: skip


def drop_unused(connection: Connection) -> None:
    """Charts, sources and brands that no product refers to any more are gone."""
    used = select(tables.product_chart.c.chart)
    unused = select(tables.chart.c.number).where(tables.chart.c.number.not_in(used))
    for table in tables.CHART_PARTS:
        connection.execute(delete(table).where(table.c.chart.in_(unused)))
    connection.execute(delete(tables.chart).where(tables.chart.c.number.not_in(used)))
    cited = union(*(select(column).where(column.is_not(None)) for column in SOURCE_USERS))
    connection.execute(delete(tables.source).where(tables.source.c.number.not_in(cited)))
    brands = select(tables.product.c.brand)
    connection.execute(delete(tables.brand).where(tables.brand.c.number.not_in(brands)))
