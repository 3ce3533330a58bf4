"""Plain text and CSV to tables: runs of lines that split into the same cells. One cell a line is for `lines.py`.

A line without a separator between such lines is a row of its own (women, men, a note) where figures follow, and a title
where heads follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .gathering import Gathering
from .html import NOWHERE, Context
from .labels import is_size_label
from .lines import line_tables
from .printed import printed_lines
from .tables import Cell, Table
from .text_lines import BLANKS, GAP, SEPARATORS, TextLine, aligned, has_figures, lines_of, may_part, plain, split

MOST_BESIDE: Final = 12
SHORT: Final = 100
LONGEST_LINE: Final = 1_000


class Block(Struct):
    """Lines from `start` to before `stop` that are one table, each line of it that is a row with its cells."""

    start: int
    stop: int
    separator: str
    rows: list[tuple[int, list[str]]]
    """The number of the line in the text, and its cells."""


def text_tables(text: str, gathering: Gathering, context: Context = NOWHERE) -> None:
    """Gather the tables of a plain text. Raises: BadInput."""
    lines = lines_of(text)
    if lines and lines[0].text.lower().startswith("sep=") and len(lines[0].text) == 5:
        lines = lines[1:]
    blocks = list(_blocks(lines))
    if not blocks:
        line_tables([(line.number, line.text) for line in lines], gathering, context)
    titles = [_title_lines(lines, blocks, at) for at in range(len(blocks))]
    for at, block in enumerate(blocks):
        start = blocks[at - 1].stop if at else 0
        stop = titles[at + 1].start if at + 1 < len(blocks) else len(lines)
        beside = (*lines[start : titles[at].start][-MOST_BESIDE:], *lines[block.stop : stop][:MOST_BESIDE])
        around = replace(context, page=(*_top(lines, titles[0]), *context.page))
        _gather(block, [lines[n].text for n in titles[at]], beside, gathering, around)


def _blocks(lines: Sequence[TextLine]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        block = None if lines[at].blank else _block_at(lines, at)
        if block is None:
            at += 1
        else:
            yield block
            at = block.stop


def _block_at(lines: Sequence[TextLine], at: int) -> Block | None:
    """The table that begins with a line; None where it does not split as the lines below do."""
    for separator in SEPARATORS:
        if separator not in lines[at].text.strip() and not (separator == BLANKS and GAP.search(lines[at].text.strip())):
            continue
        block = _run(lines, at, separator)
        rows = [line for line in lines[at : block.stop] if not line.blank]
        even = [row.text for row in rows if not _is_uneven(split(row.text, separator), block.rows[0][1], separator)]
        if sum(len(cells) > 1 for _, cells in block.rows) > 1 and may_part(even, separator):
            if separator == BLANKS and all(row.text.count(",") >= len(split(row.text, BLANKS)) - 1 > 0 for row in rows):
                continue
            return block
    return None


def _run(lines: Sequence[TextLine], start: int, separator: str) -> Block:
    """The lines from one on that split into as many cells, with single lines between them."""
    if separator == BLANKS and (block := _aligned_block(lines, start)) is not None:
        return block
    first = split(lines[start].text, separator)
    rows, at = [(lines[start].number, first)], start + 1
    while at < len(lines):
        cells = [] if lines[at].blank else split(lines[at].text, separator)
        after_gap = at > start and lines[at - 1].blank
        is_row = _fits(cells, first, separator) or _is_uneven(cells, first, separator)
        if cells and is_row and not (after_gap and not has_figures(cells)):
            rows.append((lines[at].number, cells))
        elif not (_leads_on(lines, at, first, separator)):
            break
        elif len(cells) == 1:
            rows.append((lines[at].number, cells))
        at += 1
    return Block(start, at, separator, rows)


def _fits(cells: Sequence[str], first: Sequence[str], separator: str) -> bool:
    """Whether a line splits as the first one does; behind tabs and semicolons empty cells at its end may be missing."""
    if separator in ("\t", ";"):
        return len(cells) > 1 and not any(cell.strip() for cell in cells[len(first) :])
    return len(cells) == len(first)


def _is_uneven(cells: Sequence[str], first: Sequence[str], separator: str) -> bool:
    """Whether a line is one of a size, with more cells than the first one or, where a sign parts them, with fewer."""
    if len(cells) < 2 or len(first) < 2 or len(cells) == len(first) or not has_figures(cells):
        return False
    return is_size_label(cells[0].strip()) and (len(cells) > len(first) or separator != BLANKS)


def _leads_on(lines: Sequence[TextLine], at: int, first: Sequence[str], separator: str) -> bool:
    """Whether a blank or single line stands inside a table: the next line of text splits as it does and has figures."""
    if not lines[at].blank and len(split(lines[at].text, separator)) != 1:
        return False
    singles = 0
    for line in lines[at : at + 4]:
        if line.blank:
            continue
        cells = split(line.text, separator)
        if len(cells) > 1:
            return (_fits(cells, first, separator) or _is_uneven(cells, first, separator)) and has_figures(cells)
        singles += 1
        if singles > 1:
            return False
    return False


def _aligned_block(lines: Sequence[TextLine], start: int) -> Block | None:
    """Lines down to the next blank one whose cells stand under one another, where some cells are empty."""
    stop = start
    while stop < len(lines) and not lines[stop].blank and len(lines[stop].text) < LONGEST_LINE:
        stop += 1
    texts = [line.text for line in lines[start:stop]]
    if len({len(split(text, BLANKS)) for text in texts}) < 2 or len(texts) < 2:
        return None
    cells = aligned(texts)
    if cells is None or len([c for c in cells[0] if c]) != len(cells[0]):
        return None
    return Block(start, stop, BLANKS, [(line.number, row) for line, row in zip(lines[start:stop], cells, strict=True)])


def _title_lines(lines: Sequence[TextLine], blocks: Sequence[Block], at: int) -> range:
    """The lines right above a table, down from the blank line or table before; blank lines may part them from it."""
    floor = blocks[at - 1].stop if at else 0
    stop = blocks[at].start
    while stop > floor and lines[stop - 1].blank:
        stop -= 1
    start = stop
    while start > floor and not lines[start - 1].blank and stop - start < 4:
        start -= 1
    return range(start, stop)


def _top(lines: Sequence[TextLine], titles: range) -> tuple[str, ...]:
    """The first line of the text, where it stands apart from the title of the first table."""
    first = next((at for at, line in enumerate(lines) if not line.blank), 0)
    return (plain(lines[first].text),) if first < titles.start and len(lines[first].text) <= SHORT else ()


def _gather(
    block: Block, above: Sequence[str], beside: Sequence[TextLine], gathering: Gathering, context: Context
) -> None:
    titles = [plain(part) for text in reversed(above) if _is_title(text) for part in GAP.split(text.strip())]
    sentences = [plain(text) for text in above if not _is_title(text)]
    sentences += [plain(line.text)[:LONGEST_LINE] for line in beside if not line.blank]
    first, kind = block.rows[0][0], "csv" if block.separator in (";", ",") else "text"
    grid = gathering.even([[Cell(printed_lines(cell)) for cell in cells] for _, cells in block.rows], new=True)
    numbers = tuple(number - first + 1 for number, _ in block.rows)
    around = ((*titles, *context.titles), tuple(sentences), context.labels, context.page)
    gathering.end(Table(gathering.begin(), grid, kind, numbers, "", *around))


def _is_title(text: str) -> bool:
    return len(text) <= SHORT and not text.rstrip().endswith((".", "!", "?", ";"))
