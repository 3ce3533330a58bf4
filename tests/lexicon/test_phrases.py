"""How a phrase of a lexicon file is written, and what it finds in a text."""

from __future__ import annotations

import pytest

from catalog.lexicon.lexicon_file import NEGATION, load_lexicon, read_lexicon
from catalog.lexicon.phrases import PhraseMatch, _end, longest_matches
from catalog.lexicon.tokens import tokenize


def quotes(phrase: str, text: str) -> list[str]:
    words = tokenize(text)
    return [words.quote(m.first, m.end, 100) for m in read_lexicon(f"[group]\nen = ['''{phrase}''']").matches(words)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        pytest.param("medical device", "A Medical-Device.", ["Medical-Device"], id="case and hyphens do not matter"),
        pytest.param("médical", "un bas medical", ["medical"], id="nor accents"),
        pytest.param("Strümpfe", "Struempfe, Strumpfe, Strümpfe", ["Struempfe", "Strumpfe", "Strümpfe"], id="umlauts"),
        pytest.param("sock|sleeve", "a sleeve, a sock", ["sleeve", "sock"], id="either word"),
        pytest.param("decreas* up", "decreasing up, decreased upward", ["decreasing up"], id="any ending"),
        pytest.param(
            "at the? ankle", "at the ankle, at ankle, at my ankle", ["at the ankle", "at ankle"], id="left out"
        ),
        pytest.param("paid .. insurer", "paid by your insurer", ["paid by your insurer"], id="words between"),
        pytest.param("paid .. insurer", "paid by any good health plan or insurer", [], id="too many between"),
        pytest.param("paid .. insurer", "Paid • by your insurer", [], id="none on the next line"),
        pytest.param("for running", "For. Running", [], id="none over the end of a sentence"),
        pytest.param("for running", "for,\nrunning", ["for, running"], id="over a line where no words stand between"),
        pytest.param("*produkt*", "Medizinprodukte", ["Medizinprodukte"], id="a stem inside a word"),
    ],
)
def test_a_phrase_as_it_is_written(phrase: str, text: str, expected: list[str]) -> None:
    assert quotes(phrase, text) == expected


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        pytest.param("g* pressure", "begins too many words", id="a star after one letter"),
        pytest.param("pressure|ab* high", "begins too many words", id="a star after two"),
        pytest.param("*sock*", "is no stem", id="a short stem"),
        pytest.param("*two words*", "is no stem", id="a stem of two words"),
    ],
)
def test_a_phrase_that_could_not_be_looked_up_is_refused(phrase: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_lexicon(f'[group]\nen = ["{phrase}"]')


def test_the_longest_phrase_counts_and_hides_those_inside_it() -> None:
    lexicon = read_lexicon('[b]\nen = ["even", "even pressure"]\n[a]\nen = ["pressure high", "even pressure"]')
    matches = lexicon.matches(tokenize("even pressure high"))
    assert [(m.group, m.first, m.end) for m in longest_matches(matches)] == [("a", 0, 2)]
    assert [m.group for m in longest_matches(matches, first_group="b")] == ["b"]


def test_phrases_stand_in_order_of_their_first_word_the_longest_first() -> None:
    lexicon = read_lexicon('[g]\nen = ["even", "pressure", "even pressure", "even pressure high", "pressure .. up"]')
    matches = lexicon.matches(tokenize("even pressure high up"))
    assert [(m.first, m.end) for m in matches] == [(0, 3), (0, 2), (0, 1), (1, 4), (1, 2)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Not a medical device, and no more than a sock.", id="denials"),
        pytest.param("It does not, in any way, replace; isn't it? No, it is not", id="at the end"),
        pytest.param("not " * 60 + "x" * 50, id="one word over and over, and a long one"),
        pytest.param("Ohne jede Wirkung. Sans aucune\nprétention • no es un producto", id="languages and lines"),
    ],
)
def test_phrases_looked_up_by_two_words_are_those_that_begin_at_each_word(text: str) -> None:
    lexicon, words = load_lexicon(NEGATION), tokenize(text)
    expected = [
        PhraseMatch(phrase.group, phrase.language, at, end)
        for at, word in enumerate(words.words)
        for phrase in lexicon.phrases
        if phrase.first.takes(word) and (end := _end(phrase.rest, words, at + 1))
    ]
    assert expected
    assert sorted(lexicon.matches(words), key=repr) == sorted(expected, key=repr)
