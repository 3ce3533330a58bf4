"""A girth guessed from height, weight and sex: a mean and the range that nine people of ten lie in."""

from __future__ import annotations

from msgspec import Struct

from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Leg, Sex

UM_PER_CM = 10_000
G_PER_KG = 1000
UM_PER_KM = 10**9


class Estimate(Struct, frozen=True):
    """A guessed girth in um: never good enough for a size, good enough to say which are likely."""

    point: LegPoint
    mean: int
    low: int
    high: int
    sd: int
    used: tuple[LegPoint, ...]
    """The points that the guess was made from."""


def estimate_girth(point: LegPoint, leg: Leg, sex: Sex | None, policy: Policy) -> Estimate | None:
    """Guess a girth of one leg; None where an input or the coefficients are missing. A known ankle helps."""
    if sex is None or point is not LegPoint.CALF or not {LegPoint.HEIGHT, LegPoint.WEIGHT} <= leg.keys():
        return None
    used = [LegPoint.HEIGHT, LegPoint.WEIGHT] + [LegPoint.ANKLE] * (LegPoint.ANKLE in leg)
    name = "size.estimate_calf_with_ankle" if LegPoint.ANKLE in leg else "size.estimate_calf"
    cm = _linear_cm(policy.items(name), leg, sex)
    sd = policy.number(f"{name}_sd")
    reach = policy.number("size.estimate_reach") * sd
    return Estimate(point, _um(cm), _um(cm - reach), _um(cm + reach), _um(sd), tuple(used))


def _linear_cm(coefficients: tuple[float, ...], leg: Leg, sex: Sex) -> float:
    """Add up a constant, so much per cm of height, per kg of weight, for a man, and per cm of a known ankle."""
    constant, per_cm_height, per_kg, for_man = coefficients[:4]
    um, g = leg[LegPoint.HEIGHT].value, leg[LegPoint.WEIGHT].value
    cm = constant + per_cm_height * um / UM_PER_CM + per_kg * g / G_PER_KG + (for_man if sex is Sex.MALE else 0)
    return cm + coefficients[4] * leg[LegPoint.ANKLE].value / UM_PER_CM if LegPoint.ANKLE in leg else cm


def _um(cm: float) -> int:
    return min(max(round(cm * UM_PER_CM), 0), UM_PER_KM)
