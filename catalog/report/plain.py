"""Lines as plain text: what a file or a pipe gets, and the words that every other worder lays out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..messages.messages import Messages
from ..model.printable import printable
from ..model.verdict import Fact, Reason
from .any_shell import quoted
from .lines import UNFOLDED, CommandLine, Figure, Joined, Line, Message, Words
from .matches import CAUTION, MatchRow

NESTED = (Message, Reason, Joined, Figure, CommandLine)


def text_of(words: Words, messages: Messages) -> str:
    """Words as one text in the language and the units of the messages."""
    match words:
        case Message() | Reason():
            return messages.text(words.code, _facts(words.facts, messages))
        case Joined():
            return words.between.join(text for part in words.parts if (text := text_of(part, messages)))
        case Figure():
            return messages.number(printable(words.text))
        case CommandLine():
            lead = f"{text_of(words.lead, messages)} " if words.lead else ""
            return f"{lead}{' '.join(('legfit', *map(quoted, words.words)))}"
        case _:
            return printable(words) if type(words) is str else messages.fact(words)


def _facts(facts: Iterable[tuple[str, Words]], messages: Messages) -> Mapping[str, Fact]:
    """The facts of a message, those that are words themselves said."""
    return {name: text_of(fact, messages) if isinstance(fact, NESTED) else fact for name, fact in facts}


def line_text(line: Line, messages: Messages) -> str:
    """The words of a line; text of a catalog keeps no character that a terminal would obey."""
    text = text_of(line.words, messages)
    return text if line.style in UNFOLDED else printable(text)


def plain_lines(lines: Iterable[Line], messages: Messages) -> list[str]:
    """Every line as text, set in by its level and with its mark, never folded."""
    return [f"{'  ' * line.level}{line.mark}{line_text(line, messages)}" for line in lines]


def worded_row(row: MatchRow, messages: Messages, columns: Sequence[str]) -> dict[str, Any]:
    """The cells of a row in words, and under `beside` the sentences that have to be seen with it.

    `columns` are those that the person picked.
    """
    cells = {name: text_of(words, messages) for name, words in row.cells.items()}
    cautions = " ".join(text_of(c, messages) for c in row.cautions)
    beside = {brief_text(r, messages): r for r in row.beside(columns)}
    return {**cells, "cautions": cautions, "beside": list(beside), "reasons": beside}


def brief_text(reason: Reason, messages: Messages) -> str:
    """A reason as it stands in a listing: in few words where it has some, else as everywhere."""
    brief = f"ui.brief.{reason.code.removeprefix(CAUTION)}"
    return text_of(Reason(brief, reason.facts) if messages.knows(brief) else reason, messages)


def point_named(code: str, messages: Messages) -> str:
    """A point's name for people, where a row holds its code; anything else as it stands."""
    return messages.text(f"point.{code}") if messages.knows(f"point.{code}") else code
