"""Coverage of a size chart over the 16,380 people of a survey, beside what the kernel alone takes for them."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time
from typing import Final

from msgspec.structs import replace

from catalog.analytics.coverage import coverage, coverage_of, judge_people
from catalog.analytics.density import densities
from catalog.analytics.population import Population
from catalog.analytics.seams import seams_of
from catalog.analytics.surveys import survey_population
from catalog.model.chart import SizeChart
from catalog.model.policy import shipped_policy
from catalog.search.leg_table import LegTable
from catalog.search.many_legs import ProductCharts

from .catalogs import seed
from .measure import Call, Figure, figure

ROUNDS, TIMES, GOAL = 5, 10, 3.0
CHARTS: Final = {
    "one girth": ("nhanes", "compressport-ur2-chart"), "two girths": ("ansur2", "solidea-knee-high-socks-chart"),
    "height and weight": ("nhanes", "solidea-bike-shorts-chart"),
}  # fmt: skip


def coverage_figures() -> Iterator[Figure]:
    """Coverage of three kinds of charts, and all that the command tells of one, each beside the kernel."""
    by_id = {chart.id: chart for chart in seed().charts}
    for name, (survey, chart) in CHARTS.items():
        people, own = survey_population(survey), by_id[chart]
        kernel = [_busy(lambda p=people, c=own: _judged(c, p)) for _ in range(ROUNDS)]  # type: ignore[misc]
        counted = [_busy(lambda p=people, c=own: _counted(c, p)) for _ in range(ROUNDS)]  # type: ignore[misc]
        looks = [_busy(lambda p=people, c=own: _looked_at(c, p)) for _ in range(ROUNDS)]  # type: ignore[misc]
        title = f"coverage of a chart, {name}, {len(people):,} people"
        yield figure(title, "the kernel alone", GOAL, list(zip(counted, kernel, strict=True)))
        yield figure(
            "… with overlaps, gaps and spread", "the kernel alone", None, list(zip(looks, kernel, strict=True))
        )


def _busy(call: Call) -> float:
    """Seconds of processor time of one call, of several."""
    started = process_time()
    for _ in range(TIMES):
        call()
    return (process_time() - started) / TIMES


def _anew(people: Population) -> Population:
    """The same people, of whom nothing is worked out yet."""
    return replace(people, legs=LegTable(dict(people.legs.one)))


def _judged(chart: SizeChart, people: Population) -> None:
    ProductCharts([chart], shipped_policy()).judge(_anew(people).legs)


def _counted(chart: SizeChart, people: Population) -> None:
    coverage([chart], _anew(people), shipped_policy())


def _looked_at(chart: SizeChart, people: Population) -> None:
    judged = judge_people([chart], ProductCharts([chart], shipped_policy()), _anew(people))
    coverage_of(judged)
    seams_of(judged)
    densities(judged.population, judged.points)
