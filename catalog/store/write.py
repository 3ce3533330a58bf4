"""Writing the catalog: every load is one transaction, and one that changes nothing leaves no trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import Connection, Engine, Table, bindparam, delete, select, update

from ..model.problem import BadInput
from ..model.product import Decision
from ..model.verdict import Gates
from . import tables
from .catalog_version import lock, restamp
from .database import writing
from .decisions import Action, append, drop_outdated, read_decisions
from .fingerprint import digest
from .load_plan import Plan, Planned, Shelf, make_plan
from .shared_rows import drop_unused, next_number, numbers_for
from .to_rows import Row, RowIds, Rows, add_product_parts, insert, product_row
from .verdict_rows import gate_rows


class Written(Struct, frozen=True):
    """What a load did, as product ids; a product that came back counts as changed."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    rejudged: tuple[str, ...] = ()
    """Products with new verdicts, those added and changed among them."""
    decisions_dropped: tuple[Decision, ...] = ()
    """Curators' decisions that no longer hold because their evidence changed."""

    @property
    def anything(self) -> bool:
        """Whether the catalog is another one than before."""
        return bool(self.added or self.changed or self.retired or self.rejudged or self.decisions_dropped)


def today() -> str:
    """The date of now, ISO, in UTC."""
    return datetime.now(UTC).date().isoformat()


def write_products(
    where: Engine | Connection,
    shelf: Shelf,
    gates: Mapping[str, Gates],
    *,
    sync: bool = False,
    evidence: Mapping[str, str] | None = None,
    on: str | None = None,
) -> Written:
    """The catalog holds the products of the shelf (files by name), all of them or, on an error, none.

    With `sync` every product that is not on the shelf is retired; without it only what is on the shelf
    is touched. `evidence` is the fingerprint of each product's signals now: a curator's decision that
    rested on another one is dropped. `on` is the date written with that (ISO), today by default.

    Raises:
        BadInput: a product id stands twice. Locked, ReadOnly: see there.
    """
    with writing(where) as connection:
        lock(connection)
        plan = make_plan(connection, shelf, next_number(connection, tables.product), sync=sync)
        fresh = _fresh(((p.product.id, p.number, p.judged) for p in plan.present), gates)
        _write(connection, plan, {f.number: f.mark for f in fresh})
        _judge(connection, fresh, {p.number for p in plan.added})
        dropped = drop_outdated(connection, evidence or {}, on or today())
        written = Written(
            _ids(plan.added), _ids(plan.changed), _ids(plan.unchanged),
            tuple(row.id for row in plan.retired), tuple(f.product_id for f in fresh), dropped,
        )  # fmt: skip
        if written.anything:
            restamp(connection)
    return written


def write_gates(where: Engine | Connection, gates: Mapping[str, Gates]) -> tuple[str, ...]:
    """The stored verdicts are these, for the products named; the ids of those that were others before."""
    product = tables.product
    with writing(where) as connection:
        lock(connection)
        rows = connection.execute(select(product.c.id, product.c.number, product.c.judged))
        fresh = _fresh(((r.id, r.number, r.judged) for r in rows if r.id in gates), gates)
        _judge(connection, fresh)
        if fresh:
            restamp(connection)
    return tuple(f.product_id for f in fresh)


def record_decision(where: Engine | Connection, decision: Decision) -> None:
    """The decision is in force, and a row of the history.

    Raises:
        BadInput: no such product.
    """
    with writing(where) as connection:
        lock(connection)
        append(connection, Action(decision.ruling.value), decision)
        restamp(connection)


def undo_decision(
    where: Engine | Connection, product_id: str, *, by: str, on: str, why: str, source: str = ""
) -> Decision:
    """The decision that was in force until now; taking it back is a row of the history.

    Raises:
        BadInput: none is in force.
    """
    with writing(where) as connection:
        lock(connection)
        old = read_decisions(connection).get(product_id)
        if old is None:
            raise BadInput.one("no_decision", "product", product_id, "store_decision_in_force")
        append(connection, Action.UNDO, Decision(product_id, old.ruling, by, on, why, source, old.evidence))
        restamp(connection)
    return old


def _ids(planned: Iterable[Planned]) -> tuple[str, ...]:
    return tuple(p.product.id for p in planned)


def _write(connection: Connection, plan: Plan, marks: Mapping[int, str | None]) -> None:
    touched = [*plan.added, *plan.changed]
    numbers = numbers_for(connection, (p.product for p in touched))
    for table in tables.PRODUCT_PARTS:
        _delete(connection, table, [p.number for p in plan.changed])
    _update_heads(connection, [_head(p, numbers, None) for p in plan.changed])
    rows: Rows = defaultdict(list)
    rows[tables.product] = [_head(p, numbers, marks.get(p.number)) for p in plan.added]
    for planned in touched:
        add_product_parts(rows, planned.number, planned.product, numbers)
    insert(connection, rows)
    _retire(connection, [row.number for row in plan.retired])
    if plan.changed:
        drop_unused(connection)


def _head(planned: Planned, numbers: RowIds, mark: str | None) -> Row:
    return product_row(planned.number, planned.product, numbers, (planned.origin, planned.digest, mark))


def _update_heads(connection: Connection, rows: list[Row]) -> None:
    """The products' own rows are these, their numbers and verdicts as they were."""
    names = [c.name for c in tables.product.columns if c.name != "judged"]
    if rows:
        named = [dict(zip(tables.product.columns.keys(), row, strict=True)) for row in rows]
        query = update(tables.product).where(tables.product.c.number == bindparam("at"))
        connection.execute(query, [{"at": row["number"], **{n: row[n] for n in names}} for row in named])


def _retire(connection: Connection, numbers: list[int]) -> None:
    if numbers:
        query = update(tables.product).where(tables.product.c.number == bindparam("at"))
        connection.execute(query.values(retired=True), [{"at": n} for n in numbers])


def _delete(connection: Connection, table: Table, numbers: list[int]) -> None:
    if numbers:
        query = delete(table).where(table.c.product == bindparam("at"))
        connection.execute(query, [{"at": n} for n in numbers])


class ChangedVerdict(Struct, frozen=True):
    """A product whose verdicts are other ones than those stored: their rows and fingerprint, and the one before."""

    product_id: str
    number: int
    rows: list[Row]
    mark: str | None
    before: str | None


def _fresh(products: Iterable[tuple[str, int, str | None]], gates: Mapping[str, Gates]) -> list[ChangedVerdict]:
    """Those of the products (id, number, stored fingerprint) with new verdicts; one without gates is to keep none."""
    found: list[ChangedVerdict] = []
    for product_id, number, before in products:
        rows = gate_rows(number, gates[product_id]) if product_id in gates else []
        mark = digest(tuple(row[1:] for row in rows)) if rows else None
        if mark != before:
            found.append(ChangedVerdict(product_id, number, rows, mark, before))
    return found


def _judge(connection: Connection, fresh: list[ChangedVerdict], marked: Container[int] = ()) -> None:
    """The stored verdicts are these; the products in `marked` carry their fingerprint already."""
    _delete(connection, tables.verdict, [f.number for f in fresh if f.before is not None])
    insert(connection, {tables.verdict: [row for f in fresh for row in f.rows]})
    changed = [{"at": f.number, "judged": f.mark} for f in fresh if f.number not in marked]
    if changed:
        connection.execute(update(tables.product).where(tables.product.c.number == bindparam("at")), changed)
