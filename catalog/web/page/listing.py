"""Which matches the page lists, and in which order: what a person picks after the answer, without another search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from ...model.answer import Match
from ...model.buying import NO_PRICE, minor_in
from ...model.cautions import has_stock
from ...model.verdict import Certainty
from .form import Form, value_of

SORTS: Final = ("fit", "price", "certainty", "brand")
"""The orders that a list can have; the first is that of the answer."""
SURENESS: Final = {Certainty.SURE: 0, Certainty.LIKELY: 1, Certainty.TOSS_UP: 2, None: 3}
ON_A_PAGE: Final = 60
"""How many matches a page lists."""
FEW: Final = 3
"""With fewer matches than this there is nothing to sort."""
MOST_DIGITS: Final = 6


class Listing(Struct, frozen=True):
    """What was picked for the list of matches."""

    sort: str = SORTS[0]
    brand: str = ""
    sure: bool = False
    """Only sizes that are sure."""
    stock: bool = False
    """Only what a shop is known to have."""
    start: int = 0
    """How many matches stand on the pages before."""

    @property
    def is_usual(self) -> bool:
        """Whether the list is that of the answer, from its beginning."""
        return self == Listing()

    def picked(self, matches: Sequence[Match]) -> list[Match]:
        """The matches that were picked, in their order; those that are equal in it keep the order of the answer."""
        some = [m for m in matches if self._shows(m)]
        if self.sort == "price":
            currency = usual_currency(some)
            return sorted(some, key=lambda m: price_rank(m, currency))
        if self.sort == "certainty":
            return sorted(some, key=lambda m: (SURENESS[m.size.certainty], -(m.size.confidence or 0)))
        return sorted(some, key=lambda m: m.product.brand.casefold()) if self.sort == "brand" else some

    def _shows(self, match: Match) -> bool:
        return (
            self.brand in ("", match.product.brand)
            and not (self.sure and match.size.certainty is not Certainty.SURE)
            and not (self.stock and not has_stock(match.product.variants, match.size.size))
        )


def listing_of(form: Form) -> Listing:
    """What the form picks; what it does not know is not picked."""
    sort, start = value_of(form, "sort"), value_of(form, "from")
    is_number = start.isascii() and start.isdigit() and len(start) <= MOST_DIGITS
    return Listing(
        sort=sort if sort in SORTS else SORTS[0],
        brand=value_of(form, "only_brand"),
        sure=bool(value_of(form, "only_sure")),
        stock=bool(value_of(form, "only_stock")),
        start=int(start) if is_number else 0,
    )


def usual_currency(matches: Sequence[Match]) -> str:
    """The currency that most prices are in; prices in another one are not compared with it."""
    counts = Counter(m.price.currency for m in matches if m.price is not None and m.price.currency)
    return max(counts, key=lambda currency: (counts[currency], currency)) if counts else ""


def price_rank(match: Match, currency: str) -> int:
    """The price of a match for sorting, in minor units of a currency; then prices in others; last what has no price."""
    return min(minor_in(match.price, currency), NO_PRICE) if match.price is not None else NO_PRICE + 1
