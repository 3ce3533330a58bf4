"""What one Python process of a worker takes of a large catalog: `python -m benchmarks.outgrown KIND PRODUCTS PEOPLE`.

The figures of docs/shops/spark.md. KIND is `shared` (0.08 charts to a product) or `own` (one to each). Every product
that may get a size is asked about, of whatever kind, and each person gets the best five; seconds are of processor time.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from catalog.app.sent_catalog import catalog_bytes, catalog_from_bytes
from catalog.batch.columns import batch_columns
from catalog.batch.sizes import BatchQuestion, BatchSizes
from catalog.model.policy import shipped_policy
from catalog.search.loaded_catalog import load_catalog

from .batch import BEST, girths
from .catalogs import made

TODAY = "2026-11-27"
MEBI = 1 << 20


class Stopwatch:
    """Seconds of processor time and MiB at the highest, by what was done meanwhile."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        self._last = process_time()

    def note(self, name: str) -> None:
        """Note what was done since the last time."""
        now = process_time()
        self.taken[f"{name}, s"] = round(now - self._last, 3)
        self.taken[f"{name}, MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self._last = process_time()


def _in_another_process(kind: str, products: int, path: Path) -> None:
    """Make a catalog and write it as it is sent, so that the memory of that is not counted here."""
    making = multiprocessing.get_context("spawn").Process(target=_make, args=(kind, products, path))
    making.start()
    making.join()


def _make(kind: str, products: int, path: Path) -> None:
    path.write_bytes(catalog_bytes(load_catalog(made(products, kind).snapshot()), shipped_policy()))


def main() -> None:
    """One round, as JSON."""
    kind, products, people = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with TemporaryDirectory() as name:
        sent, policy = Path(name) / "catalog", shipped_policy()
        _in_another_process(kind, products, sent)
        watch = Stopwatch()
        catalog = catalog_from_bytes(sent.read_bytes(), policy)
        watch.note("catalog read")
        sizes = BatchSizes(catalog, BatchQuestion(best=BEST), today=TODAY)
        gc.freeze()  # as a worker does
        watch.note("made ready")
        columns = {f"{p}_cm": values / 10_000 for p, values in girths(people, 1).items()}
        table = pa.table({"id": np.arange(people), **columns})
        watch.note("people made")
        read = batch_columns(table.column_names)
        for turn in ("first people", "the same again"):
            sized = sizes.of(table, read).table
            watch.note(turn)
        written = {"people": table, "sizes": sized}
        for file, rows in written.items():
            parquet.write_table(rows, Path(name) / file, compression="zstd")
        facts = {
            "charts": len(catalog.charts), "sent, MB": round(sent.stat().st_size / 1e6, 2), "rows": sized.num_rows,
            "rows, bytes a person": round(sized.nbytes / people),
            **{f"{n} as Parquet, bytes a person": round((Path(name) / n).stat().st_size / people, 1) for n in written},
        }  # fmt: skip
        sys.stdout.write(json.dumps(facts | watch.taken, indent=1) + "\n")


if __name__ == "__main__":
    main()
