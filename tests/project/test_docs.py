"""What the documents tell people to type works, and the page of the command line is the command line's own."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

import pytest
from running import CHECKOUT

from catalog.commands.app import run
from catalog.commands.lazy_group import COMMANDS, load_command
from docs.generate.cli_page import reference
from docs.generate.openapi import openapi_text

PAGES = (
    "README.md",
    "docs/cli.md",
    "docs/runners/ask.md",
    "docs/runners/size-tables.md",
    "docs/shops/brand-files.md",
    "docs/shops/http.md",
    "docs/shops/stock.md",
    "docs/shops/batch.md",
    "docs/shops/feedback.md",
)
PAGES_OF_ALL = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODES = {
    "ask": {2}, "batch": {0, 7}, "doctor": {0, 6}, "feedback": {0, 6}, "lint": {0, 6}, "review": {0, 6}, "stock": {0, 4},
}  # fmt: skip
"""What may come out other than 0: `ask` wants a terminal, `batch` may find a size for nobody, `feedback` an edge that looks wrong, `stock` a catalog with the feed's shop, the others report."""
NOT_HERE = ("serve", "collect")
"""What would not end by itself, or asks the internet, as an address does: only the options are read."""


def examples(page: str) -> list[list[str]]:
    """Every command line of a page that starts with `legfit`, from fences without a language."""
    text = (CHECKOUT / page).read_text("utf-8")
    lines = [line for language, body in FENCE.findall(text) if not language for line in body.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("legfit ")]


@pytest.fixture
def folder(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a reader of the documents has it: the seed, and brand files of one's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    for name in [n for n in os.environ if n.startswith("LEGFIT_")]:
        monkeypatch.delenv(name)
    (tmp_path / "seed").symlink_to(CHECKOUT / "seed")
    own = tmp_path / "my-brands"
    own.mkdir()
    (own / "testrunner.toml").write_text((CHECKOUT / "tests/commands/shop/testrunner.toml").read_text("utf-8"), "utf-8")
    old = (own / "testrunner.toml").read_text("utf-8").replace("testrunner-plain-sock", "my-old-sock")
    (own / "testrunner.toml").write_text(old, "utf-8")
    (tmp_path / "feed.csv").write_text("sku,stock\nmy-brand-example-sock-m,3\n", "utf-8")
    people = "customer,calf_max_girth_cm,wade_cm\na,36.5,36.5\nb,38,38\n"
    (tmp_path / "people.csv").write_text(people, "utf-8")
    returns = (CHECKOUT / "tests/cases/feedback/walk.csv").read_text("utf-8")
    (tmp_path / "returns.csv").write_text(returns, "utf-8")
    products = "Handle,Title,Vendor,Type,Variant SKU\nsock,Compression Sock,My Brand,Socks,S-1\n"
    (tmp_path / "products.csv").write_text(products, "utf-8")
    rows = "<tr><td>M</td><td>34 – 38</td></tr><tr><td>L</td><td>38.5 – 42</td></tr>"
    table = f"<table><tr><th>Size</th><th>Calf (cm)</th></tr>{rows}</table>"
    (tmp_path / "page.html").write_text(table, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_every_example_works(
    folder: Path, page: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", open(os.devnull, encoding="utf-8"))  # noqa: SIM115, PTH123
    found = examples(page)
    assert found
    for arguments in found:
        if arguments[0] in NOT_HERE or arguments[-1].startswith("https://"):
            load_command(arguments[0]).make_context(arguments[0], arguments[1:])
            continue
        with pytest.raises(SystemExit) as left:
            run(list(arguments))
        said = capsys.readouterr()
        assert int(left.value.code or 0) in CODES.get(arguments[0], {0}), f"legfit {shlex.join(arguments)}: {said.err}"
    sys.stdin.close()


def test_the_page_of_the_command_line_is_fresh():
    assert (CHECKOUT / "docs/cli.md").read_text("utf-8") == reference(), (
        "run: python -m docs.generate.cli_page > docs/cli.md"
    )


def test_the_openapi_document_is_fresh():
    assert (CHECKOUT / "catalog/web/openapi.json").read_text("utf-8") == openapi_text(), (
        "run: python -m docs.generate.openapi > catalog/web/openapi.json"
    )


def test_every_command_has_an_example_and_stands_on_the_page():
    page = (CHECKOUT / "docs/cli.md").read_text("utf-8")
    sections = page.split("\n## ")[1:]
    assert {s.split()[1] for s in sections} == set(COMMANDS)
    assert all("```\nlegfit " in s for s in sections)


PATH = re.compile(r"`((?:catalog|tests|docs|seed)/[\w./-]+|(?:app|commands|documents|formats|geometry|messages|model|report|rules|search|store|web)/[\w./-]+)`")  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        "docs/develop/architecture.md",
        "docs/develop/adding-a-rule.md",
        "docs/evidence/medical-verdicts.md",
        "CONTRIBUTING.md",
    ],
)
def test_every_path_that_a_document_names_is_there(page):
    paths = PATH.findall((CHECKOUT / page).read_text("utf-8"))
    assert paths
    missing = [p for p in paths if not ((CHECKOUT / p).exists() or (CHECKOUT / "catalog" / p).exists())]
    assert missing == []


NAMED = re.compile(r"(?<![\w/.-])docs/(?:[\w-]+/)*[\w-]+\.md")


def test_every_page_that_a_text_names_is_there():
    files = [p for p in (CHECKOUT / "catalog").rglob("*") if p.suffix in {".py", ".toml", ".js", ".html"}]
    pages = [*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")]
    named = {
        (name, str(f.relative_to(CHECKOUT))) for f in [*files, *pages] for name in NAMED.findall(f.read_text("utf-8"))
    }
    assert len(named) > 20
    assert {(name, where) for name, where in named if not (CHECKOUT / name).exists()} == set()


LINK = re.compile(r"(?:\]\(|(?:src|srcset)=\")(?![a-z]+:|#)([^)#\"\s]+)")


@pytest.mark.parametrize("page", [p.relative_to(CHECKOUT) for p in PAGES_OF_ALL], ids=str)
def test_every_link_leads_to_a_file(page):
    text = FENCE.sub("", (CHECKOUT / page).read_text("utf-8"))
    assert [to for to in LINK.findall(text) if not (CHECKOUT / page.parent / to).exists()] == []


def test_the_architecture_names_every_room():
    rooms = {path.parent.name for path in (CHECKOUT / "catalog").glob("*/__init__.py")}
    table = re.findall(r"^\| `(\w+)` \|", (CHECKOUT / "docs/develop/architecture.md").read_text("utf-8"), re.MULTILINE)
    assert set(table) == rooms


OURS = re.compile(r"\b(?:doors?|arrows?|roads|curators?)\b", re.IGNORECASE)
"""Words of those who build legfit that say nothing to a reader from anywhere."""


@pytest.mark.parametrize(
    "page",
    [p.relative_to(CHECKOUT) for p in PAGES_OF_ALL if "decisions" not in p.parts and p.name != "CHANGELOG.md"],
    ids=str,
)
def test_a_page_speaks_plainly(page):
    text = re.sub(r"`[^`]*`", "", FENCE.sub("", (CHECKOUT / page).read_text("utf-8")))
    assert OURS.findall(text) == []
