"""One decoded JSON object, read field by field; every problem of it is told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import Any, Final, TypeVar

from msgspec import Struct

from .problem import BadInput, Problem, shown

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
HINTED: Final = 20
"""How many unknown names get a suggestion; comparing names is slow, and nobody reads more."""


def nearest(name: object, known: Iterable[str]) -> str:
    """`Did you mean ...?` with up to three of the known names, or nothing."""
    asked, names = shown(name).lower().replace("-", "_").replace(" ", "_"), list(known)
    near = [n for n in names if len(asked) > 2 and asked in n.split("_")]
    near = near or get_close_matches(asked, names, n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(near[:3])}?" if near else ""


def joined(path: str, field: str) -> str:
    """The dotted name of a field inside a field."""
    return f"{path}.{field}" if path and field else path or field


class Shape(Struct, frozen=True):
    """The fields that an object may have, in their order, each with the parser of its value."""

    expected: str
    """What the object is, for people."""
    parsers: Mapping[str, Callable[[object], Any]]
    needs: Mapping[str, str] = {}
    """Fields that must be there, and what is expected in them."""
    elsewhere: Mapping[str, str] = {}
    """For a name that belongs into another place: what to do."""

    def read(self, value: object) -> dict[str, Any]:
        """What the parsers make of the fields that are there and not null.

        Raises:
            BadInput: every problem of the object, in the order of the fields, then each field that is not known.
        """
        parsers = self.parsers
        if isinstance(value, (dict, Mapping)) and value.keys() <= parsers.keys():
            try:
                found = {name: parsers[name](given) for name, given in value.items() if given is not None}
            except BadInput:
                # One is wrong: everything is read once more, to tell all that is.
                raise BadInput(self._problems(value)) from None
            if self.needs.keys() <= found.keys():
                return found
        raise BadInput(self._problems(value))

    def _problems(self, value: object) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield Problem("not_an_object", "", shown(value), self.expected)
            return
        for name, parse in self.parsers.items():
            given = value.get(name)
            if given is None:
                if name in self.needs:
                    yield Problem("missing", name, "", self.needs[name])
                continue
            try:
                parse(given)
            except BadInput as bad:
                yield from (p.at(joined(name, p.field)) for p in bad.problems)
        yield from self._unknown([name for name in value if name not in self.parsers])

    def _unknown(self, names: Iterable[object]) -> Iterator[Problem]:
        expected = "one of " + ", ".join(self.parsers)
        for count, name in enumerate(names):
            hint = self.elsewhere.get(name) if isinstance(name, str) else None
            if hint is None and count < HINTED:
                hint = nearest(name, self.parsers)
            yield Problem("unknown_field", shown(name), "", expected, hint or "")


def named(members: Mapping[str, T]) -> Callable[[object], T]:
    """A parser of one of some words, written exactly so, to what each stands for."""

    def parse(value: object) -> T:
        if isinstance(value, str) and value in members:
            return members[value]
        raise BadInput.one("unknown_value", "", value, "one of " + ", ".join(members), nearest(value, members))

    return parse


def one_of(words: tuple[str, ...]) -> Callable[[object], str]:
    """A parser of one of some words, written exactly so."""
    return named({word: word for word in words})


def choice(kind: type[E]) -> Callable[[object], E]:
    """A parser of one of the words of an enum, written exactly so."""
    return named({str(member.value): member for member in kind})


def each(parse: Callable[[object], T], at_most: int) -> Callable[[object], tuple[T, ...]]:
    """A parser of a list; each entry that is wrong is named by its place, counted from 0."""

    def parse_all(value: object) -> tuple[T, ...]:
        if not isinstance(value, (list, tuple)):
            raise BadInput.one("not_a_list", "", value, "a list", "Write it in square brackets.")
        if len(value) > at_most:
            raise BadInput.one("too_many", "", value, f"at most {at_most} entries")
        found: list[T] = []
        problems: list[Problem] = []
        for place, entry in enumerate(value):
            try:
                found.append(parse(entry))
            except BadInput as bad:
                problems.extend(p.at(joined(str(place), p.field)) for p in bad.problems)
        if problems:
            raise BadInput(problems)
        return tuple(found)

    return parse_all


def yes_or_no(value: object) -> bool:
    """True or false, and nothing that merely looks like it."""
    if isinstance(value, bool):
        return value
    raise BadInput.one("not_true_or_false", "", value, "true or false", "Write it without quotes.")


def text_up_to(longest: int) -> Callable[[object], str]:
    """A parser of a short printable text that is not empty."""
    expected = f"a text of 1 to {longest} characters"

    def parse(value: object) -> str:
        if not isinstance(value, str):
            raise BadInput.one("not_text", "", value, expected, "Write it in quotes.")
        text = value.strip()
        if not text:
            raise BadInput.one("empty", "", value, expected, "Write something, or leave the field out.")
        if len(text) > longest:
            raise BadInput.one("too_long", "", value, expected)
        if not text.isprintable():
            raise BadInput.one("control_character", "", value, expected, "Take out the invisible characters.")
        return text

    return parse
