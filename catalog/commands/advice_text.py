"""The usage advice as a person reads it: three lines beside a search, the whole of it on its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..verdict import Advice, Advised, Note, PhaseAdvice, Reason
from ..words import Words
from .screen import Screen, printable

PHASES: Final = ("before", "during", "after")
SAID_WITH_A_SEARCH: Final = ("N5", "N6", "N10", "N11")
"""Notes that a search carries where their trigger speaks; the others stand in `legfit advise`."""
WORTH_SAYING: Final = (("goal", "speed"), ("race", "race"), ("level", "beginner"))
"""Facts of notes that make a search carry them too."""


def assumed_line(word: str, words: Words) -> str:
    """What a short word for a run stood for, in one sentence."""
    from ..shorthand import expand

    told = {name: value for part in expand(word).values() for name, value in part.items()}
    return words.say("usage.assumed", {"word": word, "fields": ", ".join(_field(n, v, words) for n, v in told.items())})


def _field(name: str, value: object, words: Words) -> str:
    """One field with its value: a figure, or a word of the contract by its name in the language."""
    code = f"ui.assumed.{name}.{value}"
    return (
        words.say(code) if words.knows(code) else words.say(f"ui.assumed.{name}", {"value": words.number(str(value))})
    )


def short_advice(advice: Advice | None, words: Words, on: Screen) -> list[str]:
    """The advice in a headline and three lines, one for each phase; or the one line that asks for the run."""
    if advice is None:
        return []
    if advice.headline is None:
        return on.paragraph(words.say("ui.advice.ask"))
    if advice.headline.verdict is Advised.SEE_CLINICIAN_FIRST:
        return clinician(advice, words, on)
    first = [n for n in advice.notes if ("goal", "only_speed") in n.facts]
    lines = _noted(first, words, on)
    lines += [on.bold(line) for line in on.paragraph(headline(advice, words))]
    for phase in PHASES:
        lines += on.paragraph(phase_line(advice, phase, words), "", "  ")
    return lines


def clinician(advice: Advice, words: Words, on: Screen) -> list[str]:
    """What comes before any product: see a clinician, and how soon."""
    lines = [on.bold(line) for line in on.paragraph(headline(advice, words))]
    for reason in advice.reasons:
        lines += on.paragraph(words.sentence(reason), "- ", "  ")
    return lines


def headline(advice: Advice, words: Words) -> str:
    """The advice in one sentence."""
    if advice.headline is None:
        return words.say("usage.ask")
    return words.say(f"usage.headline.{advice.headline.verdict.value}", {"phase": advice.headline.phase})


def phase_line(advice: Advice, phase: str, words: Words) -> str:
    """The verdict of one phase and the reason that decided it, with its grade."""
    found: PhaseAdvice = getattr(advice, phase)
    said = words.say(f"usage.{phase}", {"verdict": found.verdict.value})
    moved = [r for r in reasons_of(advice, phase) if r.has("moved") and r.fact("moved")]
    return f"{said} {graded(words.sentence(moved[-1]), moved[-1].fact('grade'), words)}" if moved else said


def reasons_of(advice: Advice, phase: str) -> list[Reason]:
    """The reasons of one phase, in order of evaluation."""
    return [r for r in advice.reasons if r.has("phase") and r.fact("phase") == phase]


def beside_a_search(advice: Advice | None) -> list[Note]:
    """The notes that belong to a search: what a goal, a symptom, the heat, a race or a beginner asks for."""
    if advice is None:
        return []
    return [n for n in advice.notes if n.code in SAID_WITH_A_SEARCH or any(fact in WORTH_SAYING for fact in n.facts)]


def whole_advice(advice: Advice, words: Words, on: Screen) -> list[str]:
    """Everything the advice says: phases with every reason, garments, notes, each with its grade."""
    if advice.headline is not None and advice.headline.verdict is Advised.SEE_CLINICIAN_FIRST:
        return clinician(advice, words, on)
    first, later = _speed_first(advice.notes)
    lines = _noted(first, words, on)
    lines += [on.bold(line) for line in on.paragraph(headline(advice, words))]
    for phase in PHASES if advice.headline is not None else ():
        found: PhaseAdvice = getattr(advice, phase)
        lines += ["", *on.paragraph(words.say(f"usage.{phase}", {"verdict": found.verdict.value}))]
        for reason in reasons_of(advice, phase):
            lines += on.paragraph(graded(words.sentence(reason), reason.fact("grade"), words), "  - ", "    ")
    lines += _garments(advice, words, on)
    if later:
        lines += ["", on.bold(words.say("ui.advice.good_to_know")), *_noted(later, words, on, "- ")]
    return lines


def _speed_first(notes: tuple[Note, ...]) -> tuple[list[Note], list[Note]]:
    first = [n for n in notes if ("goal", "only_speed") in n.facts]
    return first, [n for n in notes if n not in first]


def _noted(notes: Iterable[Note], words: Words, on: Screen, mark: str = "") -> list[str]:
    lines: list[str] = []
    for note in notes:
        lines += on.paragraph(graded(words.note(note), note.grade, words), mark, "  " if mark else "")
    return lines


def _garments(advice: Advice, words: Words, on: Screen) -> list[str]:
    if not advice.garment_order:
        return []
    kinds = " > ".join(" = ".join(words.say(f"ui.garment.{k}") for k in group) for group in advice.garment_order)
    lines = ["", *on.paragraph(words.say("ui.advice.garments", {"order": kinds}))]
    for reason in advice.reasons:
        if reason.code == f"usage.{advice.order_rule}":
            lines += on.paragraph(graded(words.sentence(reason), reason.fact("grade"), words), "  - ", "    ")
    return lines


def graded(text: str, grade: object, words: Words) -> str:
    """A sentence with how good the evidence for it is."""
    return f"{text} ({words.say('usage.grade', {'grade': str(grade)})})"


def steps(plan: Iterable[Reason], words: Words, on: Screen) -> list[str]:
    """The steps of a plan or a checklist, in order."""
    lines: list[str] = []
    for reason in plan:
        lines += on.paragraph(words.sentence(reason), "- ", "  ")
    return lines


def sources(advice: Advice, words: Words, on: Screen) -> list[str]:
    """Every study behind the advice, by rule and note, with its links."""
    from ..evidence import backing, study

    behind: dict[str, list[str]] = {}
    for phase in PHASES:
        found: PhaseAdvice | None = getattr(advice, phase)
        for rule in found.rules if found else ():
            for source in backing(rule).sources:
                behind.setdefault(source, []).append(rule)
    for note in advice.notes:
        for source in note.sources:
            behind.setdefault(source, []).append(note.code)
    lines = ["", on.bold(words.say("ui.advice.sources"))]
    for source in sorted(behind, key=lambda s: (s[0], int(s[1:]))):
        told = study(source)
        acts = ", ".join(dict.fromkeys(behind[source]))
        lines += on.paragraph(printable(f"{source} ({acts}): {told.title}"), "- ", "  ")
        lines += [f"  {link}" for link in told.links]
    return lines
