"""What a record says in words: its texts, the phrases of the medical lexicon in them, and the signals they give."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from ...lexicon.lexicon_file import NEGATION, load_lexicon
from ...lexicon.match_index import MatchIndex
from ...lexicon.negation import NegationContext
from ...lexicon.once import once
from ...lexicon.phrases import Lexicon, PhraseMatch
from ...lexicon.tokens import COMMA, tokenize
from ...model.policy import Policy
from ...model.product import Position, Product

HERE: Final = Path(__file__).parent
ORDER: Final = {position: at for at, position in enumerate(Position)}

PURPOSE: Final = frozenset({Position.TITLE, Position.FEATURES, Position.INDICATIONS, Position.INTENDED_USE})
"""Texts that state a purpose; M6 and a printed pressure count here."""
PRINTING: Final = PURPOSE | {Position.DESCRIPTION}
"""Texts whose figures in mmHg are read."""
OWN: Final = PRINTING | {Position.CODE}
"""Texts that speak of this very product; M1 to M5 count here."""
HEADLINE: Final = frozenset({Position.TITLE, Position.INDICATIONS, Position.INTENDED_USE})
IDENTITY: Final = frozenset({Position.TITLE, Position.INTENDED_USE})
AROUND: Final = frozenset({Position.CATEGORY, Position.SHOP, Position.BRAND})
"""Texts of the shop, the brand and the shelf: they suggest, they never decide."""
TAXONOMIES: Final = ("google:", "shopify:", "gid:")
"""How category ids begin that are no text."""
CONTEXT: Final = frozenset({
    "deny", "without", "filler", "only", "but", "maker_of", "refuse", "advice", "if", "condition",
    "acts", "compare", "purpose", "M2_context", "M3_context", "after", "not_meant", "contrast", "heading", "no_answer",
    "answer_label", "goes_on", "asks", "asks_people", "legal_form", "company_word", "made_by", "name_link",
})  # fmt: skip
"""Groups that say how other phrases are meant and are no signal themselves."""
SPORTS: Final = ("sport", "sport_short", "sport_plain", "sport_homonym", "sport_verb", "sport_vague")
"""Groups of words of sport; how surely each means sport stands in `sport_words.py`."""
SENSES: Final = frozenset({"other_sense", "sense_before", "sense_after", "meant_for", "occasion", "suits"})
"""Groups that give a word of sport another sense, or name it as a purpose beside others: what most texts are asked."""
SMALL_WORDS: Final = ("filler", "M1")
"""What a denial reaches over: "not an MDR class I medical device" denies all of it."""
ILLNESS: Final = frozenset({"M6", "ailment"})


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


class Text(Struct, frozen=True):
    """One text of a record: the field it stands in and its position."""

    field: str
    position: Position
    text: str


def texts_of(product: Product) -> list[Text]:
    """Every text of a record with its position; the range name stands as `line`, class labels as codes."""
    texts = [Text("name", Position.TITLE, product.name), Text("line", Position.TITLE, product.line)]
    texts += [Text(f"claims[{i}]", claim.position, claim.text) for i, claim in enumerate(product.claims)]
    texts += [Text(f"pressure[{i}]", Position.CODE, figure.label) for i, figure in enumerate(product.pressure)]
    named = [(i, category) for i, category in enumerate(product.categories) if not category.startswith(TAXONOMIES)]
    texts += [Text(f"categories[{i}]", Position.CATEGORY, category) for i, category in named]
    return [text for text in texts if text.text]


def bounded_texts(product: Product, policy: Policy) -> tuple[list[Text], bool]:
    """The texts of a record that are read, purpose first, and whether any was cut or left out.

    The policy limits the characters of each text and of all together.
    """
    limit, left = policy.whole("medical.text_characters"), policy.whole("medical.product_characters")
    read, is_cut = [], False
    for text in sorted(texts_of(product), key=lambda t: (ORDER[t.position], t.text)):
        length = min(limit, left, len(text.text))
        is_cut = is_cut or length < len(text.text)
        left -= length
        if length:
            read.append(text if length == len(text.text) else Text(text.field, text.position, text.text[:length]))
    return read, is_cut


def titles(product: Product) -> list[str]:
    """The name and every claim that stands in the title."""
    return [product.name, *(claim.text for claim in product.claims if claim.position is Position.TITLE)]


@cache
def medical_lexicon() -> Lexicon:
    """Every phrase that is a signal, and those that say how one is meant; read once, for that takes long.

    Those of `SENSES` are among them: to look them up with all others takes half the time of a look-up of their own.
    """
    senses = (phrase for phrase in sport_phrases().phrases if phrase.group in SENSES)
    return load_lexicon(HERE / "lexicon.toml", HERE / "sport.toml", NEGATION, more=senses)


@cache
def sport_phrases() -> Lexicon:
    """What stands around words of sport: garments, small words, other senses, everyday hosiery."""
    return load_lexicon(HERE / "sport_phrases.toml")


def groups_in(text: str, limit: int) -> frozenset[str]:
    """The groups that the first `limit` characters of a text hold a phrase of."""
    return frozenset(match.group for match in medical_lexicon().matches(tokenize(text, limit)))


class TextPhrases:
    """The words of a text and the phrases in it."""

    def __init__(self, text: str, limit: int) -> None:
        """Read the words of at most `limit` characters, and the phrases of the medical lexicon in them, in order."""
        self.words = tokenize(text, limit)
        self.matches = medical_lexicon().matches(self.words)

    @once
    def index(self) -> MatchIndex:
        """The phrases by group and by place; a text without a signal is never asked."""
        return MatchIndex(self.matches)

    @once
    def senses(self) -> MatchIndex:
        """What gives words of sport a sense, of `SENSES`."""
        return MatchIndex([match for match in self.matches if match.group in SENSES])

    @once
    def around(self) -> MatchIndex:
        """The words of sport with what may stand around them; most texts name no sport and are never asked."""
        sports = [match for match in self.matches if match.group in SPORTS]
        return MatchIndex([*sports, *sport_phrases().matches(self.words)])


_phrases_of = lru_cache(maxsize=16)(TextPhrases)
"""Remembered: the title of a product is read for its signals, then for everyday hosiery."""


class TextReading:
    """A text of a record with the phrases in it; the policy limits how much is read and how far a denial reaches."""

    def __init__(self, source: Text, policy: Policy) -> None:
        """Read the words of a text and its phrases; what stands around them is looked up when it is first needed."""
        self.source = source
        self._phrases = _phrases_of(source.text, policy.whole("medical.text_characters"))
        self.words = self._phrases.words
        self.matches = self._phrases.matches
        """Every phrase of the medical lexicon, in order."""
        self.quote_at = policy.whole("medical.evidence_characters")
        self._reach = policy.whole("medical.denial_reach")

    @once
    def context(self) -> NegationContext:
        """How each phrase is meant."""
        index = self._phrases.index
        return NegationContext(self.words, index, self._reach, small_words=SMALL_WORDS, complaints=ILLNESS)

    @property
    def senses(self) -> MatchIndex:
        """What gives words of sport a sense, of `SENSES`."""
        return self._phrases.senses

    @property
    def around(self) -> MatchIndex:
        """The words of sport with what may stand around them."""
        return self._phrases.around

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
