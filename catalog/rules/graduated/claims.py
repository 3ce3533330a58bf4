"""What the words about a product say of its gradient: claimed, contradicted, or nothing either way.

Words never prove a gradient. They can claim one, deny one, explain one in a way that contradicts it
("graduated: tighter at the calves"), or use a word that decides nothing ("progressive").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from ...lexicon.match_index import MatchIndex
from ...lexicon.negation import NegationContext
from ...lexicon.phrases import NEGATION, Lexicon, PhraseMatch, load_lexicon, longest_matches
from ...lexicon.tokens import SHORT, tokenize
from ...model.policy import Policy
from ...model.problem import safe_repr
from ...model.product import Claim, ClaimKind, Position, Product
from ...model.verdict import Reason, because

REACH: Final = 4
"""Over so many small words a denial reaches."""
QUOTED: Final = 200
"""Of a phrase so many characters are quoted."""
DENIALS: Final = frozenset({
    "deny", "set_apart", "filler", "only", "no_answer", "answer_label", "goes_on", "asks", "asks_people",
})  # fmt: skip
"""Groups of the lexicon that say how a phrase is meant."""
MASKED: Final = "masked"
"""The group of phrases that say nothing, and hide the words that they hold."""
CONTRARY: Final = {
    "inverse": "inverse", "uniform": "uniform", "replaced_by_even": "uniform",
    "zoned": "zoned", "replaced_by_zones": "zoned",
}  # fmt: skip
"""Groups of words against a gradient with the way each describes, the plainest first."""
CLAIMING: Final = frozenset({"graduated", "gradient_noun"})
"""Groups that deny a gradient where they are denied themselves."""
FILED: Final = {ClaimKind.NOT_GRADUATED: 0, ClaimKind.GRADUATED: 1}
"""Kinds that whoever read the source filed as being about the gradient: read first, wherever they stand."""


class ClaimSummary(Struct, frozen=True):
    """What all the words of a product come to."""

    claimed: tuple[Reason, ...] = ()
    contrary: tuple[tuple[str, Reason], ...] = ()
    """Each with its way: `inverse`, `uniform`, or `claim` for every other denial."""
    contradictory: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    """Words that decide nothing: ambiguous, about zones, or saying that nothing is claimed."""

    @property
    def way(self) -> str:
        """The plainest way in which a gradient is denied; empty where it is not."""
        ways = {way for way, _ in self.contrary}
        return next((w for w in ("inverse", "uniform", "claim") if w in ways), "")


class GradientPhrase(Struct, frozen=True):
    """A phrase about the gradient in a text: its group, the words as they stand there, whether they are negated."""

    group: str
    words: str
    is_negated: bool = False
    is_set_apart: bool = False
    """Named only to be set apart from ("unlike uniform compression")."""


@cache
def gradient_lexicon() -> Lexicon:
    """The phrases about the gradient: constant data of the package, read when the first text is."""
    return load_lexicon(Path(__file__).with_name("lexicon.toml"), NEGATION)


def gradient_phrases(text: str) -> tuple[GradientPhrase, ...]:
    """The longest phrases about the gradient in a text, in order, none over a comma.

    >>> [(p.group, p.words, p.is_negated) for p in gradient_phrases("Not graduated: uniform compression")]
    [('graduated', 'graduated', True), ('uniform', 'uniform compression', False)]
    """
    return _read_short(text) if len(text) <= SHORT else _read(text)


def _read(text: str) -> tuple[GradientPhrase, ...]:
    words = tokenize(text, len(text))
    matches = gradient_lexicon().matches(words)
    phrases = [match for match in matches if match.group not in DENIALS]
    if not phrases:
        return ()
    # The "than" of "rather than" sets nothing apart: it ends a denial of several words.
    denied_to = {match.end for match in matches if match.group == "deny" and match.end - match.first > 1}
    cues = [match for match in matches if not (match.group == "set_apart" and match.end in denied_to)]
    context = NegationContext(words, MatchIndex(cues), REACH)
    unparted = [match for match in phrases if not context.is_parted(match.first + 1, match.end - 1)]
    return tuple(
        _phrase(context, match) for match in longest_matches(unparted, first_group=MASKED) if match.group != MASKED
    )


_read_short = lru_cache(maxsize=2048)(_read)
"""Remembered: a catalog says the same of many products."""


def _phrase(context: NegationContext, match: PhraseMatch) -> GradientPhrase:
    is_set_apart = context.reached_by("set_apart", match.first)
    is_negated = not is_set_apart and context.is_negated(match)
    return GradientPhrase(match.group, context.words.quote(match.first, match.end, QUOTED), is_negated, is_set_apart)


class _ClaimReader(Struct):
    """Collects what each text says, every reason once, in a stable order."""

    hearsay: frozenset[str]
    claimed: dict[Reason, None] = field(default_factory=dict)
    contrary: dict[tuple[str, Reason], None] = field(default_factory=dict)
    contradictory: dict[Reason, None] = field(default_factory=dict)
    notes: dict[Reason, None] = field(default_factory=dict)

    def read(self, claim: Claim, characters: int) -> None:
        """Take in at most so many characters of one text."""
        every = gradient_phrases(claim.text[:characters])
        if not every and claim.kind not in FILED:
            return
        phrases = [phrase for phrase in every if not phrase.is_set_apart]
        graduated, contrary = _of_group(phrases, "graduated"), _contrary(phrases)
        self._note(claim, phrases)
        if claim.kind is ClaimKind.NOT_GRADUATED:
            self._filed_against(claim, phrases, contrary)
        elif contrary and (graduated or claim.kind is ClaimKind.GRADUATED):
            way, phrase = contrary
            self.contradictory[_reason("contradictory", claim, phrase.words, way=way)] = None
        elif contrary:
            self._against(claim, *contrary)
        elif graduated:
            self.claimed[_reason("claimed", claim, graduated.words)] = None
        elif claim.kind is ClaimKind.GRADUATED and not _of_group(phrases, "ambiguous"):
            self.claimed[_reason("claimed", claim, claim.text)] = None

    def _filed_against(
        self, claim: Claim, phrases: list[GradientPhrase], contrary: tuple[str, GradientPhrase] | None
    ) -> None:
        if contrary:
            self._against(claim, *contrary)
        elif claim.position.value in self.hearsay:
            self.notes[_reason("felt", claim, claim.text)] = None
        elif not (_of_group(phrases, "unclaimed") or _of_group(phrases, "ambiguous")):
            self.contrary["claim", _reason("contrary", claim, claim.text, way="filed")] = None

    def _against(self, claim: Claim, way: str, phrase: GradientPhrase) -> None:
        if claim.position.value in self.hearsay:
            self.notes[_reason("felt", claim, phrase.words)] = None
            return
        label = way if way in ("inverse", "uniform") else "claim"
        self.contrary[label, _reason("contrary", claim, phrase.words, way=way)] = None

    def _note(self, claim: Claim, phrases: list[GradientPhrase]) -> None:
        for group in ("ambiguous", "unclaimed", "zones"):
            phrase = _of_group(phrases, group)
            if phrase is not None:
                self.notes[_reason(group, claim, phrase.words)] = None


def _of_group(phrases: list[GradientPhrase], group: str) -> GradientPhrase | None:
    """The first phrase of a group that is not negated."""
    return next((phrase for phrase in phrases if phrase.group == group and not phrase.is_negated), None)


def _contrary(phrases: list[GradientPhrase]) -> tuple[str, GradientPhrase] | None:
    """The plainest words against a gradient, with their way; `denied` where a claim is negated."""
    for group, way in CONTRARY.items():
        phrase = _of_group(phrases, group)
        if phrase is not None:
            return way, phrase
    denied = next((phrase for phrase in phrases if phrase.group in CLAIMING and phrase.is_negated), None)
    return ("denied", denied) if denied else None


def _reason(what: str, claim: Claim, words: str, **more: str) -> Reason:
    return because(
        f"graduated.{what}",
        **more,
        words=safe_repr(words.strip()),
        position=claim.position.value,
        source=claim.source.url,
    )


def _texts(product: Product, speaking: frozenset[str]) -> Iterator[Claim]:
    """The texts that count: filed claims first, then the name, then all that speaks for the product."""
    filed = [claim for claim in product.claims if claim.kind in FILED]
    yield from sorted(filed, key=lambda claim: FILED[claim.kind])
    if product.sources:
        yield Claim(ClaimKind.OTHER, product.name, Position.TITLE, product.sources[0])
    yield from (c for c in product.claims if c.kind not in FILED and c.position.value in speaking)


def claim_summary(product: Product, policy: Policy) -> ClaimSummary:
    """What the name and the claims of a product say of its gradient; reads no more text than the policy allows."""
    left = limit = policy.whole("graduated.text_characters")
    reader = _ClaimReader(frozenset(policy.items("graduated.hearsay_positions")))
    for claim in _texts(product, frozenset(policy.items("graduated.speaking_positions"))):
        if left <= 0 or len(claim.text) > left:
            reader.notes[because("graduated.text_cut", characters=limit)] = None
        if left <= 0:
            break
        reader.read(claim, left)
        left -= max(len(claim.text), 1)
    return ClaimSummary(
        tuple(reader.claimed), tuple(reader.contrary), tuple(reader.contradictory), tuple(reader.notes)
    )  # fmt: skip
