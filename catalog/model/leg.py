"""The points of a leg and body that a size chart can be keyed by: the one list a new measure starts from."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Self


class Dimension(StrEnum):
    """What kind of quantity a point is."""

    LENGTH = "length"
    MASS = "mass"
    SHOE = "shoe"


Examples = tuple[str, str]
LENGTH, MASS, SHOE = Dimension.LENGTH, Dimension.MASS, Dimension.SHOE
ANKLE = "Narrowest girth above the ankle bones."
CALF = 'Widest calf girth: "36.5 cm", "14 3/8 in". Give it again for a second reading; "left=36 cm" for one leg.'
EU_SIZE = ("EU 43", "EU 43")
SIDED, ONE = 2, 1


class LegPoint(StrEnum):
    """A place on the leg or body: its name in documents and what is known of it.

    Each line gives the name, the dimension, the letter of the hosiery standards ("" where there is none), whether a
    left and a right value exist, what it is, and how an entry is written in metric units and in inches or pounds.
    A name that ends with `_girth` is measured with the tape around the leg or body.
    """

    ANKLE = ("ankle_min_girth", LENGTH, "cB", SIDED, ANKLE, ("22.5 cm", "8 7/8 in"))
    CALF = ("calf_max_girth", LENGTH, "cC", SIDED, CALF, ("36.5 cm", "14 3/8 in"))
    BELOW_KNEE = ("below_knee_girth", LENGTH, "cD", SIDED, "Girth just below the knee.", ("34 cm", "13 3/8 in"))
    LOWER_THIGH = ("lower_thigh_girth", LENGTH, "", SIDED, "Girth just above the knee.", ("40 cm", "15 3/4 in"))
    MID_THIGH = ("mid_thigh_girth", LENGTH, "cF", SIDED, "Girth half way up the thigh.", ("50 cm", "19 5/8 in"))
    THIGH = ("thigh_girth", LENGTH, "cG", SIDED, "Widest girth, at the top of the thigh.", ("56 cm", "22 in"))
    HIP = ("hip_girth", LENGTH, "cH", ONE, "Widest hip girth.", ("98 cm", "38 1/2 in"))
    WAIST = ("waist_girth", LENGTH, "cT", ONE, "Waist girth.", ("80 cm", "31 1/2 in"))
    LEG_LENGTH = ("leg_length", LENGTH, "lD", SIDED, "Floor to the hollow of the knee.", ("44 cm", "17 3/8 in"))
    TIBIA_LENGTH = ("tibia_length", LENGTH, "", SIDED, "Length of the shin bone.", ("38 cm", "15 in"))
    FOOT_LENGTH = ("foot_length", LENGTH, "", SIDED, "Heel to longest toe.", ("26 cm", "10 1/4 in"))
    INSEAM = ("inseam", LENGTH, "lK", SIDED, "Floor to crotch.", ("80 cm", "31 1/2 in"))
    HEIGHT = ("height", LENGTH, "", ONE, "Body height.", ("178 cm", "70 in"))
    WEIGHT = ("weight", MASS, "", ONE, "Body weight.", ("72 kg", "159 lb"))
    SHOE_EU = ("shoe_eu", SHOE, "", ONE, "European shoe size.", EU_SIZE)
    SHOE_UK = ("shoe_uk", SHOE, "", ONE, "British shoe size.", ("UK 8.5", "UK 8.5"))
    SHOE_US = ("shoe_us", SHOE, "", ONE, "American shoe size, men's or women's not said.", ("US 9", "US 9"))
    SHOE_US_MEN = ("shoe_us_men", SHOE, "", ONE, "American men's shoe size.", ("US M 9", "US M 9"))
    SHOE_US_WOMEN = ("shoe_us_women", SHOE, "", ONE, "American women's shoe size.", ("US W 8", "US W 8"))
    SHOE_UNSTATED = ("shoe_unstated", SHOE, "", ONE, "Shoe size of a system that the brand does not name.", EU_SIZE)

    dimension: Dimension
    letter: str
    """The hosiery letter of the point (cB, cC, lD, ...); empty where it has none."""
    is_sided: bool
    """Whether a left and a right value exist."""
    description: str
    examples: Examples
    """How an entry may be written, in metric units and in inches or pounds."""

    def __new__(
        cls,
        name: str,
        dimension: Dimension = LENGTH,
        letter: str = "",
        sides: int = 1,
        description: str = "",
        examples: Examples = ("", ""),
    ) -> Self:
        """The point of that name, with what is known of it."""
        point = str.__new__(cls, name)
        point._value_ = name
        point.dimension, point.letter, point.is_sided = dimension, letter, sides == SIDED
        point.description, point.examples = description, examples
        return point

    @property
    def is_girth(self) -> bool:
        """Whether a tape goes around the leg or body at this point."""
        return self.value.endswith("_girth")

    @property
    def is_of_body(self) -> bool:
        """Whether it is body height or weight, which are no measures of a leg."""
        return self in (LegPoint.HEIGHT, LegPoint.WEIGHT)


GIRTHS: Final = tuple(p for p in LegPoint if p.is_girth)
LENGTHS: Final = tuple(p for p in LegPoint if p.dimension is LENGTH and not (p.is_girth or p.is_of_body))
