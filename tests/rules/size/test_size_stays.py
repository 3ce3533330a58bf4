"""How sure a size is and which other one is near follow the answer: over which legs this size stays the one named."""

from __future__ import annotations

import random

import pytest
from charts import asking, chart, leg
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model.chart import TieRule
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.question import Prefer
from catalog.model.verdict import SizeOutcome
from catalog.rules.size.region import RegionCache
from catalog.rules.size.rule import judge_size

POLICY = shipped_policy()
FIRMER, SOFTER, LARGER, SMALLER = Prefer.FIRMER, Prefer.SOFTER, TieRule.LARGER, TieRule.SMALLER
ROWS = ("S: 30-34", "M: 35-38", "L: 39-43")
HALVES = chart("calf ankle", "S: 31-35 18-20", "M: 35.5-39 21-23", "L: 39.5-44 24-26")
INCHES = chart("calf", "S: 12-13", "M: 14-15", unit="in")
FINE = chart("calf", "S: 30-34.5", "M: 35-38.5", "L: 39-43")
LAPPED = chart("calf", "S: 30-36", "M: 34-40", "L: 41-45")
SD = 5000
MARGIN = 5000


def near(verdict):
    return [r.fact("other") for r in verdict.reasons if r.code == "size.near_edge"]


@pytest.mark.parametrize(
    ("tie", "prefer", "calf", "size", "certainty", "percent", "others"),
    [
        pytest.param(LARGER, None, "34", "S", "toss_up", 50, ["M"], id="larger: upper edge"),
        pytest.param(LARGER, None, "34.5", "M", "likely", 84, ["S"], id="larger: in the gap"),
        pytest.param(LARGER, None, "34.9", "M", "sure", 96, [], id="larger: high in the gap"),
        pytest.param(LARGER, None, "35", "M", "sure", 98, [], id="larger: lower edge"),
        pytest.param(LARGER, None, "39", "L", "sure", 98, [], id="larger: lower edge of the last"),
        pytest.param(LARGER, None, "30", "S", "toss_up", 50, [], id="larger: where the chart begins"),
        pytest.param(LARGER, FIRMER, "35", "M", "toss_up", 50, ["S"], id="larger, but firmer: lower edge"),
        pytest.param(LARGER, FIRMER, "34", "S", "sure", 98, [], id="larger, but firmer: upper edge"),
        pytest.param(SMALLER, None, "34", "S", "sure", 98, [], id="smaller: upper edge"),
        pytest.param(SMALLER, None, "35", "M", "toss_up", 50, ["S"], id="smaller: lower edge"),
        pytest.param(SMALLER, SOFTER, "35", "M", "sure", 98, [], id="smaller, but softer: lower edge"),
        pytest.param(None, None, "34", "S", "likely", 84, ["M"], id="no advice: upper edge"),
        pytest.param(None, None, "35", "M", "likely", 84, ["S"], id="no advice: lower edge"),
        pytest.param(None, None, "35.2", "M", "sure", 92, [], id="no advice: further in"),
        pytest.param(None, SOFTER, "35", "M", "sure", 98, [], id="softer: lower edge"),
        pytest.param(None, SOFTER, "34", "S", "toss_up", 50, ["M"], id="softer: upper edge"),
    ],
)  # fmt: skip
def test_beside_a_gap_a_size_is_as_sure_as_it_stays(tie, prefer, calf, size, certainty, percent, others):
    verdict = judge_size(chart("calf", *ROWS, tie=tie), asking(calf=calf, prefer=prefer), POLICY)
    assert (verdict.size, verdict.certainty, round(100 * verdict.confidence)) == (size, certainty, percent)
    assert near(verdict) == others


@pytest.mark.parametrize(
    ("sized", "points", "prefer", "size", "percent", "others"),
    [
        pytest.param(FINE, {"calf": "35"}, None, "M", 69, ["S"], id="a finer printed step"),
        pytest.param(INCHES, {"calf": "35.6"}, None, "M", 100, [], id="a gap of an inch, 13 mm to its middle"),
        pytest.param(INCHES, {"calf": "35.6"}, FIRMER, "M", 53, ["S"], id="a gap of an inch that is the other's"),
        pytest.param(LAPPED, {"calf": "40.2"}, None, "M", 73, ["L"], id="in the gap behind an overlap"),
        pytest.param(LAPPED, {"calf": "34.1"}, SOFTER, "M", 58, ["S"], id="an overlap has no gap"),
        pytest.param(HALVES, {"calf": "35.5", "ankle": "22"}, None, "M", 84, [], id="the calf at an edge, the ankle leaves one size"),
        pytest.param(HALVES, {"calf": "37", "ankle": "21"}, None, "M", 98, [], id="the ankle at an edge, the calf leaves one size"),
    ],
)  # fmt: skip
def test_every_kind_of_chart(sized, points, prefer, size, percent, others):
    verdict = judge_size(sized, asking(**points, prefer=prefer), POLICY)
    assert (verdict.size, round(100 * verdict.confidence), near(verdict)) == (size, percent, others)


@pytest.mark.parametrize(
    ("calf", "percent", "could"),
    [
        pytest.param("34.9", 79, "left_apart", id="the gap passes to the other leg's size at its middle"),
        pytest.param("35", 84, "left_apart", id="on the edge"),
        pytest.param("35.2", 92, None, id="within, further from the middle than the margin"),
    ],
)
def test_a_wish_takes_no_gap_from_two_legs_that_share_a_size(calf, percent, could):
    verdict = judge_size(chart("calf", *ROWS), asking(leg(calf=calf), leg(calf="36.5"), prefer=FIRMER), POLICY)
    cautions = [c.fact("could") for c in verdict.cautions if c.code == "caution.near_edge"]
    assert (verdict.size, round(100 * verdict.confidence)) == ("M", percent)
    assert cautions == ([could] if could else [])


# --- charts and legs made at random -------------------------------------------------------------------------------------


@st.composite
def plain_charts(draw):
    """Sizes in half centimetres with overlaps, touching edges, rounding gaps and chart gaps between them."""
    low, rows = 28.0, []
    for label in "ABCD"[: draw(st.integers(1, 4))]:
        width = draw(st.integers(2, 10)) / 2
        left, right = draw(st.sampled_from(["", "", "("])), draw(st.sampled_from(["", "", ")"]))
        rows.append(f"{label}: {left}{low:g}-{low + width:g}{right}")
        low += width + draw(st.sampled_from([-1, -0.5, 0, 0.5, 1, 1, 2]))
    return chart("calf", *rows, tie=draw(st.sampled_from([None, LARGER, SMALLER])))


class Asked:
    """One chart and one wish, asked about many legs."""

    def __init__(self, sized, prefer):
        self.sized, self.prefer, self.regions = sized, prefer, RegionCache()

    def verdict(self, um):
        return judge_size(self.sized, asking(calf=um, prefer=self.prefer), POLICY, regions=self.regions)

    def is_right(self, size, um):
        """Whether a size is named for a leg, or holds it as printed."""
        boxes = (box for own, box in self.sized.boxes() if own.label == size)
        return self.verdict(um).size == size or any(box.band(LegPoint.CALF).holds(um) for box in boxes)


half_millimetres = st.integers(540, 960).map(lambda n: n * 500)
wishes = st.sampled_from([None, *Prefer])
FEW = settings(max_examples=150, deadline=None)


@FEW
@given(plain_charts(), wishes, half_millimetres)
def test_another_size_is_near_where_the_answer_changes_within_the_margin_and_nowhere_else(sized, prefer, um):
    asked = Asked(sized, prefer)
    verdict = asked.verdict(um)
    if verdict.size is None:
        return
    beyond = set()
    for side in (-1, 1):
        # Edges and middles of gaps lie on quarters of a centimetre; open ones have their size one um further.
        around = (
            asked.verdict(um + side * (step * 500 + more)).size for step in range(MARGIN // 500 + 1) for more in (0, 1)
        )
        other = next((size for size in around if size != verdict.size), verdict.size)
        beyond |= {other} - {verdict.size}
    ends = [r for r in verdict.reasons if r.code == "size.near_end"]
    assert {*near(verdict), *([None] if ends else [])} == beyond


@settings(max_examples=40, deadline=None)
@given(plain_charts(), wishes, half_millimetres)
def test_a_size_is_as_sure_as_it_is_right_for_true_legs(sized, prefer, um):
    asked = Asked(sized, prefer)
    verdict = asked.verdict(um)
    if verdict.size is None or verdict.outcome is SizeOutcome.BETWEEN_SIZES:
        return
    chance = random.Random(11)
    legs = [round(chance.gauss(um, SD)) for _ in range(1500)]
    share = sum(asked.is_right(verdict.size, true) for true in legs) / len(legs)
    assert verdict.confidence == pytest.approx(share, abs=0.05)


@FEW
@given(plain_charts(), wishes, half_millimetres)
def test_a_leg_further_into_the_size_it_stays_in_is_no_less_sure(sized, prefer, um):
    """From a gap into the band of the same size nothing becomes less certain, up to the middle of where it is right."""
    asked = Asked(sized, prefer)
    verdict, further = asked.verdict(um), asked.verdict(um + 500)
    if verdict.size is None or further.size != verdict.size:
        return
    fit = further.points[0]
    low, high = (end.at for end in fit.stays)
    if not verdict.also and not further.also:
        low, high = min(low, fit.band.low.at), max(high, fit.band.high.at)
    if um + 500 <= (low + high) / 2:
        assert further.confidence >= verdict.confidence - 1e-9


@pytest.mark.parametrize(
    "points",
    [
        pytest.param({"calf": "35.7", "ankle": "21.1"}, id="a corner"),
        pytest.param({"calf": "35.5", "ankle": "21"}, id="on a corner"),
        pytest.param({"calf": "38.9", "ankle": "22"}, id="an edge"),
    ],
)
def test_with_two_girths_it_is_nearly_the_share_of_true_legs_that_keep_the_size(points):
    """The stretches of both points count, as they are said; in the corner between two gaps both may lose a little."""
    regions, chance = RegionCache(), random.Random(5)
    measured = leg(**points)
    verdict = judge_size(HALVES, asking(**points), POLICY, regions=regions)
    true = [
        {n: round(chance.gauss(r.value, SD)) for n, r in zip(points, measured.values(), strict=True)}
        for _ in range(4000)
    ]
    share = sum(judge_size(HALVES, asking(**t), POLICY, regions=regions).size == verdict.size for t in true) / len(true)
    assert verdict.confidence == pytest.approx(share, abs=0.04)
