"""What of the report of an import is news at a round over pages, and what a person was told before."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final

from msgspec.structs import replace

from ..model.import_report import UNREAD, ImportAction, ImportedProduct, ImportNote, ImportReport
from ..model.problem import Problem
from ..model.product import Product
from .chart_news import changes_by_figure

AVAILABILITY: Final = "availability"
"""The field by which a draft says that the shop has a variant no longer; what is in stock stands in none."""
WITH_OPTION: Final = ("import_other_kind", "import_say_as", "import_other_columns", "import_one_of", "shop_other_kind")
"""Hints of an import that name an option which a round does not have."""
KEPT_CHARTS: Final = "kept_charts"
"""What an import notes of charts that it could not read whole this time: nobody has dealt with that yet."""


def without_option(problem: Problem) -> Problem:
    """A problem of an import, with another hint where that names an option of an import."""
    return replace(problem, hint="shop_give_export") if problem.hint in WITH_OPTION else problem


def without_gone(report: ImportReport, before: Container[str]) -> ImportReport:
    """A report without the products that were gone `before`, by what the brand files say: nobody is told twice."""
    new = (p for p in report.products if p.action is not ImportAction.GONE or p.id not in before)
    return replace(report, products=tuple(new))


def files_with_news(report: ImportReport) -> set[str]:
    """The brand files of which a report tells news: the texts of others differ in marks, or in a chart cut in two."""
    changed = {product.file for product in report.products if product.action is not ImportAction.UNCHANGED}
    return changed | {part.file for part in (*report.products, *report.tables) if part.corrections}


def partly_read(notes: Iterable[ImportNote], products: Iterable[Product]) -> bool:
    """Whether the page says something of these products that could not be read: what it says is not known then."""
    ids = {product.id for product in products}
    return any(note.product in ids and (note.code in UNREAD or note.code == KEPT_CHARTS) for note in notes)


def by_figure(product: ImportedProduct, before: Product | None, after: Product | None) -> ImportedProduct:
    """The same product, a changed chart told band by band, whatever the chart is called and wherever it stands.

    A variant that the shop has no longer, or has again, is told, too; all else that it offers is no news here.
    """
    if product.action is ImportAction.GONE:
        return replace(product, fields=())
    if before is None or after is None or product.action not in (ImportAction.CHANGED, ImportAction.UNCHANGED):
        return product
    fields = (*changes_by_figure(before, after), *(c for c in product.fields if c.path[-1] == AVAILABILITY))
    return replace(product, action=ImportAction.CHANGED if fields else ImportAction.UNCHANGED, fields=fields)


def is_as_before(before: Product, after: Product | None) -> bool:
    """Whether a product of a brand file is the same now, whatever is offered of it."""
    return after is None or before.with_offers({}) == after.with_offers({})
