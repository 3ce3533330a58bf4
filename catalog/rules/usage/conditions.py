"""When each usage rule fires: one small condition a rule, its docstring the wording people read."""

from __future__ import annotations

from typing import Final

from ...model.question import Experience, Goal, Symptom
from .inputs import Inputs, Load

SHORT, MEDIUM, BEGINNER = Load.SHORT, Load.MEDIUM, Experience.BEGINNER
TIGHTNESS, HEAVY, SWELLING, SORE = Symptom.CALF_TIGHTNESS, Symptom.HEAVY_LEGS, Symptom.SWELLING, Symptom.SORENESS
UNPROVEN_AFTER: Final = frozenset({Goal.CRAMPS, Goal.INJURY_PREVENTION})
UNPROVEN_DURING: Final = UNPROVEN_AFTER | {Goal.SPEED}


def always(_: Inputs) -> bool:
    """Always."""
    return True


def quiet(i: Inputs) -> bool:
    """Short run, easy or steady."""
    return i.quiet


def short_hard(i: Inputs) -> bool:
    """Short and hard session."""
    return i.load is SHORT and i.hard


def medium(i: Inputs) -> bool:
    """Medium run, any intensity."""
    return i.load is MEDIUM


def medium_not_hard(i: Inputs) -> bool:
    """Medium run, easy or steady."""
    return i.load is MEDIUM and not i.hard


def medium_hard(i: Inputs) -> bool:
    """Medium and hard session."""
    return i.load is MEDIUM and i.hard


def long(i: Inputs) -> bool:
    """Long run, any intensity."""
    return i.long


def rest_day(i: Inputs) -> bool:
    """Rest day."""
    return i.resting


def travel(i: Inputs) -> bool:
    """Seated travel to the run or race."""
    return i.travel


def calf_tight(i: Inputs) -> bool:
    """Calf tightness."""
    return TIGHTNESS in i.symptoms


def heavy_legs(i: Inputs) -> bool:
    """Heavy legs."""
    return HEAVY in i.symptoms


def swollen(i: Inputs) -> bool:
    """Swelling."""
    return SWELLING in i.symptoms


def sore(i: Inputs) -> bool:
    """Soreness."""
    return SORE in i.symptoms


def race(i: Inputs) -> bool:
    """A race."""
    return i.race


def high_volume(i: Inputs) -> bool:
    """High volume."""
    return i.high_volume


def limited_recovery(i: Inputs) -> bool:
    """Limited recovery."""
    return i.limited_recovery


def recovery_goal(i: Inputs) -> bool:
    """The goal recovery."""
    return Goal.RECOVERY in i.goals


def calf_heavy_swollen(i: Inputs) -> bool:
    """Calf tightness, heavy legs or swelling."""
    return bool(i.symptoms) and (calf_tight(i) or heavy_legs(i) or swollen(i))


def shin(i: Inputs) -> bool:
    """Mild shin discomfort."""
    return Symptom.SHIN_MILD in i.symptoms


def cramps_not_quiet(i: Inputs) -> bool:
    """Cramp history, and not a short easy or steady run."""
    return Symptom.CRAMPS in i.symptoms and not i.quiet


def recovery_run(i: Inputs) -> bool:
    """Short easy or steady run soon after a hard effort."""
    return i.quiet and i.recent_hard


def beginner(i: Inputs) -> bool:
    """Beginner."""
    return i.experience is BEGINNER


def beginner_moderate(i: Inputs) -> bool:
    """Beginner, and the session is neither long nor hard."""
    return beginner(i) and not (i.long or i.hard)


def only_speed(i: Inputs) -> bool:
    """Speed is the only goal stated."""
    return i.goals == {Goal.SPEED}


def only_unproven_during(i: Inputs) -> bool:
    """All goals stated are speed, cramps or injury prevention, and not speed alone."""
    return bool(i.goals) and i.goals <= UNPROVEN_DURING and not only_speed(i)


def only_unproven_after(i: Inputs) -> bool:
    """All goals stated are cramps or injury prevention."""
    return bool(i.goals) and i.goals <= UNPROVEN_AFTER


def untested_race(i: Inputs) -> bool:
    """Race day, and stated as not tested in training."""
    return i.race and i.tested is False


def race_testing_unstated(i: Inputs) -> bool:
    """Race day, and nothing said about testing in training."""
    return i.race and i.tested is None


def reason_to_recover(i: Inputs) -> bool:
    """Calf tightness, heavy legs, swelling, soreness, high volume, limited recovery, a race or the goal recovery."""
    flags = i.high_volume or i.limited_recovery or i.race
    return flags or calf_heavy_swollen(i) or sore(i) or recovery_goal(i)


def volume_without_recovery(i: Inputs) -> bool:
    """High volume with limited recovery, and not a short easy or steady run."""
    return i.high_volume and i.limited_recovery and not i.quiet


def recent_hard(i: Inputs) -> bool:
    """A hard or long effort in the last two days."""
    return i.recent_hard


def travel_after_load(i: Inputs) -> bool:
    """Seated travel with a long or hard session, or soon after one."""
    return i.travel and (i.long or i.hard or i.recent_hard)


def travel_only(i: Inputs) -> bool:
    """Seated travel without a long or hard session."""
    return i.travel and not (i.long or i.hard or i.recent_hard)
