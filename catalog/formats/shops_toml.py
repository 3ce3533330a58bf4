"""The list of shops and brands whose pages `collect` reads: addresses, and what to take from each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

from msgspec import Struct

from ..model.money import Money
from ..model.problem import BadInput
from .draft.addresses import address
from .draft.fields import enum_member, required_text, slug, taken
from .draft.problems import FieldPath, ProblemCollector
from .toml_files import file_text, parsed

SHOP: Final = "shop"


class ShopTake(StrEnum):
    """What is taken from an address."""

    PRODUCTS = "products"
    """The public list of all products of the shop whose page it is."""
    PAGE = "page"
    """The products of the feed or the page itself."""
    CHARTS = "charts"
    """The size charts of the page, for products of the catalog that are named, or as products of their own."""


class ShopKind(StrEnum):
    """Who speaks at an address."""

    BRAND = "brand"
    """The brand itself."""
    RETAILER = "retailer"
    """A shop that sells it: the brand is quoted."""


class ShopEntry(Struct, frozen=True):
    """One address that is read."""

    id: str
    """Also the folder of its drafts."""
    brand: str
    """Whose products these are where they do not say; empty for a retailer of many."""
    address: str
    kind: ShopKind
    take: ShopTake
    products: tuple[str, ...] = ()
    """The ids of the products that charts are for, in the order in which the page has their charts; empty where each
    chart is to be a product of its own."""
    currency: str = ""
    """Of prices, which a list of products names without one; empty where nobody has looked: such prices stay out."""
    stands_in: str = ""
    """The file whose sources hold this very address; empty in a list of one's own."""


FIELDS: Final = ShopEntry.__struct_fields__


def read_shops(path: Path) -> tuple[ShopEntry, ...]:
    """The entries of a list of shops. Raises: BadInput with every problem of the file."""
    collector = ProblemCollector()
    place = FieldPath(collector, (path.name,))
    if not path.exists():
        place.report("file_missing", None, "one_file_exists", "file_check_path")
    text = None if collector.problems else file_text(path, place)
    entries = () if text is None else shops_of(text, place)
    if collector.problems:
        raise BadInput(collector.problems)
    return entries


def shops_of(text: str, place: FieldPath) -> tuple[ShopEntry, ...]:
    """The entries of a list's text; what is wrong is reported at its place."""
    data = parsed(text, place)
    if data is None:
        return ()
    for name in data.keys() - {SHOP}:
        place.to(name).unknown("unknown_field", name, "file_field", [SHOP])
    tables = data.get(SHOP)
    if not isinstance(tables, list):
        place.to(SHOP).missing("file_list")
        return ()
    entries: dict[str, ShopEntry] = {}
    for number, table in enumerate(tables, start=1):
        if not isinstance(table, dict):
            place.to(f"{SHOP} {number}").report("wrong_type", table, "file_table")
            continue
        here = place.to(f"{SHOP} {table.get('id') or number}")
        entry = _entry(table, here)
        if entry.id in entries:
            here.report("duplicate_id", entry.id, "file_id_used_once", "file_rename_one")
        entries[entry.id] = entry
    return tuple(entries.values())


def _entry(table: dict[str, object], place: FieldPath) -> ShopEntry:
    for name in table.keys() - set(FIELDS):
        place.to(name).unknown("unknown_field", name, "file_field", FIELDS)
    texts = {name: _text(table.get(name), place.to(name)) for name in FIELDS if name != "products"}
    products = _ids(table.get("products", []), place.to("products"))
    kind = enum_member(ShopKind, texts["kind"], place.to("kind"))
    take = enum_member(ShopTake, texts["take"], place.to("take"))
    if products and take in (ShopTake.PRODUCTS, ShopTake.PAGE):
        place.to("products").report("charts_for_products", ", ".join(products), "shops_products_of_charts")
    if kind is ShopKind.BRAND:
        required_text(texts["brand"], place.to("brand"), "file_brand_name")
    where = required_text(texts["address"], place.to("address"), "file_source_address")
    if where:
        taken(address, where, place.to("address"))
    money = taken(Money.parse, f"1 {texts['currency']}", place.to("currency")) if texts["currency"] else None
    name, brand = slug(texts["id"], place.to("id")), texts["brand"] or ""
    source = texts["stands_in"] or ""
    return ShopEntry(
        name,
        brand,
        where,
        kind or ShopKind.RETAILER,
        take or ShopTake.PAGE,
        products,
        money.currency if money else "",
        source,
    )


def _text(value: object, place: FieldPath) -> str | None:
    if value is None or isinstance(value, str):
        return value
    place.report("wrong_type", value, "file_text", "file_in_quotes")
    return None


def _ids(value: object, place: FieldPath) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        place.report("wrong_type", value, "file_list")
        return ()
    return tuple(slug(name, place) for name in value)
