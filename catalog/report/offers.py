"""What shops offer: of the size that a leg needs, and of every variant of a product."""

from __future__ import annotations

from ..model.answer import Match
from ..model.money import Money
from ..model.offer import NO_OFFER
from ..model.product import Product, Variant
from .lines import Figure, Joined, Line, Style, Words, item, message, say


def offer_of_size(match: Match) -> list[Line]:
    """What the size to buy costs and where it can be bought, as far as a shop says so."""
    money, link = match.offered_price, web_link(match.link)
    lines = [say("ui.offer.price", size=match.size.size or "", price=_dated(money, match.priced_on))] if money else []
    return [*lines, say("ui.offer.link"), Line(link, 1, Style.VERBATIM)] if link else lines


def offers_of(product: Product) -> list[Line]:
    """A line for each variant that a shop says something of, with its link under it."""
    lines: list[Line] = []
    for variant in product.variants:
        if variant.offer != NO_OFFER:
            link = web_link(variant.offer.link)
            lines += [item(_offer(variant)), *([Line(link, 1, Style.VERBATIM)] if link else [])]
    return lines


def _offer(variant: Variant) -> Words:
    offer = variant.offer
    stock: Words = message(f"ui.availability.{offer.availability.value}")
    if offer.stock is not None and offer.stock > 0:
        stock = message("ui.offer.pieces", availability=stock, count=offer.stock)
    name = Joined((variant.size, variant.colour, f"[{variant.sku}]"))
    price = _dated(offer.price, offer.priced_on) if offer.price else ""
    return Joined((name, Joined((stock, price), ", ")), ": ")


def _dated(money: Money, day: str) -> Words:
    """A price with its day, where that is known."""
    price = Figure(money.text())
    return message("ui.offer.priced_on", price=price, date=day) if day else price


def web_link(url: str) -> str:
    """An address where it is one of the web; empty for anything else."""
    return url if url.startswith(("https://", "http://")) else ""
