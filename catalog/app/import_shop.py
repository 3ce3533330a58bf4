"""A shop's catalog becomes brand files or products of the catalog, all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ..formats.brand_file.files import write_files
from ..formats.brand_file.plan import FilesPlan, PlannedFile, plan_files
from ..formats.brand_file.shop_read import ShopRead
from ..formats.draft.problems import FieldPath, ProblemCollector
from ..formats.feed_kind.names import FeedKind as FeedKind
from ..formats.shop_import.bring import Bringer
from ..formats.shop_import.bring import BringOptions as BringOptions
from ..formats.shop_import.chart_mapping import MappedChart, read_chart_mapping
from ..formats.size_table.limits import Limits
from ..formats.size_table.limits import limits_of as limits_of
from ..formats.toml_files import file_text
from ..model.import_report import ImportReport
from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.product import OWN
from ..rules.chart_lint.finding import Level
from ..rules.chart_lint.rule import lint_files
from .garbage import without_garbage_collection
from .import_batches import EarlierOwners, ImportedProducts, products_of_files
from .import_load import ImportLoad, JudgedProducts
from .import_outcome import import_report
from .import_reading import BroughtCatalog, read_sources
from .import_source import SourceFile
from .judging import judge
from .second_process import SecondProcess, may_start_second

if TYPE_CHECKING:
    from ..store.database import Engine


class ImportRequest(Struct, frozen=True):
    """What an import is to make of its sources."""

    bring: BringOptions
    into: Path | None = None
    """The folder of brand files to write into; None where none are written."""
    load: bool = False
    collection: str = OWN
    """The collection that is loaded into."""
    sync: bool = False
    """Whether products of that collection that the sources lack are retired."""
    take: bool = False
    """Whether products move here, by their id, from other files and collections."""
    force: bool = False
    """Whether charts that the linter finds errors in are loaded all the same, and marked."""
    kind: FeedKind | None = None
    """What the sources are; None where each shows it itself."""
    whole: bool = True
    """Whether the sources are all that the shop has: what they lack is gone then."""


class ReadyImport(Struct, frozen=True):
    """An import that was read, and of which nothing was written yet."""

    brought: BroughtCatalog
    plan: FilesPlan | None = None
    """What becomes of the brand files; None where none are written."""
    files: tuple[PlannedFile, ...] = ()
    """The brand files as they will be, with a person's corrections, as far as their products are looked at."""
    load: ImportLoad | None = None

    @property
    def products(self) -> ImportedProducts:
        """The products that are judged and may be loaded: those of brand files, or else what the sources would make."""
        return self.brought.products() if self.plan is None else products_of_files(self.files)


def read_mapping(path: Path, limits: Limits) -> tuple[MappedChart, ...]:
    """The charts of the file that says which products they are for. Raises: BadInput, with every problem."""
    collector = ProblemCollector()
    place = FieldPath(collector, (path.name,))
    text = file_text(path, place) if path.exists() else None
    if text is None and not collector.problems:
        place.report("file_missing", None, "one_file_exists", "file_check_path")
    charts = read_chart_mapping(text, place, lambda name: (path.parent / name).read_bytes(), limits) if text else ()
    if collector.problems:
        raise BadInput(collector.problems)
    return charts


def ready_import(request: ImportRequest, sources: Iterable[SourceFile], policy: Policy) -> ReadyImport:
    """Read the sources; nothing is written.

    Raises:
        BadInput: a brand file of the folder cannot be read, or what would stand in it cannot: every problem.
    """
    with without_garbage_collection():
        as_drafts = request.into is not None
        second = SecondProcess() if may_start_second(policy) else None
        brought = read_sources(sources, Bringer(request.bring), request.kind, as_drafts=as_drafts, second=second)
        _check_whole(request, brought)
        load = _load_of(request) if request.load else None
        if request.into is None:
            return ReadyImport(brought, load=load)
        plan = plan_files(request.into, brought.brands, _read(request, brought), exported=brought.exported)
        return ReadyImport(brought, plan, plan.files, load)


def preview_import(ready: ReadyImport, policy: Policy, engine: Engine | None = None) -> ImportReport:
    """Tell what `write_import` would do; nothing is written. Raises: BadInput, StoreError."""
    if ready.load is None or engine is None:
        return import_report(ready, _judged(ready, policy), written=False)
    load, judged = ready.load.preview(engine, ready.products, policy)
    return import_report(ready, judged, load, written=False)


def write_import(
    ready: ReadyImport, policy: Policy, engine: Engine | None = None, confirmed: Collection[str] | None = None
) -> ImportReport:
    """Write the brand files, load the products, or both. `confirmed` are the ids that a person agreed to retire.

    Raises:
        BadInput: a file was changed meanwhile or cannot be written; or what is to be loaded has the id or a number of
            another product, or an error that no product can be loaded with. Nothing is loaded, and no file is written.
        StoreError: the catalog cannot be written.
    """
    if ready.plan is not None:
        if ready.load is not None and engine is not None:
            ready.load.preview(engine, ready.products, policy)
        write_files(ready.plan)
    if ready.load is None or engine is None:
        return import_report(ready, _judged(ready, policy), written=True)
    from .after_commit import save_snapshot

    loaded = ready.load.agreed(confirmed).write(engine, ready.products, policy)
    ready.brought.let_products_go()
    save_snapshot(engine, policy, loaded.hand)
    return import_report(ready, loaded.judged, loaded.report, written=True)


def _judged(ready: ReadyImport, policy: Policy) -> JudgedProducts:
    """What a person should know of the products of the brand files, before they are loaded."""
    judged, products = JudgedProducts(), products_of_files(ready.files)
    earlier = EarlierOwners(products)
    for files in products.batches():
        judged.problems += [f.problem for f in lint_files(files, policy, earlier.owners) if f.level is Level.ERROR]
        judged.add(files, judge((p for some in files.values() for p in some), policy, {}))
        earlier.add(files)
    return judged


def _check_whole(request: ImportRequest, brought: BroughtCatalog) -> None:
    """Check that products may be retired where a source lacks them. Raises: BadInput."""
    if request.sync and not brought.problems.is_all_read:
        lacking = Problem("not_whole", "--sync", "", "import_whole", "import_without_sync")
        raise BadInput([*brought.problems.problems, lacking])


def _read(request: ImportRequest, brought: BroughtCatalog) -> ShopRead:
    return brought.shop_read(is_whole=request.whole, is_own_known=request.bring.is_own_shop)


def _load_of(request: ImportRequest) -> ImportLoad:
    from ..store.load_plan import LoadOptions

    options = LoadOptions(sync=request.sync, take=request.take, explained=True)
    return ImportLoad(request.collection, options, request.force)
