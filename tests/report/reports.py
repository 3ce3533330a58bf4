"""Answers over the shipped products, and every report that is made of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from catalog.commands.repeat import RepeatableCommand
from catalog.documents.question_reader import parse_question
from catalog.formats.brand_toml import read_brand_files
from catalog.model.answer import Answer
from catalog.model.policy import shipped_policy
from catalog.report.advice import assumed, checklist_lines, plan_lines, short_advice, study_lines, whole_advice
from catalog.report.lines import Line
from catalog.report.matches import entry_of, row_of
from catalog.report.measuring_lesson import lesson
from catalog.report.page import Results
from catalog.report.page_card import Card
from catalog.report.page_groups import explained
from catalog.report.product import instead, match_reasons, one_product, runner_part
from catalog.report.search import Details, after_matches, before_matches, no_match
from catalog.report.urgent import before_rows, before_size, emergency
from catalog.report.why import why_report
from catalog.rules.gates import gates_of
from catalog.search.advice import health_checklist, sign_reasons, studies_behind, wear_plan_for
from catalog.search.find import Candidate, find

POLICY = shipped_policy()
SEED = Path(__file__).resolve().parents[2] / "seed" / "brands"
TODAY = date(2026, 11, 23)
LEGS = {"calf_max_girth": "36.5 cm", "ankle_min_girth": "22.5 cm"}
RACE = {"distance": "42.195 km", "race": True, "temperature": "29 C"}
QUESTIONS: dict[str, dict[str, Any]] = {
    "nothing measured": {"run": {"distance": "10 km"}},
    "a calf": {"legs": {"calf_max_girth": "36.5 cm"}},
    "a calf at an edge, in inches": {"legs": {"calf_max_girth": "15 in"}, "measured": "evening"},
    "legs that differ": {"legs": {"calf_max_girth": {"left": "34 cm", "right": "38 cm"}}},
    "a shoe, height and weight": {"shoe": "EU 43", "body": {"height": "178 cm", "weight": "72 kg"}},
    "a race": {"legs": LEGS, "run": RACE, "runner": {"goals": ["speed"], "symptoms": ["swelling"]}},
    "a clinician first": {"legs": LEGS, "run": {"rest_day": True}, "runner": {"red_flags": ["C2"]}},
    "an emergency": {"legs": LEGS, "run": RACE, "runner": {"red_flags": ["C1"]}},
    "filters": {
        "legs": LEGS,
        "filters": {"graduated": "stated", "max_price": "20 EUR", "max_mmhg": 15, "in_stock": True},
    },
    "a leg that nothing fits": {"legs": {"calf_max_girth": "64 cm"}, "confirmed": True},
}


@cache
def shelf() -> tuple[Candidate, ...]:
    """Every product of the shipped seed with its gates."""
    return tuple(Candidate(p, gates_of(p, POLICY)) for products in read_brand_files([SEED]).values() for p in products)


@cache
def answer(name: str) -> Answer:
    """The answer to one of the questions."""
    return find(parse_question({"garment": "any", **QUESTIONS[name]}), shelf(), POLICY)


@cache
def alone(name: str) -> tuple[Answer, ...]:
    """The answers to one of the questions about each eighth product of the shelf that its filters let through."""
    question = parse_question({"garment": "any", **QUESTIONS[name]})
    answers = (find(question, (candidate,), POLICY) for candidate in shelf()[::8])
    return tuple(one for one in answers if one.counts.asked)


def of_a_search(answer: Answer) -> Iterator[Line]:
    """Every line that a search, its advice and its page can have."""
    hints, advice = RepeatableCommand(), answer.advice
    stands_for = assumed("half", [("distance", "21.1 km"), ("surface", "trail")])
    yield from before_matches(answer)
    yield from no_match(answer)
    yield from after_matches(answer, Details(excluded=True, misses=True, assumed=stands_for), hints)
    yield from match_reasons(answer)
    yield from emergency(advice, hints)
    yield from before_rows(advice, sign_reasons({"too_tight"}))
    yield from lesson()
    yield from checklist_lines(health_checklist(firm=True))
    yield from short_advice(advice)
    if advice:
        yield from (*whole_advice(advice), *study_lines(studies_behind(advice)))
        yield from plan_lines(wear_plan_for(answer.question, advice, POLICY))
    results = Results(answer, advised=True)
    yield from (*results.clinician, *results.headline, *results.advice_reasons, *results.notes, *results.help)
    yield Line(results.title)
    for phase in results.phases:
        yield from (Line(phase.lead), Line(phase.reason))
    needs = results.groups.needs
    for group in (*(needs.products if needs else ()), *results.groups.no_fit):
        yield from (*group.lead, *group.rest)
    yield from (Line(group.cause) for group in results.groups.left_out)
    for card in results.cards:
        yield from of_a_card(card)
    for entry in (*answer.misses, *answer.excluded):
        yield from explained(entry)


def of_a_card(card: Card) -> list[Line]:
    """Every line of a card of the page."""
    single = (card.title, card.certainty, card.advice, card.sport, card.gradient, card.price, card.stock, card.source)
    return [*map(Line, single), *card.cautions, *card.lead, *card.rest]


def of_a_product(answer: Answer) -> Iterator[Line]:
    """Every line that the answer for one product can have."""
    felt = sign_reasons({"worn_out"})
    yield from before_size(answer, felt)
    yield from one_product(answer, RepeatableCommand())
    yield from instead(answer.matches)
    yield from runner_part(answer, felt)
    (entry,) = answer.entries
    yield from why_report(answer, entry.product, list(POLICY)[:5])
    row = row_of(entry_of(answer, entry.product.id), TODAY)
    yield from map(Line, (*row.cells.values(), *row.beside(("size",))))
