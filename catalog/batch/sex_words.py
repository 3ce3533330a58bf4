"""What the words of a column with the sex mean: the shop's six languages and some more, never a number."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from ..model.notation.shoe_size import SEX

WOMEN: Final = frozenset({
    "f", "v", "frau", "weiblich", "fem", "lady", "ms", "mrs", "féminin", "feminin", "madame", "mme", "femenino",
    "femmina", "femminile", "signora", "vrouw", "vrouwen", "vrouwelijk", "mevrouw", "womens", "females", "ladies",
    "kobieta", *(word for word, sex in SEX.items() if sex == "w"),
})  # fmt: skip
"""Words for a woman, in small letters."""
MEN: Final = frozenset({
    "h", "mann", "männer", "herr", "männlich", "maennlich", "mr", "masculin", "monsieur", "maschio", "maschile",
    "signore", "man", "mannen", "mannelijk", "heer", "heren", "mens", "males", "mężczyzna",
    *(word for word, sex in SEX.items() if sex == "m"),
})  # fmt: skip
"""Words for a man, in small letters."""
H_OR_M: Final = frozenset({"h", "m"})
"""Beside one another they are a man and a woman (hombre, mujer): then neither is read."""


def sex_words(texts: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words for women and those for men, by what stands in a whole column; numbers and doubtful letters are none.

    >>> women, men = sex_words({"h", "m", "mujer"})
    >>> "mujer" in women, "m" in men, "1" in women | men
    (True, False, False)
    """
    doubtful = H_OR_M if set(texts) >= H_OR_M else frozenset()
    return WOMEN, MEN - doubtful
