"""Ids, brands and sources of what is brought, and what becomes of things that two products share."""

from __future__ import annotations

import pytest
from support.bringing import brought, loaded, note_facts, options, product, variant

from catalog.formats.shop_import.bring import Bringer

LONG = "a-very-long-handle-of-a-sock-that-a-shop-gave-with-every-word-that-its-owner-could-think-of"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"handle": "run-sock"}, "etape-run-sock", id="handle behind the brand"),
        pytest.param({"handle": "etape-run-sock"}, "etape-run-sock", id="handle with the brand"),
        pytest.param({"handle": "etape"}, "etape", id="handle that is the brand"),
        pytest.param({"handle": "etapes-run"}, "etape-etapes-run", id="only begins like it"),
        pytest.param({"handle": "Läufer Söckchen!"}, "etape-laeufer-soeckchen", id="letters"),
        pytest.param({"handle": "https://shop.example/products/run-sock?variant=1"}, "etape-run-sock", id="address for a handle"),
        pytest.param({"handle": "", "codes": (("item_group_id", "G-7"),)}, "etape-g-7", id="item group"),
        pytest.param({"handle": "", "variants": (variant(sku="A1"),)}, "etape-a1", id="SKU of the only variant"),
        pytest.param({"handle": "", "title": "Étape Compression Sock"}, "etape-compression-sock", id="title"),
        pytest.param(
            {"handle": "", "variants": (variant(sku="B2"), variant(sku="A1"))}, "etape-run-compression-sock", id="two SKUs"
        ),
        pytest.param({"handle": "不", "title": "Compression Sock"}, "etape-compression-sock", id="handle without a letter"),
        pytest.param({"brand": "", "handle": "run-sock"}, "run-sock", id="no brand"),
    ],
)  # fmt: skip
def test_the_id_of_a_product(fields, expected):
    assert brought(product(**fields)).draft.id == expected


def test_an_id_that_is_too_long_is_cut_and_told_apart():
    names = [brought(product(handle=LONG + more)).draft.id for more in ("", "-2", "")]
    assert names[0] == names[2] != names[1]
    assert all(len(name) <= 80 for name in names)
    assert names[0][:-7] == names[1][:-7] == f"etape-{LONG}"[:73].strip("-")


def bring_all(*shop_products, **more):
    bringer = Bringer(options(**more))
    results = [bringer.bring(p) for p in shop_products]
    ids = bringer.settlement.new_ids()
    notes = [n for r in results for n in bringer.settlement.settled_draft(r.number, r.draft, ids)]
    return results, [*bringer.settlement.notes(), *notes]


def test_of_two_with_one_id_the_one_whose_handle_is_exact_keeps_it():
    exact, other = product(handle="run-sock"), product(handle="Run Sock!", title="Another Compression Sock")
    for order in ((exact, other), (other, exact)):
        results, notes = bring_all(*order)
        names = {r.draft.name: r.draft.id for r in results}
        assert names["Run Compression Sock"] == "etape-run-sock"
        assert names["Another Compression Sock"].startswith("etape-run-sock-")
        assert len(names["Another Compression Sock"]) == len("etape-run-sock-") + 6
        assert [(n.code, n.product, dict(n.facts)) for n in notes] == [
            ("id_taken", names["Another Compression Sock"], {"id": "etape-run-sock"})
        ]
        assert loaded(results)[1] == []


def test_where_no_handle_is_exact_the_first_keeps_the_id():
    results, notes = bring_all(
        *(product(handle="", title="Compression Sock", link=f"https://a.example/{n}") for n in "ab")
    )
    first, second = (r.draft.id for r in results)
    assert (first, second.rpartition("-")[0]) == ("etape-compression-sock", "etape-compression-sock")
    assert [(n.code, n.product) for n in notes] == [("id_taken", second)]


def test_products_that_are_the_same_to_the_letter_are_told_apart_too():
    results, _ = bring_all(product(), product())
    assert len({r.draft.id for r in results}) == 2
    assert loaded(results)[1] == []


def test_an_id_stays_from_run_to_run():
    first, second = (bring_all(product(), product(handle="Run Sock"))[0] for _ in range(2))
    assert [r.draft.id for r in first] == [r.draft.id for r in second]


def test_numbers_of_two_products():
    first = product(handle="a", variants=(variant(sku="X", gtin="4006381333931", shop_id="7"), variant(sku="Y")))
    second = product(handle="b", variants=(variant(sku="X", gtin="04006381333931", shop_id="7"),))
    results, notes = bring_all(first, second)
    variants = [v for r in results for v in r.draft.variant]
    assert [(v.gtin, v.shop_id) for v in variants] == [(None, ""), (None, ""), (None, "")]
    assert [v.sku.partition("-")[0] for v in variants] == ["X", "Y", "X"]
    assert [v.sku for v in variants[:2]] == ["X", "Y"], "the first keeps its SKU"
    assert len({v.sku for v in variants}) == 3
    of_both = ["gtin_of_two_products", "shop_id_of_two_products"]
    assert [n.code for n in notes] == [*of_both, "sku_of_two_products", *of_both]


def test_records_that_were_made_already_are_settled_alike():
    shop_products = (
        product(handle="a", variants=(variant(sku="X", gtin="4006381333931", shop_id="7"),)),
        product(handle="A", variants=(variant(sku="X", gtin="4006381333931", shop_id="7"),)),
        product(handle="c", variants=(variant(sku="Z"),)),
    )  # fmt: skip
    bringer = Bringer(options())
    results = [bringer.bring(p) for p in shop_products]
    records = loaded(results)[0]
    ids = bringer.settlement.new_ids()
    settled = [bringer.settlement.settled_product(r.number, p, ids) for r, p in zip(results, records, strict=True)]
    for result in results:
        bringer.settlement.settled_draft(result.number, result.draft, ids)
    assert [p.id for p in settled] == [r.draft.id for r in results]
    assert [[(v.sku, v.gtin, v.shop_id) for v in p.variants] for p in settled] == [
        [(v.sku, v.gtin or "", v.shop_id) for v in r.draft.variant] for r in results
    ]
    assert settled[2] is records[2]


def test_a_brand_is_spelled_in_one_way():
    results, _ = bring_all(product(brand="Étape", handle="a"), product(brand="ETAPE", handle="b"))
    assert [r.brand for r in results] == ["Étape", "Étape"]
    assert note_facts(results[1]) == [("brand_spelled", {"printed": "ETAPE", "brand": "Étape"})]


@pytest.mark.parametrize(
    ("brand", "of_run", "expected", "codes"),
    [
        pytest.param("Étape", "Col", "Étape", [], id="printed"),
        pytest.param("", "Col", "Col", [], id="of the run"),
        pytest.param("", "", "unstated", ["no_brand"], id="nobody names one"),
        pytest.param("\u200b Étape ", "", "Étape", [], id="hidden characters"),
    ],
)  # fmt: skip
def test_the_brand(brand, of_run, expected, codes):
    result = brought(product(brand=brand), brand=of_run)
    assert (result.brand, [n.code for n in result.notes]) == (expected, codes)


@pytest.mark.parametrize(
    ("link", "more", "expected"),
    [
        pytest.param("https://a.example/p/run-sock?v=1", {}, ("https://a.example/p/run-sock?v=1", "quoted"), id="page"),
        pytest.param("/p/run-sock", {}, ("https://shop.example/p/run-sock", "quoted"), id="page of the shop"),
        pytest.param("", {}, ("https://shop.example/", "quoted"), id="shop"),
        pytest.param("javascript:x", {}, ("https://shop.example/", "quoted"), id="no page"),
        pytest.param("", {"is_own_shop": True}, ("https://shop.example/", "first_hand"), id="own shop"),
        pytest.param("", {"is_own_shop": True, "brand": "etape"}, ("https://shop.example/", "first_hand"), id="own shop of the brand"),
        pytest.param("", {"is_own_shop": True, "brand": "Col"}, ("https://shop.example/", "quoted"), id="own shop of another brand"),
        pytest.param("", {"address": ""}, ("file:export", "quoted"), id="no address is known"),
        pytest.param("", {"address": "", "file": "socks.csv"}, ("file:socks.csv", "quoted"), id="a file"),
    ],
)  # fmt: skip
def test_the_source(link, more, expected):
    result = brought(product(link=link), **more)
    (source,) = result.sources
    assert ((source.url, source.confidence), source.read_as, source.seen_on) == (expected, "data", "2026-11-27")
    assert result.draft.sources == [source.id]


def test_a_source_stands_once_in_the_file_of_a_brand():
    results, _ = bring_all(product(handle="a"), product(handle="b"), product(handle="c", brand="Col"))
    assert [len(r.sources) for r in results] == [1, 0, 1]
