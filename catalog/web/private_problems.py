"""Problems as they may stand where many see them: without what was read of a person's body or health."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from ..messages.messages import Messages, placeholders, sentences
from ..model.leg import LegPoint
from ..model.problem import Problem

PERSONAL: Final = frozenset(("", "question", "legs", "body", "shoe", "runner"))
"""The parts of a question that are about a person's body and health; an empty name is the whole of it."""
IMPERSONAL: Final = frozenset((
    "least", "most", "low", "high", "longest", "choices", "names", "near", "line", "column", "what", "example",
))  # fmt: skip
"""Facts of a problem that say nothing of what was typed."""
WRAPPED: Final = "question."
"""What the fields of a question begin with where it stands inside another document."""
FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)?")
MEASURED: Final = re.compile(r"\d\W?\d")
"""Two digits together: what a measure has that was sent as the name of a field, and the name of a field has not."""
UNKNOWN: Final = frozenset(("unknown_field", "unknown_parameter"))
"""Problems whose field is a name that somebody made up."""
ANOTHER: Final = "http_another_value"
UNNAMED: Final = {"two_sizes": "two_sizes_unnamed"}
"""Hints that name what was typed, and the hint to give instead."""
WITHOUT_EXAMPLES: Final = {
    "length": "length_unnamed", "leg_value": "length_unnamed", "one_length": "length_unnamed", "mass": "mass_unnamed",
    "shoe": "shoe_unnamed", "distance": "distance_unnamed", "hours": "hours_unnamed",
}  # fmt: skip
"""Descriptions of a value whose examples may be what was typed, and the one without examples to give instead."""


def without_measures(problem: Problem) -> Problem:
    """Take what was read out of a problem where it is personal; the likeliest reading stays in `suggestion` alone.

    A field whose name is a measure is named by what it stands in. A sentence that needs what was typed, or that
    happens to show the same figure, is left out.
    """
    if problem.code in UNKNOWN and (figure := MEASURED.search(problem.field)):
        problem = replace(problem, field=problem.field[: figure.start()].rpartition(".")[0])
    if problem.field.removeprefix(WRAPPED).partition(".")[0] not in PERSONAL:
        return problem
    safe = tuple((name, fact) for name, fact in problem.facts if name in IMPERSONAL or _is_plain(fact))
    bare = replace(problem, read="", facts=safe)
    typed = _figures(problem.read) | _figures(problem.suggestion)
    if not _is_safe("problem.hint.", problem.hint, bare, typed):
        bare = replace(bare, hint=UNNAMED.get(problem.hint, ""))
    if not _is_safe("problem.expected.", problem.expected, bare, typed):
        general = WITHOUT_EXAMPLES.get(problem.expected, ANOTHER)
        is_safe = _is_safe("problem.expected.", general, replace(bare, expected=general), typed)
        bare = replace(bare, expected=general if is_safe else ANOTHER)
    return bare


def without_suggestion(problem: Problem) -> Problem:
    """The problem as it stands outside `errors`."""
    return replace(problem, suggestion="") if problem.suggestion else problem


def _is_plain(fact: object) -> bool:
    """Whether a fact is a place on the leg, or a word without a figure, such as a unit."""
    return isinstance(fact, LegPoint) or (isinstance(fact, str) and not FIGURE.search(fact))


def _figures(text: str) -> set[str]:
    """The figures of a text, with a point for a comma: examples have the one in English, the other elsewhere."""
    return {figure.replace(",", ".") for figure in FIGURE.findall(text)}


def _is_safe(kind: str, code: str, problem: Problem, typed: set[str]) -> bool:
    """Whether a sentence can be made from the facts that are left, and shows no figure that was typed."""
    template = sentences("en").get(kind + code)
    if template is None:
        return not FIGURE.search(code)
    if not placeholders(template) <= dict(problem.facts).keys():
        return False
    messages = Messages("en")
    text = messages.hint(problem) if kind == "problem.hint." else messages.expected(problem)
    return not typed & _figures(text)
