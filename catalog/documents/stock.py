"""What a stock feed did to what is offered, or would do, as a document and as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final

from msgspec import UNSET, Meta, UnsetType

from ..model.offer import Availability, Offer
from ..model.stock_report import LeftOutRow, OfferChange, StockReport
from .records import Record, about, filled, words

RowCount = Annotated[int, Meta(ge=0)]
RowNumber = Annotated[int, Meta(ge=1)]
STOCK_ROW_NAMES: Final = ("action", "key", "line", "product", "before", "after")
"""The columns of what a feed did, as a listing."""


class OfferStateDocument(Record):
    """What is offered of a variant."""

    availability: Annotated[str, words(Availability), about("Whether the shop has it.")]
    stock: Annotated[int | None, about("How many there are; null where nobody says.")]
    price: Annotated[str | None, about("What it costs, with the currency; null where nobody says.")]
    link: Annotated[str, about("Its page in the shop; empty where nobody says.")]
    image: Annotated[str, about("Its picture; empty where nobody says.")]


class OfferChangeDocument(Record):
    """A variant of which something else is offered."""

    product: Annotated[str, about("The id of its product.")]
    sku: Annotated[str, about("Its SKU.")]
    before: Annotated[OfferStateDocument, about("What was offered.")]
    after: Annotated[OfferStateDocument, about("What is offered now.")]


class UnknownRowDocument(Record):
    """A row of the feed that is about no variant of the catalog."""

    line: Annotated[RowNumber, about("Its line in the feed, or its place in a list, from 1.")]
    key: Annotated[str, about("The first key that it names.")]


class OtherRowDocument(UnknownRowDocument):
    """A row of the feed about a variant of another collection than was asked for."""

    collection: Annotated[str, about("The collection of the variant.")]


class StockCountsDocument(Record):
    """What became of the rows, and of the variants that the feed lacks."""

    changed: Annotated[RowCount, about("Variants of which the feed says something new.")]
    unchanged: Annotated[RowCount, about("Variants of which it says what was there before.")]
    sold_out: Annotated[RowCount, about("Variants that a complete feed lacks.")]
    not_found: Annotated[RowCount, about("Rows about no variant of the catalog.")]
    elsewhere: Annotated[RowCount, about("Rows about variants of another collection.")]
    without_key: Annotated[RowCount, about("Rows that name no variant.")]


class StockDocument(Record):
    """What a stock feed did, or would do."""

    written: Annotated[bool, about("Whether it was done; else it is what would be done.")]
    complete: Annotated[str | None, about("The collection that the feed is complete for; null where it is not.")]
    counts: Annotated[StockCountsDocument, about("How many there are of each.")]
    not_found: Annotated[list[UnknownRowDocument], about("Rows about no variant of the catalog.")]
    elsewhere: Annotated[list[OtherRowDocument], about("Rows about variants of another collection.")]
    not_decided: Annotated[
        dict[str, int], about("Words that are neither in stock nor sold out, with how many rows say them.")
    ]
    changed: Annotated[
        list[OfferChangeDocument] | UnsetType, about("What would change; there where nothing was written.")
    ] = UNSET
    sold_out: Annotated[
        list[OfferChangeDocument] | UnsetType, about("What would be sold out; there where nothing was written.")
    ] = UNSET


def stock_document(report: StockReport) -> StockDocument:
    """Write down what a feed did; of one that only would, every change."""
    lists = {name: len(getattr(report, name)) for name in ("changed", "sold_out", "not_found", "elsewhere")}
    return StockDocument(
        written=report.written,
        complete=report.collection or None,
        counts=StockCountsDocument(**lists, unchanged=report.unchanged, without_key=report.without_key),
        not_found=[UnknownRowDocument(line=row.line, key=row.key) for row in report.not_found],
        elsewhere=[filled(OtherRowDocument, row) for row in report.elsewhere],
        not_decided=dict(report.not_decided),
        changed=UNSET if report.written else _changes(report.changed),
        sold_out=UNSET if report.written else _changes(report.sold_out),
    )


def stock_rows(report: StockReport) -> Iterator[dict[str, Any]]:
    """Write down each variant that changes, and each row that is about none, as a row."""
    for action, changes in (("changed", report.changed), ("sold_out", report.sold_out)):
        for c in changes:
            yield _row(action, c.sku, None, c.product, _state_text(c.before), _state_text(c.after))
    for action, rows in (("not_found", report.not_found), ("elsewhere", report.elsewhere)):
        yield from (_left_out(action, row) for row in rows)


def _changes(changes: Iterable[OfferChange]) -> list[OfferChangeDocument]:
    return [
        OfferChangeDocument(product=c.product, sku=c.sku, before=_state(c.before), after=_state(c.after))
        for c in changes
    ]


def _state(offer: Offer) -> OfferStateDocument:
    return filled(OfferStateDocument, offer, price=offer.price.text() if offer.price else None)


def _state_text(offer: Offer) -> str:
    stock = None if offer.stock is None else str(offer.stock)
    parts = (offer.availability.value, stock, offer.price and offer.price.text(), offer.link, offer.image)
    return ", ".join(part for part in parts if part)


def _left_out(action: str, row: LeftOutRow) -> dict[str, Any]:
    return _row(action, row.key, row.line, "", "", "")


def _row(*cells: object) -> dict[str, Any]:
    return dict(zip(STOCK_ROW_NAMES, cells, strict=True))
