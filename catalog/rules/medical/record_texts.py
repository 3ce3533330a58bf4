"""The texts of a product's record, each with its field and position, and how much of them is read."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ...model.policy import Policy
from ...model.product import Position, Product

ORDER: Final = {position: at for at, position in enumerate(Position)}

PURPOSE: Final = frozenset({Position.TITLE, Position.FEATURES, Position.INDICATIONS, Position.INTENDED_USE})
"""Texts that state a purpose; M6 and a printed pressure count here."""
PRINTING: Final = PURPOSE | {Position.DESCRIPTION}
"""Texts whose figures in mmHg are read."""
OWN: Final = PRINTING | {Position.CODE}
"""Texts that speak of this very product; M1 to M5 count here."""
HEADLINE: Final = frozenset({Position.TITLE, Position.INDICATIONS, Position.INTENDED_USE})
IDENTITY: Final = frozenset({Position.TITLE, Position.INTENDED_USE})
AROUND: Final = frozenset({Position.CATEGORY, Position.SHOP, Position.BRAND})
"""Texts of the shop, the brand and the shelf: they suggest, they never decide."""
TAXONOMIES: Final = ("google:", "shopify:", "gid:")
"""How category ids begin that are no text."""


class Text(Struct, frozen=True):
    """One text of a record: the field it stands in and its position."""

    field: str
    position: Position
    text: str


def texts_of(product: Product) -> list[Text]:
    """Every text of a record with its position; the range name stands as `line`, class labels as codes."""
    texts = [Text("name", Position.TITLE, product.name), Text("line", Position.TITLE, product.line)]
    texts += [Text(f"claims[{i}]", claim.position, claim.text) for i, claim in enumerate(product.claims)]
    texts += [Text(f"pressure[{i}]", Position.CODE, figure.label) for i, figure in enumerate(product.pressure)]
    texts += [
        Text(f"categories[{i}]", Position.CATEGORY, category)
        for i, category in enumerate(product.categories)
        if not category.startswith(TAXONOMIES)
    ]
    return [text for text in texts if text.text]


def bounded_texts(product: Product, policy: Policy) -> tuple[list[Text], bool]:
    """The texts of a record that are read, purpose first, and whether any was cut or left out.

    The policy limits the characters of each text and of all together.
    """
    limit, left = policy.whole("medical.text_characters"), policy.whole("medical.product_characters")
    read, is_cut = [], False
    for text in sorted(texts_of(product), key=lambda t: (ORDER[t.position], t.text)):
        length = min(limit, left, len(text.text))
        is_cut = is_cut or length < len(text.text)
        left -= length
        if length:
            read.append(Text(text.field, text.position, text.text[:length]))
    return read, is_cut


def titles(product: Product) -> list[str]:
    """The name and every claim that stands in the title."""
    return [product.name, *(claim.text for claim in product.claims if claim.position is Position.TITLE)]
