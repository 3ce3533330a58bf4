"""Writing the catalog: every load is one transaction, and one that changes nothing leaves no trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, Table, bindparam, delete, select, update

from ..model.load_report import LoadReport
from ..model.problem import BadInput
from ..model.product import Decision
from ..model.verdict import Gates
from . import tables
from .aliases import apply_aliases, inherit_decisions
from .catalog_version import lock, restamp
from .database import reading, writing
from .decisions import Action, append, drop_outdated, outdated, read_decisions
from .fingerprint import digest
from .load_difference import FieldsByProduct, field_changes, report_of
from .load_plan import PLAIN, LoadOptions, Plan, Planned, ProductsByFile, make_plan
from .offers import offer_changes, write_offers
from .shared_rows import drop_unused, next_number, numbers_for
from .to_rows import Row, RowIds, Rows, add_product_parts, insert, product_row
from .verdict_rows import gate_rows


class Written(Struct, frozen=True):
    """What a load did, as product ids; a product that is no longer retired counts as changed.

    So does one of whose variants its file says something new: another price, stock, link or image.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    rejudged: tuple[str, ...] = ()
    """Products with new verdicts, those added and changed among them."""
    decisions_dropped: tuple[Decision, ...] = ()
    """Curators' decisions that no longer hold because their evidence changed."""
    report: LoadReport = LoadReport(written=True)
    """The same with the names of the products, and what was taken over or left."""
    is_new_version: bool = False
    """Whether answers may differ, so that the catalog is another version than before; the end of a load counts it."""

    @property
    def anything(self) -> bool:
        """Whether the load changed the catalog."""
        return bool(self.added or self.changed or self.retired or self.rejudged or self.decisions_dropped)


def today() -> str:
    """The date of today: ISO, in UTC."""
    return datetime.now(UTC).date().isoformat()


def write_products(
    where: Engine | Connection,
    files: ProductsByFile,
    gates: Mapping[str, Gates],
    options: LoadOptions = PLAIN,
    *,
    evidence: Mapping[str, str] | None = None,
    on: str | None = None,
) -> Written:
    """Put the products of some files into the catalog, with their gates by id: all of them or, on an error, none.

    `evidence` is the fingerprint of the signals of each product: a curator's decision that rested on another one is
    dropped. `on` is the date written with that (ISO), today by default.

    Raises: BadInput (as `make_plan` and `apply_aliases`), Locked, ReadOnly (see there).
    """
    with writing(where) as connection:
        lock(connection)
        plan = make_plan(connection, files, options, next_number(connection, tables.product))
        apply_aliases(connection, plan)
        verdicts = _changed_verdicts(((p.product.id, p.number, p.judged) for p in plan.present), gates)
        added = {p.number for p in plan.added}
        changes = offer_changes(connection, ((p.number, p.product) for p in plan.present), added)
        fields = field_changes(connection, plan, [c for c in changes if c.is_news]) if options.explained else {}
        _write(connection, plan, {v.number: v.digest for v in verdicts})
        _write_verdicts(connection, verdicts, added)
        news = write_offers(connection, changes)
        dropped = drop_outdated(connection, evidence or {}, on or today())
        is_new = bool(plan.added or plan.changed or plan.retired or verdicts or dropped)
        if is_new and options.batch is None:
            restamp(connection)
    written = _written(plan, news, tuple(v.product_id for v in verdicts), dropped, fields)
    return replace(written, is_new_version=is_new)


def preview_products(
    where: Engine | Connection,
    files: ProductsByFile,
    options: LoadOptions = PLAIN,
    *,
    evidence: Mapping[str, str] | None = None,
) -> Written:
    """What `write_products` would do, every change field by field; nothing is written, and verdicts are left aside.

    Raises: BadInput, as `write_products`.
    """
    with reading(where) as connection:
        plan = make_plan(connection, files, options, next_number(connection, tables.product))
        apply_aliases(connection, plan)
        news = [c for c in offer_changes(connection, ((p.number, p.product) for p in plan.present)) if c.is_news]
        dropped = outdated(connection, evidence or {})
        written = _written(plan, {c.product for c in news}, (), dropped, field_changes(connection, plan, news))
        return replace(written, report=replace(written.report, written=False))


def _written(
    plan: Plan, news: Container[int], rejudged: tuple[str, ...], dropped: tuple[Decision, ...], fields: FieldsByProduct
) -> Written:
    changed = [*plan.changed, *(p for p in plan.unchanged if p.number in news)]
    fields = {p.product.id: fields.get(p.product.id, ()) for p in changed}
    return Written(
        _ids(plan.added), _ids(changed), _ids(p for p in plan.unchanged if p.number not in news),
        tuple(row.id for row in plan.retired), rejudged, dropped,
        report_of(plan, dropped, fields, written=True),
    )  # fmt: skip


def write_gates(where: Engine | Connection, gates: Mapping[str, Gates]) -> tuple[str, ...]:
    """Store the verdicts of some products, by id; the ids of those that had other ones before."""
    product = tables.product
    with writing(where) as connection:
        lock(connection)
        rows = connection.execute(select(product.c.id, product.c.number, product.c.judged))
        verdicts = _changed_verdicts(((r.id, r.number, r.judged) for r in rows if r.id in gates), gates)
        _write_verdicts(connection, verdicts)
        if verdicts:
            restamp(connection)
    return tuple(v.product_id for v in verdicts)


def record_decision(where: Engine | Connection, decision: Decision) -> None:
    """Put a curator's decision in force: one more row of the history. Raises: BadInput (no such product)."""
    with writing(where) as connection:
        lock(connection)
        append(connection, Action(decision.ruling.value), decision)
        restamp(connection)


def undo_decision(where: Engine | Connection, product_id: str, *, by: str, on: str, why: str) -> Decision:
    """Take the decision in force back, which is returned: one more row of the history.

    Raises: BadInput (none is in force).
    """
    with writing(where) as connection:
        lock(connection)
        decision = read_decisions(connection).get(product_id)
        if decision is None:
            raise BadInput.one("no_decision", "product", product_id, "store_decision_in_force")
        append(connection, Action.UNDO, Decision(product_id, decision.ruling, by, on, why, "", decision.evidence))
        restamp(connection)
    return decision


def _ids(planned: Iterable[Planned]) -> tuple[str, ...]:
    return tuple(p.product.id for p in planned)


def _write(connection: Connection, plan: Plan, verdict_digests: Mapping[int, str | None]) -> None:
    touched = [*plan.added, *plan.changed]
    numbers = numbers_for(connection, (p.product for p in touched))
    for table in tables.PRODUCT_PARTS:
        _delete(connection, table, [p.number for p in plan.changed])
    _update_heads(connection, [_head(p, numbers, None) for p in plan.changed])
    rows: Rows = defaultdict(list)
    rows[tables.product] = [_head(p, numbers, verdict_digests.get(p.number)) for p in plan.added]
    for planned in touched:
        add_product_parts(rows, planned.number, planned.product, numbers)
    insert(connection, rows)
    inherit_decisions(connection, plan)
    _retire(connection, [row.number for row in plan.retired])
    if plan.changed:
        drop_unused(connection)


def _head(planned: Planned, numbers: RowIds, verdict_digest: str | None) -> Row:
    digests = planned.digest, verdict_digest
    return product_row(planned.number, planned.product, numbers, planned.belonging, digests)


def _update_heads(connection: Connection, rows: list[Row]) -> None:
    """Write the products' own rows anew; their numbers and verdicts stay as they are."""
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
    """A product whose verdicts differ from the stored ones: their rows and fingerprint, and the stored fingerprint."""

    product_id: str
    number: int
    rows: list[Row]
    digest: str | None
    stored_digest: str | None


def _changed_verdicts(
    products: Iterable[tuple[str, int, str | None]], gates: Mapping[str, Gates]
) -> list[ChangedVerdict]:
    """The products (id, number, stored fingerprint) whose verdicts differ; without gates a product is to have none."""
    verdicts: list[ChangedVerdict] = []
    made: dict[int, tuple[list[Row], str]] = {}
    """By the identity of gates, which many products share: their rows without the product, and the fingerprint."""
    for product_id, number, stored_digest in products:
        rows, content = _gate_rows(gates[product_id], made) if product_id in gates else ([], None)
        if content != stored_digest:
            numbered = [(number, *row) for row in rows]
            verdicts.append(ChangedVerdict(product_id, number, numbered, content, stored_digest))
    return verdicts


def _gate_rows(gates: Gates, made: dict[int, tuple[list[Row], str]]) -> tuple[list[Row], str]:
    if id(gates) not in made:
        rows = gate_rows(gates)
        made[id(gates)] = rows, digest(tuple(rows))
    return made[id(gates)]


def _write_verdicts(connection: Connection, verdicts: list[ChangedVerdict], added: Container[int] = ()) -> None:
    """Store verdicts; the rows of the products in `added` carry the fingerprint already."""
    _delete(connection, tables.verdict, [v.number for v in verdicts if v.stored_digest is not None])
    insert(connection, {tables.verdict: [row for v in verdicts for row in v.rows]})
    changed = [{"at": v.number, "judged": v.digest} for v in verdicts if v.number not in added]
    if changed:
        connection.execute(update(tables.product).where(tables.product.c.number == bindparam("at")), changed)
