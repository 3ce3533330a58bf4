"""The collected facts beside the shipped seed: both collections, which entry became which product, and their figures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from catalog.formats.brand_file.chart_draft import price_text
from catalog.formats.brand_toml import read_brand_files
from catalog.model.leg import LegPoint
from catalog.model.product import Band, Price, SizeChart
from catalog.model.quantities import SHOE_NAMES, per_unit

ROOT = Path(__file__).resolve().parents[2]
BRANDS = ROOT / "seed" / "brands"
REFERENCE = ROOT.parent / "shared" / "reference"
CASES = ROOT / "tests" / "cases"
ENTRIES: dict[str, list[str | None]] = json.loads((CASES / "seed_entries.json").read_text("utf-8"))
"""Product and chart of each entry of the first collection, by its number; without either where it left the seed."""
ADDITIONS: dict[str, list[str | None]] = json.loads((CASES / "seed_entries_2.json").read_text("utf-8"))
"""The same of the second collection; entries that stay out of the seed are not in it."""

SHELF = read_brand_files([BRANDS])
PRODUCTS = {p.id: p for products in SHELF.values() for p in products}
EVERY_CHART = {c.id: c for p in PRODUCTS.values() for c in p.charts}
CHARTS = {id: c for id, c in EVERY_CHART.items() if not c.chart_of}
"""The charts that a source prints for a product; not those that are taken from a sister product."""
SPLIT = {"24": ("cep-running-sock-2012-women", "cep-running-sock-2012-men")}
"""Entries that became two products, because the chart is printed for women and for men apart."""

POINTS = {
    "calf_girth": "calf_max_girth",
    "ankle_girth": "ankle_min_girth",
    "shoe_unspecified": "shoe_unstated",
    "shoe": "shoe_unstated",
}
GARMENTS = {
    "socks": "sock", "calf_sleeves": "calf_sleeve", "quad_sleeves": "thigh_sleeve", "recovery_tights": "tights",
    "full_leg_sleeves": "full_leg_sleeve", "thigh_high": "thigh_high", "pantyhose": "pantyhose", "shorts": "shorts",
    "tights": "tights", None: "unstated",
}  # fmt: skip
# Sources that leave the end itself out: a threshold of less and more than 37 cm, and "under 12 in, under 16 in".
OPEN_ENDS_EXCLUDED = {"4": {"calf_girth"}, "154": {"calf_girth", "leg_length"}}

Entry = dict[str, Any]
Figures = tuple[str, Fraction | None, Fraction | None, bool, bool, str]
"""A band as figures: point, both ends, whether each end belongs to it, unit."""
Row = tuple[str, frozenset[Figures]]


@cache
def read_facts(name: str) -> list[Entry]:
    """A file of collected facts; the test is skipped where it is not beside this checkout."""
    path = REFERENCE / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine")
    entries: list[Entry] = json.loads(path.read_text("utf-8"))
    return entries


def public(entry: Entry) -> list[str]:
    """The addresses of an entry that anybody can open."""
    return [s["url"] for s in entry["sources"] if s["url"].startswith("http")]


def first_collection() -> list[tuple[str, Entry]]:
    """The entries with a public address, by number."""
    return [(str(n), e) for n, e in enumerate(read_facts("product-facts.json")) if public(e)]


def second_collection() -> list[tuple[str, Entry]]:
    """The entries that may be shipped, by number."""
    return [(str(n), e) for n, e in enumerate(read_facts("product-facts-2.json")) if str(n) in ADDITIONS]


def every_entry() -> Iterator[tuple[str, Entry, str, str | None]]:
    """Each entry of both collections that is in the seed: its number, itself, its product and its chart."""
    for entries, places in ((first_collection(), ENTRIES), (second_collection(), ADDITIONS)):
        for number, entry in entries:
            product, chart = places[number]
            for id in SPLIT.get(number, (product,) if product else ()) if places is ENTRIES else (product,):
                yield number, entry, str(id), chart


def stated(product_id: str, field: str) -> list[Any]:
    """What the entries of a product say in one field, without those that say nothing."""
    return [e[field] for _, e, product, _ in every_entry() if product == product_id and e.get(field)]


def expected_band(number: str, key: str, span: list[float | None], printed: str) -> Figures:
    """The band that a pair of the facts stands for; lengths are in the `printed` unit of the chart."""
    point = LegPoint(POINTS.get(key, key))
    low, high = (None if v is None else Fraction(str(v)) for v in span)
    closed = key not in OPEN_ENDS_EXCLUDED.get(number, set())
    unit = SHOE_NAMES.get(point, "kg" if key == "weight" else printed)
    return point.value, low, high, low is not None and closed, high is not None and closed, unit


def expected_rows(number: str, chart: dict[str, Any]) -> list[Row]:
    """The boxes that the rows of a collected chart stand for."""
    rows: list[Row] = []
    printed = "in" if chart.get("unit_as_published") == "in" else "cm"
    for row in chart["rows"]:
        assert set(row) <= {"size", "ranges", "extra_ranges", "garment_length_cm"}, row
        bands = {k: expected_band(number, k, v, printed) for k, v in row["ranges"].items()}
        rows.append((row["size"], frozenset(bands.values())))
        for key, span in row.get("extra_ranges", {}).items():
            assert key == "thigh_girth_G_plus"
            wide = bands | {"thigh_girth": expected_band(number, "thigh_girth", span, printed)}
            rows.append((row["size"] + " G+", frozenset(wide.values())))
    return rows


def figure(band: Band, at: int) -> Fraction:
    """A stored end of a band in its printed unit."""
    return Fraction(at) / per_unit(band.point, band.unit)


def stored_band(band: Band) -> Figures:
    """The figures of a stored band; what is printed is what is compared with."""
    low, high = band.low, band.high
    for edge in (low, high):
        assert edge is None or Fraction(edge.printed) == figure(band, edge.at)
    return (
        band.point.value, figure(band, low.at) if low else None, figure(band, high.at) if high else None,
        bool(low and low.closed), bool(high and high.closed), band.unit,
    )  # fmt: skip


def stored_rows(chart: SizeChart) -> list[Row]:
    """The boxes of a stored chart."""
    return [(size.label, frozenset(stored_band(b) for b in box.bands)) for size, box in chart.boxes()]


def money_of(price: Price | None) -> tuple[Decimal, str] | None:
    """Amount and currency of a stored price."""
    if price is None:
        return None
    amount, currency = price_text(price.money).split()
    return Decimal(amount), currency


def money_in(price: dict[str, Any]) -> tuple[Decimal, str]:
    """Amount and currency of a collected price; `XXX` where no currency is printed."""
    return Decimal(str(price["amount"])), price["currency"] or "XXX"


def figures_in(value: object) -> Counter[Fraction]:
    """Every number of a collected entry or part of one."""
    if isinstance(value, dict):
        return sum((figures_in(v) for v in value.values()), Counter())
    if isinstance(value, list):
        return sum((figures_in(v) for v in value), Counter())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Counter([Fraction(str(value))])
    return Counter()
