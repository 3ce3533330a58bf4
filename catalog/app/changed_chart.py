"""A size chart with other edges than it has today, as a person types them: `M.calf_max_girth=35-39`.

Where a size has several rows the range of today says which is meant: `M.calf_max_girth:34-38=35-39`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ..formats.draft.cells import units_in
from ..formats.draft.values import BAND, Scale, printed_band, units_of
from ..model.band_text import band_text
from ..model.chart import Band, Box, Size, SizeChart, printed_step
from ..model.did_you_mean import no_choice
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.problem import BadInput, Problem

CHANGE: Final = re.compile(r"(?s)\s*(.+)\.([A-Za-z_]+)\s*(?::\s*((?:[^=<>]|[<>]=?)+?)\s*)?=\s*(.*\S)\s*")
"""Size, point, today's range where it is said, the range that is tried."""
OTHER_UNIT: Final = {"cm": "in", "mm": "in", "in": "cm", "kg": "lb", "lb": "kg"}
"""The unit in which another person would have meant the same figure."""
POINTS: Final = {name: p for p in LegPoint for name in (p.value, p.name.lower())}


class EdgeChange(Struct, frozen=True):
    """One band that is other than it is printed."""

    size: str
    point: LegPoint
    before: Band
    after: Band
    of_several: bool = False
    """Whether the size has another range at that point in another row."""


class ChangedCharts(Struct, frozen=True):
    """The charts in force of a product with some bands changed."""

    charts: tuple[SizeChart, ...]
    changes: tuple[EdgeChange, ...]


def changed_charts(charts: Sequence[SizeChart], texts: Sequence[str], field: str, policy: Policy) -> ChangedCharts:
    """Change bands of the charts in force of one product, as typed under the option `field`.

    A step of the printed figures that follows from them is worked out anew, as where the file is loaded again.

    Raises: BadInput (every text that is no change, names what the charts lack, has a band that cannot be read, can be
    read in two ways or is none of a human leg, or changes what another one has changed).
    """
    problems: list[Problem] = []
    changes: dict[tuple[str, str, Band], EdgeChange] = {}
    for text in texts:
        try:
            chart, change = _change(charts, text, field, policy)
        except BadInput as bad:
            problems += bad.problems
            continue
        place = chart.id, change.size, change.before
        if place in changes:
            problems += BadInput.one("given_twice", field, text, "cli_one_value", "cli_keep_one").problems
        changes[place] = change
    if problems:
        raise BadInput(problems)
    changed = (_with(chart, [c for (id, _, _), c in changes.items() if id == chart.id]) for chart in charts)
    return ChangedCharts(tuple(changed), tuple(changes.values()))


def _change(charts: Sequence[SizeChart], text: str, field: str, policy: Policy) -> tuple[SizeChart, EdgeChange]:
    """Read one change, and find the chart that it is of. Raises: BadInput."""
    parts = _parts(text, field)
    point = POINTS.get(parts[2].lower())
    points = [p for chart in charts for p in chart.points if chart.sizes]
    if point is not None and point not in points:
        choices = ", ".join(dict.fromkeys(p.value for p in points))
        raise BadInput.one("unknown_point", field, parts[2], "coverage_not_in_chart", choices=choices, point=point)
    if point is None:
        raise no_choice("unknown_point", field, parts[2], [p.value for p in points], "coverage_point")
    chart = next(c for c in charts if c.sizes and point in c.points)
    size = _size(chart, parts[1].strip(), field)
    rows = [box.band(point) for box in size.boxes]
    before = _band_meant(rows, parts[3], f"{parts[1].strip()}.{parts[2]}", field)
    after = _changed_band(parts[4], before, field, policy)
    return chart, EdgeChange(size.label, point, before, after, of_several=len(set(rows)) > 1)


def check_changes(texts: Sequence[str], field: str) -> tuple[str, ...]:
    """Check that texts have the form of a change, whatever the chart. Raises: BadInput, with each that has not."""
    wrong = [text for text in texts if CHANGE.fullmatch(text) is None]
    if wrong:
        raise BadInput(p for text in wrong for p in _no_change(text, field).problems)
    return tuple(texts)


def is_change(text: str) -> bool:
    """Whether a text has the form of a change."""
    return CHANGE.fullmatch(text) is not None


def _parts(text: str, field: str) -> re.Match[str]:
    parts = CHANGE.fullmatch(text)
    if parts is None:
        raise _no_change(text, field)
    return parts


def _no_change(text: str, field: str) -> BadInput:
    return BadInput.one("wrong_change", field, text, "coverage_change")


def _changed_band(text: str, before: Band, field: str, policy: Policy) -> Band:
    """The band that is typed, in the unit that stands there, else in the chart's where only that can be meant.

    Raises: BadInput.
    """
    units = units_in(text) or {before.unit}
    (unit,) = units if len(units) == 1 else ("",)
    if unit not in units_of(before.point):
        raise BadInput.one("unit_wrong", field, text, "coverage_range", unit=before.unit)
    try:
        after = printed_band(text, Scale(before.point, unit))
    except BadInput as bad:
        raise BadInput(_as_typed(p, field, before.unit) for p in bad.problems) from bad
    if after is None:
        raise _no_change(text, field)
    _check_unit(after, before, text, field, policy)
    return after


def _check_unit(after: Band, before: Band, text: str, field: str, policy: Policy) -> None:
    """Check that a band can be one of a leg, and that a bare figure is not rather meant in another unit.

    Raises: BadInput.
    """
    is_possible = _is_of_a_leg(after, policy)
    other = OTHER_UNIT.get(after.unit)
    if other is not None and not units_in(text):
        in_other = printed_band(text, Scale(after.point, other))
        is_nearer = in_other is not None and _apart(in_other, before) < _apart(after, before)
        if in_other is not None and _is_of_a_leg(in_other, policy) and (is_nearer or not is_possible):
            facts = {"one": f"{text} {other}", "other": f"{text} {after.unit}"}
            raise BadInput.one("no_unit", field, text, "coverage_unit", **facts)
    if not is_possible:
        raise BadInput.one("impossible", field, text, "coverage_range", unit=before.unit)


def _apart(band: Band, today: Band) -> float:
    """How far the ends of a band lie from those of today, by the larger ratio; an end that only one has is left out."""
    pairs = [
        (own.at, end.at) for own, end in ((band.low, today.low), (band.high, today.high)) if own and end
    ]  # fmt: skip
    return max((abs(log(own / end)) for own, end in pairs), default=0.0)


def _is_of_a_leg(band: Band, policy: Policy) -> bool:
    """Whether some leg can lie at both ends of a band: centimetres typed for a chart in inches do not."""
    possible = policy.range_at(band.point, "possible")
    ends = [edge.at for edge in (band.low, band.high) if edge is not None]
    return possible is None or all(possible[0] <= end <= possible[1] for end in ends)


def _as_typed(problem: Problem, field: str, unit: str) -> Problem:
    """A problem of a band as one of the option: what a brand file might hold besides is no matter here."""
    if problem.expected != BAND:
        return problem.at(field)
    return replace(problem, field=field, expected="coverage_range", hint="", facts=(("unit", unit),))


def _size(chart: SizeChart, label: str, field: str) -> Size:
    """The size of a label, upper and lower case alike where no other size is meant. Raises: BadInput."""
    exact = [s for s in chart.sizes if s.label == label]
    alike = exact or [s for s in chart.sizes if s.label.casefold() == label.casefold()]
    if len(alike) != 1:
        raise no_choice("unknown_size", field, label, [s.label for s in chart.sizes], "find_size")
    return alike[0]


def _band_meant(rows: Sequence[Band | None], today: str | None, place: str, field: str) -> Band:
    """The band that a change is about, of those in the rows of a size: the one of `today`, or what every row says.

    Raises: BadInput (several, none that was read, or none of today's range).
    """
    bands = tuple(dict.fromkeys(band for band in rows if band is not None))
    meant = [b for b in bands if (len(set(rows)) == 1 if today is None else _is_printed_as(b, today))]
    if len(meant) == 1:
        return meant[0]
    if not bands:
        raise BadInput.one("no_band", field, place, "coverage_read_band", "coverage_read_band")
    facts = {"choices": ", ".join(map(band_text, bands)), "example": f"{place}:{_typed(bands[0])}=…"}
    if today is None:
        raise BadInput.one("several_rows", field, place, "coverage_one_row", "coverage_row", **facts)
    raise BadInput.one("no_such_row", field, today, "coverage_band_of_today", "coverage_row", **facts)


def _typed(band: Band) -> str:
    """The figures of a band as a person types them: `34-38`, `<33`, `>43`."""
    low, high = (None if edge is None else edge.printed for edge in (band.low, band.high))
    if low is None or high is None:
        return f"<{high}" if low is None else f">{low}"
    return low if low == high else f"{low}-{high}"


def _is_printed_as(band: Band, text: str) -> bool:
    """Whether a text says the ends of a band, in its unit or another one."""
    units = units_in(text) or {band.unit}
    try:
        typed = printed_band(text, Scale(band.point, *units)) if len(units) == 1 else None
    except BadInput:
        return False
    return typed is not None and _ends(typed) == _ends(band)


def _ends(band: Band) -> tuple[int | None, int | None]:
    """Where a band begins and ends; whether the ends belong to it is no part of its name."""
    low, high = (None if edge is None else edge.at for edge in (band.low, band.high))
    return low, high


def _with(chart: SizeChart, changes: Sequence[EdgeChange]) -> SizeChart:
    """A chart with some bands changed, and the steps that its figures show then."""
    if not changes:
        return chart
    by_place = {(c.size, c.before): c.after for c in changes}
    sizes = tuple(Size(s.label, tuple(_box(box, s.label, by_place) for box in s.boxes)) for s in chart.sizes)
    changed = replace(chart, sizes=sizes)
    return replace(changed, steps=tuple((p, _step(chart, changed, p)) for p, _ in chart.steps))


def _box(box: Box, label: str, by_place: dict[tuple[str, Band], Band]) -> Box:
    return replace(box, bands=tuple(by_place.get((label, band), band) for band in box.bands))


def _step(before: SizeChart, after: SizeChart, point: LegPoint) -> int:
    """The step at a point: as its figures show; it stays where a file states another, or bands are in two units."""
    stated = before.step(point)
    mixed = len({band.unit for band in _bands(after, point)}) > 1
    follows = not mixed and printed_step(point, tuple(_bands(before, point))) == stated
    return printed_step(point, tuple(_bands(after, point))) if follows else stated


def _bands(chart: SizeChart, point: LegPoint) -> Iterator[Band]:
    return (band for _, box in chart.boxes() if (band := box.band(point)) is not None)
