"""Builders and hypothesis strategies for the things tests are about: charts, products, verdicts."""

from fractions import Fraction

from hypothesis import strategies as st

from catalog.messages.messages import Messages
from catalog.model.catalog_ruling import CatalogRuling, Ruled
from catalog.model.leg import LegPoint
from catalog.model.offer import Offer, availability_of_stock
from catalog.model.product import (
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
)
from catalog.model.quantities import Length, Mass, Pressure, ShoeSize, per_unit
from catalog.model.verdict import Gates, Outcome, Reason, Verdict

SOURCE = Source("https://maker.example/size-chart", "2026-11-01", "text", Confidence.FIRST_HAND)

# --- plain builders -----------------------------------------------------------------------------------------


def edge(point, figure, unit, closed=True):
    """An edge from a figure as printed (`"35"`, `"14.5"`); None stays None."""
    if figure is None:
        return None
    return Edge(round(Fraction(str(figure)) * per_unit(point, unit)), closed, str(figure))


def band(low, high, point=LegPoint.CALF, unit="cm", closed=(True, True)):
    """A band from two printed figures, either of them None for open."""
    return Band(point, edge(point, low, unit, closed[0]), edge(point, high, unit, closed[1]), unit)


def stocked(sku, size="", stock=None, **fields):
    """A variant of which a shop has so many; None where it does not say."""
    return Variant(sku, size, offer=Offer(availability_of_stock(stock), stock), **fields)


def chart(rows, points=(LegPoint.CALF,), unit="cm", **fields):
    """A chart from `{"S": ("30", "34")}`: for each size one (low, high) per point, in the order of points.

    With a single point the pair may stand alone. A list instead of a tuple holds several boxes. `unit` is
    one unit for all points, or one per point.
    """
    units = (unit,) * len(points) if isinstance(unit, str) else unit
    sizes = tuple(Size(label, _boxes(cells, points, units)) for label, cells in rows.items())
    bands = [b for size in sizes for box in size.boxes for b in box.bands]
    steps = tuple((p, printed_step(p, tuple(b for b in bands if b.point is p))) for p in points)
    given = {"id": "chart", "source": SOURCE, "keys": tuple((p,) for p in points), "steps": steps}
    return SizeChart(**{**given, "sizes": sizes, **fields})


def _boxes(cells, points, units):
    return tuple(_box(cell, points, units) for cell in (cells if isinstance(cells, list) else [cells]))


def _box(cell, points, units):
    pairs = (cell,) if len(points) == 1 and not isinstance(cell[0], tuple) else cell
    return Box(tuple(band(*pair, p, u) for pair, p, u in zip(pairs, points, units, strict=True)))


def product(id="maker-sock", *, chart=None, **fields):
    """A product with one chart or none; every field can be given."""
    given = {"brand": "Maker", "name": "Sock", "garment": Garment.SOCK, "sources": (SOURCE,)}
    charts = () if chart is None else (chart,)
    return Product(id=id, **{**given, "charts": charts, **fields})


def verdict(rule="medical", outcome=Outcome.PASS, *reasons, **fields):
    """A verdict of a gate."""
    return Verdict(rule, outcome, tuple(reasons), **fields)


def gates(medical=Outcome.PASS, graduated=Outcome.UNKNOWN, policy="policy-1"):
    """Gate verdicts of these outcomes, without reasons."""
    return Gates(verdict("medical", medical), verdict("graduated", graduated), policy)


# --- strategies ---------------------------------------------------------------------------------------------

LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
TEXTS = st.text(LETTERS, max_size=12)
NAMES = st.text(LETTERS, min_size=1, max_size=12)
WHOLE = st.integers(min_value=0, max_value=2**53)
POINTS = st.sampled_from(LegPoint)
UNITS = {"length": ("cm", "mm", "in"), "mass": ("kg", "lb"), "shoe": ("size",)}


def few(strategy, most=3, least=0, **kwargs):
    """A short tuple of them."""
    return st.lists(strategy, min_size=least, max_size=most, **kwargs).map(tuple)


def maybe(strategy):
    """One of them, or None."""
    return st.none() | strategy


def sources():
    """Any source."""
    return st.builds(
        Source,
        url=TEXTS, seen_on=st.sampled_from(["unknown", "2012-05", "2026-11-01"]),
        read_as=st.sampled_from(["text", "picture", "data", "quoted"]),
        confidence=st.sampled_from(Confidence), note=TEXTS,
    )  # fmt: skip


def edges(at=WHOLE):
    """Any edge."""
    return st.builds(Edge, at=at, closed=st.booleans(), printed=TEXTS)


@st.composite
def bands(draw, point=None):
    """A band with its low below its high, either of them open."""
    point = point or draw(POINTS)
    low, high = sorted((draw(st.integers(1, 10**7)), draw(st.integers(1, 10**7))))
    unit = draw(st.sampled_from(UNITS[point.dimension.value]))
    return Band(point, draw(maybe(edges(st.just(low)))), draw(maybe(edges(st.just(high)))), unit)


@st.composite
def charts(draw):
    """A chart of any shape: keys with alternatives, several boxes per size, holes, no table at all."""
    keys = draw(few(few(POINTS, least=1, unique=True), 2, least=1))
    points = list(dict.fromkeys(p for key in keys for p in key))
    cells = st.builds(Box, bands=few(st.sampled_from(points).flatmap(bands)), note=TEXTS)
    sizes = few(st.builds(Size, label=TEXTS, boxes=few(cells)))
    return SizeChart(
        id=draw(NAMES), keys=keys, sizes=draw(sizes), source=draw(sources()), version=draw(TEXTS),
        current=draw(st.booleans()), tie_rule=draw(maybe(st.sampled_from(TieRule))),
        priority=draw(few(st.sampled_from(points))), posture=draw(TEXTS), note=draw(TEXTS),
        steps=draw(few(st.tuples(st.sampled_from(points), WHOLE))),
        forced=draw(st.booleans()), chart_of=draw(TEXTS),
    )  # fmt: skip


def pressures():
    """Any pressure."""
    return st.builds(Pressure, st.integers(0, 1000))


def pressure_figures():
    """Any statement of pressure, with or without a profile."""
    points = st.builds(
        PointPressure,
        point=st.sampled_from(PressurePoint), low=maybe(pressures()), high=maybe(pressures()),
        sd=maybe(pressures()), wearers=maybe(st.integers(0, 10**6)), printed=TEXTS,
    )  # fmt: skip
    return st.builds(
        PressureFigure,
        low=maybe(pressures()), high=maybe(pressures()), stated_at=TEXTS,
        kind=st.sampled_from(EvidenceKind), source=sources(), profile=few(points),
        label=TEXTS, scheme=TEXTS, method=TEXTS, posture=TEXTS, variant=TEXTS,
    )  # fmt: skip


def prices():
    """Any price."""
    return st.builds(Price, money=st.builds(Money, WHOLE, TEXTS), source=sources(), note=TEXTS)


def variants():
    """Any variant."""
    return st.builds(
        Variant,
        sku=TEXTS, size=TEXTS, colour=TEXTS, gtin=TEXTS, shop_id=TEXTS,
    )  # fmt: skip


def claims():
    """Any claim."""
    return st.builds(
        Claim,
        kind=st.sampled_from(ClaimKind), text=TEXTS, position=st.sampled_from(Position), source=sources(),
    )  # fmt: skip


def rulings():
    """Any ruling of a brand file."""
    return st.builds(
        CatalogRuling,
        ruled=st.sampled_from(Ruled), why=TEXTS, on=TEXTS, source=sources(), would_settle=TEXTS, evidence=TEXTS,
    )  # fmt: skip


def products(id=NAMES):
    """A product of any shape."""
    return st.builds(
        Product,
        id=id, brand=TEXTS, name=TEXTS, garment=st.sampled_from(Garment), sources=few(sources()),
        audience=maybe(st.sampled_from(Audience)), line=TEXTS, charts=few(charts(), 2),
        asks_for=few(POINTS), pressure=few(pressure_figures(), 2), claims=few(claims()),
        codes=few(st.builds(Code, scheme=TEXTS, value=TEXTS, source=sources())), categories=few(TEXTS),
        fibres=few(st.builds(Fibre, name=TEXTS, per_mille=maybe(st.integers(0, 1000)))),
        price=maybe(prices()), variants=few(variants(), 2), flags=few(st.tuples(TEXTS, TEXTS)), notes=TEXTS,
        aliases=few(NAMES.map("old {}".format), unique=True), size_page=TEXTS, chart_missing_since=TEXTS, ruling=maybe(rulings()),
    )  # fmt: skip


def facts():
    """Any fact that a reason can carry."""
    plain = st.one_of(
        TEXTS, WHOLE, st.booleans(), st.floats(allow_nan=False, allow_infinity=False), POINTS,
        st.builds(Length, WHOLE), st.builds(Mass, WHOLE), pressures(),
        st.builds(ShoeSize, st.sampled_from([p for p in LegPoint if p.value.startswith("shoe")]), WHOLE),
    )  # fmt: skip
    return st.recursive(plain, few, max_leaves=5)


def any_gates():
    """Gate verdicts of any content."""
    reasons = st.builds(Reason, code=NAMES, facts=few(st.tuples(NAMES, facts())))
    verdicts = st.builds(
        Verdict,
        rule=NAMES, outcome=st.sampled_from(Outcome), reasons=few(reasons), label=TEXTS, marks=few(TEXTS),
    )  # fmt: skip
    return st.builds(Gates, medical=verdicts, graduated=verdicts, policy=TEXTS)


def sentences_of(bad, language="en"):
    """Every problem of a bad input in words, a line each."""
    return "\n".join(Messages(language).problem(p) for p in bad.problems)
