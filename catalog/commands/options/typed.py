"""What was typed for a command, looked at before Typer reads it: nothing is empty, nothing single is said twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...model.problem import BadInput, Problem, safe_repr
from ..session import SESSION

Given = tuple[Any, str, str]
"""A parameter of the command (None for an argument), the name it was typed under, its value."""


def check_typed(command: Any, arguments: Sequence[str]) -> None:
    """Keep what was typed for this run, where every value is one and no option of a single value has two.

    Raises:
        BadInput: every value that is empty, every option that was given two different values.
    """
    given = list(_given(command, arguments))
    SESSION.given = tuple((name, value) for _, name, value in given if name)
    problems: list[Problem] = []
    values: dict[str, list[str]] = {}
    for option, name, value in given:
        if not value.strip():
            hint = "cli_leave_it_out" if name else ""
            problems.append(Problem("empty", name or _argument(command), "", "cli_a_value", hint))
        elif option is not None and not option.multiple:
            values.setdefault(option.opts[0], []).append(value)
    for name, typed in values.items():
        different = list(dict.fromkeys(typed))
        if len(different) > 1:
            problems.append(
                Problem("given_twice", name, safe_repr(", ".join(different)), "cli_one_value", "cli_keep_one")
            )
    if problems:
        raise BadInput(problems)


def _given(command: Any, arguments: Sequence[str]) -> Iterator[Given]:
    """Each option and argument as typed, in order; an option whose value is missing is left to Typer."""
    options = {name: p for p in command.params if p.param_type_name == "option" for name in p.opts + p.secondary_opts}
    rest = iter(arguments)
    for word in rest:
        if word == "--":
            yield from ((None, "", last) for last in rest)
            return
        name, equals, value = word.partition("=")
        option = options.get(name)
        if option is None:
            yield None, "", word
        elif option.is_flag:
            yield option, name, name
        elif equals:
            yield option, name, value
        else:
            yield from ((option, name, following) for following in _next(rest))


def _next(rest: Iterator[str]) -> Iterator[str]:
    for word in rest:
        yield word
        return


def _argument(command: Any) -> str:
    """The name of the command's first argument, as problems name it."""
    arguments = (p for p in command.params if p.param_type_name == "argument")
    return next((str(p.metavar or p.name).lower() for p in arguments), "")
