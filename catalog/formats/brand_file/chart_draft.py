"""Size charts become drafts, their bands in the notation of brand files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile

from msgspec.structs import replace

from ...model.chart import Band, Box, Edge, SizeChart, printed_step
from ...model.leg import LegPoint
from ...model.money import NO_CURRENCY, Money
from ...model.product import Product
from ...model.quantities import per_unit
from ..draft.models import ChartDraft
from ..draft.values import UNREADABLE


def charts_at_the_top(products: Sequence[Product]) -> dict[str, SizeChart]:
    """The charts that stand once for several products, or for none of these, by id.

    A chart that follows such a one in its product stands there too: the charts of the product itself come first. So
    does one that a product takes its figures from, where no product here has it.

    Raises: ValueError (two charts of one id differ).
    """
    charts = [chart for product in products for chart in product.charts]
    by_id = {chart.id: chart for chart in charts}
    if any(by_id[chart.id] != chart for chart in charts):
        raise ValueError("two charts of one id differ")
    times = Counter(chart.id for chart in charts)
    top = {c.id: c for p in products for c in dropwhile(lambda c: times[c.id] == 1, p.charts)}
    sisters = {c.chart_of: replace(c, id=c.chart_of, chart_of="") for c in by_id.values() if c.chart_of}
    return top | {id: sister for id, sister in sisters.items() if id not in by_id}


def chart_draft(chart: SizeChart, source: str | None) -> ChartDraft:
    """The table of a chart; of one that is taken from a sister product without its figures."""
    beside = {"id": chart.id, "current": chart.current, "version": chart.version, "note": chart.note, "source": source}
    if chart.chart_of:
        return ChartDraft.model_validate({**beside, "chart_of": chart.chart_of})
    printed = {
        "keyed_by": ["|".join(key) for key in chart.keys], "between_sizes": chart.tie_rule and chart.tie_rule.value,
        "priority": [point.value for point in chart.priority], "posture": chart.posture, "step": named_steps(chart),
        "rows": [row(size.label, box, chart) for size, box in chart.boxes()],
    }  # fmt: skip
    return ChartDraft.model_validate({**beside, **named_units(chart), **printed})


def named_units(chart: SizeChart) -> dict[str, object]:
    """`unit` where one does for all points of a chart, else `units`."""
    units = printed_units(chart)
    if len(set(units.values())) == 1 and LegPoint.WEIGHT not in units:
        return {"unit": next(iter(units.values()))}
    return {"units": units}


def printed_units(chart: SizeChart) -> dict[str, str]:
    """The unit of each point of a chart, shoe sizes left out. Raises: ValueError (one point in two units)."""
    bands = [b for _, box in chart.boxes() for b in box.bands if not b.point.value.startswith("shoe_")]
    units = {b.point: b.unit for b in bands}
    if any(units[b.point] != b.unit for b in bands):
        raise ValueError(f"chart {chart.id}: one point in two units")
    return {p.value: units[p] for p in chart.points if p in units}


def named_steps(chart: SizeChart) -> dict[str, str]:
    """The steps that the figures of the chart do not show by themselves."""
    steps = {}
    for p, step in chart.steps:
        bands = tuple(b for _, box in chart.boxes() for b in box.bands if b.point is p)
        if step != printed_step(p, bands):
            figure = float(step / per_unit(p, bands[0].unit))
            steps[p.value] = f"{figure:.4f}".rstrip("0").rstrip(".")
    return steps


def row(label: str, box: Box, chart: SizeChart) -> dict[str, object]:
    """One box; a key without any band in it could not be read."""
    cells: dict[str, object] = {"size": label}
    for points in chart.keys:
        bands = {p.value: band_text(band) for p in points if (band := box.band(p)) is not None}
        cells |= bands or {points[0].value: UNREADABLE}
    return cells | ({"note": box.note} if box.note else {})


def band_text(band: Band) -> str:
    """A band in the notation that reading turns into the same band again. Raises: ValueError (a band without ends)."""
    if band.low is not None and band.low == band.high and band.low.closed and "/" not in band.low.printed:
        return band.low.printed
    match band.low, band.high:
        case Edge() as low, Edge() as high:
            return f"{'' if low.closed else '>'}{low.printed}-{'' if high.closed else '<'}{high.printed}"
        case Edge() as low, None:
            return f">{'=' if low.closed else ''}{low.printed}"
        case None, Edge() as high:
            return f"<{'=' if high.closed else ''}{high.printed}"
    raise ValueError(f"a band without an end has no notation: {band.point}")


def price_text(money: Money) -> str:
    """An amount in the notation that reading turns into the same amount again."""
    return f"{money.amount} {money.currency or NO_CURRENCY}"
