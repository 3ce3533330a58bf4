"""The reader of each kind of source, and the products that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from msgspec.structs import replace

from ..formats.draft.problems import FieldPath
from ..formats.feed_kind.names import FeedKind
from ..formats.shop_product.record import ShopProduct, ShopReader
from ..formats.shop_product.words import plain

OWN_TABLES: Final = (FeedKind.SPREADSHEET, FeedKind.CHARTS)


def shop_products(stream: BinaryIO, kind: FeedKind, place: FieldPath, charset: str) -> Iterator[ShopProduct]:
    """Every product of a source; what cannot be read is a problem. Raises: BadInput."""
    for product in reader_of(kind)(stream, place, charset):
        yield _with_handle(_with_plain_names(product), kind)


def _with_plain_names(product: ShopProduct) -> ShopProduct:
    """A product whose title and brand are as a page shows them: exports escape signs (`Run &amp; Rest`)."""
    if "&" not in product.title and "&" not in product.brand:
        return product
    return replace(product, title=plain(product.title), brand=plain(product.brand))


def _with_handle(product: ShopProduct, kind: FeedKind) -> ShopProduct:
    """A product of a person's own spreadsheet goes by its name: an article number is that of one size."""
    return replace(product, handle=product.title) if kind in OWN_TABLES and not product.handle else product


def reader_of(kind: FeedKind) -> ShopReader:
    """The reader of a format; its module is imported when it is asked for."""
    match kind:
        case FeedKind.SHOPIFY_CSV:
            from ..formats.shopify.read_csv import read_shopify_csv

            return read_shopify_csv
        case FeedKind.SHOPIFY_JSON:
            from ..formats.shopify.read_json import read_shopify_json

            return read_shopify_json
        case FeedKind.WOOCOMMERCE:
            from ..formats.woocommerce.read import read_woocommerce_csv

            return read_woocommerce_csv
        case FeedKind.GOOGLE:
            from ..formats.google_feed.read import read_google_feed

            return read_google_feed
        case FeedKind.SCHEMA_ORG:
            from ..formats.schema_org.read import read_schema_org

            return read_schema_org
        case _:
            from ..formats.spreadsheet.read import read_spreadsheet

            return read_spreadsheet
