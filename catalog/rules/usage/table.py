"""The table of usage rules: base verdicts B, upgrades U, caps K and the race-day rules X1 and X2, as rows.

The rows stand in their order of evaluation.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ...model.verdict import Advised, Condition, Reason, because
from . import conditions as when
from .inputs import Inputs

BEFORE, DURING, AFTER = "before", "during", "after"
PHASES: Final = (BEFORE, DURING, AFTER)
LITTLE, OPTIONAL, WORTH = Advised.LITTLE_VALUE, Advised.OPTIONAL, Advised.WORTH_WEARING
LEVEL: Final = {LITTLE: 0, OPTIONAL: 1, WORTH: 2}
UP: Final = {LITTLE: OPTIONAL, OPTIONAL: WORTH, WORTH: WORTH}
"""One step up from a verdict."""


class Effect(Struct, frozen=True):
    """What a row does: `gives`, `at_least`, `at_most` or `keeps` a verdict, or raises the base by one `step`."""

    kind: str
    to: Advised = OPTIONAL

    def apply(self, now: Advised, base: Advised) -> Advised:
        """The verdict after this row. Steps go up from the base verdict, so that several do not add up.

        A short easy or steady run has the base little_value: a step stops at optional there.
        """
        if self.kind == "keeps":
            return now
        if self.kind == "gives":
            return self.to
        to = UP[base] if self.kind == "step" else self.to
        below = LEVEL[now] < LEVEL[to]
        return now if below == (self.kind == "at_most") else to


class Cause(Struct, frozen=True):
    """One of several things that make a row fire, each with the evidence grade of its own advice."""

    name: str
    when: when.When
    grade: str


class Row(Struct, frozen=True):
    """One rule: its phase, when it fires, what it does, the claims behind it and the evidence grade."""

    id: str
    phase: str
    when: when.When
    effect: Effect
    claims: tuple[str, ...]
    grade: str
    resting: bool = False
    """Whether the row also acts on a rest day."""
    causes: tuple[Cause, ...] = ()
    """Where several things can make the row fire: each of them, with a reason of its own."""
    condition: Condition | None = None
    """What the row puts on the verdict of its phase."""


def _claims(numbers: str) -> tuple[str, ...]:
    return tuple(f"S{n}" for n in numbers.split())


def _gives(to: Advised) -> Effect:
    return Effect("gives", to)


STEP: Final = Effect("step")
AT_LEAST_OPTIONAL: Final = Effect("at_least", OPTIONAL)
AT_LEAST_WORTH: Final = Effect("at_least", WORTH)
AT_MOST_OPTIONAL: Final = Effect("at_most", OPTIONAL)
AT_MOST_LITTLE: Final = Effect("at_most", LITTLE)
NOT_ADVISED: Final = _gives(Advised.NOT_ADVISED)
KEEPS: Final = Effect("keeps")
IF_TESTED: Final = Condition("tested_in_training", Advised.NOT_ADVISED)
RACE_DAY: Final = ("X1", "X2")
"""The race-day rules come last, after the cap of the product (P7)."""

LEGS: Final = (
    Cause("swelling", when.swollen, "weak"),
    Cause("calf_tightness", when.calf_tight, "weak"),
    Cause("heavy_legs", when.heavy_legs, "weak"),
)
RECOVERY: Final = (
    Cause("swelling", when.swollen, "moderate"),
    Cause("soreness", when.sore, "moderate"),
    Cause("race", when.race, "moderate"),
    *LEGS[1:],
    Cause("high_volume", when.high_volume, "weak"),
    Cause("limited_recovery", when.limited_recovery, "weak"),
    Cause("goal", when.recovery_goal, "weak"),
)
ROWS: Final = (
    Row("B0", BEFORE, when.always, _gives(LITTLE), _claims("59 61 73"), "none", resting=True),
    Row("U9", BEFORE, when.travel, AT_LEAST_OPTIONAL, _claims("13"), "weak", resting=True),
    Row("B1", DURING, when.quiet, _gives(LITTLE), _claims("37 51 63 67"), "weak"),
    Row("B2", DURING, when.short_hard, _gives(OPTIONAL), _claims("4 73"), "weak"),
    Row("B3", DURING, when.medium, _gives(OPTIONAL), _claims("18 73"), "weak"),
    Row("B4", DURING, when.long, _gives(WORTH), _claims("4 6 11 15 25 40 42 66 71"), "weak"),
    Row("B10", DURING, when.rest_day, _gives(LITTLE), _claims("39"), "none", resting=True),
    Row("U1", DURING, when.calf_heavy_swollen, STEP, _claims("16 20 27 36 41 49 70"), "weak", causes=LEGS),
    Row("U2", DURING, when.shin, AT_LEAST_OPTIONAL, _claims("49"), "none"),
    Row("U3", DURING, when.cramps_not_quiet, AT_LEAST_OPTIONAL, _claims("21"), "none"),
    Row("U4", DURING, when.recovery_run, AT_LEAST_OPTIONAL, _claims("28"), "weak"),
    Row("K1", DURING, when.beginner, AT_MOST_OPTIONAL, _claims("51"), "weak"),
    Row("K2", DURING, when.only_speed, AT_MOST_LITTLE, _claims("5 23 31 32 62"), "strong"),
    Row("K3", DURING, when.only_unproven_during, AT_MOST_OPTIONAL, _claims("21 62"), "none"),
    Row("X1", DURING, when.untested_race, NOT_ADVISED, _claims("42 61"), "none", resting=True),
    Row("X2", DURING, when.race_testing_unstated, KEEPS, _claims("42 61"), "none", resting=True, condition=IF_TESTED),
    Row("B5", AFTER, when.quiet, _gives(LITTLE), _claims("37 63 67"), "weak"),
    Row("B6", AFTER, when.short_hard, _gives(OPTIONAL), _claims("4 34"), "weak"),
    Row("B7", AFTER, when.medium_not_hard, _gives(OPTIONAL), _claims("73"), "weak"),
    Row("B8", AFTER, when.medium_hard, _gives(WORTH), _claims("3 34 35 43 44"), "moderate"),
    Row("B9", AFTER, when.long, _gives(WORTH), _claims("3 11 28 34 35 43 44 66"), "moderate"),
    Row("B11", AFTER, when.rest_day, _gives(LITTLE), _claims("39"), "none", resting=True),
    Row("U5", AFTER, when.reason_to_recover, STEP, _claims("22 26 27 28 48 50 70 71 72"), "weak", causes=RECOVERY),
    Row("U6", AFTER, when.volume_without_recovery, AT_LEAST_WORTH, _claims("26 45 69"), "weak"),
    Row("K4", AFTER, when.beginner_moderate, AT_MOST_OPTIONAL, _claims("51"), "weak"),
    Row("K5", AFTER, when.only_unproven_after, AT_MOST_OPTIONAL, _claims("21"), "none"),
    Row("U7", AFTER, when.recent_hard, AT_LEAST_WORTH, _claims("28 43 44 46"), "moderate", resting=True),
    Row("U8", AFTER, when.travel_after_load, AT_LEAST_WORTH, _claims("13 27"), "moderate", resting=True),
    Row("U8", AFTER, when.travel_only, AT_LEAST_OPTIONAL, _claims("13 27"), "moderate", resting=True),
)  # fmt: skip


BY_PHASE: Final = {
    resting: {phase: tuple(r for r in ROWS if r.phase == phase and (r.resting or not resting)) for phase in PHASES}
    for resting in (False, True)
}


def rows_of(phase: str, *, resting: bool) -> tuple[Row, ...]:
    """The rows of a phase that act on a run, or on a rest day, in order of evaluation."""
    return BY_PHASE[resting][phase]


def _possible_reasons(row: Row, *, moved: bool) -> tuple[Reason, ...]:
    """The reasons of a row, one for each of its causes; `moved` is whether the row changed the verdict."""
    code, phase = f"usage.{row.id}", row.phase
    if not row.causes:
        return (because(code, phase=phase, grade=row.grade, moved=moved),)
    return tuple(because(code, phase=phase, grade=c.grade, moved=moved, cause=c.name) for c in row.causes)


# A reason is made once for all advice: making one takes longer than a whole row does.
_REASONS: Final = {(id(row), moved): _possible_reasons(row, moved=moved) for row in ROWS for moved in (False, True)}


def reasons_of(row: Row, inputs: Inputs, *, moved: bool) -> tuple[Reason, ...]:
    """The reason of a row that fired, or one for each of its causes that holds."""
    reasons = _REASONS[id(row), moved]
    if not row.causes:
        return reasons
    return tuple([reason for cause, reason in zip(row.causes, reasons, strict=True) if cause.when.holds(inputs)])
