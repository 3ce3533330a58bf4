"""The signals of sport: what each text says for it, and how a whole record weighs its weak words of sport."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from ...lexicon.disclaimers import is_disclaimed
from ...lexicon.phrases import PhraseMatch
from ...model.product import Position
from . import sport_words
from .sport_brands import SPORT_BRAND
from .sport_words import HOMONYM, PLAIN, REACH, SPORT, STRENGTHS, WEAK, garments_of_sport
from .text_reading import IDENTITY, OWN, Signal, SignalKind, TextReading, sport_phrases

EVERYDAY: Final = "everyday"
OCCASION: Final = "occasion"
IN_TITLE: Final = frozenset({
    "travel_sock", "maternity", "nurse", "thigh_high", "support_hosiery", "open_toe", "beige", "ailment", EVERYDAY,
    OCCASION,
})  # fmt: skip
"""Signals that name hosiery of every day where the title holds them."""
MAKER: Final = "sport_maker"
NO_SPORT: Final = frozenset({"travel_sock", "maternity", "nurse", "ailment", OCCASION})
"""Those of them that also a sure word of sport in the title does not outweigh."""
NO_SPORT_MEANT: Final = frozenset({"denied", "other_sense"})
"""Why a word of sport was left out: beside it the brand alone makes no sport product."""
NAMING: Final = frozenset({SignalKind.EVERYDAY, SignalKind.SUGGESTIVE})
"""Kinds of signals that may name hosiery of every day."""
TITLE: Final = Position.TITLE.value
BLOCKED: Final = WEAK | {"sport_purpose", "recovery"}
"""Hints that count for nothing beside everyday hosiery."""


def sport_signal(reading: TextReading, match: PhraseMatch) -> Signal | None:
    """A word of sport: identity or a hint in title and intended use, a hint after "for" in bullets and description."""
    position, context = reading.source.position, reading.context
    may_count = position in IDENTITY or position is Position.CATEGORY
    if not (may_count or (position in OWN and context.matches.begins("after", match.first - 3, match.first + 1))):
        return None
    if context.is_other_sense(match) or sport_words.has_other_sense(reading, match):
        return reading.ignored("sport", match, "other_sense")
    if is_disclaimed(context, match) or context.is_negated(match):
        return reading.ignored("sport", match, "denied")
    if position in IDENTITY:
        return _identity_signal(reading, match)
    if position is Position.CATEGORY:
        is_purpose = STRENGTHS[match.group] != HOMONYM or sport_words.is_whole_item(reading, match)
    else:
        is_purpose = sport_words.names_purpose(reading, match) and not sport_words.is_one_of_many_uses(reading, match)
    return reading.signal(SignalKind.HINT, "sport_purpose", match) if is_purpose else None


def _identity_signal(reading: TextReading, match: PhraseMatch) -> Signal:
    """A word of sport in a title or among the uses: the less sure it is, the less it identifies."""
    is_use = reading.source.position is Position.INTENDED_USE
    is_listed = is_use and (sport_words.is_whole_item(reading, match) or sport_words.names_purpose(reading, match))
    sure = SPORT if is_listed else sport_words.strength(reading, match)
    return reading.signal(SignalKind.SPORT if sure is SPORT else SignalKind.HINT, sure, match)


def recovery_signal(reading: TextReading, match: PhraseMatch) -> Signal | None:
    """The bare word recovery: a hint in title and intended use, nothing elsewhere."""
    return reading.signal(SignalKind.HINT, "recovery", match) if reading.source.position in IDENTITY else None


def sport_mark_signal(reading: TextReading, match: PhraseMatch) -> Signal | None:
    """A mark of sport compression in the product's own texts, unless it is denied."""
    counts = reading.source.position in OWN and not reading.context.is_negated(match)
    return reading.signal(SignalKind.SPORT, "sport_mark", match) if counts else None


def sport_maker_signal(reading: TextReading, match: PhraseMatch) -> Signal | None:
    """A house of sport compression alone in a title, unless it is denied or only compared with."""
    context = reading.context
    if reading.source.position is not Position.TITLE or context.is_negated(match):
        return None
    is_meant = not (context.is_comparison(match) or context.is_other_sense(match))
    return reading.signal(SignalKind.HINT, MAKER, match) if is_meant else None


def everyday_signals(reading: TextReading) -> Iterator[Signal]:
    """What a title names of work, travel, pregnancy or illness, and of hosiery that is not the garment of a sport."""
    if not reading.around.has((EVERYDAY, OCCASION)):
        return
    matches = [match for match in sport_phrases().matches(reading.words) if match.group in (EVERYDAY, OCCASION)]
    garments = garments_of_sport(reading)
    for match in matches:
        is_of_sport = match.group == EVERYDAY and any(first <= match.first < end for first, end in garments)
        means_other = is_of_sport or reading.around.overlaps(("everyday_not",), match, REACH)
        if not means_other and not reading.context.is_negated(match):
            yield reading.signal(SignalKind.EVERYDAY, match.group, match)


def weigh_sport(signals: Sequence[Signal], everyday: Callable[[], Iterable[Signal]]) -> list[Signal]:
    """The signals of a whole record with its words of sport raised to identity, left weak, or held back.

    `everyday` reads the titles for everyday hosiery; it is called only where that can keep a sign from counting. A
    house of sport compression is the second sign that a word of two meanings needs, and none otherwise. A sport brand
    makes no other word surer, and is left out where the record names a sport itself, denies one, or has its word in
    another sense (a print, a colour, a saying).
    """
    brands = [s for s in signals if s.id == SPORT_BRAND]
    weighed = _weighed([s for s in signals if s.id != SPORT_BRAND], everyday)
    if not brands or any(s.kind is SignalKind.SPORT or (s.id == "sport" and s.why in NO_SPORT_MEANT) for s in weighed):
        return weighed
    return [*weighed, *brands, *everyday()]


def _weighed(signals: Sequence[Signal], everyday: Callable[[], Iterable[Signal]]) -> list[Signal]:
    """The weighed signals of a record whose brand says nothing."""
    makers = [s for s in signals if s.id == MAKER]
    others = [s for s in signals if s.id != MAKER]
    sure = [s for s in others if s.kind is SignalKind.SPORT]
    hints = {s.id for s in others if s.kind is SignalKind.HINT}
    outside_title = any(s.position != TITLE for s in sure)
    if outside_title or (sure and any(s.kind is SignalKind.DECISIVE for s in others)):
        return [s for s in others if not _is_weak(s)]
    if not sure and not hints & BLOCKED:
        return others
    beside = {s.id: s for s in reversed([*everyday()])}.values()  # the first of each id
    if sure and not any(s.id in NO_SPORT and names_everyday(s) for s in (*others, *beside)):
        return [s for s in others if not _is_weak(s)]
    weakened = [*(map(_weakened, others) if sure else others), *beside]
    if any(map(names_everyday, weakened)):
        return weakened
    if PLAIN in hints or (HOMONYM in hints and "sport_purpose" in hints):
        return _raised(weakened)
    return [*_raised(weakened), *makers] if HOMONYM in hints and makers else weakened


def names_everyday(signal: Signal) -> bool:
    """Whether a signal says that the title names hosiery of every day."""
    return signal.id in IN_TITLE and signal.position == TITLE and signal.kind in NAMING


def _is_weak(signal: Signal) -> bool:
    return signal.kind is SignalKind.HINT and signal.id in WEAK


def _raised(signals: Iterable[Signal]) -> list[Signal]:
    """The signals with every weak word of sport as a sure one."""
    return [replace(s, kind=SignalKind.SPORT, id=SPORT) if _is_weak(s) else s for s in signals]


def _weakened(signal: Signal) -> Signal:
    """A sure word of sport as a weak one; any other signal unchanged."""
    return replace(signal, kind=SignalKind.HINT, id=PLAIN) if signal.kind is SignalKind.SPORT else signal
