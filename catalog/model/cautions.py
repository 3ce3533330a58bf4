"""What has to be seen with a size beside the leg itself: its source, its stock, and how sure it is in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .offer import Availability
from .product import Product, SizeChart, Variant
from .source import EXAMPLE_PAGE, Confidence
from .verdict import Certainty, Reason, SizeOutcome, SizeVerdict, because

CAUSES: Final = ("example", "quoted", "low_confidence", "undated", "old", "taken", "forced")
"""Every cause for doubt in a chart, in the order in which they are said."""
DOUBTS: Final = {Confidence.QUOTED: "quoted", Confidence.LOW: "low_confidence"}
LAST_DAY: Final = "-12-31"
"""What completes a date of which a source prints only the year or the month, as late as it can be."""
UNDATED: Final = 99_999_999
ALMOST_SURE: Final = 0.995
COMPARED: Final = "same_as."
"""What the reasons begin with that compare with a size of a product that fits."""
IN_A_GAP: Final = frozenset({"size.between", "size.hole_inside"})


def cautions_beside(product: Product, size: SizeVerdict, today: str, old_years: int) -> tuple[Reason, ...]:
    """What has to be seen with a size: what the size rule says, then the doubts about its chart, then its stock.

    `today` is an ISO date, empty where it is not known: then no chart is judged by its age.
    """
    causes = why_unsure(product.chart, today, old_years) if product.chart else ()
    cautions = size.cautions
    if causes:
        cautions += (because("caution.chart_unsure", causes=causes),)
    sizes = (size.size, *size.also) if size.outcome is SizeOutcome.LEGS_DIFFER else (size.size,)
    gone = [label for label in sizes if label is not None and is_sold_out(product.variants, label)]
    return cautions + tuple(because("caution.sold_out", size=label) for label in gone)


def why_unsure(chart: SizeChart, today: str, old_years: int) -> tuple[str, ...]:
    """Every cause for doubt in a chart as printed, in a stable order; empty where there is none."""
    source = chart.source
    latest = source.seen_on + LAST_DAY[len(source.seen_on) - 4 :]
    causes = ["example"] if source.url == EXAMPLE_PAGE else []
    if source.confidence in DOUBTS:
        causes.append(DOUBTS[source.confidence])
    if not source.seen_on[:1].isdigit():
        causes.append("undated")
    elif today and latest < f"{int(today[:4]) - old_years:04}{today[4:]}":
        causes.append("old")
    causes += [cause for cause, is_so in (("taken", chart.chart_of), ("forced", chart.forced)) if is_so]
    return tuple(causes)


def chart_day(chart: SizeChart | None) -> int:
    """The latest day, as 20110420, that a chart can be of; 0 from a weak source, `UNDATED` where nobody knows."""
    if chart is None or not chart.source.seen_on[:1].isdigit():
        return UNDATED if chart is None or chart.source.confidence is not Confidence.LOW else 0
    latest = chart.source.seen_on + LAST_DAY[len(chart.source.seen_on) - 4 :]
    return 0 if chart.source.confidence is Confidence.LOW else int(latest.replace("-", ""))


def is_sold_out(variants: Sequence[Variant], size: str) -> bool:
    """Whether every variant of a size is known to be out of stock; a size without variants is not."""
    offers = [v.offer.availability for v in variants if v.size == size]
    return bool(offers) and all(availability is Availability.SOLD_OUT for availability in offers)


def has_stock(variants: Sequence[Variant], size: str | None) -> bool:
    """Whether a variant of a size is known to be in stock."""
    return any(v.offer.availability is Availability.IN_STOCK for v in variants if v.size == size)


def sizes_to_choose(size: SizeVerdict) -> tuple[str, ...]:
    """The sizes from which a person chooses where none of them stands, the first one first; empty where one does.

    None stands where the one named is uncertain, or where the leg lies between the printed ranges of two and no wish of
    its wearer decides. Others are those that the answer names beside it, and of an uncertain one those that the caution
    names for the leg or for both. What it names for one leg of two is no choice: the other leg lies outside of it. It
    stands alone where no other size is near or such a one is: then it is this one, or none, or one for each leg.
    """
    if size.size is None or not (size.certainty is Certainty.TOSS_UP or is_between_two(size)):
        return ()
    if size.certainty is not Certainty.TOSS_UP:
        return (size.size, *size.also)
    near = [c for c in size.cautions if c.code == "caution.near_edge" and not c.has("side")]
    beyond = [c.fact("others") for c in near if c.has("others")]
    others = [str(label) for labels in beyond if isinstance(labels, tuple) for label in labels]
    return tuple(dict.fromkeys((size.size, *size.also, *others)))


def is_between_two(size: SizeVerdict) -> bool:
    """Whether a leg lies between the printed ranges of two sizes, and no wish of its wearer decides between them."""
    by_wish = any(r.code == "size.first" and r.fact("rule") == "wearer" for r in size.reasons)
    return size.outcome is SizeOutcome.BETWEEN_SIZES and not by_wish


def certainty_reason(size: SizeVerdict) -> Reason:
    """How sure a size is, as the sentence that stands beside it; for a verdict that has a size.

    Without a girth, and where the size of another product decided, it gives no percentage and says nothing of a leg.
    """
    percent = percent_text(size.confidence)
    return because(f"certainty.{size.certainty}", basis=_basis(size), size=size.size or "", percent=percent)


def _basis(size: SizeVerdict) -> str:
    codes = {c.code for c in size.cautions}
    if is_by_known_size(size) or "caution.no_girth" in codes:
        return "known_size" if is_by_known_size(size) else "no_girth"
    is_unread = "caution.unread_rows" in codes
    if size.outcome is SizeOutcome.LEGS_DIFFER:
        return "unread_legs" if is_unread else "legs"
    if any(r.code in IN_A_GAP for r in size.reasons):
        return "stays_both" if size.sides else "stays"
    if size.outcome is SizeOutcome.IN_TWO_SIZES:
        return "two_both" if size.sides else "two"
    if is_unread:
        return "unread_both" if size.sides else "unread"
    return "both" if size.sides else "leg"


def is_by_known_size(size: SizeVerdict) -> bool:
    """Whether a size that a person knows, of this product or of another one, was compared for a verdict."""
    return any(reason.code.startswith(COMPARED) for reason in size.reasons)


def percent_text(share: float | None) -> str:
    """A probability as people read it: `99 %`, `>99 %`, never 100; empty for None."""
    if share is None:
        return ""
    if share >= ALMOST_SURE:
        return ">99 %"
    return "<1 %" if share < 1 - ALMOST_SURE else f"{round(share * 100)} %"
