"""What two products of one run may not share: ids, SKUs, GTINs and shop ids, and what becomes of those that they do.

Nothing depends on the order in which products come. Of several products with one id, the one whose handle is written
exactly so keeps it; every other one ends in a digest of its own handle, SKU, title and address. A SKU of two products
gets such a digest in both; a GTIN or shop id of two products is left out of both, for none can be looked up by it. So
is a GTIN of two different variants of one product.
A product that a second source has again, an export of last week say, is one product: the source given first counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zlib import crc32

from msgspec import Struct, field
from msgspec.structs import replace

from ...model.import_report import ImportNote
from ...model.product import Product, Variant
from ..draft.models import ProductDraft, VariantDraft
from ..shop_product.record import ShopProduct
from .identity import brand_name, digest_of, identity_of, with_digest
from .texts import label_text


class IdClaim(Struct, frozen=True):
    """A product that would have an id."""

    number: int
    digest: str
    """Of what tells it apart from others with the same id."""
    rest: int
    """A sum over all else that it says, by which those are put in order that have one digest."""
    is_exact: bool
    """Whether its handle is the id, or the part of it behind the brand."""
    place: str
    source: int = 0
    """The place of its source among those of the run."""
    charts: int = 0
    """A sum over the charts in its description."""


class EarlierProducts(Struct):
    """The products of a source that an earlier source of the run has, too."""

    source: str
    earlier: str
    ids: list[str] = field(default_factory=list)
    """Of those that say something else there."""


class Settlement(Struct):
    """The ids and numbers of all products of a run, and what has to change in some of them."""

    claims: dict[str, list[IdClaim]] = field(default_factory=dict)
    owners: dict[tuple[str, str], int] = field(default_factory=dict)
    """By kind and text of each SKU, GTIN and shop id: the first product that has it."""
    shared: set[tuple[str, str]] = field(default_factory=set)
    """Those that two products have, and GTINs that are told of two different variants of one."""
    between: set[tuple[str, str]] = field(default_factory=set)
    """Those of them that two products have."""
    sources: list[str] = field(default_factory=list)
    """The names of the sources of the run, in the order in which they were begun."""
    doubles: dict[tuple[int, int], EarlierProducts] = field(default_factory=dict)
    """By a source and an earlier one: the products of both."""

    def is_double(self, product: ShopProduct, brand: str, name: str, charts: int = 0) -> bool:
        """Whether an earlier source has a product, under that id and with one of its numbers: then that one counts.

        `charts` is a sum over the charts in its description.
        """
        source = len(self.sources)
        for claim in self.claims.get(name, ()):
            if claim.source != source and self._is_one(claim, product, brand):
                names = self.sources[source - 1], self.sources[claim.source - 1]
                double = self.doubles.setdefault((source, claim.source), EarlierProducts(*names))
                if (claim.digest, claim.rest, claim.charts) != (*_sums(product, brand), charts):
                    double.ids.append(name)
                return True
        return False

    def _is_one(self, claim: IdClaim, product: ShopProduct, brand: str) -> bool:
        numbers = [key for v in product.variants for key in _keys(label_text(v.sku), v.gtin, label_text(v.shop_id))]
        if not numbers:
            return claim.digest == _sums(product, brand)[0]
        return any(self.owners.get(key) == claim.number for key in numbers)

    def add(self, number: int, product: ShopProduct, brand: str, draft: ProductDraft, charts: int = 0) -> None:
        """Take in a product that was brought; `charts` is a sum over the charts in its description."""
        name, handle = draft.id or "", product.handle
        is_exact = bool(handle) and (name == handle or name.endswith(f"-{handle}"))
        claim = IdClaim(number, *_sums(product, brand), is_exact, product.place, len(self.sources), charts)
        self.claims.setdefault(name, []).append(claim)
        for variant in draft.variant:
            for key in _keys(variant.sku or "", variant.gtin or "", variant.shop_id):
                if self.owners.setdefault(key, number) != number:
                    self.shared.add(key)
                    self.between.add(key)
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
            notes += self._settle(variant, draft.id or "")
        return tuple(dict.fromkeys(notes))

    def _settle(self, variant: VariantDraft, product: str) -> Iterator[ImportNote]:
        if ("sku", variant.sku or "") in self.shared:
            new = f"{variant.sku}-{digest_of(product)}"
            yield _note("sku_of_two_products", product, sku=variant.sku or "", new=new)
            variant.sku = new
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
        return replace(product, id=name, variants=tuple(self._settled(v, name) for v in product.variants))

    def _is_shared(self, variant: Variant) -> bool:
        keys = _keys(variant.sku, variant.gtin.lstrip("0"), variant.shop_id)
        return any(key in self.shared for key in keys)

    def _settled(self, variant: Variant, product: str) -> Variant:
        sku = f"{variant.sku}-{digest_of(product)}" if ("sku", variant.sku) in self.shared else variant.sku
        gtin = "" if ("gtin", variant.gtin.lstrip("0")) in self.shared else variant.gtin
        shop_id = "" if ("shop_id", variant.shop_id) in self.shared else variant.shop_id
        return replace(variant, sku=sku, gtin=gtin, shop_id=shop_id)


def _sums(product: ShopProduct, brand: str) -> tuple[str, int]:
    """A digest of what tells a product apart from others with its id, and a sum over all else that it says."""
    return digest_of(brand_name(brand), *identity_of(product)), _sum_of(product)


def _sum_of(product: ShopProduct) -> int:
    """A sum over the texts of a product and its variants that changes where one of them does."""
    texts = [product.description, product.kind, product.fabric, product.pressure, product.image, product.brand]
    for several in (product.tags, product.features, product.categories, product.audience, product.uses):
        texts += (*several, "")
    for pair in (*product.flags, *product.codes):
        texts += pair
    for v in product.variants:
        texts += (v.sku, v.gtin, v.shop_id, v.title, v.price, v.currency, v.stock, v.availability, v.link, v.image)
        texts += v.prices
        for option in v.options:
            texts += option
    return crc32("\x1f".join(texts).encode("utf-8", "replace"))


def _keys(sku: str, gtin: str, shop_id: str) -> Iterator[tuple[str, str]]:
    for kind, text in (("sku", sku), ("gtin", gtin.lstrip("0")), ("shop_id", shop_id)):
        if text:
            yield kind, text


def _repeated(draft: ProductDraft) -> Iterator[tuple[str, str]]:
    """The GTINs that variants of different sizes or colours have."""
    things: dict[str, tuple[str, str]] = {}
    for variant in draft.variant:
        thing = (variant.size, variant.colour)
        if variant.gtin and things.setdefault(variant.gtin, thing) != thing:
            yield "gtin", variant.gtin.lstrip("0")


def _losers(claims: list[IdClaim]) -> list[IdClaim]:
    """Those of several products with one id that cannot keep it."""
    if len(claims) == 1:
        return []
    exact = [claim for claim in claims if claim.is_exact]
    return [claim for claim in claims if claim is not exact[0]] if len(exact) == 1 else claims


def _note(code: str, product: str, **facts: str) -> ImportNote:
    return ImportNote(code, product, "", tuple(facts.items()))
