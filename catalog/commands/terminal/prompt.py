"""One question at a time on a terminal: an answer, "don't know", back, or quit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct

from ...messages.messages import Messages
from ...model.problem import BadInput
from .screen import Screen, write_lines

BACK: Final = ("<", "b", "back", "zurück", "retour", "atrás")
UNKNOWN: Final = ("", "?", "-", "don't know", "dont know", "weiß nicht", "je ne sais pas", "no sé")
QUIT: Final = ("q", "quit", "exit")
Answers = dict[str, Any]


class Choice(Struct, frozen=True):
    """One of several answers: how it is shown and what it means."""

    text: str
    value: Any


class Step(Struct, frozen=True):
    """One question: its name, its text, its choices if there are any, and how a free answer is read."""

    name: str
    text: str
    choices: tuple[Choice, ...] = ()
    many: bool = False
    read: Callable[[str], Any] | None = None
    when: Callable[[Answers], bool] = lambda answers: True
    unsure: Any = None
    """What it means to say that one does not know; to say nothing is None."""


def hold(steps: Sequence[Step], messages: Messages, on: Screen) -> Answers | None:
    """The answers by step name, None for "don't know"; None altogether where the person quits.

    Going back forgets the answer of the step gone back to.
    """
    answers: Answers = {}
    asked: list[int] = []
    place = 0
    write_lines(["", *on.paragraph(messages.text("ui.ask.how"))])
    while place < len(steps):
        step = steps[place]
        if not step.when(answers):
            place += 1
            continue
        said = _ask(step, messages, on)
        if said in QUIT:
            return None
        if said in BACK:
            place = asked.pop() if asked else place
            answers.pop(steps[place].name, None)
            continue
        read, wrong = _read(step, said, messages)
        if wrong:
            write_lines(on.paragraph(wrong, "  "))
            continue
        answers[step.name] = read
        asked.append(place)
        place += 1
    return answers


def _ask(step: Step, messages: Messages, on: Screen) -> str:
    lines = ["", *(on.bold(t) for t in on.paragraph(step.text))]
    for number, choice in enumerate(step.choices, start=1):
        lines += on.paragraph(choice.text, f"  {number}  ", "     ")
    write_lines(lines)
    sys.stdout.write("> ")
    sys.stdout.flush()
    typed = sys.stdin.readline()
    if not typed:
        raise KeyboardInterrupt
    return typed.strip().lower() if step.choices else _plain(typed.strip())


def _plain(typed: str) -> str:
    return typed.lower() if typed.lower() in (*BACK, *UNKNOWN, *QUIT) else typed


def _read(step: Step, said: str, messages: Messages) -> tuple[Any, str]:
    """What an answer means, or what is wrong with it."""
    if said in UNKNOWN:
        return step.unsure if said else None, ""
    if step.choices:
        return _chosen(step, said, messages)
    try:
        return (step.read(said) if step.read else said), ""
    except BadInput as bad:
        return None, " ".join(messages.problem(p.at("")) for p in bad.problems)


def _meant(part: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that a word may mean: its own short word, else how it begins, else a word in it."""
    if len(part) < 3:
        return []
    same = [c for c in choices if str(c.value) == part]
    begins = [c for c in choices if c.text.lower().startswith(part)]
    return same or begins or [c for c in choices if any(w.startswith(part) for w in c.text.lower().split())]


def _chosen(step: Step, said: str, messages: Messages) -> tuple[Any, str]:
    picked = [part.strip() for part in said.replace(" ", ",").split(",") if part.strip()] if step.many else [said]
    found: list[Any] = []
    for part in picked:
        by_number = part.isdecimal() and part.isascii() and 1 <= int(part[:4]) <= len(step.choices)
        matching = [c for c in step.choices if by_number and c is step.choices[int(part) - 1]]
        matching = matching or _meant(part, step.choices)
        if len(matching) != 1:
            return None, messages.text("ui.ask.pick", {"count": len(step.choices)})
        found.append(matching[0].value)
    return (found if step.many else found[0]), ""
