"""The label of a chart that a shop means by the size of a variant; none where two could be meant.

A label is looked for as printed, then without capitals and the word for a size, then by what stands in and outside of
brackets or beside a range of figures, last by the letter that a word means. Roman and Arabic figures are never taken
for one another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from ..size_table.labels import BRACKETS, is_size_label, label_of
from ..size_table.word_list import folded
from .phrases import word_lists

JOINS: Final = re.compile(r"\s*(?:/|&|\+|–|—|-|\bto\b|\bbis\b)\s*")
LETTERS: Final = re.compile(r"(?:\d{0,2}x{1,4}|\d)?[sml]|x{2,4}[sl]")
WITH_RANGE: Final = re.compile(
    r"([^\s,;:]+)\s*[\s,;:–-]\s*(?:eu\s*|us\s*|uk\s*)?\d{2}(?:[.,]\d)?\s*(?:[-–/]|cm|in|to|bis|$).*"
)
RANGE: Final = r"(?:(?:eu|eur|uk|us)\s*)?\d{2}(?:[.,]5)?\s*(?:[-–—/]|to|bis)\s*\d{2}(?:[.,]5)?(?:\s*(?:eu|cm))?"
RANGE_BEFORE: Final = re.compile(rf"({RANGE})(?:\s*[/|,;:–—]\s*|\s+-\s+|\s+)(\S.*)", re.IGNORECASE)
RANGE_BEHIND: Final = re.compile(rf"(.*?\S)(?:\s*[/|,;:–—]\s*|\s+-\s+|\s+)({RANGE})", re.IGNORECASE)
ANY_RANGE: Final = re.compile(RANGE, re.IGNORECASE)
MANY_X: Final = re.compile(r"(x{2,})([sl])")
SEPARATORS: Final = re.compile(r"\s+[-–—|/]\s+|\s*[,|]\s+|\s+/\s*|\s*/\s+")
ENDS_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{1,30})[)\]]\s*$")
UPPER_LETTERS: Final = re.compile(r"(?:[2-5]?X{0,4}[SL]|M)(?:[/-](?:[2-5]?X{0,4}[SL]|M))?")
LONGEST_END: Final = 200
"""So much of the end of a title is looked at."""
Keys = frozenset[str]


@lru_cache(maxsize=8192)
def matched_label(printed: str, labels: tuple[str, ...]) -> str:
    """The one label that a printed size means; empty where none is, or two could be.

    >>> labels = ("S", "M", "L/XL", "II")
    >>> [matched_label(p, labels) for p in ("m", "Size M", "M (36-40)", "36-40 / M", "Medium", "L - XL", "2")]
    ['M', 'M', 'M', 'M', 'M', 'L/XL', '']
    """
    if printed in labels:
        return printed
    for keys in KEYS:
        wanted = keys(printed)
        matching = [label for label in labels if wanted & keys(label)]
        if matching:
            return matching[0] if len(matching) == 1 else ""
    return ""


def joined_label(values: tuple[str, ...], labels: tuple[str, ...]) -> str:
    """The one label that names several values together, in this order; empty where the chart has none.

    >>> joined_label(("M", "39-42"), ("M/39-42", "L/39-42")), joined_label(("M", "39-42"), ("M", "L"))
    ('M/39-42', '')
    """
    wanted = _plain("/".join(values)) | _plain(" ".join(values))
    matching = [label for label in labels if wanted & _plain(label)]
    return matching[0] if len(matching) == 1 else ""


def _plain(text: str) -> Keys:
    return frozenset({_folded(text)})


def _parts(text: str) -> list[str]:
    """What stands outside of brackets, and what in each of them."""
    outside = " ".join(BRACKETS.sub(" ", text).split())
    return [part for part in (outside, *(m[1] or m[2] or "" for m in BRACKETS.finditer(text))) if part]


def _around_brackets(text: str) -> Keys:
    """The parts of a label; of one that goes on with the range of its shoes, its beginning."""
    parts = {_folded(part) for part in _parts(text)}
    ranged = WITH_RANGE.fullmatch(_folded(_parts(text)[0])) if _parts(text) else None
    if ranged is not None and not ranged[1][0].isdigit():
        parts.add(ranged[1])
    return frozenset(parts - {""})


def _beside_range(text: str) -> Keys:
    """A label and the range of shoes or girths that stands before or behind it, each by itself: `36-38 / S`."""
    plain = " ".join(text.split())
    match = RANGE_BEFORE.fullmatch(plain) or RANGE_BEHIND.fullmatch(plain)
    if match is None:
        return _around_brackets(text)
    return frozenset(_folded(part) for part in match.groups()) | _around_brackets(text)


def range_in(text: str) -> str:
    """The range of figures that a printed size goes with; empty where it has none, or two.

    >>> range_in("S (36-38)"), range_in("39-41 / S"), range_in("S")
    ('36-38', '39-41', '')
    """
    ranges = ANY_RANGE.findall(text)
    return _folded(ranges[0]).replace("/", "-") if len(ranges) == 1 else ""


def _letters(text: str) -> Keys:
    """The letters that the words of a size mean, `xxl` as `2xl`."""
    words = (letters_by_word().get(folded(part).replace("-", " ")) for part in _parts(text))
    named = frozenset(letter for letter in words if letter)
    return named or frozenset("/".join(map(letter_of, part.split("/"))) for part in _around_brackets(text))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """A label without capitals and the word for a size, its parts joined by `/`."""
    plain = folded(label_of(label_of(text))).strip(" .:")
    return JOINS.sub("/", plain)


def letter_of(part: str) -> str:
    """The letter that a folded word means, `xxl` as `2xl`; any other text as it is."""
    part = letters_by_word().get(part, part)
    return MANY_X.sub(lambda m: f"{len(m[1])}x{m[2]}", part)


@cache
def letters_by_word() -> dict[str, str]:
    """By each word for a size, folded: the letter that it means, in small letters."""
    return {
        folded(word).replace("-", " "): letter.lower()
        for letter, words in word_lists()["letters"].items()
        for word in words
    }


KEYS: Final[tuple[Callable[[str], Keys], ...]] = (_plain, _around_brackets, _beside_range, _letters)


@lru_cache(maxsize=8192)
def is_label(text: str, labels: tuple[str, ...]) -> bool:
    """Whether a text is a size and nothing else: one of a chart, or written as sizes are."""
    return bool(matched_label(text, labels)) or is_size_label(text)


def size_at_end(title: str, labels: tuple[str, ...]) -> str:
    """The size that a title ends with behind a sign, or in brackets; empty where that is not plain.

    Without a chart only letters are one: a figure at the end may be the number of a model.

    >>> size_at_end("Run Sock - Black - M", ()), size_at_end("Run Sock 3", ()), size_at_end("Run Sock (III)", ("III",))
    ('M', '', 'III')
    """
    title = " ".join(title[-LONGEST_END:].split())
    bracket = ENDS_IN_BRACKETS.search(title)
    pieces = SEPARATORS.split(title)
    last = bracket[1].strip() if bracket else pieces[-1].strip() if len(pieces) > 1 else ""
    if not last:
        return ""
    return last if matched_label(last, labels) or UPPER_LETTERS.fullmatch(label_of(last)) else ""
