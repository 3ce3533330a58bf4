"""What pressure figures come to: each profile judged, evidence weighed, variants put together.

Evidence of one kind is never compared with another; it is only weighed once each has its own outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from msgspec import Struct

from ...model.policy import Policy
from ...model.pressure_profile import (  # fmt: skip
    PER_MMHG,
    THIGH,
    GradientShape,
    PointCoverage,
    Profile,
    drop_needed,
    gradient_shape,
    judged,
    margin,
    middle,
    point_coverage,
    profiles,
    shown_pressure,
)
from ...model.product import EvidenceKind, Garment, PointPressure, PressurePoint, Product
from ...model.verdict import Fact, Outcome, Reason, because
from .strength import strength

LABELS: Final = {
    EvidenceKind.BRAND_STATED: "stated",
    EvidenceKind.LABORATORY: "laboratory",
    EvidenceKind.ON_LEG: "measured",
}
OUTCOMES: Final = {
    GradientShape.FALLS: Outcome.PASS,
    GradientShape.INVERSE: Outcome.FAIL,
    GradientShape.UNIFORM: Outcome.FAIL,
}


class Finding(Struct, frozen=True):
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


def weigh_figures(product: Product, policy: Policy) -> Finding | None:
    """What all profiles of a product come to, variant by variant; None where there is no profile."""
    by_variant: dict[str, list[Finding]] = {}
    for profile in profiles(product):
        by_variant.setdefault(profile.variant, []).append(_finding(profile, product.garment, policy))
    weighed = {variant: _weigh(findings, policy) for variant, findings in sorted(by_variant.items())}
    return _all_variants(weighed) if weighed else None


def _finding(profile: Profile, garment: Garment, policy: Policy) -> Finding:
    """What one profile comes to for this kind of garment."""
    faults = tuple(_faults(profile))
    found = point_coverage(profile, garment)
    if profile.twice or found is PointCoverage.NONE:
        missing = () if profile.twice else (_missing(profile, garment, found),)
        return Finding(Outcome.UNKNOWN, "none", faults + missing)
    points = judged(profile, garment)
    runs = gradient_shape(profile, points, policy)
    outcome = OUTCOMES.get(runs, Outcome.UNKNOWN)
    reasons = [*faults, _course_reason(profile, points, runs, policy)]
    incomplete = found is PointCoverage.SHORT or (found is PointCoverage.ENDS and outcome is not Outcome.PASS)
    if incomplete and runs is not GradientShape.INVERSE:
        reasons.append(_missing(profile, garment, found))
        return Finding(Outcome.UNKNOWN, "none", tuple(reasons), ("reversal",) if runs is GradientShape.RISES else ())
    label = LABELS[profile.kind] if outcome is Outcome.PASS else runs.value if outcome is Outcome.FAIL else "none"
    marks, notes = _beside(profile, found, runs, outcome, policy)
    return Finding(outcome, label, (*reasons, *notes), marks, profile.wearers)


def _faults(profile: Profile) -> Iterable[Reason]:
    for code, points in (("point_twice", profile.twice), ("point_open", profile.open)):
        if points:
            letters = tuple(p.value for p in points)
            yield because(f"graduated.{code}", kind=profile.kind.value, points=letters, source=profile.source)


def _missing(profile: Profile, garment: Garment, found: PointCoverage) -> Reason:
    """Which point has to be known before the profile can be judged."""
    if profile.at(PressurePoint.B, PressurePoint.B1) is None:
        missing = "ankle"
    elif found is PointCoverage.SHORT:
        missing = "thigh"
    else:
        missing = "calf" if found is PointCoverage.ENDS or garment is Garment.CALF_SLEEVE else "upper"
    letters = tuple(p.point.value for p in profile.points)
    return because(
        "graduated.points_missing", missing=missing, kind=profile.kind.value, points=letters, source=profile.source
    )


def _course_reason(profile: Profile, points: Sequence[PointPressure], runs: GradientShape, policy: Policy) -> Reason:
    """How the pressure runs, with the figures it was read from."""
    facts: dict[str, Fact] = {
        "kind": profile.kind.value,
        "points": tuple(p.point.value for p in points),
        "pressures": tuple(shown_pressure(middle(p)) for p in points),
    }
    if runs is GradientShape.SMALL:
        facts["needed"] = shown_pressure(drop_needed(points, policy))
    if runs is GradientShape.UNSURE:
        facts["margin"] = shown_pressure(PER_MMHG * margin(points[0], points[-1], policy))
    if profile.kind is EvidenceKind.ON_LEG:
        facts["wearers"] = profile.wearers
    return because(f"graduated.{runs.value}", **facts, source=profile.source)


def _beside(
    profile: Profile, found: PointCoverage, runs: GradientShape, outcome: Outcome, policy: Policy
) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
    """Marks and notes that go with an outcome and change none."""
    marks, notes = [], []
    if outcome is Outcome.PASS:
        notes = list(_ratios(profile, policy))
        if found is PointCoverage.PARTIAL:
            marks.append("partial")
            notes.append(because("graduated.partial"))
    weak = any(n.code == "graduated.ratio_high" and n.fact("point") == "calf" for n in notes)
    if weak or runs is GradientShape.SMALL:
        marks.append("weak_gradient")
    if runs is GradientShape.RISES:
        marks.append("reversal")
    return tuple(marks), tuple(notes)


def _ratios(profile: Profile, policy: Policy) -> Iterable[Reason]:
    """Where a point's share of the ankle pressure leaves the usual band."""
    ankle = profile.at(PressurePoint.B)
    if ankle is None or middle(ankle) == 0:
        return
    for point in profile.points:
        name = {PressurePoint.C: "calf", PressurePoint.D: "below_knee"}.get(point.point)
        name = name or ("thigh" if point.point in THIGH else None)
        if name is not None:
            yield from _ratio(name, middle(point), middle(ankle), policy)


def _ratio(name: str, upper: int, ankle: int, policy: Policy) -> Iterable[Reason]:
    percent = (200 * upper + ankle) // (2 * ankle)
    for side in ("low", "high"):
        key = f"graduated.{name}_percent_{side}"
        if key not in policy.thresholds:
            continue
        limit = policy.whole(key)
        if (100 * upper > limit * ankle) if side == "high" else (100 * upper < limit * ankle):
            yield because(f"graduated.ratio_{side}", point=name, percent=percent, limit=limit)


def _weigh(findings: Sequence[Finding], policy: Policy) -> Finding:
    """One finding out of several on the same variant: enough wearers outweigh what is stated or tested."""
    reasons = tuple(dict.fromkeys(chain.from_iterable(f.reasons for f in findings)))
    marks = tuple(dict.fromkeys(chain.from_iterable(f.marks for f in findings)))
    firm = [f for f in findings if f.outcome in (Outcome.PASS, Outcome.FAIL)]
    if len({f.outcome for f in firm}) < 2:
        best = max(firm or findings, key=lambda f: (strength(f.label), f.wearers))
        return Finding(best.outcome, best.label, reasons, marks, best.wearers)
    worn = [f for f in firm if decides(f, policy)]
    if worn and len({f.outcome for f in worn}) == 1:
        settled = because("graduated.conflict", settled="measured", wearers=max(f.wearers for f in worn))
        first = worn[0]
        return Finding(first.outcome, first.label, (*reasons, settled), (*first.marks, "conflict"), first.wearers)
    open_ = because("graduated.conflict", settled="open", wearers=max(f.wearers for f in firm))
    return Finding(Outcome.UNKNOWN, "none", (*reasons, open_), ("conflict",))


def decides(finding: Finding, policy: Policy) -> bool:
    """Whether it was measured on enough legs to outweigh other evidence."""
    return finding.wearers >= policy.whole("graduated.wearers_decide")


def _all_variants(weighed: dict[str, Finding]) -> Finding:
    """One finding for the product: a pass only where every variant that has a profile passes."""
    findings = tuple(weighed.values())
    if len(findings) == 1:
        return findings[0]
    reasons = tuple(dict.fromkeys(chain.from_iterable(f.reasons for f in findings)))
    marks = tuple(dict.fromkeys(chain.from_iterable(f.marks for f in findings)))
    if len({f.outcome for f in findings}) == 1:
        weakest = min(findings, key=lambda f: strength(f.label))
        return Finding(weakest.outcome, weakest.label, reasons, marks, min(f.wearers for f in findings))
    groups = {o: tuple(v or "-" for v, f in weighed.items() if f.outcome is o) for o in Outcome}
    differ = because(
        "graduated.variants_differ", passing=groups[Outcome.PASS] or ("-",), failing=groups[Outcome.FAIL] or ("-",),
        open=groups[Outcome.UNKNOWN] or ("-",),
    )  # fmt: skip
    return Finding(Outcome.UNKNOWN, "none", (*reasons, differ), (*marks, "variants"))
