"""Which column of a block is what: labels of sizes, versions, points, shoes; and what is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from msgspec import Struct

from ...model.leg import LegPoint
from .cells import is_day, read_cell
from .grid import HeadedBlock, Spot, Spots
from .heads import MEN, UNISEX, WOMEN, Head, read_head, section_audience
from .labels import LONGEST, is_size_label, is_version, label_of
from .limits import Limits, fits, only_unit
from .word_list import folded, has_phrase, phrases, words_of

SHOWS_HEIGHT: Final = 100
LETTERS: Final = re.compile(r"[2-6]?X{0,4}[SML](?:/[2-6]?X{0,4}[SML])?")
"""Sizes in letters: where all cells of the first column are, its head may be anything, the name of a product too."""


class PassedColumn(Struct, frozen=True):
    """A column that is no measure of a leg, or of which nobody can say which one."""

    text: str
    column: int
    code: str


class Layout(Struct):
    """The columns of a block by what they are."""

    labels: list[str]
    audiences: list[str]
    """By row, where a column says whom it is for."""
    units: list[str]
    """By row, where a column says in which unit its figures are."""
    rows: Spots
    points: dict[int, LegPoint]
    """By column, the point of a measure."""
    shoes: list[int]
    head_units: tuple[str, ...]
    """Units that the head of the labels names: a corner with `cm`."""
    unsure: list[int]
    """Columns that hold figures of which the head leaves open what they measure."""
    passed: list[PassedColumn]
    size: int
    """The column of the labels."""
    versions: list[int]
    """Columns of which a label says more: `short`."""
    people: list[int]
    """Columns that say whom a row is for."""
    measured_in: list[int]
    """Columns that say in which unit the figures of a row are."""

    def add(self, row: list[Spot], at: int | None = None, cells: list[Spot] | None = None) -> None:
        """Take a row in, before another one or last; its `cells` are others than it prints where it is not read."""
        at = len(self.rows) if at is None else at
        self.labels.insert(at, self.label_of_row(row))
        self.audiences.insert(at, section_audience(row[self.people[0]].text) if self.people else "")
        self.units.insert(at, unit_named(row[self.measured_in[0]].text) if self.measured_in else "")
        self.rows.insert(at, row if cells is None else cells)

    def label_of_row(self, row: Sequence[Spot]) -> str:
        """The label of a row, with its version; empty where it names no size."""
        size = row[self.size]
        label = " ".join([label_of(size.text), *(label_of(row[c].text) for c in self.versions)]).strip()
        return label if size.text and not is_made_day(size) else ""


def layout_of(block: HeadedBlock, limits: Limits) -> Layout | None:
    """What each column of a block is; None where no column names sizes."""
    columns = [[row[c] for row in block.rows] for c in range(len(block.heads))]
    size = _size_column(block.heads, columns, limits)
    if size is None:
        return None
    free = [c for c, head in enumerate(block.heads) if c != size and head.point is None and not head.is_shoe]
    versions = [c for c in free if _all(columns[c], is_version)]
    people = [c for c in free if _all(columns[c], section_audience)]
    units = [c for c in free if _all(columns[c], unit_named)]
    layout = Layout([], [], [], [], {}, [], block.heads[size].units, [], [], size, versions, people, units)
    for row in block.rows:
        layout.add(row)
    for column in range(len(columns)):
        if column != size and column not in {*versions, *people, *units}:
            _place(layout, column, block, columns[column], limits)
    return layout


def is_made_day(spot: Spot) -> bool:
    """Whether a spreadsheet has made a day of what stood in a cell."""
    return is_day(spot.text) or (spot.cell is not None and spot.cell.is_date)


def unit_named(text: str) -> str:
    """The unit that a text names and nothing else.

    >>> unit_named("cm"), unit_named("Inches"), unit_named("S")
    ('cm', 'in', '')
    """
    head = read_head(text)
    return head.units[0] if len(head.units) == 1 and len(words_of(text)) == 1 else ""


def _all(spots: Sequence[Spot], test: object) -> bool:
    texts = [s.text for s in spots if s.text]
    return bool(texts) and callable(test) and all(test(t) for t in texts)


def _size_column(heads: Sequence[Head], columns: Sequence[Sequence[Spot]], limits: Limits) -> int | None:
    """The column of labels: headed so, else without a head, else one that holds nothing but labels."""
    free = [c for c, h in enumerate(heads) if not h.is_shoe and not (h.point is not None and not h.is_size)]
    named = sorted((c for c in free if heads[c].is_size), key=lambda c: bool(heads[c].systems))
    for c in named:
        texts = [s.text for s in columns[c] if s.text]
        if not texts or any(len(t) > LONGEST or _lists_sizes(t) for t in texts):
            continue
        if heads[c].point is None and not _holds_measures(heads[c], texts, limits):
            return c
        if all(map(is_size_label, texts)) and not heads[c].units:
            return c
    unnamed = next((c for c in free if not heads[c].text and _all(columns[c], is_size_label)), None)
    if unnamed is not None:
        return unnamed
    others = [c for c in free if heads[c].text and c not in named and not heads[c].systems]
    labels = [c for c in others if _all(columns[c], _is_plain_label) and _may_be_size(heads[c])]
    letters = [c for c in others if c == 0 and _all(columns[c], LETTERS.fullmatch)]
    return next(iter((*labels, *letters)), None)


def _lists_sizes(text: str) -> bool:
    """Whether a cell lists all sizes of a product: `S, M, L`."""
    pieces = [p.strip() for p in text.split(",")]
    return len(pieces) > 2 and all(map(is_size_label, pieces))


def _is_plain_label(text: str) -> bool:
    """Whether a text is a label wherever it stands: one with letters."""
    return is_size_label(text) and any(c.isalpha() for c in text)


def _may_be_size(head: Head) -> bool:
    return not head.is_doubtful and not has_phrase(words_of(head.text), phrases("heads", "blocked"))


def _holds_measures(head: Head, texts: Sequence[str], limits: Limits) -> bool:
    """Whether a column that may be of sizes or of a measure holds figures of the measure."""
    readings = [read_cell(t) for t in texts]
    figures = [f for r in readings for s in r.spans for f in s.figures]
    if not figures or any(not r.spans for r in readings):
        return False
    if head.units:
        return True
    ranges = any(not s.is_single for r in readings for s in r.spans)
    return bool(head.candidates) and ranges and min(figures) >= SHOWS_HEIGHT


def _place(layout: Layout, column: int, block: HeadedBlock, spots: Sequence[Spot], limits: Limits) -> None:
    """Say of a column what it is."""
    head = block.heads[column]
    texts = [s.text for s in spots if s.text]
    is_shoe = head.is_shoe or _is_shoe_by_sex(block.heads, head)
    if is_shoe and not head.is_doubtful and not _is_of_both_sexes(head):
        layout.shoes.append(column)
    elif head.point is not None and not is_shoe:
        layout.points[column] = head.point
    elif not is_shoe and head.candidates and not head.systems and (figures := _figures(texts)):
        if (point := _resolved(head, figures, limits)) is not None:
            layout.points[column] = point
        else:
            layout.unsure.append(column)
    elif head.text or texts:
        code = "ambiguous" if head.is_doubtful or is_shoe else "sizes_of_others" if head.is_size else "no_point"
        layout.passed.append(PassedColumn(head.text, column, code))


def _figures(texts: Sequence[str]) -> list[Fraction]:
    readings = [read_cell(t) for t in texts]
    return [f for r in readings for s in r.spans for f in s.figures] if all(r.spans for r in readings) else []


def _resolved(head: Head, figures: list[Fraction], limits: Limits) -> LegPoint | None:
    """The one measure that a word with several meanings can have, by its unit and figures."""
    if len(head.units) == 1:
        points = [p for p in head.candidates if fits(limits, {p: figures}, head.units[0])]
    else:
        points = [p for p in head.candidates if only_unit(limits, {p: figures}, p.dimension)]
    return points[0] if len(points) == 1 and not head.is_doubtful else None


def _is_shoe_by_sex(heads: Sequence[Head], head: Head) -> bool:
    """Whether a head `Women's US` is one of shoes: where another does for the men, or names shoes; or `EU` by both."""
    if head.point is not None or head.candidates or head.is_size or len(head.systems) != 1:
        return False
    are_both = {h.audience for h in heads if h.systems == ("us",) and h.point is None} >= {WOMEN, MEN}
    if head.systems != ("us",):
        return are_both and all((word,) in phrases("shoe", head.systems[0]) for word in words_of(head.text))
    return head.audience in (WOMEN, MEN) and (are_both or any(h.is_shoe for h in heads))


def _is_of_both_sexes(head: Head) -> bool:
    """Whether one head stands for the shoes of women and of men in scales of their own."""
    both = head.audience == UNISEX and not has_phrase(words_of(head.text), phrases("audience", "unisex"))
    return both and head.systems in ((), ("us",))


def is_of_parcels(layout: Layout) -> bool:
    """Whether weights or heights stand beside prices or deliveries and no leg is measured: parcels."""
    heads = [words_of(p.text) for p in layout.passed]
    wares = [phrases("left_out", name) for name in ("price", "delivery", "review")]
    if layout.shoes or not all(p.is_of_body for p in layout.points.values()):
        return False
    return any(has_phrase(head, ware) for head in heads for ware in wares)


def without_label(layout: Layout) -> Iterator[int]:
    """Rows that print something, and name no size."""
    return (at for at, label in enumerate(layout.labels) if not folded(label))
