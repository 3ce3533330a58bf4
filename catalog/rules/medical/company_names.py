"""Company names in texts: "Acme Medical Devices (UK) Ltd" says nothing of a product."""

from __future__ import annotations

from typing import Final

from ...lexicon.negation import NegationContext
from ...lexicon.phrases import PhraseMatch
from ...lexicon.tokens import COMMA

NAME_WORDS: Final = 5
"""So many words of a name are followed to its legal form."""


def is_in_company_name(context: NegationContext, match: PhraseMatch) -> bool:
    """Whether a phrase, printed with a capital, leads straight to the legal form of a company.

    Between them stand only words of company names, as in "Medizinprodukte Vertriebs GmbH"; "Medizinprodukt der Acme
    GmbH" holds none.
    """
    at, words, matches = match.end, context.words, context.matches
    if not _begins_large(context, at - 1):
        return False
    names_allowed = _is_led_by_maker(context, match.first)
    for _ in range(NAME_WORDS):
        if at >= len(words.words) or words.breaks[at] > COMMA:
            return False
        if matches.begins("legal_form", at, at + 1):
            return _begins_large(context, at)
        end = matches.end_from(("M1", "company_word"), at)
        if end == at and names_allowed and (_is_name(context, at) or matches.begins("name_link", at, at + 1)):
            end = at + 1
        if end == at:
            return False
        at = end
    return False


def _is_led_by_maker(context: NegationContext, first: int) -> bool:
    """Whether words such as "made by" stand before a word, with nothing but a name between."""
    for at in range(first, max(first - NAME_WORDS, 0), -1):
        if context.matches.end_from(("made_by",), at - 1) == at:
            return True
        if not _is_name(context, at - 1):
            return False
    return False


def _is_name(context: NegationContext, at: int) -> bool:
    """Whether a word is printed as a name: one large letter, then small ones, and no class."""
    words = context.words
    start, end = words.spans[at]
    printed = words.printed[words.places[start] : words.places[end - 1] + 1]
    return printed.istitle() and len(printed) > 2 and not printed.lower().startswith("cla") and printed[:2] != "Kl"


def _begins_large(context: NegationContext, at: int) -> bool:
    words = context.words
    return words.printed[words.places[words.spans[at][0]]].isupper()
