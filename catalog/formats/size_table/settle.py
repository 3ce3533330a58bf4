"""What a chart in the making means: units that are not printed at the figures, rivals, a body or a garment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from msgspec import Struct, field

from ...model.leg import Dimension, LegPoint
from ...model.read_chart import Measures, PassedOver, UnreadCell
from .heads import dimension_of_unit
from .layout import Layout
from .limits import Limits, fits, is_likely, is_possible, only_unit
from .measures import MeasureColumn, drop_impossible, spans_agree
from .surroundings import ContextUnit


class Around(Struct, frozen=True):
    """What the words around a table say of its charts."""

    number: int
    title: str | None
    audience: str
    units: Mapping[Dimension, tuple[ContextUnit, ...]]
    thing: str
    words: tuple[str, ...]


class MeasuredChart(Struct):
    """A chart in the making: its columns in printed order."""

    layout: Layout
    columns: list[MeasureColumn]
    passed: list[PassedOver]
    loose: list[UnreadCell]
    """Unread cells that belong to no point."""
    measures: str = Measures.BODY
    inferred: list[tuple[LegPoint, int]] = field(default_factory=list)
    """The points and rows whose unit is printed nowhere."""

    @property
    def is_inferred(self) -> bool:
        """Whether a band that was read has a unit that is printed nowhere."""
        return any((column.point, band.row) in self.inferred for column in self.columns for band in column.bands)


def settle_units(draft: MeasuredChart, context: Mapping[Dimension, tuple[ContextUnit, ...]], limits: Limits) -> None:
    """Give bands without a printed unit that of the words around, else the one that alone is possible."""
    for dimension in (Dimension.LENGTH, Dimension.MASS):
        columns = [c for c in draft.columns if c.point.dimension is dimension and c.lacks_unit]
        figures = {p: [f for c in columns if c.point is p for f in c.figures("")] for p in {c.point for c in columns}}
        nearest = [ContextUnit(u) for u in draft.layout.head_units if dimension_of_unit(u) is dimension]
        units = (*(nearest if len(nearest) == 1 else ()), *context.get(dimension, ()))
        unit = taken_unit(units, figures, limits) if columns else ""
        if columns and not unit:
            unit = only_unit(limits, figures, dimension)
            draft.inferred += [(c.point, b.row) for c in columns for b in c.bands if unit and not b.unit]
        for column in columns:
            if unit:
                column.with_unit(unit)
            else:
                column.give_up("unit_unknown", [b for b in column.bands if not b.unit])


def taken_unit(units: Sequence[ContextUnit], figures: Mapping[LegPoint, Sequence[Fraction]], limits: Limits) -> str:
    """The nearest unit of the words around; one out of a class name only where the figures bear it out."""
    return next((u.unit for u in units if not u.is_weak or fits(limits, figures, u.unit)), "")


def drop_rivals(draft: MeasuredChart, spanned: AbstractSet[int]) -> None:
    """Where two columns print one point in one unit, keep one if they say the same, else none of them.

    Those of the columns `spanned`, which share one head, are unread then, and those of like heads where all are.
    """
    by_key: dict[tuple[LegPoint, str], list[MeasureColumn]] = {}
    for column in draft.columns:
        for unit in dict.fromkeys(b.unit for b in column.bands):
            by_key.setdefault((column.point, unit), []).append(column)
    for (_, unit), rivals in by_key.items():
        if len(rivals) < 2:
            continue
        texts = {tuple((b.row, b.span.text) for b in c.bands if b.unit == unit) for c in rivals}
        if len(texts) > 1 and (code := _why_unread(draft, rivals, spanned)):
            for column in rivals:
                column.give_up(code)
            continue
        for column in rivals[1 if len(texts) == 1 else 0 :]:
            if column in draft.columns:
                draft.columns.remove(column)
                place = next((b.spots[0].column for b in column.bands), 0)
                draft.passed.append(PassedOver(column.head.text, place, "two_versions"))


def _why_unread(draft: MeasuredChart, rivals: Sequence[MeasureColumn], spanned: AbstractSet[int]) -> str:
    """Why the figures of rivals are to be seen as unread; empty where they can be passed over."""
    if all(spot.column in spanned for column in rivals for band in column.bands for spot in band.spots):
        return "spanned_head"
    are_alone = all(column in rivals for column in draft.columns)
    return "ambiguous" if are_alone and len({column.head.text for column in rivals}) == 1 else ""


def judge(draft: MeasuredChart, around: Around, limits: Limits) -> None:
    """Settle whether a body or a garment was measured, and leave unread what no body can have."""
    girths = [c for c in draft.columns if c.point.is_girth and c.bands]
    measured = [c for c in draft.columns if c.point.dimension is not Dimension.SHOE and c.bands]
    singles = bool(measured) and all(b.span.is_single for c in measured for b in c.bands)
    widths = bool(girths) and all(c.head.is_garment for c in girths)
    halves = singles and bool(girths) and all(_is_half(c, limits) for c in girths)
    if widths or halves or around.thing == "garment":
        draft.measures = Measures.GARMENT
    elif (singles and around.thing != "body") or around.thing == "mixed":
        draft.measures = Measures.UNKNOWN
    if draft.measures != Measures.GARMENT:
        for column in measured:
            drop_impossible(column, limits)
    _drop_disagreeing(measured)
    for column in measured:
        _drop_mixed(column)


def _drop_mixed(column: MeasureColumn) -> None:
    """Leave unread what one column prints in a second unit where no cell of it has both."""
    units = list(dict.fromkeys(b.unit for b in column.bands))
    rows = [{b.row for b in column.bands if b.unit == unit} for unit in units]
    if len(units) > 1 and not rows[0] & set().union(*rows[1:]):
        column.give_up("units_disagree", [b for b in column.bands if b.unit != units[0]])


def _drop_disagreeing(columns: Sequence[MeasureColumn]) -> None:
    """Leave unread what two columns print of one point and one size in two units that do not agree."""
    for at, column in enumerate(columns):
        for other in columns[at + 1 :]:
            if other.point is column.point:
                by_row = {band.row: band for band in column.bands}
                pairs = [(a, b) for b in other.bands if (a := by_row.get(b.row)) is not None and a.unit != b.unit]
                wrong = [pair for pair in pairs if not spans_agree(*pair)]
                column.give_up("units_disagree", [a for a, _ in wrong])
                other.give_up("units_disagree", [b for _, b in wrong])


def _is_half(column: MeasureColumn, limits: Limits) -> bool:
    """Whether figures are no girths, and twice as much would be: a garment laid flat."""
    point, unit = column.point, column.bands[0].unit
    figures = column.figures(unit)
    if fits(limits, {point: figures}, unit) or not all(is_possible(limits, point, 2 * f, unit) for f in figures):
        return False
    return 2 * sum(is_likely(limits, point, 2 * f, unit) for f in figures) >= len(figures)
