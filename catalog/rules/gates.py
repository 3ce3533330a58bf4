"""Every gate of a product, on one screen: the verdicts that depend on the product and never on the person."""

from __future__ import annotations

from ..model.policy import Policy
from ..model.product import Decision, Product
from ..model.verdict import Gates
from .graduated.rule import judge_graduated
from .medical.rule import judge_medical
from .version import rules_version


def gates_of(product: Product, policy: Policy, decision: Decision | None = None) -> Gates:
    """The verdicts of all gates on a product; `decision` is a curator's that is in force."""
    return Gates(
        medical=judge_medical(product, policy, decision),
        graduated=judge_graduated(product, policy),
        policy=rules_version(policy),
    )
