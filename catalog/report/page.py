"""The results of a search on the page: why nothing fits, the advice, a card for each match, and what is left out."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from msgspec import Struct

from ..model.advice_lead import clinician_first, emergency_of, lead_of, open_questions
from ..model.answer import Answer, Exclusion, Match, Miss
from ..model.cautions import certainty_reason
from ..model.money import Money
from ..model.source import Source
from ..model.verdict import Advice, Outcome, Reason, Verdict
from .lines import Figure, Joined, Line, Message, Words, caution, heading, items, message, note_message
from .offers import web_link
from .unsized import chart_missing

LEAD: Final = 2
"""Reasons of a card that stand open; the rest is behind "why"."""
MOST_REASONS: Final = 3
"""Reasons that are shown for a product without a size."""
TITLES: Final = {"between_sizes": "widget.between", "in_two_sizes": "widget.two", "legs_differ": "widget.differ"}
TESTED: Final = "usage.question.tested_in_training"
COMPARED: Final = frozenset(("outside_chart", "in_gap", "measurements_disagree"))
"""The misses for which a chart was compared with the leg."""


class Card(Struct, frozen=True):
    """A match on the page: the size, how sure it is, every caution, and why."""

    match: Match
    title: Message
    """Both sizes in words."""
    certainty: Words
    """How sure the size is; says nothing where no certainty is known."""
    cautions: list[Line]
    lead: list[Line]
    rest: list[Line]
    """The reasons that stand behind "why", those of the gates and of the advice at the end."""
    shop: str
    """Where the size can be bought; empty where no shop says it, or the address is none of the web."""
    advice: Words
    """The sentence that the advice on the product begins with; says nothing where none is shown."""
    firm: bool
    """Whether the health questions go with it."""
    sport: Message
    gradient: Message
    price: Words
    source: Message
    link: str


class Results(Struct, frozen=True, dict=True):
    """What the page says of an answer; `advised` where the person said something of a run."""

    answer: Answer
    advised: bool

    @property
    def emergency(self) -> Reason | None:
        """The call for the emergency services, where a sign asks for it: it is then shown alone."""
        return emergency_of(self.answer.advice)

    @property
    def clinician(self) -> list[Line]:
        """Where a sign was named that belongs to a clinician first: every sign, and what to do."""
        advice = self.answer.advice
        if advice is None or not clinician_first(advice):
            return []
        return [*map(Line, advice.reasons), Line(lead_of(advice))]

    @property
    def advice(self) -> Advice | None:
        """The advice that is shown with the results: none where a clinician comes first or no run was named."""
        return self.answer.advice if self.advised and not self.clinician else None

    @property
    def headline(self) -> list[Line]:
        """The one sentence that the advice begins with."""
        return [heading(lead_of(self.advice))] if self.advice else []

    @property
    def asks_tested(self) -> bool:
        """Whether the one question of a race is still open."""
        return self.advice is not None and any(q.code == TESTED for q in open_questions(self.advice))

    @property
    def advice_reasons(self) -> list[Line]:
        """Every reason of the advice."""
        return items(self.advice.reasons) if self.advice else []

    @property
    def notes(self) -> list[Line]:
        """Every note of the advice."""
        return items(map(note_message, self.advice.notes)) if self.advice else []

    @cached_property
    def would_fit(self) -> int:
        """How many of the products left out would fit, were it not for the proof of graduation that was asked for."""
        unproven = (e for e in self.answer.excluded if e.rule == "graduated" and e.graduated.outcome is Outcome.UNKNOWN)
        return sum(e.size.outcome.is_match for e in unproven)

    @property
    def title(self) -> Message:
        """How many fit, or why there is no match: the filters, nothing to compare with, a leg that nothing fits."""
        counts = self.answer.counts
        if counts.matches:
            return message("page.fit", count=counts.matches)
        if not counts.asked and not counts.by_cause:
            return message("page.fit_no_such")
        if self.would_fit:
            return message("page.fit_filters")
        compared = any(outcome in COMPARED for outcome, _ in counts.by_outcome)
        return message("page.fit_none") if compared else message("page.fit_uncompared")

    @property
    def help(self) -> list[Line]:
        """What to do where nothing fits."""
        if self.answer.counts.matches:
            return []
        if self.would_fit:
            words = message("page.would_fit", count=self.would_fit, filter=message("page.graduated"))
        else:
            words = message("page.fit_none_help")
        return [Line(words)]

    @property
    def causes(self) -> list[Line]:
        """Why products have no size here, each cause with how many it holds for; nothing where something fits."""
        counts = self.answer.counts
        causes = () if counts.matches else counts.by_cause
        return items(Joined((message(f"page.cause.{cause}"), str(count)), ": ") for cause, count in causes)

    @property
    def cards(self) -> list[Card]:
        """A card for each match."""
        return [_card(match, self) for match in self.answer.matches]


def _card(match: Match, results: Results) -> Card:
    size, source = match.size, match.product.chart_source
    cautions = dict.fromkeys(match.cautions)
    reasons = items(dict.fromkeys((*size.reasons, *match.reasons)))
    own = match.advice if results.advised else None
    behind = (*match.medical.reasons, *match.graduated.reasons, *(own.reasons if own else ()))
    title = TITLES.get(size.outcome.value, "") if size.also else ""
    return Card(
        match=match,
        title=message(title or "widget.size", size=size.size or "", also=", ".join(size.also)),
        certainty=certainty_words(match),
        cautions=[caution(c) for c in cautions],
        lead=[Line(line.words) for line in reasons[:LEAD]],
        rest=[*reasons[LEAD:], *items(behind)],
        advice=lead_of(own, results.answer.advice) if own and not results.clinician else "",
        firm=match.medical.label == "firm" or "caution" in match.medical.marks,
        sport=message("page.sport" if match.medical.outcome is Outcome.PASS else "page.undecided"),
        gradient=_gradient(match.graduated),
        price=_price(match),
        shop=web_link(match.link),
        source=_source(source),
        link=web_link(source.url if source else ""),
    )


def certainty_words(match: Match) -> Words:
    """How sure a size is; says nothing where no certainty is known."""
    return "" if match.size.certainty is None else certainty_reason(match.size)


def explained(entry: Miss | Exclusion) -> list[Line]:
    """The first reasons why a product has no size here, or is left out."""
    if isinstance(entry, Miss):
        about_chart = [line.words for line in chart_missing(entry.product)]
        return items([*entry.size.reasons_to_tell[:MOST_REASONS], *about_chart])
    return items(entry.reasons[:MOST_REASONS])


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


def price_words(money: Money | None, code: str = "page.price") -> Words:
    """A price with its currency in a sentence; says nothing where none is printed."""
    return message(code, price=Figure(money.text())) if money and money.currency else ""


def _price(match: Match) -> Words:
    """What the size costs today, or the product in its cheapest size; else the price that the source printed."""
    if match.offered_price is not None:
        return price_words(match.offered_price, "page.price_now")
    printed = match.product.price.money if match.product.price else None
    return price_words(match.price, "page.price" if match.price == printed else "page.price_from")
