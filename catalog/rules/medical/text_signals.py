"""What a product's record says for and against sport: typed signals, each with the text that fired it.

Which position counts for what is decided here and documented in docs/medical-verdicts.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from msgspec import Struct

from ...lexicon.phrases import PhraseMatch, sport_phrases
from ...lexicon.tokens import SHORT, TokenizedText, normalized, tokenize
from ...model.policy import Policy
from ...model.product import Position, Product
from .company_names import in_company_name
from .device_codes import clearance_words, is_billing_code
from .record_texts import AROUND, HEADLINE, OWN, PRINTING, PURPOSE, Text, bounded, texts_of
from .sport_signals import (
    EVERY_DAY,
    MAKER,
    everyday_signals_of,
    recovery_signal,
    sport_maker_signal,
    sport_mark_signal,
    sport_signal,
)
from .sport_words import STRENGTHS, WEAK, is_garment_of_sport
from .stated_pressure import StatedPressure, in_text
from .text_reading import CONTEXT, TextLimits, TextReading, read_text, text_limits
from .text_reading import Signal as Signal
from .text_reading import SignalKind as SignalKind

OWN_WEIGHT: Final = frozenset({"fda_wording", "ce_mark", "quality_system", "pharmacy"})
ONE_SIGNAL: Final = {Position.BRAND: "medical_maker", Position.CATEGORY: "medical_category"}
MEDICAL_NAMES: Final = frozenset({"medical_wording", "medical_type", "therapeutic", "pharmacy"})
"""Words that make a company of that name a medical house."""
SAME: Final = {"travel_title": "travel_sock"}
DECISIVE: Final = ("M1", "M2", "M3", "M4", "M5")
DECIDING: Final = frozenset({*DECISIVE, "M1_title", "M6"})
UNITS: Final = ("hg", "mercury", "torr")
LINE: Final = "line"
"""The only field whose name a signal turns on."""
HITS: Final = 40
"""So many phrases of one group are weighed in one text."""
SILENT: Final = CONTEXT | {"no_leg", "leg", "makers"}


class Found(Struct, frozen=True):
    """All signals of the texts, the pressures they print, and whether some text was left unread."""

    signals: tuple[Signal, ...]
    pressures: tuple[StatedPressure, ...]
    described: tuple[StatedPressure, ...]
    """Pressures that only running description prints; they count where nothing else is stated."""
    cut: bool


def _ignored(reading: TextReading, name: str, hit: PhraseMatch, why: str) -> Signal:
    return reading.signal(SignalKind.IGNORED, name, hit, why)


def _identity_of_device(reading: TextReading, hit: PhraseMatch) -> Signal:
    """M1 to M5: decisive in the product's own texts, suggestive around it, ignored elsewhere."""
    name, position, context = hit.group.removesuffix("_title"), reading.source.position, reading.context
    if context.denied(hit) or (name == "M3" and context.denied_within(hit)):
        return _ignored(reading, name, hit, "denied")
    if context.not_meant(hit) or (name == "M4" and _is_colour(reading.words, hit)):
        return _ignored(reading, name, hit, "other_sense")
    if hit.group == "M1_title" and position not in HEADLINE | OWN | AROUND:
        return _ignored(reading, name, hit, "elsewhere")
    if hit.group == "M1_title" and position not in HEADLINE and context.not_claimed(hit):
        return _ignored(reading, name, hit, "not_claimed")
    if hit.group == "M1_title" and position not in HEADLINE:
        name = "medical_type" if position in PURPOSE else ONE_SIGNAL.get(position, "medical_wording")
        return reading.signal(SignalKind.SUGGESTIVE, name, hit)
    if context.of_a_maker(hit) or in_company_name(context, hit):
        return reading.signal(SignalKind.SUGGESTIVE, "medical_maker", hit)
    if name in {"M1", "M4"} and context.compared(hit):
        return reading.signal(SignalKind.SUGGESTIVE, "compared" if name == "M1" else "bare_class", hit)
    if position in OWN:
        return reading.signal(SignalKind.DECISIVE, name, hit)
    if position in AROUND or position is Position.ARTICLE:
        return reading.signal(SignalKind.SUGGESTIVE, "said_elsewhere", hit)
    return _ignored(reading, name, hit, "elsewhere")


def _is_colour(words: TokenizedText, hit: PhraseMatch) -> bool:
    """Whether the RAL of a phrase is a colour: `RAL 9005`."""
    for at in range(hit.first, hit.last):
        if words.words[at] == "ral" and at + 1 < len(words.words):
            number = words.words[at + 1]
            return len(number) == 4 and number.isdigit()
    return False


def _disease(reading: TextReading, hit: PhraseMatch) -> Signal:
    """M6: a disease claimed in a purpose text; suggestive in a description, ignored elsewhere."""
    position, context = reading.source.position, reading.context
    if position not in PURPOSE and position is not Position.DESCRIPTION:
        return _ignored(reading, "M6", hit, "elsewhere")
    if context.not_claimed(hit):
        return _ignored(reading, "M6", hit, "not_claimed")
    if context.compared(hit):
        return reading.signal(SignalKind.SUGGESTIVE, "compared", hit)
    if position is Position.DESCRIPTION:
        return reading.signal(SignalKind.SUGGESTIVE, "disease_wording", hit)
    return reading.signal(SignalKind.DECISIVE, "M6", hit)


def _suggestive(reading: TextReading, hit: PhraseMatch) -> Signal | None:
    """A suggestive word in the product's own texts or around it, unless it is denied or cautioned.

    What a brand says of itself is one signal, its being a medical house, and so is the shelf it is filed on;
    registers, marks and pharmacies keep their own weight.
    """
    position, group = reading.source.position, hit.group
    if group == "medical_line" and reading.source.field != LINE:
        return None
    if group == "medical_category" and position is not Position.CATEGORY:
        return None
    if group == "travel_title" and position is not Position.TITLE:
        return None
    if position not in OWN | AROUND or (group == "thigh_high" and is_garment_of_sport(reading, hit)):
        return None
    if reading.context.denied(hit) or reading.context.not_claimed(hit) or reading.context.not_meant(hit):
        return _ignored(reading, group, hit, "denied")
    if in_company_name(reading.context, hit):
        return reading.signal(SignalKind.SUGGESTIVE, "medical_maker", hit) if group in MEDICAL_NAMES else None
    name = group if group in OWN_WEIGHT else ONE_SIGNAL.get(position, SAME.get(group, group))
    if name == "ailment" and position is Position.DESCRIPTION:
        name = "disease_wording"
    return reading.signal(SignalKind.SUGGESTIVE, name, hit)


JUDGES: Final[dict[str, Callable[[TextReading, PhraseMatch], Signal | None]]] = {
    **dict.fromkeys((*DECISIVE, "M1_title"), _identity_of_device),
    "M6": _disease,
    **dict.fromkeys(STRENGTHS, sport_signal),
    "recovery": recovery_signal,
    "sport_mark": sport_mark_signal,
    MAKER: sport_maker_signal,
}


SPORTING: Final = frozenset({*STRENGTHS, "recovery", "sport_mark", MAKER})


def _of_phrases(reading: TextReading) -> tuple[list[Signal], bool]:
    """The signals of a text's phrases, and whether more was denied in it than is weighed.

    Of each group the first phrase that counts is enough; after `HITS` ignored ones the group is given up.
    """
    tried: Counter[str] = Counter()
    settled: set[str] = set()
    signals = []
    told = 0  # the end of the phrases met so far: a weaker word inside one of them says nothing of its own
    for hit in reading.hits:
        group = hit.group
        if group in SILENT:
            continue
        if group in settled or (hit.last <= told and group not in JUDGES):
            told = max(told, hit.last if group in DECIDING else 0)
            continue
        tried[group] += 1
        signal = JUDGES.get(group, _suggestive)(reading, hit) if tried[group] <= HITS else None
        if signal is not None:
            told = max(told, hit.last if group not in SPORTING else 0)
            signals.append(signal)
            if signal.kind is not SignalKind.IGNORED and signal.id not in WEAK:
                settled.add(group)
    overdone = any(n > HITS for g, n in tried.items() if g not in settled and g in DECIDING)
    return signals, overdone


def _of_numbers(reading: TextReading) -> Iterator[Signal]:
    """510(k) and billing numbers in running text, each only beside a word that says what it is."""
    context = reading.context
    for at, word in enumerate(reading.words.words):
        if word[0] not in "ka":
            continue
        length = clearance_words(reading.words.words, at)
        if length:
            if context.at("M2_context", max(0, at - 6), at + 6):
                yield _identity_of_device(reading, PhraseMatch("M2", "", at, at + length))
        elif word[:3] in {"a65", "a66"} and is_billing_code(word) and context.at("M3_context", max(0, at - 8), at + 8):
            yield _identity_of_device(reading, PhraseMatch("M3", "", at, at + 1))


def _figures(reading: TextReading) -> tuple[tuple[StatedPressure, int], ...]:
    """The figures in mmHg of a text, one more than are weighed."""
    if not any(unit in reading.words.folded for unit in UNITS):
        return ()
    return tuple(islice(in_text(reading.words, reading.quote_at), HITS + 1))


def _pressures(reading: TextReading) -> Iterator[StatedPressure]:
    """Figures in mmHg of the product's own texts, unless only denied or compared with."""
    if reading.source.position not in PRINTING:
        return
    for found, at in _figures(reading)[:HITS]:
        hit = PhraseMatch("pressure", "", at, at + 1)
        context = reading.context
        if not (context.denied(hit) or context.compared(hit) or context.not_claimed(hit)):
            yield found


def _first_of_each(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """The first signal of each kind and id in a text: a thousand repeats weigh as one."""
    seen: dict[tuple[SignalKind, str], Signal] = {}
    for signal in signals:
        seen.setdefault((signal.kind, signal.id), signal)
    return tuple(seen.values())


class TextFindings(Struct, frozen=True):
    """What one text says, wherever in a record it stands, and whether it holds more than is weighed."""

    signals: tuple[Signal, ...]
    pressures: tuple[StatedPressure, ...]
    cut: bool


def _read(text: Text, limits: TextLimits) -> TextFindings:
    reading = read_text(text, limits)
    said, overdone = _of_phrases(reading)
    signals = _first_of_each([*said, *islice(_of_numbers(reading), HITS)])
    return TextFindings(signals, tuple(_pressures(reading)), overdone or len(_figures(reading)) > HITS)


_remembered = lru_cache(maxsize=2048)(_read)


def _told(text: Text, limits: TextLimits) -> TextFindings:
    """What a text says; short ones are remembered, for a catalog says the same bullets of many products."""
    anywhere = Text(LINE if text.field == LINE else "", text.position, text.text)
    return (_remembered if len(text.text) <= SHORT else _read)(anywhere, limits)


def read_signals(product: Product, policy: Policy) -> Found:
    """Every signal that the texts of a product hold, bounded in time by the policy's character limits."""
    texts, cut = bounded(texts_of(product), policy)
    limits = text_limits(policy)
    told = [(t, _told(t, limits)) for t in texts]
    signals = tuple(
        Signal(s.kind, s.id, s.text, s.position, t.field, s.language, s.why) for t, found in told for s in found.signals
    )
    cut = cut or any(found.cut for _, found in told)
    return Found(signals, tuple(_printed(told, own=True)), tuple(_printed(told, own=False)), cut)


def everyday_signals(product: Product, policy: Policy) -> Iterator[Signal]:
    """What the titles of a product name of everyday hosiery."""
    limits = text_limits(policy)
    titles = (t for t in bounded(texts_of(product), policy)[0] if t.position is Position.TITLE)
    for text in titles:
        if any(h.group in EVERY_DAY for h in sport_phrases().hits(tokenize(text.text, limits.characters))):
            yield from everyday_signals_of(read_text(text, limits))


def _printed(told: Iterable[tuple[Text, TextFindings]], *, own: bool) -> Iterator[StatedPressure]:
    for text, found in told:
        if found.pressures and (text.position in PURPOSE) is own:
            yield from (StatedPressure(p.low, p.high, p.text, text.field) for p in found.pressures)


def printed_pressures(product: Product, policy: Policy) -> tuple[list[StatedPressure], list[StatedPressure]]:
    """The figures in mmHg that purpose texts print, and those of descriptions; texts without the unit are not read."""
    texts, _ = bounded(texts_of(product), policy)
    printing = [t for t in texts if t.position in PRINTING and any(u in normalized(t.text) for u in UNITS)]
    told = [(t, _told(t, text_limits(policy))) for t in printing]
    return list(_printed(told, own=True)), list(_printed(told, own=False))
