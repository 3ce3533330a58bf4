"""The names of the columns of a table: which may be repeated, for a file without any has measures in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .did_you_mean import no_choice
from .problem import Problem

LETTERS: Final = re.compile(r"[^\W\d_]+")
OF_FIGURES: Final = frozenset({
    "cm", "mm", "m", "in", "inch", "inches", "zoll", "kg", "g", "lb", "lbs", "eu", "uk", "us", "ca", "e",
})  # fmt: skip
"""What stands beside a figure and makes no name of it."""
MOST_NAMES_A_FIGURE: Final = 3


def has_figure(text: str) -> bool:
    """Whether a figure stands in a text, which may be a measure.

    >>> [has_figure(text) for text in ("zu eng", "36 cm", "½ in", "٣٦")]
    [False, True, True, True]
    """
    return any(c.isnumeric() for c in text)


def is_figure(text: str) -> bool:
    """Whether a text is a figure, alone or with a unit, and no name.

    >>> [is_figure(text) for text in ("38,5", "38.5cm", "36 1/2 in", "½", "wade_2", "cm")]
    [True, True, True, True, False, False]
    """
    words = (word for word in LETTERS.findall(text.casefold()) if not word.isnumeric())
    return has_figure(text) and OF_FIGURES.issuperset(words)


def nameable(names: Sequence[str]) -> list[str]:
    """The names that may be repeated: where a file has no names of columns, its first row may hold a measure."""
    return [name for name in names if name and not has_figure(name)]


def lacks_names(names: Sequence[str]) -> bool:
    """Whether the first line of a file has people in it and no names: a figure among three of them or less.

    >>> lacks_names(["1", "f", "38.5"]), lacks_names(["id", "sex", "wade_cm", "2023"])
    (True, False)
    """
    return MOST_NAMES_A_FIGURE * sum(map(is_figure, names)) >= len(names) > 0


def without_names(field: str, names: Sequence[str]) -> Problem:
    """What is said of a first line without names of columns; nothing of what stands there."""
    return Problem("no_column_names", field, "", "column_names" if any(map(has_figure, names)) else "column_names_none")


def no_column(field: str, name: str, names: Sequence[str]) -> Problem:
    """What is said of a column that is not there, or is none: the names that there are, never a figure."""
    choices = nameable(names)
    if lacks_names(names) or not choices:
        return without_names(field, names)
    return no_choice("no_column", field, "" if is_figure(name) else name, choices).problems[0]
