"""A file of people that cannot be read: what it is in place of one that can."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

pytestmark = pytest.mark.usefixtures("embedded")

TABLE = pa.table({"id": ["a"], "calf_max_girth_cm": [36.5]})


def whole(path):
    if path.suffix == ".parquet":
        parquet.write_table(TABLE, path)
    else:
        with pa.ipc.new_file(path, TABLE.schema) as writer:
            writer.write_table(TABLE)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        pytest.param("in.csv", None, " It is a folder.", id="a folder"),
        pytest.param("in.parquet", None, " It is a folder.", id="a folder called Parquet"),
        pytest.param("in.csv", lambda _: b"", " It is empty.", id="empty"),
        pytest.param("in.tsv", lambda _: b"\xef\xbb\xbf\n\n", " It is empty.", id="blank lines"),
        pytest.param("in.parquet", lambda _: b"", " It is empty.", id="empty Parquet"),
        pytest.param("in.parquet", lambda path: whole(path)[:-9], " It was cut off: its end is missing.", id="Parquet"),
        pytest.param("in.arrow", lambda path: whole(path)[:-9], " It was cut off: its end is missing.", id="Arrow"),
        pytest.param("in.parquet", lambda _: b"id\n1\n", " It is not what its name says.", id="a CSV called Parquet"),
        pytest.param("in.feather", lambda _: b"id\n1\n", "", id="no Arrow, or a broken stream"),
    ],
)
def test_what_cannot_be_read_is_said(cli, tmp_path, monkeypatch, name, content, hint):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / name
    if content:
        path.write_bytes(content(path))
    else:
        path.mkdir()
    done = cli("batch", name, "-o", "o.csv", "--garment", "sock")
    assert (done.code, done.err) == (4, f"legfit: {name}: expected a file that can be read.{hint}\n")
