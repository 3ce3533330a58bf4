"""Which measures the page asks first for each kind of garment: worked out from the charts of a catalog."""

import pytest
from building import chart, product
from msgspec.structs import replace

from benchmarks.catalogs import seed
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import Garment
from catalog.model.verdict import Outcome
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate
from catalog.search.kind_charts import KindCharts, kind_charts
from catalog.search.loaded_catalog import load_catalog

POLICY = shipped_policy()
CALF, ANKLE, FOOT, EU = LegPoint.CALF, LegPoint.ANKLE, LegPoint.FOOT_LENGTH, LegPoint.SHOE_EU
HEIGHT, WEIGHT, HIP = LegPoint.HEIGHT, LegPoint.WEIGHT, LegPoint.HIP


def candidates(*keys, garment=Garment.TIGHTS, medical=Outcome.PASS):
    """Products of one kind, one for each chart with such keys; a key is a point, or points of which one is enough."""
    for number, points in enumerate(keys):
        alternatives = tuple(key if isinstance(key, tuple) else (key,) for key in points)
        own = replace(chart({"M": ("34", "38")}, id=f"chart-{number}"), keys=alternatives)
        made = product(f"tights-{number}", chart=own, garment=garment)
        gates = gates_of(made, POLICY)
        yield Candidate(made, replace(gates, medical=replace(gates.medical, outcome=medical)))


CASES = [
    pytest.param([[CALF], [CALF], [CALF, ANKLE]], (CALF,), 0, id="one measure decides most"),
    pytest.param([[CALF], [CALF, ANKLE], [CALF, ANKLE]], (CALF, ANKLE), 0, id="two decide more than twice as many"),
    pytest.param([[HEIGHT, WEIGHT], [HEIGHT, WEIGHT, HIP]], (HEIGHT, WEIGHT), 1, id="no one measure decides any"),
    pytest.param([[CALF, ANKLE, FOOT], [ANKLE, FOOT, HIP]], (ANKLE,), 0, id="no two decide any: what most ask for"),
    pytest.param([[EU], [(EU, CALF), ANKLE]], (CALF, ANKLE), 0, id="a shoe size is no measure of the leg"),
    pytest.param([], (), 0, id="no chart"),
]


@pytest.mark.parametrize(("keys", "first", "by_build"), CASES)
def test_the_first_measures_are_those_that_decide_most_charts(keys, first, by_build):
    kinds = kind_charts(candidates(*keys))
    assert (kinds["tights"].first, kinds["tights"].charts, kinds["tights"].by_build) == (first, len(keys), by_build)
    assert kinds["any"] == kinds["tights"]
    assert kinds["sock"] == KindCharts()


def test_charts_of_medical_products_do_not_count_and_those_held_back_give_no_size():
    some = [*candidates([CALF]), *candidates([HEIGHT, WEIGHT], [HEIGHT, WEIGHT], medical=Outcome.FAIL)]
    assert kind_charts(some)["tights"] == KindCharts((CALF,), (CALF,), 1, 0, 1, "Maker Sock — M")
    held_back = kind_charts(candidates([CALF], medical=Outcome.UNKNOWN))["tights"]
    assert (held_back.charts, held_back.confirmed) == (1, 0)


def test_what_the_shipped_catalog_asks_first():
    kinds = load_catalog(seed().snapshot()).kinds
    assert {kind: kinds[kind].first for kind in ("any", "sock", "calf_sleeve", "tights", "shorts")} == {
        "any": (CALF,),
        "sock": (CALF,),
        "calf_sleeve": (CALF,),
        "tights": (HEIGHT, WEIGHT),
        "shorts": (HEIGHT, WEIGHT),
    }
