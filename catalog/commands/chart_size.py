"""`legfit size --chart FILE|-`: the size by a chart that was pasted, without any catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from ..app.timing import this_day
from ..model.advice_lead import emergency_of
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from ..model.question import Question
from ..report.chart_read import chart_size, unread_beside
from ..report.matches import entry_of
from ..report.product import drawn_leg
from ..report.urgent import before_rows, before_size, emergency_call
from ..search.lookup import detail_of
from .chart_file import charts_of, name_of
from .drawing import drawing
from .exit_codes import Exit, leave
from .many import Reply, answer_lines
from .match_listing import COLUMNS, entry_rows, write_match_rows
from .options import groups as o
from .repeat import of_one_product
from .run_question import exit_of, one_question
from .session import SESSION
from .terminal.report_output import tell_report, write_report

if TYPE_CHECKING:
    from ..app.chart_answer import ChartAnswer
    from ..messages.messages import Messages
    from ..model.read_chart import ChartsRead

OF_A_CATALOG = ("--plan", "--why", "--sign", "--same-as", "--collection", "--graduated", "--include-review")
"""Options that need a product of the catalog."""
NUMBER = "--chart-number"


def size_by_pasted_chart(place: str, number: int | None, parsed: o.ParsedQuestion, output: o.OutputOptions) -> None:
    """Answer by the chart at `place`, a path or `-`; leave with the code that says why where there is no size."""
    check_options()
    charts = charts_of(place)
    if parsed.lines is not None:
        answer_lines(parsed, output, COLUMNS, lambda q: _reply(_told(charts, number, q, place), output))
        return
    _check(charts, number, place)
    question, messages = one_question(parsed, output)
    answered = _told(charts, number, question, place)
    _write(answered, output, messages)
    code = Exit.NOTHING_FITS if answered.answer.excluded else exit_of(answered.answer.counts)
    if code is not Exit.OK:
        raise typer.Exit(code)


def check_options() -> None:
    """Check that no option is typed that needs a product of the catalog. Raises: BadInput (each that is)."""
    typed = dict.fromkeys(name for name, _ in SESSION.typed if name in OF_A_CATALOG)
    if typed:
        raise BadInput(Problem("contradiction", name, "", "cli_product_or_chart") for name in typed)


def _told(charts: ChartsRead, number: int | None, question: Question, place: str) -> ChartAnswer:
    """Return the answer; leave with 2, 3 or 4 where no size may be told by the chart."""
    from ..app.chart_answer import size_by_chart

    if question.same_as is not None:
        raise BadInput.one("contradiction", "same_as", "", "cli_product_or_chart")
    with _leaving():
        return size_by_chart(charts, number, question, shipped_policy(), this_day(), name_of(place))


def _check(charts: ChartsRead, number: int | None, place: str) -> None:
    """Leave where no size may be told by the chart, before anything about the leg is asked."""
    from ..app.chart_answer import answerable_chart

    with _leaving():
        answerable_chart(charts, number, name_of(place))


@contextmanager
def _leaving() -> Iterator[None]:
    """Leave with 2, 3 or 4 where no size may be told by the chart."""
    from ..app.chart_answer import NotAnswerable

    try:
        yield
    except NotAnswerable as bad:
        leave(Exit.INPUT_FILE if bad.unread else Exit.NOTHING_FITS, bad.problems)
    except BadInput as bad:
        of_number = [p.at(NUMBER) for p in bad.problems if p.field == "chart_number"]
        leave(Exit.USAGE if of_number else Exit.INPUT_FILE, of_number or bad.problems)


def _document(answered: ChartAnswer, output: o.OutputOptions, messages: Messages) -> Any:
    from ..documents.chart_size import chart_size_document

    detail = detail_of(answered.answer.question, output.detail)
    return chart_size_document(answered.answer, answered.chart, answered.number, messages, detail)


def _row(answered: ChartAnswer, output: o.OutputOptions, messages: Messages) -> list[Mapping[str, Any]]:
    entry = answered.answer.entries[0]
    return list(entry_rows([entry_of(answered.answer, entry.product.id)], output, messages))


def _reply(answered: ChartAnswer, output: o.OutputOptions) -> Reply:
    """Return what one of many questions gets."""
    messages = output.messages(answered.answer.question.units)
    return Reply(
        lambda: _document(answered, output, messages), lambda: _row(answered, output, messages), answered.answer.advice
    )


def _write(answered: ChartAnswer, output: o.OutputOptions, messages: Messages) -> None:
    answer = answered.answer
    if output.is_document:
        output.write_document(_document(answered, output, messages))
    elif output.form == "table" and not output.columns:
        urgent = emergency_call(answer.advice) if emergency_of(answer.advice) else []
        report = chart_size(answer, answered.chart, answered.number, of_one_product(answer.question))
        report += drawn_leg(answer.entries[0], answer.question, drawing())[:-1]
        write_report(urgent or [*before_size(answer), *report, *unread_beside(answered.chart)], messages)
    else:
        tell_report(before_rows(answer.advice), messages)
        write_match_rows(_row(answered, output, messages), output, messages)
