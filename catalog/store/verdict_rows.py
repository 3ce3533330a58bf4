"""Verdicts as rows: their marks and reasons as JSON text that keeps the kind of every fact."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import msgspec

from ..model.leg import LegPoint
from ..model.quantities import Length, Mass, Pressure, ShoeSize
from ..model.verdict import Fact, Gates, Outcome, Reason, Verdict

GATES = ("medical", "graduated")
VerdictTexts = tuple[str, str, str, str, str]
PLAIN = frozenset({str, int, float, bool})
"""Facts that JSON keeps the kind of by itself."""
READERS: Mapping[str, Callable[[Any], Fact]] = {
    "um": Length,
    "g": Mass,
    "tenths_mmhg": Pressure,
    "point": LegPoint,
    "shoe": lambda value: ShoeSize(LegPoint(value[0]), value[1]),
}


def gate_rows(gates: Gates) -> list[tuple[object, ...]]:
    """One row for each gate's verdict on a product, without the number of the product before it."""
    return [
        (gate, *verdict_texts(verdict), gates.policy)
        for gate, verdict in zip(GATES, (gates.medical, gates.graduated), strict=True)
    ]


def gates_from(rows: Iterable[Any]) -> dict[str, Gates]:
    """The gates by product id, from the rows of both gates with the product's id.

    Equal verdicts are one object, and the memory of one; rows are let go as they come.
    """
    verdicts: dict[VerdictTexts, Verdict] = {}
    by_product: dict[str, dict[str, tuple[Verdict, str]]] = {}
    for row in rows:
        texts = row.rule, row.outcome, row.label, row.marks, row.reasons
        if texts not in verdicts:
            verdicts[texts] = verdict_from(texts)
        by_product.setdefault(row.id, {})[row.gate] = verdicts[texts], row.policy
    shared: dict[tuple[int, int, str], Gates] = {}
    return {product: _gates(verdict, shared) for product, verdict in sorted(by_product.items())}


def _gates(verdicts: Mapping[str, tuple[Verdict, str]], shared: dict[tuple[int, int, str], Gates]) -> Gates:
    (medical, policy), (graduated, _) = (verdicts[gate] for gate in GATES)
    return shared.setdefault((id(medical), id(graduated), policy), Gates(medical, graduated, policy))


def verdict_texts(verdict: Verdict) -> VerdictTexts:
    """A verdict as the texts of its columns: rule, outcome, label, marks and reasons."""
    reasons = json.dumps([_reason(reason) for reason in verdict.reasons])
    return verdict.rule, verdict.outcome.value, verdict.label, json.dumps(verdict.marks), reasons


def verdict_from(texts: VerdictTexts) -> Verdict:
    """A verdict from the texts of its columns; raises what `errors.UNTRUE` lists where they make no sense."""
    rule, outcome, label, marks, reasons = texts
    facts = tuple(_reason_from(reason) for reason in msgspec.json.decode(reasons))
    return Verdict(rule, Outcome(outcome), facts, label, tuple(msgspec.json.decode(marks)))


def _reason(reason: Reason) -> list[object]:
    return [reason.code, [(name, _plain(fact)) for name, fact in reason.facts]]


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
