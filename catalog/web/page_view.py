"""What the page shows, made ready for its template: every text said, every drawing placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from msgspec import Struct, field

from ..answer import Answer, Match
from ..answer_document import answer_document
from ..measure import LegPoint, Length, Mass, quantity
from ..money import Money
from ..problem import Problem
from ..question import Side
from ..verdict import Advised, Fact, PointFit
from ..words import LANGUAGES, Words
from .drawing import EXAMPLES, OnBand, on_band
from .page_form import BODY, FIRST, OTHER, Form, choices, field_name, said, shared_query, units_of, with_unit

NAMES: Final = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
LEAD: Final = 2
"""Reasons of a card that stand open; the rest is behind "why"."""


class Place(Struct, frozen=True):
    """One reading on its band: its name, its value, and a sentence that says what the drawing shows."""

    name: str
    value: str
    drawing: OnBand
    label: str


class Card(Struct, frozen=True):
    """A match: its part of the answer document, and its drawings."""

    document: Mapping[str, Any]
    title: str
    places: tuple[Place, ...]
    lead: tuple[str, ...]
    rest: tuple[str, ...]
    firm: bool
    price: str
    link: str


class Fault(Struct, frozen=True):
    """Something in the form that needs a look: the field it stands in, and what to say."""

    name: str
    text: str


class View(Struct, frozen=True):
    """One rendering of the page."""

    words: Words
    form: Form
    brands: Sequence[str] = ()
    answer: Answer | None = None
    faults: tuple[Fault, ...] = ()
    confirm: tuple[str, ...] = ()
    down: bool = False
    choices: Mapping[str, Sequence[str]] = field(default_factory=choices)

    def say(self, code: str, **facts: Fact) -> str:
        """A text in the language of the page."""
        return self.words.say(code, facts)

    def said(self, name: str) -> str:
        """What stands in a field."""
        return said(self.form, name)

    def ticked(self, name: str, value: str) -> bool:
        """Whether a box of several with one name is ticked."""
        return value in self.form.get(name, ())

    def fault(self, name: str) -> str:
        """What is wrong with a field; empty where nothing is."""
        return next((f.text for f in self.faults if f.name == name), "")

    def point(self, point: str) -> str:
        """The name of a point or a field."""
        return self.say("widget.shoe") if point == "shoe" else self.words.point(LegPoint(point))

    def example_in(self, units: str, point: str) -> str:
        """What an entry may look like, in a unit."""
        return self.number(EXAMPLES_IN[units][LegPoint(point)])

    def named(self, points: Sequence[LegPoint]) -> str:
        """The points with the numbers that the drawing gives them."""
        return ", ".join(f"{i} {self.point(p.value)}" for i, p in enumerate(points, 1))

    def garment(self, garment: str) -> str:
        """The name of a kind of garment."""
        return self.say(f"page.{garment}") if self.words.knows(f"page.{garment}") else garment

    def garments(self) -> list[tuple[str, str]]:
        """The kinds of garment to look for."""
        return [(str(g), self.garment(str(g))) for g in self.choices["garment"]]

    def same(self, name: str) -> list[tuple[str, str]]:
        """Choices that are written as they are: shoe systems, currencies."""
        return [(str(v), str(v)) for v in self.choices[name]]

    def intensities(self) -> list[tuple[str, str]]:
        """How hard a run may be."""
        offered = [str(i) for i in self.choices["intensity"]]
        return [("", self.say("widget.unsaid")), *((i, self.say(f"widget.{i}")) for i in offered)]

    def brand_choices(self) -> list[tuple[str, str]]:
        """Every brand of the catalog."""
        return [("", self.say("page.every")), *((b, b) for b in self.brands)]

    def audiences(self) -> list[tuple[str, str]]:
        """Whom a product may be made for."""
        return [("", self.say("page.everyone")), ("women", self.say("page.women")), ("men", self.say("page.men"))]

    def gradients(self) -> list[tuple[str, str]]:
        """How much proof of graduation may be asked for."""
        return [(g, self.say(f"page.graduated_{g}")) for g in ("any", "claimed", "stated")]

    def gradient(self, verdict: Mapping[str, Any]) -> str:
        """How well a gradient is shown, in a few words."""
        strength = "claimed" if verdict["label"] == "claimed" else "unknown"
        return self.say(f"page.grad_{'stated' if verdict['outcome'] == 'pass' else strength}")

    def source(self, source: Mapping[str, Any]) -> str:
        """What a link to the source of a chart is called."""
        dated = str(source["seen_on"])[:1].isdigit()
        return self.say("widget.source", date=source["seen_on"]) if dated else self.say("widget.source_undated")

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
        """The address of this search without anything of the person."""
        return f"/?{shared_query(self.form, self.words.language)}"

    def languages(self) -> list[tuple[str, str, str]]:
        """Each language with its own name and the address of this search in it."""
        return [(tag, NAMES[tag], f"/?{shared_query(self.form, tag)}") for tag in LANGUAGES]

    def answered(self) -> Mapping[str, Any]:
        """The answer as the contract's document."""
        return answer_document(self.answer, self.words) if self.answer else {}

    def measured(self) -> list[tuple[str, str]]:
        """What was asked with, for the head of the results and for paper."""
        return [
            (self.point(name), _written(self.said(name), unit, self.words))
            for name, unit in [(p.value, unit_of(p, self.units)) for p in (*FIRST, *OTHER, *BODY)]
            if self.said(name)
        ] + ([(self.point("shoe"), f"{self.said('shoe_system')} {self.said('shoe')}")] if self.said("shoe") else [])

    @property
    def clinician(self) -> bool:
        """Whether a sign was named that belongs to a clinician first."""
        advice = self.answer.advice if self.answer else None
        return bool(advice and advice.headline and advice.headline.verdict is Advised.SEE_CLINICIAN_FIRST)

    def headline(self, advice: Mapping[str, Any]) -> str:
        """The headline of an advice in words; empty where something has to be asked first."""
        head = advice.get("headline")
        return self.say(f"usage.headline.{head['verdict']}", **head) if head else ""

    def cards(self, documents: Sequence[Mapping[str, Any]]) -> list[Card]:
        """The matches, ready to be drawn; `documents` are those of the same answer."""
        matches = self.answer.matches if self.answer else ()
        return [self._card(match, document) for match, document in zip(matches, documents, strict=True)]

    def _card(self, match: Match, document: Mapping[str, Any]) -> Card:
        texts = [r["text"] for r in document["reasons"]]
        size, also = str(match.size.size), ", ".join(match.size.also)
        code = TITLES.get(match.size.outcome.value, "") if also else ""
        return Card(
            document,
            self.say(code, size=size, also=also) if code else self.say("widget.size", size=size),
            tuple(self._place(match, fit) for fit in match.size.points),
            tuple(texts[:LEAD]),
            tuple(dict.fromkeys(texts[LEAD:])),
            match.medical.label == "firm" or "caution" in match.medical.marks,
            self._price(document["price"]),
            web_link((document["source"] or {}).get("url", "")),
        )

    def _place(self, match: Match, fit: PointFit) -> Place:
        size = str(match.size.size)
        drawing = on_band(match.product.chart, fit, (size, *match.size.also))
        name = self.words.point(fit.point)
        if fit.side is not Side.BOTH:
            name = f"{name}, {self.say(f'widget.{fit.side.value}')}"
        value = self.words.fact(quantity(fit.point, fit.value))
        band = next((s.band for s in drawing.segments if s.size == size), "")
        return Place(
            name, value, drawing, self.say("widget.on_band", point=name, value=value, size=size, band=self.number(band))
        )

    def number(self, text: str) -> str:
        """A printed figure in the language's way of writing decimals."""
        return self.words.number(text)

    def _price(self, price: Mapping[str, Any] | None) -> str:
        if not price or not price["currency"]:
            return ""
        money = Money(price["minor"], price["currency"])
        return self.say("page.price", price=self.number(money.text()))


TITLES: Final = {"between_sizes": "widget.between", "in_two_sizes": "widget.two", "legs_differ": "widget.differ"}


def web_link(url: str) -> str:
    """The address of a source where it is one of the web; empty for anything else."""
    return url if url.startswith(("https://", "http://")) else ""


def unit_of(point: LegPoint, units: str) -> str:
    """The unit that a bare entry is in."""
    return {"cm": "kg", "in": "lb"}[units] if point is LegPoint.WEIGHT else units


def _written(text: str, unit: str, words: Words) -> str:
    return words.number(with_unit(text, unit))


def _inch_examples() -> dict[LegPoint, str]:
    made: dict[LegPoint, str] = {}
    for point, text in EXAMPLES.items():
        if point is LegPoint.WEIGHT:
            made[point] = Mass.parse(text).about("lb")
            continue
        eighths = round(Fraction(Length.parse(text).um, 25_400) * 8)
        whole, rest = divmod(eighths, 8)
        part = Fraction(rest, 8)
        made[point] = f"{whole}{f' {part}' if rest else ''} in"
    return made


EXAMPLES_IN: Final = {"cm": EXAMPLES, "in": _inch_examples()}


def faults_of(problems: Iterable[Problem], form: Form, words: Words) -> tuple[Fault, ...]:
    """Problems of a question as faults of the form, in the language of the page."""
    found: dict[str, Fault] = {}
    for problem in problems:
        name = field_name(problem.field)
        label = _label(name, words)
        shown = said(form, name) or problem.read
        found.setdefault(name, Fault(name, words.say("page.bad_field", {"field": label, "value": shown})))
    return tuple(found.values())


def _label(name: str, words: Words) -> str:
    for code in (f"point.{name}", f"widget.{name}", f"page.{name}"):
        if words.knows(code):
            return words.say(code)
    return name
