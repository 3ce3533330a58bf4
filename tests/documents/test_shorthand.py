"""The short words for a run: what each assumes, that the question reads it, and what is refused."""

import pytest

from catalog.documents.question_reader import parse_question
from catalog.documents.shorthand import ALIASES, EXAMPLES, NAMED, expand
from catalog.model.problem import BadInput

WORDS = [
    ("5k", {"run": {"distance": "5 km"}}), ("10k", {"run": {"distance": "10 km"}}),
    ("15K", {"run": {"distance": "15 km"}}), ("7.5km", {"run": {"distance": "7.5 km"}}),
    ("10mi", {"run": {"distance": "10 mi"}}), ("100k", {"run": {"distance": "100 km"}}),
    ("half", {"run": {"distance": "21.0975 km"}}), ("half marathon", {"run": {"distance": "21.0975 km"}}),
    ("marathon", {"run": {"distance": "42.195 km"}}), ("ultra", {"run": {"distance": "50 km"}}),
    ("5 km", {"run": {"distance": "5 km"}}), ("5-km", {"run": {"distance": "5 km"}}), ("7,5 km", {"run": {"distance": "7.5 km"}}),
    ("10 miles", {"run": {"distance": "10 mi"}}), ("10 Meilen", {"run": {"distance": "10 mi"}}),
    ("42,195 km", {"run": {"distance": "42.195 km"}}), ("٥k", {"run": {"distance": "5 km"}}),
    ("５ ｋｍ", {"run": {"distance": "5 km"}}), ("10 kilómetros", {"run": {"distance": "10 km"}}),
    ("Trail 20 km", {"run": {"distance": "20 km", "surface": "trail"}}),
    ("Half Marathon", {"run": {"distance": "21.0975 km"}}), ("Halbmarathon", {"run": {"distance": "21.0975 km"}}),
    ("semi-marathon", {"run": {"distance": "21.0975 km"}}), ("media maratón", {"run": {"distance": "21.0975 km"}}),
    ("trail-20k", {"run": {"distance": "20 km", "surface": "trail"}}),
    ("trail-30k", {"run": {"distance": "30 km", "surface": "trail"}}),
    ("long-run", {"run": {"duration": "90 min", "intensity": "easy"}}),
    ("intervals", {"run": {"duration": "45 min", "intensity": "hard"}}),
    ("recovery-run", {"run": {"duration": "40 min", "intensity": "easy"}, "runner": {"hours_since_hard": 24}}),
    ("rest-day", {"run": {"rest_day": True}}), ("rest_day", {"run": {"rest_day": True}}),
    ("flight-6h", {"run": {"rest_day": True}, "runner": {"travel_hours": 6}}),
    ("flight-4.5h", {"run": {"rest_day": True}, "runner": {"travel_hours": 4.5}}),
]  # fmt: skip
REFUSED = [
    "",
    "0k",
    "k",
    "-5k",
    "5",
    "trail",
    "trail-k",
    "flight",
    "flight-0h",
    "flight-6",
    "5k!",
    "5 kg",
    "5 cm",
    "5.10",
    "9999k",
    "x" * 500,
]


@pytest.mark.parametrize(("word", "assumed"), WORDS)
def test_word(word, assumed):
    assert expand(word) == assumed


@pytest.mark.parametrize("word", [*EXAMPLES, *ALIASES])
def test_the_question_reads_every_word(word):
    question = parse_question({"garment": "any", **expand(word)})
    assert question.run is not None


@pytest.mark.parametrize("word", REFUSED)
def test_refused(word):
    with pytest.raises(BadInput) as caught:
        expand(word)
    assert [p.code for p in caught.value.problems] == ["unknown_shorthand"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("marathn", "marathon"), ("recovry-run", "recovery-run"), ("restday", "rest-day"), ("fligt-6h", "flight-6h")],
)
def test_the_nearest_words_are_named(typed, meant):
    with pytest.raises(BadInput) as caught:
        expand(typed)
    assert caught.value.problems[0].suggestion == meant


def test_what_is_given_may_be_changed_without_harm():
    expand("half")["run"]["distance"] = "1 km"
    assert NAMED["half"] == {"run": {"distance": "21.0975 km"}}
