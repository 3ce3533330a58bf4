"""What a product's record says for and against sport: typed signals, each with the text that fired it.

Which position counts for what is decided here and documented in docs/medical-verdicts.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .context import Context
from .phrases import Hit, Lexicon, medical_lexicon
from .policy import Policy
from .pressures import Stated, in_text
from .product import Position, Product
from .wording import Words, folded, words_of

OWN: Final = frozenset({
    Position.TITLE, Position.FEATURES, Position.INDICATIONS, Position.INTENDED_USE,
    Position.DESCRIPTION, Position.CODE,
})  # fmt: skip
"""Texts that speak of this very product; M1 to M5 count here."""
PURPOSE: Final = frozenset({Position.TITLE, Position.FEATURES, Position.INDICATIONS, Position.INTENDED_USE})
"""Texts that state a purpose; M6 and a printed pressure count here."""
HEADLINE: Final = frozenset({Position.TITLE, Position.INDICATIONS, Position.INTENDED_USE})
IDENTITY: Final = frozenset({Position.TITLE, Position.INTENDED_USE})
AROUND: Final = frozenset({Position.CATEGORY, Position.SHOP, Position.BRAND})
"""Texts of the shop, the brand and the shelf: they suggest, they never decide."""
DECISIVE: Final = ("M1", "M2", "M3", "M4", "M5")
CONTEXT: Final = frozenset({
    "deny", "without", "filler", "only", "but", "maker_of", "refuse", "advice", "if", "condition",
    "acts", "compare", "purpose", "M2_context", "M3_context", "after",
})  # fmt: skip
SILENT: Final = CONTEXT | {"no_leg", "leg", "makers"}


class SignalKind(StrEnum):
    """What a signal does: decides, suggests, identifies sport, hints at sport, or was ignored on purpose."""

    DECISIVE = "decisive"
    SUGGESTIVE = "suggestive"
    SPORT = "sport"
    HINT = "hint"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: its kind and id, the text that fired it, where that stands, and its language."""

    kind: SignalKind
    id: str
    text: str
    position: str
    field: str
    language: str = ""
    why: str = ""
    """Why it was ignored: `denied`, `not_claimed`, `elsewhere`, `compared` ...; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a record: the field it stands in and its position."""

    field: str
    position: Position
    text: str


@dataclass(frozen=True)
class Reading:
    """One text as words with its phrases: what the finders below look at."""

    source: Text
    words: Words
    hits: tuple[Hit, ...]
    context: Context
    quote_at: int

    def signal(self, kind: SignalKind, name: str, hit: Hit, why: str = "") -> Signal:
        """The signal that a phrase of this text is."""
        text = self.words.quote(hit.first, hit.last, self.quote_at)
        source = self.source
        return Signal(kind, name, text, source.position.value, source.field, hit.language, why)


@dataclass(frozen=True, slots=True)
class Found:
    """All signals of the texts, the pressures they print, and whether some text was left unread."""

    signals: tuple[Signal, ...]
    pressures: tuple[Stated, ...]
    cut: bool


def texts_of(product: Product) -> list[Text]:
    """Every text of a record with its position; the range name stands as `line`, class labels as codes."""
    found = [Text("name", Position.TITLE, product.name), Text("line", Position.TITLE, product.line)]
    found += [Text(f"claims[{i}]", c.position, c.text) for i, c in enumerate(product.claims)]
    found += [Text(f"pressure[{i}]", Position.CODE, f.label) for i, f in enumerate(product.pressure)]
    found += [
        Text(f"categories[{i}]", Position.CATEGORY, c)
        for i, c in enumerate(product.categories)
        if not c.startswith(("google:", "shopify:", "gid:"))
    ]
    return [t for t in found if t.text]


def bounded(texts: list[Text], policy: Policy) -> tuple[list[Text], bool]:
    """The texts that are read, purpose first, and whether any text was cut or left out."""
    each, rest = policy.whole("medical.text_characters"), policy.whole("medical.product_characters")
    order = list(Position)
    read, cut = [], False
    for text in sorted(texts, key=lambda t: (order.index(t.position), t.text)):
        take = min(each, rest, len(text.text))
        cut = cut or take < len(text.text)
        rest -= take
        if take:
            read.append(Text(text.field, text.position, text.text[:take]))
    return read, cut


def read_text(text: Text, lexicon: Lexicon, policy: Policy) -> Reading:
    """A text as words, with every phrase of the lexicon in it."""
    words = words_of(text.text, policy.whole("medical.text_characters"))
    hits = tuple(lexicon.hits(words))
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.group in CONTEXT:
            groups.setdefault(hit.group, []).append(hit)
    context = Context(words, groups, policy.whole("medical.denial_reach"))
    return Reading(text, words, hits, context, policy.whole("medical.evidence_characters"))


def _ignored(reading: Reading, name: str, hit: Hit, why: str) -> Signal:
    return reading.signal(SignalKind.IGNORED, name, hit, why)


def _identity_of_device(reading: Reading, hit: Hit) -> Signal:
    """M1 to M5: decisive in the product's own texts, suggestive around it, ignored elsewhere."""
    name, position, context = hit.group.removesuffix("_title"), reading.source.position, reading.context
    if hit.group == "M1_title" and position not in HEADLINE:
        return reading.signal(SignalKind.SUGGESTIVE, "medical_wording", hit)
    if context.denied(hit):
        return _ignored(reading, name, hit, "denied")
    if context.of_a_maker(hit):
        return reading.signal(SignalKind.SUGGESTIVE, "medical_maker", hit)
    if name in {"M1", "M4"} and context.compared(hit):
        return reading.signal(SignalKind.SUGGESTIVE, "compared", hit)
    if position in OWN:
        return reading.signal(SignalKind.DECISIVE, name, hit)
    if position in AROUND:
        return reading.signal(SignalKind.SUGGESTIVE, "said_elsewhere", hit)
    return _ignored(reading, name, hit, "elsewhere")


def _disease(reading: Reading, hit: Hit) -> Signal:
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


def _sport(reading: Reading, hit: Hit) -> Signal | None:
    """A sport noun: identity in title and intended use, a hint after "for" in bullets and description."""
    position, context = reading.source.position, reading.context
    if context.not_claimed(hit) or context.denied(hit):
        return _ignored(reading, "sport", hit, "denied")
    if position in IDENTITY:
        return reading.signal(SignalKind.SPORT, "sport_word", hit)
    purpose = context.at("after", hit.first - 3, hit.first) and position in OWN
    if purpose or position is Position.CATEGORY:
        return reading.signal(SignalKind.HINT, "sport_purpose", hit)
    return None


def _suggestive(reading: Reading, hit: Hit) -> Signal | None:
    """A suggestive word in the product's own texts or around it, unless it is denied or cautioned.

    What a brand says of itself is one signal, its being a medical house, however many words it takes.
    """
    position, group = reading.source.position, hit.group
    if group == "medical_line" and reading.source.field != "line":
        return None
    if group == "medical_category" and position not in AROUND:
        return None
    if position not in OWN | AROUND:
        return None
    if reading.context.denied(hit) or reading.context.not_claimed(hit):
        return _ignored(reading, group, hit, "denied")
    name = "medical_maker" if position is Position.BRAND else group
    return reading.signal(SignalKind.SUGGESTIVE, name, hit)


def _recovery(reading: Reading, hit: Hit) -> Signal | None:
    """The bare word recovery: a hint in title and intended use, nothing elsewhere."""
    if reading.source.position in IDENTITY:
        return reading.signal(SignalKind.HINT, "recovery", hit)
    return None


def _sport_mark(reading: Reading, hit: Hit) -> Signal | None:
    if reading.source.position in OWN and not reading.context.denied(hit):
        return reading.signal(SignalKind.SPORT, "sport_mark", hit)
    return None


JUDGES: Final[dict[str, Callable[[Reading, Hit], Signal | None]]] = {
    **dict.fromkeys((*DECISIVE, "M1_title"), _identity_of_device),
    "M6": _disease,
    "sport": _sport,
    "recovery": _recovery,
    "sport_mark": _sport_mark,
}


def _of_phrases(reading: Reading) -> Iterator[Signal]:
    for hit in reading.hits:
        if hit.group not in SILENT:
            signal = JUDGES.get(hit.group, _suggestive)(reading, hit)
            if signal is not None:
                yield signal


def _of_numbers(reading: Reading) -> Iterator[Signal]:
    """510(k) and billing numbers in running text, each only beside a word that says what it is."""
    context = reading.context
    for at, word in enumerate(reading.words.words):
        if len(word) == 7 and word[0] == "k" and word[1:].isascii() and word[1:].isdigit():
            if context.at("M2_context", max(0, at - 6), at + 6):
                yield _identity_of_device(reading, Hit("M2", "", at, at + 1))
        elif word[:3] in {"a65", "a66"} and _billing(word) and context.at("M3_context", max(0, at - 8), at + 8):
            yield _identity_of_device(reading, Hit("M3", "", at, at + 1))


def _billing(word: str) -> bool:
    digits = word[1:]
    return len(word) == 5 and digits.isascii() and digits.isdigit() and (
        "6520" <= digits <= "6599" or digits.startswith("660")
    )  # fmt: skip


def _pressures(reading: Reading) -> Iterator[Stated]:
    """Figures in mmHg of purpose texts, unless only denied or compared with."""
    if reading.source.position not in PURPOSE:
        return
    for found, at in in_text(reading.words, reading.quote_at):
        hit = Hit("pressure", "", at, at + 1)
        context = reading.context
        if not (context.denied(hit) or context.compared(hit) or context.not_claimed(hit)):
            yield Stated(found.low, found.high, found.text, reading.source.field)


def first_of_each(signals: Iterable[Signal]) -> list[Signal]:
    """The first signal of each kind and id in each field: a thousand repeats weigh as one."""
    seen: dict[tuple[SignalKind, str, str], Signal] = {}
    for signal in signals:
        seen.setdefault((signal.kind, signal.id, signal.field), signal)
    return list(seen.values())


def read_signals(product: Product, policy: Policy) -> Found:
    """Every signal that the texts of a product hold, bounded in time by the policy's character limits."""
    lexicon = medical_lexicon()
    texts, cut = bounded(texts_of(product), policy)
    readings = [read_text(t, lexicon, policy) for t in texts]
    signals = [s for r in readings for s in first_of_each([*_of_phrases(r), *_of_numbers(r)])]
    pressures = tuple(p for r in readings for p in _pressures(r))
    return Found(tuple(signals), pressures, cut)


def titles(product: Product) -> list[str]:
    """The name and every claim that stands in the title."""
    return [product.name, *(c.text for c in product.claims if c.position is Position.TITLE)]


def has_group(texts: Iterable[str], group: str, limit: int) -> bool:
    """Whether any text holds a phrase of a lexicon group."""
    lexicon = medical_lexicon()
    return any(hit.group == group for t in texts for hit in lexicon.hits(words_of(t, limit)))


def printed_pressures(product: Product, policy: Policy) -> list[Stated]:
    """The figures in mmHg that purpose texts print; texts without the unit are not read."""
    lexicon = medical_lexicon()
    texts, _ = bounded(texts_of(product), policy)
    printing = [t for t in texts if t.position in PURPOSE and "hg" in folded(t.text)]
    return [p for t in printing for p in _pressures(read_text(t, lexicon, policy))]
