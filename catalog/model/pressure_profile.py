"""Pressure along the leg: which points a source gives, and whether the pressure falls upward.

Pressures are compared as twentieths of a mmHg, twice the middle of what a source prints, so that every
comparison of stated figures is exact. Evidence of different kinds is never put into one comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from math import sqrt

from msgspec import Struct

from .policy import Policy
from .product import EvidenceKind, Garment, PointPressure, PressureFigure, PressurePoint, Product
from .quantities import Pressure

P = PressurePoint
ORDER = (P.B, P.B1, P.C, P.D, P.F, P.G)
"""From the ankle up; the foot (A) and the knee (E) are never judged."""
LOWER = frozenset({P.B, P.B1})
THIGH = frozenset({P.F, P.G})
STATED_AT = {
    "ankle": P.B, "ankle_min_girth": P.B, "calf": P.C, "mid_calf": P.C, "calf_max_girth": P.C,
    "below_knee": P.D, "below_knee_girth": P.D, "mid_thigh": P.F, "mid_thigh_girth": P.F, "thigh": P.G,
    "upper_thigh": P.G, "thigh_girth": P.G, **{p.value.lower(): p for p in P},
}  # fmt: skip
LONG = frozenset({Garment.TIGHTS, Garment.FULL_LEG_SLEEVE, Garment.THIGH_HIGH, Garment.PANTYHOSE})
"""Garments that need a thigh point too."""
PER_MMHG = 20


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


class Profile(Struct, frozen=True):
    """What one source gives for one variant by one kind of evidence, from the ankle up."""

    kind: EvidenceKind
    variant: str
    source: str
    points: tuple[PointPressure, ...]
    twice: tuple[PressurePoint, ...] = ()
    """Points given more than once with different figures."""
    open: tuple[PressurePoint, ...] = ()
    """Points given with one bound only: a bound is not a pressure."""

    @property
    def wearers(self) -> int:
        """On how many legs the profile was measured at least."""
        return min((p.wearers or 1 for p in self.points), default=0)

    def at(self, *points: PressurePoint) -> PointPressure | None:
        """The first of these points that the profile has."""
        return next((p for wanted in points for p in self.points if p.point is wanted), None)


def middle(point: PointPressure) -> int:
    """The middle of a point's pressure in twentieths of a mmHg."""
    if point.low is None or point.high is None:
        raise ValueError(f"{point.point} has one bound only")
    return point.low.tenths + point.high.tenths


def width(point: PointPressure) -> int:
    """How wide a point's printed range is, in twentieths of a mmHg."""
    if point.low is None or point.high is None:
        raise ValueError(f"{point.point} has one bound only")
    return 2 * abs(point.high.tenths - point.low.tenths)


def shown_pressure(twentieths: float) -> Pressure:
    """A number of twentieths as a pressure, to the nearest tenth of a mmHg."""
    return Pressure(int(twentieths / 2 + 0.5))


def stated_point(figure: PressureFigure) -> PressurePoint | None:
    """The point that a figure's own range is stated at; None where the source names none."""
    return STATED_AT.get(figure.stated_at.strip().lower().replace(" ", "_").replace("-", "_"))


def _points(figure: PressureFigure) -> Iterable[PointPressure]:
    """The points of a figure: its profile, and the point its own range is stated at if that has none."""
    yield from figure.profile
    point = stated_point(figure)
    stated = figure.low is not None or figure.high is not None
    if point is not None and stated and all(p.point is not point for p in figure.profile):
        yield PointPressure(point, figure.low, figure.high)


def _bounds(point: PointPressure) -> tuple[Pressure | None, Pressure | None]:
    return point.low, point.high


def _profile(figures: Sequence[PressureFigure]) -> Profile:
    given = sorted(
        (p for f in figures for p in _points(f) if p.point in ORDER),
        key=lambda p: (ORDER.index(p.point), repr(p)),
    )
    by_point = {p.point: p for p in given}
    twice = tuple(p for p in by_point if len({_bounds(g) for g in given if g.point is p}) > 1)
    half = tuple(p for p in by_point if p not in twice and None in _bounds(by_point[p]))
    points = tuple(by_point[p] for p in by_point if p not in twice and p not in half)
    first = figures[0]
    return Profile(first.kind, first.variant, first.source.url, points, twice, half)


def profiles(product: Product) -> tuple[Profile, ...]:
    """Every profile of a product, one per kind of evidence, variant and source; lone ranges give none."""
    groups: dict[tuple[str, ...], list[PressureFigure]] = {}
    for f in product.pressure:
        groups.setdefault((f.kind, f.variant, f.source.url, f.method, f.posture), []).append(f)
    made = [_profile(groups[key]) for key in sorted(groups)]
    return tuple(p for p in made if p.points or p.twice or p.open)


def point_coverage(profile: Profile, garment: Garment) -> PointCoverage:
    """Which of the points that this kind of garment needs the profile has."""
    lower, calf = profile.at(P.B, P.B1), profile.at(P.C)
    below_knee, thigh = profile.at(P.D), profile.at(P.F, P.G)
    if lower is None or not (calf or below_knee or thigh):
        return PointCoverage.NONE
    if garment is Garment.CALF_SLEEVE:
        return PointCoverage.ALL if calf else PointCoverage.ENDS if below_knee else PointCoverage.NONE
    if garment not in LONG:
        return PointCoverage.ALL
    if thigh is None:
        return PointCoverage.SHORT
    return PointCoverage.ALL if calf else PointCoverage.PARTIAL


def judged(profile: Profile, garment: Garment) -> tuple[PointPressure, ...]:
    """The points that are compared: B1 stands for the ankle on a leg, a calf sleeve has no thigh.

    A reading at B lies over tendon and bone and is doubtful (https://doi.org/10.1177/00405175241297170).
    """
    points = profile.points
    if profile.kind is EvidenceKind.ON_LEG and profile.at(P.B1) is not None:
        points = tuple(p for p in points if p.point is not P.B)
    if garment is Garment.CALF_SLEEVE:
        points = tuple(p for p in points if p.point not in THIGH)
    return points


def gradient_shape(profile: Profile, points: Sequence[PointPressure], policy: Policy) -> GradientShape:
    """How the pressure of these points (two at least, from the ankle up) runs."""
    if profile.kind is EvidenceKind.ON_LEG:
        return measured_course(points, policy)
    return stated_course(points, policy)


def _mmhg(policy: Policy, name: str) -> int:
    return round(policy.number(name) * PER_MMHG)


def drop_needed(points: Sequence[PointPressure], policy: Policy) -> float:
    """The smallest fall from the first to the last point that counts, in twentieths of a mmHg."""
    share = middle(points[0]) * policy.whole("graduated.drop_percent") / 100
    return max(_mmhg(policy, "graduated.drop_least"), share)


def stated_course(points: Sequence[PointPressure], policy: Policy) -> GradientShape:
    """The course of stated or laboratory figures: the middles of the ranges, within a rounding tolerance."""
    m = [middle(p) for p in points]
    tolerance, drop = _mmhg(policy, "graduated.step_tolerance"), m[0] - m[-1]
    falling = all(upper <= lower + tolerance for lower, upper in pairwise(m))
    if falling and drop >= drop_needed(points, policy):
        return GradientShape.FALLS
    if max(m[1:]) > m[0] + tolerance:
        return GradientShape.INVERSE
    if _overlap(points, policy):
        return GradientShape.OVERLAP
    if max(m) - min(m) <= _mmhg(policy, "graduated.uniform_within"):
        return GradientShape.UNIFORM
    return GradientShape.SMALL if falling else GradientShape.RISES


def _overlap(points: Sequence[PointPressure], policy: Policy) -> bool:
    """Whether the ranges at both ends are too wide, and their middles too near, to tell them apart."""
    low, high = points[0], points[-1]
    wide = max(width(low), width(high)) > _mmhg(policy, "graduated.range_wide")
    meet = middle(high) + width(high) // 2 >= middle(low) - width(low) // 2
    return wide and meet and middle(low) - middle(high) < _mmhg(policy, "graduated.overlap_drop")


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
    u = sqrt(uncertainty(lower, policy) ** 2 + uncertainty(upper, policy) ** 2)
    return policy.number("graduated.one_sided_95") * u


def _told_apart(lower: PointPressure, upper: PointPressure, policy: Policy) -> int:
    """1 where the lower point presses more beyond doubt, -1 where the upper does, else 0."""
    delta = (middle(lower) - middle(upper)) / PER_MMHG
    needed = margin(lower, upper, policy)
    return 1 if delta > needed else -1 if -delta > needed else 0


def measured_course(points: Sequence[PointPressure], policy: Policy) -> GradientShape:
    """The course of readings on legs, beyond the doubt that their uncertainty leaves."""
    if any(_told_apart(points[0], upper, policy) < 0 for upper in points[1:]):
        return GradientShape.INVERSE
    if any(_told_apart(a, b, policy) < 0 for a, b in pairwise(points)):
        return GradientShape.RISES
    return GradientShape.FALLS if _told_apart(points[0], points[-1], policy) > 0 else GradientShape.UNSURE
