"""A brand file to begin with: the example under the name of a brand, written whole or not at all, never over a file."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from ..formats.brand_toml import Register, products_of
from ..formats.draft.problems import FieldPath, ProblemCollector
from ..formats.example import EXAMPLE_BRAND, EXAMPLE_NAME, PRODUCT, example_text, name_for
from ..model.problem import BadInput


class NewBrandFile(Struct, frozen=True):
    """The file that was written, and its one product."""

    path: Path
    brand: str
    product: str


def write_example(folder: Path, brand: str | None = None) -> NewBrandFile:
    """Write the example into a folder, which is made where there is none; the file is named for the brand.

    Raises: BadInput (the brand cannot stand in a file, there is such a file, or it cannot be written).
    """
    name = name_for(brand) if brand else EXAMPLE_NAME
    brand = brand.strip() if brand else EXAMPLE_BRAND
    path = folder / f"{name}.toml"
    if not str(path).isprintable():
        raise BadInput.one("bad_path", "dir", str(path), "cli_printable_path")
    text = _checked(example_text(brand, name), path.name)
    try:
        with folder_made(folder):
            _write_new(path, text)
    except FileExistsError:
        raise BadInput.one("file_exists", "dir", str(path), "cli_no_such_file_yet", "cli_file_stays") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput.one("unwritable", "dir", str(path), "cli_writable_folder", "cli_system", reason=reason) from None
    return NewBrandFile(path, brand, PRODUCT.format(name=name))


def _checked(text: str, file: str) -> str:
    """Return the text, which a load will take. Raises: BadInput (the brand in it is none that a file may hold)."""
    collector = ProblemCollector()
    products_of(text, FieldPath(collector, (file,)), Register())
    if collector.problems:
        raise BadInput(p.at("--brand") for p in collector.problems)
    return text


@contextmanager
def folder_made(folder: Path) -> Iterator[None]:
    """Make a folder and those above it for a block; where the block fails, those that were made are taken away."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    try:
        _make_folder(folder)
        yield
    except BaseException:
        for made in missing:
            with suppress(OSError):  # never made; or somebody has put a file there meanwhile, and it is theirs now
                made.rmdir()
        raise


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are not there. Raises: OSError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None


def _write_new(path: Path, text: str) -> None:
    """Write a text into a file that is not there yet. Raises: FileExistsError (it is), OSError."""
    if os.path.lexists(path):
        raise FileExistsError
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.draft")
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        _give_name(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _give_name(draft: Path, path: Path) -> None:
    """Give a whole file its name, at once. Raises: FileExistsError (another has it), OSError."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, like FAT: the name is looked at once more, then taken
        if os.path.lexists(path):
            raise FileExistsError from None
        draft.replace(path)
