"""The lines of a page in the order in which they stand, tables among them: what is above a table and beside it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field
from selectolax.lexbor import LexborNode

from .html_cells import BLOCKS, UNSEEN
from .printed import printed

TABLE, BUTTON, BOLD, LINE = 0, 7, 8, 9
"""Levels of entries beside those of headings, 1 to 6."""
LEVELS: Final = {
    "h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6,
    "button": BUTTON, "summary": BUTTON, "legend": BUTTON, "label": BUTTON, "figcaption": BOLD, "dt": BOLD,
}  # fmt: skip
LINKS: Final = frozenset({"a", "button", "label"})
STRONG: Final = frozenset({"b", "strong"})
REFERENCES: Final = (
    "aria-controls", "href", "data-target", "data-bs-target", "data-tab", "data-tab-target", "data-panel",
    "data-content", "data-href", "data-tab-id", "for",
)  # fmt: skip
"""Attributes by which a tab says which part of the page it shows."""
LONGEST_LINE: Final = 1_000
LONGEST_TITLE: Final = 120


class PageEntry(Struct):
    """One line of the page, or the place of one of its tables."""

    level: int
    text: str
    references: tuple[str, ...] = ()
    """The ids or classes of what a tab or a link to a place on this page shows."""
    id: str = ""
    table: int = -1
    tab: bool = False
    """Whether it is one of several buttons in a row, or a link: it says something only of what it shows."""


class Flow(Struct):
    """Lines as they come: text is gathered until a block begins, ends, or another one goes on."""

    entries: list[PageEntry] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    block: LexborNode | None = None
    block_id: int = 0
    link: LexborNode | None = None
    bold: bool = True

    def say(self, node: LexborNode) -> None:
        """A text of the page that stands outside of tables."""
        text = node.text_content or ""
        if text.isspace():
            if self.texts:
                self.texts.append(" ")
            return
        above, strong, link = node.parent, False, None
        while above is not None and (tag := above.tag) not in BLOCKS:
            strong = strong or tag in STRONG
            link = above if tag == "a" else link
            above = above.parent
        place = above.mem_id if above is not None else 0
        if place != self.block_id:
            self.flush()
            self.block, self.block_id = above, place
        self.texts.append(text)
        self.bold = self.bold and strong
        self.link = self.link or link

    def flush(self) -> None:
        """A line is over."""
        if self.texts:
            text = printed("".join(self.texts))[:LONGEST_LINE]
            if text:
                self.entries.append(_entry(text, self.block, self.link, bold=self.bold))
            self.texts, self.link, self.bold = [], None, True
        self.block, self.block_id = None, 0

    def table(self, at: int) -> int:
        """A table begins here: its place among the entries."""
        self.flush()
        self.entries.append(PageEntry(TABLE, "", table=at))
        return len(self.entries) - 1


def _entry(text: str, block: LexborNode | None, link: LexborNode | None, *, bold: bool) -> PageEntry:
    tag = (block.tag or "") if block is not None else ""
    attributes = block.attributes if block is not None else {}
    level = LEVELS.get(tag, LINE)
    if level == LINE and len(text) <= LONGEST_TITLE:
        level = _level(attributes, bold=bold)
    references = references_of(attributes) if attributes and (tag in LINKS or level == BUTTON or tag == "li") else ()
    if link is not None and len(text) <= LONGEST_TITLE:
        references += references_of(link.attributes)
    is_tab = bool(references) or attributes.get("role") == "tab"
    if not UNSEEN.isdisjoint((attributes.get("class") or "").split()):
        level = LINE
    return PageEntry(level, text, references, attributes.get("id") or "", tab=is_tab)


def _level(attributes: dict[str, str | None], *, bold: bool) -> int:
    """What a short line is that no element of its own calls a heading."""
    role = attributes.get("role")
    if role == "heading":
        level = attributes.get("aria-level") or ""
        return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2
    if role in ("tab", "button"):
        return BUTTON
    names = (attributes.get("class") or "").lower()
    return BOLD if bold or "title" in names or "heading" in names or "headline" in names else LINE


def references_of(attributes: dict[str, str | None]) -> tuple[str, ...]:
    """What a tab shows: ids and class names of parts of this page."""
    values = ((name, attributes.get(name) or "") for name in REFERENCES if name in attributes)
    return tuple(
        value.lstrip("#.") for name, value in values if 1 < len(value) < 100 and (name != "href" or value[0] == "#")
    )
