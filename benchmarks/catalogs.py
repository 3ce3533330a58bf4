"""Catalogs of any size for measuring: the seed repeated, every copy labelled as the copy that it is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from catalog.app.judging import judge
from catalog.formats.brand_file.product_draft import brand_draft_of
from catalog.formats.brand_file.write import brand_text
from catalog.formats.brand_toml import read_brand_files
from catalog.model.leg import Dimension
from catalog.model.policy import shipped_policy
from catalog.model.product import Band, Box, CatalogVersion, Edge, Product, Size, SizeChart
from catalog.model.quantities import per_unit
from catalog.model.snapshot import Snapshot
from catalog.model.verdict import Gates
from catalog.store.database import connect
from catalog.store.migrate import upgrade
from catalog.store.write import write_products

SEED = Path(__file__).resolve().parent.parent / "seed"
MILLIMETRE = 1000
SENTENCES = frozenset({"name", "line", "text", "note", "notes"})
SHARED = 0.08
"""Charts to a product where products share them: 8 000 for 100 000, as a shop with many brands has."""


class Made(Struct, frozen=True):
    """The products of a catalog made for measuring, and their verdicts."""

    name: str
    products: tuple[Product, ...]
    gates: dict[str, Gates]

    @property
    def charts(self) -> tuple[SizeChart, ...]:
        """Each distinct chart once."""
        return tuple({id(c): c for p in self.products for c in p.charts}.values())

    def snapshot(self) -> Snapshot:
        """The same in memory, as the store would give it."""
        return Snapshot(CatalogVersion(1, self.name), self.products, self.gates, {})


@cache
def seed() -> Made:
    """The shipped catalog as it is."""
    shelf = read_brand_files([SEED])
    products = sorted((p for found in shelf.values() for p in found), key=lambda p: p.id)
    return Made("seed", tuple(products), judge(products, shipped_policy(), {}))


@cache
def made(size: int, kind: str) -> Made:
    """A catalog of `size` products.

    `kind` is `seed` (every copy uses the seed's own charts), `shared` (a new set of charts for every few
    copies, 0.08 charts to a product) or `own` (one chart to a product). Copied charts are moved by some
    millimetres, so that no two of them are the same. Verdicts are those of the product that was copied.
    """
    known = seed()
    whole = {c.id: c for c in known.charts}
    copies_a_set = {"seed": 10**9, "own": 1}.get(kind) or max(round(len(whole) / (SHARED * len(known.products))), 1)
    products: list[Product] = []
    gates: dict[str, Gates] = {}
    for product, chart_set, at in islice(_copies(known, copies_a_set), size):
        made_of = product.id
        copied = _product(product, at, chart_set, own=kind == "own")
        products.append(copied)
        gates[copied.id] = known.gates[made_of]
    products.sort(key=lambda p: p.id)
    return Made(f"{kind}-{size}", tuple(products), gates)


def _copies(known: Made, copies_a_set: int) -> Iterator[tuple[Product, dict[int, SizeChart], int]]:
    charts: dict[int, SizeChart] = {}
    for at in count(1):
        if (at - 1) % copies_a_set == 0:
            charts = {id(c): _chart(c, at) for c in known.charts}
        for product in known.products:
            yield product, charts, at


def _product(product: Product, at: int, charts: dict[int, SizeChart], *, own: bool) -> Product:
    if at == 1 and not own:
        return replace(product, charts=tuple(charts[id(c)] for c in product.charts))
    mine = tuple(
        replace(charts[id(c)], id=f"{charts[id(c)].id}-for-{product.id}", chart_of="") if own else charts[id(c)]
        for c in product.charts
    )
    variants = tuple(
        replace(v, sku=v.sku and f"{v.sku}-copy-{at}", gtin="", shop_id=v.shop_id and f"{v.shop_id}-copy-{at}")
        for v in product.variants
    )
    name = f"{product.name} (copy {at} of the seed)"
    return replace(product, id=f"{product.id}-copy-{at}", name=name, charts=mine, variants=variants, aliases=())


def _chart(chart: SizeChart, at: int) -> SizeChart:
    """The chart moved by some millimetres; the first copy is the chart itself."""
    if at == 1:
        return chart
    by = (at * 7 % 41 - 20) * MILLIMETRE
    sizes = tuple(Size(s.label, tuple(_box(b, by) for b in s.boxes)) for s in chart.sizes)
    note = f"Copy {at} of the chart, lengths moved by {by // MILLIMETRE} mm."
    return replace(chart, id=f"{chart.id}-copy-{at}", sizes=sizes, note=note)


def _box(box: Box, by: int) -> Box:
    return replace(box, bands=tuple(_band(b, by) for b in box.bands))


def _band(band: Band, by: int) -> Band:
    if band.point.dimension is not Dimension.LENGTH:
        return band
    low, high = _edge(band, band.low, by), _edge(band, band.high, by)
    return replace(band, low=low, high=high)


def _edge(band: Band, edge: Edge | None, by: int) -> Edge | None:
    if edge is None or edge.at + by <= 0:
        return edge
    per = per_unit(band.point, band.unit)
    printed = f"{float((edge.at + by) / per):.4f}".rstrip("0").rstrip(".")
    return Edge(round(Fraction(printed) * per), edge.closed, printed)


def brand_files(size: int, folder: Path, *, apart: bool) -> Path:
    """The folder with `size` products as brand files, one a brand; every product has a chart of its own, as files have.

    With `apart` no two copies of a product say the same: every sentence carries the number of its copy.
    """
    by_brand: dict[str, list[Product]] = {}
    for product in made(size, "own").products:
        number = product.id.rpartition("-copy-")[2]
        by_brand.setdefault(product.brand, []).append(_told_apart(product, number) if apart else product)
    folder.mkdir()
    for at, (brand, products) in enumerate(by_brand.items()):
        (folder / f"brand-{at}.toml").write_text(brand_text(brand_draft_of(brand, products)), "utf-8")
    return folder


def _told_apart(record: object, number: str) -> Any:
    """The record with the number of its copy behind every sentence in it, wherever one stands."""
    if isinstance(record, tuple):
        return tuple(_told_apart(part, number) for part in record)
    if not isinstance(record, Struct):
        return record
    changed = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        changed[name] = f"{value} ({number})" if name in SENTENCES and value else _told_apart(value, number)
    return replace(record, **changed)


def write(catalog: Made, folder: Path) -> str:
    """The address of a SQLite catalog with these products."""
    path = folder / f"{catalog.name}.db"
    url = f"sqlite:///{path}"
    if not path.exists():
        upgrade(url)
        engine = connect(url)
        write_products(engine, {"benchmark": catalog.products}, catalog.gates)
        engine.dispose()
    return url
