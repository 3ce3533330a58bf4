"""Small builders for products with pressure figures and claims; they refuse what they do not know."""

from __future__ import annotations

from catalog.model.product import (  # fmt: skip
    Claim,
    ClaimKind,
    Confidence,
    EvidenceKind,
    Garment,
    PointPressure,
    Position,
    PressureFigure,
    PressurePoint,
    Product,
    Source,
)
from catalog.model.quantities import Pressure

SOURCE = Source("https://example.org/a", "unknown", "text", Confidence.QUOTED)
Figure = float | tuple[float, float]


def mmhg(value: float) -> Pressure:
    assert round(value * 10, 6) == round(value * 10), value
    return Pressure(round(value * 10))


def at(point: str, figure: Figure, sd: float | None = None, wearers: int | None = None) -> PointPressure:
    low, high = figure if isinstance(figure, tuple) else (figure, figure)
    return PointPressure(PressurePoint(point), mmhg(low), mmhg(high), None if sd is None else mmhg(sd), wearers)


def profile(kind: str = "brand_stated", *, variant: str = "", wearers: int | None = None, sd: float | None = None,
            source: Source = SOURCE, **points: Figure) -> PressureFigure:  # fmt: skip
    made = tuple(at(point, figure, sd, wearers) for point, figure in points.items())
    return PressureFigure(None, None, "unstated", EvidenceKind(kind), source, made, variant=variant)


def stated(low: float | None, high: float | None, where: str = "unstated", variant: str = "") -> PressureFigure:
    ends = (None if low is None else mmhg(low), None if high is None else mmhg(high))
    return PressureFigure(*ends, where, EvidenceKind.BRAND_STATED, SOURCE, variant=variant)


def claim(kind: str, text: str, position: str = "features") -> Claim:
    return Claim(ClaimKind(kind), text, Position(position), SOURCE)


def product(*parts: PressureFigure | Claim, garment: str = "sock", name: str = "Run") -> Product:
    figures = tuple(p for p in parts if isinstance(p, PressureFigure))
    claims = tuple(p for p in parts if isinstance(p, Claim))
    assert len(figures) + len(claims) == len(parts)
    return Product("p", "Brand", name, Garment(garment), (SOURCE,), pressure=figures, claims=claims)
