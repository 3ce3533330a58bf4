"""What an answer says of a single product, what does hold the leg instead, and every reason of every match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ..model.advice_lead import clinician_first
from ..model.answer import Answer, Entry, Exclusion, Match, Miss
from ..model.cautions import certainty_reason
from ..model.leg import LegPoint
from ..model.product import Product
from ..model.product_name import full_name
from ..model.question import Question
from ..model.size_lead import BARE, FIRST, size_sentence
from ..model.verdict import Reason, SizeOutcome, SizeVerdict
from .advice import refused, short_advice
from .badge import doubts_of
from .chart_drawing import PLAIN, Drawing, leg_on_chart
from .each_once import deciding, each_once
from .lines import BLANK, Hints, Joined, Line, Style, caution, heading, in_brackets, item, items, message, say
from .matches import gradient_strength, sizes_of
from .offers import offer_of_size

OF_A_LEG: Final = "size.leg"
SAID_ABOVE: Final = frozenset({"match.after"})
SAID_BY_DRAWING: Final = frozenset({"size.stays"})
SAID_BY_CAUTION: Final = {
    "caution.near_edge": ("size.near_edge", "size.near_end"), "caution.unread_rows": ("size.unreadable",),
}  # fmt: skip
"""Reasons that a caution says already."""
SAYS_FIRST: Final = {
    "ui.size.in_two_sizes": BARE, "ui.size.between_sizes": BARE,
    "ui.size.against_brand": ("wearer_larger_against", "wearer_smaller_against"),
}  # fmt: skip
"""Sentences about a size that say which one to take first, and what need not be said again under each."""


def one_product(answer: Answer, hints: Hints, how: Drawing = PLAIN) -> list[Line]:
    """What the answer says of its single product, with the leg drawn on its chart, and its source."""
    for match in answer.matches:
        return _match(match, answer.question, how)
    for miss in answer.misses:
        return _miss(miss, hints, answer.question, how)
    return [line for out in answer.excluded for line in _excluded(out)]


def product_title(product: Product) -> Joined:
    """The name of a product with its id."""
    return Joined((full_name(product), f"[{product.id}]"))


def certainty_and_cautions(match: Match) -> list[Line]:
    """How sure a size is, and everything that has to be seen with it."""
    sure = [Line(certainty_reason(match.size))] if match.size.certainty else []
    return [*sure, *map(caution, match.cautions)]


def _match(match: Match, question: Question, how: Drawing) -> list[Line]:
    reasons = [*reasons_under(match), *(r for r in match.reasons if r.code not in SAID_ABOVE)]
    return [
        Line(full_name(match.product)),
        heading(size_sentence(match.size)),
        *certainty_and_cautions(match),
        *drawn_leg(match, question, how),
        *reason_lines(r for r in reasons if r.code not in SAID_BY_DRAWING),
        say("ui.size.gradient", strength=message(f"ui.gradient.{gradient_strength(match.graduated)}")),
        *offer_of_size(match),
        *_source(match.product),
    ]


def reasons_under(match: Match) -> list[Reason]:
    """The reasons of a size that neither the sentence over them nor a caution says already."""
    repeated = SAYS_FIRST.get(size_sentence(match.size).code, ())
    by_caution = {code for c in match.cautions for code in SAID_BY_CAUTION.get(c.code, ())}
    reasons = [r for r in match.size.reasons if r.code not in by_caution]
    return [r for r in reasons if r.code != FIRST or r.fact("said") not in repeated]


def reason_lines(reasons: Iterable[Reason]) -> list[Line]:
    """The reasons of a size as a list; which leg it is about stands over the reasons of that leg."""
    return [Line(r) if r.code == OF_A_LEG else item(r) for r in reasons]


def _miss(miss: Miss, hints: Hints, question: Question, how: Drawing) -> list[Line]:
    options = options_to_add(miss.size, hints, question.units)
    return [
        Line(full_name(miss.product)),
        heading(message("ui.size.undecidable") if miss.size.asks_in_vain else size_sentence(miss.size)),
        *drawn_leg(miss, question, how),
        *reason_lines(reasons_beside(miss)),
        *([say("ui.size.give", options=" ".join(options))] if options else []),
        *_source(miss.product),
    ]


def options_to_add(size: SizeVerdict, hints: Hints, units: str) -> list[str]:
    """The options that take what a chart waits for, each once with a value of it; none where it waits for nothing.

    One shoe size is enough; who thinks in inches has no European one, if the chart has another.
    """
    if size.outcome is not SizeOutcome.NEEDS_MEASUREMENT:
        return []
    points = sorted(size.asks_for, key=lambda point: units == "in" and point is LegPoint.SHOE_EU)
    examples: dict[str, str] = {}
    for point in points:
        examples.setdefault(hints.option_for(point), hints.example_for(point, units))
    return [example for example in examples.values() if example]


def reasons_beside(miss: Miss) -> list[Reason]:
    """The reasons that stand under the sentence about a product without a size, which names rows that were not read."""
    is_named = miss.size.unread_sizes is not None
    return [r for r in miss.size.reasons_to_tell if not (is_named and r.code == "size.unreadable")]


def _excluded(out: Exclusion) -> list[Line]:
    why = heading(message(f"ui.excluded.{out.kind}"))
    return [Line(full_name(out.product)), why, *items(deciding(out.reasons)), *_source(out.product)]


def drawn_leg(entry: Entry, question: Question, how: Drawing = PLAIN) -> list[Line]:
    """The size chart with the leg on it, between blank lines; nothing without such a chart."""
    chart = None if isinstance(entry, Exclusion) else entry.product.chart
    lines = leg_on_chart(chart, question, entry.size.size, how) if chart is not None else []
    return [BLANK, *lines, BLANK] if lines else []


def _source(product: Product) -> list[Line]:
    source = product.chart_source
    if source is None:
        return []
    kind = "chart" if product.chart else "page"
    undated = "_undated" if source.seen_on in ("", "unknown") else ""
    how = message(f"ui.how.{source.confidence.value}")
    return [say(f"ui.source.{kind}{undated}", seen=source.seen_on, how=how), Line(source.where, 1, Style.VERBATIM)]


def instead(others: Sequence[Match]) -> list[Line]:
    """The other products that have a size for this leg, with how sure each is."""
    if not others:
        return []
    return [BLANK, say("ui.size.instead"), *(item(_other(match)) for match in others)]


def _other(match: Match) -> Joined:
    """A product with its size or both, how sure that is, and every caution in brief."""
    named = message("ui.size.named", product=full_name(match.product), size=sizes_of(match))
    return Joined((named, in_brackets(Joined(tuple(doubts_of(match)), "; "))))


def runner_part(answer: Answer, felt: Sequence[Reason] = (), assumed: Line | None = None) -> list[Line]:
    """When to wear this product: its own verdict joined to the runner's.

    The runner's alone where no size holds the leg; the one line that asks for the run where none is named. Nothing
    where a clinician comes first: that is said before the size, as is what the wearer `felt`.
    """
    if clinician_first(answer.advice):
        return [BLANK, assumed] if assumed else []
    own = answer.matches[0].advice if answer.matches else None
    refusals = own.reasons if own is not None and refused(own) else ()
    return [BLANK, *short_advice(answer.advice, own, assumed), *items(r for r in refusals if r not in felt)]


def any_firm(answer: Answer) -> bool:
    """Whether a firm product is named as one to wear, so that the health questions are shown unasked.

    That is every match, and a product that was asked for by name though no size of it can be told yet.
    """
    asked_for = answer.misses if len(answer.misses) == answer.counts.asked else ()
    gates = [m.medical for m in answer.matches] + [m.medical for m in asked_for]
    return any(gate.label == "firm" for gate in gates)


def match_reasons(answer: Answer) -> list[Line]:
    """Every reason of every match under its name, each once."""
    lines: list[Line] = []
    for match in answer.matches:
        lines += [BLANK, heading(full_name(match.product)), *items(_reasons(match, answer))]
    return lines


def _reasons(match: Match, answer: Answer) -> list[Reason]:
    own = match.advice.reasons if match.advice and match.advice is not answer.advice else ()
    every = (*match.size.reasons, *match.graduated.reasons, *match.reasons, *own)
    return each_once(reason for reason in every if not reason.has("phase"))
