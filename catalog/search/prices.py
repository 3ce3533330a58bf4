"""What the products of an index cost, and their order by it: worked out anew only where a price has changed."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from heapq import heapify, heappop
from typing import Any

from msgspec import Struct

from ..model.buying import has_prices_by_size, lowest_in, minor_in, price_in, price_of
from ..model.product import Product


class PriceOrder(Struct, frozen=True):
    """The products of an index by price in one currency, then by name."""

    keys: list[int]
    """What each product is ordered by, by its number; no two are the same."""
    numbers: list[int]
    """The numbers of the products in order."""
    places: list[int]
    """The place of each product, by its number."""


class Prices:
    """The prices of products by their numbers in an index.

    A product whose sizes differ in price stands at its lowest price: in any size it costs as much or more.
    """

    __slots__ = ("_in_size", "_names", "_orders", "_outdated", "by_size", "currencies", "products")

    def __init__(self, products: Sequence[Product], names: Sequence[int]) -> None:
        """`names` has the place of each product by name; no two are the same."""
        self._names = names
        self.products = products
        """As they were when one of them last had another price."""
        self.currencies = Counter(map(currency_of, products))
        """How many products have their price in each currency."""
        self.by_size = frozenset(n for n, product in enumerate(products) if has_prices_by_size(product))
        """The products of which some sizes cost more than others."""
        self._orders: dict[str, PriceOrder] = {}
        self._outdated: dict[str, tuple[PriceOrder, frozenset[int]]] = {}
        """Orders of a catalog before, with the numbers of the products whose prices have changed since."""
        self._in_size: dict[int, dict[tuple[str, str | None], int]] = {}
        """What products are ordered by in a currency and a size, by number, as far as it was wanted."""

    @property
    def currency(self) -> str:
        """The currency of most prices; empty where no price names one."""
        return commonest(self.currencies)

    @property
    def is_mixed(self) -> bool:
        """Whether there are prices in several currencies."""
        return sum(1 for code, count in self.currencies.items() if code and count) > 1

    def key(self, number: int, minor: int) -> int:
        """What a product is ordered by where it costs so much, to be compared with `PriceOrder.keys`."""
        return minor * len(self._names) + self._names[number]

    def key_in(self, number: int, size: str | None, currency: str) -> int:
        """What a product is ordered by where it is taken in a size; worked out once for all questions."""
        keys = self._in_size.get(number)
        if keys is None:
            keys = self._in_size[number] = {}
        key = keys.get((currency, size))
        if key is None:
            minor = minor_in(price_in(self.products[number], size), currency)
            key = keys[currency, size] = self.key(number, minor)
        return key

    def lowest(self, number: int, currency: str) -> int:
        """The least that any size of a product costs, in minor units of a currency; `NO_PRICE` where none is in it."""
        return self.order(currency).keys[number] // len(self._names)

    def order(self, currency: str) -> PriceOrder:
        """The products by their prices in a currency; worked out when it is first wanted."""
        order = self._orders.get(currency)
        if order is None:
            order = self._orders[currency] = self._ordered(currency)
            self._outdated.pop(currency, None)
        return order

    def with_products(self, changed: Mapping[int, Product]) -> Prices:
        """The prices with some products as they are now; itself where none of them costs anything else."""
        repriced = {n: p for n, p in changed.items() if _prices_of(p) != _prices_of(self.products[n])}
        if not repriced:
            return self
        prices: Prices = object.__new__(Prices)
        prices._names, prices.products = self._names, with_items(self.products, repriced)
        prices.currencies = self.currencies.copy()
        prices.currencies.subtract(currency_of(self.products[n]) for n in repriced)
        prices.currencies.update(map(currency_of, repriced.values()))
        by_size = {n for n, product in repriced.items() if has_prices_by_size(product)}
        prices.by_size = (self.by_size - repriced.keys()) | by_size
        prices._in_size = {n: keys for n, keys in self._in_size.copy().items() if n not in repriced}
        numbers = frozenset(repriced)
        older = {c: (order, since | numbers) for c, (order, since) in self._outdated.items()}
        prices._orders, prices._outdated = {}, older | {c: (o, numbers) for c, o in self._orders.items()}
        return prices

    def _ordered(self, currency: str) -> PriceOrder:
        """Sort the products; where an order of before is at hand, sort those that changed into it."""
        products, outdated = self.products, self._outdated.get(currency)
        if outdated is None:
            keys = [self.key(n, lowest_in(product, currency)) for n, product in enumerate(products)]
            numbers = sorted(range(len(keys)), key=keys.__getitem__)
            return PriceOrder(keys, numbers, inverse(numbers))
        before, changed = outdated
        keys = before.keys.copy()
        for n in changed:
            keys[n] = self.key(n, lowest_in(products[n], currency))
        # Two runs, each in order: Python's sort merges such in one pass.
        numbers = [n for n in before.numbers if n not in changed] + sorted(changed, key=keys.__getitem__)
        numbers.sort(key=keys.__getitem__)
        return PriceOrder(keys, numbers, inverse(numbers))


Bound = tuple[Any, int, int]
"""What a product is ranked by, the least key that its price can give it, and its number."""


def first_by_price(bounds: list[Bound], key_of: Callable[[int], int], most: int | None) -> list[Bound]:
    """The first products by rank and by the key that `key_of` gives their numbers, at most `most`.

    No key is less than its bound, so that few are worked out where few products are wanted.
    """
    if most is None:
        return sorted((rank, key_of(number), number) for rank, _, number in bounds)
    heapify(bounds)
    best: list[Bound] = []
    while most and bounds and (len(best) < most or bounds[0] < best[-1]):
        rank, _, number = heappop(bounds)
        insort(best, (rank, key_of(number), number))
        del best[most:]
    return best


def _prices_of(product: Product) -> list[object]:
    """Everything that the price of a product and of its sizes turns on."""
    return [product.price, *((v.size, v.offer.price) for v in product.variants if v.offer.price is not None)]


def currency_of(product: Product) -> str:
    """The currency of a product's price; empty where it has none, or its source does not print it."""
    money = price_of(product)
    return money.currency if money else ""


def commonest(currencies: Mapping[str, int]) -> str:
    """The currency that most prices are in, of equal ones the first by its letters; empty where none is named."""
    named = {code: count for code, count in currencies.items() if code and count}
    return min(named, key=lambda code: (-named[code], code), default="")


def inverse(order: Sequence[int]) -> list[int]:
    """The place of each number in an order."""
    places = [0] * len(order)
    for place, number in enumerate(order):
        places[number] = place
    return places


def with_items(items: Sequence[Product], changed: Mapping[int, Product]) -> Sequence[Product]:
    """A list with some of its items replaced."""
    copied = list(items)
    for number, item in changed.items():
        copied[number] = item
    return copied
