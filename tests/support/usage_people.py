"""Situations as plain dictionaries, the questions they make, and every way to draw one."""

from building import product, verdict
from hypothesis import strategies as st

from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.quantities import Length
from catalog.model.question import (
    Experience,
    FitSign,
    Goal,
    Intensity,
    Legs,
    Question,
    Reading,
    RedFlag,
    Run,
    Runner,
    Side,
    Surface,
    Symptom,
)
from catalog.model.verdict import Outcome, SizeOutcome, SizeVerdict
from catalog.rules.usage.rule import advise, advise_product

POLICY = shipped_policy()
KM = 1_000_000_000
FITS = SizeVerdict(SizeOutcome.FITS, "M")
SPORT = verdict("medical", Outcome.PASS)
STATED = verdict("graduated", Outcome.PASS, label="stated")
UNKNOWN = verdict("graduated", Outcome.UNKNOWN, label="none")
CLAIMED = verdict("graduated", Outcome.UNKNOWN, label="claimed")
KNOWN = frozenset({
    "km", "minutes", "rest", "intensity", "surface", "level", "symptoms", "goals", "weekly_km", "runs", "since_hard",
    "to_hard", "struggles", "travel_hours", "race", "tested", "gradient", "celsius", "flags", "flags_unknown",
    "calf",
})  # fmt: skip


def question(**s):
    """The question of a situation; a word that is not known fails."""
    assert not set(s) - KNOWN, set(s) - KNOWN
    minutes, weekly, celsius = s.get("minutes"), s.get("weekly_km"), s.get("celsius")
    run = Run(
        distance=None if s.get("km") is None else Length(round(s["km"] * KM)),
        seconds=None if minutes is None else round(minutes * 60),
        intensity=Intensity(s["intensity"]) if s.get("intensity") else None,
        surface=Surface(s["surface"]) if s.get("surface") else None,
        race=s.get("race", False),
        rest_day=s.get("rest", False),
        temperature_tenths=None if celsius is None else round(celsius * 10),
    )
    runner = Runner(
        experience=Experience(s["level"]) if s.get("level") else None,
        weekly_distance=None if weekly is None else Length(round(weekly * KM)),
        runs_per_week=s.get("runs"),
        symptoms=frozenset(map(Symptom, s.get("symptoms", ()))),
        goals=frozenset(map(Goal, s.get("goals", ()))),
        hours_since_hard=s.get("since_hard"),
        hours_to_next_hard=s.get("to_hard"),
        struggles_to_recover=s.get("struggles", False),
        travel_hours=s.get("travel_hours"),
        tested_in_training=s.get("tested"),
        red_flags=frozenset(map(RedFlag, s.get("flags", ()))),
        red_flags_unknown=s.get("flags_unknown", False),
    )
    legs = Legs(((Side.BOTH, {LegPoint.CALF: Reading(365_000, (365_000,), "cm")}),)) if s.get("calf") else Legs()
    return Question(None, legs=legs, run=None if run == Run() else run, runner=runner)


def runner_advice(**s):
    """The runner's advice of a situation."""
    return advise(question(**s), POLICY)


def product_advice(size=FITS, medical=SPORT, graduated=STATED, signs=(), garment=None, **s):
    """The advice for a product in a situation; a graduated sport sock that fits, unless said otherwise."""
    asked = question(**s)
    which = product() if garment is None else garment
    return advise_product(
        advise(asked, POLICY), asked, which, size, medical, graduated, POLICY, frozenset(map(FitSign, signs))
    )


def plainly(advice):
    """An advice in the oracle's shape."""
    parts = {"advice": advice, "headline": advice.headline}
    parts |= {n: getattr(advice, n) for n in ("before", "during", "after")}
    conditions = {n: part.condition for n, part in parts.items() if part is not None and part.condition is not None}
    only_if = {n: (c.only_if, c.otherwise.value) for n, c in conditions.items()}
    if advice.ask:
        return {"ask": True, "only_if": only_if}
    phases = {n: getattr(advice, n) for n in ("before", "during", "after")}
    found = {n: (p.verdict.value, p.rules) for n, p in phases.items()}
    return found | {"headline": (advice.headline.verdict.value, advice.headline.phase), "only_if": only_if}


def _subset(words):
    return st.sets(st.sampled_from(sorted(words))).map(sorted)


def _near(*limits):
    """Values on, just under and just over the limits, and none at all."""
    return st.sampled_from(sorted({x for at in limits for x in (at, at - 0.1, at + 0.1, at / 2, at * 3)}))


SITUATIONS = st.fixed_dictionaries(
    {},
    optional={
        "km": _near(10, 15, 18, 42),
        "minutes": _near(60, 90),
        "rest": st.booleans(),
        "intensity": st.sampled_from([i.value for i in Intensity]),
        "surface": st.sampled_from([i.value for i in Surface]),
        "level": st.sampled_from([i.value for i in Experience]),
        "symptoms": _subset({i.value for i in Symptom}),
        "goals": _subset({i.value for i in Goal}),
        "weekly_km": _near(50),
        "runs": st.integers(0, 14),
        "since_hard": _near(48),
        "to_hard": _near(24),
        "struggles": st.booleans(),
        "travel_hours": _near(4),
        "race": st.booleans(),
        "tested": st.sampled_from([True, False, None]),
        "flags_unknown": st.booleans(),
        "celsius": _near(10, 25),
        "calf": st.booleans(),
    },
)
RUNS = SITUATIONS.filter(lambda s: s.get("rest") or "km" in s or "minutes" in s)
