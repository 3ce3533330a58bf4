"""What a load does to the catalog, or would do, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..model.load_report import ChangedProduct, LoadReport, NamedProduct, WaitingProduct
from ..model.product import SHIPPED
from ..model.product_difference import FieldChange
from .lines import BLANK, Joined, Line, Message, Style, heading, item, message, say

MOST_PRODUCTS: Final = 20
"""Products that a group names; those to be retired are all named."""
MOST_FIELDS: Final = 12
LONGEST: Final = 60
"""Letters of a text that are shown of what it was and of what it is."""
AROUND: Final = 16
"""Letters that are shown before what differs in a longer text."""
ELLIPSIS: Final = "…"


def load_lines(report: LoadReport) -> list[Line]:
    """What the load would do: what is new, what changes field by field, what is retired, what is held back."""
    products = (_added(report), _changed(report), _unchanged(report), _gone(report))
    groups = (*products, _left_out(report), _decisions("ui.load.decision", report), _waiting(report))
    parts = [group for group in groups if group] or [[say("ui.load.nothing")]]
    lines = [heading(message("ui.load.dry"))] if not report.written else []
    return lines + [line for group in parts for line in (BLANK, *group)]


def retirement_lines(report: LoadReport) -> list[Line]:
    """Every product that is retired: they stand in none of the files given."""
    tense = "retired_now" if report.written else "retired"
    return _list(f"ui.load.{tense}", report.retired, most=None)


def remark_lines(report: LoadReport) -> Iterator[Line]:
    """What has to be seen beside the counts of a load: taken, retired, left, and decisions that were dropped."""
    yield from _taken(report)
    yield from _left_out(report)
    yield from retirement_lines(report)
    if report.left:
        collections = ", ".join(report.collections)
        yield say("ui.load.left_now", count=len(report.left), collection=collections)
    if report.left_file:
        yield say("ui.load.left_file", count=len(report.left_file), products=_few(report.left_file))
    yield from _decisions("ui.review.dropped", report)


def _decisions(code: str, report: LoadReport) -> list[Line]:
    """A line for each curator's decision that no longer holds, because its evidence changes."""
    return [say(code, product=d.product_id, ruling=d.ruling.value, by=d.by, on=d.on) for d in report.decisions_dropped]


def field_words(change: FieldChange) -> Message:
    """One difference of two products: where it stands, what it was and what it is."""
    path, (before, after) = ": ".join(change.path), _excerpts(change.before, change.after)
    if not before:
        return message("ui.load.field_new", path=path, after=after)
    if not after:
        return message("ui.load.field_gone", path=path, before=before)
    return message("ui.load.field", path=path, before=before, after=after)


def _excerpts(before: str, after: str) -> tuple[str, str]:
    """Two texts from shortly before the place where they differ, each no longer than is read with ease."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    pairs = enumerate(zip(before, after, strict=False))
    differs = next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))
    start = max(0, differs - AROUND) if before and after else 0
    first, second = (f"{ELLIPSIS if start else ''}{text[start:]}" for text in (before, after))
    return tuple(t if len(t) <= LONGEST else f"{t[: LONGEST - 1]}{ELLIPSIS}" for t in (first, second))  # type: ignore[return-value]


def _name(product: NamedProduct) -> Joined:
    return Joined((f"{product.id}:", product.name, *_in_file(product)))


def _in_file(product: NamedProduct) -> tuple[str, ...]:
    """The file of a product in brackets, where it has one."""
    return (f"({product.file})",) if product.file else ()


def _list(code: str, products: Sequence[NamedProduct], most: int | None = MOST_PRODUCTS, **facts: str) -> list[Line]:
    """A sentence with the number of products, and each of them, or the first of them; nothing where there is none."""
    if not products:
        return []
    listed = [item(_name(product), 1) for product in products[:most]]
    return [say(code, count=len(products), **facts), *listed, *_more(products, most, 1)]


def _more(everything: Sequence[object], most: int | None, level: int) -> Iterable[Line]:
    if most is not None and len(everything) > most:
        yield Line(message("ui.load.more", count=len(everything) - most), level)


def _added(report: LoadReport) -> list[Line]:
    return _list("ui.load.added", report.added)


def _changed(report: LoadReport) -> list[Line]:
    if not report.changed:
        return []
    products = [line for changed in report.changed[:MOST_PRODUCTS] for line in _changes(changed)]
    return [say("ui.load.changed", count=len(report.changed)), *products, *_more(report.changed, MOST_PRODUCTS, 1)]


def _changes(changed: ChangedProduct) -> Iterator[Line]:
    yield item(_name(changed.product), 1)
    for change in changed.fields[:MOST_FIELDS]:
        yield Line(field_words(change), 3, Style.ENTRY)
    yield from _more(changed.fields, MOST_FIELDS, 3)


def _unchanged(report: LoadReport) -> list[Line]:
    return [say("ui.load.unchanged", count=len(report.unchanged))] if report.unchanged else []


def _gone(report: LoadReport) -> list[Line]:
    return [*retirement_lines(report), *_list("ui.load.left", report.left, collection=", ".join(report.collections))]


def _taken(report: LoadReport) -> list[Line]:
    """A line for each file and collection that products were taken from."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for taken in report.taken:
        groups.setdefault((taken.product.collection, taken.collection, taken.file), []).append(taken.product.id)
    return [
        say(
            "ui.load.taken" if before != to else "ui.load.taken_file",
            count=len(ids),
            collection=to,
            before=before,
            file=file,
            products=_few(ids),
        )
        for (to, before, file), ids in groups.items()
    ]


def _few(ids: Sequence[str]) -> tuple[str, ...]:
    """The first ids of many."""
    return (*ids[:MOST_PRODUCTS], *((ELLIPSIS,) if len(ids) > MOST_PRODUCTS else ()))


def _left_out(report: LoadReport) -> list[Line]:
    return [say("ui.load.left_out", product=o.id, owner=o.owner, collection=o.collection) for o in report.left_out]


def _waiting(report: LoadReport) -> list[Line]:
    if not report.waiting:
        return []
    listed = [
        item(Joined((f"{w.product.id}:", message(f"ui.review.{w.why}"), *_in_file(w.product))), 1)
        for w in report.waiting[:MOST_PRODUCTS]
    ]
    number = say("ui.load.waiting", count=len(report.waiting))
    return [number, *listed, *_more(report.waiting, MOST_PRODUCTS, 1), *map(say, _what_to_do(report.waiting))]


def _what_to_do(waiting: Iterable[WaitingProduct]) -> list[str]:
    """What a person can do about products that no search shows: nobody changes the files that come with the program."""
    codes = {True: "ui.load.waiting_shipped", False: "ui.load.waiting_what_to_do"}
    return [codes[shipped] for shipped in sorted({w.product.collection == SHIPPED for w in waiting})]
