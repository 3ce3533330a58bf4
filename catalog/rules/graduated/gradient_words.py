"""The phrases of the gradient lexicon in a text, each with whether it is denied or only set apart from.

Texts are read by the reader of all rules (wording, phrases, context); here only the longest phrase at each place
counts, a masked phrase hides the words that it holds, and no phrase crosses a comma.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ...lexicon.negation import NegationContext
from ...lexicon.phrases import PhraseMatch, gradient_lexicon
from ...lexicon.tokens import SHORT, TokenizedText, tokenize

REACH: Final = 4
"""Over so many small words a denial reaches."""
QUOTED: Final = 200
"""Of a phrase so many characters are quoted."""
DENIALS: Final = frozenset({
    "deny", "set_apart", "filler", "only", "no_answer", "answer_label", "goes_on", "asks", "asks_people",
})  # fmt: skip
"""Groups of the lexicon that say how a phrase is meant."""
MASKED: Final = "masked"


class Found(Struct, frozen=True):
    """A phrase found in a text: its group, the words as they stand there, whether they are negated."""

    group: str
    words: str
    negated: bool = False
    compared: bool = False
    """Named only to be set apart from ("unlike uniform compression")."""


def find(text: str) -> tuple[Found, ...]:
    """Every phrase of a text in order; of short texts remembered, for a catalog says the same of many products."""
    return _remembered(text) if len(text) <= SHORT else _read(text)


def _read(text: str) -> tuple[Found, ...]:
    words = tokenize(text, len(text))
    hits = gradient_lexicon().hits(words)
    phrases = [h for h in hits if h.group not in DENIALS]
    if not phrases:
        return ()
    groups: dict[str, list[PhraseMatch]] = {}
    for hit in hits:
        if hit.group in DENIALS:
            groups.setdefault(hit.group, []).append(hit)
    denied = {h.last for h in groups.get("deny", ()) if h.last - h.first > 1}
    groups["set_apart"] = [
        h for h in groups.get("set_apart", ()) if h.last not in denied
    ]  # the "than" of "rather than"
    context = NegationContext(words, groups, REACH)
    return tuple(
        Found(hit.group, words.quote(hit.first, hit.last, QUOTED), *_meant(context, hit))
        for hit in _longest(words, phrases)
        if hit.group != MASKED
    )


_remembered = lru_cache(maxsize=2048)(_read)


def _longest(words: TokenizedText, hits: list[PhraseMatch]) -> Iterator[PhraseMatch]:
    """The longest phrase at each place, from left to right, none over words of the one before."""
    reached = 0
    whole = (h for h in hits if not any(words.breaks[h.first + 1 : h.last]))
    for hit in sorted(whole, key=lambda h: (h.first, -h.last, h.group != MASKED, h.group)):
        if hit.first >= reached:
            reached = hit.last
            yield hit


def _meant(context: NegationContext, hit: PhraseMatch) -> tuple[bool, bool]:
    """Whether a phrase is denied, and whether it is only set apart from."""
    apart = context.reached_by("set_apart", hit.first)
    return not apart and context.denied(hit), apart
