"""Sizes of products by the names that people know: offered while one types, and where an entry is unclear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from msgspec import Struct, field

from ..model.leg import LegPoint
from ..model.product import Product
from ..model.product_name import KNOWN_DASH, full_name, normalized
from ..model.verdict import Outcome
from .catalog_index import Candidate
from .product_finder import MOST_COMPARED

SHORTEST: Final = 3
"""Letters of a word that says something of a name."""
ALIKE: Final = 0.8
"""How much alike two spellings of a word are, from 0 to 1."""
MOST_OFFERED: Final = 200
"""Names that are offered while one types."""


class KnownSize(Struct, frozen=True):
    """A product that has a size chart, and one of its sizes; none where it still has to be named."""

    product: Product
    reference: str
    """What names it: brand and name, or its id where another product is called the same."""
    label: str = ""

    @property
    def text(self) -> str:
        """What is written in the field for it: `Stride Run Sock — M`."""
        return f"{self.reference}{KNOWN_DASH}{self.label}" if self.label else self.reference

    @property
    def shown(self) -> str:
        """What a person reads: the name, also where the id stands in the field."""
        name = full_name(self.product)
        return f"{name}{KNOWN_DASH}{self.label}" if self.label else name


class KnownSizes(Struct, frozen=True, eq=False, dict=True):
    """Every product whose chart has sizes, but for medical ones, by brand and name."""

    products: tuple[Product, ...]
    offers: dict[frozenset[LegPoint], list[str]] = field(default_factory=dict)
    """What was offered for some points."""

    @cached_property
    def references(self) -> dict[str, str]:
        """What names each product, by id."""
        names = Counter(normalized(full_name(p)) for p in self.products)
        return {p.id: full_name(p) if names[normalized(full_name(p))] == 1 else p.id for p in self.products}

    def comparable(self, points: Collection[LegPoint]) -> tuple[Product, ...]:
        """The products whose chart goes by one of some points, so that a size of theirs says something."""
        return tuple(p for p in self.products if p.chart and not set(points).isdisjoint(p.chart.points))

    def offered(self, points: Collection[LegPoint]) -> list[str]:
        """What can be written for the products that say something of some points, at most `MOST_OFFERED` names.

        Where sizes are too many the products alone, and where these are too many their brands.
        """
        if (key := frozenset(points)) not in self.offers:
            self.offers[key] = self._offered(self.comparable(key))
        return self.offers[key]

    def _offered(self, products: Sequence[Product]) -> list[str]:
        texts = [size.text for p in products for size in self.sizes_of(p)]
        if len(texts) > MOST_OFFERED:
            texts = [self.references[p.id] for p in products]
        if len(texts) > MOST_OFFERED:
            texts = list(dict.fromkeys(p.brand for p in products))
        return texts[:MOST_OFFERED]

    def sizes_of(self, product: Product) -> list[KnownSize]:
        """Each size of a product, once."""
        labels = dict.fromkeys(size.label for size in product.chart.sizes) if product.chart else {}
        return [KnownSize(product, self.references[product.id], label) for label in labels]

    def meant(self, text: str) -> list[KnownSize]:
        """What an entry may mean that names no size of one product: its size of each product that has all its words.

        Where none has a size of that label, the products; where it is one, all its sizes. Empty where no product has
        the words.
        """
        words = text.replace(KNOWN_DASH.strip(), " ").split()
        for at in range(len(words) - 1, 0, -1):
            label = " ".join(words[at:]).casefold()
            sizes = [size for p in self._named(words[:at]) for size in self.sizes_of(p)]
            if sizes := [size for size in sizes if size.label.casefold() == label]:
                return sizes
        return self._each_or_sizes(self._named(words) or self._named(words[:-1]))

    def nearest(self, text: str) -> list[KnownSize]:
        """The products that share a word with an entry, or one spelled much alike; those of most words first."""
        typed = [word for word in normalized(text).split() if len(word) >= SHORTEST]
        if len(self.products) <= MOST_COMPARED:
            every = {word for words in self._words.values() for word in words}
            typed = [alike for word in typed for alike in get_close_matches(word, every, n=1, cutoff=ALIKE)]
        shared = {p.id: sum(word in self._words[p.id] for word in typed) for p in self.products}
        near = sorted((p for p in self.products if shared[p.id]), key=lambda p: -shared[p.id])
        return [KnownSize(p, self.references[p.id]) for p in near]

    def _named(self, words: Sequence[str]) -> list[Product]:
        """The products whose names and ids have all of some words, each as often; none for no words."""
        wanted = Counter(normalized(" ".join(words)).split())
        return [p for p in self.products if wanted and wanted <= self._words[p.id]]

    @cached_property
    def _words(self) -> dict[str, Counter[str]]:
        """The words of the name of each product, by id."""
        texts = {p.id: (full_name(p), p.id) for p in self.products}
        return {id: Counter(normalized(a).split()) | Counter(normalized(b).split()) for id, (a, b) in texts.items()}

    def _each_or_sizes(self, products: Sequence[Product]) -> list[KnownSize]:
        if len(products) == 1:
            return self.sizes_of(products[0])
        return [KnownSize(p, self.references[p.id]) for p in products]


def known_sizes(candidates: Iterable[Candidate]) -> KnownSizes:
    """The products of a catalog whose sizes a person may know."""
    sized = [
        c.product
        for c in candidates
        if c.product.chart is not None and c.product.chart.sizes and c.gates.medical.outcome is not Outcome.FAIL
    ]
    return KnownSizes(tuple(sorted(sized, key=lambda p: (p.brand.casefold(), p.name.casefold(), p.id))))
