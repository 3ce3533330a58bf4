"""What a rule says: an outcome and its reasons, as data. Sentences are made in words.py."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from .leg import LegPoint
from .product import Band, Edge
from .quantities import Length, Limit, Mass, Pressure, ShoeSize
from .question import Side

Fact = str | int | float | bool | Length | Limit | Mass | Pressure | ShoeSize | LegPoint | Band | tuple["Fact", ...]


class Outcome(StrEnum):
    """Pass, fail, or unknown; not_applicable where the rule has nothing to judge."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Reason(Struct, frozen=True, cache_hash=True):
    """Why: a code (`size.above_band`) and the facts it rests on, by name, in a stable order."""

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    def fact(self, name: str) -> Fact:
        """The fact of that name. Raises: KeyError (the reason does not carry it)."""
        return dict(self.facts)[name]

    def has(self, name: str) -> bool:
        """Whether the reason carries a fact of that name."""
        return name in dict(self.facts)


def because(code: str, **facts: Fact) -> Reason:
    """A reason, its facts in the order given."""
    return Reason(code, tuple(facts.items()))


class Verdict(Struct, frozen=True, cache_hash=True):
    """What one rule says of one product: the rule's name, the outcome, every reason."""

    rule: str
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    label: str = ""
    """The rule's own finer word: a band, a strength (`stated`, `claimed`), a rule number."""
    marks: tuple[str, ...] = ()
    """Further labels that later steps read: `conflict`, `override` ..."""


class SizeOutcome(StrEnum):
    """Every answer that the size rule can give; the first four are a match, the rest a miss."""

    FITS = "fits"
    IN_TWO_SIZES = "in_two_sizes"
    BETWEEN_SIZES = "between_sizes"
    LEGS_DIFFER = "legs_differ"
    OUTSIDE_CHART = "outside_chart"
    IN_GAP = "in_gap"
    MEASUREMENTS_DISAGREE = "measurements_disagree"
    NEEDS_MEASUREMENT = "needs_measurement"
    NO_CHART = "no_chart"

    @property
    def is_match(self) -> bool:
        """Whether there is a size to buy."""
        return self in MATCHES


MATCHES = frozenset({
    SizeOutcome.FITS, SizeOutcome.IN_TWO_SIZES, SizeOutcome.BETWEEN_SIZES, SizeOutcome.LEGS_DIFFER,
})  # fmt: skip
NO_SIZE_HOLDS = frozenset({SizeOutcome.OUTSIDE_CHART, SizeOutcome.IN_GAP, SizeOutcome.MEASUREMENTS_DISAGREE})
"""A chart was compared with the leg, and none of its sizes holds it."""


class Certainty(StrEnum):
    """How sure a size is, from its confidence; the thresholds stand in the policy."""

    SURE = "sure"
    LIKELY = "likely"
    TOSS_UP = "toss_up"


class PointFit(Struct, frozen=True):
    """Where one reading lies in the band of the size named; store units throughout."""

    point: LegPoint
    side: Side
    value: int
    band: Band
    position: float | None
    """0 at the loose end of the band, 1 at its tight end; None where an end is open."""
    to_edge: int | None
    """Distance to the nearest edge of the band; None where both ends are open."""
    stays: tuple[Edge | None, Edge | None]
    """The stretch of this point over which the named size stays the same, other points as they are."""


class Nearest(Struct, frozen=True):
    """The nearest size to a leg that no size holds: information, never a size to buy."""

    size: str
    point: LegPoint
    by: int
    """How far the reading lies from that size's band, in store units."""
    direction: str
    """`larger` where the leg is larger than the size, else `smaller`."""


class SizeVerdict(Struct, frozen=True):
    """What a size chart says of the legs: one outcome, the size if there is one, and every reason."""

    outcome: SizeOutcome
    size: str | None = None
    also: tuple[str, ...] = ()
    points: tuple[PointFit, ...] = ()
    confidence: float | None = None
    """Probability that the true leg lies in the size named, under the policy's tape error."""
    nearest: Nearest | None = None
    needs: tuple[LegPoint, ...] = ()
    candidates: tuple[str, ...] = ()
    """Sizes that the readings so far leave open."""
    reasons: tuple[Reason, ...] = ()
    sides: tuple[tuple[Side, SizeVerdict], ...] = ()
    """Each leg on its own, where left and right were told apart."""
    chart: str = ""
    """The id of the chart that answered, where a product has several in force."""
    certainty: Certainty | None = None
    """How sure the size is; None where there is none."""
    cautions: tuple[Reason, ...] = ()
    """What has to be seen with the size and follows from leg and chart (`caution.near_edge`, ...)."""

    @property
    def asks_for(self) -> tuple[LegPoint, ...]:
        """What a person can measure to get further; no shoe size answers a chart that does not state its system."""
        return tuple(p for p in self.needs if p is not LegPoint.SHOE_UNSTATED)

    @property
    def asks_in_vain(self) -> bool:
        """Whether the chart waits for nothing but a shoe size that no system names."""
        return bool(self.needs) and not self.asks_for

    @property
    def unread_sizes(self) -> Fact | None:
        """The sizes whose rows were not read whole, where no other size holds the leg; None elsewhere."""
        if self.outcome not in NO_SIZE_HOLDS:
            return None
        return next((r.fact("sizes") for r in self.reasons if r.code == "size.unreadable"), None)

    @property
    def reasons_to_tell(self) -> tuple[Reason, ...]:
        """The reasons for people: none that asks for what cannot be given."""
        return tuple(r for r in self.reasons if r.code != "size.needs") if self.asks_in_vain else self.reasons


def no_chart_verdict(asks_for: tuple[LegPoint, ...]) -> SizeVerdict:
    """Say that there is no size chart to judge by; `asks_for` is what the brand sizes by, where it says so."""
    reason = because("size.no_chart_asks", points=asks_for) if asks_for else because("size.no_chart")
    return SizeVerdict(SizeOutcome.NO_CHART, needs=asks_for, reasons=(reason,))


class Advised(StrEnum):
    """How worth it wearing is, from the evidence."""

    SEE_CLINICIAN_FIRST = "see_clinician_first"
    NOT_ADVISED = "not_advised"
    LITTLE_VALUE = "little_value"
    OPTIONAL = "optional"
    WORTH_WEARING = "worth_wearing"


class Condition(Struct, frozen=True, cache_hash=True):
    """What a verdict holds under, and the verdict that stands where it does not.

    `only_if` is `tested_in_training` (rule X2) or `no_red_flags` (the wearer does not know the health signs).
    """

    only_if: str
    otherwise: Advised


class PhaseAdvice(Struct, frozen=True, cache_hash=True):
    """The verdict for one phase and the ids of the rules that made it, in order of evaluation."""

    verdict: Advised
    rules: tuple[str, ...]
    condition: Condition | None = None


class Headline(Struct, frozen=True, cache_hash=True):
    """The highest verdict of during and after: `during`, `after`, `both` or `all`."""

    verdict: Advised
    phase: str
    condition: Condition | None = None


class Note(Struct, frozen=True, cache_hash=True):
    """Something worth saying that changes no verdict: its code, its evidence grade and sources."""

    code: str
    grade: str
    sources: tuple[str, ...] = ()
    """Evidence ids (E2 ...) of the usage brief."""
    claims: tuple[str, ...] = ()
    """Brief claim ids (S5 ...)."""
    facts: tuple[tuple[str, Fact], ...] = ()


class Advice(Struct, frozen=True, cache_hash=True):
    """When wearing is worth it: a verdict per phase, or what must be asked first."""

    before: PhaseAdvice | None = None
    during: PhaseAdvice | None = None
    after: PhaseAdvice | None = None
    headline: Headline | None = None
    garment_order: tuple[tuple[str, ...], ...] = ()
    """Kinds from best to least suited; kinds in one inner tuple are equal."""
    order_rule: str = ""
    """The G rule that set the order."""
    notes: tuple[Note, ...] = ()
    ask: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    condition: Condition | None = None
    """What the whole advice holds under; a phase and the headline may have a condition of their own."""


class Gates(Struct, frozen=True):
    """The verdicts on a product that do not depend on the person, and the policy that made them."""

    medical: Verdict
    graduated: Verdict
    policy: str


def fact_kinds(gates: Gates) -> tuple[object, ...]:
    """What kind each fact of the gates is, in order: 1, `True` and 1.0 are equal, but are not stored or said alike.

    >>> two = [Verdict("r", Outcome.PASS, (Reason("c", (("n", fact),)),)) for fact in (True, (1, "a"))]
    >>> fact_kinds(Gates(two[0], two[1], ""))
    (<class 'bool'>, (<class 'int'>, <class 'str'>))
    """
    verdicts = (gates.medical, gates.graduated)
    facts = [fact for verdict in verdicts for reason in verdict.reasons for _, fact in reason.facts]
    return tuple([str if type(fact) is str else _kind(fact) for fact in facts])  # nearly all are words


def _kind(fact: Fact) -> object:
    if isinstance(fact, float):
        return repr(fact)  # 0.0 and -0.0 are equal, too
    return tuple(map(_kind, fact)) if isinstance(fact, tuple) else type(fact)
