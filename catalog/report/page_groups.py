"""What is no match, for the page: a group for each kind of "no size", as each asks for something else to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from ..model.answer import Answer, Exclusion, Miss
from ..model.leg import LegPoint
from ..model.product import Product
from ..model.verdict import Reason, because
from .each_once import deciding
from .left_out import cause_of
from .lines import Line, Message, items, message
from .offers import web_link
from .unsized import chart_missing

MOST_REASONS: Final = 3
"""Reasons that are shown for a product without a size."""
MOST_FIELDS: Final = 3
"""Measures that can be typed in where one more is needed."""
NO_FIT: Final = ("outside_chart", "in_gap", "measurements_disagree")
"""The causes for which a chart was compared with the leg."""
NO_SIZE: Final = frozenset({"needs_measurement", "no_chart", *NO_FIT})
WAITING: Final = ("size.only_candidate_sure", "size.only_candidate", "size.narrowed", "size.needs")
"""The reasons that name what is missing, the one that says most first."""
KNOWN: Final = frozenset(("same_as.interval", "same_as.not_comparable"))
"""The reasons that say what a known size of another product is made for."""
LEFT_OPEN: Final = frozenset(("same_as.whole", "same_as.partly", "size.needs"))
"""The reasons that one sentence about the sizes left open says, too."""
UNLIKE: Final = ("same_as.interval", "same_as.missed")
"""The reasons that say why a known size of another product has none like it here."""
FIRST: Final[dict[str, tuple[str, ...]]] = {
    "outside_chart": (*UNLIKE, "size.outside", "size.outside_unread", "size.on_open_edge", "size.unreadable"),
    "in_gap": (*UNLIKE, "size.gap", "size.gap_unread", "size.white_cell", "size.unreadable"),
    "measurements_disagree": ("size.point_says", "size.breaks", "size.priority", "size.unreadable"),
}
"""The reasons that say by how much a leg is off; the others are behind "why"."""


class NoSize(Struct, frozen=True):
    """A product without a size for this leg: the reasons that stand open, and those behind "why"."""

    miss: Miss
    lead: list[Line]
    rest: list[Line]


class NeedsMeasure(Struct, frozen=True):
    """The products that wait for a measure, and the measures that most of them wait for."""

    count: int
    points: tuple[LegPoint, ...]
    help: Reason | None
    """The one measure that helps most; None where each product needs two or more."""
    products: tuple[NoSize, ...]
    in_vain: tuple[Miss, ...]
    """Those whose charts go by a shoe size, but do not say of which system: no measure helps."""

    @property
    def waiting(self) -> int:
        """How many wait for a measure that helps."""
        return self.count - len(self.in_vain)


class NoChart(Struct, frozen=True):
    """A product of which no size chart is known."""

    product: Product
    asks_for: tuple[LegPoint, ...]
    """What its brand sizes by, where that is known."""
    link: str
    """The brand's own size page, else the page that the product was read from; empty where neither is of the web."""


class LeftOut(Struct, frozen=True):
    """The products that one cause leaves out."""

    name: str
    """The cause in the contract's words."""
    cause: Message
    count: int
    products: tuple[Exclusion, ...]


class Groups(Struct, frozen=True):
    """Everything that is no match, by what can be done about it. Counts are exact where the lists are cut."""

    answer: Answer

    def count(self, *causes: str) -> int:
        """How many products some causes hold for."""
        return sum(count for cause, count in self.answer.counts.by_cause if cause in causes)

    def _misses(self, *outcomes: str) -> list[Miss]:
        return [miss for miss in self.answer.misses if miss.size.outcome.value in outcomes]

    @property
    def needs(self) -> NeedsMeasure | None:
        """What waits for one more measure; None where nothing does."""
        count, misses = self.count("needs_measurement"), self._misses("needs_measurement")
        if not count:
            return None
        best = next((r for r in self.answer.reasons if r.code == "answer.measure_next"), None)
        first = best.fact("point") if best else None
        waiting = Counter(point for miss in misses for point in miss.size.asks_for)
        ordered = sorted(waiting, key=lambda p: (p != first, -waiting[p], p.value))
        helped = tuple(waits_for(miss) for miss in misses if not miss.size.asks_in_vain)
        in_vain = tuple(miss for miss in misses if miss.size.asks_in_vain)
        settles = best if any(miss.size.asks_for == (first,) for miss in misses) else None
        return NeedsMeasure(count, tuple(ordered[:MOST_FIELDS]), settles, helped, in_vain)

    @property
    def no_fit_count(self) -> int:
        """How many products were compared with the leg and have no size for it."""
        return self.count(*NO_FIT)

    @property
    def no_fit(self) -> list[NoSize]:
        """The products that were compared with the leg, each with by how much it does not fit."""
        return list(map(_no_size, self._misses(*NO_FIT)))

    @property
    def no_chart_count(self) -> int:
        """How many products have no size chart here."""
        return self.count("no_chart")

    @property
    def no_chart(self) -> list[NoChart]:
        """The products without a size chart, by brand and name."""
        missing = [_no_chart(miss) for miss in self._misses("no_chart")]
        return sorted(missing, key=lambda m: (m.product.brand.casefold(), m.product.name.casefold()))

    @property
    def left_out(self) -> list[LeftOut]:
        """What is left out, by cause, most products first."""
        causes = [(cause, count) for cause, count in self.answer.counts.by_cause if cause not in NO_SIZE]
        return [
            LeftOut(
                cause,
                message(f"page.cause.{cause}"),
                count,
                tuple(e for e in self.answer.excluded if cause_of(e) == cause),
            )
            for cause, count in causes
        ]

    @property
    def left_out_count(self) -> int:
        """How many products are left out, whatever the cause."""
        return sum(group.count for group in self.left_out)


def waits_for(miss: Miss) -> NoSize:
    """A product that waits for a measure: what it waits for in one sentence, the rest behind "why"."""
    reasons = miss.size.reasons_to_tell
    if compared := [r for r in reasons if r.code in KNOWN]:
        leaves = [_leaves(miss)] if miss.size.candidates else []
        parts = [r for r in reasons if r.code not in KNOWN and (not leaves or r.code not in LEFT_OPEN)]
        return NoSize(miss, [*map(Line, compared), *leaves], items(parts))
    lead = [r for code in WAITING for r in reasons if r.code == code][:1] or list(reasons[:1])
    return NoSize(miss, list(map(Line, lead)), items(r for r in reasons if r not in lead))


def _leaves(miss: Miss) -> Line:
    """Which sizes a known size of another product leaves open, and what decides between them."""
    sizes, points = miss.size.candidates, miss.size.asks_for
    if len(sizes) == 1:
        return Line(because("size.only_candidate", size=sizes[0], points=points))
    return Line(because("size.narrowed", sizes=sizes, points=points))


def _no_size(miss: Miss) -> NoSize:
    reasons: Sequence[Reason] = miss.size.reasons_to_tell
    first = FIRST[miss.size.outcome.value]
    lead = [r for r in reasons if r.code in first] or list(reasons[:1])
    return NoSize(miss, [Line(r) for r in lead], items(r for r in reasons if r not in lead))


def _no_chart(miss: Miss) -> NoChart:
    product = miss.product
    pages: Iterable[str] = (product.size_page, *(source.url for source in product.sources))
    return NoChart(product, miss.size.asks_for, next(filter(None, map(web_link, pages)), ""))


def explained(entry: Miss | Exclusion) -> list[Line]:
    """The first reasons why a product has no size here, or is left out."""
    if isinstance(entry, Miss):
        about_chart = [line.words for line in chart_missing(entry.product)]
        return items([*entry.size.reasons_to_tell[:MOST_REASONS], *about_chart])
    return items(deciding(entry.reasons)[:MOST_REASONS])
