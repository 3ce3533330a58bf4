"""What an answer begins with, and how sure that sounds: never surer than the certainty of its sizes.

Terminal, page, widget, badge and the documents all take their first sentence from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .answer import Answer, Match
from .cautions import sizes_to_choose
from .question import Side
from .verdict import Certainty, Reason, SizeOutcome, SizeVerdict, because

TITLES: Final = {
    SizeOutcome.FITS: "widget.your_size",
    SizeOutcome.IN_TWO_SIZES: "widget.two",
    SizeOutcome.BETWEEN_SIZES: "widget.between",
    SizeOutcome.LEGS_DIFFER: "widget.differ",
}
"""How a card is headed by what the chart says; the words differ by the certainty."""
OF_TWO: Final = frozenset({SizeOutcome.IN_TWO_SIZES, SizeOutcome.BETWEEN_SIZES})
FIRST, AGAINST = "size.first", "_against"
"""The reason that says which size comes first, and how it ends where the wearer's wish is not what the brand says."""
BARE: Final = ("brand_larger", "brand_smaller", "stock")
"""Where that reason does not say why: the one behind it does."""


def size_sentence(size: SizeVerdict) -> Reason:
    """What the chart says of the leg, in one sentence; a row that was not read may be the one.

    A size that is only likely "probably fits", an uncertain one "may fit", and where another is near both are named.
    """
    if size.unread_sizes is not None:
        return because("ui.size.unread", sizes=size.unread_sizes)
    if _is_open(size):
        return because("ui.size.either", **either(sizes_to_choose(size)))
    if may_be_none(size):
        return because("ui.size.maybe_none", size=size.size or "")
    if choice := _against_brand(size):
        return because("ui.size.against_brand", choice=choice, size=size.size or "", other=size.also)
    code = f"ui.size.{size.outcome.value}"
    return because(code, size=size.size or "", other=size.also, certainty=_sureness(size), **_by_leg(size))


def _sureness(size: SizeVerdict) -> str:
    """How sure a sentence sounds: that a size fits which only lies nearest to the leg is probable at most."""
    if size.certainty is Certainty.SURE and _is_beside(size):
        return Certainty.LIKELY.value
    return size.certainty.value if size.certainty else ""


def _against_brand(size: SizeVerdict) -> str:
    """Which of two sizes a wish takes although the brand says the other, `larger` or `smaller`; empty elsewhere."""
    firsts = (r for r in size.reasons if r.code == FIRST) if size.outcome in OF_TWO and not size.sides else ()
    return next((str(r.fact("choice")) for r in firsts if str(r.fact("said")).endswith(AGAINST)), "")


def is_bare(reason: Reason) -> bool:
    """Whether a reason says which size comes first, and not why."""
    return reason.code == FIRST and reason.fact("said") in BARE


def size_title(size: SizeVerdict) -> Reason:
    """The same as the heading of a card, for a verdict that has a size."""
    if _is_open(size):
        return because("widget.either", **either(sizes_to_choose(size)))
    if may_be_none(size):
        return because("widget.maybe_none", size=size.size or "")
    also = ", ".join(size.also)
    return because(TITLES[size.outcome], size=size.size or "", also=also, certainty=_sureness(size), **_by_leg(size))


def size_in_short(size: SizeVerdict) -> Reason:
    """The size in a few words: every one of a choice, or of two legs, and "perhaps none" where that may be."""
    choice = sizes_to_choose(size)
    if size.outcome is SizeOutcome.LEGS_DIFFER:
        return because("badge.differ", **dict(size_title(size).facts))
    if may_be_none(size):
        return because("widget.maybe_none", size=size.size or "")
    return (
        because("badge.either", **either(choice)) if len(choice) > 1 else because("widget.size", size=size.size or "")
    )


def _by_leg(size: SizeVerdict) -> dict[str, str]:
    """The size of each leg by its name, where each needs its own."""
    if size.outcome is not SizeOutcome.LEGS_DIFFER:
        return {}
    return {side.value: verdict.size or "" for side, verdict in size.sides}


def _is_open(size: SizeVerdict) -> bool:
    """Whether the sizes to choose from stand side by side: not one for each leg, nor the two that it lies between."""
    choice = sizes_to_choose(size)
    if size.outcome is SizeOutcome.BETWEEN_SIZES:
        return bool(set(choice) - {size.size, *size.also})
    return len(choice) > 1 and size.outcome is not SizeOutcome.LEGS_DIFFER


def may_be_none(size: SizeVerdict) -> bool:
    """Whether it is an uncertain size or none: no other one is near, and the chart ends there."""
    ends = any(c.code == "caution.near_edge" and c.fact("could") == "none" for c in size.cautions)
    return ends and len(sizes_to_choose(size)) == 1


def either(sizes: Sequence[str]) -> dict[str, str]:
    """Several sizes as the facts of a sentence that says "1, 2 or 3"."""
    *first, last = sizes
    return {"size": ", ".join(first), "also": last}


def how_surely(answer: Answer) -> str:
    """How the heading of a list puts it that its products fit: `fit`, `may_fit`, or `fit_or_may` where it depends.

    Only what is sure and holds the leg fits. Of a list that is cut nobody knows that all of it fits.
    """
    uncertain = [_is_doubtful(match.size) for match in answer.matches]
    if not _is_whole(answer) or len(set(uncertain)) > 1:
        return "fit_or_may"
    return "may_fit" if any(uncertain) else "fit"


def _is_doubtful(size: SizeVerdict) -> bool:
    """Whether a size only may fit: it is not sure, or lies beside the leg and not around it."""
    return size.certainty is not Certainty.SURE or _is_beside(size)


def _is_beside(size: SizeVerdict) -> bool:
    """Whether the leg lies between printed ranges, so that no size of the chart holds it as printed."""
    return any(reason.code == "size.between" for reason in size.reasons)


def some_unread(answer: Answer) -> bool:
    """Whether a product that no size was found in has a row that was not read and may be the one."""
    return any(miss.size.unread_sizes is not None for miss in answer.misses)


def whose_legs(answer: Answer) -> str:
    """What the products of a list fit: `one` leg, `both`, the `larger` one where each leg needs its own size.

    It is `some_both` where that depends on the product.
    """
    sides = {side for side, _ in answer.question.legs.sides}
    if not {Side.LEFT, Side.RIGHT} <= sides:
        return "one"
    differ = [_is_of_one_leg(match) for match in answer.matches]
    if differ and all(differ):
        return "larger"
    return "both" if _is_whole(answer) and not any(differ) else "some_both"


def _is_of_one_leg(match: Match) -> bool:
    return match.size.outcome is SizeOutcome.LEGS_DIFFER


def _is_whole(answer: Answer) -> bool:
    return len(answer.matches) == answer.counts.matches
