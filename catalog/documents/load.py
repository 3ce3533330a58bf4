"""What a load of brand files does to the catalog, or would do, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final

from msgspec import Meta

from ..model.load_report import LoadAction, LoadReport, NamedProduct
from ..model.product import Ruling
from ..model.product_difference import FieldChange
from .records import Record, about, filled, words

Count = Annotated[int, Meta(ge=0)]
ROW_NAMES: Final = ("product", "name", "file", "collection", "action", "field", "before", "after")
"""The columns of a load as a listing."""

NOTHING_SAID: Final = FieldChange((), "", "")


class NamedProductDocument(Record):
    """A product, and where it is from."""

    id: Annotated[str, about("Its name in addresses.")]
    name: Annotated[str, about("Brand and name.")]
    file: Annotated[str, about("The brand file that it is from; empty where it came without one.")]
    collection: Annotated[str, about("The collection that it is of after the load.")]


class FieldChangeDocument(Record):
    """One part of a product that is another one now."""

    path: Annotated[list[str], about("Where it stands in a brand file, from the outside in.")]
    before: Annotated[str, about("What was printed there; empty where the part is new.")]
    after: Annotated[str, about("What is printed there; empty where the part is gone.")]


class ChangedProductDocument(NamedProductDocument):
    """A product that is another one after the load."""

    fields: Annotated[list[FieldChangeDocument], about("Everything that differs.")]


class WaitingProductDocument(NamedProductDocument):
    """A product that no search shows until somebody says what it is for."""

    why: Annotated[str, words(("unknown", "conflict")), about("Why: nothing says it, or its texts contradict.")]


class TakenProductDocument(NamedProductDocument):
    """A product that was another file's or another collection's."""

    from_file: Annotated[str, about("The file that it was from.")]
    from_collection: Annotated[str, about("The collection that it was of.")]


class LeftOutProductDocument(Record):
    """A shipped product that is not loaded, because a product of another collection has its id or a number of it."""

    id: Annotated[str, about("Its name in addresses.")]
    owner: Annotated[str, about("The id of the other product.")]
    collection: Annotated[str, about("The collection of the other product.")]


class DroppedDecisionDocument(Record):
    """A curator's decision that no longer holds, because its evidence has changed."""

    product: Annotated[str, about("Which product.")]
    ruling: Annotated[str, words(Ruling), about("What was decided.")]
    by: Annotated[str, about("Who decided.")]
    on: Annotated[str, about("When.")]


class LoadCountsDocument(Record):
    """How many products each list has."""

    added: Annotated[Count, about("New ones.")]
    changed: Annotated[Count, about("Those that differ.")]
    unchanged: Annotated[Count, about("Those that stay as they are.")]
    retired: Annotated[Count, about("Those that stop answering.")]
    left: Annotated[Count, about("Those in none of the files that keep answering.")]
    held_back: Annotated[Count, about("Those that no search shows.")]


class LoadDocument(Record):
    """What a load does to the catalog, or would do; each product is in one of the first five lists."""

    written: Annotated[bool, about("Whether it was done; else it is what would be done.")]
    collections: Annotated[list[str], about("The collections that the files are loaded into.")]
    counts: Annotated[LoadCountsDocument, about("How many products each list has.")]
    added: Annotated[list[NamedProductDocument], about("Products that are new.")]
    changed: Annotated[list[ChangedProductDocument], about("Products that are other ones, part by part.")]
    unchanged: Annotated[list[NamedProductDocument], about("Products that stay as they are.")]
    retired: Annotated[list[NamedProductDocument], about("Products in none of the files that stop answering.")]
    left: Annotated[list[NamedProductDocument], about("Products in none of the files that `--sync` would retire.")]
    left_file: Annotated[list[str], about("The ids of those among them that are gone from a file that was given.")]
    held_back: Annotated[list[WaitingProductDocument], about("Products that no search shows until somebody decides.")]
    taken: Annotated[list[TakenProductDocument], about("Products that were another file's or collection's.")]
    left_out: Annotated[list[LeftOutProductDocument], about("Products that yield to those of another collection.")]
    decisions_dropped: Annotated[list[DroppedDecisionDocument], about("Decisions that no longer hold.")]


def load_document(report: LoadReport) -> LoadDocument:
    """Write down what a load does, or would do."""
    decisions = report.decisions_dropped
    return filled(
        LoadDocument,
        report,
        counts=_counts(report),
        changed=[_placed(ChangedProductDocument, c.product, fields=_fields(c.fields)) for c in report.changed],
        held_back=[_placed(WaitingProductDocument, w.product, why=w.why) for w in report.waiting],
        taken=[
            _placed(TakenProductDocument, t.product, from_file=t.file, from_collection=t.collection)
            for t in report.taken
        ],
        decisions_dropped=[filled(DroppedDecisionDocument, d, product=d.product_id) for d in decisions],
    )


def load_rows(report: LoadReport) -> Iterator[dict[str, Any]]:
    """Write down every product as a row, and one that changes as a row for each part that differs."""
    yield from (_row(product, LoadAction.ADDED) for product in report.added)
    for changed in report.changed:
        for change in changed.fields or (NOTHING_SAID,):
            yield _row(changed.product, LoadAction.CHANGED, ": ".join(change.path), change.before, change.after)
    rest = {LoadAction.UNCHANGED: report.unchanged, LoadAction.RETIRED: report.retired, LoadAction.LEFT: report.left}
    yield from (_row(product, action) for action, products in rest.items() for product in products)


def _counts(report: LoadReport) -> LoadCountsDocument:
    lists = {name: getattr(report, name) for name in ("added", "changed", "unchanged", "retired", "left")}
    return LoadCountsDocument(
        **{name: len(products) for name, products in lists.items()}, held_back=len(report.waiting)
    )


def _placed(kind: type[Any], product: NamedProduct, **own: Any) -> Any:
    return filled(kind, product, **own)


def _fields(changes: Iterable[Any]) -> list[FieldChangeDocument]:
    return [filled(FieldChangeDocument, change) for change in changes]


def _row(product: NamedProduct, action: LoadAction, *change: str) -> dict[str, Any]:
    cells = (product.id, product.name, product.file, product.collection, action.value, *(change or ("", "", "")))
    return dict(zip(ROW_NAMES, cells, strict=True))
