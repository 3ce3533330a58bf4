"""Whom a size chart serves: by outcome, which sizes they wear, and whom it leaves out; of all, of women, of men.

Nothing is judged here: the sizes are those that `search/many_legs` gives the same people, and the rest is counting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from ..model.chart import SizeChart
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Prefer
from ..model.verdict import SizeOutcome
from ..search.leg_table import Bools
from ..search.many_legs import ChartColumns, ProductCharts, SizeAnswer
from .left_out import OutsideRange, left_out
from .population import Floats, Population, Share
from .unread import read_sizes

OUTCOMES: Final = tuple(SizeOutcome)


class GroupCoverage(Struct, frozen=True):
    """What the charts of a product do for one group: everybody, the women or the men."""

    served: Share
    """Who gets a size."""
    outcomes: tuple[tuple[SizeOutcome, Share], ...]
    """Of all in the group, the largest first."""
    sizes: tuple[tuple[str, Share], ...]
    """The size curve: which part of those served takes each size first, as printed from small to large, with zeros.

    Sizes without a row that was read are not in it.
    """
    in_two: tuple[tuple[tuple[str, ...], Share], ...]
    """Who lies in two sizes at once, of all in the group: the size to take first, then the other."""
    left_out: tuple[OutsideRange, ...]


class Coverage(Struct, frozen=True):
    """Whom the charts of a product serve; without groups where that is unknown."""

    population: str
    lacks: Mapping[LegPoint, str]
    """Points that the charts wait for and nobody in the population has, with the code of the reason."""
    everybody: GroupCoverage | None = None
    women: GroupCoverage | None = None
    men: GroupCoverage | None = None
    without_measures: float = 0.0
    """The part of a shop's own people who lack a measure that the charts wait for; they are in no group."""
    is_unread: bool = False
    """Whether no row of the charts could be read whole: then nothing is known."""


class JudgedPeople(Struct, frozen=True):
    """A population with what the charts in force of one product say of everybody in it."""

    charts: tuple[SizeChart, ...]
    population: Population
    columns: ChartColumns
    points: tuple[LegPoint, ...]
    """Every point of the charts."""

    def answered(self, which: Callable[[SizeAnswer], bool]) -> Bools:
        """Say of each person whether the answer is one of some."""
        return of_answers(self.columns, [which(a) for a in self.columns.answers])

    @property
    def wait(self) -> Bools:
        """Who has no answer, for a measure that the charts wait for is missing."""
        return self.answered(lambda a: a.outcome is SizeOutcome.NEEDS_MEASUREMENT)

    @property
    def served(self) -> Bools:
        """Who gets a size."""
        return self.answered(lambda a: a.outcome.is_match)

    @property
    def is_unread(self) -> bool:
        """Whether no row of the charts could be read whole."""
        return not read_sizes(self.charts)

    def lacks(self) -> dict[LegPoint, str]:
        """The points that the charts wait for and nobody has, each with the code of the reason."""
        waits_for = {p for n in np.unique(self.columns.number[self.wait]) for p in self.columns.answers[n].needs}
        return self.population.missing(p for p in self.points if p in waits_for)


def judge_people(charts: Sequence[SizeChart], product: ProductCharts, population: Population) -> JudgedPeople:
    """Ask the charts in force of one product about everybody in a population; `product` is what they were put in."""
    return JudgedPeople(tuple(charts), population, product.judge(population.legs), product.points)


def coverage(
    charts: Sequence[SizeChart], population: Population, policy: Policy, prefer: Prefer | None = None
) -> Coverage:
    """Look at the charts in force of one product over a population."""
    return coverage_of(judge_people(charts, ProductCharts(charts, policy, prefer), population))


def coverage_of(people: JudgedPeople) -> Coverage:
    """Count what the charts of one product say of a population."""
    population, columns = people.population, people.columns
    if people.is_unread:
        return Coverage(population.id, {}, is_unread=True)
    lacks = people.lacks()
    if lacks:
        return Coverage(population.id, lacks)
    waits = people.wait
    everybody, women, men = (
        group_coverage(people.charts, population, columns, ~waits & rows)
        for rows in (np.ones(len(population), bool), population.women, population.men)
    )
    return Coverage(population.id, {}, everybody, women, men, float(population.weights[waits].sum()))


def of_answers(columns: ChartColumns, which: Sequence[bool]) -> Bools:
    """Say of each person whether the answer is one of some."""
    return np.array(which, np.bool_)[columns.number]


def group_coverage(
    charts: Sequence[SizeChart], population: Population, columns: ChartColumns, rows: Bools
) -> GroupCoverage | None:
    """Count some people of a judged population; None where there is nobody."""
    counts = count_answers(population, columns, rows)
    matches = np.array([a.outcome.is_match for a in columns.answers], np.bool_)
    served = counts.share(matches)
    if served is None:
        return None
    sizes = ((label, counts.share(counts.sizes_first(label), among=matches)) for label in read_sizes(charts))
    in_none = rows & ~matches[columns.number]
    return GroupCoverage(
        served, tuple(sorted(counts.outcomes(), key=lambda entry: -entry[1].value)),
        tuple((label, share) for label, share in sizes if share is not None), tuple(counts.pairs()),
        tuple(left_out(charts, population, in_none, rows)),
    )  # fmt: skip


class AnswerCounts(Struct, frozen=True):
    """How much of a group got each answer of a product."""

    population: Population
    answers: Sequence[SizeAnswer]
    weights: Floats
    """By answer: what the people who got it count."""
    noise: Floats
    """By answer: what they add to the variance of a share."""

    def share(self, which: Bools, among: Bools | None = None) -> Share | None:
        """Which part of the group (or of those who got one of the answers `among`) got one of some answers."""
        among = np.ones(len(which), np.bool_) if among is None else among
        part, total = self.weights[which & among].sum(), self.weights[among].sum()
        return self.population.share_of(float(part), float(total), float(self.noise[among].sum()))

    def outcomes(self) -> Iterator[tuple[SizeOutcome, Share]]:
        """Every outcome that somebody got."""
        for outcome in OUTCOMES:
            share = self.share(np.array([a.outcome is outcome for a in self.answers], np.bool_))
            if share is not None and share.value:
                yield outcome, share

    def pairs(self) -> Iterator[tuple[tuple[str, ...], Share]]:
        """Every pair of sizes whose boxes both hold somebody, the most frequent first."""
        of_answer = [labels_of(a) if a.outcome is SizeOutcome.IN_TWO_SIZES else () for a in self.answers]
        pairs = sorted({labels for labels in of_answer if labels})
        shares = [(pair, self.share(np.array([labels == pair for labels in of_answer], np.bool_))) for pair in pairs]
        in_use = [(pair, share) for pair, share in shares if share is not None and share.value]
        yield from sorted(in_use, key=lambda entry: -entry[1].value)

    def sizes_first(self, label: str) -> Bools:
        """Which answers say to take a size first."""
        return np.array([a.outcome.is_match and a.size == label for a in self.answers], np.bool_)


def labels_of(answer: SizeAnswer) -> tuple[str, ...]:
    """The size to take first, and the others."""
    return answer.size or "", *answer.also


def count_answers(population: Population, columns: ChartColumns, rows: Bools) -> AnswerCounts:
    """Add up some people by the answer they got."""
    number, weights, count = columns.number[rows], population.weights[rows], len(columns.answers)
    sums = (np.bincount(number, each, count).astype(np.float64) for each in (weights, weights * population.noise[rows]))
    return AnswerCounts(population, columns.answers, *sums)
