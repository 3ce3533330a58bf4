"""`legfit lint PATH…`: what is suspicious in brand files, before they are loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from ..lint import Finding, Level, lint_products
from ..policy import shipped_policy
from ..problem import BadInput, Problem
from ..words import Words
from . import options as o
from .exits import Exit, leave
from .output import Column, write_rows
from .session import note

EXAMPLE = "Example: legfit lint seed/brands"
NAMES = ("level", "code", "place", "read", "todo")
GONE = frozenset({"file_missing", "file_unreadable", "no_brand_files"})


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("lint", epilog=EXAMPLE)(o.takes(o.viewing(NAMES))(lint))


def lint(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Brand files (TOML) or folders of them.")],
    view: o.View,
    check: Annotated[
        bool, typer.Option("--check", metavar="", help="For CI: one line each, and notes count as findings.")
    ] = False,
) -> None:
    """Find holes, overlaps, wrong figures and unknown dates in charts; exit 6 on errors or warnings, not on notes."""
    found = list(_found(paths, view))
    words = view.words()
    rows = view.rows([_row(f) for f in found])
    columns = [
        Column(n, words.say(f"ui.col.{n}"), keep=k, folds=n in ("place", "read", "todo"))
        for n, k in zip(NAMES, (9, 8, 9, 6, 4), strict=True)
    ]
    if check and view.form == "table":
        for f in found:
            typer.echo(f"{f.place}: {f.level.value} {f.code}: {f.read} {f.todo}")
    elif rows or view.form != "table":
        write_rows(view.pick(columns), rows, view.form, picked=bool(view.columns))
    counts = {level.value: sum(f.level is level for f in found) for level in Level}
    note(words.say("ui.lint.counts", {f"{k}s": v for k, v in counts.items()}))
    if counts["error"] or counts["warning"] or (check and found):
        raise typer.Exit(Exit.FINDINGS)


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "level": finding.level.value,
        "code": finding.code,
        "place": finding.place,
        "read": finding.read,
        "todo": finding.todo,
    }


def _found(paths: list[Path], view: o.View) -> Iterator[Finding]:
    """The findings of every file; what the reader refuses is a finding too, a file that is not there is not."""
    from ..feeds.brandfile import read_brand_files
    from ..feeds.faults import Faults
    from ..feeds.tomlfiles import toml_files

    faults = Faults()
    files = list(toml_files(paths, faults))
    gone = [p for p in faults.problems if p.code in GONE]
    if gone:
        leave(Exit.INPUT_FILE, gone)
    ids: dict[str, str] = {}
    for file in files:
        try:
            products = read_brand_files([file])[file.name]
        except BadInput as bad:
            yield from (_refused(p, view.words()) for p in bad.problems)
            continue
        for product in products:
            if product.id in ids:
                yield Finding(
                    "duplicate_product",
                    Level.ERROR,
                    f"{file.name}: product {product.id}",
                    f"also in {ids[product.id]}",
                    "Give one of them another id.",
                )
            ids.setdefault(product.id, file.name)
        yield from lint_products(products, shipped_policy(), file.name)


def _refused(problem: Problem, words: Words) -> Finding:
    todo = f"Expected {words.expected(problem)}. {words.hint(problem)}".strip()
    return Finding(problem.code, Level.ERROR, problem.field, problem.read, todo)
