"""`legfit load`: brand files into the catalog, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..problem import BadInput
from . import options as o
from .exits import Exit, leave
from .opening import catalog
from .output import Column, write_rows
from .progress import working
from .session import note

EXAMPLE = "Example: legfit load seed/brands --sync"
NAMES = ("added", "changed", "unchanged", "retired", "rejudged", "decisions_dropped")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("load", epilog=EXAMPLE)(o.takes(o.viewing(NAMES, lists=False))(load))


def load(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Brand files (TOML) or folders of them.")],
    view: o.View,
    sync: Annotated[
        bool, typer.Option("--sync", metavar="", help="Retire products of files that are not given.")
    ] = False,
) -> None:
    """Load brand files into the catalog; nothing is written unless all of it is good."""
    from ..load import load_files
    from ..policy import shipped_policy

    with catalog(view.database) as engine:
        try:
            with working("Loading"):
                written = load_files(engine, paths, shipped_policy(), sync=sync)
        except BadInput as bad:
            leave(Exit.INPUT_FILE, bad.problems)
    words = view.words()
    row = {n: len(getattr(written, n)) for n in NAMES}
    write_rows([Column(n, words.say(f"ui.col.{n}")) for n in NAMES], [row], view.form)
    for decision in written.decisions_dropped:
        facts = {"product": decision.product_id, "ruling": decision.ruling.value, "by": decision.by, "on": decision.on}
        note(words.say("ui.review.dropped", facts))
