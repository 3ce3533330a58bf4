"""`legfit list`: every product of the catalog."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..documents.garment_words import GARMENTS, garment_reader
from ..messages.messages import Messages
from ..model.did_you_mean import no_choice
from ..model.problem import BadInput
from ..model.product import Garment, Product
from ..model.verdict import Gates
from ..report.matches import gradient_strength
from ..report.plain import point_named
from ..search.product_finder import known_brands
from .opening import loaded_catalog
from .options import groups as o
from .options.completion import complete_brand, complete_garment
from .options.question import ONLY_BRAND
from .terminal.output import Column

NAMES = ("id", "brand", "name", "garment", "medical", "graduated", "charts", "sizes", "keyed_by", "seen_on")

KIND: Any = typer.Option("--garment", metavar="KIND", help=o.KINDS, autocompletion=complete_garment)
BRAND: Any = typer.Option("--brand", help=ONLY_BRAND, autocompletion=complete_brand)


@o.command("list", "list --garment sock --format csv", o.output_options(NAMES))
def list_products(
    output: o.OutputOptions,
    garment: Annotated[str | None, KIND] = None,
    brand: Annotated[list[str] | None, BRAND] = None,
) -> None:
    """List the products of the catalog."""
    kind = _kind(garment)
    snapshot = loaded_catalog(output.database).snapshot
    wanted = [p for p in snapshot.products if kind in (None, p.garment)]
    wanted = [p for p in wanted if not brand or p.brand in known_brands(brand, snapshot.products, "--brand")]
    output.write_rows(_columns(output.messages()), [_row(p, snapshot.gates[p.id]) for p in wanted])


def _kind(garment: str | None) -> Garment | None:
    """Return the kind of garment that a word names, None for all. Raises: BadInput where the word names none."""
    try:
        return None if garment is None else garment_reader.read(garment)
    except BadInput:
        raise no_choice("unknown_garment", "--garment", garment or "", GARMENTS) from None


def _columns(messages: Messages) -> list[Column]:
    return [
        Column("id", keep=9),
        Column("brand", keep=7, folds=True),
        Column("name", keep=8, folds=True),
        Column("garment", show=lambda v: messages.text(f"ui.garment.{v}"), keep=6),
        Column("medical", show=lambda v: messages.text(f"ui.sport.{v}"), keep=5),
        Column("graduated", show=lambda v: messages.text(f"ui.gradient.{v}"), keep=4, folds=True),
        Column("charts", table=False),
        Column("sizes", keep=3, right=True),
        Column("keyed_by", show=lambda v: ", ".join(point_named(p, messages) for p in v), keep=2, folds=True),
        Column("seen_on", table=False),
    ]


def _row(product: Product, gates: Gates) -> dict[str, Any]:
    chart = product.chart
    source = chart.source if chart else next(iter(product.sources), None)
    return {
        "id": product.id,
        "brand": product.brand,
        "name": product.name,
        "garment": product.garment.value,
        "medical": gates.medical.outcome.value,
        "graduated": gradient_strength(gates.graduated),
        "charts": len(product.charts),
        "sizes": len(chart.sizes) if chart else 0,
        "keyed_by": [p.value for p in chart.points] if chart else [p.value for p in product.asks_for],
        "seen_on": source.seen_on if source else "unknown",
    }
