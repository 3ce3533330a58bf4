"""Which products an import leaves out by rule: for other parts of the body, for children, without compression."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from ...model.import_report import LeftOutOfImport
from ..shop_product.record import ShopProduct
from ..size_table.word_list import has_phrase, phrases, words_of
from .garment import SOCK, UNSTATED, GarmentReading, GarmentWords, filed_under, garment_words, kind_text
from .phrases import PhraseGroups, groups_of, printed_words, word_lists, words_in, words_of_text

NEVER_OF_ANOTHER_KIND: Final = frozenset({"calf_sleeve", "thigh_sleeve", "full_leg_sleeve"})
"""Garments that are made to press, whatever their words."""
NOT_FOR_LEGS: Final = ("arm", "support", "underwear", "top", "hand_or_head", "shoe", "insole", "gift_card")
"""Groups of other things that are garments or nothing to wear; beside a tool or a bag a sleeve may be one for a leg."""
GIFT_CARD: Final = "gift_card"
SHORT: Final = 400
LONG: Final = re.compile("knee|knie|genou|rodilla|ginocchi|kolan|joelho|over.the.calf|mi-?bas", re.IGNORECASE)
"""Words of socks that reach higher than the ankle."""


class Pressing(Struct, frozen=True):
    """The words by which a product says that it presses the leg, and those by which it denies it."""

    words: str = ""
    denied: str = ""
    is_hint: bool = False
    """Whether it is only by a word that garments for the leg mean so, as `travel`, and other things do not."""

    @property
    def is_said(self) -> bool:
        """Whether it says so anywhere without denying it."""
        return bool(self.words)


@cache
def _compression(section: str) -> PhraseGroups:
    return groups_of("compression", *(() if section == "text" else ("compression_in_title",)))


def texts_of(product: ShopProduct) -> Iterator[str]:
    """Every text of a product that could speak of compression, the shortest kinds first."""
    yield from (product.pressure, *product.tags, *product.categories, *product.features, *product.uses)
    for variant in product.variants:
        yield variant.title
        yield from (f"{name} {value}" for name, value in variant.options)
    yield from (f"{name} {value}" for name, value in product.flags)
    yield product.description


def pressing(product: ShopProduct) -> Pressing:
    """Whether any text of a product speaks of compression without denying it right before the word."""
    if product.pressure:
        return Pressing(product.pressure)
    hint, denied = Pressing(), ""
    for text in (product.title, product.kind):
        says = _says(text, "text")
        if says.is_said:
            return says
        denied = denied or says.denied
        hint = hint if hint.is_said else _says(text, "title")
    for text in dict.fromkeys(texts_of(product)):
        if text:
            says = _says(text, "text")
            if says.is_said:
                return says
            denied = denied or says.denied
    return Pressing(hint.words, denied, is_hint=hint.is_said)


def _says(text: str, section: str) -> Pressing:
    return _says_in_short(text, section) if len(text) <= SHORT else _says_in(text, words_of_text(text), section)


@lru_cache(maxsize=4096)
def _says_in_short(text: str, section: str) -> Pressing:
    return _says_in(text, words_in(text), section)


def _says_in(text: str, words: tuple[str, ...], section: str) -> Pressing:
    denied = ""
    for match in _compression(section).longest_in(words):
        if not is_denied(words, match.first):
            return Pressing(printed_words(text, match))
        denied = denied or printed_words(text, match)
    return Pressing(denied=denied)


@cache
def _denial(name: str) -> frozenset[str]:
    return frozenset(word for phrase in word_lists()["denial"][name] for word in phrase.split("|"))


def is_denied(words: Sequence[str], at: int) -> bool:
    """Whether a word of denial stands right before word `at`, or with a small word between."""
    if at and words[at - 1] in _denial("between"):
        at -= 1
    return at > 0 and words[at - 1] in _denial("words")


def for_children(product: ShopProduct) -> str:
    """The words that make a product one for children; empty where none do, or where it is for adults, too."""
    texts = (*product.audience, product.title, kind_text(product))
    named = [words for text in texts if (words := _children_words(text))]
    if not named or any(_names_adults(text) for text in texts if text not in product.audience or not _is_sex(text)):
        return ""
    return named[0]


def _is_sex(text: str) -> bool:
    """Whether a field says a sex and no age, as the one for it does in feeds: children have one, too."""
    return set(words_of(text)) <= _sexes()


@cache
def _sexes() -> frozenset[str]:
    return frozenset(word_lists()["children"]["sexes"])


def names_children(product: ShopProduct) -> bool:
    """Whether title, type or a field name children at all."""
    return any(_children_words(text) for text in (*product.audience, product.title, kind_text(product)))


@lru_cache(maxsize=4096)
def _children_words(text: str) -> str:
    matches = (match for match in _children().longest_in(words_in(text)) if match.group == "words")
    return next((printed_words(text, match) for match in matches), "")


@cache
def _children() -> PhraseGroups:
    lists = word_lists()["children"]
    return PhraseGroups({name: lists[name] for name in ("words", "not")}, ["children"])


@cache
def _adults() -> PhraseGroups:
    return PhraseGroups({"adults": word_lists()["children"]["adults"]}, ["children"])


def _names_adults(text: str) -> bool:
    words = words_of(text)
    grown = any(has_phrase(words, phrases("audience", kind)) for kind in ("women", "men", "unisex"))
    return grown or _adults().first_in(words_in(text)) is not None


def left_out(product: ShopProduct, cause: str, words: str) -> LeftOutOfImport:
    """The record of a product that is left out."""
    return LeftOutOfImport(cause, product.title or product.handle, product.place, words)


def by_rule(
    product: ShopProduct, reading: GarmentReading, presses: Pressing, *, has_leg_chart: bool, takes_all: bool
) -> LeftOutOfImport | None:
    """What leaves a product out, with the words that decided; None where it belongs into a brand file."""
    if not product.is_published:
        return left_out(product, "not_published", "")
    if words := for_children(product):
        return left_out(product, "children", words)
    if any(name == GIFT_CARD and value.casefold() == "true" for name, value in product.flags):
        return left_out(product, "other_garment", GIFT_CARD)
    if other := _other_thing(product):
        return left_out(product, *other)
    names_no_leg = _names_no_leg(product, reading)
    is_hint_alone = presses.is_hint and names_no_leg and not garment_words(product.title).has_leg
    if has_leg_chart or reading.garment in NEVER_OF_ANOTHER_KIND:
        return None
    if presses.is_said and not is_hint_alone:
        words = "" if takes_all else _short_sock(product, reading)
        return left_out(product, "no_leg_garment", words) if words else None
    if names_no_leg:
        words = _quoted(garment_words(product.title).other.values())
        return left_out(product, "no_leg_garment", words or kind_text(product))
    return None if takes_all else left_out(product, "not_compression", presses.denied or reading.words)


def _other_thing(product: ShopProduct) -> tuple[str, str] | None:
    """The cause and the words of a title, a type or a number that name something else, and nothing for a leg."""
    title, kind = garment_words(product.title), garment_words(kind_text(product))
    if title.garments or title.has_leg or (title.unclear and not _is_sleeve(title)):
        return None
    if title.other:
        return "other_garment", _quoted(title.other.values())
    if title.unclear or kind.garments or kind.unclear or kind.has_leg or filed_under(product, "garment"):
        return None
    other = kind.other or filed_under(product, "other")
    return ("other_garment", _quoted(other.values())) if other else None


def _short_sock(product: ShopProduct, reading: GarmentReading) -> str:
    """The words of a title or a type by which a sock ends at the ankle; empty where one names more of the leg."""
    texts = (product.title, kind_text(product))
    if reading.garment not in (SOCK, UNSTATED) or any(
        garment_words(text).has_leg or LONG.search(text) for text in texts
    ):
        return ""
    matches = ((text, groups_of("short_sock").first_in(words_in(text))) for text in texts)
    return next((printed_words(text, match) for text, match in matches if match is not None), "")


def _is_sleeve(title: GarmentWords) -> bool:
    """Whether a title names sleeves, which shirts have, too, beside another garment than one for the leg."""
    sleeves = words_in(title.unclear)[-1:] in (("sleeve",), ("sleeves",))
    return sleeves and not title.other.keys().isdisjoint(NOT_FOR_LEGS)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _names_no_leg(product: ShopProduct, reading: GarmentReading) -> bool:
    """Whether nothing at all says that a product is a garment for a leg."""
    texts = (garment_words(product.title), garment_words(kind_text(product)))
    return not reading.words and not any(t.garments or t.unclear for t in texts)
