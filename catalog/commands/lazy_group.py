"""Every command with its line of help; the module of one is imported when that one is asked for."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from .coercion import taken_as_typed
from .options.given import check_given

COMMANDS: Final = {
    "search": "Search the catalog for one leg.",
    "size": "Which size of one product fits this leg, and why; and what does fit where it does not.",
    "why": "Print the whole tree: every gate and signal, every band with the leg on it, every rule and number used.",
    "compare": "Put products side by side for one leg.",
    "ask": 'Be asked one thing at a time; "don\'t know" and back are always answers. Nothing is stored.',
    "measure": "Learn how to measure; on a terminal, type the readings and get the answer.",
    "advise": "When wearing compression is worth it: before, during and after this run, with the evidence.",
    "show": "Show everything the catalog knows of a product, with sources.",
    "list": "List the products of the catalog.",
    "load": "Load brand files into the catalog; nothing is written unless all of it is good.",
    "lint": "Find holes, overlaps, wrong figures and unknown dates in charts; exit 6 on errors or warnings, "
    "not on notes.",
    "review": "List what waits for a person, or record a decision; exit 6 while something waits.",
    "doctor": "Check the database, the charts, the verdicts and the settings; exit 6 on findings.",
    "config": "Show every setting, its value and where it came from; a password is never shown.",
    "serve": "Answer over HTTP, for a shop's pages and the runner's page.",
    "profile": "A person's legs, kept in a file that only you can read; never in the catalog.",
    "db": "The schema of the catalog's database.",
    "key": "Keys of those who may write over HTTP.",
}
"""Each command and what it says of itself, in the order of the help page; a test holds the two equal."""

MODULES: Final = {"list": "listing"}
"""The modules of this package that are not called like their command."""


class _Ours:
    """What our commands and groups do in their own way: reading texts, and the help page."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters with `--help`."""
        return [taken_as_typed(p) for p in super().get_params(ctx)]  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        from .terminal.help_page import help_page

        formatter.write(help_page(self, ctx))


class Command(_Ours, TyperCommand):
    """One command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments, once nothing of them is empty or said twice.

        Raises:
            BadInput: something is.
        """
        if not ctx.resilient_parsing:
            check_given(self, args)
        return super().parse_args(ctx, args)


class Group(_Ours, TyperGroup):
    """Several commands under one name."""


class App(typer.Typer):
    """Where commands and groups of ours are registered."""

    def __init__(self, cls: type[TyperGroup] = Group, **told: Any) -> None:
        super().__init__(cls=cls, pretty_exceptions_enable=False, **told)

    def command(self, name: str | None = None, **told: Any) -> Any:
        """Register a function as a command."""
        return super().command(name, cls=Command, **told)


class LazyGroup(Group):
    """All commands for the help page, each exchanged for the whole one when it is asked for."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.commands = {name: Command(name, help=text) for name, text in COMMANDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments begin with, and the other arguments."""
        if args[0] in COMMANDS:
            self.commands[args[0]] = whole(args[0])
            gc.enable()  # what was imported stays; what the command makes may be garbage
        return super().resolve_command(ctx, args)


def whole(name: str) -> Any:
    """A command with its parameters and what it does, as its own module registers it."""
    app = App()
    import_module(f".{MODULES.get(name, name)}", __package__).register(app)
    return get_group(app).commands[name]
