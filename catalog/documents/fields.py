"""One decoded JSON object, read field by field; every problem of it is raised at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, TypeAlias, TypeVar

from msgspec import Struct

from ..model.did_you_mean import nearest_of
from ..model.notation.look_alikes import as_it_looks
from ..model.problem import BadInput, Problem, safe_repr

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
Reader: TypeAlias = Callable[[object], T]
"""Reads one value; raises BadInput for anything else."""
LONGEST_WORD: Final = 60
HINTED: Final = 20
"""How many unknown names get a suggestion: comparing names is slow, and more are not read."""


class ObjectFields(Struct, frozen=True):
    """The fields that an object may have, in their order, each with the reader of its value."""

    expected: str
    """The code of the sentence that says what the object is."""
    readers: Mapping[str, Reader[Any]]
    needs: Mapping[str, str | Problem] = {}
    """Fields that must be there, and what is expected in them: a code, or the problem of a field that is missing."""
    elsewhere: Mapping[str, str] = {}
    """For a name that belongs into another place: the code of what to do."""
    other_names: Mapping[str, str] = {}
    """For a name that a field has elsewhere: its name here."""

    def read(self, value: object) -> dict[str, Any]:
        """Read the fields that are there and not null.

        Raises BadInput: every problem of the object, in the order of the fields, then each field that is not known.
        """
        readers = self.readers
        if isinstance(value, (dict, Mapping)) and value.keys() <= readers.keys():
            try:
                fields = {name: readers[name](entry) for name, entry in value.items() if entry is not None}
            except BadInput:
                # One field is wrong: everything is read once more, to find all that is.
                raise BadInput(self._problems(value)) from None
            if self.needs.keys() <= fields.keys():
                return fields
        raise BadInput(self._problems(value))

    def _problems(self, value: object) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield Problem("not_an_object", "", safe_repr(value), self.expected)
            return
        for name, read in self.readers.items():
            entry = value.get(name)
            if entry is None:
                if name in self.needs:
                    need = self.needs[name]
                    yield need.at(name) if isinstance(need, Problem) else Problem("missing", name, "", need)
                continue
            try:
                read(entry)
            except BadInput as bad:
                yield from (p.at(dotted(name, p.field)) for p in bad.problems)
        yield from self._unknown([name for name in value if name not in self.readers])

    def _unknown(self, names: Iterable[object]) -> Iterator[Problem]:
        for count, name in enumerate(names):
            facts: dict[str, Any] = {"names": ", ".join(self.readers)}
            if isinstance(name, str) and name in self.elsewhere:
                facts["hint"] = self.elsewhere[name]
            elif isinstance(name, str) and name in self.other_names:
                facts["suggestion"] = self.other_names[name]
            elif count < HINTED:
                facts |= likely_names(name, self.readers)
            yield from BadInput.one("unknown_field", safe_repr(name), "", "one_of", **facts).problems


def likely_names(name: object, names: Iterable[str]) -> dict[str, Any]:
    """Find what was probably meant by an unknown name, as parts of a problem: one suggestion, or several names."""
    # Codes that are told apart by a digit (C1, C2) are all near one another: none of them is likelier.
    near = nearest_of(safe_repr(name), [n for n in names if not any(c.isdigit() for c in n)])
    return {"hint": "near", "near": ", ".join(near)} if len(near) > 1 else {"suggestion": "".join(near)}


def folded(text: str) -> str:
    """Write a word without case, accents, blanks and hyphens.

    >>> folded("Calf-Sleeve")
    'calf_sleeve'
    """
    plain = unicodedata.normalize("NFD", as_it_looks(text).lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("-", "_").replace(" ", "_")


def word_of(value: object) -> str:
    """Fold a value for comparing it with words; empty where it is no text or too long for a word."""
    return folded(value) if isinstance(value, str) and len(value) <= LONGEST_WORD else ""


def dotted(path: str, field: str) -> str:
    """Join the name of a field and that of a field inside it."""
    return f"{path}.{field}" if path and field else path or field


def word_reader(members: Mapping[str, T], also: Mapping[str, T] | None = None) -> Reader[T]:
    """Read one of some words to what each stands for; case, accents, blanks and hyphens do not matter.

    `also` holds more words that are read and not offered.
    """
    by_folded = {folded(word): member for word, member in {**(also or {}), **members}.items()}

    def read(value: object) -> T:
        if isinstance(value, str) and value in members:
            return members[value]
        if (word := word_of(value)) in by_folded:
            return by_folded[word]
        names = ", ".join(members)
        raise BadInput.one("unknown_value", "", value, "one_of", names=names, **likely_names(value, members))

    return read


def one_of(words: Iterable[str]) -> Reader[str]:
    """Read one of some words; case, blanks and hyphens do not matter."""
    return word_reader({word: word for word in words})


def member_of(kind: type[E]) -> Reader[E]:
    """Read one of the words of an enum; case, blanks and hyphens do not matter."""
    return word_reader({str(member.value): member for member in kind})


def list_of(read_entry: Reader[T], at_most: int) -> Reader[tuple[T, ...]]:
    """Read a list; each entry that is wrong is named by its place, counted from 0."""

    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, (list, tuple)):
            raise BadInput.one("not_a_list", "", value, "list", "square_brackets")
        if len(value) > at_most:
            raise BadInput.one("too_many", "", value, "most_entries", most=at_most)
        entries: list[T] = []
        problems: list[Problem] = []
        for place, entry in enumerate(value):
            try:
                entries.append(read_entry(entry))
            except BadInput as bad:
                problems.extend(p.at(dotted(str(place), p.field)) for p in bad.problems)
        if problems:
            raise BadInput(problems)
        return tuple(entries)

    return read


def set_of(kind: type[E]) -> Reader[frozenset[E]]:
    """Read a list of words of an enum, in any order."""
    words = list_of(member_of(kind), len(kind))
    return lambda value: frozenset(words(value))


def yes_or_no(value: object) -> bool:
    """Read true or false, and nothing that merely looks like it."""
    if isinstance(value, bool):
        return value
    raise BadInput.one("not_true_or_false", "", value, "true_or_false", "without_quotes")


def text_up_to(longest: int) -> Reader[str]:
    """Read a short printable text that is not empty."""

    def read(value: object) -> str:
        text = value.strip() if isinstance(value, str) else ""
        if not isinstance(value, str):
            code, hint = "not_text", "in_quotes"
        elif not text:
            code, hint = "empty", "something"
        elif len(text) > longest:
            code, hint = "too_long", ""
        elif not text.isprintable():
            code, hint = "control_character", "invisible"
        else:
            return text
        raise BadInput.one(code, "", value, "text_up_to", hint, longest=longest)

    return read
