"""Where each table, field and value of a TOML text stands, so that one can be changed and all others stay as they are.

Only texts that a TOML parser has taken are laid out: what is no TOML is not noticed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import tomli
from msgspec import Struct, field

LONG_STRING: Final = r'"""(?:[^"\\]|\\[\s\S]|""?(?!"))*"""(?:""?)?|' + r"'{3}[\s\S]*?'{3}(?:''?)?"
STRING: Final = LONG_STRING + r'|"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'"
KEY: Final = rf"(?:[A-Za-z0-9_-]+|{STRING})"
KEYS: Final = rf"{KEY}(?:[ \t]*\.[ \t]*{KEY})*"
FIELD: Final = re.compile(rf"[ \t]*({KEYS})[ \t]*=[ \t]*")
HEADER: Final = re.compile(rf"[ \t]*\[\[?[ \t]*({KEYS})[ \t]*\]")
TOKEN: Final = re.compile(rf"{STRING}|#[^\n]*|[\[\]{{}}]")
A_STRING: Final = re.compile(STRING)
BARE: Final = re.compile(r"[^,\]}#\n]*")
BLANK: Final = re.compile(r"[ \t\r]*(?:\n|\Z)")
COMMENT: Final = re.compile(r"[ \t]*#")
BETWEEN: Final = re.compile(r"(?:[\s,]|#[^\n]*)*")
DEPTH: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
Names = tuple[str, ...]


class TextSpan(Struct, frozen=True):
    """Where something begins in a text, and where it ends."""

    start: int
    end: int


class Statement(Struct, frozen=True):
    """A field of a table: its name, the place of its value, and that of all its lines."""

    names: Names
    value: TextSpan
    lines: TextSpan


class TomlTable(Struct):
    """A table with a header of its own, or the fields before the first header."""

    names: Names
    start: int
    """Where its header stands or, right above it, a comment begins."""
    body: int
    """Where its first field may stand."""
    end: int
    """Where its last field ends, and the comment right below that if a blank line follows."""
    statements: list[Statement] = field(default_factory=list)

    def of(self, name: str) -> list[Statement]:
        """The fields of a name; there may be several where it is written with points in it."""
        return [statement for statement in self.statements if statement.names[0] == name]


def layout(text: str) -> list[TomlTable]:
    """The tables of a text in their order, the fields before the first header among them."""
    tables = [TomlTable((), 0, 0, 0)]
    at = comments = 0
    while at < len(text):
        table, line = tables[-1], _line_end(text, at)
        if BLANK.match(text, at):
            table.end = at if comments == table.end else table.end
            at = comments = line
        elif COMMENT.match(text, at):
            at = line
        elif header := HEADER.match(text, at):
            tables.append(TomlTable(names_of(header[1]), comments, line, line))
            at = comments = line
        else:
            table.statements.append(_statement(text, at))
            at = comments = table.end = table.statements[-1].lines.end
    tables[-1].end = at if comments == tables[-1].end else tables[-1].end
    return tables


def _line_end(text: str, at: int) -> int:
    """Where the next line begins."""
    return text.find("\n", at) + 1 or len(text)


def _statement(text: str, at: int) -> Statement:
    """The field that begins on a line. Raises: ValueError (none does)."""
    name = FIELD.match(text, at)
    if name is None:
        raise ValueError(f"no field at {at}")
    end = value_end(text, name.end())
    return Statement(names_of(name[1]), TextSpan(name.end(), end), TextSpan(at, _line_end(text, end)))


@lru_cache(maxsize=4096)
def names_of(key: str) -> Names:
    """The names of a key, from the outside in.

    >>> names_of('product."size page"')
    ('product', 'size page')
    """
    names: list[str] = []
    table: object = tomli.loads(f"{key} = 0")
    while isinstance(table, dict):
        ((name, table),) = table.items()
        names.append(name)
    return tuple(names)


def value_end(text: str, at: int) -> int:
    """Where the value ends that begins at a place.

    >>> value_end('a = ["]", [1]] # more', 4)
    14
    """
    if string := A_STRING.match(text, at):
        return string.end()
    depth = 0
    for token in TOKEN.finditer(text, at) if text[at] in "[{" else ():
        depth += DEPTH.get(token[0], 0)
        if not depth:
            return token.end()
    bare = BARE.match(text, at)
    return at + len(bare[0].rstrip()) if bare else at


def entries(text: str, value: TextSpan) -> Iterator[TextSpan]:
    """The places of the entries of a list.

    >>> [place.start for place in entries('[1, { a = 2 }, 3]', TextSpan(0, 17))]
    [1, 4, 15]
    """
    at = _after(text, value.start + 1)
    while at < value.end - 1:
        end = value_end(text, at)
        yield TextSpan(at, end)
        at = _after(text, end)


def _after(text: str, at: int) -> int:
    """The next place with anything but blanks, commas and comments."""
    between = BETWEEN.match(text, at)
    return between.end() if between else at
