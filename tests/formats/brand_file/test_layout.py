"""Where the parts of a TOML text stand, whatever way it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from catalog.formats.brand_file.layout import TextSpan, entries, layout

BRANDS = Path(__file__).resolve().parents[3] / "seed" / "brands"
VALUES = [
    pytest.param(text, id=text.replace("\n", "⏎"))
    for text in (
        '"a"', "'a'", '""', "''", '"a # b"', r'"a \" ] b"', r"'a \'", '"""a"""', '"""a"b""c"""', '"""a""""', '"""a"""""',
        '"""\n[[x]]\na = 1\n"""', r'"""a \""" b"""', "'''\n# no\n'''", "'''a''''", "1", "-1.5e3", "true", "2026-11-27",
        "2026-11-27 07:32:00", "[]", "[ ]", "[1, 2]", "[[1], ['#', \"]\"]]", "[ # one ]\n  1, # two\n  2\n]",
        "{ }", "{ a = 1 }", "{ a.b = '}', c = [ { d = \"{\" } ] }", "[\n  { a = 1 }, # x\n  { a = 2 },\n]",
    )
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("after", ["", " # c ] }", "\n", "\n\n[t]\nx = 1\n", "\ny = 1\n"], ids=repr)
def test_a_value_ends_where_a_parser_says(value: str, after: str) -> None:
    (field,) = (s for s in layout(f"x = {value}{after}")[0].statements if s.names == ("x",))
    assert field.value == TextSpan(4, 4 + len(value))


KEYS = {
    "a": ("a",), "a.b": ("a", "b"), "a . b": ("a", "b"), '"a.b"': ("a.b",), "'a b'.c": ("a b", "c"), r'"\u00e9"': ("é",),
    "1": ("1",), "a-b_c": ("a-b_c",),
}  # fmt: skip


@pytest.mark.parametrize(("key", "names"), KEYS.items(), ids=KEYS)
def test_names_of_fields_and_tables(key: str, names: tuple[str, ...]) -> None:
    tables = layout(f"{key} = 1\n[ {key} ] # c\n[[t.{key}]]\n")
    assert [tables[0].statements[0].names, tables[1].names, tables[2].names] == [names, names, ("t", *names)]


def test_comments_belong_to_what_they_stand_at() -> None:
    text = "# head\n\na = 1 # of a\n# below a\n\n# above t\n# too\n[[t]] # of t\nb = 2\n# above u\n[u]\nc = 3\n# last"
    tables = [text[table.start : table.end] for table in layout(text)]
    assert tables == [
        "# head\n\na = 1 # of a\n# below a\n",
        "# above t\n# too\n[[t]] # of t\nb = 2\n",
        "# above u\n[u]\nc = 3\n# last",
    ]


@pytest.mark.parametrize("value", [v for v in VALUES if str(v.values[0]).startswith("[")])
def test_the_entries_of_a_list_are_those_that_a_parser_reads(value: str) -> None:
    spans = list(entries(value, TextSpan(0, len(value))))
    assert [tomli.loads(f"x = {value[s.start : s.end]}")["x"] for s in spans] == tomli.loads(f"x = {value}")["x"]


def test_every_table_and_field_of_the_shipped_files_has_its_place() -> None:
    for file in BRANDS.glob("*.toml"):
        text = file.read_text("utf-8")
        tables = layout(text)
        assert [t.start for t in tables] == sorted(t.start for t in tables)
        for table in tables:
            for field in table.statements:
                value = tomli.loads(text[field.lines.start : field.lines.end])
                assert tomli.loads(f"x = {text[field.value.start : field.value.end]}")["x"] == value[field.names[0]]
