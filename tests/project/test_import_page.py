"""`docs/shops/import.md` followed to the letter, and three products from a spreadsheet to an answer over HTTP as it says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from following import FENCE, follow
from running import CHECKOUT
from web_service import serving

from catalog.app.settings import database_url

PAGE = (CHECKOUT / "docs/shops/import.md").read_text("utf-8")
CURL = re.compile(r'^curl -s http://127.0.0.1:8000(\S+) -H "Content-Type: application/json" -d "@(\S+)"$', re.MULTILINE)
ANSWER = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def has(whole: object, part: object) -> bool:
    """Whether a document has all that a part of it says, lists entry by entry."""
    if isinstance(whole, dict) and isinstance(part, dict):
        return all(name in whole and has(whole[name], value) for name, value in part.items())
    if isinstance(whole, list) and isinstance(part, list):
        return len(whole) == len(part) and all(map(has, whole, part))
    return whole == part


def test_the_page_can_be_followed_to_the_letter_and_the_service_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(PAGE, tmp_path, monkeypatch, capsys)
    ((path, question),) = CURL.findall(PAGE)
    (answer,) = map(json.loads, ANSWER.findall(PAGE))
    with serving(database_url().value, tmp_path, "--collection", "own") as service:
        response = service.post(path, json.loads(Path(question).read_text("utf-8")))
    assert has(response.json(), answer), response.text


def test_every_fence_of_the_page_is_followed() -> None:
    assert PAGE.count("```") == 2 * len(FENCE.findall(PAGE))
