"""What a load did, or would do, with what the rules say of its products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from ..model.load_report import LeftOutProduct, LoadReport, WaitingProduct
from ..model.verdict import Gates, Outcome
from .review import waiting_for


def whole_report(report: LoadReport, gates: Mapping[str, Gates], left_out: Iterable[LeftOutProduct] = ()) -> LoadReport:
    """The same report with the products that no search will show, and those that yield to another collection's."""
    products = (*report.added, *(changed.product for changed in report.changed), *report.unchanged)
    waiting = (p for p in products if gates[p.id].medical.outcome is Outcome.UNKNOWN)
    return replace(
        report, waiting=tuple(WaitingProduct(p, waiting_for(gates[p.id])) for p in waiting), left_out=tuple(left_out)
    )
