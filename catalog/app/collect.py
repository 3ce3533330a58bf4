"""A round over the pages of shops and brands: what each says now becomes drafts of brand files, whole or not at all.

A draft is made anew from the brand file that people keep, where an import wrote that, else from the last draft; so
corrections stay, and a page that says nothing new changes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec.structs import replace

from ..formats.brand_file.plan import plan_files
from ..formats.brand_toml import read_brand_files
from ..formats.draft.models import BrandDraft
from ..formats.draft.problems import ProblemCollector
from ..formats.shop_import.bring import Bringer, BringOptions
from ..formats.shops_toml import ShopEntry as ShopEntry
from ..formats.shops_toml import ShopKind, ShopTake
from ..formats.shops_toml import read_shops as read_shops
from ..formats.size_table.limits import limits_of
from ..formats.toml_files import toml_files
from ..model.collect_report import CollectedShop
from ..model.import_report import ImportAction, ImportedProduct, ImportReport
from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.product import Product
from ..model.product_name import full_name
from ..rules.chart_lint.finding import Level
from ..rules.chart_lint.rule import lint_files
from .chart_news import CatalogProducts
from .collect_charts import bring_charts, charts_of_page, draft_text
from .collect_drafts import (
    IMPORTED,
    Texts,
    delete_drafts,
    drafts_in,
    gone_before,
    of_other_brands,
    products_before,
    without_stock,
    write_texts,
)
from .collect_news import (
    KEPT_CHARTS,
    by_figure,
    files_with_news,
    is_as_before,
    partly_read,
    without_gone,
    without_option,
)
from .fetch import Fetcher
from .import_reading import BroughtCatalog, read_sources
from .import_shop import ReadyImport, preview_import
from .import_source import SourceFile
from .shop_pages import LIMITS_OF_A_PAGE, PRODUCTS, SHOP_PATH, USUAL_LIMITS, ShopLimits, WebFile, list_of, web_files
from .web_address import web_address

OF_CURRENCY: Final = ("price_without_currency", "price_in_several", "kept_price")
"""What an import notes of prices whose currency a person has to say: the list of shops says it, or they stay out."""


class Collector:
    """Reads the pages of one address after the other."""

    def __init__(
        self, brands: Path, drafts: Path, policy: Policy, fetcher: Fetcher, today: datetime.date | None = None
    ) -> None:
        """Take the folder of brand files that people keep, and that of drafts. Raises: BadInput (a file has errors)."""
        self._drafts, self._policy, self._fetcher = drafts, policy, fetcher
        self._today = (today or datetime.datetime.now(tz=datetime.UTC).date()).isoformat()
        self._paths = {path.name: path for path in _brand_files(brands)}
        self._files = read_brand_files(list(self._paths.values()))
        self._catalog = CatalogProducts(self._files)

    def collect(self, entry: ShopEntry) -> CollectedShop:
        """Read what is at an address, and write the drafts that differ from those before; where it fails, none."""
        try:
            with web_files(address_of(entry), self._fetcher, limits_of_fetching(entry)) as files:
                return self._charts(entry, files[0]) if entry.products else self._products(entry, files)
        except BadInput as bad:
            return CollectedShop(entry.id, entry.address, failed=bad.problems)

    def _charts(self, entry: ShopEntry, file: WebFile) -> CollectedShop:
        """What a page says of the charts of products that are named. Raises: BadInput."""
        mine = {p.id: p for products in self._files.values() for p in products}
        page = charts_of_page(entry, file, mine, self._policy, self._today)
        new = {p.id: p for p in page.products if p != mine[p.id]}
        names = dict.fromkeys(self._catalog.file_of(p) for p in new.values())
        files = {name: tuple(new.get(p.id, p) for p in self._files[name]) for name in names}
        before = self._texts_of_drafts(entry)
        texts = {f: draft_text(some, before.get(f), entry.address, self._today) for f, some in files.items()}
        report = ImportReport(written=True, products=tuple(map(self._named, page.products)), notes=page.notes)
        as_kept = (self._catalog.file_of(p) for p in page.products if not partly_read(page.notes, [p]))
        old = dict.fromkeys(file for file in as_kept if file not in texts)
        return self._collected(entry, report, self._lint(files), page.products, texts, old)

    def _products(self, entry: ShopEntry, files: Iterable[WebFile]) -> CollectedShop:
        """What a shop says of its products. Raises: BadInput (nothing that can be read)."""
        own = entry.kind is ShopKind.BRAND
        options = BringOptions(
            self._today,
            limits_of(self._policy),
            address=entry.address,
            brand=entry.brand,
            currency=entry.currency,
            is_own_shop=own,
        )
        if entry.take is ShopTake.CHARTS:
            brought = bring_charts(entry, next(iter(files)), replace(options, takes_all=True), self._policy)
        else:
            sources = [SourceFile(file.stream, file.name, file.charset, file.name) for file in files]
            brought = read_sources(sources, Bringer(options), as_drafts=True)
        if not any(source.products for source in brought.sources):
            raise BadInput(map(without_option, brought.problems.problems))
        return self._merged(entry, brought)

    def _merged(self, entry: ShopEntry, brought: BroughtCatalog) -> CollectedShop:
        """What was brought, merged with the brand files that people keep or with the drafts. Raises: BadInput."""
        brands = {brand: without_stock(draft) for brand, draft in brought.brands.items()}
        mine = self._texts_to_go_on_from(entry, tuple(brands.values()))
        bases = mine | of_other_brands(self._texts_of_drafts(entry), mine)
        with TemporaryDirectory() as name:
            folder = Path(name)
            write_texts(folder, bases)
            read = brought.shop_read(is_whole=True)  # a single page is known as one
            plan = plan_files(folder, brands, read, one_shop=True)
        news = {path.name: text for path, text in plan.texts.items() if text != mine.get(path.name)}
        planned = tuple(file for file in plan.files if file.path.name in news)
        files = {file.path.name: file.products for file in planned}
        preview = without_gone(preview_import(ReadyImport(brought, plan, planned), self._policy), gone_before(mine))
        report = self._of_news(preview, products_before(bases), [p for some in files.values() for p in some], brought)
        with_news = files_with_news(report)
        news = {name: text for name, text in news.items() if name not in mine or name in with_news}
        files = {name: products for name, products in files.items() if name in news}
        as_kept = (file for file in plan.files if file.path.name in mine and file.path.name not in news)
        old = [
            f.path.name for f in as_kept if brought.problems.is_all_read and not partly_read(preview.notes, f.products)
        ]
        left = {name: text for name, text in bases.items() if name not in {path.name for path in plan.texts}}
        gone = _gone_with_their_brand(entry, left) if read.complete else ()
        report = replace(report, products=(*report.products, *gone))
        differing = (p for name, some in files.items() if name not in mine for p in some)
        return self._collected(entry, report, self._lint(files), differing, news, old)

    def _of_news(
        self, report: ImportReport, before: Mapping[str, Product], after: Iterable[Product], brought: BroughtCatalog
    ) -> ImportReport:
        """A report without what a person dealt with: all of a product that is in the brand files as it is here.

        What the shop offers of it, such as another price, and that it is gone, are no reason to tell the rest again.
        """
        by_id = {product.id: product for product in after}
        listed = tuple(by_figure(p, before.get(p.id), by_id.get(p.id)) for p in report.products)
        settled = (
            {p.id for some in self._files.values() for p in some if is_as_before(p, by_id.get(p.id))}
            - {p.id for p in listed if p.action not in (ImportAction.UNCHANGED, ImportAction.GONE)}
            - {note.product for note in report.notes if note.code == KEPT_CHARTS}
        )
        unread = tuple(brought.problems.problems)
        return replace(
            report, written=True, products=listed, problems=unread, problem_count=len(unread),
            notes=tuple(n for n in report.notes if n.product not in settled and n.code not in OF_CURRENCY),
            waiting=tuple(w for w in report.waiting if w.product.id not in settled),
        )  # fmt: skip

    def _lint(self, files: Mapping[str, tuple[Product, ...]]) -> Iterator[Problem]:
        """What is suspicious in drafts, without what is in the brand files just so: a person has looked at that."""
        mine = {name: self._files[name] for name in files if name in self._files}
        settled = {finding.problem for finding in lint_files(mine, self._policy)}
        findings = lint_files(files, self._policy)
        return (f.problem for f in findings if f.level in (Level.ERROR, Level.WARNING) and f.problem not in settled)

    def _collected(
        self, entry: ShopEntry, report: ImportReport, lint: Iterable[Problem], products: Iterable[Product],
        texts: Texts, old: Iterable[str],
    ) -> CollectedShop:  # fmt: skip
        """Write the drafts, delete `old` ones, and say what came of an address. Raises: BadInput (a file cannot be)."""
        folder, before = self._drafts / entry.id, self._texts_of_drafts(entry)
        news = {file: text for file, text in texts.items() if text != before.get(file)}
        write_texts(folder, news)
        written, differs = tuple(str(folder / file) for file in news), tuple(self._catalog.differing(products))
        taken_back = tuple(map(str, delete_drafts(folder, old)))
        return CollectedShop(
            entry.id, entry.address, report, differs, tuple(lint), files=written, taken_back=taken_back
        )  # fmt: skip

    def _named(self, product: Product) -> ImportedProduct:
        file = self._catalog.file_of(product)
        return ImportedProduct(product.id, full_name(product), file, ImportAction.UNCHANGED)

    def _texts_of_drafts(self, entry: ShopEntry) -> Texts:
        """The drafts of an address by file name."""
        return drafts_in(self._drafts / entry.id)

    def _texts_to_go_on_from(self, entry: ShopEntry, brands: Sequence[BrandDraft]) -> Texts:
        """The brand files that people keep and that an import of this address wrote once, by file name.

        They have its address, or products that it brings now (`brands`) from its host or from the hosts of the pages
        that it names: a feed may lie elsewhere. Another page of the same host may be about other products.
        """
        hosts = {_host(url) for url in (entry.address, *(s.url or "" for draft in brands for s in draft.source))} - {""}
        ids = {product.id for draft in brands for product in draft.product}
        texts = {}
        for file, products in self._files.items():
            urls = {source.url for product in products for source in product.sources}
            is_of_shop = not hosts.isdisjoint(map(_host, urls)) and any(product.id in ids for product in products)
            if entry.address in urls or is_of_shop:
                text = self._paths[file].read_text("utf-8")
                if IMPORTED.search(text):
                    texts[file] = text
        return texts


def address_of(entry: ShopEntry) -> str:
    """The address that is asked for: for the products of a shop their list, where the entry has another page of it.

    >>> page = ShopEntry("run", "Run", "https://run.example/pages/sizes", ShopKind.BRAND, ShopTake.PRODUCTS)
    >>> address_of(page)
    'https://run.example/products.json'
    """
    page = web_address(entry.address)
    path = page.path.partition("?")[0]
    if entry.take is not ShopTake.PRODUCTS or path.endswith(PRODUCTS):
        return page.text
    return (list_of(page) if SHOP_PATH.fullmatch(path) else page.at(PRODUCTS)).text


def limits_of_fetching(entry: ShopEntry) -> ShopLimits:
    """How much of an address is fetched, and how long: a page that people read is no feed of 200 MB."""
    return USUAL_LIMITS if entry.take is ShopTake.PRODUCTS else LIMITS_OF_A_PAGE


def _gone_with_their_brand(entry: ShopEntry, texts: Texts) -> Iterator[ImportedProduct]:
    """The products of brand files that an import of this address wrote, where the shop has nothing of the brand now."""
    for name, text in texts.items():
        if f'"{entry.address}"' in text:
            for product in products_before({name: text}).values():
                yield ImportedProduct(product.id, full_name(product), name, ImportAction.GONE)


def _brand_files(folder: Path) -> list[Path]:
    """The brand files of a folder; none where it is empty. Raises: BadInput (there is no such folder)."""
    collector = ProblemCollector()
    files = list(toml_files([folder], collector))
    problems = [p for p in collector.problems if p.code != "no_brand_files"]
    if problems:
        raise BadInput(problems)
    return files


def _host(url: str) -> str:
    try:
        return web_address(url).host
    except BadInput:
        return ""
