"""A girth guessed from height, weight and sex: a mean and the range that nine people of ten lie in."""

from __future__ import annotations

from collections.abc import Mapping
from math import erf, sqrt

from msgspec import Struct

from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Leg, Question, Sex

UM_PER_CM = 10_000
UM_PER_KM = 10**9


class Estimate(Struct, frozen=True):
    """A guessed girth in micrometres: never good enough for a size, good enough to say which are likely."""

    point: LegPoint
    mean: int
    low: int
    high: int
    sd: int
    used: tuple[LegPoint, ...]

    def chance(self, low: float, high: float) -> float:
        """The probability that the girth lies between two limits."""
        spread = self.sd * sqrt(2)
        return (erf((high - self.mean) / spread) - erf((low - self.mean) / spread)) / 2


def estimate_girth(point: LegPoint, question: Question, policy: Policy) -> Estimate | None:
    """The guess for a girth of the first leg told; None where the inputs or the coefficients are missing."""
    legs = question.legs.sides
    return estimate_for(point, legs[0][1], question.sex, policy) if legs else None


def estimate_for(point: LegPoint, leg: Leg, sex: Sex | None, policy: Policy) -> Estimate | None:
    """The guess for a girth of one leg, with the ankle where it is known (it makes the guess better)."""
    if sex is None or point is not LegPoint.CALF or not {LegPoint.HEIGHT, LegPoint.WEIGHT} <= leg.keys():
        return None
    used = [LegPoint.HEIGHT, LegPoint.WEIGHT] + [LegPoint.ANKLE] * (LegPoint.ANKLE in leg)
    name = "size.estimate_calf_with_ankle" if LegPoint.ANKLE in leg else "size.estimate_calf"
    cm = _linear(policy.items(name), {p: leg[p].value for p in used}, sex)
    sd = policy.number(f"{name}_sd")
    reach = policy.number("size.estimate_reach") * sd
    return Estimate(point, _um(cm), _um(cm - reach), _um(cm + reach), _um(sd), tuple(used))


def _linear(terms: tuple[float, ...], leg: Mapping[LegPoint, int], sex: Sex) -> float:
    """Constant, per cm of height, per kg of weight, for a man, and per cm of ankle where it is used."""
    constant, height, weight, male = terms[:4]
    cm = constant + height * leg[LegPoint.HEIGHT] / UM_PER_CM + weight * leg[LegPoint.WEIGHT] / 1000
    cm += male if sex is Sex.MALE else 0
    return cm + terms[4] * leg[LegPoint.ANKLE] / UM_PER_CM if LegPoint.ANKLE in leg else cm


def _um(cm: float) -> int:
    return min(max(round(cm * UM_PER_CM), 0), UM_PER_KM)
