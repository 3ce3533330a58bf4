"""A text becomes plain letters one by one, however few of them are looked at."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.lexicon.tokens import _letter, normalize

MOSTLY_ASCII = st.lists(st.one_of(st.sampled_from(["Run", "SOCK ", "•", "é", "–", "\n"]), st.characters())).map("".join)


@given(MOSTLY_ASCII)
@example("Für • LÄUFER – Nº 3")
@example("ꭰ and Ꭰ")  # small letters that folding makes capitals
@example("СОСК сосκ ﬁrm\u200b")
@example("".join(map(chr, range(0x00C0, 0x0180))))
def test_a_text_is_what_each_of_its_characters_becomes(text: str) -> None:
    plain, places = normalize(text)
    letters = [(letter, place) for place, char in enumerate(text) for letter in _letter(char)]
    assert (plain, list(places)) == ("".join(letter for letter, _ in letters), [place for _, place in letters])


@pytest.mark.parametrize(
    "text", ["Run Sock", "Für Läufer • 3", "ﬁrm"], ids=["ascii", "few dressed", "two letters of one"]
)
def test_the_places_are_those_of_the_text(text: str) -> None:
    plain, places = normalize(text)
    assert len(plain) == len(places)
    assert list(places)[-1] == len(text) - 1
