"""`make docs`: the site builds with every link and anchor sound, and a page that is opened asks no other host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from browsing import installed
from running import CHECKOUT

from catalog import __version__

LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?\s(?:src|srcset|data)=["']?(?:https?:)?//[^"'\s>]+"""
    r"""|<link\b(?![^>]*rel=["']?(?:canonical|next|prev|alternate))[^>]*?\shref=["']?(?:https?:)?//[^"'\s>]+"""
    r"""|@import\s+[^;]+|url\(["']?(?:https?:)?//[^)]+\)"""
)
"""What a browser loads by itself from another host."""
WHEEL = re.compile(r"dist/legfit-([\w.]+)-py3-none-any\.whl(?:\[([\w,]+)\])?")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` does."""
    config, build = installed("mkdocs.config", "mkdocs-material"), installed("mkdocs.commands.build", "mkdocs-material")
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        build.build(config.load_config(str(CHECKOUT / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder


@pytest.mark.filterwarnings("default")
def test_the_site_builds_with_every_link_and_anchor_sound(site: Path) -> None:
    pages = {str(p.relative_to(CHECKOUT / "docs").with_suffix(".html")) for p in (CHECKOUT / "docs").rglob("*.md")}
    built = {str(p.relative_to(site)) for p in site.rglob("*.html")}
    assert built == pages | {"404.html"}


@pytest.mark.filterwarnings("default")
def test_a_page_loads_nothing_from_another_host(site: Path) -> None:
    files = [p for p in site.rglob("*") if p.suffix in {".html", ".css", ".svg"}]
    assert len(files) > 30
    assert {p.name: LOADED.findall(p.read_text("utf-8")) for p in files if LOADED.search(p.read_text("utf-8"))} == {}


@pytest.mark.parametrize(
    ("text", "is_loaded"),
    [
        ('<script src="https://cdn.example/x.js"></script>', True),
        ('<link rel="stylesheet" href="//fonts.example/css">', True),
        ("<style>@font-face { src: url(https://fonts.example/f.woff2) }</style>", True),
        ('<img alt="" src="pictures/terminal.svg">', False),
        ('<a href="https://doi.org/10.1000/1">a study</a>', False),
        ('<link rel="canonical" href="https://legfit.example/">', False),
    ],
)
def test_what_counts_as_loaded(text, is_loaded):
    assert bool(LOADED.search(text)) is is_loaded


def test_the_lines_that_install_name_what_is_built():
    extras = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    pages = [CHECKOUT / "README.md", *(CHECKOUT / "docs").rglob("*.md")]
    named = [match for page in pages for match in WHEEL.findall(page.read_text("utf-8"))]
    assert len(named) > 5
    assert {version for version, _ in named} == {__version__}
    assert {extra for _, several in named for extra in several.split(",") if extra} <= set(extras)
    assert [
        p.name
        for p in pages
        if re.search(r"pip install '?\"?legfit", p.read_text("utf-8"))
        and "decisions" not in p.parts
        and "develop" not in p.parts
    ] == []
