"""Results into files: a file or a part is there whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as parquet

from .implausible import RowFault
from .read import kind_of

FAULT_COLUMNS: Final = ("row", "field", "reason")
COUNTS: Final = b"legfit.batch"
"""The key of a part's own counts in its metadata."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Write a file beside its place and move it there once it is whole; nothing is left where that fails."""
    draft = path.with_name(f".{path.name}.partial")
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def table_writer(draft: Path, path: Path, schema: pa.Schema) -> Iterator[Any]:
    """Open a writer of tables in the format of `path`'s name."""
    match kind_of(path, "-o"):
        case "parquet":
            writer = parquet.ParquetWriter(draft, schema, compression="zstd")
        case "ipc":
            writer = pa.ipc.new_file(str(draft), schema)
        case kind:
            options = arrow_csv.WriteOptions(delimiter="\t" if kind == "tsv" else ",")
            writer = arrow_csv.CSVWriter(str(draft), schema, write_options=options)
    with writer:
        yield writer


def write_part(path: Path, table: pa.Table, counts: dict[str, object]) -> None:
    """Write one part as Parquet, with what was counted in it."""
    noted = {**(table.schema.metadata or {}), COUNTS: json.dumps(counts).encode()}
    with whole_file(path) as draft:
        parquet.write_table(table.replace_schema_metadata(noted), draft, compression="zstd")


def counts_of_part(path: Path) -> dict[str, Any]:
    """What was counted in a part that is there."""
    counts: dict[str, Any] = json.loads(parquet.read_schema(path).metadata[COUNTS])
    return counts


@contextmanager
def faults_writer(path: Path) -> Iterator[Callable[[Iterable[RowFault]], None]]:
    """Open a file of the rows that could not be judged, and why; what it gives writes some, never their values."""
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FAULT_COLUMNS)
        yield lambda faults: writer.writerows((f.row, f.field, f.reason) for f in faults)


def fingerprint(facts: object) -> str:
    """A short name for everything that results depend on."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()[:12]


def total(counts: Iterable[dict[str, Any]]) -> Counter[str]:
    """The outcomes of several parts together."""
    together: Counter[str] = Counter()
    for part in counts:
        together.update(part["outcomes"])
    return together
