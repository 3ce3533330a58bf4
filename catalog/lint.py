"""The chart linter: what is suspicious in a brand's charts, each finding with its place and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import pairwise
from typing import Final

from msgspec import Struct

from .chart import Band, Edge, Size, SizeChart
from .measure import Dimension, LegPoint
from .policy import Policy
from .product import Product
from .source import Source

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


class Level(StrEnum):
    """How bad a finding is: an error makes answers wrong, a warning may, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


LEVELS: Final = {
    "upside_down": Level.ERROR, "implausible": Level.ERROR, "duplicate_row": Level.ERROR,
    "out_of_order": Level.ERROR, "units_disagree": Level.ERROR, "hole": Level.WARNING,
    "overlap": Level.WARNING, "shared_edge": Level.WARNING, "missing_end": Level.WARNING,
    "garment_column": Level.WARNING, "undated": Level.NOTE, "unreadable": Level.NOTE,
}  # fmt: skip
WHAT_TO_DO: Final = {
    "upside_down": "Put the smaller figure first.",
    "implausible": "Check the figure and its unit against the source.",
    "duplicate_row": "Take one of the two rows out, or correct its figures.",
    "out_of_order": "List the sizes from small to large, and check the figures.",
    "units_disagree": "Check which of the two columns the source prints wrongly, and note it.",
    "hole": "Check the figures; where the source really leaves the hole, keep it and say so in the note.",
    "overlap": "Check the figures; where the source prints them so, state between_sizes if it says which to take.",
    "shared_edge": "State between_sizes if the source says which size to take; else the policy decides.",
    "missing_end": "Add the missing end from the source; an end inside the chart is never open.",
    "garment_column": "Leave the column out of keyed_by where it measures the garment and not the body.",
    "undated": "Add the date on which the source was read, if it can be found out.",
    "unreadable": "Read the figure from a better copy of the source.",
}
"""What each code asks a person to do. A date is never left out of a brand file; one honestly unknown is a note."""


class Finding(Struct, frozen=True):
    """One suspicious thing: its code, how bad, where, what was read there, what to do."""

    code: str
    level: Level
    place: str
    read: str
    todo: str


def lint_products(products: Iterable[Product], policy: Policy, file: str = "") -> tuple[Finding, ...]:
    """Everything suspicious in the charts and sources of some products, in their order."""
    found: list[Finding] = []
    for product in products:
        place = _place(file, f"product {product.id}")
        found += _sources(product, place)
        for chart in product.charts:
            found += lint_chart(chart, policy, place)
        found += _units(product.charts, place)
    return tuple(dict.fromkeys(found))


def lint_chart(chart: SizeChart, policy: Policy, place: str = "") -> tuple[Finding, ...]:
    """Everything suspicious in one chart."""
    here = _place(place, f"chart {chart.id}")
    found = [*_bands(chart, policy, here), *_duplicates(chart, here), *_garment(chart, here), *_unread(chart, here)]
    # What lies beside what is plain only where a single point decides.
    if len(chart.keys) == 1 and len(chart.keys[0]) == 1 and all(len(s.boxes) == 1 for s in chart.sizes):
        found += _line(chart, chart.keys[0][0], here)
    return tuple(found)


def finding(code: str, place: str, read: str) -> Finding:
    """A finding with the level and the advice of its code."""
    return Finding(code, LEVELS[code], place, read, WHAT_TO_DO[code])


def _place(*steps: str) -> str:
    return ": ".join(s for s in steps if s)


def _text(band: Band) -> str:
    low = band.low.printed if band.low else "…"
    high = band.high.printed if band.high else "…"
    return f"{low}–{high} {band.unit}".strip()


def _bands(chart: SizeChart, policy: Policy, place: str) -> Iterator[Finding]:
    """Each band alone: its ends in order, and figures that a human body can have."""
    for size, box in chart.boxes():
        for band in box.bands:
            here = _place(place, f"size {size.label}", band.point.value)
            if band.low is not None and band.high is not None and band.low.at > band.high.at:
                yield finding("upside_down", here, _text(band))
            elif not _human(band, policy):
                yield finding("implausible", here, _text(band))


def _human(band: Band, policy: Policy) -> bool:
    """Whether some body has a measure in this band, and no end lies beyond every body."""
    name = f"plausible.{band.point.value}_possible"
    if name not in policy.thresholds:
        return True
    factor = 1000 if band.point.dimension is Dimension.MASS else 10_000
    low, high = (round(v * factor) for v in policy.items(name))
    ends = [e.at for e in (band.low, band.high) if e is not None]
    begins = band.low is None or band.low.at <= high
    return begins and (band.high is None or band.high.at >= low) and all(e <= 2 * high for e in ends)


def _duplicates(chart: SizeChart, place: str) -> Iterator[Finding]:
    """The same label twice, or two labels with the same bands."""
    for label, times in Counter(s.label.casefold() for s in chart.sizes).items():
        if times > 1:
            yield finding("duplicate_row", _place(place, f"size {label}"), f"the size stands there {times} times")
    seen: dict[tuple[Band, ...], str] = {}
    for size, box in chart.boxes():
        first = seen.setdefault(box.bands, size.label)
        if first != size.label and box.bands:
            yield finding("duplicate_row", _place(place, f"size {size.label}"), f"the same bands as size {first}")


def _garment(chart: SizeChart, place: str) -> Iterator[Finding]:
    """A column that measures the garment: one bare figure in every size, or a note that says so."""
    for point in chart.points:
        bands = [b for _, box in chart.boxes() for b in box.bands if b.point is point]
        single = [b for b in bands if b.low is not None and b.high is not None and b.low.at == b.high.at]
        is_body = point.dimension is Dimension.LENGTH and point not in (LegPoint.HEIGHT, LegPoint.FOOT_LENGTH)
        if is_body and len(bands) > 1 and len(single) == len(bands):
            yield finding("garment_column", _place(place, point.value), "a single figure in every size")
    note = f"{chart.note} {chart.posture}".casefold()
    said = next((w for w in GARMENT_WORDS if w in note), "")
    if said and "not the garment" not in note and "body" not in note:
        yield finding("garment_column", _place(place, "note"), said)


def _unread(chart: SizeChart, place: str) -> Iterator[Finding]:
    """Rows in which a figure could not be read."""
    for size, box in chart.boxes():
        missing = [k for k in chart.keys if not any(box.band(p) for p in k)]
        if missing:
            points = ", ".join(" or ".join(p.value for p in k) for k in missing)
            yield finding("unreadable", _place(place, f"size {size.label}"), f"no band for {points}")


def _line(chart: SizeChart, point: LegPoint, place: str) -> Iterator[Finding]:
    """The sizes along one point: in order, without holes, overlaps, open ends inside, edges that two share."""
    rows = [(s, b) for s in chart.sizes if (b := s.boxes[0].band(point)) is not None]
    for (size, band), (after, following) in pairwise(rows):
        here = _place(place, f"size {size.label} and {after.label}", point.value)
        read = f"{_text(band)}, then {_text(following)}"
        if band.high is None or following.low is None:
            yield finding("missing_end", here, read)
        elif _starts(following) < _starts(band) or _ends(following) < _ends(band):
            yield finding("out_of_order", here, read)
        else:
            yield from _between(chart, band.high, following.low, here, read)


def _starts(band: Band) -> float:
    return band.low.at if band.low is not None else float("-inf")


def _ends(band: Band) -> float:
    return band.high.at if band.high is not None else float("inf")


def _between(chart: SizeChart, high: Edge, low: Edge, place: str, read: str) -> Iterator[Finding]:
    """Where one size ends and the next begins."""
    step = max((s for _, s in chart.steps), default=0)
    if low.at - high.at > step:
        yield finding("hole", place, read)
    elif low.at < high.at:
        yield finding("overlap", place, read)
    elif low.at == high.at and low.closed and high.closed and chart.tie_rule is None:
        yield finding("shared_edge", place, read)


def _units(charts: tuple[SizeChart, ...], place: str) -> Iterator[Finding]:
    """Two charts of a product in cm and in: the same size has the same bands, to a printed step."""
    for n, one in enumerate(charts):
        for other in charts[n + 1 :]:
            for point in one.points:
                if point in other.points and point.dimension is Dimension.LENGTH:
                    yield from _same_in_both(one, other, point, _place(place, f"charts {one.id} and {other.id}"))


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
            yield finding("units_disagree", _place(place, f"size {size.label}", point.value), f"{_text(a)}, {_text(b)}")


def _pair(size: Size, twin: Size, point: LegPoint) -> tuple[Band, Band] | None:
    one, other = size.boxes[0].band(point), twin.boxes[0].band(point)
    return (one, other) if one is not None and other is not None else None


def _sources(product: Product, place: str) -> Iterator[Finding]:
    """Sources without a date, the charts' own first."""
    read: list[tuple[str, Source]] = [(f"chart {c.id}", c.source) for c in product.charts]
    told = {s for _, s in read}
    read += [("source", s) for s in product.sources if s not in told]
    for name, source in read:
        if source.seen_on in ("", "unknown"):
            yield finding("undated", _place(place, name), source.url)
