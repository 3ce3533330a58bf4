"""The pictures of README and docs show what the program says now; their pixels are compared with nothing."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from re import findall

import pytest
from running import CHECKOUT

from docs.generate.pictured import LOOKS, PICTURED, PICTURES, looks, pictured

STALE = "what docs/pictures show has changed: run python -m docs.generate.pictures, and look at them"


def test_the_pictures_show_what_is_said_now(tmp_path: Path) -> None:
    assert pictured(str(tmp_path)) == PICTURED.read_text("utf-8"), STALE


def test_the_picture_of_the_terminal_is_the_text_beside_it() -> None:
    drawn = "".join(findall(r"<text [^>]*>([^<]*)</text>", (PICTURES / "terminal.svg").read_text("utf-8")))
    search = PICTURED.read_text("utf-8").partition("\n\n")[0]
    plain = unescape(drawn).replace("\N{NO-BREAK SPACE}", " ")
    assert [line for line in search.splitlines() if "".join(line.split()) not in "".join(plain.split())] == []


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_a_picture_that_a_page_shows_is_one_of_them(page: str) -> None:
    names = findall(r"pictures/([\w-]+\.(?:svg|png))", (CHECKOUT / page).read_text("utf-8"))
    assert names
    assert {name for name in names if not (PICTURES / name).exists()} == set()


def test_looks_follow_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = looks()
    folder = tmp_path / "catalog/web/static"
    folder.mkdir(parents=True)
    for name in LOOKS:
        (folder / name).write_text("body { color: red }", "utf-8")
    monkeypatch.setattr("docs.generate.pictured.CHECKOUT", tmp_path)
    assert looks() != before
