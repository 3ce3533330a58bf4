"""One item of a Google Merchant feed: what it says of its product, and of the variant that it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from ...model.problem import BadInput
from ..draft.problems import FieldPath
from ..rows.merchant_parser import FeedElement, FeedItem
from ..shop_product.currencies import are_in_currencies_of_their_own
from ..shop_product.facts import fact_of
from ..shop_product.record import ShopVariant
from ..shop_product.words import markup, plain
from ..stock_feed import cells
from ..stock_feed.columns import FeedColumn, folded
from . import words
from .attributes import attribute_of

VARIANT_FACTS: Final = ("color", "size", "size_type", "size_system")
"""What an item is called by in its group, always."""
SHARED_FACTS: Final = ("gender", "age_group", "material", "pattern")
"""What the items of a group may differ by, too."""
FLAGS: Final = ("condition", "adult", "is_bundle", "multipack", "identifier_exists")
KEPT: Final = frozenset({
    "title", "description", "item_group", "brand", "mpn", "google_category", "product_type", "highlight", "detail",
    "custom_label", "short_title", *VARIANT_FACTS, *SHARED_FACTS, *FLAGS,
    *(c.value for c in FeedColumn),
}) - {"location", "shop_id", "available"}  # fmt: skip


class FeedEntry(NamedTuple):
    """What one item says, in the words of the feed."""

    place: str
    title: str
    description: str
    features: tuple[str, ...]
    kinds: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    shared: tuple[tuple[str, str], ...]
    """What may differ in a group: gender, age group, material, pattern."""
    flags: tuple[tuple[str, str], ...]
    named: tuple[tuple[str, str], ...]
    """Details, and attributes that Google has not and a brand file has a place for, each by its own name."""
    mpn: str
    variant: ShopVariant
    not_kept: tuple[str, ...]
    """The attributes that no record has a place for."""


class ItemTexts:
    """The texts of one item by attribute; one that may stand once and says two things is a problem, and left out."""

    def __init__(self, item: FeedItem, here: FieldPath) -> None:
        self._here = here
        self.not_kept: list[str] = []
        self.facts: list[tuple[str, str]] = []
        """Attributes that are none of Google's, but say what a brand file has a place for."""
        self._elements: dict[str, list[tuple[tuple[bool, int], FeedElement]]] = {}
        for element in item.elements:
            if element.text or element.parts:
                attribute, rank = attribute_of(element.name)
                if attribute in KEPT:
                    self._elements.setdefault(attribute, []).append(((not element.is_google, rank), element))
                elif element.text and not attribute and fact_of(element.name) != ("", ""):
                    self.facts.append((plain(element.name.replace("_", " ")), plain(element.text)))
                else:
                    self.not_kept.append(element.name.partition("(")[0].strip())

    def every(self, attribute: str) -> list[FeedElement]:
        """The elements of an attribute, those that are asked first before others, each text once."""
        ranked = self._elements.get(attribute, ())
        if len(ranked) < 2:  # as nearly always
            return [element for _, element in ranked]
        elements = [element for _, element in sorted(ranked, key=lambda pair: pair[0])]
        return list({_text(element): element for element in elements}.values())

    def one(self, attribute: str) -> str:
        """The text of an attribute that may stand once; empty where there is none, or two elements contradict."""
        if attribute not in self._elements:
            return ""
        elements = self._rivals(attribute)
        if len(elements) > 1:
            texts = ", ".join(plain(_text(e)) for e in elements)
            self._here.to(elements[0].name).report("two_columns", texts, "import_one_value", "import_not_taken")
            return ""
        return _text(elements[0]) if elements else ""

    def prices(self, attribute: str) -> tuple[str, ...]:
        """The price of an attribute; several only where each is in a currency of its own."""
        several = [plain(_text(element)) for element in self._rivals(attribute)]
        if len(several) > 1 and are_in_currencies_of_their_own(several):
            return tuple(several)
        return (price,) if (price := self.one(attribute)) else ()

    def _rivals(self, attribute: str) -> list[FeedElement]:
        """The element of an attribute that is asked first, and others of the same name."""
        elements = self.every(attribute)
        if len(elements) < 2:
            return elements
        first = elements[0]
        return [e for e in elements if (e.is_google, folded(e.name)) == (first.is_google, folded(first.name))]


def _text(element: FeedElement) -> str:
    """The text of an element; of one that says who wrote it, the content alone."""
    return dict(element.parts).get("content", "") or element.whole or element.text


def entry_of(item: FeedItem, place: FieldPath, now: datetime) -> FeedEntry | None:
    """What an item says; None and a problem where it has no title. `now` decides whether a sale is on."""
    here = place.to(item.place)
    texts = ItemTexts(item, here)
    title = plain(texts.one("title"))
    if not title:
        here.to("title").missing("import_title")
        return None
    descriptions = dict.fromkeys(markup(_text(element)) for element in texts.every("description"))
    return FeedEntry(
        place=item.place, title=title, description="\n".join(filter(None, descriptions)),
        features=_features(texts), kinds=_plain(texts.every("product_type")), categories=_categories(texts),
        tags=_plain(texts.every("custom_label")), shared=_named(texts, SHARED_FACTS), flags=_named(texts, FLAGS),
        named=(*(pair for pair in _details(texts) if all(pair)), *texts.facts), mpn=plain(texts.one("mpn")),
        not_kept=tuple(texts.not_kept),
        variant=_variant(texts, title, item.place, _prices(texts, here, now)),
    )  # fmt: skip


def _named(texts: ItemTexts, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, plain(text)) for name in names if (text := texts.one(name)))


def _plain(elements: Sequence[FeedElement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(_text(element)) for element in elements))


def _categories(texts: ItemTexts) -> tuple[str, ...]:
    return tuple(name for element in texts.every("google_category") for name in words.category(element.text))


def _features(texts: ItemTexts) -> tuple[str, ...]:
    """Highlights, details without a name, and further titles, whose words must not be lost."""
    features = [h for e in texts.every("highlight") for h in words.highlights(e.text)]
    features += [value for name, value in _details(texts) if not name]
    titles = [_text(element) for element in (*texts.every("title")[1:], *texts.every("short_title"))]
    return tuple(dict.fromkeys(filter(None, map(plain, (*features, *titles)))))


def _details(texts: ItemTexts) -> Iterator[tuple[str, str]]:
    """The details of an item, each its name and its value."""
    for element in texts.every("detail"):
        parts = dict(element.parts)
        if parts:
            yield plain(parts.get("attribute_name", "")), plain(parts.get("attribute_value", ""))
        else:
            yield from words.details(plain(element.text), element.name)


def _variant(texts: ItemTexts, title: str, place: str, prices: tuple[str, ...]) -> ShopVariant:
    options = [(name, plain(e.text)) for name in VARIANT_FACTS for e in texts.every(name)]
    one = texts.one
    return ShopVariant(
        place=place, sku=one("sku"), gtin=one("gtin"), shop_id=one("id"), title=title, options=tuple(options),
        price=prices[0] if len(prices) == 1 else "", currency=one("currency"), prices=prices if prices[1:] else (),
        stock=one("stock"), availability=one("availability"), link=one("link"), image=one("image"),
    )  # fmt: skip


def _prices(texts: ItemTexts, here: FieldPath, now: datetime) -> tuple[str, ...]:
    """What is asked today: the price of a sale while that is on; nothing where nobody can say whether it is."""
    sale = texts.prices("sale_price")
    try:
        return sale if sale and _sale_is_on(texts, now) else texts.prices("price")
    except BadInput as bad:
        here.to("sale_price_effective_date").take(bad)
        return ()


def _sale_is_on(texts: ItemTexts, now: datetime) -> bool:
    """Whether a sale is on, which is always where no dates stand. Raises: BadInput (no dates)."""
    dates = texts.one("sale_dates")
    start, end = cells.sale_between(dates) if dates else (None, None)
    start = cells.start_of(texts.one("sale_from")) if texts.one("sale_from") else start
    end = cells.end_of(texts.one("sale_to")) if texts.one("sale_to") else end
    return cells.is_on(start, end, now)
