"""Sizes with measures in the sentences of a description: they are not read as a chart, but a person is told of them."""

from __future__ import annotations

import re
from typing import Final

from .notes import MOST_QUOTED

LABEL: Final = (
    r"(?<![A-Za-z0-9-])(?P<label>(?-i:XXS|XS|S|M|L|XL|XXL|[2-5]XL|S/M|M/L|L/XL|I{1,3}|IV|VI?)|"
    r"small|medium|large|klein|mittel|gro(?:ß|ss)|petite?|moyenne?|grande?)(?![A-Za-z0-9-])"
)
FIGURE: Final = r"\d{2}(?:[.,]\d{1,2})?"
UNIT: Final = r"\s?(?:cm|mm(?!\s?hg)|in(?:ch(?:es)?)?|zoll|pouces|pulgadas|pollici|\"|″)(?![A-Za-z])"
MEASURE: Final = rf"{FIGURE}(?:{UNIT})?\s?(?:[-–—]|to|bis|à|al?|do|tot|and|und|et|y|e|en)\s?{FIGURE}{UNIT}"
MEASURED: Final = re.compile(MEASURE, re.I)
SIZED: Final = re.compile(rf"{LABEL}[^\d.;]{{1,40}}{MEASURE}", re.I)
FEWEST: Final = 2
"""Sizes with measures that are no chance."""


def sizes_in_text(text: str) -> str:
    """The passage of a text that gives several sizes their measures; empty where none does.

    >>> sizes_in_text("Knitted. Sizes: S (calf 28-33 cm), M (calf 34-38 cm).")
    'S (calf 28-33 cm), M (calf 34-38 cm'
    >>> sizes_in_text("Pressure M 15-20 mmHg, L 20-30 mmHg"), sizes_in_text("S is for 28-33 cm")
    ('', '')
    """
    if not MEASURED.search(text):  # far quicker to see than a label at any place: most texts hold no measure
        return ""
    matches = list(SIZED.finditer(text))
    if len({match["label"].casefold() for match in matches}) < FEWEST:
        return ""
    passage = text[matches[0].start() : matches[-1].end()]
    return passage if len(passage) <= MOST_QUOTED else f"{passage[: MOST_QUOTED - 1]}…"
