"""What the words around a table say of it: the unit, whom it is for, whether a body or a garment was measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ...model.leg import Dimension
from .cells import PLACEHOLDER
from .grid import TablePart
from .heads import audience_of, dimension_of_unit, read_head, unit_words
from .tables import Table
from .word_list import folded, has_phrase, phrases, words_of

BEHIND_FIGURE: Final = re.compile(r"\d[\d.,/ ]*(?:[a-z]+\b|\"|')", re.I)
QUOTED: Final = re.compile('["“”„″]')
"""In a title they are quotes, and no inches."""
INCH: Final = re.compile(r"\b(?:2[.,]54|0[.,]39\d*|2[.,]2|0[.,]45\d*)\b")
"""How many of one unit are one of another: a line that says so names no unit of a table."""
NO_AUDIENCE: Final = re.compile(r"\b(?:child|children|baby|man)\b")
"""Words that names of classes have for other reasons."""
LABEL_PARTS: Final = re.compile(r"[^a-z]+")
SENTENCE_UNITS: Final = ("cm", "mm", "in", "kg", "lb")
NO_UNIT_WORDS: Final = frozenset({"cal", "metric", "imperial"})
LABEL_UNITS: Final = {
    "metric": ("cm", "kg"),
    "imperial": ("in", "lb"),
    "cm": ("cm",),
    "centimetres": ("cm",),
    "in": ("in",),
    "inch": ("in",),
    "inches": ("in",),
    "centimeters": ("cm",),
    "kg": ("kg",),
    "lb": ("lb",),
    "lbs": ("lb",),
}
WEAK: Final = frozenset({"in", "metric", "imperial"})
LONGEST_TITLE: Final = 200
MOST_KEPT: Final = 1_024
"""Texts of which it is remembered what they say: a page says the same beside each of its tables."""


def title_of(table: Table, part: TablePart) -> str | None:
    """The title: caption, else a line of the table, else the nearest words above it that are no tab of a unit."""
    texts = (table.caption, *part.titles, *table.titles)
    return next((t.strip() for t in texts if t.strip() and not _is_no_title(t)), None)


@lru_cache(maxsize=MOST_KEPT)
def _is_no_title(text: str) -> bool:
    head = read_head(text)
    rest = [w for w in words_of(text) if w not in unit_words() and w not in ("in", '"')]
    return not rest or bool(PLACEHOLDER.search(text)) or (bool(head.units) and not rest) or len(text) > LONGEST_TITLE


class ContextUnit(Struct, frozen=True):
    """A unit that words around a table name; a weak one is the part of a class name that may mean another thing."""

    unit: str
    is_weak: bool = False


def context_units(table: Table, part: TablePart) -> Mapping[Dimension, tuple[ContextUnit, ...]]:
    """The units of lengths and of masses that the words around a table name, the nearest first.

    Its tab and class, its caption, lines and headings above, sentences beside it. Where words name two units of one
    dimension, no word further away is asked.
    """
    units: dict[Dimension, list[ContextUnit]] = {Dimension.LENGTH: [], Dimension.MASS: []}
    closed: set[Dimension] = set()
    for group in _unit_groups(table, part):
        for dimension in units.keys() - closed:
            own = {c for c in group if dimension_of_unit(c.unit) is dimension}
            units[dimension] += own if len(own) == 1 else ()
            if len(own) > 1 or any(not c.is_weak for c in own):
                closed.add(dimension)
    return {d: tuple(u) for d, u in units.items()}


def _unit_groups(table: Table, part: TablePart) -> Iterator[set[ContextUnit]]:
    """The units that each source names, nearest first."""
    for label in table.labels:
        yield set(_of_label(label))
    for title in (*part.titles, table.caption, *table.titles[:3]):
        yield {ContextUnit(unit) for unit in _of_title(title)}
    yield {ContextUnit(unit) for line in table.beside for unit in _of_sentence(line)}
    yield {ContextUnit(unit) for title in table.page for unit in _of_sentence(title)}


def _of_label(label: str) -> Iterator[ContextUnit]:
    """Units in a class, an id or the name of a tab; `in` only where it stands at an end: `pane--in`."""
    parts = [p for p in LABEL_PARTS.split(folded(label)) if p]
    for at, part in enumerate(parts):
        if part in LABEL_UNITS and (part != "in" or at in (0, len(parts) - 1)):
            yield from (ContextUnit(unit, is_weak=part in WEAK) for unit in LABEL_UNITS[part])


@lru_cache(maxsize=MOST_KEPT)
def _of_title(title: str) -> frozenset[str]:
    plain = QUOTED.sub(" ", BEHIND_FIGURE.sub(" ", title))
    units = read_head(plain).units if len(title) <= LONGEST_TITLE else ()
    certain = _of_sentence(title)
    return certain | ({"in"} & set(units))


@lru_cache(maxsize=MOST_KEPT)
def _of_sentence(line: str) -> frozenset[str]:
    """Units that a sentence names, not those behind a figure: `5 cm above the knee` says nothing of the table."""
    plain = "" if INCH.search(line) else BEHIND_FIGURE.sub(" ", folded(line))
    units = {unit_words().get(word, "") for word in words_of(plain) if word not in NO_UNIT_WORDS}
    return frozenset(units.intersection(SENTENCE_UNITS))


def chart_audience(table: Table, part: TablePart) -> str:
    """Whom the nearest words name: section, caption, headings, the names of its elements, the page."""
    if part.audience:
        return part.audience
    names = (NO_AUDIENCE.sub(" ", LABEL_PARTS.sub(" ", folded(label))) for label in table.labels)
    for text in (*part.titles, table.caption, *table.titles, *names, *table.page):
        if text and (audience := audience_of(words_of(text))):
            return audience
        if text and _names_someone(text):
            return ""
    return ""


@lru_cache(maxsize=MOST_KEPT)
def _names_someone(text: str) -> bool:
    """Whether a text names several that are not one audience, so that no word further away counts."""
    words = words_of(text)
    return any(has_phrase(words, phrases("audience", kind)) for kind in ("women", "men", "children"))


def measured_thing(table: Table, part: TablePart) -> str:
    """`body` or `garment`, where the words around a table say so; `mixed` where its lines say both."""
    for text in (*part.titles, table.caption, *table.titles[:2]):
        if thing := _thing(text):
            return thing
    things = {thing for line in table.beside if (thing := _thing(line))}
    return "mixed" if len(things) > 1 else next(iter(things), "")


@lru_cache(maxsize=MOST_KEPT)
def _thing(text: str) -> str:
    words = words_of(text)
    garment = has_phrase(words, phrases("body", "garment"))
    body = has_phrase(words, phrases("body", "body"))
    if garment and has_phrase(words, phrases("body", "not")):
        return "body" if body else ""
    return "" if garment == body else "garment" if garment else "body"


def names_pressure(table: Table, part: TablePart) -> bool:
    """Whether the words right above a table say that its figures are of pressure: `in mmHg`, not `20-30 mmHg socks`."""
    texts = (*part.titles, table.caption, *table.titles[:1], *table.beside)
    return any(map(_is_of_pressure, texts))


@lru_cache(maxsize=MOST_KEPT)
def _is_of_pressure(text: str) -> bool:
    return has_phrase(words_of(BEHIND_FIGURE.sub(" ", folded(text))), phrases("left_out", "pressure_unit"))


def words_around(table: Table, part: TablePart) -> tuple[str, ...]:
    """Every text around a table, once."""
    return tuple(
        dict.fromkeys(t for t in (table.caption, *part.titles, *table.titles, *table.beside, *table.page) if t)
    )


def is_sample(table: Table) -> bool:
    """Whether a table is marked as sample data."""
    texts: Iterable[str] = (table.caption, *table.titles[:1], *table.beside)
    return table.sample or any(map(_is_of_sample, texts))


@lru_cache(maxsize=MOST_KEPT)
def _is_of_sample(text: str) -> bool:
    return has_phrase(words_of(text), phrases("sample", "words"))
