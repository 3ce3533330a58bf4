"""The grid of a table: titles and notes off, sections apart, heads over columns, repeated rows dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from .cells import read_cell
from .heads import MEN, WOMEN, Head, read_head, section_audience
from .labels import is_size_label
from .tables import Cell, Table
from .word_list import phrases, words_of

MOST_HEAD_ROWS: Final = 4
ENDS: Final = ("from", "to")


class Spot(NamedTuple):
    """A cell with its place in the table as printed: the number of its row and of its column, from 1."""

    cell: Cell | None
    row: int
    column: int
    text: str
    """What it prints; empty where there is no cell."""


Spots = list[list[Spot]]


class TablePart(Struct, frozen=True):
    """The rows of one section of a table, with what stands across the whole width above them."""

    titles: tuple[str, ...]
    audience: str
    rows: Spots


class HeadedBlock(Struct, frozen=True):
    """Columns under their heads, and the rows below: one line of measures for each size."""

    heads: tuple[Head, ...]
    head_cells: tuple[tuple[Cell, ...], ...]
    rows: Spots
    headed: int
    """How many columns there are up to the last one that has a place for a heading."""
    unseen: tuple[tuple[int, list[Spot]], ...] = ()
    """The rows that the page hides, each with how many of the rows stand above it."""


def parts_of(table: Table) -> list[TablePart]:
    """The sections of a table; one where it has none."""
    parts: list[TablePart] = []
    titles: list[str] = []
    audience = ""
    lead: Spots = []
    for title, run in _runs(_filled(table)):
        sex = section_audience(title)
        audience = sex or audience
        if title and not sex and not parts:
            titles.append(title)
        if not run:
            continue
        if not parts and not lead and all(map(_is_head_row, run)) and len(run) <= MOST_HEAD_ROWS:
            lead = run
        elif parts and not (sex or (title and _begins_anew(parts[-1].rows, run))):
            parts[-1].rows.extend(run)
        else:
            above = tuple(titles) if not parts or sex else (title, *titles)
            parts.append(TablePart(above, audience, [*_heads_for(run, lead, parts), *run]))
    return parts


def _heads_for(run: Spots, lead: Spots, parts: Sequence[TablePart]) -> Spots:
    """The heads that stand above a section without heads of its own: those above all sections, or of the first one."""
    if _is_head_row(run[0]):
        return []
    return lead or (_head_rows(parts[0].rows) if parts else [])


def _filled(table: Table) -> Spots:
    """The rows that print anything, without columns in which none does."""
    width = len(table.rows[0]) if table.rows else 0
    used = [c for c in range(width) if any((cell := row[c]) is not None and cell.text.strip() for row in table.rows)]
    spots = [
        [Spot(cell, number, c + 1, "" if cell is None else cell.text.strip()) for c in used for cell in (row[c],)]
        for number, row in zip(table.row_numbers, table.rows, strict=True)
    ]
    return [row for row in spots if any(s.text for s in row)]


def _runs(rows: Spots) -> list[tuple[str, Spots]]:
    """Rows between those that print one cell across the whole width, each run with the text of that cell above it."""
    runs: list[tuple[str, Spots]] = [("", [])]
    for row in rows:
        if (text := _only_text(row)) is None:
            runs[-1][1].append(row)
        else:
            runs.append((text, []))
    return runs


def _only_text(row: Sequence[Spot]) -> str | None:
    """The text of a row that prints one cell alone, across the width or with nothing beside it; None for others."""
    cells = {id(s.cell): s.text for s in row if s.text}
    if len(row) < 2 or len(cells) != 1:
        return None
    text = next(iter(cells.values()))
    spans = sum(bool(s.text) for s in row)
    if spans == 1 and not row[0].text:
        return None
    if spans == 1 and is_size_label(text) and not section_audience(text):
        return None
    return text if spans in (1, len(row)) else None


def _begins_anew(before: Spots, run: Spots) -> bool:
    """Whether rows under a line across are a chart of their own: new heads, or sizes that were there already."""
    labels = {row[0].text for row in before}
    return _is_head_row(run[0]) or any(row[0].text in labels for row in run)


def _is_head_row(row: Sequence[Spot]) -> bool:
    """Whether a row has heads alone: no figure in it, and a head of a measure or of the size."""
    cells = [s for s in row if s.text]
    if any(read_cell(s.text).spans for s in cells if s is not cells[0]):
        return False
    heads = [read_head(s.text) for s in cells]
    return any(h.is_measure() or h.is_size for h in heads) and not any(is_size_label(s.text) for s in cells[:1])


def _head_rows(rows: Spots) -> Spots:
    """The rows of heads that a part begins with."""
    heads: Spots = []
    for row in rows[:MOST_HEAD_ROWS]:
        if not (_is_head_row(row) or (heads and _is_below_heads(row, heads))):
            break
        heads.append(row)
    return heads


def turned(rows: Spots) -> Spots:
    """The same with columns as rows."""
    return [list(column) for column in zip(*rows, strict=True)]


def blocks_of(rows: Spots) -> Iterator[HeadedBlock]:
    """The blocks of heads and rows below them that stand in some rows."""
    at = 0
    while at < len(rows):
        if not _names_measures(rows[at]):
            at += 1
            continue
        first, end = _reach_of_heads(rows, at)
        head_texts = {_texts(row) for row in rows[at:end]}
        below = end
        while below < len(rows) and (not _names_measures(rows[below]) or _texts(rows[below]) in head_texts):
            below += 1
        if body := [row for row in _distinct(rows[end:below]) if _texts(row) not in head_texts]:
            yield _block(rows[first:end], body)
        at = below


def _reach_of_heads(rows: Spots, at: int) -> tuple[int, int]:
    """Where the rows of heads around one of them begin and end."""
    first, end = at, at + 1
    while first and first > at - 2 and not _has_figures(rows[first - 1]) and not _names_measures(rows[first - 1]):
        first -= 1
    while end < len(rows) and end - at < MOST_HEAD_ROWS and _is_below_heads(rows[end], rows[first:end]):
        end += 1
    return first, end


def _distinct(rows: Spots) -> Spots:
    """The rows without those that are the same as one above."""
    rows_by_texts: dict[tuple[str, ...], list[Spot]] = {}
    for row in rows:
        rows_by_texts.setdefault(_texts(row), row)
    return list(rows_by_texts.values())


def _texts(row: Sequence[Spot]) -> tuple[str, ...]:
    return tuple(s.text for s in row)


def _names_measures(row: Sequence[Spot]) -> bool:
    """Whether a row is one of heads that name measures."""
    cells = {id(s.cell): s.text for s in row if s.text}
    if (len(cells) < 2 and row[0].text) or _has_figures(row):
        return False
    heads = [read_head(text) for text in cells.values()]
    if {h.audience for h in heads if h.systems == ("us",)} >= {WOMEN, MEN}:
        return True
    return any(h.point is not None or h.is_shoe or (h.is_doubtful and h.text) for h in heads)


def _has_figures(row: Sequence[Spot]) -> bool:
    return any(read_cell(s.text).spans for s in row if s.text)


def _is_below_heads(row: Sequence[Spot], above: Spots) -> bool:
    """Whether a row goes on with the heads above it: units, `from` and `to`, systems of shoes, `size`."""
    says_more = False
    for column, spot in enumerate(row):
        if not spot.text or any(spot.cell is other[column].cell for other in above):
            continue
        head = read_head(spot.text)
        if read_cell(spot.text).spans or is_size_label(spot.text):
            return False
        if not (head.units or head.edge or head.systems or head.audience or head.is_measure() or head.is_size):
            return False
        says_more = True
    return says_more


def _block(rows: Spots, body: Spots) -> HeadedBlock:
    heads: list[Head] = []
    cells: list[tuple[Cell, ...]] = []
    for column in range(len(rows[0])):
        own = {id(s.cell): s.cell for row in rows if (s := row[column]).cell is not None and s.text}
        cells.append(tuple(c for c in own.values() if c is not None))
        heads.append(read_head("\n".join(dict.fromkeys(c.text.strip() for c in cells[-1]))))
    places = [tuple(map(id, some)) for some in cells]
    for column, (before, head) in enumerate(pairwise(heads), start=1):
        if before.edge == "from" and before.point is not None and _is_bare_end(head):
            heads[column] = replace(before, text=head.text, edge="to")
        elif head.has_both_ends and places[column - 1] == places[column] and places.count(places[column]) == len(ENDS):
            heads[column - 1] = replace(before, edge="from")
    headed = max((c + 1 for row in rows for c, s in enumerate(row) if s.cell is not None), default=0)
    return HeadedBlock(tuple(heads), tuple(cells), body, headed)


def _is_bare_end(head: Head) -> bool:
    """Whether a head says `to` and nothing else, so that it goes on with the one before it."""
    return head.edge == "to" and words_of(head.text) in phrases("edges", "to")
