"""The people of a file as one table of legs, for looking at charts with a shop's own measures; no key is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from numpy.typing import NDArray

from ..model.column_names import is_figure, no_column
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.problem import BadInput
from ..search.leg_table import MISSING, Columns, LegTable, Numbers
from .columns import BatchColumns, batch_columns
from .implausible import PlausibleRows
from .people import people_of
from .read import column_names, tables
from .sex_words import sex_words
from .sizes import AT_ONCE

Bools = NDArray[np.bool_]
SEX_COLUMNS: Final = ("sex", "gender")
"""Names of the column with the sex, the first that there is."""


class FilePeople(Struct, frozen=True):
    """The people of a file who can be judged."""

    legs: LegTable
    women: Bools
    men: Bools
    """Neither of both where the file does not say, or says it in other words."""
    bad_rows: int
    """Rows that could not be read."""
    unread_sexes: int
    """People of whom the file says the sex in words that are not known."""


def people_in_file(
    path: Path, typed: Iterable[str], sex: str, policy: Policy, *, confirmed: bool = False
) -> FilePeople:
    """Read everybody in a file whose columns are as for a batch; `sex` names the column with it, empty for the usual.

    Raises: BadInput (the file cannot be read or has nobody; columns that are missing or cannot be read).
    """
    columns, of_sex = people_columns(path, typed, sex)
    wanted = list(dict.fromkeys([*(m.name for m in columns.measures), *([of_sex] if of_sex else [])]))
    rule = PlausibleRows(policy, confirmed=confirmed)
    parts = [(table, people_of(table, columns, rule)) for table in tables(path, wanted, AT_ONCE)]
    legs = [people.legs for _, people in parts]
    if not any(map(len, legs)):
        raise BadInput.one("no_rows", str(path), "", "batch_rows")
    sexes = np.concatenate([np.array(_sexes(table, of_sex), object)[people.rows] for table, people in parts])
    women, men = (np.isin(sexes, list(words)) for words in sex_words(set(sexes)))
    if sex and not (women | men).any():
        raise BadInput.one(
            "unknown_words", "--sex-column", "" if is_figure(sex) else sex, "batch_sex_words", "batch_sex_words"
        )
    bad = sum(table.num_rows - len(people.rows) for table, people in parts)
    return FilePeople(_joined(legs), women, men, bad, int(((sexes != "") & ~women & ~men).sum()))


def people_columns(path: Path, typed: Iterable[str], sex: str) -> tuple[BatchColumns, str]:
    """Find the columns of measures in a file, and the one with the sex; empty where there is none.

    Raises: BadInput (the file cannot be read; every column that is missing or cannot be read).
    """
    names = column_names(path)
    problems = [no_column("--sex-column", sex, names)] if sex and sex not in names else []
    try:
        columns = batch_columns(names, typed)
    except BadInput as bad:
        raise BadInput([*problems, *bad.problems]) from None
    if problems:
        raise BadInput(problems)
    return columns, sex or next((n for n in names if n.strip().lower() in SEX_COLUMNS), "")


def _sexes(table: pa.Table, column: str) -> list[str]:
    """What each row says of the sex, in small letters."""
    if not column:
        return [""] * table.num_rows
    texts = pc.cast(table.column(column), pa.string()).to_pylist()
    return [(text or "").strip().lower() for text in texts]


def _joined(parts: Sequence[LegTable]) -> LegTable:
    """Several tables as one; what one of them lacks is missing there."""
    rows = sum(map(len, parts))
    one, other = (_columns(parts, [p.one for p in parts]), _columns(parts, [p.other for p in parts]))
    if all(p.pairs is None for p in parts):
        return LegTable(one, rows=rows)
    pairs = [np.zeros(len(p), np.bool_) if p.pairs is None else p.pairs for p in parts]
    return LegTable(one, other, np.concatenate(pairs), rows)


def _columns(parts: Sequence[LegTable], legs: Sequence[Columns]) -> dict[LegPoint, Numbers]:
    points = list(dict.fromkeys(point for leg in legs for point in leg))
    return {
        point: np.concatenate([
            leg[point] if point in leg else np.full(len(part), MISSING, np.int64)
            for part, leg in zip(parts, legs, strict=True)
        ])
        for point in points
    }  # fmt: skip
