"""What every command that answers a question does first and last: confirm, read, JSON, many lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import typer

from ..answer import Counts
from ..parse_question import parse_question, read_question_text
from ..policy import Policy, shipped_policy
from ..problem import BadInput
from ..question import Question
from ..words import Words
from .ends import exit_of
from .exits import Exit, error_document
from .options import Asked, View
from .output import write_json

Answering = Callable[[Question], tuple[dict[str, Any], bool]]
"""A question to its document, and whether anything fits."""


def sure_of(question: Question, words: Words, view: View, policy: Policy) -> None:
    """Nothing, where the measures are likely or confirmed.

    Else what has to be confirmed is said and the program leaves with 2.

    Raises:
        BadInput: a measure is impossible; it is named as typed.
    """
    from ..document import confirm_document
    from ..lookup import to_confirm
    from .asking import as_typed

    try:
        unlikely = to_confirm(question, policy)
    except BadInput as bad:
        raise BadInput(as_typed(p) for p in bad.problems) from None
    if not unlikely:
        return
    if view.is_json:
        write_json(confirm_document(unlikely, words), line=view.form == "jsonl")
    for reason in unlikely:
        sys.stderr.write(f"legfit: {words.sentence(reason)}\n")
    sys.stderr.write(f"legfit: {words.say('ui.confirm')}\n")
    raise typer.Exit(Exit.USAGE)


def with_assumed(document: dict[str, Any], asked: Asked) -> dict[str, Any]:
    """The document with what a short word for a run stood for."""
    if asked.assumed:
        document["assumed"] = {"word": asked.assumed[0], "fields": asked.assumed[1]}
    return document


def answer_lines(asked: Asked, view: View, answer: Answering) -> None:
    """An answer on one line for each question on one line, in order; a wrong one gets its error document there.

    The program leaves with 4 where any line was wrong.
    """
    wrong = False
    for document, is_wrong in _answered(asked, view, answer):
        wrong = wrong or is_wrong
        write_json(document, line=True)
        sys.stdout.flush()
    if wrong:
        raise typer.Exit(Exit.INPUT_FILE)


def _answered(asked: Asked, view: View, answer: Answering) -> Iterator[tuple[dict[str, Any], bool]]:
    from ..document import confirm_document
    from ..lookup import to_confirm

    policy = shipped_policy()
    for line in asked.lines() if asked.lines else ():
        if not line.strip():
            continue
        try:
            question = parse_question(read_question_text(line), any_garment=asked.any_garment)
            unlikely = to_confirm(question, policy)
            if unlikely:
                yield confirm_document(unlikely, view.words(question.units)), False
            else:
                yield answer(question)[0], False
        except BadInput as bad:
            yield error_document(bad.problems, view.words()), True


def only_one(asked: Asked, view: View) -> Question:
    """The single question; many at once are for `search` and `size`.

    Raises:
        BadInput: there are many.
    """
    if asked.lines is not None:
        raise BadInput.one("many_questions", "--question", "JSON Lines", "cli_single_question")
    return asked.question


def leave_with(counts: Counts) -> None:
    """Go on where there is a size; else leave with the code that says why there is none."""
    code = exit_of(counts)
    if code is not Exit.OK:
        raise typer.Exit(code)
