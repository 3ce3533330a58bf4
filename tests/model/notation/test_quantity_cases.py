"""Tables of what people type: what is read with its value, what is refused with what was probably meant, and the words."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from building import sentences_of

from catalog.model.problem import BadInput
from catalog.model.quantities import Length, Mass, ShoeSize

CASES = Path(__file__).parents[2] / "cases"
KINDS = {"length": Length, "mass": Mass, "shoe": ShoeSize}
STORED = {
    "length": lambda length: length.um,
    "mass": lambda mass: mass.g,
    "shoe": lambda size: f"{size.system} {size.hundredths}",
}


def cases(name):
    return tomli.loads((CASES / f"typed-{name}.toml").read_text("utf-8"))


def refused(kind, text):
    with pytest.raises(BadInput) as bad:
        KINDS[kind].parse(text)
    return bad.value


READ = [pytest.param(k, t, v, id=f"{k}-{t!a}") for k, texts in cases("read").items() for t, v in texts.items()]
REFUSED = [pytest.param(k, row, id=f"{k}-{row['text']!a}") for k, rows in cases("refused").items() for row in rows]
SAID = [pytest.param(k, row, id=f"{k}-{row['text']!a}") for k, rows in cases("sentences").items() for row in rows]


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_a_text_is_read(kind, text, value):
    assert STORED[kind](KINDS[kind].parse(text)) == value


@pytest.mark.parametrize(("kind", "row"), REFUSED)
def test_a_text_is_refused_with_what_was_meant(kind, row):
    (problem,) = refused(kind, row["text"]).problems
    told = {"text": row["text"], "code": problem.code, "hint": problem.hint, "suggestion": problem.suggestion}
    assert told == row


@pytest.mark.parametrize(("kind", "row"), [c for c in REFUSED if c.values[1]["suggestion"]])
def test_what_is_suggested_is_read(kind, row):
    KINDS[kind].parse(row["suggestion"])


@pytest.mark.parametrize(("kind", "row"), SAID)
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl"])
def test_a_refusal_is_said_to_the_letter(kind, row, language):
    assert sentences_of(refused(kind, row["text"]), language) == row[language]


@pytest.mark.parametrize(
    ("text", "most", "um"),
    [
        pytest.param("42,195 km", 5_000_000_000_000, 42_195_000_000, id="no run is 42,195 kilometres long"),
        pytest.param("36,500 cm", 10_000_000, 365_000, id="no girth is 36,500 centimetres"),
        pytest.param("1,780 m", 10_000_000, 1_780_000, id="nobody is 1,780 metres tall"),
        pytest.param("14,375 in", 10_000_000, 365_125, id="no girth is 14,375 inches"),
        pytest.param("0,365 m", 10_000_000, 365_000, id="nothing before the comma"),
        pytest.param("00,365 m", None, 365_000, id="zeros before the comma"),
    ],
)
def test_a_comma_before_three_digits_is_a_decimal_mark_where_nothing_else_is_possible(text, most, um):
    assert Length.parse(text, ("mm", "cm", "m", "km", "in"), most).um == um


@pytest.mark.parametrize(
    ("text", "most", "suggestion"),
    [
        pytest.param("5,000 m", 5_000_000_000_000, "5000 m", id="five metres or five kilometres"),
        pytest.param("1,234 mm", 10_000_000, "1234 mm", id="millimetres"),
        pytest.param("36,500 cm", None, "", id="in no field at all"),
        pytest.param("1234,567 cm", 10_000_000, "", id="too much either way"),
    ],
)
def test_a_comma_before_three_digits_is_refused_where_both_are_possible(text, most, suggestion):
    with pytest.raises(BadInput) as bad:
        Length.parse(text, ("mm", "cm", "m", "km"), most)
    (problem,) = bad.value.problems
    assert (problem.code, problem.suggestion) == ("ambiguous_number", suggestion)
