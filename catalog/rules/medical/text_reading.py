"""One text of a record read: its words, its phrases, their context; and what a signal is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Final

from msgspec import Struct, field

from ...lexicon.negation import NegationContext
from ...lexicon.phrases import PhraseIndex, PhraseMatch, medical_lexicon, sport_phrases
from ...lexicon.tokens import COMMA, SHORT, TokenizedText, tokenize
from ...model.aside import Aside
from ...model.policy import Policy
from .record_texts import Text

CONTEXT: Final = frozenset({
    "deny", "without", "filler", "only", "but", "maker_of", "refuse", "advice", "if", "condition",
    "acts", "compare", "purpose", "M2_context", "M3_context", "after", "not_meant", "contrast", "heading", "no_answer",
    "answer_label", "goes_on", "asks", "asks_people", "legal_form", "company_word", "made_by", "name_link",
})  # fmt: skip


class SignalKind(StrEnum):
    """What a signal does: decides, suggests, identifies sport, hints at it, weakens a hint, or was ignored."""

    DECISIVE = "decisive"
    SUGGESTIVE = "suggestive"
    SPORT = "sport"
    HINT = "hint"
    EVERYDAY = "everyday"
    IGNORED = "ignored"


class Signal(Struct, frozen=True):
    """One signal: its kind and id, the text that fired it, where that stands, and its language."""

    kind: SignalKind
    id: str
    text: str
    position: str
    field: str
    language: str = ""
    why: str = ""
    """Why it was ignored: `denied`, `not_claimed`, `elsewhere`, `compared` ...; empty otherwise."""


class TextLimits(Struct, frozen=True):
    """How much of a text is read, over how many small words a denial reaches, and how much of it is quoted."""

    characters: int
    denial: int
    quote: int


def text_limits(policy: Policy) -> TextLimits:
    """The limits that the policy sets, in characters and words."""
    names = ("medical.text_characters", "medical.denial_reach", "medical.evidence_characters")
    return TextLimits(*map(policy.whole, names))


class TextReading(Struct, frozen=True):
    """One text as words with its phrases: what the finders below look at."""

    source: Text
    words: TokenizedText
    hits: tuple[PhraseMatch, ...]
    context: NegationContext
    quote_at: int
    aside: Aside[str, PhraseIndex] = field(default_factory=Aside)
    """What was worked out since."""

    @property
    def around(self) -> PhraseIndex:
        """The sport words with what may stand around them; worked out when it is first asked for."""
        index = self.aside.get("around")
        if index is None:
            index = self.aside["around"] = PhraseIndex([*self.hits, *sport_phrases().hits(self.words)])
        return index

    def joined(self, at: int) -> bool:
        """Whether nothing but a blank or a hyphen parts a word from the one before it."""
        return at < len(self.words.words) and self.words.breaks[at] < COMMA

    def signal(self, kind: SignalKind, name: str, hit: PhraseMatch, why: str = "") -> Signal:
        """The signal that a phrase of this text is."""
        text = self.words.quote(hit.first, hit.last, self.quote_at)
        source = self.source
        return Signal(kind, name, text, source.position.value, source.field, hit.language, why)


def read_text(text: Text, limits: TextLimits) -> TextReading:
    """A text as words, with every phrase of the lexicon in it."""
    words = tokenize(text.text, limits.characters)
    hits = tuple(medical_lexicon().hits(words))
    groups: dict[str, list[PhraseMatch]] = {}
    for hit in hits:
        if hit.group in CONTEXT or hit.group == "M1":
            groups.setdefault(hit.group, []).append(hit)
    return TextReading(text, words, hits, NegationContext(words, groups, limits.denial), limits.quote)


def has_group(texts: Iterable[str], group: str, limit: int) -> bool:
    """Whether any text holds a phrase of a lexicon group."""
    return any(group in (_groups if len(t) <= SHORT else _groups.__wrapped__)(t, limit) for t in texts)


@lru_cache(maxsize=1024)
def _groups(text: str, limit: int) -> frozenset[str]:
    """The groups that a text has a phrase of."""
    return frozenset(hit.group for hit in medical_lexicon().hits(tokenize(text, limit)))
