"""A round over the pages of shops and brands: what each says now becomes drafts of brand files, whole or not at all.

A draft is made anew from the brand file that people keep, where an import wrote that, else from the last draft; so
corrections stay, and a page that says nothing new changes nothing.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec.structs import replace

from ..formats.brand_toml import read_brand_files
from ..formats.draft.problems import ProblemCollector
from ..formats.shops_toml import ShopEntry as ShopEntry
from ..formats.shops_toml import ShopKind, ShopTake
from ..formats.shops_toml import read_shops as read_shops
from ..formats.size_table.limits import limits_of
from ..formats.toml_files import toml_files
from ..model.collect_report import CollectedShop
from ..model.import_report import ImportAction, ImportedProduct, ImportReport
from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import Product
from ..model.product_name import full_name
from ..rules.chart_lint.finding import Level
from ..rules.chart_lint.rule import lint_files
from .chart_news import CatalogProducts
from .collect_charts import charts_of_page, draft_text
from .fetch import Fetcher
from .import_shop import BringOptions, ImportRequest, ready_import, write_import
from .import_source import SourceFile
from .shop_pages import PRODUCTS, SHOP_PATH, WebFile, web_files
from .web_address import web_address

IMPORTED: Final = "\nimported = "
"""The line by which a brand file shows that an import wrote a product of it."""
Texts = dict[str, str]
"""The texts of brand files by their names."""


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
            with web_files(address_of(entry), self._fetcher) as files:
                return self._charts(entry, files[0]) if entry.take is ShopTake.CHARTS else self._products(entry, files)
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
        return self._collected(entry, report, files, page.products, texts)

    def _products(self, entry: ShopEntry, files: Iterable[WebFile]) -> CollectedShop:
        """What a shop says of its products. Raises: BadInput."""
        kept_by_people = self._texts_to_go_on_from(entry)
        bases = self._texts_of_drafts(entry) | kept_by_people
        sources = [SourceFile(file.stream, file.name, file.charset, file.name) for file in files]
        with TemporaryDirectory() as name:
            folder = Path(name)
            write_texts(folder, bases)
            request = ImportRequest(into=folder, whole=entry.take is ShopTake.PRODUCTS, bring=self._options(entry))
            ready = ready_import(request, sources, self._policy)
            unread = tuple(ready.brought.problems.problems)
            if not any(source.products for source in ready.brought.sources):
                raise BadInput(unread)
            report = replace(write_import(ready, self._policy), problems=unread)
            texts = {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.toml"))}
        products = [p for file, some in ready.files.items() if file not in kept_by_people for p in some]
        news = {file: text for file, text in texts.items() if text != kept_by_people.get(file)}
        return self._collected(entry, report, ready.files, products, news)

    def _collected(
        self, entry: ShopEntry, report: ImportReport, files: Mapping[str, tuple[Product, ...]],
        products: Iterable[Product], texts: Texts,
    ) -> CollectedShop:  # fmt: skip
        """Write the drafts, and say what came of an address."""
        findings = lint_files(files, self._policy)
        lint = tuple(f.problem for f in findings if f.level in (Level.ERROR, Level.WARNING))
        folder, before = self._drafts / entry.id, self._texts_of_drafts(entry)
        news = {file: text for file, text in texts.items() if text != before.get(file)}
        write_texts(folder, news)
        written = tuple(str(folder / file) for file in news)
        return CollectedShop(
            entry.id, entry.address, report, tuple(self._catalog.differing(products)), lint, files=written
        )

    def _named(self, product: Product) -> ImportedProduct:
        file = self._catalog.file_of(product)
        return ImportedProduct(product.id, full_name(product), file, ImportAction.UNCHANGED)

    def _options(self, entry: ShopEntry) -> BringOptions:
        own = entry.kind is ShopKind.BRAND
        return BringOptions(
            self._today, limits_of(self._policy), address=entry.address, brand=entry.brand, is_own_shop=own
        )

    def _texts_of_drafts(self, entry: ShopEntry) -> Texts:
        """The drafts of an address by file name."""
        return {file.name: file.read_text("utf-8") for file in sorted((self._drafts / entry.id).glob("*.toml"))}

    def _texts_to_go_on_from(self, entry: ShopEntry) -> Texts:
        """The brand files that people keep and that an import of this shop wrote once, by file name."""
        host = web_address(entry.address).host
        texts = {}
        for file, products in self._files.items():
            if any(_host(source.url) == host for product in products for source in product.sources):
                text = self._paths[file].read_text("utf-8")
                if IMPORTED in text:
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
    is_list = path.endswith(PRODUCTS) or SHOP_PATH.fullmatch(path) is not None
    return page.text if entry.take is not ShopTake.PRODUCTS or is_list else page.at(PRODUCTS).text


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files into a folder, which is made where there is none: all are whole before the first gets its name.

    Raises: BadInput (they cannot be written).
    """
    drafts = {folder / f".{name}.draft": text for name, text in texts.items()}
    try:
        if texts:
            folder.mkdir(parents=True, exist_ok=True)
        for draft, text in drafts.items():
            with draft.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
        for draft, name in zip(drafts, texts, strict=True):
            draft.replace(folder / name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        place = str(folder)
        raise BadInput.one("unwritable", place, place, "cli_writable_folder", "cli_system", reason=reason) from None


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
