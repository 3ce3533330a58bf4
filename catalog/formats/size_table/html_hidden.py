"""What markup itself hides: no browser shows it, so nobody has read it in the shop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Attributes = Mapping[str, str | None]
INVISIBLE: Final = frozenset({"hidden", "collapse"})
NOTHING_OF: Final = frozenset({"opacity", "font-size"})


def is_gone(attributes: Attributes) -> bool:
    """Whether an element takes no place on the page, so that its neighbours move up.

    >>> is_gone({"hidden": None}), is_gone({"style": "color: red; DISPLAY : none !important"})
    (True, True)
    >>> is_gone({"aria-hidden": "true"}), is_gone({"style": "visibility: hidden"}), is_gone({"class": "hidden"})
    (False, False, False)
    """
    if "style" in attributes and "display" in (style := _style(attributes)):
        return style["display"] == "none"
    return "hidden" in attributes


def is_gone_row(attributes: Attributes) -> bool:
    """Whether a row, or a section of rows, takes no place on the page.

    >>> is_gone_row({"style": "visibility: collapse"}), is_gone_row({"style": "visibility: hidden"})
    (True, False)
    """
    return is_gone(attributes) or ("style" in attributes and _style(attributes).get("visibility") == "collapse")


def is_invisible(attributes: Attributes) -> bool:
    """Whether an element keeps its place, and nothing of it is seen.

    >>> is_invisible({"style": "visibility: hidden"}), is_invisible({"style": "opacity:0.0"}), is_invisible({})
    (True, True, False)
    """
    if "style" not in attributes:
        return False
    style = _style(attributes)
    return style.get("visibility") in INVISIBLE or any(_is_zero(style.get(name, "")) for name in NOTHING_OF)


def _style(attributes: Attributes) -> dict[str, str]:
    """What the style of an element says, by property; of two that say different things the last one counts."""
    pieces = (piece.partition(":") for piece in (attributes.get("style") or "").lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pieces}


def _is_zero(value: str) -> bool:
    """Whether a figure of a style is nothing: `0`, `0.0`, `0px`, `0%`."""
    figure = value.rstrip("%abcdefghijklmnopqrstuvwxyz ")
    return bool(figure) and "0" in figure and not figure.strip("0.")
