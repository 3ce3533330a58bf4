"""The whole tree of verdicts on one product for one leg: every gate, size and band, and the figures they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final

from msgspec import UNSET, UnsetType
from msgspec.structs import asdict

from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.band_text import band_text
from ..model.policy import Threshold
from ..model.product import Band, Product
from ..model.question import Detail, Question, Side
from ..model.verdict import Gates
from .answer import AnswerDocument, answer_document
from .product import SizeChartDocument, size_chart_document
from .reason import VerdictDocument, measure_text, verdict_document
from .records import Record, about, filled
from .worded import WordedParts

LEGS: Final = "The measure: `leg`, or `left` and `right` where told apart."


class GatesDocument(Record):
    """What both checks say of a product, with every word and code that they weighed."""

    medical: Annotated[VerdictDocument, about("Whether it is for sport and not medical-grade.")]
    graduated: Annotated[VerdictDocument, about("Whether it is tighter at the ankle than above.")]
    policy: Annotated[str, about("Which edition of the rules' figures they go by.")]


class LegOnBandDocument(Record):
    """A leg against one range."""

    value: Annotated[str, about("The measure with its unit.")]
    inside: Annotated[bool, about("Whether it lies in the range.")]


class WhyBandDocument(Record):
    """The range of a size at one point, with the leg on it."""

    point: Annotated[str, about("The place on the leg.")]
    band: Annotated[str, about("The range as printed, with its unit.")]
    legs: Annotated[dict[str, LegOnBandDocument] | UnsetType, about(LEGS)] = UNSET


class WhySizeDocument(Record):
    """One size of the chart, with the leg on it."""

    size: Annotated[str, about("The label of the size, as the maker prints it.")]
    boxes: Annotated[list[list[WhyBandDocument]], about("For each row of the size, its range at every point.")]


class ThresholdDocument(Record):
    """One figure that the rules go by."""

    name: Annotated[str, about("Its name.")]
    value: Annotated[Any, about("The figure, or several.")]
    unit: Annotated[str, about("Its unit.")]
    since: Annotated[str, about("The day from which it holds.")]
    source: Annotated[str, about("Where it comes from.")]
    why: Annotated[str, about("The reason.")]


class WhyAnswerDocument(AnswerDocument, kw_only=True):
    """The answer for one product with all that it rests on."""

    gates: Annotated[GatesDocument, about("What both checks say of the product, with every word they weighed.")]
    chart: Annotated[SizeChartDocument | None, about("The size chart as printed.")]
    sizes: Annotated[list[WhySizeDocument], about("The sizes of the chart, with the leg on them.")]
    policy: Annotated[list[ThresholdDocument], about("The figures of the rules that were used.")]


def why_document(
    answer: Answer,
    product: Product,
    gates: Gates,
    thresholds: Iterable[Threshold],
    messages: Messages,
    detail: Detail = Detail.FULL,
    worded: WordedParts | None = None,
) -> WhyAnswerDocument:
    """Word the answer for one product with all that it rests on; the chart is the one that answered."""
    judged = [m.product for m in answer.matches] + [m.product for m in answer.misses]
    chart = (judged or [product])[0].chart
    sizes: list[WhySizeDocument] = []
    for size in chart.sizes if chart else ():
        boxes = [[_band(band, answer.question, messages) for band in box.bands] for box in size.boxes]
        sizes.append(WhySizeDocument(size=size.label, boxes=boxes))
    medical, graduated = (verdict_document(verdict, messages) for verdict in (gates.medical, gates.graduated))
    # The fields are taken as they stand: parts of them may be bytes already.
    return WhyAnswerDocument(
        **asdict(answer_document(answer, messages, detail, worded)),
        gates=GatesDocument(medical=medical, graduated=graduated, policy=gates.policy),
        chart=size_chart_document(chart) if chart else None,
        sizes=sizes,
        policy=[threshold_document(t) for t in thresholds],
    )


def _band(band: Band, question: Question, messages: Messages) -> WhyBandDocument:
    legs: dict[str, LegOnBandDocument] = {}
    for side, leg in question.legs.sides:
        if band.point in leg:
            value = leg[band.point].value
            text = measure_text(band.point, value, messages.units)
            legs["leg" if side is Side.BOTH else side.value] = LegOnBandDocument(value=text, inside=band.holds(value))
    return WhyBandDocument(point=band.point.value, band=band_text(band), legs=legs or UNSET)


def threshold_document(threshold: Threshold) -> ThresholdDocument:
    """Write down one figure of the policy with its source."""
    return filled(ThresholdDocument, threshold)
