"""The text of one cell of an HTML table, or of any element: as a browser shows it, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from .html_hidden import Attributes, is_gone, is_invisible
from .printed import LEVEL, LOWERED, RAISED, printed, printed_lines, set_up
from .tables import Cell, CellPart

TABLES: Final = frozenset({"table"})
UNREAD: Final = frozenset({
    "script", "style", "template", "noscript", "select", "svg", "iframe", "object", "del", "s", "strike", "-comment",
    "textarea", "datalist", "video", "audio", "canvas", "head", "title",
})  # fmt: skip
"""Elements whose text nobody sees as text of the page, or sees struck out."""
BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "label", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that stand on lines of their own."""
UNITS: Final = {
    "cm": "cm", "centimeter": "cm", "centimeters": "cm", "centimetre": "cm", "centimetres": "cm", "zentimeter": "cm",
    "mm": "mm", "in": "in", "inch": "in", "inches": "in", "zoll": "in", "pulgadas": "in", "pouces": "in",
    "metric": "metric", "imperial": "imperial", "kg": "kg", "lb": "lb", "lbs": "lb",
}  # fmt: skip
NAMING: Final = frozenset({"class", "data-unit", "data-units", "data-measure", "data-system"})
UNSEEN: Final = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "a11y-hidden"})
"""Classes for texts that only a screen reader says."""
NOTE_WORDS: Final = ("badge", "footnote", "note", "fn", "asterisk")


def cell_of(node: LexborNode, attributes: Attributes, *, head: bool) -> Cell:
    """A cell of a table with attributes, and the units that its own markup names."""
    hint = unit_hint(attributes) if attributes else ""
    inner = node.first_child
    if inner is None or (attributes and is_invisible(attributes)):
        return Cell("", head, hint)
    if inner.is_text_node and inner.next is None:
        return Cell(printed(inner.text_content or ""), head, hint)
    pieces = list(element_pieces(node))
    hints = {piece_hint for text, piece_hint in pieces if piece_hint and text.strip()}
    text = piece_text(pieces) or _unseen_text(node) or (_words_of_pictures(node) if head else "")
    if len(hints) < 2:
        return Cell(text, head, hint or (hints.pop() if hints else ""))
    return Cell(text, head, hint, tuple(_parts(pieces)))


def span_of(text: str | None) -> int:
    """How many columns or rows a cell takes, as a browser reads it: 0 to the end, 1 where it is no number.

    >>> span_of(" 3"), span_of("2x"), span_of("0"), span_of("-2"), span_of(None)
    (3, 2, 0, 1, 1)
    """
    digits = ""
    for character in (text or "").strip()[:6]:
        if character not in "0123456789":
            break
        digits += character
    return int(digits) if digits else 1


def _unseen_text(node: LexborNode) -> str:
    """What only a screen reader says of an element that shows nothing."""
    if node.css_first("script,style,table,del,s,[hidden],[style]") is not None:
        return ""
    return printed(node.text(deep=True))


def _words_of_pictures(node: LexborNode) -> str:
    """What a head that is nothing but pictures is called by them: an icon of a calf, with `alt="Calf (cm)"`."""
    images = (a for image in node.css("img") if not (is_gone(a := image.attributes) or is_invisible(a)))
    return "" if node.css_first("[hidden]") is not None else printed(" ".join(a.get("alt") or "" for a in images))


def _parts(pieces: list[tuple[str, str]]) -> Iterator[CellPart]:
    """The pieces of a cell put together by the unit that they are for, in order."""
    texts: dict[str, list[tuple[str, str]]] = {}
    for text, hint in pieces:
        texts.setdefault(hint, []).append((text, hint))
    for hint, those in texts.items():
        if text := piece_text(those):
            yield CellPart(text, hint)


def element_text(node: LexborNode) -> str:
    """What an element shows, its lines parted by line feeds, tables inside left out."""
    inner = node.first_child
    if inner is not None and inner.is_text_node and inner.next is None:
        return printed(inner.text_content or "")
    return piece_text(list(element_pieces(node)))


def piece_text(pieces: list[tuple[str, str]]) -> str:
    """Pieces put together; a blank parts two figures of neighbouring elements, which are no one figure."""
    texts: list[str] = []
    for text, _ in pieces:
        if texts and text[:1].isdigit() and texts[-1][-1:].isdigit():
            texts.append(" ")
        texts.append(text)
    whole = "".join(texts)
    return printed_lines(set_up(whole) if RAISED in whole or LOWERED in whole else whole)


def element_pieces(node: LexborNode) -> Iterator[tuple[str, str]]:
    """The texts of an element in order, each with the unit that an element around it names; line feeds at blocks."""
    children = list(node.iter(include_text=True))
    waiting: list[tuple[LexborNode | str, str]] = [(child, "") for child in reversed(children)]
    while waiting:
        child, hint = waiting.pop()
        if isinstance(child, str):
            yield child, hint
        elif child.is_text_node:
            text = (child.text_content or "").replace("\n", " ")
            if text:
                yield text, hint
        else:
            waiting.extend(_inside(child, hint))


def _inside(node: LexborNode, hint: str) -> Iterator[tuple[LexborNode | str, str]]:
    """What an element inside a cell consists of, last first, its marks and line feeds among it."""
    tag = node.tag or ""
    if tag in UNREAD or tag in TABLES:
        if tag == "table":
            yield "\n", hint
        return
    attributes = node.attributes if tag != "br" else {}
    if attributes and not UNSEEN.isdisjoint((attributes.get("class") or "").split()):
        return
    hint = (unit_hint(attributes) if attributes else "") or hint
    if attributes and not hint and (is_gone(attributes) or is_invisible(attributes)):
        return  # with a unit it is what a switch between units shows
    before, after = _around(node, tag, attributes)
    if after:
        yield after, hint
    children = list(node.iter(include_text=True))
    for at in range(len(children) - 1, -1, -1):
        yield children[at], hint
        if tag == "mfrac" and at:
            yield "/", hint
    if before:
        yield before, hint


def _around(node: LexborNode, tag: str, attributes: Attributes) -> tuple[str, str]:
    """What stands before and behind the text of an element."""
    if tag == "br" or tag in BLOCKS:
        return "\n", "\n" if tag != "br" else ""
    if tag == "sup":
        return RAISED, LEVEL
    if tag == "sub":
        return LOWERED, LEVEL
    if tag == "mfrac":
        return " ", ""
    names = (attributes.get("class") or "").lower() if attributes else ""
    if names and any(word in names for word in NOTE_WORDS) and (node.text() or "").strip().isdigit():
        return RAISED, LEVEL
    return "", ""


def unit_hint(attributes: Attributes) -> str:
    """The one unit that the class or the data of an element name; empty where they name none or several.

    >>> unit_hint({"class": "size-val is-cm"}), unit_hint({"data-unit": "inches"}), unit_hint({"class": "cm in"})
    ('cm', 'in', '')
    """
    units = set()
    for name, value in attributes.items():
        if name in NAMING and value and len(value) < 200:
            words = value.lower().replace("-", " ").replace("_", " ").split()
            units |= {UNITS[word] for word in words if word in UNITS}
    return units.pop() if len(units) == 1 else ""
