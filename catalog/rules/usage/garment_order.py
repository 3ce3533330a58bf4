"""Which kind of garment suits a use best: the G rows, first match wins. It never changes a verdict."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from msgspec import Struct

from ...model.product import Garment
from ...model.question import Symptom
from ...model.verdict import Advice, Reason, because
from .conditions import When
from .inputs import Inputs

SOCK, SLEEVE, TIGHTS = Garment.SOCK.value, Garment.CALF_SLEEVE.value, Garment.TIGHTS.value
ANY, DURING, AFTER = "", "during", "after"
Order = tuple[tuple[str, ...], ...]
LOWER_LEG: Final = frozenset({Symptom.CALF_TIGHTNESS, Symptom.CRAMPS, Symptom.SHIN_MILD})
CALF: Final = frozenset({Symptom.CALF_TIGHTNESS, Symptom.CRAMPS})
WHOLE_LEG: Final = frozenset({Garment.TIGHTS, Garment.FULL_LEG_SLEEVE, Garment.THIGH_HIGH, Garment.PANTYHOSE})
THIGH_ONLY: Final = frozenset({Garment.SHORTS, Garment.THIGH_SLEEVE})


class OrderRow(Struct, frozen=True, dict=True):
    """One preference: the phase, when it holds, the order, the claims behind it, the grade."""

    id: str
    phase: str
    when: When
    order: Order
    claims: tuple[str, ...]
    grade: str
    sources: tuple[str, ...] = ()

    @cached_property
    def reason(self) -> Reason:
        """That this row set the order, and its grade."""
        return because(f"usage.{self.id}", grade=self.grade)


travel_or_swelling = When("Travel or swelling, any phase.", lambda i: i.travel or Symptom.SWELLING in i.symptoms)
after_whole_leg = When(
    "After: soreness, or a marathon or ultra.",
    lambda i: Symptom.SORENESS in i.symptoms or (i.marathon and not i.resting),
)
after_lower_leg = When(
    "After: the calf or lower leg, or nothing that speaks for the whole leg.",
    lambda i: bool(i.symptoms & LOWER_LEG) or not after_whole_leg.holds(i),
)
during_calf = When("During: a calf symptom.", lambda i: bool(i.symptoms & CALF))
during_hot = When("During: hot weather.", lambda i: i.hot)
during_thigh = When(
    "During: a long hard trail run, soreness, or cold weather.",
    lambda i: (i.trail and i.long and i.hard) or i.cold or Symptom.SORENESS in i.symptoms,
)
during_otherwise = When("During, otherwise.", lambda _: True)
SOCK_FIRST: Final = ((SOCK,), (TIGHTS,), (SLEEVE,))
SLEEVE_FIRST: Final = ((SLEEVE,), (SOCK,), (TIGHTS,))
TIGHTS_FIRST: Final = ((TIGHTS,), (SOCK,), (SLEEVE,))
ORDERS: Final = (
    OrderRow("G1", ANY, travel_or_swelling, SOCK_FIRST, ("S22", "S13"), "weak", ("E54",)),
    OrderRow("G2", AFTER, after_lower_leg, SOCK_FIRST, ("S28", "S43"), "weak", ("E27", "E28")),
    OrderRow("G3", AFTER, after_whole_leg, TIGHTS_FIRST, ("S43", "S45"), "weak", ("E27", "E36", "E46")),
    OrderRow("G4", DURING, during_calf, SLEEVE_FIRST, ("S19", "S20"), "weak"),
    OrderRow("G5", DURING, during_hot, SLEEVE_FIRST, ("S56",), "weak", ("E8",)),
    OrderRow("G6", DURING, during_thigh, TIGHTS_FIRST, ("S15", "S25"), "weak", ("E37", "E42")),
    OrderRow("G7", DURING, during_otherwise, ((SOCK, SLEEVE), (TIGHTS,)), ("S19", "S7"), "weak", ("E57", "E7")),
)


def order_for(inputs: Inputs, headline_phase: str) -> OrderRow:
    """The first row that holds for the phase the headline names; `both` names after first."""
    phases = (ANY, DURING if headline_phase == DURING else AFTER)
    return next(row for row in ORDERS if row.phase in phases and row.when.holds(inputs))


def garment_rank(advice: Advice, garment: Garment) -> int:
    """How well a kind of garment suits the use: 0 is best; all are equal where the order is not known.

    Whole-leg kinds rank as tights. Shorts and thigh sleeves leave the calf out: they rank as tights only
    where tights come first, and last otherwise.
    """
    order = advice.garment_order
    kind = garment.value
    if garment in WHOLE_LEG or (garment in THIGH_ONLY and order and order[0] == (TIGHTS,)):
        kind = TIGHTS
    return next((n for n, group in enumerate(order) if kind in group), len(order))
