"""What the words about a product say of its gradient: claimed, contradicted, or nothing either way.

Words never prove a gradient. They can claim one, deny one, explain one in a way that contradicts it
("graduated: tighter at the calves"), or use a word that decides nothing ("progressive").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...lexicon.lexicon_file import NEGATION, load_lexicon
from ...lexicon.match_index import MatchIndex
from ...lexicon.negation import NegationContext
from ...lexicon.phrases import Lexicon, PhraseMatch, longest_matches
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
UNDECIDED: Final = ("ambiguous", "unclaimed", "zones")
"""Groups of words that decide nothing."""
FEW: Final = 8
"""What up to so many phrases of a text say is remembered."""
FILED: Final = {ClaimKind.NOT_GRADUATED: 0, ClaimKind.GRADUATED: 1}
"""Kinds that whoever read the source filed as being about the gradient: read first, wherever they stand."""


class ClaimSummary(Struct, frozen=True):
    """What all the words of a product come to, every reason once, in the order of the texts."""

    claimed: tuple[Reason, ...] = ()
    contrary: tuple[Reason, ...] = ()
    contradictory: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    """Words that decide nothing: ambiguous, about zones, or saying that nothing is claimed."""

    @property
    def way(self) -> str:
        """The plainest way in which a gradient is denied: `inverse`, `uniform`, else `claim`; empty where it is not."""
        ways = {reason.fact("way") for reason in self.contrary}
        return next((way for way in ("inverse", "uniform") if way in ways), "claim" if ways else "")


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
"""Remembered: a catalog says the same of many products. The shipped one, judged again, takes 9 ms; 11 ms without."""


def _phrase(context: NegationContext, match: PhraseMatch) -> GradientPhrase:
    is_set_apart = context.reached_by("set_apart", match.first)
    is_negated = not is_set_apart and context.is_negated(match)
    return GradientPhrase(match.group, context.words.quote(match.first, match.end, QUOTED), is_negated, is_set_apart)


def _reasons(claim: Claim, characters: int, hearsay: frozenset[str]) -> Iterator[Reason]:
    """What at most so many characters of a text say; words at a position of `hearsay` never deny a gradient."""
    every = gradient_phrases(claim.text[:characters])
    if claim.kind in FILED or len(every) > FEW:
        yield from _weighed(every, claim, hearsay)
    elif every:  # nothing of the text counts but its phrases
        yield from _weighed_few(every, replace(claim, text=""), hearsay)


def _weighed(every: tuple[GradientPhrase, ...], claim: Claim, hearsay: frozenset[str]) -> tuple[Reason, ...]:
    """What the phrases of a text say together."""
    return tuple(_said_by(every, claim, hearsay))


_weighed_few = lru_cache(maxsize=1024)(_weighed)
"""Remembered: the texts of a shop differ, but claim the same in the same words."""


def _said_by(every: tuple[GradientPhrase, ...], claim: Claim, hearsay: frozenset[str]) -> Iterator[Reason]:
    phrases = [phrase for phrase in every if not phrase.is_set_apart]
    first_said = {phrase.group: phrase for phrase in reversed(phrases) if not phrase.is_negated}
    undecided = {group: first_said[group] for group in UNDECIDED if group in first_said}
    yield from (_reason(group, claim, phrase.words) for group, phrase in undecided.items())
    filed_for, filed_against = claim.kind is ClaimKind.GRADUATED, claim.kind is ClaimKind.NOT_GRADUATED
    graduated, (way, contrary) = first_said.get("graduated"), _contrary(first_said, phrases)
    if contrary and not filed_against and (graduated or filed_for):
        yield _reason("contradictory", claim, contrary.words, way=way)
    elif contrary or filed_against:
        words = contrary.words if contrary else claim.text
        if claim.position.value in hearsay:
            yield _reason("felt", claim, words)
        elif contrary or not undecided.keys() & {"ambiguous", "unclaimed"}:
            yield _reason("contrary", claim, words, way=way if contrary else "filed")
    elif graduated or (filed_for and "ambiguous" not in undecided):
        yield _reason("claimed", claim, graduated.words if graduated else claim.text)


def _contrary(
    first_said: Mapping[str, GradientPhrase], phrases: Iterable[GradientPhrase]
) -> tuple[str, GradientPhrase | None]:
    """The way and the plainest words against a gradient; `denied` where a claim is negated."""
    for group, way in CONTRARY.items():
        if group in first_said:
            return way, first_said[group]
    return "denied", next((phrase for phrase in phrases if phrase.group in CLAIMING and phrase.is_negated), None)


def _reason(what: str, claim: Claim, words: str, **more: str) -> Reason:
    quoted, position = safe_repr(words.strip()), claim.position.value
    return because(f"graduated.{what}", **more, words=quoted, position=position, source=claim.source.url)


def _texts(product: Product, speaking: frozenset[str]) -> Iterator[Claim]:
    """The texts that count: filed claims first, then the name, then all that speaks for the product."""
    filed = [claim for claim in product.claims if claim.kind in FILED]
    yield from sorted(filed, key=lambda claim: FILED[claim.kind])
    if product.sources:
        yield Claim(ClaimKind.OTHER, product.name, Position.TITLE, product.sources[0])
    yield from (c for c in product.claims if c.kind not in FILED and c.position.value in speaking)


def claim_summary(product: Product, policy: Policy) -> ClaimSummary:
    """What the name and the claims of a product say of its gradient; reads no more text than the policy allows."""
    summary: dict[str, dict[Reason, None]] = {"claimed": {}, "contrary": {}, "contradictory": {}, "notes": {}}
    for reason in _all_reasons(product, policy):
        kind = reason.code.removeprefix("graduated.")
        summary[kind if kind in summary else "notes"][reason] = None
    return ClaimSummary(**{kind: tuple(reasons) for kind, reasons in summary.items()})


def _all_reasons(product: Product, policy: Policy) -> Iterator[Reason]:
    left = limit = policy.whole("graduated.text_characters")
    hearsay = frozenset(policy.items("graduated.hearsay_positions"))
    for claim in _texts(product, frozenset(policy.items("graduated.speaking_positions"))):
        if left <= 0 or len(claim.text) > left:
            yield because("graduated.text_cut", characters=limit)
        if left <= 0:
            break
        yield from _reasons(claim, left, hearsay)
        left -= max(len(claim.text), 1)
