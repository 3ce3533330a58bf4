"""What the page shows, made ready for its template: its texts and drawings."""

from __future__ import annotations

from collections.abc import Sequence

from ...messages.messages import LANGUAGES
from ...model.answer import Answer, Match
from ...model.leg import LegPoint
from ...model.question import Side
from ...report.html import Html, html_lines, unbroken
from ...report.lines import Line, Words
from ...report.page import Results
from ...report.plain import text_of
from ...search.catalog_facts import CatalogFacts
from ...search.dearer import Dearer
from .band_drawing import Place, places_of
from .folded import folded_text
from .form import BODY, FIRST, OTHER, OTHER_LEG, shared_query, unit_of, with_system, with_unit
from .form_view import FormView
from .frame import NAMES
from .holdings import holdings
from .in_force import HIDES, filters_in_force
from .problems import Doubt, agreed_in
from .results_view import ShownAnswer


class View(FormView, frozen=True):
    """One rendering of the page: the form, and what is answered."""

    answer: Answer | None = None
    confirm: Doubt | None = None
    next_question: str = ""
    """What is asked under the answer, by name; empty where nothing is."""
    images: tuple[str, ...] = ()
    """The origins whose pictures may be shown."""
    down: bool = False
    dearer: Sequence[Dearer] = ()
    """What is dearer than the limit; named beside what else is left out."""
    facts: CatalogFacts | None = None
    """What the catalog holds, to be said at the foot of the page; None where it cannot be read."""

    @property
    def holds(self) -> str:
        """What the catalog holds, in a sentence; empty where it is not known or holds nothing."""
        facts = self.facts
        if facts is None or not facts.products:
            return ""
        return unbroken(holdings(facts, self.messages))

    @property
    def agreed(self) -> tuple[str, ...]:
        """The marks of the doubts that were answered with yes: they hold as long as the page is gone on with."""
        return agreed_in(self.form)

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
    def shown(self) -> ShownAnswer | None:
        """The answer half of the page; None where there is no answer."""
        if self.answer is None:
            return None
        return ShownAnswer(
            self.answer, self.messages, self.form, self.running, self.next_question, self.images, self.dearer
        )

    def filters(self) -> list[tuple[str, str]]:
        """The filters in force, by field, each with its words."""
        return list(filters_in_force(self))

    def filter_behind(self, cause: str) -> tuple[str, str] | None:
        """The filter in force for which a cause leaves products out, by field, with its words; None where none does."""
        return next((one for one in filters_in_force(self) if one[0] == HIDES.get(cause)), None)

    @property
    def emergency(self) -> str:
        """The call for the emergency services, where a sign asks for it: it is then shown alone. Empty otherwise."""
        call = self.results.emergency if self.results else None
        return self.say(call) if call else ""

    def say(self, words: Words) -> str:
        """Words of a report as a text."""
        return unbroken(text_of(words, self.messages))

    def lines(self, lines: Sequence[Line]) -> Html:
        """Lines of a report as elements."""
        return html_lines(lines, self.messages)

    def places(self, match: Match) -> tuple[Place, ...]:
        """The readings of a match, each on the bands of the chart that answered."""
        return places_of(match, self.messages)

    def measured(self) -> list[tuple[str, str]]:
        """The entries of the question, for the head of the results and for paper."""
        points = [p for p in (*FIRST, *OTHER, *BODY) if self.value(p.value)]
        measures = [(self.point(p.value), self._entry(p)) for p in points]
        shoe = self.value("shoe")
        return [*measures, *([(self.point("shoe"), with_system(shoe, self.picked("shoe_system")))] if shoe else [])]

    def _entry(self, point: LegPoint) -> str:
        """What was typed at a point, with its unit: of both legs where the other one was measured, too."""
        one, other = (self._with_unit(point, name) for name in (point.value, OTHER_LEG + point.value))
        if not other:
            return one
        left, right = (other, one) if self.picked("side") == Side.RIGHT else (one, other)
        return f"{self.text('widget.left')} {left}, {self.text('widget.right')} {right}"

    def _with_unit(self, point: LegPoint, name: str) -> str:
        return self.number(with_unit(self.value(name), unit_of(point, self.units)))

    def how_measured(self) -> list[tuple[str, str]]:
        """How each entry of the question is measured, for paper."""
        names = [p.value for p in (*FIRST, *OTHER, *BODY) if self.value(p.value)]
        return [(self.point(name), self.text(f"how.{name}")) for name in names]

    @property
    def folded(self) -> str:
        """What was asked, in one line: the form is folded into it once there is an answer."""
        run = self.answer.question.run if self.answer else None
        return unbroken(folded_text(self, self.measured(), run))
