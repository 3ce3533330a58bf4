"""What leaves a product out: a gate that fails, an open review, or the person's own limits; and every reason."""

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


def excluded_by(group: ProductGroup, filters: Filters) -> str:
    """The first gate that leaves these products out under a person's filters; empty where none does."""
    if _fails_medical(group.medical, filters):
        return MEDICAL
    return GRADUATED if _is_unproven(group.graduated, group.strength, filters.graduated) else ""


def cause_of(excluded: str, group: ProductGroup, filters: Filters) -> str:
    """Why these products are no match, in the contract's words; `excluded` is what leaves them out."""
    if excluded == MEDICAL:
        if not _fails_medical(group.medical, filters):
            return "over_max_mmhg"
        return "medical" if group.medical is Outcome.FAIL else "held_back"
    if excluded == GRADUATED:
        return "not_graduated" if group.graduated is Outcome.FAIL else "gradient_not_as_asked"
    return "sold_out" if excluded == STOCK else "over_max_price"


def outcome_of(excluded: str, group: ProductGroup) -> str:
    """By what exclusions are counted: the gate and its outcome, or that what fits is sold out."""
    if excluded == STOCK:
        return "stock:sold_out"
    return f"{excluded}:{(group.medical if excluded == MEDICAL else group.graduated).value}"


def _fails_medical(medical: Outcome, filters: Filters) -> bool:
    return medical is Outcome.FAIL or (medical is Outcome.UNKNOWN and not filters.include_review)


def _is_unproven(outcome: Outcome, strength: str, wanted: GraduatedFilter | None) -> bool:
    return allows(Verdict(GRADUATED, outcome, (), strength), wanted) is not None


def pressure_reason(product: Product, most: int | None, policy: Policy) -> Reason | None:
    """What the person's limit of pressure (`most`, in mmHg) or the shop's says of a product; None where nothing."""
    if not most and policy.whole("medical.shop_max_mmhg") <= 0:
        return None
    # Few ask for a limit, and the rule reads half a lexicon: a command that answers once does not wait for it.
    from ..rules.medical.rule import within_max_mmhg

    return within_max_mmhg(product, most, policy)


class PressureLimit(Struct, frozen=True):
    """How much pressure the person or the shop allows, in mmHg; `on` where there is a limit at all."""

    on: bool
    most: int | None
    policy: Policy

    def is_exceeded_by(self, product: Product) -> bool:
        """Whether a source states more pressure than is allowed."""
        reason = pressure_reason(product, self.most, self.policy) if self.on else None
        return reason is not None and _says_above(reason)


def _says_above(reason: Reason) -> bool:
    return reason.code.endswith(".above_max")


def pressure_limit(filters: Filters, policy: Policy) -> PressureLimit:
    """The limit that holds for a question."""
    shop = policy.whole("medical.shop_max_mmhg")
    return PressureLimit(bool(filters.max_mmhg) or shop > 0, filters.max_mmhg, policy)


def exclusion_reasons(candidate: Candidate, filters: Filters, policy: Policy) -> tuple[str, tuple[Reason, ...]]:
    """The first gate that leaves a product out, and the reasons of all that do; empty where none does."""
    gates = candidate.gates
    excluded, reasons = "", list[Reason]()
    if _fails_medical(gates.medical.outcome, filters):
        excluded, reasons = MEDICAL, [*gates.medical.reasons]
    pressure = pressure_reason(candidate.product, filters.max_mmhg, policy)
    if pressure is not None and _says_above(pressure):
        excluded, reasons = excluded or MEDICAL, [*reasons, pressure]
    unproven = allows(gates.graduated, filters.graduated)
    if unproven is not None:
        excluded, reasons = excluded or GRADUATED, [*reasons, *gates.graduated.reasons, unproven]
    return excluded, tuple(reasons) if excluded else ()
