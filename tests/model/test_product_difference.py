"""What differs between two products: one line for one correction, nothing for what is equal."""

from __future__ import annotations

import pytest
from brand_texts import read_brand_text
from building import products
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from catalog.model.offer import Availability, Offer
from catalog.model.product_difference import product_changes

FILE = """
brand = "Maker"
[[source]]
id = "page"
url = "https://maker.example/chart"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"
note = "The size page."
[[source]]
id = "page-again"
url = "https://maker.example/chart"
seen_on = "2025"
read_as = "quoted"
confidence = "quoted"
[[product]]
id = "sock"
name = "Sock"
garment = "sock"
sources = ["page", "page-again"]
intended_use = ["running", "hiking"]
categories = ["google:209"]
fabric = [{ fibre = "polyamide", percent = 83 }, { fibre = "elastane" }]
flags = { regulated = "false" }
price = { amount = "45.00 EUR", source = "page" }
[[product.chart]]
id = "girths"
keyed_by = ["calf_max_girth", "ankle_min_girth"]
unit = "cm"
source = "page"
rows = [
  { size = "S", calf_max_girth = "30-34", ankle_min_girth = "18-21" },
  { size = "M", calf_max_girth = "35-38", ankle_min_girth = "?" },
  { size = "L", calf_max_girth = "39-42", ankle_min_girth = "24-27" },
]
[[product.chart]]
id = "shoes"
keyed_by = ["shoe_eu|shoe_uk"]
source = "page-again"
rows = [
  { size = "S", shoe_eu = "36-38", shoe_uk = "4-5" },
  { size = "M", shoe_eu = "39-41" },
]
[[product.claim]]
kind = "graduated"
position = "features"
text = "tighter at the ankle"
source = "page"
[[product.claim]]
kind = "graduated"
position = "features"
text = "gets looser upwards"
source = "page"
[[product.code]]
scheme = "510k"
value = "K101224"
source = "page"
[[product.pressure]]
low = "18 mmHg"
high = "21 mmHg"
stated_at = "ankle"
kind = "brand_stated"
label = "class 1"
source = "page"
profile = [
  { point = "B", figure = "18 mmHg", printed = "ankle" },
  { point = "C", low = "13 mmHg", high = "15 mmHg", printed = "calf" },
]
[[product.variant]]
sku = "A-1"
size = "S"
colour = "black"
[[product.variant]]
sku = "A-2"
size = "M"
colour = "black"
gtin = "4006381333931"
"""
ROW_L = '  { size = "L", calf_max_girth = "39-42", ankle_min_girth = "24-27" },\n'
VARIANT_1 = '[[product.variant]]\nsku = "A-1"\nsize = "S"\ncolour = "black"\n'
CLAIM_1 = (
    '[[product.claim]]\nkind = "graduated"\nposition = "features"\ntext = "tighter at the ankle"\nsource = "page"\n'
)

CORRECTIONS = {
    "a name": ('name = "Sock"', 'name = "Long sock"', [("name", "Sock", "Long sock")]),
    "a brand": ('brand = "Maker"', 'brand = "Makers"', [("brand", "Maker", "Makers")]),
    "an audience that nobody stated before": (
        'garment = "sock"', 'garment = "sock"\naudience = "men"', [("audience", "", "men")],
    ),
    "one figure of a chart": ('"39-42"', '"39-43"', [("charts: girths: L: calf_max_girth", "39–42 cm", "39–43 cm")]),
    "a figure of a finer step": (
        '"39-42"', '"39.5-42"', [("charts: girths: L: calf_max_girth", "39–42 cm", "39.5–42 cm")],
    ),
    "an edge that does not belong any more": (
        '"39-42"', '"39-<42"', [("charts: girths: L: calf_max_girth", "39–42 cm", "39–< 42 cm")],
    ),
    "a cell that is read now": ('"?"', '"21-24"', [("charts: girths: M: ankle_min_girth", "?", "21–24 cm")]),
    "a shoe size": ('"36-38"', '"35-38"', [("charts: shoes: S: shoe_eu", "EU 36–38", "EU 35–38")]),
    "a cell of one of two systems is new": (
        'shoe_eu = "39-41"', 'shoe_eu = "39-41", shoe_uk = "6-7"', [("charts: shoes: M: shoe_uk", "", "UK 6–7")],
    ),
    "a size that is gone": (
        ROW_L, "", [("charts: girths: L", "calf_max_girth 39–42 cm; ankle_min_girth 24–27 cm", "")],
    ),
    "a size that is new": (
        ROW_L, f"{ROW_L}{ROW_L.replace('L', 'XL').replace('39-42', '43-46')}",
        [("charts: girths: XL", "", "calf_max_girth 43–46 cm; ankle_min_girth 24–27 cm")],
    ),
    "another label of a size": (
        'size = "L"', 'size = "XL"',
        [("charts: girths: L", "calf_max_girth 39–42 cm; ankle_min_girth 24–27 cm", ""),
         ("charts: girths: XL", "", "calf_max_girth 39–42 cm; ankle_min_girth 24–27 cm")],
    ),
    "a second box of a size": (
        ROW_L, f"{ROW_L}{ROW_L.replace('39-42', '43-46')}",
        [("charts: girths: L", "", "calf_max_girth 43–46 cm; ankle_min_girth 24–27 cm")],
    ),
    "a row that stands elsewhere": (
        f'  {{ size = "M", calf_max_girth = "35-38", ankle_min_girth = "?" }},\n{ROW_L}',
        f'{ROW_L}  {{ size = "M", calf_max_girth = "35-38", ankle_min_girth = "?" }},\n',
        [("charts: girths: order", "M, L", "L, M")],
    ),
    "a tie rule": (
        'id = "girths"', 'id = "girths"\nbetween_sizes = "larger"', [("charts: girths: between_sizes", "", "larger")],
    ),
    "a chart that is out of force": (
        'id = "shoes"', 'id = "shoes"\ncurrent = false', [("charts: shoes: current", "", "false")],
    ),
    "a step that the figures do not show": (
        'id = "girths"', 'id = "girths"\nstep = { calf_max_girth = "0.5" }',
        [("charts: girths: step", "", "calf_max_girth 0.5 cm")],
    ),
    "the source of a chart": (
        'source = "page-again"', 'source = "page"',
        [("charts: shoes: source", "https://maker.example/chart (2)", "https://maker.example/chart")],
    ),
    "a chart by another name": (
        'id = "shoes"', 'id = "feet"',
        [("charts: shoes", "shoe_eu|shoe_uk: S, M", ""), ("charts: feet", "", "shoe_eu|shoe_uk: S, M")],
    ),
    "the note of a source that everything rests on": (
        "The size page.", "The size page, corrected.",
        [("sources: https://maker.example/chart: note", "The size page.", "The size page, corrected.")],
    ),
    "the date of the second source of one address": (
        '"2025"', '"2025-03"', [("sources: https://maker.example/chart (2): seen_on", "2025", "2025-03")],
    ),
    "a use that is gone": ('"running", "hiking"', '"running"', [("intended_use", "hiking", "")]),
    "another use": ('"hiking"', '"cycling"', [("intended_use", "hiking", "cycling")]),
    "uses in another order": (
        '"running", "hiking"', '"hiking", "running"', [("intended_use: order", "running, hiking", "hiking, running")],
    ),
    "the words of a claim": (
        "tighter at the ankle", "tightest at the ankle",
        [("claims: graduated", "tighter at the ankle", "tightest at the ankle")],
    ),
    "the first of two claims of one kind is gone": (CLAIM_1, "", [("claims: graduated", "tighter at the ankle, features", "")]),
    "where a claim stands": (
        f"{CLAIM_1}", CLAIM_1.replace("features", "review"), [("claims: graduated: position", "features", "review")],
    ),
    "a code": ("K101224", "K101225", [("codes: 510k", "K101224", "K101225")]),
    "a pressure": ('"21 mmHg"', '"20 mmHg"', [("pressure: ankle: figure", "18–21 mmHg", "18–20 mmHg")]),
    "one bound of a pressure is gone": (
        'high = "21 mmHg"\n', "", [("pressure: ankle: figure", "18–21 mmHg", "≥ 18 mmHg")],
    ),
    "a point of a profile": (
        '"15 mmHg"', '"14 mmHg"', [("pressure: ankle: profile: C: figure", "13–15 mmHg", "13–14 mmHg")],
    ),
    "a class": ('"class 1"', '"class 2"', [("pressure: ankle: label", "class 1", "class 2")]),
    "a share of the fabric": ("percent = 83", "percent = 80", [("fabric", "polyamide 83 %", "polyamide 80 %")]),
    "a category": ("google:209", "google:211", [("categories", "google:209", "google:211")]),
    "a field of a shop": ('"false"', '"true"', [("flags: regulated", "false", "true")]),
    "a price": ("45.00 EUR", "49.00 EUR", [("price: amount", "45.00 EUR", "49.00 EUR")]),
    "a variant that is gone": (VARIANT_1, "", [("variants: A-1", "S, black", "")]),
    "a colour of a variant": (
        f"{VARIANT_1}", VARIANT_1.replace("black", "white"), [("variants: A-1: colour", "black", "white")],
    ),
    "a number of a variant that is gone": (
        'gtin = "4006381333931"\n', "", [("variants: A-2: gtin", "04006381333931", "")],
    ),
    "two corrections at once": (
        'name = "Sock"\ngarment = "sock"', 'name = "Short"\ngarment = "calf_sleeve"',
        [("name", "Sock", "Short"), ("garment", "sock", "calf_sleeve")],
    ),
    "only the text of the file": ('name = "Sock"', 'name  =  "Sock" # the same', []),
}  # fmt: skip


def read(text):
    (record,) = read_brand_text(text, "maker.toml")
    return record


@pytest.mark.parametrize(("old", "new", "expected"), CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_correction_is_told_where_it_stands(old, new, expected):
    assert FILE.count(old) >= 1
    changes = product_changes(read(FILE), read(FILE.replace(old, new, 1)))
    assert [(": ".join(c.path), c.before, c.after) for c in changes] == expected


@pytest.mark.parametrize(("old", "new", "expected"), CORRECTIONS.values(), ids=CORRECTIONS)
def test_taken_back_it_is_told_the_other_way_round(old, new, expected):
    changes = product_changes(read(FILE.replace(old, new, 1)), read(FILE))
    assert {(": ".join(c.path), c.after, c.before) for c in changes} == set(expected)


def test_a_figure_that_is_read_in_another_way_is_told_though_it_is_printed_alike():
    sock = read(FILE)
    (chart, *rest) = sock.charts
    other = replace(chart, steps=(*chart.steps, chart.steps[0]))
    (change,) = product_changes(sock, replace(sock, charts=(other, *rest)))
    assert change.path == ("charts",)
    assert change.before != change.after


def test_what_a_shop_offers_is_no_difference():
    sock = read(FILE)
    offers = {v.sku: Offer(Availability.IN_STOCK, 3) for v in sock.variants}
    assert product_changes(sock, sock.with_offers(offers)) == ()


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_there_is_a_difference_exactly_where_products_are_not_equal(data):
    first, other = data.draw(products()), data.draw(products())
    field = data.draw(st.sampled_from(first.__struct_fields__))
    second = replace(first, **{field: getattr(other, field)})
    assert (product_changes(first, second) == ()) is (first == second)
    assert (product_changes(first, other) == ()) is (first == other)
