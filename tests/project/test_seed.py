"""The shipped seed says what the facts it was made from say: every entry, every figure, nothing else."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from benchmarks.brand_toml_writer import price_text
from catalog.formats.brand_toml import read_brand_files
from catalog.model.leg import LegPoint
from catalog.model.product import Band, Confidence, Garment, Product, SizeChart
from catalog.model.quantities import SHOE_NAMES, per_unit

ROOT = Path(__file__).resolve().parents[2]
BRANDS = ROOT / "seed" / "brands"
FACTS = ROOT.parent / "shared" / "reference" / "product-facts.json"
ENTRIES = json.loads((ROOT / "tests" / "cases" / "seed_entries.json").read_text("utf-8"))

SHELF = read_brand_files([BRANDS])
PRODUCTS = {p.id: p for products in SHELF.values() for p in products}
CHARTS = {c.id: c for p in PRODUCTS.values() for c in p.charts}

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
OPEN_ENDS_EXCLUDED = {4: {"calf_girth"}, 154: {"calf_girth", "leg_length"}}
INCHES = {2, 3, 70, 71, 154}


def facts() -> list[dict[str, Any]]:
    if not FACTS.exists():
        pytest.skip("the facts file is not on this machine")
    found: list[dict[str, Any]] = json.loads(FACTS.read_text("utf-8"))
    return found


def public(entry: dict[str, Any]) -> list[str]:
    return [s["url"] for s in entry["sources"] if s["url"].startswith("http")]


def shipped() -> list[tuple[int, dict[str, Any]]]:
    return [(n, e) for n, e in enumerate(facts()) if public(e)]


def product_of(number: int) -> Product:
    return PRODUCTS[ENTRIES[str(number)][0]]


def chart_of(number: int) -> SizeChart | None:
    name = ENTRIES[str(number)][1]
    return None if name is None else CHARTS[name]


Row = tuple[str, frozenset[tuple[str, Fraction | None, Fraction | None, bool, bool, str]]]


def expected_band(
    number: int, key: str, span: list[float | None]
) -> tuple[str, Fraction | None, Fraction | None, bool, bool, str]:
    """The band that a pair of the facts stands for."""
    point = LegPoint(POINTS.get(key, key))
    low, high = (None if v is None else Fraction(str(v)) for v in span)
    closed = key not in OPEN_ENDS_EXCLUDED.get(number, set())
    unit = "in" if number in INCHES else "kg" if key == "weight" else "cm"
    if point in SHOE_NAMES:
        unit = SHOE_NAMES[point]
    return point.value, low, high, low is not None and closed, high is not None and closed, unit


def expected_rows(number: int, chart: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for row in chart["rows"]:
        assert set(row) <= {"size", "ranges", "extra_ranges", "garment_length_cm"}, row
        bands = {k: expected_band(number, k, v) for k, v in row["ranges"].items()}
        rows.append((row["size"], frozenset(bands.values())))
        for key, span in row.get("extra_ranges", {}).items():
            assert key == "thigh_girth_G_plus"
            wide = bands | {"thigh_girth": expected_band(number, "thigh_girth", span)}
            rows.append((row["size"] + " G+", frozenset(wide.values())))
    return rows


def figure(band: Band, at: int) -> Fraction:
    return Fraction(at) / per_unit(band.point, band.unit)


def stored_band(band: Band) -> tuple[str, Fraction | None, Fraction | None, bool, bool, str]:
    low, high = band.low, band.high
    for edge in (low, high):
        assert edge is None or Fraction(edge.printed) == figure(band, edge.at)
    return (
        band.point.value, figure(band, low.at) if low else None, figure(band, high.at) if high else None,
        bool(low and low.closed), bool(high and high.closed), band.unit,
    )  # fmt: skip


def stored_rows(chart: SizeChart) -> list[Row]:
    return [(size.label, frozenset(stored_band(b) for b in box.bands)) for size, box in chart.boxes()]


def test_the_seed_holds_what_it_held() -> None:
    boxes = [box for chart in CHARTS.values() for _, box in chart.boxes()]
    rivals = [c for c in CHARTS.values() if not c.current]
    assert (len(SHELF), len(PRODUCTS), len(CHARTS), len(rivals), len(boxes)) == (56, 153, 52, 7, 410)


def test_ids_and_files_are_unique() -> None:
    every = [p.id for products in SHELF.values() for p in products]
    assert len(every) == len(set(every))
    assert len({p.brand for p in PRODUCTS.values()}) == len(SHELF)


def test_every_product_has_a_public_source() -> None:
    for product in PRODUCTS.values():
        assert product.sources, product.id
        assert all(re.match(r"https?://", s.url) for s in product.sources), product.id
        for chart in product.charts:
            assert chart.source in product.sources, chart.id


def test_nothing_of_an_index_or_of_the_collection_travels() -> None:
    for path in BRANDS.glob("*.toml"):
        text = path.read_text("utf-8").lower()
        for word in (
            "github-index",
            "market_class",
            "shared/",
            "stored copy",
            "stored part",
            "not tied to this product",
        ):
            assert word not in text, (path.name, word)


def test_the_chart_in_force_of_the_promised_products() -> None:
    ur2 = PRODUCTS["compressport-ur2"].chart
    women = PRODUCTS["cep-compression-socks-women"].chart
    men = PRODUCTS["cep-compression-socks-men"].chart
    assert ur2 is not None
    assert women is not None
    assert men is not None
    assert [s.label for s in ur2.sizes] == ["1", "2", "3", "4"]
    assert ur2.tie_rule == "larger"
    assert [s.label for s in women.sizes] == ["II", "III", "IV"]
    assert [s.label for s in men.sizes] == ["III", "IV", "V"]
    assert women.step(LegPoint.CALF) == 6_350


def test_every_public_entry_is_in_the_seed_and_nothing_else() -> None:
    assert {n for n, _ in shipped()} == {int(n) for n in ENTRIES}
    assert {ENTRIES[n][0] for n in ENTRIES} == set(PRODUCTS)
    assert {ENTRIES[n][1] for n in ENTRIES if ENTRIES[n][1]} == set(CHARTS)


def test_counts_follow_the_facts() -> None:
    entries = shipped()
    rows = [r for n, e in entries for r in expected_rows(n, e.get("size_chart") or {"rows": []})]
    brands = {e["brand"].casefold() for _, e in entries}
    charts = [e for _, e in entries if e.get("size_chart")]
    merged = {n for n in ENTRIES if CHARTS.get(ENTRIES[n][1] or "") and not CHARTS[ENTRIES[n][1]].current}
    assert len(SHELF) == len(brands)
    assert len(PRODUCTS) + len(merged) == len(entries)
    assert len(CHARTS) == len(charts)
    assert sum(len(s.boxes) for c in CHARTS.values() for s in c.sizes) == len(rows)


def test_entries_agree_on_what_the_product_is() -> None:
    for number, entry in shipped():
        product = product_of(number)
        assert product.brand.casefold() == entry["brand"].casefold(), number
        assert product.garment is Garment(GARMENTS[entry.get("garment")]), number
        assert product.audience == entry.get("audience"), number
        assert set(product.intended_uses()) >= set(entry.get("intended_use") or []), number
        assert [p.value for p in product.asks_for] == [POINTS.get(k, k) for k in entry.get("sizing_basis", [])], number
        assert set(public(entry)) <= {s.url for s in product.sources}, number


def test_charts_agree_row_by_row() -> None:
    for number, entry in shipped():
        chart, fact = chart_of(number), entry.get("size_chart")
        assert (chart is None) == (not fact), number
        if chart is None:
            continue
        by_size = sorted(expected_rows(number, fact), key=lambda row: [s.label for s in chart.sizes].index(row[0]))
        assert stored_rows(chart) == by_size, number
        columns = {*fact["keyed_by"], *(k for row in fact["rows"] for k in row["ranges"])}
        assert {p.value for p in chart.points} == {POINTS.get(k, k) for k in columns}, number
        assert list(chart.priority) == [POINTS.get(k, k) for k in fact.get("priority", [])], number


def test_pressure_price_and_fabric_agree() -> None:
    for number, entry in shipped():
        product = product_of(number)
        stated = entry.get("pressure") or {}
        if any(stated.get(k) for k in ("min_mmhg", "max_mmhg", "class", "profile")):
            (found,) = product.pressure
            ends = [None if p is None else p.tenths for p in (found.low, found.high)]
            assert ends == [None if stated.get(k) is None else stated[k] * 10 for k in ("min_mmhg", "max_mmhg")], number
            assert found.label == (stated.get("class") or ""), number
            profile = [(p.printed, p.low and p.low.tenths) for p in found.profile]
            assert profile == [(p["point"], p["mmhg"] * 10) for p in stated.get("profile") or []], number
        else:
            assert not product.pressure, number
        check_price(number, product, entry.get("price"))
        fabric = [(f["fibre"], f["percent"] and f["percent"] * 10) for f in entry.get("fabric") or []]
        assert [(f.name, f.per_mille) for f in product.fibres] == fabric, number


def check_price(number: int, product: Product, price: dict[str, Any] | None) -> None:
    if not price:
        assert product.price is None, number
        return
    assert product.price is not None, number
    amount, currency = price_text(product.price.money).split()
    assert (Decimal(amount), currency) == (Decimal(str(price["amount"])), price["currency"]), number


def seed_figures() -> Counter[Fraction]:
    """Every figure of the seed that a rule could compute with."""
    found: Counter[Fraction] = Counter()
    for product in PRODUCTS.values():
        for chart in product.charts:
            bands = [b for _, box in chart.boxes() for b in box.bands]
            found.update(figure(b, e.at) for b in bands for e in (b.low, b.high) if e)
        for stated in product.pressure:
            ends = [stated.low, stated.high, *(p.low for p in stated.profile)]
            found.update(Fraction(p.tenths, 10) for p in ends if p)
        found.update(Fraction(f.per_mille, 10) for f in product.fibres if f.per_mille)
        if product.price:
            found[Fraction(product.price.money.minor, 100)] += 1
    return found


def fact_figures(value: object) -> Counter[Fraction]:
    if isinstance(value, dict):
        return sum((fact_figures(v) for v in value.values()), Counter())
    if isinstance(value, list):
        return sum((fact_figures(v) for v in value), Counter())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Counter([Fraction(str(value))])
    return Counter()


def test_no_figure_that_the_facts_do_not_have() -> None:
    known: Counter[Fraction] = Counter()
    for _, entry in shipped():
        known += fact_figures([entry.get(k) for k in ("size_chart", "pressure", "price", "fabric")])
        # a box of a wide thigh repeats the other figures of its row
        for row in (entry.get("size_chart") or {"rows": []})["rows"]:
            if "extra_ranges" in row:
                known += fact_figures({k: v for k, v in row["ranges"].items() if k != "thigh_girth"})
    assert seed_figures() - known == Counter()


def test_weak_sources_say_so() -> None:
    for number, entry in shipped():
        weak = entry.get("confidence") == "low" or any(
            "LOW reliability" in (s.get("note") or "") for s in entry["sources"]
        )
        sources = product_of(number).sources
        assert any(s.confidence is Confidence.LOW for s in sources) == weak, number


def test_dates_are_those_of_the_facts() -> None:
    for number, entry in shipped():
        dated = {
            (s["url"], (s.get("date_if_known") or "")[:4]) for s in entry["sources"] if s["url"].startswith("http")
        }
        found = {(s.url, "" if s.seen_on == "unknown" else s.seen_on[:4]) for s in product_of(number).sources}
        expected = {(url, year if year.isdigit() else "") for url, year in dated}
        assert expected <= found, number


def test_no_signal_is_lost() -> None:
    for number, entry in shipped():
        product = product_of(number)
        kinds = {c.kind.value for c in product.claims}
        if entry.get("medical_signals"):
            assert "medical" in kinds or product.codes, number
        if entry.get("graduated") is True:
            assert "graduated" in kinds or product.pressure[0].profile, number
        if entry.get("graduated") is False:
            assert "not_graduated" in kinds, number
