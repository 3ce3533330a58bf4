"""One product of Shopify's JSON, whichever interface it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..draft.problems import FieldPath
from ..shop_product.facts import FactGathering
from ..shop_product.gathering import FactCount, VariantList
from ..shop_product.record import ShopProduct, ShopVariant
from ..shop_product.words import markup
from . import words
from .json_fields import JsonFields, json_names

PICTURES: Final = ("featured_image", "featuredImage", "featuredMedia", "image")
OF_FORM: Final = frozenset({"id", "product_id", "admin_graphql_api_id", "__typename", "position", "image_id"})
"""Fields that say how the answer is made, and nothing of a product."""


def product_of(entry: Mapping[str, object], name: str, place: FieldPath) -> ShopProduct:
    """The product of an object. `name` is where it stands, `place` the same as a place for problems."""
    reading = _ProductReading(entry, name, place)
    reading.read_variants()
    reading.read_metafields()
    return reading.product()


class _ProductReading:
    """One reading of an object."""

    def __init__(self, entry: Mapping[str, object], name: str, place: FieldPath) -> None:
        self._fields, self._name, self._place = JsonFields(entry, place), name, place
        self._facts, self._not_kept = FactGathering(), FactCount()
        self._root = FieldPath(place.collector, place.path[:-1])
        self._variants = VariantList(self._root)
        self._options = self._option_names()
        self._images = self._image_addresses()

    def _option_names(self) -> list[str]:
        names = []
        for _, option in self._fields.objects("options"):
            names.append(JsonFields(option, self._place).text("name") if isinstance(option, dict) else str(option))
        return names

    def _image_addresses(self) -> dict[str, str]:
        """The addresses of the pictures by their ids, in order; those of the first interface come without."""
        images = dict[str, str]()
        for place, image in self._fields.objects("images"):
            if isinstance(image, dict):
                fields = JsonFields(image, self._place.to(place))
                images[fields.text("id") or place] = _address(fields)
            elif isinstance(image, str):
                images[place] = f"https:{image}" if image.startswith("//") else image
        return images

    def read_variants(self) -> None:
        """Read the variants."""
        for name, entry in self._fields.objects("variants"):
            here = self._root.to(f"{self._name}.{name}")
            if isinstance(entry, dict):
                self._variants.add(self._variant(JsonFields(entry, here), f"{self._name}.{name}"))
            else:
                here.report("wrong_type", entry, "rows_object", "shop_variant_left_out")

    def _variant(self, fields: JsonFields, name: str) -> ShopVariant:
        texts = _texts(fields, json_names()["variant"])
        price, currency = ("", "") if self._fields.has("price_varies") else _price(fields)
        stock = "" if self._is_not_counted(fields) else texts["stock"]
        is_oversold = words.is_oversold(texts["policy"])
        image = _address(fields.inside(*PICTURES)) or self._images.get(fields.text("image_id"), "")
        options = words.options_of(*self._variant_options(fields))
        self._not_kept.add(*_without_form(fields.not_read("variants.")))
        return ShopVariant(
            name, texts["sku"], texts["gtin"], texts["shop_id"].rpartition("/")[2],
            "" if texts["title"].lower() == "default title" else texts["title"], options, price,
            currency or texts["currency"], stock,
            words.availability(stock, is_oversold=is_oversold) or texts["availability"], texts["link"], image,
        )  # fmt: skip

    @staticmethod
    def _is_not_counted(fields: JsonFields) -> bool:
        """Whether the shop does not count the pieces of a variant, so that their number says nothing."""
        is_untracked = fields.inside("inventoryItem", "inventory_item").text("tracked") == "false"
        return is_untracked or (fields.has("inventory_management") and not fields.text("inventory_management"))

    def _variant_options(self, fields: JsonFields) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names and the values of the options."""
        chosen = [JsonFields(o, self._place) for _, o in fields.objects("selectedOptions") if isinstance(o, dict)]
        names = (*self._options, "", "", "")[: max(3, len(self._options))]
        own = tuple([fields.text(f"option{number}") for number in range(1, len(names) + 1)])
        if chosen:
            return tuple([o.text("name") for o in chosen]), tuple([o.text("value") for o in chosen])
        return names, own

    def read_metafields(self) -> None:
        """Read what the shop has added in fields of its own."""
        for name, entry in self._fields.objects("metafields"):
            if isinstance(entry, dict):
                field = JsonFields(entry, self._place.to(name))
                key, label = field.text("key"), field.inside("definition").text("name")
                value = field.text("value")
                names = (label or key.replace("_", " "), key)
                if value and not self._facts.take(value, *names):
                    self._not_kept.add(f"metafields.{key}")

    def product(self) -> ShopProduct:
        """The product of what was read."""
        fields, facts = self._fields, self._facts
        texts = _texts(fields, json_names()["product"])
        gift_card = (("gift_card", "true"),) if texts["gift_card"] == "true" else ()
        categories, tags, is_published = self._categories(), self._tags(), self._is_published(texts)
        image = self._image()
        self._not_kept.add(*_without_form(fields.not_read()))
        return ShopProduct(
            self._name, texts["handle"], texts["title"], texts["brand"] or facts.brand, texts["kind"],
            categories, tags, "\n".join((markup(texts["description"]), *facts.size_charts)).strip(),
            tuple(facts.features), tuple(facts.audience), tuple(facts.uses), facts.pressure, facts.fabric,
            texts["link"], image, (*gift_card, *facts.flags.items()), tuple(facts.codes),
            variants=tuple(self._variants.variants), is_published=is_published,
            not_kept=self._not_kept.by_name(),
        )  # fmt: skip

    def _image(self) -> str:
        """The first picture; all others are counted."""
        self._not_kept.add(*["images"] * (len(self._images) - 1))
        one = self._fields.inside(*PICTURES)
        return (
            next(filter(None, self._images.values()), "") or _address(one) or _address(one.inside("preview", "image"))
        )

    def _is_published(self, texts: Mapping[str, str]) -> bool:
        is_online = not self._fields.has("published_at") or self._fields.text("published_at") != ""
        return is_online and words.is_published(texts["status"], texts["published"])

    def _tags(self) -> tuple[str, ...]:
        value = self._fields.value("tags")
        if isinstance(value, list):
            return tuple(dict.fromkeys(tag.strip() for tag in value if isinstance(tag, str) and tag.strip()))
        return words.tags_of(self._fields.text("tags"))

    def _categories(self) -> tuple[str, ...]:
        """The category by its path and its number; older answers have it under another name."""
        if isinstance(self._fields.value("category"), str):
            return (words.category_of(self._fields.text("category")),)
        category = self._fields.inside("category")
        older = self._fields.inside("productCategory").inside("productTaxonomyNode")
        path = category.text("full_name", "fullName", "name") or older.text("fullName", "name")
        number = words.TAXONOMY.fullmatch(category.text("admin_graphql_api_id", "id"))
        return tuple(filter(None, (path, f"shopify:{number[1]}" if number else "")))


def _texts(fields: JsonFields, names: Mapping[str, Any]) -> dict[str, str]:
    """The text of each thing by the table of names."""
    return {thing: fields.text(*names[thing]) for thing in names}


def _price(fields: JsonFields) -> tuple[str, str]:
    """The price of a variant and its currency, where they stand together; else the price alone."""
    if isinstance(fields.value("price"), dict):
        price = fields.inside("price")
        return price.text("amount"), price.text("currencyCode", "currency_code")
    return fields.text("price"), ""


def _address(picture: JsonFields) -> str:
    return picture.text("src", "url", "originalSrc")


def _without_form(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name.rpartition(".")[2] not in OF_FORM)
