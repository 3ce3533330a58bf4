"""What the widget says and shows: its texts, and what it has to know of a product before it asks anything."""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from ...documents.product import ProductHeadDocument
from ...documents.records import filled
from ...documents.widget import (
    ChartTableDocument,
    ComparableDocument,
    ComparablesDocument,
    MeasureFieldDocument,
    WidgetDocument,
    WidgetProductDocument,
)
from ...messages.messages import Messages, sentences
from ...model.answer import Exclusion
from ...model.band_text import SYSTEMS, band_figures, own_unit
from ...model.leg import Dimension, LegPoint
from ...model.product import Box, Product, SizeChart
from ...model.quantities import SHOE_NAMES
from ...model.verdict import Outcome
from ...report.leg_drawing import ALONG, AROUND
from ...search.loaded_catalog import LoadedCatalog
from .leg_drawing import EXAMPLES_IN
from .widget_advice import advice_form
from .widget_drawing import leg_node

SPOKEN: Final = "widget."
"""How the codes of the texts begin that the widget shows by itself."""
MOST_REASONS: Final = 4
ON_BOTH_LEGS: Final = frozenset(AROUND) - {LegPoint.HIP, LegPoint.WAIST}
DRAWN: Final = frozenset(AROUND) | frozenset(ALONG)
UNITS: Final = ("cm", "in")


def widget_document(language: str) -> WidgetDocument:
    """The texts of the widget by code, and the form that asks about the run."""
    texts = {code: text for code, text in sentences(language).items() if code.startswith(SPOKEN)}
    return WidgetDocument(language=language, texts=texts, advice=advice_form(Messages(language)))


def widget_product_document(product: Product, exclusion: Exclusion | None, messages: Messages) -> WidgetProductDocument:
    """What the widget has to know of a product; with `exclusion` that it is left out, and why."""
    chart = product.chart
    keys = chart.keys if chart else tuple((point,) for point in product.asks_for)
    drawn = [point for key in keys for point in key if point in DRAWN]
    rows = [box for _, box in chart.boxes()] if chart else []
    units = next((b.unit for box in rows for b in box.bands if b.point.dimension is Dimension.LENGTH), "")
    return WidgetProductDocument(
        product=filled(ProductHeadDocument, product),
        left_out=_why_left_out(exclusion, messages) if exclusion else UNSET,
        leg=leg_node(drawn, messages) if drawn else UNSET,
        has_chart=bool(keys),
        fields=[fields for key in keys if (fields := _fields(key, messages))],
        printed=next((unit for unit, own in SYSTEMS.items() if units in own), ""),
        table={unit: _table(chart, unit, messages) for unit in UNITS} if chart and rows else {},
    )


def _why_left_out(exclusion: Exclusion, messages: Messages) -> list[str]:
    return list(dict.fromkeys(messages.sentence(reason) for reason in exclusion.reasons))[:MOST_REASONS]


def _fields(key: tuple[LegPoint, ...], messages: Messages) -> list[MeasureFieldDocument]:
    """The fields of one key of a chart, any of which will do; none for a shoe size on no stated scale."""
    points = [p for p in key if p.dimension is not Dimension.SHOE]
    systems = [SHOE_NAMES[p] for p in key if p.dimension is Dimension.SHOE and p is not LegPoint.SHOE_UNSTATED]
    fields = [_field(point, messages) for point in points]
    if systems:
        fields.append(_shoe(systems, messages))
    return fields


def _shoe(systems: list[str], messages: Messages) -> MeasureFieldDocument:
    name = messages.text("widget.shoe")
    no_unit: dict[str, str] = {}
    return MeasureFieldDocument(
        point="shoe", name=name, how="", units=no_unit, examples=no_unit, sided=False, drawn=False, systems=systems
    )


def _field(point: LegPoint, messages: Messages) -> MeasureFieldDocument:
    return MeasureFieldDocument(
        point=point.value,
        name=messages.point(point),
        how=messages.text(f"how.{point.value}"),
        units={unit: own_unit(point, unit) for unit in UNITS},
        examples={unit: messages.number(EXAMPLES_IN[unit][point]) for unit in UNITS},
        sided=point in ON_BOTH_LEGS,
        drawn=point in DRAWN,
    )


def _table(chart: SizeChart, units: str, messages: Messages) -> ChartTableDocument:
    heads = [", ".join(filter(None, (messages.point(p), own_unit(p, units)))) for p in chart.points]
    rows = [[size.label, *_cells(chart, box, units, messages)] for size, box in chart.boxes()]
    return ChartTableDocument(head=heads, rows=rows)


def _cells(chart: SizeChart, box: Box, units: str, messages: Messages) -> list[str]:
    bands = [box.band(point) for point in chart.points]
    return [messages.number(band_figures(band, units)) if band else "" for band in bands]


def comparables_document(catalog: LoadedCatalog, product: Product) -> ComparablesDocument:
    """The products of the whole catalog whose sizes cover every key of a product's chart, but for medical ones."""
    keys = product.chart.keys if product.chart else ()
    candidates = [c for c in catalog.whole.index.candidates if c.product.id != product.id]
    sport = [c.product for c in candidates if c.gates.medical.outcome is not Outcome.FAIL]
    able = [p for p in sport if p.chart and keys and all(set(key) & set(p.chart.points) for key in keys)]
    documents = [
        filled(ComparableDocument, p, sizes=list(dict.fromkeys(s.label for s in p.chart.sizes)))
        for p in sorted(able, key=lambda p: (p.brand.casefold(), p.name.casefold()))
        if p.chart
    ]
    return ComparablesDocument(products=[document for document in documents if document.sizes])
