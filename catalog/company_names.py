"""Company names in texts: "Acme Medical Devices (UK) Ltd" says nothing of a product."""

from __future__ import annotations

from typing import Final

from .context import Context
from .phrases import Hit
from .wording import COMMA

NAME_WORDS: Final = 5
"""So many words of a name are followed to its legal form."""


def in_company_name(context: Context, hit: Hit) -> bool:
    """Whether a phrase, printed with a capital, leads straight to the legal form of a company.

    Between them stand only words of company names, as in "Medizinprodukte Vertriebs GmbH"; "Medizinprodukt der Acme
    GmbH" holds none.
    """
    at = hit.last
    if not _printed_large(context, at - 1):
        return False
    for _ in range(NAME_WORDS):
        if at >= len(context.words.words) or context.words.breaks[at] > COMMA:
            return False
        if context.at("legal_form", at, at + 1):
            return _printed_large(context, at)
        further = max(context.end_of("M1", at), context.end_of("company_word", at))
        if not further:
            return False
        at = further
    return False


def _printed_large(context: Context, word: int) -> bool:
    words = context.words
    return words.text[words.places[words.spans[word][0]]].isupper()
