"""What waits for a person to decide whether it is for sport, and the decisions made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.product import Decision, Product
from ..model.verdict import Gates, Outcome
from ..rules.gates import gates_of
from ..rules.medical.rule import evidence_fingerprint

if TYPE_CHECKING:
    from ..store.database import Engine
    from ..store.decisions import Entry as Entry

CONFLICT = "conflict"


def waiting_for(gates: Gates) -> str:
    """Why a product waits for a person: `unknown`, `conflict`, `graduated`, or nothing.

    The gradient of a medical product is no question: such a product is never shown.
    """
    if "override" in gates.medical.marks:
        return ""
    if CONFLICT in gates.medical.marks:
        return CONFLICT
    if gates.medical.outcome is Outcome.UNKNOWN:
        return "unknown"
    open_gradient = gates.medical.outcome is not Outcome.FAIL and CONFLICT in gates.graduated.marks
    return "graduated" if open_gradient else ""


def unfit_texts(options: Mapping[str, str | None], text: Callable[[object], str]) -> list[Problem]:
    """The problems of the texts given for a decision that cannot be stored: not plain, too long, no web address.

    `text` parses a plain text; `--source` must be an address besides.
    """
    from ..formats.draft.values import url

    problems: list[Problem] = []
    for name, value in options.items():
        try:
            plain = text(value) if (value or "").strip() else ""
            if name == "--source" and plain:
                url(plain)
        except BadInput as bad:
            problems += (p.at(name) for p in bad.problems)
    return problems


def today() -> str:
    """The date of a decision made now: ISO, in UTC."""
    return datetime.now(UTC).date().isoformat()


def decide(engine: Engine, product: Product, decision: Decision, policy: Policy, *, save_file: bool = True) -> Gates:
    """Put a curator's decision in force and store the verdicts that follow from it, both together; the verdicts.

    The decision rests on the evidence as it is now, whatever it carries. Without `save_file` the caller has to save the
    snapshot file.

    Raises: BadInput (no such product), StoreError (the database cannot be written).
    """
    from ..store.database import writing
    from ..store.write import record_decision, write_gates
    from .after_commit import save_snapshot

    made = replace(decision, product_id=product.id, evidence=evidence_fingerprint(product, policy))
    gates = gates_of(product, policy, made)
    with writing(engine) as connection:
        record_decision(connection, made)
        write_gates(connection, {product.id: gates})
    if save_file:
        save_snapshot(engine, policy)
    return gates


def undo(
    engine: Engine, product: Product, policy: Policy, *, by: str, on: str, why: str, save_file: bool = True
) -> Gates:
    """Take back the decision in force; the verdicts, which the rules make again. The history keeps both.

    Raises: BadInput (none is in force), StoreError (the database cannot be written).
    """
    from ..store.database import writing
    from ..store.write import undo_decision, write_gates
    from .after_commit import save_snapshot

    gates = gates_of(product, policy)
    with writing(engine) as connection:
        undo_decision(connection, product.id, by=by, on=on, why=why)
        write_gates(connection, {product.id: gates})
    if save_file:
        save_snapshot(engine, policy)
    return gates


def history(engine: Engine, product_id: str) -> tuple[Entry, ...]:
    """Every decision on a product and every end of one, oldest first."""
    from ..store.decisions import decisions

    return decisions(engine, product_id)
