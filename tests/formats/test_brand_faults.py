"""Every fault of a brand file has a code, a place and a sentence; all of them are reported at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from brand_texts import read_brand_text

from catalog.formats import toml_files
from catalog.formats.brand_toml import read_brand_files
from catalog.messages.messages import Messages
from catalog.model.problem import BadInput, Problem

ENGLISH = Messages("en")

SOURCE = """
[[source]]
id = "shop"
url = "https://example.com/sock"
seen_on = "2024-01-25"
read_as = "text"
confidence = "quoted"
"""
PRODUCT = """
[[product]]
id = "x-sock"
name = "Sock"
garment = "sock"
sources = ["shop"]
"""
GOOD = f'brand = "X"\n{SOURCE}{PRODUCT}'
CHART = """
[[product.chart]]
id = "x-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
"""
P, C = "x.toml: product x-sock", "x.toml: product x-sock: chart x-chart"


def problems(text: str) -> list[Problem]:
    try:
        read_brand_text(text, "x.toml")
    except BadInput as error:
        return list(error.problems)
    return []


def rows(*cells: str) -> str:
    return GOOD + CHART + "rows = [\n" + "".join(f"  {{ {cell} }},\n" for cell in cells) + "]\n"


def one(cell: str) -> str:
    return rows(f'size = "III", calf_max_girth = {cell}')


TWO_LINES = '"""So\nck"""'
CALF = f"{C}: size III: calf_max_girth"
TWO_SOURCES = GOOD.replace('sources = ["shop"]', 'sources = ["shop", "card"]') + SOURCE.replace('"shop"', '"card"')
CLAIM = '\n[[product.claim]]\nkind = "medical"\nposition = "features"\ntext = "t"\n'
SHARED = GOOD + CHART.replace('"calf_max_girth"', '"calf_max_girth", "weight"')
FAULTS = [
    pytest.param("brand = \n", "x.toml: line 1, column 9", "not_toml", id="broken TOML"),
    pytest.param('brand = "X', "x.toml: end of file", "not_toml", id="text without an end"),
    pytest.param("a = " + "[" * 20_000, "x.toml", "not_toml", id="nested too deeply"),
    pytest.param("a = 1_000-01-01T00:00:00", "x.toml: line 1, column 10", "not_toml", id="odd date"),
    pytest.param(GOOD.replace('"X"', '"X"\nbrand = "Y"', 1), "x.toml: line 2, column 12", "duplicate_key", id="field twice"),
    pytest.param(rows('size = "I", size = "II"'), "x.toml: line 21, column 28", "duplicate_key", id="field twice in a row"),
    pytest.param('brand = "\udcff"', "x.toml: line 1", "not_utf8", id="lone surrogate"),
    pytest.param(SOURCE + PRODUCT, "x.toml: brand", "missing", id="no brand"),
    pytest.param('brand = "X"', "x.toml: product", "missing", id="no product"),
    pytest.param(GOOD.replace('brand = "X"', "brand = 3"), "x.toml: brand", "wrong_type", id="brand not text"),
    pytest.param(GOOD.replace('["shop"]', '["shop", 3]'), f"{P}: sources 2", "wrong_type", id="number in a list of texts"),
    pytest.param(GOOD + 'notes = ["a"]', f"{P}: notes", "wrong_type", id="list for a text"),
    pytest.param(GOOD + 'fabric = "wool"', f"{P}: fabric", "wrong_type", id="text for a list"),
    pytest.param(GOOD + "price = 5", f"{P}: price", "wrong_type", id="number for a table"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nstock = true', f"{P}: variant a: stock", "wrong_type", id="true for a number"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nstock = 2.0', f"{P}: variant a: stock", "wrong_type", id="decimals for a whole number"),
    pytest.param(GOOD + CHART + 'current = "no"', f"{C}: current", "wrong_type", id="text for true or false"),
    pytest.param(GOOD + CHART + "rows = [3]", f"{C}: rows 1", "wrong_type", id="row not a table"),
    pytest.param("bran = 1\n" + GOOD, "x.toml: bran", "unknown_field", id="unknown field of the file"),
    pytest.param(GOOD + 'colr = "red"', f"{P}: colr", "unknown_field", id="unknown field of a product"),
    pytest.param(GOOD + CLAIM + "why = 1", f"{P}: claim 1: why", "unknown_field", id="unknown field of a claim"),
    pytest.param(GOOD.replace('"Sock"', '"So\\u0007ck"'), f"{P}: name", "control_character", id="control character"),
    pytest.param(GOOD.replace('"Sock"', '"So\\u202eck"'), f"{P}: name", "control_character", id="hidden direction mark"),
    pytest.param(GOOD.replace("Sock", "So\u202eck"), f"{P}: name", "control_character", id="direction mark as it is"),
    pytest.param(GOOD.replace('"Sock"', '"So\\tck"'), f"{P}: name", "control_character", id="tab"),
    pytest.param(GOOD.replace('"Sock"', TWO_LINES), f"{P}: name", "control_character", id="text over two lines"),
    pytest.param(GOOD + 'flags = { "a\\tb" = "c" }', f"{P}: flags: a\N{REPLACEMENT CHARACTER}b", "control_character", id="tab in a name"),
    pytest.param(GOOD + f'flags = {{ {"k" * 10_001} = "c" }}', f"{P}: flags: {'k' * 100}", "too_long", id="endless name"),
    pytest.param(GOOD.replace('"Sock"', f'"{"S" * 10_001}"'), f"{P}: name", "too_long", id="endless text"),
    pytest.param(GOOD.replace('"Sock"', '"  "'), f"{P}: name", "missing", id="blank name"),
    pytest.param(GOOD.replace('"x-sock"', '"X Sock"'), "x.toml: product X Sock: id", "bad_id", id="id not a slug"),
    pytest.param(GOOD + PRODUCT, P, "duplicate_product", id="product id twice"),
    pytest.param(GOOD + SOURCE, "x.toml: source shop", "duplicate_source", id="source id twice"),
    pytest.param(GOOD.replace('["shop"]', '["shup"]'), f"{P}: sources", "unknown_source", id="unknown source"),
    pytest.param(GOOD.replace('sources = ["shop"]', ""), f"{P}: sources", "missing", id="no sources"),
    pytest.param(TWO_SOURCES.replace(SOURCE.replace('"shop"', '"card"'), CLAIM) + SOURCE.replace('"shop"', '"card"'), f"{P}: claim 1: source", "missing", id="which of two sources"),
    pytest.param(GOOD.replace("https:", "ftp:"), "x.toml: source shop: url", "bad_url", id="address not of the web"),
    pytest.param(GOOD.replace("https://example.com/sock", "https://"), "x.toml: source shop: url", "bad_url", id="address without host"),
    pytest.param(GOOD.replace("https://example.com/sock", "https://[x"), "x.toml: source shop: url", "bad_url", id="address that breaks"),
    pytest.param(GOOD.replace("2024-01-25", "2024-02-30"), "x.toml: source shop: seen_on", "bad_date", id="day that is not"),
    pytest.param(GOOD.replace("2024-01-25", "in May"), "x.toml: source shop: seen_on", "bad_date", id="date in words"),
    pytest.param(GOOD.replace('"text"', '"txt"'), "x.toml: source shop: read_as", "unknown_value", id="way of reading"),
    pytest.param(GOOD.replace('"quoted"', '"sure"'), "x.toml: source shop: confidence", "unknown_value", id="confidence"),
    pytest.param(GOOD.replace('"sock"', '"sok"'), f"{P}: garment", "unknown_value", id="garment"),
    pytest.param(GOOD + 'audience = "kids"', f"{P}: audience", "unknown_value", id="audience"),
    pytest.param(GOOD + CLAIM.replace('"medical"', '"medicine"'), f"{P}: claim 1: kind", "unknown_value", id="kind of claim"),
    pytest.param(GOOD + CLAIM.replace('text = "t"', ""), f"{P}: claim 1: text", "missing", id="claim without words"),
    pytest.param(GOOD + 'categories = ["209"]', f"{P}: categories", "bad_category", id="category without scheme"),
    pytest.param(GOOD + "flags = { regulated = false }", f"{P}: flags: regulated", "wrong_type", id="flag not text"),
    pytest.param(GOOD + 'fabric = [{ fibre = "wool", percent = 0 }]', f"{P}: fabric 1: percent", "bad_percent", id="no share"),
    pytest.param(GOOD + 'fabric = [{ fibre = "wool", percent = nan }]', f"{P}: fabric 1: percent", "bad_percent", id="share not a number"),
    pytest.param(GOOD + 'fabric = [{ fibre = "wool", percent = 60 }, { fibre = "silk", percent = 40.1 }]', f"{P}: fabric", "fibre_total", id="more than the whole"),
    pytest.param(GOOD + 'price = { amount = "45" }', f"{P}: price: amount", "bad_price", id="price without currency"),
    pytest.param(GOOD + 'price = { amount = "4.505 EUR" }', f"{P}: price: amount", "bad_price", id="half a cent"),
    pytest.param(GOOD + 'price = { amount = "4.5 JPY" }', f"{P}: price: amount", "bad_price", id="yen have no cents"),
    pytest.param(GOOD + '[[product.pressure]]\nkind = "brand_stated"\nlow = "20"', f"{P}: pressure 1: low", "unit_missing", id="pressure without unit"),
    pytest.param(GOOD + '[[product.pressure]]\nkind = "brand_stated"\nlow = "2 kPa"', f"{P}: pressure 1: low", "unknown_unit", id="pressure in kPa"),
    pytest.param(GOOD + '[[product.pressure]]\nkind = "brand_stated"\nlow = "9999 mmHg"', f"{P}: pressure 1: low", "out_of_range", id="pressure of a boiler"),
    pytest.param(GOOD + '[[product.pressure]]\nkind = "brand_stated"\nlow = "30 mmHg"\nhigh = "20 mmHg"', f"{P}: pressure 1", "pressure_upside_down", id="pressure upside down"),
    pytest.param(GOOD + '[[product.pressure]]\nkind = "brand_stated"\nprofile = [{ point = "Z", figure = "9 mmHg" }]', f"{P}: pressure 1: profile 1: point", "unknown_value", id="profile point"),
    pytest.param(GOOD + '[[product.pressure]]\nkind = "brand_stated"\nprofile = [{ point = "B" }]', f"{P}: pressure 1: profile 1: figure", "missing", id="profile without figure"),
    pytest.param(GOOD + '[[product.pressure]]\nkind = "brand_stated"\nprofile = [{ point = "B", figure = "9 mmHg", low = "8 mmHg" }]', f"{P}: pressure 1: profile 1", "figure_twice", id="profile figure twice"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\ngtin = "4006381333932"', f"{P}: variant a: gtin", "bad_gtin", id="check digit"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\ngtin = "00000000"', f"{P}: variant a: gtin", "bad_gtin", id="all zeros"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\ngtin = "123"', f"{P}: variant a: gtin", "bad_gtin", id="too short"),
    pytest.param(GOOD + '[[product.code]]\nscheme = "gtin"\nvalue = "4006381333932"', f"{P}: code 1: value", "bad_gtin", id="check digit of a code"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\n[[product.variant]]\nsku = "a"', P, "duplicate_sku", id="SKU twice"),
    pytest.param(GOOD + '[[product.variant]]\nsku = " a"', f"{P}: variant  a: sku", "blank_at_end", id="SKU that begins with a blank"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nshop_id = "7 "', f"{P}: variant a: shop_id", "blank_at_end", id="shop id that ends in a blank"),
    pytest.param(GOOD.replace('"X"', '"X "'), "x.toml: brand", "blank_at_end", id="brand that ends in a blank"),
    pytest.param(rows('size = "M ", calf_max_girth = "30-34"'), f"{C}: size M ", "blank_at_end", id="size that ends in a blank"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nstock = -1', f"{P}: variant a: stock", "out_of_range", id="stock below zero"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nstock = 0\navailability = "in_stock"', f"{P}: variant a: availability", "stock_disagrees", id="none of it in stock"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\navailability = "maybe"', f"{P}: variant a: availability", "unknown_value", id="an availability nobody knows"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nlink = "javascript:alert(1)"', f"{P}: variant a: link", "bad_url", id="a link that is a script"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nimage = ""', f"{P}: variant a: image", "bad_url", id="an empty address of an image"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nprice = { amount = "9 EUR", source = "nowhere" }', f"{P}: variant a: price: source", "unknown_source", id="a price from an unknown source"),
    pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nprice = { amount = "-9 EUR" }', f"{P}: variant a: price: amount", "bad_price", id="a price below zero"),
    pytest.param(GOOD + CHART.replace('id = "x-chart"', ""), f"{P}: chart 1: id", "missing", id="chart without id"),
    pytest.param(GOOD + CHART + CHART.replace("unit", "current = false\nunit"), C, "duplicate_chart", id="chart id twice"),
    pytest.param(GOOD + CHART + CHART.replace("x-chart", "y-chart"), P, "two_current_charts", id="two current charts"),
    pytest.param(GOOD + CHART.replace('keyed_by = ["calf_max_girth"]', ""), f"{C}: keyed_by", "missing", id="chart without keys"),
    pytest.param(GOOD + CHART.replace("calf_max_girth", "calf"), f"{C}: keyed_by", "unknown_point", id="unknown key"),
    pytest.param(GOOD + CHART.replace('"calf_max_girth"', '"calf_max_girth", "calf_max_girth"'), f"{C}: keyed_by", "key_repeated", id="key twice"),
    pytest.param(GOOD + CHART + 'between_sizes = "bigger"', f"{C}: between_sizes", "unknown_value", id="tie rule"),
    pytest.param(GOOD + CHART + 'priority = ["calf"]', f"{C}: priority", "unknown_point", id="unknown priority"),
    pytest.param(GOOD + CHART + 'source = "card"', f"{C}: source", "unknown_source", id="unknown source of a chart"),
    pytest.param(one('"30-34"').replace('unit = "cm"', ""), f"{C}: unit", "unit_missing", id="no unit"),
    pytest.param(one('"30-34"').replace('unit = "cm"', 'unit = "kg"'), f"{C}: unit", "unit_wrong", id="girth in kg"),
    pytest.param(one('"30-34"').replace('unit = "cm"', 'unit = "elle"'), f"{C}: unit", "unit_wrong", id="unit nobody knows"),
    pytest.param(one('"30-34"').replace('unit = "cm"', 'units = { calf_max_girth = "kg" }'), f"{C}: units: calf_max_girth", "unit_wrong", id="unit of a point"),
    pytest.param(one('"30-34"').replace("unit", 'units = { weight = "kg" }\nunit'), f"{C}: units", "column_not_keyed", id="unit of a point the chart has not"),
    pytest.param(SHARED + 'rows = [{ size = "I", calf_max_girth = "30-34", weight = "50-60" }]', f"{C}: unit", "unit_wrong", id="weight in cm"),
    pytest.param(one('"39-38"'), CALF, "band_upside_down", id="upside down"),
    pytest.param(one('">38-38"'), CALF, "band_empty", id="holds nothing"),
    pytest.param(one('"0-38"'), CALF, "not_positive", id="zero"),
    pytest.param(one('"-5-38"'), CALF, "not_positive", id="negative"),
    pytest.param(one('"nan-38"'), CALF, "not_a_number", id="NaN in text"),
    pytest.param(one("nan"), CALF, "not_a_number", id="NaN"),
    pytest.param(one('"1/0-38"'), CALF, "not_a_number", id="over zero"),
    pytest.param(one("38"), CALF, "wrong_type", id="number without quotes"),
    pytest.param(one('"30,500-34,5"'), CALF, "not_a_band", id="comma before three digits"),
    pytest.param(one('"30-34 in"'), CALF, "not_a_band", id="another unit in the band"),
    pytest.param(one('"٣٠-٣٤"'), CALF, "not_a_band", id="other digits"),
    pytest.param(one('"12345678-99999999"'), CALF, "not_a_band", id="huge"),
    pytest.param(rows('calf_max_girth = "30-34"'), f"{C}: row 1", "missing", id="row without size"),
    pytest.param(rows('size = "III", calf_girth = "30-34"'), f"{C}: size III", "unknown_point", id="unknown column"),
    pytest.param(rows('size = "III", calf_max_girth = "30-34", weight = "1-2"'), f"{C}: size III: weight", "column_not_keyed", id="column not keyed"),
    pytest.param(rows('size = "III"'), f"{C}: keyed_by", "column_missing", id="key without column"),
    pytest.param(rows('size = "II", calf_max_girth = "1-2"', 'size = "III"'), f"{C}: size III", "cell_missing", id="row without a cell"),
    pytest.param(rows(*['size = "III", calf_max_girth = "30-34"'] * 2), f"{C}: size III", "duplicate_row", id="row twice"),
    pytest.param(rows('size = "III", calf_max_girth = "30-34", note = 3'), f"{C}: size III: note", "wrong_type", id="note not text"),
    pytest.param(one('"30-34"').replace("unit", 'step = { calf_max_girth = "no" }\nunit'), f"{C}: step: calf_max_girth", "not_a_band", id="step"),
    pytest.param(one('"30-34"').replace("unit", 'step = { calf_max_girth = "1/0" }\nunit'), f"{C}: step: calf_max_girth", "not_a_band", id="step over zero"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field", "code"), FAULTS)
def test_one_fault_is_one_problem(text: str, field: str, code: str) -> None:
    found = problems(text)
    assert [(p.field, p.code) for p in found] == [(field, code)]
    assert found[0].expected
    assert "\n" not in ENGLISH.problem(found[0])


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml_files, "LARGEST_FILE", 2_000_000)
    with pytest.raises(BadInput) as bad:
        read_brand_text(GOOD.replace("X", "X" * 2_000_001), "x.toml")
    assert [(p.field, p.code, p.facts) for p in bad.value.problems] == [("x.toml", "file_too_large", (("most", 2),))]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(GOOD + "price = { amount = 44.95 }", f"{P}: price: amount: read '44.95', expected text in quotes. Put it in quotes, with its unit.", id="a price without quotes"),
        pytest.param(GOOD + 'price = "44.95 EUR"', f"{P}: price: read '44.95 EUR', expected a table. Did you mean “{{ amount = \"44.95 EUR\" }}”? See docs/shops/brand-files.md.", id="a price without its table"),
        pytest.param(GOOD + 'price = "45 EUO"', f"{P}: price: read '45 EUO', expected a table. See docs/shops/brand-files.md.", id="a price that would not be taken"),
        pytest.param(GOOD + 'intended_use = "running"', f"{P}: intended_use: read 'running', expected a list. Did you mean “[\"running\"]”? See docs/shops/brand-files.md.", id="a use without its list"),
        pytest.param(GOOD + '[[product.variant]]\nsku = "a"\ngtin = 4006381333931', f"{P}: variant a: gtin: read '4006381333931', expected text in quotes. Put it in quotes.", id="a GTIN without quotes"),
        pytest.param(GOOD.replace("[[product]]", "[product]"), "x.toml: product: read 'an object', expected a list. Write it in double brackets: [[product]].", id="one product in single brackets"),
        pytest.param(GOOD + CHART.replace("[[product.chart]]", "[product.chart]"), f"{P}: chart: read 'an object', expected a list. Write it in double brackets: [[product.chart]].", id="one chart in single brackets"),
        pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nstock = "3"', f"{P}: variant a: stock: read '3', expected a whole number. Write it without quotes.", id="a stock in quotes"),
        pytest.param(GOOD + '[[product.variant]]\nsku = "a"\nstock = 3.5', f"{P}: variant a: stock: read '3.5', expected a whole number. See docs/shops/brand-files.md.", id="half a sock"),
        pytest.param(GOOD + CHART + 'current = "false"', f"{C}: current: read 'false', expected true or false. Write it without quotes.", id="a word in quotes"),
        pytest.param(GOOD + 'intended_use = [3]', f"{P}: intended_use 1: read '3', expected text in quotes. Put it in quotes.", id="a use that is a number"),
        pytest.param(GOOD + CHART.replace("calf_max_girth", "calf"), f"{C}: keyed_by: read 'calf', expected a place on the leg or body. Did you mean “calf_max_girth”?", id="a point without its end"),
        pytest.param(GOOD + 'price = { amount = "49.9 JPY" }', f"{P}: price: amount: read '49.9 JPY', expected a price in JPY with at most 0 decimals.", id="parts of a yen"),
        pytest.param(GOOD + 'price = { amount = "1.234 EUR" }', f"{P}: price: amount: read '1.234 EUR', expected a price in EUR with at most 2 decimals. Did you mean “1234 EUR”? Write the amount without a thousands mark.", id="thousands"),
        pytest.param(one('"35 bis 38"'), f"{CALF}: read '35 bis 38', expected a range like \"30-34\", \"<37\", \">=43\", \"30-<34\", or “?” where the figure could not be read. Did you mean “35-38”? A range takes a hyphen.", id="a word for a dash"),
    ],
)  # fmt: skip
def test_a_likely_slip_is_met_with_what_to_write(text: str, sentence: str) -> None:
    (problem,) = problems(text)
    assert ENGLISH.problem(problem) == sentence


@pytest.mark.parametrize("mark", ["\u3164", "\u034f", "\u2800", "\ufe0f", "\u180b", "\U000e0100", "\u115f"], ids=ascii)
def test_letters_of_which_nothing_is_seen_are_hidden_characters(mark: str) -> None:
    found = problems(GOOD + f'[[product.variant]]\nsku = "a"\nsize = "M{mark}"')
    assert [(p.field, p.code) for p in found] == [(f"{P}: variant a: size", "control_character")]
    assert dict(found[0].facts)["character"] == f"U+{ord(mark):04X}"


def test_two_shoe_systems_do_not_stand_in_for_a_girth() -> None:
    text = rows(
        'size = "I", shoe_eu = "36-38", calf_max_girth = "30-34"', 'size = "II", shoe_eu = "39-41", shoe_uk = "6-7"'
    )
    found = problems(text.replace('["calf_max_girth"]', '["shoe_eu|shoe_uk", "calf_max_girth"]'))
    assert [(p.field, p.code) for p in found] == [(f"{C}: size II", "cell_missing")]


def test_faults_of_shape_come_in_the_order_of_the_fields_and_unknown_ones_last() -> None:
    found = problems(GOOD + "colour = 1\nnotes = 2\nprice = { why = 3, amount = 4, note = 6 }\nline = 5\n")
    places = [p.field.removeprefix(f"{P}: ") for p in found if p.code in ("wrong_type", "unknown_field")]
    assert places == ["line", "price: amount", "price: note", "price: why", "notes", "colour"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(GOOD.replace("Sock", "So\u00a0ck"), id="hard space"),
        pytest.param(GOOD.replace("\n", "\r\n"), id="lines of Windows"),
        pytest.param(GOOD.replace("Sock", r"So\"c\"k \\ \u00e9"), id="escapes that hide nothing"),
        pytest.param(GOOD.replace('"Sock"', f'"{"S" * 10_000}"'), id="longest text"),
        pytest.param(GOOD + f"# {'x' * 20_000}\n", id="endless comment"),
    ],
)
def test_unusual_text_is_no_fault(text: str) -> None:
    assert problems(text) == []


def test_the_good_file_is_good() -> None:
    assert problems(GOOD) == []
    assert problems(one('"30-34"')) == []


def test_the_sentence_of_a_band_upside_down() -> None:
    (found,) = problems(one('"39-38"'))
    assert ENGLISH.problem(found) == (
        "x.toml: product x-sock: chart x-chart: size III: calf_max_girth: read '39-38', expected the smaller figure first. "
        "Here 39 cm is above 38 cm."
    )


def test_a_misspelt_field_is_met_with_the_right_one() -> None:
    (found,) = problems(GOOD + 'intended_uses = ["run"]')
    assert found.suggestion == "intended_use"


FIVE = [
    (f"{P}: colour", "unknown_field"),
    ("x.toml: source shop: url", "bad_url"),
    (f"{P}: garment", "unknown_value"),
    (f"{C}: size II: calf_max_girth", "band_upside_down"),
    (f"{C}: size III: calf_max_girth", "not_a_band"),
]


def five_faults() -> str:
    text = rows('size = "II", calf_max_girth = "34-30"', 'size = "III", calf_max_girth = "about 36"')
    return text.replace("https:", "file:").replace('"sock"', '"sok"').replace("sources =", 'colour = "red"\nsources =')


def test_five_faults_are_five_problems_in_a_stable_order() -> None:
    for _ in range(3):
        assert [(p.field, p.code) for p in problems(five_faults())] == FIVE


def test_problems_of_all_files_come_together(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(five_faults())
    (tmp_path / "b.toml").write_text("brand =")
    (tmp_path / "c.toml").write_text(GOOD)
    with pytest.raises(BadInput) as caught:
        read_brand_files([tmp_path, tmp_path / "gone.toml"])
    found = [(p.field.split(":")[0], p.code) for p in caught.value.problems]
    assert found[:5] == [("a.toml", code) for _, code in FIVE]
    assert found[5:] == [
        ("b.toml", "not_toml"),
        ("c.toml", "duplicate_product"),
        (str(tmp_path / "gone.toml"), "file_missing"),
    ]


def test_a_folder_is_walked_and_a_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "x.toml").write_text(GOOD)
    (tmp_path / "notes.md").write_text("not a brand file")
    shelf = read_brand_files([tmp_path, tmp_path / "deep" / "x.toml"])
    assert {name: [p.id for p in found] for name, found in shelf.items()} == {"x.toml": ["x-sock"]}


def test_drafts_are_read_only_where_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "x.toml").write_text(GOOD)
    (tmp_path / "a.toml").write_text(GOOD)
    assert list(read_brand_files([tmp_path])) == ["a.toml"]
    assert list(read_brand_files([tmp_path / "drafts"])) == ["x.toml"]


def path_faults(path: Path) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read_brand_files([path])
    return [p.code for p in caught.value.problems]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "latin.toml").write_bytes('brand = "Bär"'.encode("latin-1"))
    os.mkfifo(tmp_path / "pipe.toml")
    assert path_faults(tmp_path / "empty") == ["no_brand_files"]
    assert path_faults(tmp_path / "latin.toml") == ["not_utf8"]
    assert path_faults(tmp_path / "pipe.toml") == ["file_unreadable"]
    assert path_faults(tmp_path / "none") == ["file_missing"]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.toml").write_text(GOOD)
    assert path_faults(tmp_path) == ["same_file_name"]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert "x.toml" in read_brand_files([tmp_path])
