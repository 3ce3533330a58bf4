"""Reasons that say the same, said once, and those that decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..model.verdict import Reason

CERTAIN: Final = frozenset(("medical.decisive", "medical.decided"))
DECISIVE: Final = "medical.decisive"
HINTS: Final = frozenset(("medical.suggestive", "medical.sport_hint", "medical.everyday", "medical.ignored"))
"""What is weighed and does not decide, where something else is certain."""
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


def deciding(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons of an exclusion for people, each once: beside what is medical for certain no hint that is not enough.

    "That does not count" beside it reads as a contradiction, and one sign of a kind is enough; documents and `why` have
    every one.

    >>> from ..model.verdict import because
    >>> sign = because("medical.decisive", signal="M4", text="class II", field="name")
    >>> hint = because("medical.suggestive", signal="bare_class", text="Class II", field="name")
    >>> deciding([sign, hint]) == [sign], deciding([hint]) == [hint]
    (True, True)
    """
    every = each_once(reasons)
    is_certain = any(reason.code in CERTAIN for reason in every)
    telling = [reason for reason in every if not (is_certain and reason.code in HINTS)]
    firsts: dict[object, Reason] = {}
    for reason in telling:
        firsts.setdefault((DECISIVE, reason.fact("signal")) if reason.code == DECISIVE else reason, reason)
    return list(firsts.values())


def _facts_said(reason: Reason) -> tuple[object, ...]:
    facts = (fact for name, fact in reason.facts if name not in WHERE)
    return tuple(fact.casefold() if isinstance(fact, str) else fact for fact in facts)
