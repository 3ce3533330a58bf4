"""What an import makes of the brand files of a folder: every text first, so that all are written or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from ...model.brand_file_report import BrandFilesReport, FileReport, RecordReport
from ...model.problem import BadInput
from ...model.product import Product
from ..brand_toml import Register, claim_aliases, products_of_draft
from ..draft.models import BrandDraft, ChartDraft
from ..draft.problems import FieldPath, ProblemCollector
from ..draft.validation import brand_draft
from ..product_spool import packed_products, unpacked_products
from ..spool import Spool, Spooled
from ..toml_files import brand_files_in, file_text, parsed
from .canonical import ORDER, fields_of
from .chart_names import with_names
from .edit import edited
from .export_merge import ExportMerge
from .file_of_brand import CHART, Fields, StandingFile, file_of_each_brand, files_of_export, numbers_of, standing_file
from .merge_file import FileMerge
from .moved import moved_from
from .product_draft import brand_draft_of
from .shop_read import ALL_READ, ShopRead
from .write import fields_text


class PlannedFile(Struct, frozen=True):
    """A brand file as it is to be; its text and products wait in a temporary file."""

    path: Path
    brand: str
    kept_text: Spooled
    kept_before: Spooled | None
    """The text that it had; None for a file that is not there yet."""
    kept_products: Spooled
    is_changed: bool
    rewritten: bool = False
    """Whether it is a whole new text."""
    ids: tuple[str, ...] = ()
    """The ids of its products."""
    old_ids: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that it is to have."""
        return self.kept_text.text

    @property
    def before(self) -> str | None:
        """The text that it had."""
        return None if self.kept_before is None else self.kept_before.text

    @property
    def products(self) -> tuple[Product, ...]:
        """What the text says."""
        return unpacked_products(self.kept_products.data)


class FilesPlan(Struct, frozen=True):
    """What an import does to the brand files of a folder."""

    folder: Path
    files: tuple[PlannedFile, ...] = ()
    """Every brand file of the import, those that stay as they are too."""
    report: BrandFilesReport = field(default_factory=BrandFilesReport)
    owners: Mapping[tuple[str, str], tuple[str, str, str]] = {}
    """Whose the SKUs, GTINs and shop ids of all other files of the folder are: product, place, and no collection."""

    names: Mapping[str, str] = {}
    """By the id that an import made for a product: that of its file, where it is another one."""

    @property
    def texts(self) -> dict[Path, str]:
        """The text that each file of the import is to have."""
        return {file.path: file.text for file in self.files}


def plan_files(
    folder: Path, brands: Mapping[str, BrandDraft], read: ShopRead = ALL_READ, *, one_shop: bool = False,
    exported: Collection[str] = (),
) -> FilesPlan:  # fmt: skip
    """What becomes of the brand files of a folder, which need not exist, when a shop's products come into them.

    `brands` are drafts of whole files by brand; never two of them are held at once. A file that an import of the brand
    wrote before is brought up to date: what a person corrected in it stays. No other file is ever written to. Where the
    shop was `read` completely, what it does not name any more is gone: it stays in its file, its variants sold out. A
    file of a shop at another address is none of this import, unless all is known to be `one_shop`. Brands that are
    `exported` come from an export of legfit; their products stay in their files: what they say otherwise is corrected.

    Raises: BadInput (a brand file of the folder cannot be read, or one as it would be cannot): every problem.
    """
    collector, spool = ProblemCollector(), Spool()
    standing = tuple(_standing_files(folder, spool, collector))
    _raise(collector)
    corrected = {
        brand: own_files
        for brand in brands
        if brand in exported and (own_files := files_of_export(standing, brands[brand]))
    }
    of_shop = {brand: brands[brand] for brand in brands if brand not in corrected} if corrected else brands
    of_brands = list(file_of_each_brand(folder, standing, of_shop, spool, one_shop=one_shop))
    own = {file.path for _, file in of_brands} | {file.path for own_files in corrected.values() for file in own_files}
    others = [file for file in standing if file.path not in own]
    register = Register(ids=_ids_in(others))
    planning = _Planning(spool, collector, standing, _ids_in(standing), _chart_owners(standing), register)
    planned = [planning.planned(file, brands[brand], read) for brand, file in of_brands]
    for brand, own_files in corrected.items():
        planned += planning.corrected(own_files, brands[brand])
    claim_aliases(planning.register)
    _raise(collector)
    files = tuple(file for file in planned if file is not None)
    report = BrandFilesReport(tuple(map(_report, files)), tuple(planning.records))
    return FilesPlan(folder, files, report, _owners(others), planning.names)


class _Planning(Struct):
    """Files that are planned one after the other, and what holds for all of them."""

    spool: Spool
    collector: ProblemCollector
    standing: Sequence[StandingFile]
    standing_ids: Mapping[str, str]
    """What stands in which file of the folder."""
    chart_owners: Mapping[str, Collection[Path]]
    """The files of imports by the ids of their charts."""
    register: Register
    """What the files take, those that the import does not write to among them."""
    records: list[RecordReport] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def planned(self, file: StandingFile, draft: BrandDraft, read: ShopRead) -> PlannedFile | None:
        """A file after the import; None where there would be nothing in it."""
        before, news = file.fields, _with_charts_apart(lifted(draft), file.path, self.chart_owners)
        moved = moved_from(file, self.standing)
        merge = FileMerge(file.path.name, before, news, self.standing_ids, read, moved)
        fields = merge.merge()
        self.records += merge.records
        self.names |= merge.ids
        return self._written(file, before, fields, merge) if before or "product" in fields else None

    def corrected(self, files: Sequence[StandingFile], draft: BrandDraft) -> Iterator[PlannedFile]:
        """The files that products of an export stand in, with its corrections; new products come into the first."""
        news = lifted(draft)
        for file in files:
            before, nowhere = file.fields, FieldPath(ProblemCollector(), (file.path.name,))
            products = products_of_draft(_draft(file.text, nowhere), nowhere, Register())
            own = lifted(brand_draft_of(before["brand"], products))
            merge = ExportMerge(file.path.name, before, own, news, self.standing_ids, takes_new=file is files[0])
            fields = merge.merge()
            self.records += merge.records
            yield self._written(file, before, fields, merge)

    def _written(
        self, file: StandingFile, before: Fields, fields: Fields, merge: FileMerge | ExportMerge
    ) -> PlannedFile:
        """The file with its fields as text; where that cannot be changed in its place it is written anew."""
        place, old = FieldPath(self.collector, (file.path.name,)), file.text
        if fields == before:
            return self._kept(file, old, _draft(old, place))
        text = edited(old, before, fields, merge.entries) if before else fields_text(fields)
        draft = _draft(text, FieldPath(ProblemCollector(), place.path))
        rewritten = fields_of(draft) != fields
        if rewritten:
            text = fields_text(fields)
            draft = _draft(text, place)
        return self._kept(file, text, draft, rewritten=rewritten)

    def _kept(self, file: StandingFile, text: str, draft: BrandDraft, *, rewritten: bool = False) -> PlannedFile:
        """The file with its products; what a brand file may not say is a problem."""
        products = products_of_draft(draft, FieldPath(self.collector, (file.path.name,)), self.register)
        before = None if file.is_new else file.kept_text
        is_changed = before is None or text != file.text
        return PlannedFile(
            file.path, draft.brand or "", self.spool.put(text.encode()) if is_changed else file.kept_text, before,
            self.spool.put(packed_products(products)), is_changed, rewritten,
            tuple(p.id for p in products), tuple(id for p in products for id in p.aliases),
        )  # fmt: skip


def _raise(collector: ProblemCollector) -> None:
    """Raises: BadInput (there are problems)."""
    if collector.problems:
        raise BadInput(collector.problems)


def _chart_owners(standing: Iterable[StandingFile]) -> dict[str, set[Path]]:
    """The files of imports by the ids of their charts."""
    owners: dict[str, set[Path]] = {}
    for file in standing:
        for name in file.ids if file.is_imported else ():
            if name.startswith(CHART):
                owners.setdefault(name.removeprefix(CHART), set()).add(file.path)
    return owners


def _owners(files: Iterable[StandingFile]) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Whose the SKUs, GTINs and shop ids of some files are; the first has one that several have."""
    owners: dict[tuple[str, str], tuple[str, str, str]] = {}
    for kind, text, product, place in (number for file in files for number in numbers_of(file)):
        owners.setdefault((kind, text), (product, place, ""))
    return owners


def _with_charts_apart(news: dict[str, Any], own: Path, owners: Mapping[str, Collection[Path]]) -> dict[str, Any]:
    """News with a number behind the ids of charts that the file of another shop has: two may have the same chart.

    `own` is the file that the news come into, `owners` the files of imports by the ids of their charts.
    """
    names: dict[str, str] = {}
    for id in (chart["id"] for chart in news.get("chart", ())):
        if id in owners and own not in owners[id]:
            numbered = (f"{id}-{number}" for number in count(2))
            names[id] = next(name for name in numbered if name not in owners or own in owners[name])
    renamed = {kind: [with_names(record, names) for record in news.get(kind, ())] for kind in ("chart", "product")}
    return news | {kind: records for kind, records in renamed.items() if records} if names else news


def lifted(draft: BrandDraft) -> dict[str, Any]:
    """The fields of a draft with every chart of a product at the top, by its id, where any product can name it."""
    fields: dict[str, Any] = fields_of(draft)
    charts = {chart.get("id"): chart for chart in fields.pop("chart", ())}
    for product in fields.get("product", ()):
        own = product.pop("chart", [])
        for chart in own:
            charts.setdefault(chart.get("id"), _with_source(chart, product.get("sources", [])))
        if own:
            product["charts"] = [*product.get("charts", ()), *(chart.get("id") for chart in own)]
    return {"brand": draft.brand, **fields, **({"chart": list(charts.values())} if charts else {})}


def _with_source(chart: Fields, sources: Sequence[str]) -> Fields:
    """A chart that names its source, which inside a product of a single source it need not."""
    named = {"source": sources[0], **chart} if sources else chart
    return {name: named[name] for name in ORDER[ChartDraft] if name in named}


def _standing_files(folder: Path, spool: Spool, collector: ProblemCollector) -> Iterator[StandingFile]:
    """The brand files of a folder; what cannot be read is a problem."""
    if folder.exists() and not folder.is_dir():
        FieldPath(collector, (str(folder),)).report("file_unreadable", None, "file_folder", "file_check_path")
    for path in brand_files_in(folder) if folder.is_dir() else ():
        place = FieldPath(collector, (path.name,))
        text = file_text(path, place)
        data = None if text is None else parsed(text, place)
        if text is not None and data is not None:
            yield standing_file(path, text, fields_of(brand_draft(data, text, place)), spool)


def _ids_in(files: Iterable[StandingFile]) -> dict[str, str]:
    """What stands in which of some files."""
    ids: dict[str, str] = {}
    for file in files:
        for name in file.ids:
            ids.setdefault(name, file.path.name)
    return ids


def _draft(text: str, place: FieldPath) -> BrandDraft:
    data = parsed(text, place)
    return BrandDraft() if data is None else brand_draft(data, text, place)


def _report(file: PlannedFile) -> FileReport:
    is_new = file.kept_before is None
    return FileReport(
        file.path.name, file.brand, is_new, file.is_changed, len(file.ids), not is_new and file.rewritten
    )  # fmt: skip
