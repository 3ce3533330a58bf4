"""The word that was probably meant, for what was typed wrong."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.did_you_mean import nearest_of as nearest_of
from ..model.problem import BadInput


def no_choice(code: str, field: str, typed: str, known: Iterable[str], expected: str = "cli_one_of") -> BadInput:
    """A bad input for a word that is not one of those known, with the nearest as a suggestion."""
    choices = list(known)
    near = nearest_of(typed, choices)
    return BadInput.one(code, field, typed, expected, suggestion=near[0] if near else "", choices=", ".join(choices))
