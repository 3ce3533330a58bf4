"""The answer: every product asked about is a match, a miss or an exclusion, with its reasons."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from .buying import offered_in, price_in, priced_on_in, to_buy
from .money import Money
from .product import Product, Variant
from .question import Question
from .verdict import NO_SIZE_HOLDS, Advice, Reason, SizeVerdict, Verdict

COMPARED: Final[frozenset[str]] = NO_SIZE_HOLDS | {"stock:sold_out"}
"""Ends of a comparison of a leg with a chart that give no size to buy."""


class MadeBy(Struct, frozen=True):
    """Which package, policy and catalog made an answer."""

    package: str
    policy: str
    catalog: str
    stock: str = ""
    """The version of the offers; empty where no shop has said anything."""


class Match(Struct, frozen=True):
    """A product with a size to buy."""

    product: Product
    size: SizeVerdict
    medical: Verdict
    graduated: Verdict
    advice: Advice | None = None
    reasons: tuple[Reason, ...] = ()
    """What put it where it stands, beyond the reasons of its size."""
    cautions: tuple[Reason, ...] = ()
    """Everything that has to be seen with the size: those of the size verdict, and those of source and stock."""

    @property
    def price(self) -> Money | None:
        """What the size to buy costs: the lowest price of its variants, else that of the product."""
        return price_in(self.product, self.size.size)

    @property
    def priced_on(self) -> str:
        """The ISO day on which the price was said; empty where that is not known."""
        return priced_on_in(self.product, self.size.size)

    @property
    def offered_price(self) -> Money | None:
        """The lowest price that a shop offers the size for; None where none says it."""
        return offered_in(self.product, self.size.size)

    @property
    def to_buy(self) -> tuple[Variant, ...]:
        """The variants of the size to buy: what is in stock first, what is sold out last."""
        return to_buy(self.product, self.size.size)

    @property
    def link(self) -> str:
        """Where the size can be bought; empty where no shop says it."""
        return next((v.offer.link for v in self.to_buy if v.offer.link), "")

    @property
    def image(self) -> str:
        """The address of a picture of what is to be bought; empty where there is none."""
        return next((v.offer.image for v in self.to_buy if v.offer.image), "")


class Miss(Struct, frozen=True):
    """A product that is allowed but has no size for this leg."""

    product: Product
    size: SizeVerdict
    medical: Verdict
    graduated: Verdict
    advice: Advice | None = None


class Exclusion(Struct, frozen=True):
    """A product that is left out; `rule` is the first gate that failed, or `stock`; reasons are all."""

    product: Product
    rule: str
    medical: Verdict
    graduated: Verdict
    size: SizeVerdict
    reasons: tuple[Reason, ...]

    @property
    def kind(self) -> str:
        """What leaves it out and how, in one word: `medical_fail`, `graduated_unknown`, `stock_sold_out`."""
        gate = {"medical": self.medical, "graduated": self.graduated}.get(self.rule)
        return f"{self.rule}_sold_out" if gate is None else f"{self.rule}_{gate.outcome.value}"


Entry = Match | Miss | Exclusion
"""Where a product that was asked about ended."""


class Counts(Struct, frozen=True):
    """How many products ended where, exact also where the lists are cut to a page."""

    asked: int
    matches: int
    misses: int
    excluded: int
    by_outcome: tuple[tuple[str, int], ...] = ()
    """Misses by size outcome, exclusions by `rule:label`, largest first."""
    by_cause: tuple[tuple[str, int], ...] = ()
    """Everything that is no match, by the contract's cause (`needs_measurement`, `medical` ...), largest first."""

    @property
    def compared(self) -> bool:
        """Whether a product that is no match was compared with the leg all the same."""
        return any(outcome in COMPARED for outcome, _ in self.by_outcome)


class Answer(Struct, frozen=True):
    """One whole answer to one question."""

    question: Question
    counts: Counts
    matches: tuple[Match, ...]
    misses: tuple[Miss, ...]
    excluded: tuple[Exclusion, ...]
    advice: Advice | None = None
    made_by: MadeBy | None = None
    reasons: tuple[Reason, ...] = ()
    """About the question as a whole: what would help most, what was assumed."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every match, miss and exclusion, in this order."""
        return (*self.matches, *self.misses, *self.excluded)
