"""One leg before one chart where arrays left it open: where it stands, by the rules, without the reasons."""

from __future__ import annotations

from ..geometry.compiled_chart import CompiledChart
from ..geometry.kernel import BETWEEN, DISAGREE, FITS, IN_GAP, IN_TWO, NEEDS
from ..geometry.leg_on_chart import LegOnChart, leg_on_chart
from ..geometry.locate import Kind, Location
from ..model.policy import Policy
from ..model.question import Question
from ..rules.size.match import best_cell, position


def outline(chart: CompiledChart, question: Question, policy: Policy) -> tuple[int, int]:
    """The outcome's code and how far the leg sits off the middle, as the whole verdict has them.

    For a question about one leg and an even chart that does not say it is beyond it or in a gap.
    """
    ((side, leg),) = question.legs.sides
    asked = leg_on_chart(chart, side, leg, question, policy)
    found = asked.stand()
    if not found.has_size:
        return IN_GAP if asked.view.of_build else DISAGREE, 0
    if asked.missing:
        return NEEDS, 0
    code = FITS if len(found.sizes) == 1 else BETWEEN if found.kind is Kind.HOLE else IN_TWO
    return code, _centre(asked, found)


def _centre(asked: LegOnChart, found: Location) -> int:
    cell = best_cell(asked, found, found.first(asked.choice))
    places = [position(s, v) for s, v in zip(cell.spans, asked.values, strict=True)]
    return round(max((abs(p - 0.5) for p in places if p is not None), default=0.5) * 20)
