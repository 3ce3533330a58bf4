"""What was typed for a command, looked at before Typer reads it: options that there are, with a value, and with one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from ...model.did_you_mean import nearest_of
from ...model.problem import Problem, safe_repr
from ..session import SESSION

HELP: Final = "cli_help"


class Typed(Struct, frozen=True):
    """One option or argument as typed."""

    words: tuple[str, ...]
    """As they stand in the command line."""
    value: str
    name: str = ""
    """The long name of an option; empty for an argument."""
    option: Any = None
    """The parameter of the command; None for an argument, and for an option that it does not have."""

    @property
    def is_unknown(self) -> bool:
        """Whether it is an option that the command does not have."""
        return bool(self.name) and self.option is None


def check_typed(command: Any, arguments: Sequence[str], context: Any) -> list[str]:
    """Look at the arguments of a command in its context; keep its options in the session, and what is wrong with them.

    An option that the command does not have, one without a value, and one that takes one value and was given several
    wait there for what else is wrong. Return the arguments that Typer can read; what follows an option that there is
    not is taken for its value.
    """
    typed = list(_typed(command, arguments, context.help_option_names))
    SESSION.typed = tuple((t.name, t.value) for t in typed if t.name and not t.is_unknown)
    names = [name for p in command.params if p.param_type_name == "option" for name in p.opts]
    unknown = [unknown_option(t.name, names, context.command_path) for t in typed if t.is_unknown]
    empty = [
        Problem("empty", t.name or _argument(command), "", "cli_a_value", "cli_leave_it_out" if t.name else "")
        for t in typed
        if not t.value.strip() and not t.is_unknown
    ]
    SESSION.misuse = (*unknown, *empty, *_given_twice(typed))
    return [word for t in typed if t.value.strip() and not t.is_unknown for word in t.words]


def unknown_option(name: str, options: Iterable[str], path: str) -> Problem:
    """Return the problem of an option that the command `path` does not have, with the nearest that it has."""
    nearest = nearest_of(name.lstrip("-"), [option.lstrip("-") for option in options])[:1]
    meant = "".join(f"--{n}" for n in nearest)
    return Problem("unknown_option", "", safe_repr(name), "cli_option", HELP, (("command", path),), meant)


def _given_twice(typed: Sequence[Typed]) -> Iterator[Problem]:
    """Yield a problem for each option that takes one value and was given different ones."""
    values: dict[str, dict[str, None]] = {}
    for each in typed:
        if each.value.strip() and each.option is not None and not each.option.multiple:
            values.setdefault(each.option.opts[0], {})[each.value] = None
    for name, texts in values.items():
        if len(texts) > 1:
            yield Problem("given_twice", name, safe_repr(", ".join(texts)), "cli_one_value", "cli_keep_one")


def _typed(command: Any, arguments: Sequence[str], help_names: Sequence[str]) -> Iterator[Typed]:
    """Yield each option and argument in order; an option whose value is missing, and help, are left to Typer."""
    options = {name: p for p in command.params if p.param_type_name == "option" for name in p.opts + p.secondary_opts}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            yield from (Typed((each,), each) for each in (word, *rest))
            return
        name, equals, value = _parted(word)
        option = options.get(name)
        long = _long_name(option, name)
        follows = rest[0] if rest else None
        if word in help_names or (option is None and not (word.startswith("-") and word != "-")):
            yield Typed((word,), word)
        elif option is None and (equals or follows is None or follows.startswith("-")):
            yield Typed((word,), word, name)
        elif option is not None and option.is_flag:
            yield Typed((word,), long, long, option)
        elif equals:
            yield Typed((word,), value, long, option)
        elif follows is None:
            yield Typed((word,), word)
        else:
            yield Typed((word, rest.pop(0)), follows, long, option)


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
