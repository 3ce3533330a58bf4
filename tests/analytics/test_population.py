"""The people that charts are looked at with: whom they are, what each counts, and how sure a share is."""

from __future__ import annotations

import numpy as np
import pytest
import tomli

from catalog.analytics.population import NOT_MEASURED, Population, own_population, wilson
from catalog.analytics.survey_table import TABLE, survey_ids
from catalog.analytics.surveys import correlation_matrix, lattice, normal_scores, survey_population
from catalog.model.leg import LegPoint
from catalog.search.leg_table import MISSING, LegTable

SURVEYS = [pytest.param(survey, id=survey) for survey in survey_ids()]
WRITTEN = tomli.loads(TABLE.read_text("utf-8"))
GROUPS = [
    pytest.param(group, survey["id"], id=f"{survey['id']} {group['sex']} {at % 3}")
    for survey in WRITTEN["survey"]
    for at, group in enumerate(survey["group"])
]


def shop() -> Population:
    """Four people of a shop: two women, a man, and one whose sex is not known."""
    measures = {
        LegPoint.CALF: np.array([350_000, 380_000, 410_000, MISSING]),
        LegPoint.HEIGHT: np.array([1_700_000, 1_600_000, 1_800_000, MISSING]),
        LegPoint.WEIGHT: np.array([60_000, 80_000, MISSING, 70_000]),
        LegPoint.ANKLE: np.full(4, MISSING),
    }
    return own_population(
        "ours.csv", LegTable(measures), np.array([True, True, False, False]), np.array([False, False, True, False])
    )


@pytest.mark.parametrize(("group", "survey"), GROUPS)
def test_a_group_is_a_distribution(group, survey):
    assert all(values == sorted(values) for values in group["values"].values()), survey
    assert {len(values) for values in group["values"].values()} == {len(WRITTEN["scores"])}
    assert np.linalg.eigvalsh(correlation_matrix(group["correlations"])).min() > 0
    assert [len(row) for row in group["correlations"]] == list(range(1, len(group["values"])))


@pytest.mark.parametrize("survey", SURVEYS)
def test_a_survey_counts_everybody_once(survey):
    people = survey_population(survey)
    written = next(s for s in WRITTEN["survey"] if s["id"] == survey)
    assert people.weights.sum() == pytest.approx(1)
    assert people.weights[people.women].sum() == pytest.approx(written["women"])
    assert people.stands_for.sum() == pytest.approx(
        sum(g["people"] for g in written["group"]) / written["design_effect"]
    )
    assert not (people.women & people.men).any()
    assert (people.women | people.men).all()
    assert 16_000 < len(people) < 17_000


@pytest.mark.parametrize("survey", SURVEYS)
def test_people_are_measured_to_a_millimetre_and_a_tenth_of_a_kilogram(survey):
    for point, values in survey_population(survey).measures.items():
        step = 100 if point is LegPoint.WEIGHT else 1000
        assert values.dtype == np.int64
        assert not (values % step).any()
        assert (values > 0).all()


@pytest.mark.parametrize(
    ("survey", "lacks"),
    [
        pytest.param("nhanes", {"ankle_min_girth": NOT_MEASURED, "waist_girth": "waist_at_hip_bone"}, id="nhanes"),
        pytest.param("ansur2", {"mid_thigh_girth": NOT_MEASURED, "waist_girth": "waist_at_navel"}, id="ansur2"),
    ],
)
def test_what_a_survey_lacks_is_named(survey, lacks):
    points = (LegPoint.CALF, LegPoint.ANKLE, LegPoint.MID_THIGH, LegPoint.WAIST)
    assert survey_population(survey).missing(points) == lacks


@pytest.mark.parametrize("survey", SURVEYS)
def test_no_survey_has_shoe_sizes_or_a_leg_length(survey):
    people = survey_population(survey)
    never = [
        LegPoint.BELOW_KNEE,
        LegPoint.LEG_LENGTH,
        LegPoint.TIBIA_LENGTH,
        *(p for p in LegPoint if p.name.startswith("SHOE")),
    ]
    assert len(people.missing(never)) == len(never) == 9


def test_a_survey_that_there_is_not():
    with pytest.raises(KeyError):
        survey_population("caesar")


def test_the_lattice_fills_every_part_of_the_cube_alike():
    points = lattice(4096, 4)
    assert ((points >= 0) & (points < 1)).all()
    cells = np.unique((points * 2).astype(int), axis=0, return_counts=True)[1]
    assert len(cells) == 16
    assert abs(cells - 256).max() <= 16


def test_ranks_are_even_and_the_correlation_is_that_asked_for():
    scores = normal_scores(correlation_matrix([[0.8], [0.1, -0.3]]), 4000)
    assert np.sort(scores[:, 0]) == pytest.approx(np.sort(scores[:, 2]))
    assert np.corrcoef(scores.T) == pytest.approx(correlation_matrix([[0.8], [0.1, -0.3]]), abs=0.005)


@pytest.mark.parametrize(
    ("share", "people", "low", "high"),
    [
        pytest.param(0.0, 20, 0.0, 0.161, id="none of 20"),
        pytest.param(1.0, 20, 0.839, 1.0, id="all of 20"),
        pytest.param(0.1, 100, 0.055, 0.174, id="10 of 100"),
        pytest.param(0.5, 1, 0.055, 0.945, id="half a person"),
    ],
)
def test_wilsons_interval(share, people, low, high):
    interval = wilson(share, people)
    assert (round(interval.low, 3), round(interval.high, 3)) == (low, high)
    assert interval.low <= interval.value <= interval.high


def test_a_shops_people_count_alike_and_stand_for_one():
    people = shop()
    share = people.share(people.women)
    assert share == wilson(0.5, 4)
    assert people.missing([LegPoint.CALF, LegPoint.ANKLE]) == {"ankle_min_girth": NOT_MEASURED}
    assert people.years is None


def test_a_share_among_some():
    people = shop()
    calf = people.measures[LegPoint.CALF]
    share = people.share(calf >= 380_000, among=calf != MISSING)
    assert share is not None
    assert share.value == pytest.approx(2 / 3)
    assert share == wilson(share.value, 3)
    assert people.share(people.women, among=np.zeros(4, bool)) is None


def test_a_survey_is_less_sure_of_few_than_of_all():
    people = survey_population("ansur2")
    lean = people.of_build(18.5, 25)
    assert lean is not None
    whole, part = (p.share(p.measures[LegPoint.CALF] < np.median(p.measures[LegPoint.CALF])) for p in (people, lean))
    assert whole is not None
    assert part is not None
    assert 0.01 < whole.high - whole.low < part.high - part.low < 0.1


@pytest.mark.parametrize(
    ("low", "high", "calves"),
    [
        pytest.param(18.5, 25, [350_000], id="lean"),
        pytest.param(25, 40, [380_000], id="heavier"),
        pytest.param(60_000 / 1000 / 1.7**2, 25, [350_000], id="the low end belongs to it"),
        pytest.param(18.5, 60_000 / 1000 / 1.7**2, None, id="the high end does not"),
    ],
)
def test_people_of_a_build(low, high, calves):
    people = shop().of_build(low, high)
    assert (None if people is None else people.measures[LegPoint.CALF].tolist()) == calves


def test_no_build_without_height_and_weight():
    one = own_population("x", LegTable({LegPoint.CALF: np.array([1])}), np.array([True]), np.array([False]))
    assert one.bmi() is None
    assert one.of_build(0, 100) is None


def test_a_second_leg_stays_with_its_person():
    calf, other = np.array([350_000, 380_000]), np.array([MISSING, 390_000])
    legs = LegTable({LegPoint.CALF: calf}, {LegPoint.CALF: other}, np.array([False, True]))
    people = own_population("x", legs, np.array([True, False]), np.array([False, True]))
    second = people.only(people.men)
    assert second is not None
    assert second.legs.other[LegPoint.CALF].tolist() == [390_000]
    assert second.legs.pairs is not None
    assert second.legs.pairs.tolist() == [True]


def test_nobody_is_nobody():
    nobody = own_population("x", LegTable({}), np.zeros(0, bool), np.zeros(0, bool))
    assert len(nobody) == 0
    assert nobody.only(np.zeros(0, bool)) is None
    assert nobody.share(np.zeros(0, bool)) is None
