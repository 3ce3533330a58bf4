"""What a shop's returns say of each product and size, and which charts look wrong."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from .chart import Band
from .feedback import BadFeedbackRow, FeedbackWord
from .leg import LegPoint
from .share import Share

MOST_BAD: Final = 10_000
"""Faults of rows that are named; of more the number alone is kept."""


class EdgePlace(StrEnum):
    """Where a leg lies in the size that it was sent."""

    BELOW = "below"
    LOWER = "lower"
    MIDDLE = "middle"
    UPPER = "upper"
    ABOVE = "above"
    ELSEWHERE = "elsewhere"
    """In any of the others, each with too few people to be shown."""


class PlaceCounts(Struct, frozen=True):
    """How many people of one kind lie where in a size, by one measure; groups that are too small are one."""

    point: LegPoint
    reason: FeedbackWord
    """Too tight, too loose, or kept without either."""
    people: tuple[tuple[EdgePlace, int], ...]


class SizeFeedback(Struct, frozen=True):
    """What became of the pieces of one size that were sent."""

    size: str
    sent: int
    kept: int
    returned: int
    """Those exchanged among them."""
    unsaid: int
    """Returned without a reason."""
    too_tight: int
    too_loose: int
    tight: Share
    """The share of those sent, whatever became of the others."""
    loose: Share
    is_enough: bool
    """Whether so many were sent that a share can be told."""
    exchanged_larger: int = 0
    """Exchanged for a larger size without a reason: not counted as too tight."""
    exchanged_smaller: int = 0
    places: tuple[PlaceCounts, ...] = ()


class ProductFeedback(Struct, frozen=True):
    """A product and its sizes, from small to large as printed; only those that were sent."""

    product: str
    name: str
    sizes: tuple[SizeFeedback, ...]
    labels: tuple[str, ...]
    """Every size of it, from small to large as printed, those that were never sent among them."""
    bands: Mapping[str, tuple[Band, ...]]
    """What the chart says of each size that has one band a point."""
    chart_url: str = ""
    """Where its size chart was read."""

    @property
    def sizes_without_rows(self) -> tuple[str, ...]:
        """The sizes of which no row was counted."""
        counted = {size.size for size in self.sizes}
        return tuple(label for label in self.labels if label not in counted)


class Complaints(Struct, frozen=True):
    """How many of some pieces were too tight (or too loose), with the interval that the comparison goes by."""

    count: int
    sent: int
    share: Share


class ChartDoubt(Struct, frozen=True):
    """An edge of a chart that looks wrong, or a whole chart."""

    product: str
    name: str
    size: str
    """Empty where the whole chart runs small or large."""
    beyond: str
    """The size on the other side of the edge; empty where the chart ends there."""
    side: FeedbackWord
    """Too tight: the upper edge of the size. Too loose: the lower one."""
    own: Complaints
    others: Complaints
    """The other sizes of the product; of a whole chart the other products of the file."""
    excess: Share
    """How much more often, with the interval that excludes nothing more often."""
    bands: tuple[Band, ...] = ()
    """What the chart says of the size, where that is one band a point."""
    places: tuple[PlaceCounts, ...] = ()


class FeedbackReport(Struct, frozen=True):
    """What a file of returns says."""

    products: tuple[ProductFeedback, ...]
    doubts: tuple[ChartDoubt, ...]
    comparisons: int
    percent: float
    """How sure the interval of a share is."""
    each_percent: float
    """How sure the interval of each comparison is, so that all of them together are as sure as a share."""
    counted: int
    elsewhere: int
    """Rows on products that the catalog does not have."""
    bad: tuple[BadFeedbackRow, ...]
    bad_rows: int
    """How many rows have something wrong."""
    bad_faults: int
    """How many faults these rows have; the first `MOST_BAD` are named."""
    unread: int
    """Reasons that no list of words has."""
    unread_words: tuple[tuple[str, int], ...]
    several: int
    """Rows on several pieces of one buyer."""
    only_returns: bool
    """Whether no piece at all was kept, so that no share of those sent can be told."""
    tell_from: int
    smallest_group: int
    unread_measures: tuple[tuple[str, int], ...] = ()
    """Measures that could not be read, and in how many rows: these count without them."""

    def tells(self, size: SizeFeedback) -> bool:
        """Whether a share of a size can be told: enough were sent, and of everything sent."""
        return size.is_enough and not self.only_returns
