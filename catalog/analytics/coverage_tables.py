"""A look at charts over a population as tables for people: size curve, outcomes, what-if, kinds, several charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from ..report.lines import Joined, Words, message
from .coverage import Coverage, GroupCoverage
from .coverage_report import ChartCoverage, CoverageReport, KindCoverage, ProductsForLegs, WhatIf
from .coverage_words import BY_SEX, outcome_words, product_words
from .figures import hundred_range, of_hundred, percent, percent_range, whole_numbers
from .population import Share

GROUPS: Final = ("everybody", *BY_SEX)
BAR: Final = 24
EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
NONE: Final = "–"
AT_LEAST: Final = "≥ "
BARS: Final = " "
"""What a row that has nothing but bars begins with."""


class CoverageColumn(Struct, frozen=True):
    """One column: the name under which a heading is worded, and what it is like."""

    name: str
    right: bool = True
    heading: Words = ""
    """In place of the usual one."""


class CoverageTable(Struct, frozen=True):
    """Columns, and by row the words of each."""

    columns: tuple[CoverageColumn, ...]
    rows: tuple[tuple[Words, ...], ...]


def without_bars(table: CoverageTable) -> CoverageTable:
    """The same for a screen on which each row is a card: no bars, and every row with its own title."""
    places = [at for at, column in enumerate(table.columns) if column.name != "bar"]
    rows: list[tuple[Words, ...]] = []
    for row in table.rows:
        if row[0] != BARS:
            title = row[0] or (rows[-1][0] if rows else "")
            rows.append((title, *(row[at] for at in places[1:])))
    return CoverageTable(tuple(table.columns[at] for at in places), tuple(rows))


def bar(share: float, largest: float, *, drawn: bool, width: int = BAR) -> str:
    """A share as a bar beside the largest one, with block characters where these can be shown.

    >>> bar(0.5, 1, drawn=False, width=4)
    '##'
    """
    eighths = round(share / largest * width * 8) if largest else 0
    if not drawn:
        return "#" * round(eighths / 8)
    whole, rest = divmod(eighths, 8)
    return EIGHTHS[8] * whole + (EIGHTHS[rest] if rest else "")


def groups_of(coverage: Coverage) -> dict[str, GroupCoverage]:
    """The groups that have somebody, by name; women and men only where both are there."""
    every = {name: getattr(coverage, name) for name in GROUPS}
    own = {name: group for name, group in every.items() if group is not None}
    return own if len(own) == len(GROUPS) else {n: g for n, g in own.items() if n == "everybody"}


def curve_table(entry: ChartCoverage, *, order: int = 0, drawn: bool = False) -> CoverageTable:
    """The size curve: of 100 who get a size, how many take each, and how many pieces of an order that is."""
    first = entry.first
    if first is None:
        return CoverageTable((), ())
    shares = [share.value for _, share in first.sizes]
    of_100, pieces = of_hundred(first.sizes), whole_numbers(shares, order)
    largest = max(shares, default=0.0)
    others = {n: g for n, g in groups_of(entry.coverage).items() if n != entry.group and n != "everybody"}
    by_group = {name: of_hundred(group.sizes) for name, group in others.items()}
    rows = []
    for at, (label, share) in enumerate(first.sizes):
        row: list[Words] = [label, str(of_100[label]), hundred_range(share)]
        row += [str(pieces[at])] if order else []
        row += [str(sizes.get(label, NONE)) for sizes in by_group.values()]
        rows.append((*row, bar(share.value, largest, drawn=drawn)))
    empty = [NONE] * (len(by_group) + bool(order))
    rows += [(s, NONE, message("ui.coverage.not_read"), *empty, "") for s in entry.unread if s not in of_100]
    whom = message(f"ui.coverage.of_100.{entry.group}") if entry.group in BY_SEX else ""
    columns = [CoverageColumn("size", right=False), CoverageColumn("of_100", heading=whom), CoverageColumn("may_be")]
    columns += [CoverageColumn("pieces")] if order else []
    columns += [CoverageColumn(name) for name in by_group]
    return CoverageTable((*columns, CoverageColumn("bar", right=False, heading=" ")), tuple(rows))


def served_table(entry: ChartCoverage, *, drawn: bool = False) -> CoverageTable:
    """How everybody, the women and the men fare: who has a size, and every outcome."""
    groups = groups_of(entry.coverage)
    outcomes = {name: dict(group.outcomes) for name, group in groups.items()}
    codes = dict.fromkeys(code for own in outcomes.values() for code in own)
    rows: list[tuple[Words, ...]] = [
        (message("ui.col.served"), *(_with_range(g.served, least=bool(entry.unread)) for g in groups.values()))
    ]
    rows += [(BARS, *(bar(g.served.value, 1, drawn=drawn, width=12) for g in groups.values()))]
    rows += [
        (outcome_words(code, unread=bool(entry.unread)), *(_with_range(own.get(code)) for own in outcomes.values()))
        for code in codes
    ]
    columns = (CoverageColumn("outcome", right=False), *(CoverageColumn(name, right=False) for name in groups))
    return CoverageTable(columns, tuple(rows))


def _with_range(share: Share | None, *, least: bool = False) -> str:
    """A share with its range; `least` where it is the smallest that it can be."""
    return NONE if share is None else f"{AT_LEAST * least}{percent(share.value)} ({percent_range(share)})"


def what_if_table(entry: ChartCoverage, what_if: WhatIf) -> CoverageTable:
    """Today's figures beside those with the changed edges: who has a size, and the size curves."""
    today, then = groups_of(entry.coverage), groups_of(what_if.coverage)
    rows: list[tuple[Words, ...]] = []
    for name, group in today.items():
        served = message("ui.col.served") if name == "everybody" else message(f"ui.coverage.group.{name}")
        other = then.get(name)
        rows.append((served, _with_range(group.served), _with_range(None if other is None else other.served)))
    first: GroupCoverage | None = getattr(what_if.coverage, entry.group)
    before, after = _wearers(entry.first), _wearers(first)
    rows += [
        (message("ui.coverage.size", size=label), before.get(label, NONE), after.get(label, NONE))
        for label in before | after
    ]
    columns = (CoverageColumn("size", right=False, heading=" "), CoverageColumn("today"), CoverageColumn("then"))
    return CoverageTable(columns, tuple(rows))


def _wearers(group: GroupCoverage | None) -> dict[str, str]:
    """Which part of the wearers takes each size, with its range: the whole numbers of the size curve."""
    if group is None:
        return {}
    of_100 = of_hundred(group.sizes)
    return {label: f"{of_100[label]} % ({percent_range(share)})" for label, share in group.sizes}


def charts_table(report: CoverageReport, *, drawn: bool = False) -> CoverageTable:
    """Several charts, a row each: who has a size, and which size most take."""
    rows = tuple(_chart_row(entry, drawn=drawn) for entry in report.charts)
    columns = (
        CoverageColumn("title", right=False), CoverageColumn("people", right=False), *map(CoverageColumn, BY_SEX),
        CoverageColumn("size", right=False), CoverageColumn("bar", right=False, heading=" "),
    )  # fmt: skip
    return CoverageTable(columns, rows)


def _chart_row(entry: ChartCoverage, *, drawn: bool) -> tuple[Words, ...]:
    first = entry.first
    if first is None:
        return product_words(entry), message("ui.outcome.unknown"), NONE, NONE, NONE, ""
    groups = groups_of(entry.coverage)
    least = AT_LEAST * bool(entry.unread)
    by_sex = [f"{least}{percent(groups[name].served.value)}" if name in groups else NONE for name in BY_SEX]
    most = max(first.sizes, key=lambda pair: pair[1].value)
    size = f"{most[0]} {of_hundred(first.sizes)[most[0]]} %" if first.served.value else NONE
    drawing = bar(first.served.value, 1, drawn=drawn, width=12)
    people: Words = _with_range(first.served, least=bool(entry.unread))
    if entry.group in BY_SEX:
        people = Joined((people, message(f"ui.coverage.group.{entry.group}")))
    return product_words(entry), people, *by_sex, size, drawing


def kinds_table(report: CoverageReport) -> CoverageTable:
    """By kind and group: who gets a size at all, and how many products have one for ordinary and for rare legs."""
    rows = tuple(row for kind in report.kinds for row in _kind_rows(kind))
    columns = (
        CoverageColumn("garment", right=False), CoverageColumn("group", right=False), CoverageColumn("products"),
        CoverageColumn("unknown"), CoverageColumn("served"), CoverageColumn("median"), CoverageColumn("rarest"),
        CoverageColumn("rarest_without"),
    )  # fmt: skip
    return CoverageTable(columns, rows)


def _kind_rows(kind: KindCoverage) -> Iterator[tuple[Words, ...]]:
    name, groups = message(f"ui.garment.{kind.garment.value}"), _legs_by_group(kind)
    if kind.unknown and not groups:
        yield name, "", str(kind.products), str(kind.unknown), NONE, NONE, NONE, NONE
    for at, (group, legs) in enumerate(groups.items()):
        served: Share | None = getattr(kind.served, group)
        yield (
            "" if at else name, message(f"ui.coverage.group.{group}"), "" if at else str(kind.products),
            "" if at else str(kind.unknown), NONE if served is None else AT_LEAST * kind.least + percent(served.value),
            str(legs.median),
            str(legs.rarest), percent(legs.rarest_without.value),
        )  # fmt: skip


def _legs_by_group(kind: KindCoverage) -> Mapping[str, ProductsForLegs]:
    every = {name: getattr(kind, name) for name in GROUPS}
    own = {name: legs for name, legs in every.items() if legs is not None}
    return own if len(own) == len(GROUPS) else {n: g for n, g in own.items() if n == "everybody"}
