"""docs/evidence/catalog.md: what the shipped catalog holds, how old its charts are, who quotes them, and whom it fits.

`python -m docs.generate.catalog_page > docs/evidence/catalog.md`; the people of the last table lie beside a checkout.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.catalogs import seed
from benchmarks.real_legs import PEOPLE, fitting, people, table
from catalog.app.review import waiting_for
from catalog.messages.messages import Messages
from catalog.model.cautions import chart_day
from catalog.model.product import Product
from catalog.model.product_name import full_name
from catalog.search.catalog_index import Candidate
from catalog.search.loaded_catalog import LoadedCatalog, load_catalog
from catalog.web.page.holdings import holdings as in_words

ENGLISH = Messages("en")
MADE = (
    "Made from the brand files by `python -m docs.generate.catalog_page`; a test keeps it fresh.",
    "Do not edit it by hand.",
)
WHOM = (
    "200 people of the measured legs (ANSUR II, 2012), every measure taken: how many products have a size for them",
    "(`python -m benchmarks.real_legs`). Socks for women and for men are counted both.",
)
AGES = (
    "Every chart in force of a product for sport, the oldest first; those without a date last. `quoted` is somebody",
    "else's word for the brand, `low` a weak source. A chart older than five years, or of a weak source, puts its",
    "product after others that suit the use alike; the size stays what the chart says, with a caution.",
)
TABLE = "| kind | median | least | most | people without any |"
"""How the table of people begins."""


def shipped_catalog() -> LoadedCatalog:
    """The catalog of the brand files of this checkout."""
    return load_catalog(seed().snapshot())


def holdings(catalog: LoadedCatalog) -> str:
    """What the catalog holds, in the sentence that page and README say."""
    return in_words(catalog.facts, ENGLISH)


def catalog_document(catalog: LoadedCatalog, table_of_people: str) -> str:
    """The whole of docs/evidence/catalog.md, as Markdown ending in a newline."""
    candidates = catalog.index.candidates
    return "\n".join(
        [
            *("# What the shipped catalog holds", "", *MADE, "", holdings(catalog), ""),
            *("## Whom it fits", "", *WHOM, "", table_of_people, ""),
            *("## Charts by age", "", *AGES, "", "| date | said by | product | read at |", "|---|---|---|---|"),
            *(*_charts(candidates), "", "## What waits for a person", ""),
            *("| product | what would settle it |", "|---|---|", *_waiting(candidates), ""),
        ]
    )


def _charts(candidates: tuple[Candidate, ...]) -> Iterator[str]:
    sport = [c.product for c in candidates if c.gates.medical.outcome == "pass"]
    with_chart = [p for p in sport if p.chart is not None and p.chart.sizes]
    for product in sorted(with_chart, key=_age):
        chart = product.chart
        if chart is not None:
            taken = f", taken from `{chart.chart_of}`" if chart.chart_of else ""
            source = chart.source
            yield f"| {source.seen_on} | {source.confidence}{taken} | {full_name(product)} | {source.url} |"


def _age(product: Product) -> tuple[int, str]:
    chart = product.chart
    day = chart.source.seen_on if chart else ""
    dated = int(day.replace("-", "").ljust(8, "9")) if day[:1].isdigit() else chart_day(None)
    return dated, product.id


def _waiting(candidates: tuple[Candidate, ...]) -> Iterator[str]:
    for candidate in candidates:
        ruling = candidate.product.ruling
        if waiting_for(candidate.gates) and ruling is not None:
            yield f"| {full_name(candidate.product)} | {ruling.would_settle} |"


def main() -> int:
    """Print the page; 1 where the people are not there."""
    if not PEOPLE.exists():
        sys.stderr.write(f"The measured people are not here: {PEOPLE}\n")
        return 1
    catalog = shipped_catalog()
    sys.stdout.write(catalog_document(catalog, table(list(fitting(catalog, people(PEOPLE))))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
