"""A wheel built from the checkout works in an empty folder, migrations and brand files inside it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from running import CHECKOUT, environment

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(CHECKOUT)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    (found,) = out.glob("legfit-*.whl")
    return found


def test_the_wheel_holds_what_the_program_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "catalog/model/policy.toml",
        "catalog/messages/en/size.toml",
        "catalog/formats/example.toml",
        "catalog/py.typed",
    } <= names
    brands = {p.name for p in (CHECKOUT / "seed" / "brands").glob("*.toml")}
    assert {f"catalog/shipped/seed/brands/{b}" for b in brands} <= names
    versions = {p.name for p in (CHECKOUT / "migrations" / "versions").glob("*.py")}
    assert {f"catalog/shipped/migrations/versions/{v}" for v in versions} <= names
    assert not [n for n in names if n.startswith(("tests/", "cli"))]


def test_it_answers_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    venv, empty = tmp_path / "venv", tmp_path / "empty"
    empty.mkdir()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    # A pip of its own, and translating all that the program needs, would take longer than everything else here.
    pip = [sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python"), "install", "-q", "--no-compile"]
    install = [*pip, "-c", str(CHECKOUT / "constraints.txt"), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, text=True)
    clean = {k: v for k, v in environment(tmp_path / "home").items() if k != "PYTHONPATH"}
    search = [str(venv / "bin" / "legfit"), "search", "--garment", "calf_sleeve", "--calf", "36.5 cm", "--json"]
    done = subprocess.run(search, cwd=empty, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    sizes = {m["product"]["id"]: m["size"] for m in json.loads(done.stdout)["matches"]}
    assert sizes["compressport-ur2"] == "2"
    assert list(empty.iterdir()) == []
