"""Writes the snapshot file of a catalog (`snapshot_file.py`), part by part: whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Collection, Iterable
from contextlib import suppress
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from stat import S_IMODE
from typing import IO, BinaryIO, Final
from zlib import crc32

from msgspec import Raw, msgpack

from ..model.product import OWN, CatalogVersion, Product, SizeChart
from ..model.snapshot import Snapshot
from ..model.verdict import Gates
from .fingerprint import bare
from .package_files import head, shipped_edition, shipped_signature
from .snapshot_file import CHECKSUM, FORMAT, LENGTH, Header, ProductRecord, snapshot_path
from .verdict_rows import verdict_texts

MOST_IN_MEMORY: Final = 32_000_000
"""Bytes of records that wait in memory for their header; more of them wait in a file."""
DIGEST: Final = 16
"""Bytes by which a record is known again: of two different ones to be taken for equal would need 2**64 of them."""
DRAFT: Final = "-draft-"
OLD_DRAFT_SECONDS: Final = 600
"""A draft older than this was left by a writer that was killed."""


class RecordWriter:
    """Writes records one after the other, each after its checksum, and keeps where they end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.ends: list[int] = []
        self._end = 0
        self._stream, self._numbers = stream, dict[bytes, int]()
        self._encode = msgpack.Encoder().encode

    def own(self, record: object) -> int:
        """The number of a record that no other is equal to."""
        return self._write(self._encode(record))

    def shared(self, record: object) -> int:
        """The number of a record that many products may have: it is written once."""
        content = self._encode(record)
        digest = blake2b(content, digest_size=DIGEST).digest()
        if digest not in self._numbers:
            self._numbers[digest] = self._write(content)
        return self._numbers[digest]

    def _write(self, content: bytes) -> int:
        self._stream.write(CHECKSUM.pack(crc32(content)) + content)
        self._end += CHECKSUM.size + len(content)
        self.ends.append(self._end)
        return len(self.ends) - 1


class SnapshotDraft:
    """The content of a snapshot file that comes part by part: its header says where each record is, so it comes last.

    The records wait in memory, or in a file in `folder` where they are many.
    """

    def __init__(self, folder: str | None = None) -> None:
        self._spool = tempfile.SpooledTemporaryFile(MOST_IN_MEMORY, dir=folder)  # noqa: SIM115  closed with the draft
        weakref.finalize(self, self._spool.close)
        self._records = RecordWriter(self._spool)
        self._numbers = dict[str, int]()
        """The record of each product, by its id."""
        self._names = dict[str, tuple[int, ...]]()  # sets of one number take five times the memory
        self.version: CatalogVersion | None = None
        """The version of the catalog that its products are of; none as long as that is not known."""

    @property
    def ids(self) -> Collection[str]:
        """The ids of the products that stand in it."""
        return self._numbers.keys()

    def add(self, part: Snapshot) -> None:
        """Take in the products of a part of the catalog."""
        shared = PartNumbers(self._records)
        for product in part.products:
            self._numbers[product.id] = _write_product(self._records, part, product, shared)
            _note_names(self._names, product, (self._numbers[product.id],))

    def write(self, stream: BinaryIO, made_by: str, schema: str, last: Snapshot, signature: str) -> None:
        """Write the content of the file, all products of which came; `last` says of which version they are."""
        made_from = schema, last.version, last.edition, signature
        in_order = [self._numbers[product_id] for product_id in sorted(self._numbers)]
        names = Raw(msgpack.encode(self._names))
        header = msgpack.encode(Header(made_by, *made_from, self._records.ends, in_order, names))
        stream.write(FORMAT + LENGTH.pack(len(header)) + CHECKSUM.pack(crc32(header)) + header)
        self._spool.seek(0)
        shutil.copyfileobj(self._spool, stream)


def write_content(
    stream: BinaryIO,
    parts: Iterable[Snapshot],
    made_by: str,
    schema: str,
    signature: str = "",
    draft: SnapshotDraft | None = None,
) -> None:
    """Write the content of the file of a catalog, whose parts come one after the other, at least one.

    Products that stand in the `draft` already are in none of them.
    """
    draft = draft or SnapshotDraft()
    for part in parts:
        draft.add(part)
    draft.write(stream, made_by, schema, part, signature)


class PartNumbers:
    """The numbers of what the products of one part share: the same object is looked at once."""

    def __init__(self, records: RecordWriter) -> None:
        self._records = records
        self._charts, self._verdicts = dict[int, int](), dict[int, list[int]]()

    def chart(self, chart: SizeChart) -> int:
        """The number of a chart."""
        if id(chart) not in self._charts:
            self._charts[id(chart)] = self._records.shared(chart)
        return self._charts[id(chart)]

    def verdicts(self, gates: Gates) -> list[int]:
        """The numbers of the verdicts of both gates."""
        if id(gates) not in self._verdicts:
            both = (gates.medical, gates.graduated)
            self._verdicts[id(gates)] = [self._records.shared(verdict_texts(verdict)) for verdict in both]
        return self._verdicts[id(gates)]


def _write_product(records: RecordWriter, part: Snapshot, product: Product, numbers: PartNumbers) -> int:
    """Write a product and what it uses, and return the number of its record."""
    charts, gates = tuple(map(numbers.chart, product.charts)), part.gates.get(product.id)
    verdicts = [] if gates is None else numbers.verdicts(gates)
    decision, policy = part.decisions.get(product.id), gates.policy if gates else ""
    stored, collection = bare(product, charts=()), part.collections.get(product.id, OWN)
    return records.own(ProductRecord(stored, charts, verdicts, policy, decision, collection))


def _note_names(names: dict[str, tuple[int, ...]], product: Product, number: tuple[int]) -> None:
    """Note what leads to a product, whose record has this number."""
    own = {product.id, *product.aliases}
    codes = {code for v in product.variants for code in (v.sku, v.shop_id, v.gtin) if code}
    for name in (*[f"={name}" for name in own], *[f"#{code}" for code in codes]):
        names[name] = names[name] + number if name in names else number


def write_snapshot_file(
    database: Path, parts: Iterable[Snapshot], made_by: str, draft: SnapshotDraft | None = None
) -> None:
    """Put a catalog beside its database: whole or not at all, with the rights of the database file.

    Its parts, of one version, come one after the other, at least one; they are never all in memory here. Products
    that stand in the `draft` already are in none of them. `made_by` names the package and rules that made the verdicts.
    Raises: OSError, and what reading the parts raises.
    """
    path = snapshot_path(database)
    _remove_old_drafts(path)
    # The signature is taken first: files that change in between would make it another one than it is next time.
    signature = shipped_signature()
    coming = iter(parts)
    first = next(coming)
    signature = signature if first.edition == shipped_edition() else ""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name + DRAFT)
    unready = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            _copy_rights(database, stream.fileno())
            draft = draft or SnapshotDraft(str(path.parent))
            write_content(stream, chain((first,), coming), made_by, head(), signature, draft)
            stream.flush()
            os.fsync(stream.fileno())
        unready.replace(path)
    except BaseException:
        unready.unlink(missing_ok=True)
        raise


def _remove_old_drafts(path: Path) -> None:
    """Remove what writers that were killed have left; one that another process removes first is gone as well."""
    for draft in path.parent.glob(f"{path.name}{DRAFT}*"):
        with suppress(FileNotFoundError):
            if time.time() - draft.stat().st_mtime > OLD_DRAFT_SECONDS:
                draft.unlink()


def _copy_rights(database: Path, handle: int) -> None:
    """Whoever may read the database may read the file, and nobody else."""
    if os.name == "posix":
        rights, draft = database.stat(), os.fstat(handle)
        if (rights.st_uid, rights.st_gid) != (draft.st_uid, draft.st_gid):
            os.fchown(handle, rights.st_uid if os.geteuid() == 0 else -1, rights.st_gid)
        os.fchmod(handle, S_IMODE(rights.st_mode))
