"""`legfit chart` and `legfit size --chart`: what was pasted, as it was read, and the size without any catalog."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pasted_charts as pasted
import pytest
import tomli

SHOWN = """Chart 1: Fellbrook Stride knee sock
Unit: cm
Size  calf girth
S     30-34
M     ?
L     38.5-43
Not read (1), shown as “?”:
  ! Row 3, column 2 (size M): 34.5 / 38. It does not have one clear reading.
Calf girth, from 30 to 43 cm:
  S    [-----------]
  L                              [-------------]

Compare it with the page before you trust it.
"""
SIZE = """By chart 1: Fellbrook Stride knee sock
Size M fits.
Sure by this chart: >99 % that size M is right for your leg.
  ! Nobody has checked this chart, or what the product is for. Compare it with the page before you buy.
- Your calf girth of 36 cm is inside size M (34.5–38 cm).

Your calf girth (36 cm) on the size chart:
  S  30–34 cm      [-----------]     :
  M  34.5–38 cm                  [---o------]
  L  38.5–43 cm                      :       [-------------]
"""
CALF = ("--calf", "36 cm")


def test_a_chart_is_shown_as_it_was_read_with_what_was_not(cli):
    done = cli("chart", "-", stdin=pasted.UNREAD)
    assert (done.code, done.out, done.err) == (4, SHOWN, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(pasted.SOCK, 0, id="whole"),
        pytest.param(pasted.UNREAD, 4, id="something unread"),
        pytest.param(pasted.NO_CHART, 3, id="no chart"),
        pytest.param(pasted.NO_UNIT, 4, id="no unit"),
        pytest.param("M 34-38 cm\nL 38-42 cm", 4, id="typed without a place"),
        pytest.param("Calf\nM 34-38 cm\nL 38-42 cm", 0, id="typed"),
        pytest.param(pasted.CHILDREN, 0, id="children are printed"),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",), ("--format", "csv"), ("--toml",)])
def test_how_it_ends_says_how_much_was_read(cli, text, code, form):
    assert cli("chart", "-", *form, stdin=text).code == code


def test_the_document_is_the_contract_s(cli):
    document = json.loads(cli("chart", "-", "--json", stdin=pasted.UNREAD + pasted.NO_CHART).out)
    (chart,) = document["charts"]
    assert chart["rows"] == [
        {"size": "S", "calf_max_girth": "30-34"}, {"size": "M"}, {"size": "L", "calf_max_girth": "38.5-43"},
    ]  # fmt: skip
    (cell,) = chart["unread"]
    assert cell == {
        "row": 3, "column": 2, "text": "34.5 / 38", "code": "two_readings", "why": "It does not have one clear reading.",
        "size": "M", "point": "calf_max_girth",
    }  # fmt: skip
    assert (chart["title"], chart["unit"], chart["twin"]) == ("Fellbrook Stride knee sock", "cm", None)
    assert (chart["measures"], chart["keyed_by"]) == ("body", ["calf_max_girth"])
    assert document["tables_left_out"] == [{"number": 2, "code": "delivery", "why": "It is about delivery."}]


def test_a_listing_has_a_row_for_each_band_and_each_unread_cell(cli):
    rows = list(csv.DictReader(io.StringIO(cli("chart", "-", "--format", "csv", stdin=pasted.UNREAD).out)))
    assert [(r["size"], r["band"], r["unit"], r["unread"]) for r in rows] == [
        ("S", "30-34", "cm", ""), ("L", "38.5-43", "cm", ""), ("M", "", "", "two_readings"),
    ]  # fmt: skip


def test_the_brand_file_can_be_corrected_and_loaded(cli, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(cli("chart", "-", "--toml", stdin=pasted.UNREAD).out, "utf-8")
    assert tomli.loads(path.read_text("utf-8"))["product"][0]["chart"][0]["keyed_by"] == ["calf_max_girth"]
    path.write_text(path.read_text("utf-8").replace('"?"', '"34.5-38"'), "utf-8")
    assert cli("lint", str(path)).code in (0, 6)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        pytest.param("size chart.html", "file:size chart.html", id="its name"),
        pytest.param("a\\b\u200b.html", "file:ab.html", id="without what no source may hold"),
        pytest.param("-", "file:pasted", id="piped in"),
    ],
)
def test_the_source_of_a_brand_file_is_the_file_that_was_read(cli, tmp_path, name, source):
    if name != "-":
        name = str(tmp_path / name)
        Path(name).write_text(pasted.UNREAD, "utf-8")
    file = tomli.loads(cli("chart", name, "--toml", stdin=pasted.UNREAD).out)
    assert file["source"][0]["url"] == source


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n0000", 4, "A picture cannot be read", id="a picture"),
        pytest.param(b"", 4, "something in it", id="nothing"),
        pytest.param(b"x" * 1_000_001, 4, "at most 1 MB", id="too large"),
    ],
)
def test_what_is_no_table_is_told_in_a_sentence(cli, tmp_path, data, code, words):
    path = tmp_path / "chart.bin"
    path.write_bytes(data)
    for command in (("chart", str(path)), ("size", "--chart", str(path), *CALF)):
        done = cli(*command)
        assert (done.code, done.out) == (code, "")
        assert words in done.err
        assert "Traceback" not in done.err


def test_a_file_that_is_not_there_is_told(cli):
    done = cli("chart", "nowhere.html")
    assert (done.code, "nowhere.html" in done.err) == (4, True)


def test_the_size_comes_without_any_catalog(cli, tmp_path):
    done = cli("size", "--chart", "-", *CALF, stdin=pasted.SOCK)
    assert (done.code, done.out, done.err) == (0, SIZE, "")
    assert not (tmp_path / "data").exists()


def test_the_document_has_the_answer_and_the_chart(cli):
    document = json.loads(cli("size", "--chart", "-", *CALF, "--json", stdin=pasted.SOCK).out)
    (match,) = document["matches"]
    assert (match["size"], match["certainty"], "advice" in match) == ("M", "sure", False)
    assert [c["code"] for c in match["cautions"]] == ["not_checked"]
    assert (document["chart_number"], document["chart"]["title"]) == (1, "Fellbrook Stride knee sock")


@pytest.mark.parametrize(
    ("text", "calf", "code"),
    [
        pytest.param(pasted.SOCK, "48 cm", 3, id="outside the chart"),
        pytest.param(pasted.TEXT, "36 cm", 7, id="a measure is missing"),
        pytest.param(pasted.MEDICAL, "36 cm", 3, id="medical"),
        pytest.param(pasted.FOR_VEINS, "36 cm", 3, id="medical by the words beside"),
        pytest.param(pasted.CHILDREN, "36 cm", 3, id="for children"),
        pytest.param(pasted.CHILDREN, "26 cm", 3, id="for children, and nothing unusual is asked about first"),
        pytest.param(pasted.GARMENT, "36 cm", 3, id="of the garment"),
        pytest.param(pasted.NO_CHART, "36 cm", 3, id="no chart"),
        pytest.param(pasted.NO_UNIT, "36 cm", 4, id="no unit"),
        pytest.param("M 34-38 cm\nL 38-42 cm", "36 cm", 4, id="typed without a place"),
        pytest.param(pasted.UPSIDE_DOWN, "36 cm", 4, id="what a brand file may not be"),
        pytest.param(pasted.TWO, "36 cm", 2, id="several charts"),
    ],
)
def test_without_a_size_it_ends_by_why(cli, text, calf, code):
    done = cli("size", "--chart", "-", "--calf", calf, stdin=text)
    assert done.code == code
    assert "fits." not in done.out
    assert done.out or done.err


@pytest.mark.parametrize(
    ("calf", "outcome"),
    [
        pytest.param("41 cm", "outside_chart", id="beyond the rows that were read"),
        pytest.param("36 cm", "in_gap", id="between the rows that were read"),
    ],
)
def test_a_row_that_was_not_read_may_be_the_one(cli, calf, outcome):
    table = "Size\tCalf (cm)\nS\t30-34\nM\tca. 36\nL\t38-40\n"
    done = cli("size", "--chart", "-", "--calf", calf, stdin=table)
    sentence = "None of the sizes that were read fits your leg. The row of M was not read whole, and it could be yours."
    assert done.out.splitlines()[1] == sentence
    document = json.loads(cli("size", "--chart", "-", "--calf", calf, "--json", "--detail", "brief", stdin=table).out)
    (miss,) = document["misses"]
    assert (miss["outcome"], miss["lead"]) == (outcome, sentence)


@pytest.mark.parametrize(
    ("heads", "calf", "option"),
    [
        pytest.param(["EU"], "36 cm", "EU 43", id="European"),
        pytest.param(["UK"], "36 cm", "UK 8.5", id="British"),
        pytest.param(["US"], "36 cm", "US 9", id="American, of whom nothing is said"),
        pytest.param(["US Men"], "36 cm", "US M 9", id="American men's"),
        pytest.param(["US Women"], "14 1/4 in", "US W 8", id="American women's"),
        pytest.param(["EU"], "14 1/4 in", "EU 43", id="European beside inches"),
        pytest.param(["EU", "US Men"], "36 cm", "EU 43", id="two systems"),
        pytest.param(["EU", "US Men"], "14 1/4 in", "US M 9", id="two systems beside inches"),
    ],
)
def test_the_shoe_size_that_is_missing_is_of_a_system_of_the_chart(cli, heads, calf, option):
    sizes = {"EU": ("39-41", "42-44")}
    columns = [(f"Shoe size {head}", *sizes.get(head, ("4-6", "6.5-9"))) for head in heads]
    chart = "\n".join("\t".join(row) for row in zip(("Size", "S", "M"), *columns, strict=True))
    done = cli("size", "--chart", "-", "--calf", calf, stdin=chart)
    assert [line for line in done.out.splitlines() if "--shoe" in line] == [f'Measure, then add: --shoe "{option}"']


def test_the_number_picks_one_of_several(cli):
    done = cli("size", "--chart", "-", "--chart-number", "2", *CALF, stdin=pasted.TWO)
    assert (done.code, done.out.splitlines()[0]) == (0, "By chart 2: Men")


def test_stdin_is_for_one_of_the_two(cli):
    done = cli("size", "--chart", "-", "--question", "-", stdin=pasted.SOCK)
    assert (done.code, "one of --chart and --question" in done.err) == (2, True)


def test_many_questions_are_answered_by_one_chart(cli, tmp_path):
    (tmp_path / "chart.html").write_text(pasted.SOCK, "utf-8")
    lines = "".join(json.dumps({"id": str(n), "legs": {"calf_max_girth": f"{n} cm"}}) + "\n" for n in (33, 36, 48))
    done = cli("size", "--chart", str(tmp_path / "chart.html"), "--question", "-", "--json", stdin=lines)
    sizes = [[m["size"] for m in json.loads(line)["matches"]] for line in done.out.splitlines()]
    assert sizes == [["S"], ["M"], []]


@pytest.mark.parametrize(
    "more",
    [("--why",), ("--plan",), ("--sign", "too_tight"), ("--same-as", "cep-run-socks III"), ("compressport-ur2",)],
)
def test_what_needs_a_product_of_the_catalog_is_refused(cli, more):
    done = cli("size", *more, "--chart", "-", *CALF, stdin=pasted.SOCK)
    assert (done.code, "a product of the catalog or --chart" in done.err) == (2, True)


def test_without_a_product_and_a_chart_the_product_is_missing(cli):
    done = cli("size", *CALF)
    assert (done.code, "PRODUCT" in done.err) == (2, True)


def test_rows_for_a_program_carry_the_caution(cli):
    (row,) = csv.DictReader(io.StringIO(cli("size", "--chart", "-", *CALF, "--format", "csv", stdin=pasted.SOCK).out))
    assert (row["size"], row["cautions"], row["certainty"]) == ("M", "not_checked", "sure")
