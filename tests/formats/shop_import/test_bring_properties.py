"""Whatever an export holds: what comes out loads, nothing is lost, and no id depends on the order of products."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.bringing import loaded, options

from catalog.formats.shop_import.bring import Bringer, BroughtProduct
from catalog.formats.shop_product.record import ShopProduct, ShopVariant

WORDS = (
    "Run", "Compression Socks", "Calf Sleeves", "Women's", "Men", "Kompressionsstrümpfe", "Manchons de mollet", "M", "XL", "36-40",
    "18-21 mmHg at the ankle", "20-30 mmHg", "class 2", "80% Polyamide, 20% Elastane", "<b>", "</p>", "<table><tr><th>Size</th>",
    "<tr><td>S<td>30-34", "<tr><th>Size<th>Calf (cm)</tr><tr><td>S</td><td>30-34</td></tr></table>", "\n", "\u200b", "\ufeff", "\x00",
    "\u00a0", "&nbsp;", "&lt;p&gt;", "'", '"', "=", "不", "🧦", "\ud800", "medical device", "-", "/", "(M)", "kids", "Gift Card", "10.000",
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=5).map(" ".join)
names = st.sampled_from(("Size", "Color", "Größe", "Title", "Calf size", "Shoe size", "Gender", "Pack", "")) | texts
numbers = st.sampled_from((
    "", "'4006381333931", "4006381333931", "4.00638E+12", "36000291452", "0", "n/a", "4006381333930", "12", "-3", "1,5", "4.0", "in stock",
    "29,90", "€ 29.90", "$5", "CHF 45.–", "1.234,50", "10 EUR", "//cdn.example/a.jpg", "javascript:x", "https://shop.example/p?a=1",
)) | texts  # fmt: skip
variants = st.builds(
    ShopVariant, place=st.just("line 3"), sku=texts | numbers, gtin=numbers, shop_id=texts | numbers, title=texts,
    options=st.lists(st.tuples(names, texts), max_size=3).map(tuple), price=numbers, currency=st.sampled_from(("", "EUR", "USD", "x")),
    stock=numbers, availability=numbers, link=numbers, image=numbers,
)  # fmt: skip
many_texts = st.lists(texts, max_size=3).map(tuple)
products = st.builds(
    ShopProduct, place=st.just("line 2"), handle=texts | st.just("run-sock"), title=texts | st.just("Run Compression Socks"),
    brand=st.sampled_from(("Etape", "étape", "", "\u200b", "Läufer & Söhne")) | texts, kind=texts,
    categories=st.lists(texts | st.sampled_from(("google:209", "shopify:aa-1-18-2", "google: 2")), max_size=2).map(tuple),
    tags=many_texts, description=texts, features=many_texts, audience=many_texts, uses=many_texts, pressure=texts, fabric=texts,
    link=numbers, flags=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    codes=st.lists(st.tuples(texts | st.just("gtin"), texts | numbers), max_size=2).map(tuple),
    variants=st.lists(variants, max_size=4).map(tuple),
)  # fmt: skip


QUICKLY = settings(deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))
"""A failing export is printed as it is: making it smaller takes minutes."""


def bring_all(shop_products):
    bringer = Bringer(options())
    results = [bringer.bring(p) for p in shop_products]
    brought = [r for r in results if isinstance(r, BroughtProduct)]
    ids = bringer.settlement.new_ids()
    for result in brought:
        bringer.settlement.settled_draft(result.number, result.draft, ids)
    return results, brought


@settings(QUICKLY, max_examples=80)
@given(st.lists(products, min_size=1, max_size=4))
def test_what_comes_out_loads_without_a_problem(shop_products):
    results, brought = bring_all(shop_products)
    assert len(results) == len(shop_products)
    read, problems = loaded(brought)
    assert problems == []
    assert [p.id for p in read] == [r.draft.id for file in _by_brand(brought) for r in file]


def _by_brand(brought):
    brands: dict[str, list[BroughtProduct]] = {}
    for result in brought:
        brands.setdefault(result.brand, []).append(result)
    return brands.values()


@settings(QUICKLY, max_examples=80)
@given(products)
def test_every_variant_ends_in_the_draft_or_in_a_note(shop_product):
    result = Bringer(options()).bring(shop_product)
    if isinstance(result, BroughtProduct):
        twice = sum(dict(n.facts)["count"] for n in result.notes if n.code == "variant_twice")
        assert len(result.draft.variant) + twice == len(shop_product.variants)


@settings(QUICKLY, max_examples=40)
@given(st.lists(products, min_size=2, max_size=5))
def test_each_id_and_sku_is_that_of_one_product_and_stays_with_one_of_those_that_have_it(shop_products):
    bringer, made = Bringer(options()), []
    for shop_product in shop_products:
        result = bringer.bring(shop_product)
        if isinstance(result, BroughtProduct):
            made.append(result)
    skus = {variant.sku for result in made for variant in result.draft.variant}
    ids = bringer.settlement.new_ids()
    for result in made:
        bringer.settlement.settled_draft(result.number, result.draft, ids)
    names = [result.draft.id for result in made]
    settled = [variant.sku for result in made for variant in result.draft.variant]
    for every, before in ((names, bringer.settlement.claims.keys()), (settled, skus)):
        assert len(set(every)) == len(every)
        assert before <= set(every)


@pytest.mark.parametrize(
    "text", ["a" * 30_000, "medical " * 4_000, "<div>" * 2_000 + "x"], ids=["one word", "many words", "deep"]
)
def test_a_long_description_is_there_whole(text):
    result = Bringer(options()).bring(ShopProduct("line 2", title="Compression Socks", handle="x", description=text))
    assert isinstance(result, BroughtProduct)
    whole = "".join(c.text for c in result.draft.claim if c.position == "description")
    assert whole.replace(" ", "") == text.replace("<div>", "").replace(" ", "")
    assert loaded([result])[1] == []
