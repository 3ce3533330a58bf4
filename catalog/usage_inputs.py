"""What the usage rules look at: the run and the runner, brought to a few plain words."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from .policy import Policy
from .question import Experience, Goal, Intensity, Question, Run, Runner, Surface, Symptom

UM_PER_KM = 1_000_000_000


class Load(StrEnum):
    """How much the run asks of the legs; `none` is a rest day, `unknown` a run without its length."""

    UNKNOWN = "unknown"
    NONE = "none"
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


BANDS = (Load.SHORT, Load.MEDIUM, Load.LONG)


class Inputs(Struct, frozen=True):
    """Everything a rule may ask, normalised; what the person did not say has its default here."""

    load: Load = Load.UNKNOWN
    intensity: Intensity = Intensity.STEADY
    experience: Experience = Experience.REGULAR
    symptoms: frozenset[Symptom] = frozenset()
    goals: frozenset[Goal] = frozenset()
    high_volume: bool = False
    limited_recovery: bool = False
    recent_hard: bool = False
    race: bool = False
    tested: bool = False
    travel: bool = False
    trail: bool = False
    marathon: bool = False
    hot: bool = False
    cold: bool = False

    @property
    def resting(self) -> bool:
        """A rest day; it wins over any run that is stated with it."""
        return self.load is Load.NONE

    @property
    def hard(self) -> bool:
        """A hard session: a race always is one, a rest day never."""
        return not self.resting and (self.race or self.intensity is Intensity.HARD)

    @property
    def long(self) -> bool:
        """A long run."""
        return self.load is Load.LONG

    @property
    def quiet(self) -> bool:
        """A short run at an easy or steady pace."""
        return self.load is Load.SHORT and not self.hard


def normalise(question: Question, policy: Policy) -> Inputs:
    """The inputs of a question under the policy's limits; limits are inclusive."""
    run, runner = question.run or Run(), question.runner
    return Inputs(
        load=load_of(run, policy),
        intensity=run.intensity or Intensity.STEADY,
        experience=runner.experience or Experience.REGULAR,
        symptoms=runner.symptoms,
        goals=runner.goals,
        high_volume=_high_volume(runner, policy),
        limited_recovery=_limited_recovery(runner, policy),
        recent_hard=_within(runner.hours_since_hard, policy.number("usage.recent_hard_hours")),
        race=run.race,
        tested=runner.tested_in_training is True,
        travel=runner.travel_hours is not None and runner.travel_hours >= policy.number("usage.travel_hours"),
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
    """The band of a run: distance or planned time, whichever gives the higher one."""
    if run.rest_day:
        return Load.NONE
    bands = [*_by_distance(run, policy), *_by_time(run, policy)]
    return max(bands, key=BANDS.index, default=Load.UNKNOWN)


def _by_distance(run: Run, policy: Policy) -> tuple[Load, ...]:
    if run.distance is None:
        return ()
    trail = run.surface is Surface.TRAIL
    long = _um(policy, "usage.long_trail_km" if trail else "usage.long_km")
    return (_band(run.distance.um, _um(policy, "usage.medium_km"), long),)


def _by_time(run: Run, policy: Policy) -> tuple[Load, ...]:
    if run.seconds is None:
        return ()
    medium, long = policy.number("usage.medium_minutes") * 60, policy.number("usage.long_minutes") * 60
    return (_band(run.seconds, medium, long),)


def _band(value: float, medium: float, long: float) -> Load:
    if value >= long:
        return Load.LONG
    return Load.MEDIUM if value >= medium else Load.SHORT


def _um(policy: Policy, name: str) -> int:
    return round(policy.number(name) * UM_PER_KM)


def _within(hours: float | None, limit: float) -> bool:
    return hours is not None and hours <= limit


def _high_volume(runner: Runner, policy: Policy) -> bool:
    far = runner.weekly_distance
    often = runner.runs_per_week
    return (far is not None and far.um >= _um(policy, "usage.high_volume_km")) or (
        often is not None and often >= policy.whole("usage.high_volume_runs")
    )


def _limited_recovery(runner: Runner, policy: Policy) -> bool:
    soon = _within(runner.hours_to_next_hard, policy.number("usage.limited_recovery_hours"))
    return runner.struggles_to_recover or soon
