"""A catalog with its offers as bytes, for another process: the layout of the snapshot file, and no database beside it.

Reading them decodes records of ours by their types; nothing that a shop wrote is ever run, as a pickle could be.
"""

from __future__ import annotations

from io import BytesIO

from msgspec import Struct, msgpack

from ..model.offer import Offers
from ..model.snapshot import OfferedSnapshot
from .snapshot_file import SnapshotFile, UnusableFile
from .snapshot_writer import write_content


class SentSnapshot(Struct, frozen=True, array_like=True):
    """What goes to the other process."""

    snapshot: bytes
    offers: Offers
    offers_version: int


def snapshot_bytes(offered: OfferedSnapshot, made_by: str) -> bytes:
    """Write a catalog as bytes; `made_by` names the package and rules that made its verdicts."""
    content = BytesIO()
    write_content(content, (offered.snapshot,), made_by, "")
    return msgpack.encode(SentSnapshot(content.getvalue(), offered.offers, offered.offers_version))


def snapshot_from_bytes(content: bytes, made_by: str) -> OfferedSnapshot:
    """Read what `snapshot_bytes` wrote. Raises: UnusableFile (another version of package or rules made it)."""
    sent = msgpack.decode(content, type=SentSnapshot)
    file = SnapshotFile(BytesIO(sent.snapshot))
    if file.header.made_by != made_by:
        raise UnusableFile(f"it was made by {file.header.made_by}, and this is {made_by}")
    return OfferedSnapshot(file.snapshot(file.header.products), sent.offers, sent.offers_version)
