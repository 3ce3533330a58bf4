"""Which sport a text names, and how surely: words that mean sport alone, and words with another meaning.

The lexicon (sport.toml) holds three groups. A word of `sport` is enough by itself. One of `sport_plain`
(marathon) counts unless the title names everyday hosiery. One of `sport_homonym` (run, course, carrera) means something
else as readily: it counts only in a phrase with a sport garment ("run socks", "calze da corsa") or beside another sign.
"""

from __future__ import annotations

from typing import Final

from ...lexicon.phrases import PhraseMatch
from ...lexicon.tokens import COMMA, SENTENCE
from .text_reading import SPORTS, TextReading

SPORT: Final = "sport_word"
PLAIN: Final = "sport_plain"
HOMONYM: Final = "sport_homonym"
STRENGTHS: Final = {
    "sport": SPORT, "sport_short": HOMONYM, "sport_plain": PLAIN, "sport_homonym": HOMONYM,
    "sport_verb": HOMONYM, "sport_vague": HOMONYM,
}  # fmt: skip
"""By group of the lexicon: what a word of it alone is a sign of."""
IN_PHRASE: Final = {SPORT: SPORT, PLAIN: SPORT, HOMONYM: PLAIN}
"""A phrase makes a word one step surer."""
SPORTS_TRIED: Final = 40
"""So many sport words of a title are weighed."""
STEPS: Final = 8
"""So many words and phrases may stand between a sport and its garment."""
REACH: Final = 8
"""No phrase of several words is longer."""
GARMENT: Final = ("sport_garment",)
GARMENTS: Final = {"sport_plain": (*GARMENT, "stocking_garment")}
"""What a group may be named of, where that is more than a sport garment."""
SMALL: Final = ("joins", "joined")
LINKS: Final = ("neutral", "joins")
CLOSERS: Final = ("neutral", "joined", *GARMENT, *SPORTS)
NEARBY: Final = 16
"""So many words before and behind a sport belong to one list of uses."""
BEFORE: Final = ("sense_before",)
AFTER: Final = ("sense_after",)
OTHER_USES: Final = ("occasion", "suits")
GARMENT_FIRST: Final = frozenset({"fr", "es", "it"})
"""Languages that name a garment before its sport: "chaussettes de course", never "course chaussettes"."""
WEAK: Final = frozenset({PLAIN, HOMONYM})


def strength(reading: TextReading, match: PhraseMatch) -> str:
    """How surely a match of a sport group means sport: `SPORT`, `PLAIN` or `HOMONYM`."""
    alone = STRENGTHS[match.group]
    if alone is SPORT or match.group == "sport_vague":
        return alone
    is_purpose = alone is PLAIN and _is_led_by(reading, match, "meant_for", "meant_while")
    return IN_PHRASE[alone] if is_purpose or _garment_of(reading, match) is not None else alone


def has_other_sense(reading: TextReading, match: PhraseMatch) -> bool:
    """Whether words around a sport word give it another sense: a print, an injury, a saying."""
    lies_in_other = reading.senses.overlaps(("other_sense",), match, REACH)
    return lies_in_other or _before_other(reading, match) or _after_other(reading, match)


def _after_other(reading: TextReading, match: PhraseMatch) -> bool:
    """Whether the words behind a sport word, or one word on, give it another sense."""
    senses, at = reading.senses, match.end
    if not reading.is_joined(at):
        return False
    if _belongs_to_another_thing(reading, at):
        return True
    if not senses.has(AFTER):
        return False
    if senses.end_from(AFTER, at) > at:
        return True
    follows = reading.is_joined(at + 1) and senses.end_from(AFTER, at + 1) > at + 1
    return follows and reading.around.end_from((*LINKS, *GARMENT, *SPORTS), at) == at


def _belongs_to_another_thing(reading: TextReading, at: int) -> bool:
    """Whether a person's possessive names no garment: "swimmer's itch", not "runner's compression socks"."""
    if reading.words.words[at] != "s" or not reading.is_joined(at + 1):
        return False
    return reading.around.end_from((*LINKS, *GARMENT, *SPORTS, "stocking_garment"), at + 1) == at + 1


def _before_other(reading: TextReading, match: PhraseMatch) -> bool:
    """Whether the words before a sport word, with at most a small one between, give it another sense."""
    senses, at = reading.senses, match.first
    if at == 0 or not (senses.holds("sense_before") and reading.is_joined(at)):
        return False
    if senses.start_to(BEFORE, at) < at:
        return True
    small = reading.around.start_to(SMALL, at)
    return small < at and reading.is_joined(small) and senses.start_to(BEFORE, small) < small


def _is_led_by(reading: TextReading, match: PhraseMatch, *groups: str) -> bool:
    """Whether a phrase of a group ("for", "while") stands right before a word."""
    return reading.is_joined(match.first) and reading.around.start_to(groups, match.first) < match.first


def _garment_of(reading: TextReading, match: PhraseMatch) -> tuple[int, int] | None:
    """The place of the garment that a sport word belongs to: "run compression socks", "calze da corsa"."""
    if match.language in GARMENT_FIRST and STRENGTHS[match.group] is HOMONYM:
        return _garment_before(reading, match)
    return _garment_after(reading, match) or _garment_before(reading, match)


def _garment_after(reading: TextReading, match: PhraseMatch) -> tuple[int, int] | None:
    """The place of a garment behind a sport word, over small and neutral words, numbers and other sports."""
    around, at = reading.around, match.end
    for _ in range(STEPS):
        sport = around.end_from(SPORTS, at)
        if at >= len(reading.words.words) or not (reading.is_joined(at) or sport > at):
            return None
        garment = around.end_from(GARMENTS.get(match.group, GARMENT), at)
        if garment > at:
            return at, garment
        end = max(sport, around.end_from(LINKS, at), _end_of_number(reading, at))
        if end == at:
            return None
        at = end
    return None


def _garment_before(reading: TextReading, match: PhraseMatch) -> tuple[int, int] | None:
    """The place of a garment before a sport word, with which the thought ends or goes on plainly."""
    if not (_is_closed(reading, match.end) or _goes_on_plainly(reading, match)):
        return None
    around, at = reading.around, match.first
    garments = GARMENTS.get(match.group, GARMENT)
    if _is_led_by(reading, match, "meant_for"):
        garments = (*garments, "stocking_for")
    for _ in range(STEPS):
        sport = around.start_to(SPORTS, at)
        if at == 0 or not (reading.is_joined(at) or sport < at):
            return None
        garment = around.start_to(garments, at)
        if garment < at:
            return garment, at
        first = min(sport, around.start_to(LINKS, at), at - (_end_of_number(reading, at - 1) == at))
        if first == at:
            return None
        at = first
    return None


def _end_of_number(reading: TextReading, at: int) -> int:
    """The place after word `at` where it has a digit in it; `at` where it has none."""
    words = reading.words.words
    return at + (at < len(words) and any(c.isdigit() for c in words[at]))


def _is_closed(reading: TextReading, at: int) -> bool:
    """Whether the thought ends before a word, or goes on with nothing that could change what was said."""
    around, words = reading.around, reading.words
    if at >= len(words.words) or words.breaks[at] >= COMMA:
        return True
    if around.end_from(CLOSERS, at) > at or _end_of_number(reading, at) > at:
        return True
    small = around.end_from(("joins",), at)
    return small > at and around.end_from((*SPORTS, "neutral"), small) > small


def _goes_on_plainly(reading: TextReading, match: PhraseMatch) -> bool:
    """Whether "for" stands before a noun, and nothing behind it that gives it an object: "calze da corsa leggere"."""
    opened = reading.around.end_from(("opens",), match.end) > match.end
    return match.group != "sport_verb" and _is_led_by(reading, match, "led") and not opened


def is_whole_item(reading: TextReading, match: PhraseMatch) -> bool:
    """Whether a phrase, with others of sport, is all that an entry of a list says: the use "trail", "run and ski"."""
    around, joining = reading.around, (*SPORTS, "joins")
    first, end = match.first, match.end
    while reading.is_joined(first) and around.start_to(joining, first) < first:
        first = around.start_to(joining, first)
    while reading.is_joined(end) and around.end_from(joining, end) > end:
        end = around.end_from(joining, end)
    return not reading.is_joined(first) and not reading.is_joined(end)


def names_purpose(reading: TextReading, match: PhraseMatch) -> bool:
    """Whether a text names a sport as what the product is for: "made for trail running".

    A homonym needs "for" right before it, and nothing behind it that changes the sense.
    """
    if STRENGTHS[match.group] != HOMONYM:
        return reading.context.matches.begins("after", match.first - 3, match.first + 1)
    is_led = reading.is_joined(match.first) and reading.senses.start_to(("meant_for",), match.first) < match.first
    return is_led and _is_closed(reading, match.end)


def is_one_of_many_uses(reading: TextReading, match: PhraseMatch) -> bool:
    """Whether the sentence also names work, travel or illness, or only calls the product suitable for the sport."""
    senses, words = reading.senses, reading.words
    if not senses.has(OTHER_USES):
        return False
    first, end = match.first, match.end
    while first > max(0, match.first - NEARBY) and words.breaks[first] < SENTENCE:
        first -= 1
    while end < min(len(words.words), match.end + NEARBY) and words.breaks[end] < SENTENCE:
        end += 1
    return any(senses.end_from(OTHER_USES, at) > at for at in range(first, end))


def garments_of_sport(reading: TextReading) -> list[tuple[int, int]]:
    """The places of all garments that a sport is named of, with how they are made: "knee high ski socks"."""
    sports = [match for match in reading.matches if match.group in STRENGTHS][:SPORTS_TRIED]
    pairs = ((sport, garment) for sport in sports if (garment := _garment_of(reading, sport)) is not None)
    return [_with_neutral_words(reading, min(s.first, first), max(s.end, end)) for s, (first, end) in pairs]


def _with_neutral_words(reading: TextReading, first: int, end: int) -> tuple[int, int]:
    """A stretch of words with the neutral ones around it."""
    around, neutral = reading.around, ("neutral",)
    for _ in range(STEPS):
        first = around.start_to(neutral, first) if reading.is_joined(first) else first
        end = around.end_from(neutral, end) if reading.is_joined(end) else end
    return first, end
