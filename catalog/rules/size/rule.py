"""Which size of a chart fits the legs: one outcome for every leg and every chart, and its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from ...geometry.compiled_chart import CompiledChart
from ...geometry.leg_on_chart import NONE_SOLD, LegOnChart, leg_on_chart
from ...geometry.locate import LocationKind, anywhere
from ...geometry.thresholds import TIE_BREAKS
from ...model.chart import SizeChart
from ...model.leg import LegPoint
from ...model.policy import Policy
from ...model.question import Leg, Question, Side
from ...model.verdict import Certainty, Reason, SizeOutcome, SizeVerdict, because, no_chart_verdict
from .match import fits, match_verdict, positions_in_size, probability_as_printed, reasons_for_pair
from .miss import miss_verdict, unreadable
from .missing_measurement import missing_measurement
from .region import NO_REGION, PointInRegion, Region, RegionCache
from .remarks import (
    NEAR_EDGE,
    among_named,
    cautions_of,
    certainty_of,
    has_girth,
    is_unread,
    near_edges_of_leg,
    others_near,
)

BOTH_LEGS: Final = "size.both_legs"
WHO_DECIDED: Final = frozenset({"size.by_wish", "size.by_brand", "size.by_stock"})
"""The reasons that say who decided between two sizes of a leg."""
NO_LEG: tuple[tuple[Side, Leg], ...] = ((Side.BOTH, {}),)
WORST_FIRST = (
    SizeOutcome.NO_CHART, SizeOutcome.OUTSIDE_CHART, SizeOutcome.IN_GAP, SizeOutcome.MEASUREMENTS_DISAGREE,
    SizeOutcome.NEEDS_MEASUREMENT,
)  # fmt: skip
"""Which of two misses a pair of legs gets: one that no further measure can change comes first."""


def judge_size(
    chart: SizeChart | None, question: Question, policy: Policy, asks_for: tuple[LegPoint, ...] = (),
    sold: frozenset[str] = NONE_SOLD, regions: RegionCache | None = None,
) -> SizeVerdict:  # fmt: skip
    """Judge the legs of a question by one chart; no leg and no chart is an outcome too, never an error.

    Lengths are um, masses g. `asks_for` is what the brand sizes by where no chart is known; `sold` are labels that
    are sold out, so that another size goes first where two would do. `regions` are the compiled charts and regions of
    a catalog; without them the chart is compiled anew. Depends on nothing else, so products that share a chart share
    the verdict.
    """
    if chart is None or not chart.sizes or not chart.keys:
        return no_chart_verdict((chart.points if chart else ()) or asks_for)
    regions = regions or RegionCache()
    compiled, sides = regions.charts.of(chart), question.legs.sides or NO_LEG
    legs = [leg_on_chart(compiled, side, readings, question, policy, sold) for side, readings in sides]
    if len(legs) == 1:
        return _verdict(legs[0], _region_of(legs[0], regions))
    return judge_pair([judge_leg(leg, regions) for leg in legs])


def judge_charts(
    charts: tuple[SizeChart, ...], question: Question, policy: Policy, asks_for: tuple[LegPoint, ...] = (),
    sold: frozenset[str] = NONE_SOLD, regions: RegionCache | None = None,
) -> SizeVerdict:  # fmt: skip
    """Judge the legs by several charts in force: one keyed by a girth goes before a guess.

    The first chart that needs nothing more answers, and is named; where every chart needs more, the first does.
    """
    if len(charts) < 2:
        return judge_size(charts[0] if charts else None, question, policy, asks_for, sold, regions)
    ordered = sorted(charts, key=lambda chart: not chart.by_girth)
    verdicts = [replace(judge_size(c, question, policy, asks_for, sold, regions), chart=c.id) for c in ordered]
    answered = (v for v in verdicts if v.outcome not in (SizeOutcome.NEEDS_MEASUREMENT, SizeOutcome.NO_CHART))
    first, verdict = verdicts[0], next(answered, verdicts[0])
    if verdict is first or not first.needs:
        return verdict
    return replace(verdict, reasons=(*verdict.reasons, because("size.girth_is_surer", points=first.needs)))


def _region_of(leg: LegOnChart, regions: RegionCache) -> Region:
    return regions.region_of(leg) if leg.points else NO_REGION


def _verdict(leg: LegOnChart, region: Region) -> SizeVerdict:
    if region is not NO_REGION:
        return missing_measurement(leg, region.location) if leg.missing else match_verdict(leg, region)
    if not leg.chart.rows:
        return unreadable(leg)
    return miss_verdict(leg) if leg.points else missing_measurement(leg, anywhere(len(leg.chart.labels)))


class JudgedLeg(Struct, frozen=True):
    """One leg of a pair with its verdict and the region it lies in."""

    leg: LegOnChart
    region: Region
    verdict: SizeVerdict
    regions: RegionCache
    positions_by_rank: dict[int, tuple[PointInRegion, ...]] = field(default_factory=dict)
    """What `positions` said so far."""

    @property
    def possible(self) -> tuple[int, ...]:
        """The sizes that would do for this leg, by rank: those that hold it or are nearer, and the one it is given."""
        if not self.verdict.outcome.is_match:
            return ()
        return tuple(sorted({*self.region.location.nearer, self.region.rank}))

    @property
    def open(self) -> tuple[int, ...]:
        """The sizes that this leg does not lie outside of: those in it or around its gap, and those that would do."""
        return (*self.region.location.sizes, *self.possible)

    def positions(self, rank: int) -> tuple[PointInRegion, ...]:
        """Where this leg sits in a size that was picked for both."""
        positions = self.positions_by_rank.get(rank)
        if positions is None:
            positions = self.positions_by_rank[rank] = positions_in_size(self.leg, self.region.location, rank)
        return positions

    def confidence(self, rank: int) -> float:
        """How sure that size is for this leg: in a rounding gap, that it stays the answer."""
        if not self.region.location.gaps:
            boxes = [b.intervals for b in self.leg.projection.boxes if b.rank == rank]
            return probability_as_printed(self.leg, boxes, self.positions(rank))
        return self.by_edge(rank).verdict.confidence or 0.0

    def reasons(self, rank: int | None = None) -> Sequence[Reason]:
        """What is said of this leg: for the size that it is given alone, or for one that was picked for both."""
        if rank is None or rank == self.region.rank:
            return self.verdict.reasons
        return reasons_for_pair(self.leg, self.region.location, rank, self.positions(rank))

    def by_edge(self, rank: int) -> JudgedLeg:
        """The leg as if the nearer edge decided, where in a rounding gap a wish passed over this size for it alone.

        So sure is the size for it then.
        """
        if not self.region.location.gaps or rank == self.region.rank:
            return self
        return judge_leg(replace(self.leg, tie_break=TIE_BREAKS["policy"][rank > self.region.rank]), self.regions)


def judge_leg(leg: LegOnChart, regions: RegionCache) -> JudgedLeg:
    """Judge one leg of a pair as if it were alone."""
    region = _region_of(leg, regions)
    return JudgedLeg(leg, region, _verdict(leg, region), regions)


def judge_pair(legs: list[JudgedLeg]) -> SizeVerdict:
    """The verdict for two legs: a size that does for both, else what keeps them apart."""
    chart, sides = legs[0].leg.chart, tuple((judged.leg.side, judged.verdict) for judged in legs)
    if not all(judged.verdict.outcome.is_match for judged in legs):
        return replace(_one_misses(legs), sides=sides)
    common = [rank for rank in legs[0].possible if all(rank in judged.possible for judged in legs)]
    verdict = _same_size(chart, legs, common) if common else _legs_differ(chart, legs)
    return replace(verdict, sides=sides)


def _reasons_by_leg(legs: list[JudgedLeg], rank: int | None = None) -> tuple[Reason, ...]:
    """The reasons of each leg, headed by which leg they speak of; `rank` is the size that both legs share."""
    reasons: list[Reason] = []
    for judged in legs:
        reasons += [because("size.leg", side=judged.leg.side.value), *judged.reasons(rank)]
    return tuple(reasons)


def _one_misses(legs: list[JudgedLeg]) -> SizeVerdict:
    """The verdict where at least one leg has no size: a pair is not a match for one leg."""
    misses = [judged.verdict for judged in legs if not judged.verdict.outcome.is_match]
    worst = min(misses, key=lambda miss: (WORST_FIRST.index(miss.outcome), -miss.nearest.by if miss.nearest else 0))
    sizes = [(judged.leg.side.value, judged.verdict.size) for judged in legs]
    fitting = [because("size.one_leg", side=side, size=size) for side, size in sizes if size is not None]
    open_sizes = [judged.verdict.candidates for judged in legs if judged.verdict.candidates]
    common = tuple(c for c in open_sizes[0] if all(c in those for those in open_sizes)) if open_sizes else ()
    needs = worst.needs and tuple(dict.fromkeys(p for miss in misses for p in miss.needs))
    candidates = common if worst.candidates else ()
    return replace(worst, needs=needs, candidates=candidates, reasons=(*fitting, *_reasons_by_leg(legs)))


def _same_size(chart: CompiledChart, legs: list[JudgedLeg], common: list[int]) -> SizeVerdict:
    """The verdict where one size does for both legs."""
    rank = legs[0].leg.tie_break.pick(common)
    locations = [judged.region.location for judged in legs]
    between = next((at for at in locations if at.kind is LocationKind.BETWEEN_SIZES and not at.settled), None)
    ranks = common if between is None else [r for r in between.sizes if all(r in judged.open for judged in legs)]
    others = tuple(chart.labels[r] for r in ranks if r != rank)
    outcome = SizeOutcome.FITS
    if others:
        outcome = SizeOutcome.IN_TWO_SIZES if between is None else SizeOutcome.BETWEEN_SIZES
    size = chart.labels[rank]
    verdict = SizeVerdict(
        outcome, size, others,
        points=tuple(fit for judged in legs for fit in fits(judged.leg, judged.positions(rank))),
        confidence=prod(judged.confidence(rank) for judged in legs),
        reasons=(because(BOTH_LEGS, size=size), *_settled(_reasons_by_leg(legs, rank), size, by_pair=not others)),
    )  # fmt: skip
    return _with_certainty(verdict, legs, rank, in_gap=between is not None and not others)


def _settled(reasons: Sequence[Reason], size: str, *, by_pair: bool) -> Iterator[Reason]:
    """The reasons without who decided between two sizes, where the other leg did."""
    for reason in reasons:
        if by_pair and reason.code == "size.first":
            yield because("size.settled_by_pair", size=size)
        elif not (by_pair and reason.code in WHO_DECIDED):
            yield reason


def _legs_differ(chart: CompiledChart, legs: list[JudgedLeg]) -> SizeVerdict:
    """The verdict where the legs need different sizes: the larger leg decides what to take first."""
    larger, *others = sorted(legs, key=lambda judged: judged.region.rank, reverse=True)
    size, also = chart.labels[larger.region.rank], tuple(chart.labels[judged.region.rank] for judged in others)
    sizes = {f"{judged.leg.side.value}_size": chart.labels[judged.region.rank] for judged in legs}
    reason = because("size.legs_differ", size=size, also=also, larger=larger.leg.side.value, **sizes)
    verdict = SizeVerdict(
        SizeOutcome.LEGS_DIFFER, size, also,
        points=tuple(p for judged in legs for p in judged.verdict.points),
        # Both sizes are bought: the answer is no surer than its less certain leg.
        confidence=min(judged.verdict.confidence or 0.0 for judged in legs),
        reasons=(reason, *_reasons_by_leg(legs)),
    )  # fmt: skip
    return _with_certainty(verdict, legs)


def _with_certainty(
    verdict: SizeVerdict, legs: list[JudgedLeg], rank: int | None = None, *, in_gap: bool = False
) -> SizeVerdict:
    """The verdict for two legs with how sure it is and what has to be seen beside it; `rank` is a size for both.

    `in_gap` says that one leg lies between two sizes and the other leg leaves one of them: likely at best.
    """
    leg = legs[0].leg
    by_girth = has_girth(leg.points)
    may_be_sure = by_girth and not is_unread(verdict.reasons) and not in_gap
    certainty = certainty_of(verdict.confidence or 0.0, leg.thresholds, may_be_sure=may_be_sure)
    if any(judged.region.is_even for judged in legs):
        certainty = Certainty.TOSS_UP
    settled = any(judged.region.location.settled for judged in legs)
    fits = () if verdict.outcome is SizeOutcome.LEGS_DIFFER else verdict.points
    cautions = cautions_of(leg.question, leg.points, verdict.reasons, by_girth=by_girth, settled=settled, fits=fits)
    if verdict.outcome is SizeOutcome.LEGS_DIFFER:
        of_legs = [c for judged in legs for c in near_edges_of_leg(judged.leg.side, judged.verdict.cautions)]
        cautions = (*of_legs, *(c for c in cautions if c.code != NEAR_EDGE))
    elif rank is not None and not _takes_both(legs, rank, cautions):
        of_legs = [c for judged in legs for c in _edges_apart(judged, rank)]
        cautions = (*of_legs, *(c for c in cautions if c.code != NEAR_EDGE))
    between = verdict.also if verdict.outcome is SizeOutcome.BETWEEN_SIZES else ()
    cautions = among_named(cautions, certainty, between)
    return replace(verdict, certainty=certainty, cautions=cautions, reasons=_as_sure(verdict.reasons, certainty))


def _as_sure(reasons: Sequence[Reason], certainty: Certainty) -> tuple[Reason, ...]:
    """The reasons with how sure it is beside the one that names a size for both legs, which says it as surely."""
    sure = {"certainty": certainty.value}
    return tuple(Reason(r.code, (*r.facts, *sure.items())) if r.code == BOTH_LEGS else r for r in reasons)


def _takes_both(legs: list[JudgedLeg], rank: int, cautions: Sequence[Reason]) -> bool:
    """Whether each leg could take every other size that the cautions name; no leg is offered one it lies outside of."""
    others = {label for caution in cautions for label in others_near(caution)}
    return all(others <= _could_take(judged, rank) for judged in legs)


def _edges_apart(judged: JudgedLeg, rank: int) -> list[Reason]:
    """The cautions of one leg; none where the size for both goes on beyond the edge, and only another came first."""
    cautions = [c for c in _cautions_in(judged, rank) if c.code == NEAR_EDGE and c.fact("could") != "first"]
    return near_edges_of_leg(judged.leg.side, cautions, "apart")


def _could_take(judged: JudgedLeg, rank: int) -> set[str]:
    """The sizes that are open to a leg, and those that a small measuring error could give it."""
    near = {label for caution in _cautions_in(judged, rank) for label in others_near(caution)}
    return near.union(judged.leg.labels(judged.open))


def _cautions_in(judged: JudgedLeg, rank: int) -> tuple[Reason, ...]:
    """What has to be seen of one leg in the size for both."""
    leg, settled = judged.leg, judged.region.location.settled
    return cautions_of(
        leg.question, leg.points, judged.reasons(rank), by_girth=has_girth(leg.points), settled=settled,
        fits=fits(leg, judged.positions(rank)),
    )  # fmt: skip
