"""What `--why` and `--plan` add under an answer."""

from __future__ import annotations

from ..answer import Answer
from ..naming import full_name
from ..plan import after_plan, safety_checklist
from ..policy import shipped_policy
from ..question import Question
from ..words import Words
from .advice_text import sources, steps
from .screen import Screen, printable, screen, write_lines


def write_extras(found: Answer, question: Question, words: Words, *, why: bool, plan: bool) -> None:
    """The reasons of every match with the studies, and the plan, where they were asked for."""
    on = screen()
    if why:
        write_lines(reasons(found, words, on))
        write_lines(sources(found.advice, words, on) if found.advice else [])
    if plan:
        firm = any(m.medical.label == "firm" for m in found.matches)
        write_lines(plan_lines(found, question, words, on, firm=firm))


def reasons(found: Answer, words: Words, on: Screen) -> list[str]:
    """Every reason of every match."""
    lines: list[str] = []
    for match in found.matches:
        told = [*match.size.reasons, *match.graduated.reasons, *match.reasons]
        told += match.advice.reasons if match.advice and match.advice is not found.advice else ()
        lines += ["", *(on.bold(t) for t in on.paragraph(printable(full_name(match.product))))]
        seen = dict.fromkeys(printable(words.sentence(r)) for r in told if not r.has("phase"))
        lines += [line for text in seen for line in on.paragraph(text, "- ", "  ")]
    return lines


def plan_lines(found: Answer, question: Question, words: Words, on: Screen, *, firm: bool) -> list[str]:
    """The plan that follows from the advice, and the safety list before firm garments."""
    plan = after_plan(question, found.advice, shipped_policy()) if found.advice else ()
    lines = ["", on.bold(words.say("ui.plan.title")), *steps(plan, words, on)] if plan else []
    title, *points = safety_checklist(firm=firm)
    lines += ["", *(on.bold(t) for t in on.paragraph(words.sentence(title))), *steps(points, words, on)]
    return lines
