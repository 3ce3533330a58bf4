"""What a round over the pages of shops and brands brought: what is new, changed, gone, unread, waiting, or failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct

from .import_report import ImportAction, ImportedProduct, ImportNote, ImportReport
from .load_report import ChangedProduct
from .problem import Problem
from .product_difference import FieldChange


class ReviewKind(StrEnum):
    """Why something stands on the list that a person goes through."""

    FAILED = "failed"
    """The page is not to be had, or there is nothing to read on it; the last draft stays."""
    NEW = "new"
    """A product that no draft had, nor a brand file that an import wrote."""
    CHANGED = "changed"
    """The page says something else of a product than it did the last time."""
    DIFFERS = "differs"
    """The page prints other figures than the chart in the brand files."""
    CORRECTED = "corrected"
    """The page changed what a person had corrected; the correction stays."""
    TAKEN_BACK = "taken_back"
    """A draft that nobody moved is gone: the page says again what the brand file says."""
    GONE = "gone"
    NOTE = "note"
    """Something to look at: a cell that was not read, a size that the chart does not have."""
    UNREAD = "unread"
    """A part of the page that could not be read; the rest was."""
    LINT = "lint"
    """What is suspicious in a draft."""
    WAITING = "waiting"
    """A product of which nobody says what it is for."""


ACTIONS: Final = {
    ImportAction.NEW: ReviewKind.NEW, ImportAction.CHANGED: ReviewKind.CHANGED, ImportAction.GONE: ReviewKind.GONE,
}  # fmt: skip


class ReviewEntry(Struct, frozen=True):
    """One thing on the list; what does not belong to its kind is empty."""

    kind: ReviewKind
    product: str = ""
    name: str = ""
    """Brand and name."""
    file: str = ""
    fields: tuple[FieldChange, ...] = ()
    note: ImportNote | None = None
    problem: Problem | None = None


class CollectedShop(Struct, frozen=True):
    """What one address of the list brought."""

    id: str
    address: str
    report: ImportReport = ImportReport()
    """Each product against the draft, or the brand file, before."""
    differs: tuple[ChangedProduct, ...] = ()
    """Products whose chart in the brand files has other figures."""
    lint: tuple[Problem, ...] = ()
    failed: tuple[Problem, ...] = ()
    """Why nothing was read; empty where something was."""
    files: tuple[str, ...] = ()
    """The drafts that were written, by their path."""
    taken_back: tuple[str, ...] = ()
    """The drafts that were deleted, by their path: the page says again what the brand file says."""

    def entries(self) -> Iterator[ReviewEntry]:
        """Everything that a person has to look at, kind by kind."""
        yield from (ReviewEntry(ReviewKind.FAILED, problem=problem) for problem in self.failed)
        for action, kind in ACTIONS.items():
            yield from (_of_product(kind, p, p.fields) for p in self.report.products if p.action is action)
        corrected = (p for p in (*self.report.products, *self.report.tables) if p.corrections)
        yield from (_of_product(ReviewKind.CORRECTED, p, p.corrections) for p in corrected)
        yield from (ReviewEntry(ReviewKind.TAKEN_BACK, file=file) for file in self.taken_back)
        for changed in self.differs:
            product = changed.product
            yield ReviewEntry(ReviewKind.DIFFERS, product.id, product.name, product.file, changed.fields)
        yield from (ReviewEntry(ReviewKind.NOTE, note.product, note=note) for note in self.report.notes)
        yield from (ReviewEntry(ReviewKind.UNREAD, problem=problem) for problem in self.report.problems)
        yield from (ReviewEntry(ReviewKind.LINT, problem=problem) for problem in self.lint)
        for waiting in (w.product for w in self.report.waiting):
            yield ReviewEntry(ReviewKind.WAITING, waiting.id, waiting.name, waiting.file)

    def counts(self) -> dict[ReviewKind, int]:
        """How many entries of each kind there are; kinds with none are left out."""
        return dict(Counter(entry.kind for entry in self.entries()))


class CollectReport(Struct, frozen=True):
    """A whole round, address by address in the order of the list."""

    shops: tuple[CollectedShop, ...]

    @property
    def has_failed(self) -> bool:
        """Whether an address gave nothing."""
        return any(shop.failed for shop in self.shops)

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing for a person to look at."""
        return not any(True for shop in self.shops for _ in shop.entries())


def _of_product(kind: ReviewKind, product: ImportedProduct, fields: tuple[FieldChange, ...]) -> ReviewEntry:
    return ReviewEntry(kind, product.id, product.name, product.file, fields)
