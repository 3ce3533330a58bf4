"""The items of one group as one product with variants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from msgspec.structs import replace

from ..shop_product.record import ShopProduct, ShopVariant
from .item import FeedEntry

Value = TypeVar("Value")
BETWEEN: Final = " \t-–—|/,;:·•("
"""What stands between the name of a product and the size or colour at the end of its title."""
BEHIND: Final = ")"
AUDIENCE: Final = ("gender", "age_group")


def product_of(entries: Sequence[FeedEntry], handle: str, brand: str) -> ShopProduct:
    """The product of a group, in the order of its items; each further item adds a variant, and words that are new."""
    first = entries[0]
    differing = _differing(entries)
    facts = [fact for entry in entries for fact in entry.shared]
    kinds = _once(entry.kinds for entry in entries)
    not_kept = Counter(name for entry in entries for name in entry.not_kept)
    return ShopProduct(
        place=first.place, handle=handle, title=_title(entries), brand=brand, kind=kinds[0] if kinds else "",
        categories=(*_once(entry.categories for entry in entries), *kinds[1:]), tags=_once(e.tags for e in entries),
        description="\n".join(_once([entry.description] for entry in entries)),
        features=_once(entry.features for entry in entries),
        audience=tuple(dict.fromkeys(value for name, value in facts if name in AUDIENCE)),
        fabric="; ".join(dict.fromkeys(value for name, value in facts if name == "material")),
        link=first.variant.link, image=first.variant.image, flags=_once(entry.flags for entry in entries),
        codes=tuple(("mpn", mpn) for mpn in _once([entry.mpn] for entry in entries)),
        variants=tuple(_variant(entry, differing) for entry in entries), not_kept=dict(not_kept),
    )  # fmt: skip


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


def _title(entries: Sequence[FeedEntry]) -> str:
    """What the titles of a group begin with, without the colour and size of an item; a lone title stays as it is."""
    if len(entries) == 1:
        return entries[0].title
    bare = [without_values(e.title, [value for _, value in (*e.variant.options, *e.shared)]) for e in entries]
    common = list(_common_words([title.split() for title in bare]))
    title = " ".join(common).rstrip(BETWEEN)
    return title if len(common) > 1 or len(set(bare)) == 1 else entries[0].title


def _common_words(titles: Sequence[Sequence[str]]) -> Iterator[str]:
    for words in zip(*titles, strict=False):
        if len(set(words)) > 1:
            return
        yield words[0]


def without_values(title: str, values: Sequence[str]) -> str:
    """A title without colour, size and the like at its end.

    >>> without_values("Rivo Calf Sleeve - Black / M", ["Black", "M"]), without_values("Sock (M, red)", ["M", "Red"])
    ('Rivo Calf Sleeve', 'Sock')
    >>> without_values("Rivo Team", ["M"]), without_values("M", ["M"])
    ('Rivo Team', 'M')
    """
    rest = title
    while True:
        ends = [v for v in values if v and _ends_with(rest.rstrip(BETWEEN + BEHIND), v)]
        if not ends:
            return rest.rstrip(BETWEEN) or title
        cut = rest.rstrip(BETWEEN + BEHIND)
        rest = cut[: -len(max(ends, key=len))].rstrip(BETWEEN)


def _ends_with(title: str, value: str) -> bool:
    """Whether a value stands at the end of a title, as a word of its own."""
    before = title[: -len(value)]
    return title.casefold().endswith(value.casefold()) and bool(before) and not before[-1].isalnum()
