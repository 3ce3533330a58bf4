"""`legfit show PRODUCT`: everything the catalog knows of a product, every fact with its source."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..naming import find_product, full_name
from ..product import ClaimKind, Product
from ..product_document import band_text, product_document
from . import options as o
from .opening import snapshot_of
from .output import Column, chosen_format, printable, write_json, write_rows

EXAMPLE = "Example: legfit show compressport-ur2"
CHART_COLUMNS = (
    Column("chart", "Chart"),
    Column("current", "Current"),
    Column("size", "Size"),
    Column("bands", "Bands"),
    Column("source", "Source"),
    Column("seen_on", "Seen"),
)


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("show", epilog=EXAMPLE)(show)


def show(
    product: Annotated[str, typer.Argument(help="Id, name, SKU or GTIN.")],
    form: o.Format = None,
    as_json: o.Json = False,
    database: o.Database = None,
) -> None:
    """Show everything the catalog knows of a product, with sources."""
    shape = chosen_format(form, as_json)
    found = find_product(product, snapshot_of(database).products)
    match shape:
        case "json" | "jsonl":
            write_json(product_document(found))
        case "table":
            sys.stdout.write("\n".join(printable(line) for line in told(found)) + "\n")
            write_rows(CHART_COLUMNS, chart_rows(found), shape)
        case _:
            write_rows(CHART_COLUMNS, chart_rows(found), shape)


def told(product: Product) -> list[str]:
    """What is known besides the charts, one fact a line; what no source says is said to be unknown."""
    uses = ", ".join(product.intended_uses()) or "not stated"
    fabric = ", ".join(
        f"{f.name} {f.per_mille / 10:g} %" if f.per_mille is not None else f.name for f in product.fibres
    )
    pressures = [
        f"{p.low.text() if p.low else '?'} to {p.high.text() if p.high else '?'} (at: {p.stated_at}) {p.label}".strip()
        for p in product.pressure
    ]
    lines = [
        f"{full_name(product)}  [{product.id}]",
        f"garment: {product.garment.value}, for: {product.audience.value if product.audience else 'not stated'}",
        f"intended use: {uses}",
        f"fabric: {fabric or 'not stated'}",
        f"pressure: {'; '.join(pressures) or 'not stated'}",
    ]
    claims = [c for c in product.claims if c.kind is not ClaimKind.INTENDED_USE]
    lines += [f"says ({c.kind.value}, {c.position.value}): {c.text}" for c in claims]
    lines += [f"code: {c.scheme} {c.value}" for c in product.codes]
    lines += [f"source: {s.url} (seen {s.seen_on}, {s.confidence.value}) {s.note}".strip() for s in product.sources]
    return lines


def chart_rows(product: Product) -> list[dict[str, object]]:
    """Every box of every chart as a row, figures as printed."""
    return [
        {
            "chart": chart.id,
            "current": chart.current,
            "size": size.label,
            "bands": "; ".join(f"{b.point.value} {band_text(b)}" for b in box.bands),
            "source": chart.source.url,
            "seen_on": chart.source.seen_on,
        }
        for chart in product.charts
        for size, box in chart.boxes()
    ]
