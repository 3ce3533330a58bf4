"""The measure that would decide most products: none that only waits with another that cannot be had."""

from types import SimpleNamespace

import pytest
from building import chart, product

from catalog.documents.question_reader import parse_question
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate, index_of
from catalog.search.lookup import next_measure

POLICY = shipped_policy()
CALF, ANKLE, THIGH = LegPoint.CALF, LegPoint.ANKLE, LegPoint.THIGH
BOTH = {"M": (("33", "37"), ("20", "23"))}
CHARTS = {
    "calf": chart({"M": ("33", "37")}),
    "calf and ankle": chart(BOTH, points=(CALF, ANKLE)),
    "thigh": chart({"M": ("50", "58")}, points=(THIGH,)),
}


@pytest.mark.parametrize(
    ("charts", "legs", "unknown", "best"),
    [
        pytest.param(("calf", "calf", "thigh"), {}, (), (CALF, 2), id="what most wait for"),
        pytest.param(
            ("calf", "calf and ankle", "calf and ankle"), {}, (), (CALF, 1), id="what decides by itself first"
        ),
        pytest.param(("calf and ankle",), {"calf_max_girth": "35 cm"}, (), (ANKLE, 1), id="then what is left"),
        pytest.param(("calf and ankle",), {}, (CALF,), None, id="nothing beside what cannot be measured"),
        pytest.param(("calf and ankle", "thigh"), {}, (CALF,), (THIGH, 1), id="another product's measure"),
        pytest.param(("calf and ankle",), {"calf_max_girth": "45 cm"}, (), None, id="nothing where no size can fit"),
        pytest.param((), {}, (), None, id="no products"),
    ],
)
def test_the_next_measure(charts, legs, unknown, best):
    made = [product(f"sock-{n}", name="Running sock", chart=CHARTS[name]) for n, name in enumerate(charts)]
    catalog = SimpleNamespace(index=index_of([Candidate(p, gates_of(p, POLICY)) for p in made]))
    question = parse_question({"garment": "any", "legs": legs})
    assert next_measure(catalog, question, POLICY, frozenset(unknown)) == best
