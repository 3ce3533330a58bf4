"""The parts of a workbook, unpacked within bounds: what a file says of its own size is not believed.

XML is read with the expat of Python; a part that declares types (DTD) is refused, so that it can define no entities and
name no files.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

from ...model.problem import BadInput

MOST_UNPACKED: Final = 20_000_000
MOST_PARTS: Final = 500


BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
    LookupError, struct.error,
)  # fmt: skip
"""What the standard library raises where a packed file is damaged."""


class Unreadable(Exception):
    """A workbook or a part of it that is damaged."""


def parts_of(data: bytes, field: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The wanted parts of a workbook by name. Raises: BadInput (too large when unpacked, damaged)."""
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [entry for entry in archive.infolist() if wanted(entry.filename)]
            if len(names) > MOST_PARTS:
                raise _too_large(field)
            for entry in names:
                with archive.open(entry) as stream:
                    part = stream.read(left + 1)
                left -= len(part)
                if left < 0:
                    raise _too_large(field)
                parts[entry.filename] = part
    except BadInput:
        raise
    except BROKEN:
        raise damaged(field) from None
    return parts


def _too_large(field: str) -> BadInput:
    return BadInput.one("too_large_unpacked", field, "", "tables_unpacked", most=MOST_UNPACKED // 1_000_000)


def damaged(field: str) -> BadInput:
    """The problem of a workbook that cannot be read."""
    return BadInput.one("workbook_damaged", field, "", "tables_workbook", "tables_save_anew")


def repacked(parts: Mapping[str, bytes]) -> io.BytesIO:
    """The parts as a workbook again, each exactly as long as it was unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    packed.seek(0)
    return packed


def read_xml(
    part: bytes,
    begins: Callable[[str, dict[str, str]], object],
    ends: Callable[[str], object] | None = None,
    says: Callable[[str], object] | None = None,
) -> None:
    """Call back for each element, its end, and text. Raises: Unreadable (no XML, or with a DTD)."""
    parser = expat.ParserCreate(None, "}")
    parser.buffer_text = True
    parser.StartElementHandler = begins
    if ends is not None:
        parser.EndElementHandler = ends
    if says is not None:
        parser.CharacterDataHandler = says
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.ParseFile(io.BytesIO(part))
    except BadInput:
        raise
    except (expat.ExpatError, LookupError, ValueError):
        raise Unreadable from None


def _refuse(*_: object) -> None:
    raise Unreadable


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]
