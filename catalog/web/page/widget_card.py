"""What the widget shows of an answer: a card for the size to take, one for each other size that may be picked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from msgspec import UNSET

from ...documents.answer import SizeAnswerDocument
from ...documents.entries import ExclusionDocument, MatchDocument, MissDocument
from ...documents.offers import VariantDocument, basket_document
from ...documents.reason import ReasonDocument
from ...documents.widget import WidgetAnswerDocument, WidgetCardDocument, WidgetEventDocument
from ...messages.messages import Messages
from ...model.answer import Answer, Match
from ...model.cautions import is_by_known_size, sizes_to_choose
from ...model.leg import LegPoint
from ...model.offer import Availability
from ...model.product import Product
from ...model.size_lead import either, is_bare, size_title
from ...model.verdict import Certainty, SizeOutcome
from ...report.offers import web_link
from ...report.page_card import OF_A_LEG, are_roman, certainty_words, in_large
from ...report.page_groups import waits_for
from ...report.plain import text_of
from .band_drawing import places_beside, places_of
from .nodes import Node, details, node, note, texts
from .widget_advice import advised_note, clinician_note
from .widget_drawing import band_node
from .widget_others import others_node
from .widget_reasons import why_none

NOT_CHOSEN: Final = ""
"""The size of a card on which the visitor has yet to pick one; null is for none to buy."""
NO_SIZE: Final = {
    "excluded": "excluded",
    "needs_measurement": "undecided",
    "measurements_disagree": "undecided",
    "no_chart": "no_chart",
}
LEAD: Final = re.compile(r"size\.(inside|between|two_|first|legs_|by_)|same_as\.(whole|own)")
CHECKS: Final = ("artery", "heart", "feeling", "clot", "skin", "swelling", "allergy", "yes", "stop")
BUY_FIRST: Final = (Availability.IN_STOCK, Availability.UNKNOWN, Availability.SOLD_OUT)
SAID: Final = {Availability.IN_STOCK, Availability.SOLD_OUT}
OF_FIRST: Final = ("other", "first")
"""What a small measuring error could make of the size to take first, where it is another one."""
MOST_LEADS, MOST_REASONS = 2, 4


def widget_answer_document(
    answer: Answer, document: SizeAnswerDocument, messages: Messages, whose: str = "", others: Sequence[Match] = ()
) -> WidgetAnswerDocument:
    """The cards of an answer about one product; where no size is to be bought one card says why.

    `document` is the full answer as the contract has it, `whose` whose size was given, in words, where one was, and
    `others` are the matches of what else fits, where that was asked for.
    """
    own = document.matches[0].advice if document.matches else UNSET
    is_advised = answer.question.run is not None and bool(document.matches)
    return WidgetAnswerDocument(
        emergency=[note("warn bad clinician", *texts([document.emergency.text]))] if document.emergency else UNSET,
        cards=_sized(answer, document, messages, whose)
        if document.matches
        else [_unsized(answer, document, messages, whose, others)],
        advised=(is_advised and advised_note(own, document, messages)) or UNSET,
    )


def _sized(answer: Answer, document: SizeAnswerDocument, messages: Messages, whose: str) -> list[WidgetCardDocument]:
    match = answer.matches[0]
    return _Cards(match, document, messages, whose if is_by_known_size(match.size) else "").all()


class _Cards:
    """Makes the cards of a match: of its size, then of every other size that was named.

    Where the size is uncertain the first card leaves the choice open, also between the one size and none.
    """

    def __init__(self, match: Match, document: SizeAnswerDocument, messages: Messages, whose: str) -> None:
        self.match, self.messages, self.answer, self.whose = match, messages, document, whose
        self.entry: MatchDocument = document.matches[0]
        self.variants = basket_document(match.product.variants, full=True)
        self.places = places_of(match, messages)
        self.choice = sizes_to_choose(match.size)
        self.bare = {reason.code for reason in match.size.reasons if is_bare(reason)}
        self.sizes = list(self.choice) or [self.entry.size, *self.entry.also]

    def all(self) -> list[WidgetCardDocument]:
        """Every card, that of the size to take first."""
        cards = [self._card(size) for size in self.sizes]
        return [self._card(self.entry.size, is_open=True), *cards] if self.choice else cards

    def _text(self, word: str, **facts: str) -> str:
        return self.messages.text(f"widget.{word}", facts)

    def _card(self, size: str, *, is_open: bool = False) -> WidgetCardDocument:
        """The card of a size; one that is open names every size of the choice and tells the shop's page none."""
        picked = None if is_open else size
        is_first, reasons = size == self.entry.size, [r for r in self.entry.reasons or [] if r.code not in self.bare]
        of_both = takewhile(lambda reason: reason.code != OF_A_LEG, reasons)
        leading = [r for r in of_both if LEAD.match(r.code)][:MOST_LEADS] if is_first else []
        cautions = [c.text for c in self.entry.cautions if is_first or not _is_of_first(c)]
        runner = self.answer.advice
        top = [
            clinician_note(runner, self.messages) if runner is not UNSET else None,
            self._size(size, leading, self.choice if is_open else (size,)),
            note("warn cautions", *texts(cautions)) if cautions else None,
            None if is_first and self._is_sold_out else self._stock(size),
            self._choice(picked) if self.choice or len(self.sizes) > 1 else None,
            None if is_open else node("div", class_="note taken", part="taken", role="status"),
            *map(band_node, self.places),
            self._firm(),
        ]
        return WidgetCardDocument(
            size=NOT_CHOSEN if is_open else size, title=self._title(size, is_open=is_open),
            top=[part for part in top if part is not None],
            more=[self._why([r.text for r in reasons if r not in leading])], event=self._event(picked),
        )  # fmt: skip

    def _title(self, size: str, *, is_open: bool) -> str:
        if size != self.entry.size or (self.choice and not is_open):
            return self._text("picked", size=size)
        return self.messages.sentence(size_title(self.match.size))

    def _size(self, size: str, leading: Sequence[ReasonDocument], large: Sequence[str]) -> Node:
        """The size in large, which comes first, how sure it is, and why."""
        order = self._order(size) if all(r.code != "size.first" for r in leading) else None
        by_another = any(map(_is_near_another, self.entry.cautions)) and not self._is_toss_up
        says_sure = self._of_legs or size == self.entry.size or by_another
        sure = text_of(certainty_words(self.match), self.messages) if says_sure else ""
        return node(
            "div",
            node("span", in_large(large), class_="big roman" if are_roman(large) else "big", part="size",
                 aria_hidden="true"),
            node("div",
                 node("p", self.whose, class_="name", part="known") if self.whose and size == self.entry.size else None,
                 node("p", order, class_="name") if order else None,
                 node("p", sure, class_=f"sure {self.entry.certainty}", part="certainty") if sure else None,
                 *texts(r.text for r in leading)),
            class_="answer",
        )  # fmt: skip

    def _order(self, size: str) -> str | None:
        """Which size comes first; of an uncertain choice none does, and where each leg needs its own, each has one."""
        first = self.entry.size
        if size == first:
            return self._text("first", size=size) if self.entry.also else None
        if self._of_legs:
            return self._text("for_leg", size=size, side=self._side_of(size))
        if self._is_toss_up:
            return self._text("either_picked", chosen=size, **either(self.choice))
        return self._text("instead", size=size, first=first)

    @property
    def _is_toss_up(self) -> bool:
        """Whether the choice is uncertain: then the percentage of the first size says nothing of the one picked."""
        return self.match.size.certainty is Certainty.TOSS_UP and bool(self.choice)

    @property
    def _is_sold_out(self) -> bool:
        return any(caution.code == "sold_out" for caution in self.entry.cautions)

    def _stock(self, size: str) -> Node | None:
        """The stock in words, where a shop has told of it."""
        best = _best(self.variants, size)
        if best is None or best.availability not in SAID:
            return None
        kind = "stock note warn" if best.availability == Availability.SOLD_OUT else "stock"
        return node("p", self._text(best.availability, size=size), class_=kind, part="stock")

    def _choice(self, chosen: str | None) -> Node:
        """A button for each size; a wish for firm or soft is remembered only where it is what decides."""
        buttons = []
        for size in self.sizes:
            wish = self._sits(size)
            words = self._text(wish or self._leg_of(size), size=size)
            pressed = "true" if size == chosen else "false"
            decides = wish if self.entry.also else ""
            buttons.append(node("button", words, type="button", part="button choice", aria_pressed=pressed,
                                data_do="pick", data_value=size, data_wish=decides or None))  # fmt: skip
        return node("div", *buttons, class_="row", role="group", aria_label=self._text("choose"))

    def _leg_of(self, size: str) -> str:
        """The word for a size: with the leg that it is for, where each needs its own."""
        return f"size_{self._side_of(size)}" if self._of_legs else "size"

    @property
    def _of_legs(self) -> bool:
        """Whether each leg needs its own size: then every size named is that of one leg."""
        return self.match.size.outcome is SizeOutcome.LEGS_DIFFER

    def _side_of(self, size: str) -> str:
        return next(side.value for side, verdict in self.match.size.sides if verdict.size == size)

    def _sits(self, size: str) -> str:
        """Whether a size sits `firmer` or `softer` than the other one; empty where each is for one leg."""
        at = {s.size: s.at for place in self.places[:1] for s in place.drawing.segments}
        if self._of_legs or len(self.sizes) != 2 or not set(self.sizes) <= set(at):
            return ""
        other = next(s for s in self.sizes if s != size)
        return "" if at[size] == at[other] else "firmer" if at[size] < at[other] else "softer"

    def _firm(self) -> Node | None:
        """The health questions that go with a firm garment."""
        medical = self.entry.medical
        if medical is UNSET or (medical.label != "firm" and "caution" not in (medical.marks or ())):
            return None
        cautions = [r.text for r in medical.reasons or [] if r.code == "medical.caution"]
        checks = texts((self.messages.text(f"usage.check.{name}") for name in CHECKS), "li")
        return note("warn safety", node("h3", self._text("firm")), *texts(cautions), node("ul", *checks))

    def _why(self, reasons: Sequence[str]) -> Node:
        source, link = self.entry.source, None
        if source and (address := web_link(source.url)):
            dated = source.seen_on[:1].isdigit()
            words = self._text("source", date=source.seen_on) if dated else self._text("source_undated")
            link = node("a", words, href=address, rel="noopener noreferrer", target="_blank")
        return details(self._text("why"), "why", node("ul", *(node("li", r) for r in reasons)), link)

    def _event(self, size: str | None) -> WidgetEventDocument:
        also = [s for s in self.sizes if s != size]
        return _event(self.match.product.id, self.entry.outcome, size, also, self.variants)


def _is_near_another(caution: ReasonDocument) -> bool:
    """Whether a caution says of the first size that it could be another; beside that one its certainty says it."""
    return caution.code == "near_edge" and caution.facts["could"] in (*OF_FIRST, "named")


def _is_of_first(caution: ReasonDocument) -> bool:
    """Whether a caution speaks of the size to take first alone."""
    return caution.code == "sold_out" or (caution.code == "near_edge" and caution.facts["could"] in OF_FIRST)


def _best(variants: Sequence[VariantDocument], size: str) -> VariantDocument | None:
    """The variant of a size to buy: one in stock, else one of which nothing is known, else one that is sold out."""
    own = [v for v in variants if v.size == size]
    return min(own, key=lambda v: BUY_FIRST.index(Availability(v.availability)), default=None)


def _event(
    product: str, outcome: str, size: str | None, also: Sequence[str], variants: Sequence[VariantDocument]
) -> WidgetEventDocument:
    best = _best(variants, size) if size is not None else None
    return WidgetEventDocument(
        product=product,
        size=size,
        also=list(also),
        outcome=outcome,
        variant=(best.shop_id or best.sku) if best else None,
        stock=(best.stock or None if best.stock is UNSET else best.stock) if best else None,
        availability=best.availability if best else None,
        price=(best.price or None) if best else None,
        link=(web_link(best.link or "") or None) if best else None,
        variants=[v for v in variants if v.size == size] if size is not None else [],
    )


def _unsized(
    answer: Answer, document: SizeAnswerDocument, messages: Messages, whose: str, others: Sequence[Match]
) -> WidgetCardDocument:
    """The card that says why there is no size to buy, and what else fits where that was asked for."""
    entry: MissDocument | ExclusionDocument = document.misses[0] if document.misses else document.excluded[0]
    outcome = entry.outcome if isinstance(entry, MissDocument) else "excluded"
    title = NO_SIZE.get(outcome, "none")
    if answer.misses and _has_no_scale(answer.misses[0].product):
        title = "no_scale"
    elif title == "none" and answer.misses and answer.misses[0].size.unread_sizes is not None:
        title = "none_read"
    reasons = why_none(answer, entry, messages)[:MOST_REASONS]
    if title == "undecided" and answer.misses and is_by_known_size(answer.misses[0].size):
        title, reasons = "own_open", [text_of(line.words, messages) for line in waits_for(answer.misses[0]).lead]
    is_compared = whose and answer.misses and is_by_known_size(answer.misses[0].size)
    runner = document.advice
    places = places_beside(answer.misses[0], answer.question, messages) if answer.misses else ()
    top = [
        clinician_note(runner, messages) if runner is not UNSET else None,
        node("p", whose, class_="name", part="known") if is_compared else None,
        note("no-size", *texts(reasons)) if reasons else None,
        *map(band_node, places),
        None if document.others is UNSET else others_node(others, document.others, messages),
    ]
    event = _event(entry.product.id, outcome, None, (), ())
    text = messages.text(f"widget.{title}")
    return WidgetCardDocument(size=None, title=text, top=[p for p in top if p is not None], more=[], event=event)


def _has_no_scale(product: Product) -> bool:
    """Whether all that a chart goes by is a shoe size on no stated scale."""
    points = product.chart.points if product.chart else ()
    return bool(points) and set(points) == {LegPoint.SHOE_UNSTATED}
