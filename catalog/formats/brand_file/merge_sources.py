"""The sources of a brand file after an import: those that its records name, and what the shop says of them now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...model.brand_file_report import RecordAction
from ...model.product_difference import FieldChange
from .marks import Marks, marks_of
from .merge import Merged, Record, as_it_is, as_new, merge_source
from .merge_product import Entries

OFFERED: Final = frozenset({"price", "stock", "availability", "link", "image"})
"""What a change of a variant that rests on no source is about."""


def merged_sources(
    base: Mapping[str, Marks], mine: Iterable[Record], theirs: Mapping[str, Record], entries: Mapping[str, Entries]
) -> list[tuple[int | None, Merged, RecordAction | None]]:
    """The sources of a file with their places in it and, for those of the import, what became of them.

    `entries` are its charts and products after the import. One that the shop dropped and no record names goes, unless
    a person changed it; a new one comes only where a record names it.
    """
    records = [entry for kind in ("chart", "product") for entry in entries[kind]]
    named = {id for _, merged in records for id in sources_named(merged.fields)}
    dated = {id for at, merged in records if at is None or _rests_anew(merged) for id in sources_named(merged.fields)}
    left = dict(theirs)
    result: list[tuple[int | None, Merged, RecordAction | None]] = []
    for at, source in enumerate(mine):
        id = source.get("id", "")
        news, written = left.pop(id, None), base.get(id)
        if news is None and written == marks_of(source) and id not in named:
            continue
        merged, action = _merged_source(written, source, news, is_dated_anew=id in dated)
        result.append((at, merged, action))
    return result + [(None, as_new(source), RecordAction.NEW) for id, source in left.items() if id in named]


def _merged_source(
    written: Marks | None, mine: Record, news: Record | None, *, is_dated_anew: bool
) -> tuple[Merged, RecordAction | None]:
    """A source of a file, and what became of it; one of a person's own is no matter of the import."""
    if news is not None:
        merged = merge_source(written or {}, mine, news, is_dated_anew=is_dated_anew)
        return merged, RecordAction.CHANGED if merged.changes else RecordAction.UNCHANGED
    if written is None:
        return as_it_is(mine), None
    return Merged(dict(mine), marks=dict(written)), RecordAction.GONE


def _rests_anew(merged: Merged) -> bool:
    """Whether anything of a record changed that rests on a source."""
    charts = merged.entries.get("chart", ())
    return not all(map(_is_of_offer, merged.changes)) or any(_rests_anew(chart) for _, chart in charts)


def _is_of_offer(change: FieldChange) -> bool:
    """Whether a change is one of price, stock or address of a variant."""
    return change.path[0] == "variant" and not OFFERED.isdisjoint(change.path[2:3])


def sources_named(fields: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the sources that a record and the tables inside it name."""
    for name, value in fields.items():
        if name == "source" and isinstance(value, str):
            yield value
        elif name == "sources":
            yield from value
        elif isinstance(value, dict):
            yield from sources_named(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for inner in value:
                yield from sources_named(inner)
