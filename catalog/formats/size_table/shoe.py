"""A cell of shoe sizes: one system or several, women and men in one cell, never a size of children."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ...model.leg import LegPoint
from .cells import NOTHING, PLACEHOLDER_CODE, TWO_READINGS, CellReading, Span, read_cell
from .heads import MEN, SHOE_POINTS, WOMEN, Head, audience_of
from .word_list import folded, phrases, words_of

PARTS: Final = re.compile(r"[;|\n()/]+|,(?=\s*[^\d\s])|,\s+")
LETTERS: Final = re.compile(r"[^\W\d_]+(?:['’]s)?[.:]?")
FRACTION: Final = re.compile(r"(\d[ -][1-9])/([2348])(?!\d)")
POSSIBLE: Final = {"eu": (15, 52), "uk": (0, 18), "us": (0, 20), "": (0, 52)}
"""Sizes that there are; children's ones begin anew and are read in no system."""
ADULT: Final = {"eu": (30, 52), "uk": (1, 18), "us": (1, 20)}
SHORT: Final = {"w": WOMEN, "m": MEN}


class ShoeReading(Struct, frozen=True):
    """The spans of a cell by point, or why it cannot be read."""

    spans: tuple[tuple[LegPoint, Span], ...] = ()
    code: str = ""


def shoe_point(head: Head) -> LegPoint:
    """The point that a head itself names."""
    if len(head.systems) > 1:
        return LegPoint.SHOE_UNSTATED
    return SHOE_POINTS.get((_system(head), head.audience)) or SHOE_POINTS[_system(head), ""]


class _ShoeGroup(Struct, frozen=True):
    system: str
    sex: str
    cell: CellReading


@lru_cache(maxsize=4096)
def read_shoe(text: str, head: Head) -> ShoeReading:
    """The shoe sizes of a cell under a head.

    >>> [(p.value, s.text) for p, s in read_shoe("Women 5-7, Men 4-6", Head(systems=("us",))).spans]
    [('shoe_us_women', '5-7'), ('shoe_us_men', '4-6')]
    >>> read_shoe("11C – 2Y", Head(systems=("uk",))).code, read_shoe("35/36", Head(systems=("eu",))).spans[0][1].text
    ('not_a_figure', '35-36')
    """
    plain = read_cell(text)
    if plain == NOTHING or plain.code == PLACEHOLDER_CODE:
        return ShoeReading(code=plain.code)
    if len(head.systems) < 2 and not plain.code and len(plain.spans) == 1:
        return _placed([_ShoeGroup(_system(head), head.audience, plain)])
    if len(head.systems) < 2 and plain.slashed and _is_range(plain.spans):
        low, high = plain.spans[0].low, plain.spans[1].high
        return _placed([_ShoeGroup(_system(head), head.audience, CellReading((Span(low, high),)))])
    parts = [p.replace("⁄", "/") for p in PARTS.split(FRACTION.sub(r"\1⁄\2", text)) if p.strip()]
    return _placed(_groups(parts, head))


def _system(head: Head) -> str:
    return head.systems[0] if head.systems else ""


def _is_range(spans: tuple[Span, ...]) -> bool:
    """Whether two whole sizes next to one another stand there: `35/36`."""
    if len(spans) != 2 or not all(s.is_single for s in spans):
        return False
    first, last = (s.figures[0] for s in spans)
    return first.denominator == last.denominator == 1 and first < last <= first + 3


def _groups(parts: list[str], head: Head) -> list[_ShoeGroup]:
    """Each part with the system and the sex that it or, where none of them says so, the head in its order names."""
    groups: list[_ShoeGroup] = []
    for at, part in enumerate(parts):
        labels = [m[0].rstrip(".:") for m in LETTERS.finditer(part)]
        words = words_of(" ".join(labels))
        systems = [s for s in ("eu", "uk", "us") if any((w,) in phrases("shoe", s) for w in words)]
        sex = audience_of(words) or next((SHORT[w] for w in words if w in SHORT), "")
        labelled = sum(1 for w in labels if _is_label(w))
        before = next((g.system for g in reversed(groups) if g.system), "")
        system = systems[0] if len(systems) == 1 else _in_order(head, at, len(parts)) or before
        bare = LETTERS.sub(lambda m: " " if _is_label(m[0].rstrip(".:")) else m[0], part) if labelled else part
        is_named = bool(systems or sex) or (len(head.systems) == len(parts) and len(parts) > 1)
        cell = read_cell(" ".join(bare.split()).strip(": "))
        cell = cell if is_named or cell.code else CellReading(code=TWO_READINGS)
        groups.append(_ShoeGroup(system, sex or head.audience, cell))
    return groups


def _in_order(head: Head, at: int, parts: int) -> str:
    """The system of a part by its place, or the only one of the head."""
    if len(head.systems) == parts > 1:
        return head.systems[at]
    return _system(head) if len(head.systems) < 2 else ""


def _is_label(word: str) -> bool:
    """Whether a word names a system or a sex, and no figure needs it."""
    words = tuple(w for w in words_of(word) if w != "s")
    systems = any(words in phrases("shoe", s) for s in ("eu", "uk", "us"))
    sexes = any(words in phrases("audience", kind) for kind in (WOMEN, MEN))
    return systems or sexes or folded(word) in SHORT


def _placed(groups: list[_ShoeGroup]) -> ShoeReading:
    """Each group at its point; nothing of a cell in which two say something of the same one."""
    spans: list[tuple[LegPoint, Span]] = []
    for group in groups:
        if group.cell.code or len(group.cell.spans) != 1 or group.cell.spans[0].unit:
            return ShoeReading(code=group.cell.code or TWO_READINGS)
        span = group.cell.spans[0]
        point = SHOE_POINTS.get((group.system, group.sex)) or SHOE_POINTS[(group.system, "")]
        if not _is_possible(span.figures, group.system, several=len(groups) > 1):
            return ShoeReading(code="implausible_for_point")
        spans.append((point, span))
    if len({p for p, _ in spans}) != len(spans) or not spans:
        return ShoeReading(code=TWO_READINGS)
    return ShoeReading(tuple(spans))


def _is_possible(figures: tuple[Fraction, ...], system: str, *, several: bool) -> bool:
    low, high = (ADULT if several and system else POSSIBLE)[system]
    return all(low <= f <= high for f in figures)
