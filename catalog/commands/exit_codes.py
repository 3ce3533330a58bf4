"""Exit codes of the contract, and how a command says what went wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NoReturn

from msgspec.structs import replace

from ..model.problem import Problem
from .session import SESSION, tell

if TYPE_CHECKING:
    from ..messages.messages import Messages


TYPED: Final = {"find_list": "find_list_typed"}
"""Hints that name what another door has, and the hint to give to a person at a terminal instead."""


class Exit(IntEnum):
    """What each exit code means."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    NOTHING_FITS = 3
    INPUT_FILE = 4
    DATABASE = 5
    FINDINGS = 6
    NOTHING_COMPARED = 7
    """No size, because nothing was compared: a measure is missing, there is no chart, or all is held back."""
    INTERRUPTED = 130
    READER_GONE = 141
    """Whoever read our output stopped reading: what a shell reports of any program then."""


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether errors are to be JSON as well."""
    formats = [b for a, b in pairwise(arguments) if a == "--format"]
    formats += [a.partition("=")[2] for a in arguments if a.startswith("--format=")]
    return "--json" in arguments or "-j" in arguments or any(f in ("json", "jsonl") for f in formats)


def messages_of(arguments: Sequence[str]) -> Messages:
    """Return the sentences in the language of a command line: `--lang`, LEGFIT_LANG, the kept one, else English."""
    from ..messages.messages import Messages, spoken

    tags = [a.partition("=")[2] for a in arguments if a.startswith("--lang=")]
    tags += [a[2:] for a in arguments if a.startswith("-l") and len(a) > 2]
    tags += [b for a, b in pairwise(arguments) if a in ("--lang", "-l")]
    return Messages(spoken((tags or [os.environ.get("LEGFIT_LANG") or _kept_language()])[-1]) or "en")


def _kept_language() -> str:
    """Return the language that the person keeps; none where the file of it is what cannot be read."""
    from ..app.settings import kept_setting
    from ..model.problem import BadInput

    try:
        return kept_setting("language") or ""
    except BadInput:
        return ""


def error_document(problems: Iterable[Problem], messages: Messages) -> dict[str, Any]:
    """Return every problem as JSON shows it at every door."""
    from ..documents.reason import errors_document
    from ..documents.records import as_data

    return as_data(errors_document(problems, messages))


def report_problems(code: Exit, problems: Iterable[Problem]) -> Exit:
    """Tell every problem on stderr, and on stdout as JSON where JSON was asked for; return the code to leave with."""
    problems, messages = list(problems), messages_of(SESSION.arguments)
    if wants_json(SESSION.arguments) and all(p.field != "stdout" for p in problems):
        from .terminal.output import write_json

        write_json(error_document(problems, messages), line="jsonl" in SESSION.arguments)
    for problem in problems:
        tell(f"legfit: {messages.problem(for_a_person(problem))}")
    return code


def for_a_person(problem: Problem) -> Problem:
    """Return a problem as a person at a terminal is told it; documents are the same at every door."""
    return replace(problem, hint=TYPED.get(problem.hint, problem.hint))


def leave(code: Exit, problems: Iterable[Problem]) -> NoReturn:
    """Tell every problem and leave."""
    raise SystemExit(int(report_problems(code, problems)))
