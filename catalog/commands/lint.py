"""`legfit lint PATH…`: what is suspicious in brand files, before they are loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from ..app.lint import Finding, Level, lint_paths
from ..messages.messages import Messages
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from .exit_codes import Exit, leave
from .lazy_group import Command
from .options import groups as o
from .session import note
from .terminal.output import Column

EXAMPLE = "Example: legfit lint seed/brands"
NAMES = ("level", "code", "place", "read", "todo")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("lint", cls=Command, epilog=EXAMPLE)(o.takes(o.output_options(NAMES))(lint))


def lint(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Brand files (TOML) or folders of them.")],
    output: o.OutputOptions,
    check: Annotated[
        bool, typer.Option("--check", metavar="", help="For CI: one line each, and notes count as findings.")
    ] = False,
) -> None:
    """Find holes, overlaps, wrong figures and unknown dates in charts; exit 6 on errors or warnings, not on notes."""
    try:
        findings = lint_paths(paths, shipped_policy())
    except BadInput as gone:
        leave(Exit.INPUT_FILE, gone.problems)
    messages = output.messages()
    rows = [finding_row(f, messages) for f in findings]
    columns = [
        Column(n, messages.text(f"ui.col.{n}"), keep=k, folds=n in ("place", "read", "todo"))
        for n, k in zip(NAMES, (9, 8, 9, 6, 4), strict=True)
    ]
    if check and output.form == "table":
        for row in output.rows(rows):
            typer.echo(f"{row['place']}: {row['level']} {row['code']}: {row['read']} {row['todo']}")
    elif rows or output.form != "table":
        output.write_rows(columns, rows)
    counts = {level.value: sum(f.level is level for f in findings) for level in Level}
    note(messages.text("ui.lint.counts", {f"{k}s": v for k, v in counts.items()}))
    if counts["error"] or counts["warning"] or (check and findings):
        raise typer.Exit(Exit.FINDINGS)


def finding_row(finding: Finding, messages: Messages) -> dict[str, Any]:
    """Return a finding as a row, its advice in words."""
    return {
        "level": finding.level.value,
        "code": finding.code,
        "place": finding.place,
        "read": finding.read,
        "todo": _advice(finding.problem, messages),
    }


def _advice(problem: Problem, messages: Messages) -> str:
    """Return what was expected, what was probably meant and what to do, as sentences."""
    text = messages.problem(replace(problem, field="", read=""))
    return text[:1].upper() + text[1:]
