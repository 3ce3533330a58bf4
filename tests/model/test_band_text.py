"""The one text of a band: as printed, and in the wearer's own unit without letting a leg in that is not inside."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.formats.draft.values import Scale
from catalog.formats.draft.values import band as read
from catalog.messages.messages import Messages
from catalog.model.band_text import band_text
from catalog.model.leg import LegPoint
from catalog.model.product import Band, Edge
from catalog.model.quantities import Length

CALF, CM, IN = LegPoint.CALF, "cm", "in"


def printed(text, unit=CM, point=CALF):
    return read(text, Scale(point, unit))


@pytest.mark.parametrize(
    ("band", "units", "text"),
    [
        pytest.param(printed("35-38"), "", "35–38 cm", id="as printed"),
        pytest.param(printed("35-38"), CM, "35–38 cm", id="the wearer's own unit"),
        pytest.param(printed("350-380", "mm"), CM, "350–380 mm", id="millimetres are centimetres enough"),
        pytest.param(printed("35-38"), IN, "35–38 cm, 13.78–14.96 in", id="inches beside centimetres"),
        pytest.param(printed("14-15.5", IN), CM, "14–15.5 in, 35.6–39.3 cm", id="centimetres beside inches"),
        pytest.param(printed(">37"), IN, "> 37 cm, > 14.57 in", id="above"),
        pytest.param(printed("<37"), IN, "< 37 cm, < 14.56 in", id="below"),
        pytest.param(printed(">=37"), IN, "≥ 37 cm, ≥ 14.57 in", id="from"),
        pytest.param(printed("<=37"), "", "≤ 37 cm", id="up to"),
        pytest.param(printed(">30-<34"), "", "> 30–< 34 cm", id="neither edge"),
        pytest.param(printed("35-35"), IN, "35–35 cm", id="no inch is exactly that"),
        pytest.param(
            printed("35.01-35.02"), IN, "35.01–35.02 cm, 13.784–13.787 in", id="a narrow band gets more decimals"
        ),
        pytest.param(printed("60-72", "kg", LegPoint.WEIGHT), IN, "60–72 kg, 132.3–158.7 lb", id="a weight"),
        pytest.param(printed("160-175", CM, LegPoint.HEIGHT), IN, "160–175 cm, 63–68.89 in", id="a height"),
        pytest.param(printed("39-42", "eu", LegPoint.SHOE_EU), IN, "EU 39–42", id="a shoe size is never converted"),
        pytest.param(printed("5-7", "us w", LegPoint.SHOE_US_WOMEN), "", "US W 5–7", id="a system of two words"),
        pytest.param(printed("5-7", "unstated", LegPoint.SHOE_UNSTATED), IN, "5–7", id="no system stated"),
        pytest.param(Band(CALF, None, None, CM), IN, "* cm", id="no limit at all"),
    ],
)
def test_a_band_in_words(band, units, text):
    assert band_text(band, units) == text


def test_a_sentence_has_it_in_the_way_of_the_language():
    assert Messages("de", IN).fact(printed("35-38")) == "35–38 cm, 13,78–14,96 in"


@given(st.integers(200_000, 600_000), st.integers(0, 100_000), st.integers(1_000, 2_500))
def test_a_leg_of_whole_hundredths_is_inside_what_is_shown_only_if_it_is_inside(low, width, hundredths):
    band = Band(CALF, Edge(low, closed=True, printed="a"), Edge(low + width, closed=True, printed="b"), CM)
    shown = band_text(band, IN)
    leg = Length(hundredths * 254)
    if ", " not in shown:
        return
    first, last = (Fraction(end) for end in shown.split(", ")[1].removesuffix(" in").split("–"))
    if first <= Fraction(hundredths, 100) <= last:
        assert band.holds(leg.um)
