"""`legfit import` as a shop owner runs it: brand files or a load, a report to the letter, and how it ends."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

CHART = (
    "<table><tr><th>Size</th><th>Calf (cm)</th></tr><tr><td>S</td><td>28-33</td></tr><tr><td>M</td><td>34-38</td></tr>"
    "</table>"
)
HEAD = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,"
    "Variant Price,Cost per item\n"
)
RUN = (
    f'run-sock,Run Sock,"<p>Graduated compression for running.</p>{CHART}",Stride,Compression Socks,running,Size,S,RS-S'
    ",3,29.90,9\nrun-sock,,,,,,,M,RS-M,0,29.90,9\n"
)
COSY = "cosy,Cosy Sock,<p>Warm.</p>,Stride,Socks,,Size,S,C-S,3,9.90,2\n"
FILES = """\
export.csv: a Shopify export with 2 products and 3 variants.

1 product is new:
  - stride-run-sock: Stride Run Sock (stride.toml)

The brand file is brands/stride.toml.

1 product of the shop was left out:
  - 1 without a word of compression (Cosy Sock)
With --all those without compression are taken too.

3 values were not taken, because a brand file has no place for them: Cost per item (3).

Next:
  legfit lint brands
      Looks for mistakes and changes nothing.
  legfit load brands
      Takes the files into your catalog; with --dry-run at its end it only shows what would change.
  legfit size stride-run-sock --calf "36 cm"
      Asks for the size that fits a leg.
"""
LOADED = """\
export.csv: a Shopify export with 1 product and 2 variants.

1 product is new:
  - stride-run-sock: Stride Run Sock

2 values were not taken, because a brand file has no place for them: Cost per item (2).

Next:
  legfit size stride-run-sock --calf "36 cm"
      Asks for the size that fits a leg.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command is run in, with an export of two products."""
    folder = tmp_path / "my shop"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "export.csv").write_text(HEAD + RUN + COSY, "utf-8")
    return folder


def euros(*arguments: str) -> tuple[str, ...]:
    """An import whose prices are euros."""
    return ("import", *arguments, "--currency", "EUR")


def test_brand_files_are_written_into_brands_and_what_follows_is_told(cli, folder):
    done = cli(*euros("export.csv"))
    assert (done.code, done.out, done.err) == (0, FILES, "")
    assert [p.name for p in (folder / "brands").iterdir()] == ["stride.toml"]


def test_a_load_needs_no_files(cli, folder):
    (folder / "export.csv").write_text(HEAD + RUN, "utf-8")
    done = cli(*euros("export.csv", "--load"))
    assert (done.code, done.out, done.err) == (0, LOADED, "")
    assert not (folder / "brands").exists()


def test_the_commands_that_are_printed_run_as_printed(cli, folder):
    done = cli(*euros("export.csv", "--into", "brand files", "--json"))
    commands = json.loads(done.out)["next"]
    assert [shlex.split(c)[1] for c in commands] == ["lint", "load", "size"]
    for command in commands:
        assert cli(*shlex.split(command)[1:]).code == 0, command


def test_a_dry_run_writes_nothing_and_prints_the_command_that_does_it(cli, folder):
    (folder / "export.csv").rename(folder / "my export.csv")
    done = cli(*euros("my export.csv", "--dry-run", "--into", "out"))
    assert done.out.startswith("Nothing was written. This is what the import would do:\n")
    assert not (folder / "out").exists()
    (command,) = [line.strip() for line in done.out.splitlines() if line.startswith("  legfit")]
    assert command == 'legfit import "my export.csv" --into out --currency EUR'
    assert cli(*shlex.split(command)[1:]).code == 0
    assert (folder / "out" / "stride.toml").exists()


def test_what_is_piped_in_is_read_from_a_dash(cli, folder):
    done = cli(*euros("-", "--load"), stdin=HEAD + RUN)
    assert done.code == 0
    assert done.out.startswith("stdin: a Shopify export with 1 product and 2 variants.\n")


def test_a_correction_stays_and_the_second_import_says_so(cli, folder):
    cli(*euros("export.csv"))
    file = folder / "brands" / "stride.toml"
    corrected = file.read_text("utf-8").replace('"34-38"', '"34-38.5"').replace('"Run Sock"', '"Runner\'s Sock"')
    file.write_text(corrected, "utf-8")
    (folder / "export.csv").write_text(HEAD + RUN.replace("34-38", "34-39").replace("29.90", "31.90"), "utf-8")
    done = cli(*euros("export.csv"))
    assert done.code == 0
    text = file.read_text("utf-8")
    assert '"34-38.5"' in text
    assert '"Runner\'s Sock"' in text
    assert '"31.90 EUR"' in text
    assert "The shop now says something else where you corrected" in done.out
    assert "yours 34-38.5, the shop's 34-39" in done.out


def test_a_file_out_of_which_every_product_was_taken_stays_without_them(cli, folder):
    cli(*euros("export.csv"))
    file = folder / "brands" / "stride.toml"
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("[[product]]")] + text[text.index("# What the last import") :], "utf-8")
    done = cli(*euros("export.csv"))
    assert "1 product stays out, because you took it out of its file:" in done.out
    assert (done.code, done.err, "[[product]]" in file.read_text("utf-8")) == (0, "", False)
    assert cli("load", "brands").code == 0


def test_the_same_export_again_changes_no_byte(cli, folder):
    cli(*euros("export.csv"))
    before = (folder / "brands" / "stride.toml").read_bytes()
    done = cli(*euros("export.csv"))
    assert "1 product stays as it is." in done.out
    assert (folder / "brands" / "stride.toml").read_bytes() == before


def test_what_cannot_be_read_is_named_with_its_line_and_column_and_the_rest_is_read(cli, folder):
    (folder / "export.csv").write_text(HEAD + RUN + "too,few,cells\n", "utf-8")
    done = cli(*euros("export.csv", "--load"))
    assert done.code == 4
    assert done.err.startswith("legfit: export.csv: line 4: ")
    assert "1 product is new:" in done.out
    assert "1 problem is named above; the rest was taken." in done.out


@pytest.mark.parametrize(
    ("old", "new", "unread"),
    [
        pytest.param("<td>34-38</td>", "<td>34-38 or 35-39</td>", 1, id="a cell of a size chart"),
        pytest.param(",29.90,", ",on request,", 1, id="a price"),
        pytest.param(",29.90,", ",,", 0, id="no price"),
    ],
)
def test_a_figure_that_was_not_read_ends_with_4_as_a_chart_alone_does(cli, folder, old, new, unread):
    text = (folder / "export.csv").read_text("utf-8")
    assert old in text
    (folder / "export.csv").write_text(text.replace(old, new, 1), "utf-8")
    done = cli(*euros("export.csv", "--json"))
    assert (done.code, json.loads(done.out)["counts"]["unread"]) == (4 if unread else 0, unread)
    assert json.loads(done.out)["counts"]["new"] == 1


def test_a_document_and_rows_say_what_the_report_says(cli, folder):
    document = json.loads(cli(*euros("export.csv", "--dry-run", "--json")).out)
    assert document["written"] is False
    assert document["counts"] == {
        "read": 2, "variants": 3, "new": 1, "changed": 0, "unchanged": 0, "gone": 0, "taken_out": 0, "conflict": 0,
        "left_out": 1, "held_back": 0, "medical": 0, "with_chart": 1, "without_chart": 0, "charts": 1, "notes": 0,
        "problems": 0, "unread": 0,
    }  # fmt: skip
    assert document["sources"] == [{"name": "export.csv", "kind": "shopify-csv", "products": 2, "variants": 3}]
    assert document["not_kept"] == {"Cost per item": 3}
    rows = cli(*euros("export.csv", "--dry-run", "--format", "csv")).out.splitlines()
    assert rows == [
        "action,product,name,file,place,code,field,before,after,text",
        "left_out,,Cosy Sock,,export.csv: line 4,not_compression,,,,Sock",
        "new,stride-run-sock,Stride Run Sock,stride.toml,,,,,,",
    ]


def test_prices_without_a_currency_are_noted_and_never_guessed(cli, folder):
    done = cli("import", "export.csv")
    assert "2 prices have no currency and were left out: 29.90. Say which with --currency." in done.out
    assert "price" not in (folder / "brands" / "stride.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(("nowhere.csv",), 4, "legfit: nowhere.csv: ", id="no such file"),
        pytest.param(("export.csv", "--as", "shopfy-csv"), 2, "legfit: --as: read 'shopfy-csv'", id="no such kind"),
        pytest.param(("export.csv", "--sync"), 2, "legfit: --sync: ", id="sync without a load"),
        pytest.param(("export.csv", "--collection", "x"), 2, "legfit: --collection: ", id="collection without a load"),
        pytest.param(("export.csv", "--load", "--yes"), 2, "legfit: --yes: ", id="yes without sync"),
        pytest.param(("export.csv", "--load", "--collection", "shipped"), 2, "legfit: --collection: ", id="shipped"),
        pytest.param(("export.csv", "--currency", "EURO"), 2, "legfit: --currency: ", id="no currency"),
        pytest.param(("export.csv", "--charts", "none.toml"), 4, "legfit: none.toml: ", id="no file of charts"),
        pytest.param((".",), 4, "legfit: .: expected a file that exists. ", id="a folder"),
        pytest.param(("export.csv", "--shop", "my shop"), 2, "legfit: --shop: ", id="no address"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(cli, folder, arguments, code, said):
    done = cli("import", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(said), done.err
    assert not (folder / "brands").exists()


def test_charts_of_a_file_go_to_the_products_they_are_for(cli, folder):
    (folder / "chart.csv").write_text("Size,Calf (cm)\nS,28-33\nM,34-38\n", "utf-8")
    (folder / "charts.toml").write_text('[[charts]]\nfile = "chart.csv"\nfor = { vendor = "Stride" }\n', "utf-8")
    (folder / "export.csv").write_text(HEAD + RUN.replace(CHART, ""), "utf-8")
    done = cli(*euros("export.csv", "--charts", "charts.toml"))
    assert "chart.csv goes to 1 product: stride-run-sock." in done.out
    assert 'calf_max_girth = "34-38"' in (folder / "brands" / "stride.toml").read_text("utf-8")


def test_sync_above_five_products_wants_a_yes(cli, folder):
    many = "".join(RUN.replace("run-sock", f"run-{at}").replace("RS-", f"R{at}-") for at in range(7))
    (folder / "export.csv").write_text(HEAD + many, "utf-8")
    assert cli(*euros("export.csv", "--load")).code == 0
    (folder / "export.csv").write_text(HEAD + RUN, "utf-8")
    refused = cli(*euros("export.csv", "--load", "--sync"))
    assert refused.code == 2
    assert "7 products will be taken out" in refused.err
    assert cli(*euros("export.csv", "--load", "--sync", "--yes")).code == 0
    assert [p["product"] for p in json.loads(cli("list", "--collection", "own", "--json").out)] == ["stride-run-sock"]
