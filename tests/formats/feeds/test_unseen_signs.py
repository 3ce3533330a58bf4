"""Signs that nobody sees, by mistake in one cell of an export: the rest is read, whatever the export is written in."""

from __future__ import annotations

import io
import json

import pytest

from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.feed_kind.kind import kind_of_file
from catalog.formats.google_feed.read import read_google_feed
from catalog.formats.schema_org.read import read_schema_org
from catalog.formats.shopify.read_csv import read_shopify_csv
from catalog.formats.shopify.read_json import read_shopify_json
from catalog.formats.spreadsheet.read import read_spreadsheet

READERS = {
    "shopify-csv": read_shopify_csv, "shopify-json": read_shopify_json, "google": read_google_feed,
    "spreadsheet": read_spreadsheet, "schema-org": read_schema_org,
}  # fmt: skip
SHOPIFY = "Handle,Title,Body (HTML),Vendor,Option1 Name,Option1 Value,Variant SKU\nh,Sock,a~b,V,Size,S,A\nk,Sleeve,x,V,Size,S,B\n"
OF_SHOP = {"products": [{"title": t, "handle": t, "body_html": "a~b", "variants": [{"sku": t}]} for t in ("h", "k")]}
TSV = "id\ttitle\tdescription\tavailability\tcondition\nA\tSock\ta~b\tin_stock\tnew\nB\tSleeve\tx\tin_stock\tnew\n"
ITEMS = "".join(f"<item><g:id>{name}</g:id><title>{name}</title><description>a~b</description></item>" for name in "AB")
RSS = f'<?xml version="1.0"?>\n<rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>x</title>{ITEMS}</channel></rss>'
OWN = "Product,Brand,Garment,SKU,Price\nA,B~b,sock,1,10\nC,B,sock,2,10\n"
PAGE = f'<html><script type="application/ld+json">{json.dumps({"@type": "Product", "name": "Sock", "sku": "a~b"})}</script>'


def read(data: bytes) -> tuple[int, list[str]]:
    """How many products are read of a file by its kind, and the problems: code and place."""
    file, collector = io.BytesIO(data), ProblemCollector()
    kind = kind_of_file(file, "feed")
    products = list(READERS[kind.value](file, FieldPath(collector, ("feed",)), ""))
    return len(products), [f"{problem.code} {problem.field}" for problem in collector.problems]


SIGNS = [pytest.param(s, id=f"U+{ord(s):04X}") for s in "\x00\x01\x07\x08\x0c\x1b\x1c\x1f\x7f"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    ("text", "products", "place"),
    [
        pytest.param(SHOPIFY, 2, "feed: line 2", id="Shopify CSV"),
        pytest.param(TSV, 2, "feed: line 2", id="Google TSV"),
        pytest.param(OWN, 2, "feed: line 2", id="spreadsheet"),
        pytest.param(RSS, 2, "", id="RSS, in an item"),
        pytest.param(RSS.replace(">x<", ">x~<"), 2, "", id="RSS, above the items"),
        pytest.param(json.dumps(OF_SHOP), 2, "", id="Shopify JSON"),
        pytest.param(PAGE, 1, "", id="page"),
    ],
)  # fmt: skip
def test_the_rest_is_read(text, products, place, sign):
    expected = [f"zero_bytes {place}"] if place and sign == "\x00" else []
    assert read(text.replace("~", sign).encode()) == (products, expected)


@pytest.mark.parametrize(
    ("begin", "expected"),
    [
        pytest.param("<!DOCTYPE rss>", (2, []), id="a type that is only named"),
        pytest.param('<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss.dtd">', (2, []), id="the public type of old RSS"),
        pytest.param('<!DOCTYPE rss SYSTEM "file:///etc/passwd">', (0, ["not_a_feed feed: line 1"]), id="a file"),
        pytest.param('<!DOCTYPE l [<!ENTITY a "aaaa">]>', (0, ["not_a_feed feed: line 1"]), id="entities, and another name"),
    ],
)  # fmt: skip
def test_a_document_type(begin, expected):
    assert read(RSS.replace("\n", begin, 1).encode()) == expected


def test_an_ampersand_above_the_items_and_one_in_an_item():
    assert read(RSS.replace(">x<", ">x & y<").replace("a~b", "a & b").encode()) == (2, [])
