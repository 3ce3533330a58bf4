"""What shops say of variants: read for answers, and written where a brand file says something new.

Offers have a version of their own that counts the writes that changed one. Nothing else of the catalog depends on them.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import Connection, Engine, bindparam, delete, select, update

from ..model.money import Money
from ..model.offer import NO_OFFER, Availability, Offer, Offers
from ..model.product import CatalogVersion, Product
from . import tables
from .database import reading
from .to_rows import Row, insert

Item = TypeVar("Item")
AT_ONCE = 500
"""Product numbers or ids in one question."""
MARK_BYTES = 5
NOTHING = "-"
"""The fingerprint of a part that a file does not state."""
UNSTATED = ""
"""The fingerprint where it states none."""


class Stored(Struct, frozen=True):
    """An offer in the catalog, and what its brand file said at its last load."""

    offer: Offer
    file_digest: str
    version: int


OFFER_COLUMNS = tuple(
    tables.offer.c[name]
    for name in ("availability", "stock", "price_minor", "price_currency", "link", "image", "priced_on")
)
"""The columns of an offer itself."""
AVAILABILITIES = {kind.value: kind for kind in Availability}
NOT_STORED = Stored(NO_OFFER, UNSTATED, 0)


def read_offers_version(connection: Connection) -> int:
    """How many writes have changed an offer so far."""
    return int(connection.execute(select(tables.offers_version.c.number)).scalar_one())


def read_versions(connection: Connection) -> tuple[CatalogVersion, int]:
    """The versions of the catalog and of the offers, in one query."""
    catalog, version = tables.catalog, tables.offers_version
    query = select(catalog.c.number, catalog.c.stamp, version.c.number)
    number, stamp, offers = connection.execute(query.join_from(catalog, version, catalog.c.id == version.c.id)).one()
    return CatalogVersion(number, stamp), offers


def current_versions(where: Engine | Connection) -> tuple[CatalogVersion, int]:
    """The versions that the catalog and the offers have now. Raises: StoreError (the database does not answer)."""
    with reading(where) as connection:
        return read_versions(connection)


def read_offers_now(where: Engine | Connection, since: int = 0) -> tuple[Offers, int]:
    """The offers written after a version of the offers, and the version that they have now, both of one moment.

    Raises: StoreError (the database does not answer).
    """
    with reading(where) as connection:
        return read_offers(connection, since), read_offers_version(connection)


def read_offers(connection: Connection, since: int = 0, product_ids: Collection[str] | None = None) -> Offers:
    """The offers written after a version of the offers, by product id and SKU; of some products, or of all.

    Products that are retired are left out.
    """
    offer, product = tables.offer, tables.product
    query = select(product.c.id, offer.c.sku, *OFFER_COLUMNS)
    query = query.join_from(offer, product, offer.c.product == product.c.number)
    query = query.where(product.c.retired.is_(False), offer.c.version > since)
    offers: dict[str, dict[str, Offer]] = {}
    for some in _blocks(list(product_ids)) if product_ids is not None else [None]:
        narrowed = query if some is None else query.where(product.c.id.in_(some))
        for product_id, sku, *parts in connection.execute(narrowed).all():
            offers.setdefault(product_id, {})[sku] = offer_of(*parts)
    return offers


def offer_of(
    availability: str, stock: int | None, minor: int | None, currency: str, link: str, image: str, priced_on: str
) -> Offer:  # fmt: skip
    """An offer from its columns, in the order of `OFFER_COLUMNS`."""
    price = None if minor is None else Money(minor, currency)
    return Offer(AVAILABILITIES[availability], stock, price, link, image, priced_on)


def offer_row(number: int, sku: str, stored: Stored) -> Row:
    """The row of an offer on a variant of a product, by the product's number."""
    return number, sku, *offer_parts(stored.offer), stored.file_digest, stored.version


def offer_parts(offer: Offer) -> Row:
    """An offer as its columns, in the order of `OFFER_COLUMNS`."""
    amount = (None, None) if offer.price is None else (offer.price.minor, offer.price.currency)
    return str(offer.availability), offer.stock, *amount, offer.link, offer.image, offer.priced_on


def next_offers_version(connection: Connection) -> int:
    """Count a write that changes offers, and return its version."""
    version = read_offers_version(connection) + 1
    connection.execute(update(tables.offers_version).values(number=version))
    return version


class OfferNews(Struct, frozen=True):
    """A variant of which a brand file says something else than at its last load, or that is gone."""

    product: int
    sku: str
    before: Stored
    after: Stored | None
    """None where the variant is gone."""

    @property
    def is_news(self) -> bool:
        """Whether an answer may differ: not where a feed had brought the same before."""
        return self.after is None or self.after.offer != self.before.offer


def offer_changes(
    connection: Connection, products: Iterable[tuple[int, Product]], added: Container[int] = ()
) -> list[OfferNews]:
    """What brand files say anew of the variants of their products, by number; those `added` have no offer yet.

    A file that says what it said at its last load changes nothing: a feed may have brought later news. The offers of
    variants that are gone go too.
    """
    products = list(products)
    before = _file_digests(connection, [number for number, _ in products if number not in added])
    now = {number: {v.sku: file_digest(v.offer) for v in product.variants} for number, product in products}
    news = [(number, product) for number, product in products if _differs(before.get(number, {}), now[number])]
    return list(_news(connection, news, now, added)) if news else []


def _news(
    connection: Connection, products: Sequence[tuple[int, Product]], statements: Mapping[int, Mapping[str, str]],
    added: Container[int],
) -> Iterator[OfferNews]:  # fmt: skip
    stored = _stored(connection, [number for number, _ in products if number not in added])
    version = read_offers_version(connection) + 1
    for number, product in products:
        yield from _changes(number, product, statements[number], stored.get(number, {}), version)


def _differs(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether a file says something else of a variant, by SKU, or a variant is gone that has an offer."""
    if not before:
        return any(now.values())
    return any(before.get(sku, UNSTATED) != text for sku, text in now.items()) or not before.keys() <= now.keys()


def write_offers(connection: Connection, changes: Sequence[OfferNews]) -> set[int]:
    """Store changes of offers; the numbers of the products of which an answer may differ."""
    _delete(connection, [(c.product, c.sku) for c in changes if c.before is not NOT_STORED])
    rows = [offer_row(c.product, c.sku, c.after) for c in changes if c.after is not None]
    insert(connection, {tables.offer: rows})
    numbers = {c.product for c in changes if c.is_news}
    if numbers:
        next_offers_version(connection)
    return numbers


def _changes(
    number: int, product: Product, statements: Mapping[str, str], before: Mapping[str, Stored], version: int
) -> Iterator[OfferNews]:
    """What is new of one product; an offer gets the new version only where it is another one."""
    offers = {v.sku: v.offer for v in product.variants}
    for sku, stated in offers.items():
        stored, statement = before.get(sku, NOT_STORED), statements[sku]
        if statement != stored.file_digest:
            offer = stated if stored is NOT_STORED else _merged(stored, stated)
            after = Stored(offer, statement, stored.version if offer == stored.offer else version)
            yield OfferNews(number, sku, stored, after)
    for sku in sorted(before.keys() - offers.keys()):
        yield OfferNews(number, sku, before[sku], None)


def file_digest(offer: Offer) -> str:
    """A fingerprint of each part that a brand file states; empty where it states none."""
    return UNSTATED if offer == NO_OFFER else " ".join(_marks(offer))


def _merged(stored: Stored, stated: Offer) -> Offer:
    """What is known now: the parts in which a file says something new replace those of the catalog.

    A part that the file states no longer is forgotten where it is still what the file said; a feed's stays.
    """
    before = stored.file_digest.split(" ") if stored.file_digest else [NOTHING] * len(_parts(NO_OFFER))
    marks, stored_marks = _marks(stated), _marks(stored.offer)
    (availability, stock), (price, priced_on), (link,), (image,) = (
        was if mark == file_mark or (mark == NOTHING and was_mark != file_mark) else part
        for part, mark, file_mark, was, was_mark in zip(
            _parts(stated), marks, before, _parts(stored.offer), stored_marks, strict=True
        )
    )
    return Offer(availability, stock, price, link, image, priced_on)


def _parts(offer: Offer) -> tuple[tuple[Any, ...], ...]:
    """What is said together: availability with its figure, the price with its day, the link, the image."""
    return (offer.availability, offer.stock), (offer.price, offer.priced_on), (offer.link,), (offer.image,)


def _marks(offer: Offer) -> tuple[str, str, str, str]:
    """A short fingerprint of each part, in the same order; the day of a price makes no other one of it."""
    price = _price_mark(offer.price)
    return _stock_mark(offer.availability, offer.stock), price, _mark(offer.link), _mark(offer.image)


@lru_cache(maxsize=1024)
def _stock_mark(availability: Availability, stock: int | None) -> str:
    is_said = availability is not Availability.UNKNOWN or stock is not None
    return _mark(f"{availability} {stock}" if is_said else "")


@lru_cache(maxsize=1024)
def _price_mark(price: Money | None) -> str:
    return _mark("" if price is None else f"{price.minor} {price.currency}")


@lru_cache(maxsize=1024)
def _mark(text: str) -> str:
    """Cached, as the two above: many variants have one price, and few pieces; those of a product have one image."""
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=MARK_BYTES).hexdigest() if text else NOTHING


def _file_digests(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
    """What the brand files said of the variants of some products at their last load, by SKU."""
    offer = tables.offer.c
    digests: dict[int, dict[str, str]] = {}
    for some in _blocks(numbers):
        query = select(offer.product, offer.sku, offer.file_digest).where(offer.product.in_(some))
        for number, sku, text in connection.execute(query):
            digests.setdefault(number, {})[sku] = text
    return digests


def _stored(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[str, Stored]]:
    stored: dict[int, dict[str, Stored]] = {}
    for some in _blocks(numbers):
        for row in connection.execute(select(tables.offer).where(tables.offer.c.product.in_(some))):
            stored.setdefault(row.product, {})[row.sku] = _stored_from(row)
    return stored


def _stored_from(row: Any) -> Stored:
    parts = (row.availability, row.stock, row.price_minor, row.price_currency, row.link, row.image, row.priced_on)
    return Stored(offer_of(*parts), row.file_digest, row.version)


def _delete(connection: Connection, keys: Sequence[tuple[int, str]]) -> None:
    if keys:
        offer = tables.offer
        query = delete(offer).where(offer.c.product == bindparam("at"), offer.c.sku == bindparam("named"))
        connection.execute(query, [{"at": number, "named": sku} for number, sku in keys])


def _blocks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[at : at + AT_ONCE] for at in range(0, len(items), AT_ONCE))
