"""A whole search on stdout: what fits with how sure it is, when to wear it, what was left out and the next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec.structs import replace

from ..messages.messages import Messages
from ..model.answer import Answer
from ..report.lines import Line, message
from ..report.search import Details, after_matches, before_matches, no_match
from ..report.urgent import emergency, first_product
from .drawing import draws
from .match_listing import COLUMNS, beside_rows, entry_rows
from .options.groups import OutputOptions
from .options.output import headed
from .repeat import RepeatableCommand
from .terminal.output import Column, write_table
from .terminal.report_output import write_report
from .terminal.screen import screen, write_lines
from .terminal.table import CARDS_BELOW, cautioned

BEST: Final = 5
"""How many matches a terminal gets without asking for more."""
WIDE: Final = 110
"""Columns of a terminal that leave room for every column of a search."""
NUMBER: Final = Column("number", "", keep=9, right=True, count=True)
FOR_A_RUNNER: Final = (
    Column("size", "", keep=9),
    Column("certainty", "", keep=9),
    Column("title", "", keep=9, folds=True),
    Column("graduated", "", keep=6, folds=True),
    Column("price", "", keep=7, right=True),
)
"""What people see of a match first; what no match has anything of is left out."""
IF_WIDE: Final = (Column("position", "", keep=5), Column("pressure", "", keep=4, folds=True))
Row = Mapping[str, Any]


def write_search(
    answer: Answer, output: OutputOptions, messages: Messages, details: Details, again: RepeatableCommand
) -> None:
    """Write a whole search; in an emergency that alone, with the command that says the rest."""
    urgent = emergency(answer.advice, again, first_product(answer))
    if urgent:
        write_report(urgent, messages)
        return
    write_report(before_matches(answer), messages)
    _write_matches(answer, output, messages, again)
    write_report(after_matches(answer, details, again), messages)


def _write_matches(answer: Answer, output: OutputOptions, messages: Messages, again: RepeatableCommand) -> None:
    """Write the matches: the best on a terminal unless a number was asked for, all of them in a pipe."""
    rows = entry_rows(answer.matches, output, messages, drawn=draws())
    if not rows:
        write_report(no_match(answer), messages)
        return
    best = rows[:BEST] if screen().width is not None and output.limit is None else rows
    if output.columns:
        columns = headed(output.pick(COLUMNS), messages)
        write_table(columns, best, under=True, beside=beside_rows(best))
    else:
        _write_for_a_runner(best, messages)
    more = answer.counts.matches - len(best)
    if more > 0:
        command = replace(again.search("--limit", "0"), lead=message("ui.search.more", count=more))
        write_report([Line(command)], messages)


def _write_for_a_runner(rows: Sequence[Row], messages: Messages) -> None:
    """Write the usual columns, and every caution once with the numbers of the rows that it is about."""
    on = screen()
    wide = on.width is None or on.width >= WIDE
    rows = [{**row, "certainty": ", ".join(filter(None, (row["certainty"], row["confidence"])))} for row in rows]
    unsaid = ("", messages.text("ui.band.unstated"))
    columns = [c for c in (*FOR_A_RUNNER, *(IF_WIDE if wide else ())) if any(row[c.name] not in unsaid for row in rows)]
    headings = headed(columns, messages)
    if on.width is not None and on.width < CARDS_BELOW:
        titles = [c for c in headings if c.name == "title"]
        write_table([*titles, *(c for c in headings if c.name != "title")], rows, beside=beside_rows(rows))
        return
    numbers = [NUMBER] if len(rows) > 1 else []
    write_table([*numbers, *headings], [{"number": n, **row} for n, row in enumerate(rows, 1)], under=True)
    write_lines(cautioned(_cautions(rows), on))


def _cautions(rows: Sequence[Row]) -> list[str]:
    """Return each caution once, behind the numbers of its rows where there are several."""
    about: dict[str, list[int]] = {}
    for number, row in enumerate(rows, 1):
        for text in row["beside"]:
            about.setdefault(text, []).append(number)
    if len(rows) == 1:
        return list(about)
    return [f"{numbers_text(numbers)}: {text}" for text, numbers in about.items()]


def numbers_text(numbers: Sequence[int]) -> str:
    """Return numbers that go up as people write them.

    >>> numbers_text([1, 2, 3, 5, 7, 8])
    '1–3, 5, 7, 8'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(parts)
