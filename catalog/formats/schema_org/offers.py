"""What offers of schema.org ask for a thing, and whether there are any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, TypeVar

from msgspec import Struct

from ..draft.problems import FieldPath
from ..shop_product.currencies import are_in_currencies_of_their_own
from .graph import SchemaGraph, last_part, types_of
from .json_ld import Node

Value = TypeVar("Value")
AGGREGATE: Final = "AggregateOffer"
OTHER_PRICES: Final = frozenset({
    "ListPrice", "StrikethroughPrice", "SRP", "MSRP", "RegularPrice", "InvoicePrice", "MinimumAdvertisedPrice",
})  # fmt: skip
"""Kinds of prices that nobody asks today."""
FOR_SOME: Final = (
    "referenceQuantity",
    "validForMemberTier",
    "eligibleQuantity",
    "billingDuration",
    "eligibleCustomerType",
)
"""What a price has that is asked of some people, for some amount, or for a part of the thing."""
NUMBERS: Final = ("sku", "gtin", "gtin13", "gtin14", "gtin12", "gtin8")


class OfferTexts(Struct, frozen=True):
    """What is asked today, as printed."""

    price: str = ""
    currency: str = ""
    prices: tuple[str, ...] = ()
    """The price in several currencies, each with its code, where that is so."""
    availability: str = ""
    stock: str = ""


def offers_of(graph: SchemaGraph, node: Node) -> list[Node]:
    """The offers of a product, those of a summary one by one where it has them."""
    offers: list[Node] = []
    for offer in graph.nodes(node, "offers"):
        inner = graph.nodes(offer, "offers") if AGGREGATE in types_of(offer) else []
        offers += inner or [offer]
    return offers


def are_variants(graph: SchemaGraph, offers: Sequence[Node]) -> bool:
    """Whether each of several offers is of a thing of its own, and not of another seller of one thing."""
    if len(offers) < 2 or len({graph.text(offer, "seller") for offer in offers}) > 1:
        return False
    things = [graph.text(offer, *NUMBERS, "itemOffered", "name") or _asked_for(graph, offer) for offer in offers]
    return all(things) and len(set(things)) == len(things)


def _asked_for(graph: SchemaGraph, offer: Node) -> str:
    """What the address of an offer asks the shop for: `variant=12`."""
    return graph.text(offer, "url").partition("?")[2]


def offer_texts(graph: SchemaGraph, offers: Sequence[Node], here: FieldPath, not_kept: Counter[str]) -> OfferTexts:
    """What some offers of one thing say together; where they contradict each other, nothing and a problem."""
    prices = {_price(graph, offer, here, not_kept): None for offer in offers}
    availability = {last_part(graph.text(offer, "availability")): None for offer in offers}
    stocks = {graph.text(offer, "inventoryLevel"): None for offer in offers}
    offered = [price for price in prices if price[0]]
    several = [" ".join(filter(None, price)) for price in offered]
    if len(offered) < 2 or not are_in_currencies_of_their_own(several):
        offered, several = [_one(offered, here.to("offers", "price")) or ("", "")], []
    price, currency = offered[0] if not several else ("", "")
    return OfferTexts(
        price, currency, tuple(several),
        _one(list(filter(None, availability)), here.to("offers", "availability")) or "",
        _one(list(filter(None, stocks)), here.to("offers", "inventoryLevel")) or "",
    )  # fmt: skip


def _one(values: Sequence[Value], here: FieldPath) -> Value | None:
    if len(values) > 1:
        texts = (" ".join(filter(None, v)) if isinstance(v, tuple) else str(v) for v in values)
        here.report("two_columns", ", ".join(texts), "import_one_value", "import_not_taken")
        return None
    return values[0] if values else None


def _price(graph: SchemaGraph, offer: Node, here: FieldPath, not_kept: Counter[str]) -> tuple[str, str]:
    """The price of an offer and its currency; of a summary only where all prices are one."""
    currency = graph.text(offer, "priceCurrency")
    if price := graph.text(offer, "price"):
        return price, currency
    low, high = graph.text(offer, "lowPrice"), graph.text(offer, "highPrice")
    if low and low == high:
        return low, currency
    if low or high:
        not_kept["lowPrice"] += 1
        return "", ""
    specified = [s for s in graph.nodes(offer, "priceSpecification") if _is_asked(graph, s)]
    prices = dict.fromkeys((graph.text(s, "price"), graph.text(s, "priceCurrency") or currency) for s in specified)
    return _one([price for price in prices if price[0]], here.to("offers", "priceSpecification")) or ("", "")


def _is_asked(graph: SchemaGraph, price: Node) -> bool:
    """Whether everybody can buy one whole thing for a price today."""
    kinds = types_of(price)
    if any("Delivery" in kind or "Payment" in kind for kind in kinds) or any(name in price for name in FOR_SOME):
        return False
    return last_part(graph.text(price, "priceType")) not in OTHER_PRICES
