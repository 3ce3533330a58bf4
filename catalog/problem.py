"""What is wrong with something a person gave us: one shape for every door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

SHOWN = 60
HUGE = 10**18


def shown(value: object) -> str:
    """What was read, on one line, without control characters, cut at 60 characters."""
    text = _written(value)
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


class Problem(Struct, frozen=True):
    """One thing that is wrong: where, what was read, what was expected, what to do."""

    code: str
    field: str
    read: str
    expected: str
    hint: str = ""

    def sentence(self) -> str:
        """The problem as one line of plain English."""
        where = f"{self.field}: " if self.field else ""
        read = f"read {self.read!r}, " if self.read else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}{read}expected {self.expected}.{hint}"

    def at(self, field: str) -> Problem:
        """The same problem under another field name."""
        return Problem(self.code, field, self.read, self.expected, self.hint)


class BadInput(ValueError):
    """Every problem of one input, raised together and never one by one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(p.sentence() for p in self.problems))

    @classmethod
    def one(cls, code: str, field: str, read: object, expected: str, hint: str = "") -> BadInput:
        """A bad input with a single problem."""
        return cls([Problem(code, field, shown(read), expected, hint)])
