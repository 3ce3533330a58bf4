"""Hypothesis strategies for products that a brand file can say."""

from __future__ import annotations

import re
from fractions import Fraction

from hypothesis import strategies as st

from catalog.formats.draft.validation import BLANK_LETTERS
from catalog.formats.draft.values import Scale, band, units_of
from catalog.model.leg import LegPoint
from catalog.model.offer import Availability, Offer, availability_of_stock
from catalog.model.product import (
    Audience,
    Box,
    Claim,
    ClaimKind,
    Code,
    Confidence,
    EvidenceKind,
    Fibre,
    Garment,
    Money,
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
    printed_step,
)  # fmt: skip
from catalog.model.quantities import SHOE_NAMES, Pressure

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co")), min_size=1, max_size=20
).filter(lambda t: bool(t.strip()))
MAYBE = st.just("") | WORDS
UNSEEN = re.compile("[^\\S ]")
LABELS = MAYBE.map(str.strip).filter(lambda text: not UNSEEN.search(text) and not BLANK_LETTERS.search(text))
"""Sizes, colours and ids of shops: nothing that cannot be seen is taken there, and no blank at an end."""
SOURCES = st.builds(
    Source, st.sampled_from(["https://example.com/a", "http://shop.example.org/b?c=d#e", "https://github.com/o/r/blob/x/data.json"]),
    st.sampled_from(["unknown", "2011", "2012-05", "2024-02-29"]), st.sampled_from(["text", "picture", "data", "quoted"]),
    st.sampled_from(Confidence), MAYBE,
)  # fmt: skip
DAYS = st.sampled_from(["", "2011", "2024-02-29", "2026-11-02"])
"""Days of prices: that of a source, another one, none."""
MMHG = st.integers(1, 600).map(Pressure)
FIGURES = st.integers(1, 400).map(lambda n: f"{n / 4:g}") | st.sampled_from(["12 1/4", "7/8", "30.50"])
POINTS = st.lists(st.sampled_from(LegPoint), min_size=1, max_size=4, unique=True)


def value(text: str) -> Fraction:
    return sum((Fraction(p) for p in text.split()), Fraction(0))


@st.composite
def bands(draw: st.DrawFn, point: LegPoint, unit: str) -> object:
    # A quarter of a gram is nothing in whole grams, and the reader says so.
    figures = st.integers(1, 999).map(str) if unit == "g" else FIGURES
    if unit not in ("g", "in", "ft", "lb"):
        # A fraction without a whole number is one of an inch, a foot or a pound; the reader refuses all others.
        figures = FIGURES.filter(lambda figure: figure != "7/8")
    low, high = sorted((draw(figures), draw(figures)), key=value)
    forms = [f"{low}-{high}", f"<{high}", f"<={high}", f">{low}", f">={low}"]
    if value(low) < value(high):
        forms += [f">{low}-{high}", f"{low}-<{high}", f">{low}-<{high}"]
    return band(draw(st.sampled_from(forms)), Scale(point, unit))


def why_weak(source: Source) -> str:
    """The reason that a chart from a weak source has to give."""
    return "" if source.note or source.confidence is not Confidence.LOW else "Nothing better is known."


@st.composite
def charts(draw: st.DrawFn, source: Source, name: str, *, current: bool) -> SizeChart:
    points = draw(POINTS)
    cut = draw(st.integers(1, len(points)))
    keys = ((*points[:cut],), *((p,) for p in points[cut:]))
    units = {p: SHOE_NAMES.get(p) if p in SHOE_NAMES else draw(st.sampled_from(units_of(p))) for p in points}
    sizes: dict[str, list[Box]] = {}
    for number, label in enumerate(draw(st.lists(st.sampled_from(["S", "M", "II", 'L "wide"']), max_size=5))):
        box = Box(tuple(draw(bands(p, units[p] or "")) for p in points), f"box {number}")  # type: ignore[misc]
        sizes.setdefault(label, []).append(box)
    found = tuple(Size(label, tuple(boxes)) for label, boxes in sizes.items())
    return SizeChart(
        name, keys, found, source, draw(MAYBE), current, draw(st.none() | st.sampled_from(TieRule)),
        tuple(draw(st.lists(st.sampled_from(points), unique=True))), draw(MAYBE), draw(MAYBE) or why_weak(source),
        steps(found, points),
    )  # fmt: skip


def steps(sizes: tuple[Size, ...], points: list[LegPoint]) -> tuple[tuple[LegPoint, int], ...]:
    every = {p: tuple(b for s in sizes for x in s.boxes for b in x.bands if b.point is p) for p in points}
    return tuple((p, printed_step(p, found)) for p, found in every.items() if found)


@st.composite
def pressures(draw: st.DrawFn, source: Source) -> PressureFigure:
    low, high = sorted((draw(MMHG), draw(MMHG)))
    profile = [
        PointPressure(
            p,
            *sorted((draw(MMHG), draw(MMHG))),
            draw(st.none() | MMHG),
            draw(st.none() | st.integers(1, 50)),
            draw(MAYBE),
        )
        for p in draw(st.lists(st.sampled_from(PressurePoint), max_size=3, unique=True))
    ]
    ends = draw(st.sampled_from([(low, high), (None, high), (low, None), (None, None)]))
    return PressureFigure(
        *ends, draw(st.sampled_from(["ankle", "unstated"])), draw(st.sampled_from(EvidenceKind)), source, tuple(profile),
        draw(MAYBE), draw(MAYBE), draw(MAYBE), draw(MAYBE), draw(MAYBE),
    )  # fmt: skip


@st.composite
def products(draw: st.DrawFn, number: int) -> Product:
    own = draw(st.lists(SOURCES, min_size=1, max_size=3, unique=True))
    source = st.sampled_from(own)
    money = st.builds(Money, st.integers(1, 10**6), st.sampled_from(["EUR", "JPY", "KWD", "XOF", "CLF", ""]))
    prices = st.none() | st.builds(Price, money, source, MAYBE)
    addresses = st.sampled_from(["", "https://shop.example/p?variant=7", "http://shop.example/p.jpg"])
    offers = st.builds(
        offered, st.none() | st.integers(0, 9), st.none() | money, addresses, addresses, DAYS
    ) | st.builds(Offer, st.sampled_from([Availability.SOLD_OUT, Availability.IN_STOCK]))
    claims = st.builds(Claim, st.sampled_from(ClaimKind), WORDS, st.sampled_from(Position), source)
    codes = st.builds(Code, st.sampled_from(["510k", "migel", "sku"]), WORDS, source)
    fibres = st.builds(Fibre, WORDS, st.none() | st.integers(1, 300))
    skus = draw(st.lists(LABELS.filter(str.strip), max_size=2, unique=True))
    names = [f"p{number}-chart-{n}" for n in range(draw(st.integers(0, 2)))]
    return Product(
        f"p{number}", "Marke & Söhne", draw(WORDS), draw(st.sampled_from(Garment)), tuple(own),
        draw(st.none() | st.sampled_from(Audience)), draw(MAYBE),
        tuple(draw(charts(draw(source), name, current=n == 0)) for n, name in enumerate(names)),
        tuple(draw(st.lists(st.sampled_from(LegPoint), max_size=2, unique=True))),
        tuple(draw(st.lists(pressures(draw(source)), max_size=2))), tuple(draw(st.lists(claims, max_size=4))),
        tuple(draw(st.lists(codes, max_size=2))), ("google:209",), tuple(draw(st.lists(fibres, max_size=3))), draw(prices),
        tuple(Variant(s, draw(LABELS), draw(LABELS), draw(st.sampled_from(["", "04006381333931"])), draw(LABELS), draw(offers)) for s in skus),
        tuple(draw(st.dictionaries(WORDS, WORDS, max_size=2)).items()), draw(MAYBE),
    )  # fmt: skip


def offered(stock, price, link, image, day):
    return Offer(availability_of_stock(stock), stock, price, link, image, day if price else "")
