"""The graduated rule on figures: profiles, readings on legs, evidence that conflicts, variants, filters."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pressures import SOURCE, claim, product, profile, stated

from catalog.model.policy import shipped_policy
from catalog.model.product import Confidence, PressureFigure, Source
from catalog.model.quantities import Pressure
from catalog.model.question import GraduatedFilter
from catalog.model.verdict import Outcome, Verdict, because
from catalog.rules.graduated.rule import judge_graduated
from catalog.rules.graduated.strength import allows, strength_order

POLICY = shipped_policy()
OTHER = Source("https://example.org/b", "unknown", "text", Confidence.QUOTED)


def judge(*parts: object, **more: str) -> Verdict:
    return judge_graduated(product(*parts, **more), POLICY)


def short(verdict: Verdict) -> str:
    return f"{verdict.outcome} {verdict.label}"


def codes(verdict: Verdict) -> list[str]:
    return [r.code.removeprefix("graduated.") for r in verdict.reasons]


@pytest.mark.parametrize(
    ("points", "expected", "code"),
    [
        pytest.param({"B": 23, "C": 14.6}, "pass stated", "falls", id="customs ruling 23 to 14.6"),
        pytest.param({"B": 18, "C": 14, "G": 8}, "pass stated", "falls", id="18/14/8"),
        pytest.param({"B": 18, "C": 14, "E": 8, "F": 10, "G": 8}, "pass stated", "falls", id="dip at the knee skipped"),
        pytest.param({"B": 30, "C": 21}, "pass stated", "falls", id="Couzan degressive"),
        pytest.param({"B": 10, "C": 23}, "fail inverse", "inverse", id="Couzan progressive"),
        pytest.param({"B": (24, 28), "C": (14, 18)}, "pass stated", "falls", id="comfort study degressive"),
        pytest.param({"B": (8, 12), "C": (21, 25)}, "fail inverse", "inverse", id="comfort study progressive"),
        pytest.param({"B1": 33, "C": 46}, "fail inverse", "inverse", id="layered progressive from B1"),
        pytest.param({"B1": 20, "C": 14}, "pass stated", "falls", id="B1 is low enough"),
        pytest.param({"B": 20, "D": 14}, "pass stated", "falls", id="below the knee is high enough"),
        pytest.param({"B": 20, "C": 18}, "pass stated", "falls", id="drop of exactly 2 and 10 percent"),
        pytest.param({"B": 20, "C": 18.1}, "fail uniform", "uniform", id="drop just too small"),
        pytest.param({"B": 20, "C": 20}, "fail uniform", "uniform", id="uniform"),
        pytest.param({"B": 20, "C": 21}, "fail uniform", "uniform", id="one more is rounding"),
        pytest.param({"B": 20, "C": 21.1}, "fail inverse", "inverse", id="just more than rounding"),
        pytest.param({"B": 20, "B1": 21, "C": 14}, "pass stated", "falls", id="step up within rounding"),
        pytest.param({"B": 20, "B1": 21.1, "C": 14}, "fail inverse", "inverse", id="B1 above B"),
        pytest.param({"B": 40, "C": 37}, "unknown none", "drop_small", id="more than uniform, less than a tenth"),
        pytest.param({"B": 30, "C": 20, "D": 25}, "unknown none", "rises", id="rises again below the ankle pressure"),
        pytest.param({"B": (20, 30), "C": (19, 30)}, "unknown none", "overlap", id="wide ranges overlap"),
        pytest.param({"B": (20, 21), "C": (20, 21)}, "fail uniform", "uniform", id="narrow ranges prove uniform"),
        pytest.param({"B": (20, 30), "C": (15, 20)}, "pass stated", "falls", id="ranges that touch but fall"),
        pytest.param({"C": 14}, "unknown none", "points_missing", id="a calf figure alone"),
        pytest.param({"B": 20}, "unknown none", "points_missing", id="an ankle figure alone"),
        pytest.param({"A": 25, "B": 20}, "unknown none", "points_missing", id="foot and ankle"),
        pytest.param({"B": 20, "E": 10}, "unknown none", "points_missing", id="ankle and knee"),
        pytest.param({"C": 20, "D": 14}, "unknown none", "points_missing", id="no ankle"),
    ],
)  # fmt: skip
def test_stated_profile_of_a_sock(points: dict, expected: str, code: str) -> None:
    verdict = judge(profile(**points))
    assert (short(verdict), codes(verdict)[0]) == (expected, code)


@pytest.mark.parametrize(
    ("points", "expected", "code"),
    [
        pytest.param({"B": 27.3, "C": 19.6}, "pass measured", "falls", id="Greifswald graduated"),
        pytest.param({"B": 17.8, "C": 24.7}, "fail inverse", "inverse", id="Greifswald progressive"),
        pytest.param({"B": 24.2, "C": 20}, "pass measured", "falls", id="just beyond 4.19"),
        pytest.param({"B": 24.1, "C": 20}, "unknown none", "within_error", id="just within 4.19"),
        pytest.param({"B": 20, "C": 24.1}, "unknown none", "within_error", id="a rise within 4.19"),
        pytest.param({"B": 10, "B1": 26, "C": 20}, "pass measured", "falls", id="B1 stands for the ankle"),
        pytest.param({"B": 26, "B1": 20, "C": 20}, "unknown none", "within_error", id="B is doubtful beside B1"),
        pytest.param({"B": 30, "C": 15, "D": 24}, "unknown none", "rises", id="reversal above the calf"),
    ],
)  # fmt: skip
def test_single_readings_on_legs(points: dict, expected: str, code: str) -> None:
    verdict = judge(profile("on_leg", **points))
    assert (short(verdict), codes(verdict)[0]) == (expected, code)


@pytest.mark.parametrize(
    ("drop", "sd", "wearers", "expected"),
    [
        pytest.param(3.3, 4.0, 60, "pass measured", id="60 wearers tell 3.3 apart"),
        pytest.param(3.2, 4.0, 60, "unknown none", id="60 wearers do not tell 3.2 apart"),
        pytest.param(3.3, 4.0, 6, "unknown none", id="6 wearers do not"),
        pytest.param(9.9, 4.0, None, "pass measured", id="a spread without a number counts as one"),
        pytest.param(3.5, None, 60, "pass measured", id="a number without a spread takes the usual one"),
        pytest.param(3.5, None, 6, "unknown none", id="and that is wide for six"),
    ],
)  # fmt: skip
def test_group_means(drop: float, sd: float | None, wearers: int | None, expected: str) -> None:
    assert short(judge(profile("on_leg", sd=sd, wearers=wearers, B=20 + drop, C=20))) == expected


def test_laboratory_values_follow_the_stated_rule() -> None:
    assert short(judge(profile("laboratory", B=23, C=15))) == "pass laboratory"


@pytest.mark.parametrize(
    ("garment", "points", "expected", "mark"),
    [
        pytest.param("calf_sleeve", {"B": 20, "C": 15}, "pass stated", "", id="sleeve hem and calf"),
        pytest.param("calf_sleeve", {"B": 20, "D": 15}, "pass stated", "", id="sleeve hem and top by the margin"),
        pytest.param("calf_sleeve", {"B": 20, "D": 19}, "unknown none", "", id="sleeve hem and top without the margin"),
        pytest.param("calf_sleeve", {"B": 15, "D": 20}, "fail inverse", "", id="sleeve top above hem"),
        pytest.param("calf_sleeve", {"B": 20, "F": 10}, "unknown none", "", id="a sleeve has no thigh"),
        pytest.param("calf_sleeve", {"C": 20}, "unknown none", "", id="sleeve calf alone"),
        pytest.param("tights", {"B": 20, "C": 15, "F": 10}, "pass stated", "", id="tights in full"),
        pytest.param("tights", {"B": 20, "F": 8}, "pass stated", "partial", id="tights ankle and thigh"),
        pytest.param("tights", {"B": 20, "C": 15}, "unknown none", "", id="tights without the thigh"),
        pytest.param("tights", {"B": 15, "C": 20}, "fail inverse", "", id="tights without the thigh, inverse"),
        pytest.param("full_leg_sleeve", {"B": 30, "G": 12}, "pass stated", "partial", id="30 to 12"),
        pytest.param("shorts", {"B": 20, "C": 15}, "not_applicable none", "", id="shorts"),
        pytest.param("thigh_sleeve", {}, "not_applicable none", "", id="thigh sleeve"),
    ],
)  # fmt: skip
def test_what_each_garment_needs(garment: str, points: dict, expected: str, mark: str) -> None:
    verdict = judge(profile(**points), garment=garment)
    assert short(verdict) == expected
    assert (mark in verdict.marks) if mark else not verdict.marks


@pytest.mark.parametrize(
    ("garment", "name", "expected"),
    [
        pytest.param("tights", "A400 3/4 tights", "not_applicable", id="3/4"),
        pytest.param("tights", "A400 ¾ tights", "not_applicable", id="vulgar fraction"),
        pytest.param("tights", "Three-Quarter Tight", "not_applicable", id="three-quarter"),
        pytest.param("tights", "Corsaire de compression", "not_applicable", id="fr"),
        pytest.param("tights", "Dreiviertel-Lauftight", "not_applicable", id="de"),
        pytest.param("tights", "Long tights", "unknown", id="long"),
        pytest.param("sock", "Crew sock", "not_applicable", id="crew"),
        pytest.param("sock", "No-show sock", "not_applicable", id="no-show"),
        pytest.param("sock", "Sneakersocken", "not_applicable", id="sneaker de"),
        pytest.param("sock", "Team Crew over-the-calf sock", "unknown", id="over the calf"),
        pytest.param("sock", "Scintera screw sock", "unknown", id="whole words"),
        pytest.param("calf_sleeve", "Crew sleeve", "unknown", id="a sleeve reaches the calf"),
    ],
)  # fmt: skip
def test_names_of_garments_without_an_ankle_or_a_calf(garment: str, name: str, expected: str) -> None:
    assert judge(garment=garment, name=name).outcome == expected


def test_a_crew_sock_with_figures_at_the_calf_is_judged() -> None:
    assert short(judge(profile(B=20, C=15), name="Crew")) == "pass stated"


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param({"B": 20, "C": 16}, [], id="0.80 typical"),
        pytest.param({"B": 20, "C": 17}, [("graduated.ratio_high", "calf", 85, 80)], id="0.85 weak"),
        pytest.param({"B": 20, "C": 18}, [("graduated.ratio_high", "calf", 90, 80)], id="0.90 weak"),
        pytest.param({"B": 20, "C": 9}, [("graduated.ratio_low", "calf", 45, 50)], id="0.45 steep"),
        pytest.param({"B": 20, "C": 15.9, "D": 15}, [("graduated.ratio_high", "below_knee", 75, 70)], id="below knee"),
        pytest.param({"B": 20, "C": 15, "F": 3}, [("graduated.ratio_low", "thigh", 15, 20)], id="thigh low"),
        pytest.param({"B": 20, "C": 15, "G": 13}, [("graduated.ratio_high", "thigh", 65, 60)], id="thigh high"),
        pytest.param({"B1": 20, "C": 18}, [], id="no ankle, no ratio"),
    ],
)  # fmt: skip
def test_ratio_notes(points: dict, expected: list) -> None:
    verdict = judge(profile(**points))
    notes = [r for r in verdict.reasons if "ratio" in r.code]
    assert [(r.code, r.fact("point"), r.fact("percent"), r.fact("limit")) for r in notes] == expected
    assert ("weak_gradient" in verdict.marks) == any(e[:2] == ("graduated.ratio_high", "calf") for e in expected)


@pytest.mark.parametrize(
    ("parts", "expected", "settled"),
    [
        pytest.param([profile(B=20, C=14), profile("on_leg", B=15, C=25, wearers=4)], "unknown none", "open", id="4 wearers"),
        pytest.param([profile(B=20, C=14), profile("on_leg", B=15, C=25, wearers=5)], "fail inverse", "measured", id="5 wearers"),
        pytest.param([profile(B=14, C=20), profile("on_leg", B=30, C=15, wearers=5)], "pass measured", "measured", id="5 the other way"),
        pytest.param([profile(B=20, C=14), profile("laboratory", B=14, C=20)], "unknown none", "open", id="laboratory against stated"),
        pytest.param([profile(B=20, C=14), profile(B=14, C=20, source=OTHER)], "unknown none", "open", id="two pages of one brand"),
        pytest.param([profile(B=20, C=14), claim("not_graduated", "uniform compression")], "unknown none", "open", id="figures against words"),
        pytest.param([profile("on_leg", B=30, C=15, wearers=5), claim("other", "uniform compression")], "pass measured", "measured", id="measured against words"),
    ],
)  # fmt: skip
def test_conflicts(parts: list, expected: str, settled: str) -> None:
    verdict = judge(*parts)
    assert short(verdict) == expected
    assert "conflict" in verdict.marks
    assert [r.fact("settled") for r in verdict.reasons if r.code == "graduated.conflict"] == [settled]
    assert len([r for r in verdict.reasons if r.has("source")]) == 2, "both are shown"


def test_agreeing_evidence_takes_the_strongest_label() -> None:
    both = [profile(B=20, C=14), profile("laboratory", B=20, C=14)]
    assert short(judge(*both)) == "pass laboratory"
    assert short(judge(*both, profile("on_leg", B=30, C=15))) == "pass measured"
    assert short(judge(*both, profile("on_leg", B=20, C=19))) == "pass laboratory"


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param({"B": 18, "C": 12}, "pass stated", id="all pass"),
        pytest.param({"B": 12, "C": 18}, "unknown none", id="one fails"),
        pytest.param({"B": 40, "C": 37}, "unknown none", id="one open"),
    ],
)  # fmt: skip
def test_variants(second: dict, expected: str) -> None:
    verdict = judge(profile(variant="solid", B=20, C=14), profile(variant="patterned", **second))
    assert short(verdict) == expected
    assert ("variants" in verdict.marks) == (expected != "pass stated")


def test_a_variant_without_a_profile_says_nothing() -> None:
    assert short(judge(profile(variant="solid", B=20, C=14), stated(12, 14, variant="patterned"))) == "pass stated"


def test_two_variants_that_both_fail() -> None:
    assert short(judge(profile(variant="a", B=10, C=20), profile(variant="b", B=12, C=20))) == "fail inverse"


@pytest.mark.parametrize(
    ("low", "high", "where"), [(20, 30, "unstated"), (None, 18, "unstated"), (20, 20, "ankle"), (20, 30, "calf")]
)
def test_a_lone_range_is_never_a_profile(low: float | None, high: float, where: str) -> None:
    verdict = judge(stated(low, high, where))
    assert short(verdict) == "unknown none"
    assert codes(verdict) == (["lone_range", "nothing_said"] if where == "unstated" else ["points_missing"])


def test_figures_of_one_source_at_named_points_make_a_profile() -> None:
    assert short(judge(stated(20, 20, "ankle"), stated(14, 14, "calf"))) == "pass stated"


def test_a_bound_is_not_a_pressure() -> None:
    verdict = judge(stated(None, 18, "ankle"), stated(14, 14, "calf"))
    assert (short(verdict), codes(verdict)) == ("unknown none", ["point_open", "points_missing"])


def test_one_point_with_two_pressures_is_not_used() -> None:
    figure = profile(B=20, C=14)
    twice = PressureFigure(None, None, "", figure.kind, SOURCE, (*figure.profile, *profile(B=25).profile))
    assert codes(judge(twice)) == ["point_twice"]


def test_the_reason_carries_the_figures() -> None:
    assert judge(profile(B=23, C=14.6)).reasons == (
        because(
            "graduated.falls", kind="brand_stated", points=("B", "C"), pressures=(Pressure(230), Pressure(146)),
            source="https://example.org/a",
        ),
    )  # fmt: skip


def test_a_figure_that_fails_is_not_saved_by_a_claim() -> None:
    verdict = judge(profile(B=10, C=20), claim("graduated", "graduated"))
    assert (short(verdict), codes(verdict)) == ("fail inverse", ["inverse", "claimed"])


PRESSURES = st.integers(20, 600)
PROFILES = st.lists(PRESSURES, min_size=2, max_size=6).map(
    lambda p: dict(zip(("B", "B1", "C", "D", "F", "G"), p, strict=False))
)


def scaled(points: dict[str, int], by: int = 1) -> dict[str, float]:
    return {point: value * by / 10 for point, value in points.items()}


@settings(max_examples=150, deadline=None)
@given(PROFILES, st.integers(2, 9))
def test_scaling_up_keeps_a_profile_that_never_rises_and_one_that_is_inverse(points: dict, by: int) -> None:
    """A rise within the absolute rounding tolerance may grow out of it; nothing else may change for the worse."""
    before, after = judge(profile(**scaled(points))), judge(profile(**scaled(points, by)))
    rises = any(b > a for a, b in itertools.pairwise(points.values()))
    if before.outcome is Outcome.PASS and not rises:
        assert short(after) == short(before)
    if before.label == "inverse":
        assert after.label == "inverse"
    if not rises:
        assert after.label != "inverse"


@settings(max_examples=150, deadline=None)
@given(PROFILES)
def test_the_reversed_profile_of_one_that_passes_fails(points: dict) -> None:
    if judge(profile(**scaled(points))).outcome is Outcome.PASS and "B1" in points and len(points) > 2:
        reversed_points = dict(zip(points, reversed(points.values()), strict=True))
        assert short(judge(profile(**scaled(reversed_points)))) == "fail inverse"


@settings(max_examples=100, deadline=None)
@given(PROFILES.flatmap(lambda p: st.tuples(st.just(p), st.permutations(list(p)))), PRESSURES, PRESSURES)
def test_order_and_the_points_a_and_e_change_nothing(case: tuple, foot: int, knee: int) -> None:
    points, order = case
    plain = judge(profile(**scaled(points)))
    assert judge(profile(**scaled({"E": knee} | {p: points[p] for p in order} | {"A": foot}))) == plain


@settings(max_examples=100, deadline=None)
@given(PRESSURES, PRESSURES, st.permutations(["brand_stated", "laboratory", "on_leg"]))
def test_kinds_are_never_compared_with_one_another(ankle: int, calf: int, kinds: list[str]) -> None:
    verdict = judge(profile(kinds[0], B=ankle / 10), profile(kinds[1], C=calf / 10))
    assert (verdict.outcome, set(codes(verdict))) == (Outcome.UNKNOWN, {"points_missing"})


def verdict(outcome: str, label: str) -> Verdict:
    return Verdict("graduated", Outcome(outcome), (), label)


@pytest.mark.parametrize(
    ("outcome", "label", "by_default", "stated", "claimed"),
    [
        pytest.param("pass", "measured", True, True, True, id="measured"),
        pytest.param("pass", "stated", True, True, True, id="stated"),
        pytest.param("unknown", "claimed", True, False, True, id="claimed"),
        pytest.param("unknown", "none", True, False, False, id="unknown"),
        pytest.param("not_applicable", "none", True, False, False, id="not applicable"),
        pytest.param("fail", "inverse", False, False, False, id="fail"),
    ],
)  # fmt: skip
def test_filters(outcome: str, label: str, *, by_default: bool, stated: bool, claimed: bool) -> None:
    filters = (None, GraduatedFilter.STATED, GraduatedFilter.CLAIMED, GraduatedFilter.ANY)
    assert [allows(verdict(outcome, label), wanted) is None for wanted in filters] == [
        by_default,
        stated,
        claimed,
        True,
    ]


def test_a_filtered_product_says_why() -> None:
    reason = allows(verdict("unknown", "claimed"), GraduatedFilter.STATED)
    assert reason == because("graduated.filtered", wanted="stated", label="claimed", outcome="unknown")


def test_strength_ranks() -> None:
    labels = ["measured", "laboratory", "stated", "claimed", "none"]
    ranked = [strength_order(label) for label in labels]
    assert ranked == [0, 1, 2, 3, 4]
    assert strength_order("inverse") == 4
