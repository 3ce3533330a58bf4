"""Reading several things at once, so that every problem of all of them is told together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...model.problem import BadInput, Problem


def read_all(readers: Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
    """Call every reader and return what each gives, by its name. Raises: BadInput."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, read in readers.items():
        try:
            values[name] = read()
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(problems)
    return values
