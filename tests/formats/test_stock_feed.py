"""Stock feeds as shops write them: what is read in them, and what is refused, with its line."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.formats.draft.problems import FieldPath, FirstProblems
from catalog.formats.rows.json_lines import EXAMPLE
from catalog.formats.rows.row import LONGEST_ROW, TableKind
from catalog.formats.stock_feed.columns import OF_KEYS, OF_PRICE, OF_STOCK, FeedColumn, RowTexts
from catalog.formats.stock_feed.read import read_stock_feed, read_stock_objects
from catalog.messages.messages import LANGUAGES, Messages

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
FEEDS = tomllib.loads((Path(__file__).parents[1] / "cases" / "stock-feeds.toml").read_text("utf-8"))["feed"]


def shown(row):
    keys = {"sku": row.sku, "gtin": row.gtin, "shop_id": row.shop_id, "id": row.any_id, "at": row.location}
    stock = "-" if row.availability is None else f"{row.availability} {'-' if row.stock is None else row.stock}"
    price = row.price.text() if row.price else "-"
    named = " ".join(f"{name} {key}" for name, key in keys.items() if key)
    return f"{row.line} {named} | {stock} | {price} | {row.link or '-'} | {row.image or '-'}"


def problem_text(problem):
    read = f" {problem.read!r}" if problem.read else ""
    meant = f" -> {problem.suggestion}" if problem.code == "unknown_value" and problem.suggestion else ""
    return f"{problem.field}: {problem.code}{read}{meant}"


def read(data, **options):
    collector = FirstProblems()
    feed = read_stock_feed(data, FieldPath(collector, ("feed",)), NOW, **options)
    return feed, collector.all_told("feed")


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in FEEDS])
def test_a_feed_is_read(case):
    feed, problems = read(case["text"].encode(), currency=case.get("currency", ""))
    assert [shown(row) for row in feed.rows] == case.get("rows", [])
    assert [problem_text(p) for p in problems] == case.get("problems", [])
    assert feed.without_key == case.get("without_key", 0)
    assert dict(feed.not_decided) == case.get("not_decided", {})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in FEEDS if c.get("problems")])
def test_every_problem_of_a_feed_has_its_sentence(case, language):
    for problem in read(case["text"].encode(), currency=case.get("currency", ""))[1]:
        sentence = Messages(language).problem(problem).replace(EXAMPLE, "").replace(problem.read, "")
        assert not re.search(r"[{}]", sentence)


@pytest.mark.parametrize(
    ("data", "options"),
    [
        pytest.param("sku,verfügbarkeit\nÄ-1,ja\n".encode("utf-8-sig"), {}, id="UTF-8 with a mark"),
        pytest.param("sku\tverfügbarkeit\nÄ-1\tja\n".encode("utf-16"), {}, id="Unicode text of Excel"),
        pytest.param("sku,verfügbarkeit\nÄ-1,ja\n".encode("cp1252"), {}, id="Windows"),
        pytest.param("sku,verfügbarkeit\nÄ-1,ja\n".encode("mac-roman"), {"charset": "macintosh"}, id="declared"),
        pytest.param("sku,verfügbarkeit\r\nÄ-1,ja\r\n".encode(), {"charset": "klingon"}, id="declared as nothing known"),
        pytest.param("sku,verfügbarkeit\nÄ-1,ja\n".encode("cp1252"), {"charset": "utf-16"}, id="declared as what it is not"),
        pytest.param("sku\tverfügbarkeit\nÄ-1\tja".encode(), {"kind": TableKind.TSV}, id="TSV that was said"),
        pytest.param('<?xml version="1.0" encoding="ISO-8859-1"?><rss><item><sku>Ä-1</sku><available>ja</available></item></rss>'.encode("latin-1"), {}, id="XML that declares"),
        pytest.param('<rss><item><sku>Ä-1</sku><available>ja</available></item></rss>'.encode("cp1252"), {"charset": "windows-1252"}, id="XML that was declared"),
    ],
)  # fmt: skip
def test_an_encoding_is_read(data, options):
    feed, problems = read(data, **options)
    assert problems == ()
    assert [(r.sku, r.availability) for r in feed.rows] == [("Ä-1", "in_stock")]


@pytest.mark.parametrize(
    ("data", "options", "problem"),
    [
        pytest.param(b"PK\x03\x04rest", {}, "feed: not_a_feed", id="workbook"),
        pytest.param(b"\x1f\x8brest", {}, "feed: not_a_feed", id="packed"),
        pytest.param(b"sku,stock\nA,\x815\n", {}, "feed: line 2: not_utf8", id="no text"),
        pytest.param(b'{"sku": "\xff"}', {}, "feed: line 1: not_utf8", id="JSON that is no text"),
        pytest.param(b"sku,stock\nA,5\n", {"kind": TableKind.XML}, "feed: line 1: not_xml 'syntax error'", id="CSV said to be XML"),
        pytest.param(b"sku,stock\n" + b"A" * (LONGEST_ROW + 1) + b",5\n", {}, "feed: line 2: row_too_long", id="long cell"),
        pytest.param(b"<rss><item><sku>" + b"A" * (LONGEST_ROW + 1) + b"</sku></item></rss>", {}, "feed: line 1: row_too_long", id="long element"),
        pytest.param(b"<rss><item x='" + b"A" * (4 * LONGEST_ROW), {}, "feed: line 1: row_too_long", id="endless tag"),
        pytest.param(b'{"sku": "' + b"A" * LONGEST_ROW + b'"}', {}, "feed: line 1: row_too_long", id="long line"),
        pytest.param(b"[" * 100_000, {}, "feed: not_json", id="nested"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_feed(data, options, problem):
    assert problem in [problem_text(p) for p in read(data, **options)[1]]


CUTS = st.tuples(
    st.integers(0, 400),
    st.integers(0, 30),
    st.binary(max_size=6) | st.sampled_from([b'"', b"<", b"{", b"\n", b"\\ud800"]),
)
"""Where bytes of a feed are cut out, how many, and what comes in their place."""


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from([c["text"].encode() for c in FEEDS]), st.lists(CUTS, max_size=4))
def test_whatever_happened_to_a_feed_it_is_read_or_refused_in_words(data, cuts):
    for at, length, put in cuts:
        data = data[:at] + put + data[at + length :]
    feed, problems = read(data)
    assert feed.rows or feed.without_key or problems
    for problem in problems:
        assert Messages("en").problem(problem)


def test_of_many_problems_the_first_are_told_and_the_others_counted():
    data = "sku,stock\n" + "".join(f"A-{n},-1.5\n" for n in range(80))
    problems = read(data.encode())[1]
    assert len(problems) == 51
    assert problem_text(problems[-1]) == "feed: more_problems '30'"


def test_objects_are_read_as_rows_are():
    collector = FirstProblems()
    entries = [{"sku": "A", "stock": 3, "price": "5 EUR"}, {"sku": "B", "stock": -1.5}, 7]
    feed = read_stock_objects(entries, FieldPath(collector, ("offers",)), NOW)
    assert [shown(row) for row in feed.rows] == ["1 sku A | in_stock 3 | 5.00 EUR | - | -"]
    expected = ["offers: row 3: wrong_type '7'", "offers: row 2: stock: negative '-1.5'"]
    assert sorted(problem_text(p) for p in collector.problems) == sorted(expected)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'{"sku": "A", "stok": 3}\n{"sku": "B", "amount": 3}\n', id="names with a slip"),
        pytest.param(b'[{"sku": "A"}]', id="a key alone"),
    ],
)
def test_objects_that_say_nothing_of_any_variant_are_refused(data):
    assert [p.code for p in read(data)[1]] == ["no_news_column"]


def test_half_a_character_that_json_can_escape_goes_no_further():
    feed, problems = read(b'{"sku": "A-1\\ud800", "stock": 3, "location": "\\udfff"}\n')
    assert [(row.sku, row.label, row.location) for row in feed.rows] == [("A-1\ufffd", "A-1\ufffd", "\ufffd")]
    assert not problems


def test_the_texts_of_a_row_stand_in_the_order_of_the_columns():
    assert RowTexts._fields == tuple(column.value for column in FeedColumn)
    assert RowTexts._fields[OF_KEYS] == ("sku", "gtin", "shop_id", "id")
    assert RowTexts._fields[OF_STOCK] == ("availability", "available", "stock")
    assert RowTexts._fields[OF_PRICE] == ("price", "sale_price", "sale_dates", "sale_from", "sale_to", "currency")


@pytest.mark.parametrize(
    ("text", "day", "problem"),
    [
        pytest.param("", "2026-11-27", "", id="that of the load"),
        pytest.param("2026-11-20", "2026-11-20", "", id="a day"),
        pytest.param("2026-11-20T23:30:00+01:00", "2026-11-20", "", id="a moment"),
        pytest.param("2026-11-28", "2026-11-28", "", id="where it is tomorrow already"),
        pytest.param("2026-11-29", "", "feed: line 2: priced_on: bad_price_date '2026-11-29'", id="to come"),
        pytest.param("20/11/2026", "", "feed: line 2: priced_on: bad_price_date '20/11/2026'", id="read in two ways"),
    ],
)
@pytest.mark.parametrize("column", ["price_date", "Priced on", "Preisdatum"])
def test_the_day_of_a_price(column, text, day, problem):
    feed, problems = read(f"sku,price,{column}\nA,5 EUR,{text}\n".encode())
    assert [row.priced_on for row in feed.rows] == ([day] if day else [])
    assert [problem_text(p) for p in problems] == ([problem] if problem else [])
    for language in LANGUAGES if problem else ():
        assert "2026-11-27" in Messages(language).problem(problems[0])


def test_the_day_of_no_price_is_nothing():
    feed, _ = read(b"sku,stock,price,price date\nA,3,,2026-11-20\n")
    assert [row.priced_on for row in feed.rows] == [""]
