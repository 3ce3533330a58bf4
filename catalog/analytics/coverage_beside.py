"""What a changed chart would do, and the sizes of another product, as lines to be worded."""

from __future__ import annotations

from ..report.lines import Line, Message, Words, item, items, message, say
from .coverage_report import ChartCoverage, Comparison, WhatIf
from .coverage_words import SMALLEST, lack_words, name_of, people_words, product_words, unread_lines
from .figures import percent, percent_range
from .groups import Shares
from .population import Share


def what_if_lines(what_if: WhatIf, group: str) -> list[Line]:
    """What is changed, and who gains a size, loses it or takes another one."""
    lines = [
        item(message("ui.coverage.change", size=c.size, point=c.point, after=c.after, before=c.before))
        for c in what_if.changes
    ]
    moves = (("gained", what_if.gained), ("lost", what_if.lost), ("other_size", what_if.other_size))
    moved = [_moved(code, people, group) for code, people in moves if people]
    return lines + ([Line(words) for words in moved] or [say("ui.coverage.no_change")])


def _moved(code: str, people: Shares, group: str) -> Message:
    share: Share | None = getattr(people, group)
    return message(
        f"ui.coverage.{code}", people=people_words(group, share), range="" if share is None else percent_range(share)
    )


def against_lines(entry: ChartCoverage, other: Comparison) -> list[Line]:
    """The sizes of another product in sizes of this one, and whom each of them serves."""
    theirs, unread = name_of(other.product), unread_lines(other.unread, name_of(other.product))
    if other.lacks:
        return [say("ui.coverage.no_comparison", points=tuple(other.lacks)), *items(lack_words(other.lacks), 1)]
    parts = [s.everybody for s in (other.both, other.only_this, other.only_other, other.neither) if s is not None]
    shares = [percent(share.value) for share in parts if share is not None]
    if not shares:
        return [say("ui.coverage.no_other_chart", other=theirs)]
    both, one, two, none = shares
    lines: list[Words] = []
    for pair in other.sizes:
        facts: dict[str, Words] = {"size": pair.size, "share": percent(pair.share.value)}
        facts |= {"range": percent_range(pair.share)}
        if pair.share.value < SMALLEST:
            continue
        if pair.other is None:
            lines.append(message("ui.coverage.their.none", **facts))
        else:
            lines.append(message("ui.coverage.their.size", other=pair.other, **facts))
    product = product_words(entry)
    return [
        *unread,
        *items(lines),
        say("ui.coverage.both", product=product, other=theirs, both=both, one=one, two=two, none=none),
    ]  # fmt: skip
