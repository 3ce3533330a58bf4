"""A damaged file of size tables is read or refused, and no band is read that is not printed in it."""

import pytest

from tests.support.damaged_charts import outcome
from tests.support.damaging import damaged
from tests.support.table_cases import OWN_CASES, case_files

FILES = [pytest.param(path.read_bytes(), id=path.name) for path in case_files(OWN_CASES)]


@pytest.mark.parametrize("data", FILES)
def test_a_damaged_file_says_nothing_that_it_does_not_print(data):
    assert [faults for seed in range(30) if (faults := outcome(damaged(data, seed)))] == []
