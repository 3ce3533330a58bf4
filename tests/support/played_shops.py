"""Shops on this machine as `collect` meets them: a list of products in pages, a page of one product, a size page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from raw_server import Answer, page

Rows = Sequence[tuple[str, str]]
CALVES = (("S", "30 – 34"), ("M", "34 – 38"), ("L", "38 – 42"))
CORRECTED_CALVES = (("S", "30 – 34"), ("M", "35 – 39"), ("L", "39 – 43"))


def size_table(rows: Rows, title: str = "Size chart") -> str:
    """A size table as shops write it."""
    cells = "".join(f"<tr><td>{size}</td><td>{band}</td></tr>" for size, band in rows)
    return f"<h3>{title}</h3><table><tr><th>Size</th><th>Calf circumference (cm)</th></tr>{cells}</table>"


def product(number: int, title: str, kind: str, text: str, rows: Rows = CALVES, **more: object) -> dict[str, object]:
    """A product of a products.json, with a variant for each size of its chart."""
    handle = title.lower().replace(" ", "-")
    variants = [
        {
            "id": number * 100 + n, "title": size, "option1": size, "sku": f"NP-{number}-{size}", "price": "39.90",
            "available": True,
        }
        for n, (size, _) in enumerate(rows)
    ]  # fmt: skip
    return {
        "id": number, "title": title, "handle": handle, "vendor": "Northpace", "product_type": kind, "tags": [],
        "body_html": f"<p>{text}</p>{size_table(rows)}", "published_at": "2026-01-01T00:00:00Z", "variants": variants,
        "options": [{"name": "Size", "position": 1, "values": [size for size, _ in rows]}], "images": [], **more,
    }  # fmt: skip


SOCK = product(1, "Run Sock", "Compression socks", "Graduated compression sock for running.")
SLEEVE = product(2, "Calf Sleeve", "Compression sleeves", "Compression calf sleeve for running and trail.")
TALL = product(3, "Trail Sock", "Compression socks", "Compression sock for trail running.")
MUG = product(4, "Mug", "Gifts", "A mug.", ())
NEW_SOCK = product(1, "Run Sock", "Compression socks", "Graduated compression sock for running.", CORRECTED_CALVES)
RACE = product(5, "Race Sock", "Compression socks", "Light compression sock for races.")


def shop_pages(*pages: Sequence[Mapping[str, object]]) -> dict[str, Answer]:
    """The pages of a products.json, and an empty one after them."""
    bodies = [json.dumps({"products": list(products)}).encode() for products in (*pages, ())]
    paths = [f"/products.json?limit=250&page={number}" for number in range(1, len(bodies) + 1)]
    return dict(zip(paths, (page(body, "Content-Type: application/json") for body in bodies), strict=True))


def product_page(title: str, size: str, sku: str = "WB-1") -> Answer:
    """A page that states one product for programs."""
    data = {
        "@context": "https://schema.org", "@type": "Product", "name": title, "sku": sku, "size": size,
        "brand": {"@type": "Brand", "name": "Westbeat"}, "description": "Compression sock for running.",
        "offers": {"@type": "Offer", "price": "29.00", "priceCurrency": "EUR", "availability": "https://schema.org/InStock"},
    }  # fmt: skip
    html = f'<!doctype html><title>{title}</title><script type="application/ld+json">{json.dumps(data)}</script>'
    return page(html.encode(), "Content-Type: text/html; charset=utf-8")
