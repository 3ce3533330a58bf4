"""The items of one group as one product with variants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from msgspec.structs import replace

from ..shop_product.named_fields import with_named_fields
from ..shop_product.record import ShopProduct, ShopVariant
from ..shop_product.titles import common_title, texts_of_variants
from .item import FeedEntry

Value = TypeVar("Value")
AUDIENCE: Final = ("gender", "age_group")


def product_of(entries: Sequence[FeedEntry], handle: str, brand: str) -> ShopProduct:
    """The product of a group, in the order of its items; each further item adds a variant, and words that are new."""
    first = entries[0]
    differing = _differing(entries)
    facts = [fact for entry in entries for fact in entry.shared]
    kinds = _once(entry.kinds for entry in entries)
    not_kept = Counter(name for entry in entries for name in entry.not_kept)
    title = common_title([(entry.title, _values(entry)) for entry in entries])
    product = ShopProduct(
        place=first.place, handle=handle, title=title, brand=brand, kind=kinds[0] if kinds else "",
        categories=(*_once(entry.categories for entry in entries), *kinds[1:]), tags=_once(e.tags for e in entries),
        description=texts_of_variants([(entry.description, [entry.title, *_values(entry)]) for entry in entries]),
        features=_once(entry.features for entry in entries),
        audience=tuple(dict.fromkeys(value for name, value in facts if name in AUDIENCE)),
        fabric="; ".join(dict.fromkeys(value for name, value in facts if name == "material")),
        link=first.variant.link, image=first.variant.image, flags=_once(entry.flags for entry in entries),
        codes=tuple(("mpn", mpn) for mpn in _once([entry.mpn] for entry in entries)),
        variants=tuple(_variant(entry, differing) for entry in entries), not_kept=dict(not_kept),
    )  # fmt: skip
    return with_named_fields(product, _once(entry.named for entry in entries))


def _once(groups: Iterable[Iterable[Value]]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(value for group in groups for value in group if value))


def _differing(entries: Sequence[FeedEntry]) -> set[str]:
    """The names of facts that are not the same in all items."""
    facts = [dict(entry.shared) for entry in entries]
    names = {name for fact in facts for name in fact}
    return {name for name in names if len({fact.get(name, "") for fact in facts}) > 1}


def _variant(entry: FeedEntry, differing: set[str]) -> ShopVariant:
    more = tuple((name, value) for name, value in entry.shared if name in differing)
    return replace(entry.variant, options=(*entry.variant.options, *more)) if more else entry.variant


def _values(entry: FeedEntry) -> list[str]:
    return [value for _, value in (*entry.variant.options, *entry.shared)]
