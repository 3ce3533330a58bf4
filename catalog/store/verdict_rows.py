"""Verdicts as rows: their marks and reasons as JSON text that keeps the kind of every fact."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, cast

from ..model.leg import LegPoint
from ..model.quantities import Length, Mass, Pressure, ShoeSize
from ..model.verdict import Fact, Gates, Outcome, Reason, Verdict

GATES = ("medical", "graduated")
PLAIN = frozenset({str, int, float, bool})
"""Facts that JSON keeps the kind of by itself."""
READERS: Mapping[str, Callable[[Any], Fact]] = {
    "um": Length,
    "g": Mass,
    "tenths_mmhg": Pressure,
    "point": LegPoint,
    "shoe": lambda value: ShoeSize(LegPoint(value[0]), value[1]),
}


def gate_rows(product: int, gates: Gates) -> list[tuple[object, ...]]:
    """One row for each gate's verdict on a product."""
    return [
        (
            product, gate, verdict.rule, verdict.outcome.value, verdict.label, _listed(verdict.marks),
            json.dumps([_reason(r) for r in verdict.reasons]), gates.policy,
        )
        for gate, verdict in zip(GATES, (gates.medical, gates.graduated), strict=True)
    ]  # fmt: skip


def gates_from(rows: Iterable[Any]) -> dict[str, Gates]:
    """The gates by product id, from the rows of both gates with the product's id.

    Products that are told alike share one verdict, and the memory of one; rows are let go as they come.
    """
    verdicts: dict[tuple[str, ...], Verdict] = {}
    found: dict[str, dict[str, tuple[Verdict, str]]] = {}
    for row in rows:
        found.setdefault(row.id, {})[row.gate] = _verdict(row, verdicts), row.policy
    gates: dict[tuple[int, int, str], Gates] = {}
    return {product: _gates(told, gates) for product, told in sorted(found.items())}


def _gates(told: Mapping[str, tuple[Verdict, str]], kept: dict[tuple[int, int, str], Gates]) -> Gates:
    (medical, policy), (graduated, _) = (told[gate] for gate in GATES)
    return kept.setdefault((id(medical), id(graduated), policy), Gates(medical, graduated, policy))


def _verdict(row: Any, kept: dict[tuple[str, ...], Verdict]) -> Verdict:
    told = row.rule, row.outcome, row.reasons, row.label, row.marks
    if told not in kept:
        reasons = tuple(_reason_from(r) for r in json.loads(row.reasons))
        kept[told] = Verdict(row.rule, Outcome(row.outcome), reasons, row.label, tuple(json.loads(row.marks)))
    return kept[told]


@lru_cache(maxsize=256)
def _listed(marks: tuple[str, ...]) -> str:
    """Marks as text; remembered, for there are few."""
    return json.dumps(marks)


def _reason(reason: Reason) -> list[object]:
    return [reason.code, [(n, fact if type(fact) in PLAIN else _plain(fact)) for n, fact in reason.facts]]


def _reason_from(stored: list[Any]) -> Reason:
    code, facts = stored
    return Reason(code, tuple((name, _fact(value)) for name, value in facts))


def _plain(fact: Fact) -> object:
    if type(fact) in PLAIN:
        return fact
    match fact:
        case Length():
            return {"um": fact.um}
        case Mass():
            return {"g": fact.g}
        case Pressure():
            return {"tenths_mmhg": fact.tenths}
        case ShoeSize():
            return {"shoe": [fact.system.value, fact.hundredths]}
        case LegPoint():
            return {"point": fact.value}
        case tuple():
            return [_plain(part) for part in fact]
    return fact


def _fact(value: object) -> Fact:
    if isinstance(value, list):
        return tuple(_fact(part) for part in value)
    if isinstance(value, dict):
        ((kind, inner),) = value.items()
        return READERS[kind](inner)
    return cast("Fact", value)
