"""The plan that goes with an advice: put on, how long, sleep, washing, replacing, donning, stop signs.

Every step is a reason: a code, the evidence grade and the policy's figures.
"""

from __future__ import annotations

from typing import Final

from ...model.policy import Policy
from ...model.quantities import Length, Pressure
from ...model.question import Question
from ...model.verdict import Advice, Advised, Fact, Reason, because
from .inputs import Inputs, normalise

POSITIVE: Final = frozenset({Advised.OPTIONAL, Advised.WORTH_WEARING})
CHECKLIST: Final = ("artery", "heart", "feeling", "clot", "skin", "swelling", "allergy")


def wear_plan_for(question: Question, advice: Advice, policy: Policy) -> tuple[Reason, ...]:
    """The steps that follow from an advice, in the order in which they are done.

    Empty where a clinician comes first, where the product is not advised, or where the run is not known.
    """
    if advice.after is None or (advice.headline is not None and advice.headline.phase == "all"):
        return ()
    inputs = normalise(question, policy)
    return (
        *(() if inputs.tested else break_in(policy)),
        *donning(),
        *_pressure(policy),
        *_weather(inputs, policy),
        *(_after(question, inputs, policy) if advice.after.verdict in POSITIVE else ()),
        *_travel(inputs, policy),
        *stop_signs(policy),
        *care(policy),
    )


def break_in(policy: Policy) -> tuple[Reason, ...]:
    """The steps of testing in training, and when it counts as tested."""
    low, high = policy.items("usage.test_minutes")
    runs = policy.whole("usage.test_runs")
    return (
        _step("break_in.home", "none", **_span(policy, "usage.break_in_home_hours")),
        _step("break_in.easy", "none", minutes=policy.whole("usage.break_in_easy_minutes")),
        _step("break_in.longer", "none", minutes=low),
        _step("break_in.long", "none"),
        _step("break_in.tested", "none", runs=runs, from_minutes=low, to_minutes=high),
    )


def donning() -> tuple[Reason, ...]:
    """How to put it on and take it off."""
    return tuple(_step(f"donning.{part}", "weak") for part in ("sock", "sleeve", "off"))


def stop_signs(policy: Policy) -> tuple[Reason, ...]:
    """The signs of a wrong size, and what to do then."""
    return (
        _step("signs.tight", "weak"),
        _step("signs.then", "none", minutes=policy.whole("usage.persisting_minutes")),
        _step("signs.loose", "weak"),
    )


def care(policy: Policy) -> tuple[Reason, ...]:
    """Washing, replacing and measuring again."""
    low, high = policy.items("usage.wash_celsius")
    return (
        _step("wash", "weak", from_degrees=low, to_degrees=high),
        _step(
            "replace", "moderate", check_months=policy.whole("usage.check_months"),
            replace_months=policy.whole("usage.replace_months"),
            occasional_months=policy.whole("usage.replace_occasional_months"),
            wears=policy.whole("usage.regular_wears"),
        ),
        _step(
            "remeasure", "weak", percent=policy.whole("usage.remeasure_percent"),
            girth=Length(policy.um("usage.remeasure_girth")),
        ),
    )  # fmt: skip


def health_checklist(*, firm: bool) -> tuple[Reason, ...]:
    """The health questions before firm compression: a heading, the points, what a yes means, when to stop.

    A door shows it open where the medical rule's band is firm, and folded for others. The wearer answers alone:
    no answer is read or stored.
    """
    title = because("usage.check.title", shown="open" if firm else "folded")
    return (title, *(because(f"usage.check.{part}") for part in (*CHECKLIST, "yes", "stop", "private")))


def _step(name: str, grade: str, **facts: Fact) -> Reason:
    return because(f"usage.plan.{name}", grade=grade, **facts)


def _span(policy: Policy, name: str) -> dict[str, Fact]:
    low, high = policy.items(name)
    return {"from_hours": low, "to_hours": high}


def _pressure(policy: Policy) -> tuple[Reason, ...]:
    low, high = policy.items("usage.pressure_mmhg")
    limits = low, high, policy.whole("usage.painful_above_mmhg"), policy.whole("usage.clinician_above_mmhg")
    names = ("from_pressure", "to_pressure", "painful", "clinician")
    facts = {name: Pressure(mmhg * 10) for name, mmhg in zip(names, limits, strict=True)}
    return (_step("pressure", "moderate", **facts),)


def _weather(inputs: Inputs, policy: Policy) -> tuple[Reason, ...]:
    if inputs.hot:
        return (_step("heat", "weak", degrees=policy.whole("usage.hot_celsius")),)
    return (_step("cold", "weak"),) if inputs.cold else ()


def _after(question: Question, inputs: Inputs, policy: Policy) -> tuple[Reason, ...]:
    """When to put it on, how long to wear it, sleep, and what to expect by when.

    A rest day has no run to put it on after; a journey without a hard effort has its own step.
    """
    if inputs.resting and not inputs.recent_hard:
        return ()
    put_on = _step("put_on", "weak", minutes=policy.whole("usage.put_on_minutes"))
    marathon = inputs.marathon and not inputs.resting
    soon = question.runner.hours_to_next_hard
    same_day = soon is not None and soon <= policy.number("usage.same_day_hours")
    between = _step("between", "weak", hours=policy.whole("usage.between_sessions_hours"))
    days = policy.whole("usage.swelling_days")
    return (
        *(() if inputs.resting else (put_on,)),
        _long_wear(policy) if marathon else _step("wear", "weak", **_span(policy, "usage.wear_hours")),
        *((between,) if same_day else ()),
        _step("sleep", "weak"),
        _step("expect", "moderate", **_span(policy, "usage.soreness_hours"), days=days),
    )


def _long_wear(policy: Policy) -> Reason:
    total = policy.whole("usage.wear_marathon_total_hours")
    return _step("wear_marathon", "moderate", **_span(policy, "usage.wear_marathon_hours"), total_hours=total)


def _travel(inputs: Inputs, policy: Policy) -> tuple[Reason, ...]:
    if not inputs.travel:
        return ()
    later = (_step("travel_after_race", "weak"),) if inputs.race or inputs.recent_hard else ()
    return (_step("travel", "weak", hours=policy.whole("usage.travel_hours")), *later)
