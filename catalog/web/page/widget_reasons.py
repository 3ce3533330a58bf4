"""Why the widget has no size to buy, in sentences: each once, and of what is medical only what decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...documents.entries import ExclusionDocument, MissDocument
from ...documents.reason import ReasonDocument
from ...messages.messages import Messages
from ...model.answer import Answer
from ...report.each_once import deciding

OUTSIDE: Final = ("size.outside", "size.outside_unread")
"""The reasons that say by how much a leg is beyond a chart."""

NO_CHART: Final = "size.no_chart"
"""Says what the heading of a card without a chart says."""


def why_none(answer: Answer, entry: MissDocument | ExclusionDocument, messages: Messages) -> list[str]:
    """Why there is no size to buy, in sentences."""
    if isinstance(entry, ExclusionDocument):
        return [messages.sentence(reason) for reason in deciding(answer.excluded[0].reasons)]
    return [reason.text for reason in _each_once(entry.reasons or []) if reason.code != NO_CHART]


def _each_once(reasons: Sequence[ReasonDocument]) -> list[ReasonDocument]:
    """The reasons but for the nearest size where another says already by how much the leg is beyond the chart."""
    outside = [(r.facts.get("point"), r.facts.get("by")) for r in reasons if r.code in OUTSIDE]
    return [r for r in reasons if r.code != "size.nearest" or (r.facts.get("point"), r.facts.get("by")) not in outside]
