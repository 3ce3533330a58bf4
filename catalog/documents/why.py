"""The whole tree of verdicts on one product for one leg: every gate, size and band, and the figures they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.band_text import band_text
from ..model.policy import Threshold
from ..model.product import Band, Product, SizeChart
from ..model.question import Detail, Question, Side
from ..model.verdict import Gates
from .answer import answer_document
from .product import Document, chart_document
from .size import measure_text, verdict_document


def why_document(
    found: Answer,
    product: Product,
    gates: Gates,
    figures: Sequence[Threshold],
    messages: Messages,
    detail: Detail = Detail.FULL,
) -> Document:
    """The answer for one product with all that it rests on; the chart is the one that answered."""
    answered = [m.product for m in found.matches] + [m.product for m in found.misses]
    chart = (answered or [product])[0].chart
    return {
        **answer_document(found, messages, detail),
        "gates": {
            "medical": verdict_document(gates.medical, messages),
            "graduated": verdict_document(gates.graduated, messages),
            "policy": gates.policy,
        },
        "chart": chart_document(chart) if chart else None,
        "sizes": sizes_document(chart, found.question, messages) if chart else [],
        "policy": [threshold_document(t) for t in figures],
    }


def sizes_document(chart: SizeChart, question: Question, messages: Messages) -> list[Document]:
    """Every size of a chart, box by box and band by band, with the leg on it."""
    return [
        {"size": size.label, "boxes": [[_band(b, question, messages) for b in box.bands] for box in size.boxes]}
        for size in chart.sizes
    ]


def _band(band: Band, question: Question, messages: Messages) -> Document:
    legs: Document = {}
    for side, leg in question.legs.sides:
        if band.point in leg:
            value = leg[band.point].value
            name = "leg" if side is Side.BOTH else side.value
            legs[name] = {"value": measure_text(band.point, value, messages.units), "inside": band.holds(value)}
    return {"point": band.point.value, "band": band_text(band), **({"legs": legs} if legs else {})}


def threshold_document(threshold: Threshold) -> Document:
    """One figure of the policy with its source."""
    value = threshold.value
    return {
        "name": threshold.name,
        "value": list(value) if isinstance(value, tuple) else value,
        "unit": threshold.unit,
        "since": threshold.since,
        "source": threshold.source,
        "why": threshold.why,
    }
