"""Which garment an export says a product is; `unstated` where it says nothing, or two things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import tomli
from msgspec import Struct
from msgspec.structs import replace

from ...model.product import Garment
from ..shop_product.record import ShopProduct
from .phrases import GroupMatch, groups_of, printed_words, word_lists, words_in, words_of_text

CATEGORIES: Final = Path(__file__).with_name("categories.toml")
UNSTATED: Final = Garment.UNSTATED.value
GARMENTS: Final = frozenset(g.value for g in Garment)
SOCK: Final = Garment.SOCK.value
TOOLS: Final = "accessory"
"""The group of things that are called by the garment that they are for: `sock donning aid`."""
OF_LIMBS: Final = ("arm", "support")
"""Groups of things that are garments for a leg where what stands behind `for` is a leg: `manguitos para gemelos`."""
PATH: Final = ">"
SHORT: Final = 400
"""Longer texts are not remembered word by word."""


class GarmentWords(Struct, frozen=True):
    """What a text names: garments for the leg, other things, and words that tell none, each as printed."""

    garments: Mapping[str, str] = {}
    other: Mapping[str, str] = {}
    unclear: str = ""
    has_leg: bool = False
    """Whether it names a part of the leg."""


class GarmentReading(Struct, frozen=True):
    """The garment of a product, and where it is unstated or not sure, why."""

    garment: str
    code: str = ""
    """`garment_unstated`, `garment_open`, `garment_contradiction`, or `garment_by_title`; empty where it is sure."""
    words: str = ""
    """The words that decided, or that leave it open."""


@lru_cache(maxsize=8192)
def garment_words(text: str) -> GarmentWords:
    """What a short text names.

    >>> garment_words("Run Sleeves Calf & Arm Warmers").garments, garment_words("Kniebandage").other
    ({'calf_sleeve': 'Sleeves Calf'}, {'support': 'Kniebandage'})
    >>> garment_words("Wash bag for socks").garments, garment_words("Socken ohne Fuß").garments
    ({}, {'calf_sleeve': 'Socken'})
    """
    words = _without_purpose(words_in(text))
    named = _named_by(text, words)
    if named.garments.keys() == {SOCK} and groups_of("footless").first_in(words):
        return replace(named, garments={Garment.CALF_SLEEVE.value: named.garments[SOCK]})
    return named


def _named_by(text: str, words: tuple[str, ...]) -> GarmentWords:
    things = groups_of("other").longest_in(words)
    tools = [match for match in things if match.group == TOOLS]
    garments = [m for m in groups_of("garment").longest_in(words) if not any(_holds(tool, m) for tool in tools)]
    other = _beside(things, garments)
    unclear = _beside(groups_of("unclear").longest_in(words), [*garments, *other])
    return GarmentWords(
        _first_of_each(text, garments), _first_of_each(text, other),
        printed_words(text, unclear[0]) if unclear else "", groups_of("leg").first_in(words) is not None,
    )  # fmt: skip


def _without_purpose(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words before `for`, where these name a thing that is no garment for a leg: the rest says what it is for."""
    purpose = groups_of("purpose").first_in(words)
    if purpose is None:
        return words
    before = words[: purpose.first]
    things = groups_of("other").longest_in(before)
    own = _beside(groups_of("garment").longest_in(before), things)
    is_tool = any(match.group not in OF_LIMBS for match in things)
    return before if is_tool and not own else words


def _holds(outer: GroupMatch, inner: GroupMatch) -> bool:
    return outer.first <= inner.first and inner.end <= outer.end


def _beside(matches: Iterable[GroupMatch], stronger: Sequence[GroupMatch]) -> list[GroupMatch]:
    """Those of some matches that share no word with a stronger one."""
    return [m for m in matches if not any(m.first < s.end and s.first < m.end for s in stronger)]


def _first_of_each(text: str, matches: Iterable[GroupMatch]) -> dict[str, str]:
    named: dict[str, str] = {}
    for match in matches:
        named.setdefault(match.group, printed_words(text, match))
    return named


def kind_text(product: ShopProduct) -> str:
    """What the shop files a product under, in words: its type, and the last part of each path of categories."""
    return _kind_text(product.kind, product.categories)


@lru_cache(maxsize=4096)
def _kind_text(kind: str, categories: tuple[str, ...]) -> str:
    paths = [c.rsplit(PATH, 1)[-1] for c in categories if not is_category_number(c)]
    return " • ".join(dict.fromkeys(t.strip() for t in (kind.rsplit(PATH, 1)[-1], *paths) if t.strip()))


def filed_under(product: ShopProduct, section: str) -> dict[str, str]:
    """What the numbers of categories say: the garments, or the other things, with the number that says it."""
    filed: dict[str, str] = {}
    for category in product.categories:
        if (name := _of_number(category, section)) is not None:
            filed.setdefault(name, category)
    return filed


@cache
def _numbers() -> Mapping[str, Mapping[str, str]]:
    table: dict[str, dict[str, str]] = tomli.loads(CATEGORIES.read_text("utf-8"))
    return table


def is_category_number(category: str) -> bool:
    """Whether a category is a number of a public list, and no words."""
    return category.startswith(("google:", "shopify:", "gid:"))


@lru_cache(maxsize=1024)
def _of_number(category: str, section: str) -> str | None:
    """What a number stands for, or the one that it lies below."""
    number = "shopify:" + category.rsplit("/", 1)[-1] if category.startswith("gid:") else category.lower()
    while number:
        if number in _numbers()[section]:
            return _numbers()[section][number]
        number = number.rpartition("-")[0]
    return None


def read_garment(product: ShopProduct, description: str, *, is_compressive: bool) -> GarmentReading:
    """The garment that a product is said to be; none where it is a sock by name and has no foot by another text."""
    reading = _read_garment(product, description, is_compressive=is_compressive)
    if reading.garment == SOCK and (words := _footless(product, description)):
        return GarmentReading(UNSTATED, "garment_contradiction", f"{reading.words}, {words}")
    return reading


def _read_garment(product: ShopProduct, description: str, *, is_compressive: bool) -> GarmentReading:
    """The garment: by title and product type, else by numbers of categories, by tags, by the description."""
    title, kind = garment_words(product.title), garment_words(kind_text(product))
    named = _agreed(title.garments, kind.garments)
    if named is not None:
        return named
    open_words = title.unclear or kind.unclear
    if is_compressive and _is_booster(open_words):
        return GarmentReading(Garment.CALF_SLEEVE.value, words=open_words)
    for texts in (filed_under(product, "garment"), _of_tags(product.tags)):
        if len(texts) == 1:
            return GarmentReading(*next((name, "", words) for name, words in texts.items()))
    described = _named_by(description, words_of_text(description))
    if len(described.garments) == 1 and not described.unclear and not described.other:
        return GarmentReading(*next((name, "", words) for name, words in described.garments.items()))
    return GarmentReading(UNSTATED, "garment_open" if open_words else "garment_unstated", open_words)


def _footless(product: ShopProduct, description: str) -> str:
    """The words of a text by which a sock would be a sleeve; empty where none says so."""
    for text in (*product.features, *product.tags, description[:20_000]):
        words = words_in(text) if len(text) <= SHORT else words_of_text(text)
        if match := groups_of("footless").first_in(words):
            return printed_words(text, match)
    return ""


def _agreed(title: Mapping[str, str], kind: Mapping[str, str]) -> GarmentReading | None:
    """What title and product type say together; None where both say nothing.

    Shops file everything for the leg under socks: one garment in the title goes before that.
    """
    named = {**kind, **title}
    chosen = [g for g in title if not kind or g in kind] if title else list(kind)
    if len(title) <= 1 and len(chosen) == 1:
        return GarmentReading(chosen[0], words=named[chosen[0]])
    if not named:
        return None
    if len(title) == 1 and kind.keys() == {SOCK}:
        words = ", ".join((*title.values(), *kind.values()))
        return GarmentReading(next(iter(title)), "garment_by_title", words)
    return GarmentReading(UNSTATED, "garment_contradiction", ", ".join(dict.fromkeys(named.values())))


def _is_booster(words: str) -> bool:
    """Whether the open word is the name that makers in France give to calf sleeves, and to other things besides."""
    return words_in(words)[:1] in (("booster",), ("boosters",))


def _of_tags(tags: Iterable[str]) -> dict[str, str]:
    """The garments that tags name."""
    named: dict[str, str] = {}
    for tag in tags:
        for garment, words in garment_words(tag).garments.items():
            named.setdefault(garment, words)
    return named


def check_lists() -> None:
    """Hold the files of words to the garments that there are. Raises: ValueError."""
    named = {*word_lists()["garment"], *_numbers()["garment"].values()}
    if unknown := sorted(named - GARMENTS):
        raise ValueError(f"no garments: {', '.join(unknown)}")
