"""The question that a document asks, with everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..documents.question_reader import parse_question
from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.question import Question
from ..rules.plausible import check_plausible


def read_question(document: object, policy: Policy, *, any_garment: bool = False) -> Question:
    """Read a decoded question document; with `any_garment` it may leave the kind of garment out.

    Raises: BadInput (the document cannot be read; measures that cannot be true are named with the rest).
    """
    try:
        return parse_question(document, policy, any_garment=any_garment)
    except BadInput as bad:
        readable = _without_fields(document, [p.field for p in bad.problems])
        raise BadInput([*bad.problems, *_impossible_entries(readable, policy)]) from None


def _impossible_entries(document: object, policy: Policy) -> tuple[Problem, ...]:
    """Find what cannot be true in a document; nothing where it cannot be read."""
    try:
        question = parse_question(document, policy, any_garment=True)
    except BadInput:
        return ()
    return check_plausible(question, policy)[0]


def _without_fields(document: object, fields: Sequence[str], path: str = "") -> object:
    """Copy a document without the fields named, two levels deep: a measure, or a whole part of the question."""
    if not isinstance(document, Mapping):
        return document
    rest: dict[object, object] = {}
    for name, value in document.items():
        field = f"{path}{name}"
        if field in fields or (path and any(f.startswith((f"{field}[", f"{field}.")) for f in fields)):
            continue
        rest[name] = value if path else _without_fields(value, fields, f"{field}.")
    return rest
