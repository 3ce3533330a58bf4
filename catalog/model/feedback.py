"""What a shop says of each piece that it sent: kept or returned, too tight or too loose."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from .leg import LegPoint
from .product import Product


class FeedbackField(StrEnum):
    """What a column of a shop's returns and exchanges can say, besides measures."""

    PRODUCT = "product"
    SKU = "sku"
    GTIN = "gtin"
    SHOP_ID = "shop_id"
    ID = "id"
    SIZE = "size"
    OUTCOME = "outcome"
    RETURNED = "returned"
    KEPT = "kept"
    REASON = "reason"
    TOO_TIGHT = "too_tight"
    TOO_LOOSE = "too_loose"
    EXCHANGED_FOR = "exchanged_for"
    QUANTITY = "quantity"


class FeedbackWord(StrEnum):
    """What a word in such a column can mean."""

    KEPT = "kept"
    RETURNED = "returned"
    EXCHANGED = "exchanged"
    TOO_TIGHT = "too_tight"
    TOO_LOOSE = "too_loose"
    OTHER = "other"
    UNSAID = "unsaid"
    YES = "yes"
    NO = "no"


Measured = tuple[tuple[LegPoint, int], ...]
"""Measures of one person in store units (um, g, hundredths of a shoe size); of both legs where they differ."""


class FeedbackRow(Struct, frozen=True, gc=False):
    """One row that can be read, before its product is looked up."""

    row: int
    sheet: str
    keys: tuple[tuple[FeedbackField, str], ...]
    """What names the product."""
    size: str
    outcome: FeedbackWord
    """Kept, returned or exchanged."""
    reasons: frozenset[FeedbackWord]
    """Too tight, too loose, another reason; empty where nobody said one."""
    unread: str
    """A reason that no list of words has; empty where there is none."""
    exchanged_for: str
    pieces: int
    measures: Measured
    unread_measures: tuple[str, ...] = ()
    """Measures of which something stands there that cannot be read, by name: the row counts without them."""


class BadFeedbackRow(Struct, frozen=True, gc=False):
    """A row that was not counted: its number, the field and the reason, never what stands there."""

    row: int
    field: str
    """The field or measure; empty where the row itself could not be read."""
    reason: str
    sheet: str = ""
    """The sheet, where a workbook has several."""


class FaultyFeedbackRow(Struct, frozen=True, gc=False):
    """What is wrong with the cells of a row, and what it names: product and size may be wrong, too."""

    faults: tuple[BadFeedbackRow, ...]
    keys: tuple[tuple[FeedbackField, str], ...]
    size: str


class SentPiece(Struct, frozen=True):
    """One piece that was sent, of a product of the catalog."""

    product: Product
    size: str
    """Its label on the size chart."""
    outcome: FeedbackWord
    reasons: frozenset[FeedbackWord]
    exchanged_for: str
    """The label of the size that came instead; empty where that is not known."""
    measures: Measured = ()
