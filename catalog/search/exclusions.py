"""What leaves a product out: a gate that fails, an open review, or the person's own limits; and every reason."""

from __future__ import annotations

from ..model.policy import Policy
from ..model.product import Product
from ..model.question import Filters
from ..model.verdict import Outcome, Reason, Verdict
from ..rules.graduated.strength import allows
from .catalog_index import Candidate, ProductGroup

MEDICAL, GRADUATED, STOCK, PRICE = "medical", "graduated", "stock", "price"
"""What leaves a product out: two gates, and what the person narrows by."""


def excluded_by(group: ProductGroup, filters: Filters) -> str:
    """The first gate that leaves these products out under a person's filters; empty where none does."""
    if _fails_medical(group.medical, filters):
        return MEDICAL
    graduated = Verdict(GRADUATED, group.graduated, (), group.strength)
    return "" if allows(graduated, filters.graduated) is None else GRADUATED


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


def pressure_reason(product: Product, filters: Filters, policy: Policy) -> Reason | None:
    """What the person's limit of pressure or the shop's says of a product; None where nothing."""
    if not limits_pressure(filters, policy):
        return None
    # Few ask for a limit, and the rule reads half a lexicon: a command that answers once does not wait for it.
    from ..rules.medical.rule import within_max_mmhg

    return within_max_mmhg(product, filters.max_mmhg, policy)


def limits_pressure(filters: Filters, policy: Policy) -> bool:
    """Whether the person or the shop allows no more than some pressure."""
    return bool(filters.max_mmhg) or policy.whole("medical.shop_max_mmhg") > 0


def is_above_limit(product: Product, filters: Filters, policy: Policy) -> bool:
    """Whether a source states more pressure than the person or the shop allows."""
    reason = pressure_reason(product, filters, policy)
    return reason is not None and reason.code.endswith(".above_max")


def exclusion_reasons(candidate: Candidate, filters: Filters, policy: Policy) -> tuple[str, tuple[Reason, ...]]:
    """The first gate that leaves a product out, and the reasons of all that do; empty where none does."""
    gates = candidate.gates
    excluded, reasons = "", list[Reason]()
    if _fails_medical(gates.medical.outcome, filters):
        excluded, reasons = MEDICAL, [*gates.medical.reasons]
    pressure = pressure_reason(candidate.product, filters, policy)
    if pressure is not None and is_above_limit(candidate.product, filters, policy):
        excluded, reasons = excluded or MEDICAL, [*reasons, pressure]
    unproven = allows(gates.graduated, filters.graduated)
    if unproven is not None:
        excluded, reasons = excluded or GRADUATED, [*reasons, *gates.graduated.reasons, unproven]
    return excluded, tuple(reasons) if excluded else ()
