"""The shipped seed says what the facts it was made from say: every entry, every figure, nothing else."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

from seed_facts import (
    ADDITIONS,
    BRANDS,
    CHARTS,
    ENTRIES,
    GARMENTS,
    POINTS,
    PRODUCTS,
    SHELF,
    SPLIT,
    every_entry,
    expected_rows,
    figure,
    figures_in,
    first_collection,
    money_in,
    money_of,
    public,
    second_collection,
    stated,
    stored_rows,
)

from catalog.model.leg import LegPoint
from catalog.model.product import Confidence, Garment


def test_the_seed_holds_what_it_held() -> None:
    boxes = [box for chart in CHARTS.values() for _, box in chart.boxes()]
    rivals = [c for c in CHARTS.values() if not c.current]
    assert (len(SHELF), len(PRODUCTS), len(CHARTS), len(rivals), len(boxes)) == (66, 185, 53, 7, 413)


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
            "stored text",
            "seed record",
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
    places = [*ENTRIES.values(), *ADDITIONS.values()]
    assert {n for n, _ in first_collection()} == set(ENTRIES)
    assert {n for n, _ in second_collection()} == set(ADDITIONS)
    split = {id for ids in SPLIT.values() for id in ids}
    assert {product for product, _ in places if product} | split == set(PRODUCTS)
    assert {chart for _, chart in places if chart} == set(CHARTS)


def test_counts_follow_the_facts() -> None:
    entries = list(every_entry())
    rows = [r for n, e, _, _ in entries for r in expected_rows(n, e.get("size_chart") or {"rows": []})]
    assert len(SHELF) == len({e["brand"].casefold() for _, e, _, _ in entries})
    assert len(CHARTS) == sum(1 for _, e, _, _ in entries if e.get("size_chart"))
    assert sum(len(s.boxes) for c in CHARTS.values() for s in c.sizes) == len(rows)


def test_entries_agree_on_what_the_product_is() -> None:
    for number, entry, product_id, _ in every_entry():
        product = PRODUCTS[product_id]
        assert product.brand.casefold() == entry["brand"].casefold(), number
        if "garment" in entry:
            assert product.garment is Garment(GARMENTS[entry["garment"]]), number
        if number not in SPLIT:
            assert [product.audience] == (stated(product_id, "audience") or [None])[-1:], number
        assert set(product.intended_uses()) >= set(entry.get("intended_use") or []), number
        assert set(public(entry)) <= {s.url for s in product.sources}, number


def test_nothing_is_asked_for_that_no_entry_names() -> None:
    for product in PRODUCTS.values():
        bases = [[POINTS.get(k, k) for k in basis] for basis in stated(product.id, "sizing_basis")]
        if product.charts_in_force and not product.asks_for:
            keyed = {p.value for p in product.charts_in_force[0].points}
            assert all(set(basis) == keyed for basis in bases), product.id
        else:
            assert [p.value for p in product.asks_for] in (bases or [[]]), product.id


def test_charts_agree_row_by_row() -> None:
    for number, entry, _, chart_id in every_entry():
        chart, fact = CHARTS[chart_id] if chart_id else None, entry.get("size_chart")
        assert (chart is None) == (not fact), number
        if chart is None or not fact:
            continue
        by_size = sorted(expected_rows(number, fact), key=lambda row: [s.label for s in chart.sizes].index(row[0]))
        assert stored_rows(chart) == by_size, number
        columns = {*fact["keyed_by"], *(k for row in fact["rows"] for k in row["ranges"])}
        assert {p.value for p in chart.points} == {POINTS.get(k, k) for k in columns}, number
        assert list(chart.priority) == [POINTS.get(k, k) for k in fact.get("priority", [])], number


def test_pressure_agrees() -> None:
    for number, entry, product_id, _ in every_entry():
        figures, product = entry.get("pressure") or {}, PRODUCTS[product_id]
        if not any(figures.get(k) for k in ("min_mmhg", "max_mmhg", "class", "profile")):
            assert not product.pressure or "adds_to" in entry, number
            continue
        (pressure,) = product.pressure
        ends = [None if p is None else p.tenths for p in (pressure.low, pressure.high)]
        assert ends == [None if figures.get(k) is None else figures[k] * 10 for k in ("min_mmhg", "max_mmhg")], number
        assert pressure.label == (figures.get("class") or ""), number
        profile = [(p.printed, p.low and p.low.tenths) for p in pressure.profile]
        assert profile == [(p["point"], p["mmhg"] * 10) for p in figures.get("profile") or []], number


def test_the_price_is_the_first_that_an_entry_states() -> None:
    for product in PRODUCTS.values():
        prices = [money_in(p) for p in stated(product.id, "price")]
        assert [money_of(product.price)] == (prices or [None])[:1], product.id


def test_a_second_price_is_not_lost() -> None:
    for number, entry, product_id, _ in every_entry():
        product = PRODUCTS[product_id]
        if entry.get("price") and money_of(product.price) != money_in(entry["price"]):
            amount, currency = money_in(entry["price"])
            assert any(f"{amount:,} {currency}" in c.text for c in product.claims), number


def test_the_fabric_is_that_of_an_entry() -> None:
    for product in PRODUCTS.values():
        fabrics = [
            [(f["fibre"], f["percent"] and f["percent"] * 10) for f in fabric]
            for fabric in stated(product.id, "fabric")
        ]
        assert [(f.name, f.per_mille) for f in product.fibres] in (fabrics or [[]]), product.id


def seed_figures() -> Counter[Fraction]:
    """Every figure of the seed that a rule could compute with."""
    figures: Counter[Fraction] = Counter()
    for product in PRODUCTS.values():
        for chart in (c for c in product.charts if not c.chart_of):
            bands = [b for _, box in chart.boxes() for b in box.bands]
            figures.update(figure(b, e.at) for b in bands for e in (b.low, b.high) if e)
        for pressure in product.pressure:
            ends = [pressure.low, pressure.high, *(p.low for p in pressure.profile)]
            figures.update(Fraction(p.tenths, 10) for p in ends if p)
        figures.update(Fraction(f.per_mille, 10) for f in product.fibres if f.per_mille)
        price = money_of(product.price)
        figures.update([Fraction(price[0])] if price else [])
    return figures


def test_no_figure_that_the_facts_do_not_have() -> None:
    known: Counter[Fraction] = Counter()
    for _, entry, _, _ in every_entry():
        known += figures_in([entry.get(k) for k in ("size_chart", "pressure", "price", "fabric")])
        # a box of a wide thigh repeats the other figures of its row
        for row in (entry.get("size_chart") or {"rows": []})["rows"]:
            if "extra_ranges" in row:
                known += figures_in({k: v for k, v in row["ranges"].items() if k != "thigh_girth"})
    assert seed_figures() - known == Counter()


TAKEN = {
    "compressport-r2-2012": "compressport-ur2-chart",
    "cep-running-sock-2012-women": "cep-compression-socks-women-roman",
    "cep-running-sock-2012-men": "cep-compression-socks-men-roman",
}


def test_taken_charts_are_those_that_may_be() -> None:
    taken = {p.id: c for p in PRODUCTS.values() for c in p.charts if c.chart_of}
    assert {id: c.chart_of for id, c in taken.items()} == TAKEN
    for chart in taken.values():
        sister = CHARTS[chart.chart_of]
        assert (chart.keys, chart.sizes, chart.steps) == (sister.keys, sister.sizes, sister.steps)
        assert (chart.tie_rule, chart.source.url) == (sister.tie_rule, sister.source.url)
        assert "https://" in chart.note, chart.id
    low = {id for id, c in taken.items() if c.source.confidence is Confidence.LOW}
    assert low == {"cep-running-sock-2012-women", "cep-running-sock-2012-men"}


def test_the_sock_of_2012_is_one_for_women_and_one_for_men() -> None:
    audiences = {id: PRODUCTS[id].audience for id in SPLIT["24"]}
    assert audiences == {"cep-running-sock-2012-women": "women", "cep-running-sock-2012-men": "men"}


def test_records_that_are_one_product_are_found_by_either_id() -> None:
    aliases = {alias: p.id for p in PRODUCTS.values() for alias in p.aliases}
    assert aliases == {
        "cep-recovery-sock-2017": "cep-compression-socks-2017",
        "cep-run-compression-tall-socks-4-0": "cep-run-socks-tall-4-0",
    }


def test_every_missing_chart_is_looked_for_since_a_day() -> None:
    for product in PRODUCTS.values():
        assert product.is_sized != bool(re.fullmatch(r"2026-11-\d\d", product.chart_missing_since)), product.id


def test_underwear_has_left_the_seed() -> None:
    assert "solidea-mens-briefs" not in PRODUCTS
    assert ENTRIES["19"] == [None, None]


def test_weak_sources_say_so() -> None:
    for number, entry, product_id, _ in every_entry():
        weak = entry.get("confidence") == "low" or any(
            "LOW reliability" in (s.get("note") or "") for s in entry["sources"]
        )
        sources = [s for s in PRODUCTS[product_id].sources if s.url in public(entry)]
        assert any(s.confidence is Confidence.LOW for s in sources) == weak, number


def test_dates_are_those_of_the_facts() -> None:
    for number, entry, product_id, _ in every_entry():
        dated = {(s["url"], (s.get("date_if_known") or "")[:4]) for s in entry["sources"] if s["url"] in public(entry)}
        years = {(s.url, "" if s.seen_on == "unknown" else s.seen_on[:4]) for s in PRODUCTS[product_id].sources}
        assert {(url, year) for url, year in dated if year.isdigit()} <= years, number
        assert {url for url, _ in dated} <= {url for url, _ in years}, number


def test_no_signal_is_lost() -> None:
    for number, entry, product_id, _ in every_entry():
        product = PRODUCTS[product_id]
        kinds = {c.kind.value for c in product.claims}
        if entry.get("medical_signals"):
            assert "medical" in kinds or product.codes, number
        if entry.get("graduated") is True:
            assert "graduated" in kinds or product.pressure[0].profile, number
        if entry.get("graduated") is False:
            assert "not_graduated" in kinds, number
