"""`legfit batch --spark`: the same question as a job of Spark, started here or by `spark-submit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..app.timing import this_day
from ..model.problem import BadInput
from .exit_codes import Exit, leave
from .opening import catalog_for

if TYPE_CHECKING:
    from ..batch.run import BatchReport
    from ..model.question import Question


def on_spark(
    question: Question, database: str | None, paths: tuple[str, str], wanted: tuple[tuple[str, ...], int, bool],
    columns: tuple[list[str], str],
) -> BatchReport:  # fmt: skip
    """Do a batch on Spark; leave with 4 where the file of people cannot be read. Raises: BadInput."""
    runs = _extra()
    from ..batch.command_line import question_for

    batch_question = question_for(question, *wanted[:2], with_distance=wanted[2])
    catalog = catalog_for(question, database)
    job = runs.SparkJob(*paths, tuple(columns[0]), columns[1])
    session = runs.spark_session()
    try:
        people = runs.people_in(session, job)
    except BadInput as bad:
        leave(Exit.INPUT_FILE, bad.problems)
    runs.check_job(people, job)
    report: BatchReport = runs.run_on_spark(people, job, catalog, batch_question, this_day())
    return report


def _extra() -> Any:
    """Import what needs pyspark. Raises: BadInput (it is not installed)."""
    try:
        from ..batch import spark_job
    except ModuleNotFoundError as missing:
        raise BadInput.one("missing_extra", "--spark", missing.name, "batch_spark", "cli_install_spark") from None
    return spark_job
