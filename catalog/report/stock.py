"""What a stock feed did to what is offered, or would do, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..model.offer import Offer
from ..model.stock_report import LeftOutRow, OfferChange, StockReport
from .lines import Figure, Joined, Line, Words, item, message, say

MOST_ROWS: Final = 20
"""Rows and variants that a group names."""


def stock_change_lines(report: StockReport) -> list[Line]:
    """What a feed would change, variant by variant, part by part."""
    changes = [item(Joined((f"{c.sku} ({c.product}):", _difference(c))), 1) for c in report.changed[:MOST_ROWS]]
    number = say("ui.stock.changed", count=len(report.changed))
    return [say("ui.stock.dry"), number, *changes, *_more(report.changed)]


def stock_remark_lines(report: StockReport) -> Iterator[Line]:
    """What has to be seen beside the counts: what is sold out, what was not found, and what stays open."""
    if report.sold_out:
        code = "ui.stock.sold_out_now" if report.written else "ui.stock.sold_out_then"
        yield say(code, count=len(report.sold_out), collection=report.collection)
        yield from (item(f"{c.sku} ({c.product})", 1) for c in report.sold_out[:MOST_ROWS])
        yield from _more(report.sold_out)
    yield from _left_out("ui.stock.not_found", report.not_found)
    yield from _left_out("ui.stock.elsewhere", report.elsewhere)
    for word, count in report.not_decided.items():
        yield say("ui.stock.not_decided", word=word, count=count)
    if report.without_key:
        yield say("ui.stock.without_key", count=report.without_key)


def _left_out(code: str, rows: Sequence[LeftOutRow]) -> Iterator[Line]:
    if rows:
        yield say(code, count=len(rows))
        for row in rows[:MOST_ROWS]:
            key = f"{row.key} ({row.collection})" if row.collection else row.key
            yield item(message("ui.stock.row", line=row.line, key=key), 1)
        yield from _more(rows)


def _more(everything: Sequence[object]) -> Iterable[Line]:
    if len(everything) > MOST_ROWS:
        yield Line(message("ui.stock.more", count=len(everything) - MOST_ROWS), 1)


def _difference(change: OfferChange) -> Joined:
    """The parts of an offer that differ: what they were and what they are."""
    pairs = zip(_parts(change.before), _parts(change.after), strict=True)
    return Joined(tuple(Joined((was, "→", now)) for was, now in pairs if was != now), ", ")


def _parts(offer: Offer) -> tuple[Words, ...]:
    stock = message(f"ui.stock.{offer.availability.value}")
    price: Words = Figure(offer.price.text()) if offer.price else message("ui.stock.no_price")
    counted: Words = stock if offer.stock is None else Joined((stock, f"({offer.stock})"))
    return counted, price, offer.link or message("ui.stock.no_link"), offer.image or message("ui.stock.no_image")
