"""Bytes that wait until they are asked for: few of them in memory, more in a temporary file that goes with them."""

from __future__ import annotations

import weakref
from tempfile import SpooledTemporaryFile
from typing import Final

from msgspec import Struct

MOST_IN_MEMORY: Final = 8_000_000


class Spool:
    """Where they wait."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(MOST_IN_MEMORY)  # noqa: SIM115  closed with the spool
        self._end = 0
        weakref.finalize(self, self._file.close)

    def put(self, data: bytes) -> Spooled:
        """Take in some bytes; they are found again by what is returned."""
        at, self._end = self._end, self._end + len(data)
        self._file.seek(at)
        self._file.write(data)
        return Spooled(self, at, len(data))

    def read(self, at: int, length: int) -> bytes:
        """So many bytes from a place on."""
        self._file.seek(at)
        return self._file.read(length)


class Spooled(Struct, frozen=True):
    """Some bytes that wait."""

    spool: Spool
    at: int
    length: int

    @property
    def data(self) -> bytes:
        """The bytes."""
        return self.spool.read(self.at, self.length)

    @property
    def text(self) -> str:
        """The text that they are."""
        return self.data.decode("utf-8", "surrogatepass")
