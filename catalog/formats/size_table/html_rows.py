"""The rows and cells of one table of a page, as a browser shows them: what is hidden is not among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from .gathering import SpannedCell
from .html_cells import cell_of, element_text, span_of
from .html_hidden import Attributes, is_gone, is_gone_row, is_invisible
from .tables import Cell

SECTIONS: Final = frozenset({"thead", "tbody", "tfoot"})
CELL_ROLES: Final = '[role="cell"],[role="gridcell"],[role="columnheader"],[role="rowheader"]'
UNSEEN: Final = {"style": "visibility:hidden"}


def _rows_of(table: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Each row of a table itself, with the section that it stands in."""
    for child in table.iter():
        tag = child.tag or ""
        if tag in SECTIONS:
            for row in child.iter():
                if row.tag == "tr":
                    yield row, tag
        elif tag == "tr":
            yield child, ""


def is_layout(table: LexborNode) -> bool:
    """Whether a table with tables in it only holds those: none of its rows has two cells of text beside them."""
    for row, _ in _rows_of(table):
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th") and cell.css_first("table") is None]
        if sum(bool(element_text(cell)) for cell in cells) >= 2:
            return False
    return True


def table_rows(table: LexborNode) -> tuple[list[list[SpannedCell]], list[int]]:
    """The cells of each row that has any, and where the group of each row ends."""
    rows: list[list[SpannedCell]] = []
    groups: list[int] = []
    for child in table.iter():
        tag = child.tag
        if (tag in SECTIONS or tag == "tr") and not is_gone_row(child.attributes):
            begun = len(rows)
            for row in [child] if tag == "tr" else child.iter():
                if cells := [_spanned(cell, attributes, tag == "thead") for cell, attributes in _cells_of(row)]:
                    rows.append(cells)
            groups += [len(rows)] * (len(rows) - begun)
    return rows, groups


def _cells_of(row: LexborNode) -> Iterator[tuple[LexborNode, Attributes]]:
    """The cells of a row that take a place on the page, with their attributes; empty ones where the row is not seen."""
    own = row.attributes
    if is_gone_row(own):
        return
    unseen = is_invisible(own)
    for cell in row.iter():
        if cell.tag in ("td", "th") and not is_gone(attributes := cell.attributes):
            yield cell, {**attributes, **UNSEEN} if unseen else attributes


def _spanned(node: LexborNode, attributes: Attributes, in_head: bool) -> SpannedCell:
    cell = cell_of(node, attributes, head=in_head or node.tag == "th")
    if "colspan" in attributes or "rowspan" in attributes:
        return SpannedCell(cell, span_of(attributes.get("colspan")) or 1, span_of(attributes.get("rowspan")))
    return SpannedCell(cell)


def role_rows(table: LexborNode) -> list[list[SpannedCell]]:
    """The cells of each row of elements that say by their role that they are one."""
    rows = []
    for row in table.css('[role="row"]'):
        if is_gone(row.attributes) or is_invisible(row.attributes):
            continue
        cells = [
            SpannedCell(
                cell_of(cell, attributes, head=(attributes.get("role") or "").endswith("header")),
                span_of(attributes.get("aria-colspan")) or 1,
                span_of(attributes.get("aria-rowspan")) or 1,
            )
            for cell in row.css(CELL_ROLES)
            if not is_gone(attributes := cell.attributes)
        ]
        if cells:
            rows.append(cells)
    return rows


def definition_rows(node: LexborNode) -> list[list[SpannedCell]]:
    """A term and what is said of it on each row; terms one after the other share what follows."""
    rows: list[list[SpannedCell]] = []
    terms: list[Cell] = []
    statements: list[Cell] = []
    for child in _terms(node):
        if child.tag == "dt":
            if statements:
                rows += [[SpannedCell(cell) for cell in (term, *statements)] for term in terms]
                terms, statements = [], []
            terms.append(cell_of(child, child.attributes, head=True))
        else:
            statements.append(cell_of(child, child.attributes, head=False))
    return rows + [[SpannedCell(cell) for cell in (term, *statements)] for term in terms]


def _terms(node: LexborNode) -> Iterator[LexborNode]:
    for child in node.iter():
        if is_gone(child.attributes):
            continue
        if child.tag in ("dt", "dd"):
            yield child
        elif child.tag == "div":
            yield from (c for c in child.iter() if c.tag in ("dt", "dd") and not is_gone(c.attributes))
