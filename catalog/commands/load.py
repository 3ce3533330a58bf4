"""`legfit load`: brand files into the catalog, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..problem import BadInput
from . import options as o
from .exits import Exit, leave
from .output import Column, chosen_format, write_rows

EXAMPLE = "Example: legfit load seed/brands --sync"
COLUMNS = tuple(Column(n, n.capitalize()) for n in ("added", "changed", "unchanged", "retired"))


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("load", epilog=EXAMPLE)(load)


def load(
    paths: Annotated[list[Path], typer.Argument(help="Brand files (TOML) or folders of them.")],
    sync: Annotated[bool, typer.Option("--sync", help="Retire products of files that are not given.")] = False,
    form: o.Format = None,
    as_json: o.Json = False,
    database: o.Database = None,
) -> None:
    """Load brand files into the catalog; nothing is written unless all of it is good."""
    from ..embedded import open_catalog
    from ..load import load_files
    from ..policy import shipped_policy
    from ..settings import database_url

    shape = chosen_format(form, as_json)
    engine = open_catalog(database_url(database))
    try:
        written = load_files(engine, paths, shipped_policy(), sync=sync)
    except BadInput as bad:
        leave(Exit.INPUT_FILE, bad.problems, ["--json"] if shape in ("json", "jsonl") else [])
    finally:
        engine.dispose()
    row = {c.name: len(getattr(written, c.name)) for c in COLUMNS}
    write_rows(COLUMNS, [row], shape)
