"""A size in a few words, for beside a product on a list: the size, how sure it is, and each caution in brief."""

from __future__ import annotations

from typing import Final

from ..model.answer import Match
from ..model.size_lead import size_title
from ..model.verdict import Certainty, Reason
from .lines import Words, message

SHORT: Final = {"widget.either": "badge.either", "widget.differ": "badge.differ"}
"""The headings of a card that ask for a choice, or speak of the legs, and what a badge says instead."""
SURE: Final = {Certainty.SURE: "badge.sure"}
"""What a badge says of a size that is sure: by which it is, for a doubt about the chart may stand beside it."""
BRIEF: Final = {
    f"caution.{name}": f"badge.{name}"
    for name in (
        "near_edge", "unread_rows", "readings_apart", "estimated", "no_girth", "one_leg", "evening", "chart_unsure",
        "sold_out", "not_checked",
    )
}  # fmt: skip
"""What is said in brief of each caution."""


def badge(match: Match) -> list[Words]:
    """The parts of a badge: the size, or all that a person chooses from, how sure it is, then every caution."""
    title = size_title(match.size)
    return [Reason(SHORT.get(title.code, title.code), title.facts), *doubts_of(match)]


def doubts_of(match: Match) -> list[Words]:
    """How sure a size is, then every caution, in brief."""
    sure = match.size.certainty
    firsts: dict[str, Reason] = {}
    for caution in match.cautions:
        firsts.setdefault(BRIEF[caution.code], caution)
    doubts = [Reason(brief, caution.facts) for brief, caution in firsts.items()]
    return [*([message(SURE.get(sure, f"ui.certainty.{sure}"))] if sure else []), *doubts]
