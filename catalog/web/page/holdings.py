"""What a catalog holds, as page and README say it."""

from __future__ import annotations

from typing import Final

from msgspec.structs import asdict

from ...messages.messages import Messages
from ...search.catalog_facts import CatalogFacts

COUNTED: Final = ("products", "brands", "with_chart")
"""The facts that have a word for one and another for many."""


def holdings(facts: CatalogFacts, messages: Messages) -> str:
    """What a catalog holds, in a sentence."""
    numbers = asdict(facts)
    counts = {name: messages.text(f"page.count_{name}", {"count": numbers[name]}) for name in COUNTED}
    return messages.text("page.catalog" if facts.oldest else "page.catalog_undated", {**numbers, **counts})
