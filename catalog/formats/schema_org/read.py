"""A web page, or a file of JSON-LD, to the products that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from ...model.problem import BadInput
from ..draft.problems import FieldPath
from ..rows.merchant_xml import part_of
from ..shop_product.record import ShopProduct
from ..size_table.kinds import check_bytes, text_of
from ..size_table.markup_guard import check_markup
from .families import plain_address, products_of_page
from .graph import SchemaGraph
from .json_ld import DEEPEST, json_ld_values
from .microdata import microdata_nodes
from .page_tables import size_tables_of, uncontradicted, with_tables
from .product import product_of

LARGEST: Final = 50_000_000
"""Bytes of a file of JSON-LD, which has to be in memory as a whole."""
SIZE_TABLE: Final = "size table"
"""What a size table is counted as that is of no product."""
CANONICAL: Final = (('link[rel~="canonical" i]', "href"), ('meta[property="og:url"]', "content"))


class SchemaPage(Struct, frozen=True):
    """What a page or a file says in the vocabulary of schema.org."""

    values: Sequence[object]
    address: str = ""
    """The address that the page calls its own."""
    base: str = ""
    """What relative addresses begin with."""
    is_page: bool = False
    tables: str = ""
    """The markup of the size tables that it shows."""


def read_schema_org(file: BinaryIO, place: FieldPath, charset: str = "") -> Iterator[ShopProduct]:
    """The products of a page in JSON-LD or microdata; of a file of JSON-LD alone, all that are in it.

    What is wrong is reported with the number of the script and the line in it, and the rest is read.
    """
    problems = place.collector.count
    try:
        page = _page(file, place, charset)
    except BadInput as bad:
        place.take(bad)
        return
    graph = SchemaGraph(page.values)
    if graph.is_too_deep:
        place.report("too_deep", None, "tables_depth", "import_rest_read", most=DEEPEST)
    products = products_of_page(graph, plain_address(page.address), is_page=page.is_page)
    others = products.others
    if len(products.families) > 1:  # nothing says whose the tables are
        others += Counter({SIZE_TABLE: page.tables.count("<table")})
    address = page.address if len(products.families) == 1 else ""
    for number, family in enumerate(products.families, start=1):
        here = place.to(f"item {number}")
        product = product_of(graph, family, here, page.base, address)
        if product is not None and len(products.families) == 1:
            product = _with_page(product, page.tables, here)
        if product is not None:
            yield replace(product, not_kept=dict(Counter(product.not_kept) + others)) if others else product
            others = Counter()
    if not products.families and place.collector.count == problems:
        place.report("no_product", None, "import_products", "import_other_page")


def _with_page(product: ShopProduct, tables: str, here: FieldPath) -> ShopProduct:
    """A product with the size tables of its page, unless it has charts; one that they contradict is a problem."""
    if not product.charts:
        return replace(product, description=with_tables(product.description, tables))
    return replace(product, charts=uncontradicted(product.charts, tables, here)) if tables else product


def _page(file: BinaryIO, place: FieldPath, charset: str) -> SchemaPage:
    """What a file says. Raises: BadInput (too large, no text, markup that no browser would show)."""
    data = part_of(file, 0, LARGEST + 1)
    check_bytes(data, "", LARGEST)
    text = text_of(data, "", charset)
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return SchemaPage(json_ld_values(text, place))
    check_markup(text, "")
    page = LexborHTMLParser(text)
    values: list[object] = []
    for number, script in enumerate(page.css('script[type*="ld+json" i]'), start=1):
        values += json_ld_values(script.text() or "", place.to(f"script {number}"))
    address, base = _first(page, CANONICAL), _first(page, (("base[href]", "href"),))
    nodes = [*values, *microdata_nodes(page)]
    return SchemaPage(nodes, address, base or address, is_page=True, tables=size_tables_of(page))


def _first(page: LexborHTMLParser, places: Sequence[tuple[str, str]]) -> str:
    """The first attribute of a page that there is, each by how its element is found."""
    nodes = ((page.css_first(selector), attribute) for selector, attribute in places)
    return next((text for node, name in nodes if node is not None and (text := node.attributes.get(name))), "")
