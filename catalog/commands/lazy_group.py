"""Every command with its line of help; the module of one is imported when that one is asked for."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, Literal

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from ..model.problem import BadInput
from .options.typed import check_typed
from .session import SESSION
from .terminal.screen import READABLE, on_terminal

COMMANDS: Final = {
    "search": "Search the catalog for one leg.",
    "size": "Which size of one product fits this leg, and why; and what does fit where it does not.",
    "chart": "Read the size charts of a page, table or workbook, exactly or not at all; exit 4 where a cell is unread.",
    "why": "Print the whole tree: every gate and signal, every band with the leg on it, every rule and number used.",
    "compare": "Put products side by side for one leg.",
    "ask": 'Be asked one thing at a time; "don\'t know" and back are always answers. Nothing is stored.',
    "measure": "Learn how to measure; on a terminal, type the readings and get the answer.",
    "advise": "When wearing compression is worth it: before, during and after this run, with the evidence.",
    "show": "Show everything the catalog knows of a product, with sources.",
    "list": "List the products of the catalog.",
    "init": "Write an example of a brand file to begin with, a note at every field; no file is ever written over.",
    "import": "Make brand files of a shop's catalog, or load it; what a person corrected stays, and what to look at is "
    "told.",
    "load": "Load brand files into the catalog; nothing is written unless all of it is good.",
    "export": "Write products as brand files, one a brand, or as spreadsheets; both can be taken back, equal.",
    "stock": "Take stock, price, link and image of variants over from a shop's feed, all of it or nothing.",
    "batch": "Find the size of every person in a file, for products or the best of a kind; no measure is written.",
    "feedback": "Count how often each size is too tight or too loose by a shop's returns; no chart is changed, "
    "no measure kept.",
    "coverage": "Show whom size charts serve and leave out over a population, and how many of 100 wear each size.",
    "collect": "Read pages of shops and brands again; what they say now becomes drafts for a person to look through.",
    "remove": "Take products out of the catalog, all of them or none; a load of their file brings them back.",
    "collections": "List the collections: products, those with a chart, those no search shows, and files of each.",
    "lint": "Find gaps, overlaps, wrong figures and unknown dates in charts; exit 6 on errors or warnings, "
    "not on notes.",
    "review": "List what waits for a person, or record a decision; exit 6 while something waits.",
    "doctor": "Check the database, the charts, the products and the settings; exit 6 on findings.",
    "config": "Show every setting, its value and where it came from; a password is never shown.",
    "serve": "Answer over HTTP, for a shop's pages and the runner's page.",
    "profile": "A person's legs, kept in a file that only you can read; never in the catalog.",
    "db": "The schema of the catalog's database.",
    "key": "Keys of those who may write over HTTP.",
    "help": "Show what a command does, with all of its options and examples.",
}
"""Each command and what it says of itself, in the order of the help page; a test holds the two equal."""

MODULES: Final = {"list": "listing", "import": "import_", "help": "help_"}
"""The modules of this package that are not called like their command."""
PAGE: Final = "docs/cli.md"
PAGES: Final = {
    "chart": "docs/runners/size-tables.md",
    "review": "docs/evidence/medical-verdicts.md",
    "init": "docs/shops/your-charts.md",
    "import": "docs/shops/import.md",
    "load": "docs/shops/brand-files.md",
    "export": "docs/shops/spreadsheets.md",
    "stock": "docs/shops/stock.md",
    "batch": "docs/shops/batch.md",
    "feedback": "docs/shops/feedback.md",
    "coverage": "docs/shops/coverage.md",
    "serve": "docs/shops/http.md",
}
"""The page of the documents that says more about a command; `PAGE` about all others."""
FORCING: Final = ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS")
"""Variables that make Typer write escapes into a pipe."""
USAGE: Final = 2
"""What Typer ends with where it cannot read a command line."""
BOXES_FROM: Final = 80
"""Columns of a terminal below which Rich would crop the names of options in its boxes."""


class Command(TyperCommand):
    """A command that tells what is wrong with its options together with what is wrong with their values."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments into the context; what is wrong with them waits in the session for the other problems.

        Raises: BadInput (Typer cannot read the rest of them either).
        """
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        args = check_typed(self, args, ctx)
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if not SESSION.misuse or getattr(error, "exit_code", 0) != USAGE:
                raise
            from .misuse import usage_problem

            others = () if type(error).__name__ == "MissingParameter" else (usage_problem(error),)
            raise BadInput([*SESSION.misuse, *others]) from None

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the parameters panel by panel, for a help page without Rich."""
        panels: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            usual = "Arguments" if parameter.param_type_name == "argument" else "Options"
            if record is not None:
                panels.setdefault(getattr(parameter, "rich_help_panel", None) or usual, []).append(record)
        for title, records in panels.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records, col_max=formatter.width // 3)


class Group(TyperGroup):
    """Several commands under one name."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write every command with its whole line of help, for a help page without Rich."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help or "") for name, command in self.commands.items()])


class LazyGroup(Group):
    """All commands with their line of help; each is replaced by the real one when it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = {name: TyperCommand(name, help=text) for name, text in COMMANDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the name, the command and the arguments left for it."""
        if args[0] in COMMANDS:
            self.commands[args[0]] = load_command(args[0])
            gc.freeze()  # what was imported stays: the first search for garbage need not look through it
            gc.enable()  # `main` switched it off; what the command makes may be garbage
        return super().resolve_command(ctx, args)


def load_command(name: str) -> Any:
    """Import a command's module and return the command, or the group of commands, that it registers."""
    app = new_app(name=name, help=COMMANDS[name], no_args_is_help=True, add_completion=False)
    module = import_module(f".{MODULES.get(name, name)}", __package__)
    from .options.groups import REGISTERED

    for command, examples, function in REGISTERED[module.__name__]:
        app.command(command, cls=Command, epilog=below_help(examples, PAGES.get(name, PAGE)))(function)
    return get_command(app)


def below_help(examples: Sequence[str], page: str) -> str:
    """Return what stands below the options of a help page: each example on a line, and where more is to be read."""
    title = "Example" if len(examples) == 1 else "Examples"
    return "\n\n".join((f"{title}:", *(f"legfit {e}" for e in examples), f"More: {page}"))


def new_app(**settings: Any) -> typer.Typer:
    """Return an empty app; its help pages have Rich's boxes where these fit and styles are wanted."""
    settings = {"cls": Group, **settings}
    return typer.Typer(
        context_settings={
            "help_option_names": ["-h", "--help"],
            "terminal_width": min(shutil.get_terminal_size().columns, READABLE),
        },
        pretty_exceptions_enable=False,
        rich_markup_mode=_help_style(),
        **settings,
    )


def _help_style() -> Literal["rich"] | None:
    """Return Typer's name for boxes, or None for its plain page: no box may crop a name, no pipe gets an escape."""
    forced = any(os.environ.get(name) for name in FORCING) and not on_terminal()
    boxes_fit = shutil.get_terminal_size().columns >= BOXES_FROM
    return "rich" if boxes_fit and not forced and not os.environ.get("NO_COLOR") else None
