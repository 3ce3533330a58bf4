"""`docs/shops/import.md` followed to the letter, and three products from a spreadsheet to an answer over HTTP as it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from following import FENCE, follow
from running import CHECKOUT
from web_service import serving

from catalog.app.settings import database_url

PAGE = (CHECKOUT / "docs/shops/import.md").read_text("utf-8")
MEASURES = {"calf_max_girth": "36 cm", "ankle_min_girth": "22 cm"}


def test_the_page_can_be_followed_to_the_letter_and_the_service_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(PAGE, tmp_path, monkeypatch, capsys)
    with serving(database_url().value, tmp_path, "--collection", "own") as service:
        body = {"question": {"legs": MEASURES}, "products": ["stride-run-sock"]}
        response = service.post("/v1/sizes", body)
    assert response.status_code == 200, response.text
    assert '"size":"M"' in response.text


def test_every_fence_of_the_page_is_followed() -> None:
    assert PAGE.count("```") == 2 * len(FENCE.findall(PAGE))
