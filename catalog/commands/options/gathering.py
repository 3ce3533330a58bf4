"""Every problem of what a person typed, told at once: one does not keep the next from being found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from ...model.problem import BadInput, Problem

Value = TypeVar("Value")


class BadFile(BadInput):
    """What is wrong with a file that a command reads; where nothing else is wrong, it ends with 4."""


class ProblemGathering:
    """The problems that readers find, one after the other."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems = list(problems)
        self._typed = bool(self._problems)
        self._store: Exception | None = None

    @property
    def is_clear(self) -> bool:
        """Whether nothing was found wrong so far."""
        return not self._problems and self._store is None

    def read(self, reader: Callable[[], Value]) -> Value | None:
        """Return what a reader gives; None where it finds something wrong, or the catalog cannot be read."""
        try:
            return reader()
        except BadInput as bad:
            self._problems += [problem for problem in bad.problems if problem not in self._problems]
            self._typed = self._typed or not isinstance(bad, BadFile)
        except Exception as error:
            from ...app.errors import StoreError

            if not isinstance(error, StoreError):
                raise
            self._store = self._store or error
        return None

    def each(self, reader: Callable[[str], Value], texts: Iterable[str]) -> list[Value]:
        """Return what a reader gives for each text in which it finds nothing wrong."""
        values = [self.read(lambda text=text: reader(text)) for text in texts]  # type: ignore[misc]
        return [value for value in values if value is not None]

    def end(self) -> None:
        """Do nothing where all was right. Raises: BadInput, with everything; BadFile; StoreError (that is all)."""
        if self._store is not None and not self._problems:
            raise self._store
        if self._store is not None:
            from ..app import store_problem

            raise BadInput([*self._problems, store_problem(self._store)])
        if self._problems:
            raise (BadInput if self._typed else BadFile)(self._problems)


def read_all(readers: Mapping[str, Callable[[], Any]]) -> dict[str, Any]:
    """Call every reader and return what each gives, by its name. Raises: BadInput with every problem of all of them."""
    gathering = ProblemGathering()
    values = {name: gathering.read(read) for name, read in readers.items()}
    gathering.end()
    return values
