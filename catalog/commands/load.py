"""`legfit load`: brand files into the catalog, all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from msgspec import Struct
from msgspec.structs import replace

from ..app.collections import collection_name
from ..documents.load import ROW_NAMES, load_document, load_rows
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from ..model.product import SHIPPED
from ..report.load import load_lines, remark_lines, retirement_lines
from ..report.plain import plain_lines
from .exit_codes import Exit, leave
from .opening import catalog
from .options import groups as o
from .options.completion import complete_collection
from .options.parameter import PATHS_HELP, flag
from .session import note
from .terminal.output import Column
from .terminal.prompt import agreed
from .terminal.report_output import tell_report, write_report
from .terminal.rich_console import working
from .terminal.screen import can_ask

if TYPE_CHECKING:
    from ..app.catalog import Engine
    from ..app.load import Loaded
    from ..messages.messages import Messages
    from ..model.load_report import LoadReport

MOST_WARNINGS = 5
"""Warnings that a load shows; the linter shows them all."""
MOST_UNASKED: Final = 5
"""Products that `--sync` retires without a question."""
COUNTS = ("added", "changed", "unchanged", "retired", "rejudged", "decisions_dropped")
BRAND_FILES: Any = typer.Argument(metavar="PATH", help=PATHS_HELP, show_default=False)
COLLECTION: Any = typer.Option(
    "--collection", metavar="NAME", help="Whose products these are; own where it is left out.",
    autocompletion=complete_collection, show_default=False,
)  # fmt: skip


@o.command(
    "load",
    ("load seed/brands --dry-run", "load my-brands", "load my-brands --collection own --dry-run"),
    o.output_options(COUNTS, lists=False),
)
def load(
    output: o.OutputOptions,
    paths: Annotated[list[Path] | None, BRAND_FILES] = None,
    collection: Annotated[str | None, COLLECTION] = None,
    sync: Annotated[bool, flag("--sync", "Take out products of this collection that no file given has.")] = False,
    yes: Annotated[bool, flag("--yes", "Take out what --sync finds, however much it is.")] = False,
    dry_run: Annotated[bool, flag("--dry-run", "Show what would be done, and write nothing.")] = False,
    take: Annotated[bool, flag("--take", "Move products here that another collection or file has.")] = False,
    shipped: Annotated[bool, flag("--shipped", "Load the files that came with this program.")] = False,
    force: Annotated[bool, flag("--force", "Load although lint finds errors; such charts are marked unsure.")] = False,
) -> None:
    """Load brand files into the catalog; nothing is written unless all of it is good."""
    order = LoadOrder(tuple(paths or ()), collection, sync, take, force, shipped)
    _check(order, yes=yes)
    with catalog(output.database) as engine:
        try:
            if dry_run:
                _show(output, order.preview(engine))
                return
            agreed = (
                None
                if yes or shipped or not sync
                else agreed_to_retire(order.preview(engine).written.report, output.messages())
            )
            loaded = order.load(engine, agreed, explained=output.form != "table")
        except BadInput as bad:
            is_race = all(p.code == "retires_more" for p in bad.problems)
            leave(Exit.USAGE if is_race else Exit.INPUT_FILE, bad.problems)
    _show(output, loaded, listed=agreed is not None and len(agreed) > MOST_UNASKED)


class LoadOrder(Struct, frozen=True):
    """What is to be loaded, and how."""

    paths: tuple[Path, ...]
    collection: str | None
    sync: bool
    take: bool
    force: bool
    shipped: bool

    def preview(self, engine: Engine) -> Loaded:
        """Work out what the load would do; nothing is written. Raises: BadInput, StoreError."""
        from ..app.load import preview_load
        from ..app.shipped import preview_shipped

        with working("ui.working.comparing"):
            if self.shipped:
                return preview_shipped(engine, shipped_policy())
            return preview_load(engine, self.paths, shipped_policy(), **self._how())

    def load(self, engine: Engine, agreed: Collection[str] | None, *, explained: bool) -> Loaded:
        """Load; `agreed` are the ids that a person agreed to retire, None for any. Raises: BadInput, StoreError.

        `explained`, the report says what differs of each product that changed.
        """
        from ..app.load import load_checked
        from ..app.shipped import load_shipped

        with working("ui.working.loading"):
            if self.shipped:
                return load_shipped(engine, shipped_policy())
            how = {**self._how(), "confirmed": agreed, "explained": explained}
            return load_checked(engine, self.paths, shipped_policy(), **how)

    def _how(self) -> dict[str, Any]:
        return {"collection": self.collection, "sync": self.sync, "take": self.take, "force": self.force}


def _check(order: LoadOrder, *, yes: bool) -> None:
    """Check that the options go together. Raises: BadInput."""
    problems: list[Problem] = []
    if order.shipped:
        others = {"PATH": order.paths, "--collection": order.collection, "--take": order.take, "--force": order.force}
        problems += [
            Problem(
                "contradiction",
                "--shipped",
                "",
                "cli_either_or",
                "cli_shipped_alone",
                (("one", "--shipped"), ("other", name)),
            )
            for name, is_typed in others.items()
            if is_typed
        ]
    elif not order.paths:
        shown_by = (("name", "PATH"), ("command", "legfit load"))
        problems.append(Problem("missing", "path", "", "cli_argument", "cli_help", shown_by))
    if yes and not (order.sync or order.shipped):
        needed = (("other", "--sync"),)
        problems.append(Problem("missing", "--yes", "", "cli_only_with", "cli_yes_needs_sync", needed))
    if order.collection is not None:
        try:
            collection_name(order.collection)
        except BadInput as bad:
            problems += (p.at("--collection") for p in bad.problems)
    if problems:
        raise BadInput(problems)


def agreed_to_retire(report: LoadReport, messages: Messages) -> Collection[str]:
    """Return the ids to be retired; where they are many, a person has to agree to them, else the command is left."""
    retired = [product.id for product in report.retired]
    if len(retired) <= MOST_UNASKED:
        return retired
    tell_report(retirement_lines(report), messages)
    if not can_ask():
        facts = (("count", len(retired)),)
        leave(Exit.USAGE, [Problem("unconfirmed", "--sync", "", "cli_yes_to_retire", "cli_yes_to_retire", facts)])
    if not agreed(messages.text("ui.load.ask", {"count": len(retired)}), messages):
        note(messages.text("ui.load.kept"))
        raise typer.Abort
    return retired


def _show(output: o.OutputOptions, loaded: Loaded, *, listed: bool = False) -> None:
    """Write what was done, or would be, and what has to be seen beside it.

    What is retired is not told again where it was `listed` before the question.
    """
    report, messages = loaded.written.report, output.messages()
    if output.is_document:
        output.write_document(load_document(report))
    elif output.form != "table":
        output.write_rows(map(Column, ROW_NAMES), list(load_rows(report)))
    elif report.written:
        output.write_rows(
            [Column(n, count=True) for n in COUNTS], [{n: len(getattr(loaded.written, n)) for n in COUNTS}]
        )
    else:
        write_report(load_lines(report), messages)
    for line in _remarks(loaded, messages, listed=listed):
        note(line)


def _remarks(loaded: Loaded, messages: Messages, *, listed: bool) -> Iterator[str]:
    """Yield what has to be seen beside the counts: what was taken, retired or left, warnings, and what is held back."""
    report = loaded.written.report
    if report.written:
        yield from plain_lines(remark_lines(replace(report, retired=()) if listed else report), messages)
    yield from (messages.text("ui.load.forced", {"problem": messages.problem(f.problem)}) for f in loaded.forced)
    for finding in loaded.warnings[:MOST_WARNINGS]:
        yield messages.text("ui.load.warning", {"problem": messages.problem(finding.problem)})
    if len(loaded.warnings) > MOST_WARNINGS:
        yield messages.text("ui.load.more_warnings", {"count": len(loaded.warnings) - MOST_WARNINGS})
    if report.written:
        yield from _held_back(report, messages)


def _held_back(report: LoadReport, messages: Messages) -> Iterator[str]:
    """Yield how many products no search shows, those apart that came with the program: nobody writes in their files."""
    products = (*report.added, *(changed.product for changed in report.changed), *report.unchanged)
    for code, of_shipped in (("ui.load.held_back", False), ("ui.load.held_back_shipped", True)):
        count = sum((w.product.collection == SHIPPED) is of_shipped for w in report.waiting)
        total = sum((p.collection == SHIPPED) is of_shipped for p in products)
        if count:
            yield messages.text(code, {"count": count, "total": total})
