"""Every combination of the inputs of the rule table, all 14 155 776 of them, in one sweep.

Running the product's code that often takes many minutes, so the sweep is done on sets: a set of combinations is
one long whole number with a bit for each. What is swept are the product's own rows. The truth table of a row's
condition is made by calling it, with a guard that notices every input it reads, so that the table is complete;
the table is then spread over all combinations. The order of evaluation is repeated here with `and` and `or` on sets, and
a sample of single combinations is compared with the verdict that the product's code gives.
"""

import random
from functools import partial
from itertools import combinations, product

import pytest
from msgspec.structs import fields

from catalog.model.question import Experience, Goal, Intensity, Symptom
from catalog.model.verdict import Advised
from catalog.rules.usage.inputs import Inputs, Load
from catalog.rules.usage.rule import judge
from catalog.rules.usage.table import PHASES, ROWS, rows_of


def subsets(kind):
    return [frozenset(c) for n in range(len(kind) + 1) for c in combinations(sorted(kind), n)]


AXES = {
    "load": [Load.NONE, Load.SHORT, Load.MEDIUM, Load.LONG],
    "intensity": list(Intensity),
    "experience": list(Experience),
    "symptoms": subsets(Symptom),
    "high_volume": [False, True],
    "limited_recovery": [False, True],
    "recent_hard": [False, True],
    "race": [False, True],
    "tested": [None, False, True],
    "travel": [False, True],
    "goals": subsets(Goal),
    "gradient_unknown": [False, True],
}
SIZE = 14_155_776
ALL = (1 << SIZE) - 1


def strides():
    found, stride = {}, 1
    for name, values in reversed(AXES.items()):
        found[name] = stride
        stride *= len(values)
    assert stride == SIZE
    return found


STRIDES = strides()


def spread(name, place):
    """The combinations in which an axis has its value of that place."""
    stride, period = STRIDES[name], STRIDES[name] * len(AXES[name])
    bits, width = ((1 << stride) - 1) << (place * stride), period
    while width < SIZE:
        bits |= bits << width
        width *= 2
    return bits & ALL


VALUES = {name: [spread(name, n) for n in range(len(values))] for name, values in AXES.items()}


class Unread(Exception):
    """A condition read an input that its truth table does not have yet."""


FIELDS = {f.name for f in fields(Inputs)}


class Guarded:
    """Inputs that tell on a condition which reads more than it may."""

    def __init__(self, given):
        self.__dict__.update(given)

    def __getattr__(self, name):
        if name in FIELDS:
            raise Unread(name)
        return Inputs.__dict__[name].__get__(self, Inputs)


def truth_table(condition):
    """The inputs that a condition reads, and its answer for each of their combinations, in order of the axes."""
    reads = []
    while True:
        try:
            return reads, [
                bool(condition(Guarded(dict(zip(reads, values, strict=True)))))
                for values in product(*(AXES[name] for name in reads))
            ]
        except Unread as more:
            reads = sorted([*reads, str(more)], key=list(AXES).index)


def combinations_of(condition):
    """The set of combinations in which a condition holds."""
    reads, table = truth_table(condition)
    known = {}

    def over(names, part):
        if len(set(part)) == 1:
            return ALL if part[0] else 0
        if (key := (len(names), part)) not in known:
            step = len(part) // len(AXES[names[0]])
            parts = [over(names[1:], part[n * step : (n + 1) * step]) for n in range(len(AXES[names[0]]))]
            found = 0
            for bits, inner in zip(VALUES[names[0]], parts, strict=True):
                found |= bits & inner
            known[key] = found
        return known[key]

    return over(tuple(reads), tuple(table))


def fires(row, inputs):
    return row in rows_of(row.phase, resting=inputs.resting) and row.when.holds(inputs)


@pytest.fixture(scope="module")
def fired():
    return [(row, combinations_of(partial(fires, row))) for row in ROWS]


QUIET = combinations_of(lambda i: i.quiet)
GRADIENT = VALUES["gradient_unknown"][1]


def evaluated(phase, fired):
    """Three sets: at least optional, worth it, not advised; and the set in which a base verdict was given."""
    rows = [(row, where) for row, where in fired if row.phase == phase]
    base = [(row, where) for row, where in rows if row.id.startswith("B")]
    optional = worth = given = blocked = 0
    for row, where in base:
        assert given & where == 0, f"{row.id} overlaps another base row"
        given |= where
        optional |= where if row.effect.to is not Advised.LITTLE_VALUE else 0
        worth |= where if row.effect.to is Advised.WORTH_WEARING else 0
    stepped = (ALL, optional & ~QUIET)
    for row, where in rows[len(base) :]:
        to, kind = row.effect.to, row.effect.kind
        if kind == "step":
            optional, worth = optional | where & stepped[0], worth | where & stepped[1]
        elif kind == "at_least":
            optional |= where
            worth |= where if to is Advised.WORTH_WEARING else 0
        elif kind == "at_most":
            worth &= ~where
            optional &= ALL if to is Advised.OPTIONAL else ~where
        elif kind == "keeps":
            assert row.id == "X2"
        else:
            assert (row.id, to) == ("X1", Advised.NOT_ADVISED)
            blocked |= where
    return optional, worth & ~GRADIENT, blocked, given


@pytest.fixture(scope="module")
def sets(fired):
    return {phase: evaluated(phase, fired) for phase in PHASES}


def test_there_are_as_many_combinations_as_the_table_was_checked_on():
    """9,437,184 with a test that was made or not, and half as many again where nobody said."""
    assert SIZE == 4 * 3 * 3 * 64 * 64 * 32 * 2 * 3 // 2


def test_every_combination_has_exactly_one_verdict_in_every_phase(sets):
    for optional, worth, _, given in sets.values():
        assert given == ALL
        assert worth & ~optional == 0


def test_every_rule_fires_at_least_once_and_none_always_but_the_first(fired):
    assert [row.id for row, where in fired if where == 0] == []
    assert [row.id for row, where in fired if where == ALL] == ["B0"]


def without_effect(fired, sets):
    for row in (r for r in ROWS if not r.id.startswith("B")):
        others = [(r, 0 if r is row else where) for r, where in fired]
        if evaluated(row.phase, others) == sets[row.phase]:
            yield row.id


def test_every_upgrade_and_cap_changes_a_verdict_somewhere(fired, sets):
    """But U3, where the base is optional already, and U6, where U5 steps as high; X2 puts a condition on a verdict.

    All are listed and said.
    """
    assert list(without_effect(fired, sets)) == ["U3", "X2", "U6"]


def axis(name, value):
    return VALUES[name][AXES[name].index(value)]


def any_of(name, chosen):
    found = 0
    for value, bits in zip(AXES[name], VALUES[name], strict=True):
        found |= bits if chosen(value) else 0
    return found


def test_the_invariants_hold_in_every_combination(fired, sets):
    during, after, before = sets["during"], sets["after"], sets["before"]
    worth_during, blocked = during[1] & ~during[2], during[2]
    long, beginner = axis("load", Load.LONG), axis("experience", Experience.BEGINNER)
    race_untested = VALUES["race"][1] & axis("tested", value=False)
    race_not_said = VALUES["race"][1] & axis("tested", value=None)
    speed = axis("goals", frozenset({Goal.SPEED}))
    unproven = any_of("goals", lambda g: bool(g) and g <= {Goal.CRAMPS, Goal.INJURY_PREVENTION})
    lifted = 0
    for row, where in fired:
        lifted |= where if row.id in {"U7", "U8"} else 0
    assert QUIET & worth_during == 0
    assert QUIET & after[1] & ~lifted == 0
    assert race_untested & ~blocked == 0
    assert blocked & ~race_untested == 0
    assert next(where for row, where in fired if row.id == "X2") == race_not_said
    assert (before[2], after[2]) == (0, 0)
    assert speed & during[0] & ~blocked == 0
    assert beginner & worth_during == 0
    assert long & ~beginner & axis("goals", frozenset()) & ~GRADIENT & ~race_untested & ~worth_during == 0
    assert long & ~unproven & ~GRADIENT & ~after[1] == 0
    assert before[1] == 0
    shin = any_of("symptoms", lambda s: Symptom.SHIN_MILD in s)
    assert during[0] & ~blocked & ~after[0] & ~(QUIET & shin) == 0
    assert worth_during & ~after[1] == 0


def shifted(bits, name, place_from, place_to):
    """A set seen from the combinations that differ in one axis only."""
    return (bits & VALUES[name][place_from]) << (place_to - place_from) * STRIDES[name]


def test_no_single_flag_or_symptom_lowers_a_verdict(sets):
    steps = [(n, 0, 1) for n in ("high_volume", "limited_recovery", "recent_hard", "travel")]
    places = AXES["symptoms"]
    steps += [
        ("symptoms", a, b)
        for a, fewer in enumerate(places)
        for b, more in enumerate(places)
        if fewer < more and len(more - fewer) == 1
    ]
    assert len(steps) == 4 + 192
    for optional, worth, _, _ in sets.values():
        for name, few, more in steps:
            for held in (optional, worth):
                assert shifted(held, name, few, more) & ~held == 0, (name, few, more)


def at(index):
    """The inputs of one combination, and whether its gradient is unknown."""
    given = {n: AXES[n][index // STRIDES[n] % len(AXES[n])] for n in AXES}
    return Inputs(**{n: v for n, v in given.items() if n != "gradient_unknown"}), given["gradient_unknown"]


def test_a_sample_agrees_with_the_verdicts_that_the_product_gives(fired, sets):
    for index in random.Random(5).sample(range(SIZE), 500):
        inputs, unknown = at(index)
        for phase in PHASES:
            told, _ = judge(phase, inputs)
            optional, worth, blocked, _ = (bits >> index & 1 for bits in sets[phase])
            level = Advised.WORTH_WEARING if worth else Advised.OPTIONAL if optional else Advised.LITTLE_VALUE
            capped = Advised.OPTIONAL if unknown and told.verdict is Advised.WORTH_WEARING else told.verdict
            assert (Advised.NOT_ADVISED if blocked else level) is capped
            said_nothing = inputs.race and inputs.tested is None and phase == "during"
            assert (told.condition is not None) == said_nothing
            assert told.rules == tuple(r.id for r, where in fired if r.phase == phase and where >> index & 1)
