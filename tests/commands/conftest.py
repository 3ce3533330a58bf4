"""A small shop of its own, and the command line inside this process."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from databases import migrated

from catalog.commands.app import run

SHOP = Path(__file__).parent / "shop"


@dataclass(frozen=True)
class Done:
    """How a run ended."""

    code: int
    out: str
    err: str


Cli = Callable[..., Done]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line in this process, with a home of its own and no terminal."""
    for name in ("LEGFIT_DATABASE_URL", "LEGFIT_LANG", "COLUMNS", "NO_COLOR", "GITHUB_ACTIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def called(*arguments: str, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            run(list(arguments))
        said = capsys.readouterr()
        return Done(int(left.value.code or 0), said.out, said.err)

    return called


@pytest.fixture
def embedded(seeded_home: Path, tmp_path: Path) -> None:
    """The embedded catalog is there already, for the command line in this process: its first use is no part of the test."""
    shutil.copytree(seeded_home / "data", tmp_path / "data")


@pytest.fixture(scope="session")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the small shop; treat it as read-only."""
    from catalog.app.load import load_files
    from catalog.model.policy import shipped_policy
    from catalog.store.database import connect

    path = tmp_path_factory.mktemp("shop") / "shop.db"
    engine = connect(migrated(path))
    load_files(engine, [SHOP], shipped_policy())
    engine.dispose()
    return path


@pytest.fixture
def shop(cli: Cli, shop_file: Path, tmp_path: Path) -> Cli:
    """The command line over a copy of the small shop."""
    copy = tmp_path / "shop.db"
    copy.write_bytes(shop_file.read_bytes())

    def called(*arguments: str, stdin: str = "") -> Done:
        return cli(*arguments, "--database", str(copy), stdin=stdin)

    return called
