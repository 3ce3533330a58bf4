"""Texts of an export as a brand file can hold them: without markup, hidden characters and line feeds."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from ...model.problem import BadInput
from ..draft.validation import BLANK_LETTERS, HIDDEN, LONGEST_TEXT, UNSEEN
from ..size_table.html_cells import BLOCKS
from ..size_table.markup_guard import check_markup

MARKUP: Final = re.compile(r"<[a-zA-Z/!?]")
ESCAPED: Final = re.compile(r"&lt;\s*/?[a-zA-Z]|&amp;(?:lt|gt|quot|nbsp|amp|#\d{1,6});")
BLOCK_TAG: Final = re.compile(
    rf"</?(?:br|{'|'.join(sorted(BLOCKS - {'td', 'th', 'body'}))})\b(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>", re.IGNORECASE
)
CELL_TAG: Final = re.compile(r"</t[dh]\s*>", re.I)
TAG: Final = re.compile(r"<[^<>]*>")
NO_TEXT: Final = ["script", "style", "template", "noembed", "noframes"]
ENDED: Final = re.compile(r"\w\w[.!?]")
LONGEST_REMEMBERED: Final = 20_000
TEXTS_REMEMBERED: Final = 16
BULLET: Final = " • "
"""What parts the blocks of a description: a brand file holds no line feeds, and a bullet ends a line for every rule."""
BLANKS: Final = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


def without_hidden(text: str) -> str:
    r"""A text on one line without characters that cannot be seen.

    >>> without_hidden("  Run\u200e Sock\n(M) ")
    'Run Sock (M)'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return " ".join(HIDDEN.sub("", spaced).split())


def label_text(text: str) -> str:
    r"""A text that is compared letter by letter: nothing in it that cannot be seen, no blank at its ends.

    >>> label_text("\u00a0WP\u200b405R ")
    'WP405R'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if " " in text else text
    seen = (" " if (c := unicodedata.category(ch)) in ("Zs", "Zl", "Zp") else "" if c in UNSEEN else ch for ch in text)
    return without_hidden(BLANK_LETTERS.sub("", "".join(seen)))


def lines_of_markup(text: str) -> list[str]:
    """The lines of a description, be it HTML, HTML escaped once more, or plain: one a block, without markup.

    >>> lines_of_markup("<p>Firm <b>fit</b>.</p><ul><li>Wool</li><li>18&nbsp;mmHg</li></ul><script>x()</script>")
    ['Firm fit.', 'Wool', '18 mmHg']
    """
    if "&" in text and ESCAPED.search(text):
        text = html.unescape(text)
    if "<" in text and MARKUP.search(text):
        text = _text_of_page(text)
    elif "&" in text:
        text = html.unescape(text)
    if text.isascii() and text.replace("\n", "").isprintable():
        return [line for raw in text.split("\n") if (line := " ".join(raw.split()))]
    return [line for raw in text.split("\n") if (line := without_hidden(BLANKS.sub(" ", raw)))]


def _text_of_page(text: str) -> str:
    """What a page shows of some markup, a line feed at each block and a bar between cells."""
    parted = BLOCK_TAG.sub("\n", text.replace("\n", " ").replace("\r", " "))
    if "<t" in parted or "</t" in parted:
        parted = CELL_TAG.sub(" | ", parted)
    if "<" not in parted:
        return _without_last_bars(html.unescape(parted))
    try:
        check_markup(parted, "description")
    except BadInput:
        return html.unescape(TAG.sub(" ", parted))
    parser = LexborHTMLParser(parted)
    parser.strip_tags(NO_TEXT)
    visible = parser.root.text(deep=True) if parser.root is not None else ""
    return _without_last_bars(visible)


def _without_last_bars(text: str) -> str:
    return "\n".join(line.rstrip(" |") for line in text.split("\n")) if "|" in text else text


def one_text(lines: Sequence[str]) -> str:
    """Lines as one text, each end of a line kept as the end of a sentence or a bullet.

    >>> one_text(["Graduated.", "Two pairs", "18 mmHg"])
    'Graduated. Two pairs • 18 mmHg'
    """
    parts = list(lines[:1])
    for before, line in pairwise(lines):
        parts += (" " if ENDED.fullmatch(before[-3:]) and line[:1].isalpha() else BULLET, line)
    return "".join(parts)


class Prose(Struct, frozen=True):
    """What a description says without its markup."""

    lines: tuple[str, ...]
    text: str
    """The lines as one text."""


def prose_of(markup: str) -> Prose:
    """What a description says; the last few are remembered, for all colours of a product have one.

    >>> prose_of("<p>Firm <b>fit</b></p><p>Wool</p>")
    Prose(lines=('Firm fit', 'Wool'), text='Firm fit • Wool')
    """
    return _recent_prose(markup) if len(markup) <= LONGEST_REMEMBERED else _prose(markup)


def _prose(markup: str) -> Prose:
    lines = lines_of_markup(markup)
    return Prose(tuple(lines), one_text(lines))


_recent_prose = lru_cache(maxsize=TEXTS_REMEMBERED)(_prose)


def in_pieces(text: str, most: int = LONGEST_TEXT) -> Iterator[str]:
    """A text in pieces that a brand file can hold, parted at blanks where there are some."""
    while len(text) > most:
        cut = text.rfind(" ", most // 2, most) + 1 or most
        yield text[:cut].strip()
        text = text[cut:].strip()
    if text:
        yield text
