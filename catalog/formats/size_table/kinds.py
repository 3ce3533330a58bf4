"""What the bytes of a file are, seen from the bytes alone, and the text that they hold. Nothing is guessed."""

from __future__ import annotations

import codecs
from enum import StrEnum
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from ...model.problem import BadInput
from ..rows.text_encoding import declared, not_read_at, wide_without_mark
from .html import may_hold_tables
from .jsx import looks_like_code
from .markdown import has_markdown_tables

LARGEST: Final = 1_000_000
DECLARED_WITHIN: Final = 4_096
LOOKED_AT: Final = 1_000
MOST_UNSEEN: Final = 10
"""Zeros and other signs that nobody sees among the first letters of a text; programs have far more."""
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
WINDOWS: Final = "cp1252"
LATIN: Final = frozenset({"iso8859-1", "latin-1", "ascii"})
"""Names under which pages declare what browsers read as Windows-1252."""
PICTURES: Final = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS",
    b"\x00\x00\x00\x0cjP",
)  # fmt: skip
OTHERS: Final = {
    b"%PDF": "tables_pdf", b"\xd0\xcf\x11\xe0": "tables_old_workbook", b"\x1f\x8b": "tables_packed",
    b"Rar!": "tables_packed", b"7z\xbc\xaf": "tables_packed", b"BZh": "tables_packed", b"\xfd7zXZ": "tables_packed",
}  # fmt: skip
"""How files begin that are no text and no workbook of today, and what to do about them."""


PAGE: Final = ("<html", "<!doctype", "<head", "<body", "<script", "<style", "<meta")
"""What a page of HTML begins with, and a Markdown text with some markup does not."""


class FileKind(StrEnum):
    """What a file is."""

    WORKBOOK = "workbook"
    HTML = "html"
    CODE = "code"
    JSON = "json"
    MARKDOWN = "markdown"
    TEXT = "text"


def check_bytes(data: bytes, field: str, most: int = LARGEST) -> None:
    """Refuse what is too large, empty, a picture, or packed. Raises: BadInput."""
    if len(data) > most:
        raise too_large(field, most)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise BadInput.one("empty_file", field, "", "tables_some_text")
    if is_picture(data):
        raise BadInput.one("is_picture", field, "", "tables_kinds", "tables_picture")
    for start, hint in OTHERS.items():
        if data.startswith(start):
            raise BadInput.one("not_a_table_file", field, "", "tables_kinds", hint)


def too_large(field: str, most: int) -> BadInput:
    """The problem of a file of too many bytes."""
    megabytes = most // 1_000_000
    return BadInput.one("file_too_large", field, "", "tables_at_most_mb", "tables_part_only", most=megabytes)


def is_picture(data: bytes) -> bool:
    r"""Whether the bytes begin as pictures and films do.

    >>> is_picture(b"\x89PNG\r\n"), is_picture(b"RIFF....WEBP"), is_picture(b"BMI and size"), is_picture(b"<svg>")
    (True, True, False, False)
    """
    if data.startswith(b"BM"):
        return len(data) > 14 and 0 in data[6:10]
    in_box = data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"AVI ", b"WAVE"))
    return in_box or data.startswith(PICTURES)


def text_of(data: bytes, field: str, charset: str = "") -> str:
    """The text of bytes: by their mark, by what came declared with or in them, as UTF-8, else as Windows-1252.

    A declaration is believed where the bytes allow it, but for Latin-1 or Windows-1252: these allow any bytes, are what
    servers say of pages that they know nothing of, and no text in them is UTF-8 by chance. Raises: BadInput (no text).
    """
    unmarked = (b"", wide_without_mark(data))
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), unmarked)
    if encoding:
        text = data[len(mark) :].decode(encoding, "replace")
    else:
        stated = (known_encoding(charset), _declared_in(data))
        candidates = (*(name for likely in stated for name in _tried(likely)), "utf-8", WINDOWS)
        allowed = (name for name in candidates if name and not_read_at(data, name) is None)
        text = data.decode(next(allowed, WINDOWS), "replace")
    if _is_no_text(text):
        raise BadInput.one("not_a_table_file", field, "", "tables_kinds")
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _tried(encoding: str) -> tuple[str, ...]:
    """The encodings that are tried, in order, where one is declared."""
    return ("utf-8", WINDOWS) if encoding == WINDOWS else (encoding,)


def _is_no_text(text: str) -> bool:
    """Whether zeros stand there, and so many of them and of other signs that nobody sees that it is no mistake."""
    if "\x00" not in text:
        return False
    beginning = text[:LOOKED_AT]
    unseen = sum(character < " " and character not in "\t\r\n" for character in beginning)
    return unseen > min(MOST_UNSEEN, len(beginning) // 10) or text.count("\x00") > 10 * MOST_UNSEEN


def known_encoding(charset: str) -> str:
    """The encoding that a charset names, where Python knows it as one for texts; Latin-1 is read as Windows-1252.

    >>> known_encoding("ISO-8859-1"), known_encoding("utf8"), known_encoding("klingon"), known_encoding("")
    ('cp1252', 'utf-8', '', '')
    """
    name = declared(charset) if charset else ""
    if name == "utf-8" and charset.lower().replace("_", "-") not in ("utf-8", "utf8"):
        return ""
    if name.startswith(("utf-16", "utf-32", "utf-7")):
        return ""
    return WINDOWS if name in LATIN else name


def _declared_in(data: bytes) -> str:
    """The encoding that a page or an XML document declares in its first bytes; empty where it declares none."""
    beginning = data[:DECLARED_WITHIN].lower()
    if beginning.lstrip().startswith(b"<?xml"):
        declaration = beginning.partition(b"?>")[0].decode("latin-1")
        _, _, behind = declaration.partition("encoding")
        return known_encoding(behind.strip(" =\"'").replace("'", '"').partition('"')[0])
    if b"charset" not in beginning or b"<meta" not in beginning:
        return ""
    for meta in LexborHTMLParser(data[:DECLARED_WITHIN].decode("latin-1")).css("meta"):
        content = (meta.attributes.get("content") or "").lower()
        charset = meta.attributes.get("charset") or content.partition("charset=")[2]
        if name := known_encoding(charset.strip(" \"'").partition(";")[0]):
            return name
    return ""


def kind_of_text(text: str) -> FileKind:
    r"""What a text is written in.

    >>> [kind_of_text(t).value for t in ("<p>", '{"a": 1}', "Size\tCalf", "|a|b|\n|-|-|\n")]
    ['html', 'json', 'text', 'markdown']
    """
    beginning = text[:2_000].lstrip()
    if beginning.startswith(("{%", "{{")):
        return FileKind.HTML
    if _is_json(beginning):
        return FileKind.JSON
    if has_markdown_tables(text) and not any(mark in beginning.lower() for mark in PAGE):
        return FileKind.MARKDOWN
    with_markup = may_hold_tables(text)
    if with_markup and looks_like_code(text):
        return FileKind.CODE
    if with_markup or beginning.startswith("<"):
        return FileKind.HTML
    return FileKind.TEXT


def _is_json(beginning: str) -> bool:
    if beginning.startswith(("/*", "//")):
        from .json_strings import without_comments

        beginning = without_comments(beginning)
    following = beginning[1:].lstrip()[:1]
    return (beginning[:1] == "{" and following in ('"', "}")) or (beginning[:1] == "[" and following in ('"', "{", "["))
