"""Products that wait to be written: of very many, all but the newest lie in a temporary file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..model.product import Product, SizeChart
from .spool import Spool, Spooled

BATCH: Final = 1_000
"""Products that are held in memory, and are written at once."""


class SpooledProduct(Struct, frozen=True, array_like=True):
    """A product without its charts, which many share, and their places in a list of charts; and where it is from."""

    file: str
    number: int
    """Its place among the products of the import."""
    product: Product
    charts: tuple[int, ...]


class SpooledName(Struct, frozen=True):
    """What a product is called, and its place among the products of the import."""

    number: int
    id: str
    old_ids: tuple[str, ...]


class PackedProducts(Struct, frozen=True, array_like=True):
    """Products with the charts that they share."""

    charts: list[SizeChart]
    products: list[SpooledProduct]


class ChartShelf(Struct):
    """Charts, each once however many products have it."""

    charts: list[SizeChart]
    numbers: dict[int, int]
    """By the identity of each chart: its place."""

    def without_charts(self, file: str, number: int, product: Product) -> SpooledProduct:
        """A product whose charts stand here."""
        charts = tuple([self._number_of(chart) for chart in product.charts])
        return SpooledProduct(file, number, replace(product, charts=()) if charts else product, charts)

    def whole(self, spooled: SpooledProduct) -> Product:
        """The product with its charts again."""
        charts = tuple(self.charts[number] for number in spooled.charts)
        return replace(spooled.product, charts=charts) if charts else spooled.product

    def _number_of(self, chart: SizeChart) -> int:
        number = self.numbers.setdefault(id(chart), len(self.charts))
        if number == len(self.charts):
            self.charts.append(chart)
        return number


ENCODER: Final = msgspec.msgpack.Encoder()
DECODER: Final = msgspec.msgpack.Decoder(list[SpooledProduct])
PACKED_DECODER: Final = msgspec.msgpack.Decoder(PackedProducts)


class ProductSpool:
    """Products in the order in which they came."""

    def __init__(self, batch: int = BATCH, *, see: Callable[[bytes], None] | None = None) -> None:
        """Hold so many products in memory; `see` is given each batch as it goes away, encoded."""
        self._see = see
        self.names: list[SpooledName] = []
        """What every product is called."""
        self.files: set[str] = set()
        """The names of the brand files that they are of."""
        self._batch, self._newest, self._away = batch, list[SpooledProduct](), list[Spooled]()
        self._shelf, self._spool = ChartShelf([], {}), Spool()

    def add(self, file: str, number: int, product: Product) -> None:
        """Take in one more product, of a brand file of that name."""
        if len(self._newest) == self._batch:
            self._put_away()
        self.names.append(SpooledName(number, product.id, product.aliases))
        self.files.add(file)
        self._newest.append(self._shelf.without_charts(file, number, product))

    def show_newest(self) -> None:
        """Have the last batch seen, too, where others were."""
        if self._see is not None and self._away:
            self._see(ENCODER.encode(self._newest))

    def _put_away(self) -> None:
        data = ENCODER.encode(self._newest)
        self._away.append(self._spool.put(data))
        self._newest.clear()
        if self._see is not None:
            self._see(data)

    def names_of(self, number: int) -> list[SpooledName]:
        """What the products of a batch are called."""
        return self.names[number * self._batch : (number + 1) * self._batch]

    def batches(self) -> Iterator[list[tuple[str, int, Product]]]:
        """Every product with its file and number, batch by batch, as often as it is asked for."""
        for away in self._away:
            yield self._whole(DECODER.decode(away.data))
        if self._newest:
            yield self._whole(self._newest)

    def _whole(self, products: Iterable[SpooledProduct]) -> list[tuple[str, int, Product]]:
        return [(spooled.file, spooled.number, self._shelf.whole(spooled)) for spooled in products]


def packed_products(products: Iterable[Product]) -> bytes:
    """Products as bytes; a chart that several have is one object for all of them, here and when they are unpacked."""
    shelf = ChartShelf([], {})
    spooled = [shelf.without_charts("", at, product) for at, product in enumerate(products)]
    return ENCODER.encode(PackedProducts(shelf.charts, spooled))


def unpacked_products(data: bytes) -> tuple[Product, ...]:
    """The products that were packed."""
    packed = PACKED_DECODER.decode(data)
    shelf = ChartShelf(packed.charts, {})
    return tuple(map(shelf.whole, packed.products))
