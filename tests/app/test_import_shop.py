"""A shop's export into the catalog and into brand files: all of it or nothing, and what a person is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from importing import POLICY, Shop, export, row
from msgspec.structs import replace
from sqlalchemy import select

from catalog.app.import_reading import BroughtCatalog
from catalog.app.import_shop import preview_import, write_import
from catalog.app.load import load_files
from catalog.formats import product_spool
from catalog.model.import_report import ImportAction, ImportReport
from catalog.model.problem import BadInput
from catalog.store.collections import count_collections
from catalog.store.offers import read_offers_now
from catalog.store.read import current_version, read_snapshot
from catalog.store.tables import product


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    shop.engine.dispose()


def actions(report: ImportReport) -> dict[str, str]:
    """What becomes of each product."""
    return {p.id: p.action.value for p in report.products}


def test_products_are_loaded_judged_with_their_charts_and_offers(shop: Shop) -> None:
    report = shop.load(export(row("run"), row("race", title="Race Sock")))
    assert actions(report) == {"stride-run": "new", "stride-race": "new"}
    assert (report.with_chart, report.charts, report.without_chart) == (2, 1, ())
    snapshot = read_snapshot(shop.engine)
    assert {p.id for p in snapshot.products} == set(snapshot.gates) == {"stride-run", "stride-race"}
    offers, _ = read_offers_now(shop.engine)
    assert {str(o.price and o.price.text()) for by_sku in offers.values() for o in by_sku.values()} == {"29.90 EUR"}


def test_the_same_export_again_changes_nothing(shop: Shop) -> None:
    shop.load(export(row("run")))
    version = current_version(shop.engine)
    assert actions(shop.load(export(row("run")))) == {"stride-run": "unchanged"}
    assert current_version(shop.engine) == version


def test_what_the_shop_changed_is_told_field_by_field(shop: Shop) -> None:
    shop.load(export(row("run"), row("race")))
    (changed,) = [
        p for p in shop.load(export(row("run", price="24.90"), row("race"))).products
        if p.action is ImportAction.CHANGED
    ]  # fmt: skip
    assert changed.id == "stride-run"
    assert [(c.path, c.before, c.after) for c in changed.fields] == [
        (("variants", f"run-{size}", "price"), "29.90 EUR", "24.90 EUR") for size in "SM"
    ]


def test_what_the_shop_has_no_longer_keeps_answering_and_is_told(shop: Shop) -> None:
    shop.load(export(row("run"), row("race")))
    report = shop.load(export(row("run")))
    assert actions(report) == {"stride-run": "unchanged", "stride-race": "gone"}
    assert set(shop.products) == {"stride-run", "stride-race"}


def test_sync_retires_what_the_shop_has_no_longer(shop: Shop) -> None:
    shop.load(export(row("run"), row("race")))
    report = shop.load(export(row("run")), sync=True)
    assert report.load is not None
    assert [p.id for p in report.load.retired] == ["stride-race"]
    assert set(shop.products) == {"stride-run"}


def test_sync_needs_a_source_that_was_read_whole(shop: Shop) -> None:
    shop.load(export(row("run"), row("race")))
    cut_off = export(row("run"))[:-12] + '"'
    with pytest.raises(BadInput) as bad:
        shop.load(cut_off, sync=True)
    assert bad.value.problems[-1].code == "not_whole"
    assert set(shop.products) == {"stride-run", "stride-race"}


def test_a_source_with_one_sku_for_all_sizes_was_read_whole(shop: Shop) -> None:
    one_sku = row("run").replace("run-M", "run-S")
    report = shop.load(export(one_sku, row("race")), into=shop.folder / "brands")
    assert (report.problem_count, [p.code for p in report.problems]) == (1, ["sku_twice"])
    report = shop.load(export(one_sku), into=shop.folder / "brands", sync=True)
    assert actions(report) == {"stride-run": "unchanged", "stride-race": "gone"}
    assert (shop.folder / "brands" / "stride.toml").read_text("utf-8").count("sold_out") == 2


def test_notes_name_the_ids_that_products_keep(shop: Shop) -> None:
    feed = "id\ttitle\tsize\tavailability\tcondition\tbrand\nA\tRun Compression Sock\tM\tin stock\tnew\tStride\nA\tSki Compression Sock\tM\tin stock\tnew\tStride\n"
    report = shop.load(feed)
    assert {note.product for note in report.notes} == {product.id for product in report.products}
    assert {note.code for note in report.notes} >= {"sku_made", "id_taken"}
    assert [(p.code, p.field, p.read) for p in report.problems] == [("id_twice", "export.csv: line 3: id", "A")]


def test_a_sku_that_two_products_have_at_the_second_import_changes_no_file(shop: Shop) -> None:
    shop.load(export(row("run"), row("race")), into=shop.folder / "brands")
    file = shop.folder / "brands" / "stride.toml"
    text = file.read_text("utf-8")
    report = shop.load(export(row("run").replace("run-S", "race-S"), row("race")), into=shop.folder / "brands")
    assert file.read_text("utf-8") == text
    assert actions(report) == {"stride-run": "unchanged", "stride-race": "unchanged"}
    assert [p.code for p in report.problems] == ["sku_twice"]
    assert {note.code for note in report.notes}.isdisjoint({"sku_of_two_products", "sku_twice", "sku_made"})


def test_no_other_product_is_retired_than_was_agreed(shop: Shop) -> None:
    shop.load(export(row("run"), row("race")))
    with pytest.raises(BadInput) as bad:
        shop.load(export(row("run")), confirmed=(), sync=True)
    assert [p.code for p in bad.value.problems] == ["retires_more"]
    assert set(shop.products) == {"stride-run", "stride-race"}


BAD_CHART = export(row("run", m="28-33"), row("race"))
"""Two sizes for the same legs."""


def test_a_chart_that_lint_refuses_is_left_out_and_named(shop: Shop) -> None:
    report = shop.load(BAD_CHART)
    assert {p.id: len(p.charts) for p in shop.products.values()} == {"stride-run": 0, "stride-race": 1}
    assert [p.code for p in report.problems] == ["duplicate_row"]
    assert report.without_chart == ("stride-run",)


def test_by_force_such_a_chart_is_loaded_and_marked(shop: Shop) -> None:
    report = shop.load(BAD_CHART, force=True)
    assert [p.code for p in report.forced] == ["duplicate_row"]
    assert report.problems == ()
    assert {p.id: [c.forced for c in p.charts] for p in shop.products.values()} == {
        "stride-run": [True],
        "stride-race": [False],
    }


def test_an_id_of_another_collection_is_refused_with_its_owner_and_nothing_is_loaded(shop: Shop) -> None:
    shop.load(export(row("run")), collection="other")
    with pytest.raises(BadInput) as bad:
        shop.load(export(row("race"), row("run")))
    assert {(p.code, dict(p.facts)["collection"]) for p in bad.value.problems if p.code == "duplicate_id"} == {
        ("duplicate_id", "other")
    }
    assert set(shop.products) == {"stride-run"}


def test_take_moves_a_product_of_another_collection(shop: Shop) -> None:
    shop.load(export(row("run")), collection="other")
    shop.load(export(row("run")), take=True)
    assert read_snapshot(shop.engine).collections["stride-run"] == "own"


def test_a_preview_tells_the_same_and_writes_nothing(shop: Shop) -> None:
    shop.load(export(row("run")))
    version, text = current_version(shop.engine), export(row("run", title="Run Sock 2"), row("race"))
    preview = preview_import(shop.ready(text, load=True), POLICY, shop.engine)
    assert current_version(shop.engine) == version
    assert not preview.written
    written = shop.load(text)
    assert preview.products == written.products
    assert preview.products[0].fields or preview.products[1].fields


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_many_batches_are_one_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    text = export(row("a"), row("b", vendor="Alto"), row("c", m="34-39"), row("d"), row("a", title="Another"))
    states = []
    for name, size in (("whole", 100), ("batches", batch)):
        monkeypatch.setattr(product_spool.ProductSpool.__init__, "__defaults__", (size,))
        (tmp_path / name).mkdir()
        shop = Shop(tmp_path / name)
        first, second = shop.load(text), shop.load(export(row("a"), row("c")))
        states.append((first, second, list(shop.products.values()), read_offers_now(shop.engine)[0]))
        third = shop.load(export(row("a")), sync=True)
        states[-1] += (third, sorted(shop.products))
        shop.engine.dispose()
    whole, batches = (
        tuple(replace(s, load=None) if isinstance(s, ImportReport) else s for s in state) for state in states
    )
    assert [sorted(r.products, key=lambda p: p.id) for r in (batches[0], batches[1])] == [
        sorted(r.products, key=lambda p: p.id) for r in (whole[0], whole[1])
    ]
    assert batches[2:4] == whole[2:4]
    assert batches[5] == whole[5] == ["stride-a"]


def test_a_problem_in_the_last_batch_leaves_nothing_of_the_first(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.load(export(row("z")), collection="other")
    before = read_snapshot(shop.engine)
    monkeypatch.setattr(product_spool.ProductSpool.__init__, "__defaults__", (1,))
    with pytest.raises(BadInput):
        shop.load(export(row("a"), row("b"), row("z")))
    assert read_snapshot(shop.engine) == before


def test_products_loaded_at_once_are_those_of_the_brand_files(shop: Shop) -> None:
    text = export(row("run"), row("race", vendor="Alto"), row("run", title="Run Sock again"))
    shop.load(text)
    at_once = read_snapshot(shop.engine).products
    write_import(shop.ready(text, into=shop.folder / "brands"), POLICY)
    load_files(shop.engine, [shop.folder / "brands"], POLICY)
    assert read_snapshot(shop.engine).products == at_once


def origins(shop: Shop) -> dict[str, str]:
    """The file that the catalog has for each product in force."""
    with shop.engine.connect() as connection:
        rows = connection.execute(select(product.c.id, product.c.origin).where(product.c.retired.is_(False)))
        return {row.id: row.origin for row in rows}


def test_without_brand_files_no_file_is_stored_or_named(shop: Shop) -> None:
    report = shop.load(export(row("run"), row("race", vendor="Alto")))
    assert origins(shop) == {"stride-run": "", "alto-race": ""}
    assert {p.file for p in report.products} == {""}
    assert [c["files"] for c in count_collections(shop.engine)] == [0]


def test_a_brand_file_takes_over_what_was_imported_without_one(shop: Shop) -> None:
    text = export(row("run"), row("race", vendor="Alto"))
    shop.load(text)
    write_import(shop.ready(text, into=shop.folder / "brands"), POLICY)
    report = load_files(shop.engine, [shop.folder / "brands"], POLICY).report
    assert origins(shop) == {"stride-run": "stride.toml", "alto-race": "alto.toml"}
    assert report.taken == (), "nothing is taken from a file that there never was"
    assert [c["files"] for c in count_collections(shop.engine)] == [2]


def test_what_another_import_brought_is_not_called_gone(shop: Shop) -> None:
    shop.load(export(row("race", vendor="Alto")))
    assert actions(shop.load(export(row("run")))) == {"stride-run": "new"}


def test_files_are_written_and_loaded_in_one_go(shop: Shop) -> None:
    report = shop.load(export(row("run")), into=shop.folder / "brands")
    assert [Path(f).name for f in report.files] == ["stride.toml"]
    assert actions(report) == {"stride-run": "new"}
    assert set(shop.products) == {"stride-run"}


def test_files_are_not_written_where_their_load_is_refused(shop: Shop) -> None:
    shop.load(export(row("run")), collection="other")
    with pytest.raises(BadInput):
        shop.load(export(row("run")), into=shop.folder / "brands")
    assert not (shop.folder / "brands").exists()


def test_a_source_without_products_is_a_problem(shop: Shop) -> None:
    report = shop.load(export())
    assert report.problem_count == 1
    assert report.products == ()


def test_a_catalog_of_drafts_holds_no_products() -> None:
    assert list(BroughtCatalog(as_drafts=True).products().batches()) == []
