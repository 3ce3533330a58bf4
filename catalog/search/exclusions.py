"""What holds a product back: a gate that fails, an open review, or the person's own limits; and every reason."""

from __future__ import annotations

from msgspec import Struct

from ..model.policy import Policy
from ..model.product import Product
from ..model.question import Filters, GraduatedFilter
from ..model.verdict import Outcome, Reason, Verdict
from ..rules.graduated.strength import allows
from .catalog_index import Candidate, ProductGroup

MEDICAL, GRADUATED, STOCK, PRICE = "medical", "graduated", "stock", "price"
"""What leaves a product out: two gates, and what the person narrows by."""


def excluded_by_gates(cohort: ProductGroup, wanted: Filters) -> str:
    """The first gate that bars these products under what the person wants; empty where none does."""
    if _bars_medical(cohort.medical, wanted):
        return MEDICAL
    return GRADUATED if _unproven(cohort.graduated, cohort.strength, wanted.graduated) else ""


def cause_of(barred: str, cohort: ProductGroup, wanted: Filters) -> str:
    """Why these products are no match, in the words of the contract."""
    if barred == MEDICAL:
        if not _bars_medical(cohort.medical, wanted):
            return "over_max_mmhg"
        return "medical" if cohort.medical is Outcome.FAIL else "held_back"
    if barred == GRADUATED:
        return "not_graduated" if cohort.graduated is Outcome.FAIL else "gradient_not_as_asked"
    return "sold_out" if barred == STOCK else "over_max_price"


def _bars_medical(medical: Outcome, wanted: Filters) -> bool:
    return medical is Outcome.FAIL or (medical is Outcome.UNKNOWN and not wanted.include_review)


def _unproven(outcome: Outcome, strength: str, wanted: GraduatedFilter | None) -> bool:
    return allows(Verdict(GRADUATED, outcome, (), strength), wanted) is not None


def said_of_pressure(product: Product, most: int | None, policy: Policy) -> Reason | None:
    """What the person's or the shop's limit of pressure, in mmHg, has to say of a product; None where nothing."""
    if not most and policy.whole("medical.shop_max_mmhg") <= 0:
        return None
    # Few ask for a limit, and the rule reads half a lexicon: a command that answers once does not wait for it.
    from ..rules.medical.rule import within_max_mmhg

    return within_max_mmhg(product, most, policy)


class Limit(Struct, frozen=True):
    """How much pressure the person or the shop allows, in mmHg; `on` where there is a limit at all."""

    on: bool
    most: int | None
    policy: Policy

    def above(self, product: Product) -> bool:
        """Whether a source states more pressure than is allowed."""
        said = said_of_pressure(product, self.most, self.policy) if self.on else None
        return said is not None and said.code.endswith(".above_max")


def limit_of(wanted: Filters, policy: Policy) -> Limit:
    """The limit that holds for a question."""
    shop = policy.whole("medical.shop_max_mmhg")
    return Limit(bool(wanted.max_mmhg) or shop > 0, wanted.max_mmhg, policy)


def exclusion_reasons(candidate: Candidate, wanted: Filters, policy: Policy) -> tuple[str, tuple[Reason, ...]]:
    """The gate that bars a product (the first of them) and the reasons of all; empty where none does."""
    gates = candidate.gates
    why: list[Reason] = []
    barred = ""
    if _bars_medical(gates.medical.outcome, wanted):
        barred, why = MEDICAL, [*gates.medical.reasons]
    pressure = said_of_pressure(candidate.product, wanted.max_mmhg, policy)
    if pressure is not None and pressure.code.endswith(".above_max"):
        barred, why = barred or MEDICAL, [*why, pressure]
    unproven = allows(gates.graduated, wanted.graduated)
    if unproven is not None:
        barred, why = barred or GRADUATED, [*why, *gates.graduated.reasons, unproven]
    return barred, tuple(why) if barred else ()
