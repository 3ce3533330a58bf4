"""Every reason of every match, and whether the health questions are shown unasked."""

from __future__ import annotations

from ..model.answer import Answer, Match
from ..model.product_name import full_name
from ..model.verdict import Reason
from .lines import BLANK, Line, heading, items


def any_firm(answer: Answer) -> bool:
    """Whether a firm product is named as one to wear, so that the health questions are shown unasked.

    That is every match, and a product that was asked for by name though no size of it can be told yet.
    """
    asked_for = answer.misses if len(answer.misses) == answer.counts.asked else ()
    gates = [m.medical for m in answer.matches] + [m.medical for m in asked_for]
    return any(gate.label == "firm" for gate in gates)


def match_reasons(answer: Answer) -> list[Line]:
    """Every reason of every match under its name, each once."""
    lines: list[Line] = []
    for match in answer.matches:
        lines += [BLANK, heading(full_name(match.product)), *items(_reasons(match, answer))]
    return lines


def _reasons(match: Match, answer: Answer) -> dict[Reason, None]:
    own = match.advice.reasons if match.advice and match.advice is not answer.advice else ()
    every = (*match.size.reasons, *match.graduated.reasons, *match.reasons, *own)
    return dict.fromkeys(reason for reason in every if not reason.has("phase"))
