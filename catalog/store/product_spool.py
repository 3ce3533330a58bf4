"""Products that wait to be written: of very many, all but the newest lie in a temporary file."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..model.product import Product, SizeChart

BATCH: Final = 5_000
"""Products that are held in memory, and are written at once."""


class SpooledProduct(Struct, frozen=True, array_like=True):
    """A product without its charts, which many share and which stay in memory; and where it is from."""

    file: str
    number: int
    """Its place among the products of the import."""
    product: Product
    charts: tuple[int, ...]


class ProductSpool:
    """Products in the order in which they came."""

    def __init__(self, batch: int = BATCH) -> None:
        self._batch = batch
        self._newest: list[SpooledProduct] = []
        self._numbers: dict[int, int] = {}
        self._charts: list[SizeChart] = []
        self._file: IO[bytes] | None = None
        self._lengths: list[int] = []
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(list[SpooledProduct])

    def add(self, file: str, number: int, product: Product) -> None:
        """Take in one more product, of a brand file of that name."""
        if len(self._newest) == self._batch:
            self._put_away()
        charts = tuple(self._number_of(chart) for chart in product.charts)
        self._newest.append(SpooledProduct(file, number, replace(product, charts=()) if charts else product, charts))

    def batches(self) -> Iterator[list[tuple[str, int, Product]]]:
        """Every product with its file and number, batch by batch, as often as it is asked for."""
        at = 0
        for length in self._lengths:
            assert self._file is not None  # noqa: S101  what has a length was put away
            self._file.seek(at)
            at += length
            yield [self._whole(spooled) for spooled in self._decoder.decode(self._file.read(length))]
        if self._newest:
            yield [self._whole(spooled) for spooled in self._newest]

    def _put_away(self) -> None:
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115  closed with the spool
            weakref.finalize(self, self._file.close)
        data = self._encoder.encode(self._newest)
        self._file.seek(sum(self._lengths))
        self._file.write(data)
        self._lengths.append(len(data))
        self._newest.clear()

    def _number_of(self, chart: SizeChart) -> int:
        number = self._numbers.setdefault(id(chart), len(self._charts))
        if number == len(self._charts):
            self._charts.append(chart)
        return number

    def _whole(self, spooled: SpooledProduct) -> tuple[str, int, Product]:
        charts = tuple(self._charts[number] for number in spooled.charts)
        return spooled.file, spooled.number, replace(spooled.product, charts=charts) if charts else spooled.product
