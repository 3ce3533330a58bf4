"""Gates that say the same of many products are one object; those that only look the same are not."""

from __future__ import annotations

from building import facts, gates, product
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from catalog.app import judging
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.verdict import Fact, Gates, Reason
from catalog.store.verdict_rows import gate_rows

POLICY = shipped_policy()
LOOKING_ALIKE: tuple[Fact, ...] = (
    1, True, 1.0, 0.0, -0.0, (1,), (True,), ((1,),), LegPoint.HEIGHT, LegPoint.HEIGHT.value, (LegPoint.HEIGHT.value,),
)  # fmt: skip


def saying(fact: Fact) -> Gates:
    """Gates with a reason that rests on a fact."""
    made: Gates = gates()
    return replace(made, graduated=replace(made.graduated, reasons=(Reason("graduated.claimed", (("n", fact),)),)))


def judged(every: list[Fact]) -> list[Gates]:
    """What is made of gates, each with one of these facts."""
    names = [f"p-{number}" for number in range(len(every))]
    coming = iter(map(saying, every))
    real = judging.gates_of
    judging.gates_of = lambda *_: next(coming)  # type: ignore[assignment]
    try:
        of_each = judging.judge(map(product, names), POLICY, {})
    finally:
        judging.gates_of = real
    return [of_each[name] for name in names]


def test_gates_that_say_the_same_are_one_object() -> None:
    first, other, again = judged(["run", "walk", "run"])
    assert first is again
    assert first is not other


def test_facts_that_are_equal_but_of_another_kind_stay_as_they_are() -> None:
    facts_of_all = [of_one.graduated.reasons[0].fact("n") for of_one in judged(list(LOOKING_ALIKE))]
    assert list(map(repr, facts_of_all)) == list(map(repr, LOOKING_ALIKE))


@given(st.lists(facts(), max_size=6))
def test_what_is_stored_of_gates_is_what_was_judged(every: list[Fact]) -> None:
    assert list(map(gate_rows, judged(every))) == list(map(gate_rows, map(saying, every)))
