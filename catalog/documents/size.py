"""What a size chart says of a leg, as a document shows it."""

from __future__ import annotations

from typing import Annotated, Any, Final

from msgspec import UNSET, Meta, UnsetType, field

from ..messages.messages import Messages
from ..model.band_text import band_text
from ..model.question import Detail, Side
from ..model.verdict import Certainty, Nearest, PointFit, SizeOutcome, SizeVerdict
from .reason import ReasonDocument, measure_text, reasons_document
from .records import Record, about, words

CertaintyWord = Annotated[str, words(Certainty)]
CONFIDENCE: Final = "How probable it is that the leg lies in the size, from 0 to 1."
Share = Annotated[float, Meta(ge=0, le=1)]
POINT: Final = {"anyOf": [{"$ref": "PointDocument"}, {"$ref": "SidedPointDocument"}]}
WHERE: Final = "Where each measure lies in the band of the size, by point; by side where those differ."
Points = Annotated[dict[str, Any], Meta(description=WHERE, extra_json_schema={"additionalProperties": POINT})]


class StaysDocument(Record):
    """The stretch of a measure over which the size stays the answer."""

    low: Annotated[str | None, about("Its lower end; null where it is open.")] = field(name="from")
    high: Annotated[str | None, about("Its upper end; null where it is open.")] = field(name="to")


class PointDocument(Record):
    """Where one measure lies in the range of the size."""

    value: Annotated[str, about("The measure with its unit.")]
    band: Annotated[str, about("The range as printed.")]
    position: Annotated[float | None, about("0 at the loose end, 1 at the tight one; null where an end is open.")]
    to_edge: Annotated[str | None, about("How far the nearest edge is; null where both ends are open.")]
    stays: Annotated[StaysDocument | UnsetType, about("Over which stretch the size stays the answer.")] = UNSET


class SidedPointDocument(Record):
    """Where the measures of each leg lie."""

    left: Annotated[PointDocument | UnsetType, about("The left leg.")] = UNSET
    right: Annotated[PointDocument | UnsetType, about("The right leg.")] = UNSET


class NearestDocument(Record):
    """The nearest size to a leg that no size holds: information, never one to buy."""

    size: Annotated[str, about("The label of the size, as the maker prints it.")]
    point: Annotated[str, about("The measure that lies outside of it.")]
    by: Annotated[str, about("How far outside.")]
    direction: Annotated[str, about("`larger` where the leg is larger than the size, else `smaller`.")]


class SizeVerdictDocument(Record):
    """What a chart says of a leg."""

    outcome: Annotated[str, words(SizeOutcome), about("What came out.")]
    size: Annotated[str | UnsetType | None, about("The label of the size, as the maker prints it.")] = UNSET
    also: Annotated[list[str] | UnsetType, about("The other size, where two are possible.")] = UNSET
    certainty: Annotated[CertaintyWord | UnsetType | None, about("How sure the size is.")] = UNSET
    confidence: Annotated[Share | UnsetType | None, about(CONFIDENCE)] = UNSET
    points: Points | UnsetType = UNSET
    needs: Annotated[list[str] | UnsetType, about("The measures that are missing.")] = UNSET
    candidates: Annotated[list[str] | UnsetType, about("The sizes that are still possible.")] = UNSET
    nearest: Annotated[NearestDocument | UnsetType, about("The nearest size and how far it is.")] = UNSET
    legs: Annotated[dict[str, SizeVerdictDocument] | UnsetType, about("Each leg on its own, by side.")] = UNSET
    reasons: Annotated[list[ReasonDocument] | UnsetType, about("Why, each with its code, facts and sentence.")] = UNSET


def size_document(size: SizeVerdict, messages: Messages, detail: Detail = Detail.FULL) -> SizeVerdictDocument:
    """Word a size verdict: the outcome, the size if there is one, and what it rests on, as far as `detail` says."""
    document = SizeVerdictDocument(outcome=size.outcome)
    if size.outcome.is_match:
        document.size = size.size
        document.also = list(size.also)
        document.certainty = size.certainty
        document.confidence = None if size.confidence is None else round(size.confidence, 4)
        document.points = points_document(size.points, messages.units, stays=detail is Detail.FULL)
    document.needs = [str(p) for p in size.asks_for] or UNSET
    document.candidates = list(size.candidates) or UNSET
    if size.nearest is not None and not size.outcome.is_match:
        document.nearest = _nearest(size.nearest, messages.units)
    if size.sides:
        document.legs = {str(side): _leg(verdict, messages, detail) for side, verdict in size.sides}
    if detail is not Detail.BRIEF:
        document.reasons = reasons_document(size.reasons_to_tell, messages)
    return document


def points_document(fits: tuple[PointFit, ...], units: str, *, stays: bool = True) -> dict[str, Any]:
    """Say where each reading lies; by side where left and right were told apart.

    With `stays` also the stretch over which the size stays the answer.
    """
    document: dict[str, Any] = {}
    for fit in fits:
        point = _point(fit, units, stays=stays)
        if fit.side is Side.BOTH:
            document[fit.point.value] = point
        else:
            document.setdefault(fit.point.value, {})[fit.side.value] = point
    return document


def _point(fit: PointFit, units: str, *, stays: bool) -> PointDocument:
    def text(value: int | None) -> str | None:
        return None if value is None else measure_text(fit.point, value, units)

    document = PointDocument(
        value=measure_text(fit.point, fit.value, units),
        band=band_text(fit.band),
        position=None if fit.position is None else round(fit.position, 3),
        to_edge=text(fit.to_edge),
    )
    if stays:
        low, high = (None if edge is None else text(edge.at) for edge in fit.stays)
        document.stays = StaysDocument(low=low, high=high)
    return document


def _nearest(nearest: Nearest, units: str) -> NearestDocument:
    by = measure_text(nearest.point, nearest.by, units)
    return NearestDocument(size=nearest.size, point=str(nearest.point), by=by, direction=nearest.direction)


def _leg(size: SizeVerdict, messages: Messages, detail: Detail) -> SizeVerdictDocument:
    """Word what the chart says of one leg; only the outcome and the size where the answer is not to be full."""
    if detail is Detail.FULL:
        return size_document(size, messages)
    return SizeVerdictDocument(outcome=size.outcome, size=UNSET if size.size is None else size.size)
