"""From the domain to rows: what each table keeps of a product or a chart, in the order of its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from sqlalchemy import Connection, Table

from ..model.catalog_ruling import CatalogRuling
from ..model.product import Band, Edge, PressureFigure, Price, Product, SizeChart, Source
from . import tables

AT_ONCE = 100
"""Rows in one statement: it has to be read and run once instead of a hundred times."""
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
    for table in tables.metadata.sorted_tables:
        insert_rows(connection, table, rows.get(table, ()))


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
    for table, lines in (*_lists(product, numbers), *_lists_of_file(product, numbers)):
        if lines:
            rows[table] += [(number, at, *line) for at, line in enumerate(lines)]
    for at, figure in enumerate(product.pressure):
        rows[tables.pressure_point] += [
            (
                number, at, position, p.point.value, p.low and p.low.tenths, p.high and p.high.tenths,
                p.sd and p.sd.tenths, p.wearers, p.printed,
            )
            for position, p in enumerate(figure.profile)
        ]  # fmt: skip


def _lists(product: Product, numbers: RowIds) -> tuple[tuple[Table, Sequence[Row]], ...]:
    source, chart = numbers.source, numbers.chart
    return (
        (tables.product_source, [(source(s),) for s in product.sources]),
        (tables.product_chart, [(chart(c),) for c in product.charts]),
        (tables.asks_for, [(p.value,) for p in product.asks_for]),
        (tables.pressure, [_figure(f, source(f.source)) for f in product.pressure]),
        (tables.claim, [(c.kind.value, c.text, c.position.value, source(c.source)) for c in product.claims]),
        (tables.code, [(c.scheme, c.value, source(c.source)) for c in product.codes]),
        (tables.category, [(name,) for name in product.categories]),
        (tables.fibre, [(f.name, f.per_mille) for f in product.fibres]),
        (tables.flag, product.flags),
        (tables.variant, [(v.sku, v.size, v.colour, v.gtin, v.shop_id) for v in product.variants]),
    )


def _lists_of_file(product: Product, numbers: RowIds) -> tuple[tuple[Table, Sequence[Row]], ...]:
    """What the brand file itself decides of the product: its old ids, and a ruling."""
    rulings = [_ruling(product.ruling, numbers.source)] if product.ruling else []
    return (tables.alias, [(name,) for name in product.aliases]), (tables.ruling, rulings)


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
