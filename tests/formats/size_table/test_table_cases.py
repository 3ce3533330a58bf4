"""The cases of ../shared/cases/tables: every band is read as printed or not at all, and never a wrong one."""

import pytest

from catalog.formats.size_table.gather import tables_of
from catalog.formats.size_table.read import read_tables
from tests.support.table_cases import CASES, cases, compare, limits

ALL = cases()


def test_the_cases_are_there():
    assert not CASES.parents[1].is_dir() or len(ALL) == 24, (
        f"{CASES} has no cases: the shared folder is absent or empty"
    )


@pytest.mark.parametrize(("path", "expected"), [pytest.param(p, e, id=name) for name, p, e in ALL])
def test_a_table_is_read_exactly_or_not_at_all(path, expected):
    score = compare(expected, read_tables(tables_of(path.read_bytes(), path.name), limits()))
    assert (score.wrong, score.missed, score.besides) == ([], [], [])
