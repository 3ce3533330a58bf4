"""The label of a chart that a size which is none of them is nearest to: a hint for a person, never taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from ...model.did_you_mean import nearest_of
from ..size_table.labels import BRACKETS
from .size_labels import letter_of, letters_by_word, matched_label

PARTS: Final = re.compile(r"\s*[/|,;:+&()\[\]]\s*|\s+[-–—]\s+")
LETTER: Final = re.compile(r"(\d*)(x*)([sml])")
SHORTEST_WORD: Final = 4


def nearest_label(printed: str, labels: tuple[str, ...]) -> str:
    """The label of a chart that a printed size is nearest to; empty where nothing is near.

    One of its parts is a label, it is written like one, or it is so many sizes away.

    >>> [nearest_label(text, ("S", "M")) for text in ("Small / Regular", "S / Black", "Medum", "XXL", "XS", "1 pair")]
    ['S', 'S', 'M', 'M', 'S', '']
    """
    parts = [part for part in PARTS.split(printed) if part]
    inside = [match[1] or match[2] or "" for match in BRACKETS.finditer(printed)]
    for part in (*parts, *inside, *printed.split()):
        if label := matched_label(part, labels):
            return label
    return _by_spelling(printed, parts, labels) or _by_order(parts, labels)


def _by_spelling(printed: str, parts: list[str], labels: tuple[str, ...]) -> str:
    """The label that a text is written most like, or whose word it is written most like."""
    if nearest := nearest_of(printed, labels, most=1):
        return nearest[0]
    words = letters_by_word()
    for part in parts:
        alike = nearest_of(part, words, most=1) if len(part) >= SHORTEST_WORD else []
        if alike and alike[0][0] == part[0].lower() and (label := matched_label(words[alike[0]], labels)):
            return label
    return ""


def _by_order(parts: list[str], labels: tuple[str, ...]) -> str:
    """The label that the fewest sizes lie between, of sizes that are letters."""
    places = [(place, label) for label in labels if (place := _place(label)) is not None]
    wanted = next((place for part in parts if (place := _place(part)) is not None), None)
    if wanted is None or not places:
        return ""
    return min(places, key=lambda entry: abs(entry[0] - wanted))[1]


def _place(text: str) -> Fraction | None:
    """Where a size stands among XS, S, M, L, XL …, M at 0; between them where it is of two."""
    places = list(_places(text))
    if not places or any(place is None for place in places):
        return None
    return Fraction(sum(place for place in places if place is not None), len(places))


def _places(text: str) -> Iterator[int | None]:
    for part in re.split(r"\s*[/–-]\s*", text.strip().lower()):
        match = LETTER.fullmatch(letter_of(part))
        if match is None or (match[3] == "m" and (match[1] or match[2])):
            yield None
        elif match[3] == "m":
            yield 0
        else:
            steps = 1 + (int(match[1] or 1) if match[2] else 0) + max(len(match[2]) - 1, 0)
            yield steps if match[3] == "l" else -steps
