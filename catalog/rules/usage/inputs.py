"""What the usage rules look at: the run and the runner as a few words and yes-or-no facts, never a measure."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ...model.policy import Policy
from ...model.question import Experience, Goal, Intensity, Question, Run, Runner, Surface, Symptom

UM_PER_KM = 1_000_000_000


class Load(StrEnum):
    """How much the run asks of the legs; `none` is a rest day, `unknown` a run without its length."""

    UNKNOWN = "unknown"
    NONE = "none"
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


NONE, SHORT, LONG, HARD = Load.NONE, Load.SHORT, Load.LONG, Intensity.HARD
"""By name, since looking up a member of an enumeration takes longer than asking for it."""
LOADS: Final = (Load.UNKNOWN, Load.SHORT, Load.MEDIUM, Load.LONG)
"""From the least to the most; `unknown` comes before all."""


class Inputs(Struct, frozen=True):
    """Everything that a usage rule may look at; what the person did not say has its default here.

    `tested` has no default: None is a question that was not answered.
    """

    load: Load = Load.UNKNOWN
    intensity: Intensity = Intensity.STEADY
    experience: Experience = Experience.REGULAR
    symptoms: frozenset[Symptom] = frozenset()
    goals: frozenset[Goal] = frozenset()
    high_volume: bool = False
    limited_recovery: bool = False
    recent_hard: bool = False
    race: bool = False
    tested: bool | None = None
    travel: bool = False
    trail: bool = False
    marathon: bool = False
    hot: bool = False
    cold: bool = False

    @property
    def resting(self) -> bool:
        """A rest day; it wins over any run that is stated with it."""
        return self.load is NONE

    @property
    def hard(self) -> bool:
        """A hard session: a race always is one, a rest day never."""
        return self.load is not NONE and (self.race or self.intensity is HARD)

    @property
    def long(self) -> bool:
        """A long run."""
        return self.load is LONG

    @property
    def quiet(self) -> bool:
        """A short run at an easy or steady pace."""
        return self.load is SHORT and not (self.race or self.intensity is HARD)


NO_RUN: Final = Run()


def normalise(question: Question, policy: Policy) -> Inputs:
    """The inputs of a question under the policy's limits, all of which are inclusive."""
    run, runner = question.run or NO_RUN, question.runner
    travel = runner.travel_hours
    return Inputs(
        load_of(run, policy),
        run.intensity or Intensity.STEADY,
        runner.experience or Experience.REGULAR,
        runner.symptoms,
        runner.goals,
        high_volume=_high_volume(runner, policy),
        limited_recovery=_limited_recovery(runner, policy),
        recent_hard=_within(runner.hours_since_hard, policy.number("usage.recent_hard_hours")),
        race=run.race,
        tested=runner.tested_in_training,
        travel=travel is not None and travel >= policy.number("usage.travel_hours"),
        trail=run.surface is Surface.TRAIL,
        marathon=run.distance is not None and run.distance.um >= _um(policy, "usage.marathon_km"),
        hot=is_hot(run, policy),
        cold=is_cold(run, policy),
    )


def is_hot(run: Run | None, policy: Policy) -> bool:
    """Whether the air is at or above the policy's hot limit; False where no temperature is given."""
    tenths = run.temperature_tenths if run else None
    return tenths is not None and tenths >= policy.number("usage.hot_celsius") * 10


def is_cold(run: Run | None, policy: Policy) -> bool:
    """Whether the air is at or below the policy's cold limit; False where no temperature is given."""
    tenths = run.temperature_tenths if run else None
    return tenths is not None and tenths <= policy.number("usage.cold_celsius") * 10


def load_of(run: Run, policy: Policy) -> Load:
    """The load of a run, by its distance or its planned time, whichever gives the higher one."""
    if run.rest_day:
        return NONE
    level = 0
    if run.distance is not None:
        long = "usage.long_trail_km" if run.surface is Surface.TRAIL else "usage.long_km"
        level = _level(run.distance.um, _um(policy, "usage.medium_km"), _um(policy, long))
    if run.seconds is not None:
        medium, longer = (policy.number(f"usage.{name}_minutes") * 60 for name in ("medium", "long"))
        level = max(level, _level(run.seconds, medium, longer))
    return LOADS[level]


@lru_cache(256)
def _um(policy: Policy, name: str) -> int:
    """A distance of the policy, written in kilometres, in micrometres."""
    return round(policy.number(name) * UM_PER_KM)


def _level(value: float, medium: float, long: float) -> int:
    return 3 if value >= long else 2 if value >= medium else 1


def _within(hours: float | None, limit: float) -> bool:
    return hours is not None and hours <= limit


def _high_volume(runner: Runner, policy: Policy) -> bool:
    far, often = runner.weekly_distance, runner.runs_per_week
    is_far = far is not None and far.um >= _um(policy, "usage.high_volume_km")
    return is_far or (often is not None and often >= policy.whole("usage.high_volume_runs"))


def _limited_recovery(runner: Runner, policy: Policy) -> bool:
    hours = policy.number("usage.limited_recovery_hours")
    return runner.struggles_to_recover or _within(runner.hours_to_next_hard, hours)
