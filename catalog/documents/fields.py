"""One decoded JSON object, read field by field; every problem of it is raised at once.

A reader of a value carries the JSON Schema of what it takes, so that the OpenAPI document says what is read here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, Generic, TypeVar

from msgspec import Struct

from ..model.did_you_mean import nearest_of
from ..model.notation.look_alikes import as_it_looks
from ..model.problem import BadInput, Facts, Problem, safe_repr
from .schema import FLAG, Schema, descriptions, or_null, pattern, reference, schema_name

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
LONGEST_WORD: Final = 60
HINTED: Final = 20
"""How many unknown names get a suggestion: comparing names is slow, and more are not read."""
NAME: Final = pattern(r"[A-Za-z0-9][A-Za-z0-9 .&/+-]{0,60}", "cep-run-socks")
"""The schema of the name of a brand, a product, a size."""


class Reader(Struct, Generic[T], frozen=True):
    """How one value is read, and the schema of what is read; `read` raises BadInput for anything else."""

    read: Callable[[object], T]
    schema: Callable[[], Any]
    """Makes the schema, or names the fields of an object that stand for theirs."""


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
    record: type[Struct] | None = None
    """The record of the document: it names the object and describes its fields."""
    name: str = ""
    """What the schema is called where that is not the name of the record."""
    about: str = ""
    """The description of the object where it has no record."""
    facts: Facts = ()
    """What fills the sentence that says what the object is."""
    describe: Callable[[], Mapping[str, str]] | None = None
    """The descriptions of the fields where it has no record."""
    one_of: tuple[str, ...] = ()
    """Texts of which exactly one has to be there; stands in the schema alone, the caller looks for them."""

    def read(self, value: object) -> dict[str, Any]:
        """Read the fields that are there and not null.

        Raises BadInput: every problem of the object, in the order of the fields, then each field that is not known.
        """
        readers = self.readers
        if isinstance(value, (dict, Mapping)) and value.keys() <= readers.keys():
            try:
                fields = {name: readers[name].read(entry) for name, entry in value.items() if entry is not None}
            except BadInput:
                # One field is wrong: everything is read once more, to find all that is.
                raise BadInput(self._problems(value)) from None
            if self.needs.keys() <= fields.keys():
                return fields
        raise BadInput(self._problems(value))

    def _problems(self, value: object) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield Problem("not_an_object", "", safe_repr(value), self.expected, facts=self.facts)
            return
        for name, reader in self.readers.items():
            entry = value.get(name)
            if entry is None:
                if name in self.needs:
                    need = self.needs[name]
                    yield need.at(name) if isinstance(need, Problem) else Problem("missing", name, "", need)
                continue
            try:
                reader.read(entry)
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

    @property
    def schema_name(self) -> str:
        """What the schema of the object is called."""
        return self.name or (schema_name(self.record) if self.record else "")

    @property
    def schema(self) -> Schema:
        """The schema of the object; objects inside it stand for their own schemas."""
        texts = self.describe() if self.describe else descriptions(self.record) if self.record else {}
        return {
            "type": "object",
            "description": self.record.__doc__ if self.record else self.about,
            "properties": {name: self._property(name, reader, texts[name]) for name, reader in self.readers.items()},
            **({"required": list(self.needs)} if self.needs else {}),
            **({"oneOf": [_has_text(name) for name in self.one_of]} if self.one_of else {}),
            "additionalProperties": False,
        }

    def _property(self, name: str, reader: Reader[Any], description: str) -> Schema:
        schema = reader.schema()
        if name not in self.needs:
            schema = or_null(schema)
        elif isinstance(schema, ObjectFields):
            schema = {"allOf": [schema]}
        return {**schema, "description": description}


def _has_text(name: str) -> Schema:
    return {"required": [name], "properties": {name: {"type": "string", "description": "It is there, and not null."}}}


def schemas_of(fields: ObjectFields) -> dict[str, Schema]:
    """The schemas of an object and of all objects inside it that have a name, by name."""
    components: dict[str, Schema] = {}

    def resolved(schema: Any) -> Any:
        match schema:
            case ObjectFields(schema_name=""):
                return resolved(schema.schema)
            case ObjectFields():
                if schema.schema_name not in components:
                    components[schema.schema_name] = {}
                    components[schema.schema_name] = resolved(schema.schema)
                return {"$ref": reference(schema.schema_name)}
            case dict():
                return {key: resolved(part) for key, part in schema.items()}
            case list():
                return [resolved(part) for part in schema]
        return schema

    resolved(fields)
    return components


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

    return Reader(read, lambda: {"type": "string", "enum": list(members)})


def one_of(words: Iterable[str]) -> Reader[str]:
    """Read one of some words; case, blanks and hyphens do not matter."""
    return word_reader({word: word for word in words})


def member_of(kind: type[E]) -> Reader[E]:
    """Read one of the words of an enum; case, blanks and hyphens do not matter."""
    return word_reader({str(member.value): member for member in kind})


def list_of(reader: Reader[T], at_most: int, at_least: int = 0) -> Reader[tuple[T, ...]]:
    """Read a list; each entry that is wrong is named by its place, counted from 0.

    `at_least` stands in the schema alone: what an empty list means is for the caller to say.
    """

    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, (list, tuple)):
            raise BadInput.one("not_a_list", "", value, "list", "square_brackets")
        if len(value) > at_most:
            raise BadInput.one("too_many", "", value, "most_entries", most=at_most)
        entries: list[T] = []
        problems: list[Problem] = []
        for place, entry in enumerate(value):
            try:
                entries.append(reader.read(entry))
            except BadInput as bad:
                problems.extend(p.at(dotted(str(place), p.field)) for p in bad.problems)
        if problems:
            raise BadInput(problems)
        return tuple(entries)

    least = {"minItems": at_least} if at_least else {}
    return Reader(read, lambda: {"type": "array", "items": reader.schema(), **least, "maxItems": at_most})


def set_of(kind: type[E]) -> Reader[frozenset[E]]:
    """Read a list of words of an enum, in any order."""
    words = list_of(member_of(kind), len(kind))
    return Reader(lambda value: frozenset(words.read(value)), words.schema)


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise BadInput.one("not_true_or_false", "", value, "true_or_false", "without_quotes")


yes_or_no: Final = Reader(_yes_or_no, lambda: FLAG)
"""Reads true or false, and nothing that merely looks like it."""


def text_up_to(longest: int, schema: Schema = NAME) -> Reader[str]:
    """Read a short printable text that is not empty."""

    def refusal(code: str, value: object, hint: str = "") -> BadInput:
        return BadInput.one(code, "", value, "text_up_to", hint, longest=longest)

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise refusal("not_text", value, "in_quotes")
        text = value.strip()
        if not text:
            raise refusal("empty", value, "something")
        if len(text) > longest:
            raise refusal("too_long", value)
        if not text.isprintable():
            raise refusal("control_character", value, "invisible")
        return text

    return Reader(read, lambda: schema)
