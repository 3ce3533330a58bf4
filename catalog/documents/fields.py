"""One decoded JSON object, read field by field; every problem of it is told at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, TypeVar

from msgspec import Struct

from ..model.did_you_mean import nearest_of
from ..model.notation.look_alikes import as_it_looks
from ..model.problem import BadInput, Problem, safe_repr

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
LONGEST_WORD: Final = 60
HINTED: Final = 20
"""How many unknown names get a suggestion; comparing names is slow, and nobody reads more."""


def meant(name: object, known: Iterable[str]) -> dict[str, Any]:
    """What was probably meant by a name that is not known, as parts of a problem: one suggestion, or several names."""
    # Codes that are told apart by a digit (C1, C2) are all near one another: none of them is likelier.
    near = nearest_of(safe_repr(name), [k for k in known if not any(c.isdigit() for c in k)])
    return {"hint": "near", "near": ", ".join(near)} if len(near) > 1 else {"suggestion": "".join(near)}


def folded(text: str) -> str:
    """A word with case, accents, blanks and hyphens aside: `Calf-Sleeve` is `calf_sleeve`."""
    plain = unicodedata.normalize("NFD", as_it_looks(text).lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("-", "_").replace(" ", "_")


def joined(path: str, field: str) -> str:
    """The dotted name of a field inside a field."""
    return f"{path}.{field}" if path and field else path or field


class ObjectFields(Struct, frozen=True):
    """The fields that an object may have, in their order, each with the parser of its value."""

    expected: str
    """The code of the sentence that says what the object is."""
    parsers: Mapping[str, Callable[[object], Any]]
    needs: Mapping[str, str | Problem] = {}
    """Fields that must be there, and what is expected in them: a code, or the problem of a field that is missing."""
    elsewhere: Mapping[str, str] = {}
    """For a name that belongs into another place: the code of what to do."""
    other_names: Mapping[str, str] = {}
    """For a name that a field has elsewhere: its name here."""

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
            yield Problem("not_an_object", "", safe_repr(value), self.expected)
            return
        for name, parse in self.parsers.items():
            given = value.get(name)
            if given is None:
                if name in self.needs:
                    need = self.needs[name]
                    yield need.at(name) if isinstance(need, Problem) else Problem("missing", name, "", need)
                continue
            try:
                parse(given)
            except BadInput as bad:
                yield from (p.at(joined(name, p.field)) for p in bad.problems)
        yield from self._unknown([name for name in value if name not in self.parsers])

    def _unknown(self, names: Iterable[object]) -> Iterator[Problem]:
        for count, name in enumerate(names):
            facts: dict[str, Any] = {"names": ", ".join(self.parsers)}
            if isinstance(name, str) and name in self.elsewhere:
                facts["hint"] = self.elsewhere[name]
            elif isinstance(name, str) and name in self.other_names:
                facts["suggestion"] = self.other_names[name]
            elif count < HINTED:
                facts |= meant(name, self.parsers)
            yield from BadInput.one("unknown_field", safe_repr(name), "", "one_of", **facts).problems


def named(members: Mapping[str, T], also: Mapping[str, T] | None = None) -> Callable[[object], T]:
    """A parser of one of some words to what each stands for; case, accents, blanks and hyphens do not matter.

    `also` holds more words that are read and not offered.
    """
    known = {folded(word): member for word, member in {**(also or {}), **members}.items()}

    def parse(value: object) -> T:
        if isinstance(value, str):
            if value in members:
                return members[value]
            if len(value) <= LONGEST_WORD and folded(value) in known:
                return known[folded(value)]
        raise BadInput.one("unknown_value", "", value, "one_of", names=", ".join(members), **meant(value, members))

    return parse


def one_of(words: tuple[str, ...]) -> Callable[[object], str]:
    """A parser of one of some words; case, blanks and hyphens do not matter."""
    return named({word: word for word in words})


def choice(kind: type[E]) -> Callable[[object], E]:
    """A parser of one of the words of an enum; case, blanks and hyphens do not matter."""
    return named({str(member.value): member for member in kind})


def each(parse: Callable[[object], T], at_most: int) -> Callable[[object], tuple[T, ...]]:
    """A parser of a list; each entry that is wrong is named by its place, counted from 0."""

    def parse_all(value: object) -> tuple[T, ...]:
        if not isinstance(value, (list, tuple)):
            raise BadInput.one("not_a_list", "", value, "list", "square_brackets")
        if len(value) > at_most:
            raise BadInput.one("too_many", "", value, "most_entries", most=at_most)
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
    raise BadInput.one("not_true_or_false", "", value, "true_or_false", "without_quotes")


def text_up_to(longest: int) -> Callable[[object], str]:
    """A parser of a short printable text that is not empty."""

    def refused(code: str, value: object, hint: str = "") -> BadInput:
        return BadInput.one(code, "", value, "text_up_to", hint, longest=longest)

    def parse(value: object) -> str:
        if not isinstance(value, str):
            raise refused("not_text", value, "in_quotes")
        text = value.strip()
        if not text:
            raise refused("empty", value, "something")
        if len(text) > longest:
            raise refused("too_long", value)
        if not text.isprintable():
            raise refused("control_character", value, "invisible")
        return text

    return parse
