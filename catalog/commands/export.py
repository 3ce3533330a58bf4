"""`legfit export`: products of the catalog as brand files, or as spreadsheets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ..app.export import TABLE_NAMES, ExportedFile, exported_files, forced_charts, write_export
from ..model.did_you_mean import no_choice
from ..model.problem import BadInput
from ..model.product import OWN, SHIPPED, Product
from ..report.any_shell import quoted
from ..search.loaded_catalog import LoadedCatalog
from ..search.lookup import products_named
from ..search.product_finder import known_brands, known_collections
from .opening import loaded_catalog
from .options import groups as o
from .options.completion import complete_brand, complete_collection, complete_product
from .options.gathering import read_all
from .options.parameter import flag, named
from .session import note
from .terminal.output import Column

STDOUT: Final = Path("-")
MARK: Final = "\ufeff"
"""What a spreadsheet begins with on the disk, for Excel; a pipe has none."""
COLUMNS: Final = (Column("file", keep=9), Column("entries", keep=8, right=True, count=True))
NAMES: Final = tuple(c.name for c in COLUMNS)
PRODUCTS: Any = typer.Argument(
    metavar="PRODUCT", help="Ids, names, SKUs or GTINs; all products where none is named.",
    autocompletion=complete_product, show_default=False,
)  # fmt: skip
COLLECTION: Any = typer.Option(
    "--collection", metavar="NAME", help="Only products of this collection; may be given again.",
    autocompletion=complete_collection, show_default=False,
)  # fmt: skip
BRAND: Any = typer.Option(
    *named("--brand"), help="Only products of this brand; may be given again.", autocompletion=complete_brand,
    show_default=False,
)  # fmt: skip
INTO: Any = typer.Option("--into", "-o", metavar="DIR", help="The folder to write into; - for stdout.")
ONLY: Any = typer.Option(
    "--only", metavar="TABLE", help=f"Only this spreadsheet: {', '.join(TABLE_NAMES)}.", show_default=False
)


@o.command(
    "export", ("export --brand CEP --csv -o my-catalog", "export --brand CEP -o my-files"), o.output_options(NAMES)
)
def export(
    output: o.OutputOptions,
    products: Annotated[list[str] | None, PRODUCTS] = None,
    collection: Annotated[list[str] | None, COLLECTION] = None,
    brand: Annotated[list[str] | None, BRAND] = None,
    csv: Annotated[bool, flag("--csv", "Write spreadsheets (CSV) in place of brand files (TOML).")] = False,
    only: Annotated[str | None, ONLY] = None,
    into: Annotated[Path, INTO] = Path("export"),
    force: Annotated[bool, flag("--force", "Write over files that no export wrote.")] = False,
) -> None:
    """Write products as brand files, one a brand, or as spreadsheets; both can be taken back, equal."""
    catalog = loaded_catalog(output.database)
    chosen = _chosen(catalog, products or [], collection or [], brand or [])
    files = _wanted(exported_files(chosen, as_csv=csv or only is not None), only)
    if into == STDOUT:
        _write_out(files, as_csv=csv or only is not None)
        return
    write_export(into, files, force=force)
    output.write_rows(COLUMNS, [{"file": str(into / file.name), "entries": file.entries} for file in files])
    messages = output.messages()
    if only is None:
        note(
            messages.text(
                "ui.export.back", {"command": _way_back(into, {catalog.candidate(p).collection for p in chosen})}
            )
        )
    if count := forced_charts(chosen):
        note(messages.text("ui.export.forced", {"count": count}))


def _chosen(catalog: LoadedCatalog, names: list[str], collections: list[str], brands: list[str]) -> list[Product]:
    """Return the products that were asked for, with what shops say of them. Raises: BadInput (there are none)."""
    every = catalog.snapshot.products
    wanted = read_all({
        "products": lambda: products_named(catalog, names) if names else every,
        "brands": lambda: known_brands(brands, every, "--brand"),
        "collections": lambda: known_collections(collections, catalog.collections, "--collection"),
    })  # fmt: skip
    chosen = {
        p.id: catalog.offered.get(p.id, p)
        for p in wanted["products"]
        if (not brands or p.brand in wanted["brands"])
        and (not collections or catalog.candidate(p).collection in wanted["collections"])
    }
    if not chosen:
        raise BadInput.one("no_products", "product", "", "cli_some_products", "cli_list_products")
    return list(chosen.values())


def _wanted(files: list[ExportedFile], only: str | None) -> list[ExportedFile]:
    """Return the files that were asked for. Raises: BadInput (a spreadsheet that there is none of)."""
    if only is None:
        return files
    if only.removesuffix(".csv") not in TABLE_NAMES:
        raise no_choice("unknown_value", "--only", only, TABLE_NAMES)
    return [file for file in files if file.name.removesuffix(".csv") == only.removesuffix(".csv")]


def _way_back(folder: Path, collections: set[str]) -> str:
    """Return the command that takes an export into the catalog again, each product wherever it is now."""
    name = collections.copy().pop() if len(collections) == 1 else OWN
    words = ["legfit", "load", quoted(str(folder)), "--take"]
    return " ".join(words if name in (OWN, SHIPPED) else [*words, "--collection", quoted(name)])


def _write_out(files: list[ExportedFile], *, as_csv: bool) -> None:
    """Write one file to stdout. Raises: BadInput (there are several)."""
    if len(files) > 1:
        hint = "cli_only_table" if as_csv else "cli_one_brand"
        raise BadInput.one("several_files", "--into", "-", "cli_one_file", hint)
    for file in files:
        sys.stdout.write(file.text.removeprefix(MARK).replace("\r\n", "\n"))
