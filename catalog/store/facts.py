"""Verdicts as rows: their marks and reasons as JSON text that keeps the kind of every fact."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from ..measure import LegPoint, Length, Mass, Pressure, ShoeSize
from ..verdict import Fact, Gates, Outcome, Reason, Verdict

GATES = ("medical", "graduated")
READERS: Mapping[str, Callable[[Any], Fact]] = {
    "um": Length,
    "g": Mass,
    "tenths_mmhg": Pressure,
    "point": LegPoint,
    "shoe": lambda value: ShoeSize(LegPoint(value[0]), value[1]),
}


def gate_rows(product: int, gates: Gates) -> list[dict[str, object]]:
    """One row for each gate's verdict on a product."""
    verdicts = (gates.medical, gates.graduated)
    return [
        {
            "product": product, "gate": gate, "rule": verdict.rule, "outcome": verdict.outcome.value,
            "label": verdict.label, "marks": json.dumps(verdict.marks),
            "reasons": json.dumps([_reason(r) for r in verdict.reasons]), "policy": gates.policy,
        }
        for gate, verdict in zip(GATES, verdicts, strict=True)
    ]  # fmt: skip


def gates_from(rows: Mapping[str, Any], kept: dict[Any, Any]) -> Gates:
    """The gates of a product from its rows by gate.

    `kept` are those met so far: products that are told alike share one verdict, and the memory of one.
    """
    medical, graduated = (rows[gate] for gate in GATES)
    told = _told(medical), _told(graduated), medical.policy
    if told not in kept:
        kept[told] = Gates(
            _verdict(medical, kept), _verdict(graduated, kept), kept.setdefault(medical.policy, medical.policy)
        )
    found: Gates = kept[told]
    return found


def _told(row: Any) -> tuple[str, ...]:
    return row.rule, row.outcome, row.reasons, row.label, row.marks


def _verdict(row: Any, kept: dict[Any, Any]) -> Verdict:
    told = _told(row)
    if told not in kept:
        reasons = tuple(_reason_from(r) for r in json.loads(row.reasons))
        kept[told] = Verdict(row.rule, Outcome(row.outcome), reasons, row.label, tuple(json.loads(row.marks)))
    found: Verdict = kept[told]
    return found


def _reason(reason: Reason) -> list[object]:
    return [reason.code, [[name, _plain(fact)] for name, fact in reason.facts]]


def _reason_from(stored: list[Any]) -> Reason:
    code, facts = stored
    return Reason(code, tuple((name, _fact(value)) for name, value in facts))


def _plain(fact: Fact) -> object:
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
