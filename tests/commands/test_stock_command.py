"""`legfit stock` as a shop runs it: counts on stdout, what has to be seen on stderr, and how it ends."""

import json

import pytest

BRAND = """brand = "Feeder"
[[source]]
id = "page"
url = "https://feeder.example/chart"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "f-sock"
name = "Sock"
garment = "sock"
sources = ["page"]
intended_use = ["running"]
[[product.chart]]
id = "f-sock-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
rows = [
  { size = "S", calf_max_girth = "30-34" },
  { size = "M", calf_max_girth = "35-39" },
]
"""
VARIANT = '[[product.variant]]\nsku = "F-{0}"\nsize = "{0}"\nshop_id = "{1}"\n'
ALL = "sku,stock,price\nF-S,3,29.90 EUR\nF-M,2,\nX-1,1,\n"


@pytest.fixture
def feeder(shop, tmp_path):
    """The command line over a catalog with a product of two variants."""
    path = tmp_path / "feeder.toml"
    path.write_text(BRAND + VARIANT.format("S", 1) + VARIANT.format("M", 2), "utf-8")
    assert shop("load", str(path)).code == 0
    return shop


def test_a_feed_from_a_file_is_counted_and_what_it_lacks_is_told(feeder, tmp_path):
    (tmp_path / "feed.csv").write_text(ALL, "utf-8")
    done = feeder("stock", str(tmp_path / "feed.csv"))
    assert done.code == 0
    assert done.out == (
        "Changed  Unchanged  Missing, sold out  Not found  Elsewhere  No number\n"
        "2        0          0                  1          0          0\n"
    )
    assert done.err == "1 row of the feed is about no variant of this catalog:\n  - line 4: X-1\n"


def test_the_next_answer_has_it(feeder):
    question = ("search", "--calf", "32 cm", "--garment", "sock", "--json")
    feeder("stock", "-", stdin="sku,stock\nF-S,0\n")
    matches = json.loads(feeder(*question).out)["matches"]
    (match,) = [m for m in matches if m["product"]["id"] == "f-sock"]
    assert [b["availability"] for b in match["basket"]] == ["sold_out"]
    assert "sold_out" in [c["code"] for c in match["cautions"]]


def test_a_dry_run_tells_every_change_and_writes_nothing(feeder):
    for _ in range(2):
        done = feeder("stock", "-", "--dry-run", stdin=ALL)
        assert "  - F-S (f-sock): not known whether in stock → in stock (3), no price → 29.90 EUR\n" in done.out
    document = json.loads(feeder("stock", "-", "--dry-run", "--json", stdin=ALL).out)
    assert document["written"] is False
    assert document["changed"][1]["after"] == {
        "availability": "in_stock", "stock": 2, "price": None, "link": "", "image": "",
    }  # fmt: skip


def test_a_document_has_counts_and_what_was_not_found_but_no_list_of_all(feeder):
    document = json.loads(feeder("stock", "-", "--json", stdin=ALL).out)
    assert document["counts"]["changed"] == 2
    assert document["not_found"] == [{"line": 4, "key": "X-1"}]
    assert "changed" not in document


def test_rows_for_a_program_are_no_formulas(feeder):
    feeder("stock", "-", stdin=ALL)
    done = feeder("stock", "-", "--format", "csv", stdin="sku,stock\nF-S,0\n=1+1,3\n")
    assert done.out == (
        'action,key,line,product,before,after\nchanged,F-S,,f-sock,"in_stock, 3, 29.90 EUR","sold_out, 0, 29.90 EUR"\n'
        "not_found,'=1+1,3,,,\n"
    )


def test_a_complete_feed_that_lacks_much_is_refused_until_it_is_confirmed(feeder):
    feeder("stock", "-", stdin="sku,stock\nF-S,0\nF-M,1\n")
    refused = feeder("stock", "-", "--complete", stdin="sku,stock\nF-S,1\n")
    assert refused.code == 2
    assert refused.err == (
        "legfit: --complete: expected a yes, for 1 variant of 1 not known to be sold out would become so. "
        "Is the feed whole? Then say --yes. Nothing was changed.\n"
    )
    agreed = feeder("stock", "-", "--complete", "--yes", stdin="sku,stock\nF-S,1\n")
    assert (agreed.code, agreed.err) == (
        0, "1 variant of the collection own is not in the feed and is sold out now:\n  - F-M (f-sock)\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "stdin", "code", "line"),
    [
        pytest.param(["-"], "", 4, "legfit: stdin: expected at least one row below the names of the columns. Look at the program that writes the file: nothing was changed.", id="empty"),
        pytest.param(["-"], "sku,stock\nZ,1\n", 4, "legfit: stdin: expected at least one variant of this catalog. Its 1 row is not in this catalog: is it the feed of another shop, or is the SKU missing in the brand files? Nothing was changed.", id="another shop"),
        pytest.param(["/no/feed.csv"], "", 4, "legfit: /no/feed.csv: expected a file that exists. Check the path.", id="no file"),
        pytest.param(["/"], "", 4, "legfit: /: read 'Is a directory', expected a file or folder that can be read. Check its rights.", id="folder"),
        pytest.param(["-", "--collection", "onw"], ALL, 2, "legfit: --collection: read 'onw', expected a collection of this catalog: own. Did you mean “own”?", id="unknown collection"),
        pytest.param(["-", "--feed-format", "cvs", "--currency", "euro"], ALL, 2, "legfit: --feed-format: read 'cvs', expected one of csv, tsv, xml, jsonl. Did you mean “csv”?\nlegfit: --currency: read 'EURO', expected a currency of ISO 4217 in three letters, like EUR.", id="two bad options"),
        pytest.param(["-", "--feed-format", "xml"], ALL, 4, "legfit: stdin: line 1: read 'syntax error', expected XML. Correct the document there.", id="said to be XML"),
        pytest.param(["-"], "sku,price\nF-S,29.90\n", 4, "legfit: stdin: line 2: price: read '29.90', expected a price with its currency, like “50 EUR” or “49.90 GBP”. Write the currency beside the amount or in a column currency, or say it with --currency EUR.", id="no currency"),
    ],
)  # fmt: skip
def test_what_is_refused(feeder, options, stdin, code, line):
    done = feeder("stock", *options, stdin=stdin)
    assert (done.code, done.out, done.err) == (code, "", f"{line}\n")


def test_a_currency_is_said_once_for_the_feed(feeder):
    assert feeder("stock", "-", "--currency", "eur", stdin="sku,price\nF-S,29.90\n").code == 0
    again = feeder("stock", "-", stdin="sku,price\nF-S,29.90 EUR\n")
    assert again.out.splitlines()[1].split()[:2] == ["0", "1"]
