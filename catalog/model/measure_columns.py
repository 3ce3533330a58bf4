"""Which column of a table is which measure, in which unit: as it was typed, and by the columns' own names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from msgspec import Struct

from .column_names import is_figure, lacks_names, no_column
from .did_you_mean import no_choice
from .leg import Dimension, LegPoint
from .problem import BadInput, Problem
from .quantities import per_unit

UNITS: Final = {Dimension.LENGTH: ("cm", "mm", "m", "in"), Dimension.MASS: ("kg", "g", "lb"), Dimension.SHOE: ("",)}
MAPPING = re.compile(r"^([a-z_]+?)(?:\.(left|right))?=(.+?)(?::([a-z]*))?$")
NAMED = re.compile(r"^([a-z_]+?)(?:[._](left|right))?(?:_(cm|mm|m|in|kg|g|lb))?$")
POINTS: Final = {p.value: p for p in LegPoint if p is not LegPoint.SHOE_UNSTATED}
NUMBER_CELL: Final = r"[0-9]+([.,][0-9]+)?"
"""A cell with a number in the unit of its column, with as many decimals as an export writes."""
MOST_STORED: Final = 10**9
"""The largest value in store units that is looked at at all."""
NOTHING: Final = "-"
"""What stands for the column of a measure that is not to be read (`height=-`)."""


class PeopleColumn(Struct, frozen=True):
    """One column with a measure."""

    name: str
    point: LegPoint
    unit: str
    side: str = ""
    """`left`, `right`, or empty for both legs."""


def number_in(text: str, column: PeopleColumn) -> int | None:
    """A cell with a number in the unit of its column, to the nearest store unit; None where it is none or impossible.

    >>> calf = PeopleColumn("Calf (cm)", LegPoint.CALF, "cm")
    >>> [number_in(text, calf) for text in ("36,5", "38.849999999999994", "about 36", "0")]
    [365000, 388500, None, None]
    """
    if re.fullmatch(NUMBER_CELL, text) is None:
        return None
    per = per_unit(column.point, column.unit)
    stored = float(text.replace(",", ".")) * per.numerator / per.denominator
    return round(stored) or None if stored < MOST_STORED else None


def measure_columns(names: Sequence[str], typed: Iterable[str] = ()) -> tuple[list[PeopleColumn], list[Problem]]:
    """Find the columns with measures, as `typed` and by their names (`calf_max_girth_left_cm`), and every problem."""
    of_table, problems = _typed_columns(typed, names)
    measures = [column for column in of_table if column.name != NOTHING]
    if not problems:
        others = [name for name in names if name not in {column.name for column in measures}]
        named, problems = _named_columns(others, {_measure_of(column.point) for column in of_table})
        measures += named
    places = [(m.point, m.side) for m in measures]
    return measures, problems + [_twice(m) for n, m in enumerate(measures) if (m.point, m.side) in places[:n]]


def _typed_columns(typed: Iterable[str], names: Sequence[str]) -> tuple[list[PeopleColumn], list[Problem]]:
    columns: list[PeopleColumn] = []
    problems: list[Problem] = []
    for text in typed:
        try:
            columns.append(_typed(text, names))
        except BadInput as bad:
            problems += bad.problems
    return columns, problems


def _typed(text: str, names: Sequence[str]) -> PeopleColumn:
    parts = MAPPING.match(text.strip())
    if parts is None:
        raise BadInput.one("wrong_mapping", "--column", text, "batch_column")
    point, side, name, unit = parts[1], parts[2] or "", parts[3], parts[4] or ""
    if point not in POINTS or (side and not POINTS[point].is_sided):
        raise no_choice("unknown_measure", "--column", f"{point}.{side}" if side else point, POINTS)
    of_point = POINTS[point]
    if name == NOTHING and not side and not unit:
        return PeopleColumn(name, of_point, unit)
    if name not in names or (is_figure(name) and lacks_names(names)):
        raise BadInput([no_column("--column", name, names)])
    unit = unit or _unit_in(name, of_point)
    if unit not in UNITS[of_point.dimension]:
        choices = UNITS[of_point.dimension]
        raise BadInput.one("no_unit", "--column", text, "batch_unit", choices=", ".join(choices))
    return PeopleColumn(name, of_point, unit, side)


def _unit_in(name: str, point: LegPoint) -> str:
    """The unit that the name of a column ends with; a bare number is never guessed."""
    last = name.lower().rsplit("_", 1)[-1]
    return last if last in UNITS[point.dimension] else ""


def _measure_of(point: LegPoint) -> str:
    """The name of a measure; the shoe sizes of all systems are one."""
    return "shoe" if point.dimension is Dimension.SHOE else point.value


def _named_columns(names: Sequence[str], left_out: Collection[str]) -> tuple[list[PeopleColumn], list[Problem]]:
    """The columns named like a measure that is not left out; one without its unit is a problem, never passed over."""
    measures: list[PeopleColumn] = []
    problems: list[Problem] = []
    for name in names:
        parts = NAMED.match(name.strip().lower())
        if parts is None or parts[1] not in POINTS or _measure_of(POINTS[parts[1]]) in left_out:
            continue
        point, side, unit = POINTS[parts[1]], parts[2] or "", parts[3] or ""
        if side and not point.is_sided:
            continue
        if unit in UNITS[point.dimension]:
            measures.append(PeopleColumn(name, point, unit, side))
        else:
            units = UNITS[point.dimension]
            example, without = f"--column {point.value}={name}:{units[0]}", f"--column {point.value}={NOTHING}"
            facts = {"choices": ", ".join(units), "example": example, "without": without}
            problems += BadInput.one("no_unit", "--column", name, "batch_unit", "batch_name_unit", **facts).problems
    return measures, problems


def _twice(column: PeopleColumn) -> Problem:
    where = f"{column.point.value}.{column.side}" if column.side else column.point.value
    return Problem("given_twice", "--column", where, "cli_one_value", "cli_keep_one")
