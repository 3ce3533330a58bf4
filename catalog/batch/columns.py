"""Which column of a table of people is which measure, and which one tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..model.column_names import lacks_names, nameable, no_column, without_names
from ..model.measure_columns import PeopleColumn as PeopleColumn
from ..model.measure_columns import measure_columns
from ..model.problem import BadInput, Problem

KEYS: Final = ("person", "id", "key", "customer_id", "customer", "person_id")
"""Names of the column with the key of a person, the first that there is; without one it is the number of the row."""


class BatchColumns(Struct, frozen=True):
    """What a table has of people."""

    key: str
    """The column with the key of a person; empty where the number of the row is taken."""
    measures: tuple[PeopleColumn, ...]


def batch_columns(names: Sequence[str], typed: Iterable[str] = (), key: str = "") -> BatchColumns:
    """Find the columns of people in a table: as `typed`, and other measures by their names (`height_in`).

    A measure that is typed is not looked for by name, on neither side; `height=-` says that it is not to be read.

    Raises: BadInput (every column that is missing or cannot be read; no measure at all).
    """
    measures, problems = measure_columns(names, typed)
    if key and key not in names:
        problems.append(no_column("--key", key, names))
    if not measures and not problems:
        problems.append(_no_measures(names))
    if problems:
        raise BadInput(dict.fromkeys(problems))
    return BatchColumns(key or next((n for k in KEYS for n in names if n.strip() == k), ""), tuple(measures))


def _no_measures(names: Sequence[str]) -> Problem:
    """What is said where no column is a measure: the names that there are, never a figure."""
    if lacks_names(names):
        return without_names("--column", names)
    return BadInput.one("no_measures", "--column", ", ".join(nameable(names)), "batch_columns").problems[0]


def columns_in_mapping(document: Mapping[str, object], *, lenient: bool = False) -> tuple[list[str], str]:
    """Read a mapping file: a table `columns` (`calf_max_girth = "wade_cm:cm"`), and `key`.

    With `lenient` what can be read of it. Raises: BadInput (it has something else in it, or no columns).
    """
    columns = document.get("columns")
    texts = columns if isinstance(columns, Mapping) else {}
    unknown = sorted(document.keys() - {"columns", "key"})
    if not lenient and (unknown or not texts):
        raise BadInput.one("wrong_mapping", "--mapping", ", ".join(unknown), "cli_mapping_file")
    return [f"{point}={text}" for point, text in texts.items()], str(document.get("key", ""))
