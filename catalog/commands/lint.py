"""`legfit lint PATH…`: what is suspicious in brand files, before they are loaded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from ..app.lint import Finding, Level, lint_paths
from ..messages.messages import Messages
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from .exit_codes import Exit, leave
from .options import groups as o
from .options.parameter import Paths, flag
from .session import note
from .terminal.output import Column
from .terminal.pager import write_paged
from .terminal.screen import printable, screen

NAMES = ("level", "code", "place", "read", "todo")


@o.command("lint", ("lint seed/brands", "lint my-brands --format csv"), o.output_options(NAMES))
def lint(
    paths: Paths,
    output: o.OutputOptions,
    check: Annotated[bool, flag("--check", "For CI: one line each, and notes count as findings.")] = False,
) -> None:
    """Find gaps, overlaps, wrong figures and unknown dates in charts; exit 6 on errors or warnings, not on notes."""
    messages, findings = output.messages(), _findings(paths)
    rows = [finding_row(f, messages) for f in findings]
    if check and output.form == "table":
        for row in output.rows(rows):
            typer.echo(f"{row['place']}: {row['level']} {row['code']}: {row['read']} {row['todo']}")
    elif output.form == "table" and not output.columns:
        write_paged([line for row in output.rows(rows) for line in _lines(row, messages)])
    else:
        output.write_rows(_columns(messages), rows)
    counts = {level.value: sum(f.level is level for f in findings) for level in Level}
    note(messages.text("ui.lint.counts", {f"{k}s": v for k, v in counts.items()}))
    if counts["error"] or counts["warning"] or (check and findings):
        raise typer.Exit(Exit.FINDINGS)


def _lines(row: Mapping[str, Any], messages: Messages) -> list[str]:
    """Return a finding as a line that says how bad it is and where, and below it what was read and what to do."""
    on = screen()
    level = messages.text(f"ui.lint.level.{row['level']}")
    lines = on.paragraph(printable(f"{level}: {messages.place(row['place'])}"), "", "  ")
    texts = [row["read"], row["todo"]] if row["read"] else [row["todo"]]
    return [*map(on.bold, lines), *(line for text in texts for line in on.paragraph(printable(text), "  "))]


def _columns(messages: Messages) -> list[Column]:
    """Return the columns: level and place in the words of the language for people, as codes for programs."""
    return [
        Column("level", show=lambda level: messages.text(f"ui.lint.level.{level}"), keep=9),
        Column("code", keep=8),
        Column("place", show=messages.place, keep=9, folds=True),
        Column("read", keep=6, folds=True),
        Column("todo", keep=4, folds=True),
    ]


def _findings(paths: list[Path]) -> list[Finding]:
    try:
        return lint_paths(paths, shipped_policy())
    except BadInput as gone:
        leave(Exit.INPUT_FILE, gone.problems)


def finding_row(finding: Finding, messages: Messages) -> dict[str, Any]:
    """Return a finding as a row; `todo` are sentences: what was expected, what was probably meant and what to do."""
    text = messages.problem(replace(finding.problem, field="", read=""))
    row = {name: getattr(finding, name) for name in ("code", "place", "read")}
    return {**row, "level": finding.level.value, "todo": text[:1].upper() + text[1:]}
