"""The size tables in tests/cases/size_tables, each with its answer: in eight languages and every kind of file."""

import pytest

from catalog.formats.size_table.gather import tables_of
from catalog.formats.size_table.read import read_tables
from tests.support.table_cases import OWN_CASES, cases, compare, limits

ALL = cases(OWN_CASES)


def test_every_file_has_its_answer():
    assert len({path.name.split("-")[0] for _, path, _ in ALL}) == len(ALL) >= 48


@pytest.mark.parametrize(("path", "expected"), [pytest.param(p, e, id=name) for name, p, e in ALL])
def test_a_table_is_read_exactly_or_not_at_all(path, expected):
    score = compare(expected, read_tables(tables_of(path.read_bytes(), path.name), limits()))
    assert (score.wrong, score.missed, score.besides) == ([], [], [])
