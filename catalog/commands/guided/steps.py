"""Which question comes next: the garment, its measures, health, then the run; never one that changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from msgspec import Struct, field

from ...documents.garment_words import garment_reader
from ...documents.question import UNKNOWN
from ...documents.shorthand import expand
from ...messages.messages import Messages
from ...model.leg import Dimension, LegPoint
from ...model.policy import shipped_policy
from ...model.question import Experience, MeasuredWhen, Prefer, RedFlag, Sex, Symptom
from ...model.verdict import Outcome, Reason
from ...search.loaded_catalog import LoadedCatalog
from ..options.typed_question import split_size
from ..terminal.prompt import Meaning
from .answered import ANY, NONE, SHOE, question_of
from .dialogue import ITEM, Answers, Choice, Step
from .measure_step import MEASURES, measure_step

GARMENTS: Final = ("sock", "calf_sleeve", "tights", "shorts", "thigh_sleeve", "full_leg_sleeve")
USES: Final = ("5k", "10k", "half", "marathon", "ultra", "trail-20k", "long-run", "intervals", "rest-day", "flight-6h")
LOOK_FOR: Final = ("legs", "feet", "morning", "skin", "spot", "effort", "papers")
"""What a person can look for who does not know whether a health sign is there."""
Lines = Callable[[Mapping[str, Any]], Sequence[str]]


class QuestionGuide(Struct):
    """The questions about one catalog in one language; `lines` writes the answer to some answers as it would read."""

    catalog: LoadedCatalog
    messages: Messages
    lines: Lines
    accepted: set[Reason]
    """The odd things that the person said are right."""
    idle: dict[str, Answers] = field(default_factory=dict)
    """The answers beside which a question changed nothing, by its name: it does not come up later."""

    def next_step(self, answers: Answers) -> Step | None:
        """Return the question that comes next; None where nothing more changes the answer."""
        for ask in self._about_the_leg():
            if step := ask(answers):
                return step
        if set(answers["red_flags"] or ()) & set(RedFlag) or not (answers.get("for") or "for" not in answers):
            return None
        return next((step for ask in self._about_the_run() if (step := ask(answers))), None)

    def _about_the_leg(self) -> Sequence[Callable[[Answers], Step | None]]:
        first = (self._garment, self._sex, self._measure, self._same_as)
        return (*first, self._measured, self._prefer, self._red_flags)

    def _about_the_run(self) -> Sequence[Callable[[Answers], Step | None]]:
        return (self._use, self._race, self._tested, self._experience, self._symptoms)

    def _text(self, code: str) -> str:
        return self.messages.text(code)

    def _make(self, name: str, text: str, choices: Sequence[Choice], **more: Any) -> Step:
        return Step(name, text, help=(self._text(f"ui.help.{name}"),), choices=tuple(choices), **more)

    def _if_it_matters(self, step: Step, answers: Answers) -> Step | None:
        """Return the step unless it was answered, or the answer reads the same whatever is chosen."""
        before = self.idle.get(step.name)
        if step.name in answers or (before is not None and before.items() <= answers.items()):
            return None
        values = [[c.value] if step.many else c.value for c in step.choices if c.means is not Meaning.NO]
        without = self.lines({**answers, step.name: None})
        if any(self.lines({**answers, step.name: value}) != without for value in values):
            return step
        self.idle[step.name] = dict(answers)
        return None

    def _garment(self, answers: Answers) -> Step | None:
        kinds = {p.garment.value for p in self.catalog.snapshot.products}
        choices = [Choice(self._text(f"page.{g}"), g) for g in GARMENTS if g in kinds]
        if "garment" in answers or len(choices) < 2:
            return None
        choices.append(Choice(self._text("page.any"), ANY))
        return self._make("garment", self._text("ui.ask.garment"), choices, read=_garment_named)

    def _sex(self, answers: Answers) -> Step | None:
        choices = [Choice(self._text(f"ui.sex.{sex.value}"), sex.value) for sex in Sex]
        return self._if_it_matters(self._make("sex", self._text("ui.ask.sex"), choices), answers)

    def _measure(self, answers: Answers) -> Step | None:
        """Return the measure that most products wait for and that the person has not been asked for."""
        from ...search.lookup import next_measure

        asked_for = frozenset(p for p in LegPoint if (SHOE if p.dimension is Dimension.SHOE else p.value) in answers)
        best = next_measure(self.catalog, question_of(answers), shipped_policy(), asked_for)
        if best is None:
            return None
        point, count = best
        return measure_step(point, answers, self.accepted, self.messages, decides=count)

    def _same_as(self, answers: Answers) -> Step | None:
        """Return the question for a size that fits already, where measures were asked for and none can be had."""
        measures = [answers[p.value] for p in LegPoint if p.value in answers] + [answers.get(SHOE)]
        example = self._sized_product(answers.get("garment"))
        if "same_as" in answers or len(measures) == 1 or any(measures) or not example:
            return None

        def read(typed: str) -> dict[str, str]:
            from ...search.lookup import with_reference_size

            value = split_size(typed)
            with_reference_size(self.catalog, question_of({**answers, "same_as": value}))
            return value

        hints = (self.messages.text("ui.ask.like", {"example": example}),)
        return self._make("same_as", self._text("ui.ask.same_as"), (), hints=hints, read=read)

    def _sized_product(self, garment: str | None) -> str:
        """Return an example of a product and a size of it; empty where no sport product has a size chart."""
        snapshot = self.catalog.snapshot
        sized = (
            f"{p.id} {p.chart.sizes[0].label}"
            for p in snapshot.products
            if p.chart and p.chart.sizes and garment in (p.garment.value, ANY, None)
            if snapshot.gates[p.id].medical.outcome is Outcome.PASS
        )
        return next(sized, "")

    def _measured(self, answers: Answers) -> Step | None:
        if not any(answers.get(name) for name in MEASURES):
            return None
        choices = [Choice(self._text(f"ui.measured.{when.value}"), when.value) for when in MeasuredWhen]
        return self._if_it_matters(self._make("measured", self._text("ui.ask.measured"), choices), answers)

    def _prefer(self, answers: Answers) -> Step | None:
        choices = [Choice(self._text(f"ui.prefer.{prefer.value}"), prefer.value) for prefer in Prefer]
        return self._if_it_matters(self._make("prefer", self._text("ui.ask.prefer"), choices), answers)

    def _red_flags(self, answers: Answers) -> Step | None:
        """Return the question about health; "don't know" is an answer of its own, and never "none"."""
        if "red_flags" in answers:
            return None
        choices = [
            *(Choice(self._text(f"flag.{flag.value}"), flag.value) for flag in RedFlag),
            Choice(self._text("ui.ask.none"), NONE, "0", Meaning.NO),
            Choice(self._text("ui.ask.not_known"), UNKNOWN, "-", Meaning.UNKNOWN),
        ]
        otherwise = self._text("ui.ask.pick_health")
        unmeasured = not any(p.value in answers for p in LegPoint) and SHOE not in answers
        hints = (self._text("ui.ask.no_measure"),) if unmeasured else ()
        more = {"many": True, "otherwise": otherwise, "after": self._what_to_look_for, "hints": hints}
        return self._make("red_flags", self._text("ui.ask.red_flags"), choices, **more)

    def _what_to_look_for(self, flags: Sequence[str]) -> Sequence[str]:
        if UNKNOWN not in flags:
            return ()
        signs = ["usage.C1", *(f"ui.look.{sign}" for sign in LOOK_FOR)]
        items = [f"{ITEM}{self._text(sign)}" for sign in signs]
        return (self._text("ui.ask.look"), *items, self._text("ui.ask.open"))

    def _use(self, answers: Answers) -> Step | None:
        if "for" in answers:
            return None
        uses = [Choice(self._text(f"ui.use.{use}"), use) for use in USES]
        return self._make("for", self._text("ui.ask.for"), uses, read=_use_named, either=self._which_use)

    def _which_use(self, typed: str) -> Step | None:
        """Return the question whether a bare number is one of the list or kilometres, where it can be both."""
        number = typed.strip()
        listed = dict(zip(map(str, range(1, len(USES) + 1)), USES, strict=False)).get(number)
        if listed is None or f"{number}k" not in USES or listed == f"{number}k":
            return None
        choices = [Choice(self._text(f"ui.use.{use}"), partial(str, use)) for use in (f"{number}k", listed)]
        return Step("for", self.messages.text("ui.ask.which", {"typed": number}), choices=tuple(choices))

    def _race(self, answers: Answers) -> Step | None:
        """Return the question whether it is a race, where there is a run."""
        run = expand(answers["for"]).get("run", {})
        return None if "rest_day" in run else self._yes_or_no("race", self._text("ui.ask.race"), answers)

    def _tested(self, answers: Answers) -> Step | None:
        return self._yes_or_no("tested", self._text("usage.question.tested_in_training"), answers)

    def _yes_or_no(self, name: str, text: str, answers: Answers) -> Step | None:
        choices = (
            Choice(self._text("ui.ask.plain_yes"), value=True, means=Meaning.YES),
            Choice(self._text("ui.ask.plain_no"), value=False, means=Meaning.NO),
        )
        return self._if_it_matters(self._make(name, text, choices), answers)

    def _experience(self, answers: Answers) -> Step | None:
        choices = [Choice(self._text(f"ui.experience.{level.value}"), level.value) for level in Experience]
        return self._if_it_matters(self._make("experience", self._text("ui.ask.experience"), choices), answers)

    def _symptoms(self, answers: Answers) -> Step | None:
        choices = [
            *(Choice(self._text(f"ui.symptom.{s.value}"), s.value) for s in Symptom),
            Choice(self._text("ui.ask.none"), NONE, "0", Meaning.NO),
        ]
        step = self._make("symptoms", self._text("ui.ask.symptoms"), choices, many=True)
        return self._if_it_matters(step, answers)


def _garment_named(typed: str) -> str:
    """Return the kind of garment that a word names. Raises: BadInput."""
    garment = garment_reader.read(typed)
    return ANY if garment is None else garment.value


def _use_named(typed: str) -> str:
    """Return a short word for a run as `--for` takes it. Raises: BadInput."""
    expand(typed)
    return typed
