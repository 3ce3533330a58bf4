"""A whole search on stdout: what fits with how sure it is, when to wear it, what was left out and the next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import dropwhile
from typing import Any, Final

from msgspec.structs import replace

from ..messages.messages import Messages
from ..model.answer import Answer
from ..report.lines import BLANK, Line, message, say
from ..report.search import Details, after_advice, after_matches, before_matches, no_match
from ..report.urgent import before_rows, emergency, first_product
from .drawing import draws
from .match_listing import COLUMNS, beside_rows, entry_rows, write_match_rows
from .options.groups import OutputOptions, ParsedQuestion
from .options.output import headed
from .repeat import RepeatableCommand
from .run_question import write_answer
from .terminal.output import Column, table_of
from .terminal.pager import write_paged
from .terminal.report_output import note_report, tell_report, terminal_lines, write_report
from .terminal.screen import screen
from .terminal.table import CARDS_BELOW, cautioned

BEST: Final = 5
"""How many matches a terminal gets without asking for more."""
A_SCREEN: Final = 25
"""Lines that a search keeps to on a terminal, where its cautions leave room for the fewest causes."""
MOST_CAUSES: Final = 4
FEWEST_CAUSES: Final = 2
"""How many causes for being left out have a line of their own where not all of them have room."""
UNSURE: Final = "caution.chart_unsure"
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


def write_found(
    answer: Answer, output: OutputOptions, messages: Messages, details: Details, parsed: ParsedQuestion,
    again: RepeatableCommand,
) -> None:  # fmt: skip
    """Write the answer in the format that was asked for; beside a file, what was left out goes to stderr."""
    if output.is_document:
        write_answer(answer, output, messages, parsed)
    elif output.form == "table":
        write_search(answer, output, messages, details, again)
    else:
        tell_report(before_rows(answer.advice), messages)
        write_match_rows(entry_rows(answer.matches, output, messages), output, messages)
        if not output.is_json:
            note_report(dropwhile(BLANK.__eq__, after_advice(answer, details, again)), messages)


def write_search(
    answer: Answer, output: OutputOptions, messages: Messages, details: Details, again: RepeatableCommand
) -> None:
    """Write a whole search; in an emergency that alone, with the command that says the rest."""
    urgent = emergency(answer.advice, again, first_product(answer))
    if urgent:
        write_report(urgent, messages)
    else:
        write_paged(search_lines(answer, output, messages, details, again))


def search_lines(
    answer: Answer, output: OutputOptions, messages: Messages, details: Details, again: RepeatableCommand
) -> list[str]:
    """Return the lines of a whole search, as they are written here."""
    lines = [*_worded(before_matches(answer), messages), *_matches(answer, output, messages, again)]
    is_short = screen().width is not None and output.limit is None and not (details.misses or details.excluded)
    shortest = FEWEST_CAUSES if is_short else None
    return [*lines, *_after(answer, details, again, messages, len(lines), shortest)]


def _worded(lines: Iterable[Line], messages: Messages) -> list[str]:
    """Return the lines of a report as they are written here."""
    return terminal_lines(lines, messages, screen())


def _after(
    answer: Answer, details: Details, again: RepeatableCommand, messages: Messages, above: int, fewest: int | None
) -> list[str]:
    """Return what stands under the matches: whole, or with as many causes as a screen has room for.

    `above` is the number of lines over it; with `fewest`, no fewer causes than these have a line of their own.
    """
    lines = _worded(after_matches(answer, details, again), messages)
    most = MOST_CAUSES
    while fewest is not None and most >= fewest and above + len(lines) > A_SCREEN:
        lines = _worded(after_matches(answer, replace(details, most=most), again), messages)
        most -= 1
    return lines


def _matches(answer: Answer, output: OutputOptions, messages: Messages, again: RepeatableCommand) -> list[str]:
    """Return the lines of the matches: the best on a terminal unless a number was asked for, all of them in a pipe."""
    rows = entry_rows(answer.matches, output, messages, drawn=draws())
    if not rows:
        return _worded(no_match(answer), messages)
    best = rows[:BEST] if screen().width is not None and output.limit is None else rows
    if output.columns:
        columns = headed(output.pick(COLUMNS), messages)
        lines, _ = table_of(columns, best, under=True, beside=beside_rows(best))
    else:
        lines = _for_a_runner(best, messages)
    more = answer.counts.matches - len(best)
    if more > 0:
        command = replace(again.search("--limit", "0"), lead=message("ui.search.more", count=more))
        lines += _worded([Line(command)], messages)
    return lines


def _for_a_runner(rows: Sequence[Row], messages: Messages) -> list[str]:
    """Return the usual columns, and what several rows share once, with their numbers."""
    on = screen()
    wide = on.width is None or on.width >= WIDE
    rows = [{**row, "certainty": ", ".join(filter(None, (row["certainty"], row["confidence"])))} for row in rows]
    unsaid = ("", messages.text("ui.band.unstated"))
    columns = [c for c in (*FOR_A_RUNNER, *(IF_WIDE if wide else ())) if any(row[c.name] not in unsaid for row in rows)]
    headings = headed(columns, messages)
    if on.width is not None and on.width < CARDS_BELOW:
        titles = [c for c in headings if c.name == "title"]
        lines, _ = table_of([*titles, *(c for c in headings if c.name != "title")], rows, beside=beside_rows(rows))
        return lines
    below = [] if wide else [c for c in headings if c.name == "graduated"]
    columns = [*([NUMBER] if len(rows) > 1 else []), *(c for c in headings if c not in below)]
    lines, _ = table_of(columns, [{"number": n, **row} for n, row in enumerate(rows, 1)], under=True)
    values = [(c.heading, _with_numbers([[row[c.name]] for row in rows], messages)) for c in below]
    shared = [say("ui.search.shared", heading=heading, values=text) for heading, text in values]
    return [*lines, *_worded(shared, messages), *cautioned(_cautions(rows, messages), on)]


def _cautions(rows: Sequence[Row], messages: Messages) -> list[str]:
    """Return each caution once, behind the numbers of its rows where there are several; doubts in charts as one."""
    if len(rows) == 1:
        return list(rows[0]["beside"])
    about: dict[str, list[int]] = {}
    doubts: list[list[str]] = []
    for number, row in enumerate(rows, 1):
        causes: list[str] = []
        for text, reason in row["reasons"].items():
            if reason.code == UNSURE:
                causes += [messages.text(f"cause.{cause}") for cause in reason.fact("causes")]
            else:
                about.setdefault(text, []).append(number)
        doubts.append(causes)
    once = [f"{numbers_text(numbers)}: {text}" for text, numbers in about.items()]
    if any(doubts):
        once.append(messages.text("ui.brief.charts_unsure", {"doubts": _with_numbers(doubts, messages)}))
    return once


def _with_numbers(rows: Sequence[Sequence[str]], messages: Messages) -> str:
    """Return what is said of rows, each thing once with the numbers of its rows: `second-hand (1–3), undated (4)`."""
    about: dict[str, list[int]] = {}
    for number, texts in enumerate(rows, 1):
        for text in texts:
            about.setdefault(text, []).append(number)
    if len(rows) == 1:
        return messages.several(list(about))
    return ", ".join(f"{text} ({numbers_text(numbers)})" for text, numbers in about.items())


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
