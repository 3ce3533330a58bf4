"""What people write as a measure: read, printed, refused to the letter."""

from __future__ import annotations

from fractions import Fraction

import pytest
from building import sentences_of
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple

from catalog.model.leg import LegPoint
from catalog.model.number_text import nearest
from catalog.model.problem import BadInput
from catalog.model.quantities import Length, Limit, Mass, Pressure, ShoeSize, per_unit, quantity

bounded = settings(max_examples=150, deadline=None)
A_LENGTH = 'a length with its unit, like "36.5 cm", "365 mm" or "14 1/2 in"'
A_WEIGHT = 'a weight with its unit, like "72 kg" or "158 lb"'
A_SHOE = 'a shoe size with its system, like "EU 43", "UK 8.5" or "US M 9"'
A_PRESSURE = 'a pressure with its unit, like "18 mmHg"'
NEVER_GUESSED = "Write the unit: a bare number is never guessed."


def _row(kind, text, stored):
    return pytest.param(kind, text, stored, id=f"{kind.__name__}-{text}")


@pytest.mark.parametrize(
    ("kind", "text", "stored"),
    [
        _row(Length, "36.5 cm", Length(365_000)),
        _row(Length, "36,5cm", Length(365_000)),
        _row(Length, "365 mm", Length(365_000)),
        _row(Length, "0.365 m", Length(365_000)),
        _row(Length, " 36.5  cm ", Length(365_000)),
        _row(Length, "36.5\N{NO-BREAK SPACE}cm", Length(365_000)),
        _row(Length, "36.5\N{THIN SPACE}cm", Length(365_000)),
        _row(Length, "36.5 CM", Length(365_000)),
        _row(Length, "36.5 cm.", Length(365_000)),
        _row(Length, "36.5 centimetres", Length(365_000)),
        _row(Length, ".5 cm", Length(5_000)),
        _row(Length, "14 1/2 in", Length(368_300)),
        _row(Length, "14-1/2 in", Length(368_300)),
        _row(Length, '14½"', Length(368_300)),
        _row(Length, "14 ½ in", Length(368_300)),
        _row(Length, "14 1\N{FRACTION SLASH}2 in", Length(368_300)),
        _row(Length, "14.5in", Length(368_300)),
        _row(Length, "14.5 in.", Length(368_300)),
        _row(Length, "14.5 inches", Length(368_300)),
        _row(Length, "14.5''", Length(368_300)),
        _row(Length, "14.5\N{DOUBLE PRIME}", Length(368_300)),
        _row(Length, "14 7/8 in", Length(377_825)),
        _row(Length, "5'10\"", Length(1_778_000)),
        _row(Length, "5'10", Length(1_778_000)),
        _row(Length, "5 ft 10 in", Length(1_778_000)),
        _row(Length, "5\N{PRIME}10½\N{DOUBLE PRIME}", Length(1_790_700)),
        _row(Length, "6 ft", Length(1_828_800)),
        _row(Mass, "72 kg", Mass(72_000)),
        _row(Mass, "72,5kg", Mass(72_500)),
        _row(Mass, "158 lb", Mass(71_668)),
        _row(Mass, "158 lbs", Mass(71_668)),
        _row(Mass, "158 pounds", Mass(71_668)),
        _row(Mass, "900 g", Mass(900)),
        _row(Pressure, "18 mmHg", Pressure(180)),
        _row(Pressure, "18.5 mm Hg", Pressure(185)),
        _row(ShoeSize, "EU 43", ShoeSize(LegPoint.SHOE_EU, 4300)),
        _row(ShoeSize, "43 EU", ShoeSize(LegPoint.SHOE_EU, 4300)),
        _row(ShoeSize, "eu43", ShoeSize(LegPoint.SHOE_EU, 4300)),
        _row(ShoeSize, "EU 43 1/3", ShoeSize(LegPoint.SHOE_EU, 4333)),
        _row(ShoeSize, "UK 8.5", ShoeSize(LegPoint.SHOE_UK, 850)),
        _row(ShoeSize, "UK 8½", ShoeSize(LegPoint.SHOE_UK, 850)),
        _row(ShoeSize, "US 9", ShoeSize(LegPoint.SHOE_US, 900)),
        _row(ShoeSize, "US M 9", ShoeSize(LegPoint.SHOE_US_MEN, 900)),
        _row(ShoeSize, "9 US M", ShoeSize(LegPoint.SHOE_US_MEN, 900)),
        _row(ShoeSize, "US women's 7,5", ShoeSize(LegPoint.SHOE_US_WOMEN, 750)),
    ],
)
def test_reads_what_people_write(kind, text, stored):
    assert kind.parse(text) == stored


def _no(kind, text, sentence, name=None):
    return pytest.param(kind, text, sentence, id=f"{kind.__name__}-{name or text}")


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        _no(Length, "36.5", f"read '36.5', expected {A_LENGTH}. {NEVER_GUESSED}"),
        _no(Length, 36.5, f"read '36.5', expected {A_LENGTH}. {NEVER_GUESSED}", "number"),
        _no(Length, 10**5000, f"read 'a number of more than 18 digits', expected {A_LENGTH}. {NEVER_GUESSED}", "huge"),
        _no(Length, text=True, sentence=f"read 'true', expected {A_LENGTH}. Write it as text with a unit."),
        _no(Length, None, f"read 'null', expected {A_LENGTH}. Write it as text with a unit.", "null"),
        _no(Length, [[[]]], f"read 'a list of 1', expected {A_LENGTH}. Write it as text with a unit.", "list"),
        _no(Length, "", f"expected {A_LENGTH}. Write a number and a unit.", "empty"),
        _no(Length, "cm", f"read 'cm', expected {A_LENGTH}. Write one number and one unit."),
        _no(Length, "-36 cm", f"read '-36 cm', expected {A_LENGTH}. Write a number above zero."),
        _no(Length, "\N{MINUS SIGN}36 cm", f"read '\N{MINUS SIGN}36 cm', expected {A_LENGTH}. Write a number above zero.", "minus sign"),
        _no(Length, "0 cm", f"read '0 cm', expected {A_LENGTH}. Write a number above zero."),
        _no(Length, "0.0001 mm", f"read '0.0001 mm', expected {A_LENGTH}. Write a number above zero."),
        _no(Length, "NaN cm", f"read 'NaN cm', expected {A_LENGTH}. Write a plain number."),
        _no(Length, "inf", f"read 'inf', expected {A_LENGTH}. Write a plain number."),
        _no(Length, "1/0 in", f"read '1/0 in', expected {A_LENGTH}. Write a plain number."),
        _no(Length, "36 furlongs", f"read '36 furlongs', expected {A_LENGTH}. “furlongs” is not a unit known here."),
        _no(Length, "36 kg", f"read '36 kg', expected {A_LENGTH}. “kg” is not a unit known here."),
        _no(Length, "36 cm 14 in", f"read '36 cm 14 in', expected {A_LENGTH}. Write one unit only."),
        _no(Length, "36 cm (14 in)", f"read '36 cm (14 in)', expected {A_LENGTH}. Write one unit only."),
        _no(Length, "36 cm/in", f"read '36 cm/in', expected {A_LENGTH}. Write one unit only."),
        _no(Length, "36 cm in", f"read '36 cm in', expected {A_LENGTH}. Write one unit only."),
        _no(Length, "36 cm or in", f"read '36 cm or in', expected {A_LENGTH}. Write one unit only."),
        _no(Length, "36-38 cm", f"read '36-38 cm', expected {A_LENGTH}. Write one number and one unit."),
        _no(Length, "36.5.1 cm", f"read '36.5.1 cm', expected {A_LENGTH}. Write one number and one unit."),
        _no(Length, "5'12\"", f"read '5\\'12\"', expected {A_LENGTH}. A foot has 12 inches: write fewer.", "feet and too many inches"),
        _no(Length, "1,234 mm", f"read '1,234 mm', expected {A_LENGTH}. A comma before three digits could be a decimal or a thousands mark: write a point."),
        _no(Length, "9" * 99 + " cm", f"read '{'9' * 59}\N{HORIZONTAL ELLIPSIS}', expected {A_LENGTH}. Write one number and one unit.", "long"),
        _no(Length, "36\ncm", f"read '36\N{REPLACEMENT CHARACTER}cm', expected {A_LENGTH}. Take out the invisible characters.", "newline"),
        _no(Length, "36\x00cm", f"read '36\N{REPLACEMENT CHARACTER}cm', expected {A_LENGTH}. Take out the invisible characters.", "nul"),
        _no(Length, "36 \u202ecm", f"read '36 \N{REPLACEMENT CHARACTER}cm', expected {A_LENGTH}. Take out the invisible characters.", "direction mark"),
        _no(Mass, "72", f"read '72', expected {A_WEIGHT}. {NEVER_GUESSED}"),
        _no(Mass, "11 furlongs", f"read '11 furlongs', expected {A_WEIGHT}. “furlongs” is not a unit known here."),
        _no(Mass, "-72 kg", f"read '-72 kg', expected {A_WEIGHT}. Write a number above zero."),
        _no(Pressure, "2.4 kPa", f"read '2.4 kPa', expected {A_PRESSURE}. “kPa” is not a unit known here."),
        _no(Pressure, 18, f"read '18', expected {A_PRESSURE}. {NEVER_GUESSED}", "number"),
        _no(ShoeSize, "43", f"read '43', expected {A_SHOE}. Write the system: EU, UK, US M or US W."),
        _no(ShoeSize, "EU", f"read 'EU', expected {A_SHOE}. Write one system and one size."),
        _no(ShoeSize, "EU 43 UK 9", f"read 'EU 43 UK 9', expected {A_SHOE}. Write one system and one size."),
        _no(ShoeSize, "EU M 43", f"read 'EU M 43', expected {A_SHOE}. Did you mean “EU 43”? Only US sizes are told apart by M and W: leave the letter out."),
        _no(ShoeSize, "EU 0", f"read 'EU 0', expected {A_SHOE}. Write a number above zero."),
        _no(ShoeSize, "EU -43", f"read 'EU -43', expected {A_SHOE}. Write one system and one size."),
    ],
)  # fmt: skip
def test_refuses_with_what_to_write(kind, text, sentence):
    with pytest.raises(BadInput) as refused:
        kind.parse(text)
    assert sentences_of(refused.value) == sentence


lengths = st.integers(1, 3_000_000).map(Length)


@bounded
@given(lengths, st.sampled_from(["mm", "cm", "m", "in"]))
def test_length_printed_and_read_is_the_same(length, unit):
    assert Length.parse_with_unit(length.text(unit)) == (length, unit)


@bounded
@given(st.integers(1, 10**13).map(Length), st.sampled_from(["m", "km", "mi"]))
def test_distance_printed_and_read_is_the_same(length, unit):
    assert Length.parse_with_unit(length.text(unit), ("m", "km", "mi")) == (length, unit)


@bounded
@given(st.integers(1, 10**7).map(Mass), st.sampled_from(["g", "kg", "lb"]))
def test_mass_printed_and_read_is_the_same(mass, unit):
    assert Mass.parse_with_unit(mass.text(unit)) == (mass, unit)


@bounded
@given(st.integers(1, 10**5).map(Pressure))
def test_pressure_printed_and_read_is_the_same(pressure):
    assert Pressure.parse(pressure.text()) == pressure


SYSTEMS = [
    LegPoint.SHOE_EU, LegPoint.SHOE_UK, LegPoint.SHOE_US, LegPoint.SHOE_US_MEN, LegPoint.SHOE_US_WOMEN,
]  # fmt: skip


@bounded
@given(st.builds(ShoeSize, st.sampled_from(SYSTEMS), st.integers(1, 9_999)))
def test_shoe_size_printed_and_read_is_the_same(size):
    assert ShoeSize.parse(size.text()) == size


@bounded
@given(st.integers(1, 10_000))
def test_same_length_in_cm_mm_and_inches_is_equal(quarters_of_an_inch):
    inches = Fraction(quarters_of_an_inch, 4)
    micrometres = quarters_of_an_inch * 6350
    mm, rest = divmod(micrometres, 1000)
    cm = f"{mm // 10}.{mm % 10}{rest:03} cm"
    whole, part = divmod(inches.numerator, inches.denominator)
    in_words = f"{whole} {part}/{inches.denominator} in" if part else f"{whole} in"
    written = [cm, cm.replace(".", ",", 1), f"{mm}.{rest:03} mm", f"{float(inches):.2f} in", in_words]
    assert {Length.parse(text) for text in written} == {Length(micrometres)}


@settings(max_examples=300, deadline=None)
@given(
    st.text() | st.text("0123456789.,/-½'\" cmifteuskgHlbw\n+", max_size=20),
    st.sampled_from([Length, Mass, Pressure, ShoeSize]),
)
def test_any_text_is_read_or_refused(text, kind):
    try:
        whole = astuple(kind.parse(text))[-1]
    except BadInput as refused:
        (problem,) = refused.problems
        assert (problem.field, problem.expected) == ("", kind.EXPECTED)
    else:
        assert whole > 0


UNITS = (("mm", "cm", "m", "in", "ft"), ("km", "m", "mi"))


@settings(max_examples=500, deadline=None)
@given(
    st.from_regex(r"\A[0-9]{1,7}(\.[0-9]{1,5})? ?(mm|cm|m|km|in|mi|ft)\Z") | st.text("0123456789. mckif", max_size=9),
    st.sampled_from(UNITS),
)
def test_the_usual_way_reads_what_any_way_reads(text, units):
    quick = Length._usual(text, units)
    if quick is not None:
        assert quick == Length._any(text, units)


@pytest.mark.parametrize("text", [pytest.param(t, id=t) for t in ("365 mm", "36.5 cm", "36.5cm", "14.25 in", "2 m")])
def test_the_usual_way_is_the_usual_one(text):
    assert Length._usual(text, UNITS[0]) == Length._any(text, UNITS[0])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(t, id=t)
        for t in ("0 cm", "0.00001 mm", "1.2345 mm", "36,5 cm", "365", "5 ft", "3 km", "٣ cm", "1 cm\n")
    ],
)
def test_what_the_usual_way_leaves_to_the_other(text):
    assert Length._usual(text, UNITS[0]) is None


def test_order_of_quantities_is_that_of_their_size():
    assert Length.parse("14 in") < Length.parse("36 cm") < Length.parse("0.37 m")
    assert Mass.parse("158 lb") < Mass.parse("72 kg")


@pytest.mark.parametrize(
    ("length", "unit", "text"),
    [
        pytest.param(Length(365_000), "cm", "36.5 cm", id="cm"),
        pytest.param(Length(365_400), "cm", "36.5 cm", id="cm rounded"),
        pytest.param(Length(365_000), "mm", "365 mm", id="mm"),
        pytest.param(Length(368_300), "in", "14.5 in", id="in"),
        pytest.param(Length(365_000), "in", "14.37 in", id="in rounded"),
        pytest.param(Length(365_125), "in", "14 3/8 in", id="an eighth of an inch"),
        pytest.param(Length(357_188), "in", "14 1/16 in", id="a sixteenth of an inch"),
        pytest.param(Length(3_175), "in", "1/8 in", id="less than an inch"),
        pytest.param(Length(365_130), "in", "14.38 in", id="beside an eighth"),
        pytest.param(Length(444_500), "cm", "44.45 cm", id="half a millimetre"),
        pytest.param(Length(21_097_500_000), "km", "21.1 km", id="km"),
    ],
)
def test_about_is_what_a_person_reads(length, unit, text):
    assert length.about(unit) == text


@pytest.mark.parametrize(
    ("point", "at", "ends"),
    [
        pytest.param(LegPoint.CALF, 387_350, ["38.8 cm", "38.7 cm", "15.25 in", "15.25 in"], id="between two marks of a tape in cm"),
        pytest.param(LegPoint.CALF, 444_500, ["44.45 cm", "44.45 cm", "17.5 in", "17.5 in"], id="half a millimetre"),
        pytest.param(LegPoint.CALF, 380_000, ["38 cm", "38 cm", "14.97 in", "14.96 in"], id="between two marks of a tape in inches"),
        pytest.param(LegPoint.CALF, 357_188, ["35.8 cm", "35.7 cm", "14 1/16 in", "14 1/16 in"], id="a sixteenth of an inch"),
        pytest.param(LegPoint.WEIGHT, 79_379, ["79.4 kg", "79.3 kg", "175 lb", "175 lb"], id="mass"),
        pytest.param(LegPoint.SHOE_EU, 4_250, ["EU 42.5"] * 4, id="shoe"),
    ],
)  # fmt: skip
def test_an_end_of_a_band_is_rounded_into_it(point, at, ends):
    assert [Limit(point, at, is_low).about(units) for units in ("cm", "in") for is_low in (True, False)] == ends


@pytest.mark.parametrize(
    ("point", "value", "text"),
    [
        pytest.param(LegPoint.CALF, 365_000, "36.5 cm", id="girth"),
        pytest.param(LegPoint.WEIGHT, 72_000, "72 kg", id="weight"),
        pytest.param(LegPoint.SHOE_US_MEN, 950, "US M 9.5", id="shoe"),
        pytest.param(LegPoint.SHOE_UNSTATED, 950, "9.5", id="shoe of no stated system"),
    ],
)
def test_stored_number_of_a_point_has_a_unit(point, value, text):
    assert quantity(point, value).text() == text


@pytest.mark.parametrize(
    ("point", "unit", "per"),
    [
        pytest.param(LegPoint.CALF, "in", 25_400, id="inch"),
        pytest.param(LegPoint.CALF, "cm", 10_000, id="cm"),
        pytest.param(LegPoint.WEIGHT, "kg", 1000, id="kg"),
        pytest.param(LegPoint.SHOE_EU, "", 100, id="shoe"),
    ],
)
def test_one_printed_unit_in_the_store(point, unit, per):
    assert per_unit(point, unit) == per


def test_every_point_has_its_kind_and_letters_are_unique():
    letters = [p.letter for p in LegPoint if p.letter]
    assert len(letters) == len(set(letters))
    assert LegPoint.CALF.letter == "cC"
    assert LegPoint.HEIGHT.letter == ""
    assert not LegPoint.HIP.is_sided
    assert not LegPoint.SHOE_EU.is_girth
    assert {p for p in LegPoint if p.is_girth and not p.is_sided} == {LegPoint.HIP, LegPoint.WAIST}


@pytest.mark.parametrize(
    ("over", "under"), [(0, 7), (1, 2), (3, 2), (5, 2), (-1, 2), (-3, 2), (7, 3), (8, 3), (14, 7), (10**30 + 1, 2)]
)
def test_the_nearest_whole_number_is_that_of_a_fraction(over, under):
    assert nearest(over, under) == round(Fraction(over, under))
