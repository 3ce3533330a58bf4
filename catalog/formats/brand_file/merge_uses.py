"""The charts that a product of a brand file is sized by after an import, and what is told of them: figures, not ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from msgspec import Struct

from ...model.brand_file_report import Correction
from ...model.leg import Dimension, LegPoint
from .chart_uses import ProductUses, charts_of, is_by_girth, is_in_force
from .marks import Marks, mark, row_names
from .merge import Merged, Record, differences, shown
from .shop_read import CHARTS, GIVEN

LEFT: Final = "left"
"""The mark of charts that the shop had no longer at the last import, and that a person had corrected."""
OFFERED: Final = "offered"
"""The mark of charts of the shop that stayed away because a person gave the product another one."""
LENGTHS: Final = frozenset(point.value for point in LegPoint if point.dimension is Dimension.LENGTH)
Figures = dict[str, dict[str, str]]
"""The bands of a chart by size and point, each with its unit."""


class FileCharts(Struct, frozen=True):
    """The charts of a file before an import and after it."""

    before: Mapping[str, Record]
    after: Mapping[str, Merged]
    at_top: frozenset[str]
    """The ids of those that any product may name."""
    news: Mapping[str, Record]
    """What the shop says of each."""
    uses: Mapping[str, ProductUses]
    """By the id of each product that stands in the file and that the shop has."""
    copies: Mapping[str, str]
    """By a chart that came into the file: the one in whose place it did, with what a person had corrected there."""

    def has_other_sizes(self, product: Record, id: str, mine: str, news: str) -> bool:
        """Whether a size of a variant is one of the charts of its product, and that of the shop of the shop's alone."""
        after = [chart for name in charts_of(product) if (chart := self.after.get(name))]
        ours = {row.get("size") for chart in after for row in chart.fields.get("rows", ())}
        names = [*self.uses[id].theirs, *self.uses[id].refused]
        theirs = {row.get("size") for name in names for row in self.news.get(name, {}).get("rows", ())}
        return mine in ours and news not in ours and news in theirs


def merge_uses(merged: Merged, base: Marks, mine: Record, id: str, charts: FileCharts) -> None:
    """The charts that a product names: the shop's, with those of a person's own and those that are not known gone."""
    uses, written = charts.uses[id], set(base.get(CHARTS, "").split(","))
    stay = [*uses.unknown, *uses.left]
    names = []
    for name in mine.get(CHARTS, ()):
        if name in uses.moved:
            names.append(uses.moved[name])
            _note_moved(merged, name, uses.moved[name], charts)
        elif name not in uses.theirs and name not in stay and mark(name) in written:
            _note_figures(merged, figures(charts.before.get(name, {})), {})
        else:
            names.append(name)
            if name not in uses.theirs and name not in stay:
                merged.note_correction((CHARTS,), name, None, is_news=False)
    _add_new(merged, names, written, uses, charts, [chart["id"] for chart in mine.get("chart", ())])
    if names:
        merged.fields[CHARTS] = list(dict.fromkeys(names))
    _note_conflicts(merged, base, mine, uses, charts)
    _mark(merged, uses, stay)
    if uses.unknown or any(charts.after[name].kept for name in (*names, *uses.theirs) if name in charts.after):
        merged.kept[GIVEN if uses.is_not_given else CHARTS] = ""


def _add_new(
    merged: Merged, names: list[str], written: set[str], uses: ProductUses, charts: FileCharts, own: list[str]
) -> None:
    """Take the charts that the shop has besides, but for those that a person took out."""
    for name in uses.theirs:
        if name in names or name in own:
            continue
        if mark(name) in written or name not in charts.at_top:
            merged.note_correction((CHARTS,), None, name, is_news=mark(name) not in written)
        else:
            names.append(name)
            _note_figures(merged, {}, figures(charts.after[name].fields))


def _note_moved(merged: Merged, old: str, new: str, charts: FileCharts) -> None:
    """A product is sized by another chart now: each figure that is another one, and each correction that went along."""
    chart = charts.after[new]
    _note_figures(merged, figures(charts.before[old]), figures(chart.fields))
    for correction in chart.corrections if new in charts.copies else ():
        *_, point = correction.path
        yours = with_unit(correction.yours, point, chart.fields)
        shop = with_unit(correction.shop, point, charts.news[new])
        path = (CHARTS, *correction.path[correction.path[0] == "rows" :])
        merged.corrections.append(Correction(path, yours, shop, correction.is_news))


def _note_conflicts(merged: Merged, base: Marks, mine: Record, uses: ProductUses, charts: FileCharts) -> None:
    """Charts that a person corrected or gave, where the shop has none any more, or another one."""
    for name in uses.left:
        is_news = mark(name) not in base.get(LEFT, "").split(",")
        merged.note_correction((CHARTS,), summary(charts.before[name]), None, is_news=is_news)
    own = [chart for name in charts_of(mine) if is_in_force(chart := charts.before.get(name, {}))]
    for name in uses.refused:
        news, is_news = charts.news[name], mark(name) not in base.get(OFFERED, "").split(",")
        yours = next(c for c in own if is_by_girth(c, charts.before) is is_by_girth(news, charts.news))
        for path, one, other in _different(figures(yours), figures(news)):
            merged.corrections.append(Correction(path, shown(one), shown(other), is_news))


def _mark(merged: Merged, uses: ProductUses, stay: list[str]) -> None:
    """Note what the next import has to know of these charts."""
    marks = {CHARTS: [*uses.theirs, *stay], LEFT: uses.left, OFFERED: uses.refused}
    merged.marks.pop(CHARTS, None)
    merged.marks |= {name: ",".join(map(mark, dict.fromkeys(ids))) for name, ids in marks.items() if ids}


def _note_figures(merged: Merged, before: Figures, after: Figures) -> None:
    for path, one, other in _different(before, after):
        merged.note_change(path, one, other)


def _different(one: Figures, other: Figures) -> list[tuple[tuple[str, ...], Any, Any]]:
    """Where the figures of two charts differ: cell by cell where both have the size."""
    sizes = [name for name in dict.fromkeys((*one, *other)) if one.get(name) != other.get(name)]
    return [change for name in sizes for change in differences((CHARTS, name), one.get(name), other.get(name))]


def figures(chart: Record) -> Figures:
    """The bands of a chart by size and point.

    >>> figures({"unit": "cm", "rows": [{"size": "M", "calf_max_girth": "34-38"}]})
    {'M': {'calf_max_girth': '34-38 cm'}}
    """
    rows = row_names(chart.get("rows", ())).items()
    return {
        name: {point: with_unit(str(text), point, chart) for point, text in row.items() if point != "size"}
        for name, row in rows
    }


def with_unit(text: str, point: str, chart: Record) -> str:
    """A band with the unit that its chart has for a point, where it has one."""
    unit = chart.get("units", {}).get(point) or (chart.get("unit", "") if point in LENGTHS else "")
    return f"{text} {unit}" if text and unit and not text.endswith(unit) else text


def summary(chart: Record) -> str:
    """A chart in a line.

    >>> rows = [{"size": "S", "calf_max_girth": "28-33"}, {"size": "M", "calf_max_girth": "34-38"}]
    >>> summary({"unit": "cm", "rows": rows})
    'S: 28-33 cm; M: 34-38 cm'
    """
    return "; ".join(f"{name}: {', '.join(bands.values())}" for name, bands in figures(chart).items())


def without_taken_out(product: Merged, shared: Collection[str]) -> Merged:
    """A new product without the charts that a person took out."""
    names = [id for id in product.fields.get("charts", ()) if id in shared]
    if names != product.fields.get("charts", []):
        product.fields = {name: value for name, value in product.fields.items() if name != "charts"}
        if names:
            product.fields["charts"] = names
    return product
