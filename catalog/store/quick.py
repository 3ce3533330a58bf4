"""Reading a SQLite catalog without SQLAlchemy, for a program that starts, answers once and ends.

The same tables, the same conversion, the same snapshot; only the road to the rows is another one. Wherever it
cannot be sure it says so with None, and the caller takes the usual road, which also says what is wrong.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any, Final

from ..model.product import CatalogVersion, Decision, Product, Ruling, SizeChart, Source
from ..model.snapshot import Snapshot
from ..model.verdict import Gates
from .files import open_sqlite
from .from_rows import UNTRUE, AnyRow, Grouped, Shared, chart_from, product_from, source_from
from .paths import head
from .verdict_rows import gates_from

OF_PRODUCTS: Final = {
    "pressure_point": ("product", "pressure"), "pressure": ("product",), "product_source": ("product",),
    "product_chart": ("product",), "asks_for": ("product",), "claim": ("product",), "code": ("product",),
    "category": ("product",), "fibre": ("product",), "flag": ("product",), "variant": ("product",),
}  # fmt: skip
"""The lists of a product, each with the columns that say what its rows belong to."""
OF_CHARTS: Final = {
    "band": ("chart", "size", "box"), "box": ("chart", "size"), "size": ("chart",), "chart_key": ("chart",),
    "chart_priority": ("chart",), "chart_step": ("chart",),
}  # fmt: skip
ORDER: Final = {"chart_key": "chart, key, position"}
TRUTHS: Final = ("current", "forced", "low_closed", "high_closed")
SHELF: Final = "SELECT number FROM product WHERE NOT retired"
BY_ID: Final = "SELECT number FROM product WHERE NOT retired AND id = :name"
BY_CODE: Final = """
    SELECT DISTINCT product.number FROM product JOIN variant ON variant.product = product.number
    WHERE NOT retired AND (sku = :name OR shop_id = :name OR gtin = :name OR (:gtin <> '' AND gtin = :gtin))
"""
HEADS: Final = """
    SELECT product.*, brand.name AS brand_name FROM product JOIN brand ON product.brand = brand.number
"""
VERDICTS: Final = "SELECT product.id, verdict.* FROM verdict JOIN product ON verdict.product = product.number"
DECIDED: Final = """
    SELECT product.id, decision.* FROM decision JOIN product ON decision.product = product.number
    WHERE decision.number IN (SELECT max(number) FROM decision GROUP BY product) AND NOT retired ORDER BY product.id
"""


def quick_snapshot(url: str) -> Snapshot | None:
    """The catalog at a SQLite address; None where the usual road has to be taken."""
    return _read(url, lambda rows: _snapshot(rows, SHELF))


def quick_product(url: str, reference: str, gtin: str = "") -> Snapshot | None:
    """A catalog of the one product that has this id, else this SKU, GTIN or shop id; None where it is not one.

    `gtin` is the reference as a GTIN of 14 digits, where it is one.
    """
    name = reference.strip()
    if not name:
        return None

    def one(rows: _Rows) -> Snapshot | None:
        named = rows.all(BY_ID, {"name": name}) or rows.all(BY_CODE, {"name": name, "gtin": gtin})
        return _snapshot(rows, str(int(named[0].number))) if len(named) == 1 else None

    return _read(url, one)


class _Rows:
    """Rows by the names of their columns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, query: str, values: dict[str, str] | None = None) -> list[AnyRow]:
        """Every row of a query."""
        cursor = self._connection.execute(query, values or {})
        names = [column[0] for column in cursor.description]
        truths = [names.index(name) for name in TRUTHS if name in names]
        return [SimpleNamespace(**dict(zip(names, _told(row, truths), strict=True))) for row in cursor]

    def grouped(self, tables: dict[str, tuple[str, ...]], owner: str, numbers: str) -> dict[str, Grouped]:
        """The rows of several lists in printed order, by what they belong to."""
        return {t: self._group(t, part, f"{owner} IN ({numbers})") for t, part in tables.items()}

    def _group(self, table: str, part: tuple[str, ...], wanted: str) -> Grouped:
        groups: dict[Any, list[AnyRow]] = {}
        order = ORDER.get(table, ", ".join((*part, "position")))
        # The names are this module's own, the numbers a query of its own or a whole number.
        for row in self.all(f'SELECT * FROM "{table}" WHERE {wanted} ORDER BY {order}'):  # noqa: S608
            key = tuple(getattr(row, name) for name in part)
            groups.setdefault(key if len(key) > 1 else key[0], []).append(row)
        return groups


def _told(row: tuple[Any, ...], truths: list[int]) -> tuple[Any, ...]:
    """A row whose 0 and 1 are false and true where the column means that."""
    if not truths:
        return row
    return tuple(bool(v) if n in truths and v is not None else v for n, v in enumerate(row))


def _read(url: str, answer: Callable[[_Rows], Snapshot | None]) -> Snapshot | None:
    """What is read in one steady view of a catalog at the version this program needs.

    None where it is at another one, or damaged: the usual road says which.
    """
    path = Path(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or "?" in url or not path.is_file():
        return None
    try:
        with closing(open_sqlite(path, "ro")) as connection:
            connection.execute("BEGIN")
            return answer(_Rows(connection)) if _is_current(connection) else None
    except (sqlite3.Error, *UNTRUE):
        return None


def _is_current(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT version_num FROM legfit_revision").fetchall()
    filled = connection.execute("SELECT app, number FROM catalog").fetchall()
    return found == [(head(),)] and len(filled) == 1 and filled[0][0] == "legfit" and filled[0][1] > 0


def _snapshot(rows: _Rows, numbers: str) -> Snapshot:
    (version,) = rows.all("SELECT number, stamp FROM catalog")
    products = _products(rows, numbers)
    wanted = {p.id for p in products}
    gates = {i: g for i, g in _gates(rows, numbers).items() if i in wanted}
    decisions = {i: d for i, d in _decisions(rows).items() if i in wanted}
    return Snapshot(
        CatalogVersion(version.number, version.stamp), products, MappingProxyType(gates), MappingProxyType(decisions)
    )


def _products(rows: _Rows, numbers: str) -> tuple[Product, ...]:
    heads = rows.all(f"{HEADS} WHERE product.number IN ({numbers})")
    parts = rows.grouped(OF_PRODUCTS, "product", numbers)
    charts = f"SELECT chart FROM product_chart WHERE product IN ({numbers})"  # noqa: S608
    sources = {row.number: source_from(row) for row in rows.all("SELECT * FROM source")}
    shared = Shared(sources, _charts(rows, charts, sources))
    return tuple(sorted((product_from(row, parts, shared) for row in heads), key=lambda p: p.id))


def _charts(rows: _Rows, numbers: str, sources: dict[int, Source]) -> dict[int, SizeChart]:
    found = rows.all(f"SELECT * FROM chart WHERE number IN ({numbers})")  # noqa: S608
    parts = rows.grouped(OF_CHARTS, "chart", numbers)
    return {row.number: chart_from(row, parts, sources) for row in found}


def _gates(rows: _Rows, numbers: str) -> dict[str, Gates]:
    return gates_from(rows.all(f"{VERDICTS} WHERE product.number IN ({numbers})"))


def _decisions(rows: _Rows) -> dict[str, Decision]:
    """The decisions in force by product id."""
    rulings = {r.value for r in Ruling}
    return {
        r.id: Decision(r.id, Ruling(r.action), r.made_by, r.made_on, r.why, r.source, r.evidence)
        for r in rows.all(DECIDED)
        if r.action in rulings
    }
