"""Changes of a brand file's text that leave everything else in it, comments and order too, as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct, field

from ..draft import models
from ..draft.models import Draft
from .canonical import ORDER
from .layout import TextSpan, TomlTable, entries, layout
from .marks import row_names
from .merge import Merged
from .merge_product import Entries
from .toml_text import value_text
from .write import MARKS, TABLES, imported_blocks, line_of, product_blocks, table_text

KIND: Final[Mapping[str, type[Draft]]] = {
    "source": models.SourceDraft, "chart": models.ChartDraft, "product": models.ProductDraft,
    "claim": models.ClaimDraft, "code": models.CodeDraft, "pressure": models.PressureDraft,
    "variant": models.VariantDraft, "ruling": models.RulingDraft,
}  # fmt: skip
AT_THE_TOP: Final = ("source", "chart", "product")
REST_OF_ENTRY: Final = re.compile(r"[ \t]*,[ \t]*(?:#[^\n]*)?\r?\n")
COMMENT_LINE: Final = re.compile(r"^[ \t]*#[^\n]*\n", re.MULTILINE)
BLANK_LINE: Final = re.compile(r"[ \t\r]*\n")
Record = Mapping[str, Any]


class Edit(Struct, frozen=True):
    """Something else at a place of a text; an insertion where the place has no length."""

    place: TextSpan
    text: str


class Node(Struct):
    """A table of a text and the tables inside it by name; without one of its own where only they have headers."""

    table: TomlTable | None = None
    children: dict[str, list[Node]] = field(default_factory=dict)

    def tables(self) -> Iterator[TomlTable]:
        """The table and those inside it."""
        if self.table is not None:
            yield self.table
        for nodes in self.children.values():
            for node in nodes:
                yield from node.tables()

    def end(self, names: Iterable[str]) -> int:
        """Where the last of the table itself and of the tables inside it of some names ends."""
        inside = [table for name in names for node in self.children.get(name, ()) for table in node.tables()]
        own = [self.table] if self.table is not None else []
        return max(table.end for table in (*own, *inside))


def tree(tables: Sequence[TomlTable]) -> Node:
    """The tables of a text, each inside that which it belongs to."""
    root = Node(tables[0])
    for table in tables[1:]:
        parent = root
        for name in table.names[:-1]:
            parent = parent.children.setdefault(name, [Node()])[-1]
        parent.children.setdefault(table.names[-1], []).append(Node(table))
    return root


def edited(text: str, before: Record, after: Record, merged: Mapping[str, Entries]) -> str:
    """The text of a brand file with the fields `before`, changed so that it has those `after`.

    `merged` are the tables at its top after the change, with their places among those before.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text if text.endswith("\n") else text + newline
    root = tree(layout(text))
    edits = Edits(text)
    for name in AT_THE_TOP:
        edits.change_tables(root, name, before.get(name, []), merged[name], AT_THE_TOP)
    if before.get("imported") == after["imported"]:
        return edits.applied(newline)
    for node in root.children.get("imported", ()):
        edits.take_out(node)
    section = "\n".join(["", *imported_blocks(after["imported"])]).replace("\n", newline)
    return edits.applied(newline).replace(MARKS.replace("\n", newline), "").rstrip() + newline + section


class Edits(Struct):
    """The changes of one text, gathered."""

    text: str
    edits: list[Edit] = field(default_factory=list)

    def applied(self, newline: str) -> str:
        """The text with every change."""
        parts, at = [], 0
        for edit in sorted(self.edits, key=lambda edit: (edit.place.start, edit.place.end)):
            parts += [self.text[at : edit.place.start], edit.text.replace("\n", newline)]
            at = max(at, edit.place.end)
        return "".join([*parts, self.text[at:]])

    def insert(self, at: int, *texts: str) -> None:
        """Texts are put in at a place, behind those that were put in there before."""
        self.edits.append(Edit(TextSpan(at, at), "".join(texts)))

    def replace(self, place: TextSpan, text: str = "") -> None:
        """What stands at a place is replaced, or taken out."""
        self.edits.append(Edit(place, text))

    def take_out(self, node: Node) -> None:
        """A table goes with all tables inside it and a blank line behind it; comments on lines of their own stay."""
        for table in node.tables():
            blank = BLANK_LINE.match(self.text, table.end)
            comments = "".join(COMMENT_LINE.findall(self.text, table.start, table.end)).replace("\r", "")
            text = f"{comments}\n" if comments and blank else comments
            self.replace(TextSpan(table.start, blank.end() if blank else table.end), text)

    def change_tables(
        self, parent: Node, name: str, before: Sequence[Record], after: Entries, order: Sequence[str]
    ) -> None:
        """The tables of a name inside another become those of `after`."""
        nodes = parent.children.get(name, [])
        if len(nodes) != len(before):
            self._write_again(parent, name, before, after, order)
            return
        left = {at for at, _ in after}
        for at in [at for at in range(len(nodes)) if at not in left]:
            self.take_out(nodes[at])
        end = parent.end(order[: order.index(name) + 1])
        for place, merged in after:
            if place is None:
                blocks = product_blocks(merged.fields) if name == "product" else [self._block(order, name, merged)]
                for block in blocks:
                    self.insert(end, "\n", block)
            elif merged.fields != before[place]:
                self.change_record(nodes[place], name, before[place], merged)

    def _block(self, order: Sequence[str], name: str, merged: Merged) -> str:
        return table_text(f"[[{name}]]" if order is AT_THE_TOP else f"[[product.{name}]]", merged.fields)

    def _write_again(
        self, parent: Node, name: str, before: Sequence[Record], after: Entries, order: Sequence[str]
    ) -> None:
        """Tables that are written as one list are written as such again, if they changed."""
        values = [merged.fields for _, merged in after]
        if values != list(before) and parent.table is not None:
            text = "".join(["[\n", *(f"  {value_text(value)},\n" for value in values), "]"])
            for statement in parent.table.of(name):
                self.replace(statement.value, text)

    def change_record(self, node: Node, kind: str, before: Record, merged: Merged) -> None:
        """A table becomes what `merged` says."""
        for name in ORDER[KIND[kind]]:
            value = merged.fields.get(name)
            if before.get(name) == value:
                continue
            if kind == "product" and name in TABLES:
                self.change_tables(node, name, before.get(name, []), merged.entries[name], TABLES)
            elif node.table is not None:
                self._change_field(node, node.table, kind, name, before.get(name), value)

    def _change_field(self, node: Node, table: TomlTable, kind: str, name: str, before: object, value: object) -> None:
        """A field gets another value, comes or goes."""
        statements, nodes = table.of(name), node.children.get(name, [])
        line = "" if value is None else line_of(name, value)
        if line and len(statements) == 1 and len(statements[0].names) == 1 and not nodes:
            place = statements[0].value
            if name != "rows" or not self._change_rows(place, before, value):
                self.replace(place, line.partition(" = ")[2])
            return
        for statement in statements:
            self.replace(statement.lines)
        for inner in nodes:
            self.take_out(inner)
        if line:
            earlier = ORDER[KIND[kind]][: ORDER[KIND[kind]].index(name)]
            ends = [statement.lines.end for statement in table.statements if statement.names[0] in earlier]
            self.insert(max(ends, default=table.body), line, "\n")

    def _change_rows(self, place: TextSpan, before: object, after: object) -> bool:
        """Rows are changed one by one; False where they do not stand so that they can be."""
        if not (isinstance(before, list) and isinstance(after, list)):
            return False
        places = list(entries(self.text, place))
        ours, theirs = list(row_names(before)), list(row_names(after))
        is_reordered = [name for name in ours if name in theirs] != [name for name in theirs if name in ours]
        if len(places) != len(before) or is_reordered:
            return False
        edits = list(_row_edits(self.text, places, before, after))
        possible = [edit for edit in edits if edit is not None]
        self.edits += possible if len(possible) == len(edits) else []
        return len(possible) == len(edits)


def _row_edits(text: str, places: Sequence[TextSpan], before: list[Any], after: list[Any]) -> Iterator[Edit | None]:
    """The changes of the rows of a chart; None for one that the lines they stand on do not allow."""
    ours, theirs = row_names(before), row_names(after)
    place_of = dict(zip(ours, places, strict=True))
    for name, row in ours.items():
        if name not in theirs:
            yield _line_out(text, place_of[name])
        elif theirs[name] != row:
            yield Edit(place_of[name], value_text(theirs[name]))
    last = None
    for name, row in theirs.items():
        last = place_of.get(name, last)
        if name not in place_of:
            yield _line_in(text, last, value_text(row)) if last else _first_line(text, places, value_text(row))


def _line_out(text: str, place: TextSpan) -> Edit | None:
    """An entry goes with its line; None where it has none for itself."""
    start, rest = text.rfind("\n", 0, place.start) + 1, REST_OF_ENTRY.match(text, place.end)
    return Edit(TextSpan(start, rest.end()), "") if rest and not text[start : place.start].strip() else None


def _line_in(text: str, last: TextSpan, entry: str) -> Edit | None:
    """An entry comes on a line behind another one; None where that has no line for itself."""
    start, rest = text.rfind("\n", 0, last.start) + 1, REST_OF_ENTRY.match(text, last.end)
    blank = text[start : last.start]
    return Edit(TextSpan(rest.end(), rest.end()), f"{blank}{entry},\n") if rest and not blank.strip() else None


def _first_line(text: str, places: Sequence[TextSpan], entry: str) -> Edit | None:
    """An entry comes on a line before all others; None where the first of these has no line for itself."""
    first = places[0].start if places else 0
    start = text.rfind("\n", 0, first) + 1
    blank = text[start:first]
    return Edit(TextSpan(start, start), f"{blank}{entry},\n") if places and not blank.strip() else None
