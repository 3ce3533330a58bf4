"""From products to an answer: which list a product ends in, in what order, and how many there are."""

import pytest
from building import SOURCE, chart, product

from catalog.load import gates_of
from catalog.match import Candidate, find
from catalog.measure import Pressure
from catalog.parse_question import parse_question
from catalog.policy import shipped_policy
from catalog.product import EvidenceKind, PressureFigure

POLICY = shipped_policy()
CALF = chart({"S": ("30", "33"), "M": ("33.5", "37"), "L": ("37.5", "41")})


def sport(id="maker-sleeve", **fields):
    return product(id, name=f"Running sock {id}", **{"chart": CALF, **fields})


def asked(products, **question):
    document = {"garment": "any", "legs": {"calf_max_girth": "35 cm"}, **question}
    return find(parse_question(document), [Candidate(p, gates_of(p, POLICY)) for p in products], POLICY)


def stated(low, high):
    ends = tuple(p and Pressure(10 * p) for p in (low, high))
    return (PressureFigure(*ends, "ankle", EvidenceKind.BRAND_STATED, SOURCE),)


def test_a_pressure_limit_excludes_what_is_stated_above_it():
    found = asked(
        [sport("firm", pressure=stated(18, 25)), sport("light", pressure=stated(10, 15))], filters={"max_mmhg": 20}
    )
    assert [m.product.id for m in found.matches] == ["light"]
    (out,) = found.excluded
    assert (out.product.id, out.rule, out.reasons[-1].code) == ("firm", "medical", "medical.above_max")
    assert found.counts.by_outcome == (("medical:pass", 1),)


@pytest.mark.parametrize(
    "filters",
    [pytest.param({}, id="no limit"), pytest.param({"max_mmhg": 20}, id="a limit")],
)
def test_a_match_says_where_the_limit_could_not_be_checked(filters):
    (match,) = asked([sport()], filters=filters).matches
    assert ("medical.max_unknown" in [r.code for r in match.reasons]) is bool(filters)
