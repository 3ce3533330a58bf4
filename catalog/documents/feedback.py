"""What a shop's returns say, as a document and as rows: counts and shares, never a measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final

from ..model.band_text import band_text
from ..model.feedback import FeedbackWord
from ..model.feedback_report import ChartDoubt, Complaints, EdgePlace, FeedbackReport, PlaceCounts, SizeFeedback
from ..model.share import Share
from .records import Record, about, words

SIDES: Final = (FeedbackWord.TOO_TIGHT, FeedbackWord.TOO_LOOSE)
FEEDBACK_ROW_NAMES: Final = (
    "product", "size", "sent", "kept", "returned", "unsaid",
    "too_tight", "too_tight_share", "too_tight_low", "too_tight_high",
    "too_loose", "too_loose_share", "too_loose_low", "too_loose_high", "looks_wrong",
)  # fmt: skip
"""The columns of products and sizes, as a listing."""
DIGITS: Final = 4


class IntervalDocument(Record):
    """How shares are worked out, and charts that look wrong are found."""

    method: Annotated[str, about("The interval of a share: `wilson`.")]
    percent: Annotated[float, about("How sure the interval of a share is.")]
    comparisons: Annotated[int, about("How many comparisons were made.")]
    percent_of_each: Annotated[
        float, about("How sure each comparison is, so that all together are as sure as a share.")
    ]
    tell_from: Annotated[int, about("So many have to be sent before a share is told.")]
    smallest_group: Annotated[int, about("Smaller groups of people with measures are not shown.")]


class FeedbackCountsDocument(Record):
    """What became of the rows of the file."""

    counted: Annotated[int, about("Rows that were counted.")]
    elsewhere: Annotated[int, about("Rows on products that the catalog does not have.")]
    bad: Annotated[int, about("Rows with something wrong, which were not counted.")]
    unread_reasons: Annotated[int, about("Rows with a reason that no list of words has: counted as another reason.")]
    several_pieces: Annotated[int, about("Rows on several pieces of one buyer: counted once.")]
    unread_measures: Annotated[dict[str, int], about("Rows by measure that cannot be read: they count without it.")]


class ComplaintsDocument(Record):
    """How many of those sent complained of one thing."""

    count: Annotated[int, about("How many did.")]
    share: Annotated[float | None, about("Their share of those sent; null where too few were sent to tell.")]
    low: Annotated[float, about("The lower end of the interval.")]
    high: Annotated[float, about("The upper end of the interval.")]


class ComparedDocument(ComplaintsDocument):
    """One side of a comparison."""

    sent: Annotated[int, about("How many were sent.")]


class ExcessDocument(Record):
    """How much more often a size is complained of than the others, as a difference of shares."""

    value: Annotated[float, about("The difference.")]
    low: Annotated[float, about("The lower end of its interval, above 0.")]
    high: Annotated[float, about("The upper end of its interval.")]


class PlacesDocument(Record):
    """How many people lie where in their size, by one measure."""

    point: Annotated[str, about("The measure.")]
    reason: Annotated[str, words((*SIDES, FeedbackWord.KEPT)), about("What they said; `kept` for those who kept it.")]
    people: Annotated[
        dict[str, int], about("People by place: below, lower, middle, upper, above, elsewhere (small groups).")
    ]


class ChartDoubtDocument(Record):
    """An edge of a size chart that looks wrong, or a whole chart. Nothing is changed by it."""

    product: Annotated[str, about("The id of the product.")]
    name: Annotated[str, about("Brand and name.")]
    size: Annotated[str | None, about("The size; null where the whole chart runs small or large.")]
    beyond: Annotated[str | None, about("The size on the other side of the edge; null where the chart ends there.")]
    side: Annotated[str, words(SIDES), about("Too tight: its upper edge. Too loose: its lower one.")]
    own: Annotated[ComparedDocument, about("The size, or the whole product.")]
    others: Annotated[ComparedDocument, about("The other sizes, or the other products of the file.")]
    excess: Annotated[ExcessDocument, about("How much more often.")]
    figures: Annotated[dict[str, str], about("What the chart says of the size, by measure.")]
    places: Annotated[list[PlacesDocument], about("Where in the size people lie, if they gave measures.")]


class SizeFeedbackDocument(Record):
    """What became of the pieces of one size."""

    size: Annotated[str, about("Its label.")]
    sent: Annotated[int, about("How many were sent.")]
    kept: Annotated[int, about("How many were kept.")]
    returned: Annotated[int, about("How many came back, those exchanged among them.")]
    unsaid: Annotated[int, about("How many came back without a reason.")]
    exchanged_larger: Annotated[int, about("Exchanged for a larger size without a reason: not counted as too tight.")]
    exchanged_smaller: Annotated[int, about("Exchanged for a smaller size without a reason.")]
    too_tight: Annotated[ComplaintsDocument, about("Those too tight.")]
    too_loose: Annotated[ComplaintsDocument, about("Those too loose.")]
    places: Annotated[list[PlacesDocument], about("Where in the size people lie, if they gave measures.")]


class ProductFeedbackDocument(Record):
    """A product and the sizes of it that were sent."""

    product: Annotated[str, about("Its id.")]
    name: Annotated[str, about("Brand and name.")]
    sizes: Annotated[list[SizeFeedbackDocument], about("From small to large as printed.")]


class UnreadWordDocument(Record):
    """A reason that no list of words has."""

    word: Annotated[str, about("The text, as the file has it.")]
    rows: Annotated[int, about("How many rows have it.")]


class BadFeedbackRowDocument(Record):
    """A row that was not counted."""

    row: Annotated[int, about("Its line, or its row in the sheet, from 1.")]
    sheet: Annotated[str | None, about("The sheet, where a workbook has several.")]
    field: Annotated[str | None, about("The field; null where the row itself could not be read.")]
    reason: Annotated[str, about("What is wrong, as a code; never what stands there.")]


class FeedbackDocument(Record):
    """What a file of returns says."""

    interval: Annotated[IntervalDocument, about("How it was worked out.")]
    rows: Annotated[FeedbackCountsDocument, about("What became of the rows.")]
    only_returns: Annotated[bool, about("Whether nothing at all was kept, so that no share can be told.")]
    looks_wrong: Annotated[list[ChartDoubtDocument], about("Edges and charts that look wrong, the plainest first.")]
    products: Annotated[list[ProductFeedbackDocument], about("Every product by its id.")]
    unread_words: Annotated[
        list[UnreadWordDocument], about("Reasons that no list of words has, if several wrote them.")
    ]
    bad_rows: Annotated[list[BadFeedbackRowDocument], about("Rows that were not counted, with the reason.")]


def feedback_document(report: FeedbackReport) -> FeedbackDocument:
    """Write down what a file of returns says."""
    return FeedbackDocument(
        interval=IntervalDocument(
            method="wilson", percent=report.percent, comparisons=report.comparisons,
            percent_of_each=_rounded(report.each_percent), tell_from=report.tell_from,
            smallest_group=report.smallest_group,
        ),
        rows=FeedbackCountsDocument(
            counted=report.counted, elsewhere=report.elsewhere, bad=report.bad_rows, unread_reasons=report.unread,
            several_pieces=report.several, unread_measures=dict(report.unread_measures),
        ),
        only_returns=report.only_returns,
        looks_wrong=[_doubt(doubt) for doubt in report.doubts],
        products=[
            ProductFeedbackDocument(
                product=p.product, name=p.name, sizes=[_size(s, report) for s in p.sizes],
            )
            for p in report.products
        ],
        unread_words=[UnreadWordDocument(word=word, rows=rows) for word, rows in report.unread_words],
        bad_rows=[
            BadFeedbackRowDocument(row=bad.row, sheet=bad.sheet or None, field=bad.field or None, reason=bad.reason)
            for bad in report.bad
        ],
    )  # fmt: skip


def feedback_rows(report: FeedbackReport) -> Iterator[dict[str, Any]]:
    """Write down each size of each product as a row."""
    doubts: dict[tuple[str, str], list[str]] = {}
    for doubt in report.doubts:
        doubts.setdefault((doubt.product, doubt.size), []).append(doubt.side.value)
    for product in report.products:
        for size in product.sizes:
            sides = zip(SIDES, (size.too_tight, size.too_loose), (size.tight, size.loose), strict=True)
            cells = {
                name: value
                for side, count, share in sides
                for name, value in _cells(side, count, share, report.tells(size)).items()
            }
            row: dict[str, Any] = {
                "product": product.product, "size": size.size, "sent": size.sent, "kept": size.kept,
                "returned": size.returned, "unsaid": size.unsaid, **cells,
                "looks_wrong": doubts.get((product.product, size.size), []),
            }  # fmt: skip
            yield row


def _cells(side: FeedbackWord, count: int, share: Share, tells: bool) -> dict[str, Any]:
    return {
        side.value: count, f"{side}_share": _rounded(share.value) if tells else None,
        f"{side}_low": _rounded(share.low), f"{side}_high": _rounded(share.high),
    }  # fmt: skip


def _size(size: SizeFeedback, report: FeedbackReport) -> SizeFeedbackDocument:
    tells = report.tells(size)
    return SizeFeedbackDocument(
        size=size.size, sent=size.sent, kept=size.kept, returned=size.returned, unsaid=size.unsaid,
        exchanged_larger=size.exchanged_larger, exchanged_smaller=size.exchanged_smaller,
        too_tight=_complaints(size.too_tight, size.tight, tells),
        too_loose=_complaints(size.too_loose, size.loose, tells), places=_places(size.places),
    )  # fmt: skip


def _complaints(count: int, share: Share, tells: bool) -> ComplaintsDocument:
    value = _rounded(share.value) if tells else None
    return ComplaintsDocument(count=count, share=value, low=_rounded(share.low), high=_rounded(share.high))


def _doubt(doubt: ChartDoubt) -> ChartDoubtDocument:
    value, low, high = (_rounded(v) for v in (doubt.excess.value, doubt.excess.low, doubt.excess.high))
    return ChartDoubtDocument(
        product=doubt.product, name=doubt.name, size=doubt.size or None, beyond=doubt.beyond or None,
        side=doubt.side.value, own=_compared(doubt.own), others=_compared(doubt.others),
        excess=ExcessDocument(value=value, low=low, high=high),
        figures={band.point.value: band_text(band) for band in doubt.bands}, places=_places(doubt.places),
    )  # fmt: skip


def _compared(side: Complaints) -> ComparedDocument:
    value, low, high = (_rounded(v) for v in (side.share.value, side.share.low, side.share.high))
    return ComparedDocument(count=side.count, share=value, low=low, high=high, sent=side.sent)


def _places(places: Sequence[PlaceCounts]) -> list[PlacesDocument]:
    return [
        PlacesDocument(
            point=p.point.value, reason=p.reason.value,
            people={place.value: people for place in EdgePlace for own, people in p.people if own is place},
        )
        for p in places
    ]  # fmt: skip


def _rounded(value: float) -> float:
    return round(value, DIGITS)
