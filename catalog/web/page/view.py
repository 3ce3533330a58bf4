"""What the page shows, made ready for its template: its texts and drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import asdict

from ...messages.messages import LANGUAGES, Messages
from ...model.answer import Answer, Match
from ...model.leg import LegPoint
from ...model.verdict import Fact
from ...report.html import Html, html_lines
from ...report.lines import Line, Words
from ...report.page import Results
from ...report.plain import text_of
from ...search.catalog_facts import CatalogFacts
from .form import (
    BODY,
    FIRST,
    OTHER,
    Form,
    choice_of,
    choices,
    is_bare,
    shared_query,
    unit_of,
    units_of,
    value_of,
    with_system,
    with_unit,
)
from .frame import NAMES
from .leg_drawing import EXAMPLES_IN, Place, places_of
from .problems import Doubt, Fault


class View(Struct, frozen=True):
    """One rendering of the page."""

    messages: Messages
    form: Form
    brands: Sequence[str] = ()
    answer: Answer | None = None
    faults: tuple[Fault, ...] = ()
    confirm: Doubt | None = None
    down: bool = False
    facts: CatalogFacts | None = None
    """What the catalog holds, to be said at the foot of the page; None where it cannot be read."""
    choices: Mapping[str, Sequence[str]] = field(default_factory=choices)

    def text(self, code: str, **facts: Fact) -> str:
        """A text in the language of the page."""
        return self.messages.text(code, facts)

    @property
    def holds(self) -> str:
        """What the catalog holds, in a sentence; empty where it is not known or holds nothing."""
        facts = self.facts
        if facts is None or not facts.products:
            return ""
        return self.text("page.catalog" if facts.oldest else "page.catalog_undated", **asdict(facts))

    def value(self, name: str) -> str:
        """What stands in a field."""
        return value_of(self.form, name)

    def ticked(self, name: str, value: str) -> bool:
        """Whether a box of several with one name is ticked."""
        return value in self.form.get(name, ())

    def fault(self, name: str) -> Fault | None:
        """What is wrong with a field; None where nothing is."""
        return next((f for f in self.faults if f.name == name), None)

    def bare(self, name: str) -> bool:
        """Whether the entry of a field takes the unit beside it."""
        return is_bare(self.value(name))

    def picked(self, name: str) -> str:
        """What a field with a choice stands at."""
        return choice_of(self.form, name, tuple(map(str, self.choices[name])))

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
        return [
            ("", self.text("widget.unsaid")),
            *((str(i), self.text(f"widget.{i}")) for i in self.choices["intensity"]),
        ]

    def tested(self) -> list[tuple[str, str]]:
        """The answers to whether it was tested in training."""
        answers = ((answer, self.text(f"widget.tested_{answer}")) for answer in self.choices["tested"])
        return [("", self.text("widget.unsaid")), *answers]

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

    @property
    def units(self) -> str:
        """The unit that is chosen."""
        return units_of(self.form)

    @property
    def more(self) -> bool:
        """Whether the further measures are to stand open."""
        return self._in_use(*(p.value for p in (*OTHER, *BODY)), "shoe")

    @property
    def running(self) -> bool:
        """Whether the part about the run is to stand open."""
        return self._in_use("distance", "duration", "intensity", "temperature", "race", "rest_day", "flag")

    @property
    def narrowed(self) -> bool:
        """Whether the filters are to stand open."""
        in_use = self._in_use("brand", "audience", "max_price", "in_stock")
        return in_use or self.value("graduated") not in ("", "any")

    def _in_use(self, *names: str) -> bool:
        return any(self.value(name) or self.fault(name) for name in names)

    @property
    def link(self) -> str:
        """The address of this search without anything of the person, seen from the page itself."""
        return f"./?{shared_query(self.form, self.messages.language)}"

    def languages(self) -> list[tuple[str, str, str]]:
        """Each language with its own name and what the address of this search in it ends with."""
        return [(tag, NAMES[tag], shared_query(self.form, tag)) for tag in LANGUAGES]

    @property
    def results(self) -> Results | None:
        """The report of the answer; None where there is no answer."""
        return Results(self.answer, self.running) if self.answer else None

    @property
    def emergency(self) -> str:
        """The call for the emergency services, where a sign asks for it: it is then shown alone. Empty otherwise."""
        call = self.results.emergency if self.results else None
        return self.say(call) if call else ""

    def say(self, words: Words) -> str:
        """Words of a report as a text."""
        return text_of(words, self.messages)

    def lines(self, lines: Sequence[Line]) -> Html:
        """Lines of a report as elements."""
        return html_lines(lines, self.messages)

    def places(self, match: Match) -> tuple[Place, ...]:
        """The readings of a match, each on the bands of the chart that answered."""
        return places_of(match, self.messages)

    def measured(self) -> list[tuple[str, str]]:
        """The entries of the question, for the head of the results and for paper."""
        entries = [(p.value, with_unit(self.value(p.value), unit_of(p, self.units))) for p in (*FIRST, *OTHER, *BODY)]
        measures = [(self.point(name), self.number(entry)) for name, entry in entries if entry]
        shoe = self.value("shoe")
        return [*measures, *([(self.point("shoe"), with_system(shoe, self.picked("shoe_system")))] if shoe else [])]

    def number(self, text: str) -> str:
        """A printed figure in the language's way of writing decimals."""
        return self.messages.number(text)
