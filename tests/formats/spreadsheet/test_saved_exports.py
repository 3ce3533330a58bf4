"""Exports of shops that were opened in a spreadsheet program and saved as a workbook: read as the exports they are."""

from __future__ import annotations

import io

import pytest
from support.workbooks import xlsx

from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.google_feed.read import read_google_feed
from catalog.formats.shopify.read_csv import read_shopify_csv
from catalog.formats.spreadsheet.read import read_spreadsheet
from catalog.formats.woocommerce.read import read_woocommerce_csv

TABLE = "&lt;table&gt;&lt;tr&gt;&lt;th&gt;Size&lt;/th&gt;&lt;th&gt;Calf (cm)&lt;/th&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;M&lt;/td&gt;&lt;td&gt;34-38&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;"
EXPORTS = {
    "Shopify": (
        read_shopify_csv,
        (
            ("Handle", "Title", "Body (HTML)", "Vendor", "Published", "Option1 Name", "Option1 Value", "Variant SKU", "Variant Price", "Image Src", "Status"),
            ("rivo", "Rivo Sock", TABLE, "Rivo", "TRUE", "Size", "M", "RS-M", "29.9", "https://rivo.example/1.png", "draft"),
            ("rivo", "", "", "", "", "", "L", "RS-L", "29.9", "", ""),
            ("rivo", "", "", "", "", "", "", "", "", "https://rivo.example/2.png", ""),
        ),
    ),
    "WooCommerce": (
        read_woocommerce_csv,
        (
            ("ID", "Type", "SKU", "Name", "Published", "Visibility in catalog", "Regular price", "Parent", "Attribute 1 name", "Attribute 1 value(s)"),
            ("7", "variable", "RS", "Rivo Sock", "1", "visible", "", "", "Size", "M, L"),
            ("8", "variation", "RS-M", "Rivo Sock - M", "1", "visible", "29.9", "RS", "Size", "M"),
        ),
    ),
    "Google": (
        read_google_feed,
        (
            ("id", "title", "item_group_id", "availability", "condition", "price", "size", "gtin"),
            ("1", "Rivo Sock", "G", "in_stock", "new", "29.90 EUR", "M", "4006381333931"),
            ("2", "Rivo Sock", "G", "in_stock", "new", "29.90 EUR", "L", ""),
        ),
    ),
}  # fmt: skip


def read(reader, data):
    collector = ProblemCollector()
    return list(reader(io.BytesIO(data), FieldPath(collector, ("book",)), "")), collector.problems


def workbook(rows, *others, first=1):
    cells = [
        [(f"{'ABCDEFGHIJK'[at]}{number}", text) for at, text in enumerate(texts) if text]
        for number, texts in enumerate(rows, start=first)
    ]
    return xlsx(cells, *others)


def text(rows, above=0):
    plain = ("\t".join(cell.replace("&lt;", "<").replace("&gt;", ">") for cell in row) for row in rows)
    return ("\n" * above + "".join(f"{line}\n" for line in plain)).encode()


@pytest.mark.parametrize("name", EXPORTS)
def test_a_saved_export_says_what_the_export_says(name):
    reader, rows = EXPORTS[name]
    expected = read(reader, text(rows))
    assert len(expected[0][0].variants) > 0
    assert read(read_spreadsheet, workbook(rows)) == expected


def test_lines_are_those_of_the_sheet():
    rows = EXPORTS["Shopify"][1]
    folded = (
        *rows[:2],
        ("rivo", "", "", "", "", "", "L\nor larger", "RS-L", "29.9", "", ""),
        ("", "", "", "", "", "", "XL", "RS-X"),
    )
    (product,), (problem,) = read(read_spreadsheet, workbook(folded, first=3))
    assert [(v.place, v.options) for v in product.variants] == [
        ("line 4", (("Size", "M"),)),
        ("line 5", (("Size", "L or larger"),)),
    ]
    assert (problem.field, problem.code) == ("book: line 6: Handle", "missing")


def test_a_sheet_of_ones_own_beside_it_is_passed_over():
    note = [[("A1", "Exported by hand")]]
    (product,), problems = read(read_spreadsheet, workbook(EXPORTS["Shopify"][1], note))
    assert (product.handle, product.is_published, problems) == ("rivo", False, [])
