"""What holds for every chart and every leg, tried on charts made at random and on every chart of the seed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from charts import asking, chart, leg, reading
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from catalog.formats.brand_toml import read_brand_files
from catalog.model.leg import Dimension, LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import SizeChart, TieRule
from catalog.model.quantities import Length, ShoeSize
from catalog.model.question import Legs, MeasuredWhen, Prefer, Question, Reading, Side
from catalog.model.verdict import SizeOutcome
from catalog.rules.size.rule import judge_size

POLICY = shipped_policy()
SEED = Path(__file__).parents[3] / "seed" / "brands"
FEW = settings(max_examples=100, deadline=None)


@cache
def seed_charts() -> tuple[SizeChart, ...]:
    files = read_brand_files([SEED])
    return tuple(c for products in files.values() for p in products for c in p.charts if c.sizes)


IDS = [pytest.param(c, id=c.id) for c in seed_charts()]


@st.composite
def bands(draw, low=20, high=60):
    """A printed band in whole or half centimetres, edges open or closed, an end sometimes missing."""
    a = draw(st.integers(low * 2, high * 2 - 2)) / 2
    b = a + draw(st.integers(1, 16)) / 2
    left, right = draw(st.sampled_from(["", "(", "", ""])), draw(st.sampled_from(["", ")", "", ""]))
    ends = draw(st.sampled_from(["both"] * 6 + ["low", "high"]))
    first = "" if ends == "high" else f"{a:g}"
    last = "" if ends == "low" else f"{b:g}"
    return f"{left if first else ''}{first}-{last}{right if last else ''}"


ANY_KEYS = st.sampled_from(["calf", "calf ankle", "height weight", "calf eu|uk"])


@st.composite
def random_charts(draw, keys=ANY_KEYS):
    named = draw(keys)
    columns = len(named.replace("|", " ").split())
    rows = [
        f"{label}: " + " ".join(draw(bands()) for _ in range(columns))
        for label in "ABCDE"[: draw(st.integers(1, 5))]
        for _ in range(draw(st.integers(1, 2)))
    ]
    return chart(named, *rows, tie=draw(st.sampled_from([None, None, TieRule.LARGER, TieRule.SMALLER])))


def single():
    return random_charts(st.just("calf"))


values = st.integers(0, 2000).map(lambda n: n / 20)
prefers = st.sampled_from([None, Prefer.FIRMER, Prefer.SOFTER])


@st.composite
def questions(draw, points):
    readings: dict[LegPoint, Reading] = {}
    shoe = None
    for point in points:
        if draw(st.integers(0, 4)) == 0:
            continue
        if point.dimension is Dimension.SHOE:
            shoe = ShoeSize(point, draw(st.integers(20, 60)) * 100)
        else:
            factor = 10_000 if point.dimension is Dimension.LENGTH else 1000
            value = round(draw(st.one_of(values, st.integers(0, 3000).map(lambda n: n / 10))) * factor)
            readings[point] = Reading(max(value, 1), (max(value, 1),), "cm")
    return Question(None, Legs(((Side.BOTH, readings),) if readings else ()), shoe=shoe, prefer=draw(prefers))


def is_sound(verdict, sized: SizeChart) -> None:
    """The shape that every verdict has, whatever the leg."""
    labels = {s.label for s in sized.sizes}
    assert isinstance(verdict.outcome, SizeOutcome)
    assert verdict.reasons
    assert (verdict.size is not None) is verdict.outcome.is_match
    assert {verdict.size, *verdict.also, *verdict.candidates} - {None} <= labels
    assert verdict.size not in verdict.also
    assert verdict.confidence is None or 0 <= verdict.confidence <= 1
    if verdict.outcome in (SizeOutcome.OUTSIDE_CHART, SizeOutcome.IN_GAP, SizeOutcome.MEASUREMENTS_DISAGREE):
        assert verdict.nearest is not None
        assert verdict.nearest.by >= 0
    assert (
        bool(verdict.needs) is (verdict.outcome in (SizeOutcome.NEEDS_MEASUREMENT, SizeOutcome.NO_CHART))
        or not verdict.needs
    )
    for fit in verdict.points:
        assert fit.position is None or 0 <= fit.position <= 1
        assert fit.to_edge is None or fit.to_edge >= 0


@FEW
@given(st.data())
def test_exactly_one_sound_answer_for_every_leg_and_chart(data):
    sized = data.draw(random_charts())
    question = data.draw(questions(sized.points))
    is_sound(judge_size(sized, question, POLICY), sized)


@pytest.mark.parametrize("sized", IDS)
def test_exactly_one_sound_answer_for_every_leg_on_the_seed(sized):
    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(st.data())
    def check(data):
        question = data.draw(questions(sized.points))
        is_sound(judge_size(sized, question, POLICY), sized)

    check()


@FEW
@given(st.data())
def test_shuffling_sizes_and_boxes_changes_nothing(data):
    sized = data.draw(random_charts())
    question = data.draw(questions(sized.points))
    sizes = data.draw(st.permutations(sized.sizes))
    shuffled = replace(sized, sizes=tuple(replace(s, boxes=tuple(data.draw(st.permutations(s.boxes)))) for s in sizes))
    assert judge_size(shuffled, question, POLICY) == judge_size(sized, question, POLICY)


@pytest.mark.parametrize("sized", IDS)
def test_shuffling_the_seed_changes_nothing(sized):
    backwards = replace(sized, sizes=tuple(reversed(sized.sizes)))

    @settings(max_examples=15, deadline=None, derandomize=True)
    @given(st.data())
    def check(data):
        question = data.draw(questions(sized.points))
        assert judge_size(backwards, question, POLICY) == judge_size(sized, question, POLICY)

    check()


@FEW
@given(st.integers(1, 960), prefers)
def test_the_same_leg_in_any_unit_gives_the_same_answer(sixteenths, prefer):
    sized = chart("calf", "II: 9.5-12.25", "III: 12.5-15", "IV: 15.25-17.5", unit="in")
    um = sixteenths * 25_400 // 16
    texts = [Length(um).text("in"), Length(um).text("cm"), Length(um).text("mm")]
    answers = [judge_size(sized, asking(calf=Length.parse(text).um, prefer=prefer), POLICY) for text in texts]
    assert answers[0] == answers[1] == answers[2]


@settings(FEW, max_examples=40)  # each asks for 350 legs
@given(st.data())
def test_a_thicker_calf_never_gets_a_smaller_size_of_a_plain_chart(data):
    steps = data.draw(st.lists(st.sampled_from([0, 1, 2, 3]), min_size=1, max_size=5))
    low, rows = 28, []
    for label, step in zip("ABCDEF", [0, *steps], strict=False):
        low += step
        rows.append(f"{label}: {low}-{low + 4}")
        low += 3 if data.draw(st.booleans()) else 4
    sized = chart("calf", *rows)
    prefer = data.draw(prefers)
    named = [judge_size(sized, asking(calf=n * 1000, prefer=prefer), POLICY).size for n in range(250, 600)]
    ranks = [n for n in named if n is not None]
    assert ranks == sorted(ranks)


@FEW
@given(st.data(), st.integers(200_000, 600_000), prefers)
def test_where_a_size_stays_it_is_named_and_beyond_it_is_not(data, um, prefer):
    sized = data.draw(random_charts(st.sampled_from(["calf", "calf ankle"])))
    other = {"ankle": data.draw(st.integers(200_000, 600_000))} if len(sized.keys) > 1 else {}
    verdict = judge_size(sized, asking(calf=um, prefer=prefer, **other), POLICY)
    if verdict.size is None or verdict.outcome is SizeOutcome.BETWEEN_SIZES:
        return

    def named(value):
        return judge_size(sized, asking(calf=value, prefer=prefer, **other), POLICY).size

    fit = next(p for p in verdict.points if p.point is LegPoint.CALF)
    low, high = fit.stays
    first = 1 if low is None else low.at + (not low.closed)
    last = 2_000_000 if high is None else high.at - (not high.closed)
    inside = data.draw(st.integers(max(first, 1), last))
    assert named(inside) == verdict.size
    for end, beyond in ((low, first - 1), (high, last + 1)):
        if end is not None and beyond > 0:
            assert named(beyond) != verdict.size


@FEW
@given(st.data())
def test_no_length_within_a_chart_is_without_a_reason(data):
    sized = data.draw(single())
    for n in range(200, 700, 7):
        verdict = judge_size(sized, asking(calf=n * 1000), POLICY)
        assert any(
            r.code
            in ("size.inside", "size.between", "size.hole_inside", "size.gap", "size.outside", "size.on_open_edge")
            for r in verdict.reasons
        )


@FEW
@given(st.data(), st.integers(200_000, 600_000), st.sampled_from([MeasuredWhen.EVENING, MeasuredWhen.AFTER_RUN]))
def test_evening_measuring_is_always_answered_with_a_swing(data, um, when):
    verdict = judge_size(data.draw(single()), asking(calf=um, measured=when), POLICY)
    if verdict.outcome.is_match:
        assert any(r.code.startswith("size.swing_") for r in verdict.reasons)


@FEW
@given(st.data(), st.integers(250_000, 500_000), st.integers(250_000, 500_000))
def test_two_legs_are_each_answered_and_together_agree_with_both(data, left, right):
    sized = data.draw(single())
    verdict = judge_size(sized, asking(leg(calf=left), leg(calf=right)), POLICY)
    is_sound(verdict, sized)
    alone = [judge_size(sized, asking(calf=um), POLICY) for um in (left, right)]
    assert [v.outcome for _, v in verdict.sides] == [v.outcome for v in alone]
    assert verdict.outcome.is_match is all(v.outcome.is_match for v in alone)
    turned = judge_size(sized, asking(leg(calf=right), leg(calf=left)), POLICY)
    assert (turned.outcome, turned.size) == (verdict.outcome, verdict.size)


@FEW
@given(st.integers(10_000, 1_000_000))
def test_dolls_and_giants_get_an_answer_on_every_chart_of_the_seed(um):
    for sized in seed_charts():
        readings = {p: reading(um) for p in sized.points if p.dimension is not Dimension.SHOE}
        question = Question(None, Legs(((Side.BOTH, readings),) if readings else ()))
        is_sound(judge_size(sized, question, POLICY), sized)


@pytest.mark.parametrize("sized", IDS)
def test_every_box_of_the_seed_holds_its_own_corners_and_middle(sized):
    """A leg exactly on any edge that belongs to a box is in that size, and just beyond it never in that box."""
    for size, box in sized.boxes():
        keyed = [b for b in box.bands if b.point in sized.points]
        if LegPoint.SHOE_UNSTATED in {b.point for b in keyed} or not all(
            any(box.band(p) for p in k) for k in sized.keys
        ):
            continue
        chosen = {next(p for p in key if box.band(p)): None for key in sized.keys}
        for pick in ("low", "high", "middle"):
            values = {p: corner(box.band(p), pick) for p in chosen}
            verdict = judge_size(sized, question_of(values), POLICY)
            assert verdict.outcome in (SizeOutcome.FITS, SizeOutcome.IN_TWO_SIZES)
            assert size.label in (verdict.size, *verdict.also)


def corner(band, pick):
    low = None if band.low is None else band.low.at + (not band.low.closed)
    high = None if band.high is None else band.high.at - (not band.high.closed)
    low = high - 1000 if low is None else low
    high = low + 1000 if high is None else high
    return {"low": low, "high": high, "middle": (low + high) // 2}[pick]


def question_of(values):
    shoes = [ShoeSize(p, v) for p, v in values.items() if p.dimension is Dimension.SHOE]
    legs = {p: Reading(v, (v,), "cm") for p, v in values.items() if p.dimension is not Dimension.SHOE}
    return Question(None, Legs(((Side.BOTH, legs),)), shoe=shoes[0] if shoes else None)
