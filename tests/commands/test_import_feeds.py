"""Every feed of `tests/cases/shop_feeds` through the whole command: into files and into a catalog, twice, without a trace.

What a feed holds is compared in the tests of its reader; here it has to come through whole, and the second time to change
nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import CHECKOUT

FEEDS = sorted(
    path for path in (CHECKOUT / "tests/cases/shop_feeds").iterdir()
    if path.suffix in {".csv", ".tsv", ".xml", ".json", ".html"} and ".expected" not in path.name
)  # fmt: skip
DONE = ("new", "changed", "gone")


@pytest.mark.parametrize("feed", [pytest.param(path, id=path.name) for path in FEEDS])
def test_a_feed_comes_through_whole_and_the_second_time_changes_nothing(cli, tmp_path: Path, feed: Path) -> None:
    def imported(*arguments: str) -> dict[str, object]:
        done = cli("import", str(feed), "--all", "--currency", "EUR", "--json", *arguments)
        assert done.code in (0, 4), done.err
        document = json.loads(done.out)
        assert isinstance(document, dict)
        assert done.code == (4 if document["problems"] or document["counts"]["unread"] else 0)
        return document

    folder = tmp_path / "brands"
    first, again = imported("--into", str(folder)), imported("--into", str(folder))
    loaded, loaded_again = imported("--load"), imported("--load")
    counts = first["counts"]
    assert counts["read"] == counts["left_out"] + counts["new"] + counts["conflict"]
    assert counts["new"] == loaded["counts"]["new"]
    for second in (again, loaded_again):
        assert [second["counts"][name] for name in DONE] == [0, 0, 0]
        assert second["counts"]["unchanged"] == counts["new"]
    if counts["new"]:
        assert cli("load", str(folder), "--dry-run").code == 0


def test_there_are_feeds_of_many_kinds() -> None:
    assert len({path.name.split("-")[0] for path in FEEDS}) >= 3


ROTTEN = {
    "an error page": b"<!doctype html><html><body><h1>503</h1><p>Please log in.</p></body></html>",
    "nothing": b"",
    "zeros": bytes(1000),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "entities": b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel>'
    b"<item><title>&b;</title></item></channel></rss>",
    "a packed file": b"\x1f\x8b\x08" + bytes(50),
    "a brand file": b'brand = "Stride"\n[[product]]\nid = "a"\n',
    "a page of charts": b"<html><body><table><tr><th>Size</th><th>Calf (cm)</th></tr><tr><td>S</td><td>28-33</td></tr>"
    b"<tr><td>M</td><td>34-38</td></tr></table></body></html>",
    "prose": b"Dear customer, the feed has moved.\n",
    "a stock feed": b"sku,stock\nRS-S,3\n",
    "cut off": b'Handle,Title,Variant SKU\nrun,"Compression Sock',
    "two files joined": "Handle,Title,Variant SKU\na,Compression Sock,A\n\ufeffHandle,Title,Variant SKU\nb,Compression Sock,B\n".encode(),
}


@pytest.mark.parametrize("content", [pytest.param(data, id=name) for name, data in ROTTEN.items()])
def test_rubbish_is_named_and_leaves_nothing_behind(cli, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "feed").write_bytes(content)
    done = cli("import", str(tmp_path / "feed"), "--into", str(tmp_path / "brands"), "--json")
    assert done.code in (0, 4)
    document = json.loads(done.out)
    problems = document.get("errors") or document["problems"]
    assert bool(problems) is (done.code == 4)
    assert all(p["field"].startswith("feed") and p["expected"] for p in problems), problems
    assert done.code == 4 or document["counts"]["new"] == 2
