"""The kinds of files that an import can read, by the names that `--as` takes."""

from __future__ import annotations

from enum import StrEnum


class FeedKind(StrEnum):
    """What a file of products is."""

    SHOPIFY_CSV = "shopify-csv"
    SHOPIFY_JSON = "shopify-json"
    WOOCOMMERCE = "woocommerce"
    GOOGLE = "google"
    SCHEMA_ORG = "schema-org"
    SPREADSHEET = "spreadsheet"
    CHARTS = "charts"
    BRAND_FILES = "brand-files"
