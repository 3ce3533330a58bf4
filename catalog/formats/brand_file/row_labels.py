"""Rows of a chart whose sizes the shop calls otherwise now, with the figures that they had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from .marks import Marks, mark, row_names
from .merge import Record

ROWS: Final = "rows"
SIZE: Final = "size"
Rows = Mapping[str, Record]
"""Rows by their size."""


def place_of(name: str) -> str:
    """What the mark of a row is called."""
    return f"{ROWS}.{mark(name)}"


def called_otherwise(base: Marks, mine: Record, news: Record) -> dict[str, str]:
    """By the name of a row of the file: that of the row of the shop which is the same, but for its size.

    A row is as the import wrote it, whatever a person made of it since. Where several are the same, none is taken. The
    last row that is left of each is the same, too, where it stands at the same place.
    """
    ours, theirs = row_names(mine.get(ROWS, ())), row_names(news.get(ROWS, ()))
    old = {name: row for name, row in ours.items() if name not in theirs and place_of(name) in base}
    new = _unknown(base, ours, theirs)
    pairs = [(name, other) for name in old for other in new if _is_as_written(base, name, old[name], new[other])]
    olds, others = Counter(name for name, _ in pairs), Counter(other for _, other in pairs)
    names = {name: other for name, other in pairs if olds[name] == others[other] == 1}
    left, come = [n for n in old if n not in names], [n for n in new if n not in names.values()]
    if names and len(ours) == len(theirs) and len(left) == len(come) == 1:
        is_in_place = list(ours).index(left[0]) == list(theirs).index(come[0])
        names |= dict(zip(left, come, strict=True)) if is_in_place else {}
    return {name: names[name] for name in ours if name in names}


def _is_as_written(base: Marks, name: str, own: Record, now: Record) -> bool:
    """Whether a row of the shop is the one that the import wrote under the name of a row of the file, but its size."""
    return mark({**now, SIZE: own.get(SIZE, "")}) == base[place_of(name)]


def with_sizes(base: Marks, mine: Record, news: Record, names: Mapping[str, str]) -> tuple[Marks, Record]:
    """The marks of a chart and the chart of the file with the sizes that the shop has for its rows now."""
    ours, theirs = row_names(mine.get(ROWS, ())), row_names(news.get(ROWS, ()))
    rows = {
        name: {**row, SIZE: theirs[names[name]].get(SIZE, "")} if name in names else row for name, row in ours.items()
    }
    marks = dict(base)
    for name, other in names.items():
        place = place_of(name)
        if _is_as_written(base, name, ours[name], theirs[other]):
            marks[place] = mark(theirs[other])
        elif mark(ours[name]) == base[place]:
            marks[place] = mark(rows[name])
    places = {place_of(name): place_of(other) for name, other in names.items()}
    return {places.get(place, place): text for place, text in marks.items()}, {**mine, ROWS: list(rows.values())}


def is_unclear(base: Marks, mine: Record, news: Record, *, is_unread: bool, is_renamed: bool) -> bool:
    """Whether rows of the file that the shop has not may be those that it has anew, under other sizes.

    Such rows stay because they are a person's, or because not all of the shop's could be read (`is_unread`). Where
    others were `is_renamed`, a new one may also be one that a person took out, and one that stays has a size of before.
    """
    ours, theirs = row_names(mine.get(ROWS, ())), row_names(news.get(ROWS, ()))
    left = {place_of(name): mark(row) for name, row in ours.items() if name not in theirs}
    staying = {place for place, text in left.items() if is_unread or text != base.get(place)}
    if not _unknown(base, ours, theirs):
        return is_renamed and not staying.isdisjoint(base)
    written = {place for place in base if place.startswith(f"{ROWS}.")}
    mine_gone, theirs_gone = written - set(map(place_of, ours)), written - set(map(place_of, theirs))
    if staying and (is_renamed or mine_gone or theirs_gone):
        return True
    return is_renamed and not mine_gone.isdisjoint(theirs_gone)


def _unknown(base: Marks, ours: Rows, theirs: Rows) -> dict[str, Any]:
    """The rows of the shop that the file has not and no import wrote."""
    return {name: row for name, row in theirs.items() if name not in ours and place_of(name) not in base}
