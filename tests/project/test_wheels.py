"""An embedded catalog follows the program: wheels of several versions, one after the other, over one database."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from postgres import free_port
from running import CHECKOUT
from wheels import COMMAND, STOPPING, Program, checkout_copy, edit, take_out, unpacked_wheel

pytestmark = pytest.mark.slow

BRANDS = Path("seed") / "brands"
UR2, GONE, NEW, MINE, REMOVED = (
    "compressport-ur2", "compressport-us-ultra-silicone", "newcomer-sleeve", "maker-sleeve", "compressport-quad",
)  # fmt: skip
ALL = (UR2, GONE, NEW, MINE, REMOVED)
SLEEVE = """brand = "{name}"
[[source]]
id = "shop"
url = "https://{id}.example/"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "{id}-sleeve"
name = "Sleeve"
garment = "calf_sleeve"
sources = ["shop"]
intended_use = ["running"]
[[product.chart]]
id = "{id}-sleeve-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
rows = [{{ size = "M", calf_max_girth = "35-39" }}]
[[product.variant]]
sku = "{id}-M"
size = "M"
stock = 4
"""
A = {UR2: "2", GONE: "no_chart", NEW: "unknown", MINE: "M", REMOVED: "unknown"}
"""The answers for a calf of 38 cm under the first wheel."""
B = {UR2: "3", GONE: "unknown", NEW: "M", MINE: "M", REMOVED: "unknown"}
"""And under the second."""


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Today's wheel `a`; `b`, the next version with other brand files; `c`, `a` with one other figure of equal length."""
    folder = tmp_path_factory.mktemp("wheels")
    b, c = checkout_copy(folder / "copy_b"), checkout_copy(folder / "copy_c")
    edit(b / "catalog" / "__init__.py", '"0.1.0"', '"0.1.1"')
    edit(b / BRANDS / "compressport.toml", '"2", calf_max_girth = "35-38"', '"2", calf_max_girth = "35-37"')
    edit(b / BRANDS / "compressport.toml", '"3", calf_max_girth = "39-42"', '"3", calf_max_girth = "38-42"')
    take_out(b / BRANDS / "compressport.toml", GONE)
    (b / BRANDS / "newcomer.toml").write_text(SLEEVE.format(id="newcomer", name="Newcomer"), "utf-8")
    edit(c / BRANDS / "compressport.toml", '"2", calf_max_girth = "35-38"', '"2", calf_max_girth = "35-37"')
    edit(c / BRANDS / "compressport.toml", '"3", calf_max_girth = "39-42"', '"3", calf_max_girth = "38-42"')
    sources = {"a": CHECKOUT, "b": b, "c": c}
    return {name: unpacked_wheel(source, folder / name) for name, source in sources.items()}


@pytest.fixture(scope="module")
def used(wheels: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which `a` was used: a product of one's own with an offer, a decision, a product that was taken out."""
    home = tmp_path_factory.mktemp("used")
    a = Program(wheels["a"], home)
    (home / "maker.toml").write_text(SLEEVE.format(id="maker", name="Maker"), "utf-8")
    decide = f"review {UR2} --set sport --by Curator --why sold --source https://x.example"
    for command in ("load maker.toml", decide, f"remove {REMOVED}"):
        done = a.run(*command.split())
        assert done.returncode == 0, done.stderr
    assert a.sizes(*ALL, calf="38 cm") == A
    return home


@pytest.fixture
def home(used: Path, tmp_path: Path) -> Path:
    """A copy of that home, to be changed."""
    return shutil.copytree(used, tmp_path / "home")


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def mine(database: Path) -> list[Any]:
    """What the person put into a catalog: products, offers, decisions, marks of removal."""
    return [
        rows(database, "SELECT id, digest, collection, retired FROM product WHERE collection = 'own'"),
        rows(database, "SELECT sku, availability, stock FROM offer WHERE sku = 'maker-M'"),
        rows(database, "SELECT action, made_by, made_on, why FROM decision"),
        rows(database, "SELECT id FROM product WHERE removed AND retired"),
    ]


def whole(database: Path) -> list[Any]:
    """The state of the catalog: its version, the edition of the shipped files, and what its products are."""
    return [
        rows(database, "PRAGMA integrity_check"),
        rows(database, "SELECT number, stamp, shipped FROM catalog"),
        rows(database, "SELECT id, digest, judged, retired, collection FROM product ORDER BY id"),
    ]


def test_upgrade_and_downgrade_bring_the_charts_of_the_program(wheels, home):
    a, b = (Program(wheels[name], home) for name in "ab")
    before = mine(a.database)
    assert all(before)
    for program, expected in ((b, B), (a, A)):
        assert program.sizes(*ALL, calf="38 cm") == expected
        after = whole(a.database)
        assert program.sizes(*ALL, calf="38 cm") == expected
        assert whole(a.database) == after, "a second run writes nothing"
        assert mine(a.database) == before
        checks = {c["name"]: c for c in program.document("doctor")["checks"]}
        assert checks["shipped"]["health"] == checks["snapshot_file"]["health"] == "ok"
        assert "of this version" in checks["snapshot_file"]["seen"]


def test_other_files_under_the_same_version_are_followed_too(wheels, home):
    a, c = (Program(wheels[name], home) for name in "ac")
    before = mine(a.database)
    assert c.sizes(*ALL, calf="38 cm") == A | {UR2: "3"}
    assert a.sizes(*ALL, calf="38 cm") == A
    assert mine(a.database) == before


def test_killed_anywhere_the_catalog_is_the_old_or_the_new_one(wheels, home, tmp_path):
    b = Program(wheels["b"], shutil.copytree(home, tmp_path / "counted"))
    counted = b.run("0", "list", code=STOPPING + COMMAND).stderr
    most = int(counted.split("statements ")[1].split()[0])
    assert most > 30
    for stop in (1, most // 3, most - 8, most, -1):
        b = Program(wheels["b"], shutil.copytree(home, tmp_path / f"killed{stop}"))
        before = whole(b.database)
        assert b.run(str(stop), "list", code=STOPPING + COMMAND).returncode == 9
        assert whole(b.database) == before
    assert b.sizes(*ALL, calf="38 cm") == B


def test_several_that_follow_at_once_do_it_once(wheels, home, tmp_path):
    b, alone = Program(wheels["b"], home), Program(wheels["b"], shutil.copytree(home, tmp_path / "alone"))
    assert alone.sizes(*ALL, calf="38 cm") == B
    started = [b.start("size", UR2, "--calf", "38 cm", "--columns", "size", "--format", "csv") for _ in range(3)]
    assert [p.communicate(timeout=60)[0].splitlines()[1] for p in started] == ["3"] * 3
    assert whole(b.database) == whole(alone.database)


def test_a_reader_sees_the_catalog_from_before_to_its_end(wheels, home):
    b = Program(wheels["b"], home)
    with closing(sqlite3.connect(b.database)) as reader:
        reader.execute("BEGIN")
        products = reader.execute("SELECT id, digest, retired FROM product ORDER BY id").fetchall()
        assert b.sizes(*ALL, calf="38 cm") == B
        assert reader.execute("SELECT id, digest, retired FROM product ORDER BY id").fetchall() == products


@contextmanager
def writer(database: Path) -> Iterator[None]:
    """Another process that writes for long."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def test_beside_a_writer_the_catalog_answers_as_it_is(wheels, home):
    b = Program(wheels["b"], home)
    with writer(b.database):
        assert b.sizes(*ALL, calf="38 cm") == A
    assert b.sizes(*ALL, calf="38 cm") == B


def test_another_database_follows_when_it_is_told_to(wheels, home):
    a, b = (Program(wheels[name], home) for name in "ab")
    where = ("--database", str(home / "shop.db"))
    for command in ("db upgrade", "load --shipped", "load maker.toml"):
        assert a.run(*command.split(), *where).returncode == 0
    assert b.run("load", "maker.toml", *where).returncode == 0
    assert b.sizes(*ALL, calf="38 cm", database=where[1])[UR2] == "2"
    waiting = next(c for c in b.document("doctor", *where)["checks"] if c["name"] == "shipped")
    assert waiting["health"] == "notice"
    assert waiting["about"] == ["compressport-r2-2012", UR2, GONE, NEW]
    assert f"legfit load --shipped --database {where[1]}" in waiting["todo"]
    assert b.run("load", "--shipped", *where).returncode == 0
    assert b.sizes(*ALL, calf="38 cm", database=where[1]) == B | {REMOVED: "needs_measurement"}
    assert next(c for c in b.document("doctor", *where)["checks"] if c["name"] == "shipped")["health"] == "ok"


@contextmanager
def serving(program: Program) -> Iterator[httpx.Client]:
    """A service of that program, stopped at the end."""
    port = free_port()
    process = program.start("serve", "--port", str(port), "--log-level", "error")
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            while not is_ready(client):
                assert process.poll() is None, process.communicate()
                time.sleep(0.05)
            yield client
    finally:
        process.terminate()
        process.communicate(timeout=20)


def is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def test_a_running_service_takes_the_new_charts_and_leaves_the_catalog_alone(wheels, home):
    a, b = (Program(wheels[name], home) for name in "ab")
    question = {"question": {"legs": {"calf_max_girth": "38 cm"}}, "products": [UR2]}

    def size(client):
        return client.post("/v1/sizes", json=question).json()["answers"][0]["matches"][0]["size"]

    with serving(a) as client:
        assert size(client) == "2"
        assert b.sizes(*ALL, calf="38 cm") == B
        followed = whole(a.database)
        assert size(client) == "3"
        assert b.sizes(*ALL, calf="38 cm") == B
        assert whole(a.database) == followed
    with serving(a) as client:
        assert size(client) == "2"
