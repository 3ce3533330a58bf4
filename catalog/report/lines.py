"""The line of a report: a message with its facts, how deep it stands, and in which style."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import Final, Protocol

from msgspec import Struct

from ..model.leg import LegPoint
from ..model.verdict import Fact, Note, Reason


class Message(Struct, frozen=True):
    """A code of `messages` and its facts by name; a fact may be words itself."""

    code: str
    facts: tuple[tuple[str, Words], ...] = ()


class Joined(Struct, frozen=True):
    """Several parts as one text; parts that say nothing are left out."""

    parts: tuple[Words, ...]
    between: str = " "


class Figure(Struct, frozen=True):
    """A figure as a source prints it, with a decimal point: a worder writes it in the way of the language."""

    text: str


class CommandLine(Struct, frozen=True):
    """A command line that can be run as printed, one word a part, the name of the program left out."""

    words: tuple[str, ...]
    lead: Message | None = None
    """What stands before it on the same line."""


Words = Message | Reason | Joined | Figure | CommandLine | Fact
"""What a worder can say: a message, several parts, a figure, a command, or a fact as it stands."""


class Style(Enum):
    """What kind of line it is; how that looks is for the worders."""

    TEXT = auto()
    HEADING = auto()
    ENTRY = auto()
    """A text whose further lines are set in."""
    CAUTION = auto()
    """Something that has to be seen with a size."""
    VERBATIM = auto()
    """An address, a drawing or a command: never folded."""
    PICKED = auto()
    """The line of a drawing that it is about: never folded, and with weight."""


UNFOLDED: Final = frozenset({Style.VERBATIM, Style.PICKED})
"""The styles of lines that are written as they are, however long."""


class Line(Struct, frozen=True):
    """One line of a report."""

    words: Words
    level: int = 0
    style: Style = Style.TEXT
    mark: str = ""
    """What stands before the first of its lines: `- ` in a list, `1. ` in steps."""


BLANK: Final = Line("", style=Style.VERBATIM)


class Hints(Protocol):
    """What only a door knows: how a measure is given to it, and how the same question is asked again."""

    def option_for(self, point: LegPoint) -> str:
        """The option that takes a measure of a point; empty where none can."""

    def example_for(self, point: LegPoint, units: str) -> str:
        """That option with a measure as it may be typed, in centimetres or inches; empty where none can."""

    def command(self, name: str, *arguments: str) -> CommandLine:
        """A command about the same question."""

    def alone(self, name: str, *arguments: str) -> CommandLine:
        """A command that takes no question."""


def message(code: str, **facts: Words) -> Message:
    """A message, its facts in the order given."""
    return Message(code, tuple(facts.items()))


def say(code: str, **facts: Words) -> Line:
    """A plain line that says one message."""
    return Line(message(code, **facts))


def heading(words: Words) -> Line:
    """A line with weight."""
    return Line(words, style=Style.HEADING)


def item(words: Words, level: int = 0) -> Line:
    """A line of a list."""
    return Line(words, level, mark="- ")


def items(every: Iterable[Words], level: int = 0) -> list[Line]:
    """A list, a line for each of its words."""
    return [item(words, level) for words in every]


def caution(words: Words) -> Line:
    """A line that has to be seen with a size."""
    return Line(words, 1, Style.CAUTION, "! ")


def note_message(note: Note) -> Message:
    """A note of the advice as a message."""
    return Message(note.code, (("grade", note.grade), *note.facts))


def note_words(note: Note) -> Joined:
    """A note with how good the evidence for it is."""
    return graded(note_message(note), note.grade)


def graded(words: Words, grade: Fact) -> Joined:
    """A sentence with how good the evidence for it is."""
    return Joined((words, in_brackets(message("usage.grade", grade=grade))))


def in_brackets(words: Words) -> Joined:
    """Words in round brackets."""
    return Joined(("(", words, ")"), "")
