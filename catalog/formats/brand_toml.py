"""Brand files become products, or every problem of every file at once. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from ..model.problem import BadInput, Problem
from ..model.product import Product, SizeChart, Source
from .csv_folder.folder import export_drafts, is_export
from .draft.fields import labelled_tables, required_text, slug, source, trimmed
from .draft.models import BrandDraft, ChartDraft, ProductDraft, SourceDraft
from .draft.problems import FieldPath, ProblemCollector
from .draft.products import ProductReader
from .draft.shared_charts import report_unused, shared_charts
from .draft.validation import brand_draft
from .toml_files import file_text, parsed, toml_files

ProductsByFile = Mapping[str, tuple[Product, ...]]
"""The products of each file, by file name."""


class Register(Struct):
    """What the files that were read so far have taken, and what a person should know of them."""

    ids: dict[str, str] = field(default_factory=dict)
    """Every id, with its kind before it, and the file it stands in."""
    aliases: list[tuple[str, FieldPath]] = field(default_factory=list)
    """Old ids, and the product tables that state them."""
    remarks: ProblemCollector = field(default_factory=ProblemCollector)
    """What is no problem but looks like an oversight."""


class SoundFiles(Struct, frozen=True):
    """The products of the files without a problem, and the problems and remarks of all, in the order of the files."""

    products: ProductsByFile
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def read_brand_files(paths: Sequence[Path]) -> ProductsByFile:
    """The products of all brand files; a folder stands for every `*.toml` in it.

    Raises: BadInput with all problems of all files, in the order of the files.
    """
    files = read_sound_files(paths)
    if files.problems:
        raise BadInput(files.problems)
    return files.products


def read_sound_files(paths: Sequence[Path]) -> SoundFiles:
    """Read brand files; those with a problem are left out."""
    collector = ProblemCollector()
    shelf: dict[str, tuple[Product, ...]] = {}
    register = Register()
    read: set[str] = set()
    for path in toml_files(paths, collector):
        place, before = FieldPath(collector, (path.name,)), len(collector.problems)
        if path.name in read:
            place.report("same_file_name", str(path), "file_name_used_once", "file_rename_file")
            continue
        read.add(path.name)
        products = _products_in(path, place, register)
        if len(collector.problems) == before:
            shelf[path.name] = products
    for file in claim_aliases(register):
        shelf.pop(file, None)
    return SoundFiles(shelf, tuple(collector.problems), tuple(register.remarks.problems))


def _products_in(path: Path, place: FieldPath, register: Register) -> tuple[Product, ...]:
    """The products of a brand file, or of the spreadsheets of an export beside its `products.csv`."""
    if is_export(path):
        drafts = export_drafts(path, place)
        return tuple(product for draft in drafts for product in products_of_draft(draft, place, register))
    text = file_text(path, place)
    return products_of(text, place, register) if text is not None else ()


def products_of(text: str, place: FieldPath, register: Register) -> tuple[Product, ...]:
    """The products of a file's text; what it takes is noted in the register of all files."""
    data = parsed(text, place)
    if data is None:
        return ()
    return products_of_draft(brand_draft(data, text, place), place, register)


def products_of_draft(draft: BrandDraft, place: FieldPath, register: Register) -> tuple[Product, ...]:
    """The products of a file's draft; what it takes is noted in the register of all files."""
    brand = trimmed(required_text(draft.brand, place.to("brand"), "file_brand_name"), place.to("brand"))
    if not draft.product and draft.imported is None:
        place.to("product").missing("file_one_product")
    sources = sources_of(draft, place)
    tables = list(labelled_tables("product", draft.product, place))
    charts = [*draft.chart, *(chart for table in draft.product for chart in table.chart)]
    own_charts = {c.id: c for c in charts if c.id and c.chart_of is None}
    shared = shared_charts(draft, place, sources, own_charts)
    products = [ProductReader(table, here, sources, own_charts, shared).product(brand) for table, here in tables]
    for chart in draft.chart:
        claim_id("chart", chart.id, place.to(f"chart {chart.id}"), register.ids)
    for table, here in tables:
        claim_id("product", table.id, here, register.ids)
        for chart in table.chart:
            claim_id("chart", chart.id, here.to(f"chart {chart.id}"), register.ids)
    register.aliases += [(alias, here) for table, here in tables for alias in dict.fromkeys(table.aliases)]
    report_unused(draft, FieldPath(register.remarks, place.path))
    return tuple(product for product in products if product is not None)


class GrowingBrand:
    """A brand whose drafts come one after the other, each with the sources and charts that it is the first to use.

    What comes of them is what `products_of_draft` makes of all of them together; ids are looked at by who gives them.
    """

    def __init__(self, brand: str, place: FieldPath) -> None:
        self._place = place
        self._brand = trimmed(required_text(brand, place.to("brand"), "file_brand_name"), place.to("brand"))
        self._sources: dict[str, Source] = {}
        self._shared: dict[str, SizeChart | None] = {}

    def product(
        self, draft: ProductDraft, sources: Sequence[SourceDraft], charts: Sequence[ChartDraft]
    ) -> Product | None:
        """The product of a draft; None where its problems leave none."""
        if sources:
            self._sources |= sources_of(BrandDraft(source=list(sources)), self._place)
        if charts:
            self._shared |= shared_charts(BrandDraft(chart=list(charts)), self._place, self._sources, {})
        here = self._place.to(f"product {draft.id}")
        return ProductReader(draft, here, self._sources, {}, self._shared).product(self._brand)


def sources_of(draft: BrandDraft, place: FieldPath) -> dict[str, Source]:
    """The sources of a file by their id; an id used twice is a problem."""
    sources_by_id: dict[str, Source] = {}
    for table, here in labelled_tables("source", draft.source, place):
        name = slug(table.id, here.to("id"))
        if name and name in sources_by_id:
            here.report("duplicate_source", name, "file_id_used_once", "file_rename_one")
        sources_by_id[name] = source(table, here)
    sources_by_id.pop("", None)
    return sources_by_id


def claim_id(kind: str, name: str | None, place: FieldPath, ids: dict[str, str]) -> None:
    """An id is taken; a problem where it was taken before."""
    if not name:
        return
    taken = f"{kind} {name}"
    if taken in ids:
        place.report(f"duplicate_{kind}", name, "file_id_used_once", "file_stands_in", other=ids[taken])
    ids.setdefault(taken, place.file)


def claim_aliases(register: Register) -> set[str]:
    """Old ids are taken like ids; a problem for one that is an id of a product, or an old id of another, too.

    The files with such a problem.
    """
    files: set[str] = set()
    ids = register.ids
    for alias, place in register.aliases:
        owner = ids.get(f"product {alias}")
        if owner is not None:
            place.to("aliases").report("alias_taken", alias, "file_alias_unused", "file_alias_in", other=owner)
            files.add(place.path[0])
        ids.setdefault(f"product {alias}", place.file)
    return files
