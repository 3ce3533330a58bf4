"""Coverage reports of charts that are written down in a test, over a survey or over a few people of a shop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from building import gates
from charts import chart
from msgspec.structs import replace

from catalog.analytics.coverage_report import CoverageReport
from catalog.analytics.look import CoverageLook, CoverageQuestion, facts_about
from catalog.analytics.population import Population, own_population
from catalog.analytics.surveys import survey_population
from catalog.model.chart import SizeChart
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import Audience, CatalogVersion, Confidence, Garment, Product, Source
from catalog.model.question import Question
from catalog.model.snapshot import Snapshot
from catalog.search.leg_table import LegTable
from catalog.search.loaded_catalog import load_catalog

SOURCE = Source("https://maker.example/size-chart", "2026-11-01", "text", Confidence.FIRST_HAND)
CALVES = chart("calf", "S: 30-34", "M: 34-38", "L: 39-43")
THEIRS = chart("calf", "1: 31-36", "2: 36-41", "3: 41-46")
OVERLAPPING = chart("ankle calf", "S: 19-23 31-36", "M: 21-25 34-40", "L: 26-29 40-45")
HOSTILE = "<script>alert('1')</script> $\\frac{1}{0}$ \u202eevil & \"Söhne\""


def product(*charts: SizeChart, id: str = "sock", name: str = "Run Sock", audience: Audience | None = None) -> Product:
    """A sock of a made-up brand."""
    own = tuple(replace(one, id=f"{id}-{at}", source=SOURCE) for at, one in enumerate(charts))
    return Product(id, "Nordlauf", name, Garment.SOCK, (SOURCE,), audience, charts=own)


def report_of(
    *products: Product, survey: str = "nhanes", people: Population | None = None, what_if: Sequence[str] = (),
    against: Sequence[Product] = (),
) -> CoverageReport:  # fmt: skip
    """What a look at some products over a population says."""
    whole = people or survey_population(survey)
    snapshot = Snapshot(CatalogVersion(1, "test"), products, {p.id: gates() for p in products}, {})
    wanted = CoverageQuestion(Question(None), tuple(p.id for p in products), tuple(what_if), tuple(against))
    look = CoverageLook(load_catalog(snapshot), wanted, shipped_policy(), "2026-11-27")
    return look.over(whole, facts_about(whole, is_own=people is not None))


@cache
def whole_report() -> CoverageReport:
    """A report with every part: what-if and another product."""
    other = product(THEIRS, id="other", name="Trail Sock")
    return report_of(product(CALVES), what_if=["L.calf_max_girth=39-46"], against=[other])


def shop_people(*calves: float) -> Population:
    """Women of a shop by their calves in cm."""
    women = np.ones(len(calves), np.bool_)
    values = np.array([round(cm * 10_000) for cm in calves])
    return own_population("customers.csv", LegTable({LegPoint.CALF: values}), women, ~women)
