"""`legfit remove ID…`: products out of the catalog."""

from __future__ import annotations

from typing import Annotated

import typer

from ..model.policy import shipped_policy
from ..model.product import SHIPPED
from ..model.product_name import full_name
from ..search.lookup import products_of_ids
from .opening import catalog, loaded_catalog
from .options import groups as o
from .options.completion import complete_product
from .options.parameter import flag
from .session import note
from .terminal.output import Column

COLUMNS = (Column("product", keep=9), Column("name", keep=8, folds=True), Column("collection", keep=6))
NAMES = tuple(c.name for c in COLUMNS)
IDS = typer.Argument(metavar="ID", help="Ids of products.", autocompletion=complete_product, show_default=False)


@o.command("remove", ("remove compressport-quad --dry-run", "remove compressport-quad"), o.output_options(NAMES))
def remove(
    ids: Annotated[list[str], IDS],
    output: o.OutputOptions,
    dry_run: Annotated[bool, flag("--dry-run", "Show which products it would be, and write nothing.")] = False,
) -> None:
    """Take products out of the catalog, all of them or none; a load of their file brings them back."""
    from ..app.collections import remove_products

    loaded = loaded_catalog(output.database)
    products = products_of_ids(loaded, ids)
    if not dry_run:
        with catalog(output.database) as engine:
            remove_products(engine, [p.id for p in products], shipped_policy())
    candidates = list(map(loaded.candidate, products))
    rows = [{"product": c.product.id, "name": full_name(c.product), "collection": c.collection} for c in candidates]
    output.write_rows(COLUMNS, rows)
    messages = output.messages()
    note(messages.text("ui.remove.would" if dry_run else "ui.remove.done", {"count": len(products)}))
    if any(c.collection == SHIPPED for c in candidates):
        note(messages.text("ui.remove.shipped"))
