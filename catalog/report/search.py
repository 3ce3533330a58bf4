"""A search as a person reads it around its table of matches: the advice, what was left out, the one next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from ..model.advice_lead import clinician_first
from ..model.answer import Answer, Exclusion, Miss
from ..model.leg import LegPoint
from ..model.verdict import Outcome, Reason
from .advice import notes_beside_a_search, short_advice
from .left_out import left_out
from .lines import BLANK, Hints, Joined, Line, Style, heading, items, message, note_words, say
from .measuring_lesson import PLACES
from .product import product_title
from .unsized import unsized

UNSEEN_BY: Final = {"over_max_price": "--max-price", "other_currency": "--max-price"}
"""The option behind each cause that leaves a product out before its chart is looked at."""


class Details(Struct, frozen=True):
    """What the person asked to see beside the matches, and what a short word stood for."""

    excluded: bool = False
    misses: bool = False
    assumed: Line | None = None


def before_matches(answer: Answer, details: Details) -> list[Line]:
    """What a short word stood for, and the advice; a clinician comes before both."""
    assumed = [details.assumed] if details.assumed else []
    advice = short_advice(answer.advice)
    if assumed and clinician_first(answer.advice):
        return [*advice, BLANK, *assumed, BLANK]
    return [*assumed, *advice, BLANK]


def no_match(answer: Answer) -> list[Line]:
    """Why there is no match: nothing asked about, nothing compared, or nothing fits; and what narrows too far."""
    if not answer.counts.asked:
        # Nothing to look at is not a leg that nothing fits.
        code = "ui.search.none_asked"
    elif answer.counts.compared:
        code = "ui.search.nothing"
    else:
        code = "ui.search.measure_missing" if answer.reasons else "ui.search.not_compared"
    return [say(code), *_too_narrow(answer)]


def _too_narrow(answer: Answer) -> Iterable[Line]:
    """Every filter that leaves out a product whose size would fit, or that leaves out products unseen."""
    wanted = answer.question.filters
    typed = {
        "--graduated": f"--graduated {wanted.graduated}",
        "--max-mmhg": f"--max-mmhg {wanted.max_mmhg}",
        "--max-price": f'--max-price "{wanted.max_price.text() if wanted.max_price else ""}"',
    }
    would_fit = Counter(name for e in answer.excluded if e.size.outcome.is_match and (name := filter_of(e)))
    unseen: Counter[str] = Counter()
    for cause, count in answer.counts.by_cause:
        if cause in UNSEEN_BY:
            unseen[UNSEEN_BY[cause]] += count
    for code, counter in (("ui.search.would_fit", would_fit), ("ui.search.unseen", unseen)):
        for name, count in counter.most_common():
            yield say(code, count=count, filter=typed.get(name, name))


def filter_of(out: Exclusion) -> str:
    """The option without which an excluded product would be looked at; empty where no option leaves it out."""
    if out.rule == "graduated" and out.graduated.outcome is Outcome.UNKNOWN:
        return "--graduated"
    if out.rule == "stock":
        return "--in-stock"
    return "--max-mmhg" if out.rule == "medical" and out.medical.outcome is Outcome.PASS else ""


def after_matches(answer: Answer, details: Details, hints: Hints) -> list[Line]:
    """What was left out, the details that were asked for, the notes, and the next step."""
    lines: list[Line] = []
    groups = left_out(answer)
    if groups:
        code = "ui.search.left_out" if answer.counts.matches else "ui.search.left_out_all"
        lines += [BLANK, say(code, count=answer.counts.asked - answer.counts.matches)]
        lines += [Line(group, 1, Style.ENTRY) for group in groups]
    if not details.misses:
        lines += unsized(answer)
    if details.excluded:
        lines += _explained("ui.search.excluded", [(out, out.reasons) for out in answer.excluded])
    if details.misses:
        lines += _explained("ui.search.misses", [(miss, miss.size.reasons) for miss in answer.misses])
    for note in notes_beside_a_search(answer.advice):
        lines += [BLANK, Line(note_words(note))]
    return lines + next_step(answer, hints)


def _explained(code: str, entries: list[tuple[Exclusion | Miss, tuple[Reason, ...]]]) -> list[Line]:
    """Each product under a heading with its reasons; nothing where there is no product."""
    lines = [BLANK, heading(message(code))] if entries else []
    for entry, reasons in entries:
        lines += [Line(product_title(entry.product), style=Style.ENTRY), *items(reasons, 1)]
    return lines


def next_step(answer: Answer, hints: Hints) -> list[Line]:
    """The one thing to do next that helps most, and the command for it."""
    for reason in answer.reasons:
        point = reason.fact("point") if reason.code == "answer.measure_next" else None
        if isinstance(point, LegPoint):
            step = heading(Joined((message("ui.search.next"), reason)))
            return [BLANK, step, *_measuring(point, answer.question.units, hints)]
    if not answer.matches:
        return []
    return [BLANK, say("ui.search.why"), Line(hints.command("why", answer.matches[0].product.id), 1)]


def _measuring(point: LegPoint, units: str, hints: Hints) -> list[Line]:
    """How a measure is taken and given."""
    example = hints.example_for(point, units)
    if not example:
        return []
    place = next((name for name, at in PLACES.items() if at is point), "")
    lesson = [say("ui.search.lesson"), Line(hints.alone("measure", place), 1)] if place else []
    return [say("ui.search.add", option=example), *lesson]
