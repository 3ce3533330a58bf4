"""A block of heads and rows to charts: units settled, what no body can have left out, each unit in rows of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from ...model.leg import Dimension, LegPoint
from ...model.read_chart import PassedOver, PrintedCell, ReadChart, ReadRow, TwinRows, UnreadCell
from .cells import NOTHING, PLACEHOLDER_CODE, read_cell
from .grid import HeadedBlock, Spot
from .heads import CHILDREN, MEN, WOMEN, Head, audience_of
from .hidden_rows import CODE, hidden_cells, lay_out_hidden
from .layout import Layout, is_made_day, is_of_parcels, layout_of, without_label
from .limits import Limits
from .measures import BandOfCell, MeasureColumn, UnreadSpot, joined_ends, read_column
from .settle import Around, MeasuredChart, drop_rivals, judge, settle_units
from .shoe import read_shoe, shoe_point
from .surplus import give_up_surplus, spanned_columns
from .unheaded import with_heads_in_place
from .word_list import has_phrase, phrases, words_of

SEXES: Final = (WOMEN, MEN)
ORDER: Final = {point: at for at, point in enumerate(LegPoint)}


def charts_of(block: HeadedBlock, around: Around, limits: Limits) -> list[ReadChart]:
    """The charts of a block, one for women and one for men where it says so; none where no size is named."""
    block = with_heads_in_place(block)
    layout = layout_of(block, limits)
    if layout is None or not (layout.points or layout.shoes or layout.unsure):
        return []
    if is_of_parcels(layout) or _is_of_wearers(block):
        return []
    hidden = lay_out_hidden(block, layout)
    charts = []
    for audience, rows, columns in _groups(block, layout):
        draft = _draft(block, layout, rows, columns)
        draft.loose += hidden_cells(block, layout, hidden, rows)
        give_up_surplus(block, draft, rows)
        settle_units(draft, around.units, limits)
        drop_rivals(draft, spanned_columns(block))
        judge(draft, around, limits)
        _drop_children(draft, rows, audience or around.audience)
        chart = _chart(draft, rows, around, audience)
        if (any(row.bands for row in chart.rows) or chart.unread) and not _is_of_persons(draft):
            charts.append(chart)
    return charts


def _drop_children(draft: MeasuredChart, rows: Sequence[int], audience: str) -> None:
    """Leave shoe sizes of children unread, whose scales in the UK and the US begin anew."""
    labels = [audience_of(words_of(draft.layout.labels[r])) for r in rows]
    for column in draft.columns:
        if column.point.dimension is Dimension.SHOE and column.point is not LegPoint.SHOE_EU:
            column.give_up("shoe_scale", [b for b in column.bands if CHILDREN in (labels[b.row], audience)])


def _is_of_wearers(block: HeadedBlock) -> bool:
    """Whether heads say that people tell what they wear."""
    return any(has_phrase(words_of(head.text), phrases("left_out", "review")) for head in block.heads)


def _is_of_persons(draft: MeasuredChart) -> bool:
    """Whether nothing but single heights and weights stand there, as of persons and not of sizes."""
    bands = [b for c in draft.columns for b in c.bands]
    return bool(bands) and all(b.point.is_of_body and b.span.is_single for b in bands)


def _groups(block: HeadedBlock, layout: Layout) -> Iterator[tuple[str, list[int], list[int]]]:
    """Rows and columns of each audience and unit: those that a column names, or heads that name women and men."""
    every = [*range(len(layout.rows))]
    columns = sorted([*layout.points, *layout.shoes, *layout.unsure])
    named = list(zip(layout.audiences, layout.units, strict=True))
    if len(set(named)) > 1:
        for key in dict.fromkeys(named):
            yield key[0], [r for r in every if named[r] == key], columns
        return
    only = layout.audiences[0]
    apart = layout.points or _shoes_of_one_system(block, layout)
    sexes = [block.heads[c].audience for c in columns if c in apart]
    if not set(sexes) >= set(SEXES):
        yield only or (sexes[0] if len(set(sexes)) == 1 else ""), every, columns
        return
    for sex in dict.fromkeys(s for s in sexes if s):
        yield sex, every, [c for c in columns if block.heads[c].audience in (sex, "")]


def _shoes_of_one_system(block: HeadedBlock, layout: Layout) -> list[int]:
    """The columns of shoe sizes where two of one system differ, as for women and for men; else none.

    American sizes of women and of men are systems of their own, which stand beside one another in one chart. Sizes of
    a system that no head names decide nothing.
    """
    points = {c: shoe_point(block.heads[c]) for c in layout.shoes}
    named = [c for c in layout.shoes if points[c] is not LegPoint.SHOE_UNSTATED]
    differing = {(points[c], tuple(row[c].text for row in layout.rows)) for c in named}
    return named if len(differing) > len({points[c] for c in named}) else []


def _draft(block: HeadedBlock, layout: Layout, rows: Sequence[int], columns: Sequence[int]) -> MeasuredChart:
    """Every column read, garment widths beside body girths and versions of one point passed over."""
    draft = MeasuredChart(
        layout, [], [PassedOver(p.text, layout.rows[0][p.column].column, p.code) for p in layout.passed], []
    )
    body = {block.heads[c].is_garment for c in columns if c in layout.points and not layout.points[c].is_of_body}
    widths = [c for c in columns if c in layout.points and False in body and block.heads[c].is_garment]
    draft.passed += [PassedOver(block.heads[c].text, layout.rows[0][c].column, "no_point") for c in widths]
    columns = [c for c in columns if c not in widths]
    for column in columns:
        spots = _spots(layout, rows, column)
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


def _spots(layout: Layout, rows: Sequence[int], column: int) -> list[Spot]:
    """The cells of a column, with the unit that their row names."""
    spots = []
    for row in rows:
        spot, unit = layout.rows[row][column], layout.units[row]
        if unit and spot.cell is not None and not spot.cell.unit_hint:
            spot = spot._replace(cell=replace(spot.cell, unit_hint=unit))
        spots.append(spot)
    return spots


def _without_label(layout: Layout, rows: Sequence[int], columns: Sequence[int]) -> Iterator[UnreadCell]:
    """The figures of rows that name no size; of one whose size has become a day, that."""
    for row in set(rows).intersection(without_label(layout)):
        size = layout.rows[row][layout.size]
        if is_made_day(size):
            yield UnreadCell(size.row, size.column, size.text, "date")
            continue
        spots = [layout.rows[row][c] for c in columns]
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
    spots = _spots(layout, rows, column)
    other = _partner(block, layout, columns, column, "to") if head.edge == "from" else None
    if other is not None:
        return [joined_ends(point, head, _hint(block, column), spots, _spots(layout, rows, other))]
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


def _chart(draft: MeasuredChart, rows: Sequence[int], around: Around, audience: str) -> ReadChart:
    """The chart in the unit that is printed first, with the other one as its twin."""
    own = [c for c in draft.columns if is_of_leg(c.point)]
    unit = next((b.unit for c in own for b in c.bands), None)
    first = {p: _first_unit([c for c in draft.columns if c.point is p], unit) for p in {c.point for c in draft.columns}}
    labels = [draft.layout.labels[r] for r in rows]
    main = _rows(draft, labels, set(first.items()))
    seconds = {(b.point, b.unit) for c in draft.columns for b in c.bands} - set(first.items())
    unread = [*draft.loose, *(_unread(u, labels[u.row]) for column in draft.columns for u in column.unread)]
    chart = ReadChart(
        table=around.number, title=around.title, audience=audience or around.audience or None, unit=unit, rows=main,
        units=_other_units(first.items(), unit), twin=_twin(draft, labels, seconds), measures=draft.measures,
        unread=tuple(dict.fromkeys(sorted(unread, key=lambda u: (u.row, u.column)))), passed_over=tuple(draft.passed),
        keyed_by=_keys(draft, _seen(main, unread), unread), unit_inferred=draft.is_inferred,
        printed=_printed(draft, labels, set(first.items())), words=around.words,
    )  # fmt: skip
    return replace(chart, keyed_by=()) if chart.is_impossible else chart


def _seen(rows: Sequence[ReadRow], unread: Sequence[UnreadCell]) -> list[ReadRow]:
    """The rows that a page shows: how many of them have a figure says what a chart goes by."""
    hidden = {cell.size for cell in unread if cell.code == CODE}
    return [row for row in rows if row.bands or row.size not in hidden]


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
    bands: list[dict[str, str]] = [{} for _ in labels]
    for column in draft.columns:
        for band in column.bands:
            if (band.point, band.unit) in wanted:
                bands[band.row][band.point.value] = band.span.text
    return tuple(ReadRow(label, tuple(own.items())) for label, own in zip(labels, bands, strict=True) if label)


def _printed(draft: MeasuredChart, labels: Sequence[str], wanted: set[tuple[LegPoint, str]]) -> tuple[PrintedCell, ...]:
    """The cells that the bands of the rows were read from; rows without a label are none."""
    at = {row: n for n, row in enumerate(r for r, label in enumerate(labels) if label)}
    bands = [b for c in draft.columns for b in c.bands if (b.point, b.unit) in wanted and b.row in at]
    return tuple(PrintedCell(at[b.row], b.point.value, s.row, s.column, s.text) for b in bands for s in b.spots)


def _other_units(pairs: Iterable[tuple[LegPoint, str]], unit: str | None) -> tuple[tuple[str, str], ...]:
    units = [(p, u) for p, u in pairs if u not in ("", "shoe", unit)]
    return tuple((p.value, u) for p, u in sorted(units, key=lambda pair: ORDER[pair[0]]))


def _twin(draft: MeasuredChart, labels: Sequence[str], seconds: set[tuple[LegPoint, str]]) -> TwinRows | None:
    """The rows in the units that are printed second."""
    if not seconds:
        return None
    bands = [b for c in draft.columns for b in c.bands if (b.point, b.unit) in seconds]
    unit = next((b.unit for b in bands if is_of_leg(b.point)), None)
    return TwinRows(unit, _rows(draft, labels, seconds), _other_units(seconds, unit))


def _keys(draft: MeasuredChart, rows: Sequence[ReadRow], unread: Sequence[UnreadCell]) -> tuple[str, ...]:
    """What a brand file is keyed by: girths and lengths of most rows, shoes as alternatives; else height and weight.

    What is printed and could not be read decides as well, so that no row counts as whole without it.
    """
    points = list(dict.fromkeys(c.point for c in draft.columns))
    printed = {(u.size, u.point) for u in unread if u.code != PLACEHOLDER_CODE}
    read = [p for p in points if rows and 2 * sum(bool(r.band(p)) for r in rows) >= len(rows)]
    full = [p for p in points if 2 * sum(bool(r.band(p)) or (r.size, p) in printed for r in rows) >= len(rows)]
    legs = [p.value for p in full if p.dimension is not Dimension.SHOE and not p.is_of_body]
    of_feet = [p for p in read if p.dimension is Dimension.SHOE] or [p for p in full if p.dimension is Dimension.SHOE]
    shoes = ["|".join(of_feet)] if of_feet else []
    build = [p.value for p in full if p.is_of_body]
    return tuple([*(legs or build), *shoes] if read else ())
