"""What a stock feed did to what shops offer, or would do."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from .offer import Offer


class OfferChange(Struct, frozen=True, gc=False):
    """What was offered of a variant before, and what is offered now."""

    product: str
    sku: str
    before: Offer
    after: Offer


class LeftOutRow(Struct, frozen=True, gc=False):
    """A row of the feed that changed nothing, by its number and the key that it names."""

    line: int
    key: str
    collection: str = ""
    """The collection of the variant; empty where no collection has it."""


class StockReport(Struct, frozen=True):
    """What became of each row of a feed, and of the variants that it lacks."""

    changed: tuple[OfferChange, ...] = ()
    """Variants of which the feed says something new."""
    unchanged: int = 0
    """Variants of which it says what was there before."""
    sold_out: tuple[OfferChange, ...] = ()
    """Variants that the feed lacks, and that are sold out because it is complete."""
    not_found: tuple[LeftOutRow, ...] = ()
    elsewhere: tuple[LeftOutRow, ...] = ()
    """Rows on variants of another collection than was asked for."""
    without_key: int = 0
    """Rows that name no variant."""
    not_decided: Mapping[str, int] = field(default_factory=dict)
    """Words that are neither in stock nor sold out, with how many rows say them."""
    collection: str = ""
    """The collection for which the feed is complete; empty where it is not."""
    written: bool = True
    """Whether it was done; else it is what would be done."""
