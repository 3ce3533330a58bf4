"""Loads that are killed, and loads that meet."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from loading import load, shelf
from sqlalchemy import text

from catalog.store import migrate
from catalog.store.database import connect
from catalog.store.read import read_snapshot

SCRIPT = Path(__file__).resolve().parents[1] / "support" / "loading.py"


def loader(url, stop=0, wait=5):
    arguments = [sys.executable, str(SCRIPT), url, str(stop), str(wait)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def sound(engine):
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


# 1 is the BEGIN of SQLite; -1 is just before the commit.
@pytest.mark.parametrize("stop", [2, 5, 9, 14, 20, 25, 30, 33, 36, -1])
def test_a_killed_load_leaves_the_catalog_as_it_was(engine, url, stop):
    load(engine, "before")
    before = read_snapshot(engine)
    process = loader(url, stop)
    assert process.stdout.readline() == "stopped\n"
    assert read_snapshot(engine) == before
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert read_snapshot(engine) == before
    sound(engine)
    load(engine, "after")
    assert [p.notes for p in read_snapshot(engine).products] == ["after"] * 3


def test_the_moments_lie_inside_the_load(engine, url):
    load(engine, "before")
    assert int(finished(loader(url)).split()[1]) > 36
    assert {p.id for p in read_snapshot(engine).products} == {p.id for p in shelf("after")}


def test_two_loads_at_once_come_one_after_the_other(engine, url):
    load(engine, "before")
    for process in [loader(url, wait=30) for _ in range(3)]:
        finished(process)
    found = read_snapshot(engine)
    assert {p.id for p in found.products} == {p.id for p in shelf("after")}
    assert found.version.number == 2


def test_a_load_that_would_wait_too_long_is_refused(engine, url):
    load(engine, "before")
    before = read_snapshot(engine)
    first = loader(url, stop=20)
    assert first.stdout.readline() == "stopped\n"
    second = loader(url, wait=0.1)
    _, err = second.communicate(timeout=60)
    first.kill()
    first.communicate()
    assert second.returncode == 1
    assert "Locked: " in err
    assert read_snapshot(engine) == before


def test_two_upgrades_at_once(empty_url):
    code = "import sys; from catalog.store import migrate; migrate.upgrade(sys.argv[1])"
    checkout = Path(__file__).resolve().parents[2]
    made = [
        subprocess.Popen([sys.executable, "-c", code, empty_url], cwd=checkout, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in made:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    assert migrate.current(empty_url) == migrate.head()
    connect(empty_url).dispose()
