"""One text of a record as the medical rule reads it: its words, its phrases, and what stands around them."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from ...lexicon.match_index import MatchIndex
from ...lexicon.negation import NegationContext
from ...lexicon.phrases import PhraseMatch
from ...lexicon.tokens import COMMA, tokenize
from ...model.policy import Policy
from .lexicon import medical_lexicon, sport_phrases
from .record_texts import Text
from .signal import Signal, SignalKind

CONTEXT: Final = frozenset({
    "deny", "without", "filler", "only", "but", "maker_of", "refuse", "advice", "if", "condition",
    "acts", "compare", "purpose", "M2_context", "M3_context", "after", "not_meant", "contrast", "heading", "no_answer",
    "answer_label", "goes_on", "asks", "asks_people", "legal_form", "company_word", "made_by", "name_link",
})  # fmt: skip
"""Groups that say how other phrases are meant and are no signal themselves."""
SMALL_WORDS: Final = ("filler", "M1")
"""What a denial reaches over: "not an MDR class I medical device" denies all of it."""
ILLNESS: Final = frozenset({"M6", "ailment"})


class TextReading:
    """A text of a record with the phrases in it; the policy limits how much is read and how far a denial reaches."""

    def __init__(self, source: Text, policy: Policy) -> None:
        """Read the words of a text; its phrases are looked up when they are first needed."""
        self.source = source
        self.words = tokenize(source.text, policy.whole("medical.text_characters"))
        self.quote_at = policy.whole("medical.evidence_characters")
        self._reach = policy.whole("medical.denial_reach")

    @cached_property
    def matches(self) -> tuple[PhraseMatch, ...]:
        """Every phrase of the medical lexicon, in order."""
        return tuple(medical_lexicon().matches(self.words))

    @cached_property
    def context(self) -> NegationContext:
        """How each phrase is meant."""
        index = MatchIndex(self.matches)
        return NegationContext(self.words, index, self._reach, small_words=SMALL_WORDS, complaints=ILLNESS)

    @cached_property
    def around(self) -> MatchIndex:
        """The phrases with what may stand around words of sport; most texts name no sport and are never asked."""
        return MatchIndex([*self.matches, *sport_phrases().matches(self.words)])

    def is_joined(self, at: int) -> bool:
        """Whether nothing but a blank or a hyphen parts a word from the one before it."""
        return at < len(self.words.words) and self.words.breaks[at] < COMMA

    def signal(self, kind: SignalKind, name: str, match: PhraseMatch, why: str = "") -> Signal:
        """The signal that a phrase of this text is."""
        quote = self.words.quote(match.first, match.end, self.quote_at)
        return Signal(kind, name, quote, self.source.position.value, self.source.field, match.language, why)

    def ignored(self, name: str, match: PhraseMatch, why: str) -> Signal:
        """The signal of a phrase that does not count, and why."""
        return self.signal(SignalKind.IGNORED, name, match, why)
