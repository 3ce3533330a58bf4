"""What an import wrote, what a person made of it, and what the shop says now become one record.

What still is as the import wrote it takes what the shop says now; what a person changed or took out stays so, and if
the shop says something new of it, that is reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from ...model.brand_file_report import Correction
from ...model.product_difference import FieldChange
from ...model.product_name import NO_BRAND
from ...model.source import FILE
from .marks import ABSENT, BY_PARTS, Marks, mark, marks_of
from .toml_text import value_text

Path = tuple[str, ...]
Record = Mapping[str, Any]


class Merged(Struct):
    """A record as it is after an import, and what became of it."""

    fields: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, list[tuple[int | None, Merged]]] = field(default_factory=dict)
    """The tables inside it, by name, each with its place among those of the file; None for a new one."""
    marks: dict[str, str] = field(default_factory=dict)
    changes: list[FieldChange] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    """The parts that stay only because this import could not read them, or was not given them, each with what it is."""

    def settle(self, path: Path, base: str, mine: object, news: object) -> Any:
        """The value of one field: that of the shop where `base`, the mark of what the import wrote, is that of mine."""
        if mine == news:
            return mine
        if mark(mine) == base:
            self.note_change(path, mine, news)
            return news
        self.note_correction(path, mine, news, is_news=mark(news) != base)
        return mine

    def note_change(self, path: Path, before: object, after: object) -> None:
        """A value is another one; of a row each cell that is."""
        self.changes += [FieldChange(where, shown(a), shown(b)) for where, a, b in differences(path, before, after)]

    def note_correction(self, path: Path, mine: object, news: object, *, is_news: bool) -> None:
        """A person wrote something else, and it stays; of a row each cell that is another one."""
        self.corrections += [Correction(at, shown(a), shown(b), is_news) for at, a, b in differences(path, mine, news)]

    def set_list(self, name: str, entries: list[tuple[int | None, Merged]]) -> None:
        """The tables of a name are these; none of them, no field."""
        self.entries[name] = entries
        self.fields.pop(name, None)
        if entries:
            self.fields[name] = [entry.fields for _, entry in entries]


def differences(path: Path, one: object, other: object) -> Iterator[tuple[Path, object, object]]:
    """Where two values differ; of two tables each field that does."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys((*one, *other)):
            if one.get(name) != other.get(name):
                yield (*path, name), one.get(name), other.get(name)
    else:
        yield path, one, other


def shown(value: object) -> str:
    """A value as a person reads it."""
    if isinstance(value, Mapping):
        return ", ".join(
            shown(inner) if name == "amount" else f"{name} {shown(inner)}" for name, inner in value.items()
        )
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    return value if isinstance(value, str) else "" if value is None else value_text(value)


def as_it_is(record: Record) -> Merged:
    """A record that is no matter of the import."""
    return Merged(dict(record))


def as_new(record: Record) -> Merged:
    """A record that the import brings."""
    return Merged(dict(record), marks=marks_of(record))


def merge_fields(merged: Merged, base: Marks, mine: Record, news: Record, without: Collection[str] = ()) -> None:
    """The fields of a record that are taken as a whole."""
    for name in dict.fromkeys((*mine, *news)):
        if name not in BY_PARTS and name not in without:
            value = merged.settle((name,), base.get(name, ABSENT), mine.get(name), news.get(name))
            if value is not None:
                merged.fields[name] = value


def other_brand(mine: Record, news: Record) -> Merged | None:
    """What is told of the brand of a file, which stays, where the shop has another one since the last import."""
    before, brand = (mine.get("imported") or {}).get("brand", NO_BRAND), mine.get("brand", NO_BRAND)
    if before == NO_BRAND or news["brand"].casefold() in (before.casefold(), brand.casefold()):
        return None
    merged = Merged()
    merged.note_correction(("brand",), brand, news["brand"], is_news=True)
    return merged


def merge_source(base: Marks, mine: Record, news: Record, *, is_dated_anew: bool) -> Merged:
    """A source of a file; another day or name of a file is no news where nothing else is."""
    if not is_dated_anew and _undated(mine) == _undated(news):
        news = mine
    merged = Merged(marks=marks_of(news))
    if news is mine:
        merged.marks = dict(base)
    merge_fields(merged, base, mine, news)
    return merged


def _undated(source: Record) -> Record:
    """A source without what is another at each import: its day, and the name of a file that has no address."""
    is_file = str(source.get("url", "")).startswith(FILE)
    return {**source, "seen_on": "", **({"url": FILE} if is_file else {})}
