"""What the form of the page shows, made ready for its templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from ...documents.question import ANY
from ...messages.messages import Messages
from ...model.leg import LegPoint
from ...model.verdict import Fact
from ...report.html import unbroken
from .form import BODY, FIRST, OTHER, Form, choice_of, choices, is_bare, units_of, value_of
from .kinds import OTHER_KINDS, Kind
from .leg_drawing import EXAMPLES_IN
from .problems import Fault


class FormView(Struct, frozen=True):
    """One rendering of the form: what stands in its fields, what is wrong with them, and what it offers."""

    messages: Messages
    form: Form
    brands: Sequence[str] = ()
    faults: tuple[Fault, ...] = ()
    kinds: Sequence[Kind] = ()
    """The kinds of garment with what is measured for each; empty on a page that does not ask for a kind."""
    choices: Mapping[str, Sequence[str]] = field(default_factory=choices)
    known_sizes: Sequence[str] = ()
    """Sizes of products that can be picked while one types which fits."""
    known: str = ""
    """Whose size was given, in words; empty where none was, or it is not known yet whose."""

    def text(self, code: str, **facts: Fact) -> str:
        """A text in the language of the page."""
        return unbroken(self.messages.text(code, facts))

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

    def replied(self, name: str) -> bool:
        """Whether a question that is asked under an answer has a reply, or a fault to show."""
        return bool(self.value(name) or self.fault(name))

    def offered(self, name: str) -> list[tuple[str, str]]:
        """The replies to a question that is asked under an answer."""
        replies = ((str(value), self.text(f"page.{name}_{value}")) for value in self.choices[name])
        return [("", self.text("widget.unsaid")), *replies]

    def other_legs(self) -> list[str]:
        """The points that were measured at the other leg, too."""
        return [p.value for p in (*FIRST, *OTHER) if self.replied(f"other_{p.value}")]

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
        points = self.rest_points if self.kinds else (*OTHER, *BODY)
        return self._in_use(*(p.value for p in points), "shoe")

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
    def first_points(self) -> list[LegPoint]:
        """The measures that are asked first for some kind; each stands open for its kinds."""
        return list(dict.fromkeys(p for kind in self.kinds for p in kind.charts.first))

    @property
    def rest_points(self) -> list[LegPoint]:
        """All other measures."""
        first = self.first_points
        return [p for p in (*FIRST, *OTHER, *BODY) if p not in first]

    def kinds_of_first(self, point: LegPoint) -> str:
        """The kinds for which a measure that is asked first for some matters."""
        return " ".join(kind.name for kind in self.kinds if point in kind.charts.first and not kind.gives_none)

    @property
    def known_size(self) -> str:
        """A product of this catalog with its size, as a person who knows it may write it."""
        return next((kind.charts.example for kind in self.kinds if kind.charts.example), "")

    @property
    def sized_by_build(self) -> str:
        """The kinds with a chart that goes by height and weight alone."""
        return " ".join(kind.name for kind in self.kinds if kind.charts.by_build)

    @property
    def without_chart(self) -> str:
        """The kinds that no measure gives a size of: no product of them for sport has a chart in the catalog."""
        return " ".join(kind.name for kind in self.kinds if kind.gives_none)

    @property
    def with_chart(self) -> str:
        """All other kinds: a measure can give a size of them."""
        return " ".join(kind.name for kind in self.kinds if not kind.gives_none)

    def kinds_of_ring(self, point: str) -> str:
        """The kinds that have a place on their drawing."""
        return " ".join(kind.name for kind in self.kinds if point in kind.points)

    @property
    def other_kind(self) -> bool:
        """Whether the kinds behind "more kinds" are to stand open: one of them is chosen."""
        return self.value("garment") in (ANY, *OTHER_KINDS)

    def by_build(self, kind: Kind) -> str:
        """What height and weight are good for with one kind of garment."""
        code = "page.by_build" if kind.charts.by_build else "page.by_build_none"
        name = self.text("page.all_kinds") if kind.name == ANY else self.garment(kind.name)
        return self.text(code, kind=name, count=kind.charts.by_build, charts=kind.charts.charts)

    def number(self, text: str) -> str:
        """A printed figure in the language's way of writing decimals."""
        return self.messages.number(text)
