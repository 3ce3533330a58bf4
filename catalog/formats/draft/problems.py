"""The problems of many files, gathered with their places instead of raised one by one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

from msgspec import Struct, field

from ...model.problem import BadInput, Problem, safe_repr

MOST_WORDS: Final = 24
MOST_SHOWN: Final = 50
UNSHOWN: Final = "\N{REPLACEMENT CHARACTER}"


class ProblemCollector(Struct):
    """A growing list of problems; the order in which they were found is kept."""

    problems: list[Problem] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many problems there are so far."""
        return len(self.problems)

    def add(self, *problems: Problem) -> None:
        """More problems are noted."""
        self.problems.extend(problems)
        self.fields.update(problem.field for problem in problems)


class FirstProblems(ProblemCollector):
    """The first problems of a file with very many rows; of those beyond `most` the number alone is kept."""

    most: int = MOST_SHOWN
    left_out: int = 0

    @property
    def count(self) -> int:
        """How many problems there are so far, those left out among them."""
        return len(self.problems) + self.left_out

    def add(self, *problems: Problem) -> None:
        """More problems are noted, or counted."""
        room = max(self.most - len(self.problems), 0)
        ProblemCollector.add(self, *problems[:room])
        self.left_out += len(problems[room:])

    def all_told(self, file: str) -> tuple[Problem, ...]:
        """The problems, and a last one that says how many more there are."""
        facts = (("shown", self.most),)
        more = Problem("more_problems", file, str(self.left_out), "rows_no_more_problems", "rows_first_shown", facts)
        return (*self.problems, more) if self.left_out else tuple(self.problems)


class FieldPath(Struct, frozen=True, gc=False):
    """A place in a brand file, read from the outside in: file, product, chart, size, point.

    Most places are never named, so that the text of one is made when a problem asks for it.
    """

    collector: ProblemCollector
    path: tuple[str, ...]

    def __str__(self) -> str:
        return ": ".join(map(plainly, self.path))

    @property
    def file(self) -> str:
        """The first step, fit to be shown."""
        return plainly(self.path[0])

    def to(self, *steps: str) -> FieldPath:
        """A place further in."""
        return FieldPath(self.collector, self.path + steps)

    def report(
        self, code: str, read: object, expected: str, hint: str = "", *, suggestion: str = "", **facts: object
    ) -> None:
        """A problem is noted at this place; `facts` fill the sentences of `expected` and `hint`."""
        text = "" if read is None else safe_repr(read)
        self.collector.add(Problem(code, str(self), text, expected, hint, tuple(facts.items()), suggestion))

    def missing(self, expected: str, **facts: object) -> None:
        """A field that has to be there is not; silent where the same field has a problem already."""
        if str(self) not in self.collector.fields:
            self.report("missing", None, expected, "file_add_it", suggestion="", **facts)

    def unknown(self, code: str, read: str, expected: str, accepted: Iterable[str], **facts: object) -> None:
        """A word is none of those known here: the closest is suggested, or else all are named."""
        words = [str(word) for word in accepted]
        longer = [word for word in words if word.startswith(f"{read}_")]
        close = longer if len(longer) == 1 else difflib.get_close_matches(read[:80], words, n=1, cutoff=0.6)
        if close:
            self.report(code, read, expected, "", suggestion=close[0], **facts)
        else:
            self.report(code, read, expected, "file_known", suggestion="", words=", ".join(words[:MOST_WORDS]), **facts)

    def take(self, error: BadInput) -> None:
        """The problems of one value, put at this place."""
        self.collector.add(*(p.at(str(self)) for p in error.problems))


def plainly(text: str) -> str:
    """A name from a file, fit to stand in a place: printable and at most 100 characters."""
    text = text[:100]
    return text if text.isprintable() else "".join(c if c.isprintable() else UNSHOWN for c in text)
