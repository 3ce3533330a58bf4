"""A pasted chart as the product of a brand file: what it may answer, and what it never does."""

from __future__ import annotations

import pasted_charts as pasted
import pytest
from msgspec.structs import replace

from catalog.app.chart_answer import NotAnswerable, gates_of_chart, product_of_chart, size_by_chart
from catalog.app.read_chart import chart_file_text, read_charts, read_charts_of_text
from catalog.documents.question_reader import parse_question
from catalog.formats.brand_toml import Register, products_of
from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.size_table.brand_file import brand_file_text, chart_keys
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.product import Garment
from catalog.model.read_chart import ReadChart, ReadRow, UnreadCell
from catalog.model.verdict import Outcome

POLICY = shipped_policy()
TODAY = "2026-11-27"


def question(calf="36 cm", **more):
    """A question about one calf."""
    return parse_question({"garment": "any", "legs": {"calf_max_girth": calf}, **more}, POLICY)


def told(text, asked=None, number=None):
    """What a pasted text says of a leg."""
    return size_by_chart(read_charts_of_text(text, POLICY), number, asked or question(), POLICY, TODAY)


def products(text):
    """The products of a brand file, and its problems."""
    collector = ProblemCollector()
    return products_of(text, FieldPath(collector, ("chart.toml",)), Register()), collector.problems


# --- the size --------------------------------------------------------------------------------------------------------


def test_a_pasted_chart_tells_the_size_how_sure_it_is_and_that_nobody_checked_it():
    (match,) = told(pasted.SOCK).answer.matches
    assert (match.size.size, match.size.certainty) == ("M", "sure")
    assert [c.code for c in match.cautions] == ["caution.not_checked"]
    assert match.advice is None


@pytest.mark.parametrize(
    ("calf", "outcome", "size", "also"),
    [
        pytest.param("34.2 cm", "between_sizes", "S", ("M",), id="in a rounding gap"),
        pytest.param({"left": "33 cm", "right": "36 cm"}, "legs_differ", "S", ("M",), id="legs that differ"),
        pytest.param("33.9 cm", "fits", "S", (), id="near an edge"),
    ],
)
def test_everything_the_engine_knows_holds(calf, outcome, size, also):
    (match,) = told(pasted.SOCK, question(calf)).answer.matches
    assert (match.size.outcome, {match.size.size, *match.size.also}) == (outcome, {size, *also})
    assert "caution.not_checked" in [c.code for c in match.cautions]


@pytest.mark.parametrize(
    ("row", "sizes"),
    [
        pytest.param("M\t35-4O", ("M",), id="a figure that is none"),
        pytest.param("\t35-40", ("?",), id="no name of a size"),
        pytest.param("3-Apr\t35-40", ("?",), id="a day for a size"),
    ],
)
def test_a_row_that_was_not_read_stands_beside_the_size_of_another(row, sizes):
    (match,) = told(f"Size\tCalf (cm)\nS\t31-36\n{row}\nL\t39-45", question("32 cm")).answer.matches
    assert (match.size.size, match.size.certainty) == ("S", "likely")
    assert dict(match.cautions[0].facts) == {"sizes": sizes}
    (miss,) = told(f"Size\tCalf (cm)\nS\t31-36\n{row}\nL\t39-45", question("37.5 cm")).answer.misses
    assert miss.size.unread_sizes == sizes


def test_a_good_row_among_bad_ones_is_left_for_want_of_others_and_not_called_impossible():
    (chart,) = read_charts_of_text("Size\tCalf (cm)\nS\t30-34\nM\t38-34\nL\tabc\nXL\t3842", POLICY).charts
    codes = {cell.size: cell.code for cell in chart.unread}
    assert codes == {
        "S": "too_few_left", "M": "reversed_range", "L": "not_a_figure", "XL": "implausible_for_point",
    }  # fmt: skip


@pytest.mark.parametrize("height", [("any", "any", "any"), ("any", "165-180", "181-195")])
def test_any_height_beside_a_calf_is_told_as_unread_and_the_calf_decides(height):
    rows = zip(("Height (cm)", *height), ("Calf (cm)", "28-33", "34-38", "39-44"), ("Size", "S", "M", "L"), strict=True)
    text = "\n".join("\t".join(row) for row in rows)
    (chart,) = read_charts_of_text(text, POLICY).charts
    assert chart.keyed_by == ("calf_max_girth",)
    assert {(cell.text, cell.code, cell.point) for cell in chart.unread} == {("any", "not_a_figure", "height")}
    (match,) = told(text).answer.matches
    assert (match.size.size, match.size.certainty) == ("M", "sure")


def test_a_run_brings_no_advice_on_the_product_and_a_health_sign_still_comes_first():
    run = {"run": {"distance": "21.1 km"}}
    answer = told(pasted.SOCK, question(**run)).answer
    assert (answer.advice, answer.matches[0].advice) == (None, None)
    answer = told(pasted.SOCK, question(**run, runner={"red_flags": ["C2"]})).answer
    assert answer.advice.headline.verdict == "see_clinician_first"
    assert answer.matches[0].advice is None


def test_an_unread_cell_is_no_size_and_is_said_to_be_perhaps_the_one():
    answer = told(pasted.UNREAD).answer
    (miss,) = answer.misses
    assert (miss.size.outcome, answer.matches) == ("in_gap", ())
    assert any("M" in str(dict(r.facts)) for r in miss.size.reasons)


def test_no_size_is_told_from_one_measure_where_the_other_column_could_not_be_read():
    answer = told(pasted.WORDS).answer
    (miss,) = answer.misses
    assert (miss.size.outcome, miss.size.reasons[0].code, answer.matches) == ("no_chart", "size.none_readable", ())


@pytest.mark.parametrize(
    ("text", "code", "unread"),
    [
        pytest.param(pasted.CHILDREN, "chart_children", False, id="children"),
        pytest.param(pasted.GARMENT, "chart_garment", False, id="widths of the garment"),
        pytest.param(pasted.NO_UNIT, "chart_no_key", True, id="no unit that can be told"),
        pytest.param(pasted.SWAPPED, "chart_impossible", True, id="headings swapped"),
        pytest.param(pasted.SWAPPED_APART, "chart_impossible", True, id="headings of two tables swapped"),
        pytest.param(pasted.NO_CHART, "no_size_table", False, id="no chart"),
    ],
)
def test_no_size_is_told_from_what_is_no_chart_of_a_body(text, code, unread):
    with pytest.raises(NotAnswerable) as bad:
        told(text)
    assert ([p.code for p in bad.value.problems], bad.value.unread) == ([code], unread)


def test_a_chart_without_a_unit_is_never_answered_from():
    chart = read_charts_of_text(pasted.SOCK, POLICY).charts[0]
    charts = replace(read_charts_of_text(pasted.SOCK, POLICY), charts=(replace(chart, unit=None),))
    with pytest.raises(NotAnswerable) as bad:
        size_by_chart(charts, None, question(), POLICY, TODAY)
    assert [p.code for p in bad.value.problems] == ["chart_unit_unknown"]


def test_of_several_charts_one_has_to_be_named():
    with pytest.raises(BadInput) as bad:
        told(pasted.TWO)
    assert dict(bad.value.problems[0].facts) == {"choices": "1, 2"}
    assert told(pasted.TWO, number=2).chart.title == "Men"
    with pytest.raises(BadInput) as bad:
        told(pasted.TWO, number=3)
    assert [p.code for p in bad.value.problems] == ["unknown_chart_number"]


def test_a_number_among_no_charts_is_answered_as_no_chart():
    with pytest.raises(NotAnswerable) as bad:
        told(pasted.NO_CHART, number=1)
    assert [p.code for p in bad.value.problems] == ["no_size_table"]


def test_the_one_chart_of_a_body_is_taken_without_a_number():
    answered = told(pasted.GARMENT + pasted.SOCK)
    assert (answered.number, answered.answer.matches[0].size.size) == (2, "M")


def test_what_the_linter_calls_an_error_is_not_answered_from():
    with pytest.raises(BadInput) as bad:
        told(pasted.UPSIDE_DOWN)
    assert {p.code for p in bad.value.problems} == {"out_of_order"}


def test_two_sizes_for_the_same_legs_are_both_named():
    text = "Size;Calf (cm)\nS Short;30-34\nS Regular;30-34\nM;34.5-38\n"
    (match,) = told(text, question("32 cm")).answer.matches
    assert (match.size.outcome, match.size.size, match.size.also) == ("in_two_sizes", "S Short", ("S Regular",))


def test_an_inferred_unit_is_said_beside_the_size():
    (match,) = told("Size;Calf\nS;30-34\nM;34.5-38\nL;38.5-43\n").answer.matches
    assert [c.code for c in match.cautions] == ["caution.not_checked", "caution.unit_inferred"]


# --- medicine --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Medical compression stockings", id="called a device"),
        pytest.param("Medizinische Kompressionsstrümpfe, Klasse 2", id="German"),
        pytest.param("Kompressionsstrümpfe Klasse 2", id="a class alone"),
        pytest.param("Support stockings", id="support stockings"),
        pytest.param("Jobst UltraSheer 20-30 mmHg", id="a firm pressure and no sport"),
        pytest.param("Bas de contention classe 2, remboursés", id="French"),
        pytest.param("Medias de compresión médica para varices", id="Spanish"),
        pytest.param("Thigh high stockings CCL 2 (23-32 mmHg)", id="a class of medicine"),
        pytest.param("Anti-embolism stockings for after surgery", id="after surgery"),
    ],
)
@pytest.mark.parametrize("page", ["<h1>{}</h1>" + pasted.SOCK, pasted.SOCK + "<p>{}.</p>"])
def test_words_of_medicine_around_a_table_leave_it_without_a_size(words, page):
    answer = told(page.format(words)).answer
    assert (answer.matches, answer.misses) == ((), ())
    assert answer.excluded[0].medical.outcome is Outcome.FAIL


def test_a_table_of_classes_on_the_same_page_speaks_too():
    classes = "<h3>Pressure</h3><table><tr><th>CCL</th><th>mmHg</th></tr><tr><td>CCL 2</td><td>23-32</td></tr></table>"
    assert told(pasted.SOCK + classes).answer.excluded


def test_it_is_never_called_a_sport_product():
    chart = read_charts_of_text(pasted.SOCK, POLICY).charts[0]
    chart = replace(chart, words=("Calf sleeve for running and marathon",))
    gates = gates_of_chart(product_of_chart(chart, POLICY, TODAY), POLICY)
    assert (gates.medical.outcome, gates.medical.reasons) == (Outcome.UNKNOWN, ())


# --- the brand file --------------------------------------------------------------------------------------------------


def test_a_brand_file_keeps_unread_cells_as_question_marks_with_a_comment():
    text = chart_file_text(read_charts_of_text(pasted.UNREAD, POLICY), TODAY)
    assert '  { size = "M", calf_max_girth = "?" },' in text
    assert "# unread: row 3, column 2 (M, calf_max_girth): 34.5 / 38: two_readings" in text
    (product,), problems = products(text)
    assert problems == []
    assert (product.garment, [s.label for s in product.chart.sizes]) == (Garment.UNSTATED, ["S", "M", "L"])


def test_children_are_never_imported():
    assert "[[product]]" not in chart_file_text(read_charts_of_text(pasted.CHILDREN, POLICY), TODAY)


def a_chart(**fields):
    """A chart made by hand."""
    rows = (ReadRow("S", (("calf_max_girth", "30-34"), ("height", "150-160"), ("weight", "40-50"))),)
    return ReadChart(**{"table": 1, "title": "A", "audience": None, "unit": "cm", "rows": rows, **fields})


def test_height_and_weight_beside_girths_make_a_second_chart():
    chart = a_chart(units=(("weight", "kg"),), keyed_by=("calf_max_girth",))
    assert chart_keys(chart) == (("calf_max_girth",), ("height", "weight"))
    (product,), problems = products(brand_file_text([chart], TODAY))
    assert (problems, [len(c.points) for c in product.charts_in_force]) == ([], [1, 2])


def test_rows_that_differ_beside_the_keys_alone_are_one_row():
    rows = tuple(
        ReadRow("S", (("calf_max_girth", "30-34"), ("height", h), ("weight", "40-50"))) for h in ("<160", ">=160")
    )
    chart = a_chart(rows=rows, units=(("weight", "kg"),), keyed_by=("calf_max_girth",))
    (product,), problems = products(brand_file_text([chart], TODAY))
    assert (problems, [len(list(c.boxes())) for c in product.charts_in_force]) == ([], [1, 2])


def test_shoe_systems_of_one_column_are_alternatives():
    rows = (
        ReadRow("S", (("shoe_eu", "36-38"), ("shoe_uk", "3.5-5"), ("calf_max_girth", "30-34"))),
        ReadRow("M", (("shoe_uk", "5.5-7"), ("calf_max_girth", "34-38"))),
        ReadRow("L", (("calf_max_girth", "38-42"),)),
    )
    chart = a_chart(rows=rows, keyed_by=("shoe_eu|shoe_uk", "calf_max_girth"))
    text = brand_file_text([chart], TODAY)
    assert '{ size = "M", shoe_uk = "5.5-7", calf_max_girth = "34-38" },' in text
    assert '{ size = "L", shoe_eu = "?", calf_max_girth = "38-42" },' in text
    assert products(text)[1] == []


@pytest.mark.parametrize(
    "title",
    [
        'quotes " and \\ strokes',
        "two\nlines",
        "\x7f\x00 controls",
        "half \ud800",
        "x" * 5000,
        "# no comment",
        "  ",
        "]]",
    ],
)
def test_whatever_is_printed_makes_a_file_that_can_be_read_or_a_problem(title):
    cell = UnreadCell(1, 1, title, "placeholder", title, "calf_max_girth")
    chart = a_chart(title=title, units=(("weight", "kg"),), unread=(cell,), keyed_by=("calf_max_girth",))
    text = brand_file_text([chart], TODAY)
    assert {p.code for p in products(text)[1]} <= {"control_character", "hidden_character", "blank_at_end"}


def test_bytes_are_read_like_text():
    data = pasted.SOCK.encode("utf-16")
    assert read_charts(data, POLICY).charts == read_charts_of_text(pasted.SOCK, POLICY).charts
