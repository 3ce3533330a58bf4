"""Exports of Shopify and WooCommerce: what is read in them, and what is reported with its place."""

import re
import tomllib
from datetime import UTC, datetime
from functools import partial

import pytest
from shop_feeds import FEEDS, expected_of, read_feed, without_defaults
from shop_lines import problems_of, read_lines

from catalog.formats.rows.json_stream import EXAMPLE
from catalog.formats.shopify.read_csv import read_shopify_csv
from catalog.formats.shopify.read_json import read_shopify_json
from catalog.formats.spreadsheet.read import read_spreadsheet
from catalog.formats.woocommerce.read import read_woocommerce_csv
from catalog.messages.messages import LANGUAGES, Messages

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
WOOCOMMERCE = partial(read_woocommerce_csv, now=NOW)
READERS = {"shopify": read_shopify_csv, "shopify-json": read_shopify_json, "woocommerce": WOOCOMMERCE}
CASES = [
    pytest.param(reader, case, id=f"{name}: {case['name']}")
    for name, reader in READERS.items()
    for case in tomllib.loads((FEEDS / f"{name}.toml").read_text("utf-8"))["feed"]
]
FILES = {
    "shopify-late-mark.csv": read_shopify_csv,
    "shopify-semicolons.csv": read_shopify_csv,
    "shopify-pages.json": read_shopify_json,
    "woocommerce-german.csv": WOOCOMMERCE,
}


@pytest.mark.parametrize(("reader", "case"), CASES)
def test_an_export_is_read(reader, case):
    products, problems = read_lines(reader, case["text"].encode())
    assert products == case.get("products", [])
    assert problems == case.get("problems", [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("reader", "case"), [case for case in CASES if case.values[1].get("problems")])
def test_every_problem_of_an_export_has_its_sentence(reader, case, language):
    for problem in problems_of(reader, case["text"].encode()):
        sentence = Messages(language).problem(problem).replace(EXAMPLE, "")
        assert not re.search(r"[{}]", sentence)


@pytest.mark.parametrize("name", FILES)
def test_a_whole_file_is_read(name):
    products, problems = read_feed(FILES[name], (FEEDS / name).read_bytes())
    assert {"products": without_defaults(products), "problems": problems} == expected_of(name)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_comes_in_small_parts_is_read_the_same(name):
    data = (FEEDS / name).read_bytes()
    assert read_feed(FILES[name], data, most=7) == read_feed(FILES[name], data)


ESCAPED = "&lt;p&gt;Run &amp;amp; rest&lt;/p&gt;"


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        pytest.param(read_shopify_csv, f"Handle,Title,Body (HTML)\nrun,Run,{ESCAPED}\n", id="Shopify"),
        pytest.param(read_shopify_json, f'{{"products": [{{"title": "Run", "body_html": "{ESCAPED}"}}]}}', id="JSON"),
        pytest.param(WOOCOMMERCE, f"ID,Type,Name,Description\n1,simple,Run,{ESCAPED}\n", id="WooCommerce"),
        pytest.param(read_spreadsheet, f"Product,SKU,Description\nRun,R,{ESCAPED}\n", id="a spreadsheet"),
    ],
)
def test_a_description_of_which_all_markup_was_escaped_is_markup(reader, text):
    (product,), _ = read_feed(reader, text.encode())
    assert product.description == "<p>Run &amp; rest</p>"


def test_without_a_clock_a_sale_is_on_that_has_no_end():
    data = b"ID,Name,Sale price,Regular price,Date sale price starts\n1,Calf,4,5,2020-01-01\n"
    (product,), problems = read_feed(read_woocommerce_csv, data)
    assert product.variants[0].price == "4"
    assert not problems


def test_of_many_products_that_wait_for_their_variations_nothing_is_lost(monkeypatch):
    data = (FEEDS / "woocommerce-german.csv").read_bytes()
    whole = read_feed(WOOCOMMERCE, data)
    monkeypatch.setattr("catalog.formats.woocommerce.read.MOST_OPEN", 0)
    assert read_feed(WOOCOMMERCE, data) == whole
