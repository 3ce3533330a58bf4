"""A product of a run with what tells it apart from others: its id, sums over what it says, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from zlib import crc32

from msgspec import Struct

from ..shop_product.record import ShopProduct
from .identity import brand_name, digest_of, identity_of
from .texts import label_text
from .trade_numbers import mended_gtin

BYTES_OF_SUM: Final = 4
Number = tuple[str, str]
"""Kind and text of a SKU, GTIN or shop id."""


class IdClaim(Struct, frozen=True):
    """A product that would have an id."""

    name: str
    """The id."""
    number: int
    source: int
    """The place of its source among those of the run."""
    place: str
    is_exact: bool
    """Whether its handle is the id, or the part of it behind the brand."""
    digest: str
    """Of what tells it apart from others with the same id."""
    audience: int
    """A sum over whom it is for."""
    rest: int
    """A sum over all that it says, by which those are put in order that have one digest."""
    charts: int
    """A sum over the charts in its description."""
    names: tuple[int, int, int]
    """Sums over brand, handle and title; 0 where there is none."""
    options: bytes
    """A sum over the options of each variant."""

    def says_what(self, other: IdClaim) -> bool:
        """Whether it says what another one says."""
        return (self.digest, self.rest, self.charts) == (other.digest, other.rest, other.charts)

    def is_called_like(self, other: IdClaim) -> bool:
        """Whether it has the brand, the handle or the title of another one."""
        return any(one == two != 0 for one, two in zip(self.names, other.names, strict=True))

    def is_part_of(self, other: IdClaim) -> bool:
        """Whether it can be other variants of one product: for the same people, and no options of both.

        The title tells nothing where the handle is the same: an item of a feed may have that of its variant.
        """
        (_, handle, title), (_, other_handle, other_title) = self.names, other.names
        is_named_so = handle == other_handle if handle or other_handle else title == other_title
        if not (is_named_so and self.audience == other.audience and self.options and other.options):
            return False
        mine, others = (
            {sums[at : at + BYTES_OF_SUM] for at in range(0, len(sums), BYTES_OF_SUM)}
            for sums in (self.options, other.options)
        )
        return mine.isdisjoint(others)


def claim_of(product: ShopProduct, brand: str, name: str, number: int, source: int, charts: int = 0) -> IdClaim:
    """The claim of a product to an id (`name`); `charts` is a sum over the charts in its description."""
    handle = product.handle
    is_exact = bool(handle) and (name == handle or name.endswith(f"-{handle}"))
    digest = digest_of(brand_name(brand), *identity_of(product))
    names = (_sum([brand_name(brand)]), _sum([handle.casefold()]), _sum(product.title.casefold().split()))
    options = b"".join(_sum(value for _, value in v.options).to_bytes(BYTES_OF_SUM) for v in product.variants)
    return IdClaim(
        name, number, source, product.place, is_exact, digest, _sum(product.audience), _sum_of_rest(product), charts,
        names, options,
    )  # fmt: skip


def numbers_in(product: ShopProduct) -> list[list[Number]]:
    """The numbers of each variant of a product that has any."""
    numbers = (list(keys_of(label_text(v.sku), mended_gtin(v.gtin), label_text(v.shop_id))) for v in product.variants)
    return [keys for keys in numbers if keys]


def keys_of(sku: str, gtin: str, shop_id: str) -> Iterator[Number]:
    """The numbers of a variant as they are compared."""
    for kind, text in (("sku", sku), ("gtin", gtin.lstrip("0")), ("shop_id", shop_id)):
        if text:
            yield kind, text


def _sum(texts: Iterable[str]) -> int:
    """A sum over some texts that changes where one of them does; 0 for no text."""
    return crc32("\x1f".join(texts).encode("utf-8", "replace"))


def _sum_of_rest(product: ShopProduct) -> int:
    """A sum over all texts of a product and its variants but for its names."""
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
    return _sum(texts)
