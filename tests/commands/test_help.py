"""The help pages: every command and option on them, nothing over the edge, and each command read as it is typed."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from running import CHECKOUT, environment

from catalog.commands.app import build
from catalog.commands.lazy_group import COMMANDS, MODULES, load_command

DB_PAGE = {
    80: """
 Usage: legfit db [OPTIONS] COMMAND [ARGS]...

 The schema of the catalog's database.

╭─ Options ────────────────────────────────────────────────────────────────────╮
│ --help  -h      <bool>  Show this message and exit.                          │
╰──────────────────────────────────────────────────────────────────────────────╯
╭─ Commands ───────────────────────────────────────────────────────────────────╮
│ upgrade  Bring the database to the newest schema; an empty one is created.   │
│ current  Show the schema the database has and the newest there is.           │
│ check    Compare the database with the tables this package expects; exit 6   │
│          on a difference.                                                    │
╰──────────────────────────────────────────────────────────────────────────────╯
""",
    32: """
Usage: legfit db
           [OPTIONS] COMMAND
           [ARGS]...

  The schema of the catalog's
  database.

Options:
  -h, --help  Show this message
              and exit.

Commands:
  upgrade  Bring the database to
           the newest schema; an
           empty one is created.
  current  Show the schema the
           database has and the
           newest there is.
  check    Compare the database
           with the tables this
           package expects; exit
           6 on a difference.
""",
}
"""With Rich's boxes where they fit, without them where Rich would crop the name of an option."""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name):
    assert load_command(name).help.split("\n\n")[0] == COMMANDS[name]


def test_every_module_in_the_list_is_a_command():
    assert set(MODULES) <= set(COMMANDS)


@pytest.mark.parametrize("width", DB_PAGE)
def test_a_page_to_the_letter(cli, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    lines = [line.rstrip() for line in cli("db", "--help").out.splitlines()]
    assert "\n".join(lines).strip("\n") == DB_PAGE[width].strip("\n")


@pytest.mark.parametrize("width", [40, 79, 80, 200])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_page_runs_over_the_edge_or_loses_an_option(cli, monkeypatch, name, width):
    monkeypatch.setenv("COLUMNS", str(width))
    done = cli(*name.split(), "-h")
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= width
    named = load_command(name) if name else build()
    assert "…" not in done.out
    squeezed = "".join(done.out.replace("│", "").split())
    for part in [o for p in named.params if p.param_type_name == "option" for o in p.opts] + list(
        getattr(named, "commands", ())
    ):
        assert part in squeezed
    assert "".join((named.help or "").split()) in squeezed


def test_arguments_come_first_and_say_that_they_are_needed(cli):
    out = cli("size", "--help").out
    assert out.index("─ Arguments ─") < out.index("─ Options ─") < out.index("─ Measures ─") < out.index("─ Output ─")
    assert "Id, name, SKU or GTIN. [required]" in cli("show", "--help").out
    assert "--tested                  --not-tested" in out
    assert "[env var: LEGFIT_LANG]" in out


def test_a_page_for_an_output_that_knows_no_boxes(cli, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    command = load_command("key")
    command.get_help(command.make_context("key", ["list"], resilient_parsing=True))
    sys.stdout.flush()
    page = sys.stdout.buffer.getvalue().decode("ascii")
    assert "+- Options ---" in page


@pytest.mark.parametrize(
    ("group", "choices"),
    [("db", "upgrade, current, check"), ("key", "add, revoke, list"), ("profile", "save, edit, list")],
)
def test_a_group_alone_shows_its_page_and_asks_for_a_command(cli, group, choices):
    done = cli(group)
    assert done.code == 2
    assert done.out.strip().startswith(f"Usage: legfit {group}")
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


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "GITHUB_ACTIONS", "NO_COLOR"])
def test_a_pipe_gets_no_escape_whatever_is_set(tmp_path, variable):
    plain = {name: value for name, value in environment(tmp_path).items() if name != "NO_COLOR"}
    done = subprocess.run(
        [sys.executable, str(CHECKOUT / "cli.py"), "size", "--help"],
        env=plain | {variable: "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "\x1b" not in done.stdout
    assert "--struggles-to-recover" in done.stdout
