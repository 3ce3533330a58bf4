"""Everybody's best five of 300 products by Spark on two local cores, beside the same batch in one process.

Both go from Parquet to Parquet, with the people and the catalog of `batch.py`, by the clock; processor time, of Java
and all Python processes together, is noted beside it. Spark is timed three times: the start of its session, a first
job (Python on workers starts, reads the catalog and makes charts ready) and the same job again, for which nothing has
to be made ready. One process is timed twice in the same way. People lie in files of 65 536, so that both cores have
some.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
from pyspark.sql import SparkSession

from catalog.batch.columns import batch_columns
from catalog.batch.run import BatchJob, run_batch
from catalog.batch.sizes import AT_ONCE, BatchQuestion, BatchSizes
from catalog.batch.spark import sizes_in_spark
from catalog.search.loaded_catalog import LoadedCatalog

from .batch import BEST, PEOPLE, PRODUCTS, girths, tape_catalog
from .measure import Call, Figure, figure, timed

MASTER = "local[2,4]"
TODAY = "2026-11-27"
TIMED = ("session", "first", "again", "process", "process again")


def spark_figures() -> Iterator[Figure]:
    """Spark's start, first job and steady job beside one process."""
    command = [sys.executable, "-m", __name__, str(PEOPLE)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    taken = json.loads(done.stdout)
    for unit in ("clock", "processor"):
        sys.stderr.write(f"{unit}: {', '.join(f'{name} {taken[unit][name]:.3g} s' for name in TIMED)}\n")
    name = f"Spark on two cores, best {BEST} of {PRODUCTS} for {PEOPLE:,} people"
    for ours, beside in (("session", "process again"), ("first", "process"), ("again", "process again")):
        yield figure(
            f"{name}: {ours}", f"one process: {beside}", None, [(taken["clock"][ours], taken["clock"][beside])]
        )


class Timed:
    """What parts took: seconds by the clock, and of processor time of this process and all that it started."""

    def __init__(self) -> None:
        self.clock: dict[str, float] = {}
        self.processor: dict[str, float] = {}

    def take(self, name: str, call: Call) -> None:
        """Do one part and note what it took."""
        before = _processor_seconds()
        self.clock[name] = timed(call)
        self.processor[name] = _processor_seconds() - before


def _processor_seconds() -> float:
    """Seconds of processor time of this process, its children and theirs, those that have ended too (Linux)."""
    stats: dict[int, list[str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            stats[int(path.parent.name)] = path.read_text("utf-8").rpartition(")")[2].split()
    ours = {os.getpid()}
    while more := {pid for pid, stat in stats.items() if int(stat[1]) in ours} - ours:
        ours |= more
    return sum(int(ticks) for pid in ours for ticks in stats[pid][11:15]) / os.sysconf("SC_CLK_TCK")


def _by_spark(catalog: LoadedCatalog, source: Path, folder: Path, taken: Timed) -> None:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(MASTER).config("spark.driver.bindAddress", "127.0.0.1")
    builder = builder.config("spark.ui.enabled", "false")
    taken.take("session", builder.getOrCreate)
    people = builder.getOrCreate().read.parquet(str(source))
    sizes = sizes_in_spark(people, catalog, BatchQuestion(best=BEST), today=TODAY)
    for name in ("first", "again"):
        taken.take(name, lambda name=name: sizes.write.parquet(str(folder / name)))
    people.sparkSession.stop()


def _by_process(catalog: LoadedCatalog, source: Path, folder: Path, taken: Timed) -> None:
    sizes = BatchSizes(catalog, BatchQuestion(best=BEST), today=TODAY)
    columns = batch_columns(parquet.read_schema(source).names)
    for name in ("process", "process again"):
        job = BatchJob(source, columns, sizes, folder / f"{name}.parquet", "made")
        taken.take(name, lambda job=job: run_batch(job, lambda people: None))


def main() -> None:
    """One round, as JSON."""
    people, catalog, taken = int(sys.argv[1]), tape_catalog("shared"), Timed()
    with TemporaryDirectory() as name:
        folder = Path(name)
        columns = {f"{p}_cm": values / 10_000 for p, values in girths(people, 1).items()}
        table = pa.table({"id": np.arange(people), **columns})
        parquet.write_table(table, folder / "people.parquet", row_group_size=AT_ONCE)
        (folder / "people").mkdir()
        for start in range(0, people, AT_ONCE):
            parquet.write_table(table.slice(start, AT_ONCE), folder / "people" / f"{start}.parquet")
        _by_process(catalog, folder / "people.parquet", folder, taken)
        _by_spark(catalog, folder / "people", folder, taken)
        ours, theirs = (parquet.read_table(folder / n).num_rows for n in ("first", "process.parquet"))
        assert ours == theirs  # noqa: S101
    sys.stdout.write(json.dumps({"clock": taken.clock, "processor": taken.processor}))


if __name__ == "__main__":
    main()
