"""One leg and several products: an answer for each in its place, whatever the others are."""

from __future__ import annotations

import csv
import io
import json

import pytest

SIZE = ("size", "testrunner-run-sock", "nothing-at-all", "testrunner-twin-sock", "testrunner-clinic-stocking")
CALF = ("--calf", "36.5 cm")


def test_documents_in_the_order_of_the_products(shop):
    done = shop(*SIZE, *CALF, "--json")
    answers = json.loads(done.out)["answers"]
    assert ["errors" in a for a in answers] == [False, True, False, False]
    assert (answers[0]["matches"][0]["size"], answers[0]["matches"][0]["certainty"]) == ("III", "sure")
    assert (answers[1]["errors"][0]["code"], answers[1]["errors"][0]["field"]) == ("unknown_product", "products.1")
    assert answers[2]["counts"]["by_cause"] == {"needs_measurement": 1}
    assert done.code == 2


def test_a_document_on_each_line(shop):
    lines = shop(*SIZE, *CALF, "--format", "jsonl").out.splitlines()
    assert [next(iter(json.loads(line))) for line in lines] == ["made_by", "errors", "made_by", "made_by"]


def test_rows_of_a_file(shop):
    rows = list(csv.DictReader(io.StringIO(shop(*SIZE, *CALF, "--format", "csv").out)))
    assert [(r["product"], r["outcome"], r["size"]) for r in rows] == [
        ("testrunner-run-sock", "fits", "III"),
        ("nothing-at-all", "error", ""),
        ("testrunner-twin-sock", "needs_measurement", ""),
        ("testrunner-clinic-stocking", "excluded_medical", ""),
    ]
    assert rows[1]["error"].startswith("read 'nothing-at-all', expected a product of the catalog.")


def test_a_table_for_people_says_how_each_ends(shop):
    out = shop(*SIZE, *CALF, "--lang", "de").out
    for part in ("passt", "braucht noch ein Maß", "! gelesen: „nothing-at-all“"):
        assert part in out, part


def test_every_product_answered_ends_with_0(shop):
    assert shop("size", "testrunner-run-sock", "testrunner-twin-sock", *CALF).code == 0


def test_an_emergency_is_said_alone(shop):
    out = shop("size", "testrunner-run-sock", "testrunner-twin-sock", *CALF, "--red-flag", "C1").out
    assert out.startswith("Chest pain, sudden breathlessness")
    assert "III" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([*SIZE, *CALF, "--plan"], "--plan: expected a single product beside it.", id="plan"),
        pytest.param([*SIZE, *CALF, "--why"], "--why: expected a single product beside it.", id="why"),
        pytest.param(["size", *["x"] * 201, *CALF], "expected at most 200 products.", id="too many"),
        pytest.param(["size", "a", "b", "--calf", "21 cm"], "21 cm is unusual", id="to be confirmed"),
    ],
)
def test_what_several_products_do_not_take(shop, arguments, said):
    done = shop(*arguments)
    assert done.code == 2
    assert said in done.err


def test_many_questions_about_several_products_are_refused(shop):
    lines = json.dumps({"legs": {"calf_max_girth": "36.5 cm"}}) + "\n"
    assert shop(*SIZE, "--question", "-", stdin=lines * 2).code == 2


EDGE = ("--calf", "37.9 cm")
SURE = "Uncertain by this chart: "
BRIEF = "A small measuring error decides: measure once more."
NEAR_EDGE = "A small measuring error decides between these sizes. Measure once more before you buy."
ROWS = [
    pytest.param(["size", "testrunner-run-sock", "nothing-at-all", "testrunner-plain-sock"], id="several"),
    pytest.param(["size", "testrunner-run-sock"], id="size"),
    pytest.param(["compare", "testrunner-run-sock", "testrunner-plain-sock"], id="compare"),
    pytest.param(["search", "--garment", "sock"], id="search"),
]


@pytest.mark.parametrize("command", ROWS)
def test_markdown_says_how_sure_and_every_caution(shop, command):
    head, _, row = shop(*command, *EDGE, "--format", "md").out.splitlines()[:3]
    cells = dict(zip(*[[cell.strip() for cell in line.split(" | ")] for line in (head, row)], strict=True))
    assert (cells["How sure"], cells["Take care"]) == ("uncertain", NEAR_EDGE)


@pytest.mark.parametrize("command", ROWS)
def test_a_table_of_picked_columns_says_so_all_the_same(shop, command):
    out = shop(*command, *EDGE, "--columns", "brand,size").out
    assert SURE in out
    assert BRIEF in out


@pytest.mark.parametrize("command", ROWS)
@pytest.mark.parametrize(
    ("columns", "remark"),
    [("brand,size", True), ("size,certainty", True), ("size,certainty,cautions", False), ("brand,name", False)],
)
def test_a_file_without_those_columns_gets_a_remark(shop, command, columns, remark):
    said = "These columns do not show how sure each size is, or what to be careful about: add certainty,cautions."
    assert (said in shop(*command, *EDGE, "--format", "csv", "--columns", columns).err) is remark


def test_markdown_of_several_says_how_each_ends(shop):
    out = shop(*SIZE, *CALF, "--format", "md").out
    for part in ("| fits |", "| needs one more measure |", "read 'nothing-at-all'"):
        assert part in out, part


def test_a_product_without_a_size_has_its_row(shop):
    """A file for one product holds how it ended, as a file for several does."""
    done = shop("size", "testrunner-run-sock", "--calf", "50 cm", "--format", "csv", "--columns", "product,outcome")
    assert (done.out, done.code) == ("product,outcome\ntestrunner-run-sock,outside_chart\n", 3)
