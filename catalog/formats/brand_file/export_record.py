"""One product or chart of a brand file, and what an export of legfit says of it: only what differs is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec.structs import replace

from .lost_zeros import of_export, shortened_skus
from .marks import BY_PARTS, GROUPED_BY, OF_A_VARIANT, Marks, mark, marks_in_variant, row_names
from .merge import Merged, Record, as_it_is
from .merge_product import STOCK, Entries
from .shop_read import CHARTS

ROWS: Final = "rows"
CHART: Final = "chart"


def merged_chart(mine: Record, own: Record, news: Record) -> Merged:
    """A chart of the file (`mine`), which an export writes as `own`, with what another export says otherwise.

    >>> file = {"rows": [{"size": "M", "calf_max_girth": "34 - 38"}, {"size": "L", "calf_max_girth": "39 +"}]}
    >>> own = {"rows": [{"size": "M", "calf_max_girth": "34-38"}, {"size": "L", "calf_max_girth": ">=39"}]}
    >>> news = {"rows": [{"size": "M", "calf_max_girth": "34-38.5"}, {"size": "L", "calf_max_girth": ">=39"}]}
    >>> [row["calf_max_girth"] for row in merged_chart(file, own, news).fields["rows"]]
    ['34-38.5', '39 +']
    """
    merged = _merged_fields(mine, own, news)
    if own.get(ROWS) != news.get(ROWS):
        ours, exported, theirs = (row_names(chart.get(ROWS, ())) for chart in (mine, own, news))
        rows = {n: _row(ours.get(n, {}), exported.get(n, {}), row) for n, row in theirs.items()}
        for name in [name for name in dict.fromkeys((*ours, *rows)) if ours.get(name) != rows.get(name)]:
            merged.note_change((ROWS, name), ours.get(name), rows.get(name))
        merged.fields[ROWS] = list(rows.values())
    return merged


def merged_product(mine: Record, own: Record, news: Record) -> Merged:
    """A product of the file (`mine`), which an export writes as `own`, with what another export says otherwise.

    Its own charts are merged by the caller.
    """
    news, whole = of_export(own, news)
    merged = _merged_fields(mine, own, news)
    merged.kept |= shortened_skus(news, whole)
    for name in GROUPED_BY:
        same = own.get(name) == news.get(name)
        merged.set_list(name, _as_they_are(mine.get(name, ())) if same else _replaced(merged, name, mine, news))
    if own.get(CHARTS) != news.get(CHARTS):
        merged.note_change((CHARTS,), own.get(CHARTS), news.get(CHARTS))
        inside = {chart["id"] for chart in mine.get(CHART, ())}
        merged.fields[CHARTS] = [id for id in news.get(CHARTS, ()) if id not in inside]
        merged.fields = {name: value for name, value in merged.fields.items() if name != CHARTS or value}
    merged.set_list("variant", _variants(merged, mine, own, news))
    return merged


def with_marks_of_stock(marks: Mapping[str, Marks], merged: Merged) -> dict[str, Marks]:
    """The marks of a product of which an export says another stock: the next shop's is news, not against a correction.

    Empty where it says none, or where no import wrote the product.
    """
    id = merged.fields["id"]
    skus = {change.path[1] for change in merged.changes if change.path[0] == "variant" and change.path[-1] in STOCK}
    after = dict(marks.get(id, {}))
    for variant in merged.fields.get("variant", ()):
        place = f"variant.{mark(variant.get('sku'))}"
        if str(variant.get("sku")) in skus and place in after:
            written = dict(zip(OF_A_VARIANT, marks_in_variant(after[place]), strict=True))
            after[place] = "".join({**written, **{name: mark(variant.get(name)) for name in STOCK}}.values())
    return {id: after} if skus and id in marks else {}


def _merged_fields(mine: Record, own: Record, news: Record) -> Merged:
    """The fields that are taken as a whole."""
    merged = as_it_is(mine)
    for name in [name for name in dict.fromkeys((*own, *news)) if name not in BY_PARTS]:
        if own.get(name) != news.get(name):
            merged.note_change((name,), mine.get(name), news.get(name))
            merged.fields.pop(name, None)
            merged.fields |= {name: news[name]} if name in news else {}
    return merged


def _row(mine: Record, own: Record, news: Record) -> dict[str, Any]:
    """A row with the words of the file where the export says the same."""
    return {name: mine.get(name, text) if own.get(name) == text else text for name, text in news.items()}


def _as_they_are(tables: Sequence[Record]) -> Entries:
    return [(at, as_it_is(table)) for at, table in enumerate(tables)]


def _replaced(merged: Merged, name: str, mine: Record, news: Record) -> Entries:
    """Claims and the like as the export has them; those that stand in the file already stay in their place."""
    ours, entries = list(enumerate(mine.get(name, ()))), []
    for table in news.get(name, ()):
        at = next((at for at, own in ours if own == table), None)
        ours = [(place, own) for place, own in ours if place != at]
        entries.append((at, as_it_is(table)))
        if at is None:
            merged.note_change((name,), None, table)
    for _, table in ours:
        merged.note_change((name,), table, None)
    return entries


def _variants(merged: Merged, mine: Record, own: Record, news: Record) -> Entries:
    """The variants of a product: those of the file that the export has, in their order, then new ones."""
    exported, theirs = _by_sku(own), _by_sku(news)
    entries: Entries = []
    for at, variant in enumerate(mine.get("variant", ())):
        sku = str(variant.get("sku", at))
        now = theirs.pop(sku, None)
        if now is None:
            merged.note_change(("variant", sku), dict(variant), None)
            continue
        inner = _merged_fields(variant, exported.get(sku, variant), now)
        merged.changes += [replace(change, path=("variant", sku, *change.path)) for change in inner.changes]
        entries.append((at, inner))
    for sku, variant in theirs.items():
        merged.note_change(("variant", sku), None, variant)
        entries.append((None, as_it_is(variant)))
    return entries


def _by_sku(product: Record) -> dict[str, Record]:
    return {str(variant.get("sku", at)): variant for at, variant in enumerate(product.get("variant", ()))}
