"""How the pressure of one profile runs from its lowest point up, and whether enough points are given to tell.

Stated figures are compared exactly, within a rounding tolerance; readings on legs only beyond their uncertainty.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from typing import Final

from ...model.policy import Policy
from ...model.pressure_profile import PER_MMHG, Profile, middle, width
from ...model.product import EvidenceKind, Garment, PointPressure
from ...model.product import PressurePoint as P

THIGH: Final = frozenset({P.F, P.G})
LONG: Final = frozenset({Garment.TIGHTS, Garment.FULL_LEG_SLEEVE, Garment.THIGH_HIGH, Garment.PANTYHOSE})
"""Garments that need a thigh point too."""


class GradientShape(StrEnum):
    """How the pressure of one profile runs from its lowest point up."""

    FALLS = "falls"
    INVERSE = "inverse"
    OVERLAP = "overlap"
    UNIFORM = "uniform"
    RISES = "rises"
    """Higher than the point just below it somewhere, though never above the ankle."""
    SMALL = "drop_small"
    UNSURE = "within_error"


class PointCoverage(StrEnum):
    """Which of the points that a garment needs are there."""

    ALL = "all"
    ENDS = "ends"
    """Hem and top of a calf sleeve without its calf."""
    PARTIAL = "partial"
    """Ankle and thigh of tights without the calf."""
    SHORT = "short"
    """Ankle and calf of tights without the thigh."""
    NONE = "none"


def point_coverage(profile: Profile, garment: Garment) -> PointCoverage:
    """Which of the points that this kind of garment needs the profile has."""
    calf, below_knee, thigh = profile.at(P.C), profile.at(P.D), profile.at(P.F, P.G)
    if profile.at(P.B, P.B1) is None or not (calf or below_knee or thigh):
        return PointCoverage.NONE
    if garment is Garment.CALF_SLEEVE:
        return PointCoverage.ALL if calf else PointCoverage.ENDS if below_knee else PointCoverage.NONE
    if garment not in LONG:
        return PointCoverage.ALL
    if thigh is None:
        return PointCoverage.SHORT
    return PointCoverage.ALL if calf else PointCoverage.PARTIAL


def compared_points(profile: Profile, garment: Garment) -> tuple[PointPressure, ...]:
    """The points that are compared: B1 stands for the ankle on a leg, a calf sleeve has no thigh.

    A reading at B lies over tendon and bone and is doubtful (https://doi.org/10.1177/00405175241297170).
    """
    left_out = THIGH if garment is Garment.CALF_SLEEVE else frozenset()
    if profile.kind is EvidenceKind.ON_LEG and profile.at(P.B1) is not None:
        left_out |= {P.B}
    return tuple(point for point in profile.points if point.point not in left_out)


def gradient_shape(profile: Profile, points: Sequence[PointPressure], policy: Policy) -> GradientShape:
    """How the pressure of these points (two at least, from the ankle up) runs."""
    return (_measured_shape if profile.kind is EvidenceKind.ON_LEG else _stated_shape)(points, policy)


def _twentieths(policy: Policy, name: str) -> int:
    """A threshold in mmHg as whole twentieths."""
    return round(policy.number(name) * PER_MMHG)


def drop_needed(points: Sequence[PointPressure], policy: Policy) -> float:
    """The smallest fall from the first to the last point that counts, in twentieths of a mmHg."""
    share = middle(points[0]) * policy.whole("graduated.drop_percent") / 100
    return max(_twentieths(policy, "graduated.drop_least"), share)


def _stated_shape(points: Sequence[PointPressure], policy: Policy) -> GradientShape:
    """The shape of stated or laboratory figures: the middles of the ranges, within a rounding tolerance."""
    middles = [middle(point) for point in points]
    tolerance = _twentieths(policy, "graduated.step_tolerance")
    falls = all(upper <= lower + tolerance for lower, upper in pairwise(middles))
    if falls and middles[0] - middles[-1] >= drop_needed(points, policy):
        return GradientShape.FALLS
    if max(middles[1:]) > middles[0] + tolerance:
        return GradientShape.INVERSE
    if _overlap(points[0], points[-1], policy):
        return GradientShape.OVERLAP
    if max(middles) - min(middles) <= _twentieths(policy, "graduated.uniform_within"):
        return GradientShape.UNIFORM
    return GradientShape.SMALL if falls else GradientShape.RISES


def _overlap(lowest: PointPressure, highest: PointPressure, policy: Policy) -> bool:
    """Whether the ranges at both ends are too wide, and their middles too near, to tell them apart."""
    are_wide = max(width(lowest), width(highest)) > _twentieths(policy, "graduated.range_wide")
    meet = middle(highest) + width(highest) // 2 >= middle(lowest) - width(lowest) // 2
    return are_wide and meet and middle(lowest) - middle(highest) < _twentieths(policy, "graduated.overlap_drop")


def uncertainty(point: PointPressure, policy: Policy) -> float:
    """The standard uncertainty of one on-leg pressure, in mmHg.

    A single reading has that of the instrument between testers; a group mean adds the spread of the
    wearers, taken as a share of the mean where the source prints none.
    """
    wearers = point.wearers or 1
    if wearers == 1 and point.sd is None:
        half_width = width(point) / PER_MMHG / 2
        return sqrt(policy.number("graduated.single_reading_u") ** 2 + half_width**2 / 3)
    mean = middle(point) / PER_MMHG
    sd = point.sd.tenths / 10 if point.sd else mean * policy.whole("graduated.leg_spread_percent") / 100
    return sqrt(sd**2 / wearers + policy.number("graduated.group_mean_u") ** 2)


def margin(lower: PointPressure, upper: PointPressure, policy: Policy) -> float:
    """How much two on-leg pressures must differ to be told apart one-sided at 95 %, in mmHg."""
    both = sqrt(uncertainty(lower, policy) ** 2 + uncertainty(upper, policy) ** 2)
    return policy.number("graduated.one_sided_95") * both


def _sign_of_fall(lower: PointPressure, upper: PointPressure, policy: Policy) -> int:
    """1 where the lower point presses more beyond doubt, -1 where the upper does, else 0."""
    fall, needed = (middle(lower) - middle(upper)) / PER_MMHG, margin(lower, upper, policy)
    return 1 if fall > needed else -1 if -fall > needed else 0


def _measured_shape(points: Sequence[PointPressure], policy: Policy) -> GradientShape:
    """The shape of readings on legs, beyond the doubt that their uncertainty leaves."""
    if any(_sign_of_fall(points[0], upper, policy) < 0 for upper in points[1:]):
        return GradientShape.INVERSE
    if any(_sign_of_fall(lower, upper, policy) < 0 for lower, upper in pairwise(points)):
        return GradientShape.RISES
    return GradientShape.FALLS if _sign_of_fall(points[0], points[-1], policy) > 0 else GradientShape.UNSURE
