"""Loading as a whole: what it leaves as it found it."""

import gc
from pathlib import Path

import pytest
from building import sentences_of
from databases import migrated

from catalog.app.garbage import without_garbage_collection
from catalog.app.load import load_checked, load_files
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.store.database import connect
from catalog.store.read import current_version, read_snapshot

SEED = Path(__file__).resolve().parents[2] / "seed" / "brands"


@pytest.fixture
def engine(tmp_path):
    engine = connect(migrated(tmp_path / "catalog.db"))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("on", [pytest.param(True, id="on"), pytest.param(False, id="off")])
def test_the_search_for_garbage_is_left_as_it_was(engine, tmp_path, on):
    bad = tmp_path / "bad.toml"
    bad.write_text("brand = \n")
    (gc.enable if on else gc.disable)()
    try:
        assert load_files(engine, [SEED / "compressport.toml"], shipped_policy()).added
        assert gc.isenabled() is on
        with pytest.raises(BadInput):
            load_files(engine, [bad], shipped_policy())
        assert gc.isenabled() is on
    finally:
        gc.enable()


def test_what_was_made_without_the_search_for_garbage_counts_as_old_afterwards():
    with without_garbage_collection():
        record = [1]
    assert any(thing is record for thing in gc.get_objects(2))


# --- what the linter calls an error is not loaded ---------------------------------------------------------------------

HEAD = """brand = "Loader"
[[source]]
id = "page"
url = "https://loader.example/chart"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"
"""
PRODUCT = """[[product]]
id = "{id}"
name = "Sock"
garment = "sock"
sources = ["page"]
{more}
[[product.chart]]
id = "{id}-chart"
keyed_by = ["calf_max_girth"]
unit = "{unit}"
rows = [
  {{ size = "S", calf_max_girth = "30-34" }},
  {{ size = "M", calf_max_girth = "{m}" }},
]
"""
RUNNING = 'intended_use = ["running"]'
VARIANT = '[[product.variant]]\nsku = "{sku}"\nsize = "{size}"\ngtin = "{gtin}"\n'


def brand_file(tmp_path, *products, name="loader.toml"):
    """A brand file of these products."""
    path = tmp_path / name
    path.write_text(HEAD + "".join(products), "utf-8")
    return path


def sock(id="b-sock", unit="cm", m="35-39", more=RUNNING):
    return PRODUCT.format(id=id, unit=unit, m=m, more=more)


def charts_in(engine):
    return {c.id: c.forced for p in read_snapshot(engine).products for c in p.charts}


WRONG = sock(unit="in"), sock("c-sock", m="20-25")
"""Centimetres called inches, and a chart whose second size lies below the first."""


def test_every_error_of_the_linter_is_named_at_once_and_nothing_is_written(engine, tmp_path):
    before = current_version(engine)
    with pytest.raises(BadInput) as refused:
        load_files(engine, [brand_file(tmp_path, *WRONG, sock("d-sock"))], shipped_policy())
    assert [(p.code, p.field) for p in refused.value.problems] == [
        ("implausible", "loader.toml: product b-sock: chart b-sock-chart: size M: calf_max_girth"),
        ("out_of_order", "loader.toml: product c-sock: chart c-sock-chart: sizes S, M: calf_max_girth"),
    ]
    assert current_version(engine) == before


def test_forced_they_are_loaded_and_the_charts_remember_it(engine, tmp_path):
    loaded = load_checked(engine, [brand_file(tmp_path, *WRONG, sock("d-sock"))], shipped_policy(), force=True)
    assert [f.code for f in loaded.forced] == ["implausible", "out_of_order"]
    assert charts_in(engine) == {"b-sock-chart": True, "c-sock-chart": True, "d-sock-chart": False}


def test_a_forced_chart_that_is_mended_is_forced_no_longer(engine, tmp_path):
    path = brand_file(tmp_path, sock(unit="in"))
    load_checked(engine, [path], shipped_policy(), force=True)
    assert load_checked(engine, [path], shipped_policy(), force=True).written.unchanged == ("b-sock",)
    with pytest.raises(BadInput):
        load_files(engine, [path], shipped_policy())
    written = load_files(engine, [brand_file(tmp_path, sock())], shipped_policy())
    assert (written.changed, charts_in(engine)) == (("b-sock",), {"b-sock-chart": False})


def test_force_overrides_nothing_that_cannot_be_read(engine, tmp_path):
    with pytest.raises(BadInput):
        load_checked(engine, [brand_file(tmp_path, sock(m="34-"))], shipped_policy(), force=True)


GTIN = "4006381333931"


def with_variant(id, sku, gtin=GTIN):
    return sock(id) + VARIANT.format(sku=sku, size="M", gtin=gtin)


TAKE_OUT = "Correct one of the two, or take the other product out with `legfit remove`."


def test_a_number_that_a_product_of_the_catalog_has_names_both_places(engine, tmp_path):
    load_files(engine, [brand_file(tmp_path, with_variant("a-sock", "A-1"), name="a.toml")], shipped_policy())
    with pytest.raises(BadInput) as refused:
        load_files(engine, [brand_file(tmp_path, with_variant("b-sock", "A-1"), name="b.toml")], shipped_policy())
    assert sentences_of(refused.value).splitlines() == [
        "b.toml: product b-sock: variant A-1: gtin: read '04006381333931', expected a number that one product alone "
        "has. The catalog has it too, in the collection own: a.toml: product a-sock: variant A-1: gtin. " + TAKE_OUT,
        "b.toml: product b-sock: variant A-1: sku: read 'A-1', expected a number that one product alone "
        "has. The catalog has it too, in the collection own: a.toml: product a-sock: variant A-1: sku. " + TAKE_OUT,
    ]


@pytest.mark.parametrize(
    "sync", [pytest.param(False, id="the same product again"), pytest.param(True, id="a retired one")]
)
def test_a_number_may_stay_with_its_product_and_be_taken_over_from_a_retired_one(engine, tmp_path, sync):
    load_files(engine, [brand_file(tmp_path, with_variant("a-sock", "A-1"), name="a.toml")], shipped_policy())
    again = brand_file(
        tmp_path, with_variant("b-sock" if sync else "a-sock", "A-1"), name="b.toml" if sync else "a.toml"
    )
    written = load_files(engine, [again], shipped_policy(), sync=sync)
    assert (written.added, written.retired) == ((("b-sock",), ("a-sock",)) if sync else ((), ()))


def test_warnings_and_products_that_no_search_will_show_come_back_with_what_was_written(engine, tmp_path):
    path = brand_file(
        tmp_path, sock("a-sock", more=""), sock("b-sock", more="") + VARIANT.format(sku="B-1", size="Medium", gtin=GTIN), sock("c-sock")
    )  # fmt: skip
    loaded = load_checked(engine, [path], shipped_policy())
    assert [(f.code, f.problem.suggestion) for f in loaded.warnings] == [("variant_size", "M")]
    assert [(f.place, f.read, dict(f.problem.facts)) for f in loaded.held_back] == [
        ("loader.toml", "a-sock, b-sock", {"count": 2, "total": 3})
    ]
    assert len(loaded.written.added) == 3


def test_the_shipped_catalog_has_no_error(engine):
    assert load_checked(engine, [SEED], shipped_policy()).forced == ()
