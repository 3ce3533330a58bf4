"""A match as a card of the page: the size, how sure it is and every caution open, the rest behind "why"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final

from msgspec import Struct

from ..model.advice_lead import clinician_first, lead_of
from ..model.answer import Match
from ..model.cautions import certainty_reason, has_stock, sizes_to_choose
from ..model.money import Money
from ..model.size_lead import is_bare, size_title
from ..model.source import Source
from ..model.verdict import Advice, Certainty, Outcome, Reason, Verdict
from .each_once import each_once
from .lines import Figure, Line, Message, Words, caution, items, message
from .offers import web_link

NO_BREAK: Final = "\N{WORD JOINER}"
NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
LEAD: Final = 2
"""Reasons of a card that stand open; the rest is behind "why"."""
SHOWN_OTHERWISE: Final = frozenset({
    "size.inside", "size.stays", "size.near_edge", "size.near_end", "size.leg", "size.confidence_printed",
    "size.swing_other", "size.swing_none", "size.swing_unread", "size.swing_same", "size.unreadable",
    "size.taken_as_exact", "match.after", "match.price_not_compared",
})  # fmt: skip
"""Reasons that the drawing or a caution shows already, or that are about the order: they stand behind "why"."""
OF_A_LEG: Final = "size.leg"
"""Says which leg the reasons behind it speak of: none of them stands without it."""
JOINED: Final = "usage.joined"
"""What the sentence begins with that says of one product something else than of all."""


class Card(Struct, frozen=True):
    """A match on the page: the size, how sure it is, every caution, and why."""

    match: Match
    sizes: str
    """The size in large; where the person has to decide between several, all of them."""
    title: Words
    """The size in words, or all that are named, no surer than the size is."""
    says_title: bool
    """Whether that says more than the size in large: several are named, or the one is uncertain."""
    certainty: Words
    """How sure the size is; says nothing where no certainty is known."""
    cautions: list[Line]
    says_first: bool
    """Whether the title has to say which of two sizes to take first: no reason that stands open says it."""
    lead: list[Line]
    rest: list[Line]
    """The reasons that stand behind "why", those of the gates and of the advice at the end."""
    shop: str
    """Where the size can be bought; empty where no shop says it, or the address is none of the web."""
    image: str
    """The address of a picture of it; empty where there is none, or it is not one that a page may show."""
    advice: Words
    """What the advice says of this product and not of all; says nothing where it is the same."""
    firm: bool
    """Whether the health questions go with it."""
    sport: Message
    gradient: Message
    price: Words
    stock: Words
    """That a shop has the size; says nothing where none says it, for what is sold out is a caution."""
    source: Message
    link: str

    @property
    def is_roman(self) -> bool:
        """Whether the size in large is in Roman numerals, whose strokes look alike in many typefaces."""
        return are_roman(sizes_to_choose(self.match.size) or (self.match.size.size or "",))


def card_of(match: Match, runner: Advice | None, *, advised: bool) -> Card:
    """The card of a match; `runner` is the advice for all, `advised` says whether a run was named."""
    size, source = match.size, match.product.chart_source
    choice = sizes_to_choose(size)
    is_certain = size.certainty is Certainty.SURE and not size.also
    of_both = takewhile(lambda reason: reason.code != OF_A_LEG, size.reasons)
    lead = [r for r in dict.fromkeys((*of_both, *match.reasons)) if not _is_shown(r)][:LEAD]
    own = match.advice if advised else None
    return Card(
        match=match,
        sizes=in_large(choice or (size.size or "",)),
        title=message("widget.size", size=size.size or "") if is_certain else size_title(size),
        says_title=bool(choice or size.also),
        certainty=certainty_words(match),
        cautions=[caution(c) for c in dict.fromkeys(match.cautions)],
        says_first=bool(size.also) and all(reason.code != "size.first" for reason in lead),
        lead=[Line(reason) for reason in lead],
        rest=items(each_once(_rest(match, lead, own))),
        advice=_own_advice(own, runner),
        firm=is_firm(match),
        sport=message("page.sport" if match.medical.outcome is Outcome.PASS else "page.undecided"),
        gradient=_gradient(match.graduated),
        price=_price(match),
        stock=message("ui.availability.in_stock") if has_stock(match.product.variants, size.size) else "",
        shop=web_link(match.link),
        image=match.image if match.image.startswith("https://") else "",
        source=_source(source),
        link=web_link(source.url if source else ""),
    )


def _rest(match: Match, lead: Sequence[Reason], own: Advice | None) -> list[Reason]:
    """The reasons behind "why": of the size those that stand nowhere else, then those of gates and advice."""
    is_unread = any(c.code == "caution.unread_rows" for c in match.cautions)
    of_size = (*match.size.reasons, *match.reasons)
    repeated = {"size.unreadable"} if is_unread else set()
    some = [r for r in of_size if r not in lead and not is_bare(r) and r.code not in repeated]
    return [*some, *match.medical.reasons, *match.graduated.reasons, *(own.reasons if own else ())]


def _is_shown(reason: Reason) -> bool:
    """Whether a reason stands behind "why", or says which size comes first where the title does."""
    return reason.code in SHOWN_OTHERWISE or is_bare(reason)


def in_large(sizes: Sequence[str]) -> str:
    """The sizes to choose from as they stand in large, kept apart where a label holds the mark between them.

    A line then ends between two sizes, never inside one or before the mark.

    >>> in_large(["2", "3"]), in_large(["S/M", "L/XL"]).replace(NO_BREAK, "").replace(NO_BREAK_SPACE, "~")
    ('2 / 3', 'S/M~| L/XL')
    """
    if not any("/" in size for size in sizes):
        return " / ".join(sizes)
    return f"{NO_BREAK_SPACE}| ".join(size.replace("/", f"/{NO_BREAK}") for size in sizes)


def are_roman(sizes: Iterable[str]) -> bool:
    """Whether sizes are in Roman numerals.

    >>> are_roman(["III", "IV"]), are_roman(["3"])
    (True, False)
    """
    return all(set(size) <= set("IVX") for size in sizes)


def is_firm(match: Match) -> bool:
    """Whether a product is so firm that the health questions go with it."""
    return match.medical.label == "firm" or "caution" in match.medical.marks


def _own_advice(own: Advice | None, runner: Advice | None) -> Reason | str:
    """The sentence that the advice on a product begins with, where it is another one than for the runner in general."""
    if own is None or runner is None or clinician_first(runner):
        return ""
    lead = lead_of(own, runner)
    return lead if lead.code.startswith(JOINED) or lead.code == "usage.headline.not_advised" else ""


def certainty_words(match: Match) -> Words:
    """How sure a size is; says nothing where no certainty is known."""
    return "" if match.size.certainty is None else certainty_reason(match.size)


def _gradient(graduated: Verdict) -> Message:
    """How well a gradient is shown, in a few words."""
    if graduated.outcome is Outcome.PASS:
        return message("page.grad_stated")
    return message("page.grad_claimed" if graduated.label == "claimed" else "page.grad_unknown")


def _source(source: Source | None) -> Message:
    """What a link to the source of a chart is called."""
    if source is None or not source.seen_on[:1].isdigit():
        return message("widget.source_undated")
    return message("widget.source", date=source.seen_on)


def price_words(money: Money | None, code: str = "page.price", **facts: Words) -> Words:
    """A price with its currency in a sentence; says nothing where none is printed."""
    return message(code, price=Figure(money.text()), **facts) if money and money.currency else ""


def _price(match: Match) -> Words:
    """What the size costs today, or the product in its cheapest size; else the price that the source printed."""
    printed = match.product.price
    bare, dated = "page.price", "page.price_seen"
    if match.offered_price is not None:
        bare, dated = "page.price_now", "page.price_now_seen"
    elif match.price != (printed.money if printed else None):
        bare, dated = "page.price_from", "page.price_from_seen"
    day = match.priced_on
    return price_words(match.price, dated, date=day) if day else price_words(match.price, bare)
