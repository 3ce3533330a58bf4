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
UNMEASURED: Final = frozenset({"caution.estimated", "caution.no_girth"})
"""Cautions of a size that was not measured around the leg."""


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
    certainty = size.certainty.value if size.certainty else ""
    code = f"ui.size.{size.outcome.value}"
    return because(code, size=size.size or "", other=size.also, certainty=certainty, **_by_leg(size))


def _against_brand(size: SizeVerdict) -> str:
    """Which of two sizes a wish takes although the brand says the other, `larger` or `smaller`; empty elsewhere."""
    firsts = (r for r in size.reasons if r.code == FIRST) if size.outcome in OF_TWO and not size.sides else ()
    return next((str(r.fact("choice")) for r in firsts if str(r.fact("said")).endswith(AGAINST)), "")


def size_title(size: SizeVerdict) -> Reason:
    """The same as the heading of a card, for a verdict that has a size."""
    if _is_open(size):
        return because("widget.either", **either(sizes_to_choose(size)))
    if may_be_none(size):
        return because("widget.maybe_none", size=size.size or "")
    certainty = size.certainty.value if size.certainty else ""
    also = ", ".join(size.also)
    return because(TITLES[size.outcome], size=size.size or "", also=also, certainty=certainty, **_by_leg(size))


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

    A size that was not measured around the leg only may fit. Of a list that is cut nobody knows that all of it fits.
    """
    uncertain = [_is_doubtful(match.size) for match in answer.matches]
    if not _is_whole(answer) or len(set(uncertain)) > 1:
        return "fit_or_may"
    return "may_fit" if any(uncertain) else "fit"


def _is_doubtful(size: SizeVerdict) -> bool:
    """Whether a size is uncertain, or likely at best: no girth was measured for it."""
    return size.certainty is Certainty.TOSS_UP or any(c.code in UNMEASURED for c in size.cautions)


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
