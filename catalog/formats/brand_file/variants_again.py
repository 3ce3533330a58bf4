"""Variants of the shop whose SKU tells nothing in a run: which of the file they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, TypeVar

from msgspec import Struct, field

from ...model.plain_name import plain_name
from .marks import ABSENT, NONE_WRITTEN, Marks, mark, mark_in_variant
from .merge import Record

THING: Final = ("size", "colour")
ALIKE: Final = (("shop_id", *THING), ("gtin", *THING), THING)
"""What a variant is known by beside its SKU, the surest first."""
LONGEST_ENDING: Final = 40
Signs = tuple[str, ...]
Key = TypeVar("Key")


class KnownVariants(Struct, frozen=True):
    """The variants of a product that the shop has, and those that an import wrote of it."""

    news: Record
    base: Marks
    """The marks of the last import."""
    unsure: Collection[str]
    """The SKUs that tell nothing: several variants have them, or they are made up."""
    skus: Mapping[str, Any] = {}
    """The SKUs of the product in its file by their names in the marks; one that a person took out has none."""
    elsewhere: Collection[str] = ()
    """The SKUs of the other products of the file."""
    names: dict[int, str] = field(default_factory=dict)
    """The names in the marks of variants that are known again, by their places."""

    def product(self) -> Record:
        """The product with the SKUs of the file; a variant that a person took out stays out."""
        variants = list(self.news.get("variant", ()))
        unsure = {at: variant for at, variant in enumerate(variants) if variant.get("sku") in self.unsure}
        if not unsure:
            return self.news
        sure = {_name(variant) for at, variant in enumerate(variants) if at not in unsure}
        written = {name: text for name, text in self.base.items() if len(text) == len(NONE_WRITTEN)}
        self._match(unsure, {name: text for name, text in written.items() if name not in sure})
        called = [self._called(at, variant) if at in unsure else variant for at, variant in enumerate(variants)]
        return {**self.news, "variant": [variant for variant in called if variant is not None]}

    def _match(self, variants: Mapping[int, Record], left: Mapping[str, str]) -> None:
        """Note which of those that are left each variant is."""
        for fields in ALIKE:
            ours = _single((at, _signs_of(v, fields)) for at, v in variants.items() if at not in self.names)
            taken = set(self.names.values())
            before = _single((name, _signs_in(text, fields)) for name, text in left.items() if name not in taken)
            self.names.update({at: before[signs] for signs, at in ours.items() if signs in before})
        places = [at for at in variants if at not in self.names]
        names = [name for name in left if name not in self.names.values()]
        if len(places) == len(names) == 1 and _may_be(variants[places[0]], left[names[0]]):
            self.names[places[0]] = names[0]

    def _called(self, at: int, variant: Record) -> Record | None:
        """A variant with an unsure SKU under that of the file; None where a person took it out."""
        if at in self.names:
            name = self.names[at]
            return {**variant, "sku": self.skus[name]} if name in self.skus else None
        if variant["sku"] not in self.elsewhere and _name(variant) not in self.names.values():
            return variant
        ending = plain_name(" ".join(str(variant.get(name, "")) for name in THING), LONGEST_ENDING)
        return {**variant, "sku": f"{variant['sku']}-{ending or mark(variant)}"}


def with_known_variants(
    theirs: Mapping[str, Record], base: Mapping[str, Marks], mine: Mapping[str, Record], unsure: Collection[str]
) -> dict[str, Record]:
    """The products of the shop by id, in which variants with an unsure SKU have that of the file (`mine`).

    Such a variant is the one of the same product that has its size and colour by the marks of the last import, and
    that no sure SKU names; else the only one left, where nothing that both tell of size and colour is another.
    """
    if not unsure:
        return dict(theirs)
    own = {id: {_name(v): v.get("sku") for v in product.get("variant", ())} for id, product in mine.items()}
    return {
        id: KnownVariants(
            news, base.get(id, {}), unsure, own.get(id, {}),
            {sku for other, skus in own.items() if other != id for sku in skus.values() if sku in unsure},
        ).product()
        for id, news in theirs.items()
    }  # fmt: skip


def _may_be(variant: Record, text: str) -> bool:
    """Whether nothing that a variant and the marks of one tell of size and colour is another."""
    pairs = zip(_signs_of(variant, THING), _signs_in(text, THING), strict=True)
    return all(one == other or ABSENT in (one, other) for one, other in pairs)


def _single(signs: Iterable[tuple[Key, Signs]]) -> dict[Signs, Key]:
    """What has signs that nothing else has."""
    every: dict[Signs, list[Key]] = {}
    for key, own in signs:
        every.setdefault(own, []).append(key)
    return {own: keys[0] for own, keys in every.items() if len(keys) == 1}


def _signs_of(variant: Record, fields: Signs) -> Signs:
    return tuple(mark(variant.get(name)) for name in fields)


def _signs_in(text: str, fields: Signs) -> Signs:
    return tuple(mark_in_variant(text, name) for name in fields)


def _name(variant: Record) -> str:
    return f"variant.{mark(variant.get('sku'))}"
