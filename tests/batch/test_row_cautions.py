"""What has to be seen beside a size in a batch: the cautions of a search for the same person, but for a near edge."""

from __future__ import annotations

import pyarrow as pa
import pytest
from building import chart, gates, product, stocked
from msgspec.structs import replace

from benchmarks.catalogs import seed
from catalog.batch.sizes import BatchQuestion, BatchSizes, sizes_of
from catalog.documents.question_reader import parse_question
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.search.loaded_catalog import load_catalog
from catalog.search.lookup import answer_about, products_named

TODAY = "2026-11-27"
BY_WEIGHT = chart({"M": (("170", "185"), ("60", "80"))}, (LegPoint.HEIGHT, LegPoint.WEIGHT), ("cm", "kg"))
BY_WEIGHT = replace(BY_WEIGHT, keys=((LegPoint.HEIGHT, LegPoint.WEIGHT),))
CALF = chart({"M": ("34", "38")}, id="calf")
MADE = (
    product("by-weight", chart=BY_WEIGHT),
    product("sold-out", chart=CALF, variants=(stocked("s-m", "M", 0),)),
    product("in-doubt-never", chart=CALF),
)


@pytest.fixture(scope="module")
def catalog():
    snapshot = seed().snapshot()
    products = tuple(sorted((*snapshot.products, *MADE), key=lambda p: p.id))
    return load_catalog(replace(snapshot, products=products, gates=snapshot.gates | {p.id: gates() for p in MADE}))


@pytest.mark.parametrize(
    ("product", "row", "legs", "cautions"),
    [
        pytest.param("compressport-ur2", {"calf_max_girth_left_cm": 36.5}, {"calf_max_girth": {"left": "36.5 cm"}}, "one_leg;chart_unsure", id="one leg"),
        pytest.param("compressport-ur2", {"calf_max_girth_right_cm": 36.5}, {"calf_max_girth": {"right": "36.5 cm"}}, "one_leg;chart_unsure", id="the right one"),
        pytest.param(
            "compressport-ur2", {"calf_max_girth_left_cm": 36.5, "calf_max_girth_right_cm": 36.4},
            {"calf_max_girth": {"left": "36.5 cm", "right": "36.4 cm"}}, "chart_unsure", id="both legs",
        ),
        pytest.param("compressport-ur2", {"calf_max_girth_cm": 36.5}, {"calf_max_girth": "36.5 cm"}, "chart_unsure", id="not said which leg"),
        pytest.param(
            "compressport-quad", {"lower_thigh_girth_cm": 40, "thigh_girth_cm": 54},
            {"lower_thigh_girth": "40 cm", "thigh_girth": "54 cm"}, "unread_rows;chart_unsure", id="a row that was not read",
        ),
        pytest.param("by-weight", {"height_cm": 178, "weight_kg": 72}, {}, "no_girth", id="without a girth"),
        pytest.param("sold-out", {"calf_max_girth_cm": 36.5}, {"calf_max_girth": "36.5 cm"}, "sold_out", id="sold out"),
        pytest.param("in-doubt-never", {"calf_max_girth_cm": 36.5}, {"calf_max_girth": "36.5 cm"}, None, id="none"),
        pytest.param("in-doubt-never", {"calf_max_girth_cm": 37.9}, {"calf_max_girth": "37.9 cm"}, None, id="near an edge"),
        pytest.param("in-doubt-never", {"calf_max_girth_left_cm": 45}, {"calf_max_girth": {"left": "45 cm"}}, None, id="without a size"),
    ],
)  # fmt: skip
def test_cautions_are_those_of_a_search_but_for_a_near_edge(catalog, product, row, legs, cautions):
    (sized,) = sizes_of(pa.Table.from_pylist([row]), catalog, BatchQuestion((product,)), today=TODAY).to_pylist()
    body = {"body": {"height": "178 cm", "weight": "72 kg"}} if "weight_kg" in row else {}
    question = parse_question({"garment": "any", "legs": legs, **body}, shipped_policy())
    matches = answer_about(catalog, question, shipped_policy(), products_named(catalog, [product]), TODAY).matches
    codes = [c.code.removeprefix("caution.") for match in matches for c in match.cautions]
    assert (sized["cautions"], ";".join(code for code in codes if code != "near_edge") or None) == (cautions, cautions)


def test_a_part_is_of_another_day_where_a_named_chart_has_become_old(catalog):
    def of(today):
        return BatchSizes(catalog, BatchQuestion(("in-doubt-never",)), today=today).aged

    assert of("2026-11-27") == of("2026-11-28") != of("2031-11-27")
