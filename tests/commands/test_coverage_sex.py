"""The column with the sex in a file of people: what its words mean, and what is said of those that mean nothing."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("embedded")

PRODUCT = "compressport-ur2"
ONE = (
    "1 person's sex is not said in a word that is known (numbers are never read); the person counts among all, but"
    " neither as woman nor as man.\n"
)
TWO = (
    "Of 2 people the sex is not said in a word that is known (numbers are never read); they count among all, but neither"
    " as women nor as men.\n"
)


@pytest.fixture
def look(cli, tmp_path):
    def look(sexes, *arguments):
        path = tmp_path / "p.csv"
        rows = [f"{sex},{36 + at}" for at, sex in enumerate(sexes)]
        path.write_text("\n".join(["sex,calf_max_girth_cm", *rows]) + "\n", "utf-8")
        return cli("coverage", PRODUCT, "--population", str(path), *arguments)

    return look


@pytest.mark.parametrize(
    ("sexes", "women", "men", "unread", "err"),
    [
        pytest.param(["Frau", "Mann", "Damen", "Herren"], 0.5, 0.5, 0, "", id="German"),
        pytest.param(["female", "MALE ", "f", "m"], 0.5, 0.5, 0, "", id="English"),
        pytest.param(["femme", "hombre", "", "uomo"], 0.25, 0.5, 0, "", id="an empty cell"),
        pytest.param(["vrouw", "1", "2", "man"], 0.25, 0.25, 2, TWO, id="numbers"),
        pytest.param(["vrouw", "man", "?", "man"], 0.25, 0.5, 1, ONE, id="one that is not known"),
        pytest.param(["H", "M", "", ""], 0.0, 0.0, 2, TWO, id="letters of two meanings"),
    ],
)
def test_who_are_women_and_who_men(look, sexes, women, men, unread, err):
    done = look(sexes, "--json")
    population = json.loads(done.out)["population"]
    assert (population["women"], population["men"], population["unread_sexes"]) == (women, men, unread)
    assert (done.code, done.err) == (0, err)


@pytest.mark.parametrize("sexes", [["1", "2"], ["", ""], ["x", "?"]], ids=["numbers", "empty", "signs"])
def test_a_chosen_column_without_any_word_is_refused(look, sexes):
    done = look(sexes, "--sex-column", "sex")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "legfit: --sex-column: read 'sex', expected a column with words for female and male. Words for women and men are"
        " read in English, German, French, Spanish, Italian and Dutch; numbers are not, for they mean different things"
        " in different files.\n"
    )


def test_one_known_word_is_enough_for_a_chosen_column(look):
    done = look(["1", "2", "man"], "--sex-column", "sex", "--format", "csv")
    assert (done.code, done.err) == (0, TWO)
