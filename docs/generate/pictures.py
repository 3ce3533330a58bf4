"""The pictures of README and docs: a search on the terminal, the same on the page for runners, and plots of coverage.

`python -m docs.generate.pictures` writes them into `docs/pictures`. It needs the `dev` extra and a Chromium.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import Final

from playwright.sync_api import Page, ViewportSize, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from . import coverage_pictures
from .pictured import COLUMNS, LEG, PICTURED, PICTURES, SEARCH, pictured, search, service

PAPER, INK, GREY, WHITE = (24, 30, 34), (226, 232, 230), (150, 160, 165), (255, 255, 255)
COLOURS: Final = ((255, 130, 120), (110, 220, 150), (240, 200, 100), (120, 170, 255), (220, 150, 250), (100, 220, 230))
DARK: Final = TerminalTheme(PAPER, INK, [PAPER, *COLOURS, INK], [GREY, *COLOURS, WHITE])
"""Light on dark, so that the picture is readable on a light page as on a dark one."""
SVG: Final = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>legfit search on a terminal</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace }}
.{unique_id}-matrix {{ font-size: {char_height}px; line-height: {line_height}px }}
.{unique_id}-title {{ display: none }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""
"""Rich's picture of a terminal without the font that its own would fetch from the net."""
SMALL: Final[ViewportSize] = {"width": 720, "height": 842}


def terminal(home: str) -> str:
    """The search as SVG."""
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    console.print(Text("$ legfit " + " ".join(SEARCH), style="bold"))
    console.print(Text.from_ansi(search(home, styled=True)))
    return console.export_svg(title="", theme=DARK, code_format=SVG, unique_id="legfit")


def _ask(page: Page, address: str) -> None:
    """Fill the page in as a runner does, and wait for the answer."""
    page.goto(address)
    for name, value in LEG.items():
        page.locator(f"input[name='{name}']").fill(value)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def photograph(address: str) -> None:
    """Take the page for runners with its answer, light and dark."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport=SMALL, color_scheme=scheme)
            _ask(page, address)
            page.screenshot(path=PICTURES / f"page-{scheme}.png")
            page.close()
        browser.close()


def main() -> int:
    """Write all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        (PICTURES / "terminal.svg").write_text(terminal(home), "utf-8")
        with service(home) as address:
            photograph(address)
        PICTURED.write_text(pictured(home), "utf-8")
    return coverage_pictures.main()


if __name__ == "__main__":
    raise SystemExit(main())
