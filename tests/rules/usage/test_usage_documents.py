"""The second reading of the usage table against whole documents: 1,600 questions as JSON in, the advice as JSON out."""

import random

import pytest
import usage_oracle
from building import product
from usage_people import CLAIMED, FITS, POLICY, SPORT, STATED, UNKNOWN

from catalog.documents.advice import advice_document
from catalog.documents.question_reader import parse_question
from catalog.documents.records import as_data
from catalog.messages.messages import Messages
from catalog.rules.usage.rule import advise, advise_product

ENGLISH = Messages("en")
MAYBE = {
    "km": (3, 9.99, 10, 14.9, 15, 17.9, 18, 30, 42.2, 60),
    "minutes": (20, 59, 60, 89, 90, 180),
    "rest": (True, False),
    "intensity": ("easy", "steady", "hard"),
    "surface": ("road", "track", "treadmill", "trail"),
    "level": ("beginner", "regular", "advanced"),
    "weekly_km": (10, 49.9, 50, 90),
    "runs": (1, 4, 5, 9),
    "since_hard": (0, 24, 48, 49, 90),
    "to_hard": (6, 24, 25, 90),
    "struggles": (True, False),
    "travel_hours": (1, 3.9, 4, 11),
    "race": (True, True, False),
    "tested": (True, False),
    "flags_unknown": (True,),
}
OFTEN = {"km": 0.6, "minutes": 0.3, "race": 0.5, "tested": 0.4, "rest": 0.15, "flags_unknown": 0.1}
LISTS = {
    "symptoms": ("calf_tightness", "heavy_legs", "swelling", "soreness", "cramps", "shin_mild"),
    "goals": ("speed", "comfort", "recovery", "cramps", "injury_prevention"),
}
RUN = {"intensity": "intensity", "surface": "surface", "race": "race", "rest": "rest_day"}
RUNNER = {
    "level": "experience", "symptoms": "symptoms", "goals": "goals", "runs": "runs_per_week", "struggles": "struggles_to_recover",
    "since_hard": "hours_since_hard", "to_hard": "hours_to_next_hard", "travel_hours": "travel_hours",
    "tested": "tested_in_training", "flags": "red_flags",
}  # fmt: skip


def situation(draw):
    """What one person says, most of it left out."""
    s = {name: draw.choice(values) for name, values in MAYBE.items() if draw.random() < OFTEN.get(name, 0.25)}
    for name, words in LISTS.items():
        if draw.random() < 0.4:
            s[name] = sorted(draw.sample(words, draw.randint(1, len(words))))
    if draw.random() < 0.03:
        s["flags"] = sorted(draw.sample([f"C{n}" for n in range(1, 10)], draw.randint(1, 3)))
        s.pop("flags_unknown", None)
    return s


def document_of(s):
    """The same as a question document."""
    run = {field: s[name] for name, field in RUN.items() if name in s}
    run |= {"distance": f"{s['km']} km"} if "km" in s else {}
    run |= {"duration": f"{s['minutes']} min"} if "minutes" in s else {}
    runner = {field: s[name] for name, field in RUNNER.items() if name in s}
    runner |= {"weekly_distance": f"{s['weekly_km']} km"} if "weekly_km" in s else {}
    runner |= {"red_flags": "unknown"} if s.get("flags_unknown") else {}
    return {"garment": "sock", "run": run, "runner": runner}


def expected(s):
    """The second reading in the shape of an answer document."""
    expected_parts = usage_oracle.answer(s)
    only_if = {
        name: {"only_if": condition, "otherwise": other}
        for name, (condition, other) in expected_parts["only_if"].items()
    }
    if expected_parts.get("ask"):
        return {"ask": ["distance or duration"]} | only_if.get("advice", {})
    document = {
        name: {"verdict": expected_parts[name][0], "rules": list(expected_parts[name][1])} | only_if.get(name, {})
        for name in ("before", "during", "after")
    }
    verdict, phase = expected_parts["headline"]
    head = {"verdict": verdict, "phase": phase} | only_if.get("headline", {})
    return document | {"headline": head} | only_if.get("advice", {})


def verdicts(document):
    """The part of an advice document that the table decides."""
    names = ("ask", "before", "during", "after", "headline", "only_if", "otherwise")
    return {name: document[name] for name in names if name in document}


@pytest.mark.parametrize("seed", range(4))
def test_documents_agree_with_the_second_reading(seed):
    draw = random.Random(seed)
    silent = 0
    for _ in range(400):
        s = situation(draw)
        question = parse_question(document_of(s))
        runner = advise(question, POLICY)
        assert verdicts(as_data(advice_document(runner, ENGLISH))) == expected(s), s
        for graduated in (STATED, UNKNOWN, CLAIMED):
            own = advise_product(runner, question, product(), FITS, SPORT, graduated, POLICY)
            expected_parts = expected(s | {"gradient": "unknown" if graduated is UNKNOWN else "known"})
            assert verdicts(as_data(advice_document(own, ENGLISH, notes=False, runner=runner))) == expected_parts, (
                s,
                graduated,
            )
        silent += any(rule == "X2" for rule in (runner.during.rules if runner.during else ()))
    assert silent > 50
