"""What an import of a shop's catalog did, or would do, as a document and as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final

from msgspec import Meta

from ..messages.messages import Messages
from ..model.import_report import ImportAction, ImportedProduct, ImportNote, ImportReport, LeftOutOfImport
from .load import FieldChangeDocument, LoadDocument, NamedProductDocument, WaitingProductDocument, load_document
from .reason import FaultDocument, fact_value, fault_document
from .records import Record, about, filled, words

Number = Annotated[int, Meta(ge=0)]
IMPORT_ROW_NAMES: Final = ("action", "product", "name", "file", "place", "code", "field", "before", "after", "text")
"""The columns of an import as a listing."""


class ImportedSourceDocument(Record):
    """One file or address that was read."""

    name: Annotated[str, about("The name of the file, `stdin`, or the address.")]
    kind: Annotated[str, about("What it was recognised as.")]
    products: Annotated[Number, about("Products in it.")]
    variants: Annotated[Number, about("Variants of them.")]


class ImportCountsDocument(Record):
    """How many there are of each."""

    read: Annotated[Number, about("Products read, those left out among them.")]
    variants: Annotated[Number, about("Variants of all products read.")]
    new: Annotated[Number, about("Products that no brand file or catalog had.")]
    changed: Annotated[Number, about("Products that the shop changed.")]
    unchanged: Annotated[Number, about("Products that stay as they are.")]
    gone: Annotated[Number, about("Products that the shop has no longer, and that stay.")]
    taken_out: Annotated[Number, about("Products that a person took out, and that stay out.")]
    conflict: Annotated[Number, about("Products whose id a file of a person's own has.")]
    left_out: Annotated[Number, about("Products of the shop that were left out by a rule.")]
    held_back: Annotated[Number, about("Products that no search shows until somebody says what they are for.")]
    medical: Annotated[Number, about("Products that are medical, which nobody is shown.")]
    with_chart: Annotated[Number, about("Products with a size chart.")]
    without_chart: Annotated[Number, about("Products without one.")]
    charts: Annotated[Number, about("Different charts, however many products share each.")]
    notes: Annotated[Number, about("Things to look at.")]
    problems: Annotated[Number, about("Lines and items that could not be read, and charts with errors.")]
    unread: Annotated[Number, about("Notes on figures and words that could not be read.")]


class ImportedProductDocument(Record):
    """One product of the brand files or of the catalog."""

    id: Annotated[str, about("Its id, stable from import to import.")]
    name: Annotated[str, about("Brand and name.")]
    file: Annotated[str, about("The brand file that it stands in; empty where there is none.")]
    action: Annotated[str, words(ImportAction), about("What becomes of it.")]
    fields: Annotated[list[FieldChangeDocument], about("What the shop changed and the import took over.")]
    corrections: Annotated[
        list[FieldChangeDocument],
        about("What the shop changed and a person had corrected: `before` is the person's and stays."),
    ]


class GivenChartDocument(Record):
    """A chart of the file that was given with `--charts`."""

    name: Annotated[str, about("Its file, or its place among the tables.")]
    products: Annotated[list[str], about("The ids of the products that it goes to.")]


class LeftOutOfImportDocument(Record):
    """A product of the shop that was left out by a rule."""

    cause: Annotated[str, about("The rule.")]
    name: Annotated[str, about("Its title in the shop.")]
    place: Annotated[str, about("Where it stands in the source.")]
    words: Annotated[str, about("The words that decided; empty where none did.")]


class ImportNoteDocument(Record):
    """Something about one product that a person should look at."""

    code: Annotated[str, about("What it is, for programs.")]
    product: Annotated[str, about("The id of the product.")]
    place: Annotated[str, about("Where it stands in the source.")]
    facts: Annotated[dict[str, Any], about("What the sentence is filled with.")]
    text: Annotated[str, about("The sentence.")]


class ImportDocument(Record):
    """What an import did, or would do; each product that was read is in `products` or in `left_out`."""

    written: Annotated[bool, about("Whether it was done; else it is what would be done.")]
    sources: Annotated[list[ImportedSourceDocument], about("What was read.")]
    counts: Annotated[ImportCountsDocument, about("How many there are of each.")]
    files: Annotated[list[str], about("The brand files that were written, or would be.")]
    problems: Annotated[list[FaultDocument], about("What could not be read, each with its place.")]
    held_back: Annotated[list[WaitingProductDocument], about("Products that no search shows, and why.")]
    medical: Annotated[list[NamedProductDocument], about("Products that are medical, which nobody is shown.")]
    notes: Annotated[list[ImportNoteDocument], about("What to look at, the most important first.")]
    left_out: Annotated[list[LeftOutOfImportDocument], about("Products of the shop that were left out.")]
    without_chart: Annotated[list[str], about("The ids of products without a size chart.")]
    given_charts: Annotated[list[GivenChartDocument], about("The charts of `--charts`, and whom each goes to.")]
    not_kept: Annotated[dict[str, int], about("Columns without a place in a brand file, and their facts.")]
    products: Annotated[list[ImportedProductDocument], about("Every product, and what becomes of it.")]
    tables: Annotated[
        list[ImportedProductDocument], about("Charts, sources and brands of the brand files that are other ones now.")
    ]
    load: Annotated[LoadDocument | None, about("What the load did; null where nothing was to be loaded.")]
    next: Annotated[list[str], about("Commands to go on with.")]


def import_document(report: ImportReport, messages: Messages, commands: Sequence[str] = ()) -> ImportDocument:
    """Write down what an import did; `commands` are those to go on with."""
    return ImportDocument(
        written=report.written,
        sources=[filled(ImportedSourceDocument, source) for source in report.sources],
        counts=import_counts(report),
        files=list(report.files),
        problems=[fault_document(problem, messages) for problem in report.problems],
        held_back=[filled(WaitingProductDocument, w.product, why=w.why) for w in report.waiting],
        medical=[filled(NamedProductDocument, product) for product in report.medical],
        notes=[_note(note, messages) for note in report.notes],
        left_out=[_left_out(product) for product in report.left_out],
        without_chart=list(report.without_chart),
        given_charts=[filled(GivenChartDocument, chart) for chart in report.given_charts],
        not_kept=dict(report.not_kept),
        products=[_product(product) for product in report.products],
        tables=[_product(table) for table in report.tables],
        load=None if report.load is None else load_document(report.load),
        next=list(commands),
    )


def import_counts(report: ImportReport) -> ImportCountsDocument:
    """Count what an import read and made."""
    actions = Counter(product.action.value for product in report.products)
    lists = {name: len(getattr(report, name)) for name in ("left_out", "medical", "notes")}
    return ImportCountsDocument(
        read=sum(source.products for source in report.sources),
        variants=sum(source.variants for source in report.sources),
        **{action.value: actions[action.value] for action in ImportAction},
        **lists,
        held_back=len(report.waiting),
        problems=report.problem_count,
        unread=report.unread,
        with_chart=report.with_chart,
        without_chart=len(report.without_chart),
        charts=report.charts,
    )


def import_rows(report: ImportReport, messages: Messages) -> Iterator[dict[str, Any]]:
    """Write down each problem, note, product that was left out and product of the files as rows, that order."""
    for problem in report.problems:
        yield _row("problem", place=problem.field, code=problem.code, text=messages.problem(problem))
    for waiting in report.waiting:
        product = waiting.product
        yield _row("held_back", product=product.id, name=product.name, file=product.file, code=waiting.why)
    for medical in report.medical:
        yield _row("medical", product=medical.id, name=medical.name, file=medical.file)
    for note in report.notes:
        text = note_text(note, messages)
        yield _row("note", product=note.product, place=note.place, code=note.code, text=text)
    for left_out in report.left_out:
        yield _row("left_out", name=left_out.name, place=left_out.place, code=left_out.cause, text=left_out.words)
    for imported in (*report.products, *report.tables):
        yield from _product_rows(imported)


def note_text(note: ImportNote, messages: Messages) -> str:
    """Word what a person should look at; of a cell that was not read also why."""
    facts = dict(note.facts)
    words = messages.text(f"ui.import.note.{note.code}", facts)
    return f"{words} {messages.text('chart.unread', {'reason': facts['why']})}" if "why" in facts else words


def _product_rows(product: ImportedProduct) -> Iterator[dict[str, Any]]:
    """A row for a product, or for each of its fields that is another one now or would be but for a correction."""
    named = {"product": product.id, "name": product.name, "file": product.file}
    fields = [(product.action.value, change) for change in product.fields]
    fields += [("corrected", change) for change in product.corrections]
    for action, change in fields:
        yield _row(action, **named, field=": ".join(change.path), before=change.before, after=change.after)
    if not fields:
        yield _row(product.action.value, **named)


def _note(note: ImportNote, messages: Messages) -> ImportNoteDocument:
    facts = {name: fact_value(value, messages.units) for name, value in note.facts}
    text = note_text(note, messages)
    return ImportNoteDocument(code=note.code, product=note.product, place=note.place, facts=facts, text=text)


def _left_out(product: LeftOutOfImport) -> LeftOutOfImportDocument:
    return LeftOutOfImportDocument(cause=product.cause, name=product.name, place=product.place, words=product.words)


def _product(product: ImportedProduct) -> ImportedProductDocument:
    fields, corrections = ([filled(FieldChangeDocument, c) for c in cs] for cs in (product.fields, product.corrections))
    return ImportedProductDocument(
        id=product.id, name=product.name, file=product.file, action=product.action.value,
        fields=fields, corrections=corrections,
    )  # fmt: skip


def _row(action: str, **cells: str) -> dict[str, Any]:
    return dict.fromkeys(IMPORT_ROW_NAMES, "") | {"action": action} | cells
