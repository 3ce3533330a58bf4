"""What a load of brand files does to the catalog, or would do."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from .product import Decision
from .product_difference import FieldChange


class LoadAction(StrEnum):
    """What becomes of one product."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    RETIRED = "retired"
    LEFT = "left"
    """It stands in none of the files and keeps answering, because nobody asked for `--sync`."""


class NamedProduct(Struct, frozen=True):
    """A product by its id, with what a person knows it by: brand and name, file, collection."""

    id: str
    name: str
    file: str
    collection: str


class ChangedProduct(Struct, frozen=True):
    """A product that is another one after the load, and what differs."""

    product: NamedProduct
    fields: tuple[FieldChange, ...]


class WaitingProduct(Struct, frozen=True):
    """A product that no search shows until somebody says what it is for."""

    product: NamedProduct
    why: str
    """`unknown`: nothing says what it is for; `conflict`: its texts speak of sport and of medicine."""


class TakenProduct(Struct, frozen=True):
    """A product that was another file's or another collection's before."""

    product: NamedProduct
    file: str
    """The file that it was from."""
    collection: str
    """The collection that it was of."""


class LeftOutProduct(Struct, frozen=True):
    """A shipped product that is not loaded, because a product of another collection has its id or a number of it."""

    id: str
    owner: str
    """The id of the other product: the same one, or it has a GTIN, SKU or shop id of the product."""
    collection: str
    """The collection of the other product."""


class LoadReport(Struct, frozen=True):
    """Every product that a load is about, in exactly one of the first five lists."""

    collections: tuple[str, ...] = ()
    """The collections that the files are loaded into."""
    written: bool = False
    """Whether it was done; else it is what would be done."""
    added: tuple[NamedProduct, ...] = ()
    changed: tuple[ChangedProduct, ...] = ()
    unchanged: tuple[NamedProduct, ...] = ()
    retired: tuple[NamedProduct, ...] = ()
    left: tuple[NamedProduct, ...] = ()
    """Products of the same collections that stand in none of the files and keep answering; `--sync` retires them."""
    left_file: tuple[str, ...] = ()
    """The ids of those among them whose file was given, but does not have them any more."""
    waiting: tuple[WaitingProduct, ...] = ()
    taken: tuple[TakenProduct, ...] = ()
    left_out: tuple[LeftOutProduct, ...] = ()
    decisions_dropped: tuple[Decision, ...] = ()
