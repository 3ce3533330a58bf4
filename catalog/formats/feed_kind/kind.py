"""How a file begins says what it is: a shop's export, a feed, a page, a spreadsheet, size charts or brand files."""

from __future__ import annotations

import re
from typing import BinaryIO, Final
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser

from ...model.problem import BadInput
from ..rows.merchant_parser import ROOTS
from ..rows.merchant_xml import feed_start, part_of
from ..size_table.kinds import check_bytes, text_of
from ..size_table.markup_guard import check_markup
from .names import FeedKind
from .table import STOCK, heads_of, kinds_of_table

LOOKED_AT: Final = 65_536
LARGEST_PAGE: Final = 5_000_000
"""Bytes that are looked at: of a web page more, whose products often stand at its end."""
HTML: Final = re.compile(
    r"(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|script|meta|div)\b", re.I | re.S
)
JSON_STRING: Final = re.compile(r'"((?:[^"\\]|\\.)*+)"(\s*:)?')
SHOPIFY_KEYS: Final = frozenset({"handle", "title", "body_html", "bodyHtml", "vendor", "product_type", "productType"})
SHOPIFY_PRODUCT: Final = frozenset({"id", "title", "handle", "body_html"})
"""What stands before the variants of a product, whose description may be longer than what is looked at."""
SCHEMA_KEYS: Final = frozenset({"@type", "@graph", "@context"})
STOCK_KEYS: Final = (
    frozenset({"sku", "gtin", "ean", "shop_id", "id"}),
    frozenset({"stock", "availability", "price", "quantity"}),
)
PRODUCT_KEYS: Final = frozenset({"title", "description", "short_description"})
"""What a feed of stock has no use for."""
DECLARATION: Final = re.compile(r"^<\?xml[^>]*>")
TOML_LINE: Final = re.compile(
    r"\[\[?(?:source|product|chart|brand)[\w.]*\]\]?|(?:brand|name|country|imported)\s*=\s*[\"'].*"
)
TABLES: Final = "table,dl,[role=table],[role=grid]"
PRODUCT: Final = re.compile(r"""["/](?:Product|ProductGroup|ProductModel)["'\s]""")
BEYOND_ASCII: Final = bytes(range(0x80, 0x100))
PACKED: Final = b"PK\x03\x04"
WORKBOOKS: Final = (b"[Content_Types].xml", b"xl/", b"application/vnd.oasis.opendocument.spreadsheet", b"content.xml")
"""What stands in the first bytes of a workbook, whose own type may be packed, too."""


def kind_of_file(file: BinaryIO, name: str) -> FeedKind:
    """What a file is, which is put back to its beginning; `name` is what problems call it. Raises: BadInput."""
    beginning = part_of(file, 0, LOOKED_AT)
    is_packed = beginning.startswith(PACKED)
    if len(beginning) == LOOKED_AT and not is_packed and HTML.match(_text(beginning, name).lstrip()):
        beginning += part_of(file, LOOKED_AT, LARGEST_PAGE - LOOKED_AT)
    file.seek(0)
    return kind_of_feed(beginning, name)


def kind_of_feed(beginning: bytes, name: str) -> FeedKind:
    """What a file is that begins so; `name` is what problems call it.

    >>> [kind_of_feed(b, "file").value for b in (b"Handle,Title,Vendor", b'{"products": [{"handle": "a", "title": "A"')]
    ['shopify-csv', 'shopify-json']

    Raises: BadInput (nothing that an import can read, or several things at once).
    """
    check_bytes(beginning, name, LARGEST_PAGE)
    if beginning.startswith(PACKED):
        if any(mark in beginning for mark in WORKBOOKS):
            return FeedKind.SPREADSHEET
        raise BadInput.one("unknown_kind", name, "", "import_kinds", "rows_packed")
    text = _text(beginning, name).lstrip("\ufeff \t\r\n")
    kinds = _kinds(text, name)
    if kinds == [STOCK]:
        raise BadInput.one("stock_feed", name, "", "import_titles", "import_is_stock")
    if not kinds:
        raise BadInput.one("unknown_kind", name, *_unknown(text), kinds=", ".join(FeedKind))
    if len(kinds) > 1:
        raise BadInput.one("two_kinds", name, "", "import_kinds", "import_one_of", kinds=", ".join(kinds))
    return FeedKind(kinds[0])


def _unknown(text: str) -> tuple[str, str, str]:
    """What of a text that is of no kind tells a person which one it is, what was expected, and what to do about it."""
    if text.startswith("<") and (root := _root(text)):
        return f"<{root}>", "import_kinds", "import_other_format"
    if text[:1] in ("{", "["):
        return "JSON", "import_kinds", "import_other_format"
    heads = heads_of(text)
    return heads, "import_kinds", "import_other_columns" if heads else "import_say_as"


def _text(beginning: bytes, name: str) -> str:
    """The text of bytes, without a last character that may be cut. Raises: BadInput (no text)."""
    return text_of(beginning.rstrip(BEYOND_ASCII) if len(beginning) >= LOOKED_AT else beginning, name)


def _kinds(text: str, name: str) -> list[str]:
    """Everything that a text may be."""
    if _is_xml_feed(text):
        return ["google"]
    if text.startswith("<"):
        return _kinds_of_page(text, name)
    if _is_brand_file(text):
        return ["brand-files"]
    if text[:1] in "{[" and text[1:].lstrip()[:1] in ('"', "{", "[", "}", "]"):
        return _kinds_of_json(text)
    return kinds_of_table(text)


def _is_xml_feed(text: str) -> bool:
    """Whether a text is a feed in XML, above which remarks may stand."""
    data = text.encode("utf-8", "replace")
    below = data[feed_start(data) :].decode("utf-8")
    return below.startswith("<") and not HTML.match(below) and _root(below) in ROOTS


def _kinds_of_page(text: str, name: str) -> list[str]:
    """A page with products, or else one with tables. Raises: BadInput (a page that no browser would show)."""
    check_markup(text, name)
    page = LexborHTMLParser(text)
    scripts = (node.text() for node in page.css('script[type*="ld+json" i]'))
    types = (f'/{node.attributes.get("itemtype") or ""}"' for node in page.css("[itemscope][itemtype]"))
    if any(PRODUCT.search(script) for script in (*scripts, *types)):
        return ["schema-org"]
    if page.css_first(TABLES) is not None:
        return ["charts"]
    if HTML.match(text):
        raise BadInput.one("html_page", name, "", "import_kinds", "rows_not_a_page")
    return []


def _kinds_of_json(text: str) -> list[str]:
    """By the names of its fields, and not by what its texts say."""
    keys = {match[1] for match in JSON_STRING.finditer(text) if match[2]}
    kinds = []
    if ("variants" in keys and keys & SHOPIFY_KEYS) or ("products" in keys and keys - {"products"} <= SHOPIFY_PRODUCT):
        kinds.append("shopify-json")
    if keys & SCHEMA_KEYS:
        kinds.append("schema-org")
    if not kinds and all(keys & group for group in STOCK_KEYS) and keys.isdisjoint(PRODUCT_KEYS):
        return [STOCK]
    return kinds


def _root(text: str) -> str:
    """The name of the outermost element of an XML document, without its prefix.

    One that declares types of its own counts as a feed, whose reader refuses it at its line.
    """
    names: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: names.append(name)
    parser.StartDoctypeDeclHandler = lambda _, *about: names.extend(["rss"] if about[-1] else [])
    try:
        parser.Parse(DECLARATION.sub("", text[:LOOKED_AT]).lstrip().encode("utf-8", "replace"))
    except expat.ExpatError:  # whoever reads the file says what is wrong with it, and where
        names.append("")
    return names[0].rpartition(":")[2] if names else ""


def _is_brand_file(text: str) -> bool:
    """Whether the first line that is no comment is one of a brand file."""
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return TOML_LINE.fullmatch(first) is not None
