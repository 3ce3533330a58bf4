"""The word that was probably meant, for what was typed wrong."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from .problem import BadInput, safe_repr


def nearest_of(typed: str, accepted: Iterable[str], *, most: int = 3) -> list[str]:
    """The known words that look most like a typed one, the nearest first."""
    words = {_plain(k): k for k in accepted}
    wanted = _plain(safe_repr(typed))
    within = [w for w in words if len(wanted) > 2 and wanted in w.split("-")]
    return [words[n] for n in (within or get_close_matches(wanted, words, n=most, cutoff=0.6))[:most]]


def no_choice(code: str, field: str, word: str, choices: Iterable[str], expected: str = "cli_one_of") -> BadInput:
    """Make the bad input for a word that is not one of the choices, with the nearest of them as a suggestion."""
    words = list(choices)
    suggestion = "".join(nearest_of(word, words)[:1])
    return BadInput.one(code, field, word, expected, suggestion=suggestion, choices=", ".join(words))


def _plain(word: str) -> str:
    return "-".join(word.strip().casefold().replace("_", " ").replace("-", " ").split())
