"""The chart linter: what is suspicious in a brand's charts, each finding with its place and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ...model.band_text import band_text
from ...model.chart import Band, Size, SizeChart
from ...model.leg import Dimension, LegPoint
from ...model.policy import Policy
from ...model.product import Product
from ...model.source import Source
from .double_codes import Owners, doubles
from .finding import LEVELS as LEVELS
from .finding import Finding as Finding
from .finding import Level as Level
from .finding import finding, placed
from .size_labels import variant_sizes
from .size_order import order_of

GARMENT_WORDS: Final = (
    "flat",
    "garment",
    "unstretched",
    "relaxed",
    "half width",
    "laid out",
    "laid flat",
    "product measure",
)
"""Words of a chart's note that speak of the garment and not of the body that wears it."""

SHOES: Final = {LegPoint.SHOE_EU: (1_500, 6_000)} | dict.fromkeys(
    (LegPoint.SHOE_UK, LegPoint.SHOE_US, LegPoint.SHOE_US_MEN, LegPoint.SHOE_US_WOMEN), (0, 2_500)
)
"""Lowest and highest figures that shoes of a system bear, in hundredths: convention, wide enough for every foot.

What lies outside is a column of another system: EU figures under `shoe_uk`.
"""


def lint_shelf(
    shelf: Mapping[str, Sequence[Product]], policy: Policy, owners: Owners | None = None
) -> tuple[Finding, ...]:
    """Everything suspicious in the products of some files, by file name.

    `owners` are the identifiers of products that stand in the catalog already and in none of these files.
    """
    charts = ChartLinter(policy)
    findings = [f for file, products in shelf.items() for f in _of_products(products, charts, file)]
    return (*findings, *doubles(shelf, owners))


def lint_products(products: Iterable[Product], policy: Policy, file: str = "") -> tuple[Finding, ...]:
    """Everything suspicious in the charts, variants and sources of some products, in their order."""
    return _of_products(products, ChartLinter(policy), file)


def lint_chart(chart: SizeChart, policy: Policy, place: str = "") -> tuple[Finding, ...]:
    """Everything suspicious in one chart."""
    return ChartLinter(policy).findings(chart, place)


class ChartLinter:
    """What is suspicious in charts, worked out once for all that print the same: many products share one."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[tuple[object, ...], tuple[Finding, ...]] = {}

    def findings(self, chart: SizeChart, place: str) -> tuple[Finding, ...]:
        """Everything suspicious in a chart, its id and place in front of each place."""
        printed = (chart.keys, chart.sizes, chart.steps, chart.tie_rule, chart.note, chart.posture)
        known = self._known.get(printed)
        if known is None:
            known = self._known[printed] = _of_chart(chart, self._policy)
        here = placed(place, f"chart {chart.id}")
        return tuple(
            Finding(f.level, f.problem.at(placed(here, f.place)), (chart.id,) if f.charts else ()) for f in known
        )


def _of_products(products: Iterable[Product], charts: ChartLinter, file: str) -> tuple[Finding, ...]:
    findings: list[Finding] = []
    for product in products:
        place = placed(file, f"product {product.id}")
        findings += _sources(product, place)
        for chart in product.charts:
            findings += charts.findings(chart, place)
        findings += _units(product.charts, place)
        findings += variant_sizes(product, place)
    return tuple(dict.fromkeys(findings))


def _of_chart(chart: SizeChart, policy: Policy) -> tuple[Finding, ...]:
    """The findings of one chart, their places without the chart's own."""
    alone = (*_bands(chart, policy, ""), *_duplicates(chart, ""), *_garment(chart, ""), *_unread(chart, ""))
    return (*alone, *order_of(chart, ""))


def _bands(chart: SizeChart, policy: Policy, place: str) -> Iterator[Finding]:
    """Each band alone: its ends in order, and figures that a human body can have."""
    for size, box in chart.boxes():
        for band in box.bands:
            if band.low is not None and band.high is not None and band.low.at > band.high.at:
                code, expected, hint = "upside_down", "lint_smaller_first", "lint_turn_it_round"
            elif not _human(band, policy):
                code, expected, hint = "implausible", "lint_a_human_measure", "lint_check_the_unit"
            else:
                continue
            here = placed(place, f"size {size.label}", band.point.value)
            yield finding(code, here, band_text(band), expected, hint, charts=(chart.id,))


def _human(band: Band, policy: Policy) -> bool:
    """Whether some body has a measure in this band, and no end lies beyond every body."""
    limits = SHOES.get(band.point) or policy.range_at(band.point, "possible")
    if limits is None:
        return True
    low, high = limits
    ends = [e.at for e in (band.low, band.high) if e is not None]
    begins = band.low is None or band.low.at <= high
    return begins and (band.high is None or band.high.at >= low) and all(e <= 2 * high for e in ends)


def _duplicates(chart: SizeChart, place: str) -> Iterator[Finding]:
    """The same label twice, or two labels with the same bands."""
    for label, times in Counter(s.label.casefold() for s in chart.sizes).items():
        if times > 1:
            here = placed(place, f"size {label}")
            yield finding(
                "duplicate_row", here, label, "lint_each_size_once", "lint_take_one_row_out", charts=(chart.id,)
            )
    seen: dict[tuple[Band, ...], str] = {}
    for size, box in chart.boxes():
        first = seen.setdefault(box.bands, size.label)
        if first != size.label and box.bands:
            here, read = placed(place, f"size {size.label}"), ", ".join(band_text(b) for b in box.bands)
            yield finding(
                "duplicate_row",
                here,
                read,
                "lint_other_bands_than",
                "lint_take_one_row_out",
                charts=(chart.id,),
                other=first,
            )


def _garment(chart: SizeChart, place: str) -> Iterator[Finding]:
    """A column that measures the garment: one bare figure in every size, or a note that says so."""
    for point in chart.points:
        bands = [b for _, box in chart.boxes() for b in box.bands if b.point is point]
        single = [b for b in bands if b.low is not None and b.high is not None and b.low.at == b.high.at]
        is_body = point.dimension is Dimension.LENGTH and point not in (LegPoint.HEIGHT, LegPoint.FOOT_LENGTH)
        if is_body and len(bands) > 1 and len(single) == len(bands):
            read = ", ".join(b.low.printed for b in single if b.low is not None)
            yield finding(
                "garment_column", placed(place, point.value), read, "lint_body_measures", "lint_take_the_column_out"
            )
    note = f"{chart.note} {chart.posture}".casefold()
    said = next((w for w in GARMENT_WORDS if w in note), "")
    if said and "not the garment" not in note and "body" not in note:
        yield finding("garment_column", placed(place, "note"), said, "lint_body_measures", "lint_take_the_column_out")


def _unread(chart: SizeChart, place: str) -> Iterator[Finding]:
    """Rows in which a figure could not be read."""
    for size, box in chart.boxes():
        missing = [k for k in chart.keys if not any(box.band(p) for p in k)]
        if missing:
            points = tuple(p for key in missing for p in key)
            yield finding(
                "unreadable",
                placed(place, f"size {size.label}"),
                "?",
                "lint_a_figure_for",
                "lint_read_it_again",
                points=points,
            )


def _units(charts: tuple[SizeChart, ...], place: str) -> Iterator[Finding]:
    """Two charts of a product in cm and in: the same size has the same bands, to a printed step."""
    for n, one in enumerate(charts):
        for other in charts[n + 1 :]:
            for point in one.points:
                if point in other.points and point.dimension is Dimension.LENGTH:
                    yield from _same_in_both(one, other, point, placed(place, f"charts {one.id} and {other.id}"))


def _same_in_both(one: SizeChart, other: SizeChart, point: LegPoint, place: str) -> Iterator[Finding]:
    apart = max(one.step(point), other.step(point))
    by_label = {s.label.casefold(): s for s in other.sizes}
    for size in one.sizes:
        twin = by_label.get(size.label.casefold())
        pair = _pair(size, twin, point) if twin else None
        if pair is None or pair[0].unit == pair[1].unit:
            continue
        a, b = pair
        if any(x and y and abs(x.at - y.at) > apart for x, y in ((a.low, b.low), (a.high, b.high))):
            here, read = placed(place, f"size {size.label}", point.value), f"{band_text(a)}, {band_text(b)}"
            yield finding(
                "units_disagree",
                here,
                read,
                "lint_same_in_both_units",
                "lint_check_both_units",
                charts=(one.id, other.id),
            )


def _pair(size: Size, twin: Size, point: LegPoint) -> tuple[Band, Band] | None:
    one, other = size.boxes[0].band(point), twin.boxes[0].band(point)
    return (one, other) if one is not None and other is not None else None


def _sources(product: Product, place: str) -> Iterator[Finding]:
    """Sources without a date, the charts' own first."""
    read: list[tuple[str, Source]] = [(f"chart {c.id}", c.source) for c in product.charts]
    of_charts = {s for _, s in read}
    read += [("source", s) for s in product.sources if s not in of_charts]
    for name, source in read:
        if source.seen_on in ("", "unknown"):
            yield finding("undated", placed(place, name), source.url, "lint_a_date_of_reading", "lint_add_the_date")
