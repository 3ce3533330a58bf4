"""A table of people as legs: what can be judged, and which rows cannot, with field and reason but never a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from numpy.typing import NDArray

from ..model.leg import Dimension, LegPoint
from ..model.measure_columns import MOST_STORED, NUMBER_CELL
from ..model.problem import BadInput
from ..model.quantities import per_unit
from ..model.question import Side
from ..rules.plausible import field_of
from ..search.leg_table import MISSING, Bools, LegTable, Numbers
from .columns import BatchColumns, PeopleColumn
from .implausible import PlausibleRows, RowFault
from .read import RAGGED, not_utf8

NUMBER = f"^{NUMBER_CELL}$"
SIDES: Final = (Side.BOTH, Side.LEFT, Side.RIGHT)
OTHER_TEXTS = (pa.types.is_string_view, pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view)
"""Other ways in which a table can hold text than as Arrow's strings."""


class People(Struct, frozen=True):
    """The rows of a table that can be judged, and the faults of the others."""

    rows: NDArray[np.intp]
    legs: LegTable
    faults: tuple[RowFault, ...]
    only: NDArray[np.int8]
    """By person: the place in `SIDES` of the only one that was measured, 0 where it was not said which."""


def people_of(table: pa.Table, columns: BatchColumns, rule: PlausibleRows) -> People:
    """Read the legs of a table. What a search would refuse or ask about again is a fault here, by the `rule`."""
    faults: list[RowFault] = []
    values: dict[tuple[LegPoint, str], Numbers] = {}
    for column in columns.measures:
        values[column.point, column.side], wrong = _values(table.column(column.name), column)
        field = field_of(column.point, f".{column.side}" if column.side else "")
        undecoded = not_utf8(table.column(column.name))
        faults += [RowFault(int(row), field, "not_utf8") for row in np.flatnonzero(undecoded)]
        faults += [RowFault(int(row), field, "not_a_number") for row in np.flatnonzero(wrong & ~undecoded)]
    count = table.num_rows
    if RAGGED in table.column_names:
        faults += [RowFault(int(row), "row", "wrong_number_of_cells") for row in np.flatnonzero(table.column(RAGGED))]
    if columns.key in table.column_names:
        faults += [RowFault(int(row), "row", "not_utf8") for row in np.flatnonzero(not_utf8(table.column(columns.key)))]
    shoes = sum((v != MISSING).astype(np.int64) for (p, _), v in values.items() if p.dimension is Dimension.SHOE)
    faults += [RowFault(int(row), "shoe", "two_shoe_sizes") for row in np.flatnonzero(np.full(count, 0) + shoes > 1)]
    legs, only = _legs(values, count)
    readable = np.ones(count, np.bool_)
    readable[[f.row for f in faults]] = False
    faults += rule.faults(legs, readable)
    readable[[f.row for f in faults]] = False
    rows = np.flatnonzero(readable)
    return People(rows, legs.at(rows), tuple(sorted(faults, key=lambda f: f.row)), only[rows])


def keys_of(table: pa.Table, columns: BatchColumns, first_row: int) -> pa.Array | pa.ChunkedArray:
    """The keys of the people of a table, without those that are no UTF-8; the numbers of rows where there are none."""
    if not columns.key:
        return pa.array(np.arange(table.num_rows) + first_row + 1)
    keys = table.column(columns.key)
    unreadable = not_utf8(keys)
    return pc.if_else(pa.array(unreadable), pa.scalar(None, keys.type), keys) if unreadable.any() else keys


def _values(column: pa.ChunkedArray, measure: PeopleColumn) -> tuple[Numbers, Bools]:
    """The values of a column in store units, and the rows in which something else than a number stands."""
    try:
        figures, wrong = _figures(_decoded(column))
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):  # Arrow tells the value: it is no cause to pass on
        raise BadInput.one("not_a_number", "--column", measure.name, "batch_numbers") from None
    per = per_unit(measure.point, measure.unit)
    stored = np.rint(figures * per.numerator / per.denominator)
    absent = np.isnan(figures)
    wrong = wrong | ~(absent | ((stored > 0) & (stored < MOST_STORED)))
    return np.where(absent | wrong, MISSING, np.nan_to_num(stored)).astype(np.int64), wrong


def _decoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as texts or numbers, however they are stored: each once (a category), in runs, as views or bytes."""
    if pa.types.is_run_end_encoded(column.type):
        column = pc.run_end_decode(column)
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    return pc.cast(column, pa.string()) if any(stored(column.type) for stored in OTHER_TEXTS) else column


def _figures(column: pa.ChunkedArray) -> tuple[Numbers, Bools]:
    """The numbers of a column in the unit that they are written in, and the rows that have something else."""
    wrong = np.zeros(len(column), np.bool_)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        text = pc.utf8_trim_whitespace(column)
        text = pc.if_else(pc.equal(text, ""), pa.scalar(None, text.type), text)
        wrong = pc.fill_null(pc.invert(pc.match_substring_regex(text, NUMBER)), fill_value=False).to_numpy()
        text = pc.if_else(pa.array(wrong), pa.scalar(None, text.type), text.combine_chunks())
        column = pc.cast(pc.replace_substring(text, ",", "."), pa.float64())
    return pc.cast(column, pa.float64(), safe=False).to_numpy(zero_copy_only=False), wrong


def _legs(values: Mapping[tuple[LegPoint, str], Numbers], count: int) -> tuple[LegTable, NDArray[np.int8]]:
    """Left and right where any measure was taken by side, else both legs alike; and which leg an only one is.

    A measure of both legs beside one of the left leg is that of the right one.
    """
    absent = np.full(count, MISSING, np.int64)
    has = {side: np.zeros(count, np.bool_) for side in ("left", "right")}
    for (point, side), column in values.items():
        if side:
            measured = column != MISSING
            has[side] |= measured
            has["left" if side == "right" else "right"] |= measured & (values.get((point, ""), absent) != MISSING)
    taken = {point for point, _ in values}
    legs: dict[str, dict[LegPoint, Numbers]] = {"left": {}, "right": {}}
    for point in (point for point in LegPoint if point in taken):
        for side, leg in legs.items():
            own = values.get((point, side), absent)
            leg[point] = np.where(own != MISSING, own, values.get((point, ""), absent))
    pairs = has["left"] & has["right"]
    only_right = has["right"] & ~has["left"]
    one = {p: np.where(only_right, legs["right"][p], column) for p, column in legs["left"].items()}
    only = np.where(pairs, 0, has["left"] * SIDES.index(Side.LEFT) + has["right"] * SIDES.index(Side.RIGHT))
    table = LegTable(one, legs["right"], pairs, count) if pairs.any() else LegTable(one, rows=count)
    return table, only.astype(np.int8)
