"""From what was typed, or a document, or many documents on lines, to questions."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...documents.json_text import read_question_text
from ...documents.question import question_document
from ...documents.records import as_data
from ...model.policy import shipped_policy
from ...model.problem import BadInput
from ...model.question import Question
from .groups import ParsedQuestion
from .question import ALL_OPTIONS, as_typed, document_of, stated
from .short_run import assumption

LINES_SUFFIXES = (".jsonl", ".ndjson")


def asked_from(values: Mapping[str, Any], place: str | None, *, any_garment: bool = False) -> ParsedQuestion:
    """What is asked by the options, or by the document that replaces them.

    With `any_garment` a document may leave the kind of garment out, as where a product is named.

    Raises:
        BadInput: every problem, each under the option's own name, or the document's own field.
    """
    from ...app.questions import read_question
    from ...search.lookup import to_confirm

    if place is not None:
        return _from_document(values, place, any_garment)
    document, problems = document_of(dict(values), values.get("garment"))
    question = Question(None)
    try:
        document = with_profile(document, values.get("profile"))
    except BadInput as bad:
        problems += bad.problems
    try:
        question = read_question(document, shipped_policy())
        if problems:
            # What could not even be put into the document does not hide what cannot be true in the rest of it.
            to_confirm(question, shipped_policy())
    except BadInput as bad:
        problems += (as_typed(p) for p in bad.problems)
    if problems:
        raise BadInput(problems)
    return ParsedQuestion(question, assumption(values.get("for_"), stated(values)))


def with_profile(document: dict[str, Any], name: str | None) -> dict[str, Any]:
    """The document with the legs of a saved profile under what was typed."""
    if not name:
        return document
    from ...app.saved_measurements import read_profile

    try:
        saved = read_profile(name)
    except BadInput as bad:
        raise BadInput(p.at("--profile") for p in bad.problems) from None
    merged = dict(document)
    for field, value in saved.items():
        typed = document.get(field)
        merged[field] = {**value, **(typed or {})} if isinstance(value, dict) else typed or value
    return merged


def _from_document(values: Mapping[str, Any], place: str, any_garment: bool) -> ParsedQuestion:
    from ...app.questions import read_question

    typed = [o.option for o in ALL_OPTIONS if values.get(o.name) not in (None, False, [])]
    typed += ["--garment"] if values.get("garment") else []
    if typed:
        raise BadInput.one(
            "two_questions", "--question", place, "cli_whole_document", "cli_leave_out", options=", ".join(typed)
        )
    if place.endswith(LINES_SUFFIXES):
        return ParsedQuestion(Question(None), None, lambda: lines_of(place), any_garment)
    text = question_text(place)
    if is_lines(text):
        return ParsedQuestion(Question(None), None, lambda: iter(text.removesuffix("\n").split("\n")), any_garment)
    return ParsedQuestion(read_question(read_question_text(text), shipped_policy(), any_garment=any_garment))


def question_text(place: str) -> str:
    """The text of a question file, or of stdin for `-`.

    Raises:
        BadInput: the file cannot be read.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig") if place == "-" else Path(place).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(place, error) from None


def lines_of(place: str) -> Iterator[str]:
    """The lines of a file, read one by one.

    Raises:
        BadInput: the file cannot be read.
    """
    try:
        with Path(place).open(encoding="utf-8-sig", errors="replace") as stream:
            yield from stream
    except OSError as error:
        raise _unreadable(place, error) from None


def _unreadable(place: str, error: Exception) -> BadInput:
    if isinstance(error, UnicodeDecodeError):
        return BadInput.one("unreadable_file", "--question", place, "cli_readable_file", "cli_not_utf8")
    reason = getattr(error, "strerror", None) or type(error).__name__
    return BadInput.one("unreadable_file", "--question", place, "cli_readable_file", "cli_system", reason=reason)


def is_lines(text: str) -> bool:
    """Whether a text is many questions, one a line, rather than one question over several lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or _is_json(text):
        return False
    return any(line.lstrip().startswith("{") and _is_json(line) for line in lines)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def canonical(question: Question) -> dict[str, object]:
    """The shortest document that asks the same."""
    return as_data(question_document(question))
