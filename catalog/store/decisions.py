"""Curators' decisions: a history that is only ever added to; the last row of a product is in force."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Engine, Row, Select, func, select

from ..model.problem import BadInput
from ..model.product import Decision, Ruling
from . import tables
from .database import reading
from .shared_rows import next_number

RULINGS = tuple(r.value for r in Ruling)


class Action(StrEnum):
    """What a row of the history did: decide, take back, or fall with its evidence."""

    SPORT = "sport"
    MEDICAL = "medical"
    UNDO = "undo"
    DROP = "drop"


class Entry(Struct, frozen=True):
    """One row of the history of a product."""

    number: int
    product_id: str
    action: Action
    by: str
    on: str
    why: str
    source: str
    evidence: str


def read_decisions(connection: Connection) -> dict[str, Decision]:
    """The decisions in force by product id, of the products that are not retired."""
    rows = latest(connection)
    return {r.id: _decision(r) for r in sorted(rows, key=lambda r: r.id) if r.action in RULINGS}


def decisions(where: Engine | Connection, product_id: str | None = None) -> tuple[Entry, ...]:
    """The whole history, oldest first; of one product, or of all."""
    query = _joined().order_by(tables.decision.c.number)
    if product_id is not None:
        query = query.where(tables.product.c.id == product_id)
    with reading(where) as connection:
        return tuple(_entry(row) for row in connection.execute(query))


def latest(connection: Connection) -> list[Row[Any]]:
    """The last row of each product that has a history and is not retired."""
    last = select(func.max(tables.decision.c.number)).group_by(tables.decision.c.product)
    query = _joined().where(tables.decision.c.number.in_(last), tables.product.c.retired.is_(False))
    return list(connection.execute(query).all())


def append(connection: Connection, action: Action, decision: Decision) -> None:
    """Add a row to the history. Raises: BadInput (no such product)."""
    product = tables.product
    number = connection.execute(
        select(product.c.number).where(product.c.id == decision.product_id)
    ).scalar_one_or_none()
    if number is None:
        raise BadInput.one("unknown_product", "product", decision.product_id, "store_product_id")
    values = {
        "number": next_number(connection, tables.decision), "product": number, "action": action.value,
        "made_by": decision.by, "made_on": decision.on, "why": decision.why,
        "source": decision.source, "evidence": decision.evidence,
    }  # fmt: skip
    connection.execute(tables.decision.insert(), [values])


def drop_outdated(connection: Connection, evidence: Mapping[str, str], on: str) -> tuple[Decision, ...]:
    """Add a row that drops each decision whose evidence is another one now, by product id; those decisions."""
    decisions_dropped = outdated(connection, evidence)
    for decision in decisions_dropped:
        product_id = decision.product_id
        dropped = Decision(product_id, decision.ruling, "", on, "", "", evidence[product_id])
        append(connection, Action.DROP, dropped)
    return decisions_dropped


def outdated(connection: Connection, evidence: Mapping[str, str]) -> tuple[Decision, ...]:
    """The decisions in force whose evidence is another one now, by product id."""
    in_force = read_decisions(connection).values()
    return tuple(d for d in in_force if evidence.get(d.product_id, d.evidence) != d.evidence)


def _joined() -> Select[Any]:
    decision, product = tables.decision, tables.product
    return select(product.c.id, *(c for c in decision.c if c.name != "product")).join_from(
        decision, product, decision.c.product == product.c.number
    )


def _decision(row: Row[Any]) -> Decision:
    ruling = Ruling(row.action)
    return Decision(row.id, ruling, row.made_by, row.made_on, row.why, row.source, row.evidence)


def _entry(row: Row[Any]) -> Entry:
    action = Action(row.action)
    return Entry(row.number, row.id, action, row.made_by, row.made_on, row.why, row.source, row.evidence)
