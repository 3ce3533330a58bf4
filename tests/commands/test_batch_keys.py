"""Keys of people however a table stores them: each is one text in the file of bad rows, or the batch does not begin."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

pytestmark = pytest.mark.usefixtures("embedded")

CALVES = [36.5, 37.0, 3.0]


def batch(cli, tmp_path, keys):
    parquet.write_table(pa.table({"id": keys, "calf_max_girth_cm": CALVES}), tmp_path / "in.parquet")
    return cli("batch", str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out.csv"), "--garment", "sock")


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(pa.array([["a"], ["b"], []]), id="lists"),
        pytest.param(pa.array([{"a": 1}, {"a": 2}, None]), id="records"),
        pytest.param(pa.array([[("a", 1)], [], []], pa.map_(pa.string(), pa.int64())), id="maps"),
    ],
)
def test_a_key_that_is_no_one_text_is_told_before_anything_is_written(cli, tmp_path, keys):
    done = batch(cli, tmp_path, keys)
    wanted = "a column of texts, numbers or days that tells people apart"
    assert (done.code, done.err) == (2, f"legfit: --key: read 'id', expected {wanted}.\n")
    assert not list(tmp_path.glob("*out*"))


@pytest.mark.parametrize(
    ("keys", "bad", "written"),
    [
        pytest.param(pa.array([b"\xff\xfe", b"ok", b"no"]), [1, 3], {"", "ok", "no"}, id="bytes"),
        pytest.param(pa.array([b"\xff", b"b", b"c"], pa.binary(1)), [1, 3], {"", "b", "c"}, id="bytes of one length"),
        pytest.param(
            pa.array([b"a", None, b"c"], pa.large_binary()), [3], {"a", "", "c"}, id="many bytes, one missing"
        ),
        pytest.param(pa.array([7, 8, 9]), [3], {"7", "8", "9"}, id="numbers"),
    ],
)
def test_a_key_that_is_no_text_is_a_bad_row_of_its_own(cli, tmp_path, keys, bad, written):
    done = batch(cli, tmp_path, keys)
    assert done.code == 4
    faults = {1: "1,row,not_utf8", 3: "3,legs.calf_max_girth,impossible"}
    lines = (tmp_path / "out.bad-rows.csv").read_text("utf-8").splitlines()[1:]
    assert lines == [faults[row] for row in bad]
    sized = (tmp_path / "out.csv").read_text("utf-8").splitlines()[1:]
    assert {line.split(",")[0].strip('"') for line in sized} == written
