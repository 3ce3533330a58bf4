"""The words of a product with the position at which they stand, so that the gates judge it as any other one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from ...model.product import ClaimKind, Position
from ..draft.models import ClaimDraft
from ..shop_product.record import ShopProduct
from .garment import is_category_number
from .left_out import is_denied
from .options import sorted_options
from .phrases import PhraseGroups, word_lists, words_in, words_of_text
from .size_labels import is_label
from .texts import BULLET, in_pieces, without_hidden

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


def claims_of(
    product: ShopProduct, description: str, features: Iterable[str], labels: tuple[str, ...]
) -> list[ClaimDraft]:
    """Every text of a product that is not its name, each at its position and none cut.

    `description` is plain text, `features` are lines about the product itself, `labels` the sizes of its charts.
    """
    claims = [_claim(text, Position.TITLE) for text in titles_of_variants(product)]
    own = dict.fromkeys(
        without_hidden(text) for text in (*product.features, *features, *other_options(product, labels))
    )
    claims += [_claim(piece, Position.FEATURES) for text in own for piece in in_pieces(text)]
    claims += [_claim(piece, Position.DESCRIPTION) for piece in in_pieces(description)]
    filed = BULLET.join(dict.fromkeys(without_hidden(t) for t in _filed(product) if t.strip()))
    claims += [_claim(piece, Position.CATEGORY) for piece in in_pieces(filed)]
    return claims


def _claim(text: str, position: Position) -> ClaimDraft:
    """One text; its kind says at most that the fabric breathes, which no gate weighs."""
    breathes = position in (Position.FEATURES, Position.DESCRIPTION) and is_breathable(text)
    kind = ClaimKind.BREATHABLE if breathes else ClaimKind.OTHER
    return ClaimDraft(kind=kind.value, position=position.value, text=text)


def _filed(product: ShopProduct) -> Iterator[str]:
    yield product.kind
    yield from (category for category in product.categories if not is_category_number(category))
    yield from product.tags


@cache
def _breathable() -> PhraseGroups:
    return PhraseGroups({"breathable": word_lists()["breathable"]["words"]})


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


def _says_it(words: Sequence[str]) -> bool:
    matches = _breathable().all_in(words)
    return bool(matches) and not any(is_denied(words, match.first) for match in matches)


def titles_of_variants(product: ShopProduct) -> list[str]:
    """Titles of variants that say more than the product's own title and their options, each such saying once."""
    own = set(words_in(product.title)) | set(words_in(product.brand))
    texts: dict[frozenset[str], str] = {}
    for variant in product.variants:
        if not variant.title or variant.title == product.title:
            continue
        said_by_options = {word for _, value in variant.options for word in words_in(value)}
        more = frozenset(w for w in words_in(variant.title) if len(w) >= LETTERS and w not in own | said_by_options)
        if more and not is_label(variant.title, ()):
            texts.setdefault(more, without_hidden(variant.title))
    return list(texts.values())


def other_options(product: ShopProduct, labels: tuple[str, ...]) -> list[str]:
    """What options say besides size, colour and sex: a line for each option, with its values once."""
    values: dict[str, dict[str, None]] = {}
    for variant in product.variants:
        options = sorted_options(variant.options)
        for name, value in options.others:
            values.setdefault(name, {})[value] = None
        for value in options.unnamed:
            if not is_label(value, labels):
                values.setdefault("", {})[value] = None
    return [f"{name}: {', '.join(own)}".removeprefix(": ") for name, own in values.items()]
