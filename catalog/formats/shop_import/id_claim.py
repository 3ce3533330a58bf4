"""A product of a run with what tells it apart from others: its id, sums over what it says, and what it is called."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from ..shop_product.record import ShopProduct
from .identity import brand_name, digest_of, identity_of, sum_of
from .options import BYTES_OF_SUM, SortedProduct
from .texts import label_text
from .trade_numbers import mended_gtin

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


def claim_of(whole: SortedProduct, brand: str, name: str, number: int, source: int, charts: int = 0) -> IdClaim:
    """The claim of a product to an id (`name`); `charts` is a sum over the charts in its description."""
    product, handle = whole.product, whole.product.handle
    is_exact = bool(handle) and (name == handle or name.endswith(f"-{handle}"))
    digest = digest_of(brand_name(brand), *identity_of(product))
    names = (_sum_of_brand(brand), sum_of((handle.casefold(),)), sum_of(product.title.casefold().split()))
    return IdClaim(
        name, number, source, product.place, is_exact, digest, sum_of(product.audience), _sum_of_rest(product), charts,
        names, b"".join([options.sum for options in whole.options]),
    )  # fmt: skip


def numbers_in(product: ShopProduct) -> list[list[Number]]:
    """The numbers of each variant of a product that has any."""
    numbers = (keys_of(label_text(v.sku), mended_gtin(v.gtin), label_text(v.shop_id)) for v in product.variants)
    return [keys for keys in numbers if keys]


def keys_of(sku: str, gtin: str, shop_id: str) -> list[Number]:
    """The numbers of a variant as they are compared."""
    keys = [("sku", sku)] if sku else []
    if gtin and (digits := gtin.lstrip("0")):
        keys.append(("gtin", digits))
    if shop_id:
        keys.append(("shop_id", shop_id))
    return keys


@lru_cache(maxsize=1024)
def _sum_of_brand(brand: str) -> int:
    return sum_of((brand_name(brand),))


def _sum_of_rest(product: ShopProduct) -> int:
    """A sum over all texts of a product and its variants but for its names."""
    texts = [
        product.description, product.kind, product.fabric, product.pressure, product.image, product.brand,
        *product.tags, "", *product.features, "", *product.categories, "", *product.audience, "", *product.uses, "",
    ]  # fmt: skip
    for pair in (*product.flags, *product.codes):
        texts += pair
    for v in product.variants:
        texts += (v.sku, v.gtin, v.shop_id, v.title, v.price, v.currency, v.stock, v.availability, v.link, v.image)
        if v.prices:
            texts += v.prices
        for option in v.options:
            texts += option
    return sum_of(texts)
