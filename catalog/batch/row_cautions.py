"""What has to be seen beside a size, as codes: what a search says with it, but for what tells a distance to an edge."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.cautions import cautions_beside, why_unsure
from ..model.policy import Policy
from ..model.product import Product
from ..model.verdict import SizeVerdict, because
from ..search.many_legs import SizeAnswer

PREFIX = "caution."
ONE_LEG = "caution.one_leg"


class RowCautions:
    """The cautions of some products, by number, on one day."""

    def __init__(self, products: Sequence[Product], today: str, policy: Policy) -> None:
        """`today` ages charts, as in a search."""
        self._products, self._today, self._years = products, today, policy.whole("size.chart_old_years")
        self._codes: dict[tuple[int, int, bool], tuple[str, ...]] = {}
        """By product, number of the answer of its chart, and whether one leg alone was measured."""

    def of(self, product: int, number: int, answer: SizeAnswer, *, one_leg: bool) -> tuple[str, ...]:
        """The codes of what has to be seen with an answer, in the order of a search; none where there is no size."""
        key = product, number, one_leg
        codes = self._codes.get(key)
        if codes is None:
            codes = self._codes[key] = self._worked_out(product, answer, one_leg=one_leg)
        return codes

    def is_unsure(self, product: int) -> bool:
        """Whether a chart of a product is in doubt, by its source or its age."""
        charts = self._products[product].charts_in_force
        return any(why_unsure(chart, self._today, self._years) for chart in charts)

    def _worked_out(self, product: int, answer: SizeAnswer, *, one_leg: bool) -> tuple[str, ...]:
        if not answer.outcome.is_match:
            return ()
        of_legs = (*answer.cautions, ONE_LEG) if one_leg else answer.cautions
        size = SizeVerdict(answer.outcome, answer.size, answer.also, cautions=tuple(map(because, of_legs)))
        chosen = self._products[product].answered_by(answer.chart)
        cautions = cautions_beside(chosen, size, self._today, self._years)
        return tuple(dict.fromkeys(caution.code.removeprefix(PREFIX) for caution in cautions))
