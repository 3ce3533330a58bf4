"""A look at charts over a population as a document and as rows: the records of `analytics`, quantities as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..analytics.coverage_tables import GROUPS
from ..analytics.coverage_words import lack_words
from ..analytics.figures import HUNDRED, whole_numbers
from ..documents import coverage as d
from ..documents.answer import MadeByDocument
from ..documents.records import filled
from ..model.band_text import band_text
from ..model.leg import LegPoint
from ..model.quantities import quantity
from ..report.plain import text_of

if TYPE_CHECKING:
    from ..analytics.coverage import Coverage, GroupCoverage
    from ..analytics.coverage_report import (
        ChartCoverage,
        ChartSeams,
        Comparison,
        CoverageReport,
        KindCoverage,
        ProductFacts,
        ProductsForLegs,
        WhatIf,
    )
    from ..analytics.groups import Shares
    from ..analytics.left_out import OutsideRange
    from ..analytics.population import Share
    from ..messages.messages import Messages

DIGITS = 6
"""Decimals of a share: no interval is as narrow."""
FINEST: Final = 10
"""A hundredth of a millimetre, or ten grams: no printed figure is finer, but in fractions of an inch."""
Row = dict[str, Any]
Kind = TypeVar("Kind", bound=d.ShareDocument)
Grouped = TypeVar("Grouped", bound=d.GroupSharesDocument)


def coverage_document(report: CoverageReport, messages: Messages, order: int = 0) -> d.CoverageDocument:
    """Make the document of a report; `order` divides so many pieces by the size curve."""
    who = report.population
    limits = [d.CodedTextDocument(code=c, text=messages.text(f"ui.coverage.limit.{c}")) for c in who.limits]
    population = filled(
        d.PopulationDocument, who, own=who.is_own, women=round(who.women, DIGITS), men=round(who.men, DIGITS),
        limits=limits, bmi=who.build,
    )  # fmt: skip
    return d.CoverageDocument(
        made_by=filled(MadeByDocument, report.made_by, stock=report.made_by.stock or d.UNSET), day=report.day,
        file=report.file, population=population,
        charts=[_chart(entry, messages, order) for entry in report.charts],
        kinds=[_kind(kind) for kind in report.kinds],
        left_out=[filled(d.LeftOutOfCoverageDocument, entry) for entry in report.left_out],
    )  # fmt: skip


def _kind(kind: KindCoverage) -> d.KindCoverageDocument:
    legs = {name: _products_for_legs(getattr(kind, name)) for name in GROUPS}
    return filled(d.KindCoverageDocument, kind, served=_in_groups(d.GroupSharesDocument, kind.served), **legs)


def _products_for_legs(legs: ProductsForLegs | None) -> d.ProductsForLegsDocument | None:
    if legs is None:
        return None
    return filled(d.ProductsForLegsDocument, legs, rarest_without=_share(d.ShareDocument, legs.rarest_without))


def _share(kind: type[Kind], share: Share, **more: Any) -> Kind:
    share_of, low, high = (round(figure, DIGITS) for figure in (share.value, share.low, share.high))
    return kind(share=share_of, low=low, high=high, **more)


def _in_groups(kind: type[Grouped], shares: Shares | None, **more: Any) -> Any:
    if shares is None:
        return None
    groups = {name: getattr(shares, name) for name in GROUPS}
    return kind(**{n: None if s is None else _share(d.ShareDocument, s) for n, s in groups.items()}, **more)


def _chart(entry: ChartCoverage, messages: Messages, order: int) -> d.ChartCoverageDocument:
    return d.ChartCoverageDocument(
        products=[_product(p) for p in entry.products], charts=[c.id for c in entry.charts], group=entry.group,
        unknown=_lacks(entry.coverage.lacks, messages), not_asked=_lacks(entry.not_asked, messages),
        doubts=[*entry.doubts, *(["unread_rows"] if entry.unread else [])], unread_sizes=list(entry.unread),
        without_measures=round(entry.coverage.without_measures, DIGITS), groups=_groups(entry.coverage, order),
        seams=_seams(entry.seams),
        densities=[
            filled(d.DensityDocument, own, start=_text(own.point, own.start), width=_text(own.point, own.width))
            for own in entry.densities
        ],
        what_if=None if entry.what_if is None else _what_if(entry.what_if, order),
        against=[_against(other, messages) for other in entry.comparisons],
    )  # fmt: skip


def _product(product: ProductFacts) -> d.NamedProductOfChartDocument:
    return filled(d.NamedProductOfChartDocument, product)


def _lacks(lacks: Mapping[LegPoint, str], messages: Messages) -> list[d.LackingPointDocument]:
    return [
        d.LackingPointDocument(point=point.value, code=code, text=text_of(words, messages))
        for (point, code), words in zip(lacks.items(), lack_words(lacks), strict=True)
    ]


def _groups(coverage: Coverage, order: int) -> d.GroupsDocument:
    every = {name: getattr(coverage, name) for name in GROUPS}
    return d.GroupsDocument(**{name: None if own is None else _group(own, order) for name, own in every.items()})


def _group(group: GroupCoverage, order: int) -> d.GroupDocument:
    shares = [share.value for _, share in group.sizes]
    of_100, pieces = whole_numbers(shares, HUNDRED), whole_numbers(shares, order)
    return d.GroupDocument(
        served=_share(d.ShareDocument, group.served),
        outcomes=[_share(d.OutcomeShareDocument, share, outcome=code.value) for code, share in group.outcomes],
        sizes=[
            _share(d.SizeShareDocument, share, size=label, of_100=of_100[at], pieces=pieces[at] if order else d.UNSET)
            for at, (label, share) in enumerate(group.sizes)
        ],
        in_two=[_share(d.SizePairDocument, share, sizes=list(pair)) for pair, share in group.in_two],
        left_out=[_outside(own) for own in group.left_out],
    )  # fmt: skip


def _outside(own: OutsideRange) -> d.OutsideRangeDocument:
    ends = {"after": own.after, "before": own.before}
    texts = {
        name: None if own.point is None or end is None else _edge(own.point, end) for name, end in ends.items()
    }  # fmt: skip
    point = None if own.point is None else own.point.value
    return _share(d.OutsideRangeDocument, own.share, where=own.where.value, point=point, **texts)


def _text(point: LegPoint, value: int) -> str:
    """A place on the leg with its unit, exact."""
    return quantity(point, value).text()


def _end(point: LegPoint, value: int | None) -> str | None:
    return None if value is None else _edge(point, value)


def _edge(point: LegPoint, value: int) -> str:
    """An edge as the chart prints it: one that does not belong to its size lies a store unit beside its figure."""
    near = next((v for v in (value, value + 1, value - 1) if v % FINEST == 0), value)
    return _text(point, near)


def _seams(seams: ChartSeams) -> d.SeamsDocument:
    overlaps = [
        _in_groups(d.SizeOverlapDocument, own.people, sizes=list(own.sizes), ranges=[
            d.PointRangeDocument(point=r.point.value, low=_end(r.point, r.low), high=_end(r.point, r.high))
            for r in own.ranges
        ])
        for own in seams.overlaps
    ]  # fmt: skip
    gaps = [
        _in_groups(
            d.SizeGapDocument, own.people, sizes=list(own.sizes), point=own.point.value,
            after=_edge(own.point, own.after), before=_edge(own.point, own.before),
        )
        for own in seams.gaps
    ]  # fmt: skip
    disagreements = [
        _in_groups(d.SizesDisagreeDocument, own.people, points=[
            d.SizesAtPointDocument(point=point.value, sizes=list(labels)) for point, labels in own.sizes
        ])
        for own in seams.disagreements
    ]  # fmt: skip
    return d.SeamsDocument(overlaps=overlaps, gaps=gaps, disagreements=disagreements)


def _what_if(what_if: WhatIf, order: int) -> d.WhatIfDocument:
    changes = [
        d.EdgeChangeDocument(size=c.size, point=c.point.value, before=band_text(c.before), after=band_text(c.after))
        for c in what_if.changes
    ]
    moves = ("gained", "lost", "other_size")
    return d.WhatIfDocument(
        changes=changes,
        groups=_groups(what_if.coverage, order),
        seams=_seams(what_if.seams),
        **{name: _in_groups(d.GroupSharesDocument, getattr(what_if, name)) for name in moves},
    )


def _against(other: Comparison, messages: Messages) -> d.AgainstDocument:
    parts = ("both", "only_this", "only_other", "neither")
    sizes = [_share(d.SizeAgainstDocument, pair.share, theirs=pair.size, ours=pair.other) for pair in other.sizes]
    return d.AgainstDocument(
        product=_product(other.product),
        unknown=_lacks(other.lacks, messages),
        unread_sizes=list(other.unread),
        sizes=sizes,
        **{name: _in_groups(d.GroupSharesDocument, getattr(other, name)) for name in parts},
    )


def coverage_rows(document: d.CoverageDocument) -> list[Row]:
    """Make a row of each figure of a document, for a spreadsheet."""
    rows: list[Row] = []
    for chart in document.charts:
        for product in chart.products:
            named = {"product": product.id, "brand": product.brand, "name": product.name}
            rows += [{**named, **row} for row in _rows_of_chart(chart)]
    return rows


def _rows_of_chart(chart: d.ChartCoverageDocument) -> Iterator[Row]:
    yield from ({"what": "unknown", "of": own.code, "point": own.point} for own in chart.unknown)
    yield from ({"what": "unread", "of": size} for size in chart.unread_sizes)
    yield from _rows_of_groups(chart.groups, "")
    yield from _rows_of_seams(chart.seams, "")
    if chart.what_if is not None:
        yield from _rows_of_groups(chart.what_if.groups, "then_")
        yield from _rows_of_seams(chart.what_if.seams, "then_")
        for name in ("gained", "lost", "other_size"):
            yield from _by_group(getattr(chart.what_if, name), f"then_{name}")
    for other in chart.against:
        for pair in other.sizes:
            of = f"{other.product.id} {pair.theirs} = {pair.ours or ''}".rstrip()
            yield {"group": "everybody", "what": "against", "of": of, **_figures(pair)}


def _rows_of_groups(groups: d.GroupsDocument, before: str) -> Iterator[Row]:
    for name in GROUPS:
        group: d.GroupDocument | None = getattr(groups, name)
        for row in () if group is None else _rows_of_group(group):
            yield {"group": name, **row, "what": f"{before}{row['what']}"}


def _rows_of_group(group: d.GroupDocument) -> Iterator[Row]:
    yield {"what": "served", **_figures(group.served)}
    yield from ({"what": "outcome", "of": own.outcome, **_figures(own)} for own in group.outcomes)
    for own in group.sizes:
        pieces = None if own.pieces is d.UNSET else own.pieces
        yield {"what": "size", "of": own.size, **_figures(own), "of_100": own.of_100, "pieces": pieces}
    yield from ({"what": "in_two", "of": both.sizes, **_figures(both)} for both in group.in_two)
    for outside in group.left_out:
        ends = {"point": outside.point, "after": outside.after, "before": outside.before}
        yield {"what": "left_out", "of": outside.where, **ends, **_figures(outside)}


def _rows_of_seams(seams: d.SeamsDocument, before: str) -> Iterator[Row]:
    for overlap in seams.overlaps:
        for stretch in overlap.ranges:
            ends = {"point": stretch.point, "after": stretch.low, "before": stretch.high}
            yield from _by_group(overlap, f"{before}overlap", of=overlap.sizes, **ends)
    for gap in seams.gaps:
        ends = {"point": gap.point, "after": gap.after, "before": gap.before}
        yield from _by_group(gap, f"{before}gap", of=gap.sizes, **ends)


def _by_group(shares: d.GroupSharesDocument, what: str, **more: Any) -> Iterable[Row]:
    every = {name: getattr(shares, name) for name in GROUPS}
    return [{"group": n, "what": what, **more, **_figures(s)} for n, s in every.items() if s is not None]


def _figures(share: d.ShareDocument) -> Row:
    return {"share": share.share, "low": share.low, "high": share.high}
