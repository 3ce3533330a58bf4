"""The paper tape as it is printed: measured on the paper, in two sizes of paper and in every language."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from browsing import PHONE, fits_the_screen
from pdf_lines import Point, lines_of, pages_of

from catalog.messages.messages import LANGUAGES, Messages

CARD = (85.6, 53.98)
"""A bank card in millimetres: ISO/IEC 7810, ID-1."""
PAPER = {"A4": (210, 297), "Letter": (215.9, 279.4)}


def length(line: tuple[Point, Point]) -> float:
    """How long a line is."""
    (x, y), (u, v) = line
    return float(((x - u) ** 2 + (y - v) ** 2) ** 0.5)


def level(line: tuple[Point, Point]) -> bool:
    """Whether a line runs along the width of the paper."""
    return abs(line[0][1] - line[1][1]) < 0.01


def heights(lines: list[tuple[Point, Point]], left: float, long: float) -> list[float]:
    """How far down the level lines of one length stand that begin at one place from the left."""
    same = [line for line in lines if level(line) and abs(length(line) - long) < 0.02]
    return sorted({round(line[0][1], 2) for line in same if abs(line[0][0] - left) < 0.05})


@pytest.mark.parametrize("paper", PAPER)
def test_a_millimetre_on_paper_is_one(visitor: Any, api: str, paper: str) -> None:
    page = visitor()
    page.goto(f"{api}/tape?lang=en")
    pdf = page.pdf(format=paper, print_background=True)
    ((wide, high),) = pages_of(pdf)
    assert (wide, high) == pytest.approx(PAPER[paper], abs=0.4)
    lines = lines_of(pdf)
    measured = [line for line in lines if any(abs(length(line) - long) < 0.03 for long in (240, *CARD))]
    assert all(9.5 < x < wide - 9.5 and 9.5 < y < high - 9.5 for line in measured for x, y in line)
    edges = sorted({round(a[0], 1) for a, b in lines if abs(length((a, b)) - 240) < 0.02 and abs(a[0] - b[0]) < 0.01})
    assert len(edges) == 10
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        centimetres = heights(lines, left, 8)
        assert len(centimetres) == 25
        assert [b - a for a, b in itertools.pairwise(centimetres)] == pytest.approx([10] * 24, abs=0.03)
        inches = heights(lines, right, 8)
        assert len(inches) in (9, 10)
        steps = [b - a for a, b in itertools.pairwise(inches)]
        assert steps == pytest.approx([25.4] * len(steps), abs=0.03)


@pytest.mark.parametrize("paper", PAPER)
def test_the_frame_is_as_long_and_as_high_as_a_bank_card(visitor: Any, api: str, paper: str) -> None:
    page = visitor()
    page.goto(f"{api}/tape?lang=en")
    lines = lines_of(page.pdf(format=paper, print_background=True))
    for side in CARD:
        assert sum(abs(length(line) - side) < 0.03 for line in lines) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_tape_and_lesson_are_one_sheet_each_in_every_language(visitor: Any, api: str, language: str) -> None:
    messages = Messages(language)
    page = visitor(java_script_enabled=False)
    page.goto(f"{api}/tape?lang={language}")
    assert page.locator("h1").inner_text() == messages.text("page.tape_title")
    for paper in PAPER:
        assert len(pages_of(page.pdf(format=paper))) == 1
    page.goto(f"{api}/measure?lang={language}")
    assert page.locator(".lesson li").count() == 4
    assert len(pages_of(page.pdf(format="A4"))) == 1


@pytest.mark.parametrize("name", ["tape", "measure"])
def test_tape_and_lesson_on_a_phone(visitor: Any, api: str, axe: Any, name: str) -> None:
    page = visitor(viewport=PHONE, color_scheme="dark")
    page.goto(f"{api}/{name}?lang=en")
    axe(page)
    fits_the_screen(page)
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="Print", exact=True).click()
    assert page.evaluate("window.printed") is True
    page.get_by_role("link", name="Back to the search").click()
    page.locator("#calf_max_girth").wait_for()
