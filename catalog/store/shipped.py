"""The collection of products that travel with the program: what it was last made from, and what it may not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select, update

from ..model.load_report import LeftOutProduct
from ..model.product import SHIPPED, Product
from . import tables
from .ownership import Owners, read_owners


class KeptOut(Struct, frozen=True):
    """Which shipped products may not stand in a catalog, and why."""

    removed: frozenset[str]
    """Ids of shipped products that somebody took out."""
    ids: Mapping[str, str]
    """The collection of each product of another one, by its id, and by its old ids."""
    identifiers: Owners
    """Whose each GTIN, SKU and shop id of the other collections is."""
    shipped: frozenset[str] = frozenset()
    """Ids of the products of the shipped collection, those that were taken out or retired too."""

    def left_out(self, products: Iterable[Product]) -> tuple[LeftOutProduct, ...]:
        """Those of some shipped products that yield to one of another collection."""
        owners = ((p.id, self._owner(p)) for p in products)
        return tuple(LeftOutProduct(id, owner, self.ids[owner]) for id, owner in owners if owner)

    def has(self, product: Product) -> bool:
        """Whether a shipped product may not stand in the catalog."""
        renamed = product.id not in self.shipped and not self.removed.isdisjoint(product.aliases)
        return product.id in self.removed or renamed or bool(self._owner(product))

    def allowed(self, products: Iterable[Product]) -> Iterator[Product]:
        """Those of some shipped products that may stand in the catalog, without old ids that others have."""
        for product in products:
            if not self.has(product):
                aliases = tuple(alias for alias in product.aliases if alias not in self.ids)
                yield product if aliases == product.aliases else replace(product, aliases=aliases)

    def _owner(self, product: Product) -> str:
        """The id of the product of another collection that has this product's id or a number of it; empty for none."""
        if product.id in self.ids:
            return product.id
        return next((self.identifiers[i].product_id for i in _identifiers(product) if i in self.identifiers), "")


def write_edition(connection: Connection, edition: str) -> None:
    """Say from which edition of the brand files the shipped collection is made now."""
    connection.execute(update(tables.catalog).values(shipped=edition))


def read_kept_out(connection: Connection, *, following: bool = True) -> KeptOut:
    """Read which shipped products may not stand in this catalog.

    When the collection is made anew because somebody asked for it, not `following` the program, only products in
    force keep one out.
    """
    product = tables.product
    columns = product.c.id, product.c.collection, product.c.retired, product.c.removed
    rows = [r for r in connection.execute(select(*columns)) if following or not r.retired]
    shipped = {r.id for r in rows if r.collection == SHIPPED}
    ids = {r.id: r.collection for r in rows if r.id not in shipped} | _old_ids(connection)
    removed = frozenset(r.id for r in rows if r.removed and r.id in shipped)
    return KeptOut(removed, ids, read_owners(connection, shipped), frozenset(shipped))


def _old_ids(connection: Connection) -> dict[str, str]:
    """The collection of each product of another one in force, by its old ids."""
    product, alias = tables.product, tables.alias
    query = select(alias.c.name, product.c.collection).join_from(alias, product, alias.c.product == product.c.number)
    others = query.where(product.c.retired.is_(False), product.c.collection != SHIPPED)
    return {row.name: row.collection for row in connection.execute(others)}


def _identifiers(product: Product) -> Iterator[tuple[str, str]]:
    for variant in product.variants:
        for kind, text in (("gtin", variant.gtin), ("sku", variant.sku), ("shop_id", variant.shop_id)):
            if text:
                yield kind, text
