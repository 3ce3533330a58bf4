"""The size chart as the widget shows it: a table behind a word, each range as printed and in the other unit."""

from __future__ import annotations

from ...messages.messages import Messages
from ...model.band_text import SYSTEMS, band_figures, band_text
from ...model.leg import Dimension
from ...model.product import Band, Box, SizeChart
from .nodes import Node, details, node


def chart_nodes(chart: SizeChart, messages: Messages) -> list[Node]:
    """A size chart, every row with the label of its size in `data-size`; nothing where it has no rows."""
    rows = list(chart.boxes())
    if not rows:
        return []
    title = messages.text("widget.chart")
    heads = [messages.text("widget.size_column"), *map(messages.point, chart.points)]
    table = node(
        "table",
        node("thead", node("tr", *(node("th", head, scope="col") for head in heads))),
        node("tbody", *(_row(chart, size.label, box, messages) for size, box in rows)),
    )
    wide = node("div", table, class_="wide", tabindex=0, role="group", aria_label=title)
    has_units = any(band.unit for _, box in rows for band in box.bands)
    how = node("p", messages.text("widget.converted"), class_="hint") if has_units else None
    return [details(title, "chart", wide, how)]


def _row(chart: SizeChart, label: str, box: Box, messages: Messages) -> Node:
    cells = (_cell(box.band(point), messages) for point in chart.points)
    return node("tr", node("th", label, scope="row"), *cells, data_size=label)


def _cell(band: Band | None, messages: Messages) -> Node:
    """A range as printed, and under it in the other unit; shoe sizes and what takes everything have no unit."""
    if band is None:
        return node("td")
    if band.point.dimension is Dimension.SHOE or (band.low is None and band.high is None):
        return node("td", messages.number(band_figures(band, "cm")))
    printed = band_text(band)
    unit = "in" if band.unit in SYSTEMS["cm"] else "cm"
    other = band_text(band, unit).removeprefix(printed).removeprefix(", ")
    return node("td", messages.number(printed), node("p", messages.number(other), class_="hint") if other else None)
