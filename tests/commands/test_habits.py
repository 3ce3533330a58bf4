"""What a person knows from other command lines: help as a command, letters for options, names for columns, a browser."""

from __future__ import annotations

import csv
import io
import json
import socket
import subprocess
import sys
from threading import Event

import pytest
from running import CHECKOUT, environment

from catalog.commands import browser
from catalog.commands.lazy_group import COMMANDS, PAGE, PAGES, load_command
from catalog.commands.options.parameter import SHORT

CALF = ("--calf", "36.5 cm")
SEVERAL = ("search", "size", "why", "advise", "compare", "list", "show", "import", "load", "export", "serve", "help")
"""The commands that most people need; each has several examples."""


def every_command():
    """Each command by what is typed for it."""
    for name in COMMANDS:
        command = load_command(name)
        for sub, inner in getattr(command, "commands", {"": command}).items():
            yield f"{name} {sub}".strip(), inner


@pytest.mark.parametrize("words", ["size", "profile save", "db", ""])
def test_help_is_a_command(cli, words):
    asked, flagged = cli("help", *words.split()), cli(*words.split(), "--help")
    assert asked.code == 0
    assert asked.out == flagged.out


def test_help_for_no_command_names_the_nearest(cli):
    done = cli("help", "siez")
    assert done.code == 2
    assert "Did you mean “size”?" in done.err


def test_every_page_of_help_has_examples_and_an_address_that_is_there():
    for page in {PAGE, *PAGES.values()}:
        assert (CHECKOUT / page).is_file(), page
    for words, command in every_command():
        *examples, more = command.epilog.split("\n\n")[1:]
        assert all(e.startswith(f"legfit {words}") for e in examples), words
        assert more == f"More: {PAGES.get(words.split()[0], PAGE)}"
        assert len(examples) >= (2 if words in SEVERAL else 1), words


def test_a_letter_stands_for_the_same_option_everywhere():
    assert len(set(SHORT.values())) == len(SHORT)
    seen = set()
    for words, command in every_command():
        for option in (p for p in command.params if p.param_type_name == "option"):
            long = next(n for n in option.opts if n.startswith("--"))
            letters = [n for n in option.opts if not n.startswith("--")]
            wanted = {"--help": ["-h"], "--into": ["-o"] if words == "export" else [], "--out": ["-o"]}.get(long)
            assert letters == (wanted if wanted is not None else [SHORT[long]] if long in SHORT else []), (words, long)
            seen.add(long)
    assert set(SHORT) <= seen


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(("-g", "sock", "-c", "36.5 cm"), id="apart"),
        pytest.param(("-gsock", "-c36.5cm"), id="together"),
        pytest.param(("-g", "Socks", "--calf=36.5cm"), id="plural and case"),
        pytest.param(("-g", "COMPRESSION-SOCKS", "-c", "36,5cm"), id="hyphens"),
    ],
)
def test_letters_and_spellings_ask_the_same(shop, typed):
    assert shop("search", *typed, "-j").out == shop("search", "--garment", "sock", *CALF, "--json").out


def test_a_letter_with_an_empty_value_or_two_values_is_refused_under_its_name(shop):
    done = shop("size", "testrunner-run-sock", "-c", "36 cm", "-l", "de", "-l", "fr", "-s", "", "--json")
    assert sorted(e["field"] for e in json.loads(done.out)["errors"]) == ["--lang", "--shoe"]


def test_an_error_is_told_in_the_language_and_the_form_of_the_letters(shop):
    assert shop("size", "testrunner-run-sock", "-c", "36", "-l", "de").err.startswith("legfit: --calf: gelesen")
    assert shop("size", "testrunner-run-sock", "-c", "36", "-lde").err.startswith("legfit: --calf: gelesen")
    assert json.loads(shop("size", "testrunner-run-sock", "-c", "36", "-j").out)["errors"]


def test_a_printed_command_has_the_whole_names(shop):
    assert "legfit why testrunner-run-sock --calf 36cm" in shop("search", "-g", "sock", "-c36cm", "-a", "22cm").out


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("list",), id="list"),
        pytest.param(("search", "--garment", "sock", *CALF), id="search"),
        pytest.param(("size", "testrunner-run-sock", *CALF), id="size"),
        pytest.param(("size", "testrunner-run-sock", "testrunner-small-sock", *CALF), id="several"),
    ],
)
def test_the_column_of_products_is_called_the_same_everywhere(shop, command):
    (first, *_) = csv.DictReader(io.StringIO(shop(*command, "--format", "csv").out))
    assert first["product"].startswith("testrunner-")
    for name in ("product", "id", "ID"):
        out = shop(*command, "--format", "csv", "--columns", f"{name},brand", "--sort", f"-{name}").out
        assert out.splitlines()[0].startswith("product,brand")


def test_a_price_in_markdown_has_its_currency(shop):
    assert "| 39.90 EUR |" in shop("search", "--garment", "sock", *CALF, "--format", "md").out


def test_the_program_starts_as_a_module(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "catalog", "--version"], cwd=CHECKOUT, env=environment(tmp_path),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("legfit ")


def test_the_page_is_opened_once_the_service_answers(monkeypatch):
    opened, addresses = Event(), []
    monkeypatch.setattr(browser.typer, "launch", lambda address: (addresses.append(address), opened.set()))
    with socket.create_server(("127.0.0.1", 0)) as service:
        port = service.getsockname()[1]
        browser.open_when_there("0.0.0.0", port)
        assert opened.wait(30)
    assert addresses == [f"http://127.0.0.1:{port}/"]


@pytest.mark.parametrize("other", ["--database", "--collection"])
def test_the_made_up_shop_has_a_catalog_of_its_own(cli, other):
    done = cli("serve", "--demo", other, "other")
    assert done.code == 2
    expected = "expected nothing else that names a catalog: the made-up shop has its own."
    assert f"--demo: read '{other}', {expected}" in done.err


def test_no_page_is_opened_where_the_port_is_not_known_before(cli):
    done = cli("serve", "--open", "--port", "0")
    assert done.code == 2
    assert "--open: read '--port 0', expected a port of your choice, like --port 8000." in done.err
