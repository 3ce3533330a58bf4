"""Listings of matches in any format: how sure each size is, and every caution, are never left out in silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec.structs import replace

from ..app.timing import today
from ..messages.messages import Messages
from ..model.answer import Entry
from ..report.matches import entry_values, row_of
from ..report.plain import worded_row
from .options.groups import OutputOptions
from .options.output import headed
from .session import note
from .terminal.output import Column, write_rows, write_table

FOR_PEOPLE: Final = ("table", "md")
"""The formats whose rows hold sentences; the others hold the plain values."""
FIRST: Final = "first"
"""The sentence under a row that goes before its size."""
ERROR: Final = Column("error", "", keep=9, folds=True)
"""Why a row has no answer."""
DOUBT: Final = frozenset({"certainty", "cautions"})
COLUMNS: Final = (
    Column("brand", "", keep=9),
    Column("name", "", keep=9, folds=True),
    Column("size", "", keep=9, folds=True),
    Column("also", "", table=False),
    Column("outcome", "", table=False),
    Column("position", "", keep=7),
    Column("certainty", "", keep=9),
    Column("confidence", "", keep=6, right=True),
    Column("cautions", "", table=False, folds=True, beside=True),
    Column("graduated", "", folds=True),
    Column("pressure_band", "", table=False),
    Column("pressure", "", keep=4, folds=True),
    Column("price", "", keep=3, right=True),
    Column("currency", "", table=False),
    Column("seen_on", "", keep=2),
    Column("product", "", keep=8),
)
"""How the columns of `MATCH_NAMES` share the room of a table."""
Row = Mapping[str, Any]


def for_people(output: OutputOptions) -> bool:
    """Whether a person reads the rows, and not a program."""
    return output.form in FOR_PEOPLE


def entry_rows(
    entries: Iterable[Entry | Row], output: OutputOptions, messages: Messages, *, drawn: bool = False
) -> list[Row]:
    """Return the rows of what an answer has, as asked for: in words for people, as plain values for a program."""
    values = [{"entry": e, **entry_values(e)} if not isinstance(e, Mapping) else e for e in entries]
    ordered = output.rows(values)
    if not for_people(output):
        return ordered
    return [
        worded_row(row_of(row["entry"], today(), drawn=drawn), messages, output.columns) if "entry" in row else row
        for row in ordered
    ]


def write_match_rows(rows: Sequence[Row], output: OutputOptions, messages: Messages, *behind: Column) -> None:
    """Write rows of matches with the columns picked; an outcome is shown where a row has no size."""
    unsized = any(row.get("size") is None for row in rows)
    columns = [replace(c, table=True) if c.name == "outcome" and unsized else c for c in output.pick(COLUMNS)]
    write_listing(columns, rows, output, messages, *behind)


def write_listing(
    columns: Sequence[Column], rows: Sequence[Row], output: OutputOptions, messages: Messages, *behind: Column
) -> None:
    """Write rows of answers; a table says under a row what has to be seen with it, a file in columns `behind`."""
    if for_people(output):
        # What did not end in a comparison has a sentence that says why.
        rows = [{**row, "outcome": ""} if "error" in row else row for row in rows]
    if output.form == "table":
        columns = [c for c in columns if output.columns or c.table or c.name == "outcome"]
        write_table(headed(columns, messages), rows, under=True, beside=beside_rows(rows))
        return
    write_rows(headed((*columns, *behind), messages), rows, output.form, picked=bool(output.columns))
    # Sizes without how sure they are get a remark that says so.
    if "size" in output.columns and not DOUBT.issubset(output.columns):
        note(messages.text("ui.columns.doubt"))


def beside_rows(rows: Sequence[Row]) -> list[list[str]]:
    """Return the sentences that have to be seen with each row: what comes before its size, its doubts, its error."""
    return [
        [*([row[FIRST]] if FIRST in row else []), *row.get("beside", ()), *([row["error"]] if "error" in row else [])]
        for row in rows
    ]
