"""The medical rule: sport, medical, or for a person to decide, with the pressure band; never from mmHg alone."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from hashlib import sha256

from msgspec import Struct

from ...lexicon.tokens import normalized
from ...model.catalog_ruling import BY_CATALOG, Ruled
from ...model.policy import Policy
from ...model.product import Decision, Product, Ruling
from ...model.quantities import Pressure
from ...model.verdict import Outcome, Reason, Verdict, because
from .record_signals import has_leg, pressure_signals, record_signals
from .sport_brands import SPORT_BRAND
from .sport_signals import weigh_sport
from .sport_words import WEAK
from .stated_pressure import PressureBounds, StatedPressure, ankle_pressures, bounds_of, mmhg, stated_pressures
from .text_reading import Signal, SignalKind
from .text_signals import RecordFindings, everyday_titles, read_printing_texts, read_texts

RULE = "medical"
CODES = {
    SignalKind.DECISIVE: "medical.decisive", SignalKind.SPORT: "medical.sport", SignalKind.HINT: "medical.sport_hint",
    SignalKind.SUGGESTIVE: "medical.suggestive", SignalKind.EVERYDAY: "medical.everyday",
    SignalKind.IGNORED: "medical.ignored",
}  # fmt: skip
"""The code of the reason that a signal is, in the order in which reasons are given."""
ORDER = list(CODES)
OUTCOMES = {"4": Outcome.PASS, "5": Outcome.PASS, "1": Outcome.FAIL, "2": Outcome.FAIL, "3": Outcome.FAIL}
SILENT = frozenset({SignalKind.IGNORED, SignalKind.EVERYDAY})
FIRM_PRESSURE = "firm_pressure"
NONE: frozenset[str] = frozenset()
AS_IT_STANDS = ""
"""The evidence of a ruling that was read from its file just now: it rests on the record as it stands there."""


class Evidence(Struct, frozen=True, dict=True):
    """All that the rule weighs: signals in a fixed order, the pressure at the ankle, unread text."""

    signals: tuple[Signal, ...]
    bounds: PressureBounds
    is_cut: bool
    legless: tuple[StatedPressure, ...]
    """Pressures ignored because the garment has no leg."""

    def ids(self, kind: SignalKind) -> AbstractSet[str]:
        """The distinct ids of one kind; a signal weighs once however often it is said."""
        return self._ids.get(kind, NONE)

    @cached_property
    def _ids(self) -> dict[SignalKind, set[str]]:
        ids: dict[SignalKind, set[str]] = {}
        for signal in self.signals:
            ids.setdefault(signal.kind, set()).add(signal.id)
        return ids


def gather(product: Product, policy: Policy) -> Evidence:
    """Everything that a record says for and against sport, independent of the order it is written in."""
    findings = read_texts(product, policy)
    everywhere = [*stated_pressures(product, policy), *findings.pressures(of_purpose=True)]
    ankle = _ankle_statements(product, findings, policy)
    legless: tuple[StatedPressure, ...] = ()
    if not has_leg(product, policy):
        everywhere, ankle, legless = [], [], tuple(everywhere)
    bounds = bounds_of(ankle)
    signals = [*findings.signals, *record_signals(product, policy), *pressure_signals(everywhere, bounds, policy)]
    weighed = weigh_sport(signals, lambda: everyday_titles(findings, policy))
    return Evidence(tuple(sorted(set(weighed), key=_order)), bounds, findings.is_cut, legless)


def _ankle_statements(product: Product, findings: RecordFindings, policy: Policy) -> list[StatedPressure]:
    """The pressures stated at the ankle, in fields or in texts; those of descriptions where there is none."""
    stated = [*ankle_pressures(product, policy), *findings.pressures(of_purpose=True)]
    return stated or findings.pressures(of_purpose=False)


def _order(s: Signal) -> tuple[int, str, str, str, str, str, str]:
    return (ORDER.index(s.kind), s.id, s.position, s.text, s.field, s.language, s.why)


def is_sport(evidence: Evidence, policy: Policy) -> bool:
    """Whether the record identifies a sport product.

    A sport noun in title, intended use or range name, a sport category or a sport mark is enough. Hints count
    only where nothing at all points to medicine, no firm pressure is stated and the title names no everyday hosiery:
    bullets that name a sport as the purpose, recovery as title word or intended use, a brand that makes sportswear, or
    a calf or thigh sleeve filed under clothing.
    """
    if evidence.ids(SignalKind.SPORT):
        return True
    against = evidence.ids(SignalKind.SUGGESTIVE) | evidence.ids(SignalKind.EVERYDAY)
    if against or _above(evidence.bounds, _threshold(policy, "moderate_max")):
        return False
    hints = evidence.ids(SignalKind.HINT) - WEAK
    return bool(hints & {"sport_purpose", "recovery", SPORT_BRAND}) or ("sleeve" in hints and len(hints) > 1)


def _threshold(policy: Policy, name: str) -> Pressure:
    return Pressure(policy.whole(f"medical.{name}") * 10)


def _above(bounds: PressureBounds, limit: Pressure) -> bool:
    """Whether a stated pressure is above a limit."""
    top = bounds.top
    return top is not None and top > limit


def _in_medical_range(bounds: PressureBounds, policy: Policy) -> bool:
    """Whether every stated pressure lies in the medical range."""
    return bounds.low is not None and bounds.low >= _threshold(policy, "medical_from")


def _deciding_rule(evidence: Evidence, policy: Policy) -> str:
    """The number of the rule that decides, 1 to 8 in order, first match wins."""
    decisive = evidence.ids(SignalKind.DECISIVE)
    if decisive - {"M6", "M7"}:
        return "1"
    if decisive:
        return "2" if "M6" in decisive else "3"
    if not is_sport(evidence, policy):
        says_something = any(s.kind not in SILENT for s in evidence.signals)
        return "7" if says_something or evidence.bounds.top is not None else "8"
    return _sport_rule(evidence, policy)


def _sport_rule(evidence: Evidence, policy: Policy) -> str:
    """The number of the rule for a sport product with no decisive signal."""
    bounds = evidence.bounds
    suggestive = evidence.ids(SignalKind.SUGGESTIVE) - {FIRM_PRESSURE}
    is_firm = _above(bounds, _threshold(policy, "moderate_max"))
    is_unbounded = is_firm and bounds.open is not None and (bounds.high is None or bounds.open > bounds.high)
    if _above(bounds, _threshold(policy, "firm_max")) or is_unbounded or _in_medical_range(bounds, policy):
        return "7"
    if len(suggestive) > policy.whole("medical.suggestive_allowed") or "medical_type" in suggestive:
        return "6"
    return "5" if is_firm else "4"


def band_of(bounds: PressureBounds, policy: Policy) -> str:
    """The pressure band: light, moderate, firm, medical_range or unstated, from the upper end at the ankle."""
    if _in_medical_range(bounds, policy):
        return "medical_range"
    if bounds.high is None:
        return "unstated"
    bands = ("light", "moderate", "firm")
    return next((band for band in bands if bounds.high <= _threshold(policy, f"{band}_max")), "unstated")


def evidence_fingerprint(product: Product, policy: Policy) -> str:
    """A hash of the signals and the pressure; a curator's decision holds while it stays the same."""
    return _fingerprint(gather(product, policy))


def _fingerprint(evidence: Evidence) -> str:
    counted = (s for s in evidence.signals if s.kind is not SignalKind.IGNORED)
    signals = {"\x1f".join((s.kind, s.id, normalized(s.text), s.position)) for s in counted}
    pressure = repr((evidence.bounds.low, evidence.bounds.high, evidence.bounds.open, evidence.is_cut))
    return sha256("\x1e".join([*sorted(signals), pressure]).encode("utf-8", "replace")).hexdigest()[:16]


def _reason(signal: Signal) -> Reason:
    ignored = {"why": signal.why} if signal.kind is SignalKind.IGNORED else {}
    return because(
        CODES[signal.kind], signal=signal.id, text=signal.text, position=signal.position,
        field=signal.field, language=signal.language or "any", **ignored,
    )  # fmt: skip


def _notes(evidence: Evidence, marks: Iterable[str]) -> list[Reason]:
    notes = []
    if "conflict" in marks:
        notes.append(because("medical.conflict"))
    if "caution" in marks and evidence.bounds.high is not None:
        notes.append(because("medical.caution", high=evidence.bounds.high))
    if evidence.is_cut:
        notes.append(because("medical.text_cut"))
    notes += [because("medical.no_leg", text=s.text or mmhg(s.low, s.high)) for s in evidence.legless]
    return notes


def _marks(evidence: Evidence, rule: str, policy: Policy) -> list[str]:
    marks = [f"rule:{rule}"]
    if evidence.ids(SignalKind.DECISIVE) and evidence.ids(SignalKind.SPORT):
        marks.append("conflict")
    if rule == "5" or (rule == "0" and _above(evidence.bounds, _threshold(policy, "moderate_max"))):
        marks.append("caution")
    return marks


def judge_medical(product: Product, policy: Policy, decision: Decision | None = None) -> Verdict:
    """Whether a product is for sport (pass), medical (fail) or for a person to decide (unknown).

    The label is the pressure band; the marks name the rule that decided (`rule:0` to `rule:8`) and whether sport
    identity met a decisive signal (`conflict`), a firm sport product needs the safety list (`caution`), a
    curator's decision stands (`override`) or was dropped because its evidence changed (`decision_dropped`). A
    decision goes before the ruling of the product's brand file, which holds in the same way where there is none.
    """
    evidence = gather(product, policy)
    made = decision if decision is not None and decision.product_id == product.id else None
    decisions = [d for d in (made, decision_of_catalog(product)) if d is not None]
    current = _fingerprint(evidence) if decisions else ""
    for d in decisions:
        if d.evidence == current or (d is not made and d.evidence == AS_IT_STANDS):
            return _decided(evidence, d, policy)
    dropped = (because("medical.decision_dropped", by=d.by, on=d.on, ruling=d.ruling.value) for d in decisions)
    return _ruled(evidence, policy, tuple(dropped), _left_open(product))


def decision_of_catalog(product: Product) -> Decision | None:
    """What the product's brand file decides, as a decision; None where it leaves the product open or says nothing."""
    ruling = product.ruling
    if ruling is None or ruling.ruled is Ruled.OPEN:
        return None
    ruled = Ruling(ruling.ruled.value)
    return Decision(product.id, ruled, BY_CATALOG, ruling.on, ruling.why, ruling.source.url, ruling.evidence)


def _left_open(product: Product) -> tuple[Reason, ...]:
    """That the brand file leaves the product open, and what would settle it."""
    ruling = product.ruling
    if ruling is None or ruling.ruled is not Ruled.OPEN:
        return ()
    facts = {"on": ruling.on, "why": ruling.why, "would_settle": ruling.would_settle, "source": ruling.source.url}
    return (because("medical.left_open", **facts),)


@lru_cache(maxsize=1024)
def _ruled(
    evidence: Evidence, policy: Policy, dropped: tuple[Reason, ...] = (), left_open: tuple[Reason, ...] = ()
) -> Verdict:
    """The verdict of the rules, `dropped` said with it; a text that was not read to its end never passes.

    That the catalog leaves it open is said only where the rules do, too. Remembered, for products have much in common.
    """
    rule = _deciding_rule(evidence, policy)
    outcome = OUTCOMES.get(rule, Outcome.UNKNOWN)
    if outcome is Outcome.PASS and evidence.is_cut:
        rule, outcome = "8", Outcome.UNKNOWN
    marks = [*_marks(evidence, rule, policy), *["decision_dropped" for _ in dropped]]
    why = because("medical.rule", rule=rule, band=band_of(evidence.bounds, policy))
    still_open = left_open if outcome is Outcome.UNKNOWN else ()
    return _verdict(evidence, policy, outcome, marks, (why, *dropped, *still_open))


def _decided(evidence: Evidence, decision: Decision, policy: Policy) -> Verdict:
    """The verdict of a curator."""
    outcome = Outcome.PASS if decision.ruling is Ruling.SPORT else Outcome.FAIL
    marks = [*_marks(evidence, "0", policy), "override"]
    why = because(
        "medical.decided", ruling=decision.ruling.value, by=decision.by, on=decision.on,
        why=decision.why, source=decision.source,
    )  # fmt: skip
    return _verdict(evidence, policy, outcome, marks, (why,))


def _verdict(
    evidence: Evidence, policy: Policy, outcome: Outcome, marks: list[str], first: tuple[Reason, ...]
) -> Verdict:
    reasons = (*first, *_notes(evidence, marks), *(_reason(s) for s in evidence.signals))
    return Verdict(RULE, outcome, reasons, band_of(evidence.bounds, policy), tuple(marks))


def stated_bounds(product: Product, policy: Policy) -> PressureBounds:
    """The pressure at the ankle as the rule weighs it, without reading texts that print no mmHg."""
    if not has_leg(product, policy):
        return PressureBounds()
    return bounds_of(_ankle_statements(product, read_printing_texts(product, policy), policy))


def within_max_mmhg(product: Product, max_mmhg: int | None, policy: Policy) -> Reason | None:
    """Why a limit of the person or the shop does not let a product through; None where it does.

    `medical.above_max` excludes; `medical.max_unknown` does not, it says that no source states the pressure.
    `max_mmhg` is in mmHg, None for no limit; the shop's own `medical.shop_max_mmhg` holds beside it.
    """
    shop = policy.whole("medical.shop_max_mmhg")
    limits = [(m, who) for m, who in ((shop, "shop"), (max_mmhg or 0, "person")) if m > 0]
    if not limits:
        return None
    limit, who = min(limits)
    bounds, allowed = stated_bounds(product, policy), Pressure(limit * 10)
    if bounds.top is not None and bounds.top > allowed:
        return because("medical.above_max", max=allowed, stated=bounds.top, by=who)
    is_unknown = bounds.top is None or bounds.open == bounds.top
    return because("medical.max_unknown", max=allowed, by=who) if is_unknown else None
