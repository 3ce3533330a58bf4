"""Addresses that a page may link to: one judgement for brand files and stock feeds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from brand_texts import HEAD, read_brand_text

from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.stock_feed.read import read_stock_feed
from catalog.model.problem import BadInput

ADDRESSES = [
    pytest.param("https://shop.example/p?v=1&x=%20#top", None, id="plain"),
    pytest.param("https://shop.example/größe", None, id="letters beyond ASCII"),
    pytest.param("https://shop.example/a@b", None, id="an at sign in the path"),
    pytest.param(f"https://shop.example/{'a' * 1_979}", None, id="as long as it may be"),
    pytest.param(f"https://shop.example/{'a' * 1_980}", "too_long", id="too long"),
    pytest.param("https://anna:secret@shop.example/", "bad_url", id="a password"),
    pytest.param("https://shop.example@evil.example/", "bad_url", id="a name that looks like another host"),
    pytest.param("https://shop.example/\u200b", "control_character", id="a character that cannot be seen"),
    pytest.param("https://shop.example/\u202e", "control_character", id="a mark that turns the text"),
    pytest.param("javascript:alert(1)", "bad_url", id="a script"),
    pytest.param("https://shop.example/<b>", "bad_url", id="a tag"),
    pytest.param("//shop.example/a.png", "bad_url", id="no scheme"),
]


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        pytest.param("https://shop.example/run sleeve", "file_escape", id="a blank"),
        pytest.param("https://shop.example/<b>", "file_escape", id="a tag"),
        pytest.param("ftp://shop.example/run sleeve", "", id="not of the web"),
    ],
)
def test_an_address_of_the_web_with_a_sign_that_is_refused_is_told_how_to_write_it(address, hint):
    collector = ProblemCollector()
    feed = f"sku,link\nA-1,{address}\n".encode()
    read_stock_feed(feed, FieldPath(collector, ("feed.csv",)), datetime(2026, 11, 27, tzinfo=UTC))
    assert [(p.code, p.hint) for p in collector.problems] == [("bad_url", hint)]


@pytest.mark.parametrize(("address", "code"), ADDRESSES)
def test_both_doors_judge_an_address_alike(address, code):
    collector = ProblemCollector()
    feed = f"sku,link\nA-1,{address}\n".encode()
    rows = read_stock_feed(feed, FieldPath(collector, ("feed.csv",)), datetime(2026, 11, 27, tzinfo=UTC)).rows
    assert [p.code for p in collector.problems] == ([code] if code else [])
    variant = f'[[product.variant]]\nsku = "A-1"\nlink = "{address}"\n'
    text = HEAD.format(seen="2026-11-01") + variant
    if code is None:
        (product,) = read_brand_text(text, "x.toml")
        assert product.variants[0].offer.link == rows[0].link == address
        return
    with pytest.raises(BadInput) as refused:
        read_brand_text(text, "x.toml")
    assert [p.code for p in refused.value.problems] == [code]


SOURCES = [
    pytest.param("file:shop.csv", None, id="a file"),
    pytest.param("file:Prezzi 2026 (n° 2).xlsx", None, id="a name with blanks"),
    pytest.param(f"file:{'a' * 255}", None, id="as long as it may be"),
    pytest.param(f"file:{'a' * 256}", "too_long", id="too long"),
    pytest.param("file:", "bad_url", id="no name"),
    pytest.param("shop.csv", "bad_url", id="a name alone"),
    pytest.param("file:a‮b.csv", "control_character", id="a mark that turns the text"),
]


@pytest.mark.parametrize(("address", "code"), SOURCES)
def test_a_source_is_a_page_or_a_file_without_an_address(address, code):
    text = HEAD.format(seen="2026-11-01").replace("https://example.org/page", address)
    if code is None:
        (product,) = read_brand_text(text, "x.toml")
        assert product.sources[0].url == address
        assert product.sources[0].where == address.removeprefix("file:")
        return
    with pytest.raises(BadInput) as refused:
        read_brand_text(text, "x.toml")
    assert [p.code for p in refused.value.problems] == [code]
