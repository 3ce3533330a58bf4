"""An import of many products is one import: what comes of it does not depend on how many are looked at at once."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from importing import POLICY, Shop, export, row
from msgspec.structs import replace

from catalog.app import import_batches
from catalog.app.export import exported_files, write_export
from catalog.app.fetch import Fetcher
from catalog.app.import_shop import BringOptions, ImportRequest, limits_of, preview_import, ready_import, write_import
from catalog.app.import_source import source_files
from catalog.formats import product_spool
from catalog.model.problem import BadInput, Problem
from catalog.store.catalog_version import CatalogVersion
from catalog.store.read import current_version, read_snapshot

SIZES = [pytest.param(1, id="one by one"), pytest.param(2, id="two by two"), pytest.param(100, id="all at once")]
Imports = Callable[[int], tuple[Any, ...]]


@pytest.fixture
def set_batch(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Say how many products are looked at at once."""

    def changed(size: int) -> None:
        monkeypatch.setattr(product_spool.ProductSpool.__init__, "__defaults__", (size,))
        monkeypatch.setattr(import_batches, "BATCH", size)

    return changed


@pytest.fixture
def shop_of(tmp_path: Path, set_batch: Callable[[int], None]) -> Callable[[int], Shop]:
    """A shop of its own for each size of batches."""

    def made(size: int) -> Shop:
        set_batch(size)
        (tmp_path / str(size)).mkdir()
        return Shop(tmp_path / str(size))

    return made


def problems_of(shop: Shop, text: str, **request: Any) -> list[Problem]:
    """The problems that an import is refused for."""
    with pytest.raises(BadInput) as bad:
        shop.load(text, **request)
    return list(bad.value.problems)


def brands_of(shop: Shop) -> Path:
    """The folder of a shop's brand files, imported once; in one of them stands a number of another."""
    folder = shop.folder / "brands"
    write_import(
        shop.ready(export(row("run"), row("race", vendor="Alto"), row("walk", vendor="Wide")), into=folder), POLICY
    )
    file = folder / "wide.toml"
    file.write_text(file.read_text("utf-8").replace('sku = "walk-S"', 'sku = "run-S"'), "utf-8")
    return folder


AGAIN = export(row("run"), row("race", vendor="Alto"), row("walk", vendor="Wide"))
SAME = "wide.toml: product wide-walk: variant run-S: sku"


@pytest.mark.parametrize("size", SIZES)
def test_a_number_of_two_files_is_told_with_its_first_place(shop_of: Callable[[int], Shop], size: int) -> None:
    shop = shop_of(size)
    report = preview_import(shop.ready(AGAIN, into=brands_of(shop)), POLICY)
    assert [(p.code, p.field, dict(p.facts)) for p in report.problems] == [
        ("duplicate_sku", SAME, {"other": "stride.toml: product stride-run: variant run-S: sku", "collection": ""})
    ]


@pytest.mark.parametrize("size", SIZES)
def test_a_number_that_a_file_of_another_shop_has_is_told(shop_of: Callable[[int], Shop], size: int) -> None:
    shop = shop_of(size)
    folder = brands_of(shop)
    report = preview_import(shop.ready(export(row("run"), row("race", vendor="Alto")), into=folder), POLICY)
    owner = {"other": SAME, "collection": ""}
    assert [(p.code, p.field, dict(p.facts)) for p in report.problems] == [
        ("duplicate_sku", "stride.toml: product stride-run: variant run-S: sku", owner)
    ]
    assert report.problem_count == 1


@pytest.mark.parametrize("kind", ["gtin", "shop_id"])
def test_any_number_of_a_file_of_another_shop_is_told(shop_of: Callable[[int], Shop], kind: str) -> None:
    shop, number = shop_of(1), {"gtin": "4006381333931", "shop_id": "77"}[kind]
    folder = brands_of(shop)
    for name, sku in (("wide.toml", "walk-M"), ("stride.toml", "run-M")):
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace(f'sku = "{sku}"', f'sku = "{sku}"\n{kind} = "{number}"'), "utf-8")
    report = shop.load(export(row("run")), into=folder)
    assert [(p.code, p.field) for p in report.problems] == [
        ("duplicate_sku", "stride.toml: product stride-run: variant run-S: sku"),
        (f"duplicate_{kind}", f"stride.toml: product stride-run: variant run-M: {kind}"),
    ]


@pytest.mark.parametrize("size", SIZES)
def test_a_collision_without_brand_files_is_told_at_the_source(shop_of: Callable[[int], Shop], size: int) -> None:
    shop, text = shop_of(size), export(row("run"), row("walk"))
    shop.load(text, collection="other")
    assert {(p.code, p.field) for p in problems_of(shop, text)} == {
        ("duplicate_id", "export.csv: product stride-run: id"), ("duplicate_id", "export.csv: product stride-walk: id"),
    }  # fmt: skip
    third = export(row("third").replace("third-S", "run-S"))
    assert [(p.code, p.field) for p in problems_of(shop, third)] == [
        ("duplicate_sku", "export.csv: product stride-third: variant run-S: sku")
    ]


@pytest.mark.parametrize("size", SIZES)
def test_with_a_number_of_two_files_nothing_is_written_or_loaded(shop_of: Callable[[int], Shop], size: int) -> None:
    shop = shop_of(size)
    folder = brands_of(shop)
    texts = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    problems = problems_of(shop, AGAIN.replace("29.90", "24.90"), into=folder)
    assert [(p.code, p.field) for p in problems] == [("duplicate_sku", SAME)]
    assert {file.name: file.read_text("utf-8") for file in folder.iterdir()} == texts
    assert shop.products == {}


def test_brand_files_are_judged_and_loaded_as_one(shop_of: Callable[[int], Shop]) -> None:
    outcomes = []
    for size in (1, 2, 100):
        shop = shop_of(size)
        report = shop.load(AGAIN, into=shop.folder / "brands")
        texts = {file.name: file.read_text("utf-8") for file in (shop.folder / "brands").iterdir()}
        preview = preview_import(shop.ready(AGAIN, into=shop.folder / "brands"), POLICY)
        outcomes.append((texts, *(replace(r, files=(), load=None) for r in (report, preview)), shop.products))
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert len(outcomes[0][3]) == 3


@pytest.mark.parametrize("size", SIZES)
def test_two_products_may_change_their_numbers(shop_of: Callable[[int], Shop], size: int) -> None:
    shop, text = shop_of(size), export(row("run"), row("walk"), row("race"))
    shop.load(text)
    swapped = text.replace("run-S", "x").replace("race-S", "run-S").replace(",x,", ",race-S,")
    assert swapped != text
    shop.load(swapped)
    assert [v.sku for v in shop.products["stride-run"].variants] == ["race-S", "run-M"]
    assert [v.sku for v in shop.products["stride-race"].variants] == ["run-S", "race-M"]


@pytest.mark.parametrize("size", SIZES)
def test_a_new_product_may_have_the_number_of_one_that_is_retired(shop_of: Callable[[int], Shop], size: int) -> None:
    shop = shop_of(size)
    shop.load(export(row("old"), row("race"), row("walk")))
    report = shop.load(export(row("new").replace("new-S", "old-S"), row("race"), row("walk")), sync=True)
    assert sorted(shop.products) == ["stride-new", "stride-race", "stride-walk"]
    assert report.load is not None
    assert [p.id for p in report.load.retired] == ["stride-old"]


def test_every_problem_is_told_at_once(shop_of: Callable[[int], Shop]) -> None:
    text, problems = export(row("run"), row("walk"), row("race")), []
    for size in (1, 2, 100):
        shop = shop_of(size)
        shop.load(text, collection="other")
        problems.append({(p.code, p.field, p.read) for p in problems_of(shop, text)})
    assert problems[0] == problems[1] == problems[2]
    assert {read for code, _, read in problems[0] if code == "duplicate_id"} == {
        "stride-run", "stride-walk", "stride-race",
    }  # fmt: skip


@pytest.mark.parametrize("size", [6, 100], ids=["in two batches", "all at once"])
def test_many_ids_of_another_collection_are_one_problem(shop_of: Callable[[int], Shop], size: int) -> None:
    shop, text = shop_of(size), export(*(row(f"run-{n}") for n in range(12)))
    shop.load(text, collection="other")
    (problem,) = (p for p in problems_of(shop, text) if p.code == "duplicate_id")
    assert dict(problem.facts) == {"count": 12, "collection": "other"}


def test_a_load_is_one_version(shop_of: Callable[[int], Shop]) -> None:
    versions: list[CatalogVersion] = []
    for size in (1, 2, 100):
        shop = shop_of(size)
        shop.load(AGAIN)
        versions.append(current_version(shop.engine))
    assert [version.number for version in versions] == [1, 1, 1]
    assert len({version.stamp for version in versions}) == 1


@pytest.mark.parametrize("size", SIZES)
def test_an_id_of_two_exports_is_refused(shop_of: Callable[[int], Shop], size: int, tmp_path: Path) -> None:
    shop = shop_of(size)
    shop.load(export(row("run"), row("walk")))
    products, folders = list(shop.products.values()), [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        write_export(folder, exported_files(products, as_csv=True))
    with ExitStack() as opened:
        sources = source_files(list(map(str, folders)), io.BytesIO(), Fetcher(), opened)
        bring = BringOptions("2026-11-27", limits_of(POLICY))
        ready = ready_import(ImportRequest(bring, load=True), sources, POLICY)
    before = read_snapshot(shop.engine)
    with pytest.raises(BadInput) as bad:
        write_import(ready, POLICY, shop.engine)
    assert "stride-run" in {p.read for p in bad.value.problems if p.code == "duplicate_id"}
    assert read_snapshot(shop.engine) == before


@pytest.mark.parametrize("size", SIZES)
def test_what_the_shop_has_no_longer_is_told_of_every_brand(shop_of: Callable[[int], Shop], size: int) -> None:
    shop = shop_of(size)
    shop.load(export(row("run"), row("jog"), row("race", vendor="Alto"), row("walk", vendor="Wide")))
    report = shop.load(AGAIN)
    assert {product.id: product.action.value for product in report.products} == {
        "stride-run": "unchanged", "alto-race": "unchanged", "wide-walk": "unchanged", "stride-jog": "gone",
    }  # fmt: skip
    assert report.load is not None
    assert report.load.left_file == ("stride-jog",)
