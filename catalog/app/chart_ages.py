"""The charts of a catalog by their age and by who quotes them."""

from __future__ import annotations

from datetime import date
from typing import Final

from ..model.product import Confidence, Product, SizeChart
from ..model.snapshot import Snapshot
from ..model.verdict import because
from .health import Check, Health

OLD_AFTER_DAYS: Final = 365
"""A source older than a year is worth reading again: convention, brands revise charts by the season."""
SHORT_DATES: Final = {7: "-28", 4: "-12-31"}
"""The last day that a date of which only month or year is known may mean."""


def old_charts(snapshot: Snapshot, today: date) -> Check:
    """Charts whose source was read more than a year ago, or at an unknown date; the oldest first, those last."""
    old = tuple(_aged(p.id, c) for p, c in _by_age(snapshot) if _is_old(c.source.seen_on, today))
    if old:
        seen = because("ui.doctor.old_sources", count=len(old))
        return Check("sources", Health.NOTICE, seen, because("ui.doctor.do.read_again"), old)
    return Check("sources", Health.OK, because("ui.doctor.fresh"))


def quoted_charts(snapshot: Snapshot) -> Check:
    """Charts that somebody else quotes, the weakest sources first and the oldest of each first."""
    quoted = [(p, c) for p, c in _by_age(snapshot) if c.source.confidence is not Confidence.FIRST_HAND]
    if quoted:
        quoted.sort(key=lambda chart: chart[1].source.confidence is not Confidence.LOW)
        seen, about = because("ui.doctor.quoted", count=len(quoted)), tuple(_aged(p.id, c) for p, c in quoted)
        return Check("quoted", Health.NOTICE, seen, because("ui.doctor.do.ask_the_brand"), about)
    return Check("quoted", Health.OK, because("ui.doctor.first_hand"))


def _by_age(snapshot: Snapshot) -> list[tuple[Product, SizeChart]]:
    """Each product with its chart in force, the oldest chart first, charts without a date last."""
    charts = [(p, p.chart) for p in snapshot.products if p.chart is not None]
    return sorted(charts, key=lambda chart: (not chart[1].source.seen_on[:1].isdigit(), chart[1].source.seen_on))


def _aged(product_id: str, chart: SizeChart) -> str:
    return f"{product_id}: {chart.source.seen_on}, {chart.source.confidence}"


def _is_old(seen_on: str, today: date) -> bool:
    try:
        return (today - date.fromisoformat(seen_on + SHORT_DATES.get(len(seen_on), ""))).days > OLD_AFTER_DAYS
    except ValueError:
        return True
