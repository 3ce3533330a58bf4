"""Which column of a shop's export is what: names from a table of words, numbers in them apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import tomli
from msgspec import Struct

from ..stock_feed.columns import feed_column, folded

DIGITS: Final = re.compile(r"\d+")
MOST_DIGITS: Final = 4
"""Of the number of an option or an attribute; more are no number of one."""


class ColumnTable(Struct, frozen=True):
    """The fields of an export by the names of their columns, all as `folded`."""

    names: Mapping[str, str]
    numbered: Mapping[str, str]
    """Fields that come several times, by names without their number: `optionvalue`."""

    def field_of(self, name: str) -> str:
        """The field that a column holds; empty where it holds none.

        What no table of an export names is looked up in that of stock feeds, so that a SKU is called the same in both.
        """
        if field := self.names.get(folded(name)):
            return field
        column = feed_column(name)
        return str(column[0]) if column else ""

    def numbered_field(self, name: str) -> tuple[str, int]:
        """The field and the number of a column like `Option1 Value`; an empty text where it is none."""
        number = DIGITS.search(name)
        if number is None or len(number[0]) > MOST_DIGITS:
            return "", 0
        return self.numbered.get(folded(DIGITS.sub("", name, count=1)), ""), int(number[0])


@cache
def column_table(path: Path) -> ColumnTable:
    """The table of a file, read once."""
    table: dict[str, Any] = tomli.loads(path.read_text("utf-8"))
    return ColumnTable(
        {folded(name): field for field, names in table["columns"].items() for name in names},
        {folded(name.replace("#", "")): field for field, names in table["numbered"].items() for name in names},
    )


class ColumnPlan(Struct, frozen=True):
    """Where each field stands among the texts of rows with the same names, worked out once for all of them."""

    names: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    pairs: tuple[tuple[int, int, int], ...]
    """The number of each option or attribute, and where its name and its value stand; in the order of the numbers."""
    others: tuple[int, ...]
    """The columns that hold no field."""

    @classmethod
    def of(cls, names: tuple[str, ...], table: ColumnTable, read: frozenset[str], pair: tuple[str, str]) -> ColumnPlan:
        """The plan of some columns: those of the fields that are `read`, and of the name and the value of options."""
        places: dict[str, tuple[int, ...]] = {}
        numbered: dict[tuple[str, int], int] = {}
        others = []
        for at, name in enumerate(names):
            field, number = table.numbered_field(name)
            if field:
                numbered.setdefault((field, number), at)
            elif (field := table.field_of(name)) in read:
                places[field] = (*places.get(field, ()), at)
            else:
                others.append(at)
        return cls(names, places, _pairs(numbered, pair), tuple(others))

    def text(self, texts: Sequence[str], field: str) -> str:
        """The first text that a row has for a field."""
        for at in self.places.get(field, ()):
            if texts[at]:
                return texts[at]
        return ""

    def picker(self, fields: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """What picks the first text for each of several fields out of the texts of a row, all at once."""
        places = [self.places.get(field) or (len(self.names),) for field in fields]
        first = itemgetter(*(place for place, *_ in places))
        further = [(at, others) for at, (_, *others) in enumerate(places) if others]

        def pick(texts: Sequence[str]) -> tuple[str, ...]:
            picked: tuple[str, ...] = first((*texts, ""))
            if not further:
                return picked
            row = list(picked)
            for at, others in further:
                row[at] = row[at] or next((texts[other] for other in others if texts[other]), "")
            return tuple(row)

        return pick

    def all_of(self, fields: Iterable[str]) -> list[int]:
        """Where all columns of some fields stand."""
        return [at for field in fields for at in self.places.get(field, ())]

    def name(self, field: str) -> str:
        """What the first column of a field is called in the file; the field itself where it has none."""
        return self.names[self.places[field][0]] if field in self.places else field

    def has(self, *fields: str) -> bool:
        """Whether the file has a column for one of some fields."""
        return any(field in self.places for field in fields)


def picker_of(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What picks the texts at some places out of those of a row, all at once.

    >>> picker_of([2, 0])("abc"), picker_of([1])("abc"), picker_of([])("abc")
    (('c', 'a'), ('b',), ())
    """
    if not places:
        return lambda texts: ()
    if len(places) > 1:
        return itemgetter(*places)
    at = places[0]
    return lambda texts: (texts[at],)


def _pairs(numbered: Mapping[tuple[str, int], int], pair: tuple[str, str]) -> tuple[tuple[int, int, int], ...]:
    name, value = pair
    numbers = sorted(number for field, number in numbered if field == value and (name, number) in numbered)
    return tuple((number, numbered[name, number], numbered[value, number]) for number in numbers)
