"""The one sentence an advice begins with, and the questions that would settle what it depends on."""

from __future__ import annotations

from typing import Final

from .verdict import Advice, Advised, Condition, Reason, because

EMERGENCY: Final = "emergency"
TESTED: Final = "tested_in_training"
FIELDS: Final = {TESTED: "runner.tested_in_training", "no_red_flags": "runner.red_flags"}
"""The field of a question that settles a condition."""


def emergency_of(advice: Advice | None) -> Reason | None:
    """The red flag that calls for the emergency services; None where no such flag was named."""
    reasons = advice.reasons if advice else ()
    return next((r for r in reasons if ("urgency", EMERGENCY) in r.facts), None)


def clinician_first(advice: Advice | None) -> bool:
    """Whether a red flag was named, so that a clinician comes before any advice."""
    headline = advice.headline if advice else None
    return headline is not None and headline.verdict is Advised.SEE_CLINICIAN_FIRST


def lead_of(advice: Advice, runner: Advice | None = None) -> Reason:
    """The sentence to show first, as a code with its facts.

    `advice` is that for one product where `runner` is given: then a verdict of its own that differs from the
    runner's is joined to it in one sentence ("worth wearing in general; for this one optional, because ...").
    """
    urgent = emergency_of(advice)
    if urgent is not None:
        return urgent
    own, general = advice.headline, runner.headline if runner else None
    if own is None:
        return because("usage.ask")
    if own.phase == "all":
        refused = own.verdict is Advised.NOT_ADVISED and general is not None and general.verdict is not own.verdict
        code = "usage.joined.not_advised" if refused else f"usage.headline.{own.verdict.value}"
        return because(code, general=general.verdict.value) if refused and general else because(code, phase="all")
    if general is not None and general.verdict is not own.verdict:
        joined = "usage.joined_if_tested.optional" if _if_tested(own.condition) else "usage.joined.optional"
        return because(joined, phase=general.phase)
    headline = "usage.headline_if_tested" if _if_tested(own.condition) else "usage.headline"
    return because(f"{headline}.{own.verdict.value}", phase=own.phase)


def phase_lead(advice: Advice, phase: str) -> Reason:
    """The verdict of one phase that the advice has (`before`, `during`, `after`), with its condition."""
    verdict = {"before": advice.before, "during": advice.during, "after": advice.after}[phase]
    if verdict is None:
        raise ValueError(f"the advice has no verdict for {phase}")
    conditional = _if_tested(verdict.condition)
    return because(f"usage.{phase}_if_tested" if conditional else f"usage.{phase}", verdict=verdict.verdict.value)


def open_questions(advice: Advice) -> tuple[Reason, ...]:
    """The unanswered questions that the advice depends on, each with the field that answers it."""
    parts = (advice.during, advice.headline, advice)
    conditions = dict.fromkeys(p.condition.only_if for p in parts if p is not None and p.condition is not None)
    return tuple(because(f"usage.question.{name}", field=FIELDS[name]) for name in conditions)


def _if_tested(condition: Condition | None) -> bool:
    return condition is not None and condition.only_if == TESTED
