"""Which words of a column with the sex are women and which men: never numbers, never letters of two meanings."""

from __future__ import annotations

import pytest

from catalog.batch.sex_words import sex_words

CASES = [
    pytest.param("female f woman women w", "male m man men", id="English"),
    pytest.param("frau frauen damen weiblich", "mann männer herren herr männlich", id="German"),
    pytest.param("femme femmes f féminin madame mme", "homme hommes h masculin monsieur", id="French"),
    pytest.param("mujer mujeres femenino señora", "hombre hombres masculino", id="Spanish"),
    pytest.param("donna donne femmina signora", "uomo uomini maschio", id="Italian"),
    pytest.param("vrouw vrouwen v dames", "man mannen heren m", id="Dutch"),
]


@pytest.mark.parametrize(("women", "men"), CASES)
def test_words_of_every_language(women, men):
    read = sex_words({*women.split(), *men.split()})
    assert [set(women.split()) - read[0], set(men.split()) - read[1]] == [set(), set()]
    assert not read[0] & read[1]


@pytest.mark.parametrize("text", ["1", "2", "0", "", "divers", "x"])
def test_what_is_neither(text):
    assert not [words for words in sex_words({text}) if text in words]


def test_h_beside_m_may_be_a_woman():
    assert not sex_words({"h", "m"})[1] & {"h", "m"}
    assert sex_words({"h", "f"})[1] >= {"h"}
