"""`legfit feedback` as a shop runs it: the finding first, every row that was not counted, and no measure anywhere."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from following import FENCE, check
from workbooks import xlsx

from catalog.messages.messages import LANGUAGES

CASES = Path(__file__).resolve().parents[1] / "cases/feedback"
RETURNS = CASES / "returns.csv"
HEAD = "product,size,outcome,reason,calf_max_girth_cm\n"
FIT = HEAD + "testrunner-run-sock,III,kept,,36.5\n"
MEASURES = ("37.77", "37,77", "3777", "377700", "38.88", "3888", "999.77", "999", "36.66")
"""How the measures of the file below would look in any unit."""
SECRET = HEAD + "".join(
    [
        "testrunner-run-sock,III,returned,zu eng,37.77\n" * 12,
        "testrunner-run-sock,IV,kept,,38.88\n" * 30,
        "testrunner-run-sock,III,kept,,999.77\n",
        "testrunner-run-sock,III,kept,,about 37.77\n",
        "testrunner-run-sock,36.66,kept,,36.66\n",
        "testrunner-run-sock,III,37.77,,37.77\n",
        "37.77,III,kept,,37.77\n",
        "testrunner-run-sock,III,returned,calf 37.77 cm too tight,37.77\n" * 8,
        'testrunner-run-sock,III,kept,"37.77,38.88\n',
    ]
)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_a_whole_file_is_told_to_the_letter(shop):
    done = shop("feedback", str(RETURNS))
    assert done.out == (CASES / "returns.txt").read_text("utf-8")
    assert done.err == (CASES / "returns.err.txt").read_text("utf-8")
    assert done.code == 4


def test_a_whole_file_is_a_document(shop):
    done = shop("feedback", str(RETURNS), "--json")
    assert json.loads(done.out) == json.loads((CASES / "returns.json").read_text("utf-8"))


def test_sizes_are_rows_and_few_have_no_share(shop):
    rows = rows_of(shop("feedback", str(RETURNS), "--format", "csv").out)
    assert [(r["size"], r["sent"], r["kept"], r["too_tight"]) for r in rows] == [
        ("II", "40", "36", "2"), ("III", "56", "31", "20"), ("IV", "35", "26", "1"), ("M", "4", "1", "3"),
    ]  # fmt: skip
    assert [r["too_tight_share"] for r in rows] == ["0.05", "0.3571", "0.0286", ""]
    assert [r["looks_wrong"] for r in rows] == ["", "too_tight", "", ""]
    assert (rows[3]["too_tight_low"], rows[3]["too_tight_high"]) == ("0.3006", "0.9544")


def test_columns_are_picked_and_sorted(shop):
    done = shop(
        "feedback", str(RETURNS), "--columns", "size,too_tight_share", "--sort", "-too_tight_share", "--format", "tsv"
    )
    assert done.out.splitlines()[:2] == ["size\ttoo_tight_share", "III\t0.3571"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_the_same(shop, language):
    done = shop("feedback", str(RETURNS), "--lang", language)
    assert "99.17" in done.out.replace(",", ".")
    assert "III" in done.out.splitlines()[0]
    assert "{" not in done.out + done.err


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
@pytest.mark.parametrize("preview", [(), ("--preview",)], ids=["report", "preview"])
def test_no_measure_is_told_logged_or_stored(shop, tmp_path, caplog, form, preview):
    (tmp_path / "in.csv").write_text(SECRET, "utf-8")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    caplog.set_level(0)
    done = shop("-vv", "feedback", str(tmp_path / "in.csv"), "--format", form, *preview)
    assert done.code == (0 if preview else 4)
    logged = "".join(record.getMessage() for record in caplog.records)
    after = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p.name != "in.csv"}
    assert {p: data for p, data in after.items() if before.get(p) != data} == {}
    told = done.out + done.err + logged
    assert [value for value in MEASURES if value in told] == []
    assert "III" in told or preview


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("--column", "reason=calf_max_girth_cm"), id="measures as reasons"),
        pytest.param(("--column", "size=calf_max_girth_cm"), id="measures as sizes"),
        pytest.param(("--column", "product=calf_max_girth_cm"), id="measures as products"),
        pytest.param(("--column", "outcome=calf_max_girth_cm"), id="measures as outcomes"),
        pytest.param(("--column", "size=36.5"), id="a column that is not there"),
        pytest.param(("--column", "calf_max_girth=size:cm"), id="sizes as measures"),
    ],
)
@pytest.mark.parametrize("preview", [(), ("--preview",)], ids=["report", "preview"])
def test_columns_that_are_mixed_up_tell_no_measure(shop, arguments, preview):
    done = shop("feedback", "-", *arguments, *preview, "--debug", stdin=SECRET)
    assert [value for value in MEASURES if value in done.out + done.err] == []
    assert "Traceback" not in done.err


def test_a_file_without_names_of_columns_tells_no_measure(shop):
    done = shop("feedback", "-", "--column", "product=x", stdin=SECRET.removeprefix(HEAD))
    assert done.code == 2
    assert [value for value in MEASURES if value in done.out + done.err] == []


def test_a_preview_says_how_columns_and_words_are_read(shop):
    done = shop("feedback", str(RETURNS), "--preview", "--format", "csv")
    rows = {row["name"]: (row["read_as"], row["rows"]) for row in rows_of(done.out)}
    assert rows["Wade (cm)"] == ("calf_max_girth cm", "")
    assert (rows["Größe"], rows["Neue Größe"]) == (("size", ""), ("exchanged_for", ""))
    assert (rows["zu eng"], rows["slides down"], rows["rubs"]) == (("too_tight", "6"), ("too_loose", "2"), ("?", "6"))
    assert rows["other words"] == ("?", "1")
    assert done.code == 0


def test_a_word_can_be_added(shop):
    done = shop("feedback", str(RETURNS), "--word", "too_tight=rubs", "--word", "kept=delivered", "--json")
    whole = json.loads(done.out)
    (four,) = [s for p in whole["products"] for s in p["sizes"] if s["size"] == "IV"]
    assert (four["too_tight"]["count"], whole["rows"]["unread_reasons"]) == (7, 0)
    assert [(bad["field"], bad["reason"]) for bad in whole["bad_rows"]] == [
        ("size", "unknown_size"),
    ]  # fmt: skip
    assert whole["rows"]["unread_measures"] == {"calf_max_girth": 1}


def test_a_mapping_file_names_columns_and_words_and_what_is_typed_goes_first(shop, tmp_path):
    text = (
        '[columns]\nproduct = "Art"\nsize = "Gr"\noutcome = "nothing"\n[words]\nkept = "ok"\ntoo_tight = ["spannt"]\n'
    )
    (tmp_path / "map.toml").write_text(text, "utf-8")
    feed = "Art;Gr;Was;Grund\ntestrunner-run-sock;III;ok;spannt\n"
    done = shop(
        "feedback", "-", "--mapping", str(tmp_path / "map.toml"), "--column", "outcome=Was", "--json", stdin=feed
    )
    (size,) = json.loads(done.out)["products"][0]["sizes"]
    assert (size["size"], size["kept"], size["too_tight"]["count"]) == ("III", 1, 1)


VARIANTS = """
[[product.variant]]
sku = "R-{0}"
size = "{0}"
gtin = "{1}"
shop_id = "{2}"
"""


@pytest.mark.parametrize(
    ("head", "cells", "size"),
    [
        pytest.param("sku", "R-M", "M", id="SKU"),
        pytest.param("gtin", "4006381333931", "M", id="GTIN"),
        pytest.param("barcode", "04006381333931", "M", id="GTIN with zeros"),
        pytest.param("id", "71", "M", id="shop id"),
        pytest.param("sku,size", "R-M,Size M", "M", id="SKU and size"),
        pytest.param("product,size", "Variant Sock,medium", "M", id="name"),
        pytest.param("sku,product", "R-M,variant-sock", "M", id="two that agree"),
        pytest.param("sku,size", "R-M,L", "two_sizes", id="SKU against size"),
        pytest.param("sku,product,size", "R-M,testrunner-run-sock,III", "two_products", id="SKU against product"),
        pytest.param("product,size", "variant-sock,XXL", "unknown_size", id="no such size"),
    ],
)
def test_a_product_is_named_in_many_ways(shop, tmp_path, head, cells, size):
    brand = (Path(__file__).parent / "shop/testrunner.toml").read_text("utf-8").split("[[product]]")[0]
    product = (
        'brand = "Variant"\n' + brand.partition("\n\n")[2]
        + '[[product]]\nid = "variant-sock"\nname = "Sock"\ngarment = "sock"\nsources = ["page"]\n'
        + '[[product.chart]]\nid = "v"\nkeyed_by = ["calf_max_girth"]\nunit = "cm"\nrows = [\n'
        + '{ size = "M", calf_max_girth = "34-38" },\n{ size = "L", calf_max_girth = "39-43" },\n]\n'
        + VARIANTS.format("M", "4006381333931", 71) + VARIANTS.format("L", "4006381333948", 72)
    )  # fmt: skip
    (tmp_path / "variant.toml").write_text(product, "utf-8")
    assert shop("load", str(tmp_path / "variant.toml")).code == 0
    whole = json.loads(shop("feedback", "-", "--json", stdin=f"{head},outcome\n{cells},kept\n").out)
    sizes = [s["size"] for p in whole["products"] for s in p["sizes"]]
    assert (sizes or [bad["reason"] for bad in whole["bad_rows"]]) == [size]


def test_a_workbook_is_read(shop, tmp_path):
    rows = [
        [("A1", "product"), ("B1", "size"), ("C1", "outcome")],
        [("A2", "testrunner-run-sock"), ("B2", "III"), ("C2", "kept")],
    ]
    (tmp_path / "in.xlsx").write_bytes(xlsx(rows))
    done = shop("feedback", str(tmp_path / "in.xlsx"), "--format", "csv")
    assert (done.code, [r["size"] for r in rows_of(done.out)]) == (0, ["III"])


def sold(size, kept, tight):
    """So many kept and so many too tight, of the run sock."""
    return f"testrunner-run-sock,{size},kept,,\n" * kept + f"testrunner-run-sock,{size},returned,zu eng,\n" * tight


@pytest.mark.parametrize(
    ("text", "arguments", "code", "words"),
    [
        pytest.param(FIT, (), 0, "Too few to tell", id="few"),
        pytest.param(
            HEAD + sold("II", 99, 1) + sold("III", 98, 2), (), 0, "No size chart looks wrong", id="nothing wrong"
        ),
        pytest.param(
            HEAD + sold("II", 99, 1) + sold("III", 60, 40), (), 6, "the upper edge looks too high", id="an edge"
        ),
        pytest.param(
            HEAD + sold("II", 99, 1) + sold("III", 60, 40) + "x\n", (), 4, "could not be read", id="a bad row"
        ),
        pytest.param(HEAD + sold("III", 0, 40), (), 7, "No piece in this file was kept", id="returns alone"),
        pytest.param(HEAD + "shoe,43,kept,,\n", (), 7, "no row that could be read", id="another shop's"),
        pytest.param(HEAD, (), 4, "at least one row", id="no row"),
        pytest.param("", (), 4, "at least one row", id="empty"),
        pytest.param("<html>", (), 4, "CSV, TSV, XLSX or ODS", id="a web page"),
        pytest.param("sku,reason\na,b\n", (), 2, "kept or returned", id="a list of returns"),
        pytest.param(FIT, ("--column", "size"), 2, "--column", id="a column typed wrong"),
        pytest.param(FIT, ("--word", "spannt"), 2, "too_tight=spannt", id="a word typed wrong"),
        pytest.param(FIT, ("--mapping", "none.toml"), 2, "TOML", id="no mapping file"),
    ],
)
def test_how_it_ends(shop, text, arguments, code, words):
    done = shop("feedback", "-", *arguments, stdin=text)
    assert words in done.out + done.err
    assert done.code == code
    assert "Traceback" not in done.err


def test_a_file_that_is_not_there(shop):
    done = shop("feedback", "none.csv")
    assert (done.code, "none.csv" in done.err) == (4, True)


def test_measures_that_cannot_be_read_cost_no_row_and_are_counted(shop):
    feed = HEAD + sold("II", 99, 1) + sold("III", 60, 40).replace(",,\n", ",,38.8x\n").replace("eng,", "eng,x")
    done = shop("feedback", "-", stdin=feed)
    assert (done.code, "size III: the upper edge looks too high" in done.out) == (6, True)
    assert "100 rows have a calf_max_girth that cannot be read or that nobody has" in done.err
    preview = rows_of(shop("feedback", "-", "--preview", "--format", "csv", stdin=feed).out)
    assert {"name": "calf_max_girth, not readable", "read_as": "?", "rows": "100"} in preview


def test_a_size_of_which_every_row_is_wrong_is_told_beside_the_first_line(shop):
    feed = (
        HEAD + sold("II", 99, 1) + sold("IV", 98, 2) + sold("III", 60, 40).replace(",kept", ",?").replace("d,z", "?,z")
    )
    done = shop("feedback", "-", stdin=feed)
    assert done.out.splitlines()[:3] == [
        "No size chart looks wrong by these returns.",
        "  ! 100 rows were not read.",
        "  ! Testrunner Run Sock: no row of these sizes was counted: III.",
    ]
    assert "not read" not in shop("feedback", "-", stdin=HEAD + sold("II", 99, 1) + sold("IV", 98, 2)).out


def test_every_field_of_a_row_that_is_wrong_is_told(shop):
    feed = HEAD + sold("II", 20, 0) + "testrunner-run-sock,XXXL,maybe,,\nno-such-product,XXXL,maybe,,\n"
    done = shop("feedback", "-", "--json", stdin=feed)
    bad = json.loads(done.out)["bad_rows"]
    assert [(row["row"], row["field"], row["reason"]) for row in bad] == [
        (22, "outcome", "unknown_outcome"), (22, "size", "unknown_size"), (23, "outcome", "unknown_outcome"),
    ]  # fmt: skip


def test_no_chart_is_changed(shop):
    before = shop("show", "testrunner-run-sock", "--json").out
    assert shop("feedback", "-", stdin=HEAD + sold("II", 99, 1) + sold("III", 60, 40)).code == 6
    assert shop("show", "testrunner-run-sock", "--json").out == before


def test_what_to_do_asks_for_the_measure_where_nobody_gave_one(shop):
    done = shop("feedback", "-", stdin=HEAD + sold("II", 99, 1) + sold("IV", 60, 40))
    assert "Ask people who send it back for the measure" in done.out
    assert "IV is the largest size" in done.out


def test_it_needs_no_package_of_an_extra(shop, monkeypatch):
    for name in [n for n in sys.modules if n.startswith("catalog.analytics")]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("numpy", "pyarrow", "matplotlib"):
        monkeypatch.setitem(sys.modules, name, None)
    assert shop("feedback", str(RETURNS), "-q").out == (CASES / "returns.txt").read_text("utf-8")


def test_a_long_text_is_no_word(shop):
    feed = HEAD + f"testrunner-run-sock,III,returned,{'my leg ' * 50},\n" * 6
    for preview in ((), ("--preview",)):
        done = shop("feedback", "-", *preview, "--json", stdin=feed)
        assert "my leg" not in done.out + done.err


def test_a_cell_of_the_file_is_no_formula_and_no_escape(shop):
    feed = (
        HEAD
        + "testrunner-run-sock,III,returned,=cmd|' /C calc'!A0,\n" * 6
        + "testrunner-run-sock,III,kept,\x1b[31mred,\n" * 6
    )
    done = shop("feedback", "-", "--preview", "--format", "csv", stdin=feed)
    assert "\x1b" not in done.out
    assert "\n=cmd" not in done.out


def test_the_walk_through_of_the_page_is_what_happens(home, tmp_path, monkeypatch, capsys):
    page = (CASES.parents[2] / "docs/shops/feedback.md").read_text("utf-8")
    walk = (CASES / "walk.csv").read_text("utf-8")
    (tmp_path / "returns.csv").write_text(walk, "utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.chdir(tmp_path)
    assert walk.startswith(page.split("```csv\n")[1].split("```")[0])
    blocks = [block for language, _, body in FENCE.findall(page) if language == "console" for block in [body[2:]]]
    assert len(blocks) == 2
    for block in blocks:
        check(block, capsys)


@pytest.mark.parametrize("more", [pytest.param((), id="counted"), pytest.param(("--preview",), id="previewed")])
def test_words_and_columns_that_were_typed_wrong_are_told_at_once(shop, more):
    done = shop("feedback", str(RETURNS), "--word", "foo=bar", "--column", "size=nope", *more)
    assert done.code == 2
    assert [line.partition(", expected")[0] for line in done.err.splitlines()] == [
        "legfit: --word: read 'foo'",
        "legfit: --column: read 'nope'",
    ]
