"""The kernel: what the arrays decide of a leg is what the size rule says of it."""

import pytest
from building import chart, charts
from hypothesis import given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from catalog.geometry.kernel import OUTCOMES, UNDECIDED, chart_kernel  # noqa: E402
from catalog.model.leg import LegPoint  # noqa: E402
from catalog.model.policy import shipped_policy  # noqa: E402
from catalog.model.question import Legs, Prefer, Question, Reading, Side  # noqa: E402
from catalog.model.verdict import SizeOutcome  # noqa: E402
from catalog.rules.size.rule import judge_size  # noqa: E402
from catalog.search.ranking import off_center  # noqa: E402

POLICY = shipped_policy()


@st.composite
def questions(draw, several):
    """A question with readings on, beside and between the edges of the charts."""
    points = sorted({p for c in several for p in c.points if not p.value.startswith("shoe")}, key=lambda p: p.value)
    edges = sorted({e.at for c in several for _, box in c.boxes() for b in box.bands for e in (b.low, b.high) if e})
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
    several = data.draw(st.lists(charts(), min_size=1, max_size=4))
    question = data.draw(questions(several))
    kernel = chart_kernel(several)
    result = kernel.ask(question, POLICY)
    for number, one in enumerate(several):
        code, size = int(result.outcome[number]), judge_size(one, question, POLICY)
        if code == UNDECIDED:
            continue
        assert OUTCOMES[code] is size.outcome
        if size.outcome.is_match:
            assert result.twentieths_off_center(np.array([number])).tolist() == [off_center(size)]
        if size.outcome is SizeOutcome.NEEDS_MEASUREMENT:
            assert result.needs[kernel.group_of[number]] == size.needs


@pytest.mark.parametrize(
    ("rows", "millimetres", "outcome"),
    [
        pytest.param({"S": ("30", "34"), "M": ("34.5", "38")}, 342, SizeOutcome.BETWEEN_SIZES, id="between two sizes"),
        pytest.param({"S": [(("30", "32"),), (("32.5", "34"),)]}, 322, SizeOutcome.FITS, id="inside one size"),
    ],
)
def test_arrays_settle_the_rounding_gaps_of_a_chart_of_one_point(rows, millimetres, outcome):
    reading = Reading(millimetres * 1000, (millimetres * 1000,), "mm")
    question = Question(None, Legs(((Side.BOTH, {LegPoint.CALF: reading}),)))
    one = chart(rows)
    result = chart_kernel([one]).ask(question, POLICY)
    assert OUTCOMES[result.outcome[0]] is outcome
    assert judge_size(one, question, POLICY).outcome is outcome


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
    question = Question(None, Legs(((Side.BOTH, leg),)), prefer=prefer)
    code = int(chart_kernel([one]).ask(question, POLICY).outcome[0])
    assert judge_size(one, question, POLICY).outcome is outcome
    assert code == UNDECIDED or OUTCOMES[code] is outcome
