"""Large catalogs by arrays: the same answer, product by product, as asking the rules one by one."""

from random import Random

import pytest
from building import chart, charts
from hypothesis import given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from benchmarks.catalogs import made  # noqa: E402
from benchmarks.questions import question  # noqa: E402
from catalog.documents.question_reader import parse_question  # noqa: E402
from catalog.geometry.kernel import DOUBT, OUTCOMES, ChartKernel  # noqa: E402
from catalog.model.leg import LegPoint  # noqa: E402
from catalog.model.policy import shipped_policy  # noqa: E402
from catalog.model.problem import BadInput  # noqa: E402
from catalog.model.question import Legs, Prefer, Question, Reading, Side  # noqa: E402
from catalog.model.verdict import SizeOutcome  # noqa: E402
from catalog.rules.size.rule import judge_size  # noqa: E402
from catalog.search import find as match  # noqa: E402
from catalog.search.array_index import ProductArrays  # noqa: E402
from catalog.search.find import WHOLE, Page, find  # noqa: E402
from catalog.search.kernel_fallback import outline  # noqa: E402
from catalog.search.loaded_catalog import load_catalog  # noqa: E402
from catalog.search.lookup import answer, with_known_size  # noqa: E402
from catalog.search.ranking import off_center  # noqa: E402

POLICY = shipped_policy()


@st.composite
def asked(draw, shelf):
    """A question with readings on, beside and between the edges of the charts."""
    points = sorted({p for c in shelf for p in c.points if not p.value.startswith("shoe")}, key=lambda p: p.value)
    edges = sorted({e.at for c in shelf for _, box in c.boxes() for b in box.bands for e in (b.low, b.high) if e})
    values = st.integers(1, 10**7) if not edges else st.sampled_from(edges).flatmap(
        lambda at: st.integers(max(at - 2, 1), at + 2) | st.integers(1, 10**7)
    )  # fmt: skip
    readings = values.map(lambda v: Reading(v, (v,), "cm"))
    leg = st.dictionaries(st.sampled_from(points), readings, max_size=4) if points else st.just({})
    sides = [(Side.BOTH, draw(leg))] if draw(st.booleans()) else [(s, draw(leg)) for s in (Side.LEFT, Side.RIGHT)]
    return Question(None, Legs(tuple(sides)), prefer=draw(st.none() | st.sampled_from(Prefer)))


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_what_the_arrays_settle_is_what_the_rules_say(data):
    shelf = data.draw(st.lists(charts(), min_size=1, max_size=4))
    question = data.draw(asked(shelf))
    known = ChartKernel(shelf)
    standing = known.ask(question, POLICY)
    for number, one in enumerate(shelf):
        code, size = int(standing.outcome[number]), judge_size(one, question, POLICY)
        if code == DOUBT and (len(question.legs.sides) != 1 or known.bands.uneven[number]):
            continue
        if code == DOUBT:
            code, away = outline(known.known[number], question, POLICY)
            standing.away[number] = away / 20
        assert OUTCOMES[code] is size.outcome
        if size.outcome.is_match:
            assert standing.centre(np.array([number])).tolist() == [off_center(size)]
        if size.outcome is SizeOutcome.NEEDS_MEASUREMENT:
            assert standing.needs[known.shape_of[number]] == size.needs


@pytest.mark.parametrize(
    ("rows", "millimetres", "outcome"),
    [
        pytest.param({"S": ("30", "34"), "M": ("34.5", "38")}, 342, SizeOutcome.BETWEEN_SIZES, id="between two sizes"),
        pytest.param({"S": [(("30", "32"),), (("32.5", "34"),)]}, 322, SizeOutcome.FITS, id="inside one size"),
    ],
)
def test_arrays_settle_the_rounding_gaps_of_a_chart_of_one_point(rows, millimetres, outcome):
    reading = Reading(millimetres * 1000, (millimetres * 1000,), "mm")
    asked_by = Question(None, Legs(((Side.BOTH, {LegPoint.CALF: reading}),)))
    one = chart(rows)
    standing = ChartKernel([one]).ask(asked_by, POLICY)
    assert OUTCOMES[standing.outcome[0]] is outcome
    assert judge_size(one, asked_by, POLICY).outcome is outcome


GRID = chart(
    {"M": [(("165", "174"), ("50", "59")), (("175", "184"), ("50", "59"))], "L": (("175", "184"), ("60", "69"))},
    (LegPoint.HEIGHT, LegPoint.WEIGHT), unit=("cm", "kg"),
)  # fmt: skip
HALVES = chart(
    {"S": (("31", "35"), ("18", "20")), "M": (("35.5", "39"), ("21", "23"))}, (LegPoint.CALF, LegPoint.ANKLE)
)


@pytest.mark.parametrize("prefer", [None, *Prefer])
@pytest.mark.parametrize(
    ("one", "values", "outcome"),
    [
        pytest.param(GRID, (1_700_000, 59_400), SizeOutcome.FITS, id="beside an empty cell, up to the middle"),
        pytest.param(GRID, (1_700_000, 59_600), SizeOutcome.IN_GAP, id="beside an empty cell, beyond the middle"),
        pytest.param(GRID, (1_800_000, 59_600), SizeOutcome.BETWEEN_SIZES, id="beside a cell with a size"),
        pytest.param(HALVES, (370_000, 204_000), SizeOutcome.FITS, id="one size alone"),
        pytest.param(HALVES, (352_000, 206_000), SizeOutcome.BETWEEN_SIZES, id="in both gaps"),
    ],
)
def test_gaps_of_charts_of_two_points(one, values, outcome, prefer):
    leg = {p: Reading(v, (v,), "cm") for p, v in zip(one.points, values, strict=True)}
    asked_by = Question(None, Legs(((Side.BOTH, leg),)), prefer=prefer)
    known = ChartKernel([one])
    code = int(known.ask(asked_by, POLICY).outcome[0])
    size = judge_size(one, asked_by, POLICY)
    assert OUTCOMES[outline(known.known[0], asked_by, POLICY)[0] if code == DOUBT else code] is size.outcome is outcome


def random_questions(count, seed):
    random = Random(seed)
    while count:
        try:
            yield parse_question(question(random), POLICY)
        except BadInput:
            continue
        count -= 1


@pytest.fixture(
    scope="module", params=[pytest.param((153, "seed"), id="seed"), pytest.param((700, "shared"), id="copies")]
)
def snapshot(request):
    return made(*request.param).snapshot()


def test_an_answer_by_arrays_is_the_answer_by_the_rules(snapshot):
    catalog = load_catalog(snapshot)
    one_by_one, by_arrays = match.index_of(catalog.index.candidates), match.prepared(catalog.index, for_many=True)
    assert (one_by_one.arrays, type(by_arrays.arrays)) == (None, ProductArrays)
    for n, asking in enumerate(random_questions(150, 11)):
        try:
            told, known = with_known_size(catalog, asking)
        except BadInput:
            continue
        for page in (Page(20, 7, 5), Page(3, 0, 30), *([WHOLE] if n % 5 == 0 else [])):
            plain = find(told, one_by_one, POLICY, page, known)
            assert find(told, by_arrays, POLICY, page, known) == plain, told


def test_a_service_has_its_arrays_before_the_first_question_and_a_command_does_not_make_them():
    snapshot = made(153, "seed").snapshot()
    asked_once, asked_often = load_catalog(snapshot), load_catalog(snapshot, for_many=True)
    assert "index" in vars(asked_often)
    assert isinstance(asked_often.index.arrays, ProductArrays)
    assert "index" not in vars(asked_once)
    assert asked_once.index.arrays is None


def test_few_questions_are_left_to_the_rules(snapshot):
    """Arrays that settle nothing would be right as well, and slow."""
    known = ChartKernel([c for c, _ in load_catalog(snapshot).index.charts])
    doubts = [float(np.mean(known.ask(q, POLICY).outcome == DOUBT)) for q in random_questions(100, 5)]
    assert sum(doubts) / len(doubts) < 0.05


def test_a_shop_without_numpy_gets_the_same_answer_without_it(monkeypatch):
    catalog = load_catalog(made(153, "seed").snapshot(), for_many=True)
    asking = next(random_questions(1, 3))
    with_arrays = answer(catalog, asking, POLICY)
    monkeypatch.setattr(match, "find_spec", lambda name: None)
    without = load_catalog(catalog.snapshot, for_many=True)
    assert without.index.arrays is None
    assert answer(without, asking, POLICY) == with_arrays
