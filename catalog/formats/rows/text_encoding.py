"""Which encoding the bytes of a text are in: UTF-8 wherever they can be, else the declared one, else Windows-1252."""

from __future__ import annotations

import codecs
from typing import Final

from ..draft.problems import FieldPath

MARKS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WINDOWS: Final = "cp1252"
"""What spreadsheets on Windows write where they do not write UTF-8."""
CHUNK: Final = 1 << 20


def encoding_of(data: bytes, place: FieldPath, charset: str = "") -> str | None:
    """The name of the encoding; None and a problem where the bytes are no text in any of them."""
    marked = [encoding for mark, encoding in MARKS.items() if data.startswith(mark)]
    for encoding in marked or dict.fromkeys(("utf-8", declared(charset), WINDOWS)):
        if not_read_at(data, encoding) is None:
            return encoding
    at = not_read_at(data, marked[0] if marked else "utf-8") or 0
    line = data.count(b"\n", 0, at) + 1
    place.to(f"line {line}").report("not_utf8", None, "file_utf8", "file_save_as_utf8")
    return None


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
    decoder = codecs.getincrementaldecoder(encoding)()
    for at in range(0, len(data), CHUNK):
        try:
            decoder.decode(data[at : at + CHUNK], at + CHUNK >= len(data))
        except UnicodeDecodeError as error:
            return at + error.start
        except UnicodeError:  # an encoding that wants a mark which is not there
            return at
    return None
