"""docs/cli.md, made from the app itself: every command, argument and option with its help and example."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any, Final

from catalog.commands.app import HELP
from catalog.commands.lazy_group import COMMANDS, load_command
from catalog.commands.options.parameter import SHORT

INTRO: Final = """# The command line

Made by `python -m docs.generate.cli_page > docs/cli.md` from the program itself; a test holds it to that.

{help}

These hold for every command: `--quiet` (no remarks), `-v` (what was opened), `-vv` (every SQL
statement), `--debug` (where an internal error came from), `--no-pager`, `--version`, `--help`. Results go to
stdout, everything else to stderr.

Exit codes: 0 a size, or what was asked for; 1 internal error; 2 usage or invalid value; 3 at least
one chart was compared and none fits; 4 an input file has errors; 5 the database is missing, locked or
not migrated; 6 findings; 7 no size because nothing was compared (a measure is missing, there is no
chart, or all is left out); 130 interrupted; 141 whoever read the output stopped reading. Several
questions or products: 0 where every line was answered, else the highest.

One letter stands for the same option in every command that has it: {letters}.

Long lists on a terminal go through the program that `PAGER` names, a screen at a time; `--no-pager` or an empty
`PAGER` shows them at once. Green is the size to take, yellow the mark of a caution; both have a sign of their own
besides, and `NO_COLOR` switches every colour off.

A command that an answer prints can be run as it stands: it carries what was asked, quoted for a POSIX
shell. An empty value, and a single option given two values, are refused.

`--install-completion` makes the shell complete commands, products, brands, sizes, places on the leg
and saved profiles; `--show-completion` prints what it would install.
"""
HIDDEN: Final = ("help", "install_completion", "show_completion")


def reference() -> str:
    """The whole page."""
    letters = ", ".join(f"`{letter}` for `{name}`" for name, letter in SHORT.items())
    parts = [INTRO.format(help=HELP, letters=letters)]
    for path, command in _commands({name: load_command(name) for name in COMMANDS}, "legfit"):
        parts.append("\n".join(_section(path, command)))
    return "\n".join(parts)


def _commands(commands: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for name, command in commands.items():
        here = f"{path} {name}"
        if hasattr(command, "commands"):
            yield from _commands(command.commands, here)
        else:
            yield here, command


def _section(path: str, command: Any) -> Iterator[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    shown = " ".join(_argument(a) for a in arguments)
    yield f"## {' '.join(x for x in (path, shown) if x)}\n"
    yield f"{(command.help or '').strip()}\n"
    if command.epilog:
        examples = [line for line in command.epilog.split("\n\n") if line.startswith("legfit ")]
        yield "\n".join(("```", *examples, "```\n"))
    yield from _table(arguments, "Argument", lambda a: _argument(a))
    options = [p for p in command.params if p.param_type_name == "option" and p.name not in HIDDEN]
    yield from _table(options, "Option", _option)


def _argument(argument: Any) -> str:
    name = str(argument.name).upper()
    name = f"{name}…" if argument.nargs == -1 else name
    return name if argument.required else f"[{name}]"


def _option(option: Any) -> str:
    names = ", ".join((*option.opts, *option.secondary_opts))
    metavar = option.metavar or ("" if option.is_flag else "TEXT")
    return f"{names} {metavar}".strip()


def _table(parameters: list[Any], heading: str, shown: Any) -> Iterator[str]:
    if not parameters:
        return
    yield f"| {heading} | |\n| --- | --- |"
    for parameter in parameters:
        help_text = str(parameter.help or "").replace("|", "\\|")
        envvar = getattr(parameter, "envvar", None)
        more = f" Or `{envvar}`." if envvar else ""
        yield f"| `{shown(parameter).replace('|', chr(92) + '|')}` | {help_text}{more} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(reference())
