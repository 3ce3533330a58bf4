"""Several exports in one import: a product that two of them have is one product, and where they differ that is said."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from importing import POLICY, export, row

from catalog.app.fetch import Fetcher
from catalog.app.import_shop import BringOptions, ImportRequest, limits_of, ready_import, write_import
from catalog.app.import_source import source_files
from catalog.model.import_report import ImportReport

OTHER_SKUS = row("run").replace("run-S", "alto-S").replace("run-M", "alto-M")


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
            [export(row("run")), export(row("run", vendor="Alto"))],
            ["stride-run", "alto-run"],
            "",
            id="of another brand, with its SKUs",
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


def test_what_an_older_export_lacks_is_not_gone(tmp_path: Path) -> None:
    brought(tmp_path, [export(row("run"), row("race"))])
    report = brought(tmp_path, [export(row("run")), export(row("run", price="24.90"))])
    assert {product.action.value for product in report.products} == {"unchanged"}
