"""How much of what a shop says a run could read, and what it was given: what it could not know is not gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

CHARTS: Final = "charts"
"""The part of a product that is its size charts."""

GIVEN: Final = "given"
"""The mark of a product with a chart that a person gave it with `--charts`."""


class ShopRead(Struct, frozen=True):
    """How well the products of a shop were read."""

    complete: bool = True
    """Whether the shop names everything that it sells, so that what it does not name is gone."""
    is_all_read: bool = True
    """Whether nothing of the source was unreadable: what is missing may else be in the part that is."""
    unread: Mapping[str, frozenset[str]] = {}
    """By the id of a product: the names of its fields, and of those of its variants, that could not be read whole."""

    given: frozenset[str] | None = None
    """The products that a person gave a chart in this run; None where none was given at all."""
    is_own_known: bool = True
    """Whether the caller said that this is the maker's own shop, or that it is not."""
    unsure_skus: frozenset[str] = frozenset()
    """The SKUs that tell no variant apart: several have them, or they are made up."""
    repeated: frozenset[str] = frozenset()
    """The ids that several products of the shop would have; all but one have an ending behind it."""

    def of_ids(self, names: Mapping[str, str]) -> ShopRead:
        """The same where products have other ids."""
        return replace(self, unread={names.get(id, id): parts for id, parts in self.unread.items()})

    def without(self, products: Iterable[str], part: str) -> ShopRead:
        """The same where a part of some products was not read either."""
        unread = {id: self.unread.get(id, frozenset()) | {part} for id in products}
        return replace(self, unread={**self.unread, **unread})

    def may_be_gone(self, product: str, base: Mapping[str, str]) -> bool:
        """Whether a product that the shop does not name, with the marks of an import, is no longer there."""
        is_repeated = product in self.repeated or product.rpartition("-")[0] in self.repeated
        return self.complete and not is_repeated and not self.is_not_given(base)

    def is_not_given(self, base: Mapping[str, str]) -> bool:
        """Whether a product had a chart from a person, by the marks of an import, and this run was given none."""
        return self.given is None and GIVEN in base

    def is_given(self, product: str, base: Mapping[str, str]) -> bool:
        """Whether a product has a chart that a person gave it, in this run or in one before that still counts."""
        return self.is_not_given(base) or product in (self.given or ())

    def is_unread(self, product: str, part: str) -> bool:
        """Whether a part of a product may be another one than was read: what it lacks is not gone."""
        return not self.is_all_read or part in self.unread.get(product, ())


ALL_READ: Final = ShopRead()
