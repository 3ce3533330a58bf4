"""Which column of a spreadsheet is what, by its head: a field of a product, a measure of a leg, or nothing of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import tomli
from msgspec import Struct

from ...model.money import DECIMALS, SIGNS
from ..size_table.cells import read_cell
from ..size_table.heads import Head, read_head
from ..size_table.labels import is_size_label
from ..stock_feed.columns import folded

TABLE: Final = Path(__file__).with_name("columns.toml")
LONGEST_HEAD: Final = 80
BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
FEWEST: Final = 2
"""Heads that a row has at least, if it is one of heads."""


class SheetField(StrEnum):
    """What a column of a person's spreadsheet can say."""

    BRAND = "brand"
    TITLE = "title"
    HANDLE = "handle"
    ID = "id"
    KIND = "kind"
    CATEGORY = "category"
    TAGS = "tags"
    AUDIENCE = "audience"
    SKU = "sku"
    GTIN = "gtin"
    SHOP_ID = "shop_id"
    MPN = "mpn"
    SIZE = "size"
    COLOUR = "colour"
    VERSION = "version"
    PRICE = "price"
    CURRENCY = "currency"
    AVAILABILITY = "availability"
    STOCK = "stock"
    LINK = "link"
    IMAGE = "image"
    DESCRIPTION = "description"
    FEATURES = "features"
    USES = "uses"
    PRESSURE = "pressure"
    FABRIC = "fabric"
    CHART = "chart"


NAMES: Final = frozenset({SheetField.TITLE, SheetField.HANDLE, SheetField.SKU, SheetField.GTIN, SheetField.CHART})
"""Fields that say which product or chart a line is about."""
OF_VARIANT: Final = (
    SheetField.SKU, SheetField.GTIN, SheetField.SHOP_ID, SheetField.COLOUR, SheetField.PRICE, SheetField.AVAILABILITY,
    SheetField.STOCK,
)  # fmt: skip
"""Fields that only a thing one can buy has."""
OF_ONE_SIZE: Final = (SheetField.GTIN, SheetField.SHOP_ID, SheetField.STOCK)
"""Fields that say nothing of several sizes together; an article number is that of the product then."""


class SheetHead(Struct, frozen=True):
    """The columns of a table, by their place from 0."""

    names: tuple[str, ...]
    """What stands above each column; empty where nothing does."""
    fields: Mapping[SheetField, tuple[int, ...]]
    """The columns of each field; the first that has a value in a line counts."""
    measures: frozenset[int]
    currency: str = ""
    """The currency that a head of a price names."""

    @property
    def is_of_charts(self) -> bool:
        """Whether its lines tell the measures of sizes and nothing that one buys."""
        measures = self.measures.difference(self.fields.get(SheetField.SIZE, ()))
        return bool(measures) and not any(field in self.fields for field in OF_VARIANT)

    @property
    def others(self) -> tuple[int, ...]:
        """Columns with a head that no field and no measure is."""
        taken = {at for places in self.fields.values() for at in places} | self.measures
        return tuple(at for at, name in enumerate(self.names) if name and at not in taken)


@cache
def table_of_columns() -> Mapping[str, Any]:
    """What people call the columns of a spreadsheet, and its lines of totals."""
    return tomli.loads(TABLE.read_text("utf-8"))


@cache
def _ranked_names() -> Mapping[str, tuple[SheetField, int]]:
    """The field and the rank of each name, as `folded`."""
    return {
        folded(name): (SheetField(field), rank)
        for field, lists in table_of_columns()["columns"].items()
        for rank, names in enumerate(lists)
        for name in names
    }


@cache
def names_of_field(field: SheetField) -> frozenset[str]:
    """Every name that a column of a field may have, as `folded`."""
    return frozenset(name for name, (own, _) in _ranked_names().items() if own is field)


@lru_cache(maxsize=1024)
def _parts_of(name: str) -> tuple[str, str]:
    """A head without what stands in brackets, and the currency that it names.

    >>> _parts_of("Preis (EUR)"), _parts_of("Prezzo €"), _parts_of("Wade (cm)")
    (('Preis', 'EUR'), ('Prezzo', 'EUR'), ('Wade', ''))
    """
    inside = " ".join(match[1] for match in BRACKETS.finditer(name))
    plain = " ".join(BRACKETS.sub(" ", name).replace("*", " ").split())
    words = plain.split()
    currency = next((c for word in (*inside.split(), *words[1:]) if (c := _currency(word))), "")
    return (plain if inside or not currency else " ".join(w for w in words if not _currency(w))), currency


def _currency(word: str) -> str:
    code = SIGNS.get(word.casefold().strip("./,"), word)
    return code if code in DECIMALS else ""


def field_of(name: str) -> tuple[SheetField, int] | None:
    """The field that a head names, with its rank; None where it names none.

    >>> field_of("Art.-Nr."), field_of("Taglia"), field_of("Wade von (cm)")
    ((<SheetField.SKU: 'sku'>, 0), (<SheetField.SIZE: 'size'>, 0), None)
    >>> field_of("Qty On Hand"), field_of("Gr.")
    ((<SheetField.STOCK: 'stock'>, 0), (<SheetField.SIZE: 'size'>, 0))
    """
    if not name or len(name) > LONGEST_HEAD:
        return None
    ranked = _ranked_names().get(folded(_parts_of(name)[0]))
    if ranked is None and read_head(name).is_size and not read_head(name).units:
        return SheetField.SIZE, 0
    return ranked


def head_of(names: Sequence[str]) -> SheetHead | None:
    """The columns of a row of heads; None where the row is none.

    Two heads or more name something of ours, one of them which product it is, or a size beside measures.
    None is a figure.
    """
    fields: dict[SheetField, list[tuple[int, int]]] = {}
    for at, name in enumerate(names):
        if (ranked := field_of(name)) is not None:
            fields.setdefault(ranked[0], []).append((ranked[1], at))
    taken = {at for places in fields.values() for _, at in places}
    measures = {at for at, head in enumerate(_heads_of(names)) if at not in taken and is_measure(head)}
    return _sheet_head(names, fields, measures) if _is_row_of_heads(names, fields, measures) else None


def _heads_of(names: Sequence[str]) -> Iterator[Head]:
    """What each head names of a leg; `to` alone goes on with the `from` before it."""
    before = Head()
    for name in names:
        head = read_head(name) if name else Head()
        if name and head.edge == "to" and head.point is None and before.edge == "from":
            head = before
        yield head
        before = head


def is_measure(head: Head) -> bool:
    """Whether a head names one measure of a leg, a body or a shoe, without doubt."""
    return (head.point is not None or head.is_shoe) and not head.is_doubtful


def _is_row_of_heads(names: Sequence[str], fields: Iterable[SheetField], measures: set[int]) -> bool:
    filled = [name for name in names if name]
    own = set(fields)
    if len(own) + len(measures) < FEWEST or not (own & NAMES or (measures and SheetField.SIZE in own)):
        return False
    return not any(map(_is_value, filled))


def _is_value(text: str) -> bool:
    """Whether a text is what stands below heads: a figure, or a label of a size that is no word for one."""
    return bool(read_cell(text).spans) or (is_size_label(text) and field_of(text) is None)


def _sheet_head(
    names: Sequence[str], ranked: Mapping[SheetField, list[tuple[int, int]]], measures: set[int]
) -> SheetHead:
    fields = {field: tuple(at for _, at in sorted(places)) for field, places in ranked.items()}
    if SheetField.TITLE not in fields and SheetField.DESCRIPTION in fields:
        fields[SheetField.TITLE] = fields.pop(SheetField.DESCRIPTION)
    if SheetField.SIZE not in fields:
        shoes = [at for at in measures if read_head(names[at]).is_shoe]
        if len(shoes) == 1:
            fields[SheetField.SIZE] = (shoes[0],)
            is_measured = len(measures) == 1 and len(read_head(names[shoes[0]]).systems) == 1
            measures = measures if is_measured else measures - {shoes[0]}  # alone each size says whom it fits
    prices = fields.get(SheetField.PRICE, ())
    currency = next((c for at in prices if (c := _parts_of(names[at])[1])), "")
    return SheetHead(tuple(names), fields, frozenset(measures), currency)
