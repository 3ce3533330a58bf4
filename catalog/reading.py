"""One text of a record read: its words, its phrases, their context; and what a signal is."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Final

from msgspec import Struct

from .context import Context
from .phrases import Hit, medical_lexicon
from .policy import Policy
from .texts import Text
from .wording import Words, words_of

SHORT: Final = 400
"""Texts up to so many characters are remembered: a catalog says the same bullets of many products."""
CONTEXT: Final = frozenset({
    "deny", "without", "filler", "only", "but", "maker_of", "refuse", "advice", "if", "condition",
    "acts", "compare", "purpose", "M2_context", "M3_context", "after", "not_meant", "contrast", "heading",
})  # fmt: skip


class SignalKind(StrEnum):
    """What a signal does: decides, suggests, identifies sport, hints at sport, or was ignored on purpose."""

    DECISIVE = "decisive"
    SUGGESTIVE = "suggestive"
    SPORT = "sport"
    HINT = "hint"
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


class Reading(Struct, frozen=True):
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


def read_text(text: Text, policy: Policy) -> Reading:
    """A text as words, with every phrase of the lexicon in it."""
    parse = _remembered if len(text.text) <= SHORT else _parsed
    words, hits, context = parse(
        text.text, policy.whole("medical.text_characters"), policy.whole("medical.denial_reach")
    )
    return Reading(text, words, hits, context, policy.whole("medical.evidence_characters"))


def _parsed(text: str, limit: int, reach: int) -> tuple[Words, tuple[Hit, ...], Context]:
    words = words_of(text, limit)
    hits = tuple(medical_lexicon().hits(words))
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.group in CONTEXT or hit.group == "M1":
            groups.setdefault(hit.group, []).append(hit)
    return words, hits, Context(words, groups, reach)


_remembered = lru_cache(maxsize=2048)(_parsed)
