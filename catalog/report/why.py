"""Everything that the answer for one product rests on: gates, sizes with the leg on them, advice, numbers, sources.

The lines stand at levels: the product at 0, each part at 1, what belongs to a part below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..model.advice_lead import clinician_first, lead_of, phase_lead
from ..model.answer import Answer, Entry, Match
from ..model.chart import Band, SizeChart
from ..model.policy import Threshold
from ..model.product import Product
from ..model.quantities import quantity
from ..model.question import Legs, Question, Side
from ..model.size_lead import size_sentence
from ..model.verdict import Advice, PhaseAdvice, Reason, Verdict, because
from .advice import PHASES, REMARKS, graded_reason, reasons_of, refused
from .each_once import each_once
from .lines import Joined, Line, Message, Words, in_brackets, message, note_words
from .matches import gradient_strength
from .product import certainty_and_cautions, product_title

UNSAID: Final = frozenset({"", "none", "unstated"})
"""Labels of gates that say no more than their outcome."""


def why_report(answer: Answer, product: Product, used: Iterable[Threshold]) -> list[Line]:
    """Every line behind the answer for one product; `used` are the policy numbers that were read on the way."""
    entry = answer.entries[0]
    return [
        Line(product_title(product)),
        *_gate("sport", entry.medical, _strength(entry.medical)),
        *_gate("gradient", entry.graduated, message(f"ui.gradient.{gradient_strength(entry.graduated)}")),
        *_size(entry),
        *(_chart(entry.product.chart, answer.question) if entry.product.chart is not None else ()),
        *_advice(answer, entry),
        Line(message("ui.why.policy"), 1),
        *(Line(_number(threshold), 2) for threshold in used),
        *_sources(entry.product, answer),
    ]


def _coded(reasons: Iterable[Reason], level: int = 2) -> list[Line]:
    """The reasons with their codes, so that each can be looked up."""
    return [Line(Joined((r, f"[{r.code}]")), level) for r in reasons]


def _gate(name: str, verdict: Verdict, more: Message) -> list[Line]:
    """The outcome of one gate with a finer word, and every reason."""
    outcome = message(f"ui.why.{name}", outcome=message(f"ui.outcome.{verdict.outcome.value}"))
    finer = in_brackets(more) if verdict.label not in UNSAID else ""
    return [Line(Joined((outcome, finer)), 1), *_coded(each_once(verdict.reasons))]


def _strength(medical: Verdict) -> Message:
    """How firm the pressure of a product is, as far as a source says it."""
    return message("ui.why.pressure", band=message(f"ui.band.{medical.label or 'unstated'}"))


def _size(entry: Entry) -> list[Line]:
    beside = certainty_and_cautions(entry) if isinstance(entry, Match) else []
    return [
        Line(message("ui.why.size", said=size_sentence(entry.size)), 1),
        *(Line(line.words, 2, line.style, line.mark) for line in beside),
        *_coded(entry.size.reasons_to_tell),
        *_coded(entry.reasons if isinstance(entry, Match) else ()),
    ]


def _chart(chart: SizeChart, question: Question) -> Iterator[Line]:
    """Every size with the leg on each of its bands."""
    yield Line(message("ui.why.chart", chart=chart.id), 1)
    if chart.chart_of:
        yield Line(message("ui.chart_of", chart=chart.chart_of, note=chart.note), 2)
    for size, box in chart.boxes():
        yield Line(message("ui.why.row", size=size.label), 2)
        yield from (Line(_leg_on(band, question.legs), 3) for band in box.bands)
    if question.shoe is not None:
        yield Line(question.shoe, 2)


def _leg_on(band: Band, legs: Legs) -> Words:
    """A band with what was measured at its point."""
    readings = [_reading(band, side, leg[band.point].value) for side, leg in legs.sides if band.point in leg]
    named = Joined((band.point, band))
    return Joined((named, Joined(tuple(readings), "; ")), ": ") if readings else named


def _reading(band: Band, side: Side, value: int) -> Joined:
    """One reading against a band: inside, or by how much it is outside."""
    who = () if side is Side.BOTH else (message(f"ui.side.{side.value}"),)
    return Joined((*who, quantity(band.point, value), _standing(band, value)))


def _standing(band: Band, value: int) -> Words:
    if band.holds(value):
        return message("ui.why.inside")
    above = band.high is not None and value >= band.high.at
    edge = band.high if above else band.low
    by = quantity(band.point, abs(value - edge.at)) if edge is not None else ""
    return message("ui.why.above" if above else "ui.why.below", by=by)


def _advice(answer: Answer, entry: Entry) -> list[Line]:
    advice: Advice | None = answer.advice
    own: Advice | None = getattr(entry, "advice", None)
    ask = Line(message("ui.advice.ask"), 1)
    if advice is None:
        return [ask] if own is None else [ask, Line(lead_of(own), 2), *_coded(own.reasons, 3)]
    own = own or advice
    lines = [Line(r, 2) for r in advice.reasons if r.code in REMARKS]
    lines += _coded(r for r in own.reasons if r not in advice.reasons)
    if advice.headline is None:
        return [ask, *lines]
    if clinician_first(advice):
        return [Line(because("usage.headline.see_clinician_first"), 1), *_coded(advice.reasons)]
    phases = advice if refused(own) else own
    for phase in PHASES:
        lines += _phase(phases, phase, advice.reasons)
    lines += [Line(Joined((note.code, note_words(note)), ": "), 2) for note in advice.notes]
    return [Line(lead_of(own, advice), 1), *lines]


def _phase(advice: Advice, phase: str, reasons: Sequence[Reason]) -> list[Line]:
    """The verdict of one phase, its rules, and why; `reasons` are the runner's."""
    verdict: PhaseAdvice = getattr(advice, phase)
    stem = Joined((phase_lead(advice, phase), f"({' '.join(verdict.rules)})"))
    behind = reasons_of(reasons, phase)
    return [Line(stem, 2), *(Line(Joined((r.code.removeprefix("usage."), graded_reason(r)), ": "), 3) for r in behind)]


def _number(threshold: Threshold) -> str:
    value = "–".join(str(v) for v in threshold.value) if isinstance(threshold.value, tuple) else str(threshold.value)
    unit = "" if value in threshold.unit.split(" or ") else f" {threshold.unit}"
    return f"{threshold.name} = {value}{unit} ({threshold.source})"


def _sources(product: Product, answer: Answer) -> list[Line]:
    source = product.chart_source
    lines = [Line(f"{s.where} ({s.seen_on}) {s.note}".strip(), 2) for s in product.sources]
    if source is not None and source.url not in {s.url for s in product.sources}:
        lines.insert(0, Line(f"{source.where} ({source.seen_on})", 2))
    if answer.made_by is not None:
        made = answer.made_by
        lines.append(Line(f"legfit {made.package}, policy {made.policy}, catalog {made.catalog}", 2))
    return [Line(message("ui.why.sources"), 1), *lines]
