"""Reading the catalog: a fixed number of queries for every thousand products."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, select

from ..model.catalog_ruling import CatalogRuling
from ..model.product import CatalogVersion, Product, SizeChart, Source
from ..model.snapshot import Snapshot
from ..model.verdict import Gates
from . import tables
from .database import reading
from .decisions import read_decisions as read_decisions
from .errors import UNTRUE, Damaged
from .from_rows import AnyRow, RowsByOwner, Shared, chart_from, product_from, ruling_from, source_from
from .verdict_rows import gates_from

Numbers = Select[tuple[int]]
"""A query for row numbers."""
AT_ONCE = 500
"""Row numbers that are named in one question."""
BLOCK = 1000
"""Products whose rows are held at once."""
NARROWER: dict[Table, Callable[[Any], Any]] = {
    tables.pressure_point: attrgetter("product", "pressure"),
    tables.box: attrgetter("chart", "size"),
    tables.band: attrgetter("chart", "size", "box"),
}
"""Tables whose rows belong to a part of a product or chart, and which part."""
IN_FORCE = tables.product.c.retired.is_(False)
NUMBERS = select(tables.product.c.number).where(IN_FORCE)
"""The row numbers of the products that are not retired."""


def read_snapshot(where: Engine | Connection) -> Snapshot:
    """The whole catalog as it was at one moment, whatever is written meanwhile.

    Raises: StoreError (it cannot be read; `Damaged` where its rows make no sense).
    """
    with reading(where) as connection:
        version = read_version(connection)
        try:
            return Snapshot(
                version,
                read_products(connection),
                MappingProxyType(read_gates(connection)),
                MappingProxyType(read_decisions(connection)),
                MappingProxyType(read_collections(connection)),
                read_edition(connection),
            )
        except UNTRUE as error:
            # Only this program writes these rows: what no record can be made of, something else has changed.
            raise Damaged("The database is damaged.", code="store_damaged") from error


def read_parts(connection: Connection, without: Collection[str] = ()) -> Iterator[Snapshot]:
    """The whole catalog part by part, so that never all of its products are in memory; at least one part.

    Products with the ids of `without` are left out. Each part has some products and their verdicts, and the decisions
    and collections of all. The connection sees one moment of the catalog. Raises: Damaged (its rows make no sense).
    """
    try:
        yield from _parts(connection, without)
    except UNTRUE as error:
        raise Damaged("The database is damaged.", code="store_damaged") from error


def _parts(connection: Connection, without: Collection[str]) -> Iterator[Snapshot]:
    version, edition = read_version(connection), read_edition(connection)
    decisions, collections = read_decisions(connection), read_collections(connection)
    blocks = _blocks(connection, without)
    if not blocks:
        yield Snapshot(version, (), {}, decisions, collections, edition)
        return
    sources = _sources(connection)
    every = select(tables.product.c.number).where(blocks[0]) if len(blocks) == 1 else NUMBERS
    charts = _charts(connection, sources, every)
    for these in blocks:
        products = tuple(_block(connection, these, Shared(sources, charts)))
        yield Snapshot(version, products, read_gates(connection, these), decisions, collections, edition)


def current_version(where: Engine | Connection) -> CatalogVersion:
    """The version that the catalog has now, in one query; errors as for `read_snapshot`."""
    with reading(where) as connection:
        return read_version(connection)


def read_version(connection: Connection) -> CatalogVersion:
    """The stamp that every write changes."""
    row = connection.execute(select(tables.catalog.c.number, tables.catalog.c.stamp)).one()
    return CatalogVersion(row.number, row.stamp)


def read_edition(connection: Connection) -> str:
    """The edition of the brand files that the shipped collection was last made from; empty where it never was."""
    return connection.execute(select(tables.catalog.c.shipped)).scalar_one() or ""


def read_products(connection: Connection) -> tuple[Product, ...]:
    """The products that are not retired, by id."""
    sources = _sources(connection)
    shared = Shared(sources, _charts(connection, sources, NUMBERS))
    products: list[Product] = []
    for these in _blocks(connection):
        products += _block(connection, these, shared)
    return tuple(sorted(products, key=attrgetter("id")))


def read_collections(connection: Connection) -> dict[str, str]:
    """The collection of each product that is not retired, by its id."""
    product = tables.product
    rows = connection.execute(select(product.c.id, product.c.collection).where(IN_FORCE).order_by(product.c.id))
    return {row.id: row.collection for row in rows}


def read_products_by_number(connection: Connection, numbers: Sequence[int]) -> dict[int, Product]:
    """Some products by their row numbers, retired ones too."""
    sources = _sources(connection) if numbers else {}
    products: dict[int, Product] = {}
    for at in range(0, len(numbers), AT_ONCE):
        of_these = tables.product.c.number.in_(numbers[at : at + AT_ONCE])
        shared = Shared(sources, _charts(connection, sources, select(tables.product.c.number).where(of_these)))
        rows = connection.execute(select(tables.product.c.id, tables.product.c.number).where(of_these))
        number_of = {row.id: row.number for row in rows}
        products |= {number_of[p.id]: p for p in _block(connection, of_these, shared)}
    return products


def read_charts(connection: Connection) -> dict[int, SizeChart]:
    """The charts of the products that are not retired, by row number."""
    return _charts(connection, _sources(connection), NUMBERS)


def read_gates(connection: Connection, condition: ColumnElement[bool] = IN_FORCE) -> dict[str, Gates]:
    """The stored verdicts by product id, of the products that are not retired, or of some of them."""
    verdict, product = tables.verdict, tables.product
    query = (
        select(product.c.id, verdict)
        .join_from(verdict, product, verdict.c.product == product.c.number)
        .where(condition)
    )
    return gates_from(connection.execute(query))


def read_rulings(connection: Connection) -> dict[str, CatalogRuling]:
    """The rulings of brand files by product id, of the products that are not retired."""
    ruling, product = tables.ruling, tables.product
    query = select(product.c.id, ruling).join_from(ruling, product, ruling.c.product == product.c.number)
    rows = connection.execute(query.where(IN_FORCE)).all()
    numbers = select(ruling.c.source)
    cited = connection.execute(select(tables.source).where(tables.source.c.number.in_(numbers)))
    sources = {row.number: source_from(row) for row in cited}
    return {row.id: ruling_from(row, sources) for row in rows}


def _blocks(connection: Connection, without: Collection[str] = ()) -> list[ColumnElement[bool]]:
    """What holds of the products of each block: rows take far more memory than what is made of them."""
    number = tables.product.c.number
    rows = connection.execute(select(number, tables.product.c.id).where(IN_FORCE).order_by(number))
    numbers = [row.number for row in rows if row.id not in without]
    blocks = (numbers[at : at + BLOCK] for at in range(0, len(numbers), BLOCK))
    if without:
        return [IN_FORCE & number.in_(block) for block in blocks]
    return [IN_FORCE & number.between(block[0], block[-1]) for block in blocks]


def _block(connection: Connection, condition: ColumnElement[bool], shared: Shared) -> list[Product]:
    product, brand = tables.product, tables.brand
    query = select(product, brand.c.name.label("brand_name")).join_from(
        product, brand, product.c.brand == brand.c.number
    )
    rows = connection.execute(query.where(condition)).all()
    numbers = select(product.c.number).where(condition)
    parts = {t.name: _grouped(connection, t, "product", numbers) for t in tables.PRODUCT_PARTS}
    return [product_from(row, parts, shared) for row in rows]


def _sources(connection: Connection) -> dict[int, Source]:
    return {row.number: source_from(row) for row in connection.execute(select(tables.source))}


def _charts(connection: Connection, sources: Mapping[int, Source], products: Numbers) -> dict[int, SizeChart]:
    """The charts of some products, whose row numbers a query gives."""
    chart, link = tables.chart, tables.product_chart
    numbers = select(link.c.chart).where(link.c.product.in_(products))
    rows = connection.execute(select(chart).where(chart.c.number.in_(numbers))).all()
    parts = {t.name: _grouped(connection, t, "chart", numbers) for t in tables.CHART_PARTS}
    return {row.number: chart_from(row, parts, sources) for row in rows}


def _grouped(connection: Connection, table: Table, owner: str, numbers: Numbers) -> RowsByOwner:
    """The rows of a table in printed order, by what they belong to."""
    query = select(table).where(table.c[owner].in_(numbers)).order_by(*table.primary_key.columns)
    part_of = NARROWER.get(table) or attrgetter(owner)
    groups: dict[Any, list[AnyRow]] = {}
    for row in connection.execute(query):
        groups.setdefault(part_of(row), []).append(row)
    return groups
