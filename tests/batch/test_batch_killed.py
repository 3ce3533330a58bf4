"""A batch that is killed without a word, and started again: the same parts as without that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import sleep

import pyarrow as pa
import pyarrow.parquet as parquet

PROGRAM = """
import sys
from pathlib import Path

from benchmarks.catalogs import seed
from catalog.batch.columns import batch_columns
from catalog.batch.run import BatchJob, run_batch
from catalog.batch.sizes import BatchQuestion, BatchSizes
from catalog.model.product import Garment
from catalog.search.loaded_catalog import load_catalog

source, target = map(Path, sys.argv[1:])
sizes = BatchSizes(load_catalog(seed().snapshot()), BatchQuestion(garment=Garment.SOCK, best=2))
columns = batch_columns(["id", "calf_max_girth_cm"])
report = run_batch(BatchJob(source, columns, sizes, target, "seed", 50), lambda people: None)
print(report.parts, report.parts_before)
"""
PARTS = 200


def started(*arguments):
    """The batch in a process of its own, which nothing here can tidy up after."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_batch_that_is_killed_goes_on_to_the_same_parts(tmp_path):
    people = tmp_path / "people.parquet"
    girths = [0.5 if at % 70 == 3 else 30 + at % 130 / 10 for at in range(PARTS * 50)]
    parquet.write_table(pa.table({"id": range(len(girths)), "calf_max_girth_cm": girths}), people)
    folder, whole = tmp_path / "parts", tmp_path / "whole"
    with started(people, folder) as broken:
        while broken.poll() is None and len(list(folder.glob("part-*"))) < 3:
            sleep(0.001)
        broken.kill()
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("part-*")}
    assert broken.returncode == -9
    assert 3 <= len(before) < PARTS
    for target, counts in ((folder, [PARTS - len(before), len(before)]), (whole, [PARTS, 0])):
        with started(people, target) as going:
            output, _ = going.communicate()
        assert [int(count) for count in output.split()] == counts
    assert {name: (folder / name).stat().st_mtime_ns for name in before} == before
    assert contents(folder) == contents(whole)
