"""Loading brand files: the whole way from files on disk to the written catalog, beside the bare rows of it.

Every round is a process of its own (`python -m benchmarks.loading whole FOLDER`), so that nothing is remembered from
the round before: what `legfit load` finds is what is measured. Its modules are imported before; starting up is another
figure.
"""

from __future__ import annotations

import gc
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from catalog.app.judging import judge
from catalog.app.load import load_files
from catalog.formats.brand_toml import ProductsByFile, read_brand_files
from catalog.model.policy import shipped_policy
from catalog.store.database import Engine, connect
from catalog.store.migrate import upgrade
from catalog.store.tables import metadata
from catalog.store.write import write_products

from .catalogs import brand_files
from .measure import ROUNDS, Figure, figure, timed

SIZE = 10_000
BESIDE = "executemany of the same rows"
GOAL = 6.0


def load_figures() -> Iterator[Figure]:
    """Ten thousand products read from brand files, validated, judged and written beside the bare rows; the parts."""
    with TemporaryDirectory() as name:
        folder = brand_files(SIZE, Path(name) / "same", apart=False)
        apart = brand_files(SIZE, Path(name) / "apart", apart=True)
        rounds = [(_measured(folder), _measured(apart)) for _ in range(max(5, ROUNDS - 2))]
    whole = "loading 10 000 products from brand files"
    for at, told in ((0, whole), (1, f"{whole}, all texts different")):
        seen = [pair[at] for pair in rounds]
        yield figure(told, BESIDE, GOAL, [(s["whole"], s["floor"]) for s in seen])
        for part in ("reading and validating", "judging", "writing"):
            yield figure(f"… of that {part}", BESIDE, None, [(s[part], s["floor"]) for s in seen])


def _measured(folder: Path) -> dict[str, float]:
    """Seconds of the whole and of the floor from one process, and those of the parts from another one."""
    found: dict[str, float] = {}
    for what in ("whole", "parts"):
        command = [sys.executable, "-m", __name__, what, str(folder)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found |= json.loads(done.stdout)
    return found


def _whole(files: Path, folder: Path) -> dict[str, float]:
    policy, engine = shipped_policy(), empty_catalog(folder / "ours.db")
    took = timed(lambda: load_files(engine, [files], policy))
    engine.dispose()
    return {"whole": took, "floor": bare_rows(folder)}


def _parts(files: Path, folder: Path) -> dict[str, float]:
    policy, engine = shipped_policy(), empty_catalog(folder / "parts.db")
    gc.disable()  # as a load does
    shelf: ProductsByFile = {}
    gates = {}

    def read() -> None:
        nonlocal shelf
        shelf = read_brand_files([files])

    found = {
        "reading and validating": timed(read),
        "judging": timed(lambda: gates.update(judge((p for products in shelf.values() for p in products), policy, {}))),
        "writing": timed(lambda: write_products(engine, shelf, gates)),
    }
    engine.dispose()
    return found


def empty_catalog(path: Path) -> Engine:
    """A new catalog without products."""
    upgrade(f"sqlite:///{path}")
    return connect(f"sqlite:///{path}")


def bare_rows(folder: Path) -> float:
    """Seconds that the rows just written take when nothing but sqlite3 writes them, in one transaction as well."""
    bare = folder / "bare.db"
    upgrade(f"sqlite:///{bare}")
    with closing(sqlite3.connect(folder / "ours.db")) as source, closing(sqlite3.connect(bare)) as target:
        rows = {t.name: source.execute(f'SELECT * FROM "{t.name}"').fetchall() for t in metadata.sorted_tables}  # noqa: S608
        target.execute("DELETE FROM catalog")
        target.execute("DELETE FROM offers_version")
        target.commit()
        return timed(lambda: _insert(target, rows))


def _insert(target: sqlite3.Connection, rows: dict[str, list[tuple[object, ...]]]) -> None:
    with target:
        for table, lines in rows.items():
            if lines:
                marks = ", ".join("?" * len(lines[0]))
                target.executemany(f'INSERT INTO "{table}" VALUES ({marks})', lines)  # noqa: S608


def main() -> None:
    """One round: the times of the whole, or of the parts, as JSON."""
    what, files = sys.argv[1], Path(sys.argv[2])
    with TemporaryDirectory() as name:
        sys.stdout.write(json.dumps({"whole": _whole, "parts": _parts}[what](files, Path(name))))


if __name__ == "__main__":
    main()
