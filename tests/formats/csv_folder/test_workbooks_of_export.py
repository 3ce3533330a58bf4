"""An export that a person saved as workbooks: one for each spreadsheet, or one with a sheet for each."""

import csv
import io
import re
from xml.sax.saxutils import escape

import pytest
from test_csv_folder import stride, stride_texts
from workbooks import ods, xlsx

from catalog.formats.brand_toml import read_brand_files
from catalog.formats.csv_folder.folder import is_export
from catalog.model.problem import BadInput


def rows_of(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def letters(column):
    """The letters of a column, from 0."""
    return chr(ord("A") + column) if column < 26 else "A" + chr(ord("A") + column - 26)


def typed(text):
    """What a spreadsheet program makes of a cell without its apostrophe: a figure where it can be one, else a text."""
    bare = text.removeprefix("'")
    return float(bare) if re.fullmatch(r"[1-9][0-9]*(\.[0-9]+)?", bare) else escape(bare)


def sheet_of(text):
    return [
        [(f"{letters(column)}{row}", typed(cell)) for column, cell in enumerate(cells) if cell]
        for row, cells in enumerate(rows_of(text), start=1)
    ]


def ods_of(text):
    def cell(value):
        if isinstance(value, float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value:g}</text:p></table:table-cell>'
        lines = "".join(f"<text:p>{line}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'

    rows = ("".join(cell(typed(c)) for c in cells) for cells in rows_of(text))
    return ods("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))


def stem(file):
    return file.removesuffix(".csv")


def as_folder_of(ending, workbook):
    def save(folder):
        for file, text in stride_texts().items():
            (folder / f"{stem(file)}.{ending}").write_bytes(workbook(text))
        return folder

    return save


def one_of_them(folder):
    """The products as a workbook, all else as it was."""
    for file, text in stride_texts().items():
        if file == "products.csv":
            (folder / "products.xlsx").write_bytes(xlsx(sheet_of(text)))
        else:
            (folder / file).write_text(text, "utf-8")
    return folder


def one_workbook(name):
    def save(folder):
        texts = stride_texts()
        book = xlsx(*map(sheet_of, texts.values()), titles=[stem(file).capitalize() for file in texts])
        (folder / name).write_bytes(book)
        return folder / name

    return save


SAVED = {
    "XLSX": as_folder_of("xlsx", lambda text: xlsx(sheet_of(text))),
    "ODS": as_folder_of("ods", ods_of),
    "TSV": as_folder_of("tsv", lambda text: "\n".join("\t".join(f'"{c}"' for c in r) for r in rows_of(text)).encode()),
    "one of them as XLSX": one_of_them,
    "one workbook": one_workbook("socks.xlsx"),
    "one workbook that is called products": one_workbook("products.xlsx"),
}


@pytest.mark.parametrize("save", [pytest.param(save, id=name) for name, save in SAVED.items()])
def test_what_was_saved_as_workbooks_comes_back_equal(save, tmp_path):
    ((_, products),) = read_brand_files([save(tmp_path)]).items()
    assert products == tuple(stride())


def test_of_two_files_for_one_spreadsheet_neither_is_taken_in_silence(tmp_path):
    folder = SAVED["XLSX"](tmp_path)
    (folder / "charts.csv").write_text(stride_texts()["charts.csv"], "utf-8")
    with pytest.raises(BadInput) as bad:
        read_brand_files([folder])
    assert [(p.code, p.field, p.read) for p in bad.value.problems] == [("two_files", "charts.xlsx", "charts.csv")]


def test_problems_name_the_file_or_the_sheet_that_a_person_sees(tmp_path):
    texts = stride_texts() | {"variants.csv": "product,sku,colr\nstride-run-sock,A,b\n"}
    for file, text in texts.items():
        (tmp_path / f"{stem(file)}.xlsx").write_bytes(xlsx(sheet_of(text)))
    book = tmp_path / "book" / "socks.xlsx"
    book.parent.mkdir()
    book.write_bytes(xlsx(*map(sheet_of, texts.values()), titles=[stem(file) for file in texts]))
    for path, field in ((tmp_path / "products.xlsx", "variants.xlsx"), (book, "socks.xlsx: sheet variants")):
        with pytest.raises(BadInput) as bad:
            read_brand_files([path])
        assert [(p.code, p.field, p.suggestion) for p in bad.value.problems] == [
            ("unknown_column", f"{field}: columns", "colour")
        ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("products.xlsx", b"PK\x03\x04 cut off", id="damaged"),
        pytest.param("products.xlsx", xlsx([[("A1", "Handle"), ("B1", "Title")]]), id="a shop's export"),
        pytest.param("shop.xlsx", xlsx(sheet_of("brand,id,name,garment,sources\n")), id="a sheet of another name"),
        pytest.param("products.xlsx", xlsx(), id="no sheet"),
        pytest.param("products.txt", b"brand,id,name,garment,sources\n", id="another ending"),
    ],
)
def test_other_workbooks_are_no_export(name, data, tmp_path):
    (tmp_path / name).write_bytes(data)
    assert not is_export(tmp_path / name)
