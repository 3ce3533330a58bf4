"""A product of a brand file and what the shop says of it now: field by field, variant by variant, claim by claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from ...model.offer import Availability
from .marks import (
    ABSENT,
    BY_PARTS,
    GROUPED_BY,
    LENGTH,
    OF_A_VARIANT,
    Marks,
    mark,
    marks_in_variant,
    marks_of,
    table_mark,
    undated,
)
from .merge import Merged, Record, as_it_is, merge_fields, shown
from .merge_prices import PRICE, settled_price
from .merge_uses import FileCharts, merge_uses
from .shop_read import ALL_READ, CHARTS, GIVEN, ShopRead

GONE: Final = "gone"
"""The mark of a product that was not among the shop's at the last import."""
STOCK: Final = ("stock", "availability")
Entries = list[tuple[int | None, Merged]]


class ShopNow(Struct, frozen=True):
    """What the shop has now, beside the product that is looked at."""

    charts: FileCharts
    numbers: frozenset[tuple[str, str]] = frozenset()
    """The SKU, GTIN and shop id of every variant that stands in the file after the import because the shop has it."""
    read: ShopRead = ALL_READ
    """How well it was read."""
    is_the_same: bool = True
    """Whether it is the shop, or the part of one, that the last import was about."""


def is_the_same_shop(ids: Iterable[str], base: Mapping[str, Marks], theirs: Collection[str]) -> bool:
    """Whether the news (`theirs`) are about at least half of those products of a file that the last import was about.

    Else they are probably those of another shop, or of a part of this one: nothing is sold out for it.
    """
    last = [id for id in ids if GONE not in base.get(id, {GONE: ""})]
    return 2 * sum(id in theirs for id in last) >= len(last)


def numbers_of(variant: Record) -> set[tuple[str, str]]:
    """What a variant is known by: only one may have each of these."""
    return {(name, str(variant[name])) for name in ("sku", "gtin", "shop_id") if variant.get(name)}


def merge_product(base: Marks, mine: Record, news: Record, id: str, shop: ShopNow) -> Merged:
    """A product after an import, which knows it by its id."""
    merged = Merged(marks=marks_of(news))
    unread = [name for name in base if name not in news and shop.read.is_unread(id, name)]
    merge_fields(merged, base, mine, news, unread)
    merged.fields |= {name: mine[name] for name in unread if name in mine and name not in BY_PARTS}
    merge_uses(merged, base, mine, id, shop.charts)
    for name in GROUPED_BY:
        own: Entries = [(at, as_it_is(table)) for at, table in enumerate(mine.get(name, ()))]
        merged.set_list(name, own if name in unread else _merged_tables(merged, name, base, mine, news))
    merged.marks |= {name: base[name] for name in unread if name != CHARTS}
    merged.marks = {**{name: text for name, text in base.items() if name.startswith("variant.")}, **merged.marks}
    merged.set_list("variant", _merged_variants(merged, base, mine, news, id, shop))
    return merged


def gone_product(base: Marks, mine: Record, id: str, shop: ShopNow) -> Merged:
    """A product that the shop does not have any more; whether its variants are sold out is settled once."""
    if shop.read.is_not_given(base):  # without its chart, which a person gave, it may have been left out by a rule
        return Merged(dict(mine), marks=dict(base), kept={GIVEN: ""})
    is_gone = shop.read.may_be_gone(id, base)
    merged = Merged(dict(mine), marks={**base, **({GONE: "1"} if is_gone else {})})
    is_out = is_gone and shop.is_the_same and GONE not in base
    variants = [
        (at, _left_variant(merged, base, variant, shop, is_sold_out=is_out))
        for at, variant in enumerate(mine.get("variant", ()))
    ]
    merged.set_list("variant", [(at, variant) for at, variant in variants if variant is not None])
    return merged


def _merged_tables(merged: Merged, name: str, base: Marks, mine: Record, news: Record) -> Entries:
    """Claims, codes, pressures or rulings: tables without a name of their own, told apart by what they say."""
    written = [text for text in base.get(name, "").split(",") if text]
    tables = mine.get(name, [])
    ours = [table_mark(name, table) for table in tables]
    theirs = {table_mark(name, table): table for table in news.get(name, ())}
    replaced = _replaced(written, ours, list(theirs))
    own = {text: table for text, table in zip(ours, tables, strict=True) if text not in written and text not in theirs}
    for old in [old for old in written if old not in ours]:
        says = theirs.get(replaced.pop(old, old))
        yours = own.pop(next((text for text in own if text[:LENGTH] == old[:LENGTH]), ""), None)
        if says or yours:
            merged.note_correction((name,), yours, says, is_news=old not in theirs)
    for table in own.values():
        merged.note_correction((name,), table, None, is_news=False)
    entries: Entries = []
    for at, (text, table) in enumerate(zip(ours, tables, strict=True)):
        entry = theirs.get(replaced.pop(text, text)) if text in written else table
        if entry != table:
            merged.note_change((name,), table, entry)
        entries += [(at, as_it_is(entry))] if entry is not None else []
    for text in replaced.values():
        merged.note_change((name,), None, theirs[text])
        entries.append((None, as_it_is(theirs[text])))
    return entries


def _replaced(written: Sequence[str], ours: Collection[str], theirs: Sequence[str]) -> dict[str, str]:
    """What the shop says anew, by what it said of the same before; what it adds, by itself."""
    gone = [text for text in written if text not in theirs]
    replaced = {}
    for text in [text for text in theirs if text not in ours and text not in written]:
        before = next((old for old in gone if old[:LENGTH] == text[:LENGTH]), "")
        replaced[before or text] = text
        gone = [old for old in gone if old != before]
    return replaced


def _merged_variants(merged: Merged, base: Marks, mine: Record, news: Record, id: str, shop: ShopNow) -> Entries:
    """The variants of a product: those of the file in their order, then new ones."""
    theirs = {variant.get("sku"): variant for variant in news.get("variant", ())}
    unread = {name for name in OF_A_VARIANT if shop.read.is_unread(id, name)}
    by_chart = {"size"} if shop.charts.uses[id].unknown else set()
    entries: Entries = []
    for at, variant in enumerate(mine.get("variant", ())):
        if variant.get("sku") in theirs:
            written = base.get(f"variant.{mark(variant['sku'])}", "")
            other = theirs.pop(variant["sku"])
            names = {n for n in unread if _is_lacking(n, variant, other)} | (by_chart & variant.keys())
            sizes = variant.get("size", ""), other.get("size", "")
            names |= {"size"} if shop.charts.has_other_sizes(merged.fields, id, *sizes) else set()
            entries.append((at, _merged_variant(merged, written, variant, other, names)))
        elif (left := _left_variant(merged, base, variant, shop, is_sold_out=shop.read.complete)) is not None:
            entries.append((at, left))
    for sku, variant in theirs.items():
        if f"variant.{mark(sku)}" in base:
            merged.note_correction(("variant", str(sku)), None, variant, is_news=False)
        else:
            merged.note_change(("variant", str(sku)), None, variant)
            entries.append((None, as_it_is(variant)))
    return entries


def _left_variant(merged: Merged, base: Marks, variant: Record, shop: ShopNow, *, is_sold_out: bool) -> Merged | None:
    """A variant that the product does not have at the shop any more; None where it is another one there now."""
    sku = str(variant.get("sku"))
    written = base.get(f"variant.{mark(sku)}", "")
    if written and shop.numbers & numbers_of(variant):
        merged.note_change(("variant", sku), dict(variant), None)
        merged.marks.pop(f"variant.{mark(sku)}", None)
        return None
    return sold_out(merged, written, variant) if is_sold_out else as_it_is(variant)


def _is_lacking(name: str, mine: Record, news: Record) -> bool:
    """Whether the shop does not say a field of a variant that the file has; one of stock and availability is enough."""
    alike = STOCK if name in STOCK else (name,)
    return name in mine and not any(other in news for other in alike)


def _merged_variant(merged: Merged, written: str, mine: Record, news: Record, unread: Collection[str]) -> Merged:
    """A variant that the shop has still; of what could not be read (`unread`) the file keeps what it has."""
    fields: dict[str, Any] = {"sku": mine["sku"]}
    sku = str(mine["sku"])
    before = dict(zip(OF_A_VARIANT, marks_in_variant(written), strict=True))
    for name, base in before.items():
        if name in unread:
            value = mine.get(name)
            merged.kept.setdefault(name, shown(value))
        elif name == PRICE:
            value = settled_price(merged, sku, base, mine.get(name), news.get(name))
        else:
            value = merged.settle(("variant", sku, name), base, mine.get(name), news.get(name))
        if value is not None:
            fields[name] = value
    if unread:
        marks = {name: before[name] if name in unread else mark(undated(news.get(name))) for name in OF_A_VARIANT}
        merged.marks[f"variant.{mark(sku)}"] = "".join(marks.values())
    return Merged(fields)


def sold_out(merged: Merged, written: str, variant: Record) -> Merged:
    """A variant that the shop does not have any more; as it is where it never did, or a person says how many there are.

    The marks of what is written now are noted in `merged`.
    """
    base = dict(zip(OF_A_VARIANT, marks_in_variant(written), strict=True))
    is_out = variant.get("stock") == 0 or variant.get("availability") == Availability.SOLD_OUT
    if not written or is_out or any(mark(variant.get(name)) != base[name] for name in STOCK):
        return as_it_is(variant)
    fields = {name: value for name, value in variant.items() if name not in STOCK}
    fields["availability"] = Availability.SOLD_OUT.value
    for name in STOCK:
        if variant.get(name) != fields.get(name):
            path = ("variant", str(variant["sku"]), name)
            merged.note_change(path, variant.get(name), fields.get(name))
    marked = {**base, "stock": ABSENT, "availability": mark(fields["availability"])}
    merged.marks[f"variant.{mark(variant['sku'])}"] = "".join(marked.values())
    return Merged(fields)
