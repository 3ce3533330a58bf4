"""Company names in texts: "Acme Medical Devices (UK) Ltd" says nothing of a product."""

from __future__ import annotations

from typing import Final

from ...lexicon.negation import NegationContext
from ...lexicon.phrases import PhraseMatch
from ...lexicon.tokens import COMMA

NAME_WORDS: Final = 5
"""So many words of a name are followed to its legal form."""


def in_company_name(context: NegationContext, hit: PhraseMatch) -> bool:
    """Whether a phrase, printed with a capital, leads straight to the legal form of a company.

    Between them stand only words of company names, as in "Medizinprodukte Vertriebs GmbH"; "Medizinprodukt der Acme
    GmbH" holds none.
    """
    at = hit.last
    if not _printed_large(context, at - 1):
        return False
    named = _made_by(context, hit.first)
    for _ in range(NAME_WORDS):
        if at >= len(context.words.words) or context.words.breaks[at] > COMMA:
            return False
        if context.at("legal_form", at, at + 1):
            return _printed_large(context, at)
        further = max(context.end_of("M1", at), context.end_of("company_word", at))
        if not further and named and (_is_name(context, at) or context.at("name_link", at, at + 1)):
            further = at + 1
        if not further:
            return False
        at = further
    return False


def _made_by(context: NegationContext, first: int) -> bool:
    """Whether what stands before a word tells who made something, with nothing but a name between."""
    for at in range(first, max(first - NAME_WORDS, 0), -1):
        if context.end_of("made_by", at - 1) == at:
            return True
        if not _is_name(context, at - 1):
            return False
    return False


def _is_name(context: NegationContext, word: int) -> bool:
    """Whether a word is printed as a name: one large letter, then small ones, and no class."""
    words = context.words
    first, last = words.spans[word]
    printed = words.text[words.places[first] : words.places[last - 1] + 1]
    return printed.istitle() and len(printed) > 2 and not printed.lower().startswith("cla") and printed[:2] != "Kl"


def _printed_large(context: NegationContext, word: int) -> bool:
    words = context.words
    return words.text[words.places[words.spans[word][0]]].isupper()
