"""One set of output formats for every listing: table, json, jsonl, csv, tsv, md."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ...documents.json_text import json_text
from ...model.did_you_mean import no_choice
from ...model.problem import BadInput
from ..exit_codes import messages_of
from ..session import SESSION, note
from .pager import write_paged
from .screen import on_terminal, printable, screen, write_lines
from .streams import is_unicode
from .table import Column as Column
from .table import flat, table_lines

FORMATS: Final = ("table", "json", "jsonl", "csv", "tsv", "md")
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
Row = Mapping[str, Any]


def chosen_format(wanted: str | None, as_json: bool) -> str:
    """Return the format asked for: one of the six, a table without any wish. Raises: BadInput."""
    form = (wanted or ("json" if as_json else "table")).strip().lower()
    if form not in FORMATS:
        raise no_choice("unknown_format", "--format", form, FORMATS)
    if as_json and form != "json":
        raise BadInput.one("given_twice", "--format", f"--json, --format {form}", "cli_one_value", "cli_keep_one")
    return form


def cell(value: object) -> str:
    """Return a value for a spreadsheet: a text that would be read as a formula gets an apostrophe, a number stays one.

    >>> cell("=1+1"), cell(-2)
    ("'=1+1", '-2')
    """
    text = printable(value)
    is_text = not isinstance(value, (int, float)) and text.startswith(FORMULA_STARTS)
    return f"'{text}" if is_text else text


def write_json(document: object, *, line: bool = False) -> None:
    """Write a document to stdout: the bytes that the HTTP service sends, indented only on a terminal.

    Where stdout is not UTF-8, what it may lack is written as JSON's own escapes: the document stays what it is.
    """
    text = json_text(document, indent=2 if on_terminal() and not line else None, escaped=not is_unicode())
    sys.stdout.write(text.encode("utf-8", "replace").decode() + "\n")


def write_rows(columns: Sequence[Column], rows: Iterable[Row], form: str, *, picked: bool = False) -> None:
    """Write a listing in one of the formats; where the person `picked` the columns, a table shows them all."""
    rows = list(rows)
    match form:
        case "json":
            write_json([_object(columns, row) for row in rows])
        case "jsonl":
            for row in rows:
                write_json(_object(columns, row), line=True)
        case "csv" | "tsv":
            sys.stdout.write(_separated(columns, rows, "," if form == "csv" else "\t"))
        case "md":
            sys.stdout.write(_markdown([c for c in columns if picked or c.table or c.beside], rows))
        case _:
            write_table([c for c in columns if picked or c.table], rows, paged=True)


def write_table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    under: bool = False,
    beside: Sequence[Sequence[str]] = (),
    paged: bool = False,
) -> None:
    """Write a table: as wide as it is in a pipe, fitted on a terminal, through a pager there where it is `paged`.

    With `under` what has no room stands under each row; else it is left out, and said so. `beside` has, for each
    row, the sentences that have to be seen with it.
    """
    lines, dropped = table_of(columns, rows, under=under, beside=beside)
    (write_paged if paged else write_lines)(lines)
    if dropped and rows:
        text = messages_of(SESSION.arguments).text("ui.no_room", {"columns": ", ".join(c.name for c in dropped)})
        note(text)


def table_of(
    columns: Sequence[Column], rows: Sequence[Row], *, under: bool = False, beside: Sequence[Sequence[str]] = ()
) -> tuple[list[str], list[Column]]:
    """Return the lines of a table as `write_table` writes it, and the columns for which there was no room."""
    cells = [[c.shown(row.get(c.name)) for c in columns] for row in rows]
    return table_lines(columns, cells, screen(), under=under, beside=beside)


def _object(columns: Sequence[Column], row: Row) -> dict[str, Any]:
    return {c.name: row.get(c.name) for c in columns}


def _separated(columns: Sequence[Column], rows: Sequence[Row], comma: str) -> str:
    import csv

    out = io.StringIO()
    writer = csv.writer(out, delimiter=comma, lineterminator="\n")
    writer.writerow([c.name for c in columns])
    writer.writerows([[cell(_plain(row.get(c.name))) for c in columns] for row in rows])
    return out.getvalue()


def _plain(value: object) -> object:
    """Return a value for a file: true and false as JSON writes them, an object as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return flat(value)


def _markdown(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    def safe(text: str) -> str:
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")

    body = "".join(line(safe(c.shown(row.get(c.name))) for c in columns) for row in rows)
    return line(c.heading for c in columns) + line("---" for _ in columns) + body
