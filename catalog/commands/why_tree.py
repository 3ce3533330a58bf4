"""The tree that `legfit why` prints: gates, sizes with the leg on them, advice, and the numbers used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..documents.product import chart_source
from ..documents.reason import measure_text
from ..messages.messages import Messages
from ..model.advice_lead import clinician_first, lead_of, phase_lead
from ..model.answer import Answer, Exclusion, Match, Miss
from ..model.chart import Band, Box, SizeChart
from ..model.policy import Threshold
from ..model.product import Product
from ..model.quantities import quantity
from ..model.question import Legs, Question, Side
from ..model.verdict import Advice, PhaseAdvice, Reason, Verdict
from ..search.product_finder import full_name
from .advice_text import PHASES, REMARKS, graded, reasons_of, refused
from .matches import cautions_of, certainty_of
from .one_product import words_or
from .terminal.screen import printable
from .terminal.table import CAREFUL
from .terminal.tree import Branch

Answered = Match | Miss | Exclusion


def why_tree(found: Answer, product: Product, used: Iterable[Threshold], messages: Messages) -> Branch:
    """Everything that the answer for one product rests on."""
    everything: list[Answered] = [*found.matches, *found.misses, *found.excluded]
    about = everything[0]
    root = Branch(printable(f"{full_name(product)} [{product.id}]"))
    root.add(*_gate("sport", about.medical, messages))
    root.add(*_gate("gradient", about.graduated, messages))
    root.add(*_size(about, messages))
    if about.product.chart is not None:
        root.add(*_chart(about.product.chart, found.question, messages))
    root.add(*_advice(found, about, messages))
    root.add(messages.text("ui.why.policy"), [Branch(_number(t)) for t in used])
    root.add(*_sources(about.product, found, messages))
    return root


def _said(reasons: Iterable[Reason], messages: Messages) -> list[Branch]:
    """The reasons with their codes, so that each can be looked up."""
    return [Branch(printable(f"{messages.sentence(r)} [{r.code}]")) for r in reasons]


def _gate(name: str, verdict: Verdict, messages: Messages) -> tuple[str, list[Branch]]:
    outcome = messages.text(f"ui.outcome.{verdict.outcome.value}")
    marks = ", ".join((verdict.label, *verdict.marks))
    return f"{messages.text(f'ui.why.{name}', {'outcome': outcome})} ({marks})", _said(verdict.reasons, messages)


def _size(about: Answered, messages: Messages) -> tuple[str, list[Branch]]:
    size = about.size
    facts = {"size": size.size or "", "other": words_or(size.also)}
    said = messages.text(f"ui.size.{size.outcome.value}", facts)
    branches = _said(size.reasons_to_tell, messages)
    sure = [certainty_of(size, messages)] if size.certainty is not None else []
    cautions = [printable(s) for s in cautions_of(about, messages)] if isinstance(about, Match) else []
    branches[:0] = [Branch(s) for s in (*sure, *(f"{CAREFUL} {c}" for c in cautions))]
    if isinstance(about, Match):
        branches += _said(about.reasons, messages)
    return messages.text("ui.why.size", {"said": said}), branches


def _chart(chart: SizeChart, question: Question, messages: Messages) -> tuple[str, list[Branch]]:
    """Every size with the leg on each of its bands."""
    branches = [
        Branch(printable(messages.text("ui.why.row", {"size": size.label})), _bands(box, question.legs, messages))
        for size, box in chart.boxes()
    ]
    if question.shoe is not None:
        branches.append(Branch(printable(messages.fact(question.shoe))))
    return messages.text("ui.why.chart", {"chart": chart.id}), branches


def _bands(box: Box, legs: Legs, messages: Messages) -> list[Branch]:
    lines = []
    for band in box.bands:
        marks = "; ".join(
            _on(band, side, leg[band.point].value, messages) for side, leg in legs.sides if band.point in leg
        )
        lines.append(Branch(f"{messages.point(band.point)} {messages.fact(band)}{': ' if marks else ''}{marks}"))
    return lines


def _on(band: Band, side: Side, value: int, messages: Messages) -> str:
    """The leg against one band: inside, or by how much it is outside."""
    said = messages.number(measure_text(band.point, value, messages.units))
    who = "" if side is Side.BOTH else f"{messages.text(f'ui.side.{side.value}')} "
    if band.holds(value):
        return f"{who}{said} {messages.text('ui.why.inside')}"
    above = band.high is not None and value >= band.high.at
    edge = band.high if above else band.low
    by = quantity(band.point, abs(value - edge.at)) if edge is not None else ""
    return f"{who}{said} {messages.text('ui.why.above' if above else 'ui.why.below', {'by': by})}"


def _advice(found: Answer, about: Answered, messages: Messages) -> tuple[str, list[Branch]]:
    advice, own = found.advice, getattr(about, "advice", None)
    if advice is None:
        said = [Branch(messages.sentence(lead_of(own)), _said(own.reasons, messages))] if own is not None else []
        return messages.text("ui.advice.ask"), said
    own = own or advice
    branches = [Branch(messages.sentence(r)) for r in advice.reasons if r.code in REMARKS]
    branches += _said([r for r in own.reasons if r not in advice.reasons], messages)
    if advice.headline is None:
        return messages.text("ui.advice.ask"), branches
    if clinician_first(advice):
        return messages.text("usage.headline.see_clinician_first"), _said(advice.reasons, messages)
    phases = advice if refused(own) else own
    branches += [_phase(phases, phase, advice.reasons, messages) for phase in PHASES]
    branches += [Branch(f"{n.code}: {graded(messages.note(n), n.grade, messages)}") for n in advice.notes]
    return messages.sentence(lead_of(own, advice)), branches


def _phase(advice: Advice, phase: str, reasons: Sequence[Reason], messages: Messages) -> Branch:
    """The verdict of one phase, its rules, and why; `reasons` are the runner's."""
    found: PhaseAdvice = getattr(advice, phase)
    said = messages.sentence(phase_lead(advice, phase))
    under = [
        Branch(f"{r.code.removeprefix('usage.')}: {graded(messages.sentence(r), r.fact('grade'), messages)}")
        for r in reasons_of(reasons, phase)
    ]
    return Branch(f"{said} ({' '.join(found.rules)})", under)


def _number(threshold: Threshold) -> str:
    value = "–".join(str(v) for v in threshold.value) if isinstance(threshold.value, tuple) else str(threshold.value)
    return printable(f"{threshold.name} = {value} {threshold.unit} ({threshold.source})")


def _sources(product: Product, found: Answer, messages: Messages) -> tuple[str, list[Branch]]:
    source = chart_source(product)
    branches = [Branch(printable(f"{s.url} ({s.seen_on}) {s.note}".strip())) for s in product.sources]
    if source is not None and source.url not in {s.url for s in product.sources}:
        branches.insert(0, Branch(printable(f"{source.url} ({source.seen_on})")))
    if found.made_by is not None:
        made = found.made_by
        branches.append(Branch(f"legfit {made.package}, policy {made.policy}, catalog {made.catalog}"))
    return messages.text("ui.why.sources"), branches
