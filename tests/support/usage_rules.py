"""Which rules made an advice: what the tests of the usage rules compare."""

from __future__ import annotations

from catalog.model.verdict import Advice
from catalog.rules.usage.table import RACE_DAY

LAST = ("P7", *RACE_DAY)


def rules_of(advice: Advice) -> tuple[str, ...]:
    """The ids of every rule that made an advice, in order of evaluation, each once."""
    phases = [p for p in (advice.before, advice.during, advice.after) if p is not None]
    ids = dict.fromkeys(id for phase in phases for id in phase.rules)
    return tuple(i for i in ids if i not in LAST) + tuple(i for i in LAST if i in ids)
