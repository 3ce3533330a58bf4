"""Drafts as plain fields in one order, without what says nothing: what is written, compared and marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from ..draft import models
from ..draft.models import Draft

ORDER: Final[Mapping[type[Draft], tuple[str, ...]]] = {
    models.SourceDraft: ("id", "url", "seen_on", "read_as", "confidence", "note"),
    models.FibreDraft: ("fibre", "percent"),
    models.PriceDraft: ("amount", "source", "note"),
    models.OfferPriceDraft: ("amount", "seen_on", "source", "note"),
    models.ClaimDraft: ("kind", "position", "text", "source"),
    models.CodeDraft: ("scheme", "value", "source"),
    models.PointDraft: ("point", "figure", "low", "high", "sd", "wearers", "printed"),
    models.PressureDraft: (
        "low", "high", "stated_at", "kind", "label", "scheme", "method", "posture", "variant", "source", "profile",
    ),
    models.ChartDraft: (
        "id", "chart_of", "keyed_by", "unit", "units", "current", "version", "between_sizes", "posture", "priority",
        "note", "step", "source", "rows",
    ),
    models.VariantDraft: (
        "sku", "size", "colour", "gtin", "shop_id", "price", "stock", "availability", "link", "image",
    ),
    models.RulingDraft: ("ruling", "why", "source", "date", "by", "would_settle", "evidence"),
    models.ProductDraft: (
        "id", "name", "garment", "audience", "line", "sources", "asks_for", "intended_use", "categories", "fabric",
        "flags", "price", "aliases", "size_page", "chart_missing_since", "notes", "charts", "claim", "code", "pressure",
        "chart", "variant", "ruling",
    ),
    models.ImportedDraft: ("brand", "source", "chart", "product"),
    models.BrandDraft: ("brand", "source", "chart", "product", "imported"),
}  # fmt: skip
"""The fields of every table in the order in which they are written."""


def fields_of(draft: Draft) -> dict[str, object]:
    """The fields of a table that say anything, in canonical order; tables inside are fields like these themselves."""
    fields = {}
    for name, default in _defaults(type(draft)):
        value = getattr(draft, name)
        if value is not None and value != default:
            fields[name] = plain(value)
    return fields


@cache
def _defaults(kind: type[Draft]) -> tuple[tuple[str, object], ...]:
    """The fields of a table with what they say where they say nothing."""
    return tuple((name, kind.model_fields[name].get_default(call_default_factory=True)) for name in ORDER[kind])


def plain(value: object) -> object:
    """A value as it is written: dates as text, whole figures without decimals, tables as their fields."""
    if isinstance(value, Draft):
        return fields_of(value)
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, (Decimal, float)):
        figure = Decimal(str(value))
        return int(figure) if figure.is_finite() and figure == int(figure) else figure
    return value.isoformat() if isinstance(value, date) else value
