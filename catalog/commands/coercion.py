"""Texts taken from the command line as they were typed.

Typer builds a Pydantic adapter for every parameter of a command that runs; with the import of Pydantic that takes a
third of the program's time. Most of our parameters are not given, and nearly all others are texts that the reader of
questions checks later. `get_runtime_param` is asked for how a parameter becomes a value: here it is answered first.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class AsTyped(Struct, frozen=True):
    """How one parameter becomes a value: by itself where it is one already, else as Typer does it."""

    parameter: Any

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """What the command gets: nothing for nothing, a default unchecked, a text or a list of texts as it is."""
        kind = param.type_descriptor.annotation
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if value is param.default or (kind is str and isinstance(value, str)):
            return value
        if kind == list[str] and isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
            return list(value)
        return type(self.parameter).get_runtime_param(self.parameter).coerce(value, param=param, ctx=ctx)


def taken_as_typed(parameter: Any) -> Any:
    """The same parameter, its text read as typed."""
    reading = AsTyped(parameter)
    parameter.get_runtime_param = lambda: reading
    return parameter
