"""How one phrase in a text weighs against sport: as a device or an aid (M1 to M5), a disease (M6), or a suggestion."""

from __future__ import annotations

from typing import Final

from ...lexicon.disclaimers import is_disclaimed
from ...lexicon.negation import NegationContext
from ...lexicon.phrases import PhraseMatch
from ...lexicon.tokens import COMMA
from ...model.product import Position
from .sport_words import garments_of_sport
from .text_reading import AROUND, HEADLINE, OWN, PURPOSE, Signal, SignalKind, TextReading

DECISIVE: Final = ("M1", "M2", "M3", "M4", "M5")
DECIDING: Final = frozenset({*DECISIVE, "M1_title", "M6"})
OWN_WEIGHT: Final = frozenset({"fda_wording", "ce_mark", "quality_system", "pharmacy"})
"""Registers, marks and pharmacies, which are a signal of their own wherever they stand."""
ONE_SIGNAL: Final = {Position.BRAND: "medical_maker", Position.CATEGORY: "medical_category"}
"""What a brand says of itself is one signal, its being a medical house; so is the shelf it is filed on."""
MEDICAL_NAMES: Final = frozenset({"medical_wording", "medical_type", "therapeutic", "pharmacy"})
"""Words that make a company of that name a medical house."""
NAME_WORDS: Final = 5
"""So many words of a name are followed to its legal form."""
SAME: Final = {"travel_title": "travel_sock"}


def device_signal(reading: TextReading, match: PhraseMatch) -> Signal:
    """M1 to M5: decisive in the product's own texts, suggestive around it, ignored elsewhere."""
    name, position, context = match.group.removesuffix("_title"), reading.source.position, reading.context
    if context.is_negated(match) or (name == "M3" and context.is_negated_inside(match)):
        return reading.ignored(name, match, "denied")
    if context.is_other_sense(match) or (name == "M4" and _is_colour(reading, match)):
        return reading.ignored(name, match, "other_sense")
    if match.group == "M1_title" and position not in HEADLINE:
        return _product_type_signal(reading, match)
    if context.describes_a_maker(match) or is_in_company_name(context, match):
        return reading.signal(SignalKind.SUGGESTIVE, "medical_maker", match)
    if name in {"M1", "M4"} and context.is_comparison(match):
        return reading.signal(SignalKind.SUGGESTIVE, "compared" if name == "M1" else "bare_class", match)
    if position in OWN:
        return reading.signal(SignalKind.DECISIVE, name, match)
    if position in AROUND or position is Position.ARTICLE:
        return reading.signal(SignalKind.SUGGESTIVE, "said_elsewhere", match)
    return reading.ignored(name, match, "elsewhere")


def _product_type_signal(reading: TextReading, match: PhraseMatch) -> Signal:
    """The regulated product type outside of the headlines: suggestive in the product's own texts and around it."""
    position = reading.source.position
    if position not in OWN | AROUND:
        return reading.ignored("M1", match, "elsewhere")
    if is_disclaimed(reading.context, match):
        return reading.ignored("M1", match, "not_claimed")
    name = "medical_type" if position in PURPOSE else ONE_SIGNAL.get(position, "medical_wording")
    return reading.signal(SignalKind.SUGGESTIVE, name, match)


def _is_colour(reading: TextReading, match: PhraseMatch) -> bool:
    """Whether the RAL of a phrase is a colour: `RAL 9005`."""
    words = (*reading.words.words, "")
    numbers = (words[at + 1] for at in range(match.first, match.end) if words[at] == "ral")
    number = next(numbers, "")
    return len(number) == 4 and number.isdigit()


def disease_signal(reading: TextReading, match: PhraseMatch) -> Signal:
    """M6: a disease claimed in a purpose text; suggestive in a description, ignored elsewhere."""
    position, context = reading.source.position, reading.context
    if position not in PURPOSE and position is not Position.DESCRIPTION:
        return reading.ignored("M6", match, "elsewhere")
    if is_disclaimed(context, match):
        return reading.ignored("M6", match, "not_claimed")
    if context.is_comparison(match):
        return reading.signal(SignalKind.SUGGESTIVE, "compared", match)
    if position is Position.DESCRIPTION:
        return reading.signal(SignalKind.SUGGESTIVE, "disease_wording", match)
    return reading.signal(SignalKind.DECISIVE, "M6", match)


def suggestive_signal(reading: TextReading, match: PhraseMatch) -> Signal | None:
    """A suggestive word in the product's own texts or around it, unless it is denied or cautioned; None elsewhere."""
    position, group, context = reading.source.position, match.group, reading.context
    if not _counts_here(reading, match):
        return None
    if context.is_negated(match) or is_disclaimed(context, match) or context.is_other_sense(match):
        return reading.ignored(group, match, "denied")
    if is_in_company_name(context, match):
        return reading.signal(SignalKind.SUGGESTIVE, "medical_maker", match) if group in MEDICAL_NAMES else None
    name = group if group in OWN_WEIGHT else ONE_SIGNAL.get(position, SAME.get(group, group))
    if name == "ailment" and position is Position.DESCRIPTION:
        name = "disease_wording"
    return reading.signal(SignalKind.SUGGESTIVE, name, match)


def _counts_here(reading: TextReading, match: PhraseMatch) -> bool:
    """Whether a suggestive word counts at the position of its text."""
    position = reading.source.position
    if position not in OWN | AROUND:
        return False
    if match.group == "medical_line":
        return reading.source.field == "line"
    if match.group == "medical_category":
        return position is Position.CATEGORY
    if match.group == "travel_title":
        return position is Position.TITLE
    return match.group != "thigh_high" or not any(at <= match.first < end for at, end in garments_of_sport(reading))


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
    start, end = words.span(at)
    printed = words.printed[words.places[start] : words.places[end - 1] + 1]
    return printed.istitle() and len(printed) > 2 and not printed.lower().startswith("cla") and printed[:2] != "Kl"


def _begins_large(context: NegationContext, at: int) -> bool:
    words = context.words
    return words.printed[words.places[words.span(at)[0]]].isupper()
