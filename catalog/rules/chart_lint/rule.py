"""The chart linter: what is suspicious in a brand's charts, each finding with its place and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ...model.band_text import band_text
from ...model.chart import Band, SizeChart
from ...model.leg import Dimension, LegPoint
from ...model.policy import Policy
from ...model.product import Product
from ...model.source import EXAMPLE_PAGE
from .example import example_figures, example_sources
from .finding import Finding, finding, placed
from .size_order import order_of
from .variants import Owners, duplicate_identifiers, variant_sizes

GARMENT_WORDS: Final = (
    "flat", "garment", "unstretched", "relaxed", "half width", "laid out", "laid flat", "product measure",
)  # fmt: skip
"""Words of a chart's note that speak of the garment and not of the body that wears it."""
NO_DATE: Final = ("", "unknown")
"""What a source has for its day where nobody knows it."""

FindingsByChart = dict[object, tuple[Finding, ...]]
"""The findings of charts by all that is printed of them, and by their identity: many products share one chart."""
SHOES: Final = {LegPoint.SHOE_EU: (1_500, 6_000)} | dict.fromkeys(
    (LegPoint.SHOE_UK, LegPoint.SHOE_US, LegPoint.SHOE_US_MEN, LegPoint.SHOE_US_WOMEN), (0, 2_500)
)
"""Lowest and highest figures that shoes of a system bear, in hundredths: convention, wide enough for every foot.

What lies outside is a column of another system: EU figures under `shoe_uk`.
"""


def lint_files(
    files: Mapping[str, Sequence[Product]], policy: Policy, owners: Owners | None = None
) -> tuple[Finding, ...]:
    """Find everything suspicious in the charts, variants and sources of the products of some files, by file name.

    `owners` are the identifiers of products that stand in the catalog already and in none of these files.
    """
    cache: FindingsByChart = {}
    findings = [f for file, products in files.items() for f in _of_products(products, file, policy, cache)]
    return (*findings, *duplicate_identifiers(files, owners))


def _of_products(products: Sequence[Product], file: str, policy: Policy, cache: FindingsByChart) -> tuple[Finding, ...]:
    """The findings of a file; those of a chart of several products stand once, at the chart."""
    findings: list[Finding] = []
    products_of_chart = Counter([chart.id for product in products for chart in product.charts])
    done: set[tuple[int, str]] = set()  # charts by their identity, with the place that their findings stand at
    for product in products:
        place = placed(file, f"product {product.id}")
        places = {c.id: file if products_of_chart[c.id] > 1 else place for c in product.charts}
        findings += _of_sources(product, place, places)
        for chart in product.charts:
            if (here := (id(chart), places[chart.id])) not in done:
                done.add(here)
                findings += _of_chart(chart, places[chart.id], policy, cache)
        findings += (*_other_unit(product.charts, place), *variant_sizes(product, place))
    return tuple(dict.fromkeys(findings))


def _of_sources(product: Product, place: str, places: Mapping[str, str]) -> Iterator[Finding]:
    """The findings of the sources of a product and its charts; `places` says of each chart where it stands."""
    sources = [*product.sources, *[chart.source for chart in product.charts]]
    if any(source.seen_on in NO_DATE or source.url == EXAMPLE_PAGE for source in sources):
        yield from example_sources(product, place)
        yield from _undated_sources(product, place, places)


def _of_chart(chart: SizeChart, place: str, policy: Policy, cache: FindingsByChart) -> Iterator[Finding]:
    """The findings of one chart, its place and id in front of each; those of charts that print the same are cached."""
    if (alone := cache.get(id(chart))) is None:
        alone = cache[id(chart)] = _alone(chart, policy, cache)
    here = placed(place, f"chart {chart.id}") if alone else ""
    for f in alone:
        yield Finding(f.level, f.problem.at(placed(here, f.place)), (chart.id,) if f.charts else ())


def _alone(chart: SizeChart, policy: Policy, cache: FindingsByChart) -> tuple[Finding, ...]:
    printed = (chart.keys, chart.sizes, chart.steps, chart.tie_rule, chart.note, chart.posture)
    if printed not in cache:
        alone = (*_bands(chart, policy), *_duplicate_rows(chart), *_garment_columns(chart), *_unread_rows(chart))
        cache[printed] = (*alone, *example_figures(chart), *order_of(chart))
    return cache[printed]


def _bands(chart: SizeChart, policy: Policy) -> Iterator[Finding]:
    """Bands whose ends are upside down, or whose figures no human body has."""
    for size, box in chart.boxes():
        for band in box.bands:
            if band.low is not None and band.high is not None and band.low.at > band.high.at:
                code, expected, hint = "upside_down", "lint_smaller_first", "lint_turn_it_round"
            elif not _is_human(band, policy):
                code, expected, hint = "implausible", "lint_a_human_measure", "lint_check_the_unit"
            else:
                continue
            place = placed(f"size {size.label}", band.point.value)
            yield finding(code, place, band_text(band), expected, hint, charts=(chart.id,))


def _is_human(band: Band, policy: Policy) -> bool:
    """Whether some body has a measure in this band, and no end lies beyond every body."""
    limits = SHOES.get(band.point) or policy.range_at(band.point, "possible")
    if limits is None:
        return True
    low, high = limits
    begins = band.low is None or band.low.at <= high
    return begins and (band.high is None or low <= band.high.at <= 2 * high)


def _duplicate_rows(chart: SizeChart) -> Iterator[Finding]:
    """The same label twice, or two labels with the same bands."""
    charts, hint = (chart.id,), "lint_take_one_row_out"
    for label, times in Counter(s.label.casefold() for s in chart.sizes).items():
        if times > 1:
            yield finding("duplicate_row", f"size {label}", label, "lint_each_size_once", hint, charts=charts)
    first_with: dict[tuple[Band, ...], str] = {}
    for size, box in chart.boxes():
        first = first_with.setdefault(box.bands, size.label)
        if first != size.label and box.bands:
            place, read = f"size {size.label}", ", ".join(band_text(b) for b in box.bands)
            yield finding("duplicate_row", place, read, "lint_other_bands_than", hint, charts=charts, other=first)


def _garment_columns(chart: SizeChart) -> Iterator[Finding]:
    """A column that measures the garment: one bare figure in every size, or a note that says so."""
    expected, hint = "lint_body_measures", "lint_take_the_column_out"
    for point in chart.points:
        bands = [b for _, box in chart.boxes() for b in box.bands if b.point is point]
        single = [b for b in bands if b.low is not None and b.high is not None and b.low.at == b.high.at]
        is_body = point.dimension is Dimension.LENGTH and point not in (LegPoint.HEIGHT, LegPoint.FOOT_LENGTH)
        if is_body and len(bands) > 1 and len(single) == len(bands):
            read = ", ".join(b.low.printed for b in single if b.low is not None)
            yield finding("garment_column", point.value, read, expected, hint)
    note = f"{chart.note} {chart.posture}".casefold()
    word = next((w for w in GARMENT_WORDS if w in note), "")
    if word and "not the garment" not in note and "body" not in note:
        yield finding("garment_column", "note", word, expected, hint)


def _unread_rows(chart: SizeChart) -> Iterator[Finding]:
    """Rows in which a figure could not be read."""
    for size, box in chart.boxes():
        points = tuple(p for key in chart.keys if not any(box.band(p) for p in key) for p in key)
        if points:
            place = f"size {size.label}"
            yield finding("unreadable", place, "?", "lint_a_figure_for", "lint_read_it_again", points=points)


def _other_unit(charts: tuple[SizeChart, ...], place: str) -> Iterator[Finding]:
    """Two charts of a product in cm and in of which a size has other bands, by more than a printed step."""
    for n, one in enumerate(charts):
        for other in charts[n + 1 :]:
            for point in one.points:
                if point in other.points and point.dimension is Dimension.LENGTH:
                    yield from _other_bands(one, other, point, placed(place, f"charts {one.id} and {other.id}"))


def _other_bands(one: SizeChart, other: SizeChart, point: LegPoint, place: str) -> Iterator[Finding]:
    step = max(one.step(point), other.step(point))
    by_label = {s.label.casefold(): s for s in other.sizes}
    for size in one.sizes:
        twin = by_label.get(size.label.casefold())
        a, b = size.boxes[0].band(point), twin.boxes[0].band(point) if twin else None
        if a is None or b is None or a.unit == b.unit:
            continue
        if any(x and y and abs(x.at - y.at) > step for x, y in ((a.low, b.low), (a.high, b.high))):
            yield finding(
                "units_disagree", placed(place, f"size {size.label}", point.value), f"{band_text(a)}, {band_text(b)}",
                "lint_same_in_both_units", "lint_check_both_units", charts=(one.id, other.id),
            )  # fmt: skip


def _undated_sources(product: Product, place: str, places: Mapping[str, str]) -> Iterator[Finding]:
    """Sources without a date, the charts' own first; `places` says of each chart where it stands."""
    of_charts = [(placed(places[c.id], f"chart {c.id}"), c.source) for c in product.charts]
    own = placed(place, "source")
    of_product = [(own, s) for s in product.sources if all(s != source for _, source in of_charts)]
    for where, source in of_charts + of_product:
        if source.seen_on in NO_DATE:
            yield finding("undated", where, source.url, "lint_a_date_of_reading", "lint_add_the_date")
