"""Shopify's products in JSON: a shop's /products.json, and answers of its interfaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from msgspec.structs import astuple

from ..draft.problems import FieldPath
from ..rows.json_stream import json_items
from ..shop_product.gathering import SkusSeen
from ..shop_product.record import ShopProduct
from .json_fields import json_names, node_of
from .json_product import product_of


def read_shopify_json(file: BinaryIO, place: FieldPath, charset: str = "") -> Iterator[ShopProduct]:
    """The products of a document: a list of them, an object with one or many, or pages one after the other.

    JSON is UTF-8, or has a mark: what `charset` says is not looked at. Products of one handle are reported, and each is
    given. What is wrong is a problem with the number of the product, from 0.
    """
    del charset
    names = json_names()
    skus, handles = SkusSeen(place), dict[str, tuple[str, int]]()
    entries = json_items(file, place, lists=names["lists"], items=names["items"], around=names["around"])
    for number, entry in entries:
        here = place.to(f"products[{number}]")
        product = _product(node_of(entry), f"products[{number}]", here)
        if product is not None and not _is_repeated(product, handles, here):
            for variant in product.variants:
                skus.see(variant, "sku")
            yield product
    skus.report()


def _is_repeated(product: ShopProduct, handles: dict[str, tuple[str, int]], here: FieldPath) -> bool:
    """Whether a product was read already, as where pages overlap; another one of its handle is a problem, too."""
    says = hash((product.title, *(astuple(variant)[1:] for variant in product.variants)))
    place, before = handles.setdefault(product.handle, (product.place, says))
    if not product.handle or place == product.place:
        return False
    hint = "shop_variant_before" if before == says else "shop_handle_before"
    here.to("handle").report("handle_twice", product.handle, "shop_one_handle", hint, place=place)
    return before == says


def _product(entry: object, name: str, here: FieldPath) -> ShopProduct | None:
    if not isinstance(entry, Mapping):
        here.report("wrong_type", entry, "rows_object", "shop_item_left_out")
        return None
    product = product_of(entry, name, here)
    if not product.title:
        here.to("title").report("missing", None, "import_titles", "shop_item_left_out")
        return None
    return product
