"""The pressure of a product along the leg: what each source gives, point by point from the ankle up.

Pressures are compared as twentieths of a mmHg, twice the middle of what a source prints, so that every
comparison of stated figures is exact. Evidence of different kinds is never put into one profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from .product import EvidenceKind, PointPressure, PressureFigure, Product
from .product import PressurePoint as P
from .quantities import Pressure

FROM_ANKLE_UP: Final = (P.B, P.B1, P.C, P.D, P.F, P.G)
"""The points of a profile; the foot (A) and the knee (E) are never judged."""
STATED_AT: Final = {
    "ankle": P.B, "ankle_min_girth": P.B, "calf": P.C, "mid_calf": P.C, "calf_max_girth": P.C,
    "below_knee": P.D, "below_knee_girth": P.D, "mid_thigh": P.F, "mid_thigh_girth": P.F, "thigh": P.G,
    "upper_thigh": P.G, "thigh_girth": P.G, **{p.value.lower(): p for p in P},
}  # fmt: skip
"""The words by which sources name a point."""
PER_MMHG: Final = 20


class Profile(Struct, frozen=True):
    """What one source gives for one variant by one kind of evidence, from the ankle up."""

    kind: EvidenceKind
    variant: str
    source: str
    points: tuple[PointPressure, ...]
    given_twice: tuple[P, ...] = ()
    """Points given more than once with different figures."""
    one_bound: tuple[P, ...] = ()
    """Points given with one bound only: a bound is not a pressure."""

    @property
    def wearers(self) -> int:
        """On how many legs the profile was measured at least."""
        return min((point.wearers or 1 for point in self.points), default=0)

    def at(self, *places: P) -> PointPressure | None:
        """The pressure at the first of these points that the profile has."""
        return next((point for place in places for point in self.points if point.point is place), None)


def middle(point: PointPressure) -> int:
    """The middle of a point's pressure in twentieths of a mmHg. Raises: ValueError (it has one bound only)."""
    low, high = _bounds(point)
    return low + high


def width(point: PointPressure) -> int:
    """How wide a point's printed range is, in twentieths of a mmHg. Raises: ValueError (it has one bound only)."""
    low, high = _bounds(point)
    return 2 * abs(high - low)


def _bounds(point: PointPressure) -> tuple[int, int]:
    if point.low is None or point.high is None:
        raise ValueError(f"{point.point} has one bound only")
    return point.low.tenths, point.high.tenths


def pressure_from(twentieths: float) -> Pressure:
    """A number of twentieths as a pressure, to the nearest tenth of a mmHg."""
    return Pressure(int(twentieths / 2 + 0.5))


def stated_point(figure: PressureFigure) -> P | None:
    """The point that a figure's own range is stated at; None where the source names none."""
    return STATED_AT.get(figure.stated_at.strip().lower().replace(" ", "_").replace("-", "_"))


def profiles(product: Product) -> tuple[Profile, ...]:
    """Every profile of a product, one per kind of evidence, variant and source; lone ranges give none."""
    groups: dict[tuple[str, ...], list[PressureFigure]] = {}
    for f in product.pressure:
        groups.setdefault((f.kind, f.variant, f.source.url, f.method, f.posture), []).append(f)
    every = (_profile(groups[key]) for key in sorted(groups))
    return tuple(profile for profile in every if profile.points or profile.given_twice or profile.one_bound)


def _profile(figures: Sequence[PressureFigure]) -> Profile:
    """The profile that figures of one kind, variant and source give together."""
    points = sorted(
        (point for figure in figures for point in _points(figure) if point.point in FROM_ANKLE_UP),
        key=lambda point: (FROM_ANKLE_UP.index(point.point), repr(point)),
    )
    last_at = {point.point: point for point in points}
    figures_at = {place: {(p.low, p.high) for p in points if p.point is place} for place in last_at}
    twice = tuple(place for place in last_at if len(figures_at[place]) > 1)
    once = [point for place, point in last_at.items() if place not in twice]
    one_bound = tuple(point.point for point in once if None in (point.low, point.high))
    judged = tuple(point for point in once if point.point not in one_bound)
    first = figures[0]
    return Profile(first.kind, first.variant, first.source.url, judged, twice, one_bound)


def _points(figure: PressureFigure) -> Iterable[PointPressure]:
    """The points of a figure: its profile, and the point its own range is stated at if that has none."""
    yield from figure.profile
    place = stated_point(figure)
    if place and (figure.low or figure.high) and all(point.point is not place for point in figure.profile):
        yield PointPressure(place, figure.low, figure.high)
