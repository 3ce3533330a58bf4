"""`legfit batch IN -o OUT`: the size of every person in a file, for products or for the best of a kind."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ..app.timing import this_day
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..model.verdict import MATCHES
from .batch_asked import AskedBatch, check_asked, number_of, people_columns
from .batch_on_spark import batch_question, on_spark, spark_extra
from .exit_codes import Exit, leave
from .options import groups as o
from .options.parameter import flag
from .options.question import CHOICE_OPTIONS, NARROW_OPTIONS, YES
from .run_question import answer_document_of
from .session import note
from .terminal.output import Column, write_json

if TYPE_CHECKING:
    from ..batch.run import BatchJob, BatchReport
    from ..messages.messages import Messages
    from ..search.loaded_catalog import LoadedCatalog

NARROWED: Final = ("brand", "collection", "audience", "max_mmhg", "graduated", "include_review")
OPTIONS: Final = (
    *(option for option in CHOICE_OPTIONS if option.name == "prefer"), YES,
    *(option for option in NARROW_OPTIONS if option.name in NARROWED),
)  # fmt: skip
OUTCOME_COLUMNS: Final = ("outcome", "rows")
PREVIEWED: Final = 5
"""People whose outcomes a preview shows."""


def _option(flags: str, help: str, metavar: str) -> Any:
    return typer.Option(*flags.split("/"), metavar=metavar, help=help, show_default=False)


@o.command(
    "batch", (
        "batch people.csv -o sizes.csv --garment sock",
        "batch people.csv --preview --product cep-run-socks-tall-4-0 --column calf_max_girth=wade_cm:cm",
    ),
    o.question_options(*OPTIONS, garment=True, document=False), o.output_options(OUTCOME_COLUMNS),
)  # fmt: skip
def batch(
    gathering: o.ProblemGathering,
    people: Annotated[str, typer.Argument(metavar="IN", help="People: Parquet, IPC, CSV or TSV.", show_default=False)],
    parsed: o.ParsedQuestion,
    output: o.OutputOptions,
    out: Annotated[str | None, _option("-o/--out", "A file, or a folder of parts that can go on.", "OUT")] = None,
    product: Annotated[list[str] | None, _option("--product", "Sizes of this product; several.", "PRODUCT")] = None,
    best: Annotated[str | None, _option("--best", "How many of a kind each gets; 5.", "N")] = None,
    column: Annotated[list[str] | None, _option("--column", "calf_max_girth=wade_cm:cm; several.", "MEASURE")] = None,
    mapping: Annotated[Path | None, _option("--mapping", "The columns, as a TOML file.", "FILE")] = None,
    key: Annotated[str | None, _option("--key", "The column that tells people apart.", "COLUMN")] = None,
    preview: Annotated[bool, flag("--preview", "Show the columns and the first outcomes; write nothing.")] = False,
    with_distance: Annotated[bool, flag("--with-distance", "Add the distance to the nearest edge, edge_mm.")] = False,
    explain: Annotated[str | None, _option("--explain", "Whole answers of the first people, on stdout.", "N")] = None,
    spark: Annotated[bool, flag("--spark", "Do it on Spark, from Parquet to a folder of Parquet.")] = False,
) -> None:
    """Find the size of every person in a file, for products or the best of a kind; no measure is written."""
    runs: Any = gathering.read(extra_for_files)
    columns, of_key = _columns(gathering, runs, column or [], key or "", mapping)
    wanted = AskedBatch(
        people, parsed.question, tuple(product or ()), out, columns, of_key, preview, spark,
        gathering.read(lambda: number_of("--best", best, 1, 5)) or 1,
        gathering.read(lambda: number_of("--explain", explain, 0, 0)) or 0, with_distance,
    )  # fmt: skip
    catalog: Any = check_asked(gathering, wanted, runs, output.database)
    on = gathering.read(spark_extra) if spark else None
    gathering.end()
    if spark:
        _end(on_spark(on, wanted, catalog), output)
        return
    job = _job(runs, wanted, catalog)
    messages = output.messages()
    with _reading():
        if preview:
            _preview(job, output)
            return
        for answer in runs.whole_answers(job, wanted.explain) if wanted.explain else ():
            write_json(answer_document_of(answer, output, messages), line=True)
        report = _run(job, messages)
    _end(report, output, quiet=bool(wanted.explain))


def extra_for_files() -> Any:
    """Import what needs pyarrow. Raises: BadInput (it is not installed)."""
    try:
        from ..batch import command_line
    except ModuleNotFoundError as missing:
        raise BadInput.one("missing_extra", "batch", missing.name, "batch_packages", "cli_install_batch") from None
    return command_line


def _columns(
    gathering: o.ProblemGathering, runs: Any, typed: list[str], key: str, mapping: Path | None
) -> tuple[tuple[str, ...], str]:
    """The columns that were typed, and those of a mapping file where it can be read."""
    if runs is None or mapping is None:
        return tuple(typed), key
    texts, mapped_key = gathering.read(lambda: runs.mapping_file(mapping)) or runs.mapping_file(mapping, lenient=True)
    return (*typed, *texts), key or mapped_key


def _job(runs: Any, wanted: AskedBatch, catalog: LoadedCatalog) -> BatchJob:
    """Put the job together. Raises: BadInput."""
    sizes = runs.BatchSizes(catalog, batch_question(wanted), shipped_policy(), this_day())
    gc.freeze()  # the catalog stays: the search for garbage need not look through it again and again
    gc.set_threshold(50_000)  # nor what the rule says of each cell, which stays too
    versions = f"{catalog.version} {catalog.stock}"
    job: BatchJob = runs.BatchJob(wanted.source, people_columns(runs, wanted), sizes, wanted.target, versions)
    return job


def _run(job: BatchJob, messages: Messages) -> BatchReport:
    from ..batch.run import run_batch

    return run_batch(job, lambda people: note(messages.text("ui.batch.progress", {"count": people})))


@contextmanager
def _reading() -> Iterator[None]:
    """Leave with 4 where the file of people turns out to be broken."""
    try:
        yield
    except BadInput as bad:
        of_options = all(p.field.startswith("-") for p in bad.problems)
        leave(Exit.USAGE if of_options else Exit.INPUT_FILE, bad.problems)


def _preview(job: BatchJob, output: o.OutputOptions) -> None:
    """Write which column is which measure, and what the first people get; no measure."""
    from ..batch.run import preview

    table = preview(job, PREVIEWED)
    for measure in job.columns.measures:
        side = f".{measure.side}" if measure.side else ""
        note(f"{measure.name} = {measure.point.value}{side} {measure.unit}".rstrip())
    names = ("product", "outcome", "size", "certainty", "cautions")
    output.write_rows([Column(name) for name in names], table.select(names).to_pylist())


def _end(report: BatchReport, output: o.OutputOptions, *, quiet: bool = False) -> None:
    """Show what was done, and leave with another code than 0 where not everybody was judged or nobody has a size."""
    from ..batch.sizes import COMPARED

    _show(report, output, quiet=quiet)
    if report.bad_rows:
        raise typer.Exit(Exit.INPUT_FILE)
    if not any(report.outcomes[outcome] for outcome in MATCHES):
        was_compared = any(report.outcomes[outcome] for outcome in COMPARED)
        raise typer.Exit(Exit.NOTHING_FITS if was_compared else Exit.NOTHING_COMPARED)


def _show(report: BatchReport, output: o.OutputOptions, *, quiet: bool) -> None:
    """Write the counts by outcome, exact, and on stderr what was not judged; on stderr alone where `quiet`."""
    messages = output.messages()
    if report.bad_rows:
        note(messages.text("ui.batch.bad_rows", {"count": report.bad_rows}))
    if report.parts_before:
        note(messages.text("ui.batch.parts_before", {"count": report.parts_before}))
    if quiet:
        for outcome, count in report.outcomes.most_common():
            note(f"{outcome} {count}")
        return
    if output.is_document:
        output.write_document({
            "people": report.people, "rows": report.rows, "bad_rows": report.bad_rows,
            "outcomes": dict(sorted(report.outcomes.items())),
        })  # fmt: skip
    else:
        rows = [{"outcome": outcome, "rows": count} for outcome, count in report.outcomes.most_common()]
        output.write_rows([Column(name) for name in OUTCOME_COLUMNS], rows)
