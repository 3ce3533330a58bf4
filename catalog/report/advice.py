"""The usage advice: a headline and three lines beside a search, the whole of it on its own, the plan, the studies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ..model.advice_lead import clinician_first, lead_of, open_questions, phase_lead
from ..model.source import CitedStudy
from ..model.verdict import Advice, Advised, Note, Reason, because
from .lines import (
    BLANK,
    Figure,
    Joined,
    Line,
    Message,
    Style,
    Words,
    graded,
    heading,
    item,
    items,
    message,
    note_words,
    say,
)  # fmt: skip

PHASES: Final = ("before", "during", "after")
SAID_WITH_A_SEARCH: Final = ("N5", "N6", "N10", "N11")
"""Notes that a search carries where their trigger speaks; the others stand in `legfit advise`."""
REMARKS: Final = ("usage.flags_unknown", "usage.rest_day_wins")
WORTH_SAYING: Final = (("goal", "speed"), ("race", "race"), ("level", "beginner"))
"""Facts of notes that make a search carry them too."""
ONLY_SPEED: Final = ("goal", "only_speed")
IN_WORDS: Final = frozenset({"intensity", "surface"})
"""The fields that a short word stands for with a word, not with a figure."""


def assumed(word: str, fields: Iterable[tuple[str, object]]) -> Line:
    """What a short word for a run stands for, in one sentence."""
    return say("usage.assumed", word=word, fields=Joined(tuple(_field(name, value) for name, value in fields), ", "))


def _field(name: str, value: object) -> Message:
    if name in IN_WORDS:
        return message(f"ui.assumed.{name}.{value}")
    return message(f"ui.assumed.{name}", value=Figure(str(value)))


def short_advice(advice: Advice | None, own: Advice | None = None, assumed: Line | None = None) -> list[Line]:
    """When to wear it, a line for each phase; or the one line that asks for the run.

    `own` is the advice for the one product that was asked about: then its verdicts are shown, and how they differ from
    the runner's. `assumed` says what a short word for the run stands for.
    """
    if advice is None or advice.headline is None:
        refusal = [heading(lead_of(own))] if own and refused(own) else []
        return [*([assumed] if assumed else []), *remarks(advice), *refusal, say("ui.advice.ask")]
    if clinician_first(advice):
        return clinician(advice)
    verdicts = own or advice
    lead = lead_of(verdicts, own and advice)
    if refused(verdicts):
        return [*([assumed] if assumed else []), *remarks(advice), heading(lead)]
    return [
        heading(Joined((message("ui.advice.when"), assumed.words if assumed else ""))),
        *remarks(advice),
        *(Line(note_words(note)) for note in advice.notes if ONLY_SPEED in note.facts),
        *([Line(lead)] if lead.code.startswith("usage.joined") else []),
        *(Line(phase_words(verdicts, phase, advice.reasons)) for phase in PHASES),
        *open_question(verdicts),
    ]


def refused(advice: Advice) -> bool:
    """Whether a gate speaks against the product, so that no phase has a verdict of its own."""
    return advice.headline is not None and advice.headline.verdict is Advised.NOT_ADVISED


def remarks(advice: Advice | None) -> list[Line]:
    """What has to be said before any verdict: that health signs are not known, or that the rest day counts."""
    return [Line(r) for r in advice.reasons if r.code in REMARKS] if advice else []


def open_question(advice: Advice) -> list[Line]:
    """The option that answers what the advice for a race depends on, where the person did not say it."""
    asks = any(r.code == "usage.question.tested_in_training" for r in open_questions(advice))
    return [say("ui.advice.tested")] if asks else []


def clinician(advice: Advice) -> list[Line]:
    """What comes before any product: see a clinician, and how soon."""
    return [heading(because("usage.headline.see_clinician_first")), *items(advice.reasons)]


def phase_words(advice: Advice, phase: str, reasons: Sequence[Reason]) -> Words:
    """The verdict of one phase and the reason that decided it, with its grade; `reasons` are the runner's."""
    moved = [r for r in reasons_of(reasons, phase) if r.fact("moved")]
    lead = phase_lead(advice, phase)
    return Joined((lead, graded_reason(moved[-1]))) if moved else lead


def graded_reason(reason: Reason) -> Joined:
    """A reason of the advice with how good the evidence for it is."""
    return graded(reason, reason.fact("grade"))


def reasons_of(reasons: Iterable[Reason], phase: str) -> list[Reason]:
    """The reasons of one phase, in order of evaluation."""
    return [r for r in reasons if r.has("phase") and r.fact("phase") == phase]


def notes_beside_a_search(advice: Advice | None) -> list[Note]:
    """The notes that belong to a search: what a goal, a symptom, the heat, a race or a beginner asks for."""
    notes = advice.notes if advice else ()
    return [n for n in notes if n.code in SAID_WITH_A_SEARCH or any(fact in WORTH_SAYING for fact in n.facts)]


def whole_advice(advice: Advice) -> list[Line]:
    """Everything the advice says: phases with every reason, garments, notes, each with its grade."""
    if clinician_first(advice):
        return clinician(advice)
    speed = [n for n in advice.notes if ONLY_SPEED in n.facts]
    others = [n for n in advice.notes if n not in speed]
    lines = [*remarks(advice), *(Line(note_words(n)) for n in speed), heading(lead_of(advice))]
    for phase in PHASES if advice.headline is not None else ():
        lines += [BLANK, Line(phase_lead(advice, phase))]
        lines += items(map(graded_reason, reasons_of(advice.reasons, phase)), 1)
    question = open_question(advice)
    lines += [BLANK, *question] if question else []
    lines += _garments(advice)
    if others:
        lines += [BLANK, heading(message("ui.advice.good_to_know")), *items(map(note_words, others))]
    return lines


def _garments(advice: Advice) -> list[Line]:
    if not advice.garment_order:
        return []
    ranks = (Joined(tuple(message(f"ui.garment.{k}") for k in group), " = ") for group in advice.garment_order)
    deciding = [r for r in advice.reasons if r.code == f"usage.{advice.order_rule}"]
    return [
        BLANK,
        say("ui.advice.garments", order=Joined(tuple(ranks), " > ")),
        *items(map(graded_reason, deciding), 1),
    ]


def plan_lines(plan: Sequence[Reason]) -> list[Line]:
    """The steps of a plan under their heading; nothing where there are none."""
    return [BLANK, heading(message("ui.plan.title")), *items(plan)] if plan else []


def checklist_lines(checklist: Sequence[Reason]) -> list[Line]:
    """The health questions that the wearer answers alone; the first reason is their heading."""
    title, *questions = checklist
    return [BLANK, heading(title), *items(questions)]


def study_lines(studies: Iterable[CitedStudy]) -> list[Line]:
    """Every study behind an advice with the rules and notes that rest on it, and its addresses."""
    lines = [BLANK, heading(message("ui.advice.sources"))]
    for cited in studies:
        study, cited_by = cited.study, ", ".join((*cited.rules, *cited.notes))
        lines.append(item(f"{study.id} ({cited_by}): {study.title}"))
        lines += [Line(link, 1, Style.VERBATIM) for link in study.links]
    return lines
