"""A chart table becomes a size chart, or problems that name the size and the point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Final

from msgspec import Struct

from ..measure import LegPoint, per_unit
from ..problem import BadInput
from ..product import Band, Box, Size, SizeChart, Source, TieRule, printed_step
from .drafts import ChartDraft
from .faults import Place, did_you_mean
from .figures import ONE, Scale, band, in_store_units, known_unit, units_of

POINTS: Final = {p.value: p for p in LegPoint}
NOT_POINTS: Final = ("size", "note")
Find = Callable[[str | None, Place], Source | None]


class Grid(Struct, frozen=True):
    """What reading the rows of one chart needs: its keys, the unit of each point, its place."""

    keys: tuple[tuple[LegPoint, ...], ...]
    units: dict[LegPoint, str]
    points: dict[str, LegPoint]
    """Every point of every key, by its name."""
    columns: frozenset[str]
    place: Place

    def misspelt(self, names: Iterable[str]) -> bool:
        """Whether a column stands there that the chart is not keyed by."""
        return any(name not in self.points and name not in NOT_POINTS for name in names)


def size_chart(draft: ChartDraft, place: Place, find: Find) -> SizeChart | None:
    """The chart that a table describes; None where its faults leave none."""
    columns = frozenset(chain.from_iterable(draft.rows))
    chart_keys = keys(draft.keyed_by, place.to("keyed_by"))
    by_name = {p.value: p for key in chart_keys for p in key}
    grid = Grid(chart_keys, units(draft, chart_keys, place), by_name, columns, place)
    sizes = read_rows(draft.rows, grid) if grid.keys else ()
    source = find(draft.source, place.to("source"))
    chart_id = name_of(draft.id, place)
    tie = tie_rule(draft.between_sizes, place.to("between_sizes"))
    priority = points(draft.priority, place.to("priority"))
    if source is None or not grid.keys:
        return None
    return SizeChart(
        chart_id, grid.keys, sizes, source, draft.version, draft.current, tie, priority,
        draft.posture, draft.note, steps(draft.step, sizes, grid),
    )  # fmt: skip


def name_of(chart_id: str | None, place: Place) -> str:
    """The id of a chart; its absence is a fault."""
    if not chart_id:
        place.to("id").missing("an id for the chart")
    return chart_id or ""


def tie_rule(text: str | None, place: Place) -> TieRule | None:
    """What the brand says to take between two sizes, if it says so."""
    if text is not None and text not in list(TieRule):
        place.fault("unknown_value", text, '"larger" or "smaller"', did_you_mean(text, TieRule))
        return None
    return TieRule(text) if text else None


def point(text: str, place: Place) -> LegPoint | None:
    """The point of a name; an unknown one is a fault."""
    if text in POINTS:
        return POINTS[text]
    place.fault("unknown_point", text, "a point of the leg or body", did_you_mean(text, LegPoint))
    return None


def points(texts: Iterable[str], place: Place) -> tuple[LegPoint, ...]:
    """The points of a list of names."""
    found = (point(text, place) for text in texts)
    return tuple(p for p in found if p is not None)


def keys(texts: list[str] | None, place: Place) -> tuple[tuple[LegPoint, ...], ...]:
    """The keys of a chart; `|` stands between the alternatives of one key."""
    if not texts:
        place.missing("the points that the chart goes by")
        return ()
    found = tuple(points((part.strip() for part in text.split("|")), place) for text in texts)
    for twice, count in Counter(p for key in found for p in key).items():
        if count > 1:
            place.fault("key_repeated", twice.value, "each point once", "Take the second one out.")
    return tuple(key for key in found if key)


def units(draft: ChartDraft, chart_keys: tuple[tuple[LegPoint, ...], ...], place: Place) -> dict[LegPoint, str]:
    """The printed unit of every point of the chart that has rows."""
    found: dict[LegPoint, str] = {}
    check_named_units(draft, chart_keys, place)
    for p in (p for key in chart_keys for p in key):
        allowed = units_of(p)
        unit = draft.units.get(p.value, draft.unit if draft.unit in allowed else None)
        if p.value.startswith("shoe_"):
            unit = allowed[0]
        if unit is None and draft.rows:
            fault_no_unit(draft, p, allowed, place)
        elif unit is not None and unit not in allowed:
            place.to("units", p.value).fault("unit_wrong", unit, f"one of {', '.join(allowed)}")
        elif unit is not None:
            found[p] = unit
    return found


def fault_no_unit(draft: ChartDraft, p: LegPoint, allowed: tuple[str, ...], place: Place) -> None:
    """A point without a unit: either the chart names none, or one of another kind."""
    expected = f"a unit for {p.value}: one of {', '.join(allowed)}"
    if draft.unit is None or known_unit(draft.unit):
        code, read = ("unit_missing", None) if draft.unit is None else ("unit_wrong", draft.unit)
        place.to("unit").fault(code, read, expected, f"Or write units = {{ {p.value} = … }}.")
    elif str(place.to("unit")) not in place.faults.fields:
        place.to("unit").fault("unit_wrong", draft.unit, expected)


def check_named_units(draft: ChartDraft, chart_keys: tuple[tuple[LegPoint, ...], ...], place: Place) -> None:
    """`units` names points of the chart only, and no shoe size, whose system is in its name."""
    known = {p.value for key in chart_keys for p in key if not p.value.startswith("shoe_")}
    for name in draft.units:
        if chart_keys and name not in known:
            place.to("units").fault("column_not_keyed", name, "a point the chart is keyed by")


def read_rows(rows: list[dict[str, object]], grid: Grid) -> tuple[Size, ...]:
    """The sizes of a chart in printed order; rows with one label are the boxes of one size."""
    boxes: dict[str, dict[Box, int]] = {}
    for number, row in enumerate(rows, start=1):
        label = row.get("size")
        if not isinstance(label, str) or not label.strip():
            grid.place.to(f"row {number}").fault("missing", None, 'a size label, like size = "II"', "Add it.")
            label = ""
        place = grid.place.to(f"size {label}" if label else f"row {number}")
        box = read_box(row, grid, place)
        seen = boxes.setdefault(label, {})
        if box.bands and box in seen:
            place.fault("duplicate_row", None, "each row once", "The same size and bands stand there twice.")
        seen[box] = number
    if rows:
        check_columns(grid)
    return tuple(Size(label, tuple(found)) for label, found in boxes.items())


def read_box(row: dict[str, object], grid: Grid, place: Place) -> Box:
    """The bands of one row in the order of the keys."""
    keyed = grid.points
    for name in row:
        if name not in keyed and name not in NOT_POINTS:
            fault_column(name, place)
    found = [read_cell(row[name], p, grid, place) for name, p in keyed.items() if name in row]
    if len(found) < len(keyed):
        check_cells(row, grid, place)
    note = row.get("note", "")
    if not isinstance(note, str):
        place.to("note").fault("wrong_type", note, "text in quotes")
        note = ""
    return Box(tuple([b for b in found if b is not None]), note)


def check_cells(row: dict[str, object], grid: Grid, place: Place) -> None:
    """A row has a cell for every key that other rows have one for."""
    for key in grid.keys:
        elsewhere = any(p.value in grid.columns for p in key)
        if elsewhere and not any(p.value in row for p in key) and not grid.misspelt(row):
            hint = 'Write "?" where the source did not let you read it.'
            place.fault("cell_missing", None, f"a band for {' or '.join(key)}", hint)


def fault_column(name: str, place: Place) -> None:
    """A column that is no point, or a point that the chart is not keyed by."""
    if name in POINTS:
        place.to(name).fault("column_not_keyed", name, "a point of `keyed_by`", "Add it there, or take it out.")
    else:
        place.fault("unknown_point", name, "a point of the leg or body", did_you_mean(name, LegPoint))


def read_cell(text: object, p: LegPoint, grid: Grid, place: Place) -> Band | None:
    """The band of one cell; a wrong one is a fault at its size and point."""
    unit = grid.units.get(p)
    try:
        return band(text, Scale(p, unit if unit is not None else units_of(p)[0]))
    except BadInput as error:
        place.to(p.value).take(error)
        return None


def check_columns(grid: Grid) -> None:
    """Every point that the chart is keyed by has a column in some row."""
    for name in grid.points:
        if name not in grid.columns and not grid.misspelt(grid.columns):
            hint = "Add the column, or take the point out."
            grid.place.to("keyed_by").fault("column_missing", name, "a column for each point", hint)


def steps(named: dict[str, str], sizes: tuple[Size, ...], grid: Grid) -> tuple[tuple[LegPoint, int], ...]:
    """One printed step per point: as the file says, or else as the figures show."""
    found: list[tuple[LegPoint, int]] = []
    given = dict(named_steps(named, grid))
    for p in (p for key in grid.keys for p in key):
        bands = tuple(b for size in sizes for box in size.boxes for b in box.bands if b.point is p)
        if bands:
            found.append((p, given.get(p) or printed_step(p, bands)))
    return tuple(found)


def named_steps(named: dict[str, str], grid: Grid) -> Iterable[tuple[LegPoint, int]]:
    """The steps that a file names, in the unit of their point."""
    for name, text in named.items():
        place = grid.place.to("step", name)
        p = point(name, place)
        if p is None or p not in grid.units:
            continue
        try:
            step = in_store_units(text, per_unit(p, grid.units[p])) if ONE.fullmatch(text) else 0
        except ZeroDivisionError:
            step = 0
        if step > 0:
            yield p, step
        else:
            place.fault("not_a_band", text, 'a single figure, like "0.5"')
