"""A column without a heading beside others that have theirs: which one it is, where only one can be it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from .grid import HeadedBlock, Spot
from .heads import Head, read_head
from .labels import is_size_label
from .word_list import has_phrase, phrases, words_of

CURRENCY: Final = r"(?:[$€£¥]|EUR|USD|GBP|CHF|PLN|zł|kr)"
PRICE: Final = re.compile(rf"\W*(?:{CURRENCY}\W*\d[\d.,' ]*|\d[\d.,' ]*-?\s?{CURRENCY}\.?)\W*", re.I)
SHOES: Final = re.compile(r"\W*(?:EU|EUR|UK|US)\b[\W\d]*\d[\W\d]*|[\W\d]*\d\s?(?:EU|EUR|UK|US)\W*", re.I)
LONGEST: Final = 40
"""Letters of a price or of a shoe size."""


def with_heads_in_place(block: HeadedBlock) -> HeadedBlock:
    """The block with its headings above the columns that they name, where one column has none and can be told.

    That is the one column of prices, of shoe sizes with their system, or of sizes, that no heading names.
    """
    width = len(block.heads)
    if block.headed != width - 1 or not _is_plain(block):
        return block
    columns = [[row[c] for row in block.rows if row[c].text] for c in range(width)]
    nameless = [c for c, spots in enumerate(columns) if _is_named_by_none(spots, block.heads)]
    if len(nameless) != 1:
        return block
    (at,) = nameless
    heads = (*block.heads[:at], Head(), *block.heads[at : width - 1])
    cells = (*block.head_cells[:at], (), *block.head_cells[at : width - 1])
    return replace(block, heads=heads, head_cells=cells, headed=width)


def _is_plain(block: HeadedBlock) -> bool:
    """Whether each heading is one cell above one column, and the rows stand as printed, each with a cell below it."""
    heads = [cells[0] for cells in block.head_cells[: block.headed] if len(cells) == 1]
    is_single = len({*map(id, heads)}) == block.headed
    is_turned = any(row[0].row != row[-1].row for row in block.rows)
    return is_single and not is_turned and all(spot.cell is not None for row in block.rows for spot in row)


def _is_named_by_none(spots: Sequence[Spot], heads: Sequence[Head]) -> bool:
    """Whether cells are all of one kind that is plain without a heading, and none of the headings is for it."""
    texts = [spot.text for spot in spots]
    if not texts or any(len(text) > LONGEST for text in texts):
        return False
    if all(map(PRICE.fullmatch, texts)):
        return not any(has_phrase(words_of(head.text), phrases("left_out", "price")) for head in heads)
    if all(map(SHOES.fullmatch, texts)):
        return not any(head.is_shoe or head.systems for head in heads)
    return all(map(_is_plain_label, texts)) and not any(head.is_size or head.candidates for head in heads)


def _is_plain_label(text: str) -> bool:
    """Whether a text is a size with letters, and no measure in words."""
    return is_size_label(text) and any(map(str.isalpha, text)) and not read_head(text).is_measure()
