"""When wearing compression is worth it: gates, base verdicts, upgrades, caps, the headline, the notes."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ...model.advice_lead import lead_of, phase_lead
from ...model.policy import Policy
from ...model.product import Product
from ...model.question import FitSign, Question, Runner
from ...model.verdict import Advice, Advised, Condition, Headline, PhaseAdvice, Reason, SizeVerdict, Verdict, because
from .garment_order import order_for
from .gates import clinician_reasons, gate_reason, gradient_claimed, gradient_unknown, product_reasons
from .inputs import Inputs, Load, is_hot, normalise
from .notes import AdviceKey, NoteContext, notes_for
from .table import LEVEL, OPTIONAL, PHASES, RACE_DAY, reasons_of, rows_of

ASK: Final = "distance or duration"
NO_RED_FLAGS: Final = Condition("no_red_flags", Advised.SEE_CLINICIAN_FIRST)
FLAGS_UNKNOWN: Final = because("usage.flags_unknown", grade="consensus")
UNKNOWN_GRADIENT: Final = (gate_reason("P7"),)
CLAIMED_GRADIENT: Final = (because("usage.gradient_claimed", grade="weak"),)


class AdviceRequest(Struct, frozen=True):
    """What an advice is asked for beyond the question: reasons, sleep, a first use, a garment worn for some months."""

    why: bool = False
    sleep: bool = False
    first_use: bool = False
    months_in_use: int | None = None


PLAIN: Final = AdviceRequest()
ConditionalT = TypeVar("ConditionalT", PhaseAdvice | None, Headline | None)
RUN_FIELDS: Final = {
    "distance": "distance", "duration": "seconds", "intensity": "intensity", "surface": "surface", "race": "race",
}  # fmt: skip
"""The fields that describe a run: their names in a question document, and on `Run`."""
NO_RUNNER: Final = Runner()
MOST_ADVICE: Final = 1024
"""Advice that is kept; there are some millions of different keys, of which people ask for a few hundred."""


def asks_for_advice(question: Question) -> bool:
    """Whether a question about products says anything of a run or a runner: without it they come without advice."""
    return question.run is not None or question.runner != NO_RUNNER


def advise(question: Question, policy: Policy, request: AdviceRequest = PLAIN) -> Advice:
    """When wearing is worth it for this runner, before, during and after; or what must be asked first.

    A red flag comes before everything; where the wearer does not know, the whole advice holds under the condition
    that there is none. Without a distance, a planned time or a rest day there is no verdict, only the notes that
    need none.
    """
    if question.runner.red_flags:
        return _blocked(Advised.SEE_CLINICIAN_FIRST, clinician_reasons(question.runner.red_flags))
    advice = advice_by_key(_key_of(question, request, policy), policy)
    remarks = _remarks(question)
    if remarks:
        advice = replace(advice, reasons=(*remarks, *advice.reasons))
    if not question.runner.red_flags_unknown:
        return advice
    return _if_no_red_flags(replace(advice, reasons=(FLAGS_UNKNOWN, *advice.reasons)))


def advise_product(
    advice: Advice, question: Question, product: Product, size: SizeVerdict | None, medical: Verdict,
    graduated: Verdict, policy: Policy, signs: frozenset[FitSign] = frozenset(),
) -> Advice:  # fmt: skip
    """The runner's advice under the product's own gates; notes and reasons are the product's alone.

    `signs` are what the wearer notices of this size.
    """
    if question.runner.red_flags:
        return advice
    against = product_reasons(size, medical, graduated, signs)
    if against:
        own = _blocked(Advised.NOT_ADVISED, against)
    else:
        reasons = _gradient_reasons(graduated) + _heat(question, product, policy)
        own = row_for_product(advice, reasons, capped=gradient_unknown(graduated))
    return _if_no_red_flags(own) if question.runner.red_flags_unknown else own


def judge(phase: str, inputs: Inputs) -> tuple[PhaseAdvice, tuple[Reason, ...]]:
    """The verdict of one phase with its condition; a reason for every rule that fired: grade, whether it moved it."""
    first, *then = [row for row in rows_of(phase, resting=inputs.resting) if row.when.holds(inputs)]
    base = now = first.effect.to
    reasons, ids, condition = reasons_of(first, inputs, moved=True), [first.id], first.condition
    for row in then:
        before, now = now, row.effect.apply(now, base)
        reasons += reasons_of(row, inputs, moved=now is not before)
        ids.append(row.id)
        condition = row.condition or condition
    return PhaseAdvice(now, tuple(ids), condition), reasons


def summary(advice: Advice) -> tuple[Reason, ...]:
    """What an advice says in short, as reasons: the headline, then each phase; only the question if it asks."""
    if advice.headline is None:
        return (lead_of(advice),)
    first = lead_of(advice)
    return (first,) if advice.headline.phase == "all" else (first, *(phase_lead(advice, name) for name in PHASES))


@lru_cache(MOST_ADVICE)
def advice_by_key(key: AdviceKey, policy: Policy) -> Advice:
    """The advice for all runners of whom the rules see the same; without remarks on one question's own fields."""
    inputs, context = key.inputs, NoteContext(key, policy)
    if inputs.load is Load.UNKNOWN:
        return Advice(ask=(ASK,), notes=notes_for(context, with_run=False), reasons=(because("usage.ask"),))
    (before, early), (during, midway), (after, late) = [judge(phase, inputs) for phase in PHASES]
    headline = _headline(during, after)
    order = order_for(inputs, headline.phase)
    context = replace(context, during=during.verdict, after=after.verdict)
    return Advice(
        before, during, after, headline,
        garment_order=order.order, order_rule=order.id,
        notes=notes_for(context, with_run=True), reasons=(*early, *midway, *late, order.reason),
    )  # fmt: skip


def _headline(during: PhaseAdvice, after: PhaseAdvice) -> Headline:
    """The higher verdict of the two; a tie names both; a blocked `during` leaves it to `after`.

    A condition on `during` goes with a headline that names it.
    """
    if during.verdict not in LEVEL or LEVEL[during.verdict] < LEVEL[after.verdict]:
        return Headline(after.verdict, "after")
    return Headline(during.verdict, "both" if during.verdict is after.verdict else "during", during.condition)


def _blocked(verdict: Advised, reasons: tuple[Reason, ...]) -> Advice:
    phase = PhaseAdvice(verdict, tuple(reason.code.removeprefix("usage.") for reason in reasons))
    return Advice(phase, phase, phase, Headline(verdict, "all"), reasons=reasons)


def _key_of(question: Question, request: AdviceRequest, policy: Policy) -> AdviceKey:
    runner = question.runner
    return AdviceKey(
        normalise(question, policy), measured=bool(question.legs), level_stated=runner.experience is not None,
        first_use=request.first_use or runner.tested_in_training is False,
        why=request.why, sleep=request.sleep, months_in_use=request.months_in_use,
    )  # fmt: skip


@lru_cache(MOST_ADVICE)
def row_for_product(advice: Advice, reasons: tuple[Reason, ...], *, capped: bool) -> Advice:
    """A row of the table for a product, capped where its gradient is not known; kept with the row that it is made of.

    It is one object each time, so that what is worded by it is found without looking through it again.
    """
    own = replace(advice, notes=(), reasons=reasons)
    return _capped(own) if capped else own


def _gradient_reasons(graduated: Verdict) -> tuple[Reason, ...]:
    if gradient_unknown(graduated):
        return UNKNOWN_GRADIENT
    return CLAIMED_GRADIENT if gradient_claimed(graduated) else ()


def _heat(question: Question, product: Product, policy: Policy) -> tuple[Reason, ...]:
    """In heat, whether a source says that the fabric breathes."""
    if not is_hot(question.run, policy):
        return ()
    return (because("usage.heat", grade="weak", breathable="stated" if product.breathable else "unstated"),)


def _capped(advice: Advice) -> Advice:
    """The advice with every phase at most optional (P7); the race-day rule still comes last."""
    if advice.before is None or advice.during is None or advice.after is None:
        return advice
    before, during, after = _cap(advice.before), _cap(advice.during), _cap(advice.after)
    return replace(advice, before=before, during=during, after=after, headline=_headline(during, after))


def _cap(phase: PhaseAdvice) -> PhaseAdvice:
    last = tuple(rule for rule in phase.rules if rule in RACE_DAY)
    rules = (*phase.rules[: len(phase.rules) - len(last)], "P7", *last)
    lower = phase.verdict is Advised.WORTH_WEARING
    return replace(phase, verdict=OPTIONAL if lower else phase.verdict, rules=rules)


def _if_no_red_flags(advice: Advice) -> Advice:
    """The advice under the condition that no red flag holds; a phase with a condition of its own shows that one."""
    names = ("before", "during", "after", "headline")
    return replace(advice, condition=NO_RED_FLAGS, **{n: _under_health(getattr(advice, n)) for n in names})


def _under_health(part: ConditionalT) -> ConditionalT:
    return part if part is None or part.condition is not None else replace(part, condition=NO_RED_FLAGS)


def _remarks(question: Question) -> tuple[Reason, ...]:
    """That a rest day was stated together with a run, and which fields of the run are not used."""
    run = question.run
    if run is None or not run.rest_day:
        return ()
    beside = tuple(name for name, field in RUN_FIELDS.items() if getattr(run, field))
    return (because("usage.rest_day_wins", fields=beside),) if beside else ()
