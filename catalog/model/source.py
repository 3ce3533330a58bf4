"""Where a fact was read: every figure and every claim carries one of these."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

EXAMPLE_PAGE: Final = "https://example.com/your-size-chart"
"""The address in the brand file to begin with; example.com is reserved for examples, so no chart stands there."""

FILE: Final = "file:"
"""What the address of a source begins with that is a file and stands on no page: `file:shop.csv`."""


class Confidence(StrEnum):
    """Whether a source is the maker's own word or somebody quoting it; `low` where the source is weak."""

    FIRST_HAND = "first_hand"
    QUOTED = "quoted"
    LOW = "low"


class Source(Struct, frozen=True, array_like=True, gc=False):
    """Where a fact was read: address, date as printed there, and how it was read."""

    url: str
    """An address of the web; `file:shop.csv` where it is a file that stands on no page."""
    seen_on: str
    """ISO date, part of one (`2012-05`), or `unknown`."""
    read_as: str
    """`text`, `picture`, `data` (a table or file) or `quoted`."""
    confidence: Confidence
    note: str = ""

    @property
    def where(self) -> str:
        """The address, or the name of the file, as a person is told it."""
        return self.url.removeprefix(FILE)


class Study(Struct, frozen=True):
    """A study or page: what it is, and its addresses (none where no address is known)."""

    id: str
    title: str
    links: tuple[str, ...]


class CitedStudy(Struct, frozen=True):
    """A study, and the rules and notes of an advice that rest on it."""

    study: Study
    rules: tuple[str, ...]
    notes: tuple[str, ...]
