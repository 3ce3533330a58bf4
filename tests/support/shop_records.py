"""Records of a shop as lines of text, to be compared with what a case expects."""

from __future__ import annotations

import io

from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.spreadsheet.read import read_spreadsheet


def read_sheet(data: bytes, name: str = "sheet.csv"):
    """The products of a spreadsheet, and the problems."""
    collector = ProblemCollector()
    return list(read_spreadsheet(io.BytesIO(data), FieldPath(collector, (name,)))), collector.problems


def record_lines(products, problems) -> str:
    """Each product, its charts and variants on lines of their own, then the problems; what is empty is left out."""
    lines = []
    for product in products:
        lists = (", ".join(texts) for texts in (product.audience, product.uses))
        passed = ", ".join(f"{name}={count}" for name, count in product.not_kept.items())
        parts = (
            product.place, product.handle, product.brand, product.title, product.kind, *lists, product.pressure,
            product.fabric, product.description, passed,
        )  # fmt: skip
        lines += [f"P {_joined(parts)}", *map(_chart_line, product.charts), *map(_variant_line, product.variants)]
    lines += [f"! {' | '.join(filter(None, (p.field, p.code, p.read, p.suggestion)))}" for p in problems]
    return "\n".join(lines)


def _joined(parts) -> str:
    return " | ".join(part for part in parts if part)


def _chart_line(chart) -> str:
    rows = "; ".join(" ".join((row.size, *(band for _, band in row.bands))) for row in chart.rows)
    unread = "; ".join(f"line {cell.row}: {cell.text}: {cell.code}" for cell in chart.unread)
    keys = ", ".join(chart.keyed_by or chart.points)
    return f"C {chart.unit or ''}: {keys}: {rows}" + (f" [{unread}]" if unread else "")


def _variant_line(variant) -> str:
    options = ", ".join(f"{name}={value}" for name, value in variant.options)
    price = f"{variant.price} {variant.currency}".strip()
    shop_id = f"#{variant.shop_id}" if variant.shop_id else ""
    parts = (variant.place, variant.sku, variant.gtin, shop_id, options, price, variant.stock, variant.availability)
    return f"V {_joined(parts)}"
