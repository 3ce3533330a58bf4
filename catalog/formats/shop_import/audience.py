"""Whom a product is made for, as its export says: in a field, its title, its options, its product type."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from ..shop_product.record import ShopProduct
from ..size_table.word_list import has_phrase, phrases, words_of
from .garment import kind_text
from .options import OptionKind, option_kind

ADULTS: Final = ("women", "men", "unisex")
GENDER: Final = OptionKind.GENDER


class AudienceReading(Struct, frozen=True):
    """The audience where one is stated, and the two that contradict each other."""

    audience: str | None = None
    contradiction: str = ""


@lru_cache(maxsize=4096)
def named_in(text: str) -> frozenset[str]:
    """Whom a text names.

    >>> sorted(named_in("Women's Run Socks")), sorted(named_in("Damen und Herren")), sorted(named_in("Run Socks"))
    (['women'], ['men', 'women'], [])
    """
    words = words_of(text)
    if _first_words().isdisjoint(words):
        return frozenset()
    return frozenset(kind for kind in ADULTS if has_phrase(words, phrases("audience", kind)))


@cache
def _first_words() -> frozenset[str]:
    """The words that anything which names somebody begins with."""
    return frozenset(phrase[0] for kind in ADULTS for phrase in phrases("audience", kind))


def read_audience(product: ShopProduct) -> AudienceReading:
    """The one audience that all who say one agree on; women and men together are no `unisex`, for nothing says it."""
    stated: dict[str, None] = {}
    for texts in filter(None, (product.audience, (product.title,), _genders(product), (kind_text(product),))):
        named = _of_all(texts)
        if "unisex" in named:
            stated["unisex"] = None
        elif len(named) == 1:
            stated.update(dict.fromkeys(named))
        elif named:
            break
    if len(stated) > 1:
        return AudienceReading(None, ", ".join(stated))
    return AudienceReading(next(iter(stated), None))


def _of_all(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(named_in, texts))


def _genders(product: ShopProduct) -> Iterable[str]:
    """The values of an option that is called by sex."""
    return [value for variant in product.variants for name, value in variant.options if option_kind(name) is GENDER]
