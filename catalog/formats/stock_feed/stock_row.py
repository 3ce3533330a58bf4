"""What one row of a stock feed says of one variant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ...model.money import Money
from ...model.offer import Availability, Offer


class StockRow(Struct, frozen=True, gc=False):
    """The keys of a variant and what a shop says of it; what a row leaves out, or leaves empty, stays as it is."""

    line: int
    sku: str = ""
    gtin: str = ""
    """With 14 digits; empty where the row has none, or one that is none."""
    shop_id: str = ""
    any_id: str = ""
    """A shop id or the SKU, whichever the catalog has."""
    label: str = ""
    """The first key as it was written, for a list of rows that were not found."""
    availability: Availability | None = None
    stock: int | None = None
    price: Money | None = None
    link: str = ""
    image: str = ""
    location: str = ""
    """The place that a stock was counted at; that of several places is added up."""
    priced_on: str = ""
    """The ISO day of the price."""

    @property
    def news(self) -> tuple[object, ...]:
        """What the row says, without who it says it of."""
        return self.availability, self.stock, self.price, self.link, self.image

    def onto(self, offer: Offer) -> Offer:
        """The offer after this row: availability with its figure, a price with its day, all else part by part.

        >>> offer = StockRow(2, availability=Availability.SOLD_OUT).onto(Offer(Availability.IN_STOCK, 3, link="l"))
        >>> offer.availability.value, offer.stock, offer.link
        ('sold_out', None, 'l')
        """
        says_stock = self.availability is not None
        return Offer(
            self.availability if self.availability is not None else offer.availability,
            self.stock if says_stock else offer.stock,
            self.price or offer.price,
            self.link or offer.link,
            self.image or offer.image,
            self.priced_on if self.price else offer.priced_on,
        )


class StockFeed(Struct, frozen=True):
    """The rows of a feed that can be believed, and what else a person should hear of it."""

    rows: Sequence[StockRow]
    without_key: int = 0
    """Rows that name no variant: pictures of a product, goods without a SKU."""
    not_decided: Mapping[str, int] = field(default_factory=dict)
    """Words like `preorder` that are neither in stock nor sold out, with how often they stand there."""
    counted: str = "line"
    """What the numbers of rows count."""


def added_up(rows: Sequence[StockRow]) -> StockRow | None:
    """The one statement of several rows on one variant; None where they contradict each other.

    Rows that count at different places are added up.

    >>> here = StockRow(2, availability=Availability.IN_STOCK, stock=3, location="Here")
    >>> there = StockRow(3, availability=Availability.IN_STOCK, stock=4, location="There")
    >>> added_up([here, there]).stock, added_up([here, replace(there, location="Here")])
    (7, None)
    """
    first = rows[0]
    places = {row.location for row in rows}
    if "" in places or len(places) < len(rows):
        return first if all(row.news == first.news for row in rows) else None
    if any(row.news[2:] != first.news[2:] for row in rows):
        return None
    counts = [row.stock for row in rows if row.stock is not None]
    stock = sum(counts) if len(counts) == len(rows) else None
    return replace(first, stock=stock, availability=_anywhere({row.availability for row in rows}))


def _anywhere(statements: set[Availability | None]) -> Availability | None:
    """Whether any of several places has a variant."""
    if len(statements) == 1 or Availability.IN_STOCK in statements:
        return Availability.IN_STOCK if Availability.IN_STOCK in statements else next(iter(statements))
    return Availability.UNKNOWN
