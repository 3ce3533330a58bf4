"""A chart of a brand file and what the shop prints there now: row by row, and never of two meanings at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Final

from ..draft.values import UNREADABLE
from .marks import ABSENT, Marks, mark, marks_of, row_names
from .merge import Merged, Record, merge_fields
from .row_labels import ROWS, SIZE, called_otherwise, is_unclear, place_of, with_sizes
from .toml_text import Fields

FRAME: Final = ("keyed_by", "unit", "units", "chart_of")
"""What the figures of a chart mean: rows are never mixed with those of another frame."""
NOTE: Final = "note"
FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)?")
OWN: Final = ("id", "source")
"""What of a chart is not printed in it."""


def merge_chart(base: Marks, mine: Record, news: Record, *, is_unread: bool = False) -> Merged:
    """A chart, row by row; as a whole where a person corrected something and the figures mean something else now.

    A figure of the file is never given up for one that could not be read; where something of the chart of the shop was
    not (`is_unread`), rows that it lacks stay, too.
    """
    is_corrected, is_of_one_frame = marks_of(mine) != base, all(mine.get(name) == news.get(name) for name in FRAME)
    names = called_otherwise(base, mine, news) if is_of_one_frame else {}
    old_base, old_mine = base, mine
    base, mine = with_sizes(base, mine, news, names) if names else (base, mine)
    is_clear = is_of_one_frame and not is_unclear(base, mine, news, is_unread=is_unread, is_renamed=bool(names))
    if not is_clear and (is_corrected or is_unread):
        return _as_it_stands(old_base, old_mine, news, is_unread=is_unread)
    rows = _with_unread(mine, news, is_unread=is_unread)
    whole = {**news, ROWS: list(rows.values())} if rows else news
    merged = Merged(marks=marks_of(whole))
    for name, other in names.items():
        merged.note_change((ROWS, name, SIZE), name, other)
    merge_fields(merged, base, mine, whole)
    if merged_rows := list(_merged_rows(merged, base, mine, whole)):
        merged.fields[ROWS] = merged_rows
    _keep_unread(merged, base, mine, news, whole, is_unread=is_unread)
    return merged


def _as_it_stands(base: Marks, mine: Record, news: Record, *, is_unread: bool) -> Merged:
    """A chart that stays whole: what the shop says of it cannot be put beside what a person wrote, or was not read."""
    is_known = marks_of(mine) != base and not is_unread
    merged = Merged(dict(mine), marks=marks_of(news) if is_known else dict(base))
    if is_unread:
        merged.kept[ROWS] = ""
    else:
        _note_all(merged, base, mine, news)
    return merged


def merge_copy(base: Marks, mine: Record, news: Record, *, is_unread: bool) -> Merged:
    """A chart that comes into the file in the place of another one (`base`, `mine`), with what was corrected there."""
    return merge_chart(base, {**mine, **{name: news[name] for name in OWN if name in news}}, news, is_unread=is_unread)


def _with_unread(mine: Record, news: Record, *, is_unread: bool) -> dict[str, Fields]:
    """The rows of the shop by name, with what it does not say readably taken from the file."""
    ours, theirs = row_names(mine.get(ROWS, ())), row_names(news.get(ROWS, ()))
    rows = {name: _readable(row, ours.get(name, {})) for name, row in theirs.items()}
    order = _in_order(theirs, ours) if is_unread else theirs
    return {name: rows[name] if name in rows else ours[name] for name in order}


def _readable(row: Fields, own: Fields) -> Fields:
    """A row of the shop with the figures of the file in the place of cells that could not be read."""
    return {name: own.get(name, text) if text == UNREADABLE else text for name, text in row.items()}


def _keep_unread(merged: Merged, base: Marks, mine: Record, news: Record, whole: Record, *, is_unread: bool) -> None:
    """The mark of a row that could not be read stays where a person corrected it or took it out."""
    ours, theirs, filled = (row_names(chart.get(ROWS, ())) for chart in (mine, news, whole))
    if filled != theirs:
        merged.kept[ROWS] = ""
    for name, row in filled.items():
        place = place_of(name)
        if row != theirs.get(name) and mark(ours[name]) != base.get(place, ABSENT):
            _set_mark(merged, place, base.get(place))
    places = {place_of(name) for name in filled}
    left = {name: text for name, text in base.items() if name.startswith(f"{ROWS}.") and name not in places}
    merged.marks.update(left if is_unread else {})


def _set_mark(merged: Merged, place: str, text: str | None) -> None:
    if text is None:
        merged.marks.pop(place, None)
    else:
        merged.marks[place] = text


def _note_all(merged: Merged, base: Marks, mine: Record, news: Record) -> None:
    """Everything in which a chart that stays as a person has it is not that of the shop."""
    ours, theirs = row_names(mine.get("rows", ())), row_names(news.get("rows", ()))
    for name in dict.fromkeys((*mine, *news)):
        if name != "rows" and mine.get(name) != news.get(name):
            merged.note_correction((name,), mine.get(name), news.get(name), is_news=_says_news(name, base, news))
    for name in [name for name in dict.fromkeys((*ours, *theirs)) if ours.get(name) != theirs.get(name)]:
        is_news = mark(theirs.get(name)) != base.get(place_of(name), ABSENT)
        merged.note_correction(("rows", name), ours.get(name), theirs.get(name), is_news=is_news)


def _says_news(name: str, base: Marks, news: Record) -> bool:
    """Whether a field of a chart is another one than the import wrote."""
    before = {key: text for key, text in base.items() if key.split(".")[0] == name}
    return marks_of({name: news[name]} if name in news else {}) != before


def _in_order(first: Iterable[str], others: Iterable[str]) -> list[str]:
    """Names in their order, each of the others behind that which stands before it there."""
    names = list(first)
    for before, name in pairwise((None, *others)):
        if name is not None and name not in names:
            names.insert(0 if before is None else names.index(before) + 1, name)
    return names


def _by_figure(names: Sequence[str], ours: Record, theirs: Record) -> list[str]:
    """Rows in their order, but those of a person and of the shop that stand side by side by what is printed in them.

    >>> band = "calf_max_girth"
    >>> ours, theirs = {"L": {band: "39-44"}, "XXL": {band: "50-55"}}, {"L": {band: "39-44"}, "XL": {band: "45-49"}}
    >>> _by_figure(["L", "XXL", "XL"], ours, theirs)
    ['L', 'XL', 'XXL']

    The shop's own rows stay in the shop's order.

    >>> _by_figure(["S", "M"], {}, {"S": {band: "35-38"}, "M": {band: "30-34"}})
    ['S', 'M']
    """
    rows = {**ours, **theirs}
    figures = {name: _first_figure(row) for name, row in rows.items()}
    alike = [figure for name in names if name in ours and name in theirs and (figure := figures.get(name)) is not None]
    is_falling = alike[:1] > alike[-1:]
    result: list[str] = []
    for is_alike, group in groupby(names, key=lambda name: name in ours and name in theirs):
        stretch = list(group)
        printed = {name: figure for name in stretch if (figure := figures.get(name)) is not None}
        if is_alike or len(printed) < len(stretch):
            result += stretch
            continue
        ordered = sorted(stretch, key=printed.__getitem__, reverse=is_falling)
        # Rows of the shop stay in the shop's order: without one of a person there is nothing to put between them.
        is_as_the_shop = [name for name in ordered if name in theirs] == [name for name in stretch if name in theirs]
        result += ordered if is_as_the_shop else stretch
    return result


def _first_figure(row: Record) -> float | None:
    """The first figure of the first band of a row; None where it has none."""
    texts = (str(text) for name, text in row.items() if name not in (SIZE, NOTE))
    figure = next((match for text in texts if (match := FIGURE.search(text))), None)
    return float(figure[0].replace(",", ".")) if figure else None


def _merged_rows(merged: Merged, base: Marks, mine: Record, news: Record) -> Iterable[Fields]:
    """The rows of a chart in the order of the shop, unless a person gave them another one."""
    ours, theirs = row_names(mine.get("rows", ())), row_names(news.get("rows", ()))
    written_order = [name for name in base if name.startswith("rows.")]
    order = [text for text in map(place_of, ours) if text in written_order]
    is_untouched = order == [text for text in written_order if text in order]
    names = _in_order(theirs, ours) if is_untouched else _in_order(ours, theirs)
    staying = {n: row for n, row in ours.items() if n in theirs or mark(row) != base.get(place_of(n), ABSENT)}
    for name in _by_figure(names, staying, theirs) if is_untouched else names:
        written = base.get(place_of(name), ABSENT)
        row = merged.settle(("rows", name), written, ours.get(name), theirs.get(name))
        if row is not None:
            yield row
