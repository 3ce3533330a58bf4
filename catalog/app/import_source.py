"""What an import reads: a file, what is piped in, or an address, as files that can be read more than once."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Final, cast

from msgspec import Struct

from ..formats.csv_folder.folder import export_in, is_export
from ..model.problem import BadInput, Problem
from .fetch import Fetcher
from .web_address import is_address

STDIN: Final = "-"
LARGEST_SOURCE: Final = 1_000_000_000
"""Bytes of a file, or of what is piped in."""
AT_ONCE: Final = 1 << 20


class SourceFile(Struct, frozen=True):
    """One file to read, from its beginning."""

    stream: BinaryIO
    name: str
    """What problems call it: the name of the file, `stdin`, or the address."""
    charset: str = ""
    """As a server names it."""
    address: str = ""
    """Where it is from; empty where it is a file."""
    export: Path | None = None
    """Where it is, if it is the products of an export as spreadsheets, or the workbook with all of it."""


def source_files(places: Iterable[str], stdin: BinaryIO, fetcher: Fetcher, opened: ExitStack) -> list[SourceFile]:
    """Open every place, the files of an address fetched whole; `opened` closes them.

    `stdin` is what is piped in, read where a place is `-`.

    Raises: BadInput, with every place that cannot be read.
    """
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for place in places:
        try:
            files += _of_place(place, stdin, fetcher, opened)
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(problems)
    return files


def _of_place(place: str, stdin: BinaryIO, fetcher: Fetcher, opened: ExitStack) -> list[SourceFile]:
    if is_address(place):
        from .shop_pages import web_files

        fetched = opened.enter_context(web_files(place, fetcher))
        return [SourceFile(file.stream, file.name, file.charset, file.name) for file in fetched]
    if place == STDIN:
        return [SourceFile(_spooled(stdin, "stdin", opened), "stdin")]
    if (export := _export_at(Path(place))) is not None:
        return [SourceFile(_of_file(str(export), opened), Path(place).resolve().name, export=export)]
    return [SourceFile(_of_file(place, opened), Path(place).name)]


def _export_at(path: Path) -> Path | None:
    """The products of an export, where a path is those, their folder or a workbook of all."""
    try:
        if path.is_dir():
            return export_in(path)
        return path if is_export(path) else None
    except (OSError, ValueError):
        return None


def _of_file(place: str, opened: ExitStack) -> BinaryIO:
    """A file from its beginning; what can be read only once is copied. Raises: BadInput."""
    try:
        stream = opened.enter_context(Path(place).open("rb"))  # noqa: SIM115 - closed with all others
        status = Path(place).stat()
    except IsADirectoryError:
        raise BadInput.one("folder", place, "", "one_file_exists", "import_load_folder") from None
    except FileNotFoundError:
        raise BadInput.one("file_missing", place, "", "one_file_exists", "file_check_path") from None
    except (OSError, ValueError) as error:
        read = getattr(error, "strerror", None) or ""
        raise BadInput.one("file_unreadable", place, read, "file_readable", "file_check_rights") from None
    if not stat.S_ISREG(status.st_mode):
        return _spooled(stream, Path(place).name, opened)
    if status.st_size > LARGEST_SOURCE:
        raise _too_large(Path(place).name)
    return stream


def _spooled(stream: BinaryIO, name: str, opened: ExitStack) -> BinaryIO:
    """What can be read only once, in a temporary file. Raises: BadInput (it is too large, or cannot be read)."""
    spool = cast("BinaryIO", opened.enter_context(TemporaryFile()))  # noqa: SIM115 - as above
    try:
        while data := stream.read(AT_ONCE):
            spool.write(data)
            if spool.tell() > LARGEST_SOURCE:
                raise _too_large(name)
    except OSError as error:
        read = error.strerror or ""
        raise BadInput.one("file_unreadable", name, read, "file_readable", "file_check_rights") from None
    spool.seek(0)
    return spool


def _too_large(name: str) -> BadInput:
    most = LARGEST_SOURCE // 1_000_000
    return BadInput.one("file_too_large", name, "", "rows_at_most_mb", "file_split", most=most)
