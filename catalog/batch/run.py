"""A batch from file to file: streamed, bounded in memory, and in parts that are done once where a folder is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
from msgspec import Struct, field
from msgspec.structs import asdict

from .. import __version__
from ..model.problem import BadInput
from .columns import BatchColumns
from .read import tables
from .sized_rows import COLUMNS
from .sizes import BatchSizes, SizedTable
from .write import counts_of_part, faults_writer, fingerprint, table_writer, whole_file, write_part

Progress = Callable[[int], None]


class BatchJob(Struct, frozen=True):
    """One file of people, what is asked about them, and where the sizes go."""

    source: Path
    columns: BatchColumns
    sizes: BatchSizes
    target: Path
    catalog_version: str
    rows_at_once: int = 0
    """How many people are judged together; 0 for as many as the question allows."""

    @property
    def people_at_once(self) -> int:
        """How many people are judged together; in a folder they are a part."""
        return self.rows_at_once or self.sizes.question.people_at_once

    @property
    def wanted(self) -> list[str]:
        """The columns that are read; no other one is looked at."""
        key = [self.columns.key] if self.columns.key else []
        return list(dict.fromkeys([*key, *(m.name for m in self.columns.measures)]))

    @property
    def fingerprint(self) -> str:
        """A name for the question, the catalog, the rules, the columns, the file, and the charts that are old today."""
        about = self.source.stat()
        return fingerprint([
            asdict(self.sizes.question), asdict(self.columns), self.catalog_version, self.sizes.policy.version,
            self.sizes.aged, __version__, COLUMNS, self.people_at_once, self.source.name, about.st_size,
            about.st_mtime_ns,
        ])  # fmt: skip


class BatchReport(Struct):
    """What was done, counted exactly."""

    people: int = 0
    rows: int = 0
    bad_rows: int = 0
    """People who could not be judged."""
    outcomes: Counter[str] = field(default_factory=Counter)
    parts: int = 0
    """Parts that were made now."""
    parts_before: int = 0
    """Parts that were there already, and were not done again."""

    def add(self, counts: dict[str, Any]) -> None:
        """Add what was counted in some rows."""
        self.people += counts["people"]
        self.rows += counts["rows"]
        self.bad_rows += counts["bad_rows"]
        self.outcomes = self.outcomes + Counter(counts["outcomes"])


def run_batch(job: BatchJob, progress: Progress) -> BatchReport:
    """Do a batch; `progress` is called with the people done so far. Raises: BadInput, OSError."""
    is_folder = job.target.is_dir() or not job.target.suffix
    return _into_folder(job, progress) if is_folder else _into_file(job, progress)


def _into_file(job: BatchJob, progress: Progress) -> BatchReport:
    report = BatchReport()
    bad_rows = faults_writer(bad_rows_beside(job.target))
    with whole_file(job.target) as draft, bad_rows as write_faults, ExitStack() as stack:
        writer = None
        for sized, people in _sized(job):
            if writer is None:
                writer = stack.enter_context(table_writer(draft, job.target, sized.table.schema))
            writer.write_table(sized.table)
            write_faults(sized.faults)
            report.add(_counts(sized, people))
            progress(report.people)
        if writer is None:
            raise BadInput.one("no_rows", str(job.source), "", "batch_rows")
        stack.close()
    return report


def bad_rows_beside(target: Path) -> Path:
    """The file with the rows that could not be judged, beside the one with the results."""
    return target.with_name(f"{target.stem}.bad-rows.csv")


def _into_folder(job: BatchJob, progress: Progress) -> BatchReport:
    """Parts named by their rows and a fingerprint; one that is there is whole, and is not done again."""
    report, mark = BatchReport(), job.fingerprint
    job.target.mkdir(parents=True, exist_ok=True)
    strange = [p.name for p in job.target.glob("part-*.parquet") if not p.stem.endswith(mark)]
    if strange:
        raise BadInput.one("other_parts", "-o", strange[0], "batch_own_folder")
    first = 0
    for table in tables(job.source, job.wanted, job.people_at_once):
        part = job.target / f"part-{first + 1:012}-{first + table.num_rows:012}-{mark}.parquet"
        if part.exists():
            report.parts_before += 1
        else:
            sized = job.sizes.of(table, job.columns, first)
            with faults_writer(_bad_rows_of(part)) as write_faults:
                write_faults(sized.faults)
            write_part(part, sized.table, _counts(sized, table.num_rows))
            report.parts += 1
        report.add(counts_of_part(part))
        first += table.num_rows
        progress(report.people)
    return report


def _bad_rows_of(part: Path) -> Path:
    return part.with_name(part.name.replace("part-", "bad-rows-")).with_suffix(".csv")


def _sized(job: BatchJob) -> Any:
    first = 0
    for table in tables(job.source, job.wanted, job.people_at_once):
        yield job.sizes.of(table, job.columns, first), table.num_rows
        first += table.num_rows


def _counts(sized: SizedTable, people: int) -> dict[str, Any]:
    bad = len({fault.row for fault in sized.faults})
    return {"people": people, "rows": sized.table.num_rows, "bad_rows": bad, "outcomes": dict(sized.outcomes)}


def preview(job: BatchJob, rows: int) -> pa.Table:
    """Find the sizes of the first people of a file, to see whether its columns are read as they are meant."""
    table = next(tables(job.source, job.wanted, rows), None)
    if table is None:
        raise BadInput.one("no_rows", str(job.source), "", "batch_rows")
    return job.sizes.of(table, job.columns).table
