"""The notes N: what is worth saying beside the verdicts. A note never changes a verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from ...model.policy import Policy
from ...model.question import Experience, Goal, Symptom
from ...model.verdict import Advised, Fact, Note
from .conditions import Trigger
from .inputs import Inputs

POSITIVE: Final = frozenset({Advised.OPTIONAL, Advised.WORTH_WEARING})
Facts = tuple[tuple[str, Fact], ...]


class AdviceKey(Struct, frozen=True):
    """Everything that the advice for a runner depends on: none of it is a measure, so equal keys have one advice."""

    inputs: Inputs
    measured: bool = False
    level_stated: bool = False
    first_use: bool = False
    why: bool = False
    sleep: bool = False
    months_in_use: int | None = None


class NoteContext(Struct, frozen=True):
    """What the notes look at; the verdicts are None where there is no run that they could be about."""

    key: AdviceKey
    policy: Policy
    during: Advised | None = None
    after: Advised | None = None

    @property
    def inputs(self) -> Inputs:
        """The run and the runner."""
        return self.key.inputs


class NoteRow(Struct, frozen=True):
    """One note: its code, the condition under which it stands, the claims and sources behind it, grade and facts."""

    code: str
    when: Trigger[NoteContext]
    claims: tuple[str, ...]
    grade: str
    sources: tuple[str, ...]
    facts: Callable[[NoteContext], Facts] | None = None
    needs_run: bool = False
    """Whether it only makes sense beside a verdict."""
    part: str = ""
    """Which part this is of a note with several, each with a grade of its own."""

    def note(self, context: NoteContext) -> Note:
        """The note with its facts."""
        part: Facts = (("part", self.part),) if self.part else ()
        facts = self.facts(context) if self.facts else ()
        return Note(self.code, self.grade, self.sources, self.claims, part + facts)


When = Trigger[NoteContext]
always = When("Always.", lambda _: True)
asked_why = When("When asked why.", lambda c: c.key.why)
run_ahead = When("A run, not a rest day.", lambda c: c.during is not None and not c.inputs.resting)
heavy_legs = When("Heavy legs.", lambda c: Symptom.HEAVY_LEGS in c.inputs.symptoms)
cramps = When(
    "Cramp history, or the goal to avoid cramps.",
    lambda c: Symptom.CRAMPS in c.inputs.symptoms or Goal.CRAMPS in c.inputs.goals,
)
shin = When("Mild shin discomfort.", lambda c: Symptom.SHIN_MILD in c.inputs.symptoms)
hard_or_long = When("Hard or long session.", lambda c: c.inputs.hard or c.inputs.long)
both_positive = When("During and after are both optional or worth it.", lambda c: {c.during, c.after} <= POSITIVE)
unmeasured = When("No leg measurement given.", lambda c: not c.key.measured)
hot = When("Hot weather.", lambda c: c.inputs.hot)
untested = When("Not tested in training.", lambda c: not c.inputs.tested)
after_positive = When("After is optional or worth it.", lambda c: c.after in POSITIVE)
asked_sleep = When("When asked about sleep.", lambda c: c.key.sleep)
worn_for_months = When(
    "In regular use for longer than the check limit.",
    lambda c: c.key.months_in_use is not None and c.key.months_in_use > c.policy.whole("usage.check_months"),
)
first_use = When("First use: the garment is new to the runner.", lambda c: c.key.first_use)
injury_goal = When("The goal to prevent injury.", lambda c: Goal.INJURY_PREVENTION in c.inputs.goals)
level_stated = When("The runner stated a level of experience.", lambda c: c.key.level_stated)


def _from_to(policy: Policy, name: str, unit: str) -> Facts:
    low, high = policy.items(name)
    return ((f"from_{unit}", low), (f"to_{unit}", high))


def _emphasis(c: NoteContext) -> Facts:
    if c.inputs.goals == {Goal.SPEED}:
        return (("goal", "only_speed"),)
    return (("goal", "speed" if Goal.SPEED in c.inputs.goals else "other"),)


def _soreness(c: NoteContext) -> Facts:
    return _from_to(c.policy, "usage.soreness_hours", "hours")


def _surface(c: NoteContext) -> Facts:
    return (("surface", "trail" if c.inputs.trail and c.inputs.hard else "other"),)


def _heat(c: NoteContext) -> Facts:
    return (("degrees", c.policy.whole("usage.hot_celsius")),)


def _break_in(c: NoteContext) -> Facts:
    return (
        ("race", "race" if c.inputs.race else "other"),
        ("runs", c.policy.whole("usage.test_runs")),
        *_from_to(c.policy, "usage.test_minutes", "minutes"),
        *_from_to(c.policy, "usage.break_in_home_hours", "hours"),
        ("easy_minutes", c.policy.whole("usage.break_in_easy_minutes")),
    )


def _worn(i: Inputs) -> str:
    """After a run or a marathon today, on the rest day that follows one, or on a journey alone."""
    if i.resting:
        return "rest" if i.recent_hard else "travel"
    return "marathon" if i.marathon else "run"


def _wear(c: NoteContext) -> Facts:
    return (
        ("when", _worn(c.inputs)),
        ("minutes", c.policy.whole("usage.put_on_minutes")),
        *_from_to(c.policy, "usage.wear_hours", "hours"),
        ("marathon_hours", c.policy.items("usage.wear_marathon_hours")[1]),
        ("total_hours", c.policy.whole("usage.wear_marathon_total_hours")),
    )


def _replace(c: NoteContext) -> Facts:
    regular = c.policy.whole("usage.replace_months")
    occasional = c.policy.whole("usage.replace_occasional_months")
    return (("months_in_use", c.key.months_in_use or 0), ("months", regular), ("occasional_months", occasional))


def _shin(c: NoteContext) -> Facts:
    return (("weeks", c.policy.whole("usage.shin_weeks")),)


def _level(c: NoteContext) -> Facts:
    return (("level", "beginner" if c.inputs.experience is Experience.BEGINNER else "other"),)


def _row(
    code: str, when: Trigger[NoteContext], claims: str, grade: str, sources: str,
    facts: Callable[[NoteContext], Facts] | None = None, *, part: str = "", needs_run: bool = False,
) -> NoteRow:  # fmt: skip
    says = tuple(f"S{n}" for n in claims.split())
    reads = tuple(f"E{n}" for n in sources.split())
    return NoteRow(code, when, says, grade, reads, facts, needs_run, part)


NOTES: Final = (
    _row("N1", always, "5 23 24 31 32 62 68", "strong", "2 6 8 9 22 24 29 31", _emphasis),
    _row("N2", asked_why, "1 9 10 13 36", "moderate", "13 14 2 8", part="circulation"),
    _row("N2", asked_why, "14", "weak", "45 29 31 39", part="oxygen"),
    _row("N3", run_ahead, "2 15 40", "moderate", "37 8 9", part="movement", needs_run=True),
    _row("N3", run_ahead, "17", "weak", "37 38 15", part="energy", needs_run=True),
    _row("N4", heavy_legs, "16 33 41", "weak", "2 9 15 8 34 41"),
    _row("N5", cramps, "21", "none", "55"),
    _row("N6", shin, "49", "moderate", "44 15", _shin),
    _row("N7", hard_or_long, "34 35 43 44", "moderate", "3 4 18 20 27 32", _soreness, part="soreness", needs_run=True),
    _row("N7", hard_or_long, "29", "weak", "3 4 24 25 27 33", part="markers", needs_run=True),
    _row("N7", hard_or_long, "45", "weak", "5 10 28 35 36", part="return", needs_run=True),
    _row("N7", hard_or_long, "30 69", "none", "32", part="consistency", needs_run=True),
    _row("N8", both_positive, "38 46", "moderate", "2 8 9 16 30", _surface, needs_run=True),
    _row("N9", always, "65", "moderate", "18"),
    _row("N10", unmeasured, "52 57 58 59", "moderate", "50 51 22 23"),
    _row("N11", hot, "56", "weak", "8 42", _heat),
    _row("N12", untested, "61", "none", "", _break_in),
    _row("N13", after_positive, "28 43", "weak", "27 28 33 36", _wear, needs_run=True),
    _row("N14", asked_sleep, "", "weak", "46"),
    _row("N15", worn_for_months, "53", "moderate", "56", _replace),
    _row("N16", first_use, "53 54", "weak", "53"),
    _row("N17", injury_goal, "", "none", "15 57"),
    _row("N18", always, "6 8 18 47 74", "moderate", "35 38"),
    _row("N19", level_stated, "7 51", "weak", "43 11 5 57", _level),
)


def notes_for(context: NoteContext, *, with_run: bool) -> tuple[Note, ...]:
    """Every note whose trigger is true, in order; without a run, only those that need none."""
    return tuple([row.note(context) for row in NOTES if (with_run or not row.needs_run) and row.when.holds(context)])
