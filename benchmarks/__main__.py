"""`python -m benchmarks [size search … batch coverage spark commands memory http tables]`: a table, and JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from . import batch, coverage, http, importing, in_process, loading, programs, size_tables, spark, stock
from .measure import Figure, table

RESULTS = Path(__file__).resolve().parent / "results"


def _size() -> list[Figure]:
    with TemporaryDirectory() as name:
        return in_process.size_figures(Path(name))


GROUPS: dict[str, Callable[[], Iterable[Figure]]] = {
    "size": _size,
    "search": in_process.search_figures,
    "growth": lambda: [in_process.growth()],
    "load": loading.load_figures,
    "import": importing.import_figures,
    "stock": stock.stock_figures,
    "batch": batch.batch_figures,
    "coverage": coverage.coverage_figures,
    "spark": spark.spark_figures,
    "commands": programs.command_figures,
    "http": http.figures,
    "memory": programs.memory_figures,
    "tables": size_tables.table_figures,
}


def main() -> int:
    """Measure what was named, or all; 0 whether or not goals are met: the table says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="What to measure; all by default.")
    wanted = parser.parse_args().groups or list(GROUPS)
    figures: list[Figure] = []
    for name in wanted:
        for found in GROUPS[name]():
            figures.append(found)
            sys.stderr.write(f"{found.name}: {found.ratio:.3g} x {found.beside}\n")
    sys.stdout.write(table(figures) + "\n")
    RESULTS.mkdir(exist_ok=True)
    when = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    document = {
        "when": when, "python": platform.python_version(), "machine": platform.machine(), "cores": os.cpu_count(),
        "load": os.getloadavg(), "figures": [f.document() for f in figures],
    }  # fmt: skip
    (RESULTS / f"{when}.json").write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
