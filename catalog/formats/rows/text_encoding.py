"""Which encoding the bytes of a text are in: UTF-8 wherever they can be, else the declared one, else Windows-1252."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import BinaryIO, Final

from msgspec import Struct

from ..draft.problems import FieldPath
from .row import LONGEST_ROW

MARKS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
MARK_BEGINS: Final = codecs.BOM_UTF8[:1]
"""A byte that few texts have, and that is found much faster than the mark."""
WINDOWS: Final = "cp1252"
"""What spreadsheets on Windows write where they do not write UTF-8."""
STRAY: Final = "legfit-windows-bytes"
"""The name under which `codecs` reads single bytes of Windows-1252 inside UTF-8."""
CHUNK: Final = 1 << 20
LONGEST_LINE: Final = 4 * LONGEST_ROW
"""Bytes without the end of a line; more are no table, and would have to stand in memory."""
ENDS_INSIDE: Final = frozenset({"unexpected end of data", "truncated data"})
"""What Python says of a text that ends inside a character."""


class TextForm(Struct, frozen=True):
    """How the bytes of a table are read as lines of text."""

    encoding: str
    errors: str = "strict"
    has_signs: bool = False
    """Whether marks of the byte order or zeros stand inside the text."""
    is_ended: bool = True
    """Whether the last line has an end."""
    is_cut: bool = False
    """Whether the text ends inside a character."""


class Unread(Struct, frozen=True):
    """Where the first bytes stand that are not text in an encoding."""

    at: int
    is_end: bool = False
    """Whether all before them can be read, and they are the beginning of a character that the end cuts off."""


def _windows_bytes(error: UnicodeError) -> tuple[str, int]:
    """What bytes that are no UTF-8 are in Windows-1252. Raises: UnicodeError (it is not about decoding)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(WINDOWS, "replace"), error.end


codecs.register_error(STRAY, _windows_bytes)


def text_form(file: BinaryIO, place: FieldPath, charset: str = "") -> TextForm | None:
    """How a file is read as text; None and a problem where it is none. Nothing of the file stays in memory.

    `charset` is the encoding that came with the file; it is used where the bytes are not UTF-8.
    """
    look = BytesLook(file)
    if look.longest > LONGEST_LINE:
        here = place.to(f"line {look.line_of_longest}")
        here.report("row_too_long", None, "rows_longest", "rows_unclosed", most=LONGEST_ROW)
        return None
    encodings = look.encodings or ("utf-8", declared(charset), WINDOWS)
    form = next(filter(None, (_form_in(encoding, look, file) for encoding in encodings)), None)
    if form is None:
        _report_no_text(file, place, encodings[0])
    return form


def _form_in(encoding: str, look: BytesLook, file: BinaryIO) -> TextForm | None:
    """How a file is read in an encoding; None where it is not written in it."""
    unread = first_unread(chunks_of(file), encoding)
    if unread is None or unread.is_end:
        return TextForm(encoding, "strict", look.has_signs, look.is_ended, unread is not None)
    if encoding in ("utf-8", "utf-8-sig") and has_windows_bytes(file):
        return TextForm(encoding, STRAY, look.has_signs, look.is_ended)
    return None


class BytesLook:
    """What the bytes of a file show before they are read as text; the file is read once."""

    def __init__(self, file: BinaryIO) -> None:
        self.longest = self.line_of_longest = 0
        """The bytes of the longest line, and its number."""
        self.has_signs = False
        self._run, self._line = 0, 1
        start = last = b""
        for chunk in chunks_of(file):
            start = start or chunk
            more = last[-2:] + (chunk[3:] if chunk is start else chunk)
            self.has_signs |= b"\0" in chunk or (MARK_BEGINS in more and codecs.BOM_UTF8 in more)
            self._measure(chunk)
            last = chunk
        marked = [encoding for mark, encoding in MARKS.items() if start.startswith(mark)]
        wide = wide_without_mark(start)
        self.encodings = tuple(marked) or ((wide,) if wide else ())
        """The encodings that a mark or zeros between the letters leave."""
        self.is_ended = last[-2:].strip(b"\0")[-1:] in (b"", b"\n", b"\r")
        """Whether the last line has an end, or nothing stands in it."""

    def _measure(self, chunk: bytes) -> None:
        first, last = _end_of_line(chunk)
        self._note(self._run + (len(chunk) if first < 0 else first))
        if first < 0:
            self._run += len(chunk)
        else:
            self._line += chunk.count(b"\n")
            self._run = len(chunk) - last - 1

    def _note(self, length: int) -> None:
        if length > self.longest:
            self.longest, self.line_of_longest = length, self._line


def _end_of_line(chunk: bytes) -> tuple[int, int]:
    """Where the first and the last end of a line stand in some bytes; -1 where none does."""
    ends = [at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0]
    return min(ends, default=-1), max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))


def wide_without_mark(data: bytes) -> str:
    r"""UTF-16 without a mark: the first two characters are of ASCII, each with a zero beside it.

    >>> wide_without_mark(b"a\0b\0"), wide_without_mark(b"\0a\0b"), wide_without_mark(b"ab")
    ('utf-16-le', 'utf-16-be', '')
    """
    first = data[:4]
    if len(first) == 4 and first[1] == first[3] == 0 and 0 < first[0] < 128 and 0 < first[2] < 128:
        return "utf-16-le"
    if len(first) == 4 and first[0] == first[2] == 0 and 0 < first[1] < 128 and 0 < first[3] < 128:
        return "utf-16-be"
    return ""


def declared(charset: str) -> str:
    """The encoding that a charset names, where Python knows it as one for texts; UTF-8 where not.

    >>> declared("ISO-8859-15"), declared("base64"), declared("klingon")
    ('iso8859-15', 'utf-8', 'utf-8')
    """
    try:
        encoding = codecs.lookup(charset).name
        "".encode(encoding)
    except (LookupError, ValueError):
        return "utf-8"
    return encoding


def not_read_at(data: bytes, encoding: str) -> int | None:
    """Where in the bytes a part begins that cannot be read; None where all can. No second copy of the text is made."""
    unread = first_unread(chunks_of(BytesIO(data)), encoding)
    return unread.at if unread else None


def first_unread(chunks: Iterable[bytes], encoding: str) -> Unread | None:
    """The first bytes that cannot be read in an encoding; None where all can."""
    decoder = codecs.getincrementaldecoder(encoding)()
    at, is_end = 0, False
    try:
        for chunk in chunks:
            decoder.decode(chunk)
            at += len(chunk)
        is_end = True
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return Unread(at - error.end + error.start if is_end else at + error.start, is_end)
    except UnicodeError:  # an encoding that wants a mark which is not there
        return Unread(at)
    return None


def has_windows_bytes(file: BinaryIO) -> bool:
    """Whether a text is UTF-8 in which single bytes of Windows-1252 stand: at least as many characters are UTF-8.

    Files that were joined, or that a program has put together of two sources, are so.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    characters = bytes_left = 0
    for chunk in chunks_of(file):
        text = decoder.decode(chunk)
        characters += len(text) - len(text.encode("ascii", "ignore"))
        bytes_left += len(chunk) - len(text.encode())
    return 0 < characters >= bytes_left


def _report_no_text(file: BinaryIO, place: FieldPath, encoding: str) -> None:
    unread = first_unread(chunks_of(file), encoding)
    left, line = unread.at if unread else 0, 1
    for chunk in chunks_of(file):
        line += chunk.count(b"\n", 0, max(left, 0))
        left -= len(chunk)
    place.to(f"line {line}").report("not_utf8", None, "file_utf8", "file_save_as_utf8")


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file from its beginning, part by part."""
    file.seek(0)
    return iter(partial(file.read, CHUNK), b"")
