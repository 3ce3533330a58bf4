"""One version of the catalog in memory, with everything that is worked out from it once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from ..model.chart import SizeChart
from ..model.offer import Offers, offers_text
from ..model.product import Product
from ..model.snapshot import Snapshot
from ..rules.size.region import RegionCache
from .catalog_facts import CatalogFacts, facts_of
from .catalog_index import Candidate, CatalogIndex, index_of
from .find import prepared
from .kind_charts import KindCharts, kind_charts
from .known_sizes import KnownSizes, known_sizes
from .product_finder import ProductFinder

NO_OFFERS: Final[Offers] = MappingProxyType({})
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
    offered: Mapping[str, Product] = field(default_factory=dict)
    """The products of which a shop has said something, with their offers, by id; those of the snapshot have none."""
    offers_version: int = 0
    """How many writes had changed an offer when these were read."""

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
        offered = {id: p for id, p in self.offered.items() if collection_of.get(id) in seen}
        return LoadedCatalog(
            snapshot, self.for_many, self.regions, {}, tuple(sorted(seen)), self, offered, self.offers_version
        )  # fmt: skip

    @property
    def stock(self) -> str:
        """The version of the offers, as answers carry it; empty where no shop has ever said anything."""
        return offers_text(self.offers_version)

    @property
    def products(self) -> Sequence[Product]:
        """All products with what shops offer of them, by id."""
        if not self.offered:
            return self.snapshot.products
        return tuple(self.offered.get(p.id, p) for p in self.snapshot.products)

    @cached_property
    def index(self) -> CatalogIndex:
        """All products with their stored gates, grouped for searching."""
        return prepared(index_of(map(self.candidate, self.products), self.regions), for_many=self.for_many)

    @cached_property
    def facts(self) -> CatalogFacts:
        """What it holds, in a few numbers."""
        return facts_of(self.index.candidates)

    @cached_property
    def kinds(self) -> Mapping[str, KindCharts]:
        """What the size charts of each kind of garment ask for."""
        return kind_charts(self.index.candidates)

    @cached_property
    def known_sizes(self) -> KnownSizes:
        """The sizes of other products that a person may know, those of every collection."""
        return known_sizes(self.index.candidates) if self.seen_of is None else self.seen_of.known_sizes

    @cached_property
    def finder(self) -> ProductFinder:
        """The products by everything that they are called."""
        beyond = None if self.seen_of is None else self.seen_of.finder
        return ProductFinder(self.snapshot.products, self.offered, beyond=beyond)

    @cached_property
    def charts(self) -> Mapping[str, tuple[SizeChart, Sequence[str]]]:
        """Each chart by its id, with the ids of the products that are sized by it."""
        charts: dict[str, tuple[SizeChart, list[str]]] = {}
        for product in self.snapshot.products:
            for chart in product.charts:
                charts.setdefault(chart.id, (chart, []))[1].append(product.id)
        return charts

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of each product in the snapshot and in the index, by its id."""
        return {product.id: number for number, product in enumerate(self.snapshot.products)}

    def with_offers(self, offers: Offers, version: int) -> LoadedCatalog:
        """The same catalog with some other offers, by product id and SKU; all others stay as they are.

        Nothing is worked out anew but what a price decides, and that only where one has changed. Offers on variants
        that the catalog does not have are left out.
        """
        changed = dict(self._changed_by(offers))
        singles = {id: index for id, index in self.singles.items() if id not in changed}
        offered = {**self.offered, **changed}
        catalog = replace(self, singles=singles, offered=offered, offers_version=version)
        vars(catalog).update(self._parts_with(changed, offered))
        if self.for_many:
            catalog.index.sort_by_price()
        return catalog

    def _parts_with(self, changed: Mapping[str, Product], offered: Mapping[str, Product]) -> dict[str, object]:
        """What is made of this version already, by name, as it is where some products have other offers."""
        made = vars(self)
        parts: dict[str, object] = {name: made[name] for name in made.keys() & {"charts", "numbers"}}
        if "index" in made:
            candidates = {self.numbers[id]: self.candidate(product) for id, product in changed.items()}
            parts["index"] = self.index.with_candidates(candidates) if candidates else self.index
        if "finder" in made:
            parts["finder"] = self.finder.with_offered(offered)
        return parts

    def _changed_by(self, offers: Offers) -> Iterator[tuple[str, Product]]:
        """Each product of which some offers are other ones, by id, as it is with them."""
        for id, by_sku in offers.items():
            if id not in self.numbers:
                continue
            product = self.offered.get(id) or self.snapshot.products[self.numbers[id]]
            now = product.with_offers({**{v.sku: v.offer for v in product.variants}, **by_sku})
            if now.variants != product.variants:
                yield id, now

    def candidate(self, product: Product) -> Candidate:
        """A product of the catalog with its stored gates."""
        snapshot = self.snapshot
        return Candidate(product, snapshot.gates[product.id], snapshot.collections.get(product.id, ""))

    def index_with(self, products: Sequence[Product]) -> CatalogIndex:
        """An index of these products alone, each once and as it is offered now; that of a single product is cached."""
        products = [self.offered.get(p.id, p) for p in products]
        if len(products) != 1:
            return index_of(map(self.candidate, {p.id: p for p in products}.values()), self.regions)
        (product,) = products
        single = self.singles.get(product.id)
        if single is None:
            if len(self.singles) >= MOST_SINGLE:
                self.singles.clear()
            single = self.singles[product.id] = index_of([self.candidate(product)], self.regions)
        return single


def load_catalog(
    snapshot: Snapshot, *, for_many: bool = False, collections: Iterable[str] = (), offers: Offers = NO_OFFERS,
    offers_version: int = 0,
) -> LoadedCatalog:  # fmt: skip
    """A snapshot made ready for lookups: the whole catalog, or a view of some `collections`, with its offers.

    A command that asks once waits for nothing here: each part is made when it is first wanted. A service that is
    asked `for_many` questions gets everything now, so that its first question waits no longer than the next ones.
    """
    catalog = LoadedCatalog(snapshot, for_many)
    if collections:
        catalog = catalog.view(collections)
    if offers_version:
        catalog = catalog.with_offers(offers, offers_version)
    if for_many:
        _ = catalog.index, catalog.charts, catalog.numbers
        _ = catalog.finder.exact(""), catalog.whole.finder.exact("")
    return catalog
