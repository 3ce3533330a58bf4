"""Markdown to tables: pipe tables, headings above them, tables of HTML between; fenced code is not read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from .gathering import Gathering
from .html import NOWHERE, Context, html_tables, may_hold_tables
from .html_cells import cell_of
from .html_flow import BOLD, LINE, TABLE, PageEntry
from .html_words import PageWords
from .printed import printed
from .tables import Cell, Row, Table

RULE: Final = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
PIPE: Final = re.compile(r"(?<!\\)\|")
MARKUP: Final = ("<table", "<div", "<section", "<details", "<summary", "<dl", "<figure", "<p", "<h", "<center", "</")
FENCES: Final = ("```", "~~~")
LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
STRUCK: Final = re.compile(r"~~.*?~~")
EMPHASIS: Final = re.compile(r"(\*\*\*|\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1")
ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
LONGEST_CELL: Final = 2_000


def is_rule(line: str) -> bool:
    """Whether a line is the rule below the heads of a pipe table.

    >>> is_rule("|:--:|---:|"), is_rule("--- | ---"), is_rule("---"), is_rule("| - a |")
    (True, True, False, False)
    """
    return "|" in line and "-" in line and RULE.fullmatch(line) is not None


def has_markdown_tables(text: str) -> bool:
    """Whether a text has a pipe table somewhere."""
    if "|" not in text or "-|" not in text.replace(" ", "").replace(":", ""):
        return False
    lines = text.splitlines()
    return any("|" in above and is_rule(line) for above, line in pairwise(lines))


def markdown_tables(text: str, gathering: Gathering, context: Context = NOWHERE) -> None:
    """Gather the tables of a Markdown text. Raises: BadInput."""
    reading = _Markdown(text.splitlines(), gathering, context)
    reading.read()


class _Markdown:
    """A text while it is read line by line."""

    def __init__(self, lines: Sequence[str], gathering: Gathering, context: Context) -> None:
        self._lines, self._gathering, self._context = lines, gathering, context
        self._entries: list[PageEntry] = []
        self._tables: list[tuple[int, tuple[Row, ...], tuple[int, ...], int]] = []

    def read(self) -> None:
        """Gather the tables, then the words that belong to each."""
        at, fence = 0, ""
        while at < len(self._lines):
            line = self._lines[at].strip()
            if fence or line.startswith(FENCES):
                fence = ("" if line.startswith(fence) else fence) if fence else line[:3]
                at += 1
            else:
                at = self._block(line, at)
        self._hand_over()

    def _block(self, line: str, at: int) -> int:
        """A table, markup or line of text: the line where the text goes on."""
        if line.startswith("<!--"):
            return self._behind(at, "-->") + 1
        if line.lower().startswith(MARKUP):
            return self._markup(at) + 1
        if "|" in line and at + 1 < len(self._lines) and is_rule(self._lines[at + 1]):
            return self._table(at)
        if line:
            self._line(line, at)
        return at + 1

    def _behind(self, at: int, end: str) -> int:
        while at < len(self._lines) - 1 and end not in self._lines[at]:
            at += 1
        return at

    def _markup(self, at: int) -> int:
        """A block of HTML, down to the end of its table."""
        end = at
        while end < len(self._lines) - 1 and "</table>" not in self._lines[end].lower() and self._lines[end].strip():
            end += 1
        block = "\n".join(self._lines[at : end + 1])
        if not may_hold_tables(block):
            return self._words_of(block, end)
        titles = tuple(e.text for e in self._entries[::-1] if TABLE < e.level < LINE)[:2]
        html_tables(block, self._gathering, Context((*titles, *self._context.titles)))
        return end

    def _words_of(self, block: str, end: int) -> int:
        """Markup without a table is a line of text; the summary of details is a title."""
        if text := printed(LexborHTMLParser(block).text(separator=" ")):
            self._entries.append(PageEntry(BOLD if "<summary" in block.lower() else LINE, text[:LONGEST_CELL]))
        return end

    def _line(self, line: str, at: int) -> None:
        under = self._lines[at + 1].strip() if at + 1 < len(self._lines) else ""
        if line.startswith("#"):
            marks = len(line) - len(line.lstrip("#"))
            self._entries.append(PageEntry(min(marks, 6), inline(line.strip("# "))))
        elif under and not under.strip("=") and len(under) > 2:
            self._entries.append(PageEntry(1, inline(line)))
        elif under and not under.strip("-") and len(under) > 2:
            self._entries.append(PageEntry(2, inline(line)))
        elif line.strip("=-*_ "):
            bold = line.startswith(("**", "__")) and line.rstrip(": ").endswith(("**", "__")) and len(line) <= 120
            self._entries.append(PageEntry(BOLD if bold else LINE, inline(line)))

    def _table(self, at: int) -> int:
        """A pipe table: its heads, the rule below, and rows down to a line without a pipe. Where the text goes on."""
        rows, numbers = [_row(self._lines[at], head=True)], [1]
        end = at + 2
        while end < len(self._lines) and "|" in self._lines[end] and self._lines[end].strip():
            rows.append(_row(self._lines[end], head=False))
            numbers.append(end - at)
            self._gathering.count(len(rows[-1]))
            end += 1
        number = self._gathering.begin()
        grid = self._gathering.even(rows)
        self._entries.append(PageEntry(TABLE, "", table=len(self._tables)))
        self._tables.append((number, grid, tuple(numbers), len(self._entries) - 1))
        return end

    def _hand_over(self) -> None:
        words = PageWords.of(self._entries, ())
        for number, grid, numbers, place in self._tables:
            titles = (*words.titles(place), *self._context.titles)
            page = (*words.headings, *self._context.page)
            self._gathering.end(
                Table(
                    number, grid, "markdown", numbers, titles=titles, beside=words.beside(place),
                    labels=self._context.labels, page=page, sample=self._context.sample,
                )
            )  # fmt: skip


def _split(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.replace("\\|", "|").strip() for cell in PIPE.split(line)]


def _row(line: str, *, head: bool) -> list[Cell | None]:
    return [_cell(cell, head=head) for cell in _split(line)]


def _cell(text: str, *, head: bool) -> Cell:
    if "<" in text or "&" in text:
        body = LexborHTMLParser(f"<div>{inline(text, keep_marks=True)}</div>").css_first("body > div")
        return cell_of(body, {}, head=head) if body is not None else Cell(inline(text), head)
    return Cell(inline(text), head)


def inline(text: str, *, keep_marks: bool = False) -> str:
    r"""A text without the marks of Markdown.

    >>> inline("**S** [chart](x.html) ~~old~~ 9\\*"), inline("M*"), inline("*M*")
    ('S chart 9*', 'M*', 'M')
    """
    if len(text) > LONGEST_CELL:
        return text if keep_marks else printed(text)
    text = STRUCK.sub("", LINK.sub(r"\1", text))
    for _ in range(2):
        text = EMPHASIS.sub(r"\2", text)
    text = ESCAPED.sub(r"\1", text)
    return text if keep_marks else printed(text)
