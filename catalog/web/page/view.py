"""What the page shows, made ready for its template: every text said, every drawing placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct, field

from ...documents.answer import answer_document
from ...documents.records import as_data
from ...messages.messages import LANGUAGES, Messages
from ...model.advice_lead import emergency_of
from ...model.answer import Answer, Counts
from ...model.leg import LegPoint
from ...model.verdict import Advised, Fact, Outcome
from .cards import Card, cards_of
from .form import (
    BODY,
    FIRST,
    OTHER,
    Form,
    choices,
    chosen,
    is_bare,
    said,
    shared_query,
    unit_of,
    units_of,
    with_system,
    with_unit,
)
from .frame import NAMES
from .leg_drawing import EXAMPLES_IN
from .problems import Doubt, Fault

TESTED: Final = "usage.question.tested_in_training"
COMPARED: Final = frozenset(("outside_chart", "in_gap", "measurements_disagree"))
"""The misses for which a chart was compared with the leg."""


class View(Struct, frozen=True):
    """One rendering of the page."""

    messages: Messages
    form: Form
    brands: Sequence[str] = ()
    answer: Answer | None = None
    faults: tuple[Fault, ...] = ()
    confirm: Doubt | None = None
    down: bool = False
    choices: Mapping[str, Sequence[str]] = field(default_factory=choices)

    def text(self, code: str, **facts: Fact) -> str:
        """A text in the language of the page."""
        return self.messages.text(code, facts)

    def said(self, name: str) -> str:
        """What stands in a field."""
        return said(self.form, name)

    def ticked(self, name: str, value: str) -> bool:
        """Whether a box of several with one name is ticked."""
        return value in self.form.get(name, ())

    def fault(self, name: str) -> Fault | None:
        """What is wrong with a field; None where nothing is."""
        return next((f for f in self.faults if f.name == name), None)

    def bare(self, name: str) -> bool:
        """Whether the unit beside a field is the one that its entry has."""
        return is_bare(self.said(name))

    def picked(self, name: str) -> str:
        """What a field with a choice stands at."""
        return chosen(self.form, name, tuple(map(str, self.choices[name])))

    def point(self, point: str) -> str:
        """The name of a point or a field."""
        return self.text("widget.shoe") if point == "shoe" else self.messages.point(LegPoint(point))

    def example_in(self, units: str, point: str) -> str:
        """What an entry may look like, in a unit."""
        return self.number(EXAMPLES_IN[units][LegPoint(point)])

    def named(self, points: Sequence[LegPoint]) -> str:
        """The points with the numbers that the drawing gives them."""
        return ", ".join(f"{i} {self.point(p.value)}" for i, p in enumerate(points, 1))

    def garment(self, garment: str) -> str:
        """The name of a kind of garment."""
        return self.text(f"page.{garment}") if self.messages.knows(f"page.{garment}") else garment

    def garments(self) -> list[tuple[str, str]]:
        """The kinds of garment to look for."""
        return [(str(g), self.garment(str(g))) for g in self.choices["garment"]]

    def same(self, name: str) -> list[tuple[str, str]]:
        """Choices that are written as they are: shoe systems, currencies."""
        return [(str(v), str(v)) for v in self.choices[name]]

    def intensities(self) -> list[tuple[str, str]]:
        """How hard a run may be."""
        offered = [str(i) for i in self.choices["intensity"]]
        return [("", self.text("widget.unsaid")), *((i, self.text(f"widget.{i}")) for i in offered)]

    def tested(self) -> list[tuple[str, str]]:
        """The answers to whether it was tested in training."""
        return [
            ("", self.text("widget.unsaid")),
            *((t, self.text(f"widget.tested_{t}")) for t in self.choices["tested"]),
        ]

    def degrees(self) -> list[tuple[str, str]]:
        """The units of a temperature."""
        return [(unit, f"°{unit}") for unit in self.choices["temperature_unit"]]

    def brand_choices(self) -> list[tuple[str, str]]:
        """Every brand of the catalog."""
        return [("", self.text("page.every")), *((b, b) for b in self.brands)]

    def audiences(self) -> list[tuple[str, str]]:
        """Whom a product may be made for."""
        return [("", self.text("page.everyone")), ("women", self.text("page.women")), ("men", self.text("page.men"))]

    def gradients(self) -> list[tuple[str, str]]:
        """How much proof of graduation may be asked for."""
        return [(g, self.text(f"page.graduated_{g}")) for g in ("any", "claimed", "stated")]

    def gradient(self, verdict: Mapping[str, Any]) -> str:
        """How well a gradient is shown, in a few words."""
        strength = "claimed" if verdict["label"] == "claimed" else "unknown"
        return self.text(f"page.grad_{'stated' if verdict['outcome'] == 'pass' else strength}")

    def source(self, source: Mapping[str, Any]) -> str:
        """What a link to the source of a chart is called."""
        dated = str(source["seen_on"])[:1].isdigit()
        return self.text("widget.source", date=source["seen_on"]) if dated else self.text("widget.source_undated")

    @property
    def units(self) -> str:
        """The unit that is chosen."""
        return units_of(self.form)

    @property
    def more(self) -> bool:
        """Whether the further measures are to stand open."""
        names = [*(p.value for p in (*OTHER, *BODY)), "shoe"]
        return any(self.said(n) or self.fault(n) for n in names)

    @property
    def running(self) -> bool:
        """Whether the part about the run is to stand open."""
        names = ("distance", "duration", "intensity", "temperature", "race", "rest_day", "flag")
        return any(self.said(n) or self.fault(n) for n in names)

    @property
    def narrowed(self) -> bool:
        """Whether the filters are to stand open."""
        names = ("brand", "audience", "max_price", "in_stock")
        return any(self.said(n) or self.fault(n) for n in names) or self.said("graduated") not in ("", "any")

    @property
    def link(self) -> str:
        """The address of this search without anything of the person, seen from the page itself."""
        return f"./?{shared_query(self.form, self.messages.language)}"

    def languages(self) -> list[tuple[str, str, str]]:
        """Each language with its own name and what the address of this search in it ends with."""
        return [(tag, NAMES[tag], shared_query(self.form, tag)) for tag in LANGUAGES]

    def asks_tested(self, advice: Mapping[str, Any]) -> bool:
        """Whether the one question of a race is still open, and not put off."""
        open_ones = {question["code"] for question in advice.get("questions", ())}
        return TESTED in open_ones and not self.said("tested")

    def answered(self) -> Mapping[str, Any]:
        """The answer as the contract's document."""
        return as_data(answer_document(self.answer, self.messages)) if self.answer else {}

    def measured(self) -> list[tuple[str, str]]:
        """What was asked with, for the head of the results and for paper."""
        return [
            (self.point(name), _written(self.said(name), unit, self.messages))
            for name, unit in [(p.value, unit_of(p, self.units)) for p in (*FIRST, *OTHER, *BODY)]
            if self.said(name)
        ] + self._shoe()

    @property
    def clinician(self) -> bool:
        """Whether a sign was named that belongs to a clinician first."""
        advice = self.answer.advice if self.answer else None
        return bool(advice and advice.headline and advice.headline.verdict is Advised.SEE_CLINICIAN_FIRST)

    def headline(self, advice: Mapping[str, Any]) -> str:
        """The one sentence that an advice begins with; empty where there is no advice."""
        return advice["lead"]["text"] if advice else ""

    @property
    def emergency(self) -> str:
        """The call for the emergency services, where a sign asks for it: it is then shown alone. Empty otherwise."""
        urgent = emergency_of(self.answer.advice) if self.answer else None
        return self.messages.sentence(urgent) if urgent else ""

    @property
    def would_fit(self) -> int:
        """How many of the products left out would fit, were it not for the proof of graduation that was asked for."""
        excluded = self.answer.excluded if self.answer else ()
        open_ones = [e for e in excluded if e.rule == "graduated" and e.graduated.outcome is Outcome.UNKNOWN]
        return sum(e.size.outcome.is_match for e in open_ones)

    @property
    def nothing(self) -> str:
        """Why there is no match, as a heading: the filters, nothing to compare with, or a leg that nothing fits."""
        counts = self.answer.counts if self.answer else Counts(0, 0, 0, 0)
        if not counts.asked and not counts.by_cause:
            return self.text("page.fit_no_such")
        if self.would_fit:
            return self.text("page.fit_filters")
        compared = any(outcome in COMPARED for outcome, _ in counts.by_outcome)
        return self.text("page.fit_none" if compared else "page.fit_uncompared")

    def causes(self) -> list[tuple[str, int]]:
        """Why products have no size here, each cause with how many it holds for."""
        by_cause = self.answer.counts.by_cause if self.answer else ()
        return [(self.text(f"page.cause.{cause}"), count) for cause, count in by_cause]

    def cards(self, documents: Sequence[Mapping[str, Any]]) -> list[Card]:
        """The matches, ready to be drawn; `documents` are those of the same answer."""
        return cards_of(self.answer.matches if self.answer else (), documents, self.messages)

    def _shoe(self) -> list[tuple[str, str]]:
        shoe = self.said("shoe")
        return [(self.point("shoe"), with_system(shoe, self.picked("shoe_system")))] if shoe else []

    def number(self, text: str) -> str:
        """A printed figure in the language's way of writing decimals."""
        return self.messages.number(text)


def _written(text: str, unit: str, messages: Messages) -> str:
    return messages.number(with_unit(text, unit))
