"""Products that an earlier source of a run has, too: the export of last week, or the other rows of a split one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from .id_claim import IdClaim, Number

DOUBLE: Final = "in_earlier_source"
PART: Final = "part_in_earlier_source"
"""The rules that leave a product out because an earlier source has it, whole or other variants of it."""


class EarlierProducts(Struct):
    """The products of a source that an earlier source of the run has, too."""

    source: str
    earlier: str
    ids: list[str] = field(default_factory=list)
    """Of those that say something else there; one that has another id there with both."""
    parts: list[str] = field(default_factory=list)
    """Of those of which it has other variants there."""


class SourceDoubles(Struct):
    """What the sources of a run have in common."""

    sources: list[str] = field(default_factory=list)
    """Their names, in the order in which they were begun."""
    pairs: dict[tuple[int, int], EarlierProducts] = field(default_factory=dict)
    """By a source and an earlier one: the products of both."""
    address: str = ""
    """That of the newest source, without the number of its page."""

    def begin(self, name: str, address: str = "") -> None:
        """A file is begun; the pages of one address are one source."""
        if not address or address != self.address:
            self.sources.append(name)
        self.address = address

    def pair(self, source: int, earlier: int) -> EarlierProducts:
        """The products of a source and of an earlier one."""
        names = self.sources[source - 1], self.sources[earlier - 1]
        return self.pairs.setdefault((source, earlier), EarlierProducts(*names))

    def note(self, claim: IdClaim, earlier: IdClaim, cause: str) -> None:
        """A product is left out because an earlier source has it."""
        pair = self.pair(claim.source, earlier.source)
        name = claim.name if claim.name == earlier.name else f"{earlier.name} = {claim.name}"
        if cause == PART:
            pair.parts.append(name)
        elif not claim.says_what(earlier):
            pair.ids.append(name)


def earlier_of(
    claim: IdClaim, numbers: Sequence[Sequence[Number]], alike: Sequence[IdClaim], owners: Mapping[Number, IdClaim]
) -> tuple[IdClaim, str] | None:
    """The product of an earlier source that a product is, too, and the rule that leaves it out; None where it is new.

    `numbers` are those of each of its variants, `alike` are the products with its id, and `owners` the products of
    earlier sources by their numbers, but for numbers that tell nothing.
    """
    same = [other for other in alike if other.source != claim.source]
    for other in same:
        if any(owners.get(key) is other for keys in numbers for key in keys):
            return other, DOUBLE
    for other in same:
        if claim.is_part_of(other):
            return other, PART
    by_digest = (other for other in same if other.digest == claim.digest)
    double = next(by_digest, None) or _of_another_id(claim, numbers, owners)
    return None if double is None else (double, DOUBLE)


def _of_another_id(
    claim: IdClaim, numbers: Sequence[Sequence[Number]], owners: Mapping[Number, IdClaim]
) -> IdClaim | None:
    """The product of another id that has the numbers of at least half of the variants.

    Shops that have nothing to do with each other may both begin to count at 1: a SKU alone counts where brand, handle
    or title is the same, too.
    """
    of_variants = [_owner(claim, keys, owners) for keys in numbers]
    sharing = [other for other in of_variants if other is not None]
    places = Counter(other.number for other in sharing)
    if not sharing or 2 * len(sharing) < len(numbers):
        return None
    return max(sharing, key=lambda other: places[other.number])


def _owner(claim: IdClaim, keys: Sequence[Number], owners: Mapping[Number, IdClaim]) -> IdClaim | None:
    """The product of an earlier source that has a variant, too."""
    owned = ((kind, owners[kind, text]) for kind, text in keys if (kind, text) in owners)
    return next((other for kind, other in owned if kind == "gtin" or other.is_called_like(claim)), None)
