"""Which words of a page belong to a table: titles, sentences beside it, names of the elements around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, field
from selectolax.lexbor import LexborNode

from .html_flow import BOLD, BUTTON, LINE, TABLE, PageEntry

FARTHEST: Final = 8
"""How many elements around a table are asked what they are called."""
MOST_LINES, FARTHEST_LINE = 40, 400
SHORT: Final = 80
HIDING: Final = frozenset({"hidden", "is-hidden", "hide", "d-none", "visually-hidden", "sr-only", "none"})
SAMPLES: Final = ("sample-data", "sample_data", "is-sample")
NAMES: Final = (
    "aria-label", "title", "summary", "data-unit", "data-units", "data-title", "data-label", "data-tab", "data-system",
)  # fmt: skip
PANELS: Final = ("data-tab", "data-panel", "data-tab-content", "data-id")


class PageWords(Struct):
    """The lines of a page with what is worked out of them once: which tab shows what, and what ids are called."""

    entries: Sequence[PageEntry]
    headings: tuple[str, ...] = ()
    tabs: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    linked: dict[int, str] = field(default_factory=dict)
    """By table: the tab that shows it, by the order in which both stand."""

    @classmethod
    def of(cls, entries: Sequence[PageEntry], titles: tuple[str, ...]) -> PageWords:
        """What the lines of a page say of its tables; `titles` are those of the document itself."""
        words = cls(entries, tuple(dict.fromkeys((*titles, *(e.text for e in entries if e.level == 1)))))
        for entry in entries:
            words.tabs.update((reference, entry.text) for reference in entry.references)
            if entry.id:
                words.ids[entry.id] = entry.text
        for group in _groups(entries):
            words.link(group)
        return words

    def link(self, group: range) -> None:
        """Buttons in a row say nothing of what comes next, but one each of as many tables right behind them."""
        for at in group:
            self.entries[at].tab = True
        tables = []
        for entry in self.entries[group.stop :]:
            if entry.level != TABLE:
                break
            tables.append(entry.table)
        if len(tables) == len(group):
            self.linked.update(zip(tables, (self.entries[at].text for at in group), strict=True))

    def titles(self, at: int) -> tuple[str, ...]:
        """What stands above the entry of a table, nearest first: line, button or bold line, headings by rank."""
        titles: list[str] = []
        entries, rank, nearest = self.entries, LINE, True
        for place in range(at - 1, max(at - FARTHEST_LINE, 0) - 1, -1):
            entry = entries[place]
            if entry.level == TABLE:
                nearest = False
            elif entry.tab:
                continue
            elif entry.level == LINE:
                if nearest and may_be_title(entry.text):
                    titles.append(entry.text)
                nearest = False
            elif entry.level < rank:
                rank = entry.level
                titles.append(entry.text)
                nearest = False
                if rank == 1:
                    break
        return tuple(titles)

    def beside(self, at: int) -> tuple[str, ...]:
        """The lines before and after the entry of a table, up to the next heading, button or table."""
        before = [*_lines(self.entries[max(at - MOST_LINES, 0) : at][::-1])][::-1]
        return (*before, *_lines(self.entries[at + 1 : at + 1 + MOST_LINES]))

    def tab_of(self, names: Sequence[str], table: int) -> str:
        """The text of the tab that shows a table which stands in elements of these names; empty where none does."""
        return next((self.tabs[name] for name in names if name in self.tabs), self.linked.get(table, ""))


def _lines(entries: Sequence[PageEntry]) -> Iterator[str]:
    for entry in entries:
        if entry.level < BOLD and not entry.tab:
            return
        if entry.level >= BOLD and not entry.tab:
            yield entry.text


def may_be_title(text: str) -> bool:
    """Whether a line can be a title: short, and no sentence."""
    return len(text) <= SHORT and not text.endswith((".", "!", "?", ",", ";"))


def _groups(entries: Sequence[PageEntry]) -> Iterator[range]:
    """Runs of two or more buttons with nothing between them."""
    start = 0
    for at in range(len(entries) + 1):
        if at == len(entries) or not (entries[at].level == BUTTON or entries[at].tab):
            if at - start > 1:
                yield range(start, at)
            start = at + 1


class Surroundings(Struct):
    """What the elements around a table are called, nearest first."""

    labels: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Ids and single class names, which a tab can point at."""
    hidden: bool = False
    sample: bool = False
    labelled_by: list[str] = field(default_factory=list)


def surroundings_of(node: LexborNode) -> Surroundings:
    """What a table and the elements around it are called, and whether one of them hides it."""
    around = Surroundings()
    above: LexborNode | None = node
    distance = 0
    while above is not None and above.tag not in ("body", "html", "-document", None):
        attributes = above.attributes
        if attributes:
            _take(attributes, around, near=distance < FARTHEST)
        above = above.parent
        distance += 1
    return around


def _take(attributes: dict[str, str | None], around: Surroundings, *, near: bool) -> None:
    classes = (attributes.get("class") or "").split()
    style = (attributes.get("style") or "").replace(" ", "").lower()
    if "hidden" in attributes or "display:none" in style or not HIDING.isdisjoint(classes):
        around.hidden = True
    if not near:
        return
    ids = [own] if (own := attributes.get("id")) else []
    around.labels += [value for name in NAMES if (value := attributes.get(name)) and len(value) <= 200]
    around.labels += [*([" ".join(classes)] if classes else []), *ids]
    around.names += [*classes, *ids]
    around.names += [value for name in PANELS if (value := attributes.get(name))]
    around.labelled_by += (attributes.get("aria-labelledby") or "").split()
    around.sample = around.sample or any(sample in " ".join((*attributes, *classes)) for sample in SAMPLES)
