"""A page with twenty size tables: reading it beside lxml's own parse of it, and what it takes beside its bytes."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

from lxml import etree

from catalog.app.read_chart import read_charts
from catalog.formats.size_table.gather import tables_of
from catalog.model.policy import shipped_policy

from .measure import Figure, compare

TABLES, ROWS, SENTENCES, LINKS = 20, 6, 6, 40
SENTENCE = (
    "Measure around the widest part of your calf, standing, in the morning, and take the larger one of two sizes; the "
    "sleeve is meant to sit close, and it gives a little after the first three washes."
)


def page() -> bytes:
    """A product page of some 190 kB: headings, texts, links and pictures around each table, and a script."""
    pieces = ["<!doctype html><html lang=en><head><meta charset=utf-8><title>Size guide</title></head><body>"]
    for at in range(TABLES):
        pieces.append(f'<section class="guide guide-{at}" id="guide-{at}"><h2>Calf sleeve, model {at}</h2>')
        pieces += [f'<p class="rte text-block">{SENTENCE}</p>'] * SENTENCES
        pieces += [
            f'<div class="card grid__item"><a class="card__link unstyled-link" href="/products/sleeve-{at}-{link}">'
            f'<img src="/files/sleeve-{at}-{link}.jpg" alt="A sleeve" width="300" height="300"></a></div>'
            for link in range(LINKS)
        ]
        pieces.append("<table class=sizes><tr><th>Size</th><th>Calf (cm)</th><th>Ankle (cm)</th></tr>")
        pieces += [
            f"<tr><td>{size}</td><td>{28 + 3 * row}&ndash;{31 + 3 * row}</td><td>{17 + row}-{18.5 + row}</td></tr>"
            for row, size in enumerate(("XS", "S", "M", "L", "XL", "XXL")[:ROWS])
        ]
        pieces.append("</table></section>")
    pieces.append(
        "<script>window.data = [" + ",".join(f'{{"id":{n}}}' for n in range(1_000)) + "]</script></body></html>"
    )
    return "\n".join(pieces).encode()


def table_figures() -> Iterator[Figure]:
    """Tables alone, charts out of them, and the memory at the highest point, which counts what Lexbor takes."""
    data, limits = page(), shipped_policy()
    floor = "lxml's own parse"
    yield compare(
        "20 tables of a page, cells and words", floor, None, lambda: tables_of(data, "page"), lambda: etree.HTML(data)
    )
    yield compare(
        "20 tables of a page, read as charts", floor, 6, lambda: read_charts(data, limits), lambda: etree.HTML(data)
    )
    tracemalloc.start()
    tables_of(data, "page")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    size = f"{len(data) / 1000:.0f} kB"
    yield Figure(
        "memory for 20 tables of a page",
        "bytes of the page",
        20,
        (most / len(data),),
        f"{most / 1e6:.1f} MB",
        size,
        0.0,
    )
