"""A database file that was damaged: the error that says so, wherever in the file it is, and never another one."""

import random
import sqlite3

import pytest

from catalog.app.doctor import Health, check_database
from catalog.app.shipped import load_shipped
from catalog.model.policy import shipped_policy
from catalog.store.database import connect
from catalog.store.errors import Damaged, NotOurs
from catalog.store.migrate import upgrade
from catalog.store.read import read_snapshot

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of the shipped catalog."""
    path = tmp_path_factory.mktemp("whole") / "catalog.db"
    upgrade(f"sqlite:///{path}")
    engine = connect(f"sqlite:///{path}")
    load_shipped(engine, shipped_policy())
    engine.dispose()
    return path.read_bytes()


def outcome(url):
    """Whether the catalog is read, or the kind of error."""
    engine = connect(url)
    try:
        read_snapshot(engine)
    except (Damaged, NotOurs) as error:
        return type(error)
    finally:
        engine.dispose()
    return None


@pytest.mark.parametrize(
    "noise",
    [
        pytest.param(random.Random(7).randbytes(PAGE), id="noise"),
        pytest.param(bytes(PAGE), id="zeros"),
        pytest.param(b"A" * PAGE, id="letters"),
    ],
)
def test_a_page_that_is_overwritten_anywhere_is_read_or_said_to_be_damaged(tmp_path, whole, noise):
    path = tmp_path / "catalog.db"
    url, outcomes = f"sqlite:///{path}", []
    for start in range(PAGE, len(whole), 7 * PAGE):
        path.write_bytes(whole[:start] + noise + whole[start + PAGE :])
        outcomes.append(outcome(url))
        checks, engine = check_database(url, lambda: connect(url))
        assert outcomes[-1] is None or checks[-1].health is Health.BROKEN
        if engine is not None:
            engine.dispose()
    assert outcomes.count(Damaged) > len(outcomes) / 2
    assert NotOurs not in outcomes


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE product SET garment = 'sofa'", id="a word of no list"),
        pytest.param("UPDATE verdict SET reasons = '['", id="half a document"),
        pytest.param("DELETE FROM source", id="a row that is gone"),
        pytest.param("DELETE FROM verdict WHERE gate = 'medical'", id="half the verdicts"),
        pytest.param("UPDATE product SET name = CAST(x'ff' AS TEXT)", id="letters that are none"),
    ],
)
def test_rows_that_make_no_sense_are_damage_too(tmp_path, whole, statement):
    path = tmp_path / "catalog.db"
    path.write_bytes(whole)
    with sqlite3.connect(path) as raw:
        raw.execute(statement)
    raw.close()
    assert outcome(f"sqlite:///{path}") is Damaged
