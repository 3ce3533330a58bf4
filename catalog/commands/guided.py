"""The guided question: its steps, the question they add up to, and the command that asks the same."""

from __future__ import annotations

from typing import Any, Final

from ..app.timing import this_day
from ..documents.legs import length_reader
from ..documents.question import UNKNOWN
from ..documents.question_reader import parse_question
from ..documents.shorthand import expand
from ..messages.messages import Messages
from ..model.advice_lead import emergency_of
from ..model.leg import LegPoint
from ..model.policy import shipped_policy
from ..model.question import Question, RedFlag, Symptom
from ..report.advice import assumed
from ..report.lines import BLANK, CommandLine, Line, say
from ..report.search import Details
from .health_questions import write_extras
from .opening import loaded_catalog
from .options import groups as o
from .options.typed_question import assumption as assumption_of
from .repeat import RepeatableCommand, asked_here
from .run_question import leave_without_size
from .search_output import write_search
from .terminal.prompt import Answers, Choice, Step
from .terminal.report_output import write_report

GARMENTS: Final = ("sock", "calf_sleeve", "tights", "shorts")
USES: Final = ("5k", "10k", "half", "marathon", "ultra", "trail-20k", "long-run", "intervals", "rest-day", "flight-6h")
RACES: Final = {"race-10k": "10k", "race-half": "half", "race-marathon": "marathon", "race-ultra": "ultra"}
"""Uses that are a race, with the short word for their distance."""
THIGH_KINDS: Final = ("tights", "shorts")
TESTED: Final[dict[bool | None, tuple[str, ...]]] = {True: ("--tested",), False: ("--not-tested",)}
FIELDS: Final = {"calf": "calf_max_girth", "ankle": "ankle_min_girth", "thigh": "thigh_girth"}


def steps_for(messages: Messages) -> list[Step]:
    """Return the questions in the order in which they help most; health first, because it may end it all."""
    kinds = tuple(Choice(messages.text(f"ui.garment.{g}"), g) for g in GARMENTS)
    uses = tuple(Choice(messages.text(f"ui.use.{u}"), u) for u in (*USES, *RACES))
    tested = tuple(Choice(messages.text(f"ui.ask.tested_{word}"), word == "yes") for word in ("yes", "no"))
    prefer = tuple(Choice(messages.text(f"ui.prefer.{p}"), p) for p in ("firmer", "softer"))
    flags = tuple(Choice(messages.text(f"usage.{f.value}"), f.value) for f in RedFlag)
    symptoms = tuple(Choice(messages.text(f"ui.symptom.{s.value}"), s.value) for s in Symptom)
    return [
        Step("garment", messages.text("ui.ask.garment"), kinds),
        Step("for", messages.text("ui.ask.for"), uses),
        Step(
            "tested", messages.text("usage.question.tested_in_training"), tested, when=lambda a: a.get("for") in RACES
        ),
        measure_step("calf", messages),
        measure_step("ankle", messages),
        measure_step("thigh", messages, only=THIGH_KINDS),
        Step("prefer", messages.text("ui.ask.prefer"), prefer),
        Step("symptoms", messages.text("ui.ask.symptoms"), symptoms, many=True),
        Step("red_flags", messages.text("ui.ask.red_flags"), flags, many=True, unsure=UNKNOWN),
    ]


def measure_step(place: str, messages: Messages, *, twice: bool = False, only: tuple[str, ...] = ()) -> Step:
    """Make a step that takes a girth, or several readings with a semicolon between them."""
    from ..search.lookup import to_confirm

    reading = length_reader(shipped_policy(), LegPoint(FIELDS[place]))

    def read(text: str) -> list[str]:
        readings = [part.strip() for part in text.split(";") if part.strip()] or [text]
        value = readings[0] if len(readings) == 1 else {"readings": readings}
        reading.read(value)
        # What is impossible is asked again at once; what is only unlikely is confirmed at the end.
        to_confirm(parse_question({"garment": "any", "legs": {FIELDS[place]: value}}), shipped_policy())
        return readings

    text = messages.text(f"ui.ask.{place}") + (f" {messages.text('ui.ask.twice')}" if twice else "")
    return Step(place, text, read=read, when=lambda a: not only or a.get("garment") in only)


def question_of(answers: Answers) -> Question:
    """Return the question that the answers add up to."""
    document: dict[str, Any] = {"garment": answers.get("garment") or "any"}
    use: str = answers.get("for") or ""
    if use:
        document |= expand(RACES.get(use, use))
    if use in RACES:
        document["run"]["race"] = True
    if answers.get("tested") is not None and use in RACES:
        document["runner"] = {"tested_in_training": answers["tested"]}
    for place, field in FIELDS.items():
        readings = answers.get(place)
        if readings:
            document.setdefault("legs", {})[field] = readings[0] if len(readings) == 1 else {"readings": readings}
    for name in ("symptoms", "red_flags"):
        if answers.get(name):
            document.setdefault("runner", {})[name] = answers[name]
    document |= {name: answers[name] for name in ("prefer", "confirmed") if answers.get(name)}
    return parse_question(document)


def command_of(answers: Answers, again: RepeatableCommand) -> CommandLine:
    """Return the command that gives the same answer; health answers are left out, a shell keeps what it is told."""
    parts: list[str] = []
    for name in ("garment", "for", "prefer"):
        if answers.get(name):
            parts += [f"--{name}", str(RACES.get(answers[name], answers[name]))]
    if answers.get("for") in RACES:
        parts += ["--race", *TESTED.get(answers.get("tested"), ())]
    for place in FIELDS:
        parts += [word for reading in answers.get(place) or () for word in (f"--{place}", reading)]
    parts += [word for symptom in answers.get("symptoms") or () for word in ("--symptom", symptom)]
    parts += ["--yes"] if answers.get("confirmed") else []
    return again.alone("search", *parts)


def finish(question: Question, answers: Answers, output: o.OutputOptions) -> None:
    """Write the answer, and the command that gives it again."""
    from ..search import lookup

    messages = output.messages(question.units)
    answer = lookup.answer(loaded_catalog(output.database), question, shipped_policy(), today=this_day())
    write_report([BLANK], messages)
    again = asked_here(question)
    use: str = answers.get("for") or ""
    assumption = assumption_of(RACES.get(use, use))
    line = assumed(assumption.word, assumption.fields) if assumption else None
    write_search(answer, output, messages, Details(assumed=line), again)
    if emergency_of(answer.advice) is None:
        write_extras(answer, messages)
        same = say("ui.ask.same_private" if answers.get("red_flags") else "ui.ask.same")
        write_report([BLANK, same, Line(command_of(answers, again), 1)], messages)
    leave_without_size(answer.counts)
