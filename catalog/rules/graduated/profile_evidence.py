"""What pressure figures come to: each profile judged, evidence weighed, variants put together.

Evidence of one kind is never compared with another; it is only weighed once each has its own outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from ...model.policy import Policy
from ...model.pressure_profile import PER_MMHG, Profile, middle, pressure_from, profiles
from ...model.product import EvidenceKind, Garment, PointPressure, PressurePoint, Product
from ...model.verdict import Fact, Outcome, Reason, because
from . import gradient_shape as shapes
from .gradient_shape import THIGH, GradientShape, PointCoverage, point_coverage
from .strength import strength

LABELS: Final = {
    EvidenceKind.BRAND_STATED: "stated", EvidenceKind.LABORATORY: "laboratory", EvidenceKind.ON_LEG: "measured",
}  # fmt: skip
OUTCOMES: Final = {
    GradientShape.FALLS: Outcome.PASS, GradientShape.INVERSE: Outcome.FAIL, GradientShape.UNIFORM: Outcome.FAIL,
}  # fmt: skip
RATIO_POINTS: Final = {PressurePoint.C: "calf", PressurePoint.D: "below_knee"}


class FigureFinding(Struct, frozen=True):
    """What some evidence comes to: an outcome, its label, every reason, and on how many legs it was measured."""

    outcome: Outcome
    label: str
    reasons: tuple[Reason, ...]
    marks: tuple[str, ...] = ()
    wearers: int = 0

    @property
    def disproves_claims(self) -> bool:
        """Whether it speaks against a bare claim without being a failure of its own."""
        return bool({"conflict", "reversal", "variants"} & set(self.marks))


def weigh_figures(product: Product, policy: Policy) -> FigureFinding | None:
    """What all profiles of a product come to, variant by variant; None where there is no profile."""
    by_variant: dict[str, list[FigureFinding]] = {}
    for profile in profiles(product):
        by_variant.setdefault(profile.variant, []).append(_finding(profile, product.garment, policy))
    weighed = {variant: _weigh(findings, policy) for variant, findings in sorted(by_variant.items())}
    return _all_variants(weighed) if weighed else None


def _finding(profile: Profile, garment: Garment, policy: Policy) -> FigureFinding:
    """What one profile comes to for this kind of garment."""
    faults, coverage = tuple(_faults(profile)), point_coverage(profile, garment)
    if profile.given_twice or coverage is PointCoverage.NONE:
        missing = () if profile.given_twice else (_missing(profile, garment, coverage),)
        return FigureFinding(Outcome.UNKNOWN, "none", faults + missing)
    points = shapes.compared_points(profile, garment)
    shape = shapes.gradient_shape(profile, points, policy)
    outcome = OUTCOMES.get(shape, Outcome.UNKNOWN)
    reasons = (*faults, _shape_reason(profile, points, shape, policy))
    is_incomplete = coverage is PointCoverage.SHORT or (coverage is PointCoverage.ENDS and outcome is not Outcome.PASS)
    if is_incomplete and shape is not GradientShape.INVERSE:
        reversal = ("reversal",) if shape is GradientShape.RISES else ()
        return FigureFinding(Outcome.UNKNOWN, "none", (*reasons, _missing(profile, garment, coverage)), reversal)
    label = {Outcome.PASS: LABELS[profile.kind], Outcome.FAIL: shape.value}.get(outcome, "none")
    marks, notes = _marks_and_notes(profile, coverage, shape, policy)
    return FigureFinding(outcome, label, (*reasons, *notes), marks, profile.wearers)


def _faults(profile: Profile) -> Iterable[Reason]:
    """The points whose figures contradict one another or are bounds."""
    for code, points in (("point_twice", profile.given_twice), ("point_open", profile.one_bound)):
        if points:
            letters = tuple(point.value for point in points)
            yield because(f"graduated.{code}", kind=profile.kind.value, points=letters, source=profile.source)


def _missing(profile: Profile, garment: Garment, coverage: PointCoverage) -> Reason:
    """Which point has to be known before the profile can be judged."""
    if profile.at(PressurePoint.B, PressurePoint.B1) is None:
        missing = "ankle"
    elif coverage is PointCoverage.SHORT:
        missing = "thigh"
    else:
        missing = "calf" if coverage is PointCoverage.ENDS or garment is Garment.CALF_SLEEVE else "upper"
    letters, kind = tuple(p.point.value for p in profile.points), profile.kind.value
    return because("graduated.points_missing", missing=missing, kind=kind, points=letters, source=profile.source)


def _shape_reason(profile: Profile, points: Sequence[PointPressure], shape: GradientShape, policy: Policy) -> Reason:
    """How the pressure runs, with the figures it was read from."""
    facts: dict[str, Fact] = {
        "kind": profile.kind.value,
        "points": tuple(point.point.value for point in points),
        "pressures": tuple(pressure_from(middle(point)) for point in points),
    }
    if shape is GradientShape.SMALL:
        facts["needed"] = pressure_from(shapes.drop_needed(points, policy))
    if shape is GradientShape.UNSURE:
        facts["margin"] = pressure_from(PER_MMHG * shapes.margin(points[0], points[-1], policy))
    if profile.kind is EvidenceKind.ON_LEG:
        facts["wearers"] = profile.wearers
    return because(f"graduated.{shape.value}", **facts, source=profile.source)


def _marks_and_notes(
    profile: Profile, coverage: PointCoverage, shape: GradientShape, policy: Policy
) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
    """What goes with an outcome and changes none."""
    marks, notes = [], []
    if shape is GradientShape.FALLS:
        notes = list(_ratios(profile, policy))
        if coverage is PointCoverage.PARTIAL:
            marks.append("partial")
            notes.append(because("graduated.partial"))
    is_weak = any(note.code == "graduated.ratio_high" and note.fact("point") == "calf" for note in notes)
    if is_weak or shape is GradientShape.SMALL:
        marks.append("weak_gradient")
    if shape is GradientShape.RISES:
        marks.append("reversal")
    return tuple(marks), tuple(notes)


def _ratios(profile: Profile, policy: Policy) -> Iterable[Reason]:
    """Where a point's share of the ankle pressure leaves the usual band."""
    ankle = profile.at(PressurePoint.B)
    if ankle is None or middle(ankle) == 0:
        return
    for point in profile.points:
        name = "thigh" if point.point in THIGH else RATIO_POINTS.get(point.point)
        if name is not None:
            yield from _ratio(name, middle(point), middle(ankle), policy)


def _ratio(name: str, upper: int, ankle: int, policy: Policy) -> Iterable[Reason]:
    """Why the share of a point is too low or too high, rounded to whole percent; both in the same unit."""
    percent = (200 * upper + ankle) // (2 * ankle)
    for side in ("low", "high"):
        key = f"graduated.{name}_percent_{side}"
        if key not in policy.thresholds:
            continue
        limit = policy.whole(key)
        if (100 * upper > limit * ankle) if side == "high" else (100 * upper < limit * ankle):
            yield because(f"graduated.ratio_{side}", point=name, percent=percent, limit=limit)


def _merged(findings: Sequence[FigureFinding]) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    """The reasons and the marks of several findings, each once."""
    reasons = dict.fromkeys(reason for finding in findings for reason in finding.reasons)
    return tuple(reasons), tuple(dict.fromkeys(mark for finding in findings for mark in finding.marks))


def _weigh(findings: Sequence[FigureFinding], policy: Policy) -> FigureFinding:
    """One finding out of several on the same variant: enough wearers outweigh what is stated or tested."""
    reasons, marks = _merged(findings)
    firm = [f for f in findings if f.outcome in (Outcome.PASS, Outcome.FAIL)]
    if len({f.outcome for f in firm}) < 2:
        best = max(firm or findings, key=lambda f: (strength(f.label), f.wearers))
        return FigureFinding(best.outcome, best.label, reasons, marks, best.wearers)
    worn = [f for f in firm if decides(f, policy)]
    if worn and len({f.outcome for f in worn}) == 1:
        conflict = because("graduated.conflict", settled="measured", wearers=max(f.wearers for f in worn))
        first = worn[0]
        return FigureFinding(
            first.outcome, first.label, (*reasons, conflict), (*first.marks, "conflict"), first.wearers
        )
    conflict = because("graduated.conflict", settled="open", wearers=max(f.wearers for f in firm))
    return FigureFinding(Outcome.UNKNOWN, "none", (*reasons, conflict), ("conflict",))


def decides(finding: FigureFinding, policy: Policy) -> bool:
    """Whether it was measured on enough legs to outweigh other evidence."""
    return finding.wearers >= policy.whole("graduated.wearers_decide")


def _all_variants(weighed: dict[str, FigureFinding]) -> FigureFinding:
    """One finding for the product: a pass only where every variant that has a profile passes."""
    findings = tuple(weighed.values())
    if len(findings) == 1:
        return findings[0]
    reasons, marks = _merged(findings)
    if len({f.outcome for f in findings}) == 1:
        weakest = min(findings, key=lambda f: strength(f.label))
        return FigureFinding(weakest.outcome, weakest.label, reasons, marks, min(f.wearers for f in findings))
    groups = {o: tuple(v or "-" for v, f in weighed.items() if f.outcome is o) for o in Outcome}
    differ = because(
        "graduated.variants_differ", passing=groups[Outcome.PASS] or ("-",), failing=groups[Outcome.FAIL] or ("-",),
        open=groups[Outcome.UNKNOWN] or ("-",),
    )  # fmt: skip
    return FigureFinding(Outcome.UNKNOWN, "none", (*reasons, differ), (*marks, "variants"))
