"""The collections of a catalog: counted, and products taken out of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, distinct, func, select, update

from ..model.did_you_mean import nearest_of
from ..model.problem import BadInput, Problem, safe_repr
from ..model.verdict import Outcome
from . import tables
from .catalog_version import lock, restamp
from .database import reading, writing


def count_collections(where: Engine | Connection) -> list[dict[str, Any]]:
    """Name, products, products with a chart, products held back and files of each collection, by name."""
    product, chart, verdict = tables.product, tables.product_chart, tables.verdict
    has_chart = product.c.number.in_(select(chart.c.product))
    open_ones = select(verdict.c.product).where(verdict.c.gate == "medical", verdict.c.outcome == Outcome.UNKNOWN.value)
    query = select(
        product.c.collection.label("name"), func.count().label("products"),
        func.count().filter(has_chart).label("with_chart"),
        func.count().filter(product.c.number.in_(open_ones)).label("held_back"),
        func.count(distinct(func.nullif(product.c.origin, ""))).label("files"),
    )  # fmt: skip
    query = query.where(product.c.retired.is_(False)).group_by(product.c.collection)
    with reading(where) as connection:
        return [dict(row) for row in connection.execute(query.order_by(product.c.collection)).mappings()]


def remove_products(where: Engine | Connection, product_ids: Sequence[str]) -> tuple[str, ...]:
    """Take products out of the catalog until their files are loaded again; the ids of those that were in it.

    An old id stands for the product that has it now. Raises: BadInput (an id is none of a product).
    """
    product = tables.product
    with writing(where) as connection:
        lock(connection)
        named = _rows(connection, dict.fromkeys(product_ids))
        query = update(product).where(product.c.number == bindparam("at")).values(retired=True, removed=True)
        connection.execute(query, [{"at": row.number} for row in named])
        removed = tuple(row.id for row in named if not row.retired)
        if removed:
            restamp(connection)
    return removed


def _rows(connection: Connection, product_ids: Iterable[str]) -> list[Any]:
    """Id, number and retired of these products. Raises: BadInput (an id is none of a product)."""
    product = tables.product
    rows = connection.execute(select(product.c.id, product.c.number, product.c.retired)).all()
    stored = {row.id: row for row in rows} | _by_old_id(connection, rows)
    unknown = [i for i in product_ids if i not in stored]
    if unknown:
        raise BadInput(_unknown(i, stored) for i in unknown)
    return [stored[i] for i in product_ids]


def _by_old_id(connection: Connection, rows: Iterable[Any]) -> dict[str, Any]:
    """The rows of the products in force by their old ids."""
    in_force, alias = {row.number: row for row in rows if not row.retired}, tables.alias
    aliases = connection.execute(select(alias.c.product, alias.c.name))
    return {a.name: in_force[a.product] for a in aliases if a.product in in_force}


def _unknown(product_id: str, stored: Iterable[str]) -> Problem:
    suggestion = "".join(nearest_of(product_id, stored)[:1])
    return Problem("unknown_product", "product", safe_repr(product_id), "store_product_id", suggestion=suggestion)
