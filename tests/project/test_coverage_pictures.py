"""The pictures of the page on coverage say what the program says now; no pixel is compared."""

from __future__ import annotations

from html import unescape
from re import findall

import pytest
from running import CHECKOUT

from docs.generate.coverage_pictures import plots
from docs.generate.pictured import PICTURES

STALE = "what docs/pictures/coverage-*.svg show has changed: run python -m docs.generate.pictures, and look at them"
PAGE = (CHECKOUT / "docs" / "shops" / "coverage.md").read_text("utf-8")


def texts(svg: str) -> list[str]:
    return [unescape(text) for text in findall(r"<text [^>]*>([^<]*)</text>", svg)]


@pytest.mark.parametrize("name", plots())
def test_a_plot_says_what_it_said(name: str) -> None:
    assert texts((PICTURES / name).read_text("utf-8")) == texts(plots()[name].data("svg").decode()), STALE


def test_the_page_shows_every_picture_and_says_its_finding() -> None:
    shown = dict(findall(r"!\[([^\]]*)\]\(\.\./pictures/(coverage-[\w-]+\.\w+)\)", PAGE))
    titles = {plot.title.replace("\N{NO-BREAK SPACE}", " "): name for name, plot in plots().items()}
    assert titles.items() <= shown.items()
    assert all((PICTURES / name).exists() for name in shown.values())
    assert "coverage-report.png" in shown.values()
