"""Many questions, one a line, answered in order: as documents on lines, or as the rows of one listing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import typer
from msgspec import Struct
from msgspec.structs import replace

from ..documents.json_text import read_question_text
from ..documents.records import as_data
from ..model.advice_lead import clinician_first
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from ..model.question import Question
from ..model.verdict import Advice, because
from ..report.plain import plain_lines
from ..report.urgent import emergency_call
from .exit_codes import Exit, error_document
from .match_listing import ERROR, FIRST, write_listing
from .options.groups import OutputOptions, ParsedQuestion
from .session import note
from .terminal.output import Column, write_json

Row = Mapping[str, Any]
NO_MATCH: Final = "no_match"
EMERGENCY: Final = "emergency"
BEFORE: Final = (Column("line", "", right=True, keep=9), Column("id", "", keep=9))


class Reply(Struct, frozen=True):
    """What one question got: the document, made when it is wanted, and the rows of a listing."""

    document: Callable[[], Any]
    rows: Callable[[], Sequence[Row]]
    advice: Advice | None = None
    """What is advised, so that an emergency is told apart."""
    line: int = 0
    """The number of the question's line in the file."""
    id: str = ""
    code: Exit = Exit.OK
    """What the program would leave with."""


Answering = Callable[[Question], Reply]


def answer_lines(parsed: ParsedQuestion, output: OutputOptions, columns: Sequence[Column], answer: Answering) -> None:
    """Write an answer for each line, or what is wrong with it, in its place; leave with the highest code.

    Without a format, and in JSON, each is a document on one line; else all are rows of one listing.
    """
    blank: list[int] = []
    code = Exit.OK
    rows: list[Row] = []
    as_documents = (output.is_json or not output.chosen) and not output.columns
    for reply in _replies(parsed, output, answer, blank):
        code = max(code, reply.code)
        if as_documents:
            write_json(reply.document(), line=True)
            sys.stdout.flush()
        else:
            rows += ({"line": reply.line, "id": reply.id, **row} for row in _rows_of(reply, output))
    if not as_documents:
        write_listing([*BEFORE, *output.pick(columns)], rows, output, output.messages(), ERROR)
    if blank:
        note(output.messages().text("ui.lines.blank", {"count": len(blank), "lines": ", ".join(map(str, blank))}))
    if code is not Exit.OK:
        raise typer.Exit(code)


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


def _replies(parsed: ParsedQuestion, output: OutputOptions, answer: Answering, blank: list[int]) -> Iterator[Reply]:
    """Yield every line that is not blank with its answer; the numbers of blank lines are added to `blank`."""
    for number, line in enumerate(parsed.lines() if parsed.lines else (), start=1):
        if line.strip():
            yield _answer_line(number, line, parsed, output, answer)
        else:
            blank.append(number)


def _answer_line(number: int, line: str, parsed: ParsedQuestion, output: OutputOptions, answer: Answering) -> Reply:
    from ..app.questions import read_question
    from ..documents.reason import confirm_document
    from ..search.lookup import to_confirm

    question_id = ""
    try:
        document = read_question_text(line)
        question_id = _id_of(document)
        question = read_question(document, shipped_policy(), any_garment=parsed.any_garment)
        unlikely = to_confirm(question, shipped_policy())
        if not unlikely:
            return replace(answer(question), line=number, id=question_id)
        messages, outcome, code = output.messages(question.units), "confirm", Exit.USAGE
        refusal, sentences = as_data(confirm_document(unlikely, messages)), map(messages.sentence, unlikely)
    except BadInput as bad:
        messages, outcome, code = output.messages(), "error", Exit.INPUT_FILE
        problems = [_on_line(p, number) for p in bad.problems]
        refusal, sentences = error_document(problems, messages), map(messages.problem, problems)
    place = {"line": number, "id": question_id} if question_id else {"line": number}
    row = {"outcome": outcome, "error": " ".join(sentences)}
    return Reply(lambda: {**refusal, **place}, lambda: [row], None, number, question_id, code)


def _id_of(document: object) -> str:
    """Return the `id` of a document that may be no question; empty where it has none."""
    question_id = document.get("id") if isinstance(document, Mapping) else None
    return question_id if isinstance(question_id, str) and question_id.isprintable() else ""


def _on_line(problem: Problem, number: int) -> Problem:
    """Return a problem with its line as counted in the whole file."""
    facts = tuple((name, value + number - 1 if name == "line" else value) for name, value in problem.facts)  # type: ignore[operator]
    return replace(problem, facts=facts)
