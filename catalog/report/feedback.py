"""What a shop's returns say, as a person reads it: charts that look wrong first, then what to do about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..model.feedback_report import (
    ChartDoubt,
    Complaints,
    EdgePlace,
    FeedbackReport,
    PlaceCounts,
    ProductFeedback,
    SizeFeedback,
)
from ..model.share import Share
from .lines import BLANK, CommandLine, Figure, Joined, Line, Style, Words, caution, heading, item, message, say

MOST_DOUBTS: Final = 20
MOST_FAULTS: Final = 20
MOST_WORDS: Final = 10
MOST_TRIES: Final = 3
MOST_DIGITS: Final = 6
"""Charts, rows, words and commands that are named on a terminal; a program gets them all."""


def feedback_lines(report: FeedbackReport) -> Iterator[Line]:
    """What looks wrong and why, how many rows were not read, and what to do next; or that nothing looks wrong."""
    first, *others = _finding_lines(report)
    yield first
    yield from _not_read_lines(report)
    yield from others


def _not_read_lines(report: FeedbackReport) -> Iterator[Line]:
    """How many rows were not read, and of which sizes none was counted; nothing where all were read."""
    if not report.bad_rows:
        return
    yield caution(message("ui.feedback.not_read", count=report.bad_rows))
    without = [(product.name, product.sizes_without_rows) for product in report.products if product.sizes_without_rows]
    for name, sizes in without[:MOST_DOUBTS]:
        yield caution(message("ui.feedback.no_row_of", name=name, sizes=", ".join(sizes)))
    if len(without) > MOST_DOUBTS:
        yield caution(message("ui.feedback.no_row_of_others", count=len(without) - MOST_DOUBTS))


def _finding_lines(report: FeedbackReport) -> Iterator[Line]:
    if not report.counted:
        yield heading(message("ui.feedback.nothing_counted"))
    elif report.only_returns:
        yield heading(message("ui.feedback.only_returns"))
    elif not report.comparisons:
        yield heading(message("ui.feedback.nothing_compared", least=report.tell_from))
    elif not report.doubts:
        yield heading(message("ui.feedback.none"))
    for doubt in report.doubts[:MOST_DOUBTS]:
        yield from _doubt_lines(doubt, report)
    if len(report.doubts) > MOST_DOUBTS:
        yield say("ui.feedback.more_doubts", count=len(report.doubts) - MOST_DOUBTS)
    if report.doubts:
        yield from _next_lines(report)
    if report.counted:
        yield BLANK


def _doubt_lines(doubt: ChartDoubt, report: FeedbackReport) -> Iterator[Line]:
    kind = "edge" if doubt.size else "whole"
    yield heading(message(f"ui.feedback.{kind}.{doubt.side}", name=doubt.name, size=doubt.size))
    others = message(f"ui.feedback.others.{kind}")
    own = message(f"ui.feedback.own.{kind}")
    if doubt.bands:
        figures = tuple(Joined((band.point, band)) for band in doubt.bands)
        yield Line(message("ui.feedback.figures", size=doubt.size, figures=Joined(figures, ", ")), 1)
    yield Line(message(f"ui.feedback.of.{doubt.side}", whom=own, share=_compared(doubt.own)), 1)
    yield Line(message(f"ui.feedback.of.{doubt.side}", whom=others, share=_compared(doubt.others)), 1)
    points, sure = _percent(100 * doubt.excess.value), _percent(report.each_percent)
    yield Line(message("ui.feedback.excess", points=points, ends=_ends(doubt.excess), sure=sure), 1)
    if doubt.size and not doubt.beyond:
        yield Line(message(f"ui.feedback.end.{doubt.side}", size=doubt.size), 1)
    yield from (Line(_places(places), 1) for places in doubt.places)
    if any(place is EdgePlace.ELSEWHERE for places in doubt.places for place, _ in places.people):
        yield Line(message("ui.feedback.small_groups", least=report.smallest_group), 1)
    yield BLANK


def _places(places: PlaceCounts) -> Words:
    groups = tuple(message(f"ui.feedback.place.{place}", some=people) for place, people in places.people)
    return message(f"ui.feedback.places.{places.reason}", point=places.point, groups=Joined(groups, ", "))


def _next_lines(report: FeedbackReport) -> Iterator[Line]:
    """What a person can do; no chart is changed."""
    urls = {product.product: product.chart_url for product in report.products}
    yield heading(message("ui.feedback.next"))
    for id in dict.fromkeys(doubt.product for doubt in report.doubts[:MOST_DOUBTS]):
        yield item(Joined((message("ui.feedback.next.look"), CommandLine(("show", id)))))
        if urls.get(id):
            yield Line(urls[id], 1, Style.VERBATIM)
    tries = [words for doubt in report.doubts if (words := _what_if(doubt)) is not None]
    yield from (item(Joined((message("ui.feedback.next.what_if"), words))) for words in tries[:MOST_TRIES])
    if any(doubt.size and not doubt.places for doubt in report.doubts):
        yield item(message("ui.feedback.next.measure"))
    yield item(message("ui.feedback.next.brand"))


def _what_if(doubt: ChartDoubt) -> CommandLine | None:
    """The command that tries other figures for the size, with today's to begin with; None where it has no two edges.

    It is about the first girth of the chart, else about its first measure.
    """
    closed = [band for band in doubt.bands if band.low is not None and band.high is not None]
    band = next((band for band in closed if band.point.is_girth), next(iter(closed), None))
    if band is None or band.low is None or band.high is None:
        return None
    change = f"{doubt.size}.{band.point}={band.low.printed}-{band.high.printed}"
    return CommandLine(("coverage", doubt.product, "--what-if", change))


def size_cells(product: ProductFeedback, size: SizeFeedback, report: FeedbackReport) -> dict[str, Words]:
    """The cells of a size in the table that a person reads."""
    return {
        "product": product.product, "size": size.size, "sent": str(size.sent), "kept": str(size.kept),
        "too_tight": _share(size.too_tight, size.tight, size, report),
        "too_loose": _share(size.too_loose, size.loose, size, report),
    }  # fmt: skip


def _share(count: int, share: Share, size: SizeFeedback, report: FeedbackReport) -> Words:
    """A share with its interval, or that too few were sent to tell."""
    if report.only_returns:
        return str(count)
    code = "ui.feedback.share" if report.tells(size) else "ui.feedback.few"
    return message(code, some=count, share=_percent(100 * share.value), ends=_ends(share))


def _compared(side: Complaints) -> Words:
    return message("ui.feedback.compared", some=side.count, sent=side.sent, share=_percent(100 * side.share.value))


def _percent(value: float) -> Words:
    """A percentage: whole, but with its decimals where it is nearly nothing or nearly all.

    >>> [figure.text for figure in map(_percent, (30.4, 0.4, 0.01, 99.79, 99.9679, 99.9996, 100))]
    ['30', '0.4', '0', '99.79', '99.97', '99.9996', '100']
    """
    digits = 1 if 0.05 <= value < 1 else 2 if 99 < value < 100 else 0
    while 99 < value < 100 and digits < MOST_DIGITS and round(value, digits) == 100:
        digits += 1
    return Figure(f"{value:.{digits}f}")


def _ends(share: Share) -> Words:
    """Both ends of an interval, in percent."""
    return Joined((_percent(100 * share.low), "\N{EN DASH}", _percent(100 * share.high)), "")


def method_lines(report: FeedbackReport) -> Iterator[Line]:
    """How shares and findings are worked out."""
    if not report.counted:
        return
    yield BLANK
    percent = _percent(report.percent)
    if not report.only_returns:
        yield say("ui.feedback.method", percent=percent, least=report.tell_from)
    if report.comparisons:
        sure = _percent(report.each_percent)
        yield say("ui.feedback.comparisons", count=report.comparisons, sure=sure, percent=percent)


def feedback_remark_lines(report: FeedbackReport) -> Iterator[Line]:
    """What was not counted, or not as it may look: rows with something wrong, other products, reasons nobody gave."""
    sizes = [size for product in report.products for size in product.sizes]
    counts = {
        "unsaid": sum(size.unsaid for size in sizes), "larger": sum(size.exchanged_larger for size in sizes),
        "smaller": sum(size.exchanged_smaller for size in sizes), "several": report.several,
        "elsewhere": report.elsewhere, "unread": report.unread,
    }  # fmt: skip
    yield from (say(f"ui.feedback.{name}", count=count) for name, count in counts.items() if count)
    yield from _word_lines(report)
    yield from (say("ui.feedback.unread_measure", field=name, count=rows) for name, rows in report.unread_measures)
    yield from _bad_lines(report)


def _word_lines(report: FeedbackReport) -> Iterator[Line]:
    for word, rows in report.unread_words[:MOST_WORDS]:
        yield item(message("ui.feedback.unread_word", word=word, count=rows), 1)


def _bad_lines(report: FeedbackReport) -> Iterator[Line]:
    if report.bad_rows:
        yield say("ui.feedback.bad_rows", count=report.bad_rows)
    for fault in report.bad[:MOST_FAULTS]:
        row = message("ui.feedback.sheet_row" if fault.sheet else "ui.feedback.row", row=fault.row, sheet=fault.sheet)
        reason = message(f"ui.feedback.fault.{fault.reason}")
        yield item(Joined((Joined((row, fault.field), ", " if fault.field else ""), reason), ": "), 1)
    if report.bad_faults > MOST_FAULTS:
        yield Line(message("ui.feedback.more_bad", count=report.bad_faults - MOST_FAULTS), 1)
