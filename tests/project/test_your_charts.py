"""`docs/shops/your-charts.md` followed to the letter: each file written, each change made, each command run in its order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from following import FENCE, follow, pattern
from running import CHECKOUT

from catalog.messages.messages import sentences

PAGE = (CHECKOUT / "docs/shops/your-charts.md").read_text("utf-8")


def test_the_page_can_be_followed_to_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(PAGE, tmp_path, monkeypatch, capsys)


def test_what_the_page_says_of_problems_is_what_the_program_says() -> None:
    quoted = re.findall(r"^\| “(.+?)” \|", PAGE, re.MULTILINE)
    assert len(quoted) > 5
    said = " ".join(str(template) for template in sentences("en").values())
    assert [phrase for phrase in quoted if phrase not in said] == []


def test_every_fence_of_the_page_is_followed() -> None:
    assert PAGE.count("```") == 2 * len(FENCE.findall(PAGE))


@pytest.mark.parametrize(
    ("said", "text", "is_it"),
    [
        pytest.param("a\n…\nd\n", "a\nb\nc\nd\n", True, id="some lines left out"),
        pytest.param("a\n…\n", "a\n", True, id="none left out"),
        pytest.param("a\n", "a\nb\n", False, id="a line more"),
        pytest.param("a.\n", "ab\n", False, id="to the letter"),
        pytest.param("a …\n", "a b c\n", True, id="the rest of a line"),
        pytest.param("a …\n", "a b\nc\n", False, id="of one line"),
    ],
)
def test_how_output_is_compared(said, text, is_it):
    assert (pattern(said).fullmatch(text) is not None) is is_it
