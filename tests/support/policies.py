"""A policy in which one threshold has another value."""

from msgspec.structs import replace

from catalog.model.policy import Policy


def with_value(policy: Policy, name: str, value) -> Policy:
    """The same policy with one value replaced, under a version of its own."""
    changed = replace(policy.thresholds[name], value=value, source="set by the shop")
    return Policy(f"{policy.version}+{name}={value}", {**policy.thresholds, name: changed})
