"""A product with a chart by girths and one by height and weight: measuring goes before a guess."""

from __future__ import annotations

import pytest
from brand_texts import read_brand_text

from catalog.documents.question_reader import parse_question
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate
from catalog.search.find import find

POLICY = shipped_policy()
FILE = """
brand = "Made up for a test"
[[source]]
id = "s"
url = "https://example.org/chart"
seen_on = "2026-01-02"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "two-charts"
name = "Running tights"
garment = "tights"
sources = ["s"]
intended_use = ["running"]
[[product.chart]]
id = "by-build"
keyed_by = ["height", "weight"]
units = { height = "cm", weight = "kg" }
rows = [{ size = "S", height = "150-170", weight = "45-60" }, { size = "M", height = "160-180", weight = "61-80" }]
[[product.chart]]
id = "by-girth"
keyed_by = ["calf_max_girth"]
unit = "cm"
rows = [{ size = "I", calf_max_girth = "30-34" }, { size = "II", calf_max_girth = "35-38" }]
"""
BUILD = {"height": "165 cm", "weight": "55 kg"}


def answer(legs: dict[str, str], body: dict[str, str]):
    (product,) = read_brand_text(FILE, "two.toml")
    question = parse_question({"garment": "tights", "legs": legs, "body": body})
    return find(question, [Candidate(product, gates_of(product, POLICY))], POLICY)


@pytest.mark.parametrize(
    ("legs", "body", "size", "chart"),
    [
        pytest.param({"calf_max_girth": "36 cm"}, {}, "II", "by-girth", id="a girth alone"),
        pytest.param({"calf_max_girth": "36 cm"}, BUILD, "II", "by-girth", id="both: the girth decides"),
        pytest.param({}, BUILD, "S", "by-build", id="build alone"),
    ],
)
def test_the_chart_that_answers(legs, body, size, chart):
    (match,) = answer(legs, body).matches
    assert (match.size.size, match.size.chart, match.product.chart.id) == (size, chart, chart)


def test_a_girth_outside_its_chart_is_not_overruled_by_a_guess():
    (miss,) = answer({"calf_max_girth": "50 cm"}, BUILD).misses
    assert miss.size.outcome == "outside_chart"
    assert miss.size.chart == "by-girth"


def test_neither_is_asked_for_by_the_girth():
    (miss,) = answer({}, {}).misses
    assert [p.value for p in miss.size.needs] == ["calf_max_girth"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guess_says_what_would_be_surer(language):
    (match,) = answer({}, BUILD).matches
    last = match.size.reasons[-1]
    assert last.code == "size.girth_is_surer"
    assert Messages(language).fact(last.fact("points")) in Messages(language).sentence(last)


def test_two_charts_of_one_kind_are_still_refused():
    twice = FILE.replace('keyed_by = ["height", "weight"]', 'keyed_by = ["thigh_girth"]').replace(
        'units = { height = "cm", weight = "kg" }', 'unit = "cm"'
    )
    twice = twice.replace('height = "150-170", weight = "45-60"', 'thigh_girth = "50-55"')
    twice = twice.replace('height = "160-180", weight = "61-80"', 'thigh_girth = "56-60"')
    with pytest.raises(BadInput) as bad:
        read_brand_text(twice, "two.toml")
    assert [p.code for p in bad.value.problems] == ["two_current_charts"]


def test_arrays_and_rules_agree_on_it():
    pytest.importorskip("numpy")
    from catalog.geometry.kernel import UNDECIDED, chart_kernel
    from catalog.search.catalog_index import index_of

    (product,) = read_brand_text(FILE, "two.toml")
    index = index_of([Candidate(product, gates_of(product, POLICY))])
    assert list(index.several) == [0]
    question = parse_question({"garment": "tights", "body": BUILD})
    assert chart_kernel([c for c, _ in index.charts], index.several).ask(question, POLICY).outcome.tolist() == [
        UNDECIDED
    ]
