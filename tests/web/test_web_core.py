"""What holds without a server: the extras, the limits, the shelf, the files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from web_service import CHECKOUT, environment

from catalog.web.rate_limit import MOST_CLIENTS, RequestCounts

EXTRAS = ("starlette", "uvicorn", "prometheus_client", "httptools", "uvloop", "psycopg")
HIDDEN = """
import sys
for name in {names}:
    sys.modules[name] = None
sys.argv = ["legfit", *{typed}]
from catalog.commands import main
main()
"""


def without_extras(folder: Path, *typed: str) -> subprocess.CompletedProcess[str]:
    """The command line where nothing of the extras is installed."""
    code = HIDDEN.format(names=EXTRAS, typed=list(typed))
    return subprocess.run(
        [sys.executable, "-c", code], env=environment(folder), capture_output=True, text=True, timeout=120, cwd=CHECKOUT
    )


def test_serve_without_the_extra_says_which_to_install(tmp_path: Path) -> None:
    done = without_extras(tmp_path, "serve")
    assert done.returncode == 2
    assert "pip install 'legfit[web]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_postgresql_address_without_the_extra_says_which_to_install(tmp_path: Path) -> None:
    done = without_extras(tmp_path, "list", "--database", "postgresql://legfit@127.0.0.1:1/legfit")
    assert done.returncode == 5
    assert "legfit[postgres]" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_core_needs_none_of_the_extras(tmp_path: Path) -> None:
    done = without_extras(tmp_path, "size", "compressport-ur2", "--calf", "36.5 cm", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["matches"][0]["size"] == "2"


def test_the_limiter_forgets_the_quietest_client_first() -> None:
    counts = RequestCounts()
    assert [counts.add("first", 5)[0] for _ in range(8)] == [1, 2, 3, 4, 5, 6, 6, 6]
    for number in range(MOST_CLIENTS):
        counts.add(str(number), 5)
    assert len(counts.clients) == MOST_CLIENTS
    assert "first" not in counts.clients
