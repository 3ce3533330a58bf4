"""A Google Merchant feed to products, one after the other: it is read twice, so that no group waits for the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple

from msgspec import Struct

from ..draft.problems import FieldPath, FirstProblems
from ..rows.merchant_parser import FeedItem
from ..shop_product.gathering import SkusSeen
from ..shop_product.record import ShopProduct
from ..shop_product.words import plain
from .attributes import attribute_of
from .group import product_of
from .item import FeedEntry, entry_of
from .items import items_of


class GroupKey(NamedTuple):
    """What makes items variants of one product: the group and the brand, which is part of it."""

    group: str
    brand: str


class OpenGroup(Struct):
    """A group of which not every item was read yet."""

    left: int
    brand: str
    entries: list[FeedEntry]


class ItemIds(SkusSeen):
    """The ids of a feed with the place of each item, so that those of several items are reported."""

    def __init__(self, place: FieldPath) -> None:
        super().__init__(place, "id_twice", "shop_one_id", "shop_id_of_others")
        self._says: set[int] = set()

    def is_another(self, entry: FeedEntry, item: FeedItem) -> bool:
        """Note the id of an item; whether none before it says all that it says."""
        id, says = (
            entry.variant.shop_id,
            hash(tuple((element.name, element.whole, element.text) for element in item.elements)),
        )
        self.see_at(entry.place, id, "id")
        is_another = not id or says not in self._says
        self._says.add(says)
        return is_another


def read_google_feed(
    file: BinaryIO, place: FieldPath, charset: str = "", now: datetime | None = None
) -> Iterator[ShopProduct]:
    """The products of a feed (TSV, CSV, RSS or Atom); a group comes when its last item was read.

    `now` (with its zone; else the time that it is) decides whether a sale is on. What is wrong is reported with line
    and attribute at `place`, and the rest is read.
    """
    now = now or datetime.now(UTC)
    read_items = items_of(file, place, charset)
    if read_items is None:
        return
    unheard = FieldPath(FirstProblems(most=0), place.path)
    left = Counter(_key(item) for item in read_items(unheard, _is_of_group))
    problems = place.collector.count
    ids, groups = ItemIds(place), dict[GroupKey, OpenGroup]()
    is_empty = True
    for item in read_items(place, bool):
        is_empty, key = False, _key(item)
        if not key.group:
            yield from _products(_group(item, place, now, OpenGroup(1, "", []), ids), "")
            continue
        group = groups.setdefault(key, OpenGroup(left[key], "", []))
        if not _group(item, place, now, group, ids).left:
            yield from _products(groups.pop(key), key.group)
    ids.report()
    if is_empty and place.collector.count == problems:
        place.report("empty_feed", None, "rows_one_row", "rows_look_at_export")


def _is_of_group(name: str) -> bool:
    return attribute_of(name)[0] in ("item_group", "brand")


def _key(item: FeedItem) -> GroupKey:
    texts = {attribute_of(e.name)[0]: plain(e.text) for e in reversed(item.elements) if e.text and _is_of_group(e.name)}
    return GroupKey(texts.get("item_group", ""), texts.get("brand", "").casefold())


def _group(item: FeedItem, place: FieldPath, now: datetime, group: OpenGroup, ids: ItemIds) -> OpenGroup:
    """The group with one more of its items."""
    entry = entry_of(item, place, now)
    group.left -= 1
    if entry is not None and ids.is_another(entry, item):
        group.entries.append(entry)
        brands = (plain(e.text) for e in item.elements if attribute_of(e.name)[0] == "brand")
        group.brand = group.brand or next(filter(None, brands), "")
    return group


def _products(group: OpenGroup, name: str) -> Iterator[ShopProduct]:
    """The product of a group; none where no item of it could be read."""
    if group.entries:
        yield product_of(group.entries, name or group.entries[0].variant.shop_id, group.brand)
