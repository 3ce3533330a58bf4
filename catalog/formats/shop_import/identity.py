"""The id of a product, made of what stays the same from export to export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Final
from zlib import crc32

from ...model.plain_name import plain_name
from ..draft.fields import LONGEST_ID
from ..shop_product.record import ShopProduct

LONGEST_BRAND: Final = 40
LONGEST_NAME: Final = 1_000
PLAIN: Final = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
DIGEST: Final = 6
ITEM_GROUPS: Final = frozenset(
    {"item_group_id", "item group id", "itemgroupid", "inproductgroupwithid", "productgroupid"}
)


def digest_of(*texts: str) -> str:
    """Six letters and digits that stand for some texts, the same in every run."""
    return sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:DIGEST]


def sum_of(texts: Iterable[str]) -> int:
    """A sum over some texts that changes where one of them does; 0 for no text."""
    return crc32("\x1f".join(texts).encode("utf-8", "replace"))


def product_id(product: ShopProduct, brand: str) -> str:
    """The id: handle, else item group, SKU of a single variant, or title; the brand before it unless that begins it.

    One that is too long is cut and ends in a digest of the whole.

    >>> product_id(ShopProduct("line 2", handle="run-sock-3"), "Étape & Co")
    'etape-co-run-sock-3'
    >>> product_id(ShopProduct("line 2", title="CEP Run Sock"), "CEP")
    'cep-run-sock'
    """
    name = next(filter(None, map(_plain, _names(product))), "")
    before = brand_name(brand)
    if not name:
        name = digest_of(product.title, product.link, product.description)
    whole = name if not before or name == before or name.startswith(f"{before}-") else f"{before}-{name}"
    return shortened(whole)


def _plain(text: str) -> str:
    return text if PLAIN.fullmatch(text) else plain_name(_last_part(text), LONGEST_NAME)


@lru_cache(maxsize=1024)
def brand_name(brand: str) -> str:
    """The brand as ids begin with it."""
    return plain_name(brand, LONGEST_BRAND)


@lru_cache(maxsize=16)
def source_id(host: str) -> str:
    """The id of the source that is the export itself."""
    return plain_name(f"export {host}", LONGEST_ID)


def shortened(name: str) -> str:
    """A plain name that is no longer than an id may be."""
    return name if len(name) <= LONGEST_ID else with_digest(name, digest_of(name))


def with_digest(name: str, digest: str) -> str:
    """A plain name with a digest behind it."""
    return f"{name[: LONGEST_ID - DIGEST - 1].strip('-')}-{digest}"


def identity_of(product: ShopProduct) -> tuple[str, ...]:
    """What tells two products apart that would have one id."""
    skus = [v.sku or v.shop_id or v.gtin for v in product.variants]
    return (product.handle, *([min(skus)] if skus else ()), product.title, product.link)


def _names(product: ShopProduct) -> Iterator[str]:
    yield product.handle
    yield from (value for scheme, value in product.codes if scheme.casefold() in ITEM_GROUPS)
    if len(product.variants) == 1:  # of several, each has a SKU of its own, and a new size would make another id
        yield product.variants[0].sku
    yield product.title


def _last_part(text: str) -> str:
    """The last part of an address, which some shops write where a handle belongs."""
    _, is_address, path = text.partition("://")
    return path.partition("?")[0].rstrip("/").rpartition("/")[2] if is_address else text
