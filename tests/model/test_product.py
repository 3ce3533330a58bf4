"""Bands, boxes and charts: edges, printed steps, order."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model.leg import LegPoint
from catalog.model.product import (  # fmt: skip
    Band,
    Box,
    CatalogVersion,
    Claim,
    ClaimKind,
    Confidence,
    Edge,
    Garment,
    Position,
    Product,
    Size,
    SizeChart,
    Source,
    printed_step,
)
from catalog.model.quantities import per_unit

CALF, ANKLE = LegPoint.CALF, LegPoint.ANKLE
SOURCE = Source("https://example.org/chart", "2026-01-02", "text", Confidence.FIRST_HAND)


def edge(figure, unit="cm", point=CALF, *, closed=True):
    return Edge(round(Fraction(figure) * per_unit(point, unit)), closed, figure)


def band(low, high, unit="cm", point=CALF):
    return Band(point, edge(low, unit, point) if low else None, edge(high, unit, point) if high else None, unit)


@pytest.mark.parametrize(
    ("low_closed", "high_closed", "value", "holds"),
    [
        pytest.param(True, True, 349_999, False, id="below"),
        pytest.param(True, True, 350_000, True, id="on a closed low edge"),
        pytest.param(False, True, 350_000, False, id="on an open low edge"),
        pytest.param(False, True, 350_001, True, id="just above an open low edge"),
        pytest.param(True, True, 365_000, True, id="inside"),
        pytest.param(True, True, 380_000, True, id="on a closed high edge"),
        pytest.param(True, False, 380_000, False, id="on an open high edge"),
        pytest.param(True, False, 379_999, True, id="just below an open high edge"),
        pytest.param(True, True, 380_001, False, id="above"),
    ],
)
def test_each_edge_of_a_band_has_its_own_kind(low_closed, high_closed, value, holds):
    at = Band(CALF, edge("35", closed=low_closed), edge("38", closed=high_closed), "cm")
    assert at.holds(value) is holds


@pytest.mark.parametrize(
    ("open_band", "value", "holds"),
    [
        pytest.param(band(None, "38"), 1, True, id="no low end"),
        pytest.param(band(None, "38"), 380_001, False, id="no low end, above"),
        pytest.param(band("38", None), 10**9, True, id="no high end"),
        pytest.param(band("38", None), 379_999, False, id="no high end, below"),
        pytest.param(band(None, None), 1, True, id="no end at all"),
    ],
)
def test_an_end_that_is_not_there_never_refuses(open_band, value, holds):
    assert open_band.holds(value) is holds


def test_a_band_of_one_value_holds_just_that():
    point = band("41", "41")
    assert [point.holds(v) for v in (409_999, 410_000, 410_001)] == [False, True, False]


def test_a_band_with_an_open_edge_on_its_only_value_holds_nothing():
    assert not Band(CALF, edge("41"), edge("41", closed=False), "cm").holds(410_000)


@pytest.mark.parametrize(
    ("bands", "step"),
    [
        pytest.param((), 0, id="nothing printed"),
        pytest.param((band(None, None),), 0, id="no figure printed"),
        pytest.param((band("30", "34"), band("35", "38")), 10_000, id="whole centimetres"),
        pytest.param((band("30", "34.5"), band("35", "38")), 5_000, id="halves"),
        pytest.param((band("30", "34.25"),), 2_500, id="quarters"),
        pytest.param((band("30", "34.2"), band("34.4", None)), 2_000, id="fifths"),
        pytest.param((band("30", "34.9"),), 1_000, id="tenths"),
        pytest.param((band("30.5", "34.2"),), 1_000, id="halves and fifths need tenths"),
        pytest.param((band("300", "349", "mm"),), 1_000, id="whole millimetres"),
        pytest.param((band("12", "15", "in"),), 25_400, id="whole inches"),
        pytest.param((band("12.25", "15", "in"),), 6_350, id="quarter inches"),
        pytest.param((band("12.125", "15", "in"),), 3_175, id="eighth inches"),
        pytest.param((band("12.0625", "15", "in"),), 1_587, id="sixteenth inches, in whole micrometres"),
        pytest.param((band("12.37", "15", "in"),), 254, id="hundredth inches"),
        pytest.param((band("12.371", "15", "in"),), 254, id="finer than we look"),
        pytest.param((band("45.5", "60", "kg", LegPoint.WEIGHT),), 500, id="half kilograms"),
        pytest.param((band("36", "38.5", "", LegPoint.SHOE_EU),), 50, id="half shoe sizes"),
    ],
)
def test_the_printed_step_is_the_coarsest_that_prints_every_figure(bands, step):
    point = bands[0].point if bands else CALF
    assert printed_step(point, bands) == step


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(200, 600), min_size=1, max_size=8))
def test_every_figure_is_a_multiple_of_the_printed_step(tenths):
    bands = tuple(band(f"{t // 10}.{t % 10}", None) for t in tenths)
    step = printed_step(CALF, bands)
    assert all(b.low.at % step == 0 for b in bands)


def _chart(*, current=True, version=""):
    small = Size("S", (Box((band("30", "34"), band("20", "22", point=ANKLE))),))
    medium = Size("M", (Box((band("35", "38"),)), Box((band("38", "40"),), "wide calf")))
    return SizeChart(
        "c", ((CALF,), (LegPoint.SHOE_EU, LegPoint.SHOE_UK)), (small, medium), SOURCE,
        version=version, current=current, steps=((CALF, 10_000),),
    )  # fmt: skip


def test_boxes_come_with_their_size_in_printed_order():
    assert [(s.label, b.note, b.bands[0].low.printed) for s, b in _chart().boxes()] == [
        ("S", "", "30"),
        ("M", "", "35"),
        ("M", "wide calf", "38"),
    ]


def test_points_are_those_of_every_key_in_printed_order():
    assert _chart().points == (CALF, LegPoint.SHOE_EU, LegPoint.SHOE_UK)


def test_step_of_a_point_without_figures_is_zero():
    assert (_chart().step(CALF), _chart().step(ANKLE)) == (10_000, 0)


def test_a_box_knows_its_bands_by_point():
    (_, box), *_ = _chart().boxes()
    assert box.band(ANKLE) == band("20", "22", point=ANKLE)
    assert box.band(LegPoint.THIGH) is None


def _product(**more):
    return Product("p", "Brand", "Sock", Garment.SOCK, (SOURCE,), **more)


@pytest.mark.parametrize(
    ("charts", "version"),
    [
        pytest.param((), None, id="no chart"),
        pytest.param((_chart(current=False, version="old"),), None, id="only an old one"),
        pytest.param((_chart(current=False, version="old"), _chart(version="new")), "new", id="rivals"),
    ],
)
def test_the_chart_in_force_is_the_current_one(charts, version):
    chart = _product(charts=charts).chart
    assert (chart.version if chart else None) == version


def test_a_product_breathes_only_where_a_source_says_so():
    claims = (
        Claim(ClaimKind.BREATHABLE, "moves sweat", Position.FEATURES, SOURCE),
        Claim(ClaimKind.INTENDED_USE, "running", Position.INTENDED_USE, SOURCE),
    )
    assert _product(claims=claims).breathable
    assert _product(claims=claims).intended_uses() == ("running",)
    assert not _product().breathable


def test_a_catalog_version_is_its_number_and_stamp():
    assert CatalogVersion(7, "a1b2c3").text == "7-a1b2c3"
