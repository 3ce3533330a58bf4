"""The snapshot of a catalog version as one file beside a SQLite catalog, for programs that start, answer and end.

`snapshot_layout` says what stands in it.

The database stays the truth: a file is used only where the database still has the version that the file was made
from, and any doubt raises `UnusableFile`, whereupon the caller reads the database.
"""

from __future__ import annotations

import os
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final
from zlib import crc32

import msgspec
from msgspec.structs import force_setattr

from ..model.product import Product, SizeChart
from ..model.snapshot import Snapshot
from ..model.verdict import Gates
from .errors import UNTRUE
from .package_files import head
from .snapshot_layout import FORMAT, LENGTHS, RANGE, RECORDS, SHARED, Header, ProductRecord, name_bytes
from .sqlite_file import open_sqlite
from .verdict_rows import verdict_from

SUFFIX: Final = "-snapshot"


class UnusableFile(Exception):
    """The file cannot be used; the message says why, in English, for those who asked for details."""

    def __init__(self, why: str, *, is_damaged: bool = False) -> None:
        self.is_damaged = is_damaged
        super().__init__(why)


def snapshot_path(database: Path) -> Path:
    """Where the snapshot file of a database file is, there or not."""
    whole = Path(os.path.realpath(database))
    return whole.with_name(whole.name + SUFFIX)


class SnapshotFile:
    """An open snapshot file that matches its database."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read header and index.

        Raises:
            UnusableFile: it is none, or damaged.
        """
        if stream.read(len(FORMAT)) != FORMAT:
            raise UnusableFile("it is of another format")
        length, checksum = LENGTHS.unpack(stream.read(LENGTHS.size))
        header = _checked(stream.read(length), checksum)
        self.header = msgspec.msgpack.decode(header, type=Header)
        index = stream.read(self.header.names_bytes + self.header.ranges_bytes)
        _checked(index, self.header.index_checksum)
        self._names, self._ranges = index[: self.header.names_bytes], index[self.header.names_bytes :]
        self._stream, self._start = stream, stream.tell()
        self._content: bytes | None = None
        self._values: dict[int, Any] = {}
        self._equal: dict[Any, Any] = {}
        self._decode = _Decoders()

    def snapshot(self) -> Snapshot:
        """The whole catalog."""
        self._content = self._stream.read()
        count = len(self._ranges) // RANGE.size
        return self._of(range(count - self.header.products, count))

    def product(self, reference: str, gtin: str = "") -> Snapshot | None:
        """A catalog of the one product with this id, else this SKU, GTIN or shop id; None where it is not one.

        `gtin` is the reference as a GTIN of 14 digits, where it is one.
        """
        name = reference.strip()
        numbers = self._numbered(f"={name}") or self._numbered(f"#{name}") | (
            self._numbered(f"#{gtin}") if gtin else set()
        )
        return self._of(numbers) if len(numbers) == 1 else None

    def _numbered(self, key: str) -> set[int]:
        """The record numbers of the products with a name; searched in bytes, which is quicker than a dictionary."""
        line, numbers = b"\n%s\t" % name_bytes(key), set()
        at = self._names.find(line) if key.isprintable() else -1
        while at >= 0:
            end = self._names.index(b"\n", at + len(line))
            numbers.add(int(self._names[at + len(line) : end]))
            at = self._names.find(line, end)
        return numbers

    def _of(self, numbers: Iterable[int]) -> Snapshot:
        records = [self._decoded("product", number) for number in numbers]
        return Snapshot(
            self.header.version,
            tuple(self._product(record) for record in records),
            MappingProxyType({r.id: self._value("gates", r.gates) for r in records if r.gates is not None}),
            MappingProxyType({r.id: r.decision for r in records if r.decision is not None}),
        )

    def _product(self, record: ProductRecord) -> Product:
        shared = {field: self._value(field, number) for field, number in zip(SHARED, record.shared, strict=True)}
        self._share_sources(variant.price for variant in record.variants)
        return Product(
            id=record.id, name=record.name, garment=record.garment, audience=record.audience,
            variants=record.variants, **shared,
        )  # fmt: skip

    def _value(self, kind: str, number: int) -> Any:
        """What a record stands for, made once."""
        if number not in self._values:
            self._values[number] = self._made(kind, self._decoded(kind, number))
        return self._values[number]

    def _made(self, kind: str, record: Any) -> Any:
        """What a record stands for: the records it names in place of their numbers, equal parts as one object."""
        match kind:
            case "charts":
                return tuple(self._value("chart", number) for number in record)
            case "chart":
                self._share_bands(record)
                self._share_sources([record])
            case "verdict":
                return verdict_from(record)
            case "gates":
                medical, graduated, policy = record
                return Gates(self._value("verdict", medical), self._value("verdict", graduated), policy)
            case "sources":
                return tuple(self._equal.setdefault(source, source) for source in record)
            case "price":
                self._share_sources([record])
            case "pressure" | "claims" | "codes":
                self._share_sources(record)
        return record

    def _share_sources(self, parts: Iterable[Any]) -> None:
        """Equal sources are one object, and the memory of one; no caller has seen these records before."""
        for part in parts:
            if part is not None:
                force_setattr(part, "source", self._equal.setdefault(part.source, part.source))

    def _share_bands(self, chart: SizeChart) -> None:
        """Equal bands are one object: charts print the same figures over and over."""
        for size in chart.sizes:
            for box in size.boxes:
                force_setattr(box, "bands", tuple(self._equal.setdefault(band, band) for band in box.bands))

    def _decoded(self, kind: str, number: int) -> Any:
        start, length, checksum = RANGE.unpack_from(self._ranges, number * RANGE.size)
        if self._content is not None:
            content = self._content[start : start + length]
        else:
            self._stream.seek(self._start + start)
            content = self._stream.read(length)
        return self._decode[kind](_checked(content, checksum))


class _Decoders(dict[str, Callable[[bytes], Any]]):
    """A decoder for each kind of record, made when it is first wanted."""

    def __missing__(self, kind: str) -> Callable[[bytes], Any]:
        self[kind] = msgspec.msgpack.Decoder(RECORDS[kind]).decode
        return self[kind]


def _checked(content: bytes, checksum: int) -> bytes:
    if crc32(content) != checksum:
        raise UnusableFile("it is damaged", is_damaged=True)
    return content


def read_snapshot_file(database: Path, made_by: str) -> Snapshot:
    """The whole catalog of a SQLite database, from its snapshot file.

    Raises:
        UnusableFile: the database has to be read instead.
    """
    with _open(database, made_by) as file:
        return file.snapshot()


def read_product_from_file(database: Path, made_by: str, reference: str, gtin: str = "") -> Snapshot | None:
    """A catalog of one product by a name of it, as for `SnapshotFile.product`, without reading any other.

    Raises:
        UnusableFile: the database has to be read instead.
    """
    with _open(database, made_by) as file:
        return file.product(reference, gtin)


def check_snapshot_file(database: Path, made_by: str, *, whole: bool) -> None:
    """Do nothing where the file of a database is of the version that the database has now, and its index is sound.

    With `whole` every record is read too.

    Raises:
        UnusableFile: it is not.
    """
    with _open(database, made_by) as file:
        if whole:
            file.snapshot()


@contextmanager
def _open(database: Path, made_by: str) -> Iterator[SnapshotFile]:
    """The file of a database, where it is of the version that the database has now."""
    try:
        with snapshot_path(database).open("rb") as stream:
            file = SnapshotFile(stream)
            _compare(file.header, database, made_by)
            yield file
    except OSError as error:
        raise UnusableFile(f"it cannot be read: {error.strerror}") from error
    except sqlite3.Error as error:
        raise UnusableFile("the database does not answer") from error
    except (struct.error, *UNTRUE) as error:
        raise UnusableFile("it is damaged", is_damaged=True) from error


def _compare(header: Header, database: Path, made_by: str) -> None:
    if (header.made_by, header.schema) != (made_by, head()):
        raise UnusableFile("another version of legfit made it")
    with closing(open_sqlite(database, "ro")) as connection:
        connection.execute("BEGIN")
        revisions = connection.execute("SELECT version_num FROM legfit_revision").fetchall()
        rows = connection.execute("SELECT app, number, stamp FROM catalog").fetchall()
    if revisions != [(header.schema,)] or rows != [("legfit", header.version.number, header.version.stamp)]:
        raise UnusableFile("the database has another version")
