"""What a person reads after an import, to the letter: what was read, what came of it, what to look at."""

import pytest
from import_reports import an_import, product
from msgspec.structs import replace

from catalog.documents.imported import note_text
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.import_report import GivenChart, ImportAction, ImportedSource, ImportNote, ImportReport
from catalog.model.product_difference import FieldChange
from catalog.report.imported import import_lines
from catalog.report.plain import plain_lines

WHOLE = """\
export.csv: a Shopify export with 12 products and 40 variants.
more.csv: a spreadsheet with 1 product and 1 variant.

5 products are new:
  - stride-new-0: Stride New-0 (stride.toml)
  - stride-new-1: Stride New-1 (stride.toml)
  - stride-new-2: Stride New-2 (stride.toml)
  and 2 more (--json names them)

The shop changed 1 product:
  - stride-race: Stride Race (stride.toml)
      name: Race → Race Sock

2 products stay as they are.

1 product is no longer in the shop. It stays in its file until you take it out:
  - stride-gone: Stride Gone (stride.toml)

1 product stays out, because you took it out of its file:
  - stride-sold: Stride Sold (stride.toml)

1 product was left alone, because a file of yours, or of another shop, has its id:
  - stride-mine: Stride Mine (stride.toml)

The shop changed 1 size chart or source:
  - stride-calf (stride.toml)
      rows: L: calf_max_girth: 39-44 → 39-45

The shop now says something else where you corrected 1 product. Your correction stays:
  - stride-run: Stride Run (stride.toml)
      chart: stride-calf: M: calf_max_girth: yours 34-38, the shop's 35-39

The brand file is brands/stride.toml.

5 products of the shop were left out:
  - 4 without a word of compression (Cosy Sock 0, Cosy Sock 1, Cosy Sock 2, …)
  - 1 for children (Kids' Run Sock)
With --all those without compression are taken too.

For you to look at
- 1 problem is named above; the rest was taken.
- 1 product will not be shown until somebody says what it is for: stride-old. Where the maker says so, write it into \
the file, as intended_use = ["running"]; or decide with `legfit review ID`.
- 1 product is medical and is shown to nobody: stride-race.
- 1 product of 10 has no size chart, so no size can be told: stride-old. Give it one in its file, or with --charts FILE.
- stride-new-0, stride-new-1, stride-new-2, … (5): 5 GTINs were left out, because their check digits do not prove them: 123.

52 values were not taken, because a brand file has no place for them: Cost per item (40) and Gift Card (12)."""
QUIET = """\
export.csv: a Shopify export with 1 product and 2 variants.

1 product is new:
  - stride-run: Stride Run (stride.toml)

The brand file is brands/stride.toml."""
QUIET_REPORT = ImportReport(
    written=True,
    sources=(ImportedSource("export.csv", "shopify-csv", 1, 2),),
    products=(product("stride-run", ImportAction.NEW),),
    with_chart=1,
    charts=1,
    files=("brands/stride.toml",),
)
MOST_LINES = 70
"""Lines of a report of the worst import there is, but for the commands that follow."""


def text(report: ImportReport, language: str = "en") -> str:
    """A report as it stands in a file."""
    return "\n".join(plain_lines(import_lines(report), Messages(language)))


def test_every_list_is_told_to_the_letter() -> None:
    assert text(an_import()) == WHOLE


def test_where_nothing_is_wrong_nothing_more_is_said() -> None:
    assert text(QUIET_REPORT) == QUIET


def test_what_was_not_written_says_so_first() -> None:
    dry = text(an_import(written=False))
    assert dry == f"Nothing was written. This is what the import would do:\n\n{WHOLE}"


def test_a_long_list_of_corrections_is_cut_and_says_so() -> None:
    changes = tuple(FieldChange(("rows", size), "", f"size {size}") for size in "SMLXYZ")
    report = replace(QUIET_REPORT, products=(product("stride-run", ImportAction.UNCHANGED, corrections=changes),))
    assert "      rows: X: the shop's size X; your file does not have it\n      and 2 more (--json names them)" in text(
        report
    )


def test_the_news_of_a_product_in_a_file_of_the_persons_own_stand_below_its_name() -> None:
    change = FieldChange(("variant", "RS-S", "stock"), "3", "2")
    report = replace(QUIET_REPORT, products=(product("stride-run", ImportAction.CONFLICT, corrections=(change,)),))
    lines = list(plain_lines(import_lines(report), Messages("en")))
    at = next(at for at, line in enumerate(lines) if "was left alone" in line)
    assert lines[at + 2].strip() == "variant: RS-S: stock: yours 3, the shop's 2"
    assert not any("Your correction stays" in line for line in lines)


def test_a_given_chart_that_no_product_has_says_why() -> None:
    report = replace(QUIET_REPORT, given_charts=(GivenChart("trail.csv", ()),))
    words = "trail.csv goes to no product: none is as its `for` says."
    assert words in text(report)


def test_what_is_gone_from_a_catalog_without_files_keeps_being_shown() -> None:
    report = replace(QUIET_REPORT, products=(product("stride-run", ImportAction.GONE),), files=())
    assert "It keeps being shown until you load with --sync, or say `legfit remove ID`:" in text(report)


def test_where_nothing_came_of_a_source_that_is_said() -> None:
    report = replace(QUIET_REPORT, products=(), problem_count=2)
    assert text(report).endswith("stride.toml.\n\n2 problems are named above; nothing was taken.")


def test_the_pages_of_a_shop_are_one_line() -> None:
    shop = "https://shop.example/products.json"
    pages = tuple(ImportedSource(f"{shop}?limit=250&page={at}", "shopify-json", 250 - at, 1_000) for at in (1, 2))
    file = ImportedSource("what?.csv", "spreadsheet", 1, 1)
    lines = text(replace(QUIET_REPORT, sources=(*pages, file))).splitlines()[:3]
    assert lines == [
        f"{shop}: a products.json of Shopify with 497 products and 2000 variants.",
        "what?.csv: a spreadsheet with 1 product and 1 variant.",
        "",
    ]
    (one,) = text(replace(QUIET_REPORT, sources=pages[:1])).splitlines()[:1]
    assert one.startswith(f"{shop}?limit=250&page=1: ")


def test_what_holds_for_several_products_is_said_once() -> None:
    notes = [ImportNote("no_brand", f"run-{at}", f"shop.csv: line {at}") for at in (2, 4)]
    notes += [ImportNote("sku_twice", f"run-{at}", "", (("sku", "A"), ("new", "B"))) for at in range(5)]
    counts = {"a": (3, "1, 2, 3"), "b": (1, "2"), "c": (1, "2"), "d": (1, "4"), "e": (9, "5")}
    notes += [
        ImportNote("price_unread", f"run-{i}", "x", (("count", n), ("text", text))) for i, (n, text) in counts.items()
    ]
    notes += [ImportNote("no_title", "run-9", "shop.csv: line 9", (("name", "x"),))]
    assert (
        text(replace(QUIET_REPORT, notes=tuple(notes))).partition("For you to look at\n")[2]
        == """\
- run-2, run-4: No brand is named: say it with --brand; or, once the file is there, write it at its top.
- run-0, run-1, run-2, … (5): The SKU A stands at two of its variants; the second one is B now.
- run-a, run-b, run-c, … (5): 15 prices could not be read: 1, 2, 3; 2; 4; ….
- run-9: The shop gives it no title; it is called “x” for now. (shop.csv: line 9)"""
    )


def test_only_what_all_takes_is_offered_with_it() -> None:
    report = an_import()
    children = tuple(out for out in report.left_out if out.cause == "children")
    assert "--all" not in text(replace(report, left_out=children))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_very_bad_shop_is_told_on_a_screen_or_two(language: str) -> None:
    codes = ("size_unmatched", "unread_cell", "gtin_left_out", "price_unread", "no_brand", "sku_made", "two_sizes")
    notes = tuple(
        ImportNote(code, f"p-{at}", "shop.csv: line 1", (("count", 2), ("text", "x"), *FACTS))
        for code in codes
        for at in range(500)
    )
    report = replace(
        an_import(), products=tuple(product(f"p-{at}", ImportAction.NEW) for at in range(5_000)), notes=notes,
        without_chart=tuple(f"p-{at}" for at in range(5_000)), not_kept=tuple((f"c{at}", 1) for at in range(100)),
    )  # fmt: skip
    assert len(text(report, language).splitlines()) < MOST_LINES


FACTS = tuple((name, "x") for name in ("label", "nearest", "labels", "chart", "row", "column"))


def test_a_cell_that_was_not_read_is_told_with_its_reason() -> None:
    facts = (("chart", "Run"), ("row", 3), ("column", 5), ("text", "38"), ("why", "reversed_range"))
    lines = text(replace(an_import(), notes=(ImportNote("unread_cell", "p", "s.csv: line 2", facts),)), "en")
    reason = "The larger figure stands first: one of the two may be wrong."
    assert f"p: Not read in the size chart “Run”: row 3, column 5, “38”. {reason} (s.csv: line 2)" in lines


def test_where_a_product_was_read_is_the_last_that_changed() -> None:
    fields = (
        FieldChange(("sources",), "file:a.csv", ""),
        FieldChange(("sources",), "", "file:b.csv"),
        *(FieldChange(("variant", f"S{at}", "price"), "10 EUR", "11 EUR") for at in range(4)),
    )
    changed = replace(an_import().products[5], fields=fields)
    lines = text(replace(an_import(), products=(changed,)), "en")
    assert "S3" in lines
    assert "b.csv" not in lines


def test_documents_tell_why_a_cell_was_not_read() -> None:
    facts = (("chart", "Run"), ("row", 3), ("column", 5), ("text", "38"), ("why", "reversed_range"))
    words = note_text(ImportNote("unread_cell", "p", "s.csv: line 2", facts), Messages("en"))
    assert words.endswith("“38”. The larger figure stands first: one of the two may be wrong.")
