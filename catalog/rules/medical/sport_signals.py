"""The signals of sport: what each text says for it, and how a whole record weighs its weak words of sport."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from ...lexicon.phrases import PhraseMatch, sport_phrases
from ...model.product import Position
from .record_texts import IDENTITY, OWN
from .sport_words import (
    HOMONYM,
    PLAIN,
    REACH,
    SPORT,
    STRENGTHS,
    WEAK,
    garments_of_sport,
    has_other_sense,
    is_one_of_many_uses,
    is_whole_item,
    names_purpose,
    strength,
)
from .text_reading import Signal, SignalKind, TextReading

EVERYDAY: Final = "everyday"
OCCASION: Final = "occasion"
EVERY_DAY: Final = frozenset({EVERYDAY, OCCASION})
IN_TITLE: Final = frozenset({
    "travel_sock", "maternity", "nurse", "thigh_high", "support_hosiery", "open_toe", "beige", "ailment", "everyday",
    OCCASION,
})  # fmt: skip
"""Signals that name hosiery of every day where the title holds them."""
MAKER: Final = "sport_maker"
NO_SPORT: Final = frozenset({"travel_sock", "maternity", "nurse", "ailment", OCCASION})
"""Those of them that also a sure word of sport in the title does not outweigh."""
BLOCKED: Final = WEAK | {"sport_purpose", "recovery"}
"""Hints that count for nothing beside everyday hosiery."""


def sport_signal(reading: TextReading, hit: PhraseMatch) -> Signal | None:
    """A word of sport: identity or a hint in title and intended use, a hint after "for" in bullets and description."""
    position, context = reading.source.position, reading.context
    if position not in IDENTITY and not _may_name_purpose(reading, hit):
        return None
    if context.not_meant(hit) or has_other_sense(reading, hit):
        return reading.signal(SignalKind.IGNORED, "sport", hit, "other_sense")
    if context.not_claimed(hit) or context.denied(hit):
        return reading.signal(SignalKind.IGNORED, "sport", hit, "denied")
    if position in IDENTITY:
        use = position is Position.INTENDED_USE
        listed = use and (is_whole_item(reading, hit) or names_purpose(reading, hit))
        sure = SPORT if listed else strength(reading, hit)
        return reading.signal(SignalKind.SPORT if sure is SPORT else SignalKind.HINT, sure, hit)
    if position is Position.CATEGORY:
        purpose = STRENGTHS[hit.group] != HOMONYM or is_whole_item(reading, hit)
    else:
        purpose = position in OWN and names_purpose(reading, hit) and not is_one_of_many_uses(reading, hit)
    return reading.signal(SignalKind.HINT, "sport_purpose", hit) if purpose else None


def _may_name_purpose(reading: TextReading, hit: PhraseMatch) -> bool:
    """Whether a place and the words just before let a text name a purpose at all; costs little."""
    position = reading.source.position
    return position is Position.CATEGORY or (
        position in OWN and reading.context.at("after", hit.first - 3, hit.first + 1)
    )


def recovery_signal(reading: TextReading, hit: PhraseMatch) -> Signal | None:
    """The bare word recovery: a hint in title and intended use, nothing elsewhere."""
    if reading.source.position in IDENTITY:
        return reading.signal(SignalKind.HINT, "recovery", hit)
    return None


def sport_mark_signal(reading: TextReading, hit: PhraseMatch) -> Signal | None:
    """A mark of sport compression in the product's own texts, unless it is denied."""
    if reading.source.position in OWN and not reading.context.denied(hit):
        return reading.signal(SignalKind.SPORT, "sport_mark", hit)
    return None


def sport_maker_signal(reading: TextReading, hit: PhraseMatch) -> Signal | None:
    """A house of sport compression alone in a title, unless it is denied or only compared with."""
    position, context = reading.source.position, reading.context
    if position is not Position.TITLE or context.denied(hit) or context.compared(hit) or context.not_meant(hit):
        return None
    return reading.signal(SignalKind.HINT, MAKER, hit)


def everyday_signals_of(reading: TextReading) -> Iterator[Signal]:
    """What a title names of work, travel, pregnancy or illness, and of hosiery that is not the garment of a sport."""
    garments = garments_of_sport(reading)
    for hit in sport_phrases().hits(reading.words):
        if hit.group not in EVERY_DAY or reading.around.over(("everyday_not",), hit, REACH):
            continue
        of_a_sport = hit.group == EVERYDAY and any(first <= hit.first < last for first, last in garments)
        if not of_a_sport and not reading.context.denied(hit):
            yield reading.signal(SignalKind.EVERYDAY, hit.group, hit)


def settled(signals: Sequence[Signal], everyday: Callable[[], Iterable[Signal]]) -> list[Signal]:
    """The signals of a whole record with its words of sport weighed: raised to identity, left weak, or held back.

    `everyday` reads the titles for everyday hosiery; it is asked only where that can keep a sign from counting. A house
    of sport compression is the second sign that a word of two meanings needs, and none otherwise.
    """
    makers = [s for s in signals if s.id == MAKER]
    every = [s for s in signals if s.id != MAKER]
    sure = [s for s in every if s.kind is SignalKind.SPORT]
    hints = {s.id for s in every if s.kind is SignalKind.HINT}
    if any(s.position != Position.TITLE.value for s in sure) or (
        sure and SignalKind.DECISIVE in {s.kind for s in every}
    ):
        return [s for s in every if not _is_weak(s)]
    if not sure and not hints & BLOCKED:
        return every
    beside = _first_of_each(everyday())
    if sure and not any(s.id in NO_SPORT and names_everyday(s) for s in (*every, *beside)):
        return [s for s in every if not _is_weak(s)]
    every = [*(_weakened(s) for s in every), *beside]
    if any(map(names_everyday, every)):
        return every
    if PLAIN in hints or (HOMONYM in hints and "sport_purpose" in hints):
        return list(_raised(every))
    return [*_raised(every), *makers] if HOMONYM in hints and makers else every


def _first_of_each(signals: Iterable[Signal]) -> list[Signal]:
    """The first signal of each id; a title weighs a thing once however often it names it."""
    first: dict[str, Signal] = {}
    for s in signals:
        first.setdefault(s.id, s)
    return list(first.values())


def names_everyday(signal: Signal) -> bool:
    """Whether a signal says that the title names hosiery of every day."""
    return signal.position == Position.TITLE.value and signal.id in IN_TITLE and signal.kind in {
        SignalKind.EVERYDAY, SignalKind.SUGGESTIVE,
    }  # fmt: skip


def _is_weak(signal: Signal) -> bool:
    return signal.kind is SignalKind.HINT and signal.id in WEAK


def _raised(signals: Iterable[Signal]) -> Iterator[Signal]:
    for s in signals:
        yield (Signal(SignalKind.SPORT, SPORT, s.text, s.position, s.field, s.language, s.why) if _is_weak(s) else s)


def _weakened(s: Signal) -> Signal:
    """A sure word of sport as a weak one; anything else as it is."""
    if s.kind is not SignalKind.SPORT:
        return s
    return Signal(SignalKind.HINT, PLAIN, s.text, s.position, s.field, s.language, s.why)
