"""The nodes of one product as a record: what the group says first, and what its variants add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final
from urllib.parse import urljoin, urlsplit

from ..draft.problems import FieldPath
from ..shop_product.named_fields import with_named_fields
from ..shop_product.record import ShopProduct, ShopVariant
from ..shop_product.titles import common_title, texts_of_variants
from ..shop_product.words import markup, plain
from .families import RELATED, REVIEWS, ProductFamily, add_member
from .graph import SchemaGraph, last_part
from .json_ld import Node
from .offers import OfferTexts, are_variants, offer_texts, offers_of
from .sizes import OLDEST_CHILD, charts_of, is_age, size_labels

GTINS: Final = ("gtin", "gtin14", "gtin13", "gtin12", "gtin8", "isbn")
CODES: Final = ("mpn", "nsn", "asin", "model")
DESCRIPTIONS: Final = ("description", "disambiguatingDescription")
FEATURES: Final = ("slogan", "pattern", "manufacturer")
KEPT: Final = frozenset({
    "@type", "@id", "@context", "@graph", "name", "alternateName", "brand", "category", "keywords", "color", "size",
    "sku", "url", "image", "offers", "material", "audience", "suggestedGender", "suggestedAge", "additionalProperty",
    "positiveNotes", "hasVariant", "isVariantOf", "variesBy", "productGroupID", "inProductGroupWithID", "productID",
    "mainEntityOfPage", *(RELATED - REVIEWS), *DESCRIPTIONS, *GTINS, *CODES, *FEATURES,
})  # fmt: skip
"""Properties that the record has a place for, that say how nodes belong together, or are counted for the page."""
OF_OFFER: Final = frozenset({*GTINS, "sku", "name", "url", "image", "color", "size"})
"""Properties that an offer may have in place of the thing that it is of."""
BEFORE_OPTIONS: Final = " - "
BETWEEN_OPTIONS: Final = " / "
OWN_OPTIONS: Final = ("color",)
DIFFERING: Final = ("pattern", "material", "suggestedGender")


class FamilyReading:
    """The reading of one product."""

    def __init__(self, graph: SchemaGraph, family: ProductFamily, here: FieldPath, base: str, address: str) -> None:
        self._graph, self._here = graph, here
        self._place = here.path[-1]
        self._group = family.group
        self._members: list[Node] = []
        for source in family.nodes:
            for variant in graph.nodes(source, "hasVariant"):
                self._members.append(variant)
        for member in family.members:
            if "hasVariant" in member:
                self._group = {**member, **(self._group or {})}
            else:
                add_member(self._members, member, graph, is_grouped=True)
        self._nodes = [*([self._group] if self._group else []), *self._members]
        self._not_kept: Counter[str] = Counter(name for node in self._nodes for name in node if name not in KEPT)

        own = self._first(lambda node: graph.text(node, "url"))
        self._base, self._link = base or own, urljoined(base or own, own or address)
        self._name = self._title()

    def product(self) -> ShopProduct:
        """The record."""
        graph, first = self._graph, self._nodes[0]
        kinds = self._every("category")
        properties = (pair for node in self._nodes for pair in self._properties(node) if not self._is_option(pair))
        record = ShopProduct(
            place=self._place, handle=self._handle(first), title=self._name,
            brand=plain(self._first(lambda node: graph.text(node, "brand"))), kind=kinds[0] if kinds else "",
            categories=kinds[1:], tags=self._tags(), description=self._description(),
            features=self._features(), audience=self._audience(), fabric="; ".join(self._every("material")),
            link=self._link,
            image=self._address(self._first(lambda node: graph.text(node, "image"))),
            flags=self._flags(), codes=self._codes(), charts=charts_of(graph, self._nodes, self._not_kept),
            variants=self._variants(), not_kept=dict(+self._not_kept),
        )  # fmt: skip
        return with_named_fields(record, properties)

    def _title(self) -> str:
        """The name of the group, else what the names of the variants have in common."""
        named = [(plain(self._graph.text(node, "name")), node) for node in self._nodes]
        if self._group and named[0][0]:
            return named[0][0]
        titles = [(name, [value for _, value in self._options(node)]) for name, node in named if name]
        return common_title(titles) if titles else ""

    def _first(self, read: Callable[[Node], str]) -> str:
        return next(filter(None, map(read, self._nodes)), "")

    def _every(self, name: str) -> tuple[str, ...]:
        """The texts of a property of all nodes, each once."""
        texts = (plain(text) for node in self._nodes for text in self._graph.texts(node, name))
        return tuple(dict.fromkeys(filter(None, texts)))

    def _handle(self, node: Node) -> str:
        """What the shop calls it in its address, else the number of its group, else its own."""
        name = last_step(self._link)
        if any(map(str.isalpha, name)):
            return name
        return self._graph.text(node, "productGroupID", "inProductGroupWithID", "productID", "sku")

    def _address(self, text: str) -> str:
        return urljoined(self._base, text)

    def _tags(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(tag.strip() for text in self._every("keywords") for tag in text.split(",") if tag.strip())
        )

    def _description(self) -> str:
        graph, texts = self._graph, list[tuple[str, list[str]]]()
        for node in self._nodes:
            own = [graph.text(node, "name"), *(value for _, value in self._options(node))]
            texts += [(markup(text), own) for name in DESCRIPTIONS for text in graph.texts(node, name)]
        return texts_of_variants(texts)

    def _features(self) -> tuple[str, ...]:
        texts = [text for name in FEATURES for text in self._every(name)]
        notes = (note for node in self._nodes for note in self._graph.nodes(node, "positiveNotes"))
        items = (item for note in notes for item in self._graph.texts(note, "itemListElement"))
        return tuple(dict.fromkeys((*texts, *map(plain, items), *self._every("alternateName"))))

    def _properties(self, node: Node) -> list[tuple[str, str]]:
        graph = self._graph
        pairs = []
        for own in graph.nodes(node, "additionalProperty"):
            value = plain(f"{', '.join(graph.texts(own, 'value'))} {graph.text(own, 'unitText')}")
            pairs.append((plain(graph.text(own, "name", "propertyID")), value))
        return [pair for pair in pairs if all(pair)]

    def _is_option(self, pair: tuple[str, str]) -> bool:
        """Whether some variants have a property, and others have it not."""
        return 0 < sum(pair in self._properties(node) for node in self._members) < len(self._members)

    def _audience(self) -> tuple[str, ...]:
        """What the product, and the people that it is for, say of sex and age."""
        graph = self._graph
        people = [one for node in self._nodes for one in graph.nodes(node, "audience")]
        words = [text for node in (*self._nodes, *people) for text in graph.texts(node, "suggestedGender")]
        words += [text for one in people for text in graph.texts(one, "audienceType")]
        for one in people:
            words += self._ages(graph.text(one, "suggestedMinAge"), graph.text(one, "suggestedMaxAge"))
        for age in (age for node in (*self._nodes, *people) for age in graph.nodes(node, "suggestedAge")):
            words += self._ages(graph.text(age, "minValue"), graph.text(age, "maxValue"))
        return tuple(dict.fromkeys(plain(last_part(word)) for word in words))

    def _ages(self, youngest: str, oldest: str) -> list[str]:
        """`kids` or `adult`, as Google parts them."""
        if is_age(oldest) and int(oldest) <= OLDEST_CHILD:
            return ["kids"]
        return ["adult"] if is_age(youngest) and int(youngest) >= OLDEST_CHILD else []

    def _flags(self) -> tuple[tuple[str, str], ...]:
        offers = (offer for node in self._nodes for offer in offers_of(self._graph, node))
        conditions = (last_part(self._graph.text(offer, "itemCondition")) for offer in offers)
        return tuple(("condition", text) for text in dict.fromkeys(filter(None, conditions)))

    def _codes(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, text) for name in CODES for text in self._every(name))

    def _variants(self) -> tuple[ShopVariant, ...]:
        """The variants of a group; of a lone product its offers, where each is of a thing of its own."""
        if self._group or len(self._members) != 1:
            return tuple(self._variant(number, node) for number, node in enumerate(self._members))
        product = self._members[0]
        offers = offers_of(self._graph, product)
        if not are_variants(self._graph, offers):
            return (self._variant(0, product),)
        parts = [
            {**{k: v for k, v in product.items() if k in ("image", "url")}, **self._offered(offer)} for offer in offers
        ]
        return tuple(self._variant(number, node) for number, node in enumerate(parts))

    def _offered(self, offer: Node) -> Node:
        """An offer as the thing that it is of."""
        thing = next(iter(self._graph.nodes(offer, "itemOffered")), {})
        own = {k: v for k, v in offer.items() if k in (*GTINS, "sku", "name", "url", "image", "color", "size")}
        return {**own, **thing, "offers": [offer]}

    def _variant(self, number: int, node: Node) -> ShopVariant:
        graph, here = self._graph, self._here.to(f"variants[{number}]")
        offers = offers_of(graph, node)
        texts = offer_texts(graph, offers, here, self._not_kept) if offers else OfferTexts()
        one_offer = offers[0] if len(offers) == 1 else {}
        return ShopVariant(
            place=f"{self._place}.variants[{number}]", sku=graph.text(node, "sku") or graph.text(one_offer, "sku"),
            gtin=graph.text(node, *GTINS) or graph.text(one_offer, *GTINS), shop_id=graph.text(node, "productID"),
            title=plain(graph.text(node, "name")), options=self._options(node) or self._options_in_name(node),
            price=texts.price,
            currency=texts.currency, prices=texts.prices, stock=texts.stock, availability=texts.availability,
            link=self._address(graph.text(node, "url") or graph.text(one_offer, "url")),
            image=self._address(graph.text(node, "image")),
        )  # fmt: skip

    def _options(self, node: Node) -> tuple[tuple[str, str], ...]:
        graph = self._graph
        options = [(name, plain(text)) for name in OWN_OPTIONS for text in graph.texts(node, name)]
        options += [("size", plain(label)) for label in size_labels(graph, node)]
        for name in DIFFERING:
            if len({tuple(graph.texts(member, name)) for member in self._members}) > 1:
                options += [(name, plain(last_part(text))) for text in graph.texts(node, name)]
        return (*options, *filter(self._is_option, self._properties(node)))

    def _options_in_name(self, node: Node) -> tuple[tuple[str, str], ...]:
        """What stands behind the name of the product in that of a variant, as Shopify writes it: `Sock - S / Black`."""
        name = plain(self._graph.text(node, "name"))
        behind = name.removeprefix(self._name) if self._name else ""
        if behind == name or not behind.startswith(BEFORE_OPTIONS):
            return ()
        return tuple(("", value.strip()) for value in behind[len(BEFORE_OPTIONS) :].split(BETWEEN_OPTIONS))


def urljoined(base: str, text: str) -> str:
    """An address of a page in full; as it is written where that cannot be made."""
    try:
        return urljoin(base, text) if text else ""
    except ValueError:
        return text


def last_step(address: str) -> str:
    """What the last step of an address calls a page.

    >>> last_step("https://rivo.example/p/calf-sleeve.html?v=1"), last_step("https://rivo.example/")
    ('calf-sleeve', '')
    """
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return path.rstrip("/").rpartition("/")[2].removesuffix(".html")


def product_of(
    graph: SchemaGraph, family: ProductFamily, here: FieldPath, base: str, address: str = ""
) -> ShopProduct | None:
    """The record of a product; None and a problem where it has no name.

    `base` is what relative addresses begin with, `address` where the product stands if it does not say so itself.
    """
    product = FamilyReading(graph, family, here, base, address).product()
    if not product.title:
        here.to("name").missing("import_title")
        return None
    return product
