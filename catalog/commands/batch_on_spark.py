"""`legfit batch --spark`: the same question as a job of Spark, started here or by `spark-submit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..app.timing import this_day
from ..model.problem import BadInput
from .batch_asked import AskedBatch
from .exit_codes import Exit, leave

if TYPE_CHECKING:
    from ..batch.run import BatchReport
    from ..batch.sizes import BatchQuestion
    from ..search.loaded_catalog import LoadedCatalog


def spark_extra() -> Any:
    """Import what needs pyspark, and look for Java. Raises: BadInput (one of both is not installed)."""
    try:
        from ..batch import spark_job
    except ModuleNotFoundError as missing:
        raise BadInput.one("missing_extra", "--spark", missing.name, "batch_spark", "cli_install_spark") from None
    spark_job.check_java()
    return spark_job


def batch_question(wanted: AskedBatch) -> BatchQuestion:
    """What is asked about everybody."""
    from ..batch.sizes import BatchQuestion

    question = wanted.question
    return BatchQuestion(
        wanted.products, question.garment, wanted.best, question.filters, question.prefer, wanted.with_distance,
        question.confirmed,
    )  # fmt: skip


def on_spark(runs: Any, wanted: AskedBatch, catalog: LoadedCatalog) -> BatchReport:
    """Do a batch on Spark, which `runs`; leave with 4 where the file of people cannot be read. Raises: BadInput."""
    job = runs.SparkJob(wanted.people, wanted.out or "", wanted.columns, wanted.key)
    session = runs.spark_session()
    try:
        people = runs.people_in(session, job)
    except BadInput as bad:
        leave(Exit.INPUT_FILE, bad.problems)
    runs.check_job(people, job)
    report: BatchReport = runs.run_on_spark(people, job, catalog, batch_question(wanted), this_day())
    return report
