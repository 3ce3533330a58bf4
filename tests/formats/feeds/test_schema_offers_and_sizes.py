"""What offers of schema.org ask today, and the size charts that measures of sizes come to."""

import pytest
from shop_feeds import without_defaults
from test_schema_org import only, page, product, read


def priced(*offers):
    return page(product(offers=list(offers)))


def offer(**more):
    return {"@type": "Offer", "priceCurrency": "EUR", **more}


def specified(*prices):
    return offer(
        priceSpecification=[{"@type": "UnitPriceSpecification", "priceCurrency": "EUR", **price} for price in prices]
    )


@pytest.mark.parametrize(
    ("offers", "price"),
    [
        pytest.param([offer(price=29.90)], ("29.9", "EUR"), id="a figure"),
        pytest.param([offer(price="29,90 €")], ("29,90 €", "EUR"), id="a text"),
        pytest.param([offer(price="29.90"), offer(price="29.90")], ("29.90", "EUR"), id="twice the same"),
        pytest.param([{"@type": "AggregateOffer", "lowPrice": "20", "highPrice": "20", "priceCurrency": "EUR"}], ("20", "EUR"), id="a summary of one price"),
        pytest.param([{"@type": "AggregateOffer", "lowPrice": "20", "highPrice": "30", "priceCurrency": "EUR"}], ("", ""), id="a summary of several prices"),
        pytest.param([specified({"price": "25"})], ("25", "EUR"), id="specified"),
        pytest.param([specified({"price": "30", "priceType": "https://schema.org/StrikethroughPrice"}, {"price": "25"})], ("25", "EUR"), id="beside a price of before"),
        pytest.param([specified({"price": "25"}, {"price": "20", "validForMemberTier": {"name": "Gold"}})], ("25", "EUR"), id="beside a price for members"),
        pytest.param([specified({"price": "25"}, {"price": "12.5", "referenceQuantity": {"value": 1}})], ("25", "EUR"), id="beside a price by the piece"),
        pytest.param([offer(price="25", priceSpecification={"price": "30", "priceType": "ListPrice"})], ("25", "EUR"), id="beside a list price"),
        pytest.param([], ("", ""), id="no offer"),
    ],
)  # fmt: skip
def test_the_price_is_what_is_asked_today(offers, price):
    (variant,) = only(priced(*offers)).variants
    assert (variant.price, variant.currency) == price


@pytest.mark.parametrize(
    ("offers", "problem"),
    [
        pytest.param([offer(price="29"), offer(price="31")], "feed: item 1: variants[0]: offers: price: two_columns '29 EUR, 31 EUR'", id="two prices"),
        pytest.param([offer(price="29"), offer(price="31", priceCurrency="CHF"), offer(price="30")], "feed: item 1: variants[0]: offers: price: two_columns '29 EUR, 31 CHF, 30 EUR'", id="two of one currency"),
        pytest.param([specified({"price": "25"}, {"price": "27"})], "feed: item 1: variants[0]: offers: priceSpecification: two_columns '25 EUR, 27 EUR'", id="two specified"),
    ],
)  # fmt: skip
def test_prices_that_contradict_each_other_are_left_out(offers, problem):
    products, problems = read(priced(*offers))
    assert (products[0].variants[0].price, [p.partition(" (")[0] for p in problems]) == ("", [problem])


def test_prices_in_several_currencies_are_all_kept():
    products, problems = read(priced(offer(price="29"), offer(price="31", priceCurrency="CHF")))
    (variant,) = products[0].variants
    assert (variant.price, variant.prices, problems) == ("", ("29 EUR", "31 CHF"), [])


@pytest.mark.parametrize(
    ("offers", "variants"),
    [
        pytest.param([offer(sku="M", price="1"), offer(sku="L", price="2")], [("M", ""), ("L", "")], id="by SKU"),
        pytest.param([offer(name="M", price="1"), offer(name="L", price="2")], [("Rivo Sock", "M"), ("Rivo Sock", "L")], id="by name"),
        pytest.param([offer(itemOffered={"@type": "Product", "sku": "1", "name": "Sock M"}), offer(itemOffered={"@type": "Product", "sku": "2", "name": "Sock L"})], [("1", "Sock M"), ("2", "Sock L")], id="by the thing"),
        pytest.param([offer(seller={"name": "Shop A"}, name="A", price="1"), offer(seller={"name": "Shop B"}, name="B", price="1")], [("Rivo Sock", "Rivo Sock")], id="of several sellers"),
    ],
)  # fmt: skip
def test_offers_of_things_of_their_own_are_variants(offers, variants):
    found_variants = only(priced(*offers)).variants
    assert [(v.sku or "Rivo Sock", v.title) for v in found_variants] == variants


def measure(name="Calf", low=34, high=38, code="CMT", **more):
    bounds = {key: value for key, value in (("minValue", low), ("maxValue", high)) if value is not None}
    return {"@type": "QuantitativeValue", "name": name, **bounds, **({"unitCode": code} if code else {}), **more}


def size(name, *measures, **more):
    return {"@type": "SizeSpecification", "name": name, "suggestedMeasurement": list(measures), **more}


def charts_of(*sizes):
    variants = [product(f"Rivo Sock {n}", size=own) for n, own in enumerate(sizes)]
    return only(page({"@type": "ProductGroup", "name": "Rivo Sock", "hasVariant": variants}))


def rows_of(chart):
    return {row.size: dict(row.bands) for row in chart.rows}


@pytest.mark.parametrize(
    ("given_measure", "unit", "band"),
    [
        pytest.param(measure(), "cm", "34-38", id="a band in cm"),
        pytest.param(measure(low="34.0", high="38.5"), "cm", "34.0-38.5", id="as printed"),
        pytest.param(measure(low=13.4, high=15, code="INH"), "in", "13.4-15", id="in inches"),
        pytest.param(measure(low=340, high=380, code="MMT"), "mm", "340-380", id="in millimetres"),
        pytest.param(measure(code="", unitText="cm"), "cm", "34-38", id="unit in words"),
        pytest.param(measure(unitText="cm"), "cm", "34-38", id="unit by code and in words"),
        pytest.param(measure(low=None), "cm", "<=38", id="an open lower end"),
        pytest.param(measure(high=None), "cm", ">=34", id="an open upper end"),
        pytest.param(measure(name="calfCircumference"), "cm", "34-38", id="a name in one word"),
        pytest.param(measure(name="Wadenumfang"), "cm", "34-38", id="a name in German"),
        pytest.param({**measure(name=""), "valueReference": {"@type": "DefinedTerm", "name": "Calf"}}, "cm", "34-38", id="a name by reference"),
    ],
)  # fmt: skip
def test_a_measure_of_a_size_is_a_band_as_printed(given_measure, unit, band):
    (chart,) = charts_of(size("M", given_measure), size("L", measure(low=None, high=None, value=None))).charts
    assert (chart.unit, rows_of(chart)["M"], chart.unread, chart.measures) == (
        unit,
        {"calf_max_girth": band},
        (),
        "body",
    )


@pytest.mark.parametrize(
    "sizes",
    [
        pytest.param([size("M", measure(code="", unitText="inch", unitCode="CMT"))], id="two units"),
        pytest.param([size("M", measure(), measure(low=35, high=39))], id="two bands"),
        pytest.param([size("M", measure()), size("M", measure(low=35, high=39))], id="two bands in two variants"),
        pytest.param([size("M", measure(value=36))], id="a band and a figure"),
        pytest.param([size("M", measure(low=38, high=34))], id="the wrong way round"),
        pytest.param([size("M", measure(low="about 34"))], id="not exact"),
        pytest.param([size("M", measure(low=3, high=4))], id="what no leg has"),
    ],
)
def test_a_measure_that_can_be_read_in_two_ways_is_unread(sizes):
    charts = charts_of(*sizes).charts
    assert [rows_of(chart) for chart in charts] in ([], [{"M": {}}])
    assert all(chart.unread for chart in charts)


@pytest.mark.parametrize(
    "given_measure",
    [
        pytest.param(measure(name=""), id="no name"),
        pytest.param(measure(code="DMT"), id="a unit that nobody knows"),
        pytest.param(measure(low=None, high=None), id="no figure"),
        pytest.param("34 to 38 cm at the calf", id="a text"),
    ],
)
def test_a_measure_without_what_is_needed_is_counted(given_measure):
    record = charts_of(size("M", given_measure))
    assert (record.charts, record.not_kept) == ((), {"suggestedMeasurement": 1})


def test_measures_of_the_thing_itself_are_no_chart():
    record = charts_of({"@type": "SizeSpecification", "name": "M", "hasMeasurement": [measure()]})
    assert (record.charts, [v.options for v in record.variants]) == ((), [(("size", "M"),)])


def test_sizes_for_women_and_men_are_two_charts_and_those_of_children_a_third():
    sizes = [
        size("M", measure(), suggestedGender="https://schema.org/Female"),
        size("M", measure(low=36, high=40), suggestedGender="male"),
        size("12", measure(low=26, high=30), suggestedAge={"@type": "QuantitativeValue", "maxValue": 12}),
    ]
    charts = charts_of(*sizes).charts
    assert [(c.audience, rows_of(c)) for c in charts] == [
        ("women", {"M": {"calf_max_girth": "34-38"}}),
        ("men", {"M": {"calf_max_girth": "36-40"}}),
        ("children", {"12": {"calf_max_girth": "26-30"}}),
    ]


def test_a_group_of_sizes_is_part_of_the_label():
    sizes = [
        size("M", measure(), sizeGroup="https://schema.org/WearableSizeGroupTall"),
        size("M", measure(low=32, high=36), sizeGroup="regular"),
    ]
    record = charts_of(*sizes)
    assert list(rows_of(record.charts[0])) == ["M tall", "M"]
    assert [dict(v.options)["size"] for v in record.variants] == ["M tall", "M"]


@pytest.mark.parametrize(
    ("value", "options"),
    [
        pytest.param("M", [["size", "M"]], id="text"),
        pytest.param(["M", "38"], [["size", "M"], ["size", "38"]], id="texts"),
        pytest.param(
            {"@type": "QuantitativeValue", "value": 42, "unitText": "EU"}, [["size", "42 EU"]], id="figure with a unit"
        ),
        pytest.param({"@type": "DefinedTerm", "name": "Medium", "termCode": "M"}, [["size", "Medium"]], id="term"),
    ],
)
def test_the_label_of_a_size_is_what_is_printed(value, options):
    assert without_defaults(only(page(product(size=value))).variants[0].options) == options
