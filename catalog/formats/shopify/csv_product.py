"""The rows of one product of Shopify's CSV, gathered one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from typing import Final

from msgspec import Struct

from ..draft.problems import FieldPath
from ..rows.row import TextRow
from ..shop_product.columns import ColumnPlan
from ..shop_product.facts import FactGathering
from ..shop_product.gathering import FactCount, SkusSeen, VariantList
from ..shop_product.record import ShopProduct, ShopVariant
from ..shop_product.words import markup
from . import words

OF_PRODUCT: Final = (
    "title", "description", "brand", "category", "google_category", "kind", "tags", "published", "status", "gift_card",
    "gender", "age_group", "mpn", "link",
)  # fmt: skip
"""Fields that stand on the first row of a product, and sometimes on all of them."""
OF_VARIANT: Final = ("sku", "gtin", "price", "shop_id", "currency", "stock", "tracker", "policy", "variant_image")
OF_ROW: Final = ("handle", "product_image", *OF_VARIANT, *OF_PRODUCT)
"""The fields whose texts are picked out of a row, all at once."""
HANDLE: Final = 0
IMAGE: Final = 1
VARIANT: Final = slice(2, 2 + len(OF_VARIANT))
TITLE: Final = VARIANT.stop
PRODUCT: Final = slice(TITLE, None)


class ShopifyColumns(Struct, frozen=True):
    """What stands where in a row."""

    plan: ColumnPlan
    pick: Callable[[Sequence[str]], tuple[str, ...]]
    """Picks the texts of `OF_ROW` out of those of a row."""
    option_names: Callable[[Sequence[str]], tuple[str, ...]]
    option_values: Callable[[Sequence[str]], tuple[str, ...]]
    """Pick the names and the values of all options."""
    facts: tuple[tuple[int, tuple[str, ...]], ...]
    """The columns of metafields, and the names of each."""
    others: tuple[str, ...]
    """The names of the columns that a record has no place for."""
    of_others: Callable[[Sequence[str]], tuple[str, ...]]

    def is_read(self, at: int) -> bool:
        """Whether a record has a place for a column."""
        return self.plan.names[at] not in self.others


class ShopifyRows:
    """What the rows of one product have said so far."""

    def __init__(self, place: FieldPath, skus: SkusSeen, key: str, line: int) -> None:
        self._place, self._skus, self._key, self._line = place, skus, key, line
        self._handle = ""
        self._texts: dict[str, str] = {}
        self._option_names: dict[int, str] = {}
        self._columns: ShopifyColumns | None = None
        """What stands where in the row that was read last, and the names of the options in the order of its columns."""
        self._names: tuple[str, ...] = ()
        self._variants = VariantList(place)
        self._facts, self._not_kept = FactGathering(), FactCount()
        self._is_of_another = False
        """Whether the rows are of another product, which has the same handle and another title."""

    def take(self, row: TextRow, texts: tuple[str, ...], columns: ShopifyColumns, *, is_apart: bool) -> None:
        """Take a row, of which `texts` were picked; `is_apart` says that the row before it is of another product."""
        title = texts[TITLE]
        if columns is not self._columns:
            self._columns, self._names = columns, ()
        if is_apart and row.line != self._line:
            here = self._place.to(f"line {row.line}", columns.plan.name("handle"))
            here.report("handle_twice", self._key, "shop_one_place", "shop_rows_joined", line=self._line)
        if title or is_apart:
            before, self._is_of_another = self._is_of_another, bool(title) and not self._is_title(title)
            if self._is_of_another and not before:
                self._report_title(row.line, title)
        if not self._is_of_another:
            self._handle = self._handle or texts[HANDLE]
            again = self._take_product(texts, columns.plan)
            self._take_variant(row, texts, columns)
            facts = self._take_facts(row, columns)
            self._not_kept.add(*again, *facts, *compress(columns.others, columns.of_others(row.texts)))

    @property
    def _title_column(self) -> str:
        return self._columns.plan.name("title") if self._columns is not None else "Title"

    def _is_title(self, title: str) -> bool:
        own = self._texts.get("title", "")
        return not own or own.casefold().split() == title.casefold().split()

    def _report_title(self, line: int, title: str) -> None:
        here, own = self._place.to(f"line {line}", self._title_column), self._texts["title"]
        here.report("two_titles", title, "shop_one_title", "shop_rename_handle", title=own, line=self._line)

    def _take_product(self, texts: tuple[str, ...], plan: ColumnPlan) -> list[str]:
        """Take what a row says of the product; the columns come back in which another row says something else."""
        again, own = [], self._texts
        if any(texts[PRODUCT]):
            for field, text in zip(OF_PRODUCT, texts[PRODUCT], strict=True):
                if text and own.setdefault(field, text) != text and field != "title":
                    again.append(plan.name(field))
        if (image := texts[IMAGE]) and own.setdefault("product_image", image) != image:
            again.append(plan.name("product_image"))
        return again

    def _take_variant(self, row: TextRow, texts: tuple[str, ...], columns: ShopifyColumns) -> None:
        """Take the variant of a row, if it has a number, a price or an option; other rows have pictures."""
        sku, gtin, price, shop_id, currency, stock, tracker, policy, image = texts[VARIANT]
        names, values = self._names_of_options(row, columns), columns.option_values(row.texts)
        if not (sku or gtin or price or any(values)):
            return
        if "" in values:
            self._report_empty_options(row, values, columns.plan)
        if not tracker and "tracker" in columns.plan.places:
            stock = ""  # that nobody counts, so that it says nothing
        availability = words.availability(stock, is_oversold=words.is_oversold(policy))
        variant = ShopVariant(
            f"line {row.line}", sku, gtin, shop_id, "", words.options_of(names, values), price, currency, stock,
            availability, "", image,
        )  # fmt: skip
        if self._variants.add(variant):
            self._skus.see(variant, columns.plan.name("sku"))

    def _names_of_options(self, row: TextRow, columns: ShopifyColumns) -> tuple[str, ...]:
        """The names of the options, which stand on the first row of a product alone."""
        names = columns.option_names(row.texts)
        if not self._names or (any(names) and names != self._names):
            numbers = [number for number, _, _ in columns.plan.pairs]
            self._option_names |= {number: name for number, name in zip(numbers, names, strict=True) if name}
            self._names = tuple([self._option_names.get(number, "") for number in numbers])
        return self._names

    def _report_empty_options(self, row: TextRow, values: tuple[str, ...], plan: ColumnPlan) -> None:
        for name, value, (_, _, value_at) in zip(self._names, values, plan.pairs, strict=True):
            if not value and name and name.lower() != "title":
                here = self._place.to(f"line {row.line}", row.names[value_at])
                here.report("missing", None, "shop_option_value", "shop_variant_without", name=name)

    def _take_facts(self, row: TextRow, columns: ShopifyColumns) -> list[str]:
        """Take what metafields say; the columns come back that say nothing a record has a place for."""
        if not columns.facts:
            return []
        facts = [(at, names) for at, names in columns.facts if row.texts[at]]
        return [row.names[at] for at, names in facts if not self._facts.take(row.texts[at], *names)]

    def _description(self) -> str:
        return "\n".join((markup(self._texts.get("description", "")), *self._facts.size_charts)).strip()

    def product(self) -> ShopProduct:
        """The product of all its rows; one without a title is reported."""
        texts, facts = self._texts, self._facts
        if "title" not in texts:
            here = self._place.to(f"line {self._line}", self._title_column)
            here.report("missing", None, "shop_title", "shop_look_at_rows")
        gift_card = (
            (("gift_card", texts["gift_card"]),) if texts.get("gift_card", "").lower() in words.words("yes") else ()
        )
        google = words.google_category_of(texts.get("google_category", ""))
        own = words.category_of(texts.get("category", ""))
        audience = (texts.get("gender", ""), texts.get("age_group", ""), *facts.audience)
        return ShopProduct(
            f"line {self._line}", self._handle, texts.get("title", ""),
            texts.get("brand", "") or facts.brand, texts.get("kind", ""), tuple(filter(None, (own, google))),
            words.tags_of(texts.get("tags", "")), self._description(),
            tuple(facts.features), tuple(dict.fromkeys(filter(None, audience))), tuple(facts.uses), facts.pressure,
            facts.fabric, texts.get("link", ""), texts.get("product_image", ""), (*gift_card, *facts.flags.items()),
            (*((("mpn", texts["mpn"]),) if "mpn" in texts else ()), *facts.codes),
            variants=tuple(self._variants.variants), not_kept=self._not_kept.by_name(),
            is_published=words.is_published(texts.get("status", ""), texts.get("published", "")),
        )  # fmt: skip
