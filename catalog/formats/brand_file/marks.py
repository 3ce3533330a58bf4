"""Short marks of what an import wrote, kept in its file: by them a correction is told from news of the shop."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, Final

from .toml_text import Fields, value_text

LENGTH: Final = 4
ABSENT: Final = "." * LENGTH
GROUPED_BY: Final = {
    "claim": ("kind", "position"), "code": ("scheme",), "pressure": ("kind", "stated_at", "label"), "ruling": (),
}  # fmt: skip
"""The tables of a product that have no name of their own, and the fields by which two of them are about the same."""
OF_A_VARIANT: Final = ("size", "colour", "gtin", "shop_id", "price", "stock", "availability", "link", "image")
"""The fields of a variant that are marked, each at its place."""
SEEN_ON: Final = "seen_on"
NONE_WRITTEN: Final = ABSENT * len(OF_A_VARIANT)
"""The marks of a variant without any field."""
BY_PARTS: Final = frozenset({*GROUPED_BY, "charts", "chart", "variant", "rows"})
"""The fields that are not marked as a whole."""
LONGEST: Final = 9_000
Marks = Mapping[str, str]
"""Marks by what they are of: `name`, `claim`, `variant.` or `rows.` and the mark of the SKU or of the row's label."""


def mark(value: object) -> str:
    """The mark of a value; of one that is not there a mark of its own."""
    if value is None:
        return ABSENT
    text = value if isinstance(value, str) else value_text(value)
    return urlsafe_b64encode(blake2b(text.encode("utf-8", "replace"), digest_size=3).digest()).decode()


def table_mark(name: str, table: Fields) -> str:
    """The mark of a table without a name of its own: what it is about, and what it says."""
    return mark([table.get(field, "") for field in GROUPED_BY[name]]) + mark(table)


def variant_mark(variant: Fields) -> str:
    """The marks of the fields of a variant, one behind the other; that of its price is of the price without its day."""
    return "".join(mark(undated(variant.get(name))) for name in OF_A_VARIANT)


def marks_in_variant(written: str) -> list[str]:
    """The marks of the fields of a variant, one by one; those of nothing where none are written, or other ones."""
    written = written if len(written) == len(NONE_WRITTEN) else NONE_WRITTEN
    return [written[at : at + LENGTH] for at in range(0, len(written), LENGTH)]


def mark_in_variant(written: str, name: str) -> str:
    """The mark of one field of a variant."""
    return marks_in_variant(written)[OF_A_VARIANT.index(name)]


def undated(value: Any) -> Any:
    """A price without its day, which moves without any news; any other value as it is.

    >>> undated({"amount": "29.90 EUR", "seen_on": "2026-11-27"}), undated("M")
    ({'amount': '29.90 EUR'}, 'M')
    """
    is_dated = isinstance(value, Mapping) and SEEN_ON in value
    return {name: inner for name, inner in value.items() if name != SEEN_ON} if is_dated else value


def row_names(rows: Iterable[Fields]) -> dict[str, Any]:
    """The rows of a chart by their size; a further box of a size has its number behind it."""
    named: dict[str, Any] = {}
    for row in rows:
        size = str(row.get("size", ""))
        number, name = 1, size
        while name in named:
            number += 1
            name = f"{size} ({number})"
        named[name] = row
    return named


def marks_of(record: Mapping[str, Any]) -> dict[str, str]:
    """The marks of everything that an import writes of a product, chart or source."""
    marks = {name: mark(value) for name, value in record.items() if name not in BY_PARTS}
    if "charts" in record:
        marks["charts"] = ",".join(map(mark, record["charts"]))
    for name in GROUPED_BY:
        if name in record:
            marks[name] = ",".join(table_mark(name, table) for table in record[name])
    for variant in record.get("variant", ()):
        marks[f"variant.{mark(variant.get('sku'))}"] = variant_mark(variant)
    for name, row in row_names(record.get("rows", ())).items():
        marks[f"rows.{mark(name)}"] = mark(row)
    return marks


def marks_text(marks: Marks) -> str | list[str]:
    """Marks as they stand in a file; in pieces where there are very many.

    >>> marks_text({"name": "3f2a", "claim": "91bc2dd0"})
    'name:3f2a claim:91bc2dd0'
    """
    pieces, length = [[]], 0  # type: ignore[var-annotated]
    for word in (f"{name}:{text}" for name, text in marks.items()):
        if length + len(word) > LONGEST and pieces[-1]:
            pieces.append([])
            length = 0
        pieces[-1].append(word)
        length += len(word) + 1
    texts = [" ".join(piece) for piece in pieces]
    return texts[0] if len(texts) == 1 else texts


def marks_in(text: object) -> dict[str, str]:
    """The marks of a file; what is none is passed over, so that its field counts as corrected."""
    texts = [text] if isinstance(text, str) else text if isinstance(text, list) else []
    words = (word.partition(":") for piece in texts for word in str(piece).split())
    return {name: marks for name, colon, marks in words if colon}


def imported_fields(
    brand: str, base: Mapping[str, Mapping[str, Marks]], after: Mapping[str, Mapping[str, Marks]]
) -> dict[str, Any]:
    """What stands in a file for the next import: marks by kind and id; what stood there (`base`) keeps its order."""
    imported: dict[str, Any] = {"brand": brand}
    for kind, ids in base.items():
        if marks := {id: after[kind][id] for id in ids if id in after[kind]} | dict(after[kind]):
            imported[kind] = {id: marks_text(own) for id, own in marks.items()}
    return imported
