"""What an import makes of the brand files of a folder: every text first, so that all are written or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from ..example import name_for
from ..toml_files import brand_files_in, file_text, parsed
from .canonical import ORDER, fields_of
from .edit import edited
from .merge_file import FileMerge
from .write import fields_text

Fields = Mapping[str, Any]


class StandingFile(Struct, frozen=True):
    """A brand file as it stands in the folder."""

    path: Path
    text: str
    fields: Fields

    @property
    def imported_as(self) -> str:
        """The brand by the name that an import knows it by; empty for a file that no import wrote."""
        imported = self.fields.get("imported")
        return str(imported.get("brand") or self.fields.get("brand", "")) if imported else ""


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


def plan_files(folder: Path, brands: Mapping[str, BrandDraft], *, complete: bool = True) -> FilesPlan:
    """What becomes of the brand files of a folder, which need not exist, when a shop's products come into them.

    `brands` are drafts of whole files by brand. A file that an import of the brand wrote before is brought up to date:
    what a person corrected in it stays. No other file is ever written to. With `complete` what the shop does not name
    any more is gone: it stays in its file, its variants sold out.

    Raises: BadInput (a brand file of the folder cannot be read, or one as it would be cannot): every problem.
    """
    collector = ProblemCollector()
    standing = tuple(_standing_files(folder, collector))
    _raise(collector)
    merges = list(_merges(folder, standing, brands, complete=complete))
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
    folder: Path, standing: Sequence[StandingFile], brands: Mapping[str, BrandDraft], *, complete: bool
) -> Iterator[tuple[StandingFile, Fields, FileMerge]]:
    """The file of each brand, and its fields after the import."""
    ids = _ids_in(standing)
    for brand, file in _file_of_each_brand(folder, standing, brands):
        merge = FileMerge(file.path.name, file.fields, lifted(brands[brand]), ids, complete)
        yield file, merge.merge(), merge


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


def _file_of_each_brand(
    folder: Path, standing: Sequence[StandingFile], brands: Iterable[str]
) -> Iterator[tuple[str, StandingFile]]:
    """Each brand with the file that an import of it wrote, or a new one under a name that no file has."""
    by_brand = {file.imported_as.casefold(): file for file in reversed(standing) if file.imported_as}
    taken = {file.path.stem.casefold() for file in standing}
    for brand in brands:
        file = by_brand.get(brand.casefold()) or StandingFile(_new_path(folder, brand, taken), "", {})
        taken.add(file.path.stem)
        yield brand, file


def _new_path(folder: Path, brand: str, taken: Collection[str]) -> Path:
    """The file of a brand, with a number behind its name where there is one of that name."""
    stem = name = name_for(brand)
    number = 1
    while name in taken or (folder / f"{name}.toml").exists():
        number += 1
        name = f"{stem}-{number}"
    return folder / f"{name}.toml"


def _ids_in(files: Iterable[StandingFile]) -> dict[str, str]:
    """The ids of products, old ones too, and of charts with their kind before them, and the files they stand in."""
    ids: dict[str, str] = {}
    for file in files:
        products = file.fields.get("product", [])
        charts = [*file.fields.get("chart", ()), *(chart for p in products for chart in p.get("chart", ()))]
        names = [f"product {id}" for p in products for id in (p.get("id", ""), *p.get("aliases", ()))]
        for name in (*names, *(f"chart {chart.get('id', '')}" for chart in charts)):
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
