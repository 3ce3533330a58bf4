"""A girth guessed from height, weight and sex, against the published examples and against people."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from charts import asking

from catalog.geometry.girth_estimate import estimate_girth
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.question import Sex

POLICY = shipped_policy()


def estimate(point, **measures):
    """The guess for a leg of which this is known."""
    question = asking(**measures)
    sides = question.legs.sides
    return estimate_girth(point, sides[0][1] if sides else {}, question.sex, POLICY)


PEOPLE = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "ansur2-legs.csv"


@pytest.mark.parametrize(
    ("height", "weight", "sex", "expected"),
    [
        pytest.param("178", "72", Sex.MALE, (36.4, 33.7, 39.1), id="man 178 cm 72 kg"),
        pytest.param("178", "85", Sex.MALE, (39.0, 36.3, 41.7), id="man 178 cm 85 kg"),
        pytest.param("166", "58", Sex.FEMALE, (35.2, 32.5, 37.9), id="woman 166 cm 58 kg"),
    ],
)
def test_published_examples(height, weight, sex, expected):
    guess = estimate(LegPoint.CALF, height=height, weight=weight, sex=sex)
    assert tuple(round(v / 10_000, 1) for v in (guess.mean, guess.low, guess.high)) == expected


@pytest.mark.parametrize(
    ("point", "measures"),
    [
        pytest.param(LegPoint.CALF, {"height": "178", "weight": "72"}, id="no sex"),
        pytest.param(LegPoint.CALF, {"height": "178", "sex": Sex.MALE}, id="no weight"),
        pytest.param(LegPoint.CALF, {"sex": Sex.MALE}, id="nothing"),
        pytest.param(LegPoint.ANKLE, {"height": "178", "weight": "72", "sex": Sex.MALE}, id="no coefficients"),
    ],
)
def test_no_guess_without_all_it_needs(point, measures):
    assert estimate(point, **measures) is None


def test_a_known_ankle_makes_the_guess_better():
    measures = {"height": "178", "weight": "72", "sex": Sex.MALE}
    plain = estimate(LegPoint.CALF, **measures)
    better = estimate(LegPoint.CALF, **measures, ankle="22")
    assert better.sd < plain.sd
    assert better.used == (LegPoint.HEIGHT, LegPoint.WEIGHT, LegPoint.ANKLE)


@pytest.mark.parametrize("with_ankle", [pytest.param(False, id="without ankle"), pytest.param(True, id="with ankle")])
def test_nine_of_ten_people_lie_in_the_range(with_ankle):
    if not PEOPLE.exists():
        pytest.skip("the measured people are not beside this checkout")
    inside = total = 0
    for row in csv.DictReader(io.StringIO(PEOPLE.read_text("utf-8"))):
        measures = {"height": row["stature_cm"], "weight": row["weight_kg"]}
        measures |= {"ankle": row["ankle_circ_cm"]} if with_ankle else {}
        sex = Sex.MALE if row["sex"] == "M" else Sex.FEMALE
        guess = estimate(LegPoint.CALF, **measures, sex=sex)
        inside += guess.low <= float(row["calf_circ_cm"]) * 10_000 <= guess.high
        total += 1
    assert inside / total == pytest.approx(0.9, abs=0.015)
