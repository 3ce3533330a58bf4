"""The options of an import: what a person says of the sources, and how their products are loaded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from ...app.collections import collection_name
from ...app.web_address import is_address
from ...model.did_you_mean import no_choice
from ...model.problem import BadInput, Problem
from ...model.product import OWN, SHIPPED
from .completion import complete_collection
from .gathering import read_all
from .groups import OptionGroup
from .parameter import option

if TYPE_CHECKING:
    from ...app.import_shop import FeedKind

PANEL: Final = "The source"
LOADING_PANEL: Final = "Loading at once"
SOURCE_OPTIONS: Final = (
    option("charts", str, "--charts", "Size charts for whole brands, types or tags of products.", "FILE", PANEL),
    option("kind", str, "--as", "What the source is, where that is not seen from it.", "KIND", PANEL),
    option("every", bool, "--all", "Take socks without a word of compression, too.", panel=PANEL),
    option("currency", str, "--currency", "Of prices without one: EUR.", "CODE", PANEL),
    option("brand", str, "--brand", "Of products for which the source names none.", "NAME", PANEL),
    option("shop", str, "--shop", "The address of the shop, as the source of what files say.", "URL", PANEL),
    option("own_brand", bool, "--own-brand", "The shop is the maker's own: facts are first hand.", panel=PANEL),
    option("allow_private", bool, "--allow-private", "Open addresses inside a network too.", panel=PANEL),
)
LOAD_OPTIONS: Final = (
    option("load", bool, "--load", "Load the products, all of them or none.", panel=LOADING_PANEL),
    option(
        "collection", str, "--collection", "Whose products these are; own where it is left out.", "NAME", LOADING_PANEL,
        completes=complete_collection,
    ),
    option("sync", bool, "--sync", "Take out what the source lacks of this collection.", panel=LOADING_PANEL),
    option("yes", bool, "--yes", "Take out what --sync finds, however much it is.", panel=LOADING_PANEL),
    option("take", bool, "--take", "Move products here that another collection or file has.", panel=LOADING_PANEL),
    option("force", bool, "--force", "Load charts with errors, too; they are marked unsure.", panel=LOADING_PANEL),
)  # fmt: skip


class SourceFacts(Struct, frozen=True):
    """What a person says of the sources beside them."""

    charts: str | None
    kind: FeedKind | None
    every: bool
    currency: str
    brand: str
    shop: str
    own_brand: bool
    allow_private: bool


class LoadWishes(Struct, frozen=True):
    """Whether and how products are loaded at once."""

    load: bool
    collection: str
    sync: bool
    yes: bool
    take: bool
    force: bool


def _read_facts(values: Mapping[str, Any]) -> SourceFacts:
    """Return what was said of the sources. Raises: BadInput."""
    typed = read_all(
        {
            "kind": lambda: _kind(values["kind"]),
            "currency": lambda: _currency(values["currency"]),
            "shop": lambda: _shop(values["shop"]),
        }
    )
    plain = {name: values[name] for name in ("charts", "every", "own_brand", "allow_private")}
    return SourceFacts(**plain, **typed, brand=values["brand"] or "")


def _read_wishes(values: Mapping[str, Any]) -> LoadWishes:
    """Return how to load. Raises: BadInput (an option that needs another one, or no collection to load into)."""
    typed = read_all({"collection": lambda: _collection(values["collection"]), "": lambda: _check(values)})
    return LoadWishes(**{**values, "collection": typed["collection"]})


def _kind(typed: str | None) -> FeedKind | None:
    """Return what the sources are, if that was said. Raises: BadInput."""
    from ...app.import_shop import FeedKind

    if typed is None:
        return None
    kinds = tuple(map(str, FeedKind))
    if typed.strip().lower() not in kinds:
        raise no_choice("unknown_format", "--as", typed, kinds)
    return FeedKind(typed.strip().lower())


def _currency(typed: str | None) -> str:
    """Return a currency in three capitals; empty where none was typed. Raises: BadInput."""
    from ...app.stock import checked_currency

    try:
        return checked_currency((typed or "").strip().upper())
    except BadInput as bad:
        raise BadInput(p.at("--currency") for p in bad.problems) from None


def _shop(typed: str | None) -> str:
    """Return the address of the shop; empty where none was typed. Raises: BadInput (it is no address of the web)."""
    if typed is not None and not is_address(typed):
        raise BadInput.one("bad_address", "--shop", typed, "fetch_address")
    return typed or ""


def _collection(typed: str | None) -> str:
    """Return the collection to load into. Raises: BadInput (it is no name, or that of the shipped products)."""
    try:
        name = OWN if typed is None else collection_name(typed)
    except BadInput as bad:
        raise BadInput(p.at("--collection") for p in bad.problems) from None
    if name == SHIPPED:
        raise BadInput.one("not_shipped", "--collection", SHIPPED, "collection_of_shipped", "collection_another")
    return name


def _check(values: Mapping[str, Any]) -> None:
    """Check that the options go together. Raises: BadInput."""
    needs = (("other", "--load"),)
    problems = [
        Problem("missing", f"--{name}", "", "cli_only_with", "import_of_a_load", needs)
        for name in ("collection", "sync", "take", "force")
        if values[name] and not values["load"]
    ]
    if values["yes"] and not values["sync"]:
        problems.append(Problem("missing", "--yes", "", "cli_only_with", "cli_yes_needs_sync", (("other", "--sync"),)))
    if problems:
        raise BadInput(problems)


SOURCE: Final = OptionGroup("facts", SOURCE_OPTIONS, _read_facts)
LOADING: Final = OptionGroup("wishes", LOAD_OPTIONS, _read_wishes)
