"""A catalog as a folder of spreadsheets and back: nothing is lost, whatever a spreadsheet program does to the files."""

from __future__ import annotations

import csv
import io
import re
from itertools import groupby
from pathlib import Path

import pytest
from brand_texts import read_brand_text
from hypothesis import given, settings
from hypothesis import strategies as st
from writable_products import products as writable_products

from catalog.formats.brand_file.canonical import ORDER
from catalog.formats.brand_file.product_draft import brand_draft_of
from catalog.formats.brand_toml import Register, products_of_draft, read_brand_files
from catalog.formats.csv_folder.read import read_csv_folder
from catalog.formats.csv_folder.tables import TABLES
from catalog.formats.csv_folder.write import csv_texts
from catalog.formats.draft.problems import FieldPath, ProblemCollector

BRANDS = Path(__file__).resolve().parents[3] / "seed" / "brands"


def read_back(texts):
    """The products of a folder by id, and its problems."""
    collector = ProblemCollector()
    place = FieldPath(collector, ("folder",))
    files = {name: io.BytesIO(text if isinstance(text, bytes) else text.encode()) for name, text in texts.items()}
    register = Register()
    products = [p for draft in read_csv_folder(files, place) for p in products_of_draft(draft, place, register)]
    return {product.id: product for product in products}, collector.problems


def drafts_of(products):
    by_brand = groupby(sorted(products, key=lambda p: p.brand), key=lambda p: p.brand)
    return [brand_draft_of(brand, list(own)) for brand, own in by_brand]


@pytest.fixture(scope="module")
def shipped():
    return [product for products in read_brand_files([BRANDS]).values() for product in products]


def test_the_shipped_catalog_comes_back_field_for_field(shipped):
    products, problems = read_back(csv_texts(drafts_of(shipped)))
    assert problems == []
    assert products == {product.id: product for product in shipped}


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3).flatmap(lambda count: st.tuples(*(writable_products(n) for n in range(count)))))
def test_any_product_comes_back_field_for_field(made):
    products, problems = read_back(csv_texts(drafts_of(made)))
    assert problems == []
    assert products == {product.id: product for product in made}


def test_every_field_of_a_brand_file_has_a_column():
    """But for what an import remembers of its own file, which is no part of a product."""
    paths = {column.path[-1] for table in TABLES for column in table.columns}
    apart = {
        "brand", "source", "product", "chart", "claim", "code", "pressure", "variant", "ruling", "fabric", "flags", "price",
        "profile", "rows", "imported",
    }  # fmt: skip
    assert {name for fields in ORDER.values() for name in fields} - apart - paths == set()


BRAND_FILE = """
brand = "Stride"
[[source]]
id = "box"
url = "https://stride.example/"
seen_on = "2026-11-20"
read_as = "picture"
confidence = "first_hand"
[[product]]
id = "stride-run-sock"
name = "=Run Sock"
garment = "sock"
sources = ["box"]
intended_use = ["running", "trail; and road"]
fabric = [{ fibre = "polyamide", percent = 82.5 }, { fibre = "wool" }]
flags = { "fsa_eligible" = "true" }
[[product.chart]]
id = "stride-run-sock-chart"
keyed_by = ["calf_max_girth", "height", "weight", "shoe_eu|shoe_uk"]
units = { calf_max_girth = "in", height = "cm", weight = "kg" }
current = false
rows = [
  { size = "1-2", calf_max_girth = "10-12", height = "150-160", weight = "<60", shoe_eu = "38.5" },
  { size = "3", calf_max_girth = "12 1/4-14 1/2", height = "?", weight = "60-70", shoe_uk = ">8", note = "smudged" },
]
[[product.variant]]
sku = "0042"
size = "1-2"
gtin = "00036000291452"
price = { amount = "29.90 EUR" }
stock = 3
link = "https://shop.example/a?x=1"
"""
PRODUCTS_CSV = """\
brand,id,name,garment,audience,line,sources,asks_for,intended_use,categories,price,price_source,price_note,aliases,size_page,chart_missing_since,notes,charts
Stride,stride-run-sock,'=Run Sock,sock,,,example-2026,,"running
trail; and road",,,,,,,,,
"""
CHARTS_CSV = """\
brand,product,chart,size,calf_max_girth,height,weight,shoe_eu,shoe_uk,size_note,chart_of,keyed_by,unit,units,current,version,between_sizes,posture,priority,note,step,source
Stride,stride-run-sock,stride-run-sock-chart,'1-2,10 – 12,150 – 160,<60,'38.5,,,,"calf_max_girth, height, weight, shoe_eu|shoe_uk",,"calf_max_girth = in
height = cm
weight = kg",no,,,,,,,
Stride,stride-run-sock,stride-run-sock-chart,3,12 1/4 – 14 1/2,?,60 – 70,,>8,smudged,,,,,,,,,,,,
"""
VARIANTS_CSV = """\
product,sku,size,colour,gtin,shop_id,price,price_source,price_note,price_seen_on,stock,availability,link,image
stride-run-sock,'0042,'1-2,,'00036000291452,,29.90 EUR,,,,3,,https://shop.example/a?x=1,
"""


def stride():
    return read_brand_text(BRAND_FILE, "stride.toml")


def stride_texts():
    return csv_texts(drafts_of(stride()))


@pytest.mark.parametrize(
    ("file", "text"), [("products.csv", PRODUCTS_CSV), ("charts.csv", CHARTS_CSV), ("variants.csv", VARIANTS_CSV)]
)
def test_a_spreadsheet_is_written_so(file, text):
    written = stride_texts()[file]
    assert written.startswith("\ufeff")
    assert written.removeprefix("\ufeff").replace("\r\n", "\n") == text


def test_no_formula_ever_begins_a_cell(shipped):
    texts = csv_texts(drafts_of([*shipped, *stride()]))
    cells = [cell for text in texts.values() for row in csv.reader(io.StringIO(text[1:])) for cell in row]
    assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []


def saved(text, separator=",", mark=True, change=lambda cell: cell, encoding="utf-8"):
    """A spreadsheet as a program saves it that has opened it: `change` is what it made of each cell."""
    stream = io.StringIO(newline="")
    rows = [[change(cell) for cell in row] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]
    csv.writer(stream, delimiter=separator).writerows(rows)
    return (("\ufeff" if mark else "") + stream.getvalue()).encode(encoding)


def as_excel_takes_it(cell):
    """What Excel makes of a cell: digits are a number, two small figures with a sign between them a day."""
    if re.fullmatch("[0-9]+", cell):
        return str(int(cell)) if len(cell) < 12 else f"{int(cell):.5E}"
    if re.fullmatch("[0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{4}-[0-9]{2}(-[0-9]{2})?", cell):
        return "03. Apr"
    return "FALSCH" if cell.lower() == "false" else cell


SAVED = {
    "semicolons, no mark": {"separator": ";", "mark": False},
    "tabs": {"separator": "\t"},
    "Windows-1252, as Excel saves CSV": {"separator": ";", "mark": False, "encoding": "cp1252"},
    "UTF-16": {"separator": "\t", "mark": True, "encoding": "utf-16-le"},
    "what Excel takes for figures and days": {"separator": ";", "change": as_excel_takes_it},
    "apostrophes gone, as Google Sheets saves it": {"change": lambda cell: cell.removeprefix("'")},
    "zeros of a GTIN gone": {"change": lambda cell: "36000291452" if cell == "'00036000291452" else cell},
}


@pytest.mark.parametrize("how", [pytest.param(how, id=name) for name, how in SAVED.items()])
def test_it_comes_back_right_from_a_spreadsheet_program(how):
    products, problems = read_back({file: saved(text, **how) for file, text in stride_texts().items()})
    assert problems == []
    assert list(products.values()) == list(stride())


EDITS = {
    "a band that became a day": ("charts.csv", "10 – 12", "12. Okt", "charts.csv: line 2: calf_max_girth | date | 12. Okt"),
    "a band that became a day with its year": (
        "charts.csv", "10 – 12", "12.10.2026",
        "charts.csv: line 2: calf_max_girth | date | 12.10.2026",
    ),
    "a band that became the number of a day": (
        "charts.csv", "10 – 12", "46307",
        "product stride-run-sock: chart stride-run-sock-chart: size 1-2: calf_max_girth | not_a_band | 46307",
    ),
    "a size that became a day": ("charts.csv", "'1-2", "02. Jan", "charts.csv: line 2: size | date | 02. Jan"),
    "a chart said in two ways": (
        "charts.csv", "smudged,,,,,", "smudged,,,,,yes", "charts.csv: line 5: current | lines_disagree | yes",
    ),
    "a product that is not there": (
        "variants.csv", "stride-run-sock,", "stride-run-sok,",
        "variants.csv: line 2: product | unknown_product | stride-run-sok | stride-run-sock",
    ),
    "a column that nobody knows": ("charts.csv", "calf_max_girth,h", "calf,h", "charts.csv: columns | unknown_column | calf | calf_max_girth"),
    "a short number": (
        "variants.csv", "'00036000291452", "3.6E+10", "variants.csv: line 2: gtin | shortened_number | 3.6E+10",
    ),
    "half a piece": ("variants.csv", "3,,https", "3.5,,https", "variants.csv: line 2: stock | not_a_whole_number | 3.5"),
    "a share that became a day": ("fabric.csv", "'82.5", "08. Mai", "fabric.csv: line 2: percent | bad_percent | 08. Mai"),
    "a cell too many": ("variants.csv", "?x=1,", "?x=1,,b", "variants.csv: line 2 | wrong_cells | 15"),
}  # fmt: skip


@pytest.mark.parametrize("edit", [pytest.param(edit, id=name) for name, edit in EDITS.items()])
def test_what_comes_back_wrong_is_named_with_its_place(edit):
    file, before, after, problem = edit
    texts = stride_texts()
    assert before in texts[file]
    _, problems = read_back(texts | {file: texts[file].replace(before, after, 1)})
    lines = [" | ".join(filter(None, (p.field, p.code, p.read, p.suggestion))) for p in problems]
    assert problem in [line.removeprefix("folder: ") for line in lines]


def test_a_file_of_another_name_is_a_problem_and_so_is_a_folder_without_products():
    texts = stride_texts()
    _, problems = read_back({"chart.csv": texts["charts.csv"], "sources.csv": texts["sources.csv"]})
    assert [(p.field, p.code, p.read, p.suggestion) for p in problems][:2] == [
        ("chart.csv", "unknown_table", "chart.csv", "charts.csv"), ("products.csv", "missing", "", ""),
    ]  # fmt: skip


def test_lines_may_be_sorted_and_a_chart_may_be_said_in_any_of_them():
    texts = stride_texts()
    head, *lines = list(csv.reader(io.StringIO(texts["charts.csv"][1:], newline="")))
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([head, *reversed(lines)])
    products, problems = read_back(texts | {"charts.csv": stream.getvalue()})
    assert problems == []
    assert [size.label for size in products["stride-run-sock"].charts[0].sizes] == ["3", "1-2"]
    assert products["stride-run-sock"].charts[0].keys == stride()[0].charts[0].keys


def test_a_spreadsheet_that_is_cut_off_is_a_problem_and_its_last_line_is_not_read():
    texts = stride_texts()
    text = texts["charts.csv"].partition("12 1/4")[0]
    products, problems = read_back(texts | {"charts.csv": f"{text}12"})
    assert [(p.field, p.code) for p in problems][:1] == [("charts.csv: line 5", "cut_off")]
    assert all(len(chart.sizes) == 1 for product in products.values() for chart in product.charts)
