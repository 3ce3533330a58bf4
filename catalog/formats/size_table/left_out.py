"""Why a table is no size chart of legs."""

from __future__ import annotations

from .heads import read_head
from .labels import is_size_label
from .surroundings import is_sample
from .tables import Table
from .typed import KIND
from .typed_lines import holds_range, is_range
from .word_list import has_phrase, phrases, words_of

REASONS = (
    ("pressure", "pressure"), ("review", "reviews"), ("price", "prices"), ("delivery", "delivery"),
    ("fibres", "fibres"), ("care", "care"),
)  # fmt: skip
MOST_CELLS_ASKED = 500


def reason_for(table: Table, is_hidden_sheet: bool) -> str:
    """The code of why a table is left out, by the words in it and above it."""
    if is_sample(table):
        return "sample"
    if is_hidden_sheet:
        return "hidden_sheet"
    if any(is_range(cell.text) for row in table.unseen for cell in row.cells if cell is not None):
        return "hidden_rows"
    is_typed = table.kind == KIND
    above = (*table.titles, *(line for line in table.beside if holds_range(line)))
    if is_typed and any(has_phrase(words_of(title), phrases("left_out", "other_part")) for title in above):
        return "other_body_part"
    cells = [cell.text for row in table.rows for cell in row if cell is not None and cell.text][:MOST_CELLS_ASKED]
    for texts in (cells, table.titles[:1]):
        words = tuple(w for text in texts for w in (*words_of(text), "·"))
        for section, code in REASONS:
            if has_phrase(words, phrases("left_out", section)):
                return code
    if is_typed and not any(is_range(cell.text) for row in table.rows[1:] for cell in row[1:] if cell is not None):
        return "no_line"
    if is_typed and not any(cell is not None and cell.text for cell in table.rows[0][1:]):
        return "no_place"
    heads = [read_head(text) for text in cells]
    if any(h.is_shoe or h.systems for h in heads) and not any(h.point for h in heads):
        return "conversion"
    if any(h.is_measure() for h in heads):
        return "no_size"
    return "no_measure" if any(map(is_size_label, cells)) else "no_size"
