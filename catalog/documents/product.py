"""What the catalog knows of a product and its charts, as plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..model.band_text import band_text
from ..model.product import Band, Claim, Edge, PressureFigure, Product, SizeChart, Source, Variant

Document = dict[str, Any]


def product_head(product: Product) -> Document:
    """What identifies a product in an answer."""
    return {
        "id": product.id,
        "brand": product.brand,
        "name": product.name,
        "garment": str(product.garment),
    }


def source_document(source: Source) -> Document:
    """Where a fact was read."""
    return {
        "url": source.url,
        "seen_on": source.seen_on,
        "read_as": source.read_as,
        "confidence": str(source.confidence),
        "note": source.note,
    }


def chart_source(product: Product) -> Document | None:
    """The source of the chart that answered, else of the product."""
    source = product.chart.source if product.chart else next(iter(product.sources), None)
    return None if source is None else source_document(source)


def price_document(product: Product) -> Document | None:
    """The price in minor units with its currency, or nothing where no source prints one."""
    if product.price is None:
        return None
    return {"minor": product.price.money.minor, "currency": product.price.money.currency}


def edge_document(edge: Edge | None) -> Document | None:
    """One end of a band."""
    return None if edge is None else {"printed": edge.printed, "closed": edge.closed}


def chart_document(chart: SizeChart) -> Document:
    """A size chart as printed, with its source."""
    return {
        "id": chart.id,
        "keyed_by": [[p.value for p in key] for key in chart.keys],
        "version": chart.version,
        "current": chart.current,
        "between_sizes": chart.tie_rule.value if chart.tie_rule else None,
        "priority": [p.value for p in chart.priority],
        "posture": chart.posture,
        "note": chart.note,
        "sizes": [{"size": size.label, "boxes": [_box(box.bands) for box in size.boxes]} for size in chart.sizes],
        "source": source_document(chart.source),
    }


def _box(bands: tuple[Band, ...]) -> Document:
    return {
        band.point.value: {
            "band": band_text(band),
            "low": edge_document(band.low),
            "high": edge_document(band.high),
            "unit": band.unit,
        }
        for band in bands
    }


def claim_document(claim: Claim) -> Document:
    """One claim with where it stands and its source."""
    return {
        "kind": claim.kind.value,
        "text": claim.text,
        "position": claim.position.value,
        "source": source_document(claim.source),
    }


def pressure_document(figure: PressureFigure) -> Document:
    """One statement of pressure with its profile and source."""
    return {
        "low": figure.low.text() if figure.low else None,
        "high": figure.high.text() if figure.high else None,
        "stated_at": figure.stated_at,
        "kind": figure.kind.value,
        "label": figure.label,
        "scheme": figure.scheme,
        "variant": figure.variant,
        "profile": [
            {
                "point": at.point.value,
                "low": at.low.text() if at.low else None,
                "high": at.high.text() if at.high else None,
                "printed": at.printed,
            }
            for at in figure.profile
        ],
        "source": source_document(figure.source),
    }


def availability_of(variant: Variant) -> str:
    """Whether a shop has a variant: `in_stock`, `sold_out`, or `unknown` where nobody says."""
    if variant.stock is None:
        return "unknown"
    return "in_stock" if variant.stock > 0 else "sold_out"


def basket_document(variants: Iterable[Variant], *, full: bool = False) -> list[Document]:
    """The variants of one size, as a shop puts them into a basket; size and figure of the stock only in `full`."""
    return [
        {
            "sku": variant.sku,
            "shop_id": variant.shop_id,
            "gtin": variant.gtin,
            "colour": variant.colour,
            "availability": availability_of(variant),
            **({"size": variant.size, "stock": variant.stock} if full else {}),
        }
        for variant in variants
    ]


def variant_document(variant: Variant) -> Document:
    """One thing a shop can put in a basket."""
    return {
        "sku": variant.sku,
        "size": variant.size,
        "colour": variant.colour,
        "gtin": variant.gtin,
        "stock": variant.stock,
        "shop_id": variant.shop_id,
    }


def product_document(product: Product) -> Document:
    """Everything the catalog knows of a product, every fact with its source."""
    return {
        **product_head(product),
        "audience": product.audience.value if product.audience else None,
        "line": product.line,
        "intended_use": list(product.intended_uses()),
        "price": price_document(product),
        "fabric": [{"fibre": f.name, "per_mille": f.per_mille} for f in product.fibres],
        "pressure": [pressure_document(p) for p in product.pressure],
        "claims": [claim_document(c) for c in product.claims],
        "codes": [{"scheme": c.scheme, "value": c.value} for c in product.codes],
        "categories": list(product.categories),
        "flags": dict(product.flags),
        "asks_for": [p.value for p in product.asks_for],
        "charts": [chart_document(c) for c in product.charts],
        "variants": [variant_document(v) for v in product.variants],
        "notes": product.notes,
        "sources": [source_document(s) for s in product.sources],
    }
