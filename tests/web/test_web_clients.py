"""Clients that others generate from the OpenAPI document, with default settings: they compile and look a size up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from web_service import CHECKOUT, Service, environment

TYPESCRIPT = CHECKOUT / "tests" / "clients"
COMPILER = ("--strict", "--target", "es2022", "--module", "nodenext", "--skipLibCheck", "false")
PYTHON = """
from made import client, schemas
legs = {"calf_max_girth": "36.5 cm"}
question = schemas.ProductQuestion(legs=legs, run={"distance": "10 km"})
answer = client.size(data=question, reference="40002")
match = answer.matches[0]
print(match.outcome, match.size, match.basket[0].shop_id, match.advice.headline.verdict, len(match.lead) > 0)
"""


def run(command: list[str], folder: Path, **env: str) -> str:
    """What a command prints; it has to succeed."""
    done = subprocess.run(
        command, cwd=folder, env=environment(folder) | env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def address(service: Service) -> str:
    """Where a service answers."""
    return f"http://127.0.0.1:{service.port}"


def test_a_python_client_completes_a_lookup(service: Service, tmp_path: Path) -> None:
    generator = str(Path(sys.executable).parent / "clientele")
    run([generator, "start-api", "--url", f"{address(service)}/v1/openapi.json", "--output", "made"], tmp_path)
    printed = run([sys.executable, "-c", PYTHON], tmp_path, BASE_URL=address(service), PYTHONPATH=str(tmp_path))
    assert printed.split() == ["fits", "M", "40002", "optional", "True"]


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder with the generator, the compiler and the client library, installed once from the lock file."""
    installed, lock = TYPESCRIPT / "node_modules", TYPESCRIPT / "package-lock.json"
    marker = installed / ".package-lock.json"
    if not marker.exists() or marker.stat().st_mtime < lock.stat().st_mtime:
        command = ["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"]
        done = subprocess.run(command, cwd=TYPESCRIPT, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
    return installed


@pytest.mark.skipif(
    shutil.which("npm") is None and not os.environ.get("CI"), reason="Node is not installed: apt-get install nodejs npm"
)
def test_a_typescript_client_compiles_and_completes_a_lookup(service: Service, packages: Path, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(packages)
    for name in ("package.json", "lookup.ts"):
        shutil.copy(TYPESCRIPT / name, tmp_path)
    run(["npx", "openapi-typescript", f"{address(service)}/v1/openapi.json", "-o", "api.d.ts"], tmp_path)
    run(["npx", "tsc", *COMPILER, "lookup.ts"], tmp_path)
    assert run(["node", "lookup.js", address(service)], tmp_path).split() == [
        "fits", "M", "40002", "optional", "true",
    ]  # fmt: skip
