"""A search as a person reads it around its table of matches: how many fit, when to wear it, what was left out, next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ..model.advice_lead import clinician_first
from ..model.answer import Answer, Exclusion, Miss
from ..model.leg import LegPoint
from ..model.product_name import full_name
from ..model.size_lead import how_surely, some_unread, whose_legs
from ..model.verdict import Outcome, Reason
from .advice import clinician, notes_beside_a_search, short_advice
from .each_once import each_once
from .left_out import compared, left_out
from .lines import BLANK, Hints, Joined, Line, Message, Style, heading, item, items, message, note_words, say
from .measuring_lesson import PLACES

UNSEEN_BY: Final = {"over_max_price": "--max-price", "other_currency": "--max-price"}
"""The option behind each cause that leaves a product out before its chart is looked at."""
FITTING: Final = {"fit": "ui.search.fit", "may_fit": "ui.search.may_fit", "fit_or_may": "ui.search.fit_or_may"}
"""How many products fit, by how surely they do."""
FEW: Final = 10
"""Fewer matches than this are few, where less than half of the products could be compared."""


class Details(Struct, frozen=True):
    """What the person asked to see beside the matches, and what a short word stood for."""

    excluded: bool = False
    misses: bool = False
    assumed: Line | None = None
    most: int | None = None
    """How many causes for being left out have a line of their own where there is little room; None for all."""


def before_matches(answer: Answer) -> list[Line]:
    """A clinician first where one has to be seen, then how many products fit."""
    first = [*clinician(answer.advice), BLANK] if answer.advice and clinician_first(answer.advice) else []
    return [*first, *([heading(_fitting(answer))] if answer.counts.matches else [])]


def _fitting(answer: Answer) -> Message:
    """How many products fit, no surer than their sizes, and whose legs."""
    counts, surely, legs = answer.counts, how_surely(answer), message(f"ui.legs.{whose_legs(answer)}")
    if counts.matches == counts.asked == 1:
        return message("ui.search.fit_only" if surely == "fit" else "ui.search.may_fit_only", legs=legs)
    return message(FITTING[surely], count=counts.matches, asked=counts.asked, kind=_kind(answer), legs=legs)


def _kind(answer: Answer) -> Message:
    """What was looked for, in the plural."""
    garment = answer.question.garment
    return message(f"ui.kinds.{garment.value if garment else 'any'}")


def no_match(answer: Answer) -> list[Line]:
    """Why there is no match: nothing asked about, nothing compared, or nothing fits; and what narrows too far."""
    if not answer.counts.asked:
        # Nothing to look at is not a leg that nothing fits.
        code = "ui.search.none_asked"
    elif answer.counts.compared:
        code = "ui.search.nothing_read" if some_unread(answer) else "ui.search.nothing"
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
    """When to wear it, then what was left out and the next step; a clinician first has no advice beside it."""
    if clinician_first(answer.advice):
        advice = [BLANK, details.assumed] if details.assumed else []
    else:
        notes = notes_beside_a_search(answer.advice)
        advice = [BLANK, *short_advice(answer.advice, assumed=details.assumed), *items(map(note_words, notes))]
    return [*advice, *after_advice(answer, details, hints)]


def after_advice(answer: Answer, details: Details, hints: Hints) -> list[Line]:
    """What was left out by cause, the details that were asked for, and the next step."""
    lines: list[Line] = []
    causes = left_out(answer, hints, details.most, listed=details.misses)
    if causes:
        lines += [BLANK, Line(_title_of_left_out(answer))]
        lines += [Line(cause, 1, Style.ENTRY) for cause in causes]
    if details.excluded:
        lines += _explained("ui.search.excluded", [(out, out.reasons) for out in answer.excluded])
    if details.misses:
        lines += _explained("ui.search.misses", [(miss, miss.size.reasons) for miss in answer.misses])
    step = next_step(answer, hints)
    # Where there is little room, the option to add stands with its cause.
    return lines + (step[-1:] if details.most is not None and answer.matches else step)


def _title_of_left_out(answer: Answer) -> Message:
    """How many are left out; where matches are few because little could be compared, that."""
    counts, seen = answer.counts, compared(answer)
    if counts.matches < FEW and 0 < 2 * seen < counts.asked:
        return message("ui.search.few", compared=seen, asked=counts.asked, kind=_kind(answer))
    return message(f"ui.search.left_out{'' if counts.matches else '_all'}", count=counts.asked - counts.matches)


def _explained(code: str, entries: list[tuple[Exclusion | Miss, tuple[Reason, ...]]]) -> list[Line]:
    """Each product under a heading with its reasons and the brand's size page; nothing where there is no product."""
    lines = [BLANK, heading(message(code))] if entries else []
    for entry, reasons in entries:
        lines += [Line(full_name(entry.product), style=Style.ENTRY), *items(each_once(reasons), 1)]
        page = "" if entry.product.is_sized else entry.product.size_page
        lines += [item(message("ui.size_page", url=page), 1)] if page else []
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
    return [Line(replace(hints.command("why", answer.matches[0].product.id), lead=message("ui.search.why")))]


def _measuring(point: LegPoint, units: str, hints: Hints) -> list[Line]:
    """How a measure is taken and given."""
    example = hints.example_for(point, units)
    if not example:
        return []
    place = next((name for name, at in PLACES.items() if at is point), "")
    lesson = [Line(replace(hints.alone("measure", place), lead=message("ui.search.lesson")))] if place else []
    return [say("ui.search.add", option=example), *lesson]
