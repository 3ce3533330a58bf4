"""The fibres of a fabric with their shares, where a text can be read in one way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from ..draft.models import FibreDraft
from .phrases import PhraseGroups, word_lists, words_in

SHARE: Final = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?)\s?%")
NAME: Final = re.compile(r"[^\W\d_]+(?:[\s'’-][^\W\d_]+){0,3}")
PART: Final = re.compile(r"\s*(?:[,;/•|+&]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bi\b)\s*")
WHOLE: Final = 100
LONGEST_FABRIC: Final = 1_000
"""A text of a fabric is no longer; one that is stays in the words."""
LINES_REMEMBERED: Final = 2_048
"""A shop writes the same fabric under many products."""
MOST_WORDS: Final = 3
"""A fibre's name is no longer."""


class FabricReading(Struct, frozen=True):
    """The fibres, and whether the text says more than them."""

    fibres: tuple[FibreDraft, ...] = ()
    unread: str = ""
    says_more: bool = True


@cache
def _fibres() -> PhraseGroups:
    return PhraseGroups({"fibre": word_lists()["fibre"]["names"], "before": word_lists()["fibre"]["before"]})


def read_fabric(text: str) -> FabricReading:
    """The fibres of a field of fabric.

    >>> [(f.fibre, f.percent) for f in read_fabric("80% Polyamid, 20% Elasthan").fibres]
    [('Polyamid', Decimal('80')), ('Elasthan', Decimal('20'))]
    >>> read_fabric("Leg: 80% nylon, 20% elastane; foot: 100% cotton").unread
    'Leg: 80% nylon, 20% elastane; foot: 100% cotton'
    """
    if not text.strip():
        return FabricReading(says_more=False)
    if len(text) > LONGEST_FABRIC:
        return FabricReading(unread=text)
    if not SHARE.search(text):
        names = [part.strip() for part in PART.split(text) if part.strip()]
        named = [name for name in names if _name_in(name, at_end=False) == name]
        if named and len(named) == len(names) == len(set(named)):
            return FabricReading(tuple(FibreDraft(fibre=name) for name in names), says_more=False)
        return FabricReading(unread=text)
    fibres = shares(text)
    if not fibres or sum(Decimal(str(f.percent)) for f in fibres) > WHOLE:
        return FabricReading(unread=text)
    return FabricReading(fibres, says_more=_says_more(text, fibres))


def fabric_of_lines(lines: Iterable[str]) -> tuple[FibreDraft, ...]:
    """The fibres that one line names whose shares are the whole; nothing where two lines say two things."""
    whole = [f for line in lines if "%" in line and len(line) <= LONGEST_FABRIC and (f := _whole(line))]
    return whole[0] if whole and all(fibres == whole[0] for fibres in whole) else ()


@lru_cache(maxsize=LINES_REMEMBERED)
def _whole(line: str) -> tuple[FibreDraft, ...]:
    fibres = shares(line)
    return fibres if sum(Decimal(str(f.percent)) for f in fibres) == WHOLE else ()


def shares(text: str) -> tuple[FibreDraft, ...]:
    """Every share of a text with its fibre: before all of them, or behind all of them; else nothing."""
    figures = list(SHARE.finditer(text))
    if not figures:
        return ()
    ends = [*(m.start() for m in figures[1:]), len(text)]
    behind = [_name_in(text[m.end() : end], at_end=False) for m, end in zip(figures, ends, strict=True)]
    starts = [0, *(m.end() for m in figures[:-1])]
    before = [_name_in(text[start : m.start()], at_end=True) for m, start in zip(figures, starts, strict=True)]
    names = next((names for names in (behind, before) if all(names) and len(set(names)) == len(names)), [])
    percents = [Decimal(m[1].replace(",", ".")) for m in figures]
    if not names or not all(0 < percent <= WHOLE for percent in percents):
        return ()
    return tuple(FibreDraft(fibre=name, percent=share) for name, share in zip(names, percents, strict=True))


def _name_in(text: str, *, at_end: bool) -> str:
    """The fibre that a stretch of text begins or ends with, as printed; empty where it names none there."""
    stretch = re.split(r"[;:•|()\n.]", text.strip(" ,;:•|()/.-"))[-1 if at_end else 0]
    words = re.findall(r"[^\W\d_]+", stretch)
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        chosen = words[-length:] if at_end else words[:length]
        if _is_fibre(chosen):
            return " ".join(chosen)
    return ""


def _is_fibre(words: Sequence[str]) -> bool:
    """Whether words are one fibre, with how it was made before or behind it."""
    folded = words_in(" ".join(words))
    groups = [match.group for match in _fibres().longest_in(folded)]
    return len(groups) == len(folded) and groups.count("fibre") >= 1


def _says_more(text: str, fibres: Sequence[FibreDraft]) -> bool:
    rest = SHARE.sub(" ", text)
    for fibre in fibres:
        rest = rest.replace(fibre.fibre or "", " ")
    return any(len(word) > 3 for word in words_in(rest))
