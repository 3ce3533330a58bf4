"""Brand files as they are written: the text to the letter, and that nothing is lost on the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from brand_texts import read_brand_text
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from writable_products import products as writable_products

from catalog.formats.brand_file.canonical import ORDER
from catalog.formats.brand_file.product_draft import brand_draft_of
from catalog.formats.brand_file.write import brand_text
from catalog.formats.brand_toml import read_brand_files
from catalog.formats.draft import models
from catalog.model.catalog_ruling import CatalogRuling, Ruled
from catalog.model.product import Product

BRANDS = Path(__file__).resolve().parents[3] / "seed" / "brands"
TEXT = """brand = "Acme \\"Run\\" Ltd"

[[source]]
id = "example-2026"
url = "https://acme.example/products.json"
seen_on = "2026-11-27"
read_as = "data"
confidence = "first_hand"

[[chart]]
id = "acme-calves"
keyed_by = ["calf_max_girth"]
unit = "cm"
source = "example-2026"
rows = [
  { size = "S", calf_max_girth = "28-33" },
  { size = "M", calf_max_girth = "34-<38.5" },
  { size = "L", calf_max_girth = "?", note = "smudged" },
]

[[product]]
id = "acme-run-sock"
name = "Run Sock"
garment = "sock"
audience = "women"
sources = ["example-2026"]
asks_for = ["calf_max_girth"]
intended_use = ["running"]
categories = ["google:209"]
fabric = [{ fibre = "polyamide", percent = 83 }, { fibre = "wool" }]
flags = { "fsa eligible" = "true" }
price = { amount = "44.95 GBP", note = "the list price" }
aliases = ["acme-sock"]
size_page = "https://acme.example/sizes"
chart_missing_since = "2026-11-23"
notes = "Seven colours."
charts = ["acme-calves"]

[[product.claim]]
kind = "graduated"
position = "features"
text = "tighter at the ankle"

[[product.code]]
scheme = "mpn"
value = "RS-1"

[[product.pressure]]
low = "18 mmHg"
high = "21 mmHg"
stated_at = "ankle"
kind = "brand_stated"
profile = [
  { point = "B", figure = "18 mmHg", printed = "ankle" },
  { point = "C", low = "13 mmHg", high = "15 mmHg", sd = "0.5 mmHg", wearers = 12 },
]

[[product.variant]]
sku = "RS-1-S"
size = "S"
colour = "black"
gtin = "04006381333931"
shop_id = "4711"
price = { amount = "44.95 GBP" }
stock = 3
link = "https://acme.example/run-sock?variant=4711"
image = "https://acme.example/run-sock.jpg"

[[product.variant]]
sku = "RS-1-M"
availability = "in_stock"

[[product.ruling]]
ruling = "sport"
why = "Its maker sells it to runners."
source = "example-2026"
date = "2026-11-27"

[[product]]
id = "acme-run-sleeve"
name = "Run Sleeve"
garment = "calf_sleeve"
sources = ["example-2026"]
charts = ["acme-calves"]
"""


def test_what_was_read_is_written_to_the_letter() -> None:
    products = read_brand_text(TEXT, "acme.toml")
    draft = brand_draft_of(products[0].brand, products)
    assert brand_text(draft).replace("acme-2026", "example-2026") == TEXT


def test_every_field_of_every_table_has_its_place() -> None:
    assert {kind: set(names) for kind, names in ORDER.items()} == {
        kind: set(kind.model_fields)
        for kind in vars(models).values()
        if isinstance(kind, type) and issubclass(kind, models.Draft) and kind is not models.Draft
    }


def again(*products: Product) -> tuple[Product, ...]:
    """The same products, written and read again."""
    return read_brand_text(brand_text(brand_draft_of(products[0].brand, products)), "m.toml")


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_products_with_charts_in_common_come_back_equal(data: st.DataObject) -> None:
    first, second = data.draw(writable_products(0)), data.draw(writable_products(1))
    source = first.sources[0]
    more = data.draw(st.permutations(first.charts + tuple(replace(c, current=False) for c in second.charts)))
    second = replace(
        second,
        charts=tuple(sorted(more, key=lambda c: not (c.current and c.by_girth))),
        aliases=("old-sock",),
        size_page="https://shop.example/sizes",
        chart_missing_since="2026-11-23",
        ruling=CatalogRuling(Ruled.OPEN, "Not clear.", "2026-11-27", source, "its label"),
    )
    assert again(first, second) == (first, second)


def test_a_chart_of_a_product_that_is_not_written_comes_along() -> None:
    shelf = read_brand_files([BRANDS])
    taken = [p for products in shelf.values() for p in products if any(c.chart_of for c in p.charts)]
    assert taken
    for product in taken:
        assert again(product) == (product,)


def test_each_shipped_product_alone_comes_back_equal() -> None:
    for products in read_brand_files([BRANDS]).values():
        for product in products:
            assert again(product) == (product,)


def test_two_charts_of_one_id_are_refused() -> None:
    products = read_brand_text(TEXT, "acme.toml")
    other = replace(products[1], charts=(replace(products[1].charts[0], note="another"),))
    with pytest.raises(ValueError, match="one id"):
        brand_draft_of(other.brand, [products[0], other])
