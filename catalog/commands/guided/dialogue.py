"""Questions at a prompt, one after the other: an answer, "don't know", help, back, or quit."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct

from ...documents.fields import folded
from ...messages.messages import Messages
from ...model.problem import BadInput
from ..exit_codes import for_a_person
from ..terminal.prompt import InputEnded, Meaning, meaning_of, typed_line
from ..terminal.screen import Screen, prompt_screen

Answers = dict[str, Any]
"""The answers by the name of their step; None for "don't know"."""
BETWEEN: Final = re.compile(r"[,;&+]|\s+(?:and|und|et|y|e|en)\s+")
ITEM: Final = "- "
"""What stands before each item of a list."""
MOST_LINES: Final = 200
"""Lines that are read from a pipe, which may never end; a person may type on."""
LEAST_OF_SEVERAL: Final = 3
"""Letters of a word that is only begun, where several may be chosen; where one is, its first letter may do."""


class Choice(Struct, frozen=True):
    """One of several answers: how it is shown, what it is, and what else may be typed for it."""

    text: str
    value: Any
    key: str = ""
    """What is typed for it; its number where this is empty."""
    means: Meaning | None = None
    """The word that says it, too."""


class Step(Struct, frozen=True):
    """One question: its name, its text, its choices if there are any, and how a free answer is read."""

    name: str
    text: str
    hints: tuple[str, ...] = ()
    """What stands below the question."""
    help: tuple[str, ...] = ()
    """What `?` says."""
    choices: tuple[Choice, ...] = ()
    many: bool = False
    read: Callable[[str], Any] | None = None
    otherwise: str = ""
    """What is said where nothing was chosen; "don't know" is no answer then, unless a choice says it."""
    either: Callable[[str], Step | None] = lambda typed: None
    """The question which of two things was meant, where what was typed can be read in two ways."""
    after: Callable[[Any], Sequence[str]] = lambda value: ()
    """What is said once it is answered."""


class NotRead(Exception):
    """An answer that means nothing; its text says why, in the language of the person."""


class OddAnswer(Exception):
    """An answer that may be wrong: a question with choices about it.

    The value of each choice is a function: it gives the text to read instead of what was typed, None to ask again.
    """

    def __init__(self, step: Step) -> None:
        super().__init__(step.name)
        self.step = step


class _Again(Exception):
    """The question is to be asked again."""


class _Back(Exception):
    """The question before is to be asked."""


class _Quit(Exception):
    """The person leaves."""


class Dialogue:
    """A conversation in one language; `answers` has what was answered so far."""

    def __init__(self, messages: Messages) -> None:
        self.answers: Answers = {}
        self._messages, self._on, self._answered, self._lines = messages, prompt_screen(), list[str](), 0

    def run(self, next_step: Callable[[Answers], Step | None]) -> Answers | None:
        """Ask every step that comes next and return the answers; None where the person left. Raises: InputEnded."""
        self._say([self._messages.text("ui.ask.how")])
        while (step := next_step(self.answers)) is not None:
            try:
                value = self._ask(step)
            except _Back:
                self._go_back()
                continue
            except _Quit:
                return None
            self.answers[step.name] = value
            self._answered.append(step.name)
            self._say(step.after(value), "  ")
        return self.answers

    def _go_back(self) -> None:
        """Forget the last answer that is still there."""
        while self._answered:
            name = self._answered.pop()
            if name in self.answers:
                del self.answers[name]
                return
        self._say([self._messages.text("ui.ask.first")], "  ")

    def _ask(self, step: Step) -> Any:
        """Ask until there is an answer that can be read and return what it means."""
        while True:
            self._show(step)
            try:
                while True:
                    try:
                        return self._read(step, self._typed(step))
                    except NotRead as wrong:
                        self._say([str(wrong)], "  ")
            except _Again:
                continue

    def _read(self, step: Step, typed: str) -> Any:
        """Read an answer; what may be wrong is asked about first. Raises: NotRead, _Again."""
        try:
            return read_answer(step, typed, self._messages)
        except OddAnswer as doubt:
            try:
                instead = self._ask(doubt.step)()
            except _Back:
                raise _Again from None
        if instead is None:
            raise _Again
        return self._read(step, instead)

    def _typed(self, step: Step) -> str:
        """Return the next answer that is typed; help is given at once. Raises: _Back, _Quit, InputEnded."""
        while True:
            typed = typed_line()
            self._lines += 1
            if self._lines > MOST_LINES and not sys.stdin.isatty():
                raise InputEnded("ui.ask.too_many")
            match meaning_of(typed):
                case Meaning.BACK:
                    raise _Back
                case Meaning.QUIT:
                    raise _Quit
                case Meaning.HELP:
                    self._say([*step.help, self._messages.text("ui.ask.keys")], "  ")
                case _:
                    return typed

    def _show(self, step: Step) -> None:
        on: Screen = self._on
        lines = ["", *(on.bold(t) for t in on.paragraph(step.text))]
        lines += [text for hint in step.hints for text in on.paragraph(hint)]
        for choice, key in keyed(step.choices):
            lines += on.paragraph(choice.text, f"{key:>3}  ", "     ")
        _write(lines)

    def _say(self, texts: Sequence[str], indent: str = "") -> None:
        _write([line for text in texts for line in self._on.paragraph(text, indent, indent + " " * _hang(text))])


def _hang(text: str) -> int:
    """Return how far the further lines of an item of a list are set in."""
    return len(ITEM) if text.startswith(ITEM) else 0


def _write(lines: Sequence[str]) -> None:
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def keyed(choices: Sequence[Choice]) -> list[tuple[Choice, str]]:
    """Return each choice with what is typed for it: its own key, or its number among those without one."""
    numbers = (str(n) for n in range(1, len(choices) + 1))
    return [(c, c.key or next(numbers)) for c in choices]


def read_answer(step: Step, typed: str, messages: Messages) -> Any:
    """Return what an answer means. Raises: NotRead where it means nothing, OddAnswer where it may be wrong."""
    if doubt := step.either(typed):
        raise OddAnswer(doubt)
    meaning = meaning_of(typed)
    values = _chosen(step, typed, meaning)
    if values:
        return list(values) if step.many else values[0]
    if meaning in (Meaning.UNKNOWN, Meaning.NO) and not step.otherwise:
        return None
    if step.read and meaning is None:
        try:
            return step.read(typed)
        except BadInput as bad:
            if not step.choices:
                raise NotRead(problem_text(bad, messages)) from None
            raise NotRead(" ".join((_pick(step, messages), *_suggestions(bad, messages)))) from None
    raise NotRead(_pick(step, messages))


def _pick(step: Step, messages: Messages) -> str:
    """Return what is said where nothing was chosen."""
    numbered = sum(not choice.key for choice in step.choices)
    return step.otherwise or messages.text("ui.ask.pick", {"count": numbered})


def _suggestions(bad: BadInput, messages: Messages) -> list[str]:
    return [messages.text("problem.suggestion", {"suggestion": p.suggestion}) for p in bad.problems if p.suggestion]


def problem_text(bad: BadInput, messages: Messages) -> str:
    """Return what was expected instead of an answer, and what to do; what was typed stands above it already."""
    parts: list[str] = []
    for problem in bad.problems:
        parts.append(messages.text("ui.ask.expected", {"expected": messages.expected(problem)}))
        parts += [*_suggestions(BadInput([problem]), messages), messages.hint(for_a_person(problem))]
    return " ".join(filter(None, parts))


def _chosen(step: Step, typed: str, meaning: Meaning | None) -> Sequence[Any]:
    """Return the values of the choices that were typed, none where something in it is no choice.

    A choice that a word says (none, don't know) stands alone or is not meant.
    """
    by_word = [c.value for c in step.choices if c.means is not None and c.means is meaning]
    if by_word:
        return by_word
    parts = _parts(typed) if step.many else [typed]
    least = LEAST_OF_SEVERAL if step.many else 1
    matching = [_matching(part, step.choices, least) for part in parts]
    if not all(len(choices) == 1 for choices in matching):
        return ()
    picked = list(dict.fromkeys(choices[0].text for choices in matching))
    of_picked = [c for c in step.choices if c.text in picked]
    return [c.value for c in of_picked] if len(of_picked) == 1 or not any(c.means for c in of_picked) else ()


def _parts(typed: str) -> list[str]:
    """Take several answers apart: at commas, or between numbers at blanks, too.

    >>> _parts("1, 3"), _parts("1 3"), _parts("heavy legs and cramps")
    (['1', '3'], ['1', '3'], ['heavy legs', 'cramps'])
    """
    parts = [part.strip() for part in BETWEEN.split(typed) if part.strip()]
    return [word for part in parts for word in (part.split() if part.replace(" ", "").isdecimal() else [part])]


def _matching(typed: str, choices: Sequence[Choice], least: int) -> Sequence[Choice]:
    """Return the choices that a text may mean: by key, by value, by a whole word in it, else by how one begins.

    `least` is how many letters of a word that is only begun there have to be.
    """
    word = folded(typed)
    words = {c: folded(re.sub(r"[^\w\s'-]", " ", c.text)).split("_") for c in choices}
    begun = len(word) >= least and not word.isdecimal()
    ways = (
        [c for c, key in keyed(choices) if key == typed.rstrip(".)")],
        [c for c in choices if word in (folded(str(c.value)), folded(c.text))],
        [c for c in choices if word in words[c] and not word.isdecimal()],
        [c for c in choices if begun and any(text.startswith(word) for text in (folded(c.text), *words[c]))],
    )
    return next((matching for matching in ways if matching), ())
