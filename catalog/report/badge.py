"""A size in a few words, for beside a product on a list: the size, how sure it is, and each caution in brief."""

from __future__ import annotations

from typing import Final

from ..model.answer import Match
from .lines import Words, message

TITLES: Final = {"between_sizes": "widget.between", "in_two_sizes": "widget.two", "legs_differ": "badge.differ"}

BRIEF: Final = {
    f"caution.{name}": f"badge.{name}"
    for name in (
        "near_edge", "readings_apart", "estimated", "no_girth", "one_leg", "evening", "chart_unsure", "sold_out",
        "not_checked",
    )
}  # fmt: skip
"""What is said in brief of each caution."""


def badge(match: Match) -> list[Words]:
    """The parts of a badge: the size or both sizes, how sure it is, then every caution."""
    size = match.size
    title = TITLES.get(size.outcome, "") if size.also else ""
    parts: list[Words] = [message(title or "widget.your_size", size=size.size or "", also=", ".join(size.also))]
    if size.certainty is not None:
        parts.append(message(f"ui.certainty.{size.certainty}"))
    return [*parts, *(message(BRIEF[code]) for code in dict.fromkeys(caution.code for caution in match.cautions))]
