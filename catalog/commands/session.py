"""What holds for one run of the program: how much it says, and the arguments it was started with."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from time import perf_counter_ns
from typing import Final

from msgspec import Struct

from ..model.problem import Problem
from .terminal.screen import prompt_screen
from .terminal.streams import give_up

QUIET: Final = ("-q", "--quiet")
NO_PAGER: Final = "--no-pager"
ITEM: Final = "  "
"""How far the further lines of an item of a list are set in."""
LOUD: Final = {"-v": 1, "--verbose": 1, "-vv": 2}


class Session(Struct):
    """How much is said beside the answer: 0 notes as needed, 1 what was opened, 2 every SQL statement."""

    arguments: tuple[str, ...] = ()
    typed: tuple[tuple[str, str], ...] = ()
    """Every option of the command as typed, with its value; a flag is its own value."""
    misuse: tuple[Problem, ...] = ()
    """What is wrong with the command line itself: options that there are not, that are empty or given twice."""
    verbose: int = 0
    quiet: bool = False
    debug: bool = False
    pager: bool = True
    """Whether long lists may be shown a screen at a time."""
    began: int | None = None
    """When the arguments were first looked at, by `perf_counter_ns`."""
    logging: bool = False
    """Whether logs were shown in this process before."""


SESSION: Final = Session()


def start(arguments: Sequence[str]) -> list[str]:
    """Keep the arguments that hold for every command in the session, and return the others."""
    SESSION.began = perf_counter_ns()
    end = arguments.index("--") if "--" in arguments else len(arguments)
    head, rest = list(arguments[:end]), list(arguments[end:])
    SESSION.debug = "--debug" in head
    SESSION.pager = NO_PAGER not in head
    SESSION.quiet = any(a in QUIET for a in head)
    SESSION.verbose = min(2, sum(LOUD.get(a, 0) for a in head))
    if "--version" not in head and "--help" not in head and "-h" not in head:
        head = [a for a in head if a not in (*QUIET, *LOUD, "--debug", NO_PAGER)]
    SESSION.arguments, SESSION.typed, SESSION.misuse = (*head, *rest), (), ()
    if SESSION.verbose or SESSION.logging:
        show_logs()
    return [*head, *rest]


def show_logs() -> None:
    """Show on stderr what `-v` and `-vv` ask for: how the catalog is read; every SQL statement, none with a measure."""
    import logging

    sql = ("sqlalchemy.engine.Engine", "sql", logging.INFO, 2)
    for name, start, level, shown_at in (("legfit.catalog", "legfit", logging.DEBUG, 1), sql):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter(f"{start}: %(message)s"))
        log = logging.getLogger(name)
        log.handlers, log.propagate = [handler], False
        log.setLevel(level if SESSION.verbose >= shown_at else logging.WARNING)
    SESSION.logging = True


def tell(text: str) -> None:
    """Write a text to stderr, folded where that is a terminal; what follows in a list is set in below its mark."""
    on = prompt_screen()
    lines = []
    for line in text.split("\n"):
        words = line.lstrip(" ")
        indent = line[: len(line) - len(words)]
        lines += on.paragraph(words, indent, indent + ITEM * words.startswith("- "))
    tell_lines(lines)


def tell_lines(lines: Iterable[str]) -> None:
    """Write lines to stderr as they are; where that cannot be written to, the exit code alone says how it ended."""
    try:
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()
    except OSError:
        give_up(sys.__stderr__, 2)


def note(text: str) -> None:
    """Write a remark to stderr, unless the person wants none."""
    if not SESSION.quiet:
        tell(text)


def detail(text: str) -> None:
    """Write a remark to stderr where `-v` was typed."""
    if SESSION.verbose:
        tell(f"legfit: {text}")
