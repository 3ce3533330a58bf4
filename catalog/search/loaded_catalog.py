"""One version of the catalog in memory, with everything that is worked out from it once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from ..model.chart import SizeChart
from ..model.product import Product
from ..model.snapshot import Snapshot
from ..rules.size.region import RegionCache
from .catalog_index import Candidate, CatalogIndex, index_of
from .find import prepared
from .product_finder import ProductFinder

MOST_SINGLE: Final = 4096
"""Products whose own index is cached; it is made again on demand."""


class LoadedCatalog(Struct, frozen=True, eq=False, dict=True):
    """A snapshot with what lookups need of it. Each part is made when it is first wanted; all go together."""

    snapshot: Snapshot
    for_many: bool = False
    """Whether many questions will be asked: then arrays are made whatever the number of charts."""
    regions: RegionCache = field(default_factory=RegionCache)
    """The compiled charts of all its products (`regions.charts`), and their regions met so far."""
    singles: dict[str, CatalogIndex] = field(default_factory=dict)
    """The index of one product alone, by product id, for products that were asked about."""
    seen: tuple[str, ...] = ()
    """The collections that a view sees, in the order of their names; empty where this is no view."""
    seen_of: LoadedCatalog | None = None
    """What a view is a view of."""

    @property
    def version(self) -> str:
        """The catalog's version, as answers carry it; that of a view also names the collections that it sees."""
        version = self.snapshot.version.text
        return f"{version}:{'+'.join(self.seen)}" if self.seen else version

    @property
    def whole(self) -> LoadedCatalog:
        """The catalog with the products of every collection."""
        return self.seen_of or self

    @cached_property
    def collections(self) -> frozenset[str]:
        """The collections that a question may name: those that have products, and those that a view sees."""
        return frozenset(self.snapshot.collections.values()).union(self.seen)

    def view(self, collections: Iterable[str]) -> LoadedCatalog:
        """The catalog as if it held some collections alone, but for a size that fits already, of any product.

        Products, compiled charts and regions are those of the whole catalog.
        """
        seen, collection_of, gates = frozenset(collections), self.snapshot.collections, self.snapshot.gates
        products = tuple(p for p in self.snapshot.products if collection_of.get(p.id) in seen)
        snapshot = replace(
            self.snapshot,
            products=products,
            gates={p.id: gates[p.id] for p in products},
            collections={p.id: collection_of[p.id] for p in products},
        )
        return LoadedCatalog(snapshot, self.for_many, self.regions, seen=tuple(sorted(seen)), seen_of=self)

    @cached_property
    def index(self) -> CatalogIndex:
        """All products with their stored gates, grouped for searching."""
        return prepared(index_of(map(self.candidate, self.snapshot.products), self.regions), for_many=self.for_many)

    @cached_property
    def finder(self) -> ProductFinder:
        """The products by everything that they are called."""
        return ProductFinder(self.snapshot.products)

    @cached_property
    def charts(self) -> Mapping[str, tuple[SizeChart, Sequence[str]]]:
        """Each chart by its id, with the ids of the products that are sized by it."""
        charts: dict[str, tuple[SizeChart, list[str]]] = {}
        for product in self.snapshot.products:
            for chart in product.charts:
                charts.setdefault(chart.id, (chart, []))[1].append(product.id)
        return charts

    def candidate(self, product: Product) -> Candidate:
        """A product of the catalog with its stored gates."""
        snapshot = self.snapshot
        return Candidate(product, snapshot.gates[product.id], snapshot.collections.get(product.id, ""))

    def index_with(self, products: Sequence[Product]) -> CatalogIndex:
        """An index of these products alone, each once; that of a single product is cached."""
        if len(products) != 1:
            return index_of(map(self.candidate, {p.id: p for p in products}.values()), self.regions)
        (product,) = products
        single = self.singles.get(product.id)
        if single is None:
            if len(self.singles) >= MOST_SINGLE:
                self.singles.clear()
            single = self.singles[product.id] = index_of([self.candidate(product)], self.regions)
        return single


def load_catalog(snapshot: Snapshot, *, for_many: bool = False, collections: Iterable[str] = ()) -> LoadedCatalog:
    """A snapshot made ready for lookups: the whole catalog, or a view of some `collections`.

    A command that asks once waits for nothing here: each part is made when it is first wanted. A service that is
    asked `for_many` questions gets everything now, so that its first question waits no longer than the next ones.
    """
    catalog = LoadedCatalog(snapshot, for_many)
    if collections:
        catalog = catalog.view(collections)
    if for_many:
        _ = catalog.index, catalog.charts, catalog.finder.exact(""), catalog.whole.finder.exact("")
    return catalog
