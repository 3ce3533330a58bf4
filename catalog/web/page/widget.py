"""What the widget says and shows: its texts, and what it has to know of a product before it asks anything."""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from ...documents.product import ProductHeadDocument
from ...documents.records import filled
from ...documents.widget import (
    ComparableDocument,
    ComparablesDocument,
    MeasureFieldDocument,
    WidgetDocument,
    WidgetProductDocument,
)
from ...messages.messages import Messages, sentences
from ...model.answer import Exclusion
from ...model.band_text import own_unit
from ...model.leg import Dimension, LegPoint
from ...model.product import Product
from ...model.quantities import SHOE_NAMES
from ...model.verdict import Outcome
from ...report.each_once import deciding
from ...report.leg_drawing import ALONG, AROUND
from ...search.loaded_catalog import LoadedCatalog
from .leg_drawing import EXAMPLES_IN
from .nodes import Node, node
from .widget_advice import advice_form
from .widget_chart import chart_nodes
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
    return WidgetProductDocument(
        product=filled(ProductHeadDocument, product),
        left_out=_why_left_out(exclusion, messages) if exclusion else UNSET,
        leg=leg_node(drawn, messages) if drawn else UNSET,
        has_chart=bool(keys),
        fields=[fields for key in keys if (fields := _fields(key, messages))],
        lesson=lesson_node(messages) if drawn else UNSET,
        no_tape=no_tape_node(messages) if drawn else UNSET,
        chart=chart_nodes(chart, messages) if chart else [],
    )


def lesson_node(messages: Messages) -> Node:
    """The way to the four pictures of how to measure."""
    return _way("measure", "widget.lesson", messages)


def no_tape_node(messages: Messages) -> Node:
    """What to do without a tape, in one line; it stands above the sizes of other brands."""
    tape = _way("tape", "page.tape_link", messages)
    return node("p", messages.text("page.no_tape"), " ", tape, ", ", messages.text("widget.or_own_size"), class_="hint")


def _way(page: str, code: str, messages: Messages) -> Node:
    """A link to a page of the service; the widget knows where that is."""
    address = f"/{page}?lang={messages.language}"
    return node("a", messages.text(code), class_="hint", data_way=address, target="_blank", rel="noopener")


def _why_left_out(exclusion: Exclusion, messages: Messages) -> list[str]:
    return list(dict.fromkeys(messages.sentence(reason) for reason in deciding(exclusion.reasons)))[:MOST_REASONS]


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
