"""The texts of a product's record, each with its field and position, and how much of them is read."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ...model.policy import Policy
from ...model.product import Position, Product

ORDER: Final = {position: at for at, position in enumerate(Position)}

OWN: Final = frozenset({
    Position.TITLE, Position.FEATURES, Position.INDICATIONS, Position.INTENDED_USE,
    Position.DESCRIPTION, Position.CODE,
})  # fmt: skip
"""Texts that speak of this very product; M1 to M5 count here."""
PURPOSE: Final = frozenset({Position.TITLE, Position.FEATURES, Position.INDICATIONS, Position.INTENDED_USE})
"""Texts that state a purpose; M6 and a printed pressure count here."""
PRINTING: Final = PURPOSE | {Position.DESCRIPTION}
HEADLINE: Final = frozenset({Position.TITLE, Position.INDICATIONS, Position.INTENDED_USE})
IDENTITY: Final = frozenset({Position.TITLE, Position.INTENDED_USE})
AROUND: Final = frozenset({Position.CATEGORY, Position.SHOP, Position.BRAND})
"""Texts of the shop, the brand and the shelf: they suggest, they never decide."""


class Text(Struct, frozen=True):
    """One text of a record: the field it stands in and its position."""

    field: str
    position: Position
    text: str


def texts_of(product: Product) -> list[Text]:
    """Every text of a record with its position; the range name stands as `line`, class labels as codes."""
    found = [Text("name", Position.TITLE, product.name), Text("line", Position.TITLE, product.line)]
    found += [Text(f"claims[{i}]", c.position, c.text) for i, c in enumerate(product.claims)]
    found += [Text(f"pressure[{i}]", Position.CODE, f.label) for i, f in enumerate(product.pressure)]
    found += [
        Text(f"categories[{i}]", Position.CATEGORY, c)
        for i, c in enumerate(product.categories)
        if not c.startswith(("google:", "shopify:", "gid:"))
    ]
    return [t for t in found if t.text]


def bounded(texts: list[Text], policy: Policy) -> tuple[list[Text], bool]:
    """The texts that are read, purpose first, and whether any text was cut or left out."""
    each, rest = policy.whole("medical.text_characters"), policy.whole("medical.product_characters")
    read, cut = [], False
    for text in sorted(texts, key=lambda t: (ORDER[t.position], t.text)):
        take = min(each, rest, len(text.text))
        cut = cut or take < len(text.text)
        rest -= take
        if take:
            read.append(text if take == len(text.text) else Text(text.field, text.position, text.text[:take]))
    return read, cut


def titles(product: Product) -> list[str]:
    """The name and every claim that stands in the title."""
    return [product.name, *(c.text for c in product.claims if c.position is Position.TITLE)]
