"""From the domain to rows: what each table keeps of a product or a chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from sqlalchemy import Table

from ..product import Band, Edge, PressureFigure, Price, Product, SizeChart, Source
from . import tables

Values = dict[str, object]
Rows = Iterator[tuple[Table, Values]]


class Numbers(Struct, frozen=True):
    """The row numbers of what products share."""

    source: Callable[[Source], int]
    chart: Callable[[SizeChart], int]
    brand: Mapping[str, int]


def source_row(source: Source) -> Values:
    """The columns of a source, without its number."""
    return {
        "url": source.url, "seen_on": source.seen_on, "read_as": source.read_as,
        "confidence": source.confidence.value, "note": source.note,
    }  # fmt: skip


def product_row(product: Product, numbers: Numbers) -> Values:
    """The columns of a product itself, without its number and the store's own marks."""
    return {
        "id": product.id, "brand": numbers.brand[product.brand], "name": product.name,
        "garment": product.garment.value, "audience": product.audience and product.audience.value,
        "line": product.line, "notes": product.notes, **_price(product.price, numbers),
    }  # fmt: skip


def product_parts(number: int, product: Product, numbers: Numbers) -> Rows:
    """Every row of the lists of a product, parents before their children."""
    for table, lines in _lists(product, numbers):
        for position, line in enumerate(lines):
            yield table, {"product": number, "position": position, **line}
    for at, figure in enumerate(product.pressure):
        yield from _points(number, at, figure)


def _lists(product: Product, numbers: Numbers) -> Iterator[tuple[Table, list[Values]]]:
    yield tables.product_source, [{"source": numbers.source(s)} for s in product.sources]
    yield tables.product_chart, [{"chart": numbers.chart(c)} for c in product.charts]
    yield tables.asks_for, [{"point": p.value} for p in product.asks_for]
    yield tables.pressure, [_figure(f, numbers) for f in product.pressure]
    yield (
        tables.claim,
        [
            {"kind": c.kind.value, "text": c.text, "place": c.position.value, "source": numbers.source(c.source)}
            for c in product.claims
        ],
    )
    yield (
        tables.code,
        [{"scheme": c.scheme, "value": c.value, "source": numbers.source(c.source)} for c in product.codes],
    )
    yield tables.category, [{"name": name} for name in product.categories]
    yield tables.fibre, [{"name": f.name, "per_mille": f.per_mille} for f in product.fibres]
    yield tables.flag, [{"name": name, "value": value} for name, value in product.flags]
    yield tables.variant, [
        {
            "sku": v.sku, "size": v.size, "colour": v.colour, "gtin": v.gtin,
            **_price(v.price, numbers), "stock": v.stock, "shop_id": v.shop_id,
        }
        for v in product.variants
    ]  # fmt: skip


def _price(price: Price | None, numbers: Numbers) -> Values:
    if price is None:
        return {"price_minor": None, "price_currency": None, "price_source": None, "price_note": None}
    return {
        "price_minor": price.minor, "price_currency": price.currency,
        "price_source": numbers.source(price.source), "price_note": price.note,
    }  # fmt: skip


def _figure(figure: PressureFigure, numbers: Numbers) -> Values:
    return {
        "low": figure.low and figure.low.tenths, "high": figure.high and figure.high.tenths,
        "stated_at": figure.stated_at, "kind": figure.kind.value, "source": numbers.source(figure.source),
        "label": figure.label, "scheme": figure.scheme, "method": figure.method,
        "posture": figure.posture, "variant": figure.variant,
    }  # fmt: skip


def _points(number: int, at: int, figure: PressureFigure) -> Rows:
    for position, point in enumerate(figure.profile):
        yield tables.pressure_point, {
            "product": number, "pressure": at, "position": position, "point": point.point.value,
            "low": point.low and point.low.tenths, "high": point.high and point.high.tenths,
            "sd": point.sd and point.sd.tenths, "wearers": point.wearers, "printed": point.printed,
        }  # fmt: skip


def chart_row(chart: SizeChart, source: int) -> Values:
    """The columns of a chart itself, without its number and digest."""
    return {
        "id": chart.id, "source": source, "version": chart.version, "current": chart.current,
        "tie_rule": chart.tie_rule and chart.tie_rule.value, "posture": chart.posture, "note": chart.note,
    }  # fmt: skip


def chart_parts(number: int, chart: SizeChart) -> Rows:
    """Every row of the lists of a chart, parents before their children."""
    for at, key in enumerate(chart.keys):
        for position, point in enumerate(key):
            yield (
                tables.chart_key,
                {"chart": number, "key": at, "position": position, "point": point.value},
            )
    for position, point in enumerate(chart.priority):
        yield tables.chart_priority, {"chart": number, "position": position, "point": point.value}
    for position, (point, step) in enumerate(chart.steps):
        yield tables.chart_step, {"chart": number, "position": position, "point": point.value, "step": step}
    yield from _sizes(number, chart)


def _sizes(number: int, chart: SizeChart) -> Rows:
    for s, size in enumerate(chart.sizes):
        yield tables.size, {"chart": number, "position": s, "label": size.label}
        for b, box in enumerate(size.boxes):
            yield tables.box, {"chart": number, "size": s, "position": b, "note": box.note}
            for position, band in enumerate(box.bands):
                place = {"chart": number, "size": s, "box": b, "position": position}
                yield tables.band, place | _band(band)


def _band(band: Band) -> Values:
    return {
        "point": band.point.value, "unit": band.unit, **_edge("low", band.low), **_edge("high", band.high)
    }  # fmt: skip


def _edge(end: str, edge: Edge | None) -> Values:
    if edge is None:
        return {f"{end}_at": None, f"{end}_closed": None, f"{end}_printed": None}
    return {f"{end}_at": edge.at, f"{end}_closed": edge.closed, f"{end}_printed": edge.printed}
