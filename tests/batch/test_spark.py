"""The sizes of people by Spark, on a real local one: the table of `sizes_of`, whatever happens to partitions and workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from batch_people import people, priced
from local_spark import MASTER, SETTINGS, local_spark
from msgspec.structs import replace
from running import CHECKOUT, environment

from benchmarks.catalogs import made
from catalog.batch import spark
from catalog.batch.sizes import BatchQuestion, sizes_of
from catalog.batch.spark import SizesOnWorkers, bad_rows, sizes_in_spark
from catalog.commands.app import run
from catalog.commands.submit import SCRIPT
from catalog.model.problem import BadInput
from catalog.model.product import Garment
from catalog.model.question import Filters, Prefer
from catalog.search.loaded_catalog import load_catalog

pytestmark = pytest.mark.slow
TODAY = "2026-11-27"
SOCKS = BatchQuestion(garment=Garment.SOCK, best=3)
NAMED = BatchQuestion(("cep-run-socks-tall-4-0", "compressport-ur2"), prefer=Prefer.FIRMER, with_distance=True)


@pytest.fixture(scope="module")
def session():
    with local_spark() as session:
        yield session


@pytest.fixture(scope="module")
def catalog():
    return priced(made(153, "seed").snapshot())


def framed(session, table, partitions):
    """A frame in which some partitions have so many people each; 0 is a partition without any."""
    rows, parts = [tuple(row.values()) for row in table.to_pylist()], []
    for count in partitions:
        parts.append(rows[:count])
        rows = rows[count:]
    assert not rows
    schema = session.createDataFrame(table.slice(0, 0)).schema
    return session.createDataFrame(session.sparkContext.parallelize(parts, len(parts)).flatMap(list), schema)


def in_order(table):
    return table.sort_by([(name, "ascending") for name in ("person", "product", "place")]).combine_chunks()


@pytest.mark.parametrize(
    "question", [pytest.param(SOCKS, id="the best of a kind"), pytest.param(NAMED, id="named products")]
)
@pytest.mark.parametrize(
    "partitions", [pytest.param([900], id="one"), pytest.param([1, 0, 880, 0, 19], id="skewed and empty")]
)
def test_everybody_gets_what_one_process_says(session, catalog, question, partitions):
    table = pa.Table.from_pylist(people(900, 5))
    frame = framed(session, table, partitions)
    assert frame.rdd.getNumPartitions() == len(partitions)
    sizes = sizes_in_spark(frame, catalog, question, today=TODAY).toArrow()
    usual = sizes_of(table, catalog, question, today=TODAY)
    assert sizes.schema == usual.schema
    assert in_order(sizes).equals(in_order(usual))
    assert {"not_read", "legs_differ"} & set(usual["outcome"].to_pylist())


def test_one_person_and_nobody(session, catalog):
    table = pa.table({"id": pa.array(["a"]), "calf_max_girth_cm": [36.5]})
    for some in (table, table.slice(0, 0)):
        sizes = sizes_in_spark(session.createDataFrame(some), catalog, SOCKS, today=TODAY).toArrow()
        assert sizes.equals(sizes_of(some, catalog, SOCKS, today=TODAY))


def test_a_view_of_a_collection_and_columns_of_any_name(session):
    snapshot = made(153, "seed").snapshot()
    own = frozenset(p.id for p in snapshot.products if p.brand == "CEP")
    collections = {p.id: "cep" if p.id in own else "other" for p in snapshot.products}
    view = load_catalog(replace(snapshot, collections=collections), collections=["cep"])
    table = pa.table({"my.key`s": [3, 4], "Wade, in cm": ["36,5", "39"], "Name": ["x", "y"]})
    columns, question = ["calf_max_girth=Wade, in cm:cm"], replace(SOCKS, filters=Filters(include_review=True))
    frame = session.createDataFrame(table)
    sizes = sizes_in_spark(frame, view, question, columns, "my.key`s", TODAY).toArrow()
    assert in_order(sizes).equals(in_order(sizes_of(table, view, question, columns, "my.key`s", TODAY)))
    assert {id for id in sizes["product"].to_pylist() if id} <= own


def killed_once(judge, marks):
    """A worker that is killed without a word while it has given some of its people back, the first time only."""

    def call(batches):
        from pyspark import TaskContext

        for number, sized in enumerate(judge(batches)):
            yield sized
            task = TaskContext.get()
            if number == 1 and task.attemptNumber() == 0:
                (marks / f"{task.partitionId()}-{os.getpid()}").touch()
                os.kill(os.getpid(), signal.SIGKILL)

    return call


def test_workers_that_are_killed_leave_nothing_out_and_nothing_twice(session, catalog, tmp_path, monkeypatch):
    """As many are judged together as have 327 680 rows: with 400 of a kind 819 people, so that there are several turns."""
    question = replace(SOCKS, best=400)
    table = pa.Table.from_pylist(people(3600, 11))
    marks = tmp_path / "killed"
    marks.mkdir()
    monkeypatch.setattr(spark, "SizesOnWorkers", lambda *fields: killed_once(SizesOnWorkers(*fields), marks))
    frame = framed(session, table, [1700, 1900])
    sizes_in_spark(frame, catalog, question, today=TODAY).write.parquet(str(tmp_path / "sizes"))
    assert sorted(mark.name.split("-")[0] for mark in marks.iterdir()) == ["0", "1"]
    sizes = parquet.read_table(tmp_path / "sizes")
    assert in_order(sizes).equals(in_order(sizes_of(table, catalog, question, today=TODAY)))


def test_who_could_not_be_judged_is_named_with_field_and_reason(session, catalog):
    table = pa.table(
        {"id": [7, 8, 9], "calf_max_girth_cm": ["36.5", "secret", "3.65"], "ankle_min_girth_cm": ["22", "22", "22"]}
    )
    rows = bad_rows(sizes_in_spark(session.createDataFrame(table), catalog, SOCKS)).collect()
    assert sorted(map(tuple, rows)) == [
        (8, "legs.calf_max_girth", "not_a_number"),
        (9, "legs.calf_max_girth", "impossible"),
        (9, "legs.calf_max_girth", "impossible_pair"),
    ]


class Frame:
    """What stands for a frame of Spark."""

    def mapInArrow(self, judge, schema):  # noqa: N802
        return judge, schema


def test_where_pandas_is_installed_spark_is_asked_as_its_documentation_says(monkeypatch):
    monkeypatch.setattr(spark, "find_spec", lambda name: name == "pandas")
    assert spark._map_in_arrow(Frame(), "judge", "schema") == ("judge", "schema")


@pytest.mark.parametrize(
    ("table", "question", "fields"),
    [
        pytest.param({"wade_cm": [36.5]}, SOCKS, ["--column"], id="no measure"),
        pytest.param({"calf_max_girth_cm": [36.5]}, SOCKS, ["--key"], id="no key"),
        pytest.param({"calf_max_girth_cm": [[36.5]]}, SOCKS, ["--key", "--column"], id="no numbers and no key"),
        pytest.param(
            {"id": [1], "calf_max_girth_cm": [36.5]}, BatchQuestion(("no-such",)), ["product"], id="no product"
        ),
    ],
)
def test_what_is_wrong_is_said_before_anybody_is_judged(session, catalog, table, question, fields):
    with pytest.raises(BadInput) as bad:
        sizes_in_spark(session.createDataFrame(pa.table(table)), catalog, question)
    assert [p.field for p in bad.value.problems] == fields


@pytest.fixture
def command(home, monkeypatch, capsys):
    """The command line in this process, which has a session already."""
    for name, value in environment(home).items():
        monkeypatch.setenv(name, value)

    def called(*arguments):
        with pytest.raises(SystemExit) as left:
            run(list(arguments))
        streams = capsys.readouterr()
        return int(left.value.code or 0), streams.out, streams.err

    return called


def whole(folder):
    return in_order(parquet.read_table(folder / "sizes"))


def test_the_script_for_spark_submit_writes_what_the_command_does(session, home, command, tmp_path):
    source, target, usual = (tmp_path / name for name in ("people.parquet", "sizes", "usual.parquet"))
    parquet.write_table(pa.Table.from_pylist(people(400, 21)), source, row_group_size=100)
    arguments = ("--garment", "sock", "--best", "2", "--json")
    code, counts, _ = command("batch", str(source), "-o", str(usual), *arguments)
    settings = [f"--conf={name}={value}" for name, value in SETTINGS.items()]
    submit = [sys.executable.replace("python", "spark-submit"), "--master", MASTER, *settings, str(SCRIPT)]
    done = subprocess.run(
        [*submit, str(source), "-o", str(target), *arguments], capture_output=True, text=True, check=False,
        env=environment(home) | {"PYSPARK_PYTHON": sys.executable}, cwd=CHECKOUT,
    )  # fmt: skip
    assert done.returncode == code == 4, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1]) == json.loads(counts)
    assert whole(target).equals(in_order(parquet.read_table(usual)))
    before = {path: path.stat().st_mtime_ns for path in target.rglob("*")}
    code, out, err = command("batch", str(source), "-o", str(target), *arguments, "--spark")
    assert (code, out.strip() and json.loads(out)["errors"][0]["field"]) == (2, "-o")
    assert {path: path.stat().st_mtime_ns for path in target.rglob("*")} == before
    assert "Traceback" not in err


def test_a_job_that_was_broken_off_is_done_again(session, command, tmp_path):
    source, target = tmp_path / "people", tmp_path / "sizes"
    source.mkdir()
    table = pa.Table.from_pylist(people(60, 22))
    for start in (0, 30):
        parquet.write_table(table.slice(start, 30), source / f"{start}.parquet")
    (target / "sizes" / "_temporary").mkdir(parents=True)
    (target / "sizes" / "part-00000-left.parquet").write_bytes(b"half of it")
    code, out, _ = command(
        "batch", str(source), "-o", str(target), "--garment", "sock", "--best", "2", "--spark", "--json"
    )
    counts = json.loads(out)
    assert (code, counts["people"], counts["rows"]) == (4, 60, len(whole(target)))
    faults = parquet.read_table(target / "bad-rows")
    assert set(faults.column_names) == {"person", "field", "reason"}
    assert len(set(faults["person"].to_pylist())) == counts["bad_rows"] == counts["outcomes"]["not_read"]


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        pytest.param(("no-such.parquet", "-o", "sizes"), 4, "no-such.parquet", id="no people"),
        pytest.param(("people.parquet", "-o", "taken"), 2, "broken off", id="a folder with something else"),
        pytest.param(("people.parquet", "--preview"), 2, "--preview", id="a preview"),
    ],
)
def test_what_is_typed_wrong_is_said(session, command, tmp_path, arguments, code, text):
    parquet.write_table(pa.table({"id": [1], "calf_max_girth_cm": [36.5]}), tmp_path / "people.parquet")
    (tmp_path / "taken" / "photos").mkdir(parents=True)
    arguments = [a if a.startswith("-") else str(tmp_path / a) for a in arguments]
    ended, _, err = command("batch", *arguments, "--garment", "sock", "--spark")
    assert (ended, text in err, "Traceback" in err) == (code, True, False)
    assert {p.name for p in tmp_path.iterdir()} <= {"people.parquet", "taken", "home"}
