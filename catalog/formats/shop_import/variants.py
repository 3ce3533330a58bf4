"""What a shop can put in a basket: SKU, size, colour, GTIN and shop id of each variant, and its offer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct, field

from ...model.plain_name import plain_name
from ..draft.models import VariantDraft
from ..shop_product.record import ShopProduct, ShopVariant
from ..size_table.cells import is_day
from ..stock_feed.cells import SHORTENED
from .identity import digest_of
from .nearest_size import nearest_label
from .notes import Notes
from .offers import offer_fields
from .options import JOIN, OptionKind, SortedOptions, SortedProduct, is_no_option
from .size_labels import UPPER_LETTERS, is_label, joined_label, matched_label, size_at_end
from .texts import label_text
from .trade_numbers import mended_gtin, says_no_gtin

LONGEST_SKU: Final = 60
MOST_LABELS: Final = 12
DAY_OF_SHEET: Final = re.compile(r"[0-9]{1,2}[-. ]+[^\W\d_]{3,5}\.?|[^\W\d_]{3,5}[-. ]+[0-9]{2}")
"""How a spreadsheet writes a day of this year, or a month: `3-Apr`, `Apr-03`."""
LONGEST_DAY: Final = 10


class VariantMaking(Struct):
    """What making the variants of one product needs."""

    whole: SortedProduct
    labels: tuple[str, ...]
    """The labels of its charts."""
    currency: str
    base: str
    """The address of the shop, for links without a host."""
    notes: Notes
    ranges: dict[str, set[str]] = field(default_factory=dict)
    """By label of a chart: the ranges of shoes or girths that sizes of this label go with."""
    unsure: set[str] = field(default_factory=set)
    """The SKUs that are made up, and those that several variants have."""

    @property
    def product(self) -> ShopProduct:
        """The product itself."""
        return self.whole.product

    @property
    def has_alphabet(self) -> bool:
        """Whether an option that is not called a size has letters that are none: `Initial: A, B, C`."""
        values = (value for options in self.whole.options for value in options.unnamed)
        return any(len(value) == 1 and value.isalpha() and not is_label(value, self.labels) for value in values)


def variants_of(making: VariantMaking) -> list[VariantDraft]:
    """The drafts of all variants, each SKU once; what was mended, made up or left out is noted."""
    _gather_ranges(making)
    drafts: dict[str, VariantDraft] = {}
    for variant, options in zip(making.product.variants, making.whole.options, strict=True):
        draft = _variant(variant, options, making)
        sku = draft.sku or ""
        if sku in drafts:
            if _is_same(draft, drafts[sku]):
                making.notes.count("variant_twice", sku, variant.place)
                continue
            draft.sku = _other_sku(draft, variant, drafts)
            making.unsure |= {sku, draft.sku}
            making.notes.add("sku_twice", sku=sku, new=draft.sku)
        drafts[draft.sku or ""] = draft
    return list(drafts.values())


def _variant(variant: ShopVariant, options: SortedOptions, making: VariantMaking) -> VariantDraft:
    notes = making.notes
    fields: dict[str, Any] = offer_fields(variant, making.product, making.currency, making.base, notes)
    if size := label_text(_size(variant, options, making)):
        fields["size"] = size
    if options.colour:
        fields["colour"] = options.colour
    if gtin := _gtin(variant, notes):
        fields["gtin"] = gtin
    if shop_id := label_text(variant.shop_id):
        fields["shop_id"] = shop_id
    sku = _sku(variant.sku, variant.place, notes)
    if not sku:
        sku = _sku(variant.shop_id, variant.place, notes) or gtin or _made_sku(variant, making.product)
        notes.count("sku_made", sku, variant.place)
        making.unsure.add(sku)
    return VariantDraft.of(sku=sku, **fields)


def _sku(text: str, place: str, notes: Notes) -> str:
    """A SKU, or an id in its place; none where a spreadsheet has cut its last digits off, or made a day of it."""
    sku = label_text(_without_apostrophe(text))
    if "+" in sku and SHORTENED.fullmatch(sku):
        notes.count("sku_shortened", sku, place)
        return ""
    if len(sku) <= LONGEST_DAY and _is_day_of_sheet(sku):
        notes.count("sku_is_day", sku, place)
        return ""
    return sku


def _is_day_of_sheet(sku: str) -> bool:
    """Whether a spreadsheet made a day of a SKU; what is all capitals, or has a part more, a shop wrote itself.

    >>> [_is_day_of_sheet(sku) for sku in ("3-Apr", "Apr-03", "03. Apr", "03-avr")]
    [True, True, True, True]
    >>> [_is_day_of_sheet(sku) for sku in ("APR-03", "Apr-03-Blk", "2026-04-03", "3-Run")]
    [False, False, False, False]
    """
    return DAY_OF_SHEET.fullmatch(sku) is not None and not sku.isupper() and is_day(sku)


def _without_apostrophe(sku: str) -> str:
    """A SKU without the apostrophe by which a spreadsheet keeps a number a text."""
    plain = sku.strip()
    return plain[1:] if plain[:1] in "'’" and plain[1:].isdigit() else plain


def _made_sku(variant: ShopVariant, product: ShopProduct) -> str:
    """A SKU of the handle and the options: the same in every run."""
    options = tuple(value for _, value in variant.options if value) or (variant.title,)
    texts = (product.handle or product.title, *options)
    name = plain_name(" ".join(dict.fromkeys(t for t in texts if t)), 500)
    return name if 0 < len(name) <= LONGEST_SKU else f"{name[:LONGEST_SKU]}-{digest_of(*texts)}".strip("-")


def _gtin(variant: ShopVariant, notes: Notes) -> str:
    gtin = mended_gtin(variant.gtin)
    if not gtin and not says_no_gtin(variant.gtin):
        is_cut = SHORTENED.fullmatch(_without_apostrophe(variant.gtin))
        notes.count("gtin_shortened" if is_cut else "gtin_left_out", variant.gtin, variant.place)
    return gtin


def _is_same(draft: VariantDraft, before: VariantDraft) -> bool:
    """Whether two variants with one SKU are one: nothing tells them apart but what changes from day to day."""
    one, other = ((d.size, d.colour, d.gtin or "", d.shop_id) for d in (draft, before))
    return one == other


def _other_sku(draft: VariantDraft, variant: ShopVariant, taken: dict[str, VariantDraft]) -> str:
    """Another SKU for the second variant that has one: with its options, else a digest of all that it says."""
    options = plain_name(" ".join(value for _, value in variant.options), LONGEST_SKU)
    texts = (variant.shop_id, variant.gtin, variant.title, draft.size, draft.colour)
    names = (f"{draft.sku}-{options}" if options else "", f"{draft.sku}-{digest_of(*texts)}")
    return next((name for name in names if name and name not in taken), f"{draft.sku}-{len(taken) + 1}")


def _size(variant: ShopVariant, options: SortedOptions, making: VariantMaking) -> str:
    """The size: the chart's label where one is meant, else as printed; empty where nothing says it."""
    if options.day:
        making.notes.count("size_is_day", options.day, variant.place)
        return ""
    printed = options.printed or tuple(_unnamed(variant, options, making))
    if len(printed) > 1:
        return _of_two(variant, options, making)
    if not printed:
        if making.labels:
            making.notes.count("size_missing", _said_instead(variant), variant.place)
        return ""
    label = matched_label(printed[0], making.labels)
    if label and len(making.ranges.get(label, ())) > 1:
        making.notes.count("two_sizes", printed[0], variant.place)
        return printed[0]
    if making.labels and not label:
        _note_unmatched(printed[0], making)
    return label or printed[0]


def _gather_ranges(making: VariantMaking) -> None:
    """Which ranges the sizes of each label go with: with two of them it is not the whole size."""
    if not making.labels:
        return
    for options in making.whole.options:
        for value, span in options.ranges:
            if label := matched_label(value, making.labels):
                making.ranges.setdefault(label, set()).add(span)


def _unnamed(variant: ShopVariant, options: SortedOptions, making: VariantMaking) -> Iterator[str]:
    """The size of a variant without an option called so: its only option, or the end of a title."""
    candidates = [value for value in options.unnamed if is_label(value, making.labels)]
    if any(len(value) == 1 for value in candidates) and making.has_alphabet:
        return
    if candidates:
        if len(candidates) == 1:
            yield candidates[0]
        return
    if len(options.unnamed) == 1 and (size := size_at_end(options.unnamed[0], making.labels)):
        yield size
        return
    title = label_text(variant.title)
    if UPPER_LETTERS.fullmatch(title) or (any(map(str.isalpha, title)) and matched_label(title, making.labels)):
        yield title
        return
    titles = [variant.title, making.product.title if len(making.product.variants) == 1 else ""]
    yield from list(filter(None, (size_at_end(title, making.labels) for title in titles if title)))[:1]


def _said_instead(variant: ShopVariant) -> str:
    """What a variant without a size says: its options, else its title or SKU; `?` where it says nothing."""
    options = (f"{name}: {value}" for name, value in variant.options if value and not is_no_option(value))
    return ", ".join(options) or variant.title or variant.sku or "?"


def _of_two(variant: ShopVariant, options: SortedOptions, making: VariantMaking) -> str:
    """The size of a variant with one for the leg and one for the foot: a label of the chart names both, else none."""
    values = tuple(value for _, value in sorted(options.sizes, key=lambda size: size[0] is OptionKind.FOOT))
    joined = JOIN.join(values)
    if label := joined_label(values, making.labels) or joined_label(values[::-1], making.labels):
        return label
    making.notes.count("two_sizes", joined, variant.place)
    return joined


def _note_unmatched(printed: str, making: VariantMaking) -> None:
    nearest = nearest_label(printed, making.labels)
    labels = ", ".join(making.labels[:MOST_LABELS])
    if nearest:
        making.notes.add("size_unmatched", label=printed, nearest=nearest, labels=labels)
    else:
        making.notes.add("size_not_in_chart", label=printed, labels=labels)
