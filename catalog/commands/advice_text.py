"""The usage advice as a person reads it: three lines beside a search, the whole of it on its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ..messages.messages import Messages
from ..model.advice_lead import clinician_first, lead_of, open_questions, phase_lead
from ..model.verdict import Advice, Advised, Note, Reason, because
from .options.short_run import Assumption
from .terminal.screen import Screen, printable

PHASES: Final = ("before", "during", "after")
SAID_WITH_A_SEARCH: Final = ("N5", "N6", "N10", "N11")
"""Notes that a search carries where their trigger speaks; the others stand in `legfit advise`."""
REMARKS: Final = ("usage.flags_unknown", "usage.rest_day_wins")
WORTH_SAYING: Final = (("goal", "speed"), ("race", "race"), ("level", "beginner"))
"""Facts of notes that make a search carry them too."""


def assumed_line(assumed: Assumption, messages: Messages) -> str:
    """What a short word for a run stood for, in one sentence."""
    fields = ", ".join(_field(name, value, messages) for name, value in assumed.fields)
    return messages.text("usage.assumed", {"word": assumed.word, "fields": fields})


def _field(name: str, value: object, messages: Messages) -> str:
    """One field with its value: a figure, or a word of the contract by its name in the language."""
    code = f"ui.assumed.{name}.{value}"
    return (
        messages.text(code)
        if messages.knows(code)
        else messages.text(f"ui.assumed.{name}", {"value": messages.number(str(value))})
    )


def short_advice(advice: Advice | None, messages: Messages, on: Screen, own: Advice | None = None) -> list[str]:
    """The advice in a headline and three lines, one for each phase; or the one line that asks for the run.

    `own` is the advice for the one product that was asked about: then its verdicts are shown, joined to the runner's.
    """
    if advice is None or advice.headline is None:
        lines = remarks(advice, messages, on) if advice else []
        lines += _bold(lead_of(own), messages, on) if own and refused(own) else []
        return [*lines, *on.paragraph(messages.text("ui.advice.ask"))]
    if clinician_first(advice):
        return clinician(advice, messages, on)
    lines = remarks(advice, messages, on)
    lines += _noted([n for n in advice.notes if ("goal", "only_speed") in n.facts], messages, on)
    shown = own or advice
    lines += _bold(lead_of(shown, own and advice), messages, on)
    for phase in PHASES if not refused(shown) else ():
        lines += on.paragraph(phase_line(shown, phase, messages, advice.reasons), "", "  ")
    return lines + open_question(shown, messages, on)


def refused(advice: Advice) -> bool:
    """Whether a gate speaks against the product, so that no phase has a verdict of its own."""
    return advice.headline is not None and advice.headline.verdict is Advised.NOT_ADVISED


def _bold(reason: Reason, messages: Messages, on: Screen) -> list[str]:
    return [on.bold(line) for line in on.paragraph(messages.sentence(reason))]


def remarks(advice: Advice, messages: Messages, on: Screen) -> list[str]:
    """What has to be said before any verdict: that health signs are not known, or that the rest day counts."""
    return [line for r in advice.reasons if r.code in REMARKS for line in on.paragraph(messages.sentence(r))]


def open_question(advice: Advice, messages: Messages, on: Screen) -> list[str]:
    """The option that answers what the advice for a race depends on, where nobody said it."""
    asks = any(r.code == "usage.question.tested_in_training" for r in open_questions(advice))
    return on.paragraph(messages.text("ui.advice.tested")) if asks else []


def clinician(advice: Advice, messages: Messages, on: Screen) -> list[str]:
    """What comes before any product: see a clinician, and how soon."""
    lines = _bold(because("usage.headline.see_clinician_first"), messages, on)
    for reason in advice.reasons:
        lines += on.paragraph(messages.sentence(reason), "- ", "  ")
    return lines


def headline(advice: Advice, messages: Messages) -> str:
    """The advice in one sentence."""
    return messages.sentence(lead_of(advice))


def phase_line(advice: Advice, phase: str, messages: Messages, reasons: Sequence[Reason]) -> str:
    """The verdict of one phase and the reason that decided it, with its grade; `reasons` are the runner's."""
    said = messages.sentence(phase_lead(advice, phase))
    moved = [r for r in reasons_of(reasons, phase) if r.fact("moved")]
    return f"{said} {graded(messages.sentence(moved[-1]), moved[-1].fact('grade'), messages)}" if moved else said


def reasons_of(reasons: Iterable[Reason], phase: str) -> list[Reason]:
    """The reasons of one phase, in order of evaluation."""
    return [r for r in reasons if r.has("phase") and r.fact("phase") == phase]


def beside_a_search(advice: Advice | None) -> list[Note]:
    """The notes that belong to a search: what a goal, a symptom, the heat, a race or a beginner asks for."""
    if advice is None:
        return []
    return [n for n in advice.notes if n.code in SAID_WITH_A_SEARCH or any(fact in WORTH_SAYING for fact in n.facts)]


def whole_advice(advice: Advice, messages: Messages, on: Screen) -> list[str]:
    """Everything the advice says: phases with every reason, garments, notes, each with its grade."""
    if clinician_first(advice):
        return clinician(advice, messages, on)
    first, later = _speed_first(advice.notes)
    lines = [*remarks(advice, messages, on), *_noted(first, messages, on)]
    lines += [on.bold(line) for line in on.paragraph(headline(advice, messages))]
    for phase in PHASES if advice.headline is not None else ():
        lines += ["", *on.paragraph(messages.sentence(phase_lead(advice, phase)))]
        for reason in reasons_of(advice.reasons, phase):
            lines += on.paragraph(graded(messages.sentence(reason), reason.fact("grade"), messages), "  - ", "    ")
    question = open_question(advice, messages, on)
    lines += ["", *question] if question else []
    lines += _garments(advice, messages, on)
    if later:
        lines += ["", on.bold(messages.text("ui.advice.good_to_know")), *_noted(later, messages, on, "- ")]
    return lines


def _speed_first(notes: tuple[Note, ...]) -> tuple[list[Note], list[Note]]:
    first = [n for n in notes if ("goal", "only_speed") in n.facts]
    return first, [n for n in notes if n not in first]


def _noted(notes: Iterable[Note], messages: Messages, on: Screen, mark: str = "") -> list[str]:
    lines: list[str] = []
    for note in notes:
        lines += on.paragraph(graded(messages.note(note), note.grade, messages), mark, "  " if mark else "")
    return lines


def _garments(advice: Advice, messages: Messages, on: Screen) -> list[str]:
    if not advice.garment_order:
        return []
    kinds = " > ".join(" = ".join(messages.text(f"ui.garment.{k}") for k in group) for group in advice.garment_order)
    lines = ["", *on.paragraph(messages.text("ui.advice.garments", {"order": kinds}))]
    for reason in advice.reasons:
        if reason.code == f"usage.{advice.order_rule}":
            lines += on.paragraph(graded(messages.sentence(reason), reason.fact("grade"), messages), "  - ", "    ")
    return lines


def graded(text: str, grade: object, messages: Messages) -> str:
    """A sentence with how good the evidence for it is."""
    return f"{text} ({messages.text('usage.grade', {'grade': str(grade)})})"


def steps(plan: Iterable[Reason], messages: Messages, on: Screen) -> list[str]:
    """The steps of a plan or a checklist, in order."""
    lines: list[str] = []
    for reason in plan:
        lines += on.paragraph(messages.sentence(reason), "- ", "  ")
    return lines


def sources(advice: Advice, messages: Messages, on: Screen) -> list[str]:
    """Every study behind the advice, by rule and note, with its links."""
    from ..search.advice import studies_behind

    lines = ["", on.bold(messages.text("ui.advice.sources"))]
    for cited in studies_behind(advice):
        study, cited_by = cited.study, ", ".join((*cited.rules, *cited.notes))
        lines += on.paragraph(printable(f"{study.id} ({cited_by}): {study.title}"), "- ", "  ")
        lines += [f"  {link}" for link in study.links]
    return lines
