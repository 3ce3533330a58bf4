"""What holds for a whole run of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from ..size_table.limits import Limits
    from .chart_mapping import MappedChart


class BringOptions(Struct, frozen=True):
    """What holds for a whole run."""

    seen_on: str
    """The ISO date on which the export was made or fetched."""
    limits: Limits
    """Which figures a leg can have."""
    address: str = ""
    """The address of the shop or of the export, where one is known."""
    brand: str = ""
    """The brand of products for which the export names none."""
    currency: str = ""
    """The currency of prices beside which the export names none, as three letters."""
    is_own_shop: bool = False
    """Whether the caller says that the shop is the brand's own (`brand`, or each brand where that is empty)."""
    takes_all: bool = False
    """Whether socks and tights without compression are taken, too."""
    charts: tuple[MappedChart, ...] = ()
    """Charts that a person gave for some products."""
    file: str = ""
    """The name of the file that was read; it is the source where no address is known."""
