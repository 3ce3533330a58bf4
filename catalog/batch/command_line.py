"""What the command of a batch needs beside the job itself: a mapping file, where sizes go, whole answers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from ..model.answer import Answer
from ..model.problem import BadInput
from .columns import batch_columns as batch_columns
from .columns import columns_in_mapping
from .people import people_of
from .population import people_columns as people_columns
from .population import people_in_file as people_in_file
from .read import column_names as column_names
from .read import is_writable_key, kind_of, tables
from .run import BatchJob as BatchJob
from .sizes import BatchSizes as BatchSizes

MOST_EXPLAINED = 1000


def mapping_file(path: Path, *, lenient: bool = False) -> tuple[list[str], str]:
    """Read a mapping file; with `lenient` what can be read of it. Raises: BadInput (it cannot be read, or is none)."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        if lenient:
            return [], ""
        raise BadInput.one("wrong_mapping", "--mapping", path.name, "cli_mapping_file") from error
    return columns_in_mapping(document, lenient=lenient)


def check_key(source: Path, key: str) -> None:
    """Check the column of the keys: every key has to be one text in the file of bad rows. Raises: BadInput."""
    if key and not is_writable_key(source, key):
        raise BadInput.one("not_a_key", "--key", key, "batch_key_texts")


def check_target(source: Path, target: Path) -> None:
    """Check the file for the sizes. Raises: BadInput (a format that is not written, or the file of people itself)."""
    kind_of(target, "-o")
    if target.resolve() == source.resolve():
        raise BadInput.one("same_file", "-o", target.name, "batch_other_file")


def whole_answers(job: BatchJob, most: int) -> Iterator[Answer]:
    """The whole answers of the first people, as a search gives them; their ids are the keys of the people."""
    few = next(tables(job.source, job.wanted, min(max(most, 1), MOST_EXPLAINED)), None)
    if few is None:
        return
    people = people_of(few, job.columns, job.sizes.plausible)
    keys = few.column(job.columns.key).to_pylist() if job.columns.key else range(1, few.num_rows + 1)
    for number, row in enumerate(people.rows.tolist()):
        yield job.sizes.answer(people, number, str(keys[row]))
