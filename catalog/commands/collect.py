"""`legfit collect`: the pages of shops and brands are read again, and what they say now becomes drafts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ..documents.collected import COLLECT_ROW_NAMES, collect_document, collect_rows, entry_text
from ..model.collect_report import CollectReport
from ..model.did_you_mean import no_choice
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..report.collected import collect_lines
from .exit_codes import Exit, leave
from .options import groups as o
from .options.parameter import flag
from .session import note
from .terminal.output import Column
from .terminal.report_output import write_report

if TYPE_CHECKING:
    from ..app.collect import ShopEntry
    from ..app.host_pace import HostWait
    from ..model.verdict import Fact

SHOPS: Final = Path("seed/shops.toml")
BRANDS: Final = Path("seed/brands")
DRAFTS: Final = Path("seed/drafts")


def _place(flags: str, help: str, metavar: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(flags, metavar=metavar, help=help)
    return option


@o.command("collect", "collect zensah", o.output_options(COLLECT_ROW_NAMES))
def collect(
    output: o.OutputOptions,
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Only these of the list.")] = None,
    shops: Annotated[Path, _place("--shops", "The list of addresses.", "FILE")] = SHOPS,
    brands: Annotated[Path, _place("--brands", "The brand files that people keep.", "DIR")] = BRANDS,
    drafts: Annotated[Path, _place("--drafts", "Where drafts are written.", "DIR")] = DRAFTS,
    allow_private: Annotated[bool, flag("--allow-private", "Also read addresses inside a network.")] = False,
) -> None:
    """Read pages of shops and brands again; what they say now becomes drafts for a person to look through.

    Exit 4 where a page could not be read, 6 where a person has something to look at.
    """
    from ..app.collect import Collector
    from ..app.shop_pages import fetcher_for_shops

    messages = output.messages()

    def tell(wait: HostWait) -> None:
        facts: dict[str, Fact] = {"address": wait.address, "status": wait.status, "seconds": round(wait.seconds)}
        note(messages.text("ui.collect.wait", facts))

    fetcher = fetcher_for_shops(allow_private=allow_private, tell=tell)
    try:
        entries = _entries(shops, ids or [])
        collector = Collector(brands, drafts, shipped_policy(), fetcher)
    except BadInput as bad:
        leave(Exit.INPUT_FILE, bad.problems)
    collected = []
    for entry in entries:
        note(messages.text("ui.collect.reading", {"address": entry.address}))
        collected.append(collector.collect(entry))
    _show(output, CollectReport(tuple(collected)), brands)


def _entries(path: Path, ids: list[str]) -> tuple[ShopEntry, ...]:
    """Return the entries of the list that were asked for, or all. Raises: BadInput."""
    from ..app.collect import read_shops

    entries = read_shops(path)
    names = [entry.id for entry in entries]
    unknown = [no_choice("unknown_shop", "ID", name, names) for name in ids if name not in names]
    if unknown:
        leave(Exit.USAGE, [problem for bad in unknown for problem in bad.problems])
    return tuple(entry for entry in entries if not ids or entry.id in ids)


def _show(output: o.OutputOptions, report: CollectReport, brands: Path) -> None:
    """Write what the round brought, and leave with what is to be done about it."""
    messages = output.messages()
    if output.is_document:
        output.write_document(collect_document(report, messages))
    elif output.form != "table" or output.columns:
        output.write_rows(map(Column, COLLECT_ROW_NAMES), list(collect_rows(report, messages)))
    else:
        write_report(collect_lines(report, lambda entry: entry_text(entry, messages)), messages)
    if any(shop.files for shop in report.shops):
        note(messages.text("ui.collect.next", {"brands": str(brands)}))
    if not report.is_quiet:
        raise typer.Exit(Exit.INPUT_FILE if report.has_failed else Exit.FINDINGS)
