"""What the catalog knows: products, their size charts, pressure, claims, and where each fact is from."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .catalog_ruling import CatalogRuling
from .chart import Band as Band
from .chart import Box as Box
from .chart import Edge as Edge
from .chart import Size as Size
from .chart import SizeChart as SizeChart
from .chart import TieRule as TieRule
from .chart import printed_step as printed_step
from .leg import LegPoint
from .money import Money as Money
from .offer import NO_OFFER, Offer, OffersBySku
from .quantities import Pressure
from .source import Confidence as Confidence
from .source import Source as Source

SHIPPED: Final = "shipped"
"""The collection of the products that travel with the program."""
OWN: Final = "own"
"""The collection of what is loaded without naming one."""


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


class EvidenceKind(StrEnum):
    """How a pressure figure came to be; kinds are never compared with one another."""

    BRAND_STATED = "brand_stated"
    LABORATORY = "laboratory"
    ON_LEG = "on_leg"


class PressurePoint(StrEnum):
    """Hosiery points from foot to thigh; A and E are recorded but never judged."""

    A, B, B1, C = "A", "B", "B1", "C"
    D, E, F, G = "D", "E", "F", "G"


class PointPressure(Struct, frozen=True, array_like=True, gc=False):
    """Pressure at one named point: a single figure has low equal to high."""

    point: PressurePoint
    low: Pressure | None
    high: Pressure | None
    sd: Pressure | None = None
    wearers: int | None = None
    printed: str = ""


class PressureFigure(Struct, frozen=True, array_like=True, gc=False):
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


class Claim(Struct, frozen=True, array_like=True, gc=False):
    """Words about a product: the kind, the wording, where it stands, and its source."""

    kind: ClaimKind
    text: str
    position: Position
    source: Source


class Code(Struct, frozen=True, array_like=True, gc=False):
    """An identifier printed with a product: `510k`, `udi_di`, `hcpcs`, `pzn`, `migel`, `gtin` ..."""

    scheme: str
    value: str
    source: Source


class Fibre(Struct, frozen=True, array_like=True, gc=False):
    """One fibre of the fabric; the share in per mille, None where the source names it without one."""

    name: str
    per_mille: int | None


class Price(Struct, frozen=True, array_like=True, gc=False):
    """A price as a source printed it."""

    money: Money
    source: Source
    note: str = ""


class Variant(Struct, frozen=True, array_like=True, gc=False):
    """One thing a shop can put in a basket."""

    sku: str
    size: str = ""
    colour: str = ""
    gtin: str = ""
    """14 digits, check digit verified; empty where none is known."""
    shop_id: str = ""
    offer: Offer = NO_OFFER
    """What the shop says of it today; last, for the fields before it are all that is stored of a variant itself."""


class Product(Struct, frozen=True, array_like=True):
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
    aliases: tuple[str, ...] = ()
    """Ids that it, or a record that became part of it, had before; every door finds it by them."""
    size_page: str = ""
    """The address of the brand's own size page, where a source names it."""
    chart_missing_since: str = ""
    """The day (ISO) since when a size chart of it is looked for; empty where nobody looks for one."""
    ruling: CatalogRuling | None = None
    """What its brand file decides where the rules leave it open, or says would settle it."""

    @property
    def chart(self) -> SizeChart | None:
        """The chart in force, if there is one; where there are several, the one that is asked first."""
        return next((c for c in self.charts if c.current), None)

    @property
    def is_sized(self) -> bool:
        """Whether a chart in force has figures."""
        return any(c.sizes for c in self.charts if c.current)

    @property
    def charts_in_force(self) -> tuple[SizeChart, ...]:
        """Every current chart: one, or one keyed by girths and then one by height and weight."""
        return tuple(c for c in self.charts if c.current)

    @property
    def chart_source(self) -> Source | None:
        """The source of the chart in force, else the first source of the product."""
        return self.chart.source if self.chart else next(iter(self.sources), None)

    def answered_by(self, chart_id: str) -> Product:
        """The same product with the chart of that id first; itself where that changes nothing."""
        if not chart_id or (self.chart is not None and self.chart.id == chart_id):
            return self
        first = tuple(c for c in self.charts if c.id == chart_id)
        return replace(self, charts=first + tuple(c for c in self.charts if c.id != chart_id))

    def with_offers(self, offers: OffersBySku) -> Product:
        """The same product with what the shop says of its variants, by SKU; nothing is said of the others."""
        return replace(self, variants=tuple(replace(v, offer=offers.get(v.sku, NO_OFFER)) for v in self.variants))

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


class Decision(Struct, frozen=True):
    """A curator's decision: who, when, why, on what evidence."""

    product_id: str
    ruling: Ruling
    by: str
    on: str
    why: str
    source: str
    evidence: str
    """Fingerprint of the signals that the decision rested on."""


class CatalogVersion(Struct, frozen=True):
    """The stamp that every write of a catalog changes."""

    number: int
    stamp: str

    @property
    def text(self) -> str:
        """The version as answers show it."""
        return f"{self.number}-{self.stamp}"
