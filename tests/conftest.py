"""What every test shares: a home of its own, a seeded catalog, and the command line as a person runs it."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from postgres import migrated_postgres_url as migrated_postgres_url
from postgres import postgres_server as postgres_server
from postgres import postgres_url as postgres_url
from running import CHECKOUT, Run, environment


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collects the tests without looking for garbage, and never looks through them again: they live to the end.

    Each look goes over millions of objects: a third of the time of collecting, and seconds at the end.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.fixture(scope="session")
def seeded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose embedded catalog was made by a first use; treat it as read-only."""
    home = tmp_path_factory.mktemp("seeded")
    done = subprocess.run(
        [sys.executable, str(CHECKOUT / "cli.py"), "list"],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def home(seeded_home: Path, tmp_path: Path) -> Path:
    """A copy of the seeded home that a test may change."""
    shutil.copytree(seeded_home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def legfit(home: Path) -> Run:
    """The command line in a process of its own: `legfit("search", "--json")`."""

    def run(*arguments: str, stdin: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(CHECKOUT / "cli.py"), *arguments],
            env=environment(home) | extra,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run
