"""What the usage rules look at: the run and the runner, brought to a few plain words."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Final

from msgspec import Struct

from ...model.policy import Policy
from ...model.question import Experience, Goal, Intensity, Question, Run, Runner, Surface, Symptom
from ...model.remember import Remembered

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
BANDS: Final = (Load.UNKNOWN, Load.SHORT, Load.MEDIUM, Load.LONG)
"""From the least; `unknown` comes before all."""


class Inputs(Struct, frozen=True):
    """Everything a rule may ask, normalised; what the person did not say has its default here.

    `tested` has none: None is a question that was not answered.
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


class _UsageThresholds:
    """The policy's limits for a run and a runner, each read when it is first needed; all are inclusive."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def _um(self, name: str) -> int:
        return round(self._policy.number(name) * UM_PER_KM)

    @cached_property
    def medium_um(self) -> int:
        return self._um("usage.medium_km")

    @cached_property
    def long_um(self) -> int:
        return self._um("usage.long_km")

    @cached_property
    def long_trail_um(self) -> int:
        return self._um("usage.long_trail_km")

    @cached_property
    def marathon_um(self) -> int:
        return self._um("usage.marathon_km")

    @cached_property
    def medium_seconds(self) -> float:
        return self._policy.number("usage.medium_minutes") * 60

    @cached_property
    def long_seconds(self) -> float:
        return self._policy.number("usage.long_minutes") * 60

    @cached_property
    def high_volume_um(self) -> int:
        return self._um("usage.high_volume_km")

    @cached_property
    def high_volume_runs(self) -> int:
        return self._policy.whole("usage.high_volume_runs")

    @cached_property
    def recent_hard_hours(self) -> float:
        return self._policy.number("usage.recent_hard_hours")

    @cached_property
    def limited_recovery_hours(self) -> float:
        return self._policy.number("usage.limited_recovery_hours")

    @cached_property
    def travel_hours(self) -> float:
        return self._policy.number("usage.travel_hours")

    @cached_property
    def hot_tenths(self) -> float:
        return self._policy.number("usage.hot_celsius") * 10

    @cached_property
    def cold_tenths(self) -> float:
        return self._policy.number("usage.cold_celsius") * 10


_limits = Remembered(_UsageThresholds, 64)
NO_RUN: Final = Run()


def normalise(question: Question, policy: Policy) -> Inputs:
    """The inputs of a question under the policy's limits; limits are inclusive."""
    run, runner, limits = question.run or NO_RUN, question.runner, _limits(policy)
    travel = runner.travel_hours
    return Inputs(
        load_of(run, policy),
        run.intensity or Intensity.STEADY,
        runner.experience or Experience.REGULAR,
        runner.symptoms,
        runner.goals,
        high_volume=_high_volume(runner, limits),
        limited_recovery=_limited_recovery(runner, limits.limited_recovery_hours),
        recent_hard=_within(runner.hours_since_hard, limits.recent_hard_hours),
        race=run.race,
        tested=runner.tested_in_training,
        travel=travel is not None and travel >= limits.travel_hours,
        trail=run.surface is Surface.TRAIL,
        marathon=run.distance is not None and run.distance.um >= limits.marathon_um,
        hot=is_hot(run, policy),
        cold=is_cold(run, policy),
    )


def is_hot(run: Run | None, policy: Policy) -> bool:
    """Whether the air is at or above the policy's hot limit; False where no temperature is given."""
    tenths = run.temperature_tenths if run else None
    return tenths is not None and tenths >= _limits(policy).hot_tenths


def is_cold(run: Run | None, policy: Policy) -> bool:
    """Whether the air is at or below the policy's cold limit; False where no temperature is given."""
    tenths = run.temperature_tenths if run else None
    return tenths is not None and tenths <= _limits(policy).cold_tenths


def load_of(run: Run, policy: Policy) -> Load:
    """The band of a run: distance or planned time, whichever gives the higher one."""
    if run.rest_day:
        return NONE
    limits, found = _limits(policy), 0
    if run.distance is not None:
        long = limits.long_trail_um if run.surface is Surface.TRAIL else limits.long_um
        found = _band(run.distance.um, limits.medium_um, long)
    if run.seconds is not None:
        found = max(found, _band(run.seconds, limits.medium_seconds, limits.long_seconds))
    return BANDS[found]


def _band(value: float, medium: float, long: float) -> int:
    return 3 if value >= long else 2 if value >= medium else 1


def _within(hours: float | None, limit: float) -> bool:
    return hours is not None and hours <= limit


def _high_volume(runner: Runner, limits: _UsageThresholds) -> bool:
    far, often = runner.weekly_distance, runner.runs_per_week
    return (far is not None and far.um >= limits.high_volume_um) or (
        often is not None and often >= limits.high_volume_runs
    )


def _limited_recovery(runner: Runner, hours: float) -> bool:
    return runner.struggles_to_recover or _within(runner.hours_to_next_hard, hours)
