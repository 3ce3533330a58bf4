"""What every reader of a source does alike: names of products are those that a page shows."""

from __future__ import annotations

import io
import json

import pytest

from catalog.app.feed_readers import shop_products
from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.feed_kind.names import FeedKind

ESCAPED = "Men&#39;s Run &amp; Rest Sock"
SOURCES = {
    FeedKind.SHOPIFY_CSV: f"Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU\nrun,{ESCAPED},A &amp; B,Size,M,R-M\n",
    FeedKind.SHOPIFY_JSON: json.dumps({"products": [{"handle": "run", "title": ESCAPED, "vendor": "A &amp; B", "variants": [{"sku": "R-M"}]}]}),
    FeedKind.WOOCOMMERCE: f"ID,Type,SKU,Name,Published,Brands\n1,simple,R-M,{ESCAPED},1,A &amp; B\n",
    FeedKind.GOOGLE: f"id\ttitle\tbrand\nR-M\t{ESCAPED}\tA &amp; B\n",
    FeedKind.SPREADSHEET: f"Product,Brand,Size,SKU\n{ESCAPED},A &amp; B,M,R-M\n",
}  # fmt: skip


def products_of(kind: FeedKind, text: str) -> list[tuple[str, str]]:
    """The title and brand of each product of a source."""
    place = FieldPath(ProblemCollector(), ("feed",))
    return [(p.title, p.brand) for p in shop_products(io.BytesIO(text.encode()), kind, place, "")]


@pytest.mark.parametrize("kind", SOURCES)
def test_escaped_signs_of_names_are_the_signs(kind: FeedKind) -> None:
    assert products_of(kind, SOURCES[kind]) == [("Men's Run & Rest Sock", "A & B")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("R&D; Sock & more", "R&D; Sock & more", id="no entity"),
        pytest.param("<b>Run</b> Sock", "<b>Run</b> Sock", id="tags are text"),
        pytest.param("&lt;b&gt;Run&lt;/b&gt; Sock", "<b>Run</b> Sock", id="escaped tags are text"),
    ],
)
def test_what_is_no_escaped_sign_stays(title: str, name: str) -> None:
    text = SOURCES[FeedKind.SHOPIFY_CSV].replace(ESCAPED, title)
    assert products_of(FeedKind.SHOPIFY_CSV, text) == [(name, "A & B")]
