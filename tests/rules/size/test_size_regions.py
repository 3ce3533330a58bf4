"""All legs between two edges of a chart share what is said of them, and nothing of one leg is told to another."""

import pytest
from building import chart, charts
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.question import Legs, MeasuredWhen, Prefer, Question, Reading, Side
from catalog.rules.size import region
from catalog.rules.size.region import RegionCache
from catalog.rules.size.rule import judge_size

POLICY = shipped_policy()
TWO_POINTS = chart(
    {"S": (("20", "23"), ("30", "34")), "M": (("22", "25"), ("34.5", "38"))}, (LegPoint.ANKLE, LegPoint.CALF)
)


def cold(drawn, question):
    """The verdict where nothing was worked out before."""
    return judge_size(drawn, question, POLICY)


@st.composite
def legs(draw, of):
    """One or two readings on, beside and far from the edges, by one or several tapes."""
    points = [p for p in of.points if not p.value.startswith("shoe")]
    edges = sorted({e.at for _, box in of.boxes() for b in box.bands for e in (b.low, b.high) if e})
    near = st.integers(1, 10**7)
    if edges:
        near |= st.sampled_from(edges).flatmap(lambda at: st.integers(max(at - 2000, 1), at + 2000))
    reading = st.lists(near, min_size=1, max_size=3).map(lambda r: Reading(sorted(r)[len(r) // 2], tuple(r), "cm"))
    leg = st.dictionaries(st.sampled_from(points), reading, max_size=3) if points else st.just({})
    prefer, when = draw(st.none() | st.sampled_from(Prefer)), draw(st.none() | st.sampled_from(MeasuredWhen))
    return Question(None, Legs(((Side.BOTH, draw(leg)),)), prefer=prefer, measured=when)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_what_was_asked_before_changes_no_verdict(data):
    drawn = data.draw(charts())
    questions = data.draw(st.lists(legs(drawn), min_size=2, max_size=6))
    alone = [cold(drawn, question) for question in questions]
    regions = RegionCache()
    assert [judge_size(drawn, question, POLICY, regions=regions) for question in questions] == alone


def question(ankle, calf, prefer=None):
    leg = {p: Reading(mm * 1000, (mm * 1000,), "mm") for p, mm in ((LegPoint.ANKLE, ankle), (LegPoint.CALF, calf))}
    return Question(None, Legs(((Side.BOTH, leg),)), prefer=prefer)


@pytest.mark.parametrize(
    ("first", "then", "regions_made"),
    [
        pytest.param((210, 320), (211, 325), 1, id="the same size, away from edges"),
        pytest.param((210, 320), (224, 320), 2, id="the ankle alone in two sizes"),
        pytest.param((225, 341), (225, 344), 2, id="below and above the middle of a rounding gap"),
        pytest.param((210, 320), (210, 390), 2, id="beyond the chart"),
    ],
)
def test_a_region_is_kept_for_all_legs_that_lie_in_it(first, then, regions_made):
    regions = RegionCache()
    for leg in (first, then, first, then):
        judge_size(TWO_POINTS, question(*leg), POLICY, regions=regions)
    assert len(regions.regions) == regions_made


def test_who_wins_a_tie_has_regions_of_its_own():
    leg, regions = (224, 360), RegionCache()
    softer, firmer = (
        judge_size(TWO_POINTS, question(*leg, prefer), POLICY, regions=regions)
        for prefer in (Prefer.SOFTER, Prefer.FIRMER)
    )
    assert softer == cold(TWO_POINTS, question(*leg, Prefer.SOFTER))
    assert firmer == cold(TWO_POINTS, question(*leg, Prefer.FIRMER))


def test_no_more_regions_are_kept_than_agreed(monkeypatch):
    monkeypatch.setattr(region, "MOST_REGIONS", 3)
    regions = RegionCache()
    for calf in (310, 341, 344, 360, 390):
        judge_size(TWO_POINTS, question(224, calf), POLICY, regions=regions)
        assert 0 < len(regions.regions) <= 3


def test_a_region_holds_no_reading():
    regions = RegionCache()
    judge_size(TWO_POINTS, question(217, 333), POLICY, regions=regions)
    assert regions.regions
    assert "217000" not in repr(regions.regions)
    assert "333000" not in repr(regions.regions)
