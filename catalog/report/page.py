"""The results of a search on the page: why nothing fits, the advice, a card for each match, and what is left out."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from msgspec import Struct

from ..model.advice_lead import clinician_first, emergency_of, lead_of, open_questions, phase_lead
from ..model.answer import Answer, Miss
from ..model.leg import LegPoint
from ..model.size_lead import how_surely, some_unread, whose_legs
from ..model.verdict import Advice, Outcome, Reason
from .advice import PHASES, reasons_of, refused, remarks
from .lines import Line, Message, Words, heading, items, message, note_message
from .page_card import Card, card_of, is_firm
from .page_groups import NO_FIT, Groups

TESTED: Final = "usage.question.tested_in_training"
SEE_CLINICIAN: Final = "usage.headline.see_clinician_first"
"""The sentence whose first half is the heading of the page already."""
FITTING: Final = {"fit": "page.fit", "may_fit": "page.may_fit", "fit_or_may": "page.fit_or_may"}
"""How many products fit, by how surely they do."""
NARROWED: Final = frozenset(
    ("size.narrowed", "size.only_candidate", "same_as.whole", "same_as.partly", "same_as.partly_by")
)
"""Why a size is not said although some of a chart are left."""


class Phase(Struct, frozen=True):
    """When to wear it in one phase of a run: the verdict, and the one sentence that decided it."""

    name: str
    verdict: str
    lead: Reason
    reason: Words


class Results(Struct, frozen=True, dict=True):
    """What the page says of an answer; `advised` where the person said something of a run."""

    answer: Answer
    advised: bool
    dearer: int = 0
    """How many products that are dearer than the limit would fit."""

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
        sentence = lead_of(advice)
        lead = message("page.until_seen") if sentence.code == SEE_CLINICIAN else sentence
        return [*map(Line, dict.fromkeys((*advice.reasons, lead)))]

    @property
    def advice(self) -> Advice | None:
        """The advice that is shown with the results: none where a clinician comes first or no run was named."""
        return self.answer.advice if self.advised and not self.clinician else None

    @property
    def headline(self) -> list[Line]:
        """What the advice begins with: what has to be said before it, and its one sentence."""
        return [*remarks(self.advice), heading(lead_of(self.advice))] if self.advice else []

    @property
    def phases(self) -> list[Phase]:
        """Before, during and after the run; nothing where no run is known or no phase has a verdict of its own."""
        advice = self.advice
        if advice is None or advice.headline is None or refused(advice):
            return []
        return [_phase(advice, name) for name in PHASES]

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
    def would_fit(self) -> dict[str, int]:
        """How many of the products left out would fit without a filter, by the filter; only filters that hide some."""
        fitting = [e for e in self.answer.excluded if e.size.outcome.is_match]
        hidden = {
            "graduated": sum(e.rule == "graduated" and e.graduated.outcome is Outcome.UNKNOWN for e in fitting),
            "max_price": self.dearer,
            "in_stock": sum(e.rule == "stock" for e in fitting),
        }
        return {name: count for name, count in hidden.items() if count}

    @property
    def title(self) -> Message:
        """How many fit, or why there is no match: the filters, nothing to compare with, a leg that nothing fits."""
        counts = self.answer.counts
        if counts.matches:
            legs = message(f"ui.legs.{whose_legs(self.answer)}")
            return message(FITTING[how_surely(self.answer)], count=counts.matches, legs=legs)
        if self.no_such:
            return message("page.fit_no_such")
        if self.would_fit:
            return message("page.fit_filters")
        if not self.uncompared:
            return message("page.fit_none_read" if some_unread(self.answer) else "page.fit_none")
        if self.narrowed:
            return message("page.fit_narrowed")
        return message("page.fit_not_by", points=self.in_vain) if self.in_vain else message("page.fit_uncompared")

    @property
    def no_such(self) -> bool:
        """Whether the catalog has nothing of what was asked for, so that no measure helps."""
        counts = self.answer.counts
        return not counts.matches and not counts.asked and not counts.by_cause

    @property
    def uncompared(self) -> bool:
        """Whether no chart was compared with the leg."""
        return not any(outcome in NO_FIT for outcome, _ in self.answer.counts.by_outcome)

    @property
    def narrowed(self) -> bool:
        """Whether a measure or a known size leaves some sizes of a chart, between which another measure decides."""
        measured = self._measured
        return any(
            reason.code in NARROWED
            for miss in self.answer.misses
            if self.answer.question.same_as is not None or not measured.isdisjoint(_points_of(miss))
            for reason in miss.size.reasons
        )

    @property
    def in_vain(self) -> tuple[LegPoint, ...]:
        """The measures given, where charts wait for others and none goes by any of these; else nothing."""
        points, measured = {point for miss in self.answer.misses for point in _points_of(miss)}, self._measured
        waits = self.groups.needs is not None and measured and measured.isdisjoint(points)
        return tuple(point for point in LegPoint if point in measured) if waits else ()

    @property
    def _measured(self) -> frozenset[LegPoint]:
        return self.answer.question.legs.points()

    @property
    def help(self) -> list[Line]:
        """What to do where nothing fits, and no filter is in the way."""
        if self.answer.counts.matches or self.would_fit:
            return []
        return [Line(message(self._none_help(), group=message("page.group_no_chart")))]

    def _none_help(self) -> str:
        """What to do where no filter is in the way, as a code: measure, bring a chart, or look elsewhere."""
        if self.no_such:
            return "page.fit_no_such_help"
        if self.uncompared and self.groups.needs:
            return "page.fit_needs_help"
        return "page.fit_no_chart_help" if self.uncompared and self.groups.no_chart_count else "page.fit_none_help"

    @property
    def cards(self) -> list[Card]:
        """A card for each match."""
        return [card_of(match, self.answer.advice, advised=self.advised) for match in self.answer.matches]

    @property
    def firm(self) -> bool:
        """Whether a match is so firm that the health questions are shown."""
        return any(map(is_firm, self.answer.matches))

    @property
    def groups(self) -> Groups:
        """Everything that is no match, by what can be done about it."""
        return Groups(self.answer)


def _points_of(miss: Miss) -> set[LegPoint]:
    """What the charts of a product go by."""
    return {point for chart in miss.product.charts for point in chart.points}


def _phase(advice: Advice, name: str) -> Phase:
    """One phase; the sentence is the last reason that moved its verdict, else the first there is."""
    reasons, lead = reasons_of(advice.reasons, name), phase_lead(advice, name)
    moved = [r for r in reasons if r.fact("moved")]
    deciding = moved[-1:] or reasons[:1]
    return Phase(name, str(lead.fact("verdict")), lead, deciding[0] if deciding else "")
