"""The rows of one product of WooCommerce's CSV: the product itself, and its variations."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from ...model.problem import BadInput
from ..draft.problems import FieldPath
from ..rows.row import TextRow
from ..shop_product.columns import ColumnPlan
from ..shop_product.facts import FactGathering, fact_of
from ..shop_product.gathering import FactCount, SkusSeen, VariantList
from ..shop_product.record import ShopProduct, ShopVariant
from ..shop_product.words import markup, plain
from ..stock_feed.cells import end_of, start_of
from .words import described, listed, words

OF_PRODUCT: Final = (
    "id", "sku", "type", "title", "published", "visibility", "short_description", "description", "categories", "tags",
    "images", "link", "brand",
)  # fmt: skip
OF_VARIANT: Final = ("gtin", "price", "sale_price", "sale_from", "sale_to", "stock", "availability", "currency")
OF_PRODUCT_ALONE: Final = ("short_description", "description", "categories", "tags", "brand")
"""Fields that have no place where they stand in the row of a variation."""
OF_VARIANT_ALONE: Final = ("gtin", "price", "stock")
"""Fields that have no place where they stand in the row of a product that is sold in variations."""
OF_OTHERS: Final = re.compile(r"\b(?:variable|grouped)", re.I)
"""Types of products that are sold as others are: as their variations, or as the products of a group."""
OF_ROW: Final = (*OF_PRODUCT, *OF_VARIANT)
"""The fields whose texts are picked out of a row, all at once."""
READ: Final = frozenset((*OF_ROW, "parent"))


class WooColumns(Struct, frozen=True):
    """What stands where in a row."""

    plan: ColumnPlan
    keys: Callable[[Sequence[str]], tuple[str, ...]]
    """Picks what says of which product a row is: id, SKU, title, parent and type."""
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    """Picks the texts of `OF_ROW`."""
    meta: tuple[tuple[int, str], ...]
    """The columns of fields that a plug-in or the shop has added, and their keys."""
    others: tuple[int, ...]
    """The columns that a record has no place for."""


class WooRows:
    """What the rows of one product have said so far."""

    def __init__(self, place: FieldPath, skus: SkusSeen, now: datetime) -> None:
        self._place, self._skus, self._now = place, skus, now
        self._line = 0
        """The line of the product itself; 0 as long as only variations were read."""
        self._texts: dict[str, str] = {}
        self._packed = b""
        """The description while it is packed."""
        self._attributes: dict[str, tuple[str, ...]] = {}
        self._differing: set[str] = set()
        """The names of the attributes in which the variations differ."""
        self._variants = VariantList(place)
        self._facts, self._not_kept = FactGathering(), FactCount()

    def take(self, row: TextRow, columns: WooColumns, *, is_variation: bool, has_variations: bool) -> None:
        """Take the row of the product, or of one of its variations."""
        if is_variation:
            texts = dict(zip(OF_ROW, columns.pick(row.texts), strict=True))
            self._add_variant(row, texts, columns.plan, self._own_options(row, columns.plan))
            self._count(row, columns, [*columns.plan.all_of(OF_PRODUCT_ALONE), *(at for at, _ in columns.meta)])
        elif self._is_repeated(row, columns.plan):
            return
        else:
            self._take_product(row, columns, has_variations)

    def _is_repeated(self, row: TextRow, plan: ColumnPlan) -> bool:
        """Whether the product was read already, as where two exports were joined; a problem."""
        if not self._line:
            return False
        here = self._place.to(f"line {row.line}", plan.name("id" if plan.has("id") else "sku"))
        texts = self._texts
        here.report(
            "product_twice", texts["id"] or texts["sku"], "shop_product_once", "shop_product_before", line=self._line
        )
        return True

    def pack(self) -> None:
        """Keep the description in less memory until the last variation is read."""
        if text := self._texts.get("description"):
            self._packed, self._texts["description"] = zlib.compress(text.encode(), 1), ""

    def _take_product(self, row: TextRow, columns: WooColumns, has_variations: bool) -> None:
        plan = columns.plan
        self._line = row.line
        self._texts = texts = dict(zip(OF_ROW, columns.pick(row.texts), strict=True))
        for _, name_at, values_at in plan.pairs:
            if row.texts[name_at] and row.texts[values_at]:
                self._attributes[row.texts[name_at]] = listed(row.texts[values_at])
        unread = [at for at, key in columns.meta if row.texts[at] and not self._take_meta(row.texts[at], key)]
        if not self._texts["title"]:
            here = self._place.to(f"line {row.line}", plan.name("title"))
            here.report("missing", None, "shop_title", "shop_look_at_rows")
        if OF_OTHERS.search(texts["type"]) or (not texts["type"] and (has_variations or not _is_sold(texts))):
            unread += plan.all_of(OF_VARIANT_ALONE)
        else:
            self._add_variant(row, texts, plan, self._single_values())
        self._count(row, columns, unread)

    def _single_values(self) -> tuple[tuple[str, str], ...]:
        """What a product without variations says of itself that others of its kind may differ in."""
        named = ((name, values) for name, values in self._attributes.items() if fact_of(name) == ("", ""))
        return tuple((name, values[0]) for name, values in named if len(values) == 1)

    def _take_meta(self, value: str, key: str) -> bool:
        """Take what a field of a plug-in or of the shop says: if it is one of the table, or a text with words."""
        names = (key.lstrip("_").replace("_", " ").replace("-", " "), key)
        is_sentence = " " in value and not key.startswith("_")
        return (fact_of(*names) != ("", "") or is_sentence) and self._facts.take(value, *names)

    def _count(self, row: TextRow, columns: WooColumns, further: list[int]) -> None:
        self._not_kept.add(*(row.names[at] for at in (*columns.others, *further) if row.texts[at]))

    def _own_options(self, row: TextRow, plan: ColumnPlan) -> tuple[tuple[str, str], ...]:
        """What a variation differs by; an attribute without a value says that each of the product's will do."""
        options = []
        for _, name_at, value_at in plan.pairs:
            name, value = row.texts[name_at], row.texts[value_at].replace("\\,", ",")
            if name and value:
                self._differing.add(name)
                options.append((name, value))
        return tuple(options)

    def _add_variant(
        self, row: TextRow, texts: dict[str, str], plan: ColumnPlan, options: tuple[tuple[str, str], ...]
    ) -> None:
        is_variation = row.line != self._line
        is_off = is_variation and texts["published"].lower() in words("unpublished")
        variant = ShopVariant(
            f"line {row.line}", texts["sku"], texts["gtin"], texts["id"], texts["title"] if is_variation else "",
            options, self._price(texts, row.line, plan), texts["currency"],
            "" if texts["stock"].lower() in words("uncounted") else texts["stock"],
            "unavailable" if is_off else texts["availability"], texts["link"], first_of(texts["images"]),
        )  # fmt: skip
        if self._variants.add(variant):
            self._skus.see(variant, plan.name("sku"))

    def _price(self, texts: dict[str, str], line: int, plan: ColumnPlan) -> str:
        """What is asked today: the price of a sale while that is on."""
        is_on = bool(texts["sale_price"])
        for field, read in (("sale_from", start_of), ("sale_to", end_of)):
            try:
                moment = read(texts[field]) if is_on and texts[field] else self._now
            except BadInput as bad:
                self._place.to(f"line {line}", plan.name(field)).take(bad)
                is_on = False
            else:
                is_on = is_on and (moment <= self._now if field == "sale_from" else self._now <= moment)
        return texts["sale_price"] if is_on else texts["price"]

    def product(self) -> ShopProduct:
        """The product of all its rows."""
        texts, facts = self._texts, self._facts
        description = zlib.decompress(self._packed).decode() if self._packed else texts["description"]
        for name, values in self._attributes.items():
            if name not in self._differing:
                self._facts.take(", ".join(values), name)
        pictures = listed(texts["images"])
        self._not_kept.add(*["images"] * (len(pictures) - 1))
        own = (markup(described(text)) for text in (texts["short_description"], description))
        return ShopProduct(
            f"line {self._line}", texts["sku"], texts["title"], texts["brand"] or facts.brand,
            categories=tuple(map(plain, listed(texts["categories"]))), tags=tuple(map(plain, listed(texts["tags"]))),
            description="\n".join(filter(None, (*own, *facts.size_charts))), features=tuple(facts.features),
            audience=tuple(facts.audience), uses=tuple(facts.uses), pressure=facts.pressure, fabric=facts.fabric,
            link=texts["link"], image=first_of(texts["images"]), flags=self._flags(), codes=tuple(facts.codes),
            variants=tuple(self._variants.variants), not_kept=self._not_kept.by_name(),
            is_published=texts["published"].lower() not in words("unpublished"),
        )  # fmt: skip

    def _flags(self) -> tuple[tuple[str, str], ...]:
        kind, visibility = self._texts["type"], self._texts["visibility"]
        flags = dict(self._facts.flags)
        if kind and kind.lower() not in words("plain_types"):
            flags["type"] = kind
        if visibility.lower() not in words("plain_visibility"):
            flags["visibility"] = visibility
        return tuple(flags.items())


def _is_sold(texts: dict[str, str]) -> bool:
    """Whether a product says of itself what it costs, or how many there are: one sold in variations does not."""
    return bool(texts["price"] or texts["stock"])


def first_of(text: str) -> str:
    """The first of several addresses, which commas part.

    >>> first_of("https://x.example/1.jpg, https://x.example/2.jpg"), first_of("")
    ('https://x.example/1.jpg', '')
    """
    return next(iter(listed(text)), "")
