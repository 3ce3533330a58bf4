"""Many questions, one a line, answered in order: as documents on lines, or as the rows of one listing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import typer
from msgspec import Struct
from msgspec.structs import replace

from ..documents.json_text import read_question_text
from ..messages.messages import Messages
from ..model.advice_lead import clinician_first
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from ..model.question import Question
from ..model.verdict import Advice, because
from ..report.plain import plain_lines
from ..report.urgent import emergency_call
from .exit_codes import Exit, error_document
from .match_listing import beside_rows, for_people, without_doubt
from .options.groups import OutputOptions, ParsedQuestion
from .session import note
from .terminal.output import Column, write_json, write_rows, write_table

Row = Mapping[str, Any]
NO_MATCH: Final = "no_match"
EMERGENCY: Final = "emergency"
FIRST: Final = "first"
"""The sentence under a row that goes before its size."""
BEFORE: Final = (Column("line", "", right=True, keep=9), Column("id", "", keep=9))
BEHIND: Final = (Column("error", "", keep=9, folds=True),)


class Reply(Struct, frozen=True):
    """What one question got: the document, made when it is wanted, and the rows of a listing."""

    document: Callable[[], Any]
    rows: Callable[[], Sequence[Row]]
    advice: Advice | None = None
    """What is advised, so that an emergency is told apart."""


Answering = Callable[[Question], Reply]


class Answered(Struct, frozen=True):
    """One line with what it got, its number in the file, and the code that it would leave with."""

    line: int
    reply: Reply
    id: str = ""
    code: Exit = Exit.OK


def answer_lines(parsed: ParsedQuestion, output: OutputOptions, columns: Sequence[Column], answer: Answering) -> None:
    """Write an answer for each line, in order, or what is wrong with the line in its place.

    Without a format, and in JSON, each is a document on one line; in any other format all are rows of one listing,
    with the number of the line and the `id` of the question. The program leaves with 0 where every line was
    answered, else with the highest code.
    """
    blank: list[int] = []
    code = Exit.OK
    rows: list[Row] = []
    as_documents = (output.is_json or not output.chosen) and not output.columns
    for answered in _answered(parsed, output, answer, blank):
        code = max(code, answered.code)
        if as_documents:
            write_json(answered.reply.document(), line=True)
            sys.stdout.flush()
        else:
            rows += ({"line": answered.line, "id": answered.id, **row} for row in _rows_of(answered.reply, output))
    if not as_documents:
        _write_rows(rows, output, columns)
    if blank:
        note(output.messages().text("ui.lines.blank", {"count": len(blank), "lines": ", ".join(map(str, blank))}))
    if code is not Exit.OK:
        raise typer.Exit(code)


def _write_rows(rows: Sequence[Row], output: OutputOptions, columns: Sequence[Column]) -> None:
    """Write all rows as one listing; a table says under a row what has to be seen with it, or why it has no answer."""
    messages = output.messages()
    picked = [
        c for c in output.pick(columns) if output.columns or c.table or c.name == "outcome" or output.form != "table"
    ]
    headed = [_headed(c, messages) for c in (*BEFORE, *picked)]
    if for_people(output):
        # What did not end in a comparison has a sentence that says why.
        rows = [{**row, "outcome": ""} if "error" in row else row for row in rows]
    if output.form == "table":
        sentences = zip(rows, beside_rows(rows), strict=True)
        beside = [[*_under(row, FIRST), *beside, *_under(row, "error")] for row, beside in sentences]
        write_table(headed, rows, under=True, beside=beside)
        return
    write_rows([*headed, *(_headed(c, messages) for c in BEHIND)], rows, output.form, picked=bool(output.columns))
    without_doubt(output, messages)


def _under(row: Row, name: str) -> list[str]:
    """Return the sentence of that name to be written under a row; none where the row has none."""
    return [row[name]] if name in row else []


def _rows_of(reply: Reply, output: OutputOptions) -> Sequence[Row]:
    """Return the rows of a question; in an emergency the call alone, so that no size stands beside those of others.

    In a table the first row says where a clinician comes before any size.
    """
    messages = output.messages()
    call = emergency_call(reply.advice)
    if call:
        return [{"outcome": EMERGENCY, "error": " ".join(plain_lines(call, messages))}]
    rows = reply.rows()
    if output.form != "table" or not clinician_first(reply.advice):
        return rows
    return [{**rows[0], FIRST: messages.sentence(because("usage.headline.see_clinician_first"))}, *rows[1:]]


def _headed(column: Column, messages: Messages) -> Column:
    """Return a column with its heading."""
    return replace(column, heading=column.heading or messages.text(f"ui.col.{column.name}"))


def _answered(parsed: ParsedQuestion, output: OutputOptions, answer: Answering, blank: list[int]) -> Iterator[Answered]:
    """Yield every line that is not blank with its answer; the numbers of blank lines are added to `blank`."""
    for number, line in enumerate(parsed.lines() if parsed.lines else (), start=1):
        if line.strip():
            yield _answer_line(number, line, parsed, output, answer)
        else:
            blank.append(number)


def _answer_line(number: int, line: str, parsed: ParsedQuestion, output: OutputOptions, answer: Answering) -> Answered:
    from ..app.questions import read_question
    from ..search.lookup import to_confirm

    question_id = ""
    try:
        document = read_question_text(line)
        question_id = _id_of(document)
        question = read_question(document, shipped_policy(), any_garment=parsed.any_garment)
        unlikely = to_confirm(question, shipped_policy())
        if unlikely:
            return Answered(
                number,
                _confirm_reply(unlikely, output.messages(question.units), number, question_id),
                question_id,
                Exit.USAGE,
            )
        return Answered(number, answer(question), question_id)
    except BadInput as bad:
        problems = [_on_line(p, number) for p in bad.problems]
        return Answered(
            number, _error_reply(problems, output.messages(), number, question_id), question_id, Exit.INPUT_FILE
        )


def _id_of(document: object) -> str:
    """Return the `id` of a document that may be no question; empty where it has none."""
    question_id = document.get("id") if isinstance(document, Mapping) else None
    return question_id if isinstance(question_id, str) and question_id.isprintable() else ""


def _on_line(problem: Problem, number: int) -> Problem:
    """Return a problem with its line as counted in the whole file."""
    facts = tuple((name, value + number - 1 if name == "line" else value) for name, value in problem.facts)  # type: ignore[operator]
    return replace(problem, facts=facts)


def _error_reply(problems: Sequence[Problem], messages: Messages, number: int, question_id: str) -> Reply:
    text = " ".join(messages.problem(p) for p in problems)
    return Reply(
        lambda: {**error_document(problems, messages), **_place(number, question_id)},
        lambda: [{"outcome": "error", "error": text}],
    )


def _confirm_reply(unlikely: Sequence[Any], messages: Messages, number: int, question_id: str) -> Reply:
    from ..documents.problem import confirm_document
    from ..documents.records import as_data

    text = " ".join(messages.sentence(r) for r in unlikely)
    return Reply(
        lambda: {**as_data(confirm_document(unlikely, messages)), **_place(number, question_id)},
        lambda: [{"outcome": "confirm", "error": text}],
    )


def _place(number: int, question_id: str) -> dict[str, Any]:
    return {"line": number, **({"id": question_id} if question_id else {})}
