"""One text of a record as the medical rule reads it: its words, its phrases, and what stands around them."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from msgspec import Struct

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


class TextLimits(Struct, frozen=True):
    """How many characters of a text are read, over how many small words a denial reaches, how many are quoted."""

    characters: int
    denial: int
    quote: int


def text_limits(policy: Policy) -> TextLimits:
    """The limits that the policy sets."""
    names = ("medical.text_characters", "medical.denial_reach", "medical.evidence_characters")
    return TextLimits(*map(policy.whole, names))


class TextReading:
    """A text of a record with every phrase of the lexicon in it."""

    def __init__(self, source: Text, limits: TextLimits) -> None:
        """Read a text within the limits of the policy."""
        self.source = source
        self.words = tokenize(source.text, limits.characters)
        self.matches = tuple(medical_lexicon().matches(self.words))
        index = MatchIndex(self.matches)
        self.context = NegationContext(
            self.words, index, limits.denial, small_words=SMALL_WORDS, complaints=ILLNESS
        )  # fmt: skip
        self.quote_at = limits.quote

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
