"""A block of heads and rows to charts: units settled, what no body can have left out, each unit in rows of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from msgspec import Struct

from ...model.leg import Dimension, LegPoint
from ...model.read_chart import Measures, PassedOver, ReadChart, ReadRow, TwinRows, UnreadCell
from .cells import NOTHING, read_cell
from .grid import HeadedBlock, Spot
from .heads import MEN, WOMEN, Head
from .layout import Layout, is_of_parcels, layout_of, without_label
from .limits import PER_UNIT, Limits, fits, only_unit
from .measures import BandOfCell, MeasureColumn, UnreadSpot, drop_impossible, joined_ends, read_column
from .shoe import read_shoe, shoe_point
from .surroundings import ContextUnit

SEXES: Final = (WOMEN, MEN)


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
    inferred: bool = False


def charts_of(block: HeadedBlock, around: Around, limits: Limits) -> list[ReadChart]:
    """The charts of a block, one for women and one for men where it says so; none where no size is named."""
    layout = layout_of(block, limits)
    if layout is None or not (layout.points or layout.shoes or layout.unsure) or is_of_parcels(layout):
        return []
    charts = []
    for audience, rows, columns in _groups(block, layout):
        draft = _draft(block, layout, rows, columns)
        _settle_units(draft, around.units, limits)
        _drop_rivals(draft)
        _judge(draft, around, limits)
        chart = _chart(draft, rows, around, audience)
        if any(row.bands for row in chart.rows) or chart.unread:
            charts.append(chart)
    return charts


def _groups(block: HeadedBlock, layout: Layout) -> Iterator[tuple[str, list[int], list[int]]]:
    """Rows and columns of each audience: those of one column of people, or of heads that name women and men."""
    every = [*range(len(layout.rows))]
    columns = sorted([*layout.points, *layout.shoes, *layout.unsure])
    by_row = list(dict.fromkeys(layout.audiences))
    if len(by_row) > 1:
        for audience in by_row:
            yield audience, [r for r in every if layout.audiences[r] == audience], columns
        return
    sexes = [block.heads[c].audience for c in columns if c in layout.points]
    if not set(sexes) >= set(SEXES):
        only = by_row[0] if by_row else ""
        own = {s for s in sexes if s}
        yield only or (own.pop() if len(own) == 1 and all(sexes) else ""), every, columns
        return
    for sex in dict.fromkeys(s for s in sexes if s):
        yield sex, every, [c for c in columns if block.heads[c].audience in (sex, "")]


def _draft(block: HeadedBlock, layout: Layout, rows: Sequence[int], columns: Sequence[int]) -> MeasuredChart:
    """Every column read, garment widths beside body girths and versions of one point passed over."""
    draft = MeasuredChart(
        layout, [], [PassedOver(p.text, layout.rows[0][p.column].column, p.code) for p in layout.passed], []
    )
    body = {block.heads[c].is_garment for c in columns if c in layout.points and not layout.points[c].is_of_body}
    columns = [c for c in columns if not (c in layout.points and False in body and block.heads[c].is_garment)]
    for column in columns:
        spots = [layout.rows[r][column] for r in rows]
        if column in layout.shoes:
            draft.columns += _shoe_columns(block.heads[column], spots)
        elif column in layout.unsure:
            draft.loose += _unsure(layout, rows, spots)
        elif not (head := block.heads[column]).edge:
            draft.columns.append(read_column(layout.points[column], head, _hint(block, column), spots))
        elif head.edge == "from" or not _partner(block, layout, columns, column, "from"):
            draft.columns += _ends(block, layout, rows, columns, column)
    draft.loose += _without_label(layout, rows, columns)
    return draft


def _without_label(layout: Layout, rows: Sequence[int], columns: Sequence[int]) -> Iterator[UnreadCell]:
    """The figures of rows that name no size."""
    for row in without_label(layout):
        spots = [layout.rows[row][c] for c in columns if row in rows]
        yield from (UnreadCell(s.row, s.column, s.text, "no_label") for s in spots if read_cell(s.text).spans)


def _hint(block: HeadedBlock, column: int) -> str:
    return next((c.unit_hint for c in block.head_cells[column] if c.unit_hint), "")


def _partner(block: HeadedBlock, layout: Layout, columns: Sequence[int], column: int, edge: str) -> int | None:
    """The column of the other end of a point."""
    others = [
        c for c in columns if block.heads[c].edge == edge and _is_of(block, layout, c) == _is_of(block, layout, column)
    ]
    return others[0] if len(others) == 1 else None


def _is_of(block: HeadedBlock, layout: Layout, column: int) -> tuple[object, ...]:
    """What the two columns of the ends of one band have in common."""
    head = block.heads[column]
    return layout.points.get(column), head.units, head.audience, _hint(block, column)


def _ends(
    block: HeadedBlock, layout: Layout, rows: Sequence[int], columns: Sequence[int], column: int
) -> list[MeasureColumn]:
    """Two columns of ends as one; an end that stands alone says too little and is unread."""
    point, head = layout.points[column], block.heads[column]
    spots = [layout.rows[r][column] for r in rows]
    other = _partner(block, layout, columns, column, "to") if head.edge == "from" else None
    if other is not None:
        return [joined_ends(point, head, _hint(block, column), spots, [layout.rows[r][other] for r in rows])]
    alone = read_column(point, head, _hint(block, column), spots)
    alone.give_up("two_readings", [b for b in alone.bands if b.span.is_single])
    return [alone]


def _shoe_columns(head: Head, spots: Sequence[Spot]) -> list[MeasureColumn]:
    """The points of shoes that a column prints, each as a column of its own."""
    columns: dict[LegPoint, MeasureColumn] = {}
    unread: list[tuple[int, Spot, str]] = []
    for row, spot in enumerate(spots):
        reading = read_shoe(spot.text, head)
        if reading.code:
            unread.append((row, spot, reading.code))
        for point, span in reading.spans:
            column = columns.setdefault(point, MeasureColumn(point, [], [], head))
            column.bands.append(BandOfCell(row, point, span, "shoe", (spot,)))
    if unread:
        point = next(iter(columns), shoe_point(head))
        column = columns.setdefault(point, MeasureColumn(point, [], [], head))
        column.unread += [UnreadSpot(row, point, spot, code) for row, spot, code in unread]
    return list(columns.values())


def _unsure(layout: Layout, rows: Sequence[int], spots: Sequence[Spot]) -> Iterator[UnreadCell]:
    for row, spot in zip(rows, spots, strict=True):
        if read_cell(spot.text) != NOTHING:
            yield UnreadCell(spot.row, spot.column, spot.text, "two_readings", layout.labels[row])


def _settle_units(draft: MeasuredChart, context: Mapping[Dimension, tuple[ContextUnit, ...]], limits: Limits) -> None:
    """Give bands without a printed unit that of the words around, else the one that alone is possible."""
    for dimension in (Dimension.LENGTH, Dimension.MASS):
        columns = [c for c in draft.columns if c.point.dimension is dimension and c.lacks_unit]
        figures = {p: [f for c in columns if c.point is p for f in c.figures("")] for p in {c.point for c in columns}}
        unit = taken_unit(context.get(dimension, ()), figures, limits) if columns else ""
        if columns and not unit:
            unit = only_unit(limits, figures, dimension)
            draft.inferred = draft.inferred or bool(unit)
        for column in columns:
            if unit:
                column.with_unit(unit)
            else:
                column.give_up("unit_unknown", [b for b in column.bands if not b.unit])


def taken_unit(units: Sequence[ContextUnit], figures: Mapping[LegPoint, Sequence[Fraction]], limits: Limits) -> str:
    """The nearest unit of the words around; one out of a class name only where the figures bear it out."""
    return next((u.unit for u in units if not u.is_weak or fits(limits, figures, u.unit)), "")


def _drop_rivals(draft: MeasuredChart) -> None:
    """Where two columns print one point in one unit, keep one if they say the same, else none of them."""
    by_key: dict[tuple[LegPoint, str], list[MeasureColumn]] = {}
    for column in draft.columns:
        for unit in dict.fromkeys(b.unit for b in column.bands):
            by_key.setdefault((column.point, unit), []).append(column)
    for (_, unit), rivals in by_key.items():
        texts = {tuple((b.row, b.span.text) for b in c.bands if b.unit == unit) for c in rivals}
        for column in rivals[1 if len(texts) == 1 else 0 :] if len(rivals) > 1 else []:
            if column in draft.columns:
                draft.columns.remove(column)
                place = next((b.spots[0].column for b in column.bands), 0)
                draft.passed.append(PassedOver(column.head.text, place, "two_versions"))


def _judge(draft: MeasuredChart, around: Around, limits: Limits) -> None:
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


def _is_half(column: MeasureColumn, limits: Limits) -> bool:
    """Whether figures are no girths, and twice as much would be: a garment laid flat."""
    units = {b.unit for b in column.bands}
    return all(
        not fits(limits, {column.point: column.figures(u)}, u)
        and fits(limits, {column.point: [2 * f for f in column.figures(u)]}, u)
        for u in units if u in PER_UNIT
    )  # fmt: skip


def _chart(draft: MeasuredChart, rows: Sequence[int], around: Around, audience: str) -> ReadChart:
    """The chart in the unit that is printed first, with the other one as its twin."""
    own = [c for c in draft.columns if is_of_leg(c.point)]
    unit = next((b.unit for c in own for b in c.bands), None)
    first = {p: _first_unit([c for c in draft.columns if c.point is p], unit) for p in {c.point for c in draft.columns}}
    labels = [draft.layout.labels[r] for r in rows]
    main = _rows(draft, labels, set(first.items()))
    seconds = {(b.point, b.unit) for c in draft.columns for b in c.bands} - set(first.items())
    unread = [*draft.loose, *(_unread(u, labels[u.row]) for column in draft.columns for u in column.unread)]
    return ReadChart(
        table=around.number, title=around.title, audience=audience or around.audience or None, unit=unit, rows=main,
        units=_other_units(first.items(), unit), twin=_twin(draft, labels, seconds), measures=draft.measures,
        unread=tuple(dict.fromkeys(sorted(unread, key=lambda u: (u.row, u.column)))), passed_over=tuple(draft.passed),
        keyed_by=_keys(draft, main), unit_inferred=draft.inferred, words=around.words,
    )  # fmt: skip


def is_of_leg(point: LegPoint) -> bool:
    """Whether a girth or a length of the leg is measured, whose unit is that of the chart."""
    return point.dimension is Dimension.LENGTH and not point.is_of_body


def _unread(cell: UnreadSpot, label: str) -> UnreadCell:
    spot = cell.spot
    return UnreadCell(spot.row, spot.column, spot.text, cell.code, label, cell.point.value)


def _first_unit(columns: Sequence[MeasureColumn], unit: str | None) -> str:
    units = [b.unit for c in columns for b in c.bands]
    return unit if unit in units and unit is not None else next(iter(units), "")


def _rows(draft: MeasuredChart, labels: Sequence[str], wanted: set[tuple[LegPoint, str]]) -> tuple[ReadRow, ...]:
    rows = []
    for at, label in enumerate(labels):
        own = [b for c in draft.columns for b in c.bands if b.row == at and (b.point, b.unit) in wanted]
        if label:
            rows.append(ReadRow(label, tuple({b.point.value: b.span.text for b in own}.items())))
    return tuple(rows)


def _other_units(pairs: Iterable[tuple[LegPoint, str]], unit: str | None) -> tuple[tuple[str, str], ...]:
    order = {p: at for at, p in enumerate(LegPoint)}
    units = [(p, u) for p, u in pairs if u not in ("", "shoe", unit)]
    return tuple((p.value, u) for p, u in sorted(units, key=lambda pair: order[pair[0]]))


def _twin(draft: MeasuredChart, labels: Sequence[str], seconds: set[tuple[LegPoint, str]]) -> TwinRows | None:
    """The rows in the units that are printed second."""
    if not seconds:
        return None
    bands = [b for c in draft.columns for b in c.bands if (b.point, b.unit) in seconds]
    unit = next((b.unit for b in bands if is_of_leg(b.point)), None)
    return TwinRows(unit, _rows(draft, labels, seconds), _other_units(seconds, unit))


def _keys(draft: MeasuredChart, rows: Sequence[ReadRow]) -> tuple[str, ...]:
    """What a brand file is keyed by: girths and lengths of most rows, shoes as alternatives; else height and weight."""
    points = list(dict.fromkeys(c.point for c in draft.columns))
    full = [p for p in points if 2 * sum(bool(r.band(p.value)) for r in rows) >= len(rows) and rows]
    legs = [p.value for p in full if p.dimension is not Dimension.SHOE and not p.is_of_body]
    shoes = "|".join(p.value for p in full if p.dimension is Dimension.SHOE)
    build = [p.value for p in full if p.is_of_body]
    keys = legs + ([shoes] if shoes else [])
    return tuple(keys if legs else [*build, *([shoes] if shoes else [])])
