"""The tightness hint: how one leg sits in its size, and what that may do to the pressure a brand states.

A sized tube presses more on a larger leg because it stretches more: P = P0 * (C / C_middle) ** e, with e
somewhere between 0 and 2, triangular around 1. Everything here is a band or a direction, in whole mmHg or
whole percent; nothing is a measurement, and silence never means that all is well.

The band of an absolute pressure is the first-order sum of what is not known, as relative variances:
the spread between legs, the width of a stated range (half width / sqrt(3)), the exponent (standard
deviation of the triangle times ln(C / C_middle)), and the tape. It is rounded outward.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor, log, sqrt

from msgspec import Struct

from ..model.leg import GIRTHS, LegPoint
from ..model.policy import Policy
from ..model.pressure_profile import middle, profiles, stated_point
from ..model.product import Band, Box, ClaimKind, EvidenceKind, PressureFigure, PressurePoint, Product, SizeChart
from ..model.quantities import Length, Pressure
from ..model.question import Reading
from ..model.verdict import Reason, because

JUDGED = frozenset({PressurePoint.B, PressurePoint.C, PressurePoint.D, PressurePoint.F, PressurePoint.G})
PLACES = {p: PressurePoint(p.letter[1:]) for p in GIRTHS if p.letter[1:] in JUDGED}
"""The pressure point at each girth: both go by the hosiery letter (cB, cC, ...)."""
PERCENT = 100


class GirthInBand(Struct, frozen=True):
    """One girth of the leg in the band of its size, both in whole um.

    The middle is kept as the sum of both edges: whole numbers all the way, for every match shown needs this.
    """

    point: LegPoint
    value: int
    edges: int
    """The lower and the upper edge added up."""

    @property
    def middle(self) -> Length:
        """The middle of the band, to the micrometre."""
        half, odd = divmod(self.edges, 2)
        return Length(half + (odd and half % 2))

    @property
    def ratio(self) -> Fraction:
        """The girth as a share of the middle of the band; 1 in the middle."""
        return Fraction(2 * self.value, self.edges)

    def off_percent(self, elasticity: int) -> tuple[int, int]:
        """How far the share, raised to a power, is off 1, in percent: rounded down and rounded up."""
        over, per = (2 * self.value) ** elasticity, self.edges**elasticity
        off = abs(over - per) * PERCENT
        return off // per, -(-off // per)


def hint_tightness(
    product: Product, chart: SizeChart, size_label: str, leg: Mapping[LegPoint, Reading], policy: Policy
) -> tuple[Reason, ...]:
    """Say how tight this size is on this leg, point by point; empty where the chart gives no band to compare with.

    Girths are whole um. Nothing is said of a garment whose brand states no pressure at a named point, and a
    pressure only at such a point.
    """
    box = _box(chart, size_label, leg)
    if box is None or not any(True for point in PLACES for _ in _stated(product, point)):
        return ()
    candidates = (_girth_in_band(box.band(point), leg.get(point)) for point in PLACES)
    girths = {girth.point: girth for girth in candidates if girth is not None}
    hints = [_relative(girth, size_label, policy) for girth in girths.values()]
    for girth in girths.values():
        hints.extend(_pressure(product, girth, size_label, policy))
    hints.extend(_gradient(product, girths, policy))
    return tuple(hints)


def _box(chart: SizeChart, size_label: str, leg: Mapping[LegPoint, Reading]) -> Box | None:
    """The one box of the size that can be meant; None where several could be and differ in girth."""
    size = next((s for s in chart.sizes if s.label == size_label), None)
    if size is None or not size.boxes:
        return None
    holding = [box for box in size.boxes if _holds(box, leg)] or list(size.boxes)
    return holding[0] if len({tuple(box.band(point) for point in PLACES) for box in holding}) == 1 else None


def _holds(box: Box, leg: Mapping[LegPoint, Reading]) -> bool:
    return all(band.holds(leg[band.point].value) for band in box.bands if band.point in leg)


def _girth_in_band(band: Band | None, reading: Reading | None) -> GirthInBand | None:
    if band is None or reading is None or band.low is None or band.high is None:
        return None
    return GirthInBand(band.point, reading.value, band.low.at + band.high.at)


def _relative(girth: GirthInBand, size: str, policy: Policy) -> Reason:
    """Tighter, as designed or looser than in the middle of the size, with how much it may be."""
    off = 2 * girth.value - girth.edges
    near = abs(off) * 1000 <= policy.whole("tightness.as_designed_permille") * girth.edges
    direction = "as_designed" if near else "tighter" if off > 0 else "looser"
    ends = [girth.off_percent(policy.whole(f"tightness.elasticity_{end}")) for end in ("low", "high")]
    return because(
        "tightness.point", direction=direction, point=girth.point, size=size, value=Length(girth.value),
        middle=girth.middle, least_percent=min(ends)[0], most_percent=max(high for _, high in ends),
    )  # fmt: skip


def _stated(product: Product, point: LegPoint) -> Iterator[tuple[Pressure, Pressure]]:
    """Every closed pressure that the brand states at a point, for whichever variant."""
    wanted = PLACES[point]
    for figure in product.pressure:
        if figure.kind is EvidenceKind.BRAND_STATED:
            yield from _at(figure, wanted)


def _at(figure: PressureFigure, wanted: PressurePoint) -> Iterator[tuple[Pressure, Pressure]]:
    closed = [(p.low, p.high) for p in figure.profile if p.point is wanted]
    if not closed and stated_point(figure) is wanted:
        closed = [(figure.low, figure.high)]
    yield from ((low, high) for low, high in closed if low is not None and high is not None)


def _pressure(product: Product, girth: GirthInBand, size: str, policy: Policy) -> Iterator[Reason]:
    """The band of pressure at a point where the brand states one, in whole mmHg."""
    stated = sorted(set(_stated(product, girth.point)))
    if not stated or stated[0][0].tenths <= 0:
        return
    bands = [_band(low, high, girth, policy) for low, high in stated]
    yield because(
        "tightness.pressure", point=girth.point, size=size,
        low=Pressure(10 * min(low for low, _ in bands)), high=Pressure(10 * max(high for _, high in bands)),
        stated=tuple(dict.fromkeys(p for pair in stated for p in pair)), value=Length(girth.value),
        middle=girth.middle, spread_percent=policy.whole("tightness.spread_percent"),
        elasticity_low=policy.whole("tightness.elasticity_low"),
        elasticity_high=policy.whole("tightness.elasticity_high"),
    )  # fmt: skip


def _band(low: Pressure, high: Pressure, girth: GirthInBand, policy: Policy) -> tuple[int, int]:
    """The whole mmHg between which nine legs of ten lie."""
    a, mode, b = (policy.whole(f"tightness.elasticity_{name}") for name in ("low", "mode", "high"))
    exponent_variance = (a * a + mode * mode + b * b - a * mode - a * b - mode * b) / 18
    stated = (low.tenths + high.tenths) / 20
    half_width = abs(high.tenths - low.tenths) / 20
    ratio = 2 * girth.value / girth.edges
    middle_pressure = stated * ratio**mode
    spread = policy.whole("tightness.spread_percent") / PERCENT
    tape = policy.whole("tightness.tape_permille") / 1000
    parts = (spread**2, (half_width / stated) ** 2 / 3, exponent_variance * log(ratio) ** 2, tape**2)
    reach = policy.number("tightness.band_90") * sqrt(sum(parts))
    return max(0, floor(middle_pressure * (1 - reach))), ceil(middle_pressure * (1 + reach))


def _gradient(product: Product, girths: Mapping[LegPoint, GirthInBand], policy: Policy) -> Iterator[Reason]:
    """A warning where calf and ankle of this leg could undo the gradient; never a clearance where not."""
    calf, ankle = girths.get(LegPoint.CALF), girths.get(LegPoint.ANKLE)
    nominal = _nominal(product, policy)
    if calf is None or ankle is None or nominal is None:
        return
    relative = calf.ratio / ankle.ratio
    ends = sorted(nominal * relative ** policy.whole(f"tightness.elasticity_{end}") for end in ("low", "high"))
    if ends[1] >= 1:
        yield because(
            "tightness.gradient_at_risk", least_percent=floor(ends[0] * PERCENT), most_percent=ceil(ends[1] * PERCENT),
            calf=Length(calf.value), calf_middle=calf.middle, ankle=Length(ankle.value),
            ankle_middle=ankle.middle,
        )  # fmt: skip


def _nominal(product: Product, policy: Policy) -> Fraction | None:
    """The designed share of calf over ankle pressure; the flattest of several, None where no gradient is designed."""
    if any(c.kind is ClaimKind.NOT_GRADUATED for c in product.claims):
        return None
    shares = set(_shares(product))
    if not shares:
        return Fraction(policy.whole("tightness.calf_percent_nominal"), PERCENT)
    return max(shares) if max(shares) < 1 else None


def _shares(product: Product) -> Iterator[Fraction]:
    """Calf over ankle pressure of every profile that the brand states."""
    for profile in profiles(product):
        ankle, calf = profile.at(PressurePoint.B), profile.at(PressurePoint.C)
        if profile.kind is EvidenceKind.BRAND_STATED and ankle and calf and middle(ankle) > 0:
            yield Fraction(middle(calf), middle(ankle))
