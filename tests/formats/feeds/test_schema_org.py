"""Products of schema.org in pages and files: the page's own and its variants, and nothing that it recommends."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shop_feeds import FEEDS, expected_of, read_feed, without_defaults

from catalog.formats.schema_org.read import LARGEST, read_schema_org

FILES = sorted(path.name for path in FEEDS.glob("schema-*") if not path.name.endswith(".expected.json"))


def read(data, **options):
    return read_feed(read_schema_org, data if isinstance(data, bytes) else data.encode(), **options)


def page(*values, head="", body=""):
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)
    return f"<html><head>{head}{scripts}</head><body>{body}</body></html>"


def product(name="Rivo Sock", **more):
    return {"@context": "https://schema.org", "@type": "Product", "name": name, "sku": name, **more}


def offer(price="20", **more):
    return {"@type": "Offer", "price": price, "priceCurrency": "EUR", **more}


def only(data):
    products, problems = read(data)
    assert problems == []
    (record,) = products
    return record


@pytest.mark.parametrize("name", FILES)
def test_a_whole_page_is_read(name):
    products, problems = read((FEEDS / name).read_bytes())
    assert {"products": without_defaults(products), "problems": problems} == expected_of(name)


@pytest.mark.parametrize("name", FILES)
def test_how_much_a_file_gives_at_once_changes_nothing(name):
    data = (FEEDS / name).read_bytes()
    assert read(data, most=3) == read(data)


@pytest.mark.parametrize("name", FILES)
def test_a_page_that_is_cut_anywhere_is_read_or_reported(name):
    data = (FEEDS / name).read_bytes()
    for end in range(0, len(data), 7):
        products, problems = read(data[:end])
        assert products or problems


PIECES = [b"", b"{", b"}", b"[", b'"', b",", b"<script>", b"</script>", b"\x00", b"\xff", b"<div itemscope>", b"&quot;", b"\\ud800"]  # fmt: skip
DAMAGE = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 9), st.sampled_from(PIECES)), max_size=4)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sampled_from(FILES), DAMAGE)
def test_whatever_happened_to_a_page_it_is_read_or_reported(name, damage):
    data = (FEEDS / name).read_bytes()
    for at, length, put in damage:
        data = data[:at] + put + data[at + length :]
    products, problems = read(data)
    assert products or problems


WRAPPED = [
    pytest.param("%s", id="bare"),
    pytest.param("<!--\n%s\n-->", id="in a comment"),
    pytest.param("//<![CDATA[\n%s\n//]]>", id="in CDATA behind slashes"),
    pytest.param("/*<![CDATA[*/ %s /*]]>*/", id="in CDATA in comments"),
    pytest.param("/* by a plug-in */ %s;", id="with a semicolon behind"),
    pytest.param("%s\n%% if 1 %%", id="with junk behind"),
]


@pytest.mark.parametrize("wrapper", WRAPPED)
def test_what_stands_around_json_changes_nothing(wrapper):
    data = f'<script type="application/ld+json">{wrapper % json.dumps(product())}</script>'
    assert only(data).title == "Rivo Sock"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"@type": "Product", "name": "Rivo Sock", "sku": "A",}', id="a comma too many"),
        pytest.param('{"@type": ["Product"], "name": "Rivo Sock", "keywords": ["a, ]", "b",], "sku": "A"}', id="a comma too many in a list, and one in a text"),
        pytest.param('{"@type": "http://schema.org/Product", "http://schema.org/name": "Rivo Sock", "schema:sku": "A"}', id="names with their vocabulary"),
        pytest.param('{"type": "Product", "name": {"@value": "Rivo Sock", "@language": "en"}, "sku": "A"}', id="names that are short"),
        pytest.param('{&quot;@type&quot;: &quot;Product&quot;, &quot;name&quot;: &quot;Rivo Sock&quot;, &quot;sku&quot;: &quot;A&quot;}', id="escaped"),
        pytest.param('{"@type": "Product", "name": "Rivo&nbsp;Sock", "description": "a\nb", "sku": "A"}', id="a line feed in a text"),
        pytest.param('{"@type": "Product", "name": "Rivo Sock", "sku": "A", "name": "Rivo Sock"}', id="said twice the same"),
        pytest.param('[[{"@graph": [{"@type": "Product", "name": "Rivo Sock", "sku": "A"}]}]]', id="in lists and a graph"),
    ],
)  # fmt: skip
def test_json_that_means_one_thing_is_read(text):
    assert only(f'<html><script type="application/ld+json">{text}</script></html>').title == "Rivo Sock"


def test_microdata_says_what_json_ld_says():
    items = """<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">Rivo Sock</b><i itemprop="sku">Rivo Sock</i>
      <span itemprop="brand" itemscope itemtype="https://schema.org/Brand"><b itemprop="name">Rivo</b></span>
      <meta itemprop="color" content="black"><div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
      <meta itemprop="price" content="20"><meta itemprop="priceCurrency" content="EUR"></div></div>"""
    value = product(brand={"@type": "Brand", "name": "Rivo"}, color="black", offers=offer())
    assert only(f"<html>{items}</html>") == only(page(value)) == only(page(value, body=items))


MAIN = product("Main", url="https://rivo.example/p/main", offers=offer())
SIDE = [product(f"Side {n}", url=f"https://rivo.example/p/{n}", offers=offer()) for n in range(3)]
CANONICAL = '<link rel="canonical" href="https://www.rivo.example/p/main/">'


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        pytest.param(page(MAIN), ["Main"], id="alone"),
        pytest.param(page(*SIDE, MAIN, head=CANONICAL), ["Main"], id="by the address of the page"),
        pytest.param(page(*SIDE, {"@type": "ItemPage", "mainEntity": MAIN}), ["Main"], id="by main entity"),
        pytest.param(page(*SIDE, {**MAIN, "@id": "#p"}, {"@type": "ItemPage", "mainEntity": {"@id": "#p"}}), ["Main"], id="by a reference as main entity"),
        pytest.param(page(*[{k: v for k, v in s.items() if k != "offers"} for s in SIDE], MAIN), ["Main"], id="the only one for sale"),
        pytest.param(page({**MAIN, "isRelatedTo": SIDE, "isSimilarTo": SIDE[0]}), ["Main"], id="with related ones in it"),
        pytest.param(page(MAIN, {"@type": "ItemList", "itemListElement": SIDE}), ["Main"], id="with a list beside it"),
        pytest.param(page({**MAIN, "isRelatedTo": {"@id": "#s"}}, {**SIDE[0], "@id": "#s"}), ["Main"], id="with a reference to a related one"),
        pytest.param(page(MAIN, {"@type": "Review", "itemReviewed": SIDE[0]}), ["Main"], id="with a review of another one"),
        pytest.param(page(MAIN, {"@type": "Product", "name": "Main", "aggregateRating": {"ratingValue": 5}}), ["Main"], id="told twice"),
        pytest.param(page(*SIDE), ["Side 0", "Side 1", "Side 2"], id="several, and none is the main one"),
        pytest.param(page({"@type": "ItemList", "itemListElement": SIDE}), ["Side 0", "Side 1", "Side 2"], id="a list alone"),
        pytest.param(json.dumps([*SIDE, MAIN]), ["Side 0", "Side 1", "Side 2", "Main"], id="a file"),
    ],
)  # fmt: skip
def test_the_products_of_a_page_are_those_that_it_is_about(data, titles):
    products, problems = read(data)
    assert ([p.title for p in products], problems) == (titles, [])
    assert all(len(p.variants) == 1 for p in products)


GROUP = {"@type": "ProductGroup", "@id": "#g", "name": "Rivo Sock", "productGroupID": "G"}
M, L = product("Rivo Sock M", size="M"), product("Rivo Sock L", size="L")


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([{**GROUP, "hasVariant": [M, L]}], id="in the group"),
        pytest.param([{**M, "isVariantOf": GROUP}, {**L, "isVariantOf": {"@id": "#g"}}], id="variants that name the group"),
        pytest.param([{"@graph": [GROUP, {**M, "isVariantOf": {"@id": "#g"}}, {**L, "inProductGroupWithID": "G"}]}], id="side by side"),
        pytest.param([{**GROUP, "hasVariant": [{"@id": "#m"}, {"@id": "#l"}]}, {**M, "@id": "#m"}, {**L, "@id": "#l"}], id="by reference"),
        pytest.param([{**GROUP, "hasVariant": [M, L]}, {**M, "isVariantOf": {"@id": "#g"}}], id="told twice"),
    ],
)  # fmt: skip
def test_variants_of_a_group_are_one_product(values):
    record = only(page(*values))
    assert record.title == "Rivo Sock"
    assert [(v.sku, v.options) for v in record.variants] == [
        ("Rivo Sock M", (("size", "M"),)),
        ("Rivo Sock L", (("size", "L"),)),
    ]


def test_a_group_without_a_name_is_called_what_its_variants_have_in_common():
    variants = [{**variant, "inProductGroupWithID": "G"} for variant in (M, L)]
    assert (only(page(*variants)).title, only(page(*variants)).handle) == ("Rivo Sock", "G")


def test_what_only_some_variants_have_is_an_option_and_what_all_have_a_feature():
    def pair(name, value):
        return {"@type": "PropertyValue", "name": name, "value": value}

    variants = [
        {**v, "additionalProperty": [pair("Length", "knee"), pair("Foot", foot)]}
        for v, foot in ((M, "35-38"), (L, "39-42"))
    ]
    record = only(page({**GROUP, "hasVariant": variants}))
    assert record.features == ("Length: knee",)
    assert [v.options[1:] for v in record.variants] == [(("Foot", "35-38"),), (("Foot", "39-42"),)]


def test_fields_of_use_and_pressure_are_read_as_such():
    pairs = [
        {"@type": "PropertyValue", "name": name, "value": value}
        for name, value in (("Compression", "20-30 mmHg"), ("Sport", "running"))
    ]
    record = only(page(product(additionalProperty=pairs)))
    assert (record.pressure, record.uses) == ("20-30 mmHg", ("running",))
    assert record.features == ("Compression: 20-30 mmHg",)


@pytest.mark.parametrize(
    ("people", "audience"),
    [
        pytest.param({"audience": {"@type": "PeopleAudience", "suggestedGender": "https://schema.org/Male", "suggestedMinAge": 13}}, ("Male", "adult"), id="people"),
        pytest.param({"audience": {"suggestedMinAge": "9" * 5_000, "suggestedMaxAge": "9" * 5_000}}, (), id="of no age at all"),
        pytest.param({"suggestedGender": "female", "suggestedAge": {"minValue": 5, "maxValue": 13}}, ("female", "kids"), id="of the product"),
        pytest.param({"audience": {"@type": "Audience", "audienceType": "Runners"}}, ("Runners",), id="in words"),
        pytest.param({"audience": {"@type": "PeopleAudience", "suggestedMinAge": 5}}, (), id="an age that says neither"),
    ],
)  # fmt: skip
def test_whom_it_is_for(people, audience):
    assert only(page(product(**people))).audience == audience


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param('{"@type": "Product", "name": "A", "sku": ' + "[" * 5000, "feed: too_deep (tables_depth, import_rest_read)", id="nested without end"),
        pytest.param('{"@type": "Thing", "a": ' + '{"a": ' * 300 + "1" + "}" * 301, "feed: too_deep (tables_depth, import_rest_read)", id="nested deep"),
        pytest.param("<html>" + "<div>" * 20_000, "feed: too_deep (tables_depth, tables_part_only)", id="markup without end"),
        pytest.param("<html><body>503</body></html>", "feed: no_product (import_products, import_other_page)", id="no product"),
        pytest.param('{"@type": "Product", "sku": "A"}', "feed: item 1: name: missing (import_title, file_add_it)", id="no name"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "feed: is_picture (tables_kinds, tables_picture)", id="a picture"),
        pytest.param("", "feed: empty_file (tables_some_text)", id="nothing"),
    ],
)  # fmt: skip
def test_what_has_no_product_is_reported(data, problem):
    assert read(data) == ([], [problem])


def test_a_file_that_is_too_large_is_not_read():
    (problem,) = read(b'{"@type": "Product"}' + b" " * LARGEST)[1]
    assert problem.startswith("feed: file_too_large")


def test_figures_of_any_length_stay_as_they_are_written():
    record = only(
        page(product()).replace(
            '"sku": "Rivo Sock"',
            '"sku": ' + "9" * 5000 + ', "offers": {"@type": "Offer", "price": 29.900, "priceCurrency": "EUR"}',
        )
    )
    assert (len(record.variants[0].sku), record.variants[0].price) == (5000, "29.900")


def test_relative_addresses_are_those_of_the_page():
    record = only(
        page(
            product(url="/p/sock", image="//cdn.rivo.example/a.jpg"),
            head='<link rel="canonical" href="https://rivo.example/p/sock">',
        )
    )
    assert (record.link, record.image, record.handle) == (
        "https://rivo.example/p/sock",
        "https://cdn.rivo.example/a.jpg",
        "sock",
    )


@pytest.mark.parametrize(
    ("values", "links"),
    [
        pytest.param([product()], [("https://rivo.example/p/sock", "sock")], id="alone on its page"),
        pytest.param([product(url="https://rivo.example/p/other")], [("https://rivo.example/p/other", "other")], id="with an address of its own"),
        pytest.param([product("A"), product("B")], [("", "A"), ("", "B")], id="one of several"),
        pytest.param([product(url="http://[broken")], [("http://[broken", "Rivo Sock")], id="with an address that is none"),
    ],
)  # fmt: skip
def test_a_product_without_an_address_stands_at_that_of_its_page(values, links):
    products, problems = read(page(*values, head='<link rel="canonical" href="https://rivo.example/p/sock">'))
    assert ([(p.link, p.handle) for p in products], problems) == (links, [])


@pytest.mark.parametrize(
    ("names", "options"),
    [
        pytest.param(("S / Black", "M / Black"), [(("", "S"), ("", "Black")), (("", "M"), ("", "Black"))], id="size and colour"),
        pytest.param(("S", "M"), [(("", "S"),), (("", "M"),)], id="size alone"),
    ],
)  # fmt: skip
def test_what_stands_behind_the_name_of_the_group_are_the_options_of_a_variant(names, options):
    variants = [product(f"Rivo Sock - {name}", sku=name) for name in names]
    record = only(page({**GROUP, "@context": "https://schema.org", "hasVariant": variants}))
    assert (record.title, [variant.options for variant in record.variants]) == ("Rivo Sock", options)


def test_a_variant_that_says_its_size_is_not_read_by_its_name():
    variants = [product(f"Rivo Sock - {size} / Long", sku=size, size=size) for size in "SM"]
    record = only(page({**GROUP, "@context": "https://schema.org", "hasVariant": variants}))
    assert [variant.options for variant in record.variants] == [(("size", "S"),), (("size", "M"),)]
