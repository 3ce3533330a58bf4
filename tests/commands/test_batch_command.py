"""`legfit batch` from file to file: the same sizes from every format, whole files only, and parts that go on."""

from __future__ import annotations

import csv
import json
import re
import sys
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as parquet
import pytest
from running import CHECKOUT

from catalog.batch import run as batch_run

pytestmark = pytest.mark.usefixtures("embedded")

ROWS = [
    {"id": "a", "calf_max_girth_cm": "36.5", "ankle_min_girth_cm": "22.5"},
    {"id": "b", "calf_max_girth_cm": "38,2", "ankle_min_girth_cm": ""},
    {"id": "c", "calf_max_girth_cm": "secret", "ankle_min_girth_cm": "23"},
    {"id": "d", "calf_max_girth_cm": "3.65", "ankle_min_girth_cm": "23"},
    {"id": "e", "calf_max_girth_cm": "34", "ankle_min_girth_cm": ""},
]
SOCK = ("--garment", "sock", "--best", "2")


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ROWS[0])
        writer.writeheader()
        writer.writerows(ROWS)
    return path


def rows_of(path):
    return arrow_csv.read_csv(path, convert_options=arrow_csv.ConvertOptions(strings_can_be_null=True)).to_pylist()


def test_sizes_go_to_the_file_counts_to_stdout_and_bad_rows_to_a_file_without_values(cli, people, tmp_path):
    done = cli("batch", str(people), "-o", str(tmp_path / "sizes.csv"), *SOCK, "--json")
    assert done.code == 4
    counts = json.loads(done.out)
    sizes = rows_of(tmp_path / "sizes.csv")
    assert (counts["people"], counts["bad_rows"], counts["rows"]) == (5, 2, len(sizes))
    assert sum(counts["outcomes"].values()) == len(sizes)
    assert list(dict.fromkeys(r["person"] for r in sizes)) == ["a", "b", "c", "d", "e"]
    assert (tmp_path / "sizes.bad-rows.csv").read_text("utf-8") == (
        "row,field,reason\n3,legs.calf_max_girth,not_a_number\n"
        "4,legs.calf_max_girth,impossible\n4,legs.calf_max_girth,impossible_pair\n"
    )
    written = (tmp_path / "sizes.csv").read_text("utf-8") + done.out + done.err
    assert not [value for value in ("36.5", "38,2", "38.2", "secret", "3.65") if value in written]


def test_each_is_what_a_search_says(cli, people, tmp_path):
    cli("batch", str(people), "-o", str(tmp_path / "sizes.csv"), *SOCK)
    (first, *_) = [r for r in rows_of(tmp_path / "sizes.csv") if r["person"] == "a"]
    search = json.loads(cli("search", "-g", "sock", "--calf", "36.5cm", "--ankle", "22.5cm", "--json").out)["matches"][
        0
    ]
    assert (first["product"], first["size"]) == (search["product"]["id"], search["size"])
    assert first["confidence"] == search["confidence"]


@pytest.mark.parametrize("ending", ["parquet", "arrow", "tsv"])
def test_every_format_gives_the_same(cli, people, tmp_path, ending):
    table = arrow_csv.read_csv(
        people, convert_options=arrow_csv.ConvertOptions(column_types={n: pa.string() for n in ROWS[0]})
    )
    source, target = tmp_path / f"in.{ending}", tmp_path / f"out.{ending}"
    if ending == "parquet":
        parquet.write_table(table, source, row_group_size=2)
    elif ending == "tsv":
        arrow_csv.write_csv(table, source, arrow_csv.WriteOptions(delimiter="\t"))
    else:
        with pa.ipc.new_file(str(source), table.schema) as writer:
            writer.write_table(table, max_chunksize=2)
    assert cli("batch", str(source), "-o", str(target), *SOCK).code == 4
    cli("batch", str(people), "-o", str(tmp_path / "usual.parquet"), *SOCK)
    usual = parquet.read_table(tmp_path / "usual.parquet")
    match ending:
        case "parquet":
            same = parquet.read_table(target)
        case "arrow":
            same = pa.ipc.open_file(str(target)).read_all()
        case _:
            parse = arrow_csv.ParseOptions(delimiter="\t")
            types = arrow_csv.ConvertOptions(column_types=usual.schema, strings_can_be_null=True)
            same = arrow_csv.read_csv(target, parse_options=parse, convert_options=types)
    assert same.to_pylist() == usual.to_pylist()


@pytest.fixture
def by_twos(monkeypatch):
    """Parts of two people each."""
    usual = batch_run.BatchJob
    monkeypatch.setattr("catalog.batch.command_line.BatchJob", lambda *fields: usual(*fields, rows_at_once=2))


def test_parts_are_done_once_and_a_broken_off_run_goes_on(cli, people, tmp_path, by_twos, monkeypatch):
    folder = tmp_path / "parts"
    write = batch_run.write_part
    calls = []

    def broken(path, table, counts):
        calls.append(path)
        if len(calls) == 2:
            raise KeyboardInterrupt
        write(path, table, counts)

    monkeypatch.setattr(batch_run, "write_part", broken)
    assert cli("batch", str(people), "-o", str(folder), *SOCK).code == 130
    (first,) = folder.glob("part-*.parquet")
    before = first.stat().st_mtime_ns
    monkeypatch.setattr(batch_run, "write_part", write)
    done = cli("batch", str(people), "-o", str(folder), *SOCK, "--json")
    assert (done.code, first.stat().st_mtime_ns) == (4, before)
    assert "1 part was there already." in done.err
    parts = [row for path in sorted(folder.glob("part-*.parquet")) for row in parquet.read_table(path).to_pylist()]
    cli("batch", str(people), "-o", str(tmp_path / "whole.parquet"), *SOCK)
    assert parts == parquet.read_table(tmp_path / "whole.parquet").to_pylist()
    assert json.loads(done.out)["rows"] == len(parts)
    assert sum(len(p.read_text("utf-8").splitlines()) - 1 for p in folder.glob("bad-rows-*.csv")) == 3
    assert not list(folder.glob(".*"))


def test_a_folder_with_the_answers_to_another_question_is_left_alone(cli, people, tmp_path):
    folder = str(tmp_path / "parts")
    cli("batch", str(people), "-o", folder, *SOCK)
    done = cli("batch", str(people), "-o", folder, "--garment", "sock", "--best", "3")
    assert done.code == 2
    assert "another question" in done.err


def test_a_file_that_fails_half_way_leaves_what_was_there(cli, tmp_path, by_twos):
    stream = pa.BufferOutputStream()
    table = pa.table({"id": ["a", "b", "c", "d"], "calf_max_girth_cm": [36.5, 37, 38, 39]})
    with pa.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    (tmp_path / "broken.arrow").write_bytes(stream.getvalue().to_pybytes()[:-40])
    (tmp_path / "sizes.csv").write_text("before", "utf-8")
    done = cli("batch", str(tmp_path / "broken.arrow"), "-o", str(tmp_path / "sizes.csv"), *SOCK)
    assert (done.code, "2 people done" in done.err, "Traceback" in done.err) == (4, True, False)
    assert (tmp_path / "sizes.csv").read_text("utf-8") == "before"
    assert {p.name for p in tmp_path.iterdir()} <= {"broken.arrow", "sizes.csv", "data"}


@pytest.mark.parametrize("block", [40, 1 << 22])
@pytest.mark.parametrize(
    ("lines", "bad"),
    [
        pytest.param(["a,36.5", "b", "c,37,1", "d,38"], [2, 3], id="between others"),
        pytest.param(["a", "b,36.5,7,7", "", "c,36.5"], [1, 2], id="first"),
        pytest.param(["a,36.5", "b,37", "c,37,1"], [3], id="last"),
        pytest.param(["a"], [1], id="alone"),
        pytest.param([f"p{at},36.5" if at % 7 else f"p{at}" for at in range(60)], range(1, 61, 7), id="many"),
    ],
)
def test_a_row_with_another_number_of_cells_stops_nothing(cli, tmp_path, monkeypatch, lines, bad, block):
    monkeypatch.setattr("catalog.batch.read.BLOCK", block)
    (tmp_path / "in.csv").write_text("\n".join(["id,calf_max_girth_cm", *lines]) + "\n", "utf-8")
    done = cli(
        "batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "o.csv"), "--garment", "sock", "--best", "1", "--json"
    )
    rows, people = rows_of(tmp_path / "o.csv"), [line.split(",")[0] for line in lines if line]
    assert (done.code, json.loads(done.out)["people"]) == (4, len(people))
    assert [r["person"] for r in rows] == [None if at in bad else person for at, person in enumerate(people, 1)]
    faults = "".join(f"{at},row,wrong_number_of_cells\n" for at in bad)
    assert (tmp_path / "o.bad-rows.csv").read_text("utf-8") == f"row,field,reason\n{faults}"


PEOPLE = "id,calf_max_girth_cm\nMél,36.5\nZoë,37\nJosé,38\n"


@pytest.mark.parametrize("arguments", [["-o", "o.csv"], ["--preview"]], ids=["sizes", "preview"])
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PEOPLE.encode("utf-16"), id="UTF-16"),
        pytest.param(PEOPLE.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(PEOPLE.encode("latin-1"), id="Latin-1 in all rows"),
        pytest.param("größe,calf_max_girth_cm\n1,36.5\n2,37\n".encode("latin-1"), id="Latin-1 in the names"),
    ],
)
def test_a_text_file_in_another_encoding_is_refused(cli, tmp_path, monkeypatch, content, arguments):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_bytes(content)
    done = cli("batch", "in.csv", *SOCK, *arguments)
    assert (done.code, done.err) == (4, "legfit: in.csv: expected text in UTF-8. Save the file as UTF-8.\n")
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize("block", [40, 1 << 22])
@pytest.mark.parametrize(
    ("lines", "bad", "persons"),
    [
        pytest.param(b"a,36.5,\nb\xe9,37,\nc,38,", ["2,row"], "a-c", id="a key"),
        pytest.param(b"a,36.5,\nb,3\xe97,\nc,38,", ["2,legs.calf_max_girth"], "abc", id="a measure"),
        pytest.param(b"b\xe9,37,\na,36.5,\nc,38,\nd,39,\xff", ["1,row"], "-acd", id="the first; a column not read"),
        pytest.param(b"a,36.5,\nb\xe9\nc,38,\nd,\xc3,", ["2,row", "4,legs.calf_max_girth"], "a-cd", id="too few cells"),
        pytest.param(b"\xe9,36.5,", ["1,row"], "-", id="alone"),
        pytest.param("é,36.5,\n\ufffd,37,\nß,38,".encode(), [], "é\ufffdß", id="none"),
    ],
)
def test_a_cell_that_is_no_utf_8_stops_nothing(cli, tmp_path, monkeypatch, lines, bad, persons, block):
    monkeypatch.setattr("catalog.batch.read.BLOCK", block)
    (tmp_path / "in.csv").write_bytes(b"id,calf_max_girth_cm,town\n" + lines)
    done = cli("batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "o.csv"), "--garment", "sock", "--best", "1")
    assert (done.code, "Traceback" in done.err) == (4 if bad else 0, False)
    assert "".join(r["person"] or "-" for r in rows_of(tmp_path / "o.csv")) == persons
    rows = (tmp_path / "o.bad-rows.csv").read_text("utf-8").splitlines()
    assert [row.replace("wrong_number_of_cells", "not_utf8") for row in rows[1:]] == [f"{row},not_utf8" for row in bad]


def test_a_cell_that_is_no_number_far_behind_is_one_of_its_row(cli, tmp_path, monkeypatch):
    monkeypatch.setattr("catalog.batch.read.BLOCK", 200)
    rows = "".join(f"p{at}, 36.5\n" for at in range(1, 60))
    (tmp_path / "in.csv").write_text(f"id, calf_max_girth_cm\n{rows}q,36.5 cm\n", "utf-8")
    done = cli("batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "o.csv"), "--garment", "sock")
    assert done.code == 4
    assert (tmp_path / "o.bad-rows.csv").read_text("utf-8") == "row,field,reason\n60,legs.calf_max_girth,not_a_number\n"


def test_a_preview_names_columns_and_outcomes_and_writes_nothing(cli, people, tmp_path):
    done = cli("batch", str(people), "--preview", *SOCK, "--format", "csv")
    assert done.code == 0
    assert done.err.splitlines() == [
        "calf_max_girth_cm = calf_max_girth cm", "ankle_min_girth_cm = ankle_min_girth cm",
    ]  # fmt: skip
    assert done.out.startswith("product,outcome,size,certainty,cautions\n")
    assert {p.name for p in tmp_path.iterdir()} == {"people.csv", "data"}


def test_a_mapping_file_names_the_columns(cli, tmp_path):
    (tmp_path / "in.csv").write_text("kunde;wade\nx;36,5\n", "utf-8")
    (tmp_path / "m.toml").write_text('key = "kunde"\n[columns]\ncalf_max_girth = "wade:cm"\n', "utf-8")
    done = cli(
        "batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "o.csv"), *SOCK, "--mapping", str(tmp_path / "m.toml")
    )
    assert done.code == 0
    assert {r["person"] for r in rows_of(tmp_path / "o.csv")} == {"x"}


def test_whole_answers_of_the_first_people(cli, people, tmp_path):
    done = cli("batch", str(people), "-o", str(tmp_path / "s.csv"), *SOCK, "--explain", "2")
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [a["id"] for a in answers] == ["a", "b"]
    assert all(len(a["matches"]) == 2 for a in answers)
    assert done.err.splitlines()[-3:] == ["fits 5", "not_read 2", "between_sizes 1"]


def test_the_example_of_the_docs_gives_what_the_command_gives(cli, tmp_path):
    (example,) = re.findall(r"```python\n(.+?)```", (CHECKOUT / "docs/shops/batch.md").read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)
    parquet.write_table(names["table"], tmp_path / "people.parquet")
    options = ("--garment", "sock", "--best", "3", "--column", "calf_max_girth=wade:cm")
    assert cli("batch", str(tmp_path / "people.parquet"), "-o", str(tmp_path / "sizes.parquet"), *options).code == 0
    assert parquet.read_table(tmp_path / "sizes.parquet").to_pylist() == names["sizes"].to_pylist()


@pytest.mark.parametrize(
    ("column", "cell", "field", "shown"),
    [
        pytest.param("weight_kg", "70", "weight", "70 kg", id="kilograms"),
        pytest.param("weight_lb", "154", "weight", "69.853 kg", id="pounds"),
        pytest.param("height_in", "70", "height", "177.8 cm", id="inches"),
    ],
)
def test_whole_answers_of_people_with_measures_of_the_body(cli, tmp_path, column, cell, field, shown):
    (tmp_path / "w.csv").write_text(f"id,calf_max_girth_cm,{column}\na,36,{cell}\n", "utf-8")
    done = cli("batch", str(tmp_path / "w.csv"), "-o", str(tmp_path / "s.csv"), *SOCK, "--explain", "1")
    assert (done.code, json.loads(done.out)["question"]["body"]) == (0, {field: shown})


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        pytest.param(("missing.csv", "-o", "o.csv", *SOCK), 4, "missing.csv", id="no file"),
        pytest.param(("people.xlsx", "-o", "o.csv", *SOCK), 2, ".parquet", id="a format that is not read"),
        pytest.param(("people.csv", "-o", "o.xlsx", *SOCK), 2, ".parquet", id="a format that is not written"),
        pytest.param(("people.csv", "-o", "people.csv", *SOCK), 2, "another file", id="over the people"),
        pytest.param(("people.csv", *SOCK), 2, "-o", id="nowhere to write"),
        pytest.param(
            ("people.csv", "-o", "o", *SOCK, "--spark", "--key", "id"), 2, "Parquet", id="no Parquet for Spark"
        ),
        pytest.param(("people.csv", "-o", "o.csv"), 2, "--garment", id="no question"),
        pytest.param(("people.csv", "-o", "o.csv", "--product", "no-such-thing"), 2, "no-such-thing", id="no product"),
        pytest.param(("people.csv", "-o", "o.csv", "--garment", "sock", "--best", "0"), 2, "--best", id="none"),
        pytest.param(
            ("people.csv", "-o", "o.csv", *SOCK, "--explain", "-1"), 2, "--explain: read '-1'", id="below none"
        ),
    ],
)
def test_what_is_typed_wrong_is_said(cli, people, monkeypatch, arguments, code, text):
    monkeypatch.chdir(people.parent)
    done = cli("batch", *arguments)
    assert done.code == code
    assert text in done.err
    assert "Traceback" not in done.err
    assert {p.name for p in people.parent.iterdir()} <= {"people.csv", "data"}


def test_products_that_are_named_and_a_kind_are_not_asked_for_together(cli, people):
    named = ("--product", "compressport-ur2", "-g", "sock", "--brand", "CEP", "--best", "3")
    done = cli("batch", str(people), "--preview", *named)
    assert (done.code, [line.split(": ")[1] for line in done.err.splitlines()]) == (
        2, ["--garment", "--brand", "--best"],
    )  # fmt: skip


def test_any_kind_is_a_kind_to_ask_for(cli, people):
    done = cli("batch", str(people), "--preview", "--garment", "any", "--format", "csv")
    assert done.code == 0
    assert done.out.startswith("product,outcome,size,certainty,cautions\n")


def test_without_its_packages_it_says_how_to_install_them(cli, people, monkeypatch):
    for name in [n for n in sys.modules if n.startswith("catalog.batch")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("catalog.batch", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = cli("batch", str(people), "-o", "o.csv", *SOCK)
    assert done.code == 2
    assert "pip install 'legfit[batch]'" in done.err


def test_without_spark_or_java_it_says_what_to_install(cli, people, tmp_path, monkeypatch):
    arguments = ("batch", str(people), "-o", str(tmp_path / "sizes"), *SOCK, "--spark")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    done = cli(*arguments)
    assert (done.code, "Install Java 17, or say with JAVA_HOME where it is." in done.err) == (2, True)
    for name in [n for n in sys.modules if n.startswith("catalog.batch.spark")]:
        monkeypatch.delitem(sys.modules, name)
        monkeypatch.delattr(name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    done = cli(*arguments)
    assert (done.code, "pip install 'legfit[spark]'" in done.err) == (2, True)
