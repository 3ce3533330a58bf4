"""What a round over the pages of shops and brands brought, as a document and as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

from ..messages.messages import Messages
from ..model.collect_report import CollectedShop, CollectReport, ReviewEntry, ReviewKind
from .imported import note_text
from .load import NOTHING_SAID, FieldChangeDocument
from .records import Record, about, filled, words

COLLECT_ROW_NAMES: Final = ("shop", "kind", "product", "name", "file", "field", "before", "after", "text")
"""The columns of a round as a listing."""


class ReviewEntryDocument(Record):
    """One thing for a person to look at."""

    kind: Annotated[str, words(ReviewKind), about("Why it stands on the list.")]
    product: Annotated[str, about("The id of the product; empty where it is about none.")]
    name: Annotated[str, about("Brand and name.")]
    file: Annotated[str, about("The brand file or draft that it stands in.")]
    fields: Annotated[list[FieldChangeDocument], about("What was printed before, and is now.")]
    text: Annotated[str, about("What is wrong, and what to do; empty where `fields` say it.")]


class CollectedShopDocument(Record):
    """What one address of the list brought."""

    id: Annotated[str, about("Its name in the list, and the folder of its drafts.")]
    address: Annotated[str, about("The address in the list.")]
    products: Annotated[int, about("Products read.")]
    left_out: Annotated[int, about("Products of the shop that were left out by a rule.")]
    counts: Annotated[dict[str, int], about("How many entries of each kind there are.")]
    entries: Annotated[list[ReviewEntryDocument], about("What to look at.")]
    files: Annotated[list[str], about("The drafts that were written.")]


class CollectDocument(Record):
    """A whole round."""

    shops: Annotated[list[CollectedShopDocument], about("Address by address, in the order of the list.")]


def collect_document(report: CollectReport, messages: Messages) -> CollectDocument:
    """Write down what a round brought."""
    return CollectDocument([_shop(shop, messages) for shop in report.shops])


def collect_rows(report: CollectReport, messages: Messages) -> Iterator[dict[str, Any]]:
    """Write down every entry as a row, and one with several differences as a row for each."""
    for shop in report.shops:
        for entry in shop.entries():
            for change in entry.fields or (NOTHING_SAID,):
                place = (entry.product, entry.name, entry.file, ": ".join(change.path), change.before, change.after)
                cells = (shop.id, entry.kind.value, *place, entry_text(entry, messages))
                yield dict(zip(COLLECT_ROW_NAMES, cells, strict=True))


def entry_text(entry: ReviewEntry, messages: Messages) -> str:
    """The sentence of an entry; empty where its fields say it."""
    if entry.problem is not None:
        return messages.problem(entry.problem)
    if entry.note is None:
        return ""
    words = note_text(entry.note, messages)
    return f"{words} ({entry.note.place})" if entry.note.place else words


def _shop(shop: CollectedShop, messages: Messages) -> CollectedShopDocument:
    entries = [_entry(entry, messages) for entry in shop.entries()]
    counts = {kind.value: count for kind, count in shop.counts().items()}
    products, left_out = len(shop.report.products), len(shop.report.left_out)
    return CollectedShopDocument(shop.id, shop.address, products, left_out, counts, entries, list(shop.files))


def _entry(entry: ReviewEntry, messages: Messages) -> ReviewEntryDocument:
    fields = [filled(FieldChangeDocument, change) for change in entry.fields]
    text = entry_text(entry, messages)
    return ReviewEntryDocument(entry.kind.value, entry.product, entry.name, entry.file, fields, text)
