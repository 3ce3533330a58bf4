"""Every command gives the same answer with the snapshot file beside the database as without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.app.database import upgrade
from catalog.model.policy import shipped_policy
from catalog.store.snapshot_file import snapshot_path

CALF = ("--calf", "36 cm", "--ankle", "22 cm")


@pytest.fixture
def database(shop_file: Path, tmp_path: Path) -> Path:
    """A copy of the small shop, and its snapshot file."""
    copy = tmp_path / "shop.db"
    copy.write_bytes(shop_file.read_bytes())
    upgrade(f"sqlite:///{copy}", shipped_policy())
    assert snapshot_path(copy).is_file()
    return copy


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("size", "testrunner-twin-sock", *CALF), id="size"),
        pytest.param(
            ("size", "testrunner-twin-sock", "--calf", "70 cm", "--ankle", "22 cm", "--json"), id="size that none has"
        ),
        pytest.param(("size", "Twin sock", *CALF), id="size by name"),
        pytest.param(("size", "nothing", *CALF), id="size of nothing"),
        pytest.param(("size", "testrunner-twin-sock", "--same-as", "testrunner-twin-sock M"), id="size as another"),
        pytest.param(("search", "--garment", "any", *CALF, "--json", "--detail", "full"), id="search"),
        pytest.param(("why", "testrunner-twin-sock", *CALF, "--json"), id="why"),
        pytest.param(("list", "--json"), id="list"),
        pytest.param(("show", "testrunner-twin-sock", "--json"), id="show"),
        pytest.param(("review",), id="review"),
        pytest.param(("advise", "--for", "half", "--json"), id="advise"),
    ],
)
def test_the_answer_is_the_same(cli, database, arguments):
    with_file = cli(*arguments, "--database", str(database))
    snapshot_path(database).unlink()
    assert cli(*arguments, "--database", str(database)) == with_file
    assert with_file.code in {0, 2, 3, 6, 7}
    assert not snapshot_path(database).exists(), "what only reads writes nothing"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param(lambda file: None, "", id="good"),
        pytest.param(lambda file: file.unlink(), "it cannot be read: No such file or directory", id="none"),
        pytest.param(lambda file: file.write_bytes(file.read_bytes()[:-1]), "it is damaged", id="damaged"),
    ],
)
def test_only_verbose_says_why_it_was_not_used(cli, database, change, why):
    change(snapshot_path(database))
    quiet, verbose = (cli("list", *v, "--database", str(database)) for v in ((), ("-v",)))
    assert (quiet.code, quiet.err, quiet.out) == (0, "", verbose.out)
    line = f"legfit: snapshot file not used: {why}\n" if why else ""
    assert verbose.err.startswith(f"{line}legfit: catalog ")
    assert cli("list", "--database", str(database)).err == ""


def test_statements_are_shown_although_there_is_a_file(cli, database):
    assert "sql: SELECT" in cli("list", "-vv", "--database", str(database)).err
    assert cli("list", "--database", str(database)).err == ""


def test_doctor_looks_at_it(cli, database):
    done = cli("doctor", "--database", str(database))
    assert f"snapshot_file: {snapshot_path(database)}: of this version of the catalog" in " ".join(done.out.split())
