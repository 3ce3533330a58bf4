"""`legfit feedback IN`: what a shop's returns and exchanges say of each size, and of charts whose edge looks wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final

import typer

from ..documents.feedback import FEEDBACK_ROW_NAMES, feedback_document, feedback_rows
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..report.feedback import feedback_lines, feedback_remark_lines, method_lines, size_cells
from ..report.plain import text_of
from .exit_codes import Exit
from .opening import loaded_catalog
from .options import groups as o
from .options.gathering import BadFile
from .options.parameter import flag
from .terminal.output import Column
from .terminal.report_output import note_report, write_report
from .terminal.rich_console import working

if TYPE_CHECKING:
    from ..app.feedback import FeedbackRequest
    from ..model.feedback_report import FeedbackReport
    from ..search.loaded_catalog import LoadedCatalog

LARGEST: Final = 200_000_000
"""Bytes of a file."""
TABLE: Final = (
    Column("product", keep=9, folds=True), Column("size", keep=9), Column("sent", keep=6, right=True),
    Column("kept", keep=4, right=True), Column("too_tight", keep=8, folds=True),
    Column("too_loose", keep=8, folds=True),
)  # fmt: skip
PREVIEW: Final = ("name", "read_as", "rows")


def _option(flags: str, help: str, metavar: str) -> Any:
    return typer.Option(flags, metavar=metavar, help=help, show_default=False)


@o.command(
    "feedback", ("feedback returns.csv", "feedback returns.csv --preview --word too_tight=spannt"),
    o.output_options(FEEDBACK_ROW_NAMES),
)  # fmt: skip
def feedback(
    gathering: o.ProblemGathering,
    returns: Annotated[str, typer.Argument(metavar="IN", help="CSV, TSV, XLSX or ODS; - for stdin.")],
    output: o.OutputOptions,
    column: Annotated[
        list[str] | None, _option("--column", "size=Gr., calf_max_girth=Wade:cm; several.", "FIELD")
    ] = None,
    word: Annotated[
        list[str] | None, _option("--word", "What a word means: too_tight=spannt; several.", "MEANING")
    ] = None,
    mapping: Annotated[Path | None, _option("--mapping", "Columns and words, as a TOML file.", "FILE")] = None,
    preview: Annotated[bool, flag("--preview", "Show how columns and words are read; count nothing.")] = False,
) -> None:
    """Count how often each size is too tight or too loose by a shop's returns; no chart is changed, no measure kept.

    Exit 6 where an edge of a chart looks wrong, 4 where rows could not be read, 7 where nothing is of the catalog.
    """
    request = gathering.read(lambda: _request(column or [], word or [], mapping))
    request = request or _request(column or [], word or [], mapping, lenient=True)
    opened: Any = gathering.read(lambda: _opened(returns))
    catalog: Any = None if preview else gathering.read(lambda: loaded_catalog(output.database))
    if opened is not None and not gathering.is_clear:
        gathering.read(lambda: _check_head(opened[0], opened[1], request))
    gathering.end()
    stream, name = opened
    with _of_the_file():
        if preview:
            _preview(stream, name, request, output)
            return
        report = _report(stream, name, request, catalog)
    _show(report, output)
    if report.bad_rows:
        raise typer.Exit(Exit.INPUT_FILE)
    if not report.counted or report.only_returns:
        raise typer.Exit(Exit.NOTHING_COMPARED)
    if report.doubts:
        raise typer.Exit(Exit.FINDINGS)


def _request(
    columns: list[str], words: list[str], mapping: Path | None, *, lenient: bool = False
) -> FeedbackRequest:  # fmt: skip
    """The columns and words that were typed, before those of a mapping file (see there). Raises: BadInput."""
    from ..app.feedback import FeedbackRequest, feedback_mapping

    mapped = feedback_mapping(mapping, lenient=lenient) if mapping is not None else FeedbackRequest()
    typed = {text.partition("=")[0].strip() for text in columns}
    others = (text for text in mapped.columns if text.partition("=")[0].strip() not in typed)
    return FeedbackRequest((*columns, *others), (*mapped.words, *words))


def _opened(place: str) -> tuple[BinaryIO, str]:
    """The bytes of a file, or of stdin for `-`, and what problems call it. Raises: BadFile (it cannot be read)."""
    name = "stdin" if place == "-" else Path(place).name
    try:
        if place == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(place).open("rb") as stream:
                data = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise BadFile.one("file_missing", place, "", "one_file_exists", "file_check_path") from None
    except OSError as error:
        reason = error.strerror or ""
        raise BadFile.one("file_unreadable", place, reason, "file_readable", "file_check_rights") from None
    if len(data) > LARGEST:
        raise BadFile.one("file_too_large", name, "", "rows_at_most_mb", "file_split", most=LARGEST // 1_000_000)
    return BytesIO(data), name


@contextmanager
def _of_the_file() -> Iterator[None]:
    """Raise BadFile where a problem of a file is none of what was typed."""
    try:
        yield
    except BadInput as bad:
        typed = all(p.field.startswith("-") for p in bad.problems)
        raise (BadInput if typed else BadFile)(bad.problems) from None


def _check_head(stream: BinaryIO, name: str, request: FeedbackRequest) -> None:
    """Check words and columns, where something else is wrong already. Raises: BadInput, BadFile."""
    from ..app.feedback import check_feedback

    with _of_the_file():
        check_feedback(stream, name, request, shipped_policy())


def _report(stream: BinaryIO, name: str, request: FeedbackRequest, catalog: LoadedCatalog) -> FeedbackReport:
    from ..analytics.feedback import feedback_report
    from ..app.feedback import feedback_events

    with working("ui.working.counting"):
        policy = shipped_policy()
        return feedback_report(feedback_events(stream, name, request, catalog, policy), policy)


def _preview(stream: BinaryIO, name: str, request: FeedbackRequest, output: o.OutputOptions) -> None:
    """Write which column and which word is taken for what."""
    from ..app.feedback import feedback_preview

    seen = feedback_preview(stream, name, request, shipped_policy())
    rows: list[dict[str, Any]] = [{"name": column, "read_as": field, "rows": None} for column, field in seen.columns]
    rows += [{"name": text, "read_as": word.value, "rows": count} for text, word, count in seen.words]
    rows += [{"name": text, "read_as": "?", "rows": count} for text, count in seen.unread_words]
    rows += [
        {"name": output.messages().text("ui.feedback.not_readable", {"field": name}), "read_as": "?", "rows": count}
        for name, count in seen.unread_measures
    ]
    left, rare = seen.unread - sum(count for _, count in seen.unread_words), output.messages().text("ui.feedback.rare")
    rows += [{"name": rare, "read_as": "?", "rows": left}] if left else []
    o.OutputOptions(output.form, language=output.language).write_rows(map(Column, PREVIEW), rows)


def _show(report: FeedbackReport, output: o.OutputOptions) -> None:
    """Write the findings first, then every size, then how it was worked out; on stderr what was not counted."""
    messages = output.messages()
    if output.is_document:
        output.write_document(feedback_document(report))
    elif output.form != "table" or output.columns or output.sort:
        output.write_rows(map(Column, FEEDBACK_ROW_NAMES), list(feedback_rows(report)))
    else:
        write_report(feedback_lines(report), messages)
        cells = [size_cells(product, size, report) for product in report.products for size in product.sizes]
        rows = [{name: text_of(words, messages) for name, words in row.items()} for row in cells]
        if rows:
            output.write_rows(TABLE, rows)
        write_report(method_lines(report), messages)
    note_report(feedback_remark_lines(report), messages)
