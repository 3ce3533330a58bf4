"""Markup that a parser would need hours for is refused before it is parsed: nested, or with attributes, without end.

A parser that mends as a browser does looks at every open element again and again. What a person wrote keeps these few;
here an upper bound of how many there are is counted, tag by tag, without any mending.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ...model.problem import BadInput

FEW_TAGS, MANY_TAGS = 3_000, 12_000
"""With fewer tags than the first nothing takes long; with more than the second anything may."""
DEEPEST_ELEMENTS: Final = 512
"""As deep as browsers go."""
LONGEST_TAG: Final = 8_000
MOST_ATTRIBUTES: Final = 1_000
MOST_REOPENED: Final = 300_000
"""How often formatting that was never closed may have to be opened again."""
LOOK_BACK: Final = 12
VOID: Final = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param",
    "path",
})  # fmt: skip
ENDS: Final = {
    "p": ("p",), "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "option": ("option",), "td": ("td", "th"),
    "th": ("td", "th"), "tr": ("tr",), "tbody": ("tbody", "thead", "tfoot"), "thead": ("tbody", "thead", "tfoot"),
    "tfoot": ("tbody", "thead", "tfoot"),
}  # fmt: skip
"""Elements that end the one of their kind before them."""
BARRIERS: Final = frozenset({"table", "ul", "ol", "dl", "button", "object", "template", "select", "caption", "marquee"})
CELLS: Final = frozenset({"td", "th"})
FORMATTING: Final = frozenset({
    "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
})  # fmt: skip
FORMATTING_BEGINS: Final = frozenset(f"{name} "[:2] for name in FORMATTING)
MOST_WITH_FORMATTING: Final = 2_000_000
TAG: Final = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</\1|\Z)"
    r"|<(/?)([a-z][^\s/><]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)",
    re.IGNORECASE | re.DOTALL,
)
"""A comment, an element that holds text alone, or a tag. This counts and never reads: reading is for the parser."""


def check_markup(text: str, field: str) -> None:
    """Refuse what would take too long to parse. Raises: BadInput."""
    pieces = text.split("<")
    tags = len(pieces) - 1
    long_tags = max(map(len, pieces)) > LONGEST_TAG and any(_is_long(p) for p in pieces if len(p) > LONGEST_TAG)
    if not long_tags and tags <= FEW_TAGS:
        return
    if long_tags or tags > MANY_TAGS or tags * _formatting(pieces) > MOST_WITH_FORMATTING:
        _TagCount(field).check(text)


def _formatting(pieces: list[str]) -> int:
    """How many tags with attributes are of formatting; looked at closely only where two letters say it may matter."""
    few = [p for p in pieces if p[:2] in FORMATTING_BEGINS]
    return sum(p.partition(" ")[0] in FORMATTING and " " in p for p in few)


def _is_long(piece: str) -> bool:
    end = piece.find(">")
    return piece[0].isalpha() and (end < 0 or end > LONGEST_TAG)


class _TagCount:
    """The elements that may be open at one place of a text, never fewer than a parser has open there."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._open: list[str] = []
        self._formatting = 0
        """Formatting that may be open, or waiting to be opened again."""
        self._plain: Counter[str] = Counter()
        self._before_cells: list[int] = []
        self._reopened = 0

    def check(self, text: str) -> None:
        """Count through a text. Raises: BadInput."""
        for name, rest in tags_of(text):
            if name.startswith("/"):
                self._end(name[1:])
            elif name not in VOID and not (rest.endswith("/") and "svg" in self._open[-LOOK_BACK:]):
                self._begin(name, rest)
            if len(self._open) > DEEPEST_ELEMENTS or self._reopened > MOST_REOPENED:
                most = DEEPEST_ELEMENTS
                raise BadInput.one("too_deep", self._field, "", "tables_depth", "tables_part_only", most=most)
            if len(rest) > LONGEST_TAG and _attributes(rest) > MOST_ATTRIBUTES:
                raise BadInput.one("too_many_attributes", self._field, "", "tables_attributes", "tables_part_only")

    def _begin(self, name: str, rest: str) -> None:
        if (ended := ENDS.get(name)) and (at := self._place(ended, BARRIERS)) >= 0:
            self._close(at)
        if name in FORMATTING:
            plain = not rest.strip()
            self._plain[name] += plain
            if not plain or self._plain[name] <= 3:
                self._formatting += 1
        else:
            self._reopened += self._formatting
        if name in CELLS:
            self._before_cells.append(self._formatting)
        self._open.append(name)

    def _end(self, name: str) -> None:
        if self._open and self._open[-1] == name and name not in FORMATTING and name not in CELLS:
            self._open.pop()
            return
        at = self._place((name,), BARRIERS if name in ENDS or name == "table" else BARRIERS | CELLS)
        if at < 0:
            return
        if name in FORMATTING:
            del self._open[at]
            self._formatting = max(self._formatting - 1, 0)
            self._plain[name] = max(self._plain[name] - 1, 0)
        else:
            self._close(at)

    def _close(self, at: int) -> None:
        """An element and all that stands in it are over; a cell takes its formatting with it."""
        for name in self._open[at:]:
            if name in CELLS and self._before_cells:
                self._formatting = min(self._formatting, self._before_cells.pop())
                self._plain.clear()
        del self._open[at:]

    def _place(self, names: tuple[str, ...], barriers: frozenset[str]) -> int:
        """Where among the last elements one of some name is open; below 0 where none is, before a barrier."""
        for at in range(len(self._open) - 1, max(len(self._open) - LOOK_BACK, 0) - 1, -1):
            if self._open[at] in names:
                return at
            if self._open[at] in barriers:
                return -1
        return -1


def tags_of(text: str) -> Iterator[tuple[str, str]]:
    """The name of each tag in small letters, that of an end with its slash, and what stands in it behind the name.

    >>> list(tags_of('a<B class="x<y">c<!-- <i> --></b><script>1<a</script>'))
    [('b', ' class="x<y"'), ('/b', ''), ('script', ''), ('/script', '')]
    """
    for raw, slash, name, rest in TAG.findall(text):
        if raw:
            name = raw.lower()
            yield name, ""
            yield f"/{name}", ""
        elif name:
            yield slash + name.lower(), rest


def _attributes(rest: str) -> int:
    """How many attributes a tag has, about: what stands in quotes is passed over."""
    return len("".join(rest.split('"')[::2]).split())
