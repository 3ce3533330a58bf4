"""From the domain to rows: what each table keeps of a product or a chart, in the order of its columns.

The value of a word of a closed list is taken by `str`, which takes a fifth of the time of `.value`.
"""

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
    return number, digest, source.url, source.seen_on, source.read_as, str(source.confidence), source.note


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
        number, product.id, numbers.brand[product.brand], product.name, str(product.garment),
        product.audience and str(product.audience), product.line, product.notes, *_price(product.price, numbers),
        belonging.origin, *digests, False, belonging.collection, False, product.size_page, product.chart_missing_since,
    )  # fmt: skip


def add_product_parts(rows: Rows, number: int, product: Product, numbers: RowIds) -> None:
    """Add every row of the lists of a product to `rows`."""
    _add_usual_parts(rows, number, product, numbers)
    for table, lines in (*_rare_lists(product, numbers.source), *_lists_of_file(product, numbers.source)):
        rows[table] += [(number, at, *line) for at, line in enumerate(lines)]
    for at, figure in enumerate(product.pressure):
        rows[tables.pressure_point] += [
            (
                number, at, position, str(p.point), p.low and p.low.tenths, p.high and p.high.tenths,
                p.sd and p.sd.tenths, p.wearers, p.printed,
            )
            for position, p in enumerate(figure.profile)
        ]  # fmt: skip


def _add_usual_parts(rows: Rows, number: int, product: Product, numbers: RowIds) -> None:
    """Add the rows of the lists that most products have."""
    source, chart = numbers.source, numbers.chart
    rows[tables.product_source] += [(number, at, source(s)) for at, s in enumerate(product.sources)]
    rows[tables.product_chart] += [(number, at, chart(c)) for at, c in enumerate(product.charts)]
    rows[tables.claim] += [
        (number, at, str(c.kind), c.text, str(c.position), source(c.source)) for at, c in enumerate(product.claims)
    ]
    rows[tables.fibre] += [(number, at, f.name, f.per_mille) for at, f in enumerate(product.fibres)]
    rows[tables.variant] += [
        (number, at, v.sku, v.size, v.colour, v.gtin, v.shop_id) for at, v in enumerate(product.variants)
    ]


def _rare_lists(product: Product, source: Callable[[Source], int]) -> Iterator[tuple[Table, Sequence[Row]]]:
    """The lists that few products have, where there is anything in them."""
    if product.asks_for:
        yield tables.asks_for, [(str(p),) for p in product.asks_for]
    if product.pressure:
        yield tables.pressure, [_figure(f, source(f.source)) for f in product.pressure]
    if product.codes:
        yield tables.code, [(c.scheme, c.value, source(c.source)) for c in product.codes]
    if product.categories:
        yield tables.category, [(name,) for name in product.categories]
    if product.flags:
        yield tables.flag, product.flags


def _lists_of_file(product: Product, source: Callable[[Source], int]) -> Iterator[tuple[Table, Sequence[Row]]]:
    """What the brand file itself decides of the product: its old ids, and a ruling."""
    if product.aliases:
        yield tables.alias, [(name,) for name in product.aliases]
    if product.ruling is not None:
        yield tables.ruling, [_ruling(product.ruling, source)]


def _ruling(ruling: CatalogRuling, source: Callable[[Source], int]) -> Row:
    return (
        str(ruling.ruled), ruling.why, ruling.on, source(ruling.source), ruling.would_settle, ruling.evidence,
    )  # fmt: skip


def _price(price: Price | None, numbers: RowIds) -> Row:
    if price is None:
        return None, None, None, None
    return price.money.minor, price.money.currency, numbers.source(price.source), price.note


def _figure(figure: PressureFigure, source: int) -> Row:
    return (
        figure.low and figure.low.tenths, figure.high and figure.high.tenths, figure.stated_at, str(figure.kind),
        source, figure.label, figure.scheme, figure.method, figure.posture, figure.variant,
    )  # fmt: skip


def chart_row(number: int, digest: str, chart: SizeChart, source: int) -> Row:
    """The row of a chart itself."""
    tie_rule = chart.tie_rule and str(chart.tie_rule)
    return (
        number, digest, chart.id, source, chart.version, chart.current, tie_rule, chart.posture, chart.note,
        chart.forced, chart.chart_of,
    )  # fmt: skip


def add_chart_parts(rows: Rows, number: int, chart: SizeChart) -> None:
    """Add every row of the lists of a chart to `rows`."""
    for at, key in enumerate(chart.keys):
        rows[tables.chart_key] += [(number, at, position, str(point)) for position, point in enumerate(key)]
    rows[tables.chart_priority] += [(number, position, str(p)) for position, p in enumerate(chart.priority)]
    rows[tables.chart_step] += [(number, position, str(p), step) for position, (p, step) in enumerate(chart.steps)]
    for s, size in enumerate(chart.sizes):
        rows[tables.size].append((number, s, size.label))
        for b, box in enumerate(size.boxes):
            rows[tables.box].append((number, s, b, box.note))
            rows[tables.band] += [(number, s, b, position, *_band(band)) for position, band in enumerate(box.bands)]


def _band(band: Band) -> Row:
    return str(band.point), band.unit, *_edge(band.low), *_edge(band.high)


def _edge(edge: Edge | None) -> Row:
    return (None, None, None) if edge is None else (edge.at, edge.closed, edge.printed)
