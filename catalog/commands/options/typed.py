"""What was typed for a command, checked before Typer reads it: no value is empty, no single option has two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from ...model.problem import BadInput, Problem, safe_repr
from ..session import SESSION

Typed = tuple[Any, str, str]
"""A parameter of the command (None for an argument), the flag it was typed under, its value."""


def check_typed(command: Any, arguments: Sequence[str]) -> None:
    """Check the arguments of a command and keep the options in the session, for commands that are printed.

    Raises: BadInput where a value is empty, or an option that takes one value was given two; with every problem.
    """
    typed = list(_typed(command, arguments))
    SESSION.typed = tuple((name, value) for _, name, value in typed if name)
    problems = [
        Problem("empty", name or _argument(command), "", "cli_a_value", "cli_leave_it_out" if name else "")
        for _, name, value in typed
        if not value.strip()
    ]
    problems += _given_twice(typed)
    if problems:
        raise BadInput(problems)


def _given_twice(typed: Sequence[Typed]) -> Iterator[Problem]:
    """Yield a problem for each option that takes one value and was given different ones."""
    values: dict[str, dict[str, None]] = {}
    for option, _, value in typed:
        if value.strip() and option is not None and not option.multiple:
            values.setdefault(option.opts[0], {})[value] = None
    for name, texts in values.items():
        if len(texts) > 1:
            yield Problem("given_twice", name, safe_repr(", ".join(texts)), "cli_one_value", "cli_keep_one")


def _typed(command: Any, arguments: Sequence[str]) -> Iterator[Typed]:
    """Yield each option and argument in order; an option whose value is missing is left to Typer."""
    options = {name: p for p in command.params if p.param_type_name == "option" for name in p.opts + p.secondary_opts}
    rest = iter(arguments)
    for word in rest:
        if word == "--":
            yield from ((None, "", last) for last in rest)
            return
        name, equals, value = _parted(word)
        option = options.get(name)
        long = _long_name(option, name)
        if option is None:
            yield None, "", word
        elif option.is_flag:
            yield option, long, long
        elif equals:
            yield option, long, value
        else:
            yield from ((option, long, following) for following in islice(rest, 1))


def _parted(word: str) -> tuple[str, bool, str]:
    """Take a word apart into the name of an option, whether its value is in the word, and that value.

    >>> _parted("--calf=36 cm"), _parted("-c36cm"), _parted("-c")
    (('--calf', True, '36 cm'), ('-c', True, '36cm'), ('-c', False, ''))
    """
    if word.startswith("-") and not word.startswith("--"):
        return word[:2], len(word) > 2, word[2:]
    name, equals, value = word.partition("=")
    return name, bool(equals), value


def _long_name(option: Any, name: str) -> str:
    """Return the long name of the option that was typed under its letter; any other name as it is."""
    return next((str(n) for n in option.opts if n.startswith("--")), name) if option and name[1:2] != "-" else name


def _argument(command: Any) -> str:
    """Return the name of the command's first argument, as problems name it."""
    arguments = (p for p in command.params if p.param_type_name == "argument")
    return next((str(p.metavar or p.name).lower() for p in arguments), "")
