"""Workbooks of products and charts: several sheets, merged cells, figures and days as a spreadsheet program keeps them."""

from __future__ import annotations

from support.shop_records import read_sheet, record_lines
from support.workbooks import ods, xlsx


def row(number, *values):
    """The cells of a row from column A on; None is an empty one."""
    return [(f"{'ABCDEFGH'[at]}{number}", value) for at, value in enumerate(values) if value is not None]


PRODUCTS = [
    row(1, "Our socks"), row(3, "Product", "Brand", "SKU", "EAN", "Size", "Price"),
    row(4, "Run Sock", "Stride", "A-1", 4006381333931, "S", 29.9), row(5, None, None, "A-2", 4006381333948, "M", 29.9),
    row(6, "Sleeve", "Stride", 17, None, "S/M", 24),
]  # fmt: skip
CHARTS = [
    row(1, "Run Sock"), row(2, "Size", "Calf (cm)"), row(3, "S", "28-33"), row(4, "M", "34-38"),
    row(6, "Sleeve"), row(7, "Size", "Calf from (cm)", "to"), row(8, "S/M", 28, 36), row(9, "L/XL", 36.5, 44),
]  # fmt: skip
READ = """\
P sheet Sheet 1: line 4 | Stride | Run Sock
C cm: calf_max_girth: S 28-33; M 34-38
V sheet Sheet 1: line 4 | A-1 | 4006381333931 | Size=S | 29.9
V sheet Sheet 1: line 5 | A-2 | 4006381333948 | Size=M | 29.9
P sheet Sheet 1: line 6 | Stride | Sleeve
C cm: calf_max_girth: S/M 28-36; L/XL 36.5-44
V sheet Sheet 1: line 6 | 17 | Size=S/M | 24"""


def test_products_in_one_sheet_and_their_charts_in_another():
    assert record_lines(*read_sheet(xlsx(PRODUCTS, CHARTS))) == READ


def test_the_name_of_a_sheet_is_that_of_its_chart():
    """Sheets are called `Sheet 1` and so on here, which is no name unless a product is called so."""
    products = [row(1, "Product", "SKU"), row(2, "Sheet 2", "A")]
    chart = [row(1, "Size", "Calf (cm)"), row(2, "S", "28-33")]
    read = record_lines(*read_sheet(xlsx(products, chart)))
    assert "C cm: calf_max_girth: S 28-33" in read
    assert "!" not in read


def test_merged_cells_hold_for_each_line_and_column_that_they_cover():
    sheet = [
        row(1, "Product", "Size", "Calf", None, "SKU"), row(2, None, None, "from", "to"),
        row(3, "Run Sock", "S", 28, 33, "A"), row(4, None, "M", 34, 38, "B"),
    ]  # fmt: skip
    merged = "".join(f'<mergeCell ref="{place}"/>' for place in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4"))
    assert record_lines(*read_sheet(xlsx(sheet, merged=merged))) == (
        "P line 3 | Run Sock\nC cm: calf_max_girth: S 28-33; M 34-38\nV line 3 | A | Size=S\nV line 4 | B | Size=M"
    )


def test_a_day_in_a_cell_of_figures_is_never_read():
    sheet = [
        row(1, "Product", "SKU", "Size", "Calf"),
        [("A2", "Run Sock"), ("B2", 45750, 1), ("C2", "S"), ("D2", 46000, 1)],
        row(3, "Run Sock", "B", "M", "34-38"),
    ]
    read = record_lines(*read_sheet(xlsx(sheet)))
    assert read == (
        "P line 2 | Run Sock\nC cm: calf_max_girth: S; M 34-38 [line 2: 2025-12-09: date]\n"
        "V line 2 | Size=S\nV line 3 | B | Size=M\n! sheet.csv: line 2: SKU | date | 2025-04-03"
    )


def test_an_ods_is_read_like_an_xlsx():
    def cells(*texts):
        marked = (f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
        return f"<table:table-row>{''.join(marked)}</table:table-row>"

    rows = cells("Prodotto", "Taglia", "Polpaccio") + cells("Calza", "S", "28,5–33 cm") + cells("", "M", "33,5–38 cm")
    assert record_lines(*read_sheet(ods(rows))) == "P line 2 | Calza\nC cm: calf_max_girth: S 28.5-33; M 33.5-38"


def test_a_damaged_workbook_is_a_problem():
    data = xlsx(PRODUCTS, CHARTS)
    assert record_lines(*read_sheet(data[: len(data) // 2])) == "! sheet.csv | workbook_damaged"
