"""The shape of a brand file before anything in it is believed.

Every field may be absent here and texts stay texts, so that one problem never hides another: what has
to be there, and what a text means, is judged later and reported with its place.
"""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from ...model.catalog_ruling import BY_CATALOG


class Draft(BaseModel):
    """A table of a brand file; a field that is not known is a problem."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @classmethod
    def of(cls, **fields: object) -> Self:
        """A table with these fields, as the constructor makes it, in three quarters of its time: for imports."""
        made: Self = cls.__pydantic_validator__.validate_python(fields)
        return made


class SourceDraft(Draft):
    """A `[[source]]` table."""

    id: str | None = None
    url: str | None = None
    seen_on: object = None
    read_as: str | None = None
    confidence: str | None = None
    note: str = ""


class FibreDraft(Draft):
    """One fibre; the percentage is left out where the source names none."""

    fibre: str | None = None
    percent: object = None


class PriceDraft(Draft):
    """A price as `44.95 GBP`."""

    amount: str | None = None
    source: str | None = None
    note: str = ""


class OfferPriceDraft(PriceDraft):
    """What a shop asks for a variant, with the day on which it said so where that is not the day of the source."""

    seen_on: object = None


class ClaimDraft(Draft):
    """A `[[product.claim]]` table."""

    kind: str | None = None
    position: str | None = None
    text: str | None = None
    source: str | None = None


class PointDraft(Draft):
    """Pressure at one point: `figure`, or `low` and `high`."""

    point: str | None = None
    figure: str | None = None
    low: str | None = None
    high: str | None = None
    sd: str | None = None
    wearers: int | None = None
    printed: str = ""


class PressureDraft(Draft):
    """A `[[product.pressure]]` table."""

    low: str | None = None
    high: str | None = None
    stated_at: str = "unstated"
    kind: str | None = None
    label: str = ""
    scheme: str = ""
    method: str = ""
    posture: str = ""
    variant: str = ""
    source: str | None = None
    profile: list[PointDraft] = Field(default_factory=list)


class ChartDraft(Draft):
    """A `[[chart]]` or `[[product.chart]]` table; the cells of its rows are read with the points in hand."""

    id: str | None = None
    keyed_by: list[str] | None = None
    unit: str | None = None
    units: dict[str, str] = Field(default_factory=dict)
    current: bool = True
    version: str = ""
    between_sizes: str | None = None
    priority: list[str] = Field(default_factory=list)
    posture: str = ""
    note: str = ""
    step: dict[str, str] = Field(default_factory=dict)
    source: str | None = None
    chart_of: str | None = None
    rows: list[dict[str, object]] = Field(default_factory=list)


class CodeDraft(Draft):
    """A `[[product.code]]` table."""

    scheme: str | None = None
    value: str | None = None
    source: str | None = None


class VariantDraft(Draft):
    """A `[[product.variant]]` table."""

    sku: str | None = None
    size: str = ""
    colour: str = ""
    gtin: str | None = None
    price: OfferPriceDraft | None = None
    stock: int | None = None
    availability: str | None = None
    link: str | None = None
    image: str | None = None
    shop_id: str = ""


class RulingDraft(Draft):
    """A `[[product.ruling]]` table."""

    ruling: str | None = None
    why: str | None = None
    source: str | None = None
    date: object = None
    by: str = BY_CATALOG
    would_settle: str = ""
    evidence: str = ""


class ProductDraft(Draft):
    """A `[[product]]` table."""

    id: str | None = None
    name: str | None = None
    garment: str | None = None
    audience: str | None = None
    line: str = ""
    sources: list[str] | None = None
    asks_for: list[str] = Field(default_factory=list)
    intended_use: list[str] = Field(default_factory=list)
    categories: list[str] = Field(default_factory=list)
    fabric: list[FibreDraft] = Field(default_factory=list)
    flags: dict[str, str] = Field(default_factory=dict)
    price: PriceDraft | None = None
    notes: str = ""
    aliases: list[str] = Field(default_factory=list)
    size_page: str | None = None
    chart_missing_since: object = None
    claim: list[ClaimDraft] = Field(default_factory=list)
    code: list[CodeDraft] = Field(default_factory=list)
    pressure: list[PressureDraft] = Field(default_factory=list)
    charts: list[str] = Field(default_factory=list)
    chart: list[ChartDraft] = Field(default_factory=list)
    variant: list[VariantDraft] = Field(default_factory=list)
    ruling: list[RulingDraft] = Field(default_factory=list)


class ImportedDraft(Draft):
    """What an import wrote into a file, in marks that only the next import reads: by kind and id."""

    brand: str | None = None
    source: dict[str, object] = Field(default_factory=dict)
    chart: dict[str, object] = Field(default_factory=dict)
    product: dict[str, object] = Field(default_factory=dict)


class BrandDraft(Draft):
    """A whole brand file."""

    brand: str | None = None
    source: list[SourceDraft] = Field(default_factory=list)
    chart: list[ChartDraft] = Field(default_factory=list)
    product: list[ProductDraft] = Field(default_factory=list)
    imported: ImportedDraft | None = None
