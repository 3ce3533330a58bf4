"""What the catalog knows of a product and its size charts, every fact with its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import UNSET, UnsetType

from ..model.band_text import band_text
from ..model.catalog_ruling import Ruled
from ..model.money import Money
from ..model.product import Band, PressureFigure, Product, SizeChart, Source
from ..model.quantities import Pressure
from .records import Record, about, filled, words


class SourceDocument(Record):
    """Where a fact was read."""

    url: Annotated[str, about("The address of the page.")]
    seen_on: Annotated[str, about("The day on which it was read.")]
    read_as: Annotated[str, about("How it was read: as text, from a picture, from a feed.")]
    confidence: Annotated[str, about("How far the source can be trusted.")]
    note: Annotated[str | UnsetType, about("A note about it.")] = UNSET


class EdgeDocument(Record):
    """One end of a range."""

    printed: Annotated[str, about("The figure as printed.")]
    closed: Annotated[bool, about("Whether the figure itself belongs to the range.")]


class BandDocument(Record):
    """What a size asks for at one point."""

    band: Annotated[str, about("The range as printed, with its unit.")]
    low: Annotated[EdgeDocument | None, about("Its lower end; null where it is open.")]
    high: Annotated[EdgeDocument | None, about("Its upper end; null where it is open.")]
    unit: Annotated[str, about("The unit that is printed.")]


class SizeDocument(Record):
    """One size of a chart."""

    size: Annotated[str, about("The label of the size, as the maker prints it.")]
    boxes: Annotated[list[dict[str, BandDocument]], about("Its rows, each with a range at every point.")]


class SizeChartDocument(Record):
    """A size chart as printed."""

    id: Annotated[str, about("Its name in addresses.")]
    keyed_by: Annotated[list[list[str]], about("The points that it goes by; of several in one entry, any one.")]
    version: Annotated[str, about("Which edition of the chart it is.")]
    current: Annotated[bool, about("Whether it is in force.")]
    between_sizes: Annotated[str | None, about("Which size the maker says to take between two.")]
    priority: Annotated[list[str], about("The points that decide first where they disagree.")]
    posture: Annotated[str, about("How to stand while measuring.")]
    note: Annotated[str, about("What the maker adds.")]
    sizes: Annotated[list[SizeDocument], about("Its sizes, in printed order.")]
    chart_of: Annotated[str | None, about("The chart of another product that it is taken from, or null.")]
    source: Annotated[SourceDocument, about("Where it was read.")]


class ChartDocument(SizeChartDocument):
    """A size chart as printed, and the products that are sized by it."""

    products: Annotated[list[str], about("The ids of the products that are sized by it.")]


def source_document(source: Source, *, note: bool = True) -> SourceDocument:
    """Write a source down; what a curator noted about it only with `note`."""
    text = source.note if note else UNSET
    return SourceDocument(
        url=source.url, seen_on=source.seen_on, read_as=source.read_as, confidence=source.confidence, note=text
    )


def size_chart_document(chart: SizeChart) -> SizeChartDocument:
    """Write a size chart down as printed, with its source."""
    sizes = [SizeDocument(size=s.label, boxes=[_box(box.bands) for box in s.boxes]) for s in chart.sizes]
    return filled(
        SizeChartDocument,
        chart,
        keyed_by=chart.keys,
        between_sizes=chart.tie_rule,
        sizes=sizes,
        chart_of=chart.chart_of or None,
    )


def chart_document(chart: SizeChart, products: Sequence[str]) -> ChartDocument:
    """Write a size chart down with the ids of the products that are sized by it."""
    return filled(ChartDocument, size_chart_document(chart), products=products)


def _box(bands: Sequence[Band]) -> dict[str, BandDocument]:
    return {band.point.value: filled(BandDocument, band, band=band_text(band)) for band in bands}


class ProductHeadDocument(Record):
    """What identifies a product."""

    id: Annotated[str, about("Its name in addresses.")]
    brand: Annotated[str, about("The brand.")]
    name: Annotated[str, about("The name as the maker prints it.")]
    garment: Annotated[str, about("The kind of garment.")]


class PriceDocument(Record):
    """A price."""

    minor: Annotated[int, about("In whole minor units, such as cents.")]
    currency: Annotated[str, about("The currency, by its three letters.")]
    seen_on: Annotated[str | UnsetType, about("The day on which it was said; there where that is known.")] = UNSET


class ProductVariantDocument(Record):
    """One thing that a shop sells of a product; what it is offered for stands with the offers."""

    sku: Annotated[str, about("The shop's SKU.")]
    size: Annotated[str, about("The label of the size, as the maker prints it.")]
    colour: Annotated[str, about("The colour.")]
    gtin: Annotated[str, about("The GTIN with 14 digits.")]
    shop_id: Annotated[str, about("The shop's id of the variant.")]


class FibreDocument(Record):
    """A share of the fabric."""

    fibre: Annotated[str, about("The fibre.")]
    per_mille: Annotated[int | None, about("Its share in thousandths; null where it is not printed.")]


class PointPressureDocument(Record):
    """A pressure at one place of the leg."""

    point: Annotated[str, about("The place on the leg.")]
    low: Annotated[str | None, about("The least pressure, with its unit.")]
    high: Annotated[str | None, about("The greatest pressure, with its unit.")]
    printed: Annotated[str, about("The figure as printed.")]


class PressureDocument(Record):
    """One statement of pressure."""

    low: Annotated[str | None, about("The least pressure, with its unit.")]
    high: Annotated[str | None, about("The greatest pressure, with its unit.")]
    stated_at: Annotated[str, about("The place on the leg that it is stated for.")]
    kind: Annotated[str, about("What kind of evidence it is.")]
    label: Annotated[str, about("The class that is printed.")]
    scheme: Annotated[str, about("The standard that the class belongs to.")]
    variant: Annotated[str, about("The variant of the product that it holds for.")]
    profile: Annotated[list[PointPressureDocument], about("The pressure from the ankle up.")]
    source: Annotated[SourceDocument, about("Where it was read.")]


class ClaimDocument(Record):
    """Something that the maker says of a product."""

    kind: Annotated[str, about("What kind of claim it is.")]
    text: Annotated[str, about("The words of the maker.")]
    position: Annotated[str, about("Where on the page it stands.")]
    source: Annotated[SourceDocument, about("Where it was read.")]


class CodeDocument(Record):
    """A code of a product in a public scheme."""

    scheme: Annotated[str, about("The scheme.")]
    value: Annotated[str, about("The code.")]


class CatalogRulingDocument(Record):
    """What the brand file decides of its product, or leaves open."""

    ruled: Annotated[str, words(tuple(Ruled)), about("What it decides; `open` where it does not.")]
    why: Annotated[str, about("The reason.")]
    on: Annotated[str, about("The day of the ruling.")]
    would_settle: Annotated[str, about("What would settle it, where it is open.")]
    source: Annotated[SourceDocument, about("Where that was read.")]


class ProductDocument(ProductHeadDocument):
    """Everything that is known of a product."""

    collection: Annotated[str, about("The collection that it belongs to: `shipped`, `own` or a name of one's own.")]
    audience: Annotated[str | None, about("Whom it is made for.")]
    line: Annotated[str, about("The line of the maker that it belongs to.")]
    intended_use: Annotated[list[str], about("What the maker means it for.")]
    price: Annotated[PriceDocument | None, about("The price; null where no source prints one.")]
    fabric: Annotated[list[FibreDocument], about("What it is made of.")]
    pressure: Annotated[list[PressureDocument], about("Every statement of pressure.")]
    claims: Annotated[list[ClaimDocument], about("What the maker says of it.")]
    codes: Annotated[list[CodeDocument], about("Its codes in public schemes.")]
    categories: Annotated[list[str], about("Where a shop files it.")]
    flags: Annotated[dict[str, str], about("What was found out about it, by name.")]
    asks_for: Annotated[list[str], about("The points that its sizes go by, where no chart is known.")]
    charts: Annotated[list[SizeChartDocument], about("Its size charts as printed.")]
    variants: Annotated[list[ProductVariantDocument], about("What shops sell of it.")]
    notes: Annotated[str, about("A note about the product.")]
    size_page: Annotated[str, about("The brand's own size page, where a source names it.")]
    chart_missing_since: Annotated[str, about("The day since when a size chart is looked for.")]
    aliases: Annotated[list[str], about("Ids that it had before; it is found by them, too.")]
    ruling: Annotated[CatalogRulingDocument | None, about("The ruling of its brand file; null where there is none.")]
    sources: Annotated[list[SourceDocument], about("Where it was read.")]


def product_head(product: Product) -> ProductHeadDocument:
    """Write down what identifies a product in an answer."""
    return ProductHeadDocument(id=product.id, brand=product.brand, name=product.name, garment=str(product.garment))


def price_document(money: Money | None, day: str = "") -> PriceDocument | None:
    """A price in minor units with its currency and its ISO day; None where there is none."""
    return None if money is None else PriceDocument(minor=money.minor, currency=money.currency, seen_on=day or UNSET)


def product_document(product: Product, collection: str) -> ProductDocument:
    """Write down everything that the catalog knows of a product, every fact with its source, and nothing of offers."""
    return filled(
        ProductDocument,
        product,
        collection=collection,
        intended_use=product.intended_uses(),
        price=price_document(product.price.money if product.price else None),
        fabric=[FibreDocument(fibre=f.name, per_mille=f.per_mille) for f in product.fibres],
        pressure=[_pressure(p) for p in product.pressure],
        flags=dict(product.flags),
        charts=[size_chart_document(c) for c in product.charts],
    )


def _pressure(figure: PressureFigure) -> PressureDocument:
    profile = [filled(PointPressureDocument, at, low=_text(at.low), high=_text(at.high)) for at in figure.profile]
    return filled(PressureDocument, figure, low=_text(figure.low), high=_text(figure.high), profile=profile)


def _text(pressure: Pressure | None) -> str | None:
    return pressure.text() if pressure else None
