"""A word that is none of those an option takes, with the one that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.did_you_mean import nearest_of
from ..model.problem import BadInput


def no_choice(code: str, field: str, word: str, choices: Iterable[str], expected: str = "cli_one_of") -> BadInput:
    """Make the bad input for a word that is not one of the choices, with the nearest of them as a suggestion."""
    words = list(choices)
    suggestion = "".join(nearest_of(word, words)[:1])
    return BadInput.one(code, field, word, expected, suggestion=suggestion, choices=", ".join(words))
