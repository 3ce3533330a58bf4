"""What the words about a product say of its gradient: claimed, contradicted, or nothing either way.

Words never prove a gradient. They can claim one, deny one, explain one in a way that contradicts it
("graduated: tighter at the calves"), or use a word that decides nothing ("progressive").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from ...model.policy import Policy
from ...model.problem import safe_repr
from ...model.product import Claim, ClaimKind, Position, Product
from ...model.verdict import Reason, because
from .gradient_words import Found, find

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


class _Listener(Struct):
    """Collects what each text says, every reason once, in a stable order."""

    hearsay: frozenset[str]
    claimed: dict[Reason, None] = field(default_factory=dict)
    contrary: dict[tuple[str, Reason], None] = field(default_factory=dict)
    contradictory: dict[Reason, None] = field(default_factory=dict)
    notes: dict[Reason, None] = field(default_factory=dict)

    def hear(self, claim: Claim, found: tuple[Found, ...]) -> None:
        """Take in one text and the phrases that stand in it."""
        if not found and claim.kind not in FILED:
            return
        said = [f for f in found if not f.compared]
        graduated = [f for f in said if f.group == "graduated" and not f.negated]
        against = _against(said)
        self._note(claim, said)
        if claim.kind is ClaimKind.NOT_GRADUATED:
            self._filed_against(claim, said, against)
        elif against and (graduated or claim.kind is ClaimKind.GRADUATED):
            way, phrase = against
            self.contradictory[_reason("contradictory", claim, phrase.words, way=way)] = None
        elif against:
            self._against(claim, *against)
        elif graduated:
            self.claimed[_reason("claimed", claim, graduated[0].words)] = None
        elif claim.kind is ClaimKind.GRADUATED and not _group(said, "ambiguous"):
            self.claimed[_reason("claimed", claim, claim.text)] = None

    def _filed_against(self, claim: Claim, said: list[Found], against: tuple[str, Found] | None) -> None:
        if against:
            self._against(claim, *against)
        elif claim.position.value in self.hearsay:
            self.notes[_reason("felt", claim, claim.text)] = None
        elif not (_group(said, "unclaimed") or _group(said, "ambiguous")):
            self.contrary["claim", _reason("contrary", claim, claim.text, way="filed")] = None

    def _against(self, claim: Claim, way: str, phrase: Found) -> None:
        if claim.position.value in self.hearsay:
            self.notes[_reason("felt", claim, phrase.words)] = None
            return
        label = way if way in ("inverse", "uniform") else "claim"
        self.contrary[label, _reason("contrary", claim, phrase.words, way=way)] = None

    def _note(self, claim: Claim, said: list[Found]) -> None:
        for group in ("ambiguous", "unclaimed", "zones"):
            phrase = _group(said, group)
            if phrase is not None:
                self.notes[_reason(group, claim, phrase.words)] = None


def _group(said: list[Found], group: str) -> Found | None:
    """The first phrase of a group that is not denied."""
    return next((f for f in said if f.group == group and not f.negated), None)


def _against(said: list[Found]) -> tuple[str, Found] | None:
    """The plainest words against a gradient, with their way; `denied` where a claim is negated."""
    for group, way in CONTRARY.items():
        phrase = _group(said, group)
        if phrase is not None:
            return way, phrase
    denied = next((f for f in said if f.group in CLAIMING and f.negated), None)
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
    filed = [c for c in product.claims if c.kind in FILED]
    yield from sorted(filed, key=lambda c: FILED[c.kind])
    if product.sources:
        yield Claim(ClaimKind.OTHER, product.name, Position.TITLE, product.sources[0])
    yield from (c for c in product.claims if c.kind not in FILED and c.position.value in speaking)


def claim_summary(product: Product, policy: Policy) -> ClaimSummary:
    """What the name and the claims of a product say of its gradient; reads no more text than the policy allows."""
    left = policy.whole("graduated.text_characters")
    speaking = frozenset(policy.items("graduated.speaking_positions"))
    listener = _Listener(frozenset(policy.items("graduated.hearsay_positions")))
    for claim in _texts(product, speaking):
        if left <= 0 or len(claim.text) > left:
            listener.notes[because("graduated.text_cut", characters=policy.whole("graduated.text_characters"))] = None
        if left <= 0:
            break
        listener.hear(claim, find(claim.text[:left]))
        left -= max(len(claim.text), 1)
    heard_all = (tuple(listener.claimed), tuple(listener.contrary), tuple(listener.contradictory))
    return ClaimSummary(*heard_all, tuple(listener.notes))
