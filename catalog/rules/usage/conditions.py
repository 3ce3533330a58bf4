"""When each usage rule fires: the wording people read, and the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from msgspec import Struct

from ...model.question import Experience, Goal, Symptom
from .inputs import Inputs, Load

T = TypeVar("T")


class Trigger(Struct, Generic[T], frozen=True):
    """What makes a row of the tables act: its wording, and whether it holds for what the row looks at."""

    wording: str
    holds: Callable[[T], bool]


When = Trigger[Inputs]
SHORT, MEDIUM, BEGINNER = Load.SHORT, Load.MEDIUM, Experience.BEGINNER
TIGHTNESS, HEAVY, SWELLING, SORE = Symptom.CALF_TIGHTNESS, Symptom.HEAVY_LEGS, Symptom.SWELLING, Symptom.SORENESS
UNPROVEN_AFTER: Final = frozenset({Goal.CRAMPS, Goal.INJURY_PREVENTION})
UNPROVEN_DURING: Final = UNPROVEN_AFTER | {Goal.SPEED}


always = When("Always.", lambda _: True)
quiet = When("Short run, easy or steady.", lambda i: i.quiet)
short_hard = When("Short and hard session.", lambda i: i.load is SHORT and i.hard)
medium = When("Medium run, any intensity.", lambda i: i.load is MEDIUM)
medium_not_hard = When("Medium run, easy or steady.", lambda i: i.load is MEDIUM and not i.hard)
medium_hard = When("Medium and hard session.", lambda i: i.load is MEDIUM and i.hard)
long = When("Long run, any intensity.", lambda i: i.long)
rest_day = When("Rest day.", lambda i: i.resting)
travel = When("Seated travel to the run or race.", lambda i: i.travel)
calf_tight = When("Calf tightness.", lambda i: TIGHTNESS in i.symptoms)
heavy_legs = When("Heavy legs.", lambda i: HEAVY in i.symptoms)
swollen = When("Swelling.", lambda i: SWELLING in i.symptoms)
sore = When("Soreness.", lambda i: SORE in i.symptoms)
race = When("A race.", lambda i: i.race)
high_volume = When("High volume.", lambda i: i.high_volume)
limited_recovery = When("Limited recovery.", lambda i: i.limited_recovery)
recovery_goal = When("The goal recovery.", lambda i: Goal.RECOVERY in i.goals)
calf_heavy_swollen = When(
    "Calf tightness, heavy legs or swelling.",
    lambda i: bool(i.symptoms) and (calf_tight.holds(i) or heavy_legs.holds(i) or swollen.holds(i)),
)
shin = When("Mild shin discomfort.", lambda i: Symptom.SHIN_MILD in i.symptoms)
cramps_not_quiet = When(
    "Cramp history, and not a short easy or steady run.", lambda i: Symptom.CRAMPS in i.symptoms and not i.quiet
)
recovery_run = When("Short easy or steady run soon after a hard effort.", lambda i: i.quiet and i.recent_hard)
beginner = When("Beginner.", lambda i: i.experience is BEGINNER)
beginner_moderate = When(
    "Beginner, and the session is neither long nor hard.", lambda i: beginner.holds(i) and not (i.long or i.hard)
)
only_speed = When("Speed is the only goal stated.", lambda i: i.goals == {Goal.SPEED})
only_unproven_during = When(
    "All goals stated are speed, cramps or injury prevention, and not speed alone.",
    lambda i: bool(i.goals) and i.goals <= UNPROVEN_DURING and not only_speed.holds(i),
)
only_unproven_after = When(
    "All goals stated are cramps or injury prevention.", lambda i: bool(i.goals) and i.goals <= UNPROVEN_AFTER
)
untested_race = When("Race day, and stated as not tested in training.", lambda i: i.race and i.tested is False)
race_testing_unstated = When(
    "Race day, and nothing said about testing in training.", lambda i: i.race and i.tested is None
)
REASONS_TO_RECOVER: Final = (high_volume, limited_recovery, race, calf_heavy_swollen, sore, recovery_goal)
reason_to_recover = When(
    "Calf tightness, heavy legs, swelling, soreness, high volume, limited recovery, a race or the goal recovery.",
    lambda i: any(t.holds(i) for t in REASONS_TO_RECOVER),
)
volume_without_recovery = When(
    "High volume with limited recovery, and not a short easy or steady run.",
    lambda i: i.high_volume and i.limited_recovery and not i.quiet,
)
recent_hard = When("A hard or long effort in the last two days.", lambda i: i.recent_hard)
travel_after_load = When(
    "Seated travel with a long or hard session, or soon after one.",
    lambda i: i.travel and (i.long or i.hard or i.recent_hard),
)
travel_only = When(
    "Seated travel without a long or hard session.", lambda i: i.travel and not (i.long or i.hard or i.recent_hard)
)
