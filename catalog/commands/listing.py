"""`legfit list`: every product of the catalog."""

from __future__ import annotations

from typing import Annotated

import typer

from ..problem import BadInput
from ..product import Garment
from . import options as o
from .opening import snapshot_of
from .output import Column, chosen_format, write_rows

EXAMPLE = "Example: legfit list --garment sock --format csv"
COLUMNS = (
    Column("id", "Id"),
    Column("brand", "Brand"),
    Column("name", "Name"),
    Column("garment", "Garment"),
    Column("medical", "Sport gate"),
    Column("graduated", "Graduated"),
    Column("charts", "Charts"),
    Column("sizes", "Sizes"),
    Column("keyed_by", "Keyed by"),
)


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("list", epilog=EXAMPLE)(list_products)


def list_products(
    garment: Annotated[str | None, typer.Option("--garment", help="Only this kind of garment.")] = None,
    brand: Annotated[list[str] | None, typer.Option("--brand", help="Only this brand; may be given again.")] = None,
    form: o.Format = None,
    as_json: o.Json = False,
    database: o.Database = None,
) -> None:
    """List the products of the catalog."""
    shape = chosen_format(form, as_json)
    if garment not in (None, "any", *Garment):
        raise BadInput.one("unknown_garment", "--garment", garment, f"one of {', '.join(Garment)} or any")
    snapshot = snapshot_of(database)
    brands = {b.casefold() for b in brand or ()}
    rows = [
        {
            "id": p.id,
            "brand": p.brand,
            "name": p.name,
            "garment": p.garment.value,
            "medical": snapshot.gates[p.id].medical.outcome.value,
            "graduated": snapshot.gates[p.id].graduated.outcome.value,
            "charts": len(p.charts),
            "sizes": len(p.chart.sizes) if p.chart else 0,
            "keyed_by": [point.value for point in p.chart.points] if p.chart else [a.value for a in p.asks_for],
        }
        for p in snapshot.products
        if (garment in (None, "any") or p.garment == garment) and (not brands or p.brand.casefold() in brands)
    ]
    write_rows(COLUMNS, rows, shape)
