"""The people that a chart is looked at with: measures as arrays, what each person counts, and how sure a share is.

A survey's people are not its rows: they are drawn from the joint distributions of `populations.toml`, always the same
ones, so that two charts are compared over the same legs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..model.leg import LegPoint
from ..model.share import Share as Share
from ..search.leg_table import MISSING, Bools, Columns, LegTable
from .wilson import Z95
from .wilson import wilson as wilson

Floats = NDArray[np.float64]

NOT_MEASURED: Final = "not_measured"
G_PER_KG, UM_PER_M = 1000, 1_000_000


class Population(Struct, frozen=True, eq=False):
    """People, a row each; never two surveys in one.

    A survey has a value for everybody at each of its points; a person of a shop's own file may lack some (`MISSING`).
    """

    id: str
    """`nhanes`, `ansur2`, or the name of a shop's own file."""
    legs: LegTable
    """Their measures in store units (um, g); people of a survey have one leg."""
    women: Bools
    men: Bools
    """Neither of both where the sex is not known."""
    weights: Floats
    """What each person counts; their sum is 1."""
    stands_for: Floats
    """How many people of a simple random sample each row speaks for; 1 in a shop's own file."""
    error: float = 0.0
    """Half of a 95 % interval at a share of a half, for the form of the distributions (see `populations.toml`)."""
    lacks: Mapping[LegPoint, str] = {}
    """Points that the survey measured in another way than we ask for, with a code that says how."""
    limits: tuple[str, ...] = ()
    """Codes of what has to be known before its shares are used."""
    years: tuple[int, int] | None = None
    source: str = ""

    def __len__(self) -> int:
        return len(self.weights)

    @property
    def measures(self) -> Columns:
        """By point: the measures of everybody, of the first leg where two were told apart."""
        return self.legs.one

    def missing(self, points: Iterable[LegPoint]) -> dict[LegPoint, str]:
        """Name those of some points that nobody here has, each with the code of the reason."""
        return {p: self.lacks.get(p, NOT_MEASURED) for p in points if p not in self.measures}

    def only(self, rows: Bools) -> Population | None:
        """Take some of the people, who then are the whole; None where that is nobody."""
        total = float(self.weights[rows].sum())
        if not total:
            return None
        return Population(
            self.id, _taken(self.legs, rows), self.women[rows], self.men[rows], self.weights[rows] / total,
            self.stands_for[rows], self.error, self.lacks, self.limits, self.years, self.source,
        )  # fmt: skip

    def bmi(self) -> Floats | None:
        """Body mass index in kg per square metre, NaN for whom it is not known; None where nobody has both measures."""
        height, weight = self.measures.get(LegPoint.HEIGHT), self.measures.get(LegPoint.WEIGHT)
        if height is None or weight is None:
            return None
        has_both = (height > 0) & (weight > 0)
        metres = np.where(has_both, height, UM_PER_M) / UM_PER_M
        return np.where(has_both, weight / G_PER_KG / metres**2, np.nan)

    def of_build(self, low: float, high: float) -> Population | None:
        """Take whom the body mass index puts from `low` to under `high`; None where that is nobody, or not known."""
        bmi = self.bmi()
        return None if bmi is None else self.only((bmi >= low) & (bmi < high))

    def share(self, rows: Bools, among: Bools | None = None) -> Share | None:
        """Say which part of the people (or of those `among` them) some are; None where there is nobody among them.

        The interval is Wilson's for as many people as the weights leave of those that were measured, made wider by
        what the drawn people may differ from them.
        """
        weights = self.weights if among is None else self.weights * among
        return self.share_of(float(weights[rows].sum()), float(weights.sum()), float((weights * self.noise).sum()))

    @property
    def noise(self) -> Floats:
        """What each person, times the weight, adds to the variance of a share."""
        noise: Floats = self.weights / self.stands_for
        return noise

    def share_of(self, part: float, total: float, noise: float) -> Share | None:
        """Say which part of a whole some weights are, by the sum of the whole's noise; None where there is no whole."""
        if not total:
            return None
        return wilson(part / total, 1 / (noise / total**2 + 4 * (self.error / Z95) ** 2))


def own_population(name: str, legs: LegTable, women: Bools, men: Bools) -> Population:
    """Take a shop's own people: each counts alike, and stands for one."""
    people = len(women)
    one = {point: values for point, values in legs.one.items() if _has_any(values) or _has_any(legs.other.get(point))}
    table = LegTable(one, legs.other, legs.pairs, people)
    return Population(name, table, women, men, np.full(people, 1 / max(people, 1)), np.ones(people))


def _has_any(values: NDArray[np.int64] | None) -> bool:
    return values is not None and bool((values != MISSING).any())


def _taken(legs: LegTable, rows: Bools) -> LegTable:
    """The legs of some people."""
    one, other = ({point: values[rows] for point, values in leg.items()} for leg in (legs.one, legs.other))
    return LegTable(one, other, None if legs.pairs is None else legs.pairs[rows], int(rows.sum()))
