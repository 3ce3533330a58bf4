"""Tables of text as programs write them: what is read as a row, what is passed over, and with which line."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.rows import text_encoding, twice_read
from catalog.formats.rows.delimited import delimited_rows
from catalog.formats.rows.text_encoding import LONGEST_LINE, text_form
from catalog.formats.rows.twice_read import TwiceReadTable

NAMES = ("sku", "name", "price", "größe")


WIDE = ",".join(("sku", *(f"c{n}" for n in range(10)), "name"))
FULL, SHORT, SHORTER = (f"A{',x' * cells}\n" for cells in (11, 10, 9))
"""A head of twelve columns; rows of twelve, eleven and ten cells."""


def rows_of(data, keep=lambda name: name in NAMES, charset="", separator=""):
    """The rows as texts `line: cell|cell`, and the problems as `place: code`."""
    collector = ProblemCollector()
    place, file = FieldPath(collector, ("f",)), io.BytesIO(data)
    form = text_form(file, place, charset)
    reader = form and delimited_rows(file, form, place, keep, separator)
    rows = list(reader.rows) if reader else []
    shown = [f"{row.line}: {'|'.join(row.texts)}{' open' if row.is_open else ''}" for row in rows]
    assert not file.closed
    return shown, [f"{p.field}: {p.code}" for p in collector.problems]


@pytest.mark.parametrize(
    ("text", "rows", "problems"),
    [
        pytest.param("sku,name\nA,x\nB,y\n", ["2: A|x", "3: B|y"], [], id="plain"),
        pytest.param("sku,name\nA,x\nB,y", ["2: A|x", "3: B|y open"], [], id="no end of the last line"),
        pytest.param("sku;name\r\nA;x,y\r\n", ["2: A|x,y"], [], id="semicolons"),
        pytest.param("sep=;\nsku;name,price\nA;x\n", ["3: A"], [], id="named separator"),
        pytest.param('"sep=|"\nsku|name\nA|x\n', ["3: A|x"], [], id="named separator in quotes"),
        pytest.param("sku\tname\nA\t\n", ["2: A|"], [], id="tabs"),
        pytest.param("# All socks, November\n\nsku,name\nA,x\n", ["4: A|x"], [], id="comment above the head"),
        pytest.param("Export; of the shop;\nsku,name\nA,x\n", ["3: A|x"], [], id="comment with another separator"),
        pytest.param("name of the shop\nsku,name\nA,x\n", ["3: A|x"], [], id="comment of one cell"),
        pytest.param("nothing,of this\nA,x\n", ["2: "], [], id="no name that is wanted"),
        pytest.param('\ufeff\ufeff"sku","name"\n"A","x"\n', ["2: A|x"], [], id="two marks before the first quote"),
        pytest.param('sku,name\nA,x\n\ufeff"B","y"\n', ["2: A|x", "3: B|y"], [], id="a late mark before a quote"),
        pytest.param("sku,name\nA,x\ufeffy\n", ["2: A|xy"], [], id="a mark inside a cell"),
        pytest.param('sku,name\nA,x\n\ufeff"name","sku"\ny,B\n', ["2: A|x", "4: y|B"], [], id="a second file joined on, in another order"),
        pytest.param("sku,name\nA,x\nsku,name,price\nB,y,5\n", ["2: A|x", "4: B|y|5"], [], id="a second file with more columns"),
        pytest.param(" sku , name\nA,x\n sku , name\nB,y\n", ["2: A|x", "4: B|y"], [], id="a second file whose names stand between blanks"),
        pytest.param("sku,name\nA,name\n", ["2: A|name"], [], id="a cell that is the name of a column"),
        pytest.param("sku,name\nA,x\0y\n", ["2: A|xy"], ["f: line 2: zero_bytes"], id="zero bytes"),
        pytest.param('sku,name\nA,"x\ny"\nB,z\n', ["2: A|x\ny", "4: B|z"], [], id="a line end in a cell"),
        pytest.param("sku,name\nA\nB,y,z\nC,x,,\n,\n\n", ["4: C|x", "5: |"], ["f: line 2: wrong_cells", "f: line 3: wrong_cells"], id="too few and too many cells"),
        pytest.param(f"{WIDE}\n{FULL}{SHORT * 3}{FULL}", ["2: A|x", "3: A|", "4: A|", "5: A|", "6: A|x"], [], id="rows without their empty last cells, as Excel writes them"),
        pytest.param(f"{WIDE}\n{SHORT * 2}{SHORTER * 2}", ["2: A|", "3: A|", "4: A|", "5: A|"], [], id="runs of two widths"),
        pytest.param(f"{WIDE}\n{SHORT}{FULL}{SHORTER}{SHORT}", ["3: A|x"], [f"f: line {n}: wrong_cells" for n in (2, 4, 5)], id="a short row alone"),
        pytest.param(f"{WIDE}\n{SHORT}{SHORT.strip()}", [], ["f: line 2: wrong_cells", "f: line 3: wrong_cells"], id="the second short row may be cut"),
        pytest.param(f"{WIDE}\n{FULL}{WIDE.replace(',name', '')}\n{SHORT}", ["2: A|x", "4: A"], [], id="a second file with fewer columns"),
        pytest.param(f"{WIDE}\nA,x\nA,x\n", [], [f"f: line {n}: wrong_cells" for n in (2, 3)], id="pieces of a text"),
        pytest.param('sku,name\nA,"x"y\nB,z\n', ["3: B|z"], ["f: line 2: bad_quote"], id="text behind a quote"),
        pytest.param('sku,name\nA,"x\nB,z\nC,"y"\n', ["3: B|z", "4: C|y"], ["f: line 2: bad_quote"], id="a quote that is not closed swallows no row"),
        pytest.param('sku,name\nA,"x\nB,z\n', ["3: B|z"], ["f: line 2: bad_quote"], id="a quote that is not closed, and rows behind it"),
        pytest.param('sku,name\nA,x\nB,"y\nz', ["2: A|x"], ["f: lines 3-4: cut_off"], id="cut off inside a quote"),
        pytest.param('sku,name\nA,"x"y\nB\nC,z\n', ["4: C|z"], ["f: line 2: bad_quote", "f: line 3: wrong_cells"], id="two bad rows, each with its line"),
        pytest.param('sku,name\nA,"x\nof it "y" z\nmore"\nC,z\n', ["5: C|z"], ["f: lines 2-3: bad_quote", "f: line 4: wrong_cells"], id="the lines of a record that was not parted"),
        pytest.param('sku  ,name     \nA    ,"x, y"   \n"B"  , "z\nof it" \nC    ,u\n', ["2: A|x, y", "3: B|z\nof it", "5: C|u"], [], id="cells that are set out in columns"),
        pytest.param('sku,name\nA, "x" , y"\nB,z\n', ["3: B|z"], ["f: line 2: wrong_cells"], id="a quote before a blank inside a cell"),
        pytest.param('sku;name\n"A" ;"say ""x"" ; y" \n"B" q;z\n', ['2: A|say "x"; y'], ["f: line 3: bad_quote"], id="blanks behind quotes, and more"),
        pytest.param("sku,name\rA,x\rB,y\r", ["2: A|x", "3: B|y"], [], id="line ends of old"),
        pytest.param("", [], ["f: empty_feed"], id="nothing"),
        pytest.param("\n\n", [], ["f: empty_feed"], id="empty lines"),
    ],
)  # fmt: skip
def test_a_table_is_read(text, rows, problems):
    assert rows_of(text.encode()) == (rows, problems)


@pytest.mark.parametrize(
    ("data", "options"),
    [
        pytest.param("größe,name\nß,’é\n".encode(), {}, id="UTF-8"),
        pytest.param("größe,name\nß,’é\n".encode("utf-16"), {}, id="UTF-16"),
        pytest.param("größe,name\nß,’é\n".encode("utf-16-be"), {}, id="UTF-16 without a mark"),
        pytest.param("größe,name\nß,’é\n".encode("utf-16-le"), {}, id="UTF-16 without a mark, low byte first"),
        pytest.param("größe,name\nß,’é\n".encode("cp1252"), {}, id="Windows"),
        pytest.param("größe,name\nß,’é\n".encode("mac-roman"), {"charset": "macintosh"}, id="declared"),
        pytest.param("größe,name\n".encode() + "ß,’".encode("cp1252") + "é\n".encode(), {}, id="Windows inside UTF-8"),
        pytest.param("größe,name\n".encode("cp1252") + b"\xef\xbb\xbf" + "ß,’é\n".encode("cp1252"), {}, id="a mark inside Windows"),
    ],
)  # fmt: skip
def test_an_encoding_is_read(data, options):
    assert rows_of(data, **options) == (["2: ß|’é"], [])


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        pytest.param("sku,name\nA,x\nB,ü".encode()[:-1], ["f: line 3: cut_off"], id="UTF-8 cut inside a character"),
        pytest.param("sku,name\nA,x\nB,y".encode("utf-16")[:-1], ["f: line 3: cut_off"], id="UTF-16 cut inside a character"),
    ],
)  # fmt: skip
def test_a_last_row_that_is_cut_inside_a_character_is_no_row(data, problems):
    assert rows_of(data) == (["2: A|x"], problems)


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        pytest.param(b"sku,name\nA,\x81\n", ["f: line 2: not_utf8"], id="no text"),
        pytest.param(b"sku,name\nA," + b"x" * LONGEST_LINE + b"\n", ["f: line 2: row_too_long"], id="no end of a line"),
        pytest.param(b"\xff\xfes\0\x00\xd8\n\0", ["f: line 1: not_utf8"], id="half a character of UTF-16"),
    ],
)
def test_what_is_no_table_is_refused(data, problems):
    assert rows_of(data) == ([], problems)


CELLS = st.text(st.sampled_from("ab ,;\"\n'ü’\t"), max_size=6).map(str.strip)
TABLES = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5).filter(lambda rows: all(map(any, rows)))


def written(rows, separator, end, quoted):
    def cell(text):
        if quoted or any(sign in text for sign in (separator, '"', "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "".join(separator.join(map(cell, row)) + end for row in (("sku", "name"), *rows))


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TABLES, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))  # fmt: skip
def test_however_a_table_is_written_its_cells_are_the_same(rows, separator, end, quoted, encoding):
    data = written(rows, separator, end, quoted).encode(encoding)
    cells, problems = rows_of(data)
    assert problems == []
    assert [text.partition(": ")[2] for text in cells] == ["|".join(row) for row in rows]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TABLES, st.integers(1, 9))
def test_a_table_is_read_in_parts_of_any_size(rows, size):
    data = written(rows, ",", "\n", quoted=False).encode()
    whole, before = rows_of(data), text_encoding.CHUNK
    text_encoding.CHUNK = size
    try:
        assert rows_of(data) == whole
    finally:
        text_encoding.CHUNK = before


def test_a_file_is_read_twice():
    file, place = io.BytesIO(b"sku,name\nA,x\n"), FieldPath(ProblemCollector(), ("f",))
    form = text_form(file, place)
    for _ in range(2):
        reader = delimited_rows(file, form, place, NAMES.__contains__)
        assert [row.cells for row in reader.rows] == [{"sku": "A", "name": "x"}]


def readings(data):
    """What two readings of a table give that may be held, and what one gives that is read alone; whether it was held.

    The file is emptied before the second reading, if that is given anything then.
    """
    collector, place, file = ProblemCollector(), FieldPath(ProblemCollector(), ("f",)), io.BytesIO(data)
    form = text_form(file, place)
    alone = delimited_rows(file, form, FieldPath(collector, ("f",)), bool, is_name=NAMES.__contains__)
    expected = (alone.head, list(alone.rows)) if alone else None
    table = TwiceReadTable(file, form, NAMES.__contains__)
    first = table.rows(place)
    both = [(first.head, list(first.rows)) if first else None]
    file.truncate(0)
    again = table.rows(FieldPath(ProblemCollector(), ("f",)))
    both.append((again.head, list(again.rows)) if again else None)
    assert place.collector.problems == collector.problems
    return expected, *both


@pytest.mark.parametrize(
    ("data", "is_held"),
    [
        pytest.param(b"sku,name\nA,x\n\nB, y \n", True, id="sound"),
        pytest.param(b'Our socks\nsep=;\nsku;name\n"A" ; "x\ny"\n', True, id="lines above, blanks beside quotes"),
        pytest.param(b"sku,name\nA,x\nname,sku\ny,B\n", True, id="two heads"),
        pytest.param(b"sku,name\nA,x", True, id="no end of the last line"),
        pytest.param(b"sku,name\nA,x\nB\n", False, id="too few cells"),
        pytest.param(b'sku,name\nA,x"y"\n"B"z,x\n', False, id="a quote in a cell"),
        pytest.param(b"sku,name\nA,x\0\n", False, id="a zero"),
        pytest.param(b"sku,name\nA," + b"x" * 100 + b"\n", False, id="large"),
        pytest.param(b"sku,name\n" + b"A,x\n" * 9, False, id="many cells"),
    ],
)
def test_a_small_table_without_problems_is_held_between_two_readings(monkeypatch, data, is_held):
    monkeypatch.setattr(twice_read, "LARGEST_HELD", 100)
    monkeypatch.setattr(twice_read, "MOST_CELLS_HELD", 12)
    expected, first, again = readings(data)
    assert first == expected
    assert (again == expected) is is_held


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TABLES, st.lists(st.tuples(st.integers(0, 60), st.sampled_from(['"', "\n", ",", " ", "\r", "sku"])), max_size=2))
def test_a_held_table_says_what_is_read_again(rows, put):
    text = written(rows, ",", "\n", quoted=False)
    for at, sign in put:
        text = text[:at] + sign + text[at:]
    expected, first, again = readings(text.encode())
    assert first == expected
    assert again in (expected, None)
