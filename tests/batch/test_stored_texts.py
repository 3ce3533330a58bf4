"""Measures written as text are read alike however a table stores them, and no message repeats one."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from catalog.batch.columns import BatchColumns
from catalog.batch.implausible import PlausibleRows
from catalog.batch.people import people_of
from catalog.model.leg import LegPoint
from catalog.model.measure_columns import PeopleColumn
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.search.leg_table import MISSING

TEXTS = pa.array(["36,5", "about 38", "37.1", None, "37.1", " "])
NUMBERS = pa.array([36.5, -38, 37.1, None, 37.1, None])


def read(column):
    calf = PeopleColumn("Calf", LegPoint.CALF, "cm")
    rule = PlausibleRows(shipped_policy(), confirmed=True)
    return people_of(pa.table({"Calf": column}), BatchColumns("", (calf,)), rule)


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(TEXTS, id="texts"),
        pytest.param(TEXTS.cast(pa.large_string()), id="long texts"),
        pytest.param(TEXTS.cast(pa.string_view()), id="views"),
        pytest.param(TEXTS.cast(pa.binary()), id="bytes"),
        pytest.param(TEXTS.cast(pa.large_binary()), id="long bytes"),
        pytest.param(TEXTS.cast(pa.binary_view()), id="views of bytes"),
        pytest.param(TEXTS.dictionary_encode(), id="categories"),
        pytest.param(TEXTS.cast(pa.large_string()).dictionary_encode(), id="categories of long texts"),
        pytest.param(pc.run_end_encode(TEXTS), id="runs"),
        pytest.param(NUMBERS.dictionary_encode(), id="categories of numbers"),
    ],
)
def test_a_column_is_read_alike_however_it_is_stored(column):
    people = read(column)
    assert people.rows.tolist() == [0, 2, 3, 4, 5]
    assert people.legs.one[LegPoint.CALF].tolist() == [365000, 371000, MISSING, 371000, MISSING]
    assert [(f.row, f.field, f.reason) for f in people.faults] == [(1, "legs.calf_max_girth", "not_a_number")]


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(pa.array([b"36.5\xff"]), id="bytes that are no text"),
        pytest.param(pa.array([b"36.5"], pa.binary(4)), id="bytes of one length"),
        pytest.param(pa.array([["36.5"]]), id="lists"),
    ],
)
def test_a_column_that_is_no_measure_is_named_without_a_value(column):
    with pytest.raises(BadInput) as bad:
        read(column)
    assert [(p.code, p.field, p.read) for p in bad.value.problems] == [("not_a_number", "--column", "Calf")]
    assert bad.value.__suppress_context__
