"""Bytes that wait come back as they were, from memory as from the file that they go to when they are many."""

from __future__ import annotations

import pytest

from catalog.formats import spool
from catalog.formats.spool import Spool


@pytest.mark.parametrize("most", [1, 10, 1_000], ids=["in a file", "some in memory", "all in memory"])
def test_what_was_put_is_found_in_any_order_and_between_what_comes_later(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(spool, "MOST_IN_MEMORY", most)
    waiting, texts = Spool(), ["one", "", "zwölf", "x" * 40]
    first = [waiting.put(text.encode()) for text in texts[:3]]
    assert first[2].text == "zwölf"
    last = waiting.put(texts[3].encode())
    assert [one.text for one in (last, *reversed(first))] == [texts[3], "zwölf", "", "one"]
    assert first[0].data == b"one"
