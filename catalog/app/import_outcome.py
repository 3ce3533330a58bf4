"""What an import did, or would do, gathered for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from ..model.brand_file_report import RecordAction, RecordReport
from ..model.import_report import NOTE_ORDER, ImportAction, ImportedProduct, ImportNote, ImportReport
from ..model.load_report import LoadReport, NamedProduct
from ..model.problem import Problem
from ..model.product_difference import FieldChange
from ..model.product_name import name_with_brand
from ..model.verdict import Fact
from ..rules.chart_lint.finding import Level
from ..rules.chart_lint.variants import duplicate_identifiers

if TYPE_CHECKING:
    from .import_load import JudgedProducts
    from .import_shop import ReadyImport

PRODUCT: Final = "product"
CHART: Final = "chart"
ID_TAKEN: Final = "id_taken"
NEW_SKUS: Final = {"sku_of_two_products": "new", "sku_twice": "new", "sku_made": "text"}
"""Notes on SKUs that are none of the shop's own, and the fact that names these."""
KEPT: Final = ("charts", "given", "price", "shop", "own", "sku")
"""The parts that are told where they stay only because this import could not read them, or was not given them."""
FEW: Final = 3
"""SKUs of a product that a note names."""
LACKING: Final = {"measure_missing": "kept_charts", "price_without_currency": "kept_price"}
"""Notes on what the source lacks, and those that tell what stays for it."""
ACTIONS: Final = {RecordAction.ELSEWHERE: ImportAction.CONFLICT}


def import_report(
    ready: ReadyImport, judged: JudgedProducts, load: LoadReport | None = None, *, written: bool
) -> ImportReport:
    """The report of an import; `load` is what its load did, or would do."""
    brought, plan, doubles = ready.brought, ready.plan, tuple(_doubles(ready))
    return ImportReport(
        written=written,
        sources=tuple(brought.sources),
        products=tuple(_of_load(load) if plan is None and load is not None else _of_plan(ready, products=True)),
        tables=tuple(_of_plan(ready, products=False)),
        left_out=tuple(brought.left_out),
        notes=tuple(_ordered(_notes(ready))),
        waiting=tuple(judged.waiting),
        medical=tuple(judged.medical),
        with_chart=judged.with_chart,
        without_chart=tuple(judged.without_chart),
        charts=len(judged.charts),
        given_charts=brought.given_charts,
        not_kept=tuple(brought.not_kept.items()),
        problems=(*brought.problems.problems, *judged.problems, *doubles),
        problem_count=brought.problems.count + len(judged.problems) + len(doubles),
        forced=tuple(judged.forced),
        files=tuple(str(file.path) for file in plan.files) if plan else (),
        load=load,
        example=judged.example,
    )


def _notes(ready: ReadyImport) -> Iterator[ImportNote]:
    """All notes, by the ids that products have in the files.

    What the source lacks is none where it is told that the file keeps what it has there.
    """
    names = ready.plan.names if ready.plan else {}
    untrue = _of_known_variants(ready)
    true = (note for note in ready.brought.notes if _holds(note, names) and note not in untrue)
    own_notes = (replace(note, product=names.get(note.product, note.product)) for note in true)
    kept_notes = tuple(_kept(ready))
    with_note = {(note.code, note.product) for note in kept_notes}
    yield from kept_notes
    yield from (n for n in own_notes if (LACKING.get(n.code), n.product) not in with_note)


def _of_known_variants(ready: ReadyImport) -> list[ImportNote]:
    """The notes on SKUs that are none of the shop's own, of which the files have none: they know the variants."""
    notes = [note for note in ready.brought.notes if note.code in NEW_SKUS] if ready.plan else []
    products = (product for file in ready.files for product in file.products) if notes else ()
    skus = {variant.sku for product in products for variant in product.variants}
    return [note for note in notes if skus.isdisjoint(str(dict(note.facts)[NEW_SKUS[note.code]]).split(", "))]


def _holds(note: ImportNote, names: Mapping[str, str]) -> bool:
    """Whether a note is true of the product in its file: one that has its own id there has not lost it to another."""
    return note.code != ID_TAKEN or note.product not in names


def _kept(ready: ReadyImport) -> Iterator[ImportNote]:
    """A note for each part of a product that stays only because this run could not know what the shop has there."""
    for record in ready.plan.report.records if ready.plan else ():
        if record.kind != CHART:
            yield from (_kept_note(record, part, text) for part, text in record.kept if part in KEPT)


def _kept_note(record: RecordReport, part: str, text: str) -> ImportNote:
    """What stays of a product, or of a whole file; of a price its currency is told, which alone may have lacked."""
    skus = text.split(", ")
    named = ", ".join(skus[:FEW]) + (", …" if len(skus) > FEW else "")
    facts: dict[str, tuple[tuple[str, Fact], ...]] = {
        "price": (("currency", text.rpartition(" ")[2]),), "shop": (("address", text),),
        "sku": (("count", len(skus)), ("text", named)),
    }  # fmt: skip
    return ImportNote(f"kept_{part}", record.id if record.kind == PRODUCT else "", "", facts.get(part, ()))


def _doubles(ready: ReadyImport) -> Iterator[Problem]:
    """The SKUs, GTINs and shop ids that products of files outside of the import have, too: nobody can look them up."""
    owners = ready.plan.owners if ready.plan is not None else {}
    for file in ready.files if owners else ():
        for product in file.products:
            double = duplicate_identifiers({file.path.name: (product,)}, owners)
            yield from (finding.problem for finding in double if finding.level is Level.ERROR)


def _of_plan(ready: ReadyImport, *, products: bool) -> Iterator[ImportedProduct]:
    """What becomes of each product of the brand files, or of each of their charts and sources that is another one."""
    for record in ready.plan.report.records if ready.plan else ():
        news = tuple(FieldChange(c.path, c.yours, c.shop) for c in record.corrections if c.is_news)
        action = ACTIONS.get(record.action) or ImportAction(record.action.value)
        if (record.kind == PRODUCT) is products and (products or record.changes or news):
            yield ImportedProduct(
                record.id, record.name and name_with_brand(record.name, record.brand), record.file, action,
                record.changes, news,
            )  # fmt: skip


def _of_load(load: LoadReport) -> Iterator[ImportedProduct]:
    """What becomes of each product in the catalog; one that the shop has no longer keeps answering."""
    yield from (_named(product, ImportAction.NEW) for product in load.added)
    for changed in load.changed:
        product = changed.product
        yield ImportedProduct(product.id, product.name, product.file, ImportAction.CHANGED, changed.fields)
    yield from (_named(product, ImportAction.UNCHANGED) for product in load.unchanged)
    gone = set(load.left_file)
    yield from (_named(product, ImportAction.GONE) for product in load.left if product.id in gone)


def _named(product: NamedProduct, action: ImportAction) -> ImportedProduct:
    return ImportedProduct(product.id, product.name, product.file, action)


def _ordered(notes: Iterable[ImportNote]) -> list[ImportNote]:
    """The notes, the most important kind first; a kind that has no rank comes last."""
    ranks = {code: rank for rank, code in enumerate(NOTE_ORDER)}
    return sorted(notes, key=lambda note: ranks.get(note.code, len(ranks)))
