"""What the catalog knows: products, their size charts, pressure, claims, and where each fact is from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .measure import LegPoint, Pressure, per_unit


class Garment(StrEnum):
    """What kind of garment a product is; `unstated` where its source does not say."""

    SOCK = "sock"
    CALF_SLEEVE = "calf_sleeve"
    THIGH_SLEEVE = "thigh_sleeve"
    FULL_LEG_SLEEVE = "full_leg_sleeve"
    SHORTS = "shorts"
    TIGHTS = "tights"
    THIGH_HIGH = "thigh_high"
    PANTYHOSE = "pantyhose"
    UNSTATED = "unstated"


class Audience(StrEnum):
    """Whom a product is made for, where its source says."""

    WOMEN = "women"
    MEN = "men"
    UNISEX = "unisex"


class Confidence(StrEnum):
    """Whether a source is the maker's own word or somebody quoting it; `low` where the source is weak."""

    FIRST_HAND = "first_hand"
    QUOTED = "quoted"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: address, date as printed there, and how it was read."""

    url: str
    seen_on: str
    """ISO date, part of one (`2012-05`), or `unknown`."""
    read_as: str
    """`text`, `picture`, `data` (a table or file) or `quoted`."""
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a band: the whole number, whether it belongs to the band, and the figure as printed."""

    at: int
    closed: bool
    printed: str


@dataclass(frozen=True, slots=True)
class Band:
    """What a size accepts at one point; an end that is None is open without limit."""

    point: LegPoint
    low: Edge | None
    high: Edge | None
    unit: str

    def holds(self, value: int) -> bool:
        """Whether a value (whole store units) lies in the band, each edge by its own kind."""
        low, high = self.low, self.high
        if low is not None and (value < low.at or (value == low.at and not low.closed)):
            return False
        return not (high is not None and (value > high.at or (value == high.at and not high.closed)))


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a size: a band for each point; a keyed point without a band here was not readable."""

    bands: tuple[Band, ...]
    note: str = ""

    def band(self, point: LegPoint) -> Band | None:
        """The band of a point, if this box has one."""
        return next((b for b in self.bands if b.point is point), None)


@dataclass(frozen=True, slots=True)
class Size:
    """A size label as printed and the boxes it consists of."""

    label: str
    boxes: tuple[Box, ...]


class TieRule(StrEnum):
    """What a brand says to take between two sizes."""

    LARGER = "larger"
    SMALLER = "smaller"


@dataclass(frozen=True, slots=True)
class SizeChart:
    """A brand's size chart as printed, sizes from small to large.

    `keys` are the points that must all match; points inside one key are alternatives of one another
    (a shoe size in EU or in UK). `sizes` is empty where a source names the keys but prints no table.
    """

    id: str
    keys: tuple[tuple[LegPoint, ...], ...]
    sizes: tuple[Size, ...]
    source: Source
    version: str = ""
    """Which rendition of the chart this is, where rivals exist."""
    current: bool = True
    tie_rule: TieRule | None = None
    priority: tuple[LegPoint, ...] = ()
    """Points in the order in which the source lets them decide; empty where it states none."""
    posture: str = ""
    note: str = ""
    steps: tuple[tuple[LegPoint, int], ...] = ()
    """One printed step per point, in store units."""

    @property
    def points(self) -> tuple[LegPoint, ...]:
        """Every point of every key, in printed order."""
        return tuple(p for key in self.keys for p in key)

    def step(self, point: LegPoint) -> int:
        """One step of the printed figures at a point, in store units; 0 where nothing is printed."""
        return next((s for p, s in self.steps if p is point), 0)

    def boxes(self) -> Iterator[tuple[Size, Box]]:
        """Every box with its size, in printed order."""
        return ((size, box) for size in self.sizes for box in size.boxes)


PRINTED_STEPS = tuple(Fraction(1, n) for n in (1, 2, 4, 5, 8, 10, 16, 20, 100))


def printed_step(point: LegPoint, bands: tuple[Band, ...]) -> int:
    """The step of a chart's figures: the coarsest of 1, 1/2, 1/4, 1/5, 1/8, 1/10 ... that prints them all."""
    figures = [e.at for b in bands for e in (b.low, b.high) if e is not None]
    if not figures:
        return 0
    unit = per_unit(point, bands[0].unit)
    for step in PRINTED_STEPS:
        # A sixteenth of an inch is no whole number of micrometres: the store holds the nearest one.
        if all(round(round(at / (step * unit)) * step * unit) == at for at in figures):
            return int(step * unit)
    return int(PRINTED_STEPS[-1] * unit)


class EvidenceKind(StrEnum):
    """How a pressure figure came to be; kinds are never compared with one another."""

    BRAND_STATED = "brand_stated"
    LABORATORY = "laboratory"
    ON_LEG = "on_leg"


class PressurePoint(StrEnum):
    """Hosiery points from foot to thigh; A and E are recorded but never judged."""

    A = "A"
    B = "B"
    B1 = "B1"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"


@dataclass(frozen=True, slots=True)
class PointPressure:
    """Pressure at one named point: a single figure has low equal to high."""

    point: PressurePoint
    low: Pressure | None
    high: Pressure | None
    sd: Pressure | None = None
    wearers: int | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class PressureFigure:
    """One statement of pressure with its source; a range is never a profile."""

    low: Pressure | None
    high: Pressure | None
    stated_at: str
    """`ankle`, `calf`, another point, or `unstated`."""
    kind: EvidenceKind
    source: Source
    profile: tuple[PointPressure, ...] = ()
    label: str = ""
    """A class as printed ("class 2", "CCL 1")."""
    scheme: str = ""
    """Whose class it is (RAL, BS, AFNOR, ENV, US); empty where the source does not say."""
    method: str = ""
    posture: str = ""
    variant: str = ""
    """The SKU or colour group it holds for, where variants differ."""


class ClaimKind(StrEnum):
    """What a printed claim is about."""

    GRADUATED = "graduated"
    NOT_GRADUATED = "not_graduated"
    MEDICAL = "medical"
    BREATHABLE = "breathable"
    INTENDED_USE = "intended_use"
    OTHER = "other"


class Position(StrEnum):
    """Where in a record a text stands; only the first four speak for the product itself."""

    TITLE = "title"
    FEATURES = "features"
    INDICATIONS = "indications"
    INTENDED_USE = "intended_use"
    DESCRIPTION = "description"
    CATEGORY = "category"
    CODE = "code"
    CONTRAINDICATIONS = "contraindications"
    BRAND = "brand"
    SHOP = "shop"
    ARTICLE = "article"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Claim:
    """Words about a product: the kind, the wording, where it stands, and its source."""

    kind: ClaimKind
    text: str
    position: Position
    source: Source


@dataclass(frozen=True, slots=True)
class Code:
    """An identifier printed with a product: `510k`, `udi_di`, `hcpcs`, `pzn`, `migel`, `gtin` ..."""

    scheme: str
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class Fibre:
    """One fibre of the fabric; the share in per mille, None where the source names it without one."""

    name: str
    per_mille: int | None


@dataclass(frozen=True, slots=True)
class Price:
    """A price in minor units (cents) with its currency (ISO 4217; empty where the source prints none)."""

    minor: int
    currency: str
    source: Source
    note: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing a shop can put in a basket."""

    sku: str
    size: str = ""
    colour: str = ""
    gtin: str = ""
    """14 digits, check digit verified; empty where none is known."""
    price: Price | None = None
    stock: int | None = None
    """None where stock is not known."""
    shop_id: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A product as its sources describe it; an empty field means the sources do not say."""

    id: str
    brand: str
    name: str
    garment: Garment
    sources: tuple[Source, ...]
    audience: Audience | None = None
    line: str = ""
    """The maker's own range name ("SPORTS", "MEDICAL")."""
    charts: tuple[SizeChart, ...] = ()
    asks_for: tuple[LegPoint, ...] = ()
    """What the brand sizes by, where a source says so without printing a chart."""
    pressure: tuple[PressureFigure, ...] = ()
    claims: tuple[Claim, ...] = ()
    codes: tuple[Code, ...] = ()
    categories: tuple[str, ...] = ()
    """Category ids as `google:209` or `shopify:aa-1-18-2`."""
    fibres: tuple[Fibre, ...] = ()
    price: Price | None = None
    variants: tuple[Variant, ...] = ()
    flags: tuple[tuple[str, str], ...] = ()
    """Shop fields as found (`regulated` = `false`, `fsa_eligible` = `true`)."""
    notes: str = ""

    @property
    def chart(self) -> SizeChart | None:
        """The chart in force, if there is one."""
        return next((c for c in self.charts if c.current), None)

    @property
    def breathable(self) -> bool:
        """Whether a source claims that the fabric breathes or moves sweat."""
        return any(c.kind is ClaimKind.BREATHABLE for c in self.claims)

    def intended_uses(self) -> tuple[str, ...]:
        """The uses that sources name, as printed."""
        return tuple(c.text for c in self.claims if c.kind is ClaimKind.INTENDED_USE)


class Ruling(StrEnum):
    """What a person decided about a product that the rules left open."""

    SPORT = "sport"
    MEDICAL = "medical"


@dataclass(frozen=True, slots=True)
class Decision:
    """A curator's decision: who, when, why, on what evidence."""

    product_id: str
    ruling: Ruling
    by: str
    on: str
    why: str
    source: str
    evidence: str
    """Fingerprint of the signals that the decision rested on."""


@dataclass(frozen=True, slots=True)
class CatalogVersion:
    """The stamp that every write of a catalog changes."""

    number: int
    stamp: str

    @property
    def text(self) -> str:
        """The version as answers show it."""
        return f"{self.number}-{self.stamp}"
