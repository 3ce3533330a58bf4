"""The verdicts of an advice as plain dictionaries: each phase and the headline, with what they hold under."""

from __future__ import annotations

from ..model.verdict import Advice, Condition
from .product import Document


def condition_document(condition: Condition | None) -> Document:
    """What a verdict holds under and what stands otherwise; empty where it holds in any case."""
    return {} if condition is None else {"only_if": condition.only_if, "otherwise": condition.otherwise.value}


def headline_document(advice: Advice) -> Document:
    """The least that is said of an advice: its headline, or what has to be asked first."""
    document: Document = {"ask": list(advice.ask)} if advice.ask else {}
    if advice.headline is not None:
        head = advice.headline
        document["headline"] = {
            "verdict": head.verdict.value,
            "phase": head.phase,
            **condition_document(head.condition),
        }
    return document | condition_document(advice.condition)


def phases_document(advice: Advice) -> Document:
    """The verdict of each phase with the ids of its rules; empty where something has to be asked first."""
    phases = {"before": advice.before, "during": advice.during, "after": advice.after}
    return {
        name: {"verdict": phase.verdict.value, "rules": list(phase.rules), **condition_document(phase.condition)}
        for name, phase in phases.items()
        if phase is not None
    }
