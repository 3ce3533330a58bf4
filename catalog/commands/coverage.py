"""`legfit coverage`: whom size charts serve and leave out over a population, and how many wear each size."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ..documents.coverage import COVERAGE_ROW_NAMES
from ..model.problem import BadInput, safe_repr
from .coverage_people import read_people, wanted_people
from .coverage_products import WantedProducts, looked_at
from .exit_codes import Exit
from .options import groups as o
from .options.completion import complete_product
from .options.question import CHOICE_OPTIONS, NARROW_OPTIONS, UNITS, YES
from .places import check_file, check_folder
from .session import note
from .terminal.output import Column

if TYPE_CHECKING:
    from ..analytics.coverage_report import CoverageReport
    from ..messages.messages import Messages

NARROWED: Final = ("brand", "collection", "audience", "max_mmhg", "graduated", "include_review")
OPTIONS: Final = (
    *(option for option in CHOICE_OPTIONS if option.name == "prefer"), YES, UNITS,
    *(option for option in NARROW_OPTIONS if option.name in NARROWED),
)  # fmt: skip
PEOPLE, BESIDE, FILES = "The people", "Beside it", "Output"
DRAWING: Final = "matplotlib", "jinja2"
MOST_OLDER: Final = 4
"""Pictures of an earlier run that are named."""
MOST_PIECES: Final = 10_000_000


def _option(flags: str, help: str, metavar: str, panel: str = PEOPLE) -> Any:
    return typer.Option(*flags.split("/"), metavar=metavar, help=help, rich_help_panel=panel, show_default=False)


PRODUCTS: Any = typer.Argument(
    metavar="PRODUCT", help="Ids, names, SKUs or GTINs; without one all that the options ask about.",
    autocompletion=complete_product, show_default=False,
)  # fmt: skip
FILE: Any = _option("--file", "Products of this brand file, which need not be loaded; several.", "FILE", BESIDE)
CHANGE_HELP: Final = (
    "With another range: M.calf_max_girth=35-39; in the row 34-38 alone: M.calf_max_girth:34-38=35-39; several."
)
WHAT_IF: Any = _option("--what-if", CHANGE_HELP, "CHANGE", BESIDE)
AGAINST: Any = _option("--against", "Its sizes in those of this product; several.", "PRODUCT", BESIDE)
ORDER: Any = _option("--order", "Divide so many pieces by the size curve.", "PIECES", BESIDE)
POPULATION: Any = _option("--population", "nhanes, ansur2 or a file, its columns as in `legfit batch`.", "NAME|FILE")
COLUMN: Any = _option("--column", "Of a file: calf_max_girth=wade_cm:cm; several.", "MEASURE")
MAPPING: Any = _option("--mapping", "Of a file: its columns, as a TOML file.", "FILE")
SEX_COLUMN: Any = _option("--sex-column", "Of a file: the column that says female or male.", "COLUMN")
SEX: Any = _option("--sex", "Only women (female) or only men (male).", "WORD")
BMI: Any = _option("--bmi", "Only a body mass index from the first number to under the second.", "18.5-25")
PLOTS: Any = _option("--plots", "Draw what is found as PNG and SVG into this folder.", "FOLDER", FILES)
REPORT: Any = _option("--report", "Write all of it as one page to send on.", "FILE.html", FILES)


@o.command(
    "coverage", (
        "coverage compressport-ur2",
        "coverage compressport-ur2 --what-if 4.calf_max_girth=42-48 --order 500",
        "coverage --garment calf_sleeve --population nhanes --bmi 18.5-25",
    ),
    o.question_options(*OPTIONS, garment=True, document=False), o.output_options(COVERAGE_ROW_NAMES),
)  # fmt: skip
def coverage(
    gathering: o.ProblemGathering,
    parsed: o.ParsedQuestion,
    output: o.OutputOptions,
    products: Annotated[list[str] | None, PRODUCTS] = None,
    file: Annotated[list[Path] | None, FILE] = None,
    what_if: Annotated[list[str] | None, WHAT_IF] = None,
    against: Annotated[list[str] | None, AGAINST] = None,
    order: Annotated[str | None, ORDER] = None,
    population: Annotated[str | None, POPULATION] = None,
    column: Annotated[list[str] | None, COLUMN] = None,
    mapping: Annotated[Path | None, MAPPING] = None,
    sex_column: Annotated[str | None, SEX_COLUMN] = None,
    sex: Annotated[str | None, SEX] = None,
    bmi: Annotated[str | None, BMI] = None,
    plots: Annotated[Path | None, PLOTS] = None,
    report: Annotated[Path | None, REPORT] = None,
) -> None:
    """Show whom size charts serve and leave out over a population, and how many of 100 wear each size."""
    with_numpy = gathering.read(lambda: _check_extra("numpy")) is not None
    question, confirmed = parsed.question, parsed.question.confirmed
    of_file = tuple(column or ()), mapping, sex_column or ""
    people = wanted_people(gathering, population or "", of_file, (sex, bmi), confirmed=confirmed)
    pieces = gathering.read(lambda: _order(order)) or 0
    if plots is not None:
        gathering.read(lambda: check_folder(plots, "--plots"))
    if report is not None:
        gathering.read(lambda: _check_page(report))
    gathering.read(lambda: _check_extra(*(DRAWING if plots or report else ())))
    typed = WantedProducts(question, products or [], file or [], what_if or [], against or [], output.database)
    look: Any = looked_at(gathering, typed, with_numpy=with_numpy)
    of_people: Any = read_people(gathering, people, look.points() if look else ()) if with_numpy else None
    gathering.end()
    result: CoverageReport = look.over(*of_people)
    messages = output.messages(question.units)
    _write_files(result, messages, plots, report, pieces)
    _write(result, output, messages, pieces)
    _leave(result, messages)


def _leave(report: CoverageReport, messages: Messages) -> None:
    """Say what of a file was not read, and leave with another code than 0 where rows were bad or nothing is known."""
    people = report.population
    if people.unread_sexes:
        note(messages.text("ui.coverage.unread_sexes", {"count": people.unread_sexes}))
    if people.bad_rows:
        raise typer.Exit(Exit.INPUT_FILE)
    if not any(entry.first is not None for entry in report.charts):
        raise typer.Exit(Exit.NOTHING_COMPARED)


def _check_extra(*packages: str) -> bool:
    """Check that packages are there. Raises: BadInput (with how to install them)."""
    missing = ", ".join(name for name in packages if find_spec(name) is None)
    if missing:
        raise BadInput.one("missing_extra", "coverage", missing, "coverage_packages", "cli_install_plots")
    return True


def _order(text: str | None) -> int:
    if text is None:
        return 0
    digits = text.strip().lstrip("0")
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST_PIECES))
    if not is_number or int(digits) > MOST_PIECES:
        raise BadInput.one("not_a_whole_number", "--order", text, "coverage_order", most=MOST_PIECES)
    return int(digits)


def _check_page(report: Path) -> None:
    """Check where the page goes. Raises: BadInput."""
    if report.suffix.lower() not in (".html", ".htm"):
        raise BadInput.one("unknown_format", "--report", safe_repr(report.name), "coverage_report")
    check_file(report, "--report")


def _write(report: CoverageReport, output: o.OutputOptions, messages: Messages, order: int) -> None:
    """Write it in the format that was asked for."""
    from .coverage_document import coverage_document, coverage_rows
    from .coverage_output import CoverageWriter

    if output.form == "table" and not output.columns:
        CoverageWriter(report, messages, order).write()
        if order and len(report.charts) > 1:
            note(messages.text("ui.coverage.order_several"))
        return
    document = coverage_document(report, messages, order)
    if output.is_document:
        output.write_document(document)
    else:
        output.write_rows(map(Column, COVERAGE_ROW_NAMES), coverage_rows(document))


def _write_files(report: CoverageReport, messages: Messages, plots: Path | None, page: Path | None, order: int) -> None:
    """Write the pictures and the page that were asked for."""
    if plots is not None:
        from ..analytics.plots import older_pictures, write_plots

        written = write_plots(report, plots, messages)
        note(messages.text("ui.coverage.written", {"count": len(written), "folder": str(plots)}))
        if older := older_pictures(plots, written):
            names = ", ".join(older[:MOST_OLDER]) + (" …" if len(older) > MOST_OLDER else "")
            note(messages.text("ui.coverage.older", {"count": len(older), "folder": str(plots), "names": names}))
    if page is not None:
        from ..analytics.report_page import report_page

        page.write_text(report_page(report, messages, order), "utf-8")
