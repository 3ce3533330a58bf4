"""Every page of the docs that shows commands with what they say is followed to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from following import FENCE, follow
from running import CHECKOUT

DOCS = CHECKOUT / "docs"
ON_THEIR_OWN = {
    "shops/your-charts.md", "shops/import.md", "shops/spreadsheets.md", "shops/feedback.md", "develop/adding-a-rule.md",
}  # fmt: skip
"""Pages whose tests look at more than that."""
PAGES = {"README.md": (CHECKOUT / "README.md").read_text("utf-8")} | {
    str(p.relative_to(DOCS)): p.read_text("utf-8") for p in sorted(DOCS.rglob("*.md"))
}
FOLLOWED = [name for name, text in PAGES.items() if "```console" in text and name not in ON_THEIR_OWN]


def test_pages_for_runners_and_for_operators_are_among_them():
    assert {"index.md", "operate.md", "runners/answer.md", "runners/ask.md", "runners/measure.md"} <= set(FOLLOWED)


@pytest.mark.parametrize("name", FOLLOWED)
def test_a_page_can_be_followed_to_the_letter(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sum(language == "console" for language, _, _ in FENCE.findall(PAGES[name])) > 0
    follow(PAGES[name], tmp_path, monkeypatch, capsys)
