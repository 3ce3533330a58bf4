"""What the texts of a record say for and against sport: typed signals, each with the text that fired it.

Which position counts for what is decided here and documented in docs/evidence/medical-verdicts.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...lexicon.disclaimers import is_disclaimed
from ...lexicon.phrases import PhraseMatch
from ...lexicon.tokens import SHORT, normalized
from ...model.policy import Policy
from ...model.product import Position, Product
from .device_codes import clearance_words, is_billing_code
from .medical_signals import DECIDING, DECISIVE, device_signal, disease_signal, suggestive_signal
from .sport_signals import MAKER, everyday_signals, recovery_signal, sport_maker_signal, sport_mark_signal, sport_signal
from .sport_words import STRENGTHS, WEAK
from .stated_pressure import StatedPressure, printed_in
from .text_reading import CONTEXT, PRINTING, PURPOSE, SENSES, Signal, SignalKind, Text, TextReading, bounded_texts

UNITS: Final = ("hg", "mercury", "torr")
MOST_TRIED: Final = 40
"""So many phrases of one group, and so many numbers, are weighed in one text."""
SILENT: Final = CONTEXT | SENSES | {"no_leg", "leg", "makers"}
"""Groups that are no signal of a text."""
JUDGES: Final[dict[str, Callable[[TextReading, PhraseMatch], Signal | None]]] = {
    **dict.fromkeys((*DECISIVE, "M1_title"), device_signal), "M6": disease_signal,
    **dict.fromkeys(STRENGTHS, sport_signal),
    "recovery": recovery_signal, "sport_mark": sport_mark_signal, MAKER: sport_maker_signal,
}  # fmt: skip
"""What weighs a phrase, by its group; every other group suggests."""
SPORTING: Final = frozenset({*STRENGTHS, "recovery", "sport_mark", MAKER})


class TextFindings(Struct, frozen=True):
    """What one text says, wherever in a record it stands, and whether it holds more than is weighed."""

    signals: tuple[Signal, ...]
    pressures: tuple[StatedPressure, ...]
    is_cut: bool


def _phrase_signals(reading: TextReading) -> tuple[list[Signal], bool]:
    """The signals of a text's phrases, and whether more was denied in it than is weighed.

    Of each group the first phrase that counts is enough; after `MOST_TRIED` ignored ones the group is given up. A
    weaker word inside a longer phrase that says something adds nothing of its own.
    """
    tried: dict[str, int] = defaultdict(int)
    settled: set[str] = set()
    signals = []
    reached = 0
    for match in reading.matches:
        group = match.group
        if group in SILENT:
            continue
        if group in settled or (match.end <= reached and group not in JUDGES):
            reached = max(reached, match.end if group in DECIDING else 0)
            continue
        tried[group] += 1
        signal = JUDGES.get(group, suggestive_signal)(reading, match) if tried[group] <= MOST_TRIED else None
        if signal is not None:
            reached = max(reached, match.end if group not in SPORTING else 0)
            signals.append(signal)
            if signal.kind is not SignalKind.IGNORED and signal.id not in WEAK:
                settled.add(group)
    is_cut = any(n > MOST_TRIED for group, n in tried.items() if group not in settled and group in DECIDING)
    return signals, is_cut


def _number_signals(reading: TextReading) -> Iterator[Signal]:
    """510(k) and billing numbers in running text, each only beside a word that says what it is."""
    words = reading.words.words
    for at, word in enumerate(words):
        if word[0] not in "ka" or not (word == "k" or word[1:2].isdigit()):
            continue
        matches = reading.context.matches
        length = clearance_words(words, at)
        if length:
            if matches.begins("M2_context", max(0, at - 6), at + 6):
                yield device_signal(reading, PhraseMatch("M2", "", at, at + length))
        elif is_billing_code(word) and matches.begins("M3_context", max(0, at - 8), at + 8):
            yield device_signal(reading, PhraseMatch("M3", "", at, at + 1))


def _figures(reading: TextReading) -> list[tuple[StatedPressure, int]]:
    """The figures in mmHg of a text with the word each begins at; one more than are weighed."""
    if not any(unit in reading.words.plain for unit in UNITS):
        return []
    return list(islice(printed_in(reading.words, reading.quote_at), MOST_TRIED + 1))


def _claimed(reading: TextReading, figures: Iterable[tuple[StatedPressure, int]]) -> Iterator[StatedPressure]:
    """The figures of a text that are neither denied nor compared with."""
    context = reading.context
    for pressure, at in figures:
        match = PhraseMatch("pressure", "", at, at + 1)
        if not (context.is_negated(match) or context.is_comparison(match) or is_disclaimed(context, match)):
            yield pressure


def _read(text: Text, policy: Policy) -> TextFindings:
    """What a text says, the first signal of each kind and id: a thousand repeats weigh as one."""
    reading = TextReading(text, policy)
    from_phrases, is_cut = _phrase_signals(reading)
    signals: dict[tuple[SignalKind, str], Signal] = {}
    for signal in (*from_phrases, *islice(_number_signals(reading), MOST_TRIED)):
        signals.setdefault((signal.kind, signal.id), signal)
    figures = _figures(reading)
    pressures = _claimed(reading, figures[:MOST_TRIED]) if text.position in PRINTING else ()
    return TextFindings(tuple(signals.values()), tuple(pressures), is_cut or len(figures) > MOST_TRIED)


_read_short = lru_cache(maxsize=2048)(_read)
"""Remembered: a catalog says the same bullets of many products, and a limit of mmHg reads them for every question.

The shipped catalog, judged again, takes 9 ms with it and 21 ms without."""


def _findings(text: Text, policy: Policy) -> TextFindings:
    """What a text says; of its field only whether it is the range name counts: a text is read once for all fields."""
    anywhere = Text("line" if text.field == "line" else "", text.position, text.text)
    return (_read_short if len(text.text) <= SHORT else _read)(anywhere, policy)


class RecordFindings(Struct, frozen=True):
    """What the texts of a record say, each text with its findings, and whether more stands there than is weighed."""

    texts: tuple[tuple[Text, TextFindings], ...]
    is_cut: bool

    @property
    def signals(self) -> list[Signal]:
        """All signals, each with the field of its text."""
        return [replace(signal, field=text.field) for text, findings in self.texts for signal in findings.signals]

    def pressures(self, *, of_purpose: bool) -> list[StatedPressure]:
        """The figures in mmHg of texts that state a purpose, or of the others, each with the field of its text."""
        stating = [(text, findings.pressures) for text, findings in self.texts if findings.pressures]
        chosen = [(text, pressures) for text, pressures in stating if (text.position in PURPOSE) is of_purpose]
        return [replace(pressure, field=text.field) for text, pressures in chosen for pressure in pressures]


def read_texts(product: Product, policy: Policy) -> RecordFindings:
    """What the texts of a product say, bounded in time by the policy's character limits."""
    texts, is_cut = bounded_texts(product, policy)
    read = tuple((text, _findings(text, policy)) for text in texts)
    return RecordFindings(read, is_cut or any(findings.is_cut for _, findings in read))


def read_printing_texts(product: Product, policy: Policy) -> RecordFindings:
    """What the texts say that print mmHg; all others are not read, for nothing but the pressure is asked for."""
    texts = [text for text in bounded_texts(product, policy)[0] if text.position in PRINTING]
    printing = [text for text in texts if any(unit in normalized(text.text) for unit in UNITS)]
    return RecordFindings(tuple((text, _findings(text, policy)) for text in printing), is_cut=False)


def everyday_titles(findings: RecordFindings, policy: Policy) -> Iterator[Signal]:
    """What the titles of a record name of everyday hosiery."""
    for text, _ in findings.texts:
        if text.position is Position.TITLE:
            yield from everyday_signals(TextReading(text, policy))
