"""The products of an import into the catalog: one transaction, however many batches they come in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from ..model.import_report import ExampleQuestion
from ..model.load_report import LoadReport, NamedProduct, WaitingProduct
from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.product import OWN, Product
from ..model.product_name import full_name
from ..model.verdict import Gates, Outcome
from ..rules.chart_lint.finding import Level
from .garbage import without_garbage_collection
from .import_batches import EarlierOwners, ImportedProducts
from .import_example import example_of
from .lint import ProductsByFile
from .load import CheckedProducts, check_products
from .load_report import whole_report
from .review import waiting_for

if TYPE_CHECKING:
    from ..store.database import Connection, Engine
    from ..store.load_plan import LoadOptions
    from ..store.write import Written
    from .after_commit import ProductsInHand


MANY_IDS: Final = "store_unused_ids"
"""What a problem expects that names many ids together."""


class JudgedProducts(Struct):
    """What a person should know of the products of an import once they are judged."""

    waiting: list[WaitingProduct] = field(default_factory=list)
    medical: list[NamedProduct] = field(default_factory=list)
    with_chart: int = 0
    without_chart: list[str] = field(default_factory=list)
    charts: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with them: charts that the linter finds errors in, and mistakes in a person's corrections."""
    forced: list[Problem] = field(default_factory=list)
    """Charts that are loaded although the linter finds errors in them."""
    example: ExampleQuestion | None = None

    def add(
        self, files: ProductsByFile, gates: dict[str, Gates], collection: str = OWN, unwritten: Collection[str] = ()
    ) -> None:
        """Take in the products of some files with their verdicts; `unwritten` are names of files that there are not."""
        for file, products in files.items():
            for product in products:
                self._add(product, gates[product.id], "" if file in unwritten else file, collection)

    def _add(self, product: Product, gates: Gates, file: str, collection: str) -> None:
        outcome = gates.medical.outcome
        if outcome is Outcome.UNKNOWN:
            self.waiting.append(WaitingProduct(_named(product, file, collection), waiting_for(gates)))
        elif outcome is Outcome.FAIL:
            self.medical.append(_named(product, file, collection))
        elif self.example is None:
            self.example = example_of(product)
        self.charts.update(chart.id for chart in product.charts)
        if product.is_sized:
            self.with_chart += 1
        elif outcome is not Outcome.FAIL:
            self.without_chart.append(product.id)


def _named(product: Product, file: str, collection: str) -> NamedProduct:
    return NamedProduct(product.id, full_name(product), file, collection)


class LoadedImport(Struct, frozen=True):
    """What a load of an import did."""

    report: LoadReport
    judged: JudgedProducts
    hand: ProductsInHand
    """The products, on their way into the snapshot file."""


class ImportLoad(Struct, frozen=True):
    """How the products of an import are loaded."""

    collection: str
    options: LoadOptions
    force: bool

    def agreed(self, confirmed: Collection[str] | None) -> ImportLoad:
        """The same where a person agreed to retire these ids, and no others; None where nobody was asked."""
        return replace(self, options=replace(self.options, confirmed=confirmed))

    def write(self, engine: Engine, imported: ImportedProducts, policy: Policy) -> LoadedImport:
        """Write every product, all of them or none. Raises: BadInput, StoreError."""
        from ..store.catalog_version import lock, restamp
        from ..store.database import writing
        from ..store.write import write_products
        from .after_commit import ProductsInHand

        is_new, hand = False, ProductsInHand(engine)

        def written(connection: Connection, checked: CheckedProducts) -> Written:
            nonlocal is_new
            result = write_products(
                connection, checked.files, checked.gates, checked.options, evidence=checked.evidence
            )  # fmt: skip
            is_new = is_new or result.is_new_version
            hand.take(connection, checked.files, checked.gates, checked.options)
            return result

        with without_garbage_collection(), writing(engine) as connection:
            lock(connection)
            report, judged = self._each(connection, imported, policy, written)
            if is_new:
                restamp(connection)
            hand.are_all(connection)
        return LoadedImport(report, judged, hand)

    def preview(self, engine: Engine, imported: ImportedProducts, policy: Policy) -> tuple[LoadReport, JudgedProducts]:
        """What `write` would do; nothing is written. Raises: BadInput, StoreError."""
        from ..store.database import reading
        from ..store.write import preview_products

        def previewed(connection: Connection, checked: CheckedProducts) -> Written:
            return preview_products(connection, checked.files, checked.options, evidence=checked.evidence)

        with without_garbage_collection(), reading(engine) as connection:
            return self._each(connection, imported, policy, previewed)

    def _each(
        self, connection: Connection, imported: ImportedProducts, policy: Policy,
        act: Callable[[Connection, CheckedProducts], Written],
    ) -> tuple[LoadReport, JudgedProducts]:  # fmt: skip
        """Check, judge and hand on each batch. Raises: BadInput, with the problems of all batches."""
        judged, reports, problems = JudgedProducts(), list[LoadReport](), list[Problem]()
        earlier = EarlierOwners(imported)
        for number, (files, options) in enumerate(self._batches(connection, imported)):
            try:
                owners = earlier.owners
                checked = check_products(
                    connection, files, policy, options, force=self.force, drop=True, earlier=owners,
                    ahead=imported.gates(number),
                )  # fmt: skip
                report = act(connection, checked).report
            except BadInput as bad:
                problems += bad.problems
                continue
            reports.append(whole_report(report, checked.gates))
            judged.add(checked.files, checked.gates, self.collection, options.unwritten)
            judged.problems += [imported.at_source(f.problem) for f in checked.dropped]
            judged.forced += [imported.at_source(f.problem) for f in checked.findings if f.level is Level.ERROR]
            earlier.add(files)
        if problems:
            raise BadInput(map(imported.at_source, _told_once(problems)))
        return _joined(reports), judged

    def _batches(
        self, connection: Connection, imported: ImportedProducts
    ) -> Iterator[tuple[ProductsByFile, LoadOptions]]:
        """Each batch with how it is loaded; only with the last one is it known what the catalog has besides."""
        from ..store.load_plan import LoadBatch, group_of
        from ..store.ownership import read_owners

        leaving = self.options.whole((self.collection,)) if self.options.sync else ()
        owners = read_owners(connection, imported.ids | imported.old_ids, leaving)
        earlier, groups = set[str](), set[tuple[str, str]]()
        for files, is_last in _with_last(imported.batches()):
            batch = LoadBatch(imported.ids, earlier, imported.files, owners, is_last, groups)
            collections, unwritten = dict.fromkeys(files, self.collection), imported.sources
            options = replace(self.options, collections=collections, batch=batch, unwritten=unwritten)
            yield files, options
            for file, products in files.items():
                earlier.update([p.id for p in products])
                origin = options.belonging(file).origin
                groups.update(group_of(origin, brand) for brand in {p.brand for p in products})


def _with_last(batches: Iterable[ProductsByFile]) -> Iterator[tuple[ProductsByFile, bool]]:
    """Each batch, and whether it is the last; one without products where there is none."""
    waiting: ProductsByFile = {}
    for at, files in enumerate(batches):
        if at:
            yield waiting, False
        waiting = files
    yield waiting, True


def _told_once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of all batches; those that name many ids together are one, with the number of all of them."""
    merged: dict[object, Problem] = {}
    for at, problem in enumerate(problems):
        facts = dict(problem.facts)
        of_many = (problem.code, problem.field, problem.hint, facts.get("collection"))
        first = merged.setdefault(of_many if problem.expected == MANY_IDS else at, problem)
        if first is not problem:
            number = sum(n for p in (first, problem) if isinstance(n := dict(p.facts)["count"], int))
            merged[of_many] = replace(first, facts=tuple({**facts, "count": number}.items()))
    return list(merged.values())


def _joined(reports: Sequence[LoadReport]) -> LoadReport:
    """The reports of all batches as one; what the catalog has besides stands in the last one."""
    if len(reports) == 1:
        return reports[0]
    lists = ("added", "changed", "unchanged", "retired", "waiting", "taken", "decisions_dropped")
    joined = {name: tuple(entry for report in reports for entry in getattr(report, name)) for name in lists}
    return replace(reports[-1], **joined)
