"""What every record of a document is made with: a sentence about each field, and the record as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct


class Record(Struct, kw_only=True):
    """One object of a document. Fields come out in the order of the class; one that is `UNSET` is left out."""


def about(text: str) -> Meta:
    """The description of a field, as the OpenAPI document prints it."""
    return Meta(description=text)


def words(kinds: Iterable[str]) -> Meta:
    """The only texts that a field may hold."""
    return Meta(extra_json_schema={"enum": [str(kind) for kind in kinds]})


Kind = TypeVar("Kind", bound=Record)


def filled(kind: type[Kind], source: Any, **own: Any) -> Kind:
    """Make a record of the attributes of `source` that are called as its fields, and of what is given for the others.

    Records inside are made in the same way; tuples become lists. Where thousands are made, naming each field is faster.
    """
    names = [name for name in kind.__struct_fields__ if name not in own and hasattr(source, name)]
    values = {**{name: getattr(source, name) for name in names}, **own}
    present = {name: value for name, value in values.items() if value is not UNSET}
    return msgspec.convert(present, kind, from_attributes=True)


def as_data(document: Any) -> dict[str, Any]:
    """Turn a record into plain data, to be added to or looked into; it must not hold parts that are encoded already."""
    data: dict[str, Any] = msgspec.to_builtins(document)
    return data
