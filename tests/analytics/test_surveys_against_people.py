"""The people that are drawn, against the rows of the surveys: shares at one point, in boxes and on real charts.

The rows lie beside a checkout and not in it; without them these tests skip and say so.
"""

from __future__ import annotations

import numpy as np
import pytest
from surveyed import COLUMNS, FILES, FOLDER, NOT_HERE, Crowd, counted, inside, on_chart, random_boxes

from benchmarks.catalogs import seed
from catalog.analytics.population import Population
from catalog.analytics.survey_table import TABLE, survey_ids
from catalog.analytics.surveys import survey_population
from catalog.model.chart import SizeChart
from catalog.model.leg import LegPoint
from docs.generate.populations import populations_text

pytestmark = pytest.mark.skipif(not all((FOLDER / name).exists() for name in FILES.values()), reason=NOT_HERE)

SEXES = [pytest.param("women", id="women"), pytest.param("men", id="men")]
SURVEYS = [pytest.param(survey, id=survey) for survey in FILES]
BUILDS = [pytest.param(False, id="all builds"), pytest.param(True, id="BMI 18.5 to 25")]
MOST_AT_ONE_POINT = {False: 0.011, True: 0.022}
"""By how much the share below a figure may differ: of all women or men, and of those with a BMI of 18.5 to 25."""


def both(survey: str, sex: str, *, lean: bool) -> tuple[Crowd, Population]:
    """The women or men of a survey as counted, and as drawn."""
    rows, women = counted(survey)
    drawn = survey_population(survey)
    people = drawn.only(drawn.women if sex == "women" else drawn.men)
    rows = rows.only(women if sex == "women" else ~women)
    assert people is not None
    if not lean:
        return rows, people
    of_build = people.of_build(18.5, 25)
    assert of_build is not None
    return rows.lean(), of_build


def test_the_file_is_what_the_script_makes_of_the_rows() -> None:
    stale = "catalog/analytics/populations.toml is stale: python -m docs.generate.populations > that file"
    assert populations_text(FOLDER) == TABLE.read_text("utf-8"), stale


@pytest.mark.parametrize("survey", SURVEYS)
def test_every_point_of_the_columns_was_drawn(survey: str) -> None:
    assert set(survey_population(survey).measures) == set(COLUMNS[survey])
    assert set(survey_ids()) == set(FILES)


@pytest.mark.parametrize("lean", BUILDS)
@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("survey", SURVEYS)
def test_the_share_below_each_figure(survey: str, sex: str, lean: bool) -> None:
    rows, people = both(survey, sex, lean=lean)
    worst = {}
    for point, values in people.measures.items():
        figures = range(int(values.min()), int(values.max()), 500 if point is LegPoint.WEIGHT else 5000)
        worst[point.value] = max(
            abs(rows.share(rows.measures[point] <= figure, [point]) - float(people.weights[values <= figure].sum()))
            for figure in figures
        )
    assert {point: round(most, 3) for point, most in worst.items() if most > MOST_AT_ONE_POINT[lean]} == {}


@pytest.mark.parametrize(
    ("points", "lean", "least"),
    [
        pytest.param(1, False, 0.95, id="bands"),
        pytest.param(2, False, 0.95, id="boxes of two points"),
        pytest.param(3, False, 0.95, id="boxes of three points"),
        pytest.param(1, True, 0.95, id="bands, BMI 18.5 to 25"),
        pytest.param(2, True, 0.95, id="boxes of two points, BMI 18.5 to 25"),
        pytest.param(3, True, 0.90, id="boxes of three points, BMI 18.5 to 25"),
    ],
)
@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("survey", SURVEYS)
def test_the_counted_share_lies_in_the_interval(survey: str, sex: str, points: int, lean: bool, least: float) -> None:
    rows, people = both(survey, sex, lean=lean)
    drawn = Crowd(people.measures, people.weights)
    boxes = list(random_boxes(rows, points, 200, seed=points))
    shares = [(rows.share(inside(rows, box), list(box)), people.share(inside(drawn, box))) for box in boxes]
    held_by_interval = [
        share is not None and share.low <= counted_share <= share.high for counted_share, share in shares
    ]
    assert np.mean(held_by_interval) >= least


@pytest.mark.parametrize(
    ("lean", "usual", "most"),
    [pytest.param(False, 0.02, 0.055, id="all builds"), pytest.param(True, 0.035, 0.08, id="BMI 18.5 to 25")],
)
@pytest.mark.parametrize("points", [1, 2, 3])
@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("survey", SURVEYS)
def test_how_far_shares_are_off(survey: str, sex: str, points: int, lean: bool, usual: float, most: float) -> None:
    """As docs/evidence/populations.md says: the difference at a share of a half, 19 of 20 and the worst."""
    rows, people = both(survey, sex, lean=lean)
    drawn, differences = Crowd(people.measures, people.weights), []
    for box in random_boxes(rows, points, 200, seed=7):
        share = rows.share(inside(rows, box), list(box))
        scale = 2 * np.sqrt(max(share * (1 - share), 0.0025))
        differences.append(abs(drawn.share(inside(drawn, box), list(box)) - share) / scale)
    assert np.quantile(differences, 0.95) <= usual
    assert max(differences) <= most


def charts_of(survey: str) -> list[SizeChart]:
    """The charts of the shipped catalog that ask only for points of a survey."""
    charts = [c for c in seed().charts if c.sizes and set(c.points) <= set(COLUMNS[survey])]
    assert any(len(chart.keys) > 1 for chart in charts)
    return charts


@pytest.mark.parametrize("sex", SEXES)
@pytest.mark.parametrize("survey", SURVEYS)
def test_whom_real_charts_serve(survey: str, sex: str) -> None:
    rows, people = both(survey, sex, lean=False)
    drawn, differing = Crowd(people.measures, people.weights), {}
    for chart in charts_of(survey):
        share = people.share(on_chart(drawn, chart))
        by_count = rows.share(on_chart(rows, chart), chart.points)
        assert share is not None
        if not share.low <= by_count <= share.high:
            differing[chart.id] = (round(by_count, 3), share)
    assert differing == {}
