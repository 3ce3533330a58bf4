"""A cell with a measure is the same number for a batch and for a shop's returns."""

from __future__ import annotations

import pyarrow as pa
import pytest

from catalog.batch.columns import BatchColumns
from catalog.batch.implausible import PlausibleRows
from catalog.batch.people import people_of
from catalog.formats.feedback.cells import stored_value
from catalog.model.leg import LegPoint
from catalog.model.measure_columns import PeopleColumn
from catalog.model.policy import shipped_policy

CELLS = [
    "38.849999999999994", "38.8500000", "38,85", "38", "38.12345", "38.123449999999", "38.0000500000001",
    "15.295275590551181", "about 38", "38.", ".38", "-38", "0", "0.00000001", "9" * 400,
]  # fmt: skip


@pytest.mark.parametrize("unit", ["cm", "in", "mm"])
@pytest.mark.parametrize("text", CELLS)
def test_a_cell_is_one_number(text, unit):
    column = PeopleColumn("Calf", LegPoint.CALF, unit)
    people = people_of(
        pa.table({"Calf": [text]}), BatchColumns("", (column,)), PlausibleRows(shipped_policy(), confirmed=True)
    )  # fmt: skip
    own = stored_value(text, column)
    assert own is None or own > 0
    if len(people.rows):
        assert people.legs.one[LegPoint.CALF].tolist() == [own]
    else:
        assert own is None or [fault.reason for fault in people.faults] == ["impossible"]
