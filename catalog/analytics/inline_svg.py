"""A plot inside a page: its SVG without what a strict policy forbids, its ids its own among those of other plots.

Styles become attributes, which need no `unsafe-inline`, and which the page's own rules can override: that is how the
colours follow light and dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from ..report.html import Html
from .plot_sheet import MARGIN, WIDTH, CoveragePlot

SVG: Final = "{http://www.w3.org/2000/svg}"
HREF: Final = "{http://www.w3.org/1999/xlink}href"
REFERENCE: Final = re.compile(r"url\(#([\w.-]+)\)")
AS_ATTRIBUTES: Final = frozenset({
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linejoin", "stroke-linecap",
    "stroke-dasharray", "stroke-dashoffset", "opacity", "font-size", "font-weight", "text-anchor",
})  # fmt: skip
"""What an SVG element may say in an attribute of its own; the fonts are the page's."""
DROPPED: Final = frozenset({"title", "metadata", "style"})
FOR_ALL: Final = {"stroke-linejoin": "round", "stroke-linecap": "butt"}
"""What the drawing says in the style that is dropped."""


def inline_svg(plot: CoveragePlot, prefix: str) -> Html:
    """The drawing as an element of a page; `prefix` begins its ids and is no other plot's.

    Screen readers get its title; the figures stand in the table beside it.
    """
    root = ET.fromstring(plot.data("svg"))  # noqa: S314 - drawn by us, read by nobody before
    _drop(root)
    names = {name: f"{prefix}-{at}" for at, name in enumerate(sorted(set(_referenced(root))))}
    for element in root.iter():
        _as_attributes(element)
        _rename(element, names)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    height = root.attrib["viewBox"].split()[-1]
    root.set("viewBox", f"{MARGIN:g} 0 {WIDTH - 2 * MARGIN:g} {height}")
    root.attrib |= {"class": "plot", "role": "img", "aria-label": plot.title, **FOR_ALL}
    return Html(ET.tostring(_plain_names(root), encoding="unicode"))


def _drop(root: ET.Element) -> None:
    """Take out what says something of the file and not of the drawing."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.removeprefix(SVG) in DROPPED:
                parent.remove(child)


def _referenced(root: ET.Element) -> Iterator[str]:
    """The ids that something in the drawing points at."""
    for element in root.iter():
        for name, value in element.attrib.items():
            yield from REFERENCE.findall(value)
            if name == HREF:
                yield value.removeprefix("#")


def _as_attributes(element: ET.Element) -> None:
    """Write the style of an element as its attributes."""
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name in AS_ATTRIBUTES:
            element.set(name, value)


def _rename(element: ET.Element, names: dict[str, str]) -> None:
    """Give an element the id that is its own in the page, or none where nothing points at it."""
    if "id" in element.attrib and (name := names.get(element.attrib.pop("id"))):
        element.set("id", name)
    for attribute, value in list(element.attrib.items()):
        if attribute == HREF:
            del element.attrib[attribute]
            element.set("href", f"#{names[value.removeprefix('#')]}")
        else:
            element.set(attribute, REFERENCE.sub(lambda reference: f"url(#{names[reference[1]]})", value))


def _plain_names(root: ET.Element) -> ET.Element:
    """The elements as a page writes them, without the prefix of a namespace."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        element.text = element.text if (element.text or "").strip() else None
        element.tail = None
    return root
