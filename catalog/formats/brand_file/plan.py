"""What an import makes of the brand files of a folder: every text first, so that all are written or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ...model.brand_file_report import BrandFilesReport, FileReport, RecordReport
from ...model.problem import BadInput
from ...model.product import Product
from ..brand_toml import Register, claim_aliases, products_of_draft
from ..draft.models import BrandDraft, ChartDraft
from ..draft.problems import FieldPath, ProblemCollector
from ..draft.validation import brand_draft
from ..toml_files import brand_files_in, file_text, parsed
from .canonical import ORDER, fields_of
from .chart_names import with_names
from .edit import edited
from .file_of_brand import Fields, StandingFile, file_of_each_brand
from .merge_file import FileMerge
from .write import fields_text


class PlannedFile(Struct, frozen=True):
    """The text that a brand file is to have, and the one that it had."""

    path: Path
    text: str
    before: str | None
    """None for a file that is not there yet."""
    draft: BrandDraft
    """What the text says."""
    rewritten: bool = False
    """Whether it is a whole new text."""
    products: tuple[Product, ...] = ()


class FilesPlan(Struct, frozen=True):
    """What an import does to the brand files of a folder."""

    folder: Path
    files: tuple[PlannedFile, ...] = ()
    """Every brand file of the import, those that stay as they are too."""
    report: BrandFilesReport = field(default_factory=BrandFilesReport)

    @property
    def texts(self) -> dict[Path, str]:
        """The text that each file of the import is to have."""
        return {file.path: file.text for file in self.files}


def plan_files(
    folder: Path, brands: Mapping[str, BrandDraft], *, complete: bool = True, one_shop: bool = False
) -> FilesPlan:
    """What becomes of the brand files of a folder, which need not exist, when a shop's products come into them.

    `brands` are drafts of whole files by brand. A file that an import of the brand wrote before is brought up to date:
    what a person corrected in it stays. No other file is ever written to. With `complete` what the shop does not name
    any more is gone: it stays in its file, its variants sold out. A file of a shop at another address is none of this
    import, unless all is known to be `one_shop`.

    Raises: BadInput (a brand file of the folder cannot be read, or one as it would be cannot): every problem.
    """
    collector = ProblemCollector()
    standing = tuple(_standing_files(folder, collector))
    _raise(collector)
    merges = list(_merges(folder, standing, brands, complete=complete, one_shop=one_shop))
    planned = [
        _planned(file, fields, merge, collector) for file, fields, merge in merges if file.fields or "product" in fields
    ]
    written = {file.path for file in planned}
    others = _ids_in(file for file in standing if file.path not in written)
    planned = list(_with_products(planned, others, collector))
    _raise(collector)
    return FilesPlan(folder, tuple(planned), _report(planned, [r for _, _, merge in merges for r in merge.records]))


def _raise(collector: ProblemCollector) -> None:
    """Raises: BadInput (there are problems)."""
    if collector.problems:
        raise BadInput(collector.problems)


def _merges(
    folder: Path, standing: Sequence[StandingFile], brands: Mapping[str, BrandDraft], *, complete: bool, one_shop: bool
) -> Iterator[tuple[StandingFile, Fields, FileMerge]]:
    """The file of each brand, and its fields after the import."""
    ids = _ids_in(standing)
    owners: dict[str, set[Path]] = {}
    for file in standing:
        for id in _chart_ids(file) if file.imported else ():
            owners.setdefault(id, set()).add(file.path)
    for brand, file in file_of_each_brand(folder, standing, brands, one_shop=one_shop):
        news = _with_charts_apart(lifted(brands[brand]), file.path, owners)
        merge = FileMerge(file.path.name, file.fields, news, ids, complete)
        yield file, merge.merge(), merge


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


def _chart_ids(file: StandingFile) -> list[str]:
    products = file.fields.get("product", [])
    charts = [*file.fields.get("chart", ()), *(chart for p in products for chart in p.get("chart", ()))]
    return [chart.get("id", "") for chart in charts]


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


def _standing_files(folder: Path, collector: ProblemCollector) -> Iterator[StandingFile]:
    """The brand files of a folder; what cannot be read is a problem."""
    if folder.exists() and not folder.is_dir():
        FieldPath(collector, (str(folder),)).report("file_unreadable", None, "file_folder", "file_check_path")
    for path in brand_files_in(folder) if folder.is_dir() else ():
        place = FieldPath(collector, (path.name,))
        text = file_text(path, place)
        data = None if text is None else parsed(text, place)
        if text is not None and data is not None:
            yield StandingFile(path, text, fields_of(brand_draft(data, text, place)))


def _ids_in(files: Iterable[StandingFile]) -> dict[str, str]:
    """The ids of products, old ones too, and of charts with their kind before them, and the files they stand in."""
    ids: dict[str, str] = {}
    for file in files:
        products = file.fields.get("product", [])
        names = [f"product {id}" for p in products for id in (p.get("id", ""), *p.get("aliases", ()))]
        for name in (*names, *(f"chart {id}" for id in _chart_ids(file))):
            ids.setdefault(name, file.path.name)
    return ids


def _planned(file: StandingFile, fields: Fields, merge: FileMerge, collector: ProblemCollector) -> PlannedFile:
    """The file after the import; where its text cannot be changed in its place it is written anew."""
    place = FieldPath(collector, (file.path.name,))
    if fields == file.fields:
        return PlannedFile(file.path, file.text, file.text, _draft(file.text, place))
    text = edited(file.text, file.fields, fields, merge.entries) if file.fields else fields_text(fields)
    draft = _draft(text, FieldPath(ProblemCollector(), place.path))
    rewritten = fields_of(draft) != fields
    if rewritten:
        text = fields_text(fields)
        draft = _draft(text, place)
    return PlannedFile(file.path, text, file.text if file.fields else None, draft, rewritten)


def _draft(text: str, place: FieldPath) -> BrandDraft:
    data = parsed(text, place)
    return BrandDraft() if data is None else brand_draft(data, text, place)


def _with_products(
    planned: Sequence[PlannedFile], others: Mapping[str, str], collector: ProblemCollector
) -> Iterator[PlannedFile]:
    """The files with the products in them; what a brand file may not say is a problem."""
    register = Register(ids=dict(others))
    for file in planned:
        products = products_of_draft(file.draft, FieldPath(collector, (file.path.name,)), register)
        yield replace(file, products=products)
    claim_aliases(register)


def _report(planned: Sequence[PlannedFile], records: Sequence[RecordReport]) -> BrandFilesReport:
    """The report of all files and of everything in them."""
    files = [
        FileReport(
            file.path.name, file.draft.brand or "", file.before is None, file.text != file.before,
            len(file.products), file.before is not None and file.rewritten,
        )
        for file in planned
    ]  # fmt: skip
    return BrandFilesReport(tuple(files), tuple(records))
