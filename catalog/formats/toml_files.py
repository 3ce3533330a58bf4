"""Paths become brand files and parsed TOML, or problems; nothing but regular files of a sane size is opened."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

import tomli

from .csv_folder.folder import export_in
from .draft.problems import FieldPath, ProblemCollector

LARGEST_FILE: Final = 50_000_000
"""An import of 10,000 products with five variants each is a file of 20 MB."""
DRAFTS: Final = "drafts"
"""The folder of brand files that no person has looked at yet: they are never loaded by themselves."""
SHOPS: Final = "shops.toml"
"""The list of addresses that `collect` reads (`shops_toml.py`); a folder of brand files may have it too."""
LINE: Final = re.compile(r"\(at (line (\d+), column \d+)\)|\(at end of document\)")
LIST_OF_SHOPS: Final = re.compile(r"\A(?:\s*(?:#.*)?\n)*\s*\[\[\s*shop\s*\]\]")
"""How such a list begins: with the first shop, after comments."""
TWICE: Final = re.compile(r"Cannot (?:overwrite a value|declare .* twice|mutate)|Duplicate inline table key", re.I)
LIKE: Final = 'name = "Run Sock"'
TABLE: Final = re.compile(r"\[([^\[\]]+)\]")
TEXT: Final = re.compile(r'"[^"]*"')
CURLY: Final = re.compile("[\N{LEFT SINGLE QUOTATION MARK}-\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}«»′″]")
"""Quotes as word processors and phones write them."""


def toml_files(paths: Sequence[Path], collector: ProblemCollector) -> Iterator[Path]:
    """Each `*.toml` of each path once, directories walked in order of name; what is missing is a problem."""
    seen: set[Path] = set()
    for path in paths:
        for file in files_of(path, FieldPath(collector, (str(path),))):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def paths_by_name(paths: Sequence[Path]) -> dict[str, Path]:
    """Each `*.toml` of each path by its file name, the first where two are called alike."""
    by_name: dict[str, Path] = {}
    for path in toml_files(paths, ProblemCollector()):
        by_name.setdefault(path.name, path)
    return by_name


def files_of(path: Path, place: FieldPath) -> list[Path]:
    """The brand files that one path stands for; those in folders called `drafts` only where such a folder is named.

    A folder without any that holds an export as spreadsheets stands for its products.
    """
    try:
        if not path.is_dir():
            if not path.exists():
                place.report("file_missing", None, "file_exists", "file_check_path")
            return [path] if path.exists() else []
        files = brand_files_in(path)
        if not files and (export := export_in(path)) is not None:
            return [export]
    except OSError as error:
        place.report("file_unreadable", error.strerror, "file_readable", "file_check_rights")
        return []
    if not files:
        place.report("no_brand_files", None, "file_toml_inside", "file_check_path")
    return files


def brand_files_in(folder: Path) -> list[Path]:
    """The brand files of a folder in order of name, without those in folders called `drafts`. Raises: OSError."""
    return sorted(file for file in folder.rglob("*.toml") if _is_meant(file, folder))


def _is_meant(file: Path, folder: Path) -> bool:
    """Whether a file is a brand file that its folder stands for: no draft, no list of shops. Raises: OSError."""
    if DRAFTS in file.relative_to(folder).parts[:-1]:
        return False
    if file.name != SHOPS or not file.is_file():
        return True
    with file.open(encoding="utf-8", errors="replace") as stream:
        return LIST_OF_SHOPS.search(stream.read(LARGEST_FILE)) is None


def file_text(path: Path, place: FieldPath) -> str | None:
    """The text of a file; None and a problem where it cannot be read, is too large, or is not UTF-8."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            place.report("file_unreadable", None, "file_regular")
            return None
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        place.report("file_unreadable", error.strerror, "file_readable", "file_check_rights")
        return None
    if len(data) > LARGEST_FILE:
        place.report("file_too_large", None, "file_most_mb", "file_split", most=LARGEST_FILE // 1_000_000)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        place.to(f"line {line}").report("not_utf8", None, "file_utf8", "file_save_as_utf8")
        return None


def parsed(text: str, place: FieldPath) -> dict[str, object] | None:
    """The tables of a TOML text; None, and a problem with its line, where it is not TOML."""
    try:
        return tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        report_syntax(str(error), text, place)
    except RecursionError:
        place.report("not_toml", None, "file_toml", "file_nested", example=LIKE)
    except (ValueError, ArithmeticError) as error:
        place.report("not_toml", str(error), "file_toml", "file_bad_figure", example=LIKE)
    return None


def report_syntax(message: str, text: str, place: FieldPath) -> None:
    """A problem where the parser stopped: the line as it stands, and what is most likely wrong with it."""
    match = LINE.search(message)
    where = place.to(match[1] or "end of file") if match else place
    line = text.split("\n")[int(match[2]) - 1].strip() if match and match[2] else None
    table, curly = TABLE.fullmatch(line or ""), CURLY.search(TEXT.sub("", line or ""))
    if TWICE.search(message):
        hint, facts = ("file_double_brackets", {"table": table[1]}) if table else ("file_take_second_out", {})
        where.report("duplicate_key", line, "file_field_once", hint, suggestion="", **facts)
        return
    hint, facts = "file_correct_line", {"reason": LINE.sub("", message).strip()}
    if curly:
        hint, facts = "file_straight_quotes", {"straight": '"', "character": curly[0]}
    where.report("not_toml", line, "file_toml", hint, suggestion="", example=LIKE, **facts)
