"""Names of columns as a file has them: with blanks around them, with the separator in quotes; every cell stays text."""

from __future__ import annotations

import pytest

from catalog.batch.columns import batch_columns
from catalog.batch.read import column_names, tables

FILES = [
    pytest.param("Name, Nr,calf\nA,00123,36.5\n", ["Name", " Nr", "calf"], id="a blank after the comma"),
    pytest.param('"Kunde, Nr.",calf\n00123,36.5\n', ["Kunde, Nr.", "calf"], id="the separator in a name"),
    pytest.param(
        '"Nr, alt, neu";calf\n00123;36,5\n', ["Nr, alt, neu", "calf"], id="commas in a name, semicolons between"
    ),
    pytest.param('"Kunde; Nr.",calf\n00123,36.5\n', ["Kunde; Nr.", "calf"], id="the other separator in a name"),
    pytest.param('"Nr ""alt""",calf\n00123,36.5\n', ['Nr "alt"', "calf"], id="quotes in a name"),
    pytest.param("'Nr',calf\n00123,36.5\n", ["'Nr'", "calf"], id="single quotes are letters"),
    pytest.param("\ufeffNr,calf\n00123,36.5\n", ["Nr", "calf"], id="a mark of the byte order"),
    pytest.param("Nr\n00123\n", ["Nr"], id="one column"),
]


@pytest.mark.parametrize(("content", "names"), FILES)
def test_names_are_those_of_the_file_and_cells_stay_text(tmp_path, content, names):
    path = tmp_path / "people.csv"
    path.write_text(content, "utf-8")
    assert column_names(path) == names
    (table,) = tables(path, names, 10)
    types = {str(table.schema.field(name).type) for name in names}
    assert (types, "00123" in table.to_pylist()[0].values()) == ({"string"}, True)


@pytest.mark.parametrize("name", ["id", " id", "person "])
def test_the_key_is_known_with_blanks_around_its_name(name):
    assert batch_columns(["calf_max_girth_cm", name]).key == name
