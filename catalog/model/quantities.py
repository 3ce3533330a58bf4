"""Lengths, masses, pressures and shoe sizes; whole numbers inside.

Lengths are micrometres (one inch is exactly 25 400), masses grams, pressures tenths of mmHg, shoe
sizes hundredths of a size in a named system. A bare number is never guessed to be anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import ClassVar, Final, Self

from msgspec import Struct

from .leg import Dimension, LegPoint
from .notation.quantity import QuantityKind, read_measure
from .notation.shoe_size import read_shoe
from .number_text import inward, nearest, number_text, ratio_text, stored

USUAL: Final = re.compile(r"(\d{1,6})(?:\.(\d{1,4}))? ?(mm|cm|m|km|in|mi)", re.ASCII)

Units = tuple[str, ...]
ON_A_LEG: Final[Units] = ("mm", "cm", "m", "in", "ft")
"""The units of length that a person may measure a leg or body in."""


class Length(Struct, frozen=True, order=True):
    """A length in whole micrometres."""

    um: int
    EXPECTED: ClassVar[str] = "length"
    PER: ClassVar[dict[str, Fraction]] = {
        "mm": Fraction(1000), "cm": Fraction(10_000), "m": Fraction(1_000_000),
        "km": Fraction(1_000_000_000), "in": Fraction(25_400), "ft": Fraction(304_800),
        "mi": Fraction(1_609_344_000),
    }  # fmt: skip
    WHOLE_PER: ClassVar[dict[str, int]] = {unit: int(um) for unit, um in PER.items()}
    """The same as plain whole numbers, which every one of them is: texts are made from these."""
    ABOUT: ClassVar[dict[str, int]] = {"mm": 0, "cm": 1, "m": 2, "km": 1, "in": 2, "ft": 2, "mi": 1}
    """How many decimals a person reads of it."""
    HALF: ClassVar[int] = 500
    """Half a millimetre, which a tape shows, in micrometres."""
    PARTS_OF_INCH: ClassVar[int] = 16
    """Into how many parts a tape divides an inch."""

    @classmethod
    def parse(cls, text: object, units: Units = ON_A_LEG, most: int | None = None, expected: str = EXPECTED) -> Self:
        """The length a person wrote; one number, one unit (feet and inches may go together)."""
        return cls.parse_with_unit(text, units, most, expected)[0]

    @classmethod
    def parse_with_unit(
        cls, text: object, units: Units = ON_A_LEG, most: int | None = None, expected: str = EXPECTED
    ) -> tuple[Self, str]:
        """The length and the plain name of the unit it was written in; inches for feet.

        `most` is the largest length of the field in micrometres: it settles what a comma before three digits means.

        Raises: BadInput.
        """
        return cls._usual(text, units) or cls._any(text, units, most, expected)

    @classmethod
    def _usual(cls, text: object, units: Units) -> tuple[Self, str] | None:
        """The same for a plain number and a plain unit, as nearly everybody writes it; None for all else."""
        usual = USUAL.fullmatch(text) if isinstance(text, str) else None
        if usual is None or usual[3] not in units:
            return None
        whole, decimals, unit = usual.groups("")
        um, rest = divmod(int(whole + decimals) * cls.WHOLE_PER[unit], 10 ** len(decimals))
        return (cls(um), unit) if um and not rest else None

    @classmethod
    def _any(cls, text: object, units: Units, most: int | None = None, expected: str = EXPECTED) -> tuple[Self, str]:
        limit = None if most is None else Fraction(most)
        value, unit = read_measure(text, QuantityKind(expected, {u: cls.PER[u] for u in units}, limit))
        return cls(stored(value, text, expected)), unit

    def text(self, unit: str = "cm") -> str:
        """The length in a unit, exact enough that parsing it gives the same length again."""
        digits = {"mm": 3, "cm": 4, "m": 6, "km": 9, "in": 5, "ft": 6, "mi": 10}[unit]
        return f"{ratio_text(self.um, self.WHOLE_PER[unit], digits)} {unit}"

    def about(self, unit: str = "cm") -> str:
        """The length as a person reads it: to a millimetre, or to a hundredth of an inch.

        What a tape shows besides stays as it is: half a millimetre, and an eighth or a sixteenth of an inch.

        >>> Length.parse("14 3/8 in").about("in"), Length.parse("14.5 in").about("in"), Length.parse("36.55 cm").about()
        ('14 3/8 in', '14.5 in', '36.55 cm')
        """
        digits = self.ABOUT[unit] + (unit in ("mm", "cm") and self.um % self.HALF == 0)
        return f"{self._sixteenths(unit) or ratio_text(self.um, self.WHOLE_PER[unit], digits)} {unit}"

    def within(self, unit: str, *, is_low: bool) -> str:
        """The length as the low or the high end of a band, rounded into the band where a tape does not show it.

        >>> Length.parse("15.25 in").within("cm", is_low=True), Length.parse("17.5 in").within("cm", is_low=False)
        ('38.8 cm', '44.45 cm')
        """
        figure = self._sixteenths(unit) or inward(self.um, self.PER[unit], self.ABOUT[unit], is_low=is_low)
        return f"{figure} {unit}"

    def _sixteenths(self, unit: str) -> str:
        """The figure in inches where it has eighths or sixteenths that hundredths do not show; else empty."""
        inch, parts = self.WHOLE_PER["in"], self.PARTS_OF_INCH
        count = nearest(self.um * parts, inch)
        if unit != "in" or count * 100 % parts == 0 or abs(self.um - nearest(count * inch, parts)) > 1:
            return ""
        whole, part = divmod(Fraction(count, parts), 1)
        return f"{whole} {part}" if whole else str(part)


class Mass(Struct, frozen=True, order=True):
    """A body mass in whole grams."""

    g: int
    EXPECTED: ClassVar[str] = "mass"
    PER: ClassVar[dict[str, Fraction]] = {"kg": Fraction(1000), "g": Fraction(1), "lb": Fraction("453.59237")}
    STONE: ClassVar[dict[str, Fraction]] = {"st": Fraction("6350.29318")}
    """Read with pounds or alone, and told in pounds."""

    @classmethod
    def parse(cls, text: object) -> Self:
        """The mass a person wrote, with its unit."""
        return cls.parse_with_unit(text)[0]

    @classmethod
    def parse_with_unit(cls, text: object, most: int | None = None) -> tuple[Self, str]:
        """The mass and the plain name of the unit it was written in; pounds for stones.

        `most` is the largest mass of the field in grams: it settles what a comma before three digits means.

        Raises: BadInput.
        """
        limit = None if most is None else Fraction(most)
        value, unit = read_measure(text, QuantityKind(cls.EXPECTED, cls.PER | cls.STONE, limit))
        return cls(stored(value, text, cls.EXPECTED)), unit

    def text(self, unit: str = "kg") -> str:
        """The mass in a unit, exact enough that parsing it gives the same mass again."""
        return f"{number_text(Fraction(self.g) / self.PER[unit], {'kg': 3, 'g': 0, 'lb': 4}[unit])} {unit}"

    def about(self, unit: str = "kg") -> str:
        """The mass as a person reads it: to a tenth."""
        return f"{number_text(Fraction(self.g) / self.PER[unit], 1)} {unit}"

    def within(self, unit: str, *, is_low: bool) -> str:
        """The mass as the low or the high end of a band, rounded into the band."""
        return f"{inward(self.g, self.PER[unit], 1, is_low=is_low)} {unit}"


class Pressure(Struct, frozen=True, order=True, array_like=True):
    """An interface pressure in tenths of mmHg."""

    tenths: int
    EXPECTED: ClassVar[str] = "pressure"

    @classmethod
    def parse(cls, text: object) -> Self:
        """The pressure a source states; mmHg only."""
        value, _ = read_measure(text, QuantityKind(cls.EXPECTED, {"mmhg": Fraction(10)}))
        return cls(stored(value, text, cls.EXPECTED))

    def text(self) -> str:
        """The pressure with its unit."""
        return f"{number_text(Fraction(self.tenths, 10), 1)} mmHg"


SHOE_SYSTEMS: Final = {
    "eu": LegPoint.SHOE_EU, "uk": LegPoint.SHOE_UK, "us": LegPoint.SHOE_US,
    "us m": LegPoint.SHOE_US_MEN, "us w": LegPoint.SHOE_US_WOMEN,
}  # fmt: skip
SHOE_NAMES: Final = {point: name.upper() for name, point in SHOE_SYSTEMS.items()} | {LegPoint.SHOE_UNSTATED: ""}


class ShoeSize(Struct, frozen=True, order=True):
    """A shoe size in hundredths, in a named system; systems are never converted into one another."""

    system: LegPoint
    hundredths: int
    EXPECTED: ClassVar[str] = "shoe"

    @classmethod
    def parse(cls, text: object) -> Self:
        """The shoe size a person wrote, with its system."""
        system, size = read_shoe(text, cls.EXPECTED)
        return cls(SHOE_SYSTEMS[system], stored(size * 100, text, cls.EXPECTED))

    def text(self) -> str:
        """The size with its system."""
        return f"{SHOE_NAMES[self.system]} {number_text(Fraction(self.hundredths, 100), 2)}".strip()

    about = text

    def within(self, unit: str, *, is_low: bool) -> str:
        """The size as the end of a band: no two systems are converted, so that it stays as it is."""
        return self.text()


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


class Limit(Struct, frozen=True):
    """The low or the high end of a band of a chart, as a sentence names it: rounded as the band itself is."""

    point: LegPoint
    at: int
    """In store units."""
    is_low: bool

    def about(self, units: str = "cm") -> str:
        """The end as a person reads it who thinks in `cm` or `in`.

        >>> end = Limit(LegPoint.CALF, 387_350, is_low=True)
        >>> end.about("cm"), end.about("in")
        ('38.8 cm', '15.25 in')
        """
        unit = {"cm": "kg", "in": "lb"}[units] if self.point.dimension is Dimension.MASS else units
        return quantity(self.point, self.at).within(unit, is_low=self.is_low)
