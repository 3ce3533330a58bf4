"""What is wrong with something a person gave us: one shape for every door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

SHOWN = 60
HUGE = 10**18


def safe_repr(value: object) -> str:
    """What was read, on one line, without control characters, cut at 60 characters."""
    text = _written(value)
    if not text.isprintable():
        text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _written(value: object) -> str:
    """The value as its writer knows it; never descends into lists and objects, which may be bottomless."""
    match value:
        case str():
            return value
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case int() if abs(value) >= HUGE:
            return "a number of more than 18 digits"
        case list() | tuple() | set() | frozenset():
            return f"a list of {len(value)}"
        case Mapping():
            return "an object"
        case _:
            return repr(value)


Facts = tuple[tuple[str, object], ...]
"""What the words of a problem are filled with, by name: texts, numbers, measures."""


class Problem(Struct, frozen=True):
    """One thing that is wrong, as data: where, what was read, what was expected, what to do.

    `expected` and `hint` are codes; their sentences stand in `messages/<language>/` as `problem.expected.<code>`
    and `problem.hint.<code>`, filled with `facts`. `suggestion` is the likeliest reading, as it would be typed.
    """

    code: str
    field: str
    read: str
    expected: str
    hint: str = ""
    facts: Facts = ()
    suggestion: str = ""

    def at(self, field: str) -> Problem:
        """The same problem under another field name."""
        return replace(self, field=field)


class BadInput(ValueError):
    """Every problem of one input, raised together and never one by one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(", ".join(f"{p.field}: {p.code}" if p.field else p.code for p in self.problems))

    @classmethod
    def one(
        cls,
        code: str,
        field: str,
        read: object,
        expected: str,
        hint: str = "",
        *,
        suggestion: str = "",
        **facts: object,
    ) -> BadInput:
        """A bad input with a single problem; `facts` fill the sentences of `expected` and `hint`."""
        return cls([Problem(code, field, safe_repr(read), expected, hint, tuple(facts.items()), suggestion)])
