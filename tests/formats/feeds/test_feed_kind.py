"""What a file of products is: seen from how it begins, and refused where it could be two things or is none."""

import io
import re
import tomllib
from pathlib import Path

import pytest

from catalog.formats.feed_kind.kind import LARGEST_PAGE, LOOKED_AT, kind_of_feed, kind_of_file
from catalog.formats.feed_kind.names import FeedKind
from catalog.formats.feed_kind.table import STOCK
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.problem import BadInput

FILES = tomllib.loads((Path(__file__).parents[2] / "cases" / "feed-kinds.toml").read_text("utf-8"))["file"]
WITH_PROBLEM = [pytest.param(f, id=f["name"]) for f in FILES if "problem" in f]

SAY_AS = ("import_say_as", "import_one_of", "import_other_columns")


def kind_or_problem(beginning):
    try:
        return kind_of_feed(beginning, "file").value
    except BadInput as bad:
        (problem,) = bad.problems
        return f"{problem.code} {problem.hint}"


@pytest.mark.parametrize("file", [pytest.param(f, id=f["name"]) for f in FILES])
def test_a_file_is_recognised_by_how_it_begins(file):
    assert kind_or_problem(file["text"].encode()) == file.get("kind") or file.get("problem")


@pytest.mark.parametrize(
    "file", [pytest.param(f, id=f["name"]) for f in FILES if not f["text"].startswith(("\n", " "))]
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_is_recognised_in_any_encoding(file, encoding):
    text = re.sub(r" encoding=.ISO-8859-1.", "", file["text"])
    assert kind_or_problem(text.encode(encoding)) == file.get("kind", file.get("problem"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", WITH_PROBLEM)
def test_every_refusal_has_its_sentence(file, language):
    with pytest.raises(BadInput) as bad:
        kind_of_feed(file["text"].encode(), "file")
    sentence = Messages(language).problem(bad.value.problems[0])
    assert not re.search(r"[{}]", sentence)
    assert ("legfit stock" in sentence) == (file["problem"] == "stock_feed import_is_stock")
    assert ("--as" in sentence) == any(hint in file["problem"] for hint in SAY_AS)


@pytest.mark.parametrize(
    ("beginning", "outcome"),
    [
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00" + b"\x00" * 22 + b"[Content_Types].xml", "spreadsheet", id="XLSX"),
        pytest.param(b"PK\x03\x04\x14\x00" + b"\x00" * 24 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "spreadsheet", id="ODS"),
        pytest.param(b"PK\x03\x04\x14\x00" + b"\x00" * 24 + b"mimetype" + b"\x4b\x2c" * 9 + b"PK\x03\x04content.xml", "spreadsheet", id="ODS whose own type is packed"),
        pytest.param(b"PK\x03\x04\x14\x00" + b"\x00" * 24 + b"feed.xml", "unknown_kind rows_packed", id="ZIP"),
        pytest.param(b"\x1f\x8b\x08\x00", "not_a_table_file tables_packed", id="gzip"),
        pytest.param(b"\xd0\xcf\x11\xe0", "not_a_table_file tables_old_workbook", id="XLS"),
        pytest.param(b"%PDF-1.7", "not_a_table_file tables_pdf", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "is_picture tables_picture", id="picture"),
        pytest.param(b"\x00\x01\x02\x00" * 500, "not_a_table_file ", id="bytes"),
        pytest.param(b"<b>" * 30_000, "too_deep tables_part_only", id="nested without end"),
        pytest.param("Größe;Wade\nM;34-38".encode("cp1252"), "charts", id="Windows-1252"),
        pytest.param(b"Handle,Title,Vendor\rrivo-sock,Rivo Sock,Rivo\r", "shopify-csv", id="ends of lines of old Macs"),
        pytest.param(b'# by hand\r\rHandle,Title,Vendor\rrivo-sock,"Rivo\rSock",Rivo\r', "shopify-csv", id="such ends in cells, too"),
        pytest.param(b"Handle,Title,Option" + b"9" * 5_000 + b" Value,Vendor\n", "shopify-csv", id="number without end in a head"),
    ],
)  # fmt: skip
def test_bytes_are_recognised(beginning, outcome):
    assert kind_or_problem(beginning) == outcome


def test_a_character_that_is_cut_in_the_middle_does_not_change_the_encoding():
    text = "Größe;Wade\n" + "M;34-38;ä\n" * 9_000
    data = text.encode()
    assert [kind_or_problem(data[:end]) for end in range(LOOKED_AT, LOOKED_AT + 12)] == ["charts"] * 12


def test_the_products_of_a_long_page_may_stand_at_its_end():
    page = (
        b"<html><body>"
        + b"<p>Socks</p>\n" * 20_000
        + b'<script type="application/ld+json">{"@type":"Product"}</script>'
    )
    file = io.BytesIO(page)
    assert (kind_of_file(file, "page"), file.tell()) == (FeedKind.SCHEMA_ORG, 0)


def test_a_workbook_of_any_size_is_one():
    book = io.BytesIO(b"PK\x03\x04\x14\x00" + b"\x00" * 24 + b"[Content_Types].xml" + b"\x00\x81" * LOOKED_AT)
    assert kind_of_file(book, "book.xlsx") is FeedKind.SPREADSHEET


def test_no_more_of_a_file_is_read_than_is_looked_at():
    read = []

    class Endless(io.BytesIO):
        def read(self, size=-1):
            read.append(size)
            return super().read(size)

    assert kind_of_file(Endless(b"id\ttitle\tavailability\tcondition\n" + b"x" * 10_000_000), "feed") is FeedKind.GOOGLE
    assert read == [LOOKED_AT]
    read.clear()
    with pytest.raises(BadInput):
        kind_of_file(Endless(b"<html><p>" + b"x\n" * 5_000_000), "page")
    assert read == [LOOKED_AT, LARGEST_PAGE - LOOKED_AT]


def test_what_no_import_takes_is_no_kind_of_feed():
    assert STOCK not in list(FeedKind)


@pytest.mark.parametrize(
    ("beginning", "read"),
    [
        pytest.param(b"<?xml version='1.0'?><ns:items xmlns:ns='x'/>", "<items>", id="the outermost element"),
        pytest.param("Имя;Цена;Размер\n1;2;3".encode(), "Имя, Цена, Размер", id="the columns"),
        pytest.param(b"a\nb\n", "", id="nothing of several cells"),
        pytest.param(b"[1, 2]", "JSON", id="a list of figures"),
        pytest.param(b'{"x": 1}', "JSON", id="JSON"),
    ],
)
def test_what_is_unknown_is_named_by_what_a_person_knows_it_by(beginning, read):
    with pytest.raises(BadInput) as bad:
        kind_of_feed(beginning, "file")
    assert (bad.value.problems[0].code, bad.value.problems[0].read) == ("unknown_kind", read)
