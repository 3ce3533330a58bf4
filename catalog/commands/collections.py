"""`legfit collections`: whose products the catalog has."""

from __future__ import annotations

from ..app.collections import list_collections
from .opening import catalog
from .options import groups as o
from .terminal.output import Column

COLUMNS = (
    Column("collection", keep=9),
    Column("products", keep=8, right=True, count=True),
    Column("with_chart", keep=6, right=True, count=True),
    Column("held_back", keep=5, right=True, count=True),
    Column("files", keep=4, right=True, count=True),
)
NAMES = tuple(c.name for c in COLUMNS)


@o.command("collections", "collections --json", o.output_options(NAMES))
def collections(output: o.OutputOptions) -> None:
    """List the collections: products, those with a chart, those no search shows, and files of each."""
    with catalog(output.database) as engine:
        listed = list_collections(engine)
    rows = [
        {name: getattr(row, name) for name in NAMES if name != "collection"} | {"collection": row.name}
        for row in listed
    ]
    output.write_rows(COLUMNS, rows)
