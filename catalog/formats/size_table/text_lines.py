"""The lines of a plain text and how they split: by tabs, bars, semicolons, commas, or two and more blanks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from .printed import printed

GAP: Final = re.compile(r"[ \u00a0]{2,}")
RULE: Final = frozenset("+-=|: _")
OPENS_QUOTE: Final = {"\t": ("\t", '\t"'), ";": (";", ';"'), ",": (",", ',"')}
DECIMAL: Final = re.compile(r"\d,\d")
MOST_JOINED: Final = 20
LONGEST_COMMA_LINE: Final = 300
BLANKS: Final = "  "
SEPARATORS: Final = ("\t", "|", ";", BLANKS, ",")
"""What may part cells, the surest first; BLANKS stands for two and more of them."""


class TextLine(Struct):
    """A line of a text, without blanks behind it, and its number from 1."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip()


def lines_of(text: str) -> list[TextLine]:
    """The lines of a text; one that breaks inside of quotes goes on, and lines that only draw are blank."""
    lines: list[TextLine] = []
    joined = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if joined and joined < MOST_JOINED:
            lines[-1].text += "\n" + line
            joined = 0 if lines[-1].text.count('"') % 2 == 0 else joined + 1
            continue
        rule = len(line) > 2 and RULE.issuperset(line) and any(c in line for c in "-=_")
        lines.append(TextLine(number, "" if rule else line.rstrip()))
        joined = int(line.count('"') % 2 == 1 and _opens_quote(line))
    return lines


def _opens_quote(line: str) -> bool:
    """Whether the last quote of a line begins a cell, and is no sign for inches."""
    at = line.rfind('"')
    return at == 0 or line[at - 1] in "\t;,"


def split(text: str, separator: str) -> list[str]:
    """The cells of a line.

    >>> split("Size   Above knee", BLANKS), split('"1 = S";"11 ""x"', ";"), split("| S | 30 |", "|")
    (['Size', 'Above knee'], ['1 = S', '11 "x'], ['S', '30'])
    """
    if separator == BLANKS:
        return GAP.split(text.strip())
    if separator == "|":
        return [cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|")]
    if '"' in text and (text.startswith('"') or f'{separator}"' in text):
        return _quoted(text, separator)
    return text.split(separator)


def _quoted(text: str, separator: str) -> list[str]:
    """The cells of a line with quotes; split without looking at them where they are not closed or far too long."""
    try:
        return [cell for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in record]
    except csv.Error:
        return text.split(separator)


def may_part(lines: Sequence[str], separator: str) -> bool:
    """Whether a separator parts cells in these lines, and is no comma of a figure or of a sentence."""
    if separator != ",":
        return True
    counts = {len(split(line, ",")) for line in lines[:3]}
    if len(counts) > 1 or any(len(line) > LONGEST_COMMA_LINE for line in lines):
        return False
    bare = [DECIMAL.sub("", line) for line in lines]
    if not any("," in line for line in bare):
        return False
    quoted = any(line.startswith('"') for line in lines)
    short = all(len(cell) <= 40 for line in lines for cell in split(line, ","))
    return quoted or (short and (counts.pop() > 2 or len(lines) > 2) and not any(line.endswith(".") for line in lines))


def aligned(lines: Sequence[str]) -> list[list[str]] | None:
    """The cells of lines that are set with blanks under one another; None where no blanks run down through all.

    >>> aligned(["Size   Calf    Ankle", "S      30-34", "M              20-22"])
    [['Size', 'Calf', 'Ankle'], ['S', '30-34', ''], ['M', '', '20-22']]
    """
    lines = [line.replace("\u00a0", " ").expandtabs() for line in lines]
    parted = [line for line in lines if GAP.search(line.strip())]
    if not parted:
        return None
    width = max(map(len, parted))
    ink = [any(len(line) > at and line[at] != " " for line in parted) for at in range(width)]
    columns = list(_columns(ink))
    cells = [[line[start:stop].strip() for start, stop in columns] for line in lines]
    whole = all(
        [c for c in row if c] == GAP.split(line.strip())
        for row, line in zip(cells, lines, strict=True)
        if GAP.search(line.strip())
    )
    return cells if whole and len(columns) > 1 else None


def _columns(ink: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where columns begin and where the next one begins: after two and more places without ink."""
    starts = [at for at in range(len(ink)) if ink[at] and (at == 0 or not (ink[at - 1] or ink[max(at - 2, 0)]))]
    if starts:
        starts[0] = 0
    yield from zip(starts, [*starts[1:], 10**6], strict=True)


def has_figures(cells: Sequence[str]) -> bool:
    """Whether a figure stands in a cell that is not the first."""
    return any(character.isdigit() for cell in cells[1:] for character in cell)


def plain(text: str) -> str:
    """A line as it is printed, tabs as blanks."""
    return printed(text.replace("\t", " ").replace("\n", " "))
