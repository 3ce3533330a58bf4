"""The graduated rule: whether a garment is tightest at the ankle and looser upward, and how well that is shown.

Figures decide, by kind of evidence and variant; words can only claim or deny. The strength of a pass is
its label: `measured` on legs, in a `laboratory`, or `stated` as figures. A bare claim stays unknown with
the label `claimed`. A sock that ends below the calf and tights that end above the ankle are not judged:
one of the two ends of a gradient is not in the garment.
"""

from __future__ import annotations

from typing import Final

from ...model.policy import Policy
from ...model.pressure_profile import profiles
from ...model.product import Garment, Product
from ...model.verdict import Outcome, Reason, Verdict, because
from .claims import ClaimSummary, claim_summary, gradient_phrases
from .gradient_shape import PointCoverage, point_coverage
from .profile_evidence import FigureFinding, decides, weigh_figures
from .strength import STRENGTH

RULE: Final = "graduated"
WITHOUT_ANKLE: Final = frozenset({Garment.SHORTS, Garment.THIGH_SLEEVE})
ENDING_LOW: Final = frozenset({Garment.TIGHTS, Garment.SOCK})
"""What may end above the ankle, or below the calf, where its name says so."""
WITHOUT_FOOT: Final = frozenset({Garment.CALF_SLEEVE, Garment.FULL_LEG_SLEEVE})


def judge_graduated(product: Product, policy: Policy) -> Verdict:
    """Whether the pressure falls from the ankle up: pass, fail, unknown or not applicable, with its strength.

    Source of the order of points and of what counts as a fall: RAL-GZ 387/1; thresholds in the policy.
    """
    missing = _no_gradient_possible(product, policy)
    if missing:
        return Verdict(RULE, Outcome.NOT_APPLICABLE, (missing,), "none")
    return _verdict(product, weigh_figures(product, policy), claim_summary(product, policy), policy)


def _no_gradient_possible(product: Product, policy: Policy) -> Reason | None:
    """Why a garment has no place for a gradient; None where it has one."""
    if product.garment in WITHOUT_ANKLE:
        return because("graduated.no_ankle", garment=product.garment.value)
    if product.garment not in ENDING_LOW:
        return None
    name = product.name[: policy.whole("graduated.text_characters")]
    groups = {phrase.group: phrase.words for phrase in reversed(gradient_phrases(name)) if not phrase.is_negated}
    if product.garment is Garment.TIGHTS and "short_tights" in groups:
        return because("graduated.no_ankle", garment=product.garment.value, words=groups["short_tights"])
    ends_low = product.garment is Garment.SOCK and "short_socks" in groups and "reaches_calf" not in groups
    if ends_low and all(point_coverage(p, product.garment) is PointCoverage.NONE for p in profiles(product)):
        return because("graduated.no_calf", words=groups["short_socks"])
    return None


def _verdict(product: Product, figures: FigureFinding | None, words: ClaimSummary, policy: Policy) -> Verdict:
    """The figures and the words together; figures first."""
    if figures is not None and figures.outcome is Outcome.PASS:
        finding = _passed(figures, words, policy)
    elif figures is not None and figures.outcome is Outcome.FAIL:
        finding = FigureFinding(figures.outcome, figures.label, figures.reasons + words.claimed, figures.marks)
    else:
        finding = _worded(figures or FigureFinding(Outcome.UNKNOWN, "none", ()), words)
    reasons = finding.reasons + _notes(product, figures, finding, words)
    marks = tuple(dict.fromkeys(finding.marks))
    return Verdict(RULE, finding.outcome, tuple(dict.fromkeys(reasons)), finding.label, marks)


def _passed(figures: FigureFinding, words: ClaimSummary, policy: Policy) -> FigureFinding:
    """Figures that pass stay a pass against contrary words only where enough legs were measured."""
    if not words.contrary:
        return figures
    is_settled = decides(figures, policy)
    settled = "measured" if is_settled else "open"
    conflict = because("graduated.conflict", settled=settled, wearers=figures.wearers)
    reasons, marks = (*figures.reasons, *words.contrary, conflict), (*figures.marks, "conflict")
    outcome, label = (Outcome.PASS, figures.label) if is_settled else (Outcome.UNKNOWN, "none")
    return FigureFinding(outcome, label, reasons, marks)


def _worded(figures: FigureFinding, words: ClaimSummary) -> FigureFinding:
    """Where figures leave it open, words may deny a gradient or claim one, never prove one."""
    reasons, marks = figures.reasons + words.contradictory, figures.marks
    if words.contradictory:
        marks = (*marks, "contradictory")
    if words.contrary and words.claimed:
        reasons += (*words.contrary, *words.claimed, because("graduated.claims_conflict"))
        return FigureFinding(Outcome.UNKNOWN, "none", reasons, (*marks, "conflict"))
    if words.contrary and "conflict" not in marks:
        return FigureFinding(Outcome.FAIL, words.way, reasons + words.contrary, marks)
    label = "claimed" if words.claimed and not words.contradictory and not figures.disproves_claims else "none"
    return FigureFinding(Outcome.UNKNOWN, label, reasons + words.contrary + words.claimed, marks)


def _notes(
    product: Product, figures: FigureFinding | None, finding: FigureFinding, words: ClaimSummary
) -> tuple[Reason, ...]:
    """What else is worth saying: words that decide nothing, a lone range, the free foot, or that nothing is said."""
    notes = list(words.notes)
    ranged = [f for f in product.pressure if f.low is not None or f.high is not None]
    if figures is None and ranged:
        ends = tuple(p for p in (ranged[0].low, ranged[0].high) if p is not None)
        notes.append(because("graduated.lone_range", pressures=ends, source=ranged[0].source.url))
    if not finding.reasons and not words.notes:
        notes.append(because("graduated.nothing_said"))
    if finding.label in STRENGTH[1:] and product.garment in WITHOUT_FOOT:
        notes.append(because("graduated.foot_free"))
    return tuple(notes)
