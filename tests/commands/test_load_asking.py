"""`legfit load --sync` on a terminal: above five products a person is asked, and only a yes retires them."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from brand_files import brand_file, many, sock
from databases import migrated
from test_terminal import read, start

from catalog.app.load import load_files
from catalog.model.policy import shipped_policy
from catalog.store.database import connect
from catalog.store.read import read_snapshot

QUESTION = "Take out all 6? [y/N]: "


@pytest.fixture
def catalog(tmp_path):
    """The address of a catalog of seven socks, and a file that has one of them."""
    url = migrated(tmp_path / "catalog.db")
    engine = connect(url)
    load_files(engine, [Path(many(tmp_path, 7))], shipped_policy())
    engine.dispose()
    return url, many(tmp_path, 1)


def ids(url):
    engine = connect(url)
    products = read_snapshot(engine).products
    engine.dispose()
    return [p.id for p in products]


def asked(home, catalog, width=80):
    """A load that was started and has asked; the process, the terminal, and what it shows."""
    url, file = catalog
    child, master = start(home, "load", file, "--sync", "--database", url, width=width)
    return child, master, read(master, QUESTION)


def ended(child: subprocess.Popen[bytes], master: int) -> tuple[int, str]:
    shown = read(master)
    code = child.wait(30)
    os.close(master)
    return code, shown


def interrupt(child: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C, and once more where it came just before the program began to wait for an answer."""
    for _ in range(5):
        child.send_signal(signal.SIGINT)
        try:
            child.wait(3)
        except subprocess.TimeoutExpired:
            continue
        return


@pytest.mark.parametrize("width", [40, 80])
def test_every_product_is_named_before_the_question(tmp_path, catalog, width):
    child, master, shown = asked(tmp_path, catalog, width)
    assert [n for n in range(7) if f"  - my-{n}: Shop Sock my-{n} (mine.toml)" in shown] == [1, 2, 3, 4, 5, 6]
    os.write(master, b"n\n")
    ended(child, master)


@pytest.mark.parametrize(
    ("answer", "code", "left"),
    [
        pytest.param(b"y\n", 0, ["my-0"], id="yes"),
        pytest.param(b"n\n", 130, [f"my-{n}" for n in range(7)], id="no"),
        pytest.param(b"\n", 130, [f"my-{n}" for n in range(7)], id="nothing typed"),
        pytest.param(b"\x03", 130, [f"my-{n}" for n in range(7)], id="Ctrl-C"),
        pytest.param(b"\x04", 130, [f"my-{n}" for n in range(7)], id="Ctrl-D"),
    ],
)
def test_only_a_yes_retires_them(tmp_path, catalog, answer, code, left):
    child, master, _ = asked(tmp_path, catalog)
    if answer == b"\x03":
        interrupt(child)
    else:
        os.write(master, answer)
    ended_with, rest = ended(child, master)
    assert ended_with == code
    assert "my-1" not in rest, "what was listed before the question is not listed again"
    assert ids(catalog[0]) == left


def test_what_another_load_added_meanwhile_is_not_retired_unseen(tmp_path, catalog):
    url, _ = catalog
    child, master, _ = asked(tmp_path, catalog)
    engine = connect(url)
    load_files(engine, [Path(brand_file(tmp_path, sock("new-a"), name="more.toml"))], shipped_policy())
    engine.dispose()
    os.write(master, b"y\n")
    code, shown = ended(child, master)
    assert code == 2
    assert "The catalog changed meanwhile" in shown
    assert ids(url) == [*(f"my-{n}" for n in range(7)), "new-a"]
