"""From rows to the domain: a product from the rows of all its tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct, field

from ..model.catalog_ruling import CatalogRuling, Ruled
from ..model.leg import LegPoint
from ..model.money import Money
from ..model.product import (  # fmt: skip
    Audience,
    Band,
    Box,
    Claim,
    ClaimKind,
    Code,
    Confidence,
    Edge,
    EvidenceKind,
    Fibre,
    Garment,
    PointPressure,
    Position,
    PressureFigure,
    PressurePoint,
    Price,
    Product,
    Size,
    SizeChart,
    Source,
    TieRule,
    Variant,
)
from ..model.quantities import Pressure

AnyRow = Any
"""A row of SQLAlchemy, by the names of its columns."""
RowsByOwner = Mapping[Any, list[AnyRow]]
"""The rows of a list in printed order, by the number of the product or chart, or the place of the part, they are of."""
NO_ROWS: list[AnyRow] = []
Shareable = TypeVar("Shareable")


class Shared(Struct, frozen=True):
    """What products share, by row number: one object however many products use it."""

    sources: Mapping[int, Source]
    charts: Mapping[int, SizeChart]
    values: dict[str, dict[Any, Any]] = field(default_factory=dict)
    """Texts and lists met so far, by field: what is equal is one object, and the memory of one."""

    def one(self, name: str, value: Shareable) -> Shareable:
        """The first object of a field that was equal to this one."""
        first: Shareable = self.values.setdefault(name, {}).setdefault(value, value)
        return first

    def charts_of(self, numbers: tuple[int, ...]) -> tuple[SizeChart, ...]:
        """The charts with these row numbers, by the numbers: hashing a grid costs more than reading it."""
        lists: dict[tuple[int, ...], tuple[SizeChart, ...]] = self.values.setdefault("charts", {})
        if numbers not in lists:
            lists[numbers] = tuple(self.charts[n] for n in numbers)
        return lists[numbers]


def source_from(row: AnyRow) -> Source:
    """A source from its row."""
    return Source(row.url, row.seen_on, row.read_as, Confidence(row.confidence), row.note)


def product_from(row: AnyRow, parts: Mapping[str, RowsByOwner], shared: Shared) -> Product:
    """A product from its row (with the brand's name) and its lists by table and product number."""
    number, sources = row.number, shared.sources

    def of(table: str) -> list[AnyRow]:
        return parts[table].get(number, NO_ROWS)

    one = shared.one
    return Product(
        id=row.id, brand=one("brand", row.brand_name), name=row.name, garment=Garment(row.garment),
        sources=one("sources", tuple(sources[r.source] for r in of("product_source"))),
        audience=None if row.audience is None else Audience(row.audience), line=one("line", row.line),
        charts=shared.charts_of(tuple(r.chart for r in of("product_chart"))),
        asks_for=one("asks_for", tuple(LegPoint(r.point) for r in of("asks_for"))),
        pressure=one("pressure", tuple(_figure(r, parts["pressure_point"], sources) for r in of("pressure"))),
        claims=one("claims", tuple(_claim(r, sources) for r in of("claim"))),
        codes=one("codes", tuple(Code(r.scheme, r.value, sources[r.source]) for r in of("code"))),
        categories=one("categories", tuple(r.name for r in of("category"))),
        fibres=one("fibres", tuple(Fibre(r.name, r.per_mille) for r in of("fibre"))),
        price=one("price", _price(row, sources)),
        variants=tuple(Variant(r.sku, r.size, r.colour, r.gtin, r.shop_id) for r in of("variant")),
        flags=one("flags", tuple((r.name, r.value) for r in of("flag"))), notes=one("notes", row.notes),
        aliases=tuple(r.name for r in of("alias")),
        size_page=one("size_page", row.size_page), chart_missing_since=one("since", row.chart_missing_since),
        ruling=next((ruling_from(r, sources) for r in of("ruling")), None),
    )  # fmt: skip


def ruling_from(row: AnyRow, sources: Mapping[int, Source]) -> CatalogRuling:
    """A ruling of a brand file from its row."""
    return CatalogRuling(Ruled(row.ruled), row.why, row.made_on, sources[row.source], row.would_settle, row.evidence)


def _claim(row: AnyRow, sources: Mapping[int, Source]) -> Claim:
    return Claim(ClaimKind(row.kind), row.text, Position(row.place), sources[row.source])


def _price(row: AnyRow, sources: Mapping[int, Source]) -> Price | None:
    if row.price_minor is None:
        return None
    return Price(Money(row.price_minor, row.price_currency), sources[row.price_source], row.price_note)


def _pressure(tenths: int | None) -> Pressure | None:
    return None if tenths is None else Pressure(tenths)


def _figure(row: AnyRow, points: RowsByOwner, sources: Mapping[int, Source]) -> PressureFigure:
    return PressureFigure(
        low=_pressure(row.low), high=_pressure(row.high), stated_at=row.stated_at,
        kind=EvidenceKind(row.kind), source=sources[row.source],
        profile=tuple(_point(r) for r in points.get((row.product, row.position), NO_ROWS)),
        label=row.label, scheme=row.scheme, method=row.method, posture=row.posture, variant=row.variant,
    )  # fmt: skip


def _point(row: AnyRow) -> PointPressure:
    low, high, sd = _pressure(row.low), _pressure(row.high), _pressure(row.sd)
    return PointPressure(PressurePoint(row.point), low, high, sd, row.wearers, row.printed)


def chart_from(row: AnyRow, parts: Mapping[str, RowsByOwner], sources: Mapping[int, Source]) -> SizeChart:
    """A chart from its row and its lists by table and chart number."""
    number = row.number
    return SizeChart(
        id=row.id, keys=_keys(parts["chart_key"].get(number, NO_ROWS)),
        sizes=tuple(_size(r, parts) for r in parts["size"].get(number, NO_ROWS)),
        source=sources[row.source], version=row.version, current=row.current,
        tie_rule=None if row.tie_rule is None else TieRule(row.tie_rule),
        priority=tuple(LegPoint(r.point) for r in parts["chart_priority"].get(number, NO_ROWS)),
        posture=row.posture, note=row.note,
        steps=tuple((LegPoint(r.point), r.step) for r in parts["chart_step"].get(number, NO_ROWS)),
        forced=row.forced, chart_of=row.chart_of,
    )  # fmt: skip


def _keys(rows: list[AnyRow]) -> tuple[tuple[LegPoint, ...], ...]:
    keys: dict[int, list[LegPoint]] = {}
    for row in rows:
        keys.setdefault(row.key, []).append(LegPoint(row.point))
    return tuple(tuple(points) for points in keys.values())


def _size(row: AnyRow, parts: Mapping[str, RowsByOwner]) -> Size:
    boxes = parts["box"].get((row.chart, row.position), NO_ROWS)
    return Size(row.label, tuple(_box(r, parts["band"]) for r in boxes))


def _box(row: AnyRow, bands: RowsByOwner) -> Box:
    rows = bands.get((row.chart, row.size, row.position), NO_ROWS)
    return Box(tuple(_band(r) for r in rows), row.note)


def _band(row: AnyRow) -> Band:
    low = None if row.low_at is None else Edge(row.low_at, bool(row.low_closed), row.low_printed)
    high = None if row.high_at is None else Edge(row.high_at, bool(row.high_closed), row.high_printed)
    return Band(LegPoint(row.point), low, high, row.unit)
