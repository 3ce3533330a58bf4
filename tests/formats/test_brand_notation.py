"""What the short texts of a brand file mean, and that writing and reading are one another's inverse."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from brand_texts import read_brand_text
from hypothesis import given, settings
from hypothesis import strategies as st
from writable_products import products

from catalog.formats.brand_file.chart_draft import band_text, price_text
from catalog.formats.brand_file.product_draft import brand_draft_of
from catalog.formats.brand_file.write import brand_text
from catalog.formats.brand_toml import read_brand_files
from catalog.formats.draft.values import Scale, band, gtin, price
from catalog.model.leg import LegPoint
from catalog.model.problem import BadInput
from catalog.model.product import Money  # fmt: skip

BRANDS = Path(__file__).resolve().parents[2] / "seed" / "brands"
CM = Scale(LegPoint.CALF, "cm")
INCH = Scale(LegPoint.CALF, "in")


@pytest.mark.parametrize(
    ("text", "scale", "ends"),
    [
        pytest.param("30-34", CM, ((300_000, True), (340_000, True)), id="both ends belong"),
        pytest.param("30 – 34", CM, ((300_000, True), (340_000, True)), id="en dash"),
        pytest.param("30.5-34.25", CM, ((305_000, True), (342_500, True)), id="decimals"),
        pytest.param("30-<34", CM, ((300_000, True), (340_000, False)), id="upper end does not belong"),
        pytest.param(">30-34", CM, ((300_000, False), (340_000, True)), id="lower end does not belong"),
        pytest.param(">30-<34", CM, ((300_000, False), (340_000, False)), id="neither end belongs"),
        pytest.param("<37", CM, (None, (370_000, False)), id="less than"),
        pytest.param("<=12", CM, (None, (120_000, True)), id="at most"),
        pytest.param("≤12", CM, (None, (120_000, True)), id="at most, as one sign"),
        pytest.param(">37", CM, ((370_000, False), None), id="more than"),
        pytest.param(">=43", CM, ((430_000, True), None), id="at least"),
        pytest.param("38", CM, ((380_000, True), (380_000, True)), id="one figure"),
        pytest.param("12 1/4-14 1/2", INCH, ((311_150, True), (368_300, True)), id="fractions"),
        pytest.param("1/2-3/4", INCH, ((12_700, True), (19_050, True)), id="bare fractions"),
        pytest.param("28,5-32", CM, ((285_000, True), (320_000, True)), id="decimal comma"),
        pytest.param("28-32 cm", CM, ((280_000, True), (320_000, True)), id="the unit of the chart"),
        pytest.param("28 cm – 32 cm.", CM, ((280_000, True), (320_000, True)), id="the unit twice"),
        pytest.param("< 37 Zentimeter", CM, (None, (370_000, False)), id="the unit in another language"),
        pytest.param("28〜32", CM, ((280_000, True), (320_000, True)), id="a wave dash"),
        pytest.param("28⸺32", CM, ((280_000, True), (320_000, True)), id="a dash of two ems"),
        pytest.param("11½-12⅞", INCH, ((292_100, True), (327_025, True)), id="fraction signs"),
        pytest.param("13½-15¼", INCH, ((342_900, True), (387_350, True)), id="a fraction next to a dash"),
        pytest.param('13½"–15¼"', INCH, ((342_900, True), (387_350, True)), id="inch marks"),
        pytest.param("13 1/2—15 1/4 inches", INCH, ((342_900, True), (387_350, True)), id="em dash and inches"),
        pytest.param("28−32", CM, ((280_000, True), (320_000, True)), id="minus sign"),
        pytest.param("28‑32", CM, ((280_000, True), (320_000, True)), id="hyphen that does not break"),
        pytest.param(
            "28\N{NARROW NO-BREAK SPACE}-\N{THIN SPACE}32", CM, ((280_000, True), (320_000, True)), id="narrow blanks"
        ),
        pytest.param(
            "42⅔-43⅓", Scale(LegPoint.SHOE_EU, "EU"), ((4_267, True), (4_333, True)), id="thirds of a shoe size"
        ),
        pytest.param("45–50 kilograms", Scale(LegPoint.WEIGHT, "kg"), ((45_000, True), (50_000, True)), id="kilograms"),
        pytest.param("35-37.5", Scale(LegPoint.SHOE_EU, "EU"), ((3_500, True), (3_750, True)), id="shoe size"),
        pytest.param("45-50", Scale(LegPoint.WEIGHT, "kg"), ((45_000, True), (50_000, True)), id="weight"),
    ],
)
def test_bands(text: str, scale: Scale, ends: tuple[tuple[int, bool] | None, tuple[int, bool] | None]) -> None:
    found = band(text, scale)
    assert found is not None
    assert tuple(None if e is None else (e.at, e.closed) for e in (found.low, found.high)) == ends
    assert found.unit == scale.unit
    assert band(band_text(found), scale) == found


EU = Scale(LegPoint.SHOE_EU, "EU")


@pytest.mark.parametrize(
    ("text", "scale", "hint", "suggestion"),
    [
        pytest.param("35/38", EU, "file_range", "35-38", id="a range of shoes with a stroke"),
        pytest.param("38.5 / 40", EU, "file_range", "38.5-40", id="and blanks"),
        pytest.param("8/9", Scale(LegPoint.SHOE_UK, "UK"), "file_range", "8-9", id="of another system"),
        pytest.param("35/38", CM, "file_range", "35-38", id="a range of girths with a stroke"),
        pytest.param("7/8", INCH, "file_range", "7-8", id="what could be a part of an inch too"),
        pytest.param("1/2-3/4", EU, "file_band_notation", "", id="fractions of no shoe size"),
        pytest.param("42 5/3-43", EU, "file_band_notation", "", id="more than one shoe size"),
        pytest.param("143/8-15", INCH, "file_band_notation", "14 3/8-15", id="a lost blank"),
        pytest.param("13 5/2-16", INCH, "file_band_notation", "", id="more than one"),
        pytest.param("½-¾", CM, "file_band_notation", "", id="parts of a centimetre alone"),
        pytest.param("28,500-32", CM, "file_band_notation", "", id="a comma before three digits"),
        pytest.param("28-32 in", CM, "file_band_notation", "", id="another unit than the chart's"),
        pytest.param("28-32 cm around", CM, "file_band_notation", "", id="words after the unit"),
        pytest.param("30 to 34", CM, "file_range", "30-34", id="a word for a dash"),
        pytest.param("von 30 bis 34,5", CM, "file_range", "30-34.5", id="words of another language"),
        pytest.param("30~34", CM, "file_range", "30-34", id="a tilde"),
        pytest.param("30..34", CM, "file_range", "30-34", id="points"),
        pytest.param("34 to 30", CM, "file_band_notation", "", id="a word, the larger figure first"),
        pytest.param("-", CM, "file_band_notation", "", id="a dash for an empty cell"),
        pytest.param("14 3/7-15", INCH, "file_band_notation", "", id="a fraction is never made a decimal"),
    ],
)
def test_what_is_no_band_is_refused_with_what_was_meant(text: str, scale: Scale, hint: str, suggestion: str) -> None:
    with pytest.raises(BadInput) as refused:
        band(text, scale)
    (problem,) = refused.value.problems
    assert (problem.code, problem.hint, problem.suggestion) == ("not_a_band", hint, suggestion)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("36000291452", "036000291452", id="eleven digits of twelve"),
        pytest.param("36000291453", "", id="the check digit denies it"),
        pytest.param("1234565", "01234565", id="seven digits of eight"),
        pytest.param("00000000000", "", id="nothing but zeros"),
        pytest.param("12345", "", id="too short"),
    ],
)
def test_a_lost_leading_zero_of_a_gtin_is_proved_by_the_check_digit(text: str, suggestion: str) -> None:
    with pytest.raises(BadInput) as refused:
        gtin(text)
    (problem,) = refused.value.problems
    assert (problem.suggestion, problem.hint) == (suggestion, "file_lost_zero" if suggestion else "file_digits_alone")
    assert not suggestion or gtin(suggestion)


@pytest.mark.parametrize("unit", ["inch", "Inches", "Zoll", '"', "in.", "pulgadas"])
def test_the_unit_of_a_chart_is_read_in_any_spelling(unit: str) -> None:
    text = """brand = "B"
[[source]]
id = "s"
url = "https://example.com"
seen_on = "2026"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "b-sock"
name = "Sock"
garment = "sock"
sources = ["s"]
intended_use = ["running"]
[[product.chart]]
id = "c"
keyed_by = ["calf_max_girth"]
unit = \'UNIT\'
step = { calf_max_girth = "½" }
rows = [{ size = "M", calf_max_girth = "13½-15¼" }]
"""
    (product,) = read_brand_text(text.replace("UNIT", unit), "b.toml")
    (chart,) = product.charts
    assert chart.sizes[0].boxes[0].bands == (band("13 1/2-15 1/4", INCH),)
    assert chart.steps == ((LegPoint.CALF, 12_700),)


def test_a_figure_is_kept_as_printed() -> None:
    found = band("30.50-34", CM)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert (found.low.printed, found.high.printed) == ("30.50", "34")


def test_an_unreadable_figure_has_no_band() -> None:
    assert band("?", CM) is None


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("44.95 GBP", Money(4495, "GBP")),
        ("370 MYR", Money(37000, "MYR")),
        ("15750 JPY", Money(15750, "JPY")),
        ("5000 XOF", Money(5000, "XOF")),
        ("45 XXX", Money(4500, "")),
        ("1.005 KWD", Money(1005, "KWD")),
    ],
)
def test_prices(text: str, money: Money) -> None:
    assert price(text) == money
    assert price(price_text(money)) == money


@pytest.mark.parametrize("text", ["96385074", "012345678905", "4006381333931", "14006381333938"])
def test_gtins_are_padded(text: str) -> None:
    assert gtin(text) == text.rjust(14, "0")


@given(st.integers(1, 10**12))
@settings(max_examples=100, deadline=None)
def test_exactly_one_check_digit_is_right(body: int) -> None:
    stem, good = f"{body:013d}", 0
    for digit in range(10):
        try:
            good += gtin(f"{stem}{digit}") == f"{stem}{digit}"
        except BadInput:
            continue
    assert good == 1


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_reading_what_was_written_gives_the_same_products(data: st.DataObject) -> None:
    shelf = tuple(data.draw(products(n)) for n in range(data.draw(st.integers(1, 2))))
    assert read_brand_text(brand_text(brand_draft_of("Marke & Söhne", shelf)), "m.toml") == shelf


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(BadInput):
        read_brand_text(text, "x.toml")


def test_the_shipped_files_are_written_again_as_the_same_products() -> None:
    for name, found in read_brand_files([BRANDS]).items():
        assert read_brand_text(brand_text(brand_draft_of(found[0].brand, found)), name) == found


def test_one_file_holds_one_brand() -> None:
    found = next(iter(read_brand_files([BRANDS]).values()))
    with pytest.raises(ValueError, match="one brand"):
        brand_text(brand_draft_of("Other", found))


def test_the_examples_of_the_format_page_are_read() -> None:
    page = (BRANDS.parents[1] / "docs/shops/brand-files.md").read_text("utf-8")
    whole, shared, claims, ruling, variants = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    text = whole + claims.replace('source = "card"\n', "") + ruling + variants
    found, sharing = read_brand_text(text + shared, "page.toml")
    parts = (found.charts, found.claims, found.codes, found.pressure, found.variants)
    assert [len(part) for part in parts] == [1, 2, 1, 1, 1]
    assert [chart.id for chart in sharing.charts] == ["cep-calves-women"]
    assert found.ruling is not None
    assert (found.ruling.ruled, found.ruling.on) == ("sport", "2026-11-27")
