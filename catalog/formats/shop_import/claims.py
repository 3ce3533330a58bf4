"""The words of a product with the position at which they stand, so that the gates judge it as any other one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from ...model.product import ClaimKind, Position
from ..draft.models import ClaimDraft
from ..shop_product.record import ShopProduct
from .garment import is_category_number
from .left_out import is_denied
from .options import SortedProduct
from .phrases import groups_of, words_in, words_of_text
from .size_labels import is_label
from .texts import BULLET, in_pieces, without_hidden

TITLE, FEATURES, DESCRIPTION, CATEGORY = (
    position.value for position in (Position.TITLE, Position.FEATURES, Position.DESCRIPTION, Position.CATEGORY)
)
BREATHABLE, OTHER = ClaimKind.BREATHABLE.value, ClaimKind.OTHER.value
SHORT: Final = 400
MAY_BREATHE: Final = (
    "breath",
    "wick",
    "atmungs",
    "feuchtig",
    "respir",
    "vacue",
    "transpir",
    "traspir",
    "adem",
    "oddych",
)
"""Parts of the words for it: a text without any of them is not read word by word."""
LETTERS: Final = 3
"""A word of a title of a variant has at least so many, to say more than a size or a number."""


def claims_of(whole: SortedProduct, features: Iterable[str], labels: tuple[str, ...]) -> list[ClaimDraft]:
    """Every text of a product that is not its name, each at its position and none cut.

    Its description is plain text, `features` are lines about the product itself, `labels` the sizes of its charts.
    """
    product = whole.product
    claims = [_claim(text, TITLE) for text in titles_of_variants(product)]
    own = dict.fromkeys(without_hidden(text) for text in (*product.features, *features, *other_options(whole, labels)))
    claims += [_claim(piece, FEATURES) for text in own for piece in in_pieces(text)]
    claims += [_claim(piece, DESCRIPTION) for piece in in_pieces(product.description)]
    return [*claims, *_filed(product.kind, product.categories, product.tags)]


def _claim(text: str, position: str) -> ClaimDraft:
    """One text; its kind says at most that the fabric breathes, which no gate weighs."""
    breathes = position in (FEATURES, DESCRIPTION) and is_breathable(text)
    return ClaimDraft.of(kind=BREATHABLE if breathes else OTHER, position=position, text=text)


@lru_cache(maxsize=1024)
def _filed(kind: str, categories: tuple[str, ...], tags: tuple[str, ...]) -> tuple[ClaimDraft, ...]:
    """Where a shop files a product; remembered, for it files many under the same."""
    texts = (kind, *(category for category in categories if not is_category_number(category)), *tags)
    filed = BULLET.join(dict.fromkeys(without_hidden(text) for text in texts if text.strip()))
    return tuple(_claim(piece, CATEGORY) for piece in in_pieces(filed))


def is_breathable(text: str) -> bool:
    """Whether a text says that a fabric breathes or moves sweat, and does not deny it.

    >>> is_breathable("Breathable mesh"), is_breathable("not breathable"), is_breathable("Atmungsaktiv")
    (True, False, True)
    """
    lowered = text.lower()
    if not any(part in lowered for part in MAY_BREATHE):
        return False
    return _breathes(text) if len(text) <= SHORT else _says_it(words_of_text(text))


@lru_cache(maxsize=4096)
def _breathes(text: str) -> bool:
    return _says_it(words_in(text))


def _says_it(words: tuple[str, ...]) -> bool:
    matches = groups_of("breathable").all_in(words)
    return bool(matches) and not any(is_denied(words, match.first) for match in matches)


def titles_of_variants(product: ShopProduct) -> list[str]:
    """Titles of variants that say more than the product's own title and their options, each such saying once."""
    titled = [variant for variant in product.variants if variant.title and variant.title != product.title]
    if not titled:
        return []
    own = set(words_in(product.title)) | set(words_in(product.brand))
    texts: dict[frozenset[str], str] = {}
    for variant in titled:
        said_by_options = {word for _, value in variant.options for word in words_in(value)}
        more = frozenset(w for w in words_in(variant.title) if len(w) >= LETTERS and w not in own | said_by_options)
        if more and not is_label(variant.title, ()):
            texts.setdefault(more, without_hidden(variant.title))
    return list(texts.values())


def other_options(product: SortedProduct, labels: tuple[str, ...]) -> list[str]:
    """What options say besides size, colour and sex: a line for each option, with its values once."""
    values: dict[str, dict[str, None]] = {}
    for options in product.options:
        for name, value in options.others:
            values.setdefault(name, {})[value] = None
        for value in options.unnamed:
            if not is_label(value, labels):
                values.setdefault("", {})[value] = None
    return [f"{name}: {', '.join(own)}".removeprefix(": ") for name, own in values.items()]
