"""The one list of the options of a question, each with its place in the question document."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter
from typing import Any, Final

from msgspec import Struct

from ...model.leg import GIRTHS, LENGTHS, LegPoint
from .completion import complete_brand, complete_collection, complete_known_size, complete_profile, complete_run
from .parameter import option as parameter_of


class QuestionOption(Struct, frozen=True):
    """One option of the question: its name, its place in the document, its kind and its help."""

    name: str
    field: str
    kind: Any
    help: str
    panel: str
    metavar: str | None = None
    completes: Callable[[str], list[str]] | None = None
    point: LegPoint | None = None
    """The point whose measure the option takes."""

    @property
    def option(self) -> str:
        """Return the option as typed."""
        return f"--{self.name.rstrip('_').replace('_', '-')}"

    def parameter(self) -> Parameter:
        """Make the parameter that Typer reads the option from."""
        flags = f"{self.option}/--not-{self.name}" if self.name == "tested" else self.option
        return parameter_of(self.name, self.kind, flags, self.help, self.metavar, self.panel, self.completes)


MEASURES, BODY, RUN, RUNNER, NARROW = "Measures", "You", "The run", "The runner", "Narrow by"
TAPE, WORD = "LENGTH", "WORD"
SYMPTOMS = "calf_tightness, heavy_legs, swelling, soreness, cramps or shin_mild; may be given again."
GOALS = "speed, comfort, recovery, cramps or injury_prevention; may be given again."
FLAG = "A health sign C1 to C9 (`legfit ask` reads them out), or unknown; it is never stored."
FOR = "A usual run: 5k, 10k, half, marathon, ultra, trail-20k, long-run, intervals, recovery-run, rest-day, flight-6h."

SAME = 'A size that fits you already: "cep-run-socks III".'
SINCE = "Hours since the last hard or long effort."
STRUGGLES = "You struggle to recover between runs."
ONLY_BRAND = "Only this brand; may be given again."
ONLY_COLLECTION = "Only this collection (`legfit collections`); may be given again."
NOT_SURE = "Also what may not be made for sport, marked."
PROOF = "stated, claimed or any: how well it is shown that the pressure falls from the ankle up."


def _measure(point: LegPoint) -> QuestionOption:
    """Make the option of a girth or length of the leg; the option is called as the point is in the code."""
    return QuestionOption(
        point.name.lower(), f"legs.{point.value}", list[str], point.description, MEASURES, TAPE, point=point
    )


def _collection(help: str) -> QuestionOption:
    return QuestionOption("collection", "filters.collections", list[str], help, NARROW, "NAME", complete_collection)


# The calf comes first: most charts ask for it.
LEG_OPTIONS: Final = (
    *(_measure(p) for p in sorted((*GIRTHS, *LENGTHS), key=lambda p: p is not LegPoint.CALF)),
    QuestionOption("height", "body.height", str, LegPoint.HEIGHT.description, BODY, TAPE, point=LegPoint.HEIGHT),
    QuestionOption("weight", "body.weight", str, LegPoint.WEIGHT.description, BODY, "MASS", point=LegPoint.WEIGHT),
    QuestionOption("sex", "body.sex", str, "female or male; only to estimate a girth from height and weight.",
                   BODY, WORD),
    QuestionOption("shoe", "shoe", str, 'Shoe size with its system: "EU 43", "UK 8.5", "US M 9".', BODY, "SIZE"),
)  # fmt: skip
YES: Final = QuestionOption("yes", "confirmed", bool, "The unusual entries are right: go on.", BODY)
CHOICE_OPTIONS: Final = (
    QuestionOption("prefer", "prefer", str, "firmer or softer, between two sizes.", BODY, WORD),
    QuestionOption("measured", "measured", str, "morning, evening or after_run: when the tape was used.", BODY, WORD),
    QuestionOption("same_as", "same_as", str, SAME, BODY, '"PRODUCT SIZE"', complete_known_size),
    YES,
)  # fmt: skip
RUN_OPTIONS: Final = (
    QuestionOption("for_", "for", str, FOR, RUN, "RUN", complete_run),
    QuestionOption("distance", "run.distance", str, 'How far: "21.1 km", "13 mi".', RUN, "DISTANCE"),
    QuestionOption("duration", "run.duration", str, 'How long: "1:50:00", "110 min", "2 h".', RUN, "TIME"),
    QuestionOption("intensity", "run.intensity", str, "easy, steady or hard.", RUN, WORD),
    QuestionOption("surface", "run.surface", str, "road, track, treadmill or trail.", RUN, WORD),
    QuestionOption("race", "run.race", bool, "It is a race.", RUN),
    QuestionOption("rest_day", "run.rest_day", bool, "No run today.", RUN),
    QuestionOption("temperature", "run.temperature", str, 'Air temperature: "27 C", "81 F".', RUN, "DEGREES"),
    QuestionOption("experience", "runner.experience", str, "beginner, regular or advanced.", RUNNER, WORD),
    QuestionOption("weekly_distance", "runner.weekly_distance", str, 'Distance in a week: "60 km".',
                   RUNNER, "DISTANCE"),
    QuestionOption("runs_per_week", "runner.runs_per_week", str, "How many runs in a week.", RUNNER, "NUMBER"),
    QuestionOption("symptom", "runner.symptoms", list[str], SYMPTOMS, RUNNER, WORD),
    QuestionOption("goal", "runner.goals", list[str], GOALS, RUNNER, WORD),
    QuestionOption("hours_since_hard", "runner.hours_since_hard", str, SINCE, RUNNER, "HOURS"),
    QuestionOption("hours_to_next_hard", "runner.hours_to_next_hard", str, "Hours until the next one.",
                   RUNNER, "HOURS"),
    QuestionOption("struggles_to_recover", "runner.struggles_to_recover", bool, STRUGGLES, RUNNER),
    QuestionOption("travel_hours", "runner.travel_hours", str, "Hours of sitting on a journey.", RUNNER, "HOURS"),
    QuestionOption("tested", "runner.tested_in_training", bool, "The garment was tried in training, or not.", RUNNER),
    QuestionOption("red_flag", "runner.red_flags", list[str], FLAG, RUNNER, "C1..C9"),
)  # fmt: skip
NARROW_OPTIONS: Final = (
    QuestionOption("brand", "filters.brands", list[str], ONLY_BRAND, NARROW, "BRAND", complete_brand),
    _collection(ONLY_COLLECTION),
    QuestionOption("audience", "filters.audience", str, "women, men or unisex.", NARROW, WORD),
    QuestionOption("max_price", "filters.max_price", str, 'Not dearer than this: "50 EUR".', NARROW, "PRICE"),
    QuestionOption("max_mmhg", "filters.max_mmhg", str, "No stated pressure above this.", NARROW, "MMHG"),
    QuestionOption("graduated", "filters.graduated", str, PROOF, NARROW, WORD),
    QuestionOption("in_stock", "filters.in_stock", bool, "Nothing that is known to be sold out.", NARROW),
    QuestionOption("include_review", "filters.include_review", bool, NOT_SURE, NARROW),
)  # fmt: skip
OTHERS_FROM: Final = _collection("Recommend others of this collection alone; may be given again.")
"""Where a product is named it is answered whatever its collection."""
UNITS: Final = QuestionOption("units", "units", str, "cm or in, for what is printed.", BODY, WORD)
PROFILE: Final = QuestionOption(
    "profile", "", str, "Legs saved with `legfit profile save`.", BODY, "NAME", complete_profile
)
ALL_OPTIONS: Final = (*LEG_OPTIONS, *CHOICE_OPTIONS, UNITS, PROFILE, *RUN_OPTIONS, *NARROW_OPTIONS)
