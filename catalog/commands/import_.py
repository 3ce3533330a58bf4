"""`legfit import SOURCE…`: a shop's catalog becomes brand files to correct, or products of the catalog at once."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ..app.timing import this_day
from ..app.web_address import is_address
from ..documents.imported import IMPORT_ROW_NAMES, import_document, import_rows
from ..model.import_report import ImportReport
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..report.any_shell import quoted
from ..report.imported import import_lines
from .exit_codes import Exit, leave
from .load import agreed_to_retire
from .opening import catalog
from .options import groups as o
from .options.importing import LOADING, SOURCE, LoadWishes, SourceFacts
from .options.parameter import flag
from .options.question import LEG_OPTIONS
from .repeat import where_typed
from .session import SESSION, note, tell
from .terminal.output import Column
from .terminal.report_output import write_report
from .terminal.rich_console import working
from .terminal.screen import screen, write_lines

if TYPE_CHECKING:
    from ..app.catalog import Engine
    from ..app.host_pace import HostWait
    from ..app.import_shop import ImportRequest, ReadyImport
    from ..messages.messages import Messages
    from ..model.import_report import ExampleQuestion

BRANDS: Final = Path("brands")
"""The folder that brand files are written into where none was named."""
MOST_PROBLEMS: Final = 10
"""Problems that are told; a document has them all."""
INDENT: Final = "      "
STDIN: Final = "-"
NOT_AGAIN: Final = frozenset({"--dry-run", "--json", "--format", "--lang", "--database"})
"""Options that the command to do it at last does not carry, or that every printed command carries."""
SOURCES: Any = typer.Argument(
    metavar="SOURCE", show_default=False,
    help="Exports and feeds, spreadsheets, product pages; the address of a shop or of any of these; - for stdin.",
)  # fmt: skip
INTO: Any = typer.Option(
    metavar="DIR", help="The folder for the brand files; brands where neither this nor --load is given.",
    show_default=False,
)  # fmt: skip


@o.command(
    "import", (
        "import products.csv --dry-run",
        "import products.csv --into my-imports",
        'import products.csv --load --brand "My Brand"',
    ), SOURCE, LOADING, o.output_options(IMPORT_ROW_NAMES, lists=False)
)  # fmt: skip
def import_(
    sources: Annotated[list[str], SOURCES],
    facts: SourceFacts,
    wishes: LoadWishes,
    output: o.OutputOptions,
    into: Annotated[Path | None, INTO] = None,
    dry_run: Annotated[bool, flag("--dry-run", "Tell what would be done; write nothing.")] = False,
) -> None:
    """Make brand files of a shop's catalog, or load it; what a person corrected stays, and what to look at is told."""
    messages = output.messages()
    opened = catalog(output.database) if wishes.load else nullcontext()
    with opened as engine, ExitStack() as files:
        try:
            request = _request(facts, wishes, sources, into or (None if wishes.load else BRANDS))
            ready = _ready(request, sources, files, messages, allow_private=facts.allow_private)
            report = _done(ready, request, engine, messages, dry_run=dry_run, yes=wishes.yes)
        except BadInput as bad:
            is_race = all(p.code == "retires_more" for p in bad.problems)
            leave(Exit.USAGE if is_race else Exit.INPUT_FILE, bad.problems)
    _show(output, report, list(_next(report, request, sources)))
    if report.problem_count or report.unread:
        raise typer.Exit(Exit.INPUT_FILE)


def _request(facts: SourceFacts, wishes: LoadWishes, sources: Sequence[str], into: Path | None) -> ImportRequest:
    """Return what is to be imported, and how. Raises: BadInput (the file of charts cannot be read)."""
    from ..app.import_shop import BringOptions, ImportRequest, limits_of, read_mapping

    limits = limits_of(shipped_policy())
    charts = () if facts.charts is None else read_mapping(Path(facts.charts), limits)
    address = facts.shop or next(filter(is_address, sources), "")
    bring = BringOptions(
        this_day(), limits, address, facts.brand, facts.currency, facts.own_brand, facts.every, charts,
        file=_file_name(sources),
    )  # fmt: skip
    return ImportRequest(
        bring, into, wishes.load, wishes.collection, wishes.sync, wishes.take, wishes.force, facts.kind
    )  # fmt: skip


def _file_name(sources: Sequence[str]) -> str:
    """The source of products without an address: the first file that has a name."""
    names = ("".join(filter(str.isprintable, Path(source).name)) for source in sources)
    return next((name for name in names if name not in ("", STDIN)), "")


def _ready(
    request: ImportRequest, places: Sequence[str], files: ExitStack, messages: Messages, *, allow_private: bool
) -> ReadyImport:
    """Read the sources and check what comes of them. Raises: BadInput, StoreError."""
    from ..app.import_shop import ready_import
    from ..app.import_source import source_files
    from ..app.shop_pages import fetcher_for_shops

    def tell_wait(wait: HostWait) -> None:
        note(messages.text("ui.import.wait", {"address": wait.address, "seconds": round(wait.seconds)}))

    fetcher = fetcher_for_shops(allow_private=allow_private, tell=tell_wait)
    with working("ui.import.working"):
        sources = source_files(places, sys.stdin.buffer, fetcher, files)
        return ready_import(request, sources, shipped_policy())


def _done(
    ready: ReadyImport, request: ImportRequest, engine: Engine | None, messages: Messages, *, dry_run: bool, yes: bool
) -> ImportReport:
    """Do it, or tell what would be done; where many products would be retired a person is asked."""
    from ..app.import_shop import preview_import, write_import

    if dry_run:
        return preview_import(ready, shipped_policy(), engine)
    agreed: Collection[str] | None = None
    if request.sync and not yes:
        preview = preview_import(ready, shipped_policy(), engine)
        agreed = agreed_to_retire(preview.load, messages) if preview.load else None
    with working("ui.import.writing"):
        return write_import(ready, shipped_policy(), engine, agreed)


def _next(report: ImportReport, request: ImportRequest, sources: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the commands to go on with, each by the name of what is said of it."""
    if not report.written:
        if STDIN not in sources and report.products:
            yield "import", _command("import", *map(_as_argument, sources), *_typed_again())
        return
    if request.into is not None and report.products and not request.load:
        folder = _as_argument(str(request.into))
        yield "lint", _command("lint", folder)
        yield "load", _command("load", folder)
    if report.waiting and request.load:
        yield "review", _command("review")
    if report.example is not None:
        yield "size", _command("size", report.example.product, *_measures(report.example))


def _typed_again() -> Iterator[str]:
    """Yield the options that were typed, but for those that say only how to tell it."""
    for name, value in SESSION.typed:
        if name not in NOT_AGAIN:
            yield from (name,) if value == name else (name, value)


def _measures(example: ExampleQuestion) -> Iterator[str]:
    """Yield a leg as options: each measure with the option that takes it."""
    for point, text in example.measures:
        option = next((o.option for o in LEG_OPTIONS if o.point is point), None)
        if option is not None:
            yield from (option, text)


def _command(*words: str) -> str:
    return " ".join(("legfit", *map(quoted, (*words, *where_typed()))))


def _as_argument(path: str) -> str:
    """Return a path that no command takes for an option."""
    return f"./{path}" if path.startswith("-") and path != STDIN else path


def _show(output: o.OutputOptions, report: ImportReport, commands: Sequence[tuple[str, str]]) -> None:
    """Write what was done, or would be: what could not be read to stderr, all else to stdout."""
    messages = output.messages()
    for problem in report.problems[:MOST_PROBLEMS]:
        tell(f"legfit: {messages.problem(problem)}")
    if report.problem_count > MOST_PROBLEMS:
        tell(messages.text("ui.import.more_problems", {"count": report.problem_count - MOST_PROBLEMS}))
    for problem in report.forced[:MOST_PROBLEMS]:
        note(messages.text("ui.load.forced", {"problem": messages.problem(problem)}))
    if output.is_document:
        output.write_document(import_document(report, messages, [command for _, command in commands]))
    elif output.form != "table":
        output.write_rows(map(Column, IMPORT_ROW_NAMES), list(import_rows(report, messages)))
    else:
        write_report(import_lines(report), messages)
        write_lines(_next_lines(commands, messages))


def _next_lines(commands: Sequence[tuple[str, str]], messages: Messages) -> Iterator[str]:
    if commands:
        yield from ("", messages.text("ui.import.next"))
    for name, command in commands:
        yield f"  {command}"
        yield from screen().paragraph(messages.text(f"ui.import.next_{name}"), INDENT)
