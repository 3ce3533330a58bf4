"""The pressure of a product as its export prints it: an entry where it can be read in one way alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import chain, islice
from typing import Final

from msgspec import Struct

from ...model.product import EvidenceKind
from ..draft.models import PressureDraft
from .phrases import PhraseGroups, word_lists, words_in

UNIT: Final = r"mm[\s/.-]{0,2}hg"
NUMBER: Final = r"(\d{1,3}(?:[.,]\d)?)"
TO: Final = r"(?:-|–|—|−|‑|~|/|to|bis|à|a|al|tot|hasta|do|até|und|and|y|et|e|en)"
RANGE: Final = re.compile(rf"(?<![\d.,]){NUMBER}\s?(?:{UNIT})?\s?{TO}\s?{NUMBER}\s?\(?{UNIT}", re.I)
UNIT_FIRST: Final = re.compile(rf"{UNIT}\)?\s?[:=]?\s?{NUMBER}\s?{TO}\s?{NUMBER}(?![\d.,]\d)", re.I)
SINGLE: Final = re.compile(rf"(?<![\d.,]){NUMBER}\s?\+?\s?\(?{UNIT}", re.I)
ANY_UNIT: Final = re.compile(UNIT, re.I)
HEDGED: Final = re.compile(
    r"(?:\b(?:up to|bis zu|max(?:imal|imum)?|jusqu.[aà]|hasta|fino a|tot|under|below|less than|unter|over|above|über"
    r"|more than|not?|nicht|kein[en]*|non|pas|sin|senza|geen|without|ohne|unlike|like|than|als|instead of|statt|equals?"
    r"|corresponds? to|entspricht|ca|circa|about|approx|around|etwa|environ)\b\.?|[<>≤≥~≈])\s*(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
CLASS: Final = re.compile(
    r"\b(?:(?:compression|kompressions|compressie|druk)[\s-]?)?(?:class|klasse|classe|clase|klasa|ccl|kkl)\.?[\s-]?"
    r"(?:iv|i{1,3}|[1-4])\b",
    re.IGNORECASE,
)
MERCURY: Final = "hg"
NAMES_PRESSURE: Final = (MERCURY, "cl", "kl")
"""Parts of the words for a pressure and for a class: most products have none of them."""
AROUND: Final = 45
"""So many characters before and behind a figure the place is looked for."""
NOT_HIGHER: Final = 200
MOST_FIGURES: Final = 40
"""So many figures of a text are weighed; one with more names several pressures anyway."""


class PressureReading(Struct, frozen=True):
    """The entry, or the words that can be read in several ways."""

    draft: PressureDraft | None = None
    unread: str = ""


class PrintedPressure(Struct, frozen=True):
    """One range as a text prints it."""

    low: str
    high: str
    stated_at: str
    words: str


def read_pressure(field: str, texts: Iterable[str], description: str) -> PressureReading:
    """What a field of its own, the other short texts and the description of a product say of its pressure together.

    A class is read in the short texts alone.

    >>> read_pressure("", ["Sock 18–21 mmHg at the ankle"], "").draft.stated_at
    'ankle'
    >>> read_pressure("", ["15-20 mmHg"], "also in 20-30 mmHg").unread
    '15-20 mmHg, 20-30 mmHg'
    """
    named = [text for text in (field, *texts) if text]
    lowered = "\n".join(named).lower()
    if not any(part in lowered for part in NAMES_PRESSURE) and MERCURY not in description.lower():
        return PressureReading(unread=field)
    printed: dict[tuple[str, str], PrintedPressure] = {}
    doubtful: dict[str, None] = {}
    for text in (*named, description):
        if MERCURY in text.lower() and ANY_UNIT.search(text):
            _read(text, printed, doubtful)
    labels = list(dict.fromkeys(" ".join(m[0].split()) for text in named for m in CLASS.finditer(text)))
    label = labels[0] if len({words_in(text)[-1] for text in labels}) == 1 else ""
    if len(printed) == 1 and not doubtful:
        one = next(iter(printed.values()))
        return PressureReading(_draft(f"{one.low} mmHg", f"{one.high} mmHg", one.stated_at, label))
    if printed or doubtful:
        words = dict.fromkeys((*(p.words for p in printed.values()), *doubtful))
        return PressureReading(unread=", ".join(words))
    if label:
        return PressureReading(_draft(None, None, "unstated", label))
    return PressureReading(unread=", ".join(labels) if labels else field)


def _draft(low: str | None, high: str | None, stated_at: str, label: str) -> PressureDraft:
    kind = EvidenceKind.BRAND_STATED.value
    return PressureDraft(low=low, high=high, stated_at=stated_at, kind=kind, label=label)


def _read(text: str, printed: dict[tuple[str, str], PrintedPressure], doubtful: dict[str, None]) -> None:
    """The ranges of a text go to `printed`, other figures and those that are denied or compared with to `doubtful`."""
    reached: list[tuple[int, int]] = []
    ranges = islice(chain(RANGE.finditer(text), UNIT_FIRST.finditer(text)), MOST_FIGURES)
    for match in ranges:
        if any(match.start() < end and start < match.end() for start, end in reached):
            continue
        reached.append(match.span())
        low, high = (figure.replace(",", ".") for figure in match.groups())
        words = " ".join(match[0].split())
        if HEDGED.search(text[max(0, match.start() - AROUND) : match.start()]) or not _is_range(low, high):
            doubtful[words] = None
        else:
            place = _place(text, match)
            before = printed.get((low, high))
            if before is None or before.stated_at == "unstated":
                printed[low, high] = PrintedPressure(low, high, place, words)
            elif place not in ("unstated", before.stated_at):
                doubtful[words] = None
    for match in islice(SINGLE.finditer(text), 2 * MOST_FIGURES):
        if not any(start <= match.start() < end for start, end in reached):
            doubtful[" ".join(match[0].split())] = None


def _is_range(low: str, high: str) -> bool:
    return 0 < Decimal(low) <= Decimal(high) < NOT_HIGHER


def _place(text: str, match: re.Match[str]) -> str:
    """The place of the leg that words beside a figure name; `unstated` where they name none or two."""
    behind = re.split(r"[.;|•,]", text[match.end() : match.end() + AROUND])[0]
    before = re.split(r"[.;|•,]", text[max(0, match.start() - AROUND) : match.start()])[-1]
    named: list[str] = list(_places(f"{before} {behind}"))
    return named[0] if len(named) == 1 else "unstated"


@cache
def _lists() -> tuple[tuple[str, PhraseGroups], ...]:
    return tuple((name, PhraseGroups({name: phrases})) for name, phrases in word_lists()["pressure"].items())


def _places(text: str) -> Iterator[str]:
    words = words_in(text)
    yield from (name for name, phrases in _lists() if phrases.first_in(words))
