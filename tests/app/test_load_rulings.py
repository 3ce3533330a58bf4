"""Rulings of brand files from the load to the verdict: in force, overridden, back again, and fallen."""

from pathlib import Path

import pytest
from brand_texts import HEAD
from databases import migrated
from msgspec.structs import replace

from catalog.app.judging import judge_snapshot
from catalog.app.load import load_files
from catalog.app.review import decide, undo, waiting_for
from catalog.model.policy import shipped_policy
from catalog.model.product import Decision, Ruling
from catalog.store.database import connect
from catalog.store.read import read_snapshot

POLICY = shipped_policy()
FILE = HEAD.format(seen="2026-11-01").replace('intended_use = ["running"]\n', "")
RULING = """
[[product.ruling]]
ruling = "{ruling}"
why = "A running shop sells it."
source = "page"
date = "{date}"
would_settle = "the product page"
"""
CLAIM = '\n[[product.claim]]\nkind = "medical"\nposition = "shop"\ntext = "medical-grade compression"\n'


@pytest.fixture
def engine(tmp_path):
    engine = connect(migrated(tmp_path / "catalog.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def load(engine, tmp_path: Path):
    """Load a file whose product says and is ruled so; the outcome of the medical gate, and why it waits."""

    def run(ruling="sport", date="2026-11-27", more=""):
        file = tmp_path / "linter.toml"
        file.write_text(FILE + more + (RULING.format(ruling=ruling, date=date) if ruling else ""))
        load_files(engine, [file], POLICY)
        return state(engine)

    return run


def state(engine):
    (product,) = (snapshot := read_snapshot(engine)).products
    gates = snapshot.gates[product.id]
    return gates.medical.outcome.value, waiting_for(gates)


def curator(ruling):
    return Decision("linter-sock", ruling, "Curator", "2026-11-28", "seen", "https://example.com", "")


def test_a_ruling_is_in_force_after_the_load(load):
    assert load("") == ("unknown", "unknown")
    assert load("sport") == ("pass", "")
    assert load("medical") == ("fail", "")
    assert load("open") == ("unknown", "unknown")


def test_a_curator_overrides_it_and_it_comes_back(engine, load):
    load("sport")
    (product,) = read_snapshot(engine).products
    decide(engine, product, curator(Ruling.MEDICAL), POLICY)
    assert state(engine) == ("fail", "")
    assert load("sport") == ("fail", "")
    undo(engine, product, POLICY, by="Curator", on="2026-11-29", why="mistaken")
    assert state(engine) == ("pass", "")


def test_it_falls_when_the_record_says_something_else_and_stays_fallen(load):
    load("sport")
    assert load("sport", more=CLAIM) == ("unknown", "unknown")
    assert load("sport", more=CLAIM) == ("unknown", "unknown")


def test_ruled_again_on_what_the_record_says_now_it_holds(load):
    load("sport")
    load("sport", more=CLAIM)
    assert load("sport", date="2026-12-01", more=CLAIM) == ("pass", "")


def test_the_same_file_again_changes_nothing(engine, load):
    load("sport")
    version = read_snapshot(engine).version
    load("sport")
    assert read_snapshot(engine).version == version


def test_judged_anew_it_falls_with_its_evidence(engine, load):
    load("sport")
    snapshot = read_snapshot(engine)
    (product,) = snapshot.products
    other = replace(product, ruling=replace(product.ruling, evidence="another"))
    gates = judge_snapshot(replace(snapshot, products=(other,)), POLICY).gates["linter-sock"]
    assert gates.medical.outcome.value == "unknown"
    assert "decision_dropped" in gates.medical.marks
