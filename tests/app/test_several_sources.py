"""Several exports in one import: a product that two of them have is one product, and where they differ that is said."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from importing import POLICY, Shop, export, row

from catalog.app.export import exported_files, write_export
from catalog.app.fetch import Fetcher
from catalog.app.import_reading import read_sources
from catalog.app.import_shop import BringOptions, ImportRequest, limits_of, ready_import, write_import
from catalog.app.import_source import SourceFile, source_files
from catalog.formats.shop_import.bring import Bringer
from catalog.model.import_report import ImportReport


def with_skus_of(handle: str, lines: str, own: str) -> str:
    """The lines of a product with the SKUs of another one."""
    return lines.replace(f"{own}-S", f"{handle}-S").replace(f"{own}-M", f"{handle}-M")


RED, BLUE = row("red"), row("blue")
BOTH_COLOURS = (
    with_skus_of("red", row("run"), "run") + "run,,,,,,,,L,blue-S,3,29.90,,\nrun,,,,,,,,XL,blue-M,3,29.90,,\n"
)
RENAMED = with_skus_of("run", row("jog", title="Run Sock 2027"), "jog")
OF_OTHERS = with_skus_of("run", row("ski", title="Ski Sock", vendor="Alto"), "ski")
OTHER_SKUS = with_skus_of("alto", row("run", title="Run Sock Pro"), "run")
FIRST_ROW, REST = row("run").splitlines(keepends=True)
REPEATED = FIRST_ROW.replace(",S,run-S,", ",M,run-M,")
"""The second row, with all that the first one says of the product."""


def brought(folder: Path, exports: Sequence[str]) -> ImportReport:
    """The report of one import of some exports into brand files."""
    paths = [folder / f"{name}.csv" for name, _ in zip("abc", exports, strict=False)]
    for path, text in zip(paths, exports, strict=True):
        path.write_text(text, "utf-8")
    options = BringOptions("2026-11-27", limits_of(POLICY), currency="EUR")
    with ExitStack() as opened:
        sources = source_files(map(str, paths), io.BytesIO(), Fetcher(), opened)
        return write_import(ready_import(ImportRequest(options, into=folder / "brands"), sources, POLICY), POLICY)


@pytest.mark.parametrize(
    ("exports", "products", "problem"),
    [
        pytest.param([export(row("run")), export(row("run"))], ["stride-run"], "", id="the same twice"),
        pytest.param(
            [export(row("run"), row("race")), export(row("run", price="24.90"), row("new"))],
            ["stride-run", "stride-race", "stride-new"],
            "b.csv: stride-run (in a.csv)",
            id="another price in the second",
        ),
        pytest.param(
            [export(row("run")), export(row("race")), export(row("race", m="35-39"), row("run", m="35-39"))],
            ["stride-run", "stride-race"],
            "c.csv: stride-race (in b.csv), c.csv: stride-run (in a.csv)",
            id="another chart in the third",
        ),
        pytest.param(
            [export(row("run")), export(row("run", vendor="STRIDE Sports"))],
            ["stride-run"],
            "b.csv: stride-run = stride-sports-run (in a.csv)",
            id="the brand written otherwise",
        ),
        pytest.param(
            [export(row("run")), export(RENAMED)],
            ["stride-run"],
            "b.csv: stride-run = stride-jog (in a.csv)",
            id="renamed meanwhile",
        ),
        pytest.param(
            [export(RED, BLUE), export(BOTH_COLOURS)],
            ["stride-red", "stride-blue"],
            "b.csv: stride-red = stride-run (in a.csv)",
            id="a product for each colour now",
        ),
        pytest.param(
            [export(BOTH_COLOURS), export(RED, BLUE)],
            ["stride-run"],
            "b.csv: stride-run = stride-red, stride-run = stride-blue (in a.csv)",
            id="a product for each colour in the second",
        ),
        pytest.param(
            [export(row("run")), export(OF_OTHERS)],
            ["stride-run", "alto-ski"],
            "",
            id="SKUs of another brand, product and handle",
        ),
    ],
)
def test_a_product_of_two_sources_is_one(exports: list[str], products: list[str], problem: str, tmp_path: Path) -> None:
    report = brought(tmp_path, exports)
    assert [product.id for product in report.products] == products
    named = [f"{p.field}: {p.read} (in {dict(p.facts)['name']})" for p in report.problems if p.code == "products_twice"]
    assert ", ".join(named) == problem


def test_the_source_that_was_given_first_counts(tmp_path: Path) -> None:
    brought(tmp_path, [export(row("run", price="24.90")), export(row("run"))])
    text = (tmp_path / "brands" / "stride.toml").read_text("utf-8")
    assert (text.count("24.90 EUR"), text.count("29.90 EUR"), text.count('sku = "run-S"')) == (2, 0, 1)


def test_products_of_one_id_without_a_number_in_common_stay_two(tmp_path: Path) -> None:
    report = brought(tmp_path, [export(row("run")), export(OTHER_SKUS)])
    assert len({product.id for product in report.products}) == 2
    assert [problem.code for problem in report.problems] == []


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        pytest.param(FIRST_ROW, REPEATED, "run-S", id="the rest in the second file"),
        pytest.param(REPEATED, FIRST_ROW, "run-M", id="the rest in the first file"),
        pytest.param(FIRST_ROW, REPEATED.replace("Run Sock,", "Run Sock M,"), "run-S", id="titles of variants"),
        pytest.param(FIRST_ROW.replace("run-S", ""), REPEATED.replace("run-M", ""), "run-S", id="without SKUs"),
    ],
)
def test_a_product_in_two_parts_is_named_and_nothing_is_gone(
    first: str, second: str, taken: str, tmp_path: Path
) -> None:
    brought(tmp_path, [export(row("run"), row("race"))])
    file = tmp_path / "brands" / "stride.toml"
    before = file.read_text("utf-8")
    report = brought(tmp_path, [export(first), export(second, row("race"))])
    named = [f"{p.field}: {p.read}: {p.expected}, {p.hint} ({dict(p.facts)['name']})" for p in report.problems]
    assert named == ["b.csv: stride-run: import_whole_product, import_join (a.csv)"]
    assert [left.cause for left in report.left_out] == ["part_in_earlier_source"]
    assert "sold_out" not in file.read_text("utf-8")
    assert taken in file.read_text("utf-8")
    assert before.count("sku") <= file.read_text("utf-8").count("sku")


@pytest.mark.parametrize(
    ("names", "title"),
    [
        pytest.param(["feed.csv", "sheets"], "New Sock", id="the feed first"),
        pytest.param(["sheets", "feed.csv"], "Run Sock", id="the export first"),
    ],
)
def test_a_product_of_a_feed_and_of_an_export_of_legfit_is_taken_once(
    names: list[str], title: str, tmp_path: Path
) -> None:
    shop = Shop(tmp_path)
    shop.load(export(row("run")))
    write_export(tmp_path / "sheets", exported_files(shop.products.values(), as_csv=True))
    shop.engine.dispose()
    (tmp_path / "feed.csv").write_text(export(row("run", title="New Sock"), row("race")), "utf-8")
    with ExitStack() as opened:
        sources = source_files([str(tmp_path / name) for name in names], io.BytesIO(), Fetcher(), opened)
        options = BringOptions("2026-11-27", limits_of(POLICY), currency="EUR")
        catalog = read_sources(sources, Bringer(options), as_drafts=True)
    products = [(product.id, product.name) for product in catalog.brands["Stride"].product]
    assert sorted(products) == [("stride-race", "Run Sock"), ("stride-run", title)]
    assert [(p.code, p.field, p.read, dict(p.facts)["name"]) for p in catalog.problems.problems] == [
        ("products_twice", names[1], "stride-run", names[0])
    ]


def test_the_pages_of_an_address_are_one_source() -> None:
    twin = with_skus_of("run", row("twin"), "twin")
    pages = [
        SourceFile(
            io.BytesIO(export(lines).encode()),
            f"https://shop.example/p?page={n}",
            "",
            f"https://shop.example/p?page={n}",
        )
        for n, lines in enumerate((row("run"), twin), start=1)
    ]
    catalog = read_sources(pages, Bringer(BringOptions("2026-11-27", limits_of(POLICY))), as_drafts=True)
    assert ([product.id for product in catalog.brands["Stride"].product], catalog.problems.problems) == (
        ["stride-run", "stride-twin"], [],
    )  # fmt: skip


def test_what_an_older_export_lacks_is_not_gone(tmp_path: Path) -> None:
    brought(tmp_path, [export(row("run"), row("race"))])
    report = brought(tmp_path, [export(row("run")), export(row("run", price="24.90"))])
    assert {product.action.value for product in report.products} == {"unchanged"}
