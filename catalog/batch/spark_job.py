"""`legfit batch --spark`: from Parquet to a folder of Parquet, as one job of Spark."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from typing import Any, Final

from msgspec import Struct
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession

from ..model.problem import BadInput
from ..search.loaded_catalog import LoadedCatalog
from .columns import batch_columns
from .run import BatchReport
from .sizes import NOT_READ, BatchQuestion
from .spark import bad_rows, sizes_in_spark

SIZES: Final = "sizes"
BAD_ROWS: Final = "bad-rows"
FINISHED: Final = "_FINISHED"
"""The empty file that is written last; Spark passes over names that begin like this."""


class SparkJob(Struct, frozen=True):
    """Files of people, what is asked about them, and the folder for their sizes."""

    source: str
    """Parquet, a file or a folder, wherever Spark reads from (`hdfs://`, `s3a://`)."""
    target: str
    columns: tuple[str, ...] = ()
    """As for `sizes_of`."""
    key: str = ""


def check_java() -> None:
    """Check that there is a Java. Raises: BadInput."""
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise BadInput.one("missing_extra", "--spark", "java", "batch_java", "batch_java")


def spark_session() -> SparkSession:
    """Start Spark, or take the session of `spark-submit`; Python on workers is this one unless PYSPARK_PYTHON says."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return SparkSession.builder.appName("legfit batch").getOrCreate()


def people_in(session: SparkSession, job: SparkJob) -> DataFrame:
    """Open the people of a job. Raises: BadInput (there is no Parquet)."""
    try:
        return session.read.parquet(job.source)
    except AnalysisException as error:
        raise BadInput.one("file_unreadable", job.source, "", "batch_parquet") from error


def check_job(people: DataFrame, job: SparkJob) -> None:
    """Check the columns, and that the folder is free or was left by a job broken off. Raises: BadInput."""
    batch_columns(people.columns, job.columns, job.key)
    folder = _Folder(people.sparkSession, job.target)
    if not folder.entries() <= {SIZES, BAD_ROWS}:
        raise BadInput.one("folder_taken", "-o", job.target, "batch_spark_folder")


def run_on_spark(
    people: DataFrame, job: SparkJob, catalog: LoadedCatalog, question: BatchQuestion, today: str
) -> BatchReport:
    """Write the sizes of everybody, and who could not be judged and why; what a broken-off job left is written over.

    Raises: BadInput.
    """
    session = people.sparkSession
    sizes = sizes_in_spark(people, catalog, question, job.columns, job.key, today)
    written = _written(sizes, f"{job.target}/{SIZES}")
    _written(bad_rows(written), f"{job.target}/{BAD_ROWS}")
    outcomes = Counter({row["outcome"]: row["count"] for row in written.groupBy("outcome").count().collect()})
    report = BatchReport(people.count(), outcomes.total(), outcomes[NOT_READ], outcomes)
    _Folder(session, job.target).finish()
    return report


def _written(rows: DataFrame, folder: str) -> DataFrame:
    """Write rows as Parquet, and read them from there."""
    rows.write.mode("overwrite").option("compression", "zstd").parquet(folder)
    return rows.sparkSession.read.parquet(folder)


class _Folder:
    """A folder of the file system that its address names, by Hadoop's interface."""

    def __init__(self, session: SparkSession, address: str) -> None:
        context = session.sparkContext
        self._path: Any = context._jvm.org.apache.hadoop.fs.Path  # noqa: SLF001
        self._address = address
        self._files = self._path(address).getFileSystem(context._jsc.hadoopConfiguration())  # noqa: SLF001

    def entries(self) -> set[str]:
        """The names of what is in it; none where it is not there."""
        path = self._path(self._address)
        return {e.getPath().getName() for e in self._files.listStatus(path)} if self._files.exists(path) else set()

    def finish(self) -> None:
        """Say that everything is written."""
        self._files.create(self._path(f"{self._address}/{FINISHED}")).close()
