"""When wearing compression is worth it: gates, base verdicts, upgrades, caps, the headline, the notes."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ..policy import Policy
from ..product import Product
from ..question import Question
from ..remember import Remembered
from ..usage_gates import (
    clinician_reasons,
    gate_reason,
    gradient_claimed,
    gradient_unknown,
    product_reasons,
)
from ..usage_inputs import Inputs, Load, is_hot, normalise
from ..usage_notes import Told, Words, notes_for
from ..usage_order import garment_rank, order_for
from ..usage_rows import LEVEL, OPTIONAL, PHASES, reasons_of, rows_of
from ..verdict import (
    Advice,
    Advised,
    Headline,
    PhaseAdvice,
    Reason,
    SizeVerdict,
    Verdict,
    because,
)

__all__ = ["Asked", "advise", "advise_product", "garment_rank", "judge", "rules_of", "summary"]

ASK: Final = "distance or duration"
LAST: Final = ("P7", "X1")
UNKNOWN_GRADIENT: Final = (gate_reason("P7"),)
CLAIMED_GRADIENT: Final = (because("usage.gradient_claimed", grade="weak"),)


class Asked(Struct, frozen=True):
    """What the person asks beyond the question: why, about sleep, for a first use, of a worn garment."""

    why: bool = False
    sleep: bool = False
    first_use: bool = False
    months_in_use: int | None = None


PLAIN: Final = Asked()
MOST_ROWS: Final = 4096
"""Rows of the table of advice kept for one policy; there are some millions, of which people ask for a few hundred."""


def _no_rows(_: Policy) -> dict[Words, Advice]:
    return {}


_table = Remembered(_no_rows, 8)
"""Advice by the words that its rules look at: none of them is a measure, so equal words have one advice."""


def forget_advice() -> None:
    """No row of the table of advice is kept; each is worked out again when it is asked for."""
    _table.keep(())


def advise(question: Question, policy: Policy, asked: Asked = PLAIN) -> Advice:
    """When wearing is worth it for this runner, before, during and after; or what must be asked first.

    A red flag comes before everything. Without a distance, a planned time or a rest day there is no
    verdict, only the notes that need none.
    """
    if question.runner.red_flags:
        return _blocked(Advised.SEE_CLINICIAN_FIRST, clinician_reasons(question.runner.red_flags))
    inputs = normalise(question, policy)
    words = _words(question, inputs, asked)
    known = _table(policy)
    advice = known.get(words)
    if advice is None:
        if len(known) >= MOST_ROWS:
            known.clear()
        advice = known[words] = _advised(inputs, Told(words, policy))
    return advice


def advise_product(
    advice: Advice,
    question: Question,
    product: Product,
    size: SizeVerdict | None,
    medical: Verdict,
    graduated: Verdict,
    policy: Policy,
    signs: frozenset[str] = frozenset(),
) -> Advice:
    """The runner's advice under the product's own gates; notes and reasons are the product's alone.

    `signs` are what the wearer notices of this size: `too_tight`, `too_loose`, `worn_out`.
    """
    if question.runner.red_flags:
        return advice
    against = product_reasons(size, medical, graduated, signs)
    if against:
        return _blocked(Advised.NOT_ADVISED, against)
    own = replace(advice, notes=(), reasons=_gradient_reasons(graduated) + _heat(question, product, policy))
    return _capped(own) if gradient_unknown(graduated) else own


def judge(phase: str, inputs: Inputs) -> tuple[PhaseAdvice, tuple[Reason, ...]]:
    """The verdict of one phase, and a reason for every rule that fired: its grade and whether it moved it."""
    first, *then = [row for row in rows_of(phase, resting=inputs.resting) if row.when(inputs)]
    base = now = first.effect.to
    reasons, ids = reasons_of(first, inputs, moved=True), [first.id]
    for row in then:
        before, now = now, row.effect.apply(now, base)
        reasons += reasons_of(row, inputs, moved=now is not before)
        ids.append(row.id)
    return PhaseAdvice(now, tuple(ids)), reasons


def rules_of(advice: Advice) -> tuple[str, ...]:
    """The ids of every rule that made an advice, in order of evaluation, each once."""
    phases = [p for p in (advice.before, advice.during, advice.after) if p is not None]
    ids = dict.fromkeys(id for phase in phases for id in phase.rules)
    return tuple(i for i in ids if i not in LAST) + tuple(i for i in LAST if i in ids)


def summary(advice: Advice) -> tuple[Reason, ...]:
    """What an advice says in short, as reasons: the headline, then each phase; only the question if it asks."""
    if advice.headline is None:
        return (because("usage.ask"),)
    first = because(f"usage.headline.{advice.headline.verdict.value}", phase=advice.headline.phase)
    if advice.headline.phase == "all":
        return (first,)
    phases = zip(PHASES, (advice.before, advice.during, advice.after), strict=True)
    return (first, *(because(f"usage.{name}", verdict=p.verdict.value) for name, p in phases if p))


def _advised(inputs: Inputs, told: Told) -> Advice:
    if inputs.load is Load.UNKNOWN:
        return Advice(ask=(ASK,), notes=notes_for(told, with_run=False), reasons=(because("usage.ask"),))
    (before, early), (during, midway), (after, late) = [judge(phase, inputs) for phase in PHASES]
    headline = _headline(during.verdict, after.verdict)
    order = order_for(inputs, headline.phase)
    told = replace(told, during=during.verdict, after=after.verdict)
    return Advice(
        before,
        during,
        after,
        headline,
        garment_order=order.order,
        order_rule=order.id,
        notes=notes_for(told, with_run=True),
        reasons=(*early, *midway, *late, order.said),
    )


def _headline(during: Advised, after: Advised) -> Headline:
    """The higher verdict of the two; a tie names both; a blocked `during` leaves it to `after`."""
    if during not in LEVEL:
        return Headline(after, "after")
    if during is after:
        return Headline(after, "both")
    first = LEVEL[during] > LEVEL[after]
    return Headline(during, "during") if first else Headline(after, "after")


def _blocked(verdict: Advised, reasons: tuple[Reason, ...]) -> Advice:
    phase = PhaseAdvice(verdict, tuple(reason.code.removeprefix("usage.") for reason in reasons))
    return Advice(phase, phase, phase, Headline(verdict, "all"), reasons=reasons)


def _words(question: Question, inputs: Inputs, asked: Asked) -> Words:
    runner = question.runner
    return Words(
        inputs, bool(question.legs), runner.experience is not None,
        asked.first_use or runner.tested_in_training is False, asked.why, asked.sleep, asked.months_in_use,
    )  # fmt: skip


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
    headline = _headline(during.verdict, after.verdict)
    return replace(advice, before=before, during=during, after=after, headline=headline)


def _cap(phase: PhaseAdvice) -> PhaseAdvice:
    if phase.rules[-1] == "X1":
        return PhaseAdvice(phase.verdict, (*phase.rules[:-1], "P7", "X1"))
    return PhaseAdvice(phase.verdict if LEVEL[phase.verdict] < LEVEL[OPTIONAL] else OPTIONAL, (*phase.rules, "P7"))
