"""The rows and cells of one table of a page, as a browser shows them; whole rows that it hides stand apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from .gathering import SpannedCell
from .html_cells import cell_of, element_text, span_of
from .html_hidden import Attributes, is_gone, is_gone_row, is_invisible
from .printed import printed
from .tables import Cell

SECTIONS: Final = frozenset({"thead", "tbody", "tfoot"})
COLUMN_NAMES: Final = ("data-label", "data-title", "data-th", "data-column", "data-header", "data-name")
"""Where pages that show each row as a block on a narrow screen have the names of columns."""
FEWEST_COLUMNS: Final = 2
CELL_ROLES: Final = '[role="cell"],[role="gridcell"],[role="columnheader"],[role="rowheader"]'


class PageRows(Struct):
    """The rows of a table, each the cells that take a place on the page."""

    seen: list[list[SpannedCell]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    """Where the group (head, body, foot) of each row ends; nothing where there are none."""
    unseen: list[tuple[int, list[SpannedCell]]] = field(default_factory=list)
    """The rows that are hidden as a whole, each with how many rows that are seen stand above it."""
    first: int = 1
    """The number of the first row; 0 where it is none of the page's, but the names that its cells have as data."""

    def add(self, cells: list[SpannedCell], row: Attributes, *, in_gone: bool) -> None:
        """Take a row in; one that is only invisible keeps its place, one in a section that is gone does not."""
        if not cells:
            return
        is_gone = in_gone or is_gone_row(row)
        if not (is_gone or is_invisible(row)):
            self.seen.append(cells)
            return
        if not is_gone:
            self.seen.append([replace(spanned, cell=_emptied(spanned.cell)) for spanned in cells])
        self.unseen.append((len(self.seen), cells))


def _emptied(cell: Cell) -> Cell:
    return replace(cell, text="", parts=())


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


def table_rows(table: LexborNode) -> PageRows:
    """The cells of each row that has any."""
    rows = PageRows()
    for child in table.iter():
        tag = child.tag
        if tag in SECTIONS or tag == "tr":
            begun, in_gone = len(rows.seen), is_gone_row(child.attributes)
            for row in [child] if tag == "tr" else child.iter():
                cells = [_spanned(cell, attributes, tag == "thead") for cell, attributes in _cells_of(row)]
                rows.add(cells, row.attributes, in_gone=in_gone)
            rows.groups += [len(rows.seen)] * (len(rows.seen) - begun)
    has_heads = any(spanned.cell.head for row in rows.seen for spanned in row[1:])
    return rows if has_heads else _with_named_columns(rows, table)


def _with_named_columns(rows: PageRows, table: LexborNode) -> PageRows:
    """The rows of a table without heads below the names that all its rows have as data: a narrow screen shows those."""
    named = (tuple(_names_of(row)) for row, _ in _rows_of(table) if not is_gone_row(row.attributes))
    names = {texts for texts in named if any(texts)}
    heads = names.pop() if len(names) == 1 else ()
    if len(heads) < FEWEST_COLUMNS or not all(heads):
        return rows
    seen = [[SpannedCell(Cell(printed(name), head=True)) for name in heads], *rows.seen]
    unseen = [(above + 1, row) for above, row in rows.unseen]
    return PageRows(seen, [1, *(end + 1 for end in rows.groups)], unseen, first=0)


def _names_of(row: LexborNode) -> Iterator[str]:
    """What the column of each cell of a row is called in its data; empty for one that has no name."""
    for _, attributes in _cells_of(row):
        yield next((text for name in COLUMN_NAMES if (text := (attributes.get(name) or "").strip())), "")


def _cells_of(row: LexborNode) -> Iterator[tuple[LexborNode, Attributes]]:
    """The cells of a row that take a place in it, with their attributes."""
    for cell in row.iter():
        if cell.tag in ("td", "th") and not is_gone(attributes := cell.attributes):
            yield cell, attributes


def _spanned(node: LexborNode, attributes: Attributes, in_head: bool) -> SpannedCell:
    cell = cell_of(node, attributes, head=in_head or node.tag == "th")
    if "colspan" in attributes or "rowspan" in attributes:
        return SpannedCell(cell, span_of(attributes.get("colspan")) or 1, span_of(attributes.get("rowspan")))
    return SpannedCell(cell)


def role_rows(table: LexborNode) -> PageRows:
    """The cells of each row of elements that say by their role that they are one."""
    rows = PageRows()
    for row in table.css('[role="row"]'):
        cells = [
            SpannedCell(
                cell_of(cell, attributes, head=(attributes.get("role") or "").endswith("header")),
                span_of(attributes.get("aria-colspan")) or 1,
                span_of(attributes.get("aria-rowspan")) or 1,
            )
            for cell in row.css(CELL_ROLES)
            if not is_gone(attributes := cell.attributes)
        ]
        rows.add(cells, row.attributes, in_gone=False)
    return rows


def definition_rows(node: LexborNode) -> PageRows:
    """A term and what is said of it on each row; a hidden term is a hidden row."""
    terms = list(_terms(node))
    seen = _statements([child for child, is_gone in terms if not is_gone])
    return PageRows(seen, [], [(len(seen), row) for row in _statements([c for c, is_gone in terms if is_gone])])


def _statements(terms_and_statements: Sequence[LexborNode]) -> list[list[SpannedCell]]:
    """The rows of terms and of what is said of them; terms one after the other share what follows."""
    rows: list[list[SpannedCell]] = []
    terms: list[Cell] = []
    statements: list[Cell] = []
    for child in terms_and_statements:
        if child.tag == "dt":
            if statements:
                rows += [[SpannedCell(cell) for cell in (term, *statements)] for term in terms]
                terms, statements = [], []
            terms.append(cell_of(child, child.attributes, head=True))
        else:
            statements.append(cell_of(child, child.attributes, head=False))
    return rows + [[SpannedCell(cell) for cell in (term, *statements)] for term in terms]


def _terms(node: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """The terms and statements of a list, each with whether the page hides it."""
    for child in node.iter():
        in_gone = is_gone(child.attributes)
        for one in [child] if child.tag != "div" else child.iter():
            if one.tag in ("dt", "dd"):
                yield one, in_gone or is_gone(one.attributes)
