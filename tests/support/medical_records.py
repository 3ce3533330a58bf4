"""Small product records for the tests of the medical rule."""

from catalog.model.product import (
    Claim,
    ClaimKind,
    Code,
    Confidence,
    EvidenceKind,
    Garment,
    Position,
    PressureFigure,
    Product,
    Source,
)
from catalog.model.quantities import Pressure

SOURCE = Source("https://maker.example/sock", "2026-01", "text", Confidence.FIRST_HAND)


def claim(text, position="features"):
    """A claim that stands at a position."""
    return Claim(ClaimKind.OTHER, text, Position(position), SOURCE)


def figure(low=None, high=None, *, at="unstated", kind=EvidenceKind.BRAND_STATED, source=SOURCE, **fields):
    """A pressure in whole mmHg."""
    ends = [None if p is None else Pressure(p * 10) for p in (low, high)]
    return PressureFigure(ends[0], ends[1], at, kind, source, **fields)


def record(name="Compression sock", *claims, brand="Maker", garment=Garment.SOCK, codes=(), **fields):
    """A product whose claims are given as texts (bullets) or as claims."""
    stated = tuple(c if isinstance(c, Claim) else claim(c) for c in claims)
    printed = tuple(Code(scheme, value, SOURCE) for scheme, value in codes)
    return Product("maker-sock", brand, name, garment, (SOURCE,), claims=stated, codes=printed, **fields)


def running(*claims, **fields):
    """A running sock whose claims are given as texts (bullets) or as claims."""
    return record("Running sock", *claims, **fields)


def fired(verdict):
    """The ids of the decisive signals of a verdict, the suggestive ones, the ignored ones."""
    by_code = {"decisive": set(), "suggestive": set(), "ignored": set(), "sport": set(), "sport_hint": set()}
    for reason in verdict.reasons:
        kind = reason.code.removeprefix("medical.")
        if kind in by_code:
            by_code[kind].add(reason.fact("signal"))
    return by_code
