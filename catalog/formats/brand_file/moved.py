"""Products that a person moved to another file of the folder: no import writes there, but the shop's news are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from ...model.offer import Availability
from .chart_uses import charts_of
from .file_of_brand import StandingFile
from .marks import (
    ABSENT,
    BY_PARTS,
    GROUPED_BY,
    OF_A_VARIANT,
    Marks,
    mark,
    marks_in_variant,
    marks_of,
    row_names,
    table_mark,
    undated,
)
from .merge import Merged, Record
from .shop_read import CHARTS, ShopRead

NAMES_ONLY: Final = frozenset({"id", "sources"})
"""Fields that name things inside a file, and say nothing of a product."""


class Moved(Struct, frozen=True):
    """A product as it stands in another file, with the charts of that file by id."""

    product: Record
    charts: Mapping[str, Record]


def moved_from(file: StandingFile, standing: Sequence[StandingFile]) -> dict[str, Moved]:
    """The products that an import wrote into a file and that stand in another one now, by their ids there."""
    written = {f"product {id}": id for id in file.fields.get("imported", {}).get("product", {})}
    left = written.keys() - set(file.ids)
    moved: dict[str, Moved] = {}
    for other in standing if left else ():
        for product in () if left.isdisjoint(other.ids) else other.fields.get("product", ()):
            charts = {
                chart.get("id", ""): chart for chart in (*other.fields.get("chart", ()), *product.get("chart", ()))
            }
            ids = (f"product {id}" for id in (product.get("id", ""), *product.get("aliases", ())))
            moved |= {written[name]: Moved(product, charts) for name in ids if name in left}
    return moved


def note_moved(
    merged: Merged, moved: Moved, now: Record, news: Record, base_charts: Mapping[str, Marks], read: ShopRead
) -> None:
    """Note in `merged` what the shop says of a product otherwise than at the last import, and than its file.

    `now` is the product of the shop, `news` are the fields of a file of all its products. The marks stay as they are
    until the file says the same, so that it is told each time.
    """
    base, mine = merged.marks, moved.product
    for name in [name for name in now if name not in BY_PARTS and name not in NAMES_ONLY]:
        _note(merged, (name,), base.get(name, ABSENT), mine.get(name), now[name])
    for name in GROUPED_BY:
        written = base.get(name, "").split(",")
        for table in now.get(name, ()):
            if table_mark(name, table) not in written and table not in mine.get(name, ()):
                merged.note_correction((name,), None, table, is_news=True)
    _note_variants(merged, mine, now, is_whole=read.complete and read.is_all_read)
    if not read.is_unread(now["id"], CHARTS):
        ours = [moved.charts[id] for id in charts_of(mine) if id in moved.charts]
        _note_charts(merged, base_charts, ours, _charts(now["id"], news))
    if not merged.corrections:
        merged.marks = {**base, **marks_of(now)}


def _charts(id: str, news: Record) -> list[Record]:
    """The charts of a product of the shop."""
    names = next((product.get(CHARTS, ()) for product in news["product"] if product["id"] == id), ())
    return [chart for chart in news.get("chart", ()) if chart["id"] in names]


def _note(merged: Merged, path: tuple[str, ...], base: str, mine: object, news: object) -> None:
    if mark(news) != base and mine != news:
        merged.note_correction(path, mine, news, is_news=True)


def _note_variants(merged: Merged, mine: Record, news: Record, *, is_whole: bool) -> None:
    """Note what is new of variants; one that the shop lacks only where it was read whole."""
    base = merged.marks
    ours = {str(variant.get("sku")): variant for variant in mine.get("variant", ())}
    for variant in news.get("variant", ()):
        sku = str(variant.get("sku"))
        written, own = base.get(f"variant.{mark(sku)}", ""), ours.pop(sku, None)
        if own is None and not written:
            merged.note_correction(("variant", sku), None, variant, is_news=True)
        for name, before in zip(OF_A_VARIANT, marks_in_variant(written), strict=True):
            if own is not None and variant.get(name) is not None:
                _note(merged, ("variant", sku, name), before, undated(own.get(name)), undated(variant[name]))
    for sku, own in ours.items() if is_whole else ():
        if f"variant.{mark(sku)}" in base and not _is_sold_out(own):
            merged.note_correction(("variant", sku), own, None, is_news=True)


def _is_sold_out(variant: Record) -> bool:
    return variant.get("stock") == 0 or variant.get("availability") == Availability.SOLD_OUT


def _note_charts(merged: Merged, base: Mapping[str, Marks], mine: Sequence[Record], news: Sequence[Record]) -> None:
    """Note what is new of the rows of a chart, where there is one on both sides; else of what charts there are."""
    if len(mine) != 1 or len(news) != 1:
        if len(mine) != len(news):
            merged.note_correction((CHARTS,), _sizes(mine), _sizes(news), is_news=True)
        return
    written = base.get(mine[0].get("id", ""), {})
    _note(merged, (CHARTS, "unit"), written.get("unit", ABSENT), mine[0].get("unit"), news[0].get("unit"))
    ours, theirs = (row_names(chart.get("rows", ())) for chart in (mine[0], news[0]))
    for size, row in theirs.items():
        if size in ours or f"rows.{mark(size)}" not in written:
            _note(merged, (CHARTS, size), written.get(f"rows.{mark(size)}", ABSENT), ours.get(size), row)
    for size in ours:
        if size not in theirs and f"rows.{mark(size)}" in written:
            merged.note_correction((CHARTS, size), ours[size], None, is_news=True)


def _sizes(charts: Sequence[Record]) -> list[Any]:
    return [row.get("size", "") for chart in charts for row in chart.get("rows", ())]
