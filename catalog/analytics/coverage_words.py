"""A look at charts over a population as lines to be worded: the answer first, then why, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from ..model.leg import LegPoint
from ..model.product import Audience
from ..model.product_name import name_with_brand
from ..model.quantities import quantity
from ..model.verdict import SizeOutcome
from ..report.lines import Joined, Line, Message, Words, caution, item, items, message, say
from .coverage import GroupCoverage
from .coverage_report import ChartCoverage, CoverageReport, PopulationFacts, ProductFacts
from .coverage_report import ChartSeams as ChartSeams
from .coverage_report import PointRange as PointRange
from .figures import of_hundred, percent, percent_range
from .left_out import Outside, OutsideRange
from .population import Share
from .survey_table import survey_ids, survey_points

BY_SEX: Final = ("women", "men")
SMALLEST: Final = 0.005
"""Below it a share is not told where larger ones are."""
PART_OF_NOBODY: Final = 1e-6
"""Shares that differ by less are of the same people."""
MOST_RANGES: Final = 8
MOST_NAMES: Final = 3
UNSURE: Final = frozenset({SizeOutcome.OUTSIDE_CHART, SizeOutcome.IN_GAP})
"""Outcomes that a row could change that was not read."""


class LeftOutEntry(Struct, frozen=True):
    """People of one group who have no size, by where they stand."""

    group: str
    place: OutsideRange


def product_words(entry: ChartCoverage) -> str:
    """The products that share a chart by name; of many the first ones and how many more."""
    names = list(dict.fromkeys(name_of(p) for p in entry.products))
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" (+{more})" if more > 0 else "")


def name_of(product: ProductFacts) -> str:
    """Brand and name as one."""
    return name_with_brand(product.name, product.brand)


def population_words(population: PopulationFacts) -> Words:
    """What the population is called."""
    return population.id if population.is_own else message(f"ui.coverage.population.{population.id}")


def people_words(group: str, share: Share | None) -> Message:
    """Such a part of all, of the women or of the men."""
    return message(f"ui.coverage.of.{group}", share=percent(0 if share is None else share.value))


def answer_lines(entry: ChartCoverage, report: CoverageReport) -> list[Line]:
    """What somebody who plans asks first: for how many there is a size, the commonest one, and who has none."""
    first = entry.first
    if entry.coverage.is_unread:
        return [say("ui.coverage.unknown_unread", product=product_words(entry))]
    if first is None:
        return _unknown(entry, report.population)
    lines = [Line(_served(entry, first))]
    if first.sizes and first.served.value:
        label, _ = max(first.sizes, key=lambda pair: pair[1].value)
        lines.append(say("ui.coverage.most", size=label, share=f"{of_hundred(first.sizes)[label]} %"))
    left_out = left_out_entries(entry)
    if left_out:
        code = "ui.coverage.largest_unread" if entry.unread else "ui.coverage.largest"
        lines.append(say(code, people=where_words(left_out[0])))
    return lines


def _served(entry: ChartCoverage, first: GroupCoverage) -> Message:
    product, women, men = product_words(entry), entry.coverage.women, entry.coverage.men
    facts: dict[str, Words] = {
        "product": product, "share": percent(first.served.value), "range": percent_range(first.served),
    }  # fmt: skip
    served = "ui.coverage.served_least" if entry.unread else "ui.coverage.served"
    if entry.group in BY_SEX and entry.audience in (Audience.WOMEN, Audience.MEN):
        return message(f"{served}.{entry.group}", **facts)
    if women is None or men is None:
        return message(f"{served}.all", **facts)
    each: dict[str, Words] = {"women": percent(women.served.value), "men": percent(men.served.value)}
    return message(f"{served}.both", **facts, **each)


def outcome_words(outcome: SizeOutcome, *, unread: bool) -> Message:
    """What an outcome is called; of a chart with rows that were not read, nobody is outside for sure."""
    kind = "outcome_unread" if unread and outcome in UNSURE else "outcome"
    return message(f"ui.coverage.{kind}.{outcome.value}")


def unread_lines(labels: Sequence[str], product: str) -> list[Line]:
    """That whom some sizes fit is not known; empty where every row was read."""
    words = message("ui.coverage.unread", count=len(labels), sizes=tuple(labels), product=product)
    return [caution(words)] if labels else []


def between_lines(entry: ChartCoverage) -> list[Line]:
    """What it means to be between two printed sizes, where somebody is."""
    groups = (getattr(entry.coverage, name) for name in ("everybody", *BY_SEX))
    is_said = any(o is SizeOutcome.BETWEEN_SIZES for group in groups if group is not None for o, _ in group.outcomes)
    return [say("ui.coverage.between")] if is_said else []


def _unknown(entry: ChartCoverage, population: PopulationFacts) -> list[Line]:
    """That nothing is known of a chart, which measures lack and why, and who has them."""
    lacks = entry.coverage.lacks
    where = population_words(population)
    lines = [say("ui.coverage.unknown", product=product_words(entry), population=where, points=tuple(lacks))]
    lines += items(lack_words(lacks), 1)
    asked_for = {p for chart in entry.charts for p in chart.points}
    for survey in survey_ids():
        if survey != population.id and asked_for <= survey_points(survey):
            name = message(f"ui.coverage.population.{survey}")
            lines.append(say("ui.coverage.try", population=name, id=survey))
    return lines


def lack_words(lacks: Mapping[LegPoint, str]) -> Iterator[Message]:
    """Why each of some measures is not there."""
    return (message(f"ui.coverage.lack.{why}", point=point) for point, why in lacks.items())


def left_out_entries(entry: ChartCoverage) -> list[LeftOutEntry]:
    """Who has no size, women and men apart where they are known, the largest part first."""
    every = [
        LeftOutEntry(name, place) for name, group in _apart_by_sex(entry).items() for place in group.left_out
    ]  # fmt: skip
    every.sort(key=lambda e: -e.place.share.value)
    large = [e for e in every if e.place.share.value >= SMALLEST]
    return (large or every[:1])[:MOST_RANGES]


def _apart_by_sex(entry: ChartCoverage) -> dict[str, GroupCoverage]:
    """Whom a product is made for; else women and men apart where they are known."""
    names = [entry.group] if entry.group in BY_SEX else [*BY_SEX]
    groups: dict[str, GroupCoverage | None] = {name: getattr(entry.coverage, name) for name in (*names, "everybody")}
    by_sex = {name: group for name in names if (group := groups[name]) is not None}
    everybody = groups["everybody"]
    return by_sex or ({} if everybody is None else {"everybody": everybody})


def in_several_lines(entry: ChartCoverage) -> list[Line]:
    """That one person stands in several lines of those left out; empty where nobody does."""
    groups = _apart_by_sex(entry).values()
    is_in_several = any(
        sum(place.share.value for place in group.left_out) > 1 - group.served.value + PART_OF_NOBODY for group in groups
    )
    return [say("ui.coverage.in_several")] if is_in_several else []


def where_words(entry: LeftOutEntry, *, ranged: bool = False) -> Message:
    """People who have no size, and the range of a measure in which they stand."""
    place, people = entry.place, people_words(entry.group, entry.place.share)
    who: Words = Joined((people, f"({percent_range(place.share)})")) if ranged else people
    if place.where is Outside.COMBINATION or place.point is None:
        return message("ui.coverage.where.combination", people=who)
    ends = {"after": place.after, "before": place.before}
    facts: dict[str, Words] = {
        name: quantity(place.point, value) for name, value in ends.items() if value is not None
    }  # fmt: skip
    return message(f"ui.coverage.where.{place.where.value}", people=who, point=place.point, **facts)


def left_out_lines(entry: ChartCoverage) -> list[Line]:
    """Whom a chart leaves out, and which sizes the measures ask for that no size holds together."""
    every = left_out_entries(entry)
    if not every:
        return [say("ui.coverage.nobody_left")]
    lines = items(where_words(e, ranged=True) for e in every)
    if any(e.place.where is Outside.COMBINATION for e in every):
        lines += items(_disagreements(entry), 1)
    return lines + in_several_lines(entry)


def _disagreements(entry: ChartCoverage) -> Iterator[Words]:
    for own in entry.seams.disagreements:
        share = getattr(own.people, entry.group)
        if share is not None and share.value >= SMALLEST:
            sizes = Joined(tuple(Joined((point, " / ".join(labels))) for point, labels in own.sizes), ", ")
            yield message("ui.coverage.disagree", sizes=sizes, people=people_words(entry.group, share))


def seam_lines(seams: ChartSeams, group: str, *, unread: bool = False) -> list[Line]:
    """Where sizes overlap, and where no size lies between two; `unread` where rows were not read."""
    lines = [item(_overlap(o.sizes, o.ranges, people_words(group, getattr(o.people, group)))) for o in seams.overlaps]
    for gap in seams.gaps:
        after, before = quantity(gap.point, gap.after), quantity(gap.point, gap.before)
        stretch = Joined((gap.point, Joined((after, "–", before), " ")))
        people = people_words(group, getattr(gap.people, group))
        words = message("ui.coverage.gap", one=gap.sizes[0], other=gap.sizes[1], range=stretch, people=people)
        lines.append(caution(words) if gap.people else item(words))
    return lines or [say("ui.coverage.no_seams_read" if unread else "ui.coverage.no_seams")]


def _overlap(sizes: tuple[str, str], ranges: Sequence[PointRange], people: Message) -> Message:
    stretches = Joined(tuple(Joined((r.point, range_words(r))) for r in ranges), ", ")
    return message("ui.coverage.overlap", one=sizes[0], other=sizes[1], ranges=stretches, people=people)


def range_words(stretch: PointRange) -> Words:
    """A stretch of a measure: `34 cm – 35 cm`, one figure where it is a single one."""
    low, high = (None if end is None else quantity(stretch.point, end) for end in (stretch.low, stretch.high))
    if low is not None and high is not None:
        return low if low == high else Joined((low, "–", high))
    if high is not None:
        return Joined(("≤", high))
    return "…" if low is None else Joined(("≥", low))


def people_lines(report: CoverageReport) -> list[Line]:
    """Who was looked at, what has to be known of them, and what the intervals say."""
    who = report.population
    lines = [Line(Joined((_who(who), *_filters(who)), "; "))]
    if who.bad_rows:
        lines.append(caution(message("ui.coverage.bad_rows", count=who.bad_rows)))
    lines += items(message(f"ui.coverage.limit.{code}") for code in who.limits)
    lines.append(say("ui.coverage.own_interval" if who.is_own else "ui.coverage.interval"))
    return lines + ([say("ui.coverage.source", url=who.source)] if who.source else [])


def _who(who: PopulationFacts) -> Words:
    facts: dict[str, Words] = {"number": f"{who.people:,}".replace(",", " "), "women": percent(who.women)}
    if who.is_own or who.years is None:
        name = message("ui.coverage.who.own", name=who.id)
        return Joined((name, message("ui.coverage.counted", men=percent(who.men), **facts)), ": ")
    first, last = who.years
    name = message(f"ui.coverage.who.{who.id}", first=first, last=last)
    return Joined((name, message("ui.coverage.drawn", **facts)), "; ")


def _filters(who: PopulationFacts) -> Iterator[Words]:
    if who.sex:
        yield message(f"ui.coverage.only.{who.sex}")
    if who.build is not None:
        low, high = who.build
        yield message("ui.coverage.only.bmi", low=low, high=high)


def not_counted_lines(entry: ChartCoverage) -> list[Line]:
    """Why the chart is in doubt, who is in no figure, and which chart of the product was not looked at."""
    lines = [] if entry.coverage.is_unread else unread_lines(entry.unread, product_words(entry))
    lines += [caution(message("ui.coverage.doubts", causes=entry.doubts))] if entry.doubts else []
    if entry.coverage.without_measures:
        lines.append(caution(message("ui.coverage.without_measures", share=percent(entry.coverage.without_measures))))
    if entry.not_asked:
        lacking = set(entry.not_asked)
        by = tuple(dict.fromkeys(p for c in entry.charts if not lacking & set(c.points) for p in c.points))
        lines.append(caution(message("ui.coverage.not_asked", by=by, points=tuple(entry.not_asked))))
    return lines
