"""The bytes of a text file as UTF-8 in any case: what is none becomes a sign that no text has, in its own cell."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, Final

NOT_UTF8: Final = "\ufdd0"
"""Stands for bytes that are no UTF-8; Unicode keeps this code point for such uses, and no text has it."""
_ERRORS: Final = "legfit.not_utf8"
codecs.register_error(_ERRORS, lambda error: (NOT_UTF8, error.end))  # type: ignore[attr-defined]


class Utf8Reader(io.RawIOBase):
    """A file that is read as UTF-8, block by block, with a text behind its end."""

    def __init__(self, file: BinaryIO, behind: str = "") -> None:
        self._file, self._waiting, self._behind = file, b"", behind.encode()
        self._decoder = codecs.getincrementaldecoder("utf-8")(_ERRORS)

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer, as far as there are bytes for it; 0 at the end."""
        at_end = False
        while not self._waiting and not at_end:
            block = self._file.read(len(buffer))
            at_end = not block
            self._waiting = self._decoder.decode(block, final=at_end).encode()
            if at_end:
                self._waiting, self._behind = self._waiting + self._behind, b""
        count = min(len(buffer), len(self._waiting))
        buffer[:count], self._waiting = self._waiting[:count], self._waiting[count:]
        return count

    def close(self) -> None:
        """Close the file as well."""
        self._file.close()
        super().close()
