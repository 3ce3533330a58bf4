"""Values as TOML writes them: texts in quotes, short lists and tables on one line, tables with a field a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
Fields = Mapping[str, object]
"""The fields of a table in the order in which they are written: texts, figures, lists, and tables like itself."""


def quoted(text: str) -> str:
    r"""A TOML string; halves of characters, which no file can hold, are replaced.

    >>> print(quoted('the "Run" sock'))
    "the \"Run\" sock"
    """
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def key_text(name: str) -> str:
    """A TOML key, in quotes where it cannot stand bare."""
    return name if BARE.fullmatch(name) else quoted(name)


def value_text(value: object) -> str:
    """A value on one line. Raises: TypeError (TOML has no such value).

    >>> print(value_text([{"fibre": "polyamide", "percent": 83}]))
    [{ fibre = "polyamide", percent = 83 }]
    """
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return inline(value)
    if isinstance(value, list):
        return f"[{', '.join(map(value_text, value))}]"
    if isinstance(value, (int, Decimal)):
        return format(value, "f") if isinstance(value, Decimal) else str(value).lower()
    raise TypeError(f"no value of TOML: {type(value).__name__}")


def inline(fields: Fields) -> str:
    """A table on one line."""
    return f"{{ {', '.join(field_text(name, value) for name, value in fields.items())} }}" if fields else "{}"


def field_text(name: str, value: object) -> str:
    """A field of a table: its name and its value on one line."""
    return f"{key_text(name)} = {value_text(value)}"


def lines(values: Iterable[object]) -> str:
    """A list with one entry a line."""
    return "\n".join(["[", *(f"  {value_text(value)}," for value in values), "]"])
