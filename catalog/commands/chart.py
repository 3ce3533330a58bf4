"""`legfit chart FILE|URL|-`: the size charts of a page or file, as they were read, to be checked beside it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ..app.timing import this_day
from ..app.web_address import is_address
from ..documents.chart_read import CHART_ROW_NAMES, charts_read_document, read_rows
from ..messages.messages import Messages
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..report.chart_drawing import band_drawings
from ..report.chart_read import chart_grid, chart_head, chart_remarks, grid_points, left_out_lines, point_words
from ..report.lines import BLANK, Line, heading, message, say
from ..report.plain import text_of
from .chart_file import STDIN, charts_at, charts_of, name_of
from .drawing import drawing
from .exit_codes import Exit
from .options import groups as o
from .options.parameter import flag
from .terminal.output import Column, write_table
from .terminal.report_output import write_report

if TYPE_CHECKING:
    from ..model.read_chart import ChartsRead, ReadChart, ReadRow

HELP: Final = "A page, table or workbook with the chart, its address, - for what is piped in."
Place = Annotated[str, typer.Argument(metavar="FILE|URL|-", help=HELP, show_default=False)]


@o.command("chart", ("chart page.html", "chart page.html --json"), o.output_options(CHART_ROW_NAMES))
def chart(
    place: Place,
    output: o.OutputOptions,
    toml: Annotated[bool, flag("--toml", "As a brand file to correct; what was not read is `?`.")] = False,
    allow_private: Annotated[bool, flag("--allow-private", "Open addresses inside a network too.")] = False,
) -> None:
    """Read the size charts of a page, table or workbook, exactly or not at all; exit 4 where a cell is unread."""
    address = ""
    if is_address(place):
        charts, address = charts_at(place, allow_private=allow_private)
    elif allow_private:
        raise BadInput.one("bad_address", "--allow-private", place, "fetch_address")
    else:
        charts = charts_of(place)
    if toml:
        _write_toml(charts, address or ("" if place == STDIN else name_of(place)))
    elif output.is_document:
        output.write_document(charts_read_document(charts, output.messages()))
    elif output.form == "table" and not output.columns:
        _write(charts, output.messages(), name_of(place))
    else:
        output.write_rows(map(Column, CHART_ROW_NAMES), read_rows(charts))
    code = exit_of_charts(charts)
    if code is not Exit.OK:
        raise typer.Exit(code)


def exit_of_charts(charts: ChartsRead) -> Exit:
    """Return 0 where every chart was read whole, 4 where something is unread, 3 where nothing there is a chart."""
    from ..app.chart_answer import lacks_unit
    from ..app.typed_chart import placeless

    if not charts.charts:
        return Exit.INPUT_FILE if placeless(charts) or charts.lines_unread else Exit.NOTHING_FITS
    unsure = not charts.whole or any(map(lacks_unit, charts.charts))
    return Exit.INPUT_FILE if unsure else Exit.OK


def _write_toml(charts: ChartsRead, address: str) -> None:
    from ..app.read_chart import chart_file_text

    sys.stdout.write(chart_file_text(charts, this_day(), address))


def _write(charts: ChartsRead, messages: Messages, name: str) -> None:
    """Write every chart as a table with what was not read, its drawing, and the tables that were left out."""
    for number, read in enumerate(charts.charts, start=1):
        write_report([*([BLANK] if number > 1 else []), *chart_head(read, number)], messages)
        points = grid_points(read)
        _write_grid(read, read.rows, points, messages, whole=True)
        if read.twin is not None:
            write_report([say("ui.chart.twin", unit=read.twin.unit or "")], messages)
            _write_grid(read, read.twin.rows, points, messages, whole=False)
        write_report([*chart_remarks(read), *_drawing(read, name)], messages)
    write_report([*([BLANK] if charts.charts else []), *left_out_lines(charts)], messages)
    if charts.charts:
        write_report([heading(message("ui.chart.compare"))], messages)


def _write_grid(
    read: ReadChart, rows: Sequence[ReadRow], points: Sequence[str], messages: Messages, *, whole: bool
) -> None:
    """Write rows as a table, figures as printed; those of the twin without marks for what was not read."""
    heads = [messages.text("ui.col.size"), *(text_of(point_words(p, read), messages) for p in points)]
    if not whole:
        heads = [heads[0], *(text_of(point_words(p, _twin_units(read)), messages) for p in points)]
    columns = [Column(str(at), head, keep=9, folds=True) for at, head in enumerate(heads)]
    grid = chart_grid(rows, points, read.unread if whole else ())
    write_table(columns, [{str(at): cell for at, cell in enumerate(row)} for row in grid], under=True)


def _twin_units(read: ReadChart) -> ReadChart:
    from msgspec.structs import replace

    return replace(read, units=read.twin.units if read.twin else ())


def _drawing(read: ReadChart, name: str) -> Sequence[Line]:
    """Return the drawing of the bands; nothing where the chart holds what no brand file may."""
    from ..app.chart_answer import product_of_chart, why_not

    if why_not(read) is not None:
        return ()
    try:
        product = product_of_chart(read, shipped_policy(), this_day(), name)
    except BadInput:
        return ()
    return [line for c in product.charts for line in band_drawings(c, drawing())]
