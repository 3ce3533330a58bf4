"""A size chart with other edges than it has today, as a person types them: `M.calf_max_girth=35-39`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ..formats.draft.values import BAND, Scale, printed_band
from ..model.chart import Band, Box, Size, SizeChart, printed_step
from ..model.did_you_mean import no_choice
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.problem import BadInput, Problem

CHANGE: Final = re.compile(r"(?s)\s*(.+)\.([A-Za-z_]+)\s*=\s*(.*\S)\s*")
POINTS: Final = {name: p for p in LegPoint for name in (p.value, p.name.lower())}


class EdgeChange(Struct, frozen=True):
    """One band that is other than it is printed."""

    size: str
    point: LegPoint
    before: Band
    after: Band


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
    changes: dict[tuple[str, str, LegPoint], EdgeChange] = {}
    for text in texts:
        try:
            chart, change = _change(charts, text, field, policy)
        except BadInput as bad:
            problems += bad.problems
            continue
        place = chart.id, change.size, change.point
        if place in changes:
            problems += BadInput.one("given_twice", field, text, "cli_one_value", "cli_keep_one").problems
        changes[place] = change
    if problems:
        raise BadInput(problems)
    changed = (_with(chart, [c for (id, _, _), c in changes.items() if id == chart.id]) for chart in charts)
    return ChangedCharts(tuple(changed), tuple(changes.values()))


def _change(charts: Sequence[SizeChart], text: str, field: str, policy: Policy) -> tuple[SizeChart, EdgeChange]:
    """Read one change, and find the chart that it is of. Raises: BadInput."""
    parts = CHANGE.fullmatch(text)
    if parts is None:
        raise BadInput.one("wrong_change", field, text, "coverage_change")
    point = POINTS.get(parts[2].lower())
    points = [p for chart in charts for p in chart.points if chart.sizes]
    if point not in points:
        raise no_choice("unknown_point", field, parts[2], [p.value for p in points], "coverage_point")
    chart = next(c for c in charts if c.sizes and point in c.points)
    size = _size(chart, parts[1].strip(), field)
    before = _only_band(size, point, text, field)
    try:
        after = printed_band(parts[3], Scale(point, before.unit))
    except BadInput as bad:
        raise BadInput(_as_typed(p, field, before.unit) for p in bad.problems) from bad
    if after is None:
        raise BadInput.one("wrong_change", field, text, "coverage_change")
    if not _is_of_a_leg(after, policy):
        raise BadInput.one("impossible", field, text, "coverage_range", unit=before.unit)
    return chart, EdgeChange(size.label, point, before, after)


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


def _only_band(size: Size, point: LegPoint, text: str, field: str) -> Band:
    """The band of a size at a point, where all of its rows print the same one. Raises: BadInput."""
    bands = {band for box in size.boxes if (band := box.band(point)) is not None}
    if len(bands) != 1 or any(box.band(point) is None for box in size.boxes):
        raise BadInput.one("several_rows", field, text, "coverage_one_row", "coverage_one_row", size=size.label)
    (band,) = bands
    return band


def _with(chart: SizeChart, changes: Sequence[EdgeChange]) -> SizeChart:
    """A chart with some bands changed, and the steps that its figures show then."""
    if not changes:
        return chart
    by_place = {(c.size, c.point): c.after for c in changes}
    sizes = tuple(Size(s.label, tuple(_box(box, s.label, by_place) for box in s.boxes)) for s in chart.sizes)
    changed = replace(chart, sizes=sizes)
    return replace(changed, steps=tuple((p, _step(chart, changed, p)) for p, _ in chart.steps))


def _box(box: Box, label: str, by_place: dict[tuple[str, LegPoint], Band]) -> Box:
    return replace(box, bands=tuple(by_place.get((label, band.point), band) for band in box.bands))


def _step(before: SizeChart, after: SizeChart, point: LegPoint) -> int:
    """The step at a point: as its figures show; one that a file states against them stays."""
    stated = before.step(point)
    follows = printed_step(point, tuple(_bands(before, point))) == stated
    return printed_step(point, tuple(_bands(after, point))) if follows else stated


def _bands(chart: SizeChart, point: LegPoint) -> Iterator[Band]:
    return (band for _, box in chart.boxes() if (band := box.band(point)) is not None)
