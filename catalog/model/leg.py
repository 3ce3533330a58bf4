"""The points of a leg and body that a size chart can be keyed by: the one list a new measure starts from."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


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
