"""One leg before one chart where arrays left it open: where it stands, by the rules, without the reasons."""

from __future__ import annotations

from ..geometry.compiled_chart import CompiledChart
from ..geometry.kernel import BETWEEN, DISAGREE, FITS, IN_GAP, IN_TWO, NEEDS
from ..geometry.leg_on_chart import LegOnChart, leg_on_chart
from ..geometry.locate import Kind, Location, locate
from ..model.policy import Policy
from ..model.question import Question
from ..rules.size.match import most_central_box, position_in_band


def outline(chart: CompiledChart, question: Question, policy: Policy) -> tuple[int, int]:
    """The outcome's code and how far the leg sits off the middle, as the whole verdict has them.

    For a question about one leg and an even chart that does not say it is beyond it or in a gap.
    """
    ((side, readings),) = question.legs.sides
    leg = leg_on_chart(chart, side, readings, question, policy)
    location = locate(leg.projection, leg.values)
    if not location.has_size:
        return IN_GAP if leg.projection.of_build else DISAGREE, 0
    if leg.missing:
        return NEEDS, 0
    code = FITS if len(location.sizes) == 1 else BETWEEN if location.kind is Kind.BETWEEN_SIZES else IN_TWO
    return code, _off_center(leg, location)


def _off_center(leg: LegOnChart, location: Location) -> int:
    box = most_central_box(leg, location, location.first_size(leg.tie_break))
    positions = [position_in_band(i, v) for i, v in zip(box.intervals, leg.values, strict=True)]
    return round(max((abs(p - 0.5) for p in positions if p is not None), default=0.5) * 20)
