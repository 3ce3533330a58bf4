"""Every millimetre of every one-girth chart of the seed, against a reading of the printed rows done here."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from charts import asking

from catalog.formats.brand_toml import read_brand_files
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.question import Legs, Prefer, Question, Reading, Side
from catalog.rules.size.rule import judge_size

SEED = Path(__file__).parents[3] / "seed" / "brands"
PER_CM = {"cm": Fraction(1), "in": Fraction(254, 100), "mm": Fraction(1, 10)}
PREFER = {None: None, Prefer.FIRMER: "smaller", Prefer.SOFTER: "larger"}


def one_girth_charts():
    for products in read_brand_files([SEED]).values():
        for product in products:
            for sized in product.charts:
                if sized.sizes and len(sized.points) == 1 and sized.points[0].is_girth:
                    yield pytest.param(sized, id=sized.id)


CHARTS = list(one_girth_charts())


def rows(sized):
    """The rows as printed, in centimetres: label, low, high, and whether each end belongs to the size."""
    bands = []
    for size in sized.sizes:
        for box in size.boxes:
            (band,) = box.bands
            ends = [
                None if e is None else (Fraction(e.printed.replace(",", ".")) * PER_CM[band.unit], e.closed)
                for e in (band.low, band.high)
            ]
            bands.append((size.label, *ends))
    return bands


def figures(sized):
    return [
        Fraction(e.printed.replace(",", "."))
        for s in sized.sizes
        for b in s.boxes
        for e in (b.bands[0].low, b.bands[0].high)
        if e
    ]


def one_step(sized):
    """The coarsest step of 1, 1/2, 1/4, 1/5, 1/8, 1/10 that prints every figure, in centimetres."""
    unit = sized.sizes[0].boxes[0].bands[0].unit
    return (
        next(Fraction(1, n) for n in (1, 2, 4, 5, 8, 10) if all((f * n).denominator == 1 for f in figures(sized)))
        * PER_CM[unit]
    )


def inside(row, x):
    _, low, high = row
    above = low is None or x > low[0] or (x == low[0] and low[1])
    return above and (high is None or x < high[0] or (x == high[0] and high[1]))


def brute(sized, x, wish=None):
    """What a person reads off the printed rows for x centimetres: outcome, size, the others.

    The wearer's wish decides between two sizes, else the brand's rule, else the nearer edge, else the larger size.
    """
    decided = wish or (sized.tie_rule and sized.tie_rule.value)
    tie = decided or "larger"
    printed = rows(sized)
    order = [label for label, *_ in sorted(printed, key=lambda r: (r[1] or (0,))[0])]
    holding = [r[0] for r in printed if inside(r, x)]
    if holding:
        ranked = sorted(holding, key=order.index, reverse=tie == "larger")
        return ("fits" if len(holding) == 1 else "in_two_sizes", ranked[0], set(ranked[1:]))
    below = [r for r in printed if r[2] is not None and r[2][0] <= x]
    above = [r for r in printed if r[1] is not None and r[1][0] >= x]
    if not below or not above:
        return "outside_chart", None, set()
    under, over = max(below, key=lambda r: r[2][0]), min(above, key=lambda r: r[1][0])
    if over[1][0] - under[2][0] > one_step(sized):
        return "in_gap", None, set()
    to_low, to_high = x - under[2][0], over[1][0] - x
    nearer = "smaller" if to_low < to_high else "larger" if to_high < to_low else tie
    first = under if (decided or nearer) == "smaller" else over
    other = over if first is under else under
    return "between_sizes", first[0], {other[0]}


def test_there_are_charts_to_sweep():
    assert len(CHARTS) >= 5


@pytest.mark.parametrize("prefer", [pytest.param(p, id=p or "no-wish") for p in PREFER])
@pytest.mark.parametrize("sized", CHARTS)
def test_every_millimetre(sized, prefer):
    policy = shipped_policy()
    wish = PREFER[prefer]
    wrong = []
    for millimetre in range(150, 801):
        value = millimetre * 1000
        readings = {sized.points[0]: Reading(value, (value,), "mm")}
        verdict = judge_size(sized, Question(None, Legs(((Side.BOTH, readings),)), prefer=prefer), policy)
        got = (verdict.outcome.value, verdict.size, set(verdict.also))
        if got != brute(sized, Fraction(millimetre, 10), wish):
            wrong.append((millimetre, got, brute(sized, Fraction(millimetre, 10), wish)))
    assert wrong == []


@pytest.mark.parametrize("sized", CHARTS)
def test_every_printed_edge_and_just_beside_it(sized):
    policy = shipped_policy()
    for size in sized.sizes:
        for box in size.boxes:
            for edge in (box.bands[0].low, box.bands[0].high):
                for beside in (-1, 0, 1) if edge else ():
                    um = edge.at + beside
                    readings = {sized.points[0]: Reading(um, (um,), "in")}
                    verdict = judge_size(sized, Question(None, Legs(((Side.BOTH, readings),))), policy)
                    assert (verdict.outcome.value, verdict.size, set(verdict.also)) == brute(
                        sized, Fraction(um, 10_000)
                    )


def test_an_old_quarter_inch_chart_answers_the_legs_in_its_holes():
    """Twelve and three eighths of an inch is exactly between II and III; a centimetre figure is not."""
    sized = next(p.values[0] for p in CHARTS if p.values[0].id == "cep-compression-socks-women-roman")
    assert sized.points == (LegPoint.CALF,)
    middle = judge_size(sized, asking(calf=314_325), shipped_policy())
    assert (middle.outcome, middle.size, middle.also) == ("between_sizes", "III", ("II",))
    beside = judge_size(sized, asking(calf=314_000), shipped_policy())
    assert (beside.outcome, beside.size, beside.also) == ("between_sizes", "II", ("III",))
