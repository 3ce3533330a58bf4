"""`legfit list`: every product of the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from ..documents.garment_words import GARMENTS, garment_reader
from ..messages.messages import Messages
from ..model.did_you_mean import no_choice
from ..model.problem import BadInput
from ..model.product import Garment
from ..report.matches import gradient_strength
from ..report.plain import point_named
from ..search.catalog_index import Candidate
from ..search.loaded_catalog import LoadedCatalog
from ..search.product_finder import known_brands, known_collections
from .opening import loaded_catalog
from .options import groups as o
from .options.completion import complete_brand, complete_collection, complete_garment
from .options.gathering import read_all
from .options.parameter import named
from .options.question import ONLY_BRAND, ONLY_COLLECTION
from .terminal.output import Column

NAMES = (
    "product", "brand", "name", "garment", "medical", "graduated", "charts", "sizes", "keyed_by", "seen_on",
    "collection",
)  # fmt: skip

KIND: Any = typer.Option(*named("--garment"), metavar="KIND", help=o.KINDS, autocompletion=complete_garment)
COLLECTION: Any = typer.Option("--collection", metavar="NAME", help=ONLY_COLLECTION, autocompletion=complete_collection)
BRAND: Any = typer.Option(*named("--brand"), help=ONLY_BRAND, autocompletion=complete_brand)


@o.command(
    "list",
    ("list --garment socks", "list --brand CEP --columns product,name,sizes", "list --garment sock --format csv"),
    o.output_options(NAMES),
)
def list_products(
    output: o.OutputOptions,
    garment: Annotated[str | None, KIND] = None,
    brand: Annotated[list[str] | None, BRAND] = None,
    collection: Annotated[list[str] | None, COLLECTION] = None,
) -> None:
    """List the products of the catalog."""
    kind = _kind(garment)
    catalog = loaded_catalog(output.database)
    wanted = [c for c in _named(catalog, brand or (), collection or ()) if kind in (None, c.product.garment)]
    output.write_rows(_columns(output.messages()), list(map(_row, wanted)))


def _named(catalog: LoadedCatalog, brands: Sequence[str], collections: Sequence[str]) -> Sequence[Candidate]:
    """Return the products of some brands and collections, of all where none is named. Raises: BadInput."""
    products = catalog.snapshot.products
    names = read_all({
        "brands": lambda: known_brands(brands, products, "--brand"),
        "collections": lambda: known_collections(collections, catalog.collections, "--collection"),
    })  # fmt: skip
    return [
        c
        for c in map(catalog.candidate, products)
        if (not brands or c.product.brand in names["brands"])
        and (not collections or c.collection in names["collections"])
    ]


def _kind(garment: str | None) -> Garment | None:
    """Return the kind of garment that a word names, None for all. Raises: BadInput where the word names none."""
    try:
        return None if garment is None else garment_reader.read(garment)
    except BadInput:
        raise no_choice("unknown_garment", "--garment", garment or "", GARMENTS) from None


def _columns(messages: Messages) -> list[Column]:
    return [
        Column("product", keep=9),
        Column("brand", keep=4, folds=True),
        Column("name", keep=8, folds=True),
        Column("garment", show=lambda v: messages.text(f"ui.garment.{v}"), keep=6),
        Column("medical", show=lambda v: messages.text(f"ui.sport.{v}"), keep=5),
        Column("graduated", show=lambda v: messages.text(f"ui.gradient.{v}"), keep=3, folds=True),
        Column("charts", table=False),
        Column("sizes", keep=2, right=True),
        Column("keyed_by", show=lambda v: ", ".join(point_named(p, messages) for p in v), keep=1, folds=True),
        Column("seen_on", table=False),
        Column("collection", table=False),
    ]


def _row(candidate: Candidate) -> dict[str, Any]:
    product, gates = candidate.product, candidate.gates
    chart = product.chart
    source = chart.source if chart else next(iter(product.sources), None)
    return {
        "product": product.id,
        "brand": product.brand,
        "name": product.name,
        "garment": product.garment.value,
        "medical": gates.medical.outcome.value,
        "graduated": gradient_strength(gates.graduated),
        "charts": len(product.charts),
        "sizes": len(chart.sizes) if chart else 0,
        "keyed_by": [p.value for p in chart.points] if chart else [p.value for p in product.asks_for],
        "seen_on": source.seen_on if source else "unknown",
        "collection": candidate.collection,
    }
