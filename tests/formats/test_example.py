"""The example that a shop begins with: it can be read, it calls itself an example, and so does each line of it that is used."""

from __future__ import annotations

import re

import pytest

from catalog.formats.brand_toml import Register, products_of
from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.example import EXAMPLE_BRAND, EXAMPLE_NAME, example_text
from catalog.model.source import EXAMPLE_PAGE, Confidence
from catalog.rules.chart_lint.example import EXAMPLE_BANDS

UNUSED = re.compile(r"^# (?=[a-z_]+ = )", re.MULTILINE)


def read(text):
    collector = ProblemCollector()
    products = products_of(text, FieldPath(collector, ("my-brand.toml",)), Register())
    assert collector.problems == []
    return products


def test_it_is_one_product_with_one_chart_and_one_variant_that_call_themselves_an_example():
    (product,) = read(example_text())
    (chart,), (variant,), (source,) = product.charts, product.variants, product.sources
    assert (product.brand, product.name, product.id) == (EXAMPLE_BRAND, "Example sock", "my-brand-example-sock")
    assert (source.url, source.seen_on, source.confidence) == (EXAMPLE_PAGE, "unknown", Confidence.LOW)
    assert {(b.low.printed, b.high.printed) for _, box in chart.boxes() for b in box.bands} == EXAMPLE_BANDS
    assert (variant.sku, variant.size, variant.gtin) == ("my-brand-example-sock-m", "M", "")


def test_each_line_that_is_not_used_can_be():
    text = example_text()
    assert len(UNUSED.findall(text)) == 9
    (product,) = read(UNUSED.sub("", text))
    (variant,) = product.variants
    assert (product.charts[0].tie_rule, variant.gtin, variant.shop_id) == ("larger", "02000000000008", "4711")
    assert product.price is not None
    assert (variant.offer.stock, variant.offer.price) == (3, product.price.money)
    assert [variant.offer.link, variant.offer.image] == [
        "https://example.com/example-sock-m",
        "https://example.com/example-sock-m.jpg",
    ]


def test_every_field_has_a_note():
    fields = [line for line in example_text().splitlines() if re.match(r"(# )?[a-z_]+ = |\[\[", line)]
    assert len(fields) > 20
    assert [line for line in fields if not re.search(r"\S +# \S", line)] == []


@pytest.mark.parametrize(
    "brand",
    [
        "Stride",
        'The "Run" Co',
        "back\\slash",
        "Läufer & Söhne",
        "my-brand",
        "Example Brand",
        "日本",
        "]]\\u0041 {name} %s",
    ],
)
def test_a_brand_stands_in_it_as_it_is_written(brand):
    (product,) = read(example_text(brand, "stride"))
    assert product.brand == brand
    assert product.id == "stride-example-sock"
    assert EXAMPLE_NAME not in example_text("Stride", "stride")
