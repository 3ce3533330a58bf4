"""The gates before any benefit: C, where a clinician comes first, and P, what speaks against a product."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from msgspec import Struct

from ...model.question import FitSign, RedFlag
from ...model.verdict import Fact, Outcome, Reason, SizeOutcome, SizeVerdict, Verdict, because


class Gate(Struct, frozen=True):
    """One gate: its id, the claims or sources it rests on, the grade; C gates also say how urgent it is."""

    id: str
    claims: tuple[str, ...]
    grade: str
    sources: tuple[str, ...] = ()
    urgency: str = ""


CLINICIAN: Final = (
    Gate("C1", (), "consensus", ("W1", "W2"), "emergency"),
    Gate("C2", (), "consensus", ("W1", "W2", "W3"), "same_day"),
    Gate("C3", (), "moderate", ("E53",), "before_compression"),
    Gate("C4", (), "moderate", ("E53",), "before_compression"),
    Gate("C5", (), "moderate", ("E53",), "before_compression"),
    Gate("C6", (), "moderate", ("E53",), "until_healed"),
    Gate("C7", (), "moderate", ("W4", "W5"), "stop_running"),
    Gate("C8", (), "weak", ("W6", "W7"), "assess"),
    Gate("C9", (), "moderate", ("E53", "E26"), "ask_which"),
)
PRODUCT: Final = (
    Gate("P1", ("S60", "S64"), "weak", ("E21", "E22", "E23", "E53")),
    Gate("P2", ("S9", "S12", "S55"), "weak", ("E52",)),
    Gate("P3", ("S52", "S57", "S59"), "moderate", ("E50", "E51")),
    Gate("P4", ("S52", "S57", "S58"), "moderate", ("E50", "E51")),
    Gate("P5", ("S54",), "moderate", ("E22", "E23", "E53")),
    Gate("P6", ("S53",), "weak", ("E56",)),
    Gate("P7", ("S12", "S55"), "weak", ("E52",)),
)
GATES: Final = {gate.id: gate for gate in CLINICIAN + PRODUCT}
OFF_CHART: Final = frozenset({SizeOutcome.OUTSIDE_CHART, SizeOutcome.IN_GAP, SizeOutcome.MEASUREMENTS_DISAGREE})
CLAIMED: Final = "claimed"


def clinician_reasons(flags: frozenset[RedFlag]) -> tuple[Reason, ...]:
    """A reason for every red flag, in the order of the gates, with its urgency."""
    return tuple(
        because(f"usage.{g.id}", grade=g.grade, urgency=g.urgency) for g in CLINICIAN if RedFlag(g.id) in flags
    )


def product_reasons(
    size: SizeVerdict | None, medical: Verdict, graduated: Verdict, signs: Collection[FitSign]
) -> tuple[Reason, ...]:
    """A reason, with its remedy, for every gate P1 to P6 that speaks against this product in this size."""
    no_sport = None if medical.outcome is Outcome.PASS else gate_reason("P1", sport=medical.outcome.value)
    no_gradient = gate_reason("P2") if graduated.outcome is Outcome.FAIL else None
    against = (no_sport, no_gradient, _size_reason(size))
    return (*(reason for reason in against if reason is not None), *sign_reasons(signs))


def gradient_unknown(graduated: Verdict) -> bool:
    """Whether P7 holds: the gradient is unknown and nothing claims it; a bare claim is not capped."""
    return graduated.outcome is Outcome.UNKNOWN and graduated.label != CLAIMED


def gradient_claimed(graduated: Verdict) -> bool:
    """Whether the only word for the gradient is a bare claim."""
    return graduated.outcome is Outcome.UNKNOWN and graduated.label == CLAIMED


def gate_reason(id: str, **facts: Fact) -> Reason:
    """The reason of a gate, its grade first."""
    return because(f"usage.{id}", grade=GATES[id].grade, **facts)


def _size_reason(size: SizeVerdict | None) -> Reason | None:
    """What is missing for a size (P3), or that the leg is off the chart (P4)."""
    if size is None or (size.outcome is SizeOutcome.NEEDS_MEASUREMENT and not size.needs):
        return gate_reason("P3", missing="legs")
    if size.outcome in OFF_CHART:
        return gate_reason("P4", outcome=size.outcome.value)
    if size.outcome is SizeOutcome.NO_CHART:
        return gate_reason("P3", missing="chart")
    needs_more = size.outcome is SizeOutcome.NEEDS_MEASUREMENT
    return gate_reason("P3", missing="points", points=size.needs) if needs_more else None


def sign_reasons(signs: Collection[FitSign]) -> tuple[Reason, ...]:
    """What follows from the signs that a wearer notices (P5, P6), whatever the chart says of the size."""
    tight = (gate_reason("P5"),) if FitSign.TOO_TIGHT in signs else ()
    loose = [sign for sign in (FitSign.TOO_LOOSE, FitSign.WORN_OUT) if sign in signs]
    return (*tight, gate_reason("P6", sign=loose[0].value)) if loose else tight
