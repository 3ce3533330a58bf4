"""From the options typed, or a document, or a document on each line, to questions."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...app.settings import kept_setting
from ...documents.json_text import read_question_text
from ...model.policy import shipped_policy
from ...model.problem import BadInput
from ...model.question import Question
from ..exit_codes import messages_of
from ..session import SESSION, note
from .groups import ParsedQuestion
from .question import ALL_OPTIONS
from .typed_question import assumption, stated_fields, typed_document, under_its_option

LINES_SUFFIXES = (".jsonl", ".ndjson")


def parse_options(values: Mapping[str, Any], place: str | None, *, any_garment: bool = False) -> ParsedQuestion:
    """Read the question from the values of the options, or from the document at `place`, which replaces them.

    `place` is a path, or `-` for stdin. With `any_garment` a document may leave the kind of garment out.

    Raises: BadInput with every problem, each under the option's own name, or the document's own field.
    """
    from ...app.questions import read_question
    from ...search.lookup import to_confirm

    if place is not None:
        return _from_document(values, place, any_garment)
    document, problems = typed_document(dict(values), values.get("garment"))
    question = Question(None)
    try:
        document = with_profile(document, values.get("profile") or _usual_profile(values, document))
    except BadInput as bad:
        problems += bad.problems
    try:
        question = read_question(document, shipped_policy())
        if problems:
            # What could not even be put into the document does not hide what cannot be true in the rest of it.
            to_confirm(question, shipped_policy())
    except BadInput as bad:
        problems += (under_its_option(p) for p in bad.problems)
    if problems:
        raise BadInput(problems)
    return ParsedQuestion(question, assumption(values.get("for_"), stated_fields(values)))


def readable_options(values: Mapping[str, Any]) -> ParsedQuestion:
    """Return the question of those options that can be read each alone, where some of them cannot."""

    def is_readable(name: str) -> bool:
        try:
            parse_options({name: values[name]}, None)
        except BadInput:
            return False
        return True

    try:
        return parse_options({name: value for name, value in values.items() if is_readable(name)}, None)
    except BadInput:
        return ParsedQuestion(Question(None))


def _usual_profile(values: Mapping[str, Any], document: Mapping[str, Any]) -> str | None:
    """Return the profile that the person keeps as the usual one, where no leg was typed; it is said, never silent."""
    if "profile" not in values or any(document.get(field) for field in ("legs", "body", "shoe", "same_as")):
        return None
    name = kept_setting("profile")
    if name:
        SESSION.typed += (("--profile", name),)
        note(messages_of(SESSION.arguments).text("ui.profile.used", {"name": name}))
    return name


def with_profile(document: dict[str, Any], name: str | None) -> dict[str, Any]:
    """Return the document with the measures of a saved profile where nothing else was typed. Raises: BadInput."""
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
        return ParsedQuestion(Question(None), None, lambda: read_lines(place), any_garment)
    text = read_text(place)
    if holds_many_questions(text):
        return ParsedQuestion(Question(None), None, lambda: iter(text.removesuffix("\n").split("\n")), any_garment)
    return ParsedQuestion(read_question(read_question_text(text), shipped_policy(), any_garment=any_garment))


def read_text(place: str) -> str:
    """Read the text of a file in UTF-8, or of stdin for `-`.

    Raises: BadInput where the file cannot be read, or stdin holds a chart.
    """
    if place == "-" and ("--chart", "-") in SESSION.typed:
        raise BadInput.one("contradiction", "--question", "-", "cli_stdin_once")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig") if place == "-" else Path(place).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(place, error) from None


def read_lines(place: str) -> Iterator[str]:
    """Read the lines of a file one by one. Raises: BadInput where the file cannot be read."""
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


def holds_many_questions(text: str) -> bool:
    r"""Whether a text is many questions, one a line, rather than one question over several lines.

    >>> holds_many_questions('{"garment": "sock"}\n{"garment": "any"}'), holds_many_questions('{"garment":\n "sock"}')
    (True, False)
    """
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
