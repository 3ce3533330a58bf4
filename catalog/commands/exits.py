"""Exit codes of the contract, and how a command says what went wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NoReturn

from ..problem import Problem


class Exit(IntEnum):
    """What each exit code means."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    NOTHING_FITS = 3
    INPUT_FILE = 4
    DATABASE = 5
    FINDINGS = 6
    INTERRUPTED = 130
    READER_GONE = 141
    """Whoever read our output stopped reading: what a shell reports of any program then."""


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether errors are to be JSON as well."""
    if "--json" in arguments:
        return True
    formats = [b for a, b in pairwise(arguments) if a == "--format"]
    return any(f in ("json", "jsonl") for f in formats) or any(
        a in ("--format=json", "--format=jsonl") for a in arguments
    )


def error_document(problems: Iterable[Problem]) -> dict[str, object]:
    """Every problem as the JSON doors show it."""
    return {
        "errors": [
            {"code": p.code, "field": p.field, "read": p.read, "expected": p.expected, "hint": p.hint} for p in problems
        ]
    }


def leave(code: Exit, problems: Iterable[Problem], arguments: Sequence[str] = ()) -> NoReturn:
    """Say every problem on stderr (as JSON on stdout too, when asked for JSON) and leave."""
    problems = list(problems)
    if wants_json(arguments):
        sys.stdout.write(json.dumps(error_document(problems), ensure_ascii=False, indent=2) + "\n")
    for problem in problems:
        sys.stderr.write(f"legfit: {problem.sentence()}\n")
    raise SystemExit(int(code))
