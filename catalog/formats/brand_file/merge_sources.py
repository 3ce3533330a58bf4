"""The sources of a brand file after an import: those that its records name, and what the shop says of them now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, field

from ...model.brand_file_report import RecordAction
from ...model.product_difference import FieldChange
from ...model.source import FILE, Confidence
from .chart_uses import ProductBefore
from .marks import ABSENT, Marks, mark, marks_of
from .merge import Merged, Record, as_it_is, as_new, merge_source
from .merge_product import Entries
from .shop_read import ShopRead

EXPORT: Final = "export-"
"""What the id of a source begins with that is the export of a shop at an address."""
OFFERED: Final = frozenset({"price", "stock", "availability", "link", "image"})
"""What a change of a variant that rests on no source is about."""


class Earlier(Struct):
    """The sources of a shop as an earlier import had them."""

    sources: dict[str, Record] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """By the id that a source has now: the one that it had."""
    kept: dict[str, str] = field(default_factory=dict)
    """What this run was not told and an earlier one was, each with what it is."""

    def with_pages(self, product: ProductBefore) -> Record:
        """A product of the shop with its page, which cannot be told without the address of the shop."""
        mine, news = product.mine.get("sources"), product.news.get("sources")
        is_imported = mine is not None and mark(mine) == product.base.get("sources")
        return {**product.news, "sources": mine} if is_imported and news == list(self.names.values()) else product.news


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


def with_earlier(news: Iterable[Record], mine: Iterable[Record], base: Mapping[str, Marks], read: ShopRead) -> Earlier:
    """The sources of the shop with what an earlier import was told of them and this one was not.

    The export itself has the address that the shop was given then, where this run has a file alone; and sources that
    were the maker's own are so still, unless the caller knows.
    """
    written = {id: source for source in mine if (id := source.get("id", "")) in base}
    addresses = [id for id, source in written.items() if id.startswith(EXPORT) and not _is_file(source)]
    own = next(
        (s for s in written.values() if s.get("confidence") == Confidence.FIRST_HAND and not _is_mine(s, base)), None
    )
    earlier = Earlier()
    for source in news:
        id = source["id"]
        if _is_file(source) and len(addresses) == 1:
            earlier.names[id] = addresses[0]
            earlier.kept["shop"] = written[addresses[0]]["url"]
            source = {**source, "id": addresses[0], "url": written[addresses[0]]["url"]}
        if own is not None and not read.is_own_known and source["confidence"] != own["confidence"]:
            earlier.kept["own"] = ""
            source = {**source, "confidence": own["confidence"], **({"note": own["note"]} if "note" in own else {})}
        earlier.sources[source["id"]] = source
    return earlier


def _is_file(source: Record) -> bool:
    return str(source.get("url", "")).startswith(FILE)


def _is_mine(source: Record, base: Mapping[str, Marks]) -> bool:
    """Whether a person wrote whose a source is."""
    return mark(source.get("confidence")) != base[source["id"]].get("confidence", ABSENT)


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


def with_source_names(value: Any, names: Mapping[str, str]) -> Any:
    """A record with some of its sources, and of those of the tables inside it, under other ids.

    >>> with_source_names({"sources": ["export"], "chart": [{"id": "export", "source": "export"}]}, {"export": "shop"})
    {'sources': ['shop'], 'chart': [{'id': 'export', 'source': 'shop'}]}
    """
    if isinstance(value, list):
        return [with_source_names(inner, names) for inner in value]
    if not isinstance(value, dict):
        return value
    renamed = {name: with_source_names(inner, names) for name, inner in value.items()}
    if "source" in renamed and isinstance(renamed["source"], str):
        renamed["source"] = names.get(renamed["source"], renamed["source"])
    if "sources" in renamed:
        renamed["sources"] = [names.get(id, id) for id in renamed["sources"]]
    return renamed
