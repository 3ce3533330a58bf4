"""Advice without any product, and what a door may show beside an advice: signs, wear plan, health list, studies."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from ..model.answer import Answer, Match, Miss
from ..model.policy import Policy
from ..model.question import FitSign
from ..rules.usage.evidence import studies_behind
from ..rules.usage.gates import sign_reasons
from ..rules.usage.rule import AdviceRequest, advise_product, asks_for_advice
from ..rules.usage.rule import advise as advice_for
from ..rules.usage.wear_plan import health_checklist, wear_plan_for

__all__ = [
    "AdviceRequest", "advice_for", "asks_for_advice", "health_checklist", "sign_reasons",
    "studies_behind", "wear_plan_for", "with_signs",
]  # fmt: skip

Entry = TypeVar("Entry", Match, Miss)


def with_signs(answer: Answer, signs: frozenset[FitSign], policy: Policy) -> Answer:
    """The answer with the advice on each product as it is where the wearer notices these signs on it."""
    if not signs:
        return answer
    runner, question = answer.advice or advice_for(answer.question, policy), answer.question

    def advised(entry: Entry) -> Entry:
        gates = entry.medical, entry.graduated
        return replace(entry, advice=advise_product(runner, question, entry.product, entry.size, *gates, policy, signs))

    return replace(answer, matches=tuple(map(advised, answer.matches)), misses=tuple(map(advised, answer.misses)))
