"""The snapshot of a catalog version as one file beside a SQLite catalog, for programs that start, answer and end.

A line that names the format; the length of the header; then records in MessagePack, each after its checksum: the
header, every chart and verdict once, every product. One product is read by the byte ranges of its own records.

The database stays the truth: a file is used only where the database still has the version that the file was made
from, and any doubt raises `UnusableFile`, whereupon the caller reads the database.
"""

from __future__ import annotations

import os
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final
from zlib import crc32

from msgspec import Raw, Struct, msgpack
from msgspec.structs import force_setattr

from ..model.product import CatalogVersion, Decision, Product, SizeChart
from ..model.snapshot import Snapshot
from ..model.verdict import Gates
from .errors import UNTRUE
from .package_files import head, shipped_edition, shipped_signature
from .sqlite_file import open_sqlite
from .verdict_rows import VerdictTexts, verdict_from

SUFFIX: Final = "-snapshot"
FORMAT: Final = b"legfit snapshot 4\n"
"""The first line; to be counted up whenever the layout changes."""
LENGTH = CHECKSUM = struct.Struct("<I")
"""The length of the header, and the checksum before every record."""
ALIKE: Final = ("brand", "line", "notes", "sources", "pressure", "claims", "codes", "fibres", "price")
"""Fields that many products have alike: what is equal becomes one object, and takes the memory of one."""


class UnusableFile(Exception):
    """The file cannot be used; the message says why, in English, for those who asked for details."""


class DamagedFile(UnusableFile):
    """The file holds something else than was written."""


class Header(Struct, frozen=True):
    """What a file was made from, and where its records are."""

    made_by: str
    schema: str
    version: CatalogVersion
    edition: str
    """The edition of the brand files that the shipped collection was made from."""
    signature: str
    """Of those files as they were then; empty where the program that wrote this had other ones."""
    ends: list[int]
    """Where each record ends, counted from the first."""
    products: list[int]
    """The record numbers of the products."""
    names: Raw
    """Record numbers by `=id`, old ids too, and `#code`; only a question about one product decodes them."""


class ProductRecord(Struct, frozen=True, array_like=True):
    """A product without its charts, the numbers of the records that it uses, the decision in force, the collection."""

    product: Product
    charts: tuple[int, ...]
    verdicts: list[int]
    policy: str
    decision: Decision | None
    collection: str


class SnapshotFile:
    """An open snapshot file that matches its database."""

    database: sqlite3.Connection
    """The database, seen as it was when the file was compared with it."""

    def __init__(self, stream: BinaryIO) -> None:
        if stream.read(len(FORMAT)) != FORMAT:
            raise UnusableFile("it is of another format")
        (length,) = LENGTH.unpack(stream.read(LENGTH.size))
        self.header = msgpack.decode(_checked(stream.read(CHECKSUM.size + length)), type=Header)
        self._stream, self._start = stream, stream.tell()
        self._products, charts, verdicts = (msgpack.Decoder(t) for t in (ProductRecord, SizeChart, VerdictTexts))
        self._chart = cache(lambda number: charts.decode(self._record(number)))
        self._verdict = cache(lambda number: verdict_from(verdicts.decode(self._record(number))))
        self._equal: dict[Any, Any] = {}

    def product(self, reference: str, gtin: str) -> Snapshot | None:
        """A catalog of the one product with this id, else this SKU, GTIN or shop id; None where it is not one."""
        names, name = msgpack.decode(self.header.names, type=dict[str, set[int]]), reference.strip()
        numbers = names.get(f"={name}") or names.get(f"#{name}", set()) | names.get(f"#{gtin}", set())
        return self.snapshot(numbers) if len(numbers) == 1 else None

    def snapshot(self, numbers: Iterable[int]) -> Snapshot:
        """A catalog of the products in these records."""
        products, gates, decisions, collections = [], {}, {}, {}
        for number in numbers:
            record = self._products.decode(self._record(number))
            products.append(self._product(record))
            collections[record.product.id] = self._one(record.collection)
            if record.verdicts:
                medical, graduated = map(self._verdict, record.verdicts)
                gates[record.product.id] = Gates(medical, graduated, self._one(record.policy))
            if record.decision is not None:
                decisions[record.product.id] = record.decision
        return Snapshot(
            self.header.version, tuple(products), MappingProxyType(gates), MappingProxyType(decisions),
            MappingProxyType(collections), self.header.edition,
        )  # fmt: skip

    def _product(self, record: ProductRecord) -> Product:
        """The product of a record; it was decoded just now, and is complete before any caller sees it."""
        force_setattr(record.product, "charts", tuple(self._chart(number) for number in record.charts))
        for field in ALIKE:
            force_setattr(record.product, field, self._one(getattr(record.product, field)))
        return record.product

    def _one(self, value: Any) -> Any:
        """The first of equal values."""
        return self._equal.setdefault(value, value)

    def _record(self, number: int) -> bytes:
        start = self.header.ends[number - 1] if number else 0
        self._stream.seek(self._start + start)
        return _checked(self._stream.read(self.header.ends[number] - start))


def _checked(record: bytes) -> bytes:
    """A record without the checksum before it."""
    content = record[CHECKSUM.size :]
    if CHECKSUM.unpack_from(record) != (crc32(content),):
        raise DamagedFile("it is damaged")
    return content


def snapshot_path(database: Path) -> Path:
    """Where the snapshot file of a database file is, there or not."""
    whole = Path(os.path.realpath(database))
    return whole.with_name(whole.name + SUFFIX)


def read_snapshot_file(database: Path, made_by: str, *, follows: bool = False) -> Snapshot:
    """The whole catalog of a SQLite database, from its snapshot file.

    With `follows` it has to hold the shipped collection as the brand files of this program make it.

    Raises: UnusableFile.
    """
    with open_snapshot_file(database, made_by, follows=follows) as file:
        return file.snapshot(file.header.products)


def read_product_from_file(
    database: Path, made_by: str, reference: str, gtin: str = "", *, follows: bool = False
) -> Snapshot | None:
    """A catalog of one product by a name of it, without reading any other; None where that leads to no single one.

    `gtin` is the reference as a GTIN of 14 digits, where it is one. `follows` as for the whole. Raises: UnusableFile.
    """
    with open_snapshot_file(database, made_by, follows=follows) as file:
        return file.product(reference, gtin)


@contextmanager
def open_snapshot_file(database: Path, made_by: str, *, follows: bool = False) -> Iterator[SnapshotFile]:
    """The file of a database, where it is of the version that the database has now; `follows` as for the whole.

    Its `database` is a connection that sees the database as it was then. Raises: UnusableFile.
    """
    try:
        with snapshot_path(database).open("rb") as stream:
            file = SnapshotFile(stream)
            _compare_program(file.header, made_by)
            if follows and not _is_followed(file.header):
                raise UnusableFile("legfit came with other brand files")
            with closing(open_sqlite(database, "ro")) as file.database:
                _compare_version(file.header, file.database)
                yield file
    except OSError as error:
        raise UnusableFile(f"it cannot be read: {error.strerror}") from error
    except sqlite3.Error as error:
        raise UnusableFile("the database does not answer") from error
    except (struct.error, *UNTRUE) as error:
        raise DamagedFile("it is damaged") from error


def _compare_program(header: Header, made_by: str) -> None:
    if (header.made_by, header.schema) != (made_by, head()):
        raise UnusableFile("another version of legfit made it")


def _compare_version(header: Header, connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    revisions = connection.execute("SELECT version_num FROM legfit_revision").fetchall()
    rows = connection.execute("SELECT app, number, stamp FROM catalog").fetchall()
    if revisions != [(header.schema,)] or rows != [("legfit", header.version.number, header.version.stamp)]:
        raise UnusableFile("the database has another version")


def _is_followed(header: Header) -> bool:
    """Whether the brand files of this program are those that the shipped collection was made from.

    They are read only where the signature says that they were touched: they may be the same once more.
    """
    return header.signature == shipped_signature() or header.edition == shipped_edition()
