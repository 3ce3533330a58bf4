"""The size charts inside a description, read once however many products print them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import count
from typing import Final
from zlib import crc32

from msgspec import Struct

from ...model.problem import BadInput
from ...model.read_chart import ChartsRead, ReadChart
from ..size_table.gather import tables_of_text
from ..size_table.html import may_hold_tables
from ..size_table.html_words import may_be_title
from ..size_table.labels import is_size_label
from ..size_table.limits import Limits
from ..size_table.read import read_tables
from ..size_table.tables import Table
from ..size_table.word_list import has_phrase, word_table, words_of
from .charts import WeighedChart, prepared_charts, weighed_chart
from .texts import TAG, lines_of_markup

LONGEST_REMEMBERED: Final = 20_000
REMEMBERED: Final = 2_048
"""Descriptions with charts whose charts are remembered: a shop prints the same few under all its products."""
WHOLE_TABLE: Final = re.compile(r"<table\b[^<]*+(?:<(?!/table\s*>)[^<]*+)*+</table\s*>", re.I)
PLAIN_BLOCK: Final = re.compile(
    r"<(p|li)\b[^>]*>([^<]*+(?:<(?!/?(?:p|li|div|table|ul|ol|dl|h[1-6]|section|script|td|th)\b)[^<]*+)*+)</\1\s*>", re.I
)
"""A paragraph or an item of a list without blocks in it."""
FIGURES: Final = re.compile(r"\d{2}(?:[.,]\d{1,2})?\s?(?:cm|in|\")?\s?(?:-|–|—|to|bis|à|a|al|do)\s?\d{2}", re.I)
DIGIT: Final = re.compile(r"\d")
MARKUP: Final = re.compile(r"<[a-zA-Z]")
MOST_TABLES: Final = 100
DOUBTFUL: Final = ("no_size", "no_measure", "conversion", "sample", "ambiguous", "hidden_rows")
"""Why a table is no size chart that a person might see otherwise."""
FEW: Final = 2


class DescribedCharts(Struct, frozen=True):
    """The charts of one description, and its markup without the tables that were read."""

    charts: tuple[WeighedChart, ...] = ()
    digest: int = 0
    """A sum over the digests of all that a brand file would have of the charts."""
    tables: Mapping[int, str] = {}
    """By the place of each table that was read as a chart: the words in it that are no part of a chart."""
    problem: str = ""
    """The code of what kept the tables from being read at all."""
    left_out: tuple[str, ...] = ()
    """The codes of why tables that are full of ranges, as charts are, were read as none."""


class ChartReader:
    """Reads the charts of descriptions; `limits` says which figures a leg can have."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._read = lru_cache(maxsize=REMEMBERED)(self._described)

    def described(self, description: str) -> DescribedCharts:
        """The charts of a description; nothing where it can hold none."""
        if not may_be_charted(description):
            return DescribedCharts()
        text = reduced(description)
        return self._read(text) if len(text) <= LONGEST_REMEMBERED else self._described(text)

    def _described(self, description: str) -> DescribedCharts:
        text = description
        if not may_hold_tables(text) and MARKUP.search(text):
            text = "\n".join(lines_of_markup(text))
        try:
            tables = tables_of_text(text, "description")
            read = read_tables(tables, self._limits)
        except BadInput as bad:
            return DescribedCharts(problem=bad.problems[0].code)
        digests = " ".join(prepared.digest for chart in read.charts for prepared in prepared_charts(chart))
        return DescribedCharts(
            tuple(map(weighed_chart, read.charts)), crc32(digests.encode()),
            _tables_to_take_out(tables, read.charts, description), left_out=tuple(_doubtfully_left_out(tables, read)),
        )  # fmt: skip


def _doubtfully_left_out(tables: Sequence[Table], read: ChartsRead) -> Iterator[str]:
    """The code of each table full of ranges that was read as no chart, for a reason that a person may see otherwise."""
    doubtful = {table.number: table.code for table in read.tables_left_out if table.code in DOUBTFUL}
    ranged = (table.number for table in tables if table.number in doubtful and _has_ranges(table))
    yield from dict.fromkeys(map(doubtful.__getitem__, ranged))


def _has_ranges(table: Table) -> bool:
    """Whether several cells of a table are ranges of figures."""
    rows = (*table.rows, *(row.cells for row in table.unseen))
    return sum(cell is not None and FIGURES.search(cell.text) is not None for row in rows for cell in row) >= FEW


def may_be_charted(description: str) -> bool:
    """Whether a description can hold a size chart: a table, or lines with ranges of figures."""
    if may_hold_tables(description):
        return True
    return FIGURES.search(description) is not None and ("\n" in description or "<" in description)


def reduced(description: str) -> str:
    """A description without the paragraphs that say nothing of a chart, so that each chart is read once.

    What names an audience, a unit, a body or a garment that was measured, or pressure stays, and so does a short line
    with a figure, which may be a title, and all that is no paragraph.
    """
    if not may_hold_tables(description):
        return description
    return PLAIN_BLOCK.sub(lambda m: m[0] if _is_about_charts(m[2]) else "", description)


@cache
def _telling() -> frozenset[tuple[str, ...]]:
    table = word_table()
    named = [words for section in ("audience", "body", "units", "sample") for words in table[section].items()]
    texts = [text for name, texts in named if name not in ("fillers", "both", "not") for text in texts]
    return frozenset(words_of(text) for text in (*texts, *table["left_out"]["pressure_unit"]) if words_of(text))


@lru_cache(maxsize=REMEMBERED)
def _is_about_charts(block: str) -> bool:
    """Whether a block says something of a chart, or may be its title: short, with a figure, and no sentence."""
    text = " ".join(html.unescape(TAG.sub(" ", block)).split()) if "<" in block or "&" in block else block
    if DIGIT.search(text) and may_be_title(text):
        return True
    return has_phrase(words_of(text), _telling()) or (text != block and has_phrase(words_of(block), _telling()))


def without_tables(description: str, described: DescribedCharts) -> str:
    """A description without the tables that were read, but with every word in them that is no part of a chart."""
    if not described.tables:
        return description
    places = count()

    def rest(match: re.Match[str]) -> str:
        words = described.tables.get(next(places))
        return match[0] if words is None else f"<p>{words}</p>"

    return WHOLE_TABLE.sub(rest, description)


def _tables_to_take_out(tables: Sequence[Table], charts: Sequence[ReadChart], description: str) -> dict[int, str]:
    """The tables that were read as charts, by their place in the markup; none where that is not certain."""
    lowered = description.lower()
    if not lowered.count("<table") == lowered.count("</table") == len(tables) or len(tables) > MOST_TABLES:
        return {}
    if len(WHOLE_TABLE.findall(description)) != len(tables) or any(t.kind != "html" for t in tables):
        return {}
    read = {chart.table for chart in charts} | {chart.twin.table for chart in charts if chart.twin is not None}
    return {table.number - 1: _other_words(table) for table in tables if table.number in read}


def _other_words(table: Table) -> str:
    """The caption of a table and the cells with any word that is no part of a chart."""
    cells = dict.fromkeys(cell.text for row in table.rows for cell in row if cell is not None)
    other = [text for text in (table.caption, *cells) if text and not _is_part_of_chart(text)]
    return " • ".join(" ".join(text.replace("<", "‹").replace(">", "›").split()) for text in other)


@lru_cache(maxsize=4096)
def _is_part_of_chart(text: str) -> bool:
    if not any(map(str.isalpha, text)) or is_size_label(text):
        return True
    words = [word for word in words_of(text) if not word.isdigit() and any(c.isalpha() for c in word)]
    return all(word in _chart_words() for word in words)


@cache
def _chart_words() -> frozenset[str]:
    """Every word that heads and cells of charts consist of."""
    table = word_table()
    texts = [
        t for s in ("points", "shoe", "size", "edges", "audience", "units") for own in table[s].values() for t in own
    ]
    extra = [
        "circumference", "girth", "Umfang", "tour", "contorno", "circonferenza", "omtrek", "obwód", "measurement",
        "max", "min", "in", "cm", "mm", "m",
    ]  # fmt: skip
    return frozenset(word for text in (*texts, *extra) for word in words_of(text)) - phrases_of_medicine()


@cache
def phrases_of_medicine() -> frozenset[str]:
    """Words of heads that speak of more than a size: pressure, class, level."""
    blocked: list[str] = word_table()["heads"]["blocked"]
    return frozenset({"class", "klasse", "classe", "level", "pressure"} & {w for t in blocked for w in words_of(t)})
