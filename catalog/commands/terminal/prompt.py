"""One question at a time on a terminal: an answer, "don't know", back, or quit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct

from ...messages.messages import Messages
from ...model.problem import BadInput
from .screen import Screen, write_lines

BACK: Final = ("<", "b", "back", "zurück", "retour", "atrás", "indietro")
UNKNOWN: Final = ("", "?", "-", "don't know", "dont know", "weiß nicht", "je ne sais pas", "no sé", "non lo so")
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


def ask_steps(steps: Sequence[Step], messages: Messages, on: Screen) -> Answers | None:
    """Ask every step and return the answers by step name, None for "don't know"; None altogether for quit.

    Going back forgets the answer of the step gone back to.
    """
    answers: Answers = {}
    answered: list[int] = []
    place = 0
    write_lines(["", *on.paragraph(messages.text("ui.ask.how"))])
    while place < len(steps):
        step = steps[place]
        if not step.when(answers):
            place += 1
            continue
        typed = _prompt(step, messages, on)
        if typed in QUIT:
            return None
        if typed in BACK:
            place = answered.pop() if answered else place
            answers.pop(steps[place].name, None)
            continue
        try:
            answers[step.name] = read_answer(step, typed, messages)
        except NotRead as wrong:
            write_lines(on.paragraph(str(wrong), "  "))
            continue
        answered.append(place)
        place += 1
    return answers


class NotRead(Exception):
    """An answer that means nothing; its text says why, in the language of the person."""


def _prompt(step: Step, messages: Messages, on: Screen) -> str:
    """Write a question with its choices and return what was typed, in small letters where it is a word of ours."""
    lines = ["", *(on.bold(t) for t in on.paragraph(step.text))]
    for number, choice in enumerate(step.choices, start=1):
        lines += on.paragraph(choice.text, f"  {number}  ", "     ")
    write_lines(lines)
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    typed = line.strip()
    return typed.lower() if step.choices or typed.lower() in (*BACK, *UNKNOWN, *QUIT) else typed


def read_answer(step: Step, typed: str, messages: Messages) -> Any:
    """Return what an answer means. Raises: NotRead where it means nothing."""
    if typed in UNKNOWN:
        return step.unsure if typed else None
    if step.choices:
        return _chosen(step, typed, messages)
    try:
        return step.read(typed) if step.read else typed
    except BadInput as bad:
        raise NotRead(" ".join(messages.problem(p.at("")) for p in bad.problems)) from None


def _chosen(step: Step, typed: str, messages: Messages) -> Any:
    """Return the value of the choice that was typed, or a list of values where many may be."""
    words = typed.replace(" ", ",").split(",") if step.many else [typed]
    values = []
    for word in (w.strip() for w in words if w.strip()):
        choices = _matching(word, step.choices)
        if len(choices) != 1:
            raise NotRead(messages.text("ui.ask.pick", {"count": len(step.choices)}))
        values.append(choices[0].value)
    return values if step.many else values[0]


def _matching(word: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices that a word may mean: by number, by short word, by how it begins, else by a word in it."""
    if word.isdecimal() and word.isascii() and len(word) < 5 and 1 <= int(word) <= len(choices):
        return [choices[int(word) - 1]]
    if len(word) < 3:
        return []
    same = [c for c in choices if str(c.value) == word]
    begins = [c for c in choices if c.text.lower().startswith(word)]
    return same or begins or [c for c in choices if any(w.startswith(word) for w in c.text.lower().split())]
