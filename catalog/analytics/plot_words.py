"""What plots and page say: titles that say the finding, figures with their ranges, captions with people and years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..app.changed_chart import EdgeChange
from ..messages.messages import Messages
from ..model.leg import LegPoint
from ..model.quantities import quantity
from . import figures
from .coverage import Coverage, GroupCoverage
from .coverage_report import ChartCoverage, Comparison, CoverageReport, ProductFacts, WhatIf
from .coverage_words import name_of
from .figures import hundred_range, whole_numbers
from .left_out import Outside, OutsideRange
from .population import Share

WOMEN, MEN, EVERYBODY = "women", "men", "everybody"
GROUPS: Final = (WOMEN, MEN, EVERYBODY)
APART: Final = 0.03
"""How far apart the shares served of women and men have to be for a title to be about those who are served worse."""
NAMED: Final = 0.005
"""The smallest share that a title names."""
BLANK: Final = "\N{NO-BREAK SPACE}"
STEP: Final = 100
"""A tenth of a millimetre: no printed figure is finer."""


def percent(value: float) -> str:
    """A share as a whole percentage that no line's end parts from its sign.

    >>> percent(0.7149).replace(BLANK, "~")
    '71~%'
    """
    return figures.percent(value).replace(" ", BLANK)


def interval(share: Share, sign: str = f"{BLANK}%") -> str:
    """The range in which a share lies, its ends rounded outward.

    >>> interval(Share(0.71, 0.684, 0.732)).replace(BLANK, "~")
    '68–74~%'
    """
    return f"{hundred_range(share)}{sign}"


def with_interval(share: Share) -> str:
    """A share with its range."""
    return f"{percent(share.value)} ({interval(share)})"


def groups_of(chart: ChartCoverage, coverage: Coverage | None = None) -> dict[str, GroupCoverage]:
    """The groups worth a line each, by name: whom the product is for alone, or women, men and everybody.

    Everybody is left out where all are women, or all are men. `coverage` is that of the chart itself, or of a change.
    """
    own = coverage or chart.coverage
    every = {WOMEN: own.women, MEN: own.men, EVERYBODY: own.everybody}
    groups = {name: group for name, group in every.items() if group is not None}
    if chart.group != EVERYBODY and chart.group in groups:
        return {chart.group: groups[chart.group]}
    return {name: group for name, group in groups.items() if name != EVERYBODY or (WOMEN in groups) == (MEN in groups)}


def group_of_title(chart: ChartCoverage) -> str:
    """Whom a title is about: whom the product is for, else whom it serves worse, else everybody."""
    groups = groups_of(chart)
    if len(groups) == 1:
        return next(iter(groups))
    women, men = groups[WOMEN].served.value, groups[MEN].served.value
    return EVERYBODY if abs(women - men) < APART else WOMEN if women < men else MEN


def title_of_bands(chart: ChartCoverage, messages: Messages) -> str:
    """How many two sizes serve, and whom the chart leaves out most: "M and L serve 71 %; 18 % are above …"."""
    name = group_of_title(chart)
    group = groups_of(chart)[name]
    second = _whom_left_out(group, messages, unread=bool(chart.unread))
    most = sorted(sorted(group.sizes, key=lambda entry: -entry[1].value)[:2], key=group.sizes.index)
    most = [entry for entry in most if entry[1].value]
    if not most:
        return second[:1].upper() + second[1:]
    serves = f"{name}_one" if len(most) == 1 else f"{name}_other"
    share = percent(sum(entry[1].value for entry in most) * group.served.value)
    first = messages.text("ui.plot.serves", {"serves": serves, "share": share, "sizes": _named(most, messages)})
    return messages.text("ui.plot.both", {"first": first, "second": second}) if second else first


def _named(sizes: Sequence[tuple[str, Share]], messages: Messages) -> str:
    return messages.several([label for label, _ in sizes])


def _whom_left_out(group: GroupCoverage, messages: Messages, *, unread: bool) -> str:
    """The largest range without a size in words; empty where nearly everybody gets one.

    `unread` says that the chart has rows that were not read: then a size of them may be right.
    """
    without = 1 - group.served.value
    if without < NAMED:
        return ""
    if unread:
        return messages.text("ui.plot.without_read", {"share": percent(without)})
    most = max(group.left_out, key=lambda entry: entry.share.value, default=None)
    if most is None or most.share.value < NAMED:
        return messages.text("ui.plot.without", {"share": percent(without)})
    return outside(most, messages)


def outside(entry: OutsideRange, messages: Messages) -> str:
    """A range without a size in words: "18 % are above the largest size (calf girth)"."""
    point = "" if entry.point is None else messages.point(entry.point)
    facts = {"where": entry.where.value, "share": percent(entry.share.value), "point": point}
    return messages.text("ui.plot.outside", facts)


def place(entry: OutsideRange, messages: Messages) -> str:
    """Where a range without a size lies: "calf girth > 44 cm"."""
    if entry.where is Outside.COMBINATION or entry.point is None:
        return messages.text("ui.plot.combination")
    above, below = (
        "" if at is None else edge(entry.point, at, sign, messages)
        for at, sign in ((entry.after, 1), (entry.before, -1))
    )
    return " ".join(part for part in (messages.point(entry.point), above, below) if part)


def places(chart: ChartCoverage, messages: Messages) -> list[tuple[str, dict[str, Share]]]:
    """Where people have no size, in words, and how many of each group; the largest first."""
    shares: dict[str, dict[str, Share]] = {}
    for name, group in groups_of(chart).items():
        for entry in group.left_out:
            shares.setdefault(place(entry, messages), {})[name] = entry.share
    return sorted(shares.items(), key=lambda entry: -max(share.value for share in entry[1].values()))


def edge(point: LegPoint, at: int, sign: int, messages: Messages) -> str:
    """What lies beyond the last value of a size: `> 44 cm`, or `≥ 44 cm` where the size ends before its figure."""
    beyond = at + sign
    belongs = beyond % STEP == 0 and at % STEP != 0
    signs = {(1, False): ">", (1, True): "≥", (-1, False): "<", (-1, True): "≤"}
    figure = messages.fact(quantity(point, beyond if belongs else at)).replace(" ", BLANK)
    return f"{signs[sign, belongs]}{BLANK}{figure}"


def title_by_sex(chart: ChartCoverage, messages: Messages) -> str:
    """How many of each get a size."""
    groups = {name: least(chart, group.served) for name, group in groups_of(chart).items()}
    if {WOMEN, MEN} <= set(groups):
        return messages.text("ui.plot.served_both", {"women": groups[WOMEN], "men": groups[MEN]})
    ((name, share),) = groups.items()
    return messages.text("ui.plot.served", {"group": name, "share": share})


def least(chart: ChartCoverage, share: Share) -> str:
    """A share of a chart; with a sign where rows were not read, so that it is the least that it can be."""
    return f"≥{BLANK}{percent(share.value)}" if chart.unread else percent(share.value)


def finding(chart: ChartCoverage, messages: Messages) -> str:
    """What a page says first of a chart: of women and men where they fare differently, else of its sizes."""
    groups = groups_of(chart)
    if not groups:
        return ""
    is_apart = len(groups) > 1 and group_of_title(chart) != EVERYBODY
    return title_by_sex(chart, messages) if is_apart else title_of_bands(chart, messages)


def title_of_curve(name: str, group: GroupCoverage, messages: Messages) -> str:
    """Which sizes most of 100 wearers take; `name` says who they are."""
    counts = dict(
        zip((label for label, _ in group.sizes), whole_numbers([s.value for _, s in group.sizes], 100), strict=True)
    )
    size, *others = sorted(counts, key=lambda label: -counts[label])
    if not others or not counts[others[0]]:
        return messages.text("ui.plot.curve_one", {"group": name, "size": size})
    facts: dict[str, str | int] = {
        "group": name,
        "size": size,
        "many": counts[size],
        "other": others[0],
        "fewer": counts[others[0]],
    }
    return messages.text("ui.plot.curve_two", facts)


def title_of_what_if(chart: ChartCoverage, what_if: WhatIf, messages: Messages) -> str:
    """How many get a size then, beside today."""
    name = group_of_title(chart)
    before, after = (groups_of(chart, coverage).get(name) for coverage in (chart.coverage, what_if.coverage))
    changes = messages.several([changed(change, messages) for change in what_if.changes])
    shares = [percent(0 if group is None else group.served.value) for group in (before, after)]
    is_same = "same" if shares[0] == shares[1] else "other"
    facts = {"changes": changes, "before": shares[0], "after": shares[1], "difference": f"{name}_{is_same}"}
    return messages.text("ui.plot.what_if", facts)


def changed(change: EdgeChange, messages: Messages) -> str:
    """A changed edge: "M (calf girth 35–39 cm)"; of one row of several also what it has today."""
    after, before = (messages.number(messages.fact(b)).replace(" ", BLANK) for b in (change.after, change.before))
    is_row = change.of_several
    band = messages.text("ui.plot.changed_row", {"after": after, "before": before}) if is_row else after
    return f"{change.size} ({messages.point(change.point)} {band})"


def title_of_comparison(product: ProductFacts, comparison: Comparison, messages: Messages) -> str:
    """What one size is in the other product: the largest share, of sizes with other names if there are such."""
    in_both = [line for line in comparison.sizes if line.other is not None]
    if not in_both:
        return messages.text(
            "ui.plot.against_none", {"name": name_of(product), "other_name": name_of(comparison.product)}
        )
    telling = [line for line in in_both if line.other != line.size] or in_both
    most = max(telling, key=lambda line: line.share.value)
    return messages.text("ui.plot.against", {
        "share": percent(most.share.value), "size": most.size, "other": most.other or "",
        "name": name_of(product), "other_name": name_of(comparison.product),
    })  # fmt: skip


def people(report: CoverageReport, messages: Messages) -> str:
    """Who was looked at, and when they were measured."""
    who = report.population
    first, last = who.years or ("", "")
    kind = "own" if who.is_own else who.id
    parts = [messages.text(f"ui.coverage.who.{kind}", {"name": who.id, "first": first, "last": last})]
    if who.sex:
        parts.append(messages.text(f"ui.coverage.only.{who.sex}"))
    if who.build is not None:
        low, high = (messages.number(f"{value:g}") for value in who.build)
        parts.append(messages.text("ui.coverage.only.bmi", {"low": low, "high": high}))
    return "; ".join(parts)


def caption(report: CoverageReport, messages: Messages) -> str:
    """What stands below every plot: people, years, and what the thin lines are."""
    return messages.text("ui.plot.caption", {"people": people(report, messages)})
