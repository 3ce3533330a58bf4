"""From the domain to rows: what each table keeps of a product or a chart, in the order of its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, Table

from ..model.catalog_ruling import CatalogRuling
from ..model.product import Band, Edge, PressureFigure, Price, Product, SizeChart, Source
from . import tables

AT_ONCE = 100
"""Rows in one statement: it has to be read and run once instead of a hundred times."""
SORTED_TABLES: Final = tuple(tables.metadata.sorted_tables)
"""Parents before their children."""
Row = tuple[object, ...]
Rows = defaultdict[Table, list[Row]]
"""Rows to be written, by table."""


class RowIds(Struct, frozen=True):
    """The row numbers of what products share."""

    source: Callable[[Source], int]
    chart: Callable[[SizeChart], int]
    brand: Mapping[str, int]


def insert(connection: Connection, rows: Mapping[Table, list[Row]]) -> None:
    """Add rows, parents before their children, as many as go into one statement at a time."""
    for table in SORTED_TABLES:
        if table in rows:
            insert_rows(connection, table, rows[table])


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row], conflict: str = "") -> None:
    """Add rows to one table; `conflict` is the clause of SQL for rows whose keys are there already."""
    whole = len(rows) - len(rows) % AT_ONCE
    for count, some in ((AT_ONCE, rows[:whole]), (1, rows[whole:])):
        if some:
            values = [tuple(chain.from_iterable(some[at : at + count])) for at in range(0, len(some), count)]
            connection.exec_driver_sql(_insertion(connection, table, count) + conflict, values)


def _insertion(connection: Connection, table: Table, count: int) -> str:
    quoted = connection.dialect.identifier_preparer
    placeholder = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    names = ", ".join(quoted.format_column(column) for column in table.columns)
    row = f"({', '.join([placeholder] * len(table.columns))})"
    return f"INSERT INTO {quoted.format_table(table)} ({names}) VALUES {', '.join([row] * count)}"  # noqa: S608


def source_row(number: int, digest: str, source: Source) -> Row:
    """The row of a source."""
    return number, digest, source.url, source.seen_on, source.read_as, source.confidence.value, source.note


class Belonging(Struct, frozen=True):
    """Where a product is from: its file and its collection."""

    origin: str
    """The name of its brand file; empty where it came straight from a shop's export."""
    collection: str

    def is_left_for(self, other: Belonging) -> bool:
        """Whether a product that goes there is taken from a file or a collection."""
        return self.collection != other.collection or self.origin not in ("", other.origin)


def product_row(
    number: int, product: Product, numbers: RowIds, belonging: Belonging, digests: tuple[str, str | None]
) -> Row:
    """The row of a product that is not retired: where it is from, the fingerprints of itself and of its verdicts."""
    return (
        number, product.id, numbers.brand[product.brand], product.name, product.garment.value,
        product.audience and product.audience.value, product.line, product.notes, *_price(product.price, numbers),
        belonging.origin, *digests, False, belonging.collection, False, product.size_page, product.chart_missing_since,
    )  # fmt: skip


def add_product_parts(rows: Rows, number: int, product: Product, numbers: RowIds) -> None:
    """Add every row of the lists of a product to `rows`."""
    source, chart = numbers.source, numbers.chart
    rows[tables.product_source] += [(number, at, source(s)) for at, s in enumerate(product.sources)]
    rows[tables.product_chart] += [(number, at, chart(c)) for at, c in enumerate(product.charts)]
    rows[tables.claim] += [
        (number, at, c.kind.value, c.text, c.position.value, source(c.source)) for at, c in enumerate(product.claims)
    ]
    rows[tables.fibre] += [(number, at, f.name, f.per_mille) for at, f in enumerate(product.fibres)]
    rows[tables.variant] += [
        (number, at, v.sku, v.size, v.colour, v.gtin, v.shop_id) for at, v in enumerate(product.variants)
    ]
    for table, lines in _rare_lists(product, source):
        rows[table] += [(number, at, *line) for at, line in enumerate(lines)]
    for at, figure in enumerate(product.pressure):
        rows[tables.pressure_point] += [
            (
                number, at, position, p.point.value, p.low and p.low.tenths, p.high and p.high.tenths,
                p.sd and p.sd.tenths, p.wearers, p.printed,
            )
            for position, p in enumerate(figure.profile)
        ]  # fmt: skip


def _rare_lists(product: Product, source: Callable[[Source], int]) -> Iterator[tuple[Table, Sequence[Row]]]:
    """The lists that few products have, where there is anything in them."""
    if product.asks_for:
        yield tables.asks_for, [(p.value,) for p in product.asks_for]
    if product.pressure:
        yield tables.pressure, [_figure(f, source(f.source)) for f in product.pressure]
    if product.codes:
        yield tables.code, [(c.scheme, c.value, source(c.source)) for c in product.codes]
    if product.categories:
        yield tables.category, [(name,) for name in product.categories]
    if product.flags:
        yield tables.flag, product.flags
    if product.aliases:
        yield tables.alias, [(name,) for name in product.aliases]
    if product.ruling is not None:
        yield tables.ruling, [_ruling(product.ruling, source)]


def _ruling(ruling: CatalogRuling, source: Callable[[Source], int]) -> Row:
    return (
        ruling.ruled.value, ruling.why, ruling.on, source(ruling.source), ruling.would_settle, ruling.evidence,
    )  # fmt: skip


def _price(price: Price | None, numbers: RowIds) -> Row:
    if price is None:
        return None, None, None, None
    return price.money.minor, price.money.currency, numbers.source(price.source), price.note


def _figure(figure: PressureFigure, source: int) -> Row:
    return (
        figure.low and figure.low.tenths, figure.high and figure.high.tenths, figure.stated_at, figure.kind.value,
        source, figure.label, figure.scheme, figure.method, figure.posture, figure.variant,
    )  # fmt: skip


def chart_row(number: int, digest: str, chart: SizeChart, source: int) -> Row:
    """The row of a chart itself."""
    tie_rule = chart.tie_rule and chart.tie_rule.value
    return (
        number, digest, chart.id, source, chart.version, chart.current, tie_rule, chart.posture, chart.note,
        chart.forced, chart.chart_of,
    )  # fmt: skip


def add_chart_parts(rows: Rows, number: int, chart: SizeChart) -> None:
    """Add every row of the lists of a chart to `rows`."""
    for at, key in enumerate(chart.keys):
        rows[tables.chart_key] += [(number, at, position, point.value) for position, point in enumerate(key)]
    rows[tables.chart_priority] += [(number, position, p.value) for position, p in enumerate(chart.priority)]
    rows[tables.chart_step] += [(number, position, p.value, step) for position, (p, step) in enumerate(chart.steps)]
    for s, size in enumerate(chart.sizes):
        rows[tables.size].append((number, s, size.label))
        for b, box in enumerate(size.boxes):
            rows[tables.box].append((number, s, b, box.note))
            rows[tables.band] += [(number, s, b, position, *_band(band)) for position, band in enumerate(box.bands)]


def _band(band: Band) -> Row:
    return band.point.value, band.unit, *_edge(band.low), *_edge(band.high)


def _edge(edge: Edge | None) -> Row:
    return (None, None, None) if edge is None else (edge.at, edge.closed, edge.printed)
