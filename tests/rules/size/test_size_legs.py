"""Two legs, evening measuring, repeated readings, near edges, guesses: what the size rule says beside the size."""

from __future__ import annotations

import timeit
from functools import partial

import pytest
from charts import asking, chart, cm, leg
from policies import with_value

from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import TieRule
from catalog.model.quantities import Length
from catalog.model.question import MeasuredWhen, Prefer, Sex
from catalog.rules.size.region import RegionCache
from catalog.rules.size.rule import judge_charts, judge_size

POLICY = shipped_policy()
PLAIN = chart("calf", "S: 30-34", "M: 35-38", "L: 39-42")
LARGER = chart("calf", "S: 30-34", "M: 35-38", "L: 39-42", tie=TieRule.LARGER)
SHARED = chart("calf", "S: 28-32", "M: 32-36", "L: 36-40")


def codes(verdict):
    return [r.code for r in verdict.reasons]


def reason(verdict, code):
    return next(r for r in verdict.reasons if r.code == code)


@pytest.mark.parametrize(
    ("sized", "left", "right", "prefer", "expected"),
    [
        pytest.param(PLAIN, "36", "37", None, ("fits", "M", ()), id="one size for both"),
        pytest.param(PLAIN, "33", "36", None, ("legs_differ", "M", ("S",)), id="the larger leg decides"),
        pytest.param(PLAIN, "36", "33", None, ("legs_differ", "M", ("S",)), id="also when it is the left one"),
        pytest.param(PLAIN, "33", "36", Prefer.FIRMER, ("legs_differ", "M", ("S",)), id="a wish does not change that"),
        pytest.param(SHARED, "32", "30", None, ("fits", "S", ()), id="the size that holds both, not the default"),
        pytest.param(SHARED, "32", "32", None, ("in_two_sizes", "M", ("S",)), id="two sizes hold both"),
        pytest.param(PLAIN, "34.6", "36", None, ("fits", "M", ()), id="one leg in a rounding gap"),
        pytest.param(PLAIN, "34.4", "36", None, ("legs_differ", "M", ("S",)), id="a rounding gap that leans away"),
        pytest.param(PLAIN, "34.4", "36", Prefer.SOFTER, ("fits", "M", ()), id="a wish opens the gap"),
        pytest.param(PLAIN, "34.6", "36", Prefer.FIRMER, ("fits", "M", ()), id="one size is better than a wish"),
        pytest.param(
            LARGER, "38", "38.8", None, ("legs_differ", "L", ("M",)), id="the brand's rule and the nearer edge agree"
        ),
        pytest.param(PLAIN, "34.5", "33", None, ("fits", "S", ()), id="the middle of a hole takes either"),
        pytest.param(PLAIN, "34.6", "34.7", None, ("between_sizes", "M", ("S",)), id="both legs in a rounding gap"),
        pytest.param(PLAIN, "36", "44", None, ("outside_chart", None, ()), id="one leg outside"),
        pytest.param(PLAIN, "25", "44", None, ("outside_chart", None, ()), id="both outside"),
    ],
)
def test_two_legs(sized, left, right, prefer, expected):
    verdict = judge_size(sized, asking(leg(calf=left), leg(calf=right), prefer=prefer), POLICY)
    assert (verdict.outcome, verdict.size, verdict.also) == expected
    assert [side.value for side, _ in verdict.sides] == ["left", "right"]


def test_a_pair_is_no_match_for_one_leg_and_says_which():
    verdict = judge_size(PLAIN, asking(leg(calf="36"), leg(calf="44")), POLICY)
    because = reason(verdict, "size.one_leg")
    assert (because.fact("side"), because.fact("size")) == ("left", "M")
    assert verdict.nearest.by == 20_000


def test_legs_that_differ_name_both_sizes_and_the_larger_leg():
    verdict = judge_size(PLAIN, asking(leg(calf="36"), leg(calf="41")), POLICY)
    because = reason(verdict, "size.legs_differ")
    assert (because.fact("left_size"), because.fact("right_size"), because.fact("larger")) == ("M", "L", "right")


def test_one_leg_that_lacks_a_measure_asks_for_it():
    sized = chart("calf ankle", "S: 30-34 19-21", "M: 35-38 22-24")
    verdict = judge_size(sized, asking(leg(calf="36", ankle="23"), leg(calf="36")), POLICY)
    assert (verdict.outcome, verdict.needs, verdict.candidates) == ("needs_measurement", (LegPoint.ANKLE,), ("M",))


@pytest.mark.parametrize(
    ("calf", "near"),
    [
        pytest.param("36.5", [], id="in the middle"),
        pytest.param("37.4", [], id="further than the margin"),
        pytest.param("37.5", ["L"], id="at the margin of the printed edge"),
        pytest.param("38", ["L"], id="on the printed edge"),
        pytest.param("35.2", ["S"], id="near the low edge"),
    ],
)
def test_near_an_edge_the_other_size_is_named(calf, near):
    verdict = judge_size(PLAIN, asking(calf=calf), POLICY)
    assert [r.fact("other") for r in verdict.reasons if r.code == "size.near_edge"] == near


def test_where_the_leg_sits_in_the_band():
    (fit,) = judge_size(PLAIN, asking(calf="35.75"), POLICY).points
    assert (fit.position, fit.to_edge) == (0.25, 7500)
    low, high = fit.stays
    assert (low.at, low.closed, high.at, high.closed) == (345_000, True, 385_000, False)


@pytest.mark.parametrize(
    ("prefer", "ends"),
    [
        pytest.param(Prefer.FIRMER, (350_000, True, 390_000, False), id="firmer"),
        pytest.param(Prefer.SOFTER, (340_000, False, 380_000, True), id="softer"),
    ],
)
def test_a_wish_takes_the_whole_of_a_gap(prefer, ends):
    (fit,) = judge_size(PLAIN, asking(calf="36", prefer=prefer), POLICY).points
    low, high = fit.stays
    assert (low.at, low.closed, high.at, high.closed) == ends


def test_where_the_policy_names_the_smaller_the_middle_of_a_gap_belongs_to_it():
    (fit,) = judge_size(PLAIN, asking(calf="36"), with_value(POLICY, "size.tie", "smaller")).points
    low, high = fit.stays
    assert (low.at, low.closed, high.at, high.closed) == (345_000, False, 385_000, True)


@pytest.mark.parametrize(
    ("calf", "when", "code", "other"),
    [
        pytest.param("36.5", MeasuredWhen.EVENING, "size.swing_same", None, id="same size in the morning"),
        pytest.param("38.9", MeasuredWhen.EVENING, "size.swing_other", "M", id="another size in the morning"),
        pytest.param("30.2", MeasuredWhen.EVENING, "size.swing_none", None, id="no size in the morning"),
        pytest.param("42.4", MeasuredWhen.EVENING, "size.swing_fits", "L", id="a size in the morning only"),
        pytest.param("43", MeasuredWhen.EVENING, "size.swing_still_none", None, id="no size either way"),
        pytest.param("38.6", MeasuredWhen.AFTER_RUN, "size.swing_other", "M", id="after a run"),
    ],
)
def test_measured_when_legs_are_thicker(calf, when, code, other):
    verdict = judge_size(PLAIN, asking(calf=calf, measured=when), POLICY)
    because = reason(verdict, code)
    assert because.has("other") is (other is not None)
    assert other is None or because.fact("other") == other


@pytest.mark.parametrize("when", [pytest.param(None, id="not said"), pytest.param(MeasuredWhen.MORNING, id="morning")])
def test_a_morning_leg_is_taken_as_it_is(when):
    assert not [c for c in codes(judge_size(PLAIN, asking(calf="36", measured=when), POLICY)) if "swing" in c]


def test_readings_far_apart_are_said():
    verdict = judge_size(PLAIN, asking(calf="36/36.8"), POLICY)
    assert reason(verdict, "size.readings_apart").fact("by") == cm("0.8")
    assert "size.readings_apart" not in codes(judge_size(PLAIN, asking(calf="36/36.4"), POLICY))


def test_a_missing_girth_is_guessed_as_information_only():
    verdict = judge_size(PLAIN, asking(height="178", weight="72", sex=Sex.MALE), POLICY)
    because = reason(verdict, "size.estimate")
    assert (verdict.outcome, verdict.size) == ("needs_measurement", None)
    assert because.fact("sizes") == ("S", "M", "L")
    assert because.fact("wrong") == 33
    assert [because.fact(n).about() for n in ("mean", "low", "high")] == ["36.4 cm", "33.7 cm", "39.1 cm"]


def test_a_chart_keyed_by_height_and_weight_is_answered_not_guessed():
    sized = chart("height weight", "M: 170-180 65-75")
    verdict = judge_size(sized, asking(height="178", weight="72", sex=Sex.MALE), POLICY)
    assert (verdict.outcome, verdict.size, verdict.confidence) == ("fits", "M", 1.0)
    assert "size.taken_as_exact" in codes(verdict)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        pytest.param(("S: 30-34 -",), "size.only_candidate_sure", id="no value can change it"),
        pytest.param(("S: 30-34 19-21",), "size.only_candidate", id="a value could rule it out"),
        pytest.param(
            ("S: 30-34 -20)", "S: 30-34 20-"), "size.only_candidate_sure", id="boxes that cover everything together"
        ),
    ],
)
def test_the_only_candidate(rows, code):
    verdict = judge_size(chart("calf ankle", *rows), asking(calf="32"), POLICY)
    assert (verdict.outcome, verdict.candidates) == ("needs_measurement", rows and ("S",))
    assert code in codes(verdict)


@pytest.mark.parametrize(
    ("sized", "asks_for", "code", "needs"),
    [
        pytest.param(None, (), "size.no_chart", (), id="nothing known"),
        pytest.param(None, (LegPoint.CALF,), "size.no_chart_asks", (LegPoint.CALF,), id="the brand asks for a calf"),
        pytest.param(chart("calf"), (), "size.no_chart_asks", (LegPoint.CALF,), id="keys without a table"),
        pytest.param(chart("calf ankle", "S: 30-34 ?"), (), "size.none_readable", (), id="no row is readable"),
    ],
)
def test_no_chart(sized, asks_for, code, needs):
    verdict = judge_size(sized, asking(calf="36"), POLICY, asks_for)
    assert (verdict.outcome, verdict.needs, codes(verdict)) == ("no_chart", needs, [code])


def test_a_chart_by_girth_goes_before_one_by_height_and_weight():
    build, girth = chart("height weight", "M: 170-180 65-75"), chart("calf", "L: 30-40")
    build_only = {"height": "178", "weight": "72"}
    assert judge_charts((build, girth), asking(calf="36", **build_only), POLICY).size == "L"
    assert judge_charts((build, girth), asking(**build_only), POLICY).size == "M"
    assert judge_charts((), asking(**build_only), POLICY).outcome == "no_chart"


def test_the_wearer_goes_before_the_brand_and_the_brand_before_the_policy():
    rules, wordings = [], []
    wishes = ((TieRule.SMALLER, Prefer.SOFTER), (TieRule.SMALLER, None), (None, None), (TieRule.SMALLER, Prefer.FIRMER))
    for tie, prefer in wishes:
        sized = chart("calf", "S: 28-32", "M: 32-36", tie=tie)
        because = reason(judge_size(sized, asking(calf="32", prefer=prefer), POLICY), "size.first")
        rules.append((because.fact("rule"), because.fact("choice"), because.fact("size")))
        wordings.append(because.fact("said"))
    decided = [
        ("wearer", "larger", "M"),
        ("brand", "smaller", "S"),
        ("policy", "larger", "M"),
        ("wearer", "smaller", "S"),
    ]
    assert rules == decided
    assert wordings == ["wearer_larger_against", "brand_smaller", "policy_larger", "wearer_smaller"]
    other = with_value(POLICY, "size.tie", "smaller")
    assert judge_size(SHARED, asking(calf="32"), other).size == "S"


# Bugs seen in other size finders, one test each.


def test_a_leg_between_whole_numbers_is_never_out_of_range():
    """A length of 38.5 between Petite to 38 and Normal from 39 raised an error elsewhere."""
    sized = chart("ankle length", "2 Petite: 20-22 20-38", "2 Normal: 20-22 39-50")
    verdict = judge_size(sized, asking(ankle="21", length="38.5"), POLICY)
    assert (verdict.outcome, verdict.size, verdict.also) == ("between_sizes", "2 Normal", ("2 Petite",))


def test_an_overlapped_size_is_never_shadowed():
    """An ankle of 30.5 lies in 29-31 and 30-33; the first test that held hid the second."""
    sized = chart("ankle", "7: 29-31", "8: 30-33")
    verdict = judge_size(sized, asking(ankle="30.5"), POLICY)
    assert {verdict.size, *verdict.also} == {"7", "8"}


@pytest.mark.parametrize("ankle", [pytest.param("23", id="whole"), pytest.param("23.1", id="not whole")])
def test_neighbours_are_looked_at_whatever_the_decimals(ankle):
    sized = chart("ankle calf", "2: 21-24 28-33", "3: 23-26 34-40")
    assert judge_size(sized, asking(ankle=ankle, calf="38"), POLICY).size == "3"


def test_out_of_range_never_reads_as_good():
    """Ten percent of a band beyond its end was called excellent elsewhere."""
    verdict = judge_size(PLAIN, asking(calf="42.3"), POLICY)
    assert (verdict.outcome, verdict.size, verdict.confidence) == ("outside_chart", None, None)


def test_a_minimum_is_as_good_as_a_maximum():
    low, high = (judge_size(PLAIN, asking(calf=c), POLICY) for c in ("35", "38"))
    assert (low.outcome, low.size) == (high.outcome, high.size) == ("fits", "M")
    assert low.confidence == pytest.approx(high.confidence)


def test_a_unit_changes_the_label_and_the_number():
    inches = chart("calf", "M: 12.5-15", unit="in")
    assert judge_size(inches, asking(calf=Length.parse("14 in").um), POLICY).size == "M"
    assert judge_size(inches, asking(calf=Length.parse("14 cm").um), POLICY).outcome == "outside_chart"


def test_a_shoe_size_never_stands_in_for_a_girth():
    assert judge_size(PLAIN, asking(shoe="EU 36"), POLICY).outcome == "needs_measurement"


def test_a_simple_chart_is_judged_from_memory_in_microseconds():
    question = asking(calf="36.5")
    regions = RegionCache()
    judge = partial(judge_size, PLAIN, question, POLICY, regions=regions)
    seconds = min(timeit.repeat(judge, number=500, repeat=5)) / 500
    assert seconds < 0.0005
