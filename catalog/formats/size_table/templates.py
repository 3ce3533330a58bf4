"""Markup out of which a shop makes its pages (Liquid, Handlebars, PHP, ERB): commands go, places to be filled stay.

A place to be filled is kept as it is written (`{{ product.size }}`), so that whoever reads the cell sees that nothing
is printed there yet. Both branches of a condition stay. Nothing is run.
"""

from __future__ import annotations

import html
import re
from typing import Final

OPENING: Final = re.compile(r"\{%|\{\{|\{#|<\?|<%")
CLOSING: Final = {"{%": "%}", "{{": "}}", "{#": "#}", "<?": "?>", "<%": "%>"}
LONGEST: Final = 10_000
DROPPED: Final = {
    "comment": "endcomment", "javascript": "endjavascript", "stylesheet": "endstylesheet", "style": "endstyle",
    "doc": "enddoc",
}  # fmt: skip
"""Commands of Liquid between which nothing is part of the page."""


def without_templates(text: str) -> str:
    """Markup without the commands of templates.

    >>> without_templates("{% if a %}<td class='{{ b }}'>{{ c | x: '<' }}</td>{% comment %}<td>{% endcomment %}")
    "<td class=''>{{ c | x: &#x27;&lt;&#x27; }}</td>"
    """
    if not any(opening[1] in text and opening in text for opening in CLOSING):
        return text
    pieces: list[str] = []
    at, in_tag = 0, False
    closings: dict[str, int] = {}
    while (match := OPENING.search(text, at)) is not None:
        before = text[at : match.start()]
        pieces.append(before)
        in_tag = _in_tag(before, in_tag)
        end = _closing(text, match[0], match.end(), closings)
        if not 0 <= end < match.end() + LONGEST or text.startswith("<?xml", match.start()):
            pieces.append(match[0])
            at = match.end()
            continue
        at = end + 2
        inner = text[match.end() : end]
        if match[0] == "{%":
            output, at = _command(inner, text, at)
        else:
            output = "" if in_tag else _place(match[0], inner, text[match.start() : at])
        pieces.append(output)
    return "".join(pieces) + text[at:]


def _closing(text: str, opening: str, at: int, closings: dict[str, int]) -> int:
    """Where what was opened is closed, from a place on; below 0 where it never is. Each place is looked for once."""
    end = closings.get(opening, 0)
    if 0 <= end < at:
        end = closings[opening] = text.find(CLOSING[opening], at)
    return end


def _in_tag(text: str, before: bool) -> bool:
    opened, closed = text.rfind("<"), text.rfind(">")
    return before if opened == closed else opened > closed


def _command(inner: str, text: str, at: int) -> tuple[str, int]:
    """What stands on the page for a command of Liquid, and where the text goes on."""
    name = inner.strip(" -\n\t").split(" ", 1)[0]
    last = DROPPED.get(name) or ("endschema" if name == "schema" else "")
    if last and (end := text.find(last, at)) >= 0:
        closed = text.find("%}", end)
        behind = closed + 2 if closed >= 0 else len(text)
        settings = text[at : text.rfind("{%", at, end)]
        if name == "schema" and "</script" not in settings:
            return f'<script type="application/json">{settings}</script>', behind
        return "", behind
    return "", at


def _place(opening: str, inner: str, whole: str) -> str:
    """A place that is to be filled, as text; nothing for what only steers."""
    if opening == "{#" or inner.startswith(("!", "#", "/", "--")) or inner.strip() == "else":
        return ""
    if opening == "<?":
        return html.escape(whole) if inner.startswith("=") or "echo" in inner else ""
    if opening == "<%":
        return html.escape(whole) if inner.startswith("=") else ""
    return html.escape(whole)
