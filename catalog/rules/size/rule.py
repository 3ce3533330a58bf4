"""Which size of a chart fits the legs: one outcome for every leg and every chart, and its reasons."""

from __future__ import annotations

from math import prod

from msgspec import Struct
from msgspec.structs import replace

from ...geometry.compiled_chart import CompiledChart
from ...geometry.leg_on_chart import NONE_SOLD, LegOnChart, leg_on_chart
from ...geometry.locate import Kind, anywhere
from ...geometry.thresholds import CHOICES
from ...model.leg import LegPoint
from ...model.policy import Policy
from ...model.product import SizeChart
from ...model.question import Leg, Question, Side
from ...model.verdict import Certainty, Reason, SizeOutcome, SizeVerdict, because
from .cautions import cautions_of, certainty_of, has_girth
from .match import chance, fits, match_verdict, pair_stretches, reasons_for_pair
from .miss import miss_verdict, unreadable
from .missing_measurement import missing_measurement
from .region import NO_REGION, PointInRegion, Region, RegionCache

NO_LEG: tuple[tuple[Side, Leg], ...] = ((Side.BOTH, {}),)
WORST_FIRST = (
    SizeOutcome.NO_CHART,
    SizeOutcome.OUTSIDE_CHART,
    SizeOutcome.IN_GAP,
    SizeOutcome.MEASUREMENTS_DISAGREE,
    SizeOutcome.NEEDS_MEASUREMENT,
)
"""Which of two misses a pair of legs gets: one that no further measure can change comes first."""


def judge_size(
    chart: SizeChart | None,
    question: Question,
    policy: Policy,
    asks_for: tuple[LegPoint, ...] = (),
    sold: frozenset[str] = NONE_SOLD,
    regions: RegionCache | None = None,
) -> SizeVerdict:
    """The one outcome of a chart for the legs of a question; no leg and no chart is an error.

    Lengths are micrometres, masses grams. `asks_for` is what the brand sizes by where no chart is
    known; `sold` are labels that are sold out, so that another size goes first where two would do.
    `regions` are the compiled charts and regions of a catalog; without them the chart is compiled anew.
    Depends on nothing else, so products that share a chart share the verdict.
    """
    if chart is None or not chart.sizes or not chart.keys:
        return _without_chart(chart, asks_for)
    return _of_legs(chart, question, policy, sold, regions or RegionCache())


def _of_legs(
    printed: SizeChart, question: Question, policy: Policy, sold: frozenset[str], regions: RegionCache
) -> SizeVerdict:
    chart, sides = regions.charts.of(printed), question.legs.sides or NO_LEG
    legs = [leg_on_chart(chart, side, leg, question, policy, sold) for side, leg in sides]
    if len(legs) == 1:
        return _verdict(legs[0], _region_of(legs[0], regions))
    return _both(chart, [_judge(leg, regions) for leg in legs])


def judge_charts(
    charts: tuple[SizeChart, ...],
    question: Question,
    policy: Policy,
    asks_for: tuple[LegPoint, ...] = (),
    sold: frozenset[str] = NONE_SOLD,
    regions: RegionCache | None = None,
) -> SizeVerdict:
    """The verdict of a product with several charts in force: one keyed by a girth goes before a guess.

    The first chart that needs nothing more answers, and is named; where every chart needs more, the first does.
    """
    if len(charts) < 2:
        return judge_size(charts[0] if charts else None, question, policy, asks_for, sold, regions)
    ordered = sorted(charts, key=lambda chart: not chart.by_girth)
    verdicts = [replace(judge_size(c, question, policy, asks_for, sold, regions), chart=c.id) for c in ordered]
    answered = (v for v in verdicts if v.outcome not in (SizeOutcome.NEEDS_MEASUREMENT, SizeOutcome.NO_CHART))
    found = next(answered, verdicts[0])
    if found is verdicts[0] or not verdicts[0].needs:
        return found
    return replace(found, reasons=(*found.reasons, because("size.girth_is_surer", points=verdicts[0].needs)))


def _without_chart(chart: SizeChart | None, asks_for: tuple[LegPoint, ...]) -> SizeVerdict:
    points = asks_for if chart is None else chart.points or asks_for
    reason = because("size.no_chart_asks", points=points) if points else because("size.no_chart")
    return SizeVerdict(SizeOutcome.NO_CHART, needs=points, reasons=(reason,))


class _Judged(Struct, frozen=True):
    """One leg with its verdict and the plot it stands on."""

    asked: LegOnChart
    plot: Region
    verdict: SizeVerdict
    regions: RegionCache

    @property
    def settled(self) -> tuple[int, ...]:
        """The sizes that would do for this leg, by rank: those that hold it or are nearer, and the one it is given."""
        return tuple(sorted({*self.plot.place.nearer, self.plot.named})) if self.verdict.outcome.is_match else ()

    def seated(self, named: int) -> tuple[PointInRegion, ...]:
        """Where this leg sits in a size that was picked for both."""
        return pair_stretches(self.asked, self.plot.place, named)

    def chance(self, named: int) -> float:
        """How sure that size is for this leg: in a rounding gap, that it stays the answer."""
        if self.plot.place.holes:
            return self.verdict.confidence or 0.0 if named == self.plot.named else self._by_nearer_edge(named)
        boxes = [c.spans for c in self.asked.view.cells if c.rank == named]
        return chance(self.asked, boxes, self.seated(named))

    def _by_nearer_edge(self, named: int) -> float:
        """How sure a size is that a wish passed over for this leg alone: as if the nearer edge decided."""
        choice = CHOICES["policy"][named > self.plot.named]
        return _judge(replace(self.asked, choice=choice), self.regions).verdict.confidence or 0.0


def _region_of(leg: LegOnChart, regions: RegionCache) -> Region:
    return regions.region_of(leg) if leg.points else NO_REGION


def _judge(asked: LegOnChart, regions: RegionCache) -> _Judged:
    plot = _region_of(asked, regions)
    return _Judged(asked, plot, _verdict(asked, plot), regions)


def _verdict(asked: LegOnChart, plot: Region) -> SizeVerdict:
    if plot is not NO_REGION:
        return missing_measurement(asked, plot.place) if asked.missing else match_verdict(asked, plot)
    if not asked.chart.rows:
        return unreadable(asked)
    return miss_verdict(asked) if asked.points else missing_measurement(asked, anywhere(len(asked.chart.labels)))


def _both(chart: CompiledChart, judged: list[_Judged]) -> SizeVerdict:
    """The verdict for two legs: a size that does for both, else what keeps them apart."""
    sides = tuple((j.asked.side, j.verdict) for j in judged)
    if not all(j.verdict.outcome.is_match for j in judged):
        return replace(_one_misses(judged), sides=sides)
    common = [r for r in judged[0].settled if all(r in j.settled for j in judged)]
    verdict = _shared(chart, judged, common) if common else _differ(chart, judged)
    return replace(verdict, sides=sides)


def _told(judged: list[_Judged], named: int | None = None) -> tuple[Reason, ...]:
    """The reasons of each leg, headed by which leg they speak of; `named` is the size that both legs share."""
    reasons: list[Reason] = []
    for one in judged:
        own = named is None or named == one.plot.named
        heard = (
            one.verdict.reasons
            if own or named is None
            else reasons_for_pair(one.asked, one.plot.place, named, one.seated(named))
        )
        reasons += [because("size.leg", side=one.asked.side.value), *heard]
    return tuple(reasons)


def _one_misses(judged: list[_Judged]) -> SizeVerdict:
    """The verdict where at least one leg has no size: a pair is not a match for one leg."""
    misses = [j for j in judged if not j.verdict.outcome.is_match]
    first = min(misses, key=lambda j: (WORST_FIRST.index(j.verdict.outcome), -_by(j.verdict)))
    fits = [
        because("size.one_leg", side=j.asked.side.value, size=j.verdict.size)
        for j in judged
        if j.verdict.size is not None
    ]
    open_sizes = [j.verdict.candidates for j in judged if j.verdict.candidates]
    common = tuple(c for c in open_sizes[0] if all(c in sizes for sizes in open_sizes)) if open_sizes else ()
    needs = first.verdict.needs and tuple(dict.fromkeys(p for j in misses for p in j.verdict.needs))
    candidates = common if first.verdict.candidates else ()
    return replace(first.verdict, needs=needs, candidates=candidates, reasons=(*fits, *_told(judged)))


def _by(verdict: SizeVerdict) -> int:
    return 0 if verdict.nearest is None else verdict.nearest.by


def _shared(chart: CompiledChart, judged: list[_Judged], common: list[int]) -> SizeVerdict:
    """The verdict where one size does for both legs."""
    choice = judged[0].asked.choice
    named = choice.pick(common)
    others = tuple(chart.labels[r] for r in common if r != named)
    in_hole = [j for j in judged if j.plot.place.kind is Kind.HOLE and not j.plot.place.settled]
    if in_hole:
        outcome, others = SizeOutcome.BETWEEN_SIZES, in_hole[0].asked.labels(_others(in_hole[0], named))
    else:
        outcome = SizeOutcome.IN_TWO_SIZES if others else SizeOutcome.FITS
    size = chart.labels[named]
    verdict = SizeVerdict(
        outcome, size, others,
        points=tuple(fit for j in judged for fit in fits(j.asked, j.seated(named))),
        confidence=prod(j.chance(named) for j in judged),
        reasons=(because("size.both_legs", size=size), *_told(judged, named)),
    )  # fmt: skip
    return _weighed(verdict, judged)


def _weighed(verdict: SizeVerdict, judged: list[_Judged]) -> SizeVerdict:
    """The verdict for two legs with how sure it is and what has to be seen beside it."""
    asked = judged[0].asked
    by_girth = has_girth(asked.points)
    certainty = certainty_of(verdict.confidence or 0.0, asked.figures, by_girth=by_girth)
    if any(j.plot.even for j in judged):
        certainty = Certainty.TOSS_UP
    settled = any(j.plot.place.settled for j in judged)
    cautions = cautions_of(asked.question, asked.points, verdict.reasons, by_girth=by_girth, settled=settled)
    return replace(verdict, certainty=certainty, cautions=cautions)


def _others(judged: _Judged, named: int) -> tuple[int, ...]:
    return tuple(r for r in judged.plot.place.sizes if r != named)


def _differ(chart: CompiledChart, judged: list[_Judged]) -> SizeVerdict:
    """The verdict where the legs need different sizes: the larger leg decides what to take first."""
    first, *rest = sorted(judged, key=lambda j: j.plot.named, reverse=True)
    size, also = chart.labels[first.plot.named], tuple(chart.labels[j.plot.named] for j in rest)
    facts = {f"{j.asked.side.value}_size": chart.labels[j.plot.named] for j in judged}
    reason = because("size.legs_differ", size=size, also=also, larger=first.asked.side.value, **facts)
    verdict = SizeVerdict(
        SizeOutcome.LEGS_DIFFER, size, also,
        points=tuple(p for j in judged for p in j.verdict.points),
        # Both sizes are bought: the answer is no surer than its less certain leg.
        confidence=min(j.verdict.confidence or 0.0 for j in judged),
        reasons=(reason, *_told(judged)),
    )  # fmt: skip
    return _weighed(verdict, judged)
