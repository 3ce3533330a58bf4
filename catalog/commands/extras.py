"""What stands under an answer: what `--why` and `--plan` add, and always the health list of firm ones."""

from __future__ import annotations

from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.policy import shipped_policy
from ..model.question import Question
from ..search.product_finder import full_name
from .advice_text import sources, steps
from .terminal.screen import Screen, printable, screen, write_lines


def write_extras(
    found: Answer, question: Question, messages: Messages, *, why: bool = False, plan: bool = False
) -> None:
    """The reasons of every match with the studies, and the plan, where they were asked for; always the health list."""
    on = screen()
    if why:
        write_lines(reasons(found, messages, on))
        write_lines(sources(found.advice, messages, on) if found.advice else [])
    if plan:
        write_lines(plan_lines(found, question, messages, on))
    if plan or any_firm(found):
        write_lines(checklist(messages, on, firm=any_firm(found)))


def any_firm(found: Answer) -> bool:
    """Whether a firm product is named as one to wear, so that the health questions are shown unasked.

    That is every match, and a product that was asked for by name though no size of it can be told yet.
    """
    asked_for = found.misses if len(found.misses) == found.counts.asked else ()
    gates = [m.medical for m in found.matches] + [m.medical for m in asked_for]
    return any(g.label == "firm" for g in gates)


def reasons(found: Answer, messages: Messages, on: Screen) -> list[str]:
    """Every reason of every match."""
    lines: list[str] = []
    for match in found.matches:
        told = [*match.size.reasons, *match.graduated.reasons, *match.reasons]
        told += match.advice.reasons if match.advice and match.advice is not found.advice else ()
        lines += ["", *(on.bold(t) for t in on.paragraph(printable(full_name(match.product))))]
        seen = dict.fromkeys(printable(messages.sentence(r)) for r in told if not r.has("phase"))
        lines += [line for text in seen for line in on.paragraph(text, "- ", "  ")]
    return lines


def plan_lines(found: Answer, question: Question, messages: Messages, on: Screen) -> list[str]:
    """The plan that follows from the advice."""
    from ..search.advice import wear_plan_for

    plan = wear_plan_for(question, found.advice, shipped_policy()) if found.advice else ()
    return ["", on.bold(messages.text("ui.plan.title")), *steps(plan, messages, on)] if plan else []


def checklist(messages: Messages, on: Screen, *, firm: bool) -> list[str]:
    """The health questions that the wearer answers alone."""
    from ..search.advice import health_checklist

    title, *points = health_checklist(firm=firm)
    return ["", *(on.bold(t) for t in on.paragraph(messages.sentence(title))), *steps(points, messages, on)]
