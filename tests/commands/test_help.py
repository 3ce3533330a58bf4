"""The help pages: every command and option on them, nothing over the edge, and each command read as it is typed."""

from __future__ import annotations

import io
import sys

import pytest

from catalog.commands.app import build
from catalog.commands.coercion import AsTyped
from catalog.commands.lazy_group import COMMANDS, MODULES, whole

DB_PAGE = {
    60: """
 Usage: legfit db [OPTIONS] COMMAND [ARGS]...

 The schema of the catalog's database.

╭─ Options ────────────────────────────────────────────────╮
│ -h, --help  Show this message and exit.                  │
╰──────────────────────────────────────────────────────────╯
╭─ Commands ───────────────────────────────────────────────╮
│ upgrade  Bring the database to the newest schema; an     │
│          empty one is created.                           │
│ current  Show the schema the database has and the newest │
│          there is.                                       │
│ check    Compare the database with the tables this       │
│          package expects; exit 6 on a difference.        │
╰──────────────────────────────────────────────────────────╯
""",
    32: """
 Usage: legfit db [OPTIONS]
 COMMAND [ARGS]...

 The schema of the catalog's
 database.

╭─ Options ────────────────────╮
│ -h, --help                   │
│     Show this message and    │
│     exit.                    │
╰──────────────────────────────╯
╭─ Commands ───────────────────╮
│ upgrade                      │
│     Bring the database to    │
│     the newest schema; an    │
│     empty one is created.    │
│ current                      │
│     Show the schema the      │
│     database has and the     │
│     newest there is.         │
│ check                        │
│     Compare the database     │
│     with the tables this     │
│     package expects; exit 6  │
│     on a difference.         │
╰──────────────────────────────╯
""",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name):
    assert whole(name).help.split("\n\n")[0] == COMMANDS[name]


def test_every_module_in_the_list_is_a_command():
    assert set(MODULES) <= set(COMMANDS)


@pytest.mark.parametrize("width", DB_PAGE)
def test_a_page_to_the_letter(cli, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    assert cli("db", "--help").out.rstrip("\n") == DB_PAGE[width].rstrip("\n")


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_page_runs_over_the_edge_or_loses_an_option(cli, monkeypatch, name, width):
    monkeypatch.setenv("COLUMNS", str(width))
    done = cli(*name.split(), "-h")
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= width
    named = whole(name) if name else build()
    squeezed = "".join(done.out.replace("│", "").split())
    for part in [o for p in named.params if p.param_type_name == "option" for o in p.opts] + list(
        getattr(named, "commands", ())
    ):
        assert part in squeezed
    assert "".join((named.help or "").split()) in squeezed


def test_arguments_come_first_and_say_that_they_are_needed(cli):
    out = cli("size", "--help").out
    assert out.index("─ Arguments ─") < out.index("─ Options ─") < out.index("─ Measures ─") < out.index("─ Output ─")
    assert "Id, name, SKU or GTIN. [required]" in out
    assert "--tested / --not-tested" in out
    assert "[env var: LEGFIT_LANG]" in out


def test_a_page_for_an_output_that_knows_no_boxes(cli, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    context = (command := whole("key")).make_context("key", ["list"], resilient_parsing=True)
    page = command.get_help(context)
    assert page.isascii()
    assert "+- Options ---" in page


@pytest.mark.parametrize(
    ("group", "choices"), [("db", "upgrade, current, check"), ("key", "add, revoke, list"), ("profile", "save, list")]
)
def test_a_group_alone_shows_its_page_and_asks_for_a_command(cli, group, choices):
    done = cli(group)
    assert done.code == 2
    assert done.out.startswith(f"\n Usage: legfit {group}")
    assert f"expected one of {choices}" in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["serve", "--port", "x"], "a whole number from 0 to 65535", id="not a number"),
        pytest.param(["serve", "--port", "70000"], "65535", id="out of range"),
        pytest.param(["serve", "--workers", "0"], "1", id="too few"),
    ],
)
def test_what_is_no_text_is_still_checked(cli, arguments, said):
    done = cli(*arguments)
    assert done.code == 2
    assert said in done.err


class Parameter:
    """As much of a Typer parameter as is looked at."""

    def __init__(self, kind, default=None, *, multiple=False):
        self.type_descriptor = self
        self.annotation, self.default, self.multiple, self.nargs = kind, default, multiple, 1

    def get_runtime_param(self):
        return self

    def coerce(self, value, param, ctx):
        return ("as Typer does it", value)


@pytest.mark.parametrize(
    ("parameter", "value", "read"),
    [
        pytest.param(Parameter(str), None, None, id="nothing"),
        pytest.param(Parameter(list[str], multiple=True), None, (), id="none of many"),
        pytest.param(Parameter(str), "36.5 cm", "36.5 cm", id="a text"),
        pytest.param(Parameter(list[str], multiple=True), ("a", "b"), ["a", "b"], id="texts"),
        pytest.param(Parameter(int, 8000), 8000, 8000, id="a default"),
        pytest.param(Parameter(int, 8000), "80", ("as Typer does it", "80"), id="a number"),
        pytest.param(Parameter(bool, default=False), "yes", ("as Typer does it", "yes"), id="a flag from elsewhere"),
        pytest.param(Parameter(str), b"x", ("as Typer does it", b"x"), id="bytes"),
        pytest.param(Parameter(list[str], multiple=True), "ab", ("as Typer does it", "ab"), id="one text for many"),
        pytest.param(Parameter(list[str], multiple=True), (1,), ("as Typer does it", (1,)), id="numbers for texts"),
    ],
)  # fmt: skip
def test_only_what_is_right_already_is_taken_as_it_is(parameter, value, read):
    assert AsTyped(parameter).coerce(value, parameter, None) == read
