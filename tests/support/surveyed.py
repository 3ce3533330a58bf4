"""The rows of the two surveys as they lie beside a checkout, counted by brute force, for tests of what is drawn."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from catalog.model.chart import SizeChart
from catalog.model.leg import Dimension, LegPoint

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "reference"
NOT_HERE = f"the rows of the surveys do not lie beside this checkout: {FOLDER}"
FILES = {"nhanes": "nhanes-legs.csv", "ansur2": "ansur2-legs.csv"}
COLUMNS = {
    "nhanes": {
        LegPoint.CALF: "calf_circ_cm", LegPoint.MID_THIGH: "mid_thigh_circ_cm", LegPoint.HEIGHT: "stature_cm",
        LegPoint.WEIGHT: "weight_kg",
    },
    "ansur2": {
        LegPoint.ANKLE: "ankle_circ_cm", LegPoint.CALF: "calf_circ_cm", LegPoint.LOWER_THIGH: "lower_thigh_circ_cm",
        LegPoint.THIGH: "thigh_circ_cm", LegPoint.HIP: "hip_circ_cm", LegPoint.FOOT_LENGTH: "foot_length_cm",
        LegPoint.INSEAM: "crotch_height_cm", LegPoint.HEIGHT: "stature_cm", LegPoint.WEIGHT: "weight_kg",
    },
}  # fmt: skip
Measures = Mapping[LegPoint, NDArray[np.int64]]
Rows = NDArray[np.bool_]
Box = dict[LegPoint, tuple[int, int]]


class Crowd(Struct, frozen=True):
    """People with what each counts: the rows of a survey (-1 where a measure is missing), or those drawn."""

    measures: Measures
    weights: NDArray[np.float64]

    def share(self, rows: Rows, points: Sequence[LegPoint]) -> float:
        """The part of those who have all of some measures."""
        measured = np.all([self.measures[p] >= 0 for p in points], axis=0)
        return float(self.weights[rows & measured].sum() / self.weights[measured].sum())

    def only(self, rows: Rows) -> Crowd:
        return Crowd({p: v[rows] for p, v in self.measures.items()}, self.weights[rows])

    def lean(self) -> Crowd:
        """Who has a body mass index from 18.5 to under 25."""
        height, weight = self.measures[LegPoint.HEIGHT], self.measures[LegPoint.WEIGHT]
        bmi = np.where(np.minimum(height, weight) > 0, weight / 1000 / np.maximum(height, 1) ** 2 * 1e12, 0)
        return self.only((bmi >= 18.5) & (bmi < 25))


@cache
def counted(survey: str) -> tuple[Crowd, Rows]:
    """The rows of a survey, in store units, and who of them is a woman."""
    with (FOLDER / FILES[survey]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    measures = {
        point: np.array([_stored(point, row[column]) for row in rows], np.int64)
        for point, column in COLUMNS[survey].items()
    }
    weights = np.array([float(row.get("mec_weight_2yr", 1)) for row in rows])
    return Crowd(measures, weights), np.array([row["sex"] == "F" for row in rows])


def _stored(point: LegPoint, text: str) -> int:
    return round(float(text) * (1000 if point.dimension is Dimension.MASS else 10_000)) if text else -1


def inside(crowd: Crowd, box: Box) -> Rows:
    """Who lies in a box, both ends of every band in it."""
    bands = [(v >= low) & (v <= high) for p, (low, high) in box.items() for v in [crowd.measures[p]]]
    return np.all(bands, axis=0)


def on_chart(crowd: Crowd, chart: SizeChart) -> Rows:
    """Who lies in any box of a chart; a box with a figure that could not be read holds nobody."""
    rows = np.zeros(len(crowd.weights), bool)
    for _, box in chart.boxes():
        if len(box.bands) < len(chart.keys):
            continue
        within = np.ones(len(rows), bool)
        for band in box.bands:
            values = crowd.measures[band.point]
            if band.low is not None:
                within &= values >= band.low.at if band.low.closed else values > band.low.at
            if band.high is not None:
                within &= values <= band.high.at if band.high.closed else values < band.high.at
        rows |= within
    return rows


def random_boxes(crowd: Crowd, points: int, count: int, seed: int) -> Iterator[Box]:
    """Boxes of so many points around people by chance, as wide as bands of charts are, in whole millimetres."""
    chance = np.random.default_rng(seed)
    for _ in range(count):
        box = {}
        for at in chance.choice(len(crowd.measures), points, replace=False):
            point = list(crowd.measures)[at]
            values = crowd.measures[point][crowd.measures[point] >= 0]
            low, high = np.quantile(values, (0.05, 0.95))
            width = (high - low) * chance.uniform(0.15, 0.9)
            start = chance.choice(values) - chance.uniform(0, 1) * width
            step = 100 if point is LegPoint.WEIGHT else 1000
            box[point] = (int(start // step) * step, int((start + width) // step) * step)
        yield box
