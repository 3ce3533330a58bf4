"""Large catalogs by arrays: the same answer, product by product, as asking the rules one by one."""

from random import Random

import pytest
from msgspec.structs import replace

np = pytest.importorskip("numpy")

from benchmarks.catalogs import made  # noqa: E402
from benchmarks.questions import question  # noqa: E402
from catalog.documents.question_reader import parse_question  # noqa: E402
from catalog.geometry.kernel import UNDECIDED, chart_kernel  # noqa: E402
from catalog.model.policy import shipped_policy  # noqa: E402
from catalog.model.problem import BadInput  # noqa: E402
from catalog.search import find as match  # noqa: E402
from catalog.search.array_index import ProductArrays  # noqa: E402
from catalog.search.find import WHOLE, Page, find  # noqa: E402
from catalog.search.loaded_catalog import load_catalog  # noqa: E402
from catalog.search.lookup import answer, with_reference_size  # noqa: E402

POLICY = shipped_policy()


COLLECTIONS = ("shipped", "own", "shop")


def random_questions(count, seed):
    """Questions by chance; every third asks for some collections alone, among them one that there is not."""
    random = Random(seed)
    while count:
        document = question(random)
        if count % 3 == 0:
            wanted = random.sample([*COLLECTIONS, "gone"], random.choice((1, 2)))
            document["filters"] = {**document.get("filters", {}), "collections": wanted}
        try:
            yield parse_question(document, POLICY)
        except BadInput:
            continue
        count -= 1


@pytest.fixture(
    scope="module", params=[pytest.param((153, "seed"), id="seed"), pytest.param((700, "shared"), id="copies")]
)
def snapshot(request):
    snapshot, random = made(*request.param).snapshot(), Random(7)
    return replace(snapshot, collections={p.id: random.choice(COLLECTIONS) for p in snapshot.products})


def test_an_answer_by_arrays_is_the_answer_by_the_rules(snapshot):
    catalog = load_catalog(snapshot)
    one_by_one, by_arrays = match.index_of(catalog.index.candidates), match.prepared(catalog.index, for_many=True)
    assert (one_by_one.arrays, type(by_arrays.arrays)) == (None, ProductArrays)
    for n, question_asked in enumerate(random_questions(150, 11)):
        try:
            question_by_id, reference_chart = with_reference_size(catalog, question_asked)
        except BadInput:
            continue
        for page in (Page(20, 7, 5), Page(3, 0, 30), *([WHOLE] if n % 5 == 0 else [])):
            plain = find(question_by_id, one_by_one, POLICY, page, reference_chart)
            assert find(question_by_id, by_arrays, POLICY, page, reference_chart) == plain, question_by_id


def test_a_service_has_its_arrays_before_the_first_question_and_a_command_does_not_make_them():
    snapshot = made(153, "seed").snapshot()
    asked_once, asked_often = load_catalog(snapshot), load_catalog(snapshot, for_many=True)
    assert "index" in vars(asked_often)
    assert isinstance(asked_often.index.arrays, ProductArrays)
    assert "index" not in vars(asked_once)
    assert asked_once.index.arrays is None


def test_few_questions_are_left_to_the_rules(snapshot):
    """Arrays that settle nothing would be right as well, and slow."""
    kernel = chart_kernel([c for c, _ in load_catalog(snapshot).index.charts])
    doubts = [float(np.mean(kernel.ask(q, POLICY).outcome == UNDECIDED)) for q in random_questions(100, 5)]
    assert sum(doubts) / len(doubts) < 0.05


def test_a_shop_without_numpy_gets_the_same_answer_without_it(monkeypatch):
    catalog = load_catalog(made(153, "seed").snapshot(), for_many=True)
    question_asked = next(random_questions(1, 3))
    with_arrays = answer(catalog, question_asked, POLICY)
    monkeypatch.setattr(match, "find_spec", lambda name: None)
    without = load_catalog(catalog.snapshot, for_many=True)
    assert without.index.arrays is None
    assert answer(without, question_asked, POLICY) == with_arrays
