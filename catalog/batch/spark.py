"""The sizes of more people than one machine is for: the step of `sizes.py` inside Spark, without a shuffle.

The catalog goes to the workers once, as a broadcast of MessagePack; each Python process of theirs reads it and makes
its charts ready when its first people come. Every worker needs legfit of the same version.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Final

import pyarrow as pa
from msgspec.structs import replace
from pyspark import Broadcast
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as f
from pyspark.sql.types import DataType, DoubleType, IntegerType, NumericType, StringType, StructField, StructType
from pyspark.sql.udf import UserDefinedFunction
from pyspark.util import PythonEvalType

from ..app.sent_catalog import catalog_bytes, catalog_from_bytes
from ..app.timing import this_day
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from ..search.loaded_catalog import LoadedCatalog
from .columns import BatchColumns, batch_columns
from .read import in_tables
from .sized_rows import BETWEEN, COLUMNS, DISTANCE, TYPES
from .sizes import NOT_READ, BatchQuestion, BatchSizes

PERSON: Final = "person"
SPARK_TYPES: Final[dict[pa.DataType, DataType]] = {
    pa.string(): StringType(), pa.int32(): IntegerType(), pa.float64(): DoubleType(),
}  # fmt: skip


def sizes_in_spark(
    people: DataFrame, catalog: LoadedCatalog, question: BatchQuestion, columns: Sequence[str] = (), key: str = "",
    today: str | None = None,
) -> DataFrame:  # fmt: skip
    """Find the size of every person in a frame of Spark; columns and values are those of `sizes_of`.

    People are told apart by `key`, for rows of a frame have no numbers. What is typed wrong is said at once; nobody is
    judged before Spark has something to do with the result. The day of `today` is the same for every worker, also at
    midnight.

    Raises: BadInput (a column or a product that is not there, no key).
    """
    of_people = batch_columns(people.columns, columns, key)
    _check(people, of_people)
    today = this_day() if today is None else today
    BatchSizes(catalog, question, today=today)
    content = catalog_bytes(catalog, shipped_policy())
    broadcast = people.sparkSession.sparkContext.broadcast(content)
    renamed = replace(
        of_people, key=PERSON, measures=tuple(replace(m, name=f"m{n}") for n, m in enumerate(of_people.measures))
    )
    wanted = people.select(
        _named(of_people.key).alias(PERSON),
        *(_named(m.name).alias(to.name) for m, to in zip(of_people.measures, renamed.measures, strict=True)),
    )
    judge = SizesOnWorkers(broadcast, catalog.seen, question, renamed, today)
    return _map_in_arrow(wanted, judge, _schema(wanted.schema[PERSON].dataType, question))


def _check(people: DataFrame, columns: BatchColumns) -> None:
    """Check that people have a key and that measures are numbers, or text with some. Raises: BadInput."""
    problems = [] if columns.key else [Problem("empty", "--key", "", "batch_key")]
    for measure in columns.measures:
        if not isinstance(people.schema[measure.name].dataType, (NumericType, StringType)):
            problems.append(Problem("not_a_number", "--column", measure.name, "batch_numbers"))
    if problems:
        raise BadInput(problems)


def bad_rows(sizes: DataFrame) -> DataFrame:
    """Take out of a result the people who could not be judged: person, field and reason, never the value."""
    faults = sizes.where(f.col("outcome") == NOT_READ).select(
        PERSON, f.explode(f.split("reasons", BETWEEN)).alias("fault")
    )
    field, reason = (f.split("fault", ":")[place] for place in (0, 1))
    return faults.select(PERSON, field.alias("field"), reason.alias("reason"))


def _map_in_arrow(people: DataFrame, judge: SizesOnWorkers, schema: StructType) -> DataFrame:
    """What `people.mapInArrow(judge, schema)` gives.

    Spark 4.3 refuses that where pandas is not installed, and then makes no use of it (SPARK-53059 is the same of
    another function): without pandas the steps behind that question are taken here.
    """
    if find_spec("pandas"):
        return people.mapInArrow(judge, schema)
    function = UserDefinedFunction(judge, schema, evalType=PythonEvalType.SQL_MAP_ARROW_ITER_UDF)
    of_java = people._jdf.mapInArrow(function(*map(f.col, people.columns))._jc, False, None)  # noqa: FBT003, SLF001
    return DataFrame(of_java, people.sparkSession)


class SizesOnWorkers:
    """What a worker does with the people of a partition, some ten thousand at a time."""

    def __init__(
        self, catalog: Broadcast[bytes], collections: tuple[str, ...], question: BatchQuestion, columns: BatchColumns,
        today: str,
    ) -> None:  # fmt: skip
        self._catalog, self._collections, self._question = catalog, collections, question
        self._columns, self._today = columns, today

    def __call__(self, people: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Find the sizes of the people in some batches; without any nothing is made ready."""
        for table in in_tables(people, self._question.people_at_once):
            sizes = _ready(self._catalog.value, self._collections, self._question, self._today)
            yield from sizes.of(table, self._columns).table.to_batches(max_chunksize=MOST_SENT)


MOST_SENT: Final = 65_536
"""Rows that go back to Spark at once."""


@lru_cache(maxsize=1)
def _ready(content: bytes, collections: tuple[str, ...], question: BatchQuestion, today: str) -> BatchSizes:
    """Make a question ready; a process that Spark uses for one partition after the other does it once."""
    sizes = BatchSizes(catalog_from_bytes(content, shipped_policy(), collections), question, today=today)
    gc.freeze()  # the catalog stays: the search for garbage need not look through it again and again
    return sizes


def _named(name: str) -> Column:
    """A column by its name, whatever signs are in it."""
    return f.col(f"`{name.replace('`', '``')}`")


def _schema(of_key: DataType, question: BatchQuestion) -> StructType:
    names = (*COLUMNS, DISTANCE) if question.with_distance else COLUMNS
    fields = [StructField(name, SPARK_TYPES[TYPES[name]]) for name in names]
    return StructType([StructField(PERSON, of_key), *fields])
