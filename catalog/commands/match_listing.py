"""Rows of matches in any format: how sure each size is, and every caution, are never left out in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec.structs import replace

from ..messages.messages import Messages
from .matches import beside_row, match_columns, today, where_there_is_one
from .options.groups import OutputOptions
from .session import note
from .terminal.output import Column, write_rows, write_table

FOR_PEOPLE: Final = ("table", "md")
"""The formats whose rows hold sentences; the others hold the plain values."""
DOUBT: Final = frozenset({"certainty", "cautions"})


def for_people(view: OutputOptions) -> bool:
    """Whether a person reads the rows, and not a program."""
    return view.form in FOR_PEOPLE


def write_match_rows(
    rows: Sequence[Mapping[str, Any]], view: OutputOptions, messages: Messages, *behind: Column
) -> None:
    """Write the rows in the format asked for, with the columns picked and those that stand `behind` them.

    A file gets the columns that were picked and no others; where sizes then stand without how sure they are, a
    remark says so.
    """
    columns = [where_there_is_one(c) for c in (*view.pick(match_columns(messages, today())), *behind)]
    if view.form == "table":
        beside = [beside_row(row, view.columns) for row in rows]
        write_table([c for c in columns if view.columns or c.table], rows, under=True, beside=beside)
        return
    if any(row.get("size") is None for row in rows):
        columns = [replace(c, table=True) if c.name == "outcome" else c for c in columns]
    write_rows(columns, rows, view.form, picked=bool(view.columns))
    without_doubt(view, messages)


def without_doubt(view: OutputOptions, messages: Messages) -> None:
    """Remark that columns were picked which show a size without how sure it is, or without its cautions."""
    if "size" in view.columns and not DOUBT.issubset(view.columns):
        note(messages.text("ui.columns.doubt"))
