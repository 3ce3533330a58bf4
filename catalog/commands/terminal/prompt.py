"""A prompt on stderr: the line that is typed there, what a word of any language means, and a question of yes or no."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final

import typer

from ...documents.fields import folded
from ...messages.messages import LANGUAGES, Messages, sentences

PROMPT: Final = "> "
LONGEST: Final = 10_000
"""Characters of an answer; what follows is the next one."""
AROUND_A_WORD: Final = " .,;:!\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}«»„"


class Meaning(StrEnum):
    """What a word means at every prompt, in whatever language it is typed."""

    YES = "yes"
    NO = "no"
    """No, none, nothing."""
    UNKNOWN = "unknown"
    BACK = "back"
    QUIT = "quit"
    HELP = "help"


class InputEnded(Exception):
    """The input ended where an answer was to come, or nothing in it is one; its text is the code of the sentence."""


def typed_line(prompt: str = PROMPT) -> str:
    """Return what is typed at a prompt, without the blanks around it. Raises: InputEnded."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    if isinstance(sys.stdin, io.TextIOWrapper) and sys.stdin.errors != "replace":
        sys.stdin.reconfigure(errors="replace")
    try:
        line = sys.stdin.readline(LONGEST)
    except OSError:
        line = ""  # A closed stdin has as little to say as one at its end.
    if not line or not sys.stdin.isatty():
        # Nothing else ends the line of the prompt; what came through a pipe is not repeated, it may be a measure.
        sys.stderr.write("\n")
    if not line:
        raise InputEnded("ui.ask.ended")
    return line.strip()


def meaning_of(typed: str) -> Meaning | None:
    """Return what a word means; None where it is none of these words. Nothing typed means that it is not known.

    >>> meaning_of("Nein."), meaning_of("je ne sais pas"), meaning_of("<"), meaning_of("36.5 cm")
    (<Meaning.NO: 'no'>, <Meaning.UNKNOWN: 'unknown'>, <Meaning.BACK: 'back'>, None)
    """
    return _meanings().get(folded(typed.strip(AROUND_A_WORD))) if typed else Meaning.UNKNOWN


@cache
def _meanings() -> Mapping[str, Meaning]:
    """Return the words of every language with what they mean."""
    return {
        folded(word.strip()): meaning
        for language in LANGUAGES
        for meaning in Meaning
        for word in str(sentences(language)[f"ui.words.{meaning.value}"]).split(",")
    }


def agreed(question: str, messages: Messages) -> bool:
    """Ask a question of yes or no in the person's language until one is typed; nothing typed is no.

    Raises: Abort where the input ends.
    """
    while True:
        try:
            typed = typed_line(f"{question} {messages.text('ui.prompt.yes_or_no')}: ")
        except InputEnded:
            raise typer.Abort from None
        meaning = meaning_of(typed) if typed else Meaning.NO
        if meaning in (Meaning.YES, Meaning.NO):
            return meaning is Meaning.YES
        sys.stderr.write(f"{messages.text('ui.prompt.say_yes_or_no')}\n")
