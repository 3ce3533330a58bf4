"""Lengths, masses, pressures, shoe sizes and the points of a leg; whole numbers inside.

Lengths are micrometres (one inch is exactly 25 400), masses grams, pressures tenths of mmHg, shoe
sizes hundredths of a size in a named system. A bare number is never guessed to be anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import ClassVar, Final, Self

from msgspec import Struct

from .written import NUMBER, clean, exact_number, number_and_unit, plain, plain_ratio, refuse, stored

FEET_AND_INCHES: Final = re.compile(rf"^(\d+)\s*(?:'|ft|foot|feet)\s*({NUMBER})\s*(?:\"|''|in|inch|inches)?$", re.ASCII)


USUAL: Final = re.compile(r"(\d{1,6})(?:\.(\d{1,4}))? ?(mm|cm|m|km|in|mi)", re.ASCII)


class Dimension(StrEnum):
    """What kind of quantity a point is."""

    LENGTH = "length"
    MASS = "mass"
    SHOE = "shoe"


class LegPoint(StrEnum):
    """A place on the leg or body that a size chart can be keyed by."""

    ANKLE = "ankle_min_girth"
    CALF = "calf_max_girth"
    BELOW_KNEE = "below_knee_girth"
    LOWER_THIGH = "lower_thigh_girth"
    MID_THIGH = "mid_thigh_girth"
    THIGH = "thigh_girth"
    HIP = "hip_girth"
    WAIST = "waist_girth"
    LEG_LENGTH = "leg_length"
    TIBIA_LENGTH = "tibia_length"
    FOOT_LENGTH = "foot_length"
    INSEAM = "inseam"
    HEIGHT = "height"
    WEIGHT = "weight"
    SHOE_EU = "shoe_eu"
    SHOE_UK = "shoe_uk"
    SHOE_US = "shoe_us"
    SHOE_US_MEN = "shoe_us_men"
    SHOE_US_WOMEN = "shoe_us_women"
    SHOE_UNSTATED = "shoe_unstated"

    @property
    def dimension(self) -> Dimension:
        """Length, mass or shoe size."""
        return DIMENSIONS[self]

    @property
    def letter(self) -> str | None:
        """The hosiery letter of the point (cB, cC, lD, ...), where it has one."""
        return LETTERS.get(self)

    @property
    def is_girth(self) -> bool:
        """Whether a tape goes around the leg or body at this point."""
        return self.value.endswith("_girth")

    @property
    def is_sided(self) -> bool:
        """Whether a left and a right value exist."""
        return self in SIDED


DIMENSIONS: Final = {
    p: Dimension.SHOE if p.startswith("shoe_") else Dimension.MASS if p is LegPoint.WEIGHT else Dimension.LENGTH
    for p in LegPoint
}
LETTERS: Final = {
    LegPoint.ANKLE: "cB", LegPoint.CALF: "cC", LegPoint.BELOW_KNEE: "cD",
    LegPoint.MID_THIGH: "cF", LegPoint.THIGH: "cG", LegPoint.HIP: "cH", LegPoint.WAIST: "cT",
    LegPoint.LEG_LENGTH: "lD", LegPoint.INSEAM: "lK",
}  # fmt: skip
SIDED: Final = frozenset({
    LegPoint.ANKLE, LegPoint.CALF, LegPoint.BELOW_KNEE, LegPoint.LOWER_THIGH, LegPoint.MID_THIGH,
    LegPoint.THIGH, LegPoint.LEG_LENGTH, LegPoint.TIBIA_LENGTH, LegPoint.FOOT_LENGTH,
    LegPoint.INSEAM,
})  # fmt: skip
GIRTHS: Final = tuple(p for p in LegPoint if p.is_girth)
LENGTHS: Final = (
    LegPoint.LEG_LENGTH, LegPoint.TIBIA_LENGTH, LegPoint.FOOT_LENGTH, LegPoint.INSEAM,
)  # fmt: skip


class Length(Struct, frozen=True, order=True):
    """A length in whole micrometres."""

    um: int
    EXPECTED: ClassVar[str] = 'a length with its unit, like "36.5 cm", "365 mm" or "14 1/2 in"'
    PER: ClassVar[dict[str, Fraction]] = {
        "mm": Fraction(1000), "cm": Fraction(10_000), "m": Fraction(1_000_000),
        "km": Fraction(1_000_000_000), "in": Fraction(25_400), "ft": Fraction(304_800),
        "mi": Fraction(1_609_344_000),
    }  # fmt: skip
    WHOLE_PER: ClassVar[dict[str, int]] = {unit: int(um) for unit, um in PER.items()}
    """The same as plain whole numbers, which every one of them is: texts are made from these."""
    ABOUT: ClassVar[dict[str, int]] = {"mm": 0, "cm": 1, "m": 2, "km": 1, "in": 2, "ft": 2, "mi": 1}
    """How many decimals a person reads of it."""
    HALVES: ClassVar[dict[str, int]] = {"mm": 500, "cm": 500, "in": 127}
    """Half of the last of those decimals on a tape, in micrometres: half a millimetre, half a hundredth of an inch."""
    ALIASES: ClassVar[dict[str, str]] = {
        "millimetre": "mm", "millimetres": "mm", "centimetre": "cm", "centimetres": "cm",
        "millimeter": "mm", "millimeters": "mm", "centimeter": "cm", "centimeters": "cm",
        "metre": "m", "metres": "m", "meter": "m", "meters": "m", '"': "in", "inch": "in",
        "inches": "in", "'": "ft", "foot": "ft", "feet": "ft", "mile": "mi", "miles": "mi",
        "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km",
    }  # fmt: skip

    @classmethod
    def parse(cls, text: object, units: tuple[str, ...] = ("mm", "cm", "m", "in", "ft")) -> Self:
        """The length a person wrote; one number, one unit (feet and inches may go together)."""
        return cls.parse_with_unit(text, units)[0]

    @classmethod
    def parse_with_unit(cls, text: object, units: tuple[str, ...] = ("mm", "cm", "m", "in", "ft")) -> tuple[Self, str]:
        """The length and the plain name of the unit it was written in."""
        return cls._usual(text, units) or cls._any(text, units)

    @classmethod
    def _usual(cls, text: object, units: tuple[str, ...]) -> tuple[Self, str] | None:
        """The same for a plain number and a plain unit, as nearly everybody writes it; None for all else."""
        found = USUAL.fullmatch(text) if isinstance(text, str) else None
        if found is None or found[3] not in units:
            return None
        whole, decimals, unit = found.groups("")
        um, rest = divmod(int(whole + decimals) * cls.WHOLE_PER[unit], 10 ** len(decimals))
        return (cls(um), unit) if um and not rest else None

    @classmethod
    def _any(cls, text: object, units: tuple[str, ...]) -> tuple[Self, str]:
        expected = cls.EXPECTED
        if isinstance(text, str) and "ft" in units:
            both = FEET_AND_INCHES.match(clean(text, expected).lower())
            if both is not None:
                inches = exact_number(both[2], text, expected)
                if inches >= 12:
                    raise refuse("not_a_measure", text, expected, "A foot has 12 inches: write fewer.")
                return cls(stored((int(both[1]) * 12 + inches) * 25_400, text, expected)), "in"
        allowed = {u: cls.PER[u] for u in units}
        allowed |= {a: cls.PER[u] for a, u in cls.ALIASES.items() if u in units}
        value, unit = number_and_unit(text, allowed, expected)
        return cls(stored(value, text, cls.EXPECTED)), cls.ALIASES.get(unit, unit)

    def text(self, unit: str = "cm") -> str:
        """The length in a unit, exact enough that parsing it gives the same length again."""
        digits = {"mm": 3, "cm": 4, "m": 6, "km": 9, "in": 5, "ft": 6, "mi": 10}[unit]
        return f"{plain_ratio(self.um, self.WHOLE_PER[unit], digits)} {unit}"

    def about(self, unit: str = "cm") -> str:
        """The length as a person reads it: to a millimetre, or to a hundredth of an inch; halves of that are shown."""
        half = self.HALVES.get(unit)
        digits = self.ABOUT[unit] if half is None or self.um % half else self.ABOUT[unit] + 1
        return f"{plain_ratio(self.um, self.WHOLE_PER[unit], digits)} {unit}"


class Mass(Struct, frozen=True, order=True):
    """A body mass in whole grams."""

    g: int
    EXPECTED: ClassVar[str] = 'a weight with its unit, like "72 kg" or "158 lb"'
    PER: ClassVar[dict[str, Fraction]] = {
        "kg": Fraction(1000), "g": Fraction(1), "lb": Fraction("453.59237"),
    }  # fmt: skip
    ALIASES: ClassVar[dict[str, str]] = {
        "lbs": "lb", "pound": "lb", "pounds": "lb", "kilo": "kg", "kilos": "kg", "kgs": "kg",
    }  # fmt: skip

    @classmethod
    def parse(cls, text: object) -> Self:
        """The mass a person wrote, with its unit."""
        return cls.parse_with_unit(text)[0]

    @classmethod
    def parse_with_unit(cls, text: object) -> tuple[Self, str]:
        """The mass and the plain name of the unit it was written in."""
        value, unit = number_and_unit(text, cls.PER | {a: cls.PER[u] for a, u in cls.ALIASES.items()}, cls.EXPECTED)
        return cls(stored(value, text, cls.EXPECTED)), cls.ALIASES.get(unit, unit)

    def text(self, unit: str = "kg") -> str:
        """The mass in a unit, exact enough that parsing it gives the same mass again."""
        return f"{plain(Fraction(self.g) / self.PER[unit], {'kg': 3, 'g': 0, 'lb': 4}[unit])} {unit}"

    def about(self, unit: str = "kg") -> str:
        """The mass as a person reads it: to a tenth."""
        return f"{plain(Fraction(self.g) / self.PER[unit], 1)} {unit}"


class Pressure(Struct, frozen=True, order=True, array_like=True):
    """An interface pressure in tenths of mmHg."""

    tenths: int
    EXPECTED: ClassVar[str] = 'a pressure with its unit, like "18 mmHg"'

    @classmethod
    def parse(cls, text: object) -> Self:
        """The pressure a source states; mmHg only."""
        value, _ = number_and_unit(text, {"mmhg": Fraction(10), "mm hg": Fraction(10)}, cls.EXPECTED)
        return cls(stored(value, text, cls.EXPECTED))

    def text(self) -> str:
        """The pressure with its unit."""
        return f"{plain(Fraction(self.tenths, 10), 1)} mmHg"


SHOE_SYSTEMS: Final = {
    "eu": LegPoint.SHOE_EU, "uk": LegPoint.SHOE_UK, "us": LegPoint.SHOE_US,
    "us m": LegPoint.SHOE_US_MEN, "us w": LegPoint.SHOE_US_WOMEN,
}  # fmt: skip
SHOE: Final = re.compile(
    rf"^(?:(?P<a>eu|uk|us)\s*(?P<sex>m|w|men|women|men's|women's)?\s*(?P<n>{NUMBER})"
    rf"|(?P<n2>{NUMBER})\s*(?P<b>eu|uk|us)\s*(?P<sex2>m|w|men|women|men's|women's)?)$",
    re.ASCII,
)


class ShoeSize(Struct, frozen=True, order=True):
    """A shoe size in hundredths, in a named system; systems are never converted into one another."""

    system: LegPoint
    hundredths: int
    EXPECTED: ClassVar[str] = 'a shoe size with its system, like "EU 43", "UK 8.5" or "US M 9"'

    @classmethod
    def parse(cls, text: object) -> Self:
        """The shoe size a person wrote, with its system."""
        cleaned = clean(text, cls.EXPECTED).lower()
        found = SHOE.match(cleaned)
        if found is None:
            if re.fullmatch(NUMBER, cleaned, re.ASCII):
                raise refuse("unit_missing", text, cls.EXPECTED, "Write the system: EU, UK, US M or US W.")
            raise refuse("not_a_shoe_size", text, cls.EXPECTED, "Write one system and one size.")
        sex = (found["sex"] or found["sex2"] or "")[:1]
        system = SHOE_SYSTEMS.get(f"{found['a'] or found['b']} {sex}".strip())
        if system is None:
            hint = "Only US sizes are told apart by M and W: leave the letter out."
            raise refuse("not_a_shoe_size", text, cls.EXPECTED, hint)
        value = exact_number(found["n"] or found["n2"], str(text), cls.EXPECTED)
        return cls(system, stored(value * 100, text, cls.EXPECTED))

    def text(self) -> str:
        """The size with its system."""
        names = {v: k for k, v in SHOE_SYSTEMS.items()}
        name = names.get(self.system, "").upper()
        return f"{name} {plain(Fraction(self.hundredths, 100), 2)}".strip()

    about = text


Quantity = Length | Mass | ShoeSize | Pressure


QUANTITIES: Final[dict[LegPoint, Callable[[int], Length | Mass | ShoeSize]]] = {
    p: partial(ShoeSize, p) if p.dimension is Dimension.SHOE else Mass if p.dimension is Dimension.MASS else Length
    for p in LegPoint
}
"""What makes a quantity of the whole number that is stored for a point."""


def quantity(point: LegPoint, value: int) -> Length | Mass | ShoeSize:
    """The whole number stored for a point, as a quantity with a unit."""
    return QUANTITIES[point](value)


def per_unit(point: LegPoint, unit: str) -> Fraction:
    """How many whole numbers of the store make one printed unit at this point."""
    match point.dimension:
        case Dimension.LENGTH:
            return Length.PER[unit]
        case Dimension.MASS:
            return Mass.PER[unit]
        case Dimension.SHOE:
            return Fraction(100)


def nearest(over: int, under: int) -> int:
    """The whole number nearest to a ratio of whole numbers, `under` above 0; of two as near, the even one."""
    whole, rest = divmod(over, under)
    return whole + (2 * rest > under or (2 * rest == under and whole % 2 == 1))
