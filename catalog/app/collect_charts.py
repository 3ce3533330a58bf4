"""The size charts of a brand's page, beside those that the catalog has for the same products."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ..formats.brand_file.product_draft import brand_draft_of
from ..formats.brand_file.write import brand_text
from ..formats.brand_toml import Register, products_of
from ..formats.draft.problems import FieldPath, ProblemCollector
from ..formats.feed_kind.names import FeedKind
from ..formats.shop_import.bring import Bringer, BringOptions, BroughtProduct
from ..formats.shop_product.record import ShopProduct
from ..formats.shops_toml import ShopEntry, ShopKind
from ..model.import_report import ImportedSource, ImportNote
from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.product import Audience, Confidence, Product, Source
from ..model.read_chart import CHILDREN, ReadChart
from ..model.verdict import Outcome
from .chart_answer import check_answerable, gates_of_chart, product_of_chart
from .chart_news import with_figures
from .fetch import LARGEST_PAGE
from .import_reading import BroughtCatalog
from .read_chart import read_charts
from .shop_pages import WebFile

MOST_WORDS: Final = 50
"""Texts around a chart that become words of its product, nearest first."""

CHART_FOR: Final = {Audience.MEN: "shops_chart_for_men", Audience.WOMEN: "shops_chart_for_women"}
"""What is expected of the chart of a product for men, or for women."""


class ChartsOfPage(Struct, frozen=True):
    """What a page says of the charts of some products."""

    products: tuple[Product, ...]
    """The products with the figures of the page."""
    notes: tuple[ImportNote, ...] = ()


def charts_of_page(
    entry: ShopEntry, file: WebFile, products: Mapping[str, Product], policy: Policy, today: str
) -> ChartsOfPage:
    """Read the charts of a page for the products that an entry names; `products` are those of the catalog by id.

    `today` is the ISO date that the new figures were seen on. A single chart is for all of the products.

    Raises: BadInput (no chart can be read, there are more or fewer than products, a product is not in the catalog, a
    chart for men stands where that of a product for women should, or the other way round).
    """
    missing = [name for name in entry.products if name not in products]
    if missing:
        raise BadInput.one("unknown_product", entry.id, ", ".join(missing), "shops_products_in_files")
    charts = _charts_of(file, policy)
    if len(charts) == 1:
        charts *= len(entry.products)
    if len(charts) != len(entry.products):
        count = len(entry.products)
        raise BadInput.one(
            "charts_counted", file.name, str(len(charts)), "shops_charts", "shops_correct_list", count=count
        )
    of_others = list(_of_others(file.name, [products[name] for name in entry.products], charts))
    if of_others:
        raise BadInput(of_others)
    source = Source(entry.address, today, "data", _confidence(entry))
    pages = [
        _ChartOfProduct(products[name], chart, policy, source, file.name)
        for name, chart in zip(entry.products, charts, strict=True)
    ]
    return ChartsOfPage(tuple(page.updated() for page in pages), tuple(n for page in pages for n in page.notes()))


def _of_others(page: str, products: Sequence[Product], charts: Sequence[ReadChart]) -> Iterator[Problem]:
    """A problem for each chart of one sex beside a product for the other one: the page has another order now."""
    for product, chart in zip(products, charts, strict=True):
        audience = product.audience
        if audience is not None and {audience, chart.audience} == {Audience.MEN, Audience.WOMEN}:
            field, read = f"{page}: {product.id}", chart.title or chart.audience or ""
            yield Problem("chart_for_others", field, read, CHART_FOR[audience], "shops_correct_list")


def bring_charts(entry: ShopEntry, file: WebFile, options: BringOptions, policy: Policy) -> BroughtCatalog:
    """Read the charts of a page, each as a product of its own that a person completes. Raises: BadInput (none)."""
    charts = _charts_of(file, policy)
    if not charts:
        raise BadInput.one("no_size_table", file.name, "", "chart_some", "chart_some")
    brought, bringer = BroughtCatalog(as_drafts=True), Bringer(options)
    for chart in charts:
        title = chart.title or entry.brand or entry.id
        audience = (chart.audience,) if chart.audience else ()
        product = ShopProduct(
            f"table {chart.table}", title=title, brand=entry.brand, link=entry.address, audience=audience,
            features=chart.words[:MOST_WORDS], charts=(chart,),
        )  # fmt: skip
        made = bringer.bring(product)
        if isinstance(made, BroughtProduct):
            brought.add(made, file.name)
            brought.note(made.number, (replace(note, place=f"{file.name}: {note.place}") for note in made.notes))
        else:
            brought.left_out.append(made)
    brought.settle(bringer.settlement)
    brought.sources.append(ImportedSource(file.name, FeedKind.CHARTS.value, len(charts)))
    return brought


def _charts_of(file: WebFile, policy: Policy) -> list[ReadChart]:
    """The charts of a page for grown people. Raises: BadInput."""
    content = file.stream.read(LARGEST_PAGE + 1)
    read = read_charts(content, policy, file.name, charset=file.charset, most=LARGEST_PAGE).charts
    return [chart for chart in read if chart.audience != CHILDREN]


def draft_text(products: Sequence[Product], before: str | None, address: str, today: str) -> str:
    """The text of a brand file with products; the one from `before` where nothing but the day of `address` differs."""
    text = brand_text(brand_draft_of(products[0].brand, products))
    if before is None or text == before:
        return text
    seen = {s.seen_on for product in _products_in(before) for s in _sources(product) if s.url == address}
    for day in sorted(seen):
        same_day = [_on_day(product, address, today, day) for product in products]
        if brand_text(brand_draft_of(products[0].brand, same_day)) == before:
            return before
    return text


def _confidence(entry: ShopEntry) -> Confidence:
    return Confidence.FIRST_HAND if entry.kind is ShopKind.BRAND else Confidence.QUOTED


class _ChartOfProduct:
    """One chart of a page, checked as that of a brand file, beside the product that it is for."""

    def __init__(self, product: Product, chart: ReadChart, policy: Policy, source: Source, name: str) -> None:
        """Raises: BadInput (no size may be told from the chart, or the linter finds an error in it)."""
        check_answerable(chart, name)
        self._product, self._chart, self._source, self._name = product, chart, source, name
        self._made = product_of_chart(chart, policy, source.seen_on, name)
        self._medical = gates_of_chart(self._made, policy).medical.outcome is Outcome.FAIL

    def updated(self) -> Product:
        """The product with the figures of the chart, from the page; itself where it has them."""
        product, charts = self._product, self._made.charts
        ids = (f"{product.id}-chart", *(f"{product.id}-chart-{n}" for n in range(2, len(charts) + 1)))
        new = [replace(c, id=id, source=self._source) for id, c in zip(ids, charts, strict=True)]
        updated = with_figures(product, new)
        if updated.charts == product.charts:
            return product
        changed = tuple(own if own in product.charts else replace(own, source=self._source) for own in updated.charts)
        sources = (*product.sources, *((self._source,) if self._source not in product.sources else ()))
        return replace(updated, charts=changed, sources=sources, chart_missing_since="")

    def notes(self) -> Iterator[ImportNote]:
        """What a person should look at: words of medicine beside the chart, cells that were not read."""
        if self._medical:
            yield ImportNote("page_medical", self._product.id, self._name)
        for cell in self._chart.unread:
            title, place = self._chart.title or "", (("row", cell.row), ("column", cell.column))
            facts = (("chart", title), *place, ("text", cell.text), ("why", cell.code))
            yield ImportNote("unread_cell", self._product.id, self._name, facts)


def _products_in(text: str) -> tuple[Product, ...]:
    return products_of(text, FieldPath(ProblemCollector(), ("draft",)), Register())


def _sources(product: Product) -> Iterator[Source]:
    yield from product.sources
    yield from (chart.source for chart in product.charts)


def _on_day(product: Product, address: str, today: str, day: str) -> Product:
    """A product whose source of an address was seen on another day than today."""

    def moved(source: Source) -> Source:
        return replace(source, seen_on=day) if source.url == address and source.seen_on == today else source

    charts = tuple(replace(chart, source=moved(chart.source)) for chart in product.charts)
    return replace(product, sources=tuple(map(moved, product.sources)), charts=charts)
