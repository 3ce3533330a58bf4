"""One set of output formats for every listing: table, json, jsonl, csv, tsv, md."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..problem import BadInput

FORMATS: Final = ("table", "json", "jsonl", "csv", "tsv", "md")
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a listing: its name in files and its heading for people."""

    name: str
    heading: str


def chosen_format(wanted: str | None, as_json: bool) -> str:
    """The format asked for.

    Raises:
        BadInput: it is not one of the six.
    """
    from difflib import get_close_matches

    form = "json" if as_json else (wanted or "table")
    if form not in FORMATS:
        near = get_close_matches(form, FORMATS, n=1)
        hint = f"Did you mean {near[0]}?" if near else ""
        raise BadInput.one("unknown_format", "--format", form, f"one of {', '.join(FORMATS)}", hint)
    return form


def printable(value: object) -> str:
    """A value on one line, control characters (and so terminal escapes) made visible and harmless."""
    text = "" if value is None else str(value)
    return "".join(c if c.isprintable() else " " if c in "\r\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def cell(value: object) -> str:
    """A value for a spreadsheet: never read as a formula."""
    text = printable(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_json(document: object) -> None:
    """A document on stdout."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def write_rows(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], form: str) -> None:
    """A listing in one of the formats, columns in their stable order."""
    rows = list(rows)
    match form:
        case "json":
            write_json([{c.name: row.get(c.name) for c in columns} for row in rows])
        case "jsonl":
            for row in rows:
                line = {c.name: row.get(c.name) for c in columns}
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        case "csv" | "tsv":
            sys.stdout.write(_separated(columns, rows, "," if form == "csv" else "\t"))
        case "md":
            sys.stdout.write(_markdown(columns, rows))
        case _:
            _table(columns, rows)


def _separated(columns: Sequence[Column], rows: list[Mapping[str, Any]], comma: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=comma, lineterminator="\n")
    writer.writerow([c.name for c in columns])
    writer.writerows([[cell(_flat(row.get(c.name))) for c in columns] for row in rows])
    return out.getvalue()


def _flat(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return "; ".join(str(v) for v in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def _markdown(columns: Sequence[Column], rows: list[Mapping[str, Any]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    def safe(value: object) -> str:
        return printable(_flat(value)).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")

    body = "".join(line(safe(row.get(c.name)) for c in columns) for row in rows)
    return line(c.heading for c in columns) + line("---" for _ in columns) + body


def on_terminal() -> bool:
    """Whether stdout is a terminal that a person looks at."""
    return sys.stdout.isatty()


def _table(columns: Sequence[Column], rows: list[Mapping[str, Any]]) -> None:
    if on_terminal() and os.environ.get("TERM") != "dumb":
        _rich_table(columns, rows)
        return
    shown = [[printable(_flat(row.get(c.name))) for c in columns] for row in rows]
    widths = [max([len(c.heading), *(len(r[i]) for r in shown)]) for i, c in enumerate(columns)]
    for cells in [[c.heading for c in columns], *shown]:
        sys.stdout.write("  ".join(t.ljust(w) for t, w in zip(cells, widths, strict=True)).rstrip() + "\n")


def _rich_table(columns: Sequence[Column], rows: list[Mapping[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(_flat(row.get(c.name)))) for c in columns))
    Console(highlight=False).print(table)
