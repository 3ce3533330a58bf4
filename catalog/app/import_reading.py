"""The sources of an import, one product after the other, brought into the shape of brand files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from ..formats.brand_file.draft_spool import DraftSpool
from ..formats.brand_file.product_draft import brand_draft_of
from ..formats.brand_file.shop_read import ShopRead
from ..formats.brand_toml import GrowingBrand, Register, claim_aliases, products_of_draft
from ..formats.csv_folder.folder import export_drafts
from ..formats.draft.models import BrandDraft, ProductDraft
from ..formats.draft.problems import FieldPath, FirstProblems, ProblemCollector
from ..formats.example import name_for
from ..formats.feed_kind.kind import kind_of_file
from ..formats.feed_kind.names import FeedKind
from ..formats.product_spool import ProductSpool
from ..formats.shop_import.bring import Bringer, BroughtProduct
from ..formats.shop_import.doubles import EarlierProducts
from ..formats.shop_import.look import LookedProduct
from ..formats.shop_import.settle import Settlement
from ..model.import_report import EXPORT, UNREAD_PARTS, GivenChart, ImportedSource, ImportNote, LeftOutOfImport
from ..model.problem import BadInput, Problem, safe_repr
from ..model.product import Product
from ..model.verdict import Gates
from .feed_readers import shop_products
from .import_batches import ImportedProducts
from .import_source import SourceFile
from .judging_ahead import JudgingAhead
from .lint import ProductsByFile
from .reading_ahead import may_read_ahead, read_ahead
from .second_process import SecondProcess

MOST_PROBLEMS: Final = 1_000
SKU_TWICE: Final = "sku_twice"
ALL_READ: Final = frozenset({SKU_TWICE, "handle_twice", "variant_twice", "id_twice"})
"""Problems of sources that were read whole all the same: shops that give all sizes one SKU do so for ever."""
MOST_NAMED: Final = 5
"""So many sources of a brand are named in a problem."""
AS_IT_IS: Final = -1
"""The number of products that nobody has to tell apart from others."""
NOT_OF_SHOPS: Final = {FeedKind.BRAND_FILES: "import_load_them"}
"""Files that are taken in by another command, and the hint that names it."""


class SourceProblems(FirstProblems):
    """What is wrong with the sources of an import, and whether anything was not read for it."""

    is_all_read: bool = True

    def add(self, *problems: Problem) -> None:
        """More problems are noted, or counted."""
        self.is_all_read = self.is_all_read and all(problem.code in ALL_READ for problem in problems)
        FirstProblems.add(self, *problems)

    def leave_out_skus(self, numbers: Iterable[tuple[str, str]]) -> None:
        """Leave out SKUs of several variants where a rule left out all of these; `numbers` are those taken."""
        if any(problem.code == SKU_TWICE for problem in self.problems):
            skus = {safe_repr(text) for kind, sku in numbers if kind == "sku" for text in (sku, f"'{sku}")}
            self.problems = [p for p in self.problems if p.code != SKU_TWICE or p.read in skus]


class BroughtCatalog:
    """What the sources of an import hold: drafts of whole brand files, or else the products that they would make."""

    def __init__(self, *, as_drafts: bool, second: SecondProcess | None = None) -> None:
        self.brands = DraftSpool()
        """The file of each brand, where drafts are wanted."""
        self.exported: set[str] = set()
        """The brands whose products come from an export of legfit alone."""
        self.sources: list[ImportedSource] = []
        self.left_out: list[LeftOutOfImport] = []
        self.notes: list[ImportNote] = []
        self._noted: list[int] = []
        """The number of the product that each note is about, until all have the ids that they keep."""
        self.not_kept: Counter[str] = Counter()
        self.given_charts: tuple[GivenChart, ...] = ()
        self.problems = SourceProblems(most=MOST_PROBLEMS)
        self._as_drafts = as_drafts
        self.second = second
        """The process that works for this one, where there may be one."""
        self._ahead = JudgingAhead(second) if second is not None and not as_drafts else None
        self._spool = ProductSpool(see=self._ahead.take if self._ahead is not None else None)
        self._growing: dict[str, tuple[str, GrowingBrand]] = {}
        """The file of each brand, and what comes of its drafts."""
        self._names: dict[str, dict[str, None]] = {}
        """The names of the sources that the products of each such file are from."""
        self._settlement = Settlement()
        self._ids: Mapping[int, str] = {}

    @property
    def is_whole(self) -> bool:
        """Whether the sources were read whole and none is a single page, so that what they lack is gone."""
        return self.problems.is_all_read and all(source.kind != FeedKind.SCHEMA_ORG for source in self.sources)

    def shop_read(self, *, is_whole: bool, is_own_known: bool = True) -> ShopRead:
        """How well the sources were read; `is_whole` says whether they are all that the shop has.

        `is_own_known` says whether the caller knows if the shop is the maker's own.
        """
        unread: dict[str, frozenset[str]] = {}
        for note in self.notes:
            parts = {part for part, codes in UNREAD_PARTS.items() if note.code in codes}
            if parts:
                unread[note.product] = unread.get(note.product, frozenset()) | parts
        charted = frozenset(id for chart in self.given_charts for id in chart.products) if self.given_charts else None
        return ShopRead(
            is_whole and self.is_whole, self.problems.is_all_read, unread, charted, is_own_known,
            self._settlement.unsure_skus(), self._settlement.repeated_ids(),
        )  # fmt: skip

    def add(self, brought: BroughtProduct, source: str) -> None:
        """One more product of its brand, from a source of that name."""
        if self._as_drafts:
            self.exported.discard(brought.brand)
            self.brands.add(brought.brand, [(brought.number, brought.draft)], brought.sources, brought.charts)
            return
        if brought.brand not in self._growing:
            file = f"{name_for(brought.brand)}.toml"
            self._growing[brought.brand] = file, GrowingBrand(brought.brand, FieldPath(self.problems, (file,)))
        file, growing = self._growing[brought.brand]
        product = growing.product(brought.draft, brought.sources, brought.charts)
        self._names.setdefault(file, {})[source] = None
        if product is not None:
            self._spool.add(file, brought.number, product)

    def note(self, number: int, notes: Iterable[ImportNote]) -> None:
        """What is told of one product, by its number."""
        self.notes += notes
        self._noted += [number] * (len(self.notes) - len(self._noted))

    def add_whole(self, draft: BrandDraft, products: Sequence[Product], source: str) -> None:
        """A whole brand with its products, whose ids and numbers stay as they are, from a source of that name."""
        brand = draft.brand or ""
        if not self._as_drafts:
            self._names.setdefault(f"{name_for(brand)}.toml", {})[source] = None
            for product in products:
                self._spool.add(f"{name_for(brand)}.toml", AS_IT_IS, product)
            return
        self.exported |= set() if brand in self.brands else {brand}
        draft = brand_draft_of(brand, products)
        self.brands.add(brand, [(AS_IT_IS, product) for product in draft.product], draft.source, draft.chart)

    def settle(self, settlement: Settlement) -> None:
        """Change the products that share an id or a number with another one."""
        self._spool.show_newest()
        if self._ahead is None and self.second is not None:
            self.second.end()
        self._settlement, self._ids = settlement, settlement.new_ids()
        if self._ids:
            noted = zip(self._noted, self.notes, strict=True)
            self.notes = [replace(note, product=self._ids.get(number, note.product)) for number, note in noted]
        self.notes += settlement.notes()
        if self._ids or settlement.shared:
            self.brands.settle = self._settled_draft
            for brand in self.brands:
                self.notes += self.brands.settlement_notes(brand)

    def _settled_draft(self, number: int, draft: ProductDraft) -> tuple[ImportNote, ...]:
        return self._settlement.settled_draft(number, draft, self._ids)

    def let_products_go(self) -> None:
        """Give their memory back once they are written; what is told of them stays."""
        self._spool, self._settlement, self._growing = ProductSpool(), Settlement(), {}
        self.second = self._ahead = None

    def products(self) -> ImportedProducts:
        """The products that drafts would make, in batches; none where drafts are wanted."""
        names = self._spool.names
        ids = frozenset(self._ids.get(name.number, name.id) for name in names)
        old_ids = frozenset(id for name in names for id in name.old_ids)
        may_share = any(name.number == AS_IT_IS for name in names)
        sources = {file: ", ".join(list(named)[:MOST_NAMED]) for file, named in self._names.items()}
        files = frozenset(self._spool.files)
        return ImportedProducts(self._batches, ids, old_ids, files, may_share, sources, self._gates)

    def _gates(self, number: int) -> Mapping[str, Gates]:
        """The gates of the products of a batch, as far as they were made ahead."""
        gates = self._ahead.gates(number) if self._ahead is not None else ()
        names = self._spool.names_of(number) if gates else ()
        return dict(zip((self._ids.get(name.number, name.id) for name in names), gates, strict=True))

    def _batches(self) -> Iterator[ProductsByFile]:
        """The products by the name that the file of their brand would have, batch by batch."""
        for batch in self._spool.batches():
            files: dict[str, list[Product]] = {}
            for file, number, product in batch:
                files.setdefault(file, []).append(self._settlement.settled_product(number, product, self._ids))
            yield files


def read_sources(
    files: Iterable[SourceFile],
    bringer: Bringer,
    kind: FeedKind | None = None,
    *,
    as_drafts: bool,
    second: SecondProcess | None = None,
) -> BroughtCatalog:
    """Read every product of every file; `kind` is what all of them are, seen from each file itself where it is None.

    What cannot be read is a problem with its place; the rest is read.
    """
    catalog = BroughtCatalog(as_drafts=as_drafts, second=second)
    for file in files:
        place = FieldPath(catalog.problems, (file.name,))
        bringer.settlement.doubles.begin(file.name, file.address.partition("?")[0])
        try:
            if file.export is not None:
                _read_export(catalog, file, file.export, bringer)
            else:
                _read_source(catalog, file, kind or kind_of_file(file.stream, file.name), bringer, place)
        except BadInput as bad:
            catalog.problems.add(*bad.problems)
    catalog.problems.leave_out_skus(bringer.settlement.owners)
    bringer.settlement.note_exported()
    for double in bringer.settlement.doubles.pairs.values():
        _name_doubles(double, FieldPath(catalog.problems, (double.source,)))
    catalog.settle(bringer.settlement)
    catalog.given_charts = tuple(GivenChart(name, tuple(ids)) for name, ids in bringer.previewed.items())
    return catalog


def _name_doubles(double: EarlierProducts, place: FieldPath) -> None:
    """Products of which two sources say different things, or have a part each, are a problem: a person knows why."""
    problems = ("import_once", "import_newer", double.ids), ("import_whole_product", "import_join", double.parts)
    for expected, hint, ids in problems:
        if ids:
            names = ", ".join((*ids[:MOST_NAMED], *(["…"] if len(ids) > MOST_NAMED else [])))
            place.report("products_twice", names, expected, hint, count=len(ids), name=double.earlier)


def _read_source(catalog: BroughtCatalog, file: SourceFile, kind: FeedKind, bringer: Bringer, place: FieldPath) -> None:
    if kind in NOT_OF_SHOPS or (kind is FeedKind.CHARTS and _is_page(file)):
        hint = NOT_OF_SHOPS.get(kind, "import_chart_page")
        raise BadInput.one("not_of_a_shop", file.name, "", "import_of_shop", hint)
    products = variants = 0
    for looked in _looked(catalog.second, file, kind, place, bringer):
        products, variants = products + 1, variants + len(looked.product.variants)
        if looked.product.not_kept:
            catalog.not_kept.update(looked.product.not_kept)
        _bring(catalog, looked, bringer, file.name)
    if not products and not place.collector.count:
        place.report("no_products", None, "import_some_product", "import_other_kind", kind=kind.value)
    catalog.sources.append(ImportedSource(file.name, kind.value, products, variants))


def _looked(
    second: SecondProcess | None, file: SourceFile, kind: FeedKind, place: FieldPath, bringer: Bringer
) -> Iterator[LookedProduct]:
    """The products of a source; the first one is read by the second process, where it is long."""
    if second is not None and not second.is_tried and may_read_ahead(file):
        return read_ahead(second, file, kind, place, bringer.options, bringer.look)
    return map(bringer.look, shop_products(file.stream, kind, place, file.charset))


def _read_export(catalog: BroughtCatalog, file: SourceFile, export: Path, bringer: Bringer) -> None:
    """Read an export as spreadsheets, which says all that a brand file does; all of it or nothing. Raises: BadInput."""
    collector = ProblemCollector()
    place, register = FieldPath(collector, (file.name,)), Register()
    drafts = export_drafts(export, place)
    products = [products_of_draft(draft, place, register) for draft in drafts]
    claim_aliases(register)
    if collector.problems:
        raise BadInput(collector.problems)
    for draft, own in zip(drafts, products, strict=True):
        catalog.add_whole(draft, own, file.name)
    every = [product for own in products for product in own]
    bringer.settlement.add_exported(product.id for product in every)
    variants = sum(len(product.variants) for product in every)
    catalog.sources.append(ImportedSource(file.name, EXPORT, len(every), variants))


def _bring(catalog: BroughtCatalog, looked: LookedProduct, bringer: Bringer, name: str) -> None:
    """Bring one product; what is told of it names the file before the place."""
    brought = bringer.brought(looked)
    if isinstance(brought, LeftOutOfImport):
        catalog.left_out.append(replace(brought, place=f"{name}: {brought.place}"))
        return
    catalog.note(brought.number, (replace(note, place=f"{name}: {note.place}") for note in brought.notes))
    catalog.add(brought, name)


def _is_page(file: SourceFile) -> bool:
    """Whether a file is written in HTML."""
    beginning = file.stream.read(64)
    file.stream.seek(0)
    return beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
