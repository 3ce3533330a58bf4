"""The order of sizes by their labels alone, where these have one: letters, numbers, Roman numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

LETTERS: Final = re.compile(r"(?:(\d)|(x*))([sl])|(m)", re.I)
NUMBER: Final = re.compile(r"(?:t\s?|eu\s?)?(\d{1,2}(?:[.,]5)?)(?!\d)", re.I)
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
FIRST: Final = re.compile(r"\s*[-/–]\s*")
"""What stands between the two sizes of a label; the first of them says where it belongs."""


def order_of_sizes(labels: Sequence[str]) -> list[int]:
    """The places of some labels from small to large; as they stand where that is not known of all of them.

    >>> order_of_sizes(["L", "S", "XL", "M"]), order_of_sizes(["L/XL", "S/M"]), order_of_sizes(["II", "I"])
    ([1, 3, 0, 2], [1, 0], [1, 0])
    >>> order_of_sizes(["39-42", "35-38"]), order_of_sizes(["M", "Tall M", "S"]), order_of_sizes(["2XL", "1"])
    ([1, 0], [0, 1, 2], [0, 1])
    """
    firsts = [FIRST.split(label.strip())[0] for label in labels]
    for rank in RANKS:
        ranks = [rank(text) for text in firsts]
        ordered = [at for at in ranks if at is not None]
        if len(ordered) == len(labels):
            return sorted(range(len(labels)), key=ordered.__getitem__)
    return list(range(len(labels)))


def _by_letter(text: str) -> float | None:
    if (match := LETTERS.fullmatch(text)) is None:
        return None
    far = 0 if match[4] else 1 + (int(match[1]) if match[1] else len(match[2]))
    return -far if (match[3] or "").lower() == "s" else far


def _by_number(text: str) -> float | None:
    match = NUMBER.fullmatch(text)
    return float(match[1].replace(",", ".")) if match else None


def _by_roman(text: str) -> float | None:
    return ROMAN.index(text.upper()) if text.upper() in ROMAN else None


RANKS: Final[tuple[Callable[[str], float | None], ...]] = (_by_letter, _by_number, _by_roman)
