"""What the widget shows of other products that fit, where the one asked about does not."""

from __future__ import annotations

from collections.abc import Sequence

from ...documents.entries import MatchDocument
from ...messages.messages import Messages
from ...model.answer import Match
from ...model.size_lead import size_in_short
from ...report.offers import web_link
from .nodes import Node, node, texts


def others_node(others: Sequence[Match], entries: Sequence[MatchDocument], messages: Messages) -> Node:
    """A list of other products, `entries` what the documents say of them; says so where there is none."""
    title = node("h3", messages.text("widget.others" if others else "widget.others_none"))
    rows = (_other(match, entry, messages) for match, entry in zip(others, entries, strict=True))
    return node("div", title, node("ul", *rows), class_="field", part="others")


def _other(match: Match, entry: MatchDocument, messages: Messages) -> Node:
    """A product that fits instead; the widget makes its name a link where the shop says where its products are."""
    product = entry.product
    link = web_link(entry.link or "") or None
    name = node("span", f"{product.brand} {product.name}", data_product=product.id, data_link=link)
    size = node("strong", messages.sentence(size_in_short(match.size)))
    return node("li", name, ": ", size, node("p", entry.lead), *texts(c.text for c in entry.cautions))
