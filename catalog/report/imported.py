"""What an import of a shop's catalog did, or would do, as a person reads it: quiet where nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from ..model.import_report import (
    ImportAction,
    ImportedProduct,
    ImportedSource,
    ImportNote,
    ImportReport,
    LeftOutOfImport,
)
from ..model.load_report import WaitingProduct
from ..model.verdict import Fact
from .lines import BLANK, Joined, Line, Style, heading, item, message, say
from .load import field_words

FEW: Final = 3
"""Things of one kind that are named; a program gets them all."""
MOST_FIELDS: Final = 4
CORRECTIONS: Final = ("correction_of_gone", "correction_of_new")
"""What sentences are called about what the shop alone does not have, and about what it alone has."""
SOURCES: Final = ("sources",)
"""The field that says where a product was read, which changes with the name of the file: it is told last."""
MOST_COLUMNS: Final = 8
TAKEN_WITH_ALL: Final = "not_compression"
"""The cause that `--all` does away with."""
MOST_KINDS: Final = 8
"""Kinds of notes that are told."""
SHORT: Final = 20
"""Characters of what one product says, up to which several are quoted."""
COUNTED: Final = {"count", "text"}
"""The facts of a note that counts variants of a product."""
Facts = tuple[tuple[str, Fact], ...]
Thing = TypeVar("Thing")


def import_lines(report: ImportReport) -> list[Line]:
    """What was read, what came of it, what was left out, and what a person should look at, most important first."""
    files = [say("ui.import.files", count=len(report.files), files=_ids(report.files))] if report.files else []
    charts = [
        say("ui.import.given_chart", name=chart.name, count=len(chart.products), products=_ids(chart.products))
        if chart.products
        else say("ui.import.given_chart_of_none", name=chart.name)
        for chart in report.given_charts
    ]
    made = (_read(report), *_products(report), charts, files, _left_out(report))
    groups = (*made, _to_look_at(report), _not_kept(report))
    lines = [line for group in groups if group for line in (BLANK, *group)]
    dry = [] if report.written else [heading(message("ui.import.dry"))]
    return [*dry, *lines] if dry else lines[1:]


def _read(report: ImportReport) -> list[Line]:
    """A line for each source, what it is and how much is in it; the pages of one address are one line."""
    pages: dict[tuple[str, str], list[ImportedSource]] = {}
    for source in report.sources:
        pages.setdefault((_address(source.name), source.kind), []).append(source)
    return [
        say(
            "ui.import.read", name=name if len(same) > 1 else same[0].name, kind=message(f"ui.import.kind.{kind}"),
            products=message("ui.import.products", count=sum(page.products for page in same)),
            variants=message("ui.import.variants", count=sum(page.variants for page in same)),
        )
        for (name, kind), same in pages.items()
    ]  # fmt: skip


def _address(name: str) -> str:
    """The name of a source; of an address that which its pages share."""
    return name.partition("?")[0] if "://" in name else name


def _products(report: ImportReport) -> Iterator[list[Line]]:
    """What becomes of the products, a group for each kind of change."""
    groups: dict[ImportAction, list[ImportedProduct]] = {action: [] for action in ImportAction}
    for product in report.products:
        groups[product.action].append(product)
    for action, products in groups.items():
        if action is ImportAction.UNCHANGED:
            yield [say("ui.import.unchanged", count=len(products))] if products else []
        elif products:
            lines_of = _corrections if action is ImportAction.CONFLICT else _changes
            yield [say(f"ui.import.{_code(action, report)}", count=len(products)), *_some(products, lines_of)]
    tables = [table for table in report.tables if table.fields]
    if tables:
        code = "tables_of_export" if report.is_of_export else "tables"
        yield [say(f"ui.import.{code}", count=len(tables)), *_some(tables, _changes)]
    corrected = [
        p for p in (*report.products, *report.tables) if p.corrections and p.action is not ImportAction.CONFLICT
    ]  # fmt: skip
    if corrected:
        yield [say("ui.import.corrected", count=len(corrected)), *_some(corrected, _corrections)]


def _code(action: ImportAction, report: ImportReport) -> str:
    """What the sentence about some products is called: those that are gone stay elsewhere without brand files."""
    if action is ImportAction.CHANGED and report.is_of_export:
        return "changed_of_export"
    return "gone_in_catalog" if action is ImportAction.GONE and not report.files else action.value


def _changes(product: ImportedProduct) -> Iterator[Line]:
    yield item(_words_of(product), 1)
    for change in sorted(product.fields, key=lambda field: field.path[:1] == SOURCES)[:MOST_FIELDS]:
        yield Line(field_words(change), 3, Style.ENTRY)
    if len(product.fields) > MOST_FIELDS:
        yield Line(message("ui.import.more", count=len(product.fields) - MOST_FIELDS), 3)


def _words_of(product: ImportedProduct) -> Joined:
    name = f"{product.id}:" if product.name else product.id
    return Joined((name, product.name, f"({product.file})" if product.file else ""))


def _corrections(product: ImportedProduct) -> Iterator[Line]:
    yield item(_words_of(product), 1)
    for change in product.corrections[:MOST_FIELDS]:
        code = "correction" if change.before and change.after else CORRECTIONS[bool(change.after)]
        words = message(f"ui.import.{code}", path=": ".join(change.path), yours=change.before, shop=change.after)
        yield Line(words, 3, Style.ENTRY)
    if len(product.corrections) > MOST_FIELDS:
        yield Line(message("ui.import.more", count=len(product.corrections) - MOST_FIELDS), 3)


def _some(things: Sequence[Thing], lines_of: Callable[[Thing], Iterable[Line]]) -> Iterator[Line]:
    """The lines of the first few things, and how many more there are."""
    for thing in things[:FEW]:
        yield from lines_of(thing)
    if len(things) > FEW:
        yield Line(message("ui.import.more", count=len(things) - FEW), 1)


def _left_out(report: ImportReport) -> list[Line]:
    """A line for each cause, the most frequent first, with the first few titles."""
    causes: dict[str, list[LeftOutOfImport]] = {}
    for product in report.left_out:
        causes.setdefault(product.cause, []).append(product)
    if not causes:
        return []
    ordered = sorted(causes.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    lines = [item(_cause(cause, products), 1) for cause, products in ordered]
    advice = [say("ui.import.take_all")] if TAKEN_WITH_ALL in causes else []
    return [say("ui.import.left_out", count=len(report.left_out)), *lines, *advice]


def _cause(cause: str, products: Sequence[LeftOutOfImport]) -> Joined:
    names = ", ".join(dict.fromkeys(p.name for p in products[:FEW] if p.name))
    more = ", …" if len(products) > FEW and names else ""
    return Joined((message(f"ui.import.left_out.{cause}", count=len(products)), f"({names}{more})" if names else ""))


def _to_look_at(report: ImportReport) -> list[Line]:
    """What needs a person: what could not be read, what no search shows, what has no chart, and notes by their kind."""
    if report.problem_count and not report.products:
        return [say("ui.import.problems_alone", count=report.problem_count)]
    lines = [item(message("ui.import.problems", count=report.problem_count), 0)] if report.problem_count else []
    lines += _waiting(report.waiting)
    if report.medical:
        names = _ids([product.id for product in report.medical])
        lines.append(item(message("ui.import.medical", count=len(report.medical), products=names), 0))
    total = report.with_chart + len(report.without_chart)
    if report.without_chart:
        names = _ids(report.without_chart)
        count = len(report.without_chart)
        lines.append(item(message("ui.import.without_chart", count=count, total=total, products=names), 0))
    lines += _notes(report.notes)
    return [heading(message("ui.import.look")), *lines] if lines else []


def _waiting(waiting: Sequence[WaitingProduct]) -> list[Line]:
    if not waiting:
        return []
    names = _ids([w.product.id for w in waiting])
    return [item(message("ui.import.waiting", count=len(waiting), products=names), 0)]


def _ids(ids: Sequence[str]) -> tuple[str, ...]:
    return (*ids[:FEW], *(("…",) if len(ids) > FEW else ()))


def _notes(notes: Iterable[ImportNote]) -> Iterator[Line]:
    """The first few notes of each kind, in the order in which the kinds come; what is said of many is said once."""
    kinds: dict[str, dict[Facts, list[ImportNote]]] = {}
    for note in notes:
        kinds.setdefault(note.code, {}).setdefault(_what(note), []).append(note)
    for alike in list(kinds.values())[:MOST_KINDS]:
        yield from map(_note, list(alike.values())[:FEW])
        yield from _more(list(alike.values())[FEW:], 1)
    yield from _more([same for alike in list(kinds.values())[MOST_KINDS:] for same in alike.values()], 0)


def _more(beyond: Iterable[Sequence[ImportNote]], indent: int) -> list[Line]:
    count = sum(map(len, beyond))
    return [Line(message("ui.import.more", count=count), indent)] if count else []


def _what(note: ImportNote) -> Facts:
    """What two notes of one kind must share to be one line: nothing where they count variants."""
    return () if dict(note.facts).keys() == COUNTED else note.facts


def _facts(same: Sequence[ImportNote]) -> dict[str, Fact]:
    """The facts of notes that are one line: counts are added up, and the first few texts named."""
    facts = dict(same[0].facts)
    if len(same) > 1 and facts.keys() == COUNTED:
        each = [dict(note.facts) for note in same]
        texts = list(dict.fromkeys(str(of_one["text"]) for of_one in each))
        some = texts[: 1 if len(texts[0]) > SHORT else FEW]
        more = ("…",) if len(texts) > len(some) else ()
        return {"count": sum(int(str(of_one["count"])) for of_one in each), "text": "; ".join((*some, *more))}
    return facts


def _note(same: Sequence[ImportNote]) -> Line:
    """A line for one note, or for several that say the same of several products."""
    words = message(f"ui.import.note.{same[0].code}", **_facts(same))
    reason = dict(same[0].facts).get("why") if same[0].code == "unread_cell" else None
    why = message("chart.unread", reason=reason) if reason else ""
    products = list(dict.fromkeys(note.product for note in same if note.product))
    names = ", ".join(_ids(products))
    total = f" ({len(products)})" if len(products) > FEW else ""
    place = message("ui.import.place", place=same[0].place) if same[0].place and len(same) == 1 else ""
    return item(Joined((f"{names}{total}:" if names else "", words, why, place)), 0)


def _not_kept(report: ImportReport) -> list[Line]:
    """What a brand file has no place for, the most facts first."""
    if not report.not_kept:
        return []
    ordered = sorted(report.not_kept, key=lambda entry: (-entry[1], entry[0]))
    columns = tuple(f"{name} ({count})" for name, count in ordered[:MOST_COLUMNS])
    rest = ("…",) if len(ordered) > MOST_COLUMNS else ()
    return [say("ui.import.not_kept", count=sum(count for _, count in ordered), columns=(*columns, *rest))]
