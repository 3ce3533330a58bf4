"""Writing the snapshot file of a catalog version: a draft beside the database, then renamed."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE
from typing import Any, Final
from zlib import crc32

import msgspec

from ..model.product import Product, SizeChart
from ..model.snapshot import Snapshot
from ..model.verdict import Gates
from .package_files import head
from .snapshot_file import snapshot_path
from .snapshot_layout import FORMAT, LENGTHS, RANGE, SHARED, Header, ProductRecord, name_bytes
from .verdict_rows import verdict_texts

DRAFT: Final = "-draft-"
OLD_DRAFT_SECONDS: Final = 600
"""A draft older than this was left by a writer that was killed."""


class _Writer:
    """The records of a snapshot, each object of the snapshot once."""

    def __init__(self) -> None:
        self.records, self.ranges, self.names = bytearray(), bytearray(), bytearray(b"\n")
        self._numbers: dict[tuple[str, int], int] = {}
        self._encode = msgspec.msgpack.Encoder().encode

    def add(self, value: object) -> int:
        """The number of a new record."""
        content = self._encode(value)
        self.ranges += RANGE.pack(len(self.records), len(content), crc32(content))
        self.records += content
        return len(self.ranges) // RANGE.size - 1

    def once(self, field: str, value: Any, record: Callable[[Any], object] = lambda value: value) -> int:
        """The number of the record of an object: objects that a snapshot shares are shared here too."""
        key = field, id(value)
        if key not in self._numbers:
            self._numbers[key] = self.add(record(value))
        return self._numbers[key]

    def shared(self, product: Product) -> tuple[int, ...]:
        """The numbers of everything that a product may share."""
        return tuple(
            self.once(field, getattr(product, field), self._charts if field == "charts" else lambda value: value)
            for field in SHARED
        )

    def _charts(self, charts: tuple[SizeChart, ...]) -> tuple[int, ...]:
        return tuple(self.once("chart", chart) for chart in charts)

    def gates(self, gates: Gates) -> int:
        """The number of the record of two verdicts."""
        medical, graduated = (self.once("verdict", v, verdict_texts) for v in (gates.medical, gates.graduated))
        return self.once("gates", gates, lambda gates: (medical, graduated, gates.policy))

    def name(self, product: Product, number: int) -> None:
        """Put a product into the list of names: its id, and every code of its variants."""
        codes = dict.fromkeys(c for v in product.variants for c in (v.sku, v.shop_id, v.gtin) if c)
        for key in (f"={product.id}", *(f"#{code}" for code in codes)):
            if key.isprintable():
                self.names += b"%s\t%d\n" % (name_bytes(key), number)


def encoded(snapshot: Snapshot, made_by: str, schema: str) -> bytes:
    """The content of the file of a snapshot."""
    writer, products = _Writer(), []
    for product in snapshot.products:
        gates = snapshot.gates.get(product.id)
        products.append(
            ProductRecord(
                product.id, product.name, product.garment, product.audience, product.variants, writer.shared(product),
                None if gates is None else writer.gates(gates),
                snapshot.decisions.get(product.id),
            )
        )  # fmt: skip
    for product, record in zip(snapshot.products, products, strict=True):
        writer.name(product, writer.add(record))
    index = bytes(writer.names + writer.ranges)
    header = msgspec.msgpack.encode(
        Header(
            made_by, schema, snapshot.version, len(products), len(writer.names), len(writer.ranges), crc32(index)
        )
    )  # fmt: skip
    return b"".join((FORMAT, LENGTHS.pack(len(header), crc32(header)), header, index, writer.records))


def write_snapshot_file(database: Path, snapshot: Snapshot, made_by: str) -> None:
    """Put the snapshot beside its database: whole or not at all, with the rights of the database file.

    `made_by` names the package and rules that made the verdicts.

    Raises:
        OSError: it cannot be written there.
    """
    path = snapshot_path(database)
    _remove_old_drafts(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name + DRAFT)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            _copy_rights(database, stream.fileno())
            stream.write(encoded(snapshot, made_by, head()))
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _copy_rights(database: Path, handle: int) -> None:
    """Whoever may read the database may read the file, and nobody else."""
    if os.name == "posix":
        rights, draft = database.stat(), os.fstat(handle)
        if (rights.st_uid, rights.st_gid) != (draft.st_uid, draft.st_gid):
            os.fchown(handle, rights.st_uid if os.geteuid() == 0 else -1, rights.st_gid)
        os.fchmod(handle, S_IMODE(rights.st_mode))


def _remove_old_drafts(path: Path) -> None:
    for draft in path.parent.glob(f"{path.name}{DRAFT}*"):
        if time.time() - draft.stat().st_mtime > OLD_DRAFT_SECONDS:
            draft.unlink(missing_ok=True)
