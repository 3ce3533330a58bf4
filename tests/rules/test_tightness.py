"""The tightness hint: direction and bands on one leg, never a bare figure, never a clearance."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pressures import SOURCE, claim, product, profile, stated

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import Band, Box, Edge, Product, Size, SizeChart
from catalog.model.quantities import Pressure
from catalog.model.question import Reading
from catalog.model.verdict import Reason
from catalog.rules.tightness import hint_tightness

POLICY = shipped_policy()
CALF, ANKLE = LegPoint.CALF, LegPoint.ANKLE


def band(point: LegPoint, low: float | None, high: float | None) -> Band:
    ends = [None if x is None else Edge(round(x * 10_000), closed=True, printed=f"{x:g}") for x in (low, high)]
    return Band(point, *ends, "cm")


def chart(*boxes: Box) -> SizeChart:
    made = boxes or (Box((band(ANKLE, 20, 24), band(CALF, 32, 38))),)
    return SizeChart("c", ((ANKLE,), (CALF,)), (Size("M", made),), SOURCE)


def leg(**cm: float) -> dict[LegPoint, Reading]:
    points = {"calf": CALF, "ankle": ANKLE}
    return {points[k]: Reading(round(v * 10_000), (round(v * 10_000),), "cm") for k, v in cm.items()}


def hints(worn: Product, of: SizeChart | None = None, size: str = "M", **cm: float) -> tuple[Reason, ...]:
    return hint_tightness(worn, of or chart(), size, leg(**cm), POLICY)


def only(reasons: tuple[Reason, ...], code: str) -> list[Reason]:
    return [r for r in reasons if r.code == f"tightness.{code}"]


@pytest.mark.parametrize(
    ("calf", "direction", "least", "most"),
    [
        pytest.param(35, "as_designed", 0, 0, id="middle"),
        pytest.param(36.1, "as_designed", 0, 7, id="within the tape"),
        pytest.param(36.2, "tighter", 0, 7, id="beyond the tape"),
        pytest.param(38, "tighter", 0, 18, id="top"),
        pytest.param(33.8, "looser", 0, 7, id="below"),
        pytest.param(32, "looser", 0, 17, id="bottom"),
    ],
)  # fmt: skip
def test_direction(calf: float, direction: str, least: int, most: int) -> None:
    (hint,) = hints(product(stated(20, 20, "ankle")), calf=calf)
    assert [hint.fact(f) for f in ("direction", "least_percent", "most_percent")] == [direction, least, most]


def test_twenty_at_the_ankle_in_the_middle_of_the_size() -> None:
    (hint,) = only(hints(product(stated(20, 20, "ankle")), ankle=22), "pressure")
    assert (hint.fact("low"), hint.fact("high")) == (Pressure(130), Pressure(270))
    assert (hint.fact("spread_percent"), hint.fact("elasticity_low"), hint.fact("elasticity_high")) == (20, 0, 2)


@pytest.mark.parametrize(
    ("figure", "ankle", "low", "high"),
    [
        pytest.param(stated(20, 30, "ankle"), 22, 15, 35, id="a wide range widens the band"),
        pytest.param(stated(20, 20, "ankle"), 24, 14, 30, id="larger leg"),
        pytest.param(stated(20, 20, "ankle"), 20, 12, 25, id="smaller leg"),
        pytest.param(profile(B=20, C=15), 22, 13, 27, id="from a profile"),
    ],
)  # fmt: skip
def test_pressure(figure: object, ankle: float, low: int, high: int) -> None:
    (hint,) = only(hints(product(figure), ankle=ankle), "pressure")
    assert (hint.fact("low"), hint.fact("high")) == (Pressure(low * 10), Pressure(high * 10))


@pytest.mark.parametrize(
    ("figure", "cm"),
    [
        pytest.param(stated(20, 30), {"ankle": 22, "calf": 35}, id="stated nowhere"),
        pytest.param(stated(20, 20, "ankle"), {"calf": 35}, id="stated elsewhere"),
        pytest.param(stated(None, 20, "ankle"), {"ankle": 22}, id="a bound only"),
        pytest.param(profile("on_leg", B=20, C=15), {"ankle": 22}, id="measured, not stated"),
        pytest.param(profile("laboratory", B=20, C=15), {"ankle": 22}, id="tested, not stated"),
    ],
)  # fmt: skip
def test_no_pressure_without_one_stated_at_the_point(figure: object, cm: dict) -> None:
    assert only(hints(product(figure), **cm), "pressure") == []


def test_variants_that_differ_widen_the_band() -> None:
    worn = product(stated(16, 16, "ankle", "solid"), stated(20, 20, "ankle", "patterned"))
    (hint,) = only(hints(worn, ankle=22), "pressure")
    assert (hint.fact("low"), hint.fact("high")) == (Pressure(100), Pressure(270))


@pytest.mark.parametrize(
    ("of", "size"),
    [
        pytest.param(chart(), "XXL", id="no such size"),
        pytest.param(chart(Box((band(CALF, None, 38),))), "M", id="open end"),
        pytest.param(chart(Box((band(LegPoint.HEIGHT, 160, 170),))), "M", id="no girth"),
        pytest.param(chart(Box((band(CALF, 30, 38),)), Box((band(CALF, 32, 40),))), "M", id="two boxes hold the leg"),
    ],
)  # fmt: skip
def test_no_hint_without_one_band(of: SizeChart, size: str) -> None:
    assert hints(product(stated(20, 20, "calf")), of, size, calf=35) == ()


def test_the_box_that_holds_the_leg_is_taken() -> None:
    of = chart(Box((band(CALF, 30, 34),)), Box((band(CALF, 34.5, 38),)))
    (hint,) = hints(product(stated(20, 20, "ankle")), of, calf=37)
    assert hint.fact("direction") == "as_designed"


@pytest.mark.parametrize(
    ("parts", "calf", "ankle", "most"),
    [
        pytest.param((stated(20, 20, "ankle"),), 37.8, 20.24, 104, id="8 percent apart each way at the nominal 75"),
        pytest.param((stated(20, 20, "ankle"),), 37, 21.5, None, id="less apart"),
        pytest.param((profile(B=20, C=14),), 37.8, 20.24, None, id="0.70 by design keeps below 1"),
        pytest.param((profile(B=20, C=17),), 37.8, 20.24, 118, id="0.85 by design loses it"),
        pytest.param((profile(B=10, C=23),), 37.8, 20.24, None, id="no gradient designed"),
        pytest.param((stated(20, 20, "ankle"), claim("not_graduated", "uniform")), 37.8, 20.24, None, id="no gradient claimed"),
        pytest.param((stated(20, 20, "ankle"),), 32, 24, None, id="the other way"),
    ],
)  # fmt: skip
def test_gradient_at_risk(parts: tuple, calf: float, ankle: float, most: int | None) -> None:
    risk = only(hints(product(*parts), calf=calf, ankle=ankle), "gradient_at_risk")
    assert [r.fact("most_percent") for r in risk] == ([] if most is None else [most])


def test_risk_needs_both_girths() -> None:
    assert only(hints(product(stated(20, 20, "ankle")), calf=38), "gradient_at_risk") == []


GIRTH = st.integers(300_000, 400_000)


@settings(max_examples=100, deadline=None)
@given(GIRTH, st.integers(50, 500), st.integers(0, 100))
def test_the_band_is_whole_holds_the_estimate_and_grows_with_the_leg(calf: int, low: int, width: int) -> None:
    worn = product(stated(low / 10, (low + width) / 10, "calf"))
    bands = []
    for girth in (calf, calf + 10_000):
        (hint,) = only(hints(worn, calf=girth / 10_000), "pressure")
        bands.append((hint.fact("low"), hint.fact("high")))
        assert all(end.tenths % 10 == 0 for end in bands[-1])
        estimate = Fraction(2 * low + width, 2) * Fraction(girth, 350_000)
        assert bands[-1][0].tenths < estimate < bands[-1][1].tenths
    assert bands[0][1] <= bands[1][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_hold_no_decimal_pressure_and_no_clearance(language: str) -> None:
    worn = product(stated(20, 20.5, "ankle"))
    sentences = [Messages(language).sentence(r) for r in hints(worn, calf=38, ankle=20.1)]
    assert len(sentences) == 4
    for sentence in sentences:
        assert not re.search(r"\d[.,]\d+\s*(mmHg|%)", sentence)
        assert not re.search(r"\b(safe|sicher|sûr|seguro|unbedenklich|sans danger)\b", sentence.lower())


def test_the_english_sentences_to_the_letter() -> None:
    sentences = [Messages("en").sentence(r) for r in hints(product(stated(20, 20, "ankle")), calf=38, ankle=20)]
    assert sentences == [
        "Your ankle girth of 20 cm is below the middle of size M (22 cm): expect it looser than designed, between 0 and 18 % less pressure there.",
        "Your calf girth of 38 cm is above the middle of size M (35 cm): expect it tighter than designed, between 0 and 18 % more pressure there.",
        "Where you measured your ankle girth, size M would press with roughly 12 mmHg to 25 mmHg on nine legs of ten like yours. This is an estimate, not a measurement.",
        "On this leg the pressure may no longer fall upward: with a calf of 38 cm and an ankle of 20 cm, the calf could get 75 to 107 % of the ankle pressure.",
    ]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param((), id="no pressure"),
        pytest.param((stated(20, 30),), id="at no named point"),
        pytest.param((profile("on_leg", B=25, C=20),), id="measured, not stated by the brand"),
        pytest.param((claim("graduated", "graduated compression"),), id="words alone"),
    ],
)
def test_nothing_is_said_where_the_brand_names_no_point(parts: tuple) -> None:
    assert hints(product(*parts), calf=37.8, ankle=20.24) == ()
