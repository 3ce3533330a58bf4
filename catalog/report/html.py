"""Lines as HTML: worded once, every text escaped, a list as its items and everything else as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..messages.messages import Messages
from .lines import Line, Style
from .plain import text_of

TURNING: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Invisible marks that turn the direction of what follows, so that a name could rewrite the sentence around it."""
ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"}) | TURNING


BEFORE_UNIT: Final = re.compile(r"(?<=\d) (?=(?:%|[cmk]m|in|kg|lb|mmHg|[A-Z]{3}|\d+/\d+)(?!\w))")
"""The blank between a figure and its unit, its fraction or its currency."""
IN_FIGURE: Final = re.compile(r"(?<=\d)[-–](?=\d)")
"""What stands inside a range or a date."""


def unbroken(text: str) -> str:
    r"""A text in which no line ends between a figure and its unit, nor inside a range or a date.

    >>> unbroken("87 % sure") == "87\N{NO-BREAK SPACE}% sure"
    True
    >>> unbroken("34–38 cm, 2026-11-27").encode("ascii", "backslashreplace").decode()
    '34\\u2013\\u206038\\xa0cm, 2026-\\u206011-\\u206027'
    """
    return IN_FIGURE.sub(lambda sign: f"{sign[0]}\N{WORD JOINER}", BEFORE_UNIT.sub("\N{NO-BREAK SPACE}", text))


class Html(str):
    """A text that is HTML already: a template does not escape it again."""

    __slots__ = ()

    def __html__(self) -> str:
        """The text as it stands, which is what templates ask for."""
        return str(self)


def html_lines(lines: Iterable[Line], messages: Messages) -> Html:
    """Every line as an element: `<li>` where it has a mark, else `<p>`.

    >>> from .lines import item
    >>> html_lines([item("a & b")], Messages("en"))
    '<li>a &amp; b</li>'
    """
    return Html("".join(_element(line, messages) for line in lines))


def _element(line: Line, messages: Messages) -> str:
    text = unbroken(text_of(line.words, messages)).translate(ESCAPED)
    if line.mark:
        return f"<li>{text}</li>"
    return f'<p class="name">{text}</p>' if line.style is Style.HEADING else f"<p>{text}</p>"
