"""From products to an answer: which list a product ends in, in what order, and how many there are."""

from random import Random

import pytest
from building import SOURCE, chart, product

from benchmarks.catalogs import made
from benchmarks.questions import question as random_question
from catalog.documents.question_reader import parse_question
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.product import EvidenceKind, PressureFigure
from catalog.model.quantities import Pressure
from catalog.model.question import Runner
from catalog.rules.gates import gates_of
from catalog.rules.size.rule import judge_size
from catalog.rules.usage.rule import advise, advise_product
from catalog.search.catalog_index import Candidate
from catalog.search.filters import made_for
from catalog.search.find import Page, find
from catalog.search.loaded_catalog import load_catalog

POLICY = shipped_policy()
CALF = chart({"S": ("30", "33"), "M": ("33.5", "37"), "L": ("37.5", "41")})


def sport(id="maker-sleeve", **fields):
    return product(id, name=f"Running sock {id}", **{"chart": CALF, **fields})


def answer_to(products, **question):
    document = {"garment": "any", "legs": {"calf_max_girth": "35 cm"}, **question}
    return find(parse_question(document), [Candidate(p, gates_of(p, POLICY)) for p in products], POLICY)


def stated(low, high):
    ends = tuple(p and Pressure(10 * p) for p in (low, high))
    return (PressureFigure(*ends, "ankle", EvidenceKind.BRAND_STATED, SOURCE),)


def test_a_pressure_limit_excludes_what_is_stated_above_it():
    answer = answer_to(
        [sport("firm", pressure=stated(18, 25)), sport("light", pressure=stated(10, 15))], filters={"max_mmhg": 20}
    )
    assert [m.product.id for m in answer.matches] == ["light"]
    (out,) = answer.excluded
    assert (out.product.id, out.rule, out.reasons[-1].code) == ("firm", "medical", "medical.above_max")
    assert answer.counts.by_outcome == (("medical:pass", 1),)


@pytest.mark.parametrize("filters", [pytest.param({}, id="no limit"), pytest.param({"max_mmhg": 20}, id="a limit")])
def test_a_match_says_where_the_limit_could_not_be_checked(filters):
    (match,) = answer_to([sport()], filters=filters).matches
    assert ("medical.max_unknown" in [r.code for r in match.reasons]) is bool(filters)


@pytest.fixture(scope="module")
def index():
    return load_catalog(made(153, "seed").snapshot()).index


def questions(count):
    random = Random(23)
    while count:
        try:
            yield parse_question(random_question(random), POLICY)
        except BadInput:
            continue
        count -= 1


def is_asked(product, question):
    """Whether the person asked about this product: its kind, brand, audience and a known price."""
    filters = question.filters
    return (
        question.garment in (None, product.garment)
        and (not filters.brands or product.brand.casefold() in {b.casefold() for b in filters.brands})
        and made_for(product.audience, filters.audience)
        and (not filters.max_price or not product.price or not product.price.money.more_than(filters.max_price))
    )


def test_every_product_asked_about_ends_in_one_list_and_is_counted(index):
    for question in questions(100):
        answer = find(question, index, POLICY)
        listed = [x.product.id for x in (*answer.matches, *answer.misses, *answer.excluded)]
        expected = {c.product.id for c in index.candidates if is_asked(c.product, question)}
        assert len(listed) == len(set(listed)) == answer.counts.asked
        assert set(listed) == expected
        assert (len(answer.matches), len(answer.misses)) == (answer.counts.matches, answer.counts.misses)
        assert sum(n for _, n in answer.counts.by_outcome) == answer.counts.misses + answer.counts.excluded


def test_a_page_is_the_beginning_of_the_whole(index):
    for question in questions(60):
        whole = find(question, index, POLICY)
        for most in (0, 1, 4, 500):
            cut = find(question, index, POLICY, Page(most, most, most))
            lists = whole.matches[:most], whole.misses[:most], whole.excluded[:most]
            assert (cut.matches, cut.misses, cut.excluded) == lists
            assert (cut.counts, cut.reasons, cut.advice) == (whole.counts, whole.reasons, whole.advice)


def test_advice_and_size_are_those_of_each_product_asked_alone(index):
    for question in questions(40):
        advice = advise(question, POLICY)
        for entry in (answer := find(question, index, POLICY)).matches + answer.misses:
            alone = judge_size(entry.product.chart, question, POLICY, entry.product.asks_for)
            fresh = advise_product(advice, question, entry.product, entry.size, entry.medical, entry.graduated, POLICY)
            assert entry.advice == (fresh if question.run or question.runner != Runner() else None)
            assert question.same_as is not None or entry.size == alone


def test_a_listing_in_any_order_gives_the_same_answer(index):
    mixed = list(index.candidates)
    Random(5).shuffle(mixed)
    for question in questions(30):
        assert find(question, mixed, POLICY) == find(question, index, POLICY)
