"""What a person asks: the legs, the body, the garment, the run, the runner, the filters."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from .leg import Dimension, LegPoint
from .money import Money
from .product import Audience, Garment
from .quantities import Length, ShoeSize


class Side(StrEnum):
    """Which leg; `both` where the person did not tell them apart."""

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"


class Prefer(StrEnum):
    """How tight the wearer wants it between two sizes."""

    FIRMER = "firmer"
    SOFTER = "softer"


class MeasuredWhen(StrEnum):
    """When the tape was used."""

    MORNING = "morning"
    EVENING = "evening"
    AFTER_RUN = "after_run"


class Sex(StrEnum):
    """Only used to estimate a girth from height and weight."""

    FEMALE = "female"
    MALE = "male"


class Reading(Struct, frozen=True):
    """One measured value: the mean of two readings, the median of three or more; store units."""

    value: int
    readings: tuple[int, ...]
    unit: str
    """The unit it was typed in."""

    @property
    def spread(self) -> int:
        """Largest minus smallest reading; 0 for a single one."""
        return max(self.readings) - min(self.readings)


Leg = Mapping[LegPoint, Reading]


class Legs(Struct, frozen=True):
    """The readings of each leg; `sides` has one entry `both`, or `left` and `right`."""

    sides: tuple[tuple[Side, Leg], ...] = ()

    def points(self) -> frozenset[LegPoint]:
        """Every point that at least one leg has a reading for."""
        return frozenset(p for _, leg in self.sides for p in leg)

    def __bool__(self) -> bool:
        return any(leg for _, leg in self.sides)


ON_A_TAPE: Final = frozenset(p for p in LegPoint if p.dimension is Dimension.LENGTH and p is not LegPoint.HEIGHT)


def units_typed(legs: Legs) -> str:
    """The unit of length a person thinks in: inches where every length was typed in inches, else centimetres."""
    typed = {reading.unit for _, leg in legs.sides for point, reading in leg.items() if point in ON_A_TAPE}
    return "in" if typed and typed <= {"in", "ft"} else "cm"


class Intensity(StrEnum):
    """How hard the run is."""

    EASY = "easy"
    STEADY = "steady"
    HARD = "hard"


class Surface(StrEnum):
    """What the run is on."""

    ROAD = "road"
    TRACK = "track"
    TREADMILL = "treadmill"
    TRAIL = "trail"


class Experience(StrEnum):
    """The runner's own word for their level."""

    BEGINNER = "beginner"
    REGULAR = "regular"
    ADVANCED = "advanced"


class Symptom(StrEnum):
    """What the legs do; none of these is a red flag."""

    CALF_TIGHTNESS = "calf_tightness"
    HEAVY_LEGS = "heavy_legs"
    SWELLING = "swelling"
    SORENESS = "soreness"
    CRAMPS = "cramps"
    SHIN_MILD = "shin_mild"


class FitSign(StrEnum):
    """What a wearer notices of a size that is wrong or a garment that is worn out."""

    TOO_TIGHT = "too_tight"
    TOO_LOOSE = "too_loose"
    WORN_OUT = "worn_out"


CONTRARY_SIGNS: Final = frozenset({FitSign.TOO_TIGHT, FitSign.TOO_LOOSE})
"""Signs of one size that cannot both be true."""


class Goal(StrEnum):
    """What the runner hopes for."""

    SPEED = "speed"
    COMFORT = "comfort"
    RECOVERY = "recovery"
    CRAMPS = "cramps"
    INJURY_PREVENTION = "injury_prevention"


class RedFlag(StrEnum):
    """A sign that a clinician comes first (usage-evidence 4c)."""

    C1, C2, C3 = "C1", "C2", "C3"
    C4, C5, C6 = "C4", "C5", "C6"
    C7, C8, C9 = "C7", "C8", "C9"


class Run(Struct, frozen=True):
    """The run ahead; None means the person did not say."""

    distance: Length | None = None
    seconds: int | None = None
    intensity: Intensity | None = None
    surface: Surface | None = None
    race: bool = False
    rest_day: bool = False
    temperature_tenths: int | None = None
    """Air temperature in tenths of a degree Celsius."""


class Runner(Struct, frozen=True):
    """The person who runs; None means the person did not say."""

    experience: Experience | None = None
    weekly_distance: Length | None = None
    runs_per_week: int | None = None
    symptoms: frozenset[Symptom] = frozenset()
    goals: frozenset[Goal] = frozenset()
    hours_since_hard: float | None = None
    hours_to_next_hard: float | None = None
    struggles_to_recover: bool = False
    travel_hours: float | None = None
    tested_in_training: bool | None = None
    red_flags: frozenset[RedFlag] = frozenset()
    red_flags_unknown: bool = False
    """Asked for the red flags, the person does not know; without flags and without this, they were not asked for."""


class GraduatedFilter(StrEnum):
    """How much proof of graduation the person asks for."""

    STATED = "stated"
    CLAIMED = "claimed"
    ANY = "any"


class Filters(Struct, frozen=True):
    """What the person narrows by; nothing here is a judgement."""

    brands: tuple[str, ...] = ()
    audience: Audience | None = None
    max_price: Money | None = None
    max_mmhg: int | None = None
    graduated: GraduatedFilter | None = None
    in_stock: bool = False
    include_review: bool = False
    """Also show products that wait for a person to decide whether they are for sport."""
    collections: tuple[str, ...] = ()
    """Whose products: `shipped`, `own`, or the name of another collection; none means all."""


class SameAs(Struct, frozen=True):
    """A size of another product that fits: "CEP III"."""

    product_id: str
    size: str


class Detail(StrEnum):
    """How much an answer says."""

    BRIEF = "brief"
    STANDARD = "standard"
    FULL = "full"


class Question(Struct, frozen=True):
    """One whole question; only the garment is required, None means any."""

    garment: Garment | None
    legs: Legs = Legs()
    sex: Sex | None = None
    shoe: ShoeSize | None = None
    prefer: Prefer | None = None
    measured: MeasuredWhen | None = None
    confirmed: bool = False
    run: Run | None = None
    runner: Runner = Runner()
    filters: Filters = Filters()
    units: str = "cm"
    """The unit that lengths are answered in: `cm` or `in`."""
    same_as: SameAs | None = None
    id: str = ""
    """What the person who asks calls this question; the answer repeats it."""
    detail: Detail | None = None
    """How much the answer is to say; None where the question leaves that to the door."""
