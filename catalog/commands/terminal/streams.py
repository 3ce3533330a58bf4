"""The three streams: there even where the caller closed them, and never at a loss for a character."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import Final, TextIO
from unicodedata import normalize

PLAIN_ERRORS: Final = "legfit.plain"
ALIKE: Final = {
    **dict.fromkeys("–—‒―‑‐−─", "-"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′", "'"),
    **dict.fromkeys("│├┤", "|"),
    **dict.fromkeys("╭╮╰╯┌┐┘┼┬┴", "+"),
    "└": "`", "●": "o", "•": "*", "·": "-", "…": "...", "→": "->", "←": "<-", "⟶": "->", "≥": ">=", "≤": "<=",
    "×": "x", "±": "+/-", "≈": "~", "°": " degrees ", "€": "EUR", "£": "GBP", "¥": "JPY", "®": "(R)", "™": "(TM)",
    "©": "(C)", "\N{REPLACEMENT CHARACTER}": "?", "¿": "?", "¡": "!",
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe",
    "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d",
}  # fmt: skip
"""What stands for a character that an encoding lacks, where taking its accents off does not do."""


def prepare() -> None:
    """Make every stream usable, and let stdout and stderr write plain characters where their encoding lacks others.

    A stream that the caller closed refuses to be read or written, as the system would, instead of being nothing.
    """
    for name, way in (("stdin", os.O_WRONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            # The lowest free number is the closed stream's own: no file opened later can take its place.
            setattr(sys, name, os.fdopen(os.open(os.devnull, way), mode, encoding="utf-8"))
    codecs.register_error(PLAIN_ERRORS, _alike)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=PLAIN_ERRORS)


def _alike(error: UnicodeError) -> tuple[str, int]:
    """Return what to write instead of the characters that an encoding lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    written = ""
    for place in range(error.start, error.end):
        before = error.object[place - 1] if place else ""
        written += _plain(error.object[place], before)
    return written, error.end


def _plain(character: str, before: str) -> str:
    """Return one character in ASCII; a fraction after a number is set off from it, so that `14½` is never 141/2."""
    if character in ALIKE:
        return ALIKE[character]
    bare = normalize("NFKD", character).replace("\N{FRACTION SLASH}", "/").encode("ascii", "ignore").decode()
    return f" {bare}" if "/" in bare and before.isdigit() else bare or "?"


def arguments_typed() -> list[str]:
    """Return the arguments as typed, in UTF-8 also where the locale knows ASCII alone."""
    return [_in_utf8(argument) for argument in sys.argv[1:]]


def _in_utf8(argument: str) -> str:
    try:
        return argument if argument.isascii() else os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


def is_unicode() -> bool:
    """Whether stdout can write every character."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf")


def as_written(text: str) -> str:
    """Return a text as stdout will show it, so that its width is known before it is laid out."""
    if is_unicode():
        return text
    codecs.register_error(PLAIN_ERRORS, _alike)
    return text.encode(sys.stdout.encoding, PLAIN_ERRORS).decode(sys.stdout.encoding)


def give_up(stream: TextIO | None, number: int) -> None:
    """Write nothing to a stream any more, not even what waits: Python, too, is kept from trying again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno() if stream else number)
