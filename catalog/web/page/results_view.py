"""The answer half of the page, made ready for its templates: cards, the list that was picked, the next question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from ...messages.messages import Messages
from ...model.answer import Answer, Match, Miss
from ...model.cautions import has_stock, is_by_known_size
from ...model.leg import Dimension, LegPoint
from ...model.product_name import full_name
from ...model.verdict import Reason
from ...report.html import unbroken
from ...report.page import Results
from ...report.page_card import Card
from ...search.dearer import Dearer
from .band_drawing import Place, chart_bands, places_beside, places_of
from .form import Form, unit_of, units_of, value_of
from .listing import FEW, ON_A_PAGE, SORTS, SURENESS, Listing, listing_of, price_rank, usual_currency

FIRST: Final = 10
"""How many cards stand open; the others are shown by "show more"."""
SHOE_SYSTEMS: Final = {
    LegPoint.SHOE_EU: "EU", LegPoint.SHOE_UK: "UK", LegPoint.SHOE_US_MEN: "US M", LegPoint.SHOE_US_WOMEN: "US W",
}  # fmt: skip


class ShownAnswer(Struct, frozen=True, dict=True):
    """What the page shows of an answer; `answer` has every match where some were picked or sorted."""

    answer: Answer
    messages: Messages
    form: Form
    advised: bool
    next_question: str = ""
    images: tuple[str, ...] = ()
    """The origins whose pictures the page may show."""
    dearer: Sequence[Dearer] = ()

    @cached_property
    def results(self) -> Results:
        """The report of the answer."""
        return Results(self.answer, self.advised, sum(one.fits for one in self.dearer))

    @property
    def dearer_names(self) -> list[str]:
        """What is dearer than the limit, each with its price; as many as a page lists."""
        some = self.dearer[:ON_A_PAGE]
        return [unbroken(f"{full_name(one.product)}: {self.messages.number(one.price.typed())}") for one in some]

    @cached_property
    def listing(self) -> Listing:
        """What was picked for the list."""
        return listing_of(self.form)

    @cached_property
    def _picked(self) -> list[Match]:
        return self.listing.picked(self.answer.matches)

    @property
    def count(self) -> int:
        """How many matches the picked list has, on all its pages."""
        return self.answer.counts.matches if self.listing.is_usual else len(self._picked)

    @property
    def start(self) -> int:
        """The place of the first match of this page, from 0."""
        return self.listing.start if self.listing.start < self.count else 0

    @cached_property
    def cards(self) -> list[Card]:
        """The cards of this page."""
        some = tuple(self._picked[self.start : self.start + ON_A_PAGE])
        return Results(replace(self.answer, matches=some), self.advised).cards

    @property
    def parts(self) -> list[Sequence[Card]]:
        """The best card, those that stand open after it, and the rest."""
        return [self.cards[:1], self.cards[1:FIRST], self.cards[FIRST:]]

    @property
    def is_whole(self) -> bool:
        """Whether every match of the answer is on this page, so that it can be sorted where it stands."""
        return len(self.cards) == self.answer.counts.matches

    @property
    def before(self) -> int | None:
        """Where the page before begins; None on the first."""
        return max(self.start - ON_A_PAGE, 0) if self.start else None

    @property
    def after(self) -> int | None:
        """Where the next page begins; None on the last."""
        end = self.start + len(self.cards)
        return end if end < self.count else None

    @property
    def can_sort(self) -> bool:
        """Whether there are so many matches that sorting them helps."""
        return self.answer.counts.matches >= FEW

    def sorts(self) -> list[tuple[str, str]]:
        """The orders that change something here."""
        has_prices = bool(usual_currency(self.answer.matches))
        return [(name, self.messages.text(f"page.sort_{name}")) for name in SORTS if name != "price" or has_prices]

    def brands(self) -> list[tuple[str, str]]:
        """The brands of the matches; none where there is one alone."""
        brands = sorted({m.product.brand for m in self.answer.matches}, key=str.casefold)
        return [("", self.messages.text("page.every")), *((b, b) for b in brands)] if len(brands) > 1 else []

    @property
    def some_in_stock(self) -> bool:
        """Whether a shop is known to have some of the sizes."""
        return any(has_stock(m.product.variants, m.size.size) for m in self.answer.matches)

    def sort_keys(self, card: Card) -> dict[str, str | int]:
        """What the list is sorted and narrowed by, for the script of the page: no measure, nothing of the person."""
        match = card.match
        return {
            "price": price_rank(match, usual_currency(self.answer.matches)),
            "sure": SURENESS[match.size.certainty] * 1000 + round(1000 * (1 - (match.size.confidence or 0))),
            "brand": match.product.brand,
            "stock": int(has_stock(match.product.variants, match.size.size)),
        }

    def image(self, card: Card) -> str:
        """The address of a card's picture, where the service shows pictures of that origin; else empty."""
        parts = urlsplit(card.image)
        return card.image if f"{parts.scheme}://{parts.netloc}".lower() in self.images else ""

    def is_by_known_size(self, match: Match) -> bool:
        """Whether the size of a match was told by a size of another product."""
        return is_by_known_size(match.size)

    def places(self, match: Match) -> tuple[Place, ...]:
        """The readings of a match, each on the bands of the chart that answered."""
        return places_of(match, self.messages)

    def places_beside(self, miss: Miss) -> tuple[Place, ...]:
        """The readings of a product that does not fit, beside the bands of its chart."""
        return places_beside(miss, self.answer.question, self.messages)

    def chart(self, match: Match) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every size of the chart with its band, at each point that was measured."""
        return chart_bands(match, self.messages)

    def field(self, point: LegPoint) -> str:
        """The field of the form that takes a point; empty where none does."""
        if point.dimension is Dimension.SHOE:
            return "shoe" if point in SHOE_SYSTEMS else ""
        return point.value

    def askable(self, points: Sequence[LegPoint]) -> list[LegPoint]:
        """The points that a field of the form takes; shoe sizes of several systems are one field."""
        fields = {self.field(point): point for point in reversed(points) if self.field(point)}
        return [point for point in points if point in fields.values()]

    def shoe_systems(self, points: Sequence[LegPoint]) -> list[tuple[str, str]]:
        """The systems that the charts' shoe sizes are in, to choose from."""
        return [(SHOE_SYSTEMS[point], SHOE_SYSTEMS[point]) for point in points if point in SHOE_SYSTEMS]

    def unit(self, point: LegPoint) -> str:
        """The unit beside the field of a point."""
        return unit_of(point, units_of(self.form))

    def points(self, points: Sequence[LegPoint]) -> str:
        """Points by name, as a list."""
        return self.messages.fact(tuple(points))

    @property
    def remarks(self) -> list[Reason]:
        """What is said of the question as a whole; which measure would help most stands where it can be typed in."""
        return [r for r in self.answer.reasons if r.code != "answer.measure_next"]

    def sided(self) -> list[LegPoint]:
        """The girths that were measured and that the other leg has, too."""
        return [p for p in LegPoint if p.is_girth and p.is_sided and value_of(self.form, p.value)]
