"""`legfit stock`: a shop's feed changes stock, price, link and image of variants, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ..documents.stock import STOCK_ROW_NAMES, stock_document, stock_rows
from ..model.did_you_mean import no_choice
from ..model.problem import BadInput, Problem
from ..model.verdict import Fact
from ..report.stock import stock_change_lines, stock_remark_lines
from .exit_codes import Exit, leave
from .opening import catalog
from .options import groups as o
from .options.gathering import read_all
from .options.parameter import flag
from .session import note
from .terminal.output import Column
from .terminal.prompt import agreed
from .terminal.report_output import note_report, write_report
from .terminal.rich_console import working
from .terminal.screen import can_ask

if TYPE_CHECKING:
    from ..app.catalog import Engine
    from ..app.stock import StockRequest, TableKind
    from ..messages.messages import Messages
    from ..model.stock_report import StockReport

COUNTS: Final = ("changed", "unchanged", "sold_out", "not_found", "elsewhere", "without_key")
Feed = Annotated[str, typer.Argument(metavar="FEED", help="The feed, - for stdin.", show_default=False)]


def _option(flags: str, help: str, metavar: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(flags, metavar=metavar, help=help, show_default=False)
    return option


@o.command("stock", "stock feed.csv --complete", o.output_options(STOCK_ROW_NAMES, lists=False))
def stock(
    feed: Feed,
    output: o.OutputOptions,
    collection: Annotated[str | None, _option("--collection", "Change only this collection.", "NAME")] = None,
    complete: Annotated[bool, flag("--complete", "What the feed lacks is sold out.")] = False,
    yes: Annotated[bool, flag("--yes", "Do so although it lacks more than half of what is not sold out.")] = False,
    dry_run: Annotated[bool, flag("--dry-run", "Tell what would change; write nothing.")] = False,
    currency: Annotated[str | None, _option("--currency", "Of prices without one: EUR.", "CODE")] = None,
    feed_format: Annotated[
        str | None, _option("--feed-format", "csv, tsv, xml or jsonl; seen from the feed itself.", "FORM")
    ] = None,
) -> None:
    """Take stock, price, link and image of variants over from a shop's feed, all of it or nothing."""
    from ..app.stock import StockRequest

    typed = read_all({"kind": lambda: _kind(feed_format), "currency": lambda: _currency(currency)})
    request = StockRequest(complete, collection or "", yes, dry_run, typed["currency"])
    kind, text, name = typed["kind"], _bytes(feed), "stdin" if feed == "-" else Path(feed).name
    with catalog(output.database) as engine:
        report = _updated(engine, text, request, name, kind, output.messages())
    _show(output, report)


def _kind(typed: str | None) -> TableKind | None:
    """Return what the feed is written in, if that was said. Raises: BadInput."""
    from ..app.stock import TableKind

    if typed is None:
        return None
    kinds = tuple(map(str, TableKind))
    if typed.strip().lower() not in kinds:
        raise no_choice("unknown_format", "--feed-format", typed, kinds)
    return TableKind(typed.strip().lower())


def _currency(typed: str | None) -> str:
    """Return a currency in three capitals; empty where none was typed. Raises: BadInput."""
    from ..app.stock import checked_currency

    try:
        return checked_currency((typed or "").strip().upper())
    except BadInput as bad:
        raise BadInput(p.at("--currency") for p in bad.problems) from None


def _bytes(place: str) -> bytes:
    """Return the bytes of a file, or of stdin for `-`; one more than may be read where there are too many."""
    from ..app.stock import LARGEST_FEED

    try:
        if place == "-":
            return sys.stdin.buffer.read(LARGEST_FEED + 1)
        with Path(place).open("rb") as stream:
            return stream.read(LARGEST_FEED + 1)
    except FileNotFoundError:
        leave(Exit.INPUT_FILE, [Problem("file_missing", place, "", "one_file_exists", "file_check_path")])
    except OSError as error:
        read = error.strerror or ""
        leave(Exit.INPUT_FILE, [Problem("file_unreadable", place, read, "file_readable", "file_check_rights")])


def _updated(
    engine: Engine, feed: bytes, request: StockRequest, name: str, kind: TableKind | None, messages: Messages
) -> StockReport:
    """Update the catalog; where the feed lacks much a person is asked, if one is there, else the command is left."""
    from msgspec.structs import replace

    from ..app.stock import Unconfirmed, update_stock

    try:
        with working("ui.working.updating"):
            return update_stock(engine, feed, request, name=name, kind=kind)
    except Unconfirmed as unconfirmed:
        if not can_ask():
            leave(Exit.USAGE, [p.at("--complete") for p in unconfirmed.problems])
        facts: dict[str, Fact] = {"count": unconfirmed.lacking, "total": unconfirmed.total}
        if not agreed(messages.text("ui.stock.ask", facts), messages):
            note(messages.text("ui.stock.kept"))
            raise typer.Abort from None
    except BadInput as bad:
        problems = [p.at("--collection") if p.field == "collection" else p for p in bad.problems]
        of_request = all(p.field == "--collection" for p in problems)
        leave(Exit.USAGE if of_request else Exit.INPUT_FILE, problems)
    return _updated(engine, feed, replace(request, yes=True), name, kind, messages)


def _show(output: o.OutputOptions, report: StockReport) -> None:
    """Write what was done, or would be, and what has to be seen beside it."""
    if output.is_document:
        output.write_document(stock_document(report))
    elif output.form != "table":
        output.write_rows(map(Column, STOCK_ROW_NAMES), list(stock_rows(report)))
    else:
        if not report.written:
            write_report(stock_change_lines(report), output.messages())
        counts = {name: getattr(report, name) for name in COUNTS}
        numbers = {name: n if isinstance(n, int) else len(n) for name, n in counts.items()}
        output.write_rows(map(Column, COUNTS), [numbers])
    note_report(stock_remark_lines(report), output.messages())
