"""Markup to tables: parsed and mended as a browser does; nothing of it is run or fetched. Start at `html_tables`."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .gathering import Gathering
from .html_cells import BLOCKS, element_text
from .html_flow import Flow
from .html_rows import PageRows, definition_rows, is_layout, role_rows, table_rows
from .html_words import PageWords, surroundings_of
from .markup_guard import check_markup
from .printed import printed
from .tables import Row, Table, UnseenRow
from .templates import without_templates

SKIPPED: Final = frozenset({
    "style", "select", "svg", "object", "textarea", "datalist", "title", "video", "audio", "canvas",
})  # fmt: skip
INSIDE: Final = frozenset({"script", "template", "iframe"})
"""Elements that may hold markup as text."""
TEMPLATE_TYPES: Final = ("template", "tmpl", "text/html", "handlebars", "mustache", "liquid", "jquery", "underscore")
LOOKED_AT: Final = SKIPPED | INSIDE | {"table", "dl"}
"""Elements that are more than the end of a line."""
MARKS: Final = ("<table", "role=", "<dl", "<tr", "<td", "<th")
"""One of these stands somewhere in every text that holds a table of HTML."""


class Context(Struct, frozen=True):
    """What stands around a piece of markup that was found inside something else."""

    titles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    sample: bool = False
    hidden: bool = False
    depth: int = 0


NOWHERE: Final = Context()


class PageTable(Struct):
    """A table of a page, with its place among the lines."""

    number: int
    node: LexborNode
    rows: tuple[Row, ...]
    kind: str
    caption: str
    place: int
    unseen: tuple[UnseenRow, ...] = ()
    first: int = 1


def may_hold_tables(text: str) -> bool:
    """Whether a text can hold a table of HTML at all; quick, and never a wrong no."""
    if "<" not in text:
        return False
    lowered = text.lower()
    return any(mark in lowered for mark in MARKS)


def html_tables(text: str, gathering: Gathering, context: Context = NOWHERE) -> None:
    """Gather every table of a piece of markup. Raises: BadInput (too large, nested too deep)."""
    text = without_templates(text)
    check_markup(text, gathering.field)
    parser = LexborHTMLParser(text)
    parser.raw_html = b""  # nothing asks for it any more, and it is as large as the page
    HtmlPage(parser, gathering, context).read("role=" in text)


class HtmlPage:
    """One piece of markup while it is walked through, in the order in which it stands."""

    def __init__(self, parser: LexborHTMLParser, gathering: Gathering, context: Context) -> None:
        self._parser, self._gathering, self._context = parser, gathering, context
        self._flow = Flow()
        self._tables: list[PageTable] = []

    def read(self, with_roles: bool) -> None:
        """Gather the tables, then the words that belong to each."""
        root = self._parser.root
        if root is None:
            return
        selector = '[role="table"]:not(table),[role="grid"]:not(table)'
        roles = {node.mem_id for node in root.css(selector)} if with_roles else set()
        self._walk(root, roles)
        self._flow.flush()
        self._hand_over()

    def _walk(self, root: LexborNode, roles: set[int]) -> None:
        skip_to = -1
        flow = self._flow
        for node in root.traverse(include_text=True):
            if skip_to >= 0 and node.mem_id != skip_to:
                continue
            skip_to = -1
            if node.is_text_node:
                flow.say(node)
                continue
            tag = node.tag or ""
            if (flow.texts or roles or tag in LOOKED_AT) and self._element(node, tag, roles):
                skip_to = _behind(node)

    def _element(self, node: LexborNode, tag: str, roles: set[int]) -> bool:
        """Take an element in; whether nothing that is in it is to be looked at any more."""
        if tag in ("table", "dl") or (roles and node.mem_id in roles):
            return self._table(node, tag)
        if self._flow.texts and (tag in BLOCKS or tag == "br"):
            self._flow.flush()
        return tag in SKIPPED or (tag in INSIDE and self._inside(node, tag))

    def _table(self, node: LexborNode, tag: str) -> bool:
        """Gather one table; whether all of its element was read with it, which that of layout is not."""
        inner = node.css("table") if _may_hold_table(node, tag) else []
        nested = [table for table in inner if table.mem_id != node.mem_id]
        if nested and tag != "table":
            return False
        if not nested or not is_layout(node):
            self._gather(node, tag)
            for table in nested:
                if len(table.css("table")) < 2 or not is_layout(table):
                    self._gather(table, "table")
            return True
        return False

    def _gather(self, node: LexborNode, tag: str) -> None:
        kind, caption = {"table": "html", "dl": "definition_list"}.get(tag, "role"), ""
        if tag == "table":
            caption = "\n".join(element_text(child) for child in node.iter() if child.tag == "caption")
            rows = table_rows(node)
        else:
            rows = definition_rows(node) if tag == "dl" else role_rows(node)
        if not any(spanned.cell.text for row in rows.seen for spanned in row):
            return
        number = self._gathering.begin()
        grid = self._gathering.grid(rows.seen, rows.groups)
        place = self._flow.table(len(self._tables))
        self._tables.append(PageTable(number, node, grid, kind, caption, place, self._unseen(rows), rows.first))

    def _unseen(self, rows: PageRows) -> tuple[UnseenRow, ...]:
        numbered = enumerate(rows.unseen, start=rows.first + len(rows.seen))
        before = rows.first - 1
        return tuple(UnseenRow(at, before + above, self._gathering.grid([row])[0]) for at, (above, row) in numbered)

    def _inside(self, node: LexborNode, tag: str) -> bool:
        """Markup or JSON that an element holds as text is read on its own; the element itself shows nothing."""
        attributes = node.attributes
        kind = (attributes.get("type") or "").lower()
        text = attributes.get("srcdoc") if tag == "iframe" else node.text()
        if tag == "template":
            text = f"<div{(node.html or '')[len('<template') : -len('template>') - 2]}</div>"
        if not text or self._context.depth >= 3:
            return True
        self._gathering.open_piece()
        if tag == "script" and "json" in kind:
            self._hand_over_so_far(text, strings=True)
        elif (tag != "script" or any(word in kind for word in TEMPLATE_TYPES)) and may_hold_tables(text):
            self._hand_over_so_far(text, strings=False)
        return True

    def _hand_over_so_far(self, text: str, *, strings: bool) -> None:
        from .json_strings import json_tables  # the two read one another

        titles = tuple(entry.text for entry in self._flow.entries if 1 <= entry.level <= 2)[-1:]
        page, sample, depth = self._context.page, self._context.sample, self._context.depth + 1
        context = Context(titles, page=page, sample=sample, hidden=True, depth=depth)
        if strings:
            json_tables(text, self._gathering, context)
        else:
            html_tables(text, self._gathering, context)

    def _hand_over(self) -> None:
        """Every table of the page with its words."""
        if not self._tables:
            return
        head = self._parser.head
        titles = tuple(printed(n.text()) for n in (head.iter() if head is not None else ()) if n.tag == "title")[:1]
        words = PageWords.of(self._flow.entries, titles)
        page = tuple(dict.fromkeys((*words.headings, *self._context.page)))
        for at, table in enumerate(self._tables):
            self._gathering.end(self._with_words(table, at, words, page))

    def _with_words(self, table: PageTable, at: int, words: PageWords, page: tuple[str, ...]) -> Table:
        around, context = surroundings_of(table.node), self._context
        tab = words.tab_of(around.names, at)
        labelled = [words.ids[name] for name in around.labelled_by if name in words.ids]
        titles = dict.fromkeys((*([tab] if tab else []), *labelled, *words.titles(table.place), *context.titles))
        labels = (*([tab] if tab else []), *labelled, *around.labels, *context.labels)
        numbers = tuple(range(table.first, table.first + len(table.rows)))
        return Table(
            table.number, table.rows, table.kind, numbers, table.caption, tuple(titles),
            words.beside(table.place), labels, page, around.hidden or context.hidden, around.sample or context.sample,
            table.unseen,
        )  # fmt: skip


def _may_hold_table(node: LexborNode, tag: str) -> bool:
    """Whether to look for tables in an element: few tables hold any, and looking takes a lot of memory."""
    if tag != "table":
        return node.first_child is not None
    return any(inner.tag == "table" and inner.mem_id != node.mem_id for inner in node.traverse())


def _behind(node: LexborNode) -> int:
    """The first node behind an element and all that is in it; 0 where there is none."""
    here: LexborNode | None = node
    while here is not None:
        if (following := here.next) is not None:
            return following.mem_id
        here = here.parent
    return 0
