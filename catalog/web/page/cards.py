"""The products that fit, made ready for the page: the size, how sure it is, every caution, the drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from ...messages.messages import Messages
from ...model.answer import Match
from ...model.cautions import certainty_reason
from ...model.money import Money
from ...model.verdict import SizeVerdict
from .leg_drawing import Place, places_of

LEAD: Final = 2
"""Reasons of a card that stand open; the rest is behind "why"."""
TITLES: Final = {"between_sizes": "widget.between", "in_two_sizes": "widget.two", "legs_differ": "widget.differ"}


class Card(Struct, frozen=True):
    """A match: its part of the answer document, and its drawings."""

    document: Mapping[str, Any]
    title: str
    certainty: str
    """How sure the size is, in words."""
    cautions: tuple[str, ...]
    places: tuple[Place, ...]
    lead: tuple[str, ...]
    rest: tuple[str, ...]
    firm: bool
    price: str
    link: str


def cards_of(matches: Sequence[Match], documents: Sequence[Mapping[str, Any]], messages: Messages) -> list[Card]:
    """The matches of an answer as cards; `documents` are those of the same matches."""
    return [_card(match, document, messages) for match, document in zip(matches, documents, strict=True)]


def _card(match: Match, document: Mapping[str, Any], messages: Messages) -> Card:
    cautions = tuple(dict.fromkeys(c["text"] for c in document["cautions"]))
    texts = [text for text in dict.fromkeys(r["text"] for r in document["reasons"]) if text not in cautions]
    size, also = str(match.size.size), ", ".join(match.size.also)
    code = TITLES.get(match.size.outcome.value, "") if also else ""
    return Card(
        document,
        messages.text(code, {"size": size, "also": also}) if code else messages.text("widget.size", {"size": size}),
        certainty_text(match.size, messages),
        cautions,
        places_of(match, messages),
        tuple(texts[:LEAD]),
        tuple(texts[LEAD:]),
        match.medical.label == "firm" or "caution" in match.medical.marks,
        _price(document["price"], messages),
        web_link((document["source"] or {}).get("url", "")),
    )


def certainty_text(size: SizeVerdict, messages: Messages) -> str:
    """How sure a size is, in words; empty where there is none."""
    return "" if size.certainty is None else messages.sentence(certainty_reason(size))


def _price(price: Mapping[str, Any] | None, messages: Messages) -> str:
    if not price or not price["currency"]:
        return ""
    return messages.text("page.price", {"price": messages.number(Money(price["minor"], price["currency"]).text())})


def web_link(url: str) -> str:
    """The address of a source where it is one of the web; empty for anything else."""
    return url if url.startswith(("https://", "http://")) else ""
