"""The figures of a chart that was read again, put in the place of those that the catalog has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..model.chart import Box, Size, SizeChart
from ..model.load_report import ChangedProduct, NamedProduct
from ..model.product import SHIPPED, Product, Source
from ..model.product_difference import FieldChange, product_changes
from ..model.product_name import full_name, normalized


class CatalogProducts:
    """The products of the brand files, found by what a page calls them."""

    def __init__(self, files: Mapping[str, Sequence[Product]]) -> None:
        """Take the products of each file by its name."""
        self._files = {p.id: file for file, products in files.items() for p in products}
        every = [p for products in files.values() for p in products]
        self._products = {key: p for p in reversed(every) for key in _keys(p)}

    def like(self, product: Product) -> Product | None:
        """The product that another one is: by id, then GTIN, then brand and SKU, then brand and name."""
        return next((self._products[key] for key in _keys(product) if key in self._products), None)

    def file_of(self, product: Product) -> str:
        """The name of the file that one of these products stands in."""
        return self._files[product.id]

    def differing(self, products: Iterable[Product]) -> Iterator[ChangedProduct]:
        """The products of the catalog whose chart has other figures than the same product here."""
        for product in products:
            mine = self.like(product)
            if mine is not None and (fields := figure_changes(mine, product.charts_in_force)):
                yield ChangedProduct(NamedProduct(mine.id, full_name(mine), self.file_of(mine), SHIPPED), fields)


def _keys(product: Product) -> Iterator[tuple[str, ...]]:
    yield from (("id", name) for name in (product.id, *product.aliases))
    yield from (("gtin", variant.gtin) for variant in product.variants if variant.gtin)
    # Two shops number their products alike, with a SKU such as 1001: it tells products of one brand apart.
    brand = normalized(product.brand)
    yield from (("sku", brand, variant.sku) for variant in product.variants)
    yield "name", normalized(full_name(product))


def figure_changes(product: Product, charts: Sequence[SizeChart]) -> tuple[FieldChange, ...]:
    """What differs between the figures of a product and of charts that were read again; nothing where none were."""
    return product_changes(product, with_figures(product, charts)) if charts else ()


def changes_by_figure(before: Product, after: Product) -> tuple[FieldChange, ...]:
    """What differs between two editions of a product, its charts band by band although each has an id of its own.

    That a source was read on another day is no difference.
    """
    days = {_undated(source): source for source in _sources(before)}
    after = _on_days(after, days)
    charts = with_figures(before, after.charts_in_force).charts if after.charts else ()
    return product_changes(before, replace(after, charts=charts))


def _undated(source: Source) -> Source:
    return replace(source, seen_on="")


def _sources(value: object) -> Iterator[Source]:
    """Every source in a record and in the records within it."""
    if isinstance(value, Source):
        yield value
    elif isinstance(value, tuple):
        yield from (source for part in value for source in _sources(part))
    elif isinstance(value, Struct):
        yield from (source for name in value.__struct_fields__ for source in _sources(getattr(value, name)))


def _on_days(value: Any, days: Mapping[Source, Source]) -> Any:
    """A record with the day of each source taken from the source of the same address and kind, where there is one."""
    if isinstance(value, Source):
        return days.get(_undated(value), value)
    if isinstance(value, tuple):
        return tuple(_on_days(part, days) for part in value)
    if isinstance(value, Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return replace(value, **{name: _on_days(part, days) for name, part in fields.items()})
    return value


def with_figures(product: Product, charts: Sequence[SizeChart]) -> Product:
    """The product with the figures of other charts in its own ones; what else is said of a chart stays.

    A chart takes the place of the one in force that has a point in common with it, else it comes after them.
    """
    mine = list(product.charts)
    for chart in charts:
        at = next((n for n, own in enumerate(mine) if own.current and set(own.points) & set(chart.points)), None)
        if at is None:
            mine.append(chart)
        else:
            mine[at] = _with_figures(mine[at], chart)
    return replace(product, charts=tuple(mine))


def _with_figures(own: SizeChart, chart: SizeChart) -> SizeChart:
    """A chart with the sizes of another one, and the notes that its own boxes of the same size have."""
    if _figures(own) == _figures(chart):
        return own
    notes = {(size.label, number): box.note for size in own.sizes for number, box in enumerate(size.boxes)}

    def noted(size: Size) -> Size:
        boxes = (replace(box, note=notes.get((size.label, n), "")) for n, box in enumerate(size.boxes))
        return replace(size, boxes=tuple(boxes))

    sizes, priority = tuple(map(noted, chart.sizes)), tuple(p for p in own.priority if p in chart.points)
    return replace(own, keys=chart.keys, sizes=sizes, steps=chart.steps, priority=priority, chart_of="")


def _figures(chart: SizeChart) -> tuple[object, ...]:
    """All that is printed in a chart, without notes."""
    plain = (Size(s.label, tuple(Box(box.bands) for box in s.boxes)) for s in chart.sizes)
    return chart.keys, tuple(plain)
