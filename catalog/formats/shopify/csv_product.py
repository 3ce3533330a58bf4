"""The rows of one product of Shopify's CSV, gathered one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from ..draft.problems import FieldPath
from ..rows.row import TextRow
from ..shop_product.columns import ColumnPlan
from ..shop_product.facts import FactGathering
from ..shop_product.gathering import FactCount, SkusSeen, VariantList
from ..shop_product.record import ShopProduct, ShopVariant
from . import words

OF_PRODUCT: Final = (
    "title", "description", "brand", "category", "google_category", "kind", "tags", "published", "status", "gift_card",
    "gender", "age_group", "mpn", "product_image", "link",
)  # fmt: skip
"""Fields that stand on the first row of a product, and sometimes on all of them."""


class VariantTexts(NamedTuple):
    """The texts of a row that are about a variant."""

    sku: str
    gtin: str
    price: str
    shop_id: str
    currency: str
    stock: str
    tracker: str
    policy: str
    variant_image: str


IS_VARIANT: Final = slice(0, 3)
"""Texts that make a row a variant, beside the values of options; other rows have pictures."""
READ: Final = frozenset(("handle", *OF_PRODUCT, *VariantTexts._fields))


class ShopifyColumns(Struct, frozen=True):
    """What stands where in a row."""

    plan: ColumnPlan
    of_product: Callable[[Sequence[str]], tuple[str, ...]]
    of_variant: Callable[[Sequence[str]], tuple[str, ...]]
    """Pick the texts of `OF_PRODUCT` and of `OF_VARIANT` out of those of a row."""
    facts: tuple[tuple[int, tuple[str, ...]], ...]
    """The columns of metafields, and the names of each."""
    others: tuple[int, ...]
    """The columns that a record has no place for."""

    def is_read(self, at: int) -> bool:
        """Whether a record has a place for a column."""
        return at not in self.others


class ShopifyRows:
    """What the rows of one product have said so far."""

    def __init__(self, place: FieldPath, skus: SkusSeen, key: str, line: int) -> None:
        self._place, self._skus, self._key, self._line = place, skus, key, line
        self._handle = ""
        self._texts: dict[str, str] = {}
        self._option_names: dict[int, str] = {}
        self._variants = VariantList(place)
        self._facts, self._not_kept = FactGathering(), FactCount()
        self._is_of_another = False
        """Whether the rows are of another product, which has the same handle and another title."""
        self._plan: ColumnPlan | None = None

    def take(self, row: TextRow, columns: ShopifyColumns, *, is_apart: bool) -> None:
        """Take a row; `is_apart` says that the row before it is of another product."""
        plan, texts = columns.plan, row.texts
        title = plan.text(texts, "title")
        self._plan = plan
        if is_apart and row.line != self._line:
            here = self._place.to(f"line {row.line}", plan.name("handle"))
            here.report("handle_twice", self._key, "shop_one_place", "shop_rows_joined", line=self._line)
        if title or is_apart:
            before, self._is_of_another = self._is_of_another, bool(title) and not self._is_title(title)
            if self._is_of_another and not before:
                self._report_title(row.line, title)
        if not self._is_of_another:
            self._handle = self._handle or plan.text(texts, "handle")
            self._take_product(columns.of_product(texts), plan)
            self._take_variant(row, columns)
            self._take_others(row, columns)

    @property
    def _title_column(self) -> str:
        return self._plan.name("title") if self._plan is not None else "Title"

    def _is_title(self, title: str) -> bool:
        own = self._texts.get("title", "")
        return not own or own.casefold().split() == title.casefold().split()

    def _report_title(self, line: int, title: str) -> None:
        here, own = self._place.to(f"line {line}", self._title_column), self._texts["title"]
        here.report("two_titles", title, "shop_one_title", "shop_rename_handle", title=own, line=self._line)

    def _take_product(self, texts: tuple[str, ...], plan: ColumnPlan) -> None:
        if not any(texts):
            return
        for field, text in zip(OF_PRODUCT, texts, strict=True):
            if text and self._texts.setdefault(field, text) != text and field != "title":
                self._not_kept.add(plan.name(field))

    def _take_variant(self, row: TextRow, columns: ShopifyColumns) -> None:
        plan, texts = columns.plan, columns.of_variant(row.texts)
        pairs = self._pairs(row, plan)
        if not (any(texts[IS_VARIANT]) or any(value for _, value in pairs)):
            return
        self._report_empty_options(row, plan)
        variant = self._variant(f"line {row.line}", VariantTexts(*texts), pairs, has_tracker=plan.has("tracker"))
        if self._variants.add(variant):
            self._skus.see(variant, plan.name("sku"))

    @staticmethod
    def _variant(place: str, texts: VariantTexts, pairs: list[tuple[str, str]], *, has_tracker: bool) -> ShopVariant:
        """The variant of a row; a stock that nobody counts says nothing."""
        stock = "" if has_tracker and not texts.tracker else texts.stock
        is_oversold = words.is_oversold(texts.policy)
        return ShopVariant(
            place, texts.sku, texts.gtin, texts.shop_id, options=words.options_of(pairs), price=texts.price,
            currency=texts.currency, stock=stock, availability=words.availability(stock, is_oversold=is_oversold),
            image=texts.variant_image,
        )  # fmt: skip

    def _pairs(self, row: TextRow, plan: ColumnPlan) -> list[tuple[str, str]]:
        """The options of a row; their names stand on the first row of a product alone."""
        pairs = []
        for number, name_at, value_at in plan.pairs:
            if row.texts[name_at]:
                self._option_names[number] = row.texts[name_at]
            pairs.append((self._option_names.get(number, ""), row.texts[value_at]))
        return pairs

    def _report_empty_options(self, row: TextRow, plan: ColumnPlan) -> None:
        for number, _, value_at in plan.pairs:
            if not row.texts[value_at] and (name := self._option_names.get(number, "Title")).lower() != "title":
                here = self._place.to(f"line {row.line}", row.names[value_at])
                here.report("missing", None, "shop_option_value", "shop_variant_without", name=name)

    def _take_others(self, row: TextRow, columns: ShopifyColumns) -> None:
        for at, names in columns.facts:
            if row.texts[at] and not self._facts.take(row.texts[at], *names):
                self._not_kept.add(row.names[at])
        self._not_kept.add(*[row.names[at] for at in columns.others if row.texts[at]])

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
            words.tags_of(texts.get("tags", "")), "\n".join((texts.get("description", ""), *facts.size_charts)).strip(),
            tuple(facts.features), tuple(dict.fromkeys(filter(None, audience))), tuple(facts.uses), facts.pressure,
            facts.fabric, texts.get("link", ""), texts.get("product_image", ""), (*gift_card, *facts.flags.items()),
            (*((("mpn", texts["mpn"]),) if "mpn" in texts else ()), *facts.codes),
            variants=tuple(self._variants.variants), not_kept=self._not_kept.by_name(),
            is_published=words.is_published(texts.get("status", ""), texts.get("published", "")),
        )  # fmt: skip
