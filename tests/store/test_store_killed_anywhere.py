"""A load, an import, a removal and a migration that are killed at any of their statements: nothing is half written."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "support" / "killing.py"


# A removal and a way back are one statement and tables like the others: a server need not be asked about them too.
@pytest.mark.parametrize(
    ("name", "server", "statements"),
    [
        pytest.param("load", True, 45, id="load"),
        pytest.param("import", False, 80, id="import in batches"),
        pytest.param("remove", False, 6, id="remove"),
        pytest.param("upgrade", True, 40, id="migration"),
        pytest.param("downgrade", False, 80, id="migration back"),
    ],
)
def test_killed_at_every_statement_the_catalog_is_as_before_and_the_next_try_does_it(
    empty_url, name, server, statements
):
    if empty_url.startswith("postgresql") and not server:
        return
    done = subprocess.run([sys.executable, str(SCRIPT), empty_url, name], capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stdout + done.stderr
    count = re.fullmatch(r"exit 0 after (\d+) statements, changed: True\n", done.stdout)
    assert count is not None, done.stdout
    assert int(count[1]) >= statements
