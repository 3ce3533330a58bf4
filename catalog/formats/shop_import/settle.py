"""What two products of one run may not share: ids, SKUs, GTINs and shop ids, and what becomes of those that they do.

Of several products with one id, the one whose handle is written exactly so keeps it, else the first; every other one
ends in a digest of its own handle, SKU, title and address. A SKU of two products stays that of the first, and gets such
a digest in the others; `unsure_skus` names all of them, so that brand files may know their variants again. A GTIN or
shop id of two products is left out of both, for none can be looked up by it. So is a GTIN of two different variants of
one product.
A product that a second source has again is one product: `doubles.py` says when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from ...model.import_report import ImportNote
from ...model.product import Product, Variant
from ..draft.models import ProductDraft, VariantDraft
from ..shop_product.record import ShopProduct
from .doubles import SourceDoubles, earlier_of
from .id_claim import IdClaim, claim_of, keys_of, numbers_in
from .identity import digest_of, with_digest
from .options import SortedProduct


class Settlement(Struct):
    """The ids and numbers of all products of a run, and what has to change in some of them."""

    claims: dict[str, list[IdClaim]] = field(default_factory=dict)
    owners: dict[tuple[str, str], int] = field(default_factory=dict)
    """By kind and text of each SKU, GTIN and shop id: the first product that has it."""
    shared: set[tuple[str, str]] = field(default_factory=set)
    """Those that two products have, and GTINs that are told of two different variants of one."""
    between: set[tuple[str, str]] = field(default_factory=set)
    """Those of them that two products have."""
    products: list[IdClaim] = field(default_factory=list)
    """All products by their numbers."""
    doubles: SourceDoubles = field(default_factory=SourceDoubles)
    """The sources of the run, and what two of them have."""

    made: set[str] = field(default_factory=set)
    """The SKUs that are none of the shop's own."""

    exported: dict[str, list[int]] = field(default_factory=dict)
    """The sources of each product that keeps its id because an export of legfit has it."""

    def add_exported(self, ids: Iterable[str]) -> None:
        """Take in the products of an export of legfit, the newest source."""
        for name in ids:
            self.exported.setdefault(name, []).append(len(self.doubles.sources))

    def note_exported(self) -> None:
        """Note the products of exports that another source has, too: nobody knows which one is newer."""
        ids = self.new_ids() if self.exported else {}
        for name, sources in self.exported.items():
            claims = (claim.source for claim in self.claims.get(name, ()) if claim.number not in ids)
            first, *others = sorted({*sources, *claims})
            for source in others:
                self.doubles.pair(source, first).ids.append(name)

    def claim(self, product: SortedProduct, brand: str, name: str, charts: int = 0) -> IdClaim:
        """What the next product claims; `charts` is a sum over the charts in its description."""
        return claim_of(product, brand, name, len(self.products), len(self.doubles.sources), charts)

    def double(self, product: ShopProduct, claim: IdClaim) -> str:
        """The rule by which a product is left out because an earlier source has it, too; empty where none has."""
        if claim.source < 2:
            return ""
        numbers = numbers_in(product)
        owners = {
            key: owner for keys in numbers for key in keys
            if key in self.owners and key not in self.shared
            and (owner := self.products[self.owners[key]]).source != claim.source
        }  # fmt: skip
        earlier = earlier_of(claim, numbers, self.claims.get(claim.name, ()), owners)
        if earlier is None:
            return ""
        self.doubles.note(claim, *earlier)
        return earlier[1]

    def add(self, claim: IdClaim, draft: ProductDraft) -> None:
        """Take in the next product that was brought, with what it claims."""
        self.products.append(claim)
        self.claims.setdefault(claim.name, []).append(claim)
        owners, number, before = self.owners, claim.number, len(self.owners)
        keys = [key for v in draft.variant for key in keys_of(v.sku or "", v.gtin or "", v.shop_id)]
        for key in keys:
            if owners.setdefault(key, number) != number:
                self.shared.add(key)
                self.between.add(key)
        if len(owners) - before < len(keys):  # else no number stands there twice
            self.shared.update(_repeated(draft))

    def new_ids(self) -> Mapping[int, str]:
        """By its number: the id of each product that cannot have its own."""
        ids: dict[int, str] = {}
        taken = set(self.claims)
        for name, claims in self.claims.items():
            for claim in sorted(_losers(claims), key=lambda c: (c.digest, c.rest, c.number)):
                new, digest = with_digest(name, claim.digest), claim.digest
                while new in taken:
                    digest = digest_of(digest)
                    new = with_digest(name, digest)
                taken.add(new)
                ids[claim.number] = new
        return ids

    def unsure_skus(self) -> frozenset[str]:
        """The SKUs that tell no variant apart: several have them, or they are made up."""
        return frozenset(self.made.union(text for kind, text in self.shared if kind == "sku"))

    def repeated_ids(self) -> frozenset[str]:
        """The ids that several products would have."""
        return frozenset(name for name, claims in self.claims.items() if len(claims) > 1)

    def notes(self) -> tuple[ImportNote, ...]:
        """A note for every id that was taken."""
        ids = self.new_ids()
        return tuple(
            ImportNote("id_taken", ids[claim.number], claim.place, (("id", name),))
            for name, claims in self.claims.items() if len(claims) > 1
            for claim in claims if claim.number in ids
        )  # fmt: skip

    def settled_notes(
        self, number: int, notes: tuple[ImportNote, ...], ids: Mapping[int, str]
    ) -> tuple[ImportNote, ...]:
        """The notes of a product under the id that it has in the end."""
        return tuple(replace(note, product=ids[number]) for note in notes) if number in ids else notes

    def settled_draft(self, number: int, draft: ProductDraft, ids: Mapping[int, str]) -> tuple[ImportNote, ...]:
        """Change a draft where it shares something with another product; `ids` are `new_ids`. The notes on it."""
        draft.id = ids.get(number, draft.id)
        notes: list[ImportNote] = []
        for variant in draft.variant:
            notes += self._settle(variant, draft.id or "", number)
        return tuple(dict.fromkeys(notes))

    def _settle(self, variant: VariantDraft, product: str, number: int) -> Iterator[ImportNote]:
        if self._is_others(variant.sku or "", number):
            new = f"{variant.sku}-{digest_of(product)}"
            yield _note("sku_of_two_products", product, sku=variant.sku or "", new=new)
            variant.sku = new
            self.made.add(new)
        if (key := ("gtin", (variant.gtin or "").lstrip("0"))) in self.shared:
            code = "gtin_of_two_products" if key in self.between else "gtin_of_two_variants"
            yield _note(code, product, gtin=variant.gtin or "")
            variant.gtin = None
        if ("shop_id", variant.shop_id) in self.shared:
            yield _note("shop_id_of_two_products", product, shop_id=variant.shop_id)
            variant.shop_id = ""

    def settled_product(self, number: int, product: Product, ids: Mapping[int, str]) -> Product:
        """The same for a product that was made of its draft already."""
        name = ids.get(number, product.id)
        if name == product.id and not (self.shared and any(self._is_shared(v) for v in product.variants)):
            return product
        return replace(product, id=name, variants=tuple(self._settled(v, name, number) for v in product.variants))

    def _is_shared(self, variant: Variant) -> bool:
        keys = keys_of(variant.sku, variant.gtin.lstrip("0"), variant.shop_id)
        return any(key in self.shared for key in keys)

    def _is_others(self, sku: str, number: int) -> bool:
        """Whether a product, by its number, has a SKU that an earlier one has, which keeps it."""
        return ("sku", sku) in self.shared and self.owners["sku", sku] != number

    def _settled(self, variant: Variant, product: str, number: int) -> Variant:
        sku = f"{variant.sku}-{digest_of(product)}" if self._is_others(variant.sku, number) else variant.sku
        gtin = "" if ("gtin", variant.gtin.lstrip("0")) in self.shared else variant.gtin
        shop_id = "" if ("shop_id", variant.shop_id) in self.shared else variant.shop_id
        return replace(variant, sku=sku, gtin=gtin, shop_id=shop_id)


def _repeated(draft: ProductDraft) -> Iterator[tuple[str, str]]:
    """The GTINs that variants of different sizes or colours have."""
    things: dict[str, tuple[str, str]] = {}
    for variant in draft.variant:
        thing = (variant.size, variant.colour)
        if variant.gtin and things.setdefault(gtin := variant.gtin.lstrip("0"), thing) != thing:
            yield "gtin", gtin


def _losers(claims: list[IdClaim]) -> list[IdClaim]:
    """Those of several products with one id that cannot keep it."""
    if len(claims) == 1:
        return []
    exact = [claim for claim in claims if claim.is_exact]
    keeps = exact[0] if len(exact) == 1 else claims[0]
    return [claim for claim in claims if claim is not keeps]


def _note(code: str, product: str, **facts: str) -> ImportNote:
    return ImportNote(code, product, "", tuple(facts.items()))
