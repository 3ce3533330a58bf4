"""A chart table becomes a size chart, or problems that name the size and the point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...model.leg import LegPoint
from ...model.product import Band, Box, Confidence, Size, SizeChart, Source, TieRule, printed_step
from ...model.quantities import Length, Mass, per_unit
from .cells import named_unit, plain_cell
from .fields import taken, trimmed
from .models import ChartDraft
from .problems import FieldPath, ProblemCollector
from .values import ONE, Scale, band, in_store_units, units_of

POINTS: Final = {p.value: p for p in LegPoint}
NOT_POINTS: Final = ("size", "note")
Find = Callable[[str | None, FieldPath], Source | None]


class Grid(Struct, frozen=True):
    """What reading the rows of one chart needs: its keys, the unit of each point, its place."""

    keys: tuple[tuple[LegPoint, ...], ...]
    units: dict[LegPoint, str]
    scales: dict[str, Scale]
    """Every point of every key by its name, with its unit."""
    columns: frozenset[str]
    place: FieldPath

    def misspelt(self, names: Iterable[str]) -> bool:
        """Whether a column stands there that the chart is not keyed by."""
        return any(name not in self.scales and name not in NOT_POINTS for name in names)


PRINTED: Final = ("keyed_by", "unit", "units", "between_sizes", "priority", "posture", "step", "rows")
"""What a chart that is taken from a sister product has from there and may not state itself."""


def taken_chart(
    draft: ChartDraft, place: FieldPath, find: Find, own_charts: Mapping[str, ChartDraft]
) -> SizeChart | None:
    """The chart of a sister product under an id, a source and a note of its own; None where problems leave none.

    `own_charts` are the charts of the file that are not taken themselves, by id. What is wrong with the sister's chart
    is reported where that stands.
    """
    check_taken(draft, place)
    source, sister = find(draft.source, place.to("source")), own_charts.get(draft.chart_of or "")
    if sister is None:
        place.to("chart_of").unknown("unknown_chart", draft.chart_of or "", "file_chart_of_file", own_charts)
    if sister is None or source is None:
        return None
    chart = size_chart(sister, FieldPath(ProblemCollector(), place.path), lambda *_: source)
    taken = {"id": draft.id or "", "version": draft.version, "current": draft.current, "note": draft.note}
    return chart and replace(chart, **taken, source=source, chart_of=draft.chart_of)


def check_taken(draft: ChartDraft, place: FieldPath) -> None:
    """A taken chart says why it may be, and prints nothing itself."""
    for name in (name for name in PRINTED if name in draft.model_fields_set):
        place.to(name).report("taken_chart_states", None, "file_taken_chart", "file_taken_chart")
    if not draft.id:
        place.to("id").missing("file_chart_id")
    if not draft.note.strip():
        place.to("note").missing("file_why_taken")


def size_chart(draft: ChartDraft, place: FieldPath, find: Find) -> SizeChart | None:
    """The chart that a table describes; None where its problems leave none."""
    columns = frozenset(chain.from_iterable(draft.rows))
    chart_keys = keys(draft.keyed_by, place.to("keyed_by"))
    unit_of = units(draft, chart_keys, place)
    scales = {p.value: Scale(p, unit_of.get(p) or units_of(p)[0]) for key in chart_keys for p in key}
    grid = Grid(chart_keys, unit_of, scales, columns, place)
    sizes = read_rows(draft.rows, grid) if grid.keys else ()
    source = find(draft.source, place.to("source"))
    if not draft.id:
        place.to("id").missing("file_chart_id")
    tie = tie_rule(draft.between_sizes, place.to("between_sizes"))
    priority = points(draft.priority, place.to("priority"))
    if source is None or not grid.keys:
        return None
    if sizes and source.confidence is Confidence.LOW and not (draft.note.strip() or source.note.strip()):
        place.to("note").missing("file_why_weak")
    return SizeChart(
        draft.id or "", grid.keys, sizes, source, draft.version, draft.current, tie, priority,
        draft.posture, draft.note, steps(draft.step, sizes, grid),
    )  # fmt: skip


def tie_rule(text: str | None, place: FieldPath) -> TieRule | None:
    """What the brand says to take between two sizes, if it says so."""
    if text is not None and text not in list(TieRule):
        place.unknown("unknown_value", text, "file_one_of", TieRule, choices=", ".join(TieRule))
        return None
    return TieRule(text) if text else None


def point(text: str, place: FieldPath) -> LegPoint | None:
    """The point of a name; an unknown one is a problem."""
    if text in POINTS:
        return POINTS[text]
    place.unknown("unknown_point", text, "file_a_point", LegPoint)
    return None


def points(texts: Iterable[str], place: FieldPath) -> tuple[LegPoint, ...]:
    """The points of a list of names."""
    return tuple(p for text in texts if (p := point(text, place)))


def keys(texts: list[str] | None, place: FieldPath) -> tuple[tuple[LegPoint, ...], ...]:
    """The keys of a chart; `|` stands between the alternatives of one key."""
    if not texts:
        place.missing("file_points_of_chart")
        return ()
    chart_keys = tuple(points((part.strip() for part in text.split("|")), place) for text in texts)
    for twice, count in Counter(p for key in chart_keys for p in key).items():
        if count > 1:
            place.report("key_repeated", twice.value, "file_each_point_once", "file_take_second_out")
    return tuple(key for key in chart_keys if key)


def units(draft: ChartDraft, chart_keys: tuple[tuple[LegPoint, ...], ...], place: FieldPath) -> dict[LegPoint, str]:
    """The printed unit of every point of the chart that has rows."""
    unit_of_point: dict[LegPoint, str] = {}
    shared = None if draft.unit is None else named_unit(draft.unit)
    check_named_units(draft, chart_keys, place)
    for p in (p for key in chart_keys for p in key):
        allowed = units_of(p)
        unit = named_unit(draft.units[p.value]) if p.value in draft.units else shared if shared in allowed else None
        if p.value.startswith("shoe_"):
            unit = allowed[0]
        if unit is None and draft.rows:
            report_no_unit(draft, p, allowed, place)
        elif unit is not None and unit not in allowed:
            place.to("units", p.value).report("unit_wrong", unit, "file_one_of", choices=", ".join(allowed))
        elif unit is not None:
            unit_of_point[p] = unit
    return unit_of_point


def report_no_unit(draft: ChartDraft, p: LegPoint, allowed: tuple[str, ...], place: FieldPath) -> None:
    """A point without a unit: either the chart names none, or one of another kind."""
    facts = {"point": p.value, "choices": ", ".join(allowed)}
    if draft.unit is None or named_unit(draft.unit) in Length.PER | Mass.PER:
        code, read = ("unit_missing", None) if draft.unit is None else ("unit_wrong", draft.unit)
        place.to("unit").report(code, read, "file_unit_for", "file_or_units", suggestion="", **facts)
    elif str(place.to("unit")) not in place.collector.fields:
        place.to("unit").report("unit_wrong", draft.unit, "file_unit_for", suggestion="", **facts)


def check_named_units(draft: ChartDraft, chart_keys: tuple[tuple[LegPoint, ...], ...], place: FieldPath) -> None:
    """`units` names points of the chart only, and no shoe size, whose system is in its name."""
    keyed = {p.value for key in chart_keys for p in key if not p.value.startswith("shoe_")}
    for name in draft.units:
        if chart_keys and name not in keyed:
            place.to("units").report("column_not_keyed", name, "file_keyed_point", "file_add_there")


def read_rows(rows: list[dict[str, object]], grid: Grid) -> tuple[Size, ...]:
    """The sizes of a chart in printed order; rows with one label are the boxes of one size."""
    boxes: dict[str, dict[Box, int]] = {}
    for number, row in enumerate(rows, start=1):
        label = row.get("size")
        if not isinstance(label, str) or not label.strip():
            grid.place.to(f"row {number}").report("missing", None, "file_size_label", "file_add_it")
            label = ""
        place = grid.place.to(f"size {label}" if label else f"row {number}")
        trimmed(label, place)
        box = read_box(row, grid, place)
        seen = boxes.setdefault(label, {})
        if box.bands and box in seen:
            place.report("duplicate_row", None, "file_each_row_once", "file_stands_twice")
        seen[box] = number
    for name in grid.scales if rows else ():
        if name not in grid.columns and not grid.misspelt(grid.columns):
            grid.place.to("keyed_by").report("column_missing", name, "file_column_for_each", "file_add_the_column")
    return tuple(Size(label, tuple(boxes_of_size)) for label, boxes_of_size in boxes.items())


def read_box(row: dict[str, object], grid: Grid, place: FieldPath) -> Box:
    """The bands of one row in the order of the keys."""
    keyed = grid.scales
    for name in row:
        if name not in keyed and name not in NOT_POINTS and point(name, place):
            place.to(name).report("column_not_keyed", name, "file_keyed_point", "file_add_there")
    bands = [read_cell(row[name], scale, place) for name, scale in keyed.items() if name in row]
    if len(bands) < len(keyed):
        check_cells(row, grid, place)
    note = row.get("note", "")
    if not isinstance(note, str):
        place.to("note").report("wrong_type", note, "file_text")
        note = ""
    return Box(tuple([b for b in bands if b is not None]), note)


def check_cells(row: dict[str, object], grid: Grid, place: FieldPath) -> None:
    """A row has a cell for every key that other rows have one for."""
    for key in grid.keys:
        elsewhere = any(p.value in grid.columns for p in key)
        if elsewhere and not any(p.value in row for p in key) and not grid.misspelt(row):
            place.report("cell_missing", None, "file_a_band_for", "file_write_unread", points=" | ".join(key))


def read_cell(text: object, scale: Scale, place: FieldPath) -> Band | None:
    """The band of one cell; a wrong one is a problem at its size and point."""
    return taken(lambda cell: band(cell, scale), text, place, scale.point.value)


def steps(named: dict[str, str], sizes: tuple[Size, ...], grid: Grid) -> tuple[tuple[LegPoint, int], ...]:
    """One printed step per point: as the file says, or else as the figures show."""
    named_in_file = dict(named_steps(named, grid))
    bands: dict[LegPoint, list[Band]] = {}
    for b in (b for size in sizes for box in size.boxes for b in box.bands):
        bands.setdefault(b.point, []).append(b)
    keyed = (p for key in grid.keys for p in key if p in bands)
    return tuple((p, named_in_file.get(p) or printed_step(p, tuple(bands[p]))) for p in keyed)


def named_steps(named: dict[str, str], grid: Grid) -> Iterable[tuple[LegPoint, int]]:
    """The steps that a file names, in the unit of their point."""
    for name, text in named.items():
        place = grid.place.to("step", name)
        p = point(name, place)
        if p is None or p not in grid.units:
            continue
        figure = plain_cell(text, grid.units[p])
        try:
            step = in_store_units(figure, per_unit(p, grid.units[p])) if ONE.fullmatch(figure) else 0
        except ZeroDivisionError:
            step = 0
        if step > 0:
            yield p, step
        else:
            place.report("not_a_band", text, "file_single_figure")
