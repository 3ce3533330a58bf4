"""Texts of a shop as they were meant, where a program escaped their signs once too often."""

from __future__ import annotations

import html
import re
from typing import Final

ESCAPED: Final = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]+);")
MARKUP: Final = re.compile(r"</?[A-Za-z!]")
ESCAPED_MARKUP: Final = re.compile(r"&(?:amp;)*lt;/?[A-Za-z!]")
MOST_TIMES: Final = 3


def plain(text: str) -> str:
    r"""A text without markup, in one line, however often its signs were escaped.

    >>> plain("Women&amp;#39;s  sock \n&lt; 20 mmHg"), plain("R&D; socks & more")
    ("Women's sock < 20 mmHg", 'R&D; socks & more')
    """
    for _ in range(MOST_TIMES):
        if "&" not in text or not ESCAPED.search(text):
            break
        text = html.unescape(text)
    return " ".join(text.replace("\ufeff", "").split())


def markup(text: str) -> str:
    """A text that may have markup, which was escaped where no tag of it is left.

    >>> markup("&amp;lt;p&amp;gt;Calf &amp;amp;lt; 38&amp;lt;/p&amp;gt;"), markup("20 &lt; 30")
    ('<p>Calf &lt; 38</p>', '20 &lt; 30')
    """
    for _ in range(MOST_TIMES):
        if MARKUP.search(text) or not ESCAPED_MARKUP.search(text):
            break
        text = html.unescape(text)
    return text.replace("\ufeff", "").strip()
