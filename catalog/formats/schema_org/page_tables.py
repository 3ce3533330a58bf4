"""The size tables that a page shows beside its data: the data rarely has them, and a page about one product does."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ...model.problem import BadInput
from ...model.read_chart import ReadChart
from ..draft.problems import FieldPath
from ..feed_kind.table import names_measures
from ..size_table.contradictions import contradictions
from ..size_table.gather import tables_of_text
from ..size_table.html import may_hold_tables
from ..size_table.html_words import may_be_title
from ..size_table.read import read_tables
from .sizes import page_limits

HEADINGS: Final = "h1,h2,h3,h4,h5,h6,legend,summary,caption,button"
UNSEEN: Final = frozenset({"script", "style", "template", "noscript"})
MARKUP: Final = re.compile(r"</?[A-Za-z!]")
MOST_TABLES: Final = 20
MOST_LOOKED_AT: Final = 500
LARGEST_TABLE: Final = 100_000
FIRST_LINES: Final = 3
"""Rows, or columns, of a table among which its heads stand."""
STEPS_UP: Final = 4
STEPS_BACK: Final = 3
"""How far from a table its heading may stand: elements around it, and elements before each of these."""


def size_tables_of(page: LexborHTMLParser) -> str:
    """The markup of every table of a page that has sizes and measures of a leg, each below its heading."""
    tables = [node for node in page.css("table")[:MOST_LOOKED_AT] if _is_of_sizes(node)]
    return "".join(map(_with_heading, tables[:MOST_TABLES]))


def with_tables(description: str, tables: str) -> str:
    """A description with tables below it, unless it has tables of its own."""
    if not tables or may_hold_tables(description):
        return description
    if not MARKUP.search(description):
        lines = html.unescape(description).splitlines()
        description = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    return f"{description}{tables}"


def uncontradicted(charts: Sequence[ReadChart], tables: str, here: FieldPath) -> tuple[ReadChart, ...]:
    """The charts of the data of a page that the tables which it shows do not contradict; of others both are named."""
    try:
        on_page = read_tables(tables_of_text(tables, ""), page_limits()).charts
    except BadInput as bad:
        here.take(bad)
        return tuple(charts)
    sound = []
    for chart in charts:
        wrong = contradictions(chart, on_page)
        for size, _, bands in wrong:
            here.to(f"size {size}").report("tables_disagree", "; ".join(bands), "page_one_band", "page_correct_table")
        sound += [] if wrong else [chart]
    return tuple(sound)


def _is_of_sizes(table: LexborNode) -> bool:
    markup = (table.html or "").lower()
    if markup.count("<table") > 1 or len(markup) > LARGEST_TABLE:
        return False
    rows = [_cells(row) for row in table.css("tr")]
    columns = ([row[at] for row in rows if at < len(row)] for at in range(FIRST_LINES))
    title = next(_titles_before(table), "")
    return any(names_measures(line, title) for line in (*rows[:FIRST_LINES], *columns))


def _cells(row: LexborNode) -> Sequence[str]:
    return [" ".join(cell.text().split()) for cell in row.css("th,td")]


def _with_heading(table: LexborNode) -> str:
    heading = next(_titles_before(table), "")
    return f"<h4>{html.escape(heading, quote=False)}</h4>{table.html}" if heading else str(table.html)


def _titles_before(table: LexborNode) -> Iterator[str]:
    """What stands before a table as its title, the nearest first."""
    node: LexborNode | None = table
    for _ in range(STEPS_UP):
        before = node
        for _ in range(STEPS_BACK):
            before = _element_before(before)
            if before is None or before.tag == "table":
                break
            yield from _titles_in(before)
        node = node.parent if node is not None else None
        if node is None or node.tag == "body":
            return


def _element_before(node: LexborNode | None) -> LexborNode | None:
    before = node.prev if node is not None else None
    while before is not None and (not before.is_element_node or before.tag in UNSEEN):
        before = before.prev
    return before


def _titles_in(node: LexborNode) -> Iterator[str]:
    """The last heading in an element; of one that has none its own words, where they can be a title."""
    headings = [node] if node.tag in HEADINGS.split(",") else node.css(HEADINGS)
    if not headings and not node.css(",".join(UNSEEN)):
        headings = [node]
    for entry in headings[-1:]:
        text = " ".join(entry.text().split())
        if text and may_be_title(text):
            yield text
