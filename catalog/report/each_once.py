"""Reasons that say the same, said once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..model.verdict import Reason

WHERE: Final = frozenset(("position", "field", "language"))
"""Where a text was found, which no sentence says."""


def each_once(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons without those that say what an earlier one says, in small or capital letters or of another place.

    Those of a size all stay: what is true of one leg may be true of the other one, too.

    >>> from ..model.verdict import because
    >>> title = because("medical.sport", signal="sport", text="Running", field="name")
    >>> claim = because("medical.sport", signal="sport", text="running", field="claims[0]")
    >>> each_once([title, claim]) == [title]
    True
    """
    firsts: dict[object, Reason] = {}
    for at, reason in enumerate(reasons):
        key = at if reason.code.startswith("size.") else (reason.code, _facts_said(reason))
        firsts.setdefault(key, reason)
    return list(firsts.values())


def _facts_said(reason: Reason) -> tuple[object, ...]:
    facts = (fact for name, fact in reason.facts if name not in WHERE)
    return tuple(fact.casefold() if isinstance(fact, str) else fact for fact in facts)
