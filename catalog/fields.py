"""One decoded JSON object, read field by field; every problem is kept until the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import Final, TypeVar, cast

from .problem import BadInput, Problem, shown

T = TypeVar("T")
D = TypeVar("D")
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


class Fields:
    """The fields of one object: `take` each known one, then `done` raises all problems together."""

    def __init__(self, value: object, expected: str) -> None:
        self.problems: list[Problem] = []
        self.known: list[str] = []
        self.values: Mapping[object, object] = value if isinstance(value, Mapping) else {}
        self.is_object = isinstance(value, Mapping)
        if not self.is_object:
            self.problems.append(Problem("not_an_object", "", shown(value), expected))

    def take(self, name: str, parse: Callable[[object], T], default: D) -> T | D:
        """The field as `parse` reads it; the default where it is absent, null or wrong."""
        self.known.append(name)
        value = self.values.get(name)
        if value is None:
            return default
        try:
            return parse(value)
        except BadInput as bad:
            self.problems.extend(p.at(joined(name, p.field)) for p in bad.problems)
            return default

    def need(self, name: str, parse: Callable[[object], T], expected: str) -> T:
        """The same for a field that must be there; what it returns holds only once `done` has passed."""
        if self.is_object and self.values.get(name) is None:
            self.problems.append(Problem("missing", name, "", expected))
        return cast("T", self.take(name, parse, None))

    def flag(self, name: str) -> bool:
        """A field that is true or false, and false where nobody said."""
        return self.take(name, yes_or_no, default=False)

    def done(self, elsewhere: Mapping[str, str] | None = None) -> None:
        """Nothing, where all was well.

        `elsewhere` tells, for a name that belongs into another place, what to do.

        Raises:
            BadInput: every problem met, and every field that is not known.
        """
        unknown = [n for n in self.values if n not in self.known]
        expected = "one of " + ", ".join(self.known)
        for count, name in enumerate(unknown):
            hint = (elsewhere or {}).get(str(name)) if isinstance(name, str) else None
            if hint is None and count < HINTED:
                hint = nearest(name, self.known)
            self.problems.append(Problem("unknown_field", shown(name), "", expected, hint or ""))
        if self.problems:
            raise BadInput(self.problems)


def one_of(words: tuple[str, ...]) -> Callable[[object], str]:
    """A parser of one of some words, written exactly so."""

    def parse(value: object) -> str:
        if isinstance(value, str) and value in words:
            return value
        raise BadInput.one("unknown_value", "", value, "one of " + ", ".join(words), nearest(value, words))

    return parse


def choice(kind: type[E]) -> Callable[[object], E]:
    """A parser of one of the words of an enum, written exactly so."""
    word = one_of(tuple(str(member.value) for member in kind))

    def parse(value: object) -> E:
        return kind(word(value))

    return parse


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
