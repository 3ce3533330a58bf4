"""Which sport a text names, and how surely: words that mean sport alone, and words with another meaning.

The lexicon (lexicon/sport.toml) holds three groups. A word of `sport` is enough by itself. One of `sport_plain`
(marathon) counts unless the title names everyday hosiery. One of `sport_homonym` (run, course, carrera) means something
else as readily: it counts only in a phrase with a sport garment ("run socks", "calze da corsa") or beside another sign.
"""

from __future__ import annotations

from typing import Final

from ...lexicon.phrases import PhraseMatch
from ...lexicon.tokens import COMMA, SENTENCE
from .text_reading import TextReading

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
SPORTS: Final = tuple(STRENGTHS)
GARMENT: Final = ("sport_garment",)
GARMENTS: Final = {"sport_plain": (*GARMENT, "stocking_garment")}
"""What a group may be named of, where that is more than a sport garment."""
SMALL: Final = ("joins", "joined")
LINKS: Final = ("neutral", "joins")
CLOSERS: Final = ("neutral", "joined", *GARMENT, *SPORTS)
NEARBY: Final = 16
"""So many words before and behind a sport belong to one list of uses."""
OTHER_USES: Final = ("occasion", "suits")
GARMENT_FIRST: Final = frozenset({"fr", "es", "it"})
"""Languages that name a garment before its sport: "chaussettes de course", never "course chaussettes"."""
WEAK: Final = frozenset({PLAIN, HOMONYM})


def strength(reading: TextReading, hit: PhraseMatch) -> str:
    """How surely a hit of a sport group means sport: `SPORT`, `PLAIN` or `HOMONYM`."""
    alone = STRENGTHS[hit.group]
    if alone is SPORT or hit.group == "sport_vague":
        return alone
    if _garment_of(reading, hit) is not None or (alone is PLAIN and _led(reading, hit, ("meant_for", "meant_while"))):
        return IN_PHRASE[alone]
    return alone


def has_other_sense(reading: TextReading, hit: PhraseMatch) -> bool:
    """Whether words around a sport word give it another sense: a print, an injury, a saying."""
    around = reading.around
    return around.over(("other_sense",), hit, REACH) or _before_other(reading, hit) or _after_other(reading, hit)


def _after_other(reading: TextReading, hit: PhraseMatch) -> bool:
    around, at = reading.around, hit.last
    if not reading.joined(at):
        return False
    if _belongs_to_another_thing(reading, at):
        return True
    if around.end_from(("sense_after",), at) > at:
        return True
    of_the_sport = around.end_from((*LINKS, *GARMENT, *SPORTS), at) > at
    return not of_the_sport and reading.joined(at + 1) and around.end_from(("sense_after",), at + 1) > at + 1


def _belongs_to_another_thing(reading: TextReading, at: int) -> bool:
    """Whether a person's possessive names no garment: "swimmer's itch", not "runner's compression socks"."""
    if reading.words.words[at] != "s" or not reading.joined(at + 1):
        return False
    return reading.around.end_from((*LINKS, *GARMENT, *SPORTS, "stocking_garment"), at + 1) == at + 1


def _before_other(reading: TextReading, hit: PhraseMatch) -> bool:
    around, at = reading.around, hit.first
    if at == 0 or not reading.joined(at):
        return False
    if around.start_to(("sense_before",), at) < at:
        return True
    small = around.start_to(SMALL, at)
    return small < at and reading.joined(small) and around.start_to(("sense_before",), small) < small


def _meant_for(reading: TextReading, hit: PhraseMatch) -> bool:
    """Whether "for" stands right before a word."""
    return _led(reading, hit, ("meant_for",))


def _led(reading: TextReading, hit: PhraseMatch, groups: tuple[str, ...]) -> bool:
    return reading.joined(hit.first) and reading.around.start_to(groups, hit.first) < hit.first


def _garment_of(reading: TextReading, hit: PhraseMatch) -> tuple[int, int] | None:
    """The place of the garment that a sport word belongs to: "run compression socks", "calze da corsa"."""
    if hit.language in GARMENT_FIRST and STRENGTHS[hit.group] is HOMONYM:
        return _garment_before(reading, hit)
    return _garment_after(reading, hit) or _garment_before(reading, hit)


def _garment_after(reading: TextReading, hit: PhraseMatch) -> tuple[int, int] | None:
    around, at = reading.around, hit.last
    for _ in range(STEPS):
        sport = around.end_from(SPORTS, at)
        if at >= len(reading.words.words) or not (reading.joined(at) or sport > at):
            return None
        garment = around.end_from(GARMENTS.get(hit.group, GARMENT), at)
        if garment > at:
            return at, garment
        further = max(sport, around.end_from(LINKS, at), _number(reading, at))
        if further == at:
            return None
        at = further
    return None


def _garment_before(reading: TextReading, hit: PhraseMatch) -> tuple[int, int] | None:
    if not (_closed(reading, hit.last) or _goes_on_plainly(reading, hit)):
        return None
    around, at = reading.around, hit.first
    named_of = (*GARMENTS.get(hit.group, GARMENT), *(("stocking_for",) if _meant_for(reading, hit) else ()))
    for _ in range(STEPS):
        sport = around.start_to(SPORTS, at)
        if at == 0 or not (reading.joined(at) or sport < at):
            return None
        garment = around.start_to(named_of, at)
        if garment < at:
            return garment, at
        back = min(sport, around.start_to(LINKS, at), at - (_number(reading, at - 1) == at))
        if back == at:
            return None
        at = back
    return None


def _number(reading: TextReading, at: int) -> int:
    """The place after word `at` where it has a digit in it; `at` where it has none."""
    words = reading.words.words
    return at + (at < len(words) and any(c.isdigit() for c in words[at]))


def _closed(reading: TextReading, at: int) -> bool:
    """Whether the thought ends before a word, or goes on with nothing that could change what was said."""
    around, words = reading.around, reading.words
    if at >= len(words.words) or words.breaks[at] >= COMMA:
        return True
    if around.end_from(CLOSERS, at) > at or _number(reading, at) > at:
        return True
    small = around.end_from(("joins",), at)
    return small > at and around.end_from((*SPORTS, "neutral"), small) > small


def _goes_on_plainly(reading: TextReading, hit: PhraseMatch) -> bool:
    """Whether "for" stands before a noun, and nothing behind it that gives it an object: "calze da corsa leggere"."""
    opened = reading.around.end_from(("opens",), hit.last) > hit.last
    return hit.group != "sport_verb" and _led(reading, hit, ("led",)) and not opened


def is_whole_item(reading: TextReading, hit: PhraseMatch) -> bool:
    """Whether a phrase, with others of sport, is all that an entry of a list says: the use "trail", "run and ski"."""
    around, joining = reading.around, (*SPORTS, "joins")
    first, last = hit.first, hit.last
    while reading.joined(first) and around.start_to(joining, first) < first:
        first = around.start_to(joining, first)
    while reading.joined(last) and around.end_from(joining, last) > last:
        last = around.end_from(joining, last)
    return not reading.joined(first) and not reading.joined(last)


def names_purpose(reading: TextReading, hit: PhraseMatch) -> bool:
    """Whether a text names a sport as what the product is for: "made for trail running".

    A homonym needs "for" right before it, and nothing behind it that changes the sense.
    """
    if STRENGTHS[hit.group] != HOMONYM:
        return reading.context.at("after", hit.first - 3, hit.first + 1)
    return _meant_for(reading, hit) and _closed(reading, hit.last)


def is_one_of_many_uses(reading: TextReading, hit: PhraseMatch) -> bool:
    """Whether the sentence also names work, travel or illness, or only calls the product suitable for the sport."""
    around, words = reading.around, reading.words
    first, last = hit.first, hit.last
    while first > max(0, hit.first - NEARBY) and words.breaks[first] < SENTENCE:
        first -= 1
    while last < min(len(words.words), hit.last + NEARBY) and words.breaks[last] < SENTENCE:
        last += 1
    return any(around.end_from(OTHER_USES, at) > at for at in range(first, last))


def is_garment_of_sport(reading: TextReading, hit: PhraseMatch) -> bool:
    """Whether a hit is the garment that a sport is named of: the "collant" of "collant de running"."""
    return any(first <= hit.first < last for first, last in garments_of_sport(reading))


def garments_of_sport(reading: TextReading) -> list[tuple[int, int]]:
    """The places of all garments that a sport is named of, with how they are made: "knee high ski socks"."""
    sports = [hit for hit in reading.hits if hit.group in STRENGTHS][:SPORTS_TRIED]
    named = ((hit, place) for hit in sports if (place := _garment_of(reading, hit)) is not None)
    return [_described(reading, min(hit.first, first), max(hit.last, last)) for hit, (first, last) in named]


def _described(reading: TextReading, first: int, last: int) -> tuple[int, int]:
    """A stretch of words with the neutral ones around it."""
    around, neutral = reading.around, ("neutral",)
    for _ in range(STEPS):
        first = around.start_to(neutral, first) if reading.joined(first) else first
        last = around.end_from(neutral, last) if reading.joined(last) else last
    return first, last
