"""Advice without any product, and what a door may show beside an advice: signs, wear plan, health list, studies."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from ..model.answer import Answer, Match, Miss
from ..model.policy import Policy
from ..model.question import FitSign, Question
from ..model.source import CitedStudy
from ..model.verdict import Advice, Reason
from ..rules.usage.gates import sign_reasons
from ..rules.usage.rule import AdviceRequest, advise, advise_product, asks_for_advice

__all__ = [
    "AdviceRequest", "advice_for", "asks_for_advice", "health_checklist", "sign_reasons", "studies_behind",
    "wear_plan_for", "with_signs",
]  # fmt: skip

Entry = TypeVar("Entry", Match, Miss)
PLAIN = AdviceRequest()


def advice_for(question: Question, policy: Policy, request: AdviceRequest = PLAIN) -> Advice:
    """When wearing is worth it for this runner, without any product."""
    return advise(question, policy, request)


def with_signs(answer: Answer, signs: frozenset[FitSign], policy: Policy) -> Answer:
    """The answer with the advice on each product as it is where the wearer notices these signs on it."""
    if not signs:
        return answer
    runner, question = answer.advice or advise(answer.question, policy), answer.question

    def advised(entry: Entry) -> Entry:
        gates = entry.medical, entry.graduated
        return replace(entry, advice=advise_product(runner, question, entry.product, entry.size, *gates, policy, signs))

    return replace(answer, matches=tuple(map(advised, answer.matches)), misses=tuple(map(advised, answer.misses)))


# Few ask for what follows, so its modules are read when somebody does: a command starts sooner without them.


def wear_plan_for(question: Question, advice: Advice, policy: Policy) -> tuple[Reason, ...]:
    """The steps that follow from an advice, in order: test, put on, how long, wash, replace, when to stop."""
    from ..rules.usage.wear_plan import after_plan

    return after_plan(question, advice, policy)


def health_checklist(*, firm: bool) -> tuple[Reason, ...]:
    """The health questions that a wearer answers alone: a heading, the points, and what a yes means."""
    from ..rules.usage.wear_plan import safety_checklist

    return safety_checklist(firm=firm)


def studies_behind(advice: Advice) -> tuple[CitedStudy, ...]:
    """Every study that the rules and notes of an advice rest on, each with those rules and notes, by number."""
    from ..rules.usage.evidence import cited_studies

    return cited_studies(advice)
