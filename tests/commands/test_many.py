"""Many questions on lines: every format, the number of the line, the id of the question, and how the whole ends."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise

import pytest

GOOD = {"garment": "sock", "legs": {"calf_max_girth": "36.5 cm"}}
LINES = [
    json.dumps({**GOOD, "id": "fits"}),
    "",
    '{"garment": "sock",}',
    json.dumps({**GOOD, "legs": {"calf_max_girth": "21 cm"}, "id": "unlikely"}),
    json.dumps({**GOOD, "legs": {"calf_max_girth": "36"}, "id": "bare"}),
    json.dumps({"garment": "shorts", "id": "none"}),
    json.dumps({**GOOD, "filters": {"brands": ["Nike"]}, "id": "brand"}),
]
EDGE = json.dumps({**GOOD, "legs": {"calf_max_girth": "37.9 cm"}, "prefer": "softer"})
NEAR_EDGE = "A small measuring error decides between these sizes. Measure once more before you buy."
ENDS = [("1", "fits"), ("3", ""), ("4", "unlikely"), ("5", "bare"), ("6", "none"), ("7", "brand")]


def asked(shop, *arguments, lines=LINES):
    return shop(*arguments, "--question", "-", stdin="\n".join(lines) + "\n")


@pytest.mark.parametrize(("form", "comma"), [("csv", ","), ("tsv", "\t")])
def test_a_search_for_each_line_in_one_listing(shop, form, comma):
    done = asked(shop, "search", "--format", form)
    rows = list(csv.DictReader(io.StringIO(done.out), delimiter=comma))
    assert [(r["line"], r["id"]) for r in rows] == ENDS
    assert [r["outcome"] for r in rows] == ["fits", "error", "confirm", "error", "no_match", "error"]
    assert (rows[0]["size"], rows[0]["certainty"]) == ("III", "sure")
    assert "Line 3, column" in rows[1]["error"]
    assert "21 cm is unusual" in rows[2]["error"]
    assert rows[3]["error"].startswith("legs.calf_max_girth: read '36'")
    assert "filters.brands: read 'Nike', expected a brand of the catalog." in rows[5]["error"]
    assert done.err == "Line 2 is blank and was skipped.\n"
    assert done.code == 4


@pytest.mark.parametrize("form", ["table", "md"])
def test_a_listing_for_people(shop, form):
    lines = asked(shop, "search", "--format", form, "--lang", "de").out.splitlines()
    assert lines[0].replace("|", " ").split()[:2] == ["Zeile", "id"] or "Zeile" in lines[0]
    rows = [line for line in lines[1:] if line.strip("|- ") and not line.startswith("  !")]
    assert [row.replace("|", " ").split()[0] for row in rows] == [line for line, _ in ENDS]


def test_a_table_says_under_each_line_what_belongs_to_it(shop):
    """A caution under a size, why there is no answer under a line without one: nothing is left out in silence."""
    lines = asked(shop, "search", "--format", "table", lines=[EDGE, LINES[5], LINES[4]]).out.splitlines()
    assert lines[2] == "  ! A small measuring error decides: measure once more."
    under = {line.split()[0]: below for line, below in pairwise(lines) if line.strip()[:1].isdigit()}
    assert under["2"].startswith("  ! There is no product of this kind, brand, audience and price here")
    assert under["3"].startswith("  ! legs.calf_max_girth: read '36', expected a length with its unit")


def test_markdown_has_the_cautions_in_a_column(shop):
    head, _, row = asked(shop, "search", "--format", "md", lines=[EDGE]).out.splitlines()[:3]
    cells = dict(zip(*[[cell.strip() for cell in line.split("|")] for line in (head, row)], strict=True))
    assert cells["Take care"] == NEAR_EDGE
    assert cells["How sure"] == "uncertain"


def test_columns_and_json_rows(shop):
    rows = json.loads(asked(shop, "search", "--json", "--columns", "size,product").out)
    assert next(list(r) for r in rows) == ["line", "id", "size", "product", "error"]
    assert [(str(r["line"]), r["id"]) for r in rows] == ENDS


@pytest.mark.parametrize("more", [[], ["--json"], ["--format", "jsonl"]], ids=["none", "json", "jsonl"])
def test_documents_carry_the_id_and_what_is_wrong_its_line(shop, more):
    answers = [json.loads(line) for line in asked(shop, "search", *more).out.splitlines()]
    assert [a.get("id", "") for a in answers] == [id for _, id in ENDS]
    assert [a.get("line") for a in answers] == [None, 3, 4, 5, None, 7]


def test_a_size_for_each_line_names_how_the_product_ends(shop):
    lines = [LINES[0], json.dumps({"legs": {"calf_max_girth": "45 cm"}}), json.dumps({"shoe": "EU 43", "id": "shoe"})]
    done = asked(shop, "size", "testrunner-run-sock", "--format", "csv", lines=lines)
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [(r["line"], r["id"], r["outcome"], r["size"]) for r in rows] == [
        ("1", "fits", "fits", "III"),
        ("2", "", "outside_chart", ""),
        ("3", "shoe", "needs_measurement", ""),
    ]
    assert done.code == 0


def test_the_advice_for_each_line(shop):
    lines = [
        json.dumps({"garment": "any", "run": {"distance": "21.1 km"}, "id": "half"}),
        json.dumps({**GOOD, "id": "no run"}),
    ]
    rows = list(csv.DictReader(io.StringIO(asked(shop, "advise", "--format", "csv", lines=lines).out)))
    assert [(r["id"], r["phase"]) for r in rows] == [
        ("half", "before"),
        ("half", "during"),
        ("half", "after"),
        ("no run", ""),
    ]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        pytest.param([LINES[0], LINES[5]], 0, id="every line has an answer"),
        pytest.param([LINES[0], LINES[3]], 2, id="one is to be confirmed"),
        pytest.param([LINES[3], LINES[2], LINES[0]], 4, id="the highest of several"),
    ],
)
def test_how_many_questions_end(shop, lines, code):
    assert asked(shop, "search", lines=lines).code == code


def test_a_line_ends_where_a_line_ends_and_nowhere_else(shop):
    strange = json.dumps({**GOOD, "id": "a\u2028b"}, ensure_ascii=False)
    answers = asked(shop, "search", lines=[LINES[0], strange, LINES[0]]).out.split("\n")
    assert ["errors" in json.loads(a) for a in answers if a] == [False, True, False]


URGENT = json.dumps({**GOOD, "run": {"distance": "5 km"}, "runner": {"red_flags": ["C1"]}, "id": "urgent"})
CALL = "Chest pain, sudden breathlessness or coughing blood: call the emergency services now."


@pytest.mark.parametrize("command", [["search"], ["size", "testrunner-run-sock"], ["advise"]], ids=lambda c: c[0])
@pytest.mark.parametrize(("form", "comma"), [("csv", ","), ("tsv", "\t")])
def test_an_emergency_among_many_stands_alone_in_its_row(shop, command, form, comma):
    done = asked(shop, *command, "--format", form, lines=[LINES[0], URGENT])
    first, second = csv.DictReader(io.StringIO(done.out), delimiter=comma)
    assert (first["id"], first["error"]) == ("fits", "")
    assert {name: value for name, value in second.items() if value and name != "outcome"} == {
        "line": "2", "id": "urgent", "error": CALL,
    }  # fmt: skip
    assert second.get("outcome", "emergency") == "emergency"


@pytest.mark.parametrize("more", [["table"], ["md"], ["table", "--columns", "size"]], ids=" ".join)
def test_an_emergency_among_many_for_people(shop, more):
    done = asked(shop, "search", "--format", *more, lines=[LINES[0], URGENT])
    before, _, urgent = " ".join(done.out.replace("|", " ").split()).partition(" 2 urgent ")
    assert "III" in before
    assert urgent.removeprefix("! ") == CALL


@pytest.mark.parametrize("command", [["search"], ["size", "testrunner-run-sock"], ["advise"]], ids=lambda c: c[0])
def test_a_clinician_first_among_many_is_said_under_the_row_before_all_else(shop, command):
    line = json.dumps({**GOOD, "run": {"distance": "5 km"}, "runner": {"red_flags": ["C3"]}, "id": "artery"})
    lines = asked(shop, *command, "--format", "table", lines=[LINES[0], line]).out.splitlines()
    place = next(n for n, text in enumerate(lines) if "artery" in text)
    assert lines[place + 1].strip().startswith("! See a clinician first.")
    assert not [text for text in lines[:place] if "clinician" in text]
