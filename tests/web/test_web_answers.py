"""The routes that answer, asked as a shop asks them; and the same question through every door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from web_service import Service, filled, legfit_in, serving

CALF = {"legs": {"calf_max_girth": "36.5 cm"}}
SHOP = "nordlauf-trail-sleeve"


def test_search_has_every_product_in_one_list(service: Service) -> None:
    found = service.post("/v1/search?all=true", {"garment": "calf_sleeve", **CALF}).json()
    counts = found["counts"]
    assert counts["asked"] == counts["matches"] + counts["misses"] + counts["excluded"]
    for name in ("matches", "misses", "excluded"):
        assert len(found[name]) == counts[name]
    assert SHOP in [m["product"]["id"] for m in found["matches"]]
    assert found["question"] == {"garment": "calf_sleeve", **CALF}


def test_lists_are_cut_and_counts_stay_exact(service: Service) -> None:
    whole = service.post("/v1/search", {"garment": "any", **CALF}).json()
    cut = service.post("/v1/search?matches=1&misses=2&excluded=0", {"garment": "any", **CALF}).json()
    assert cut["counts"] == whole["counts"]
    assert [len(cut[n]) for n in ("matches", "misses", "excluded")] == [1, 2, 0]
    assert cut["matches"] == whole["matches"][:1]


@pytest.mark.parametrize(
    "reference",
    [
        pytest.param(SHOP, id="product id"),
        pytest.param("NL-TS-L", id="SKU"),
        pytest.param("4006381333931", id="GTIN"),
        pytest.param("04006381333931", id="GTIN of 14 digits"),
        pytest.param("40002", id="shop variant id"),
        pytest.param("gid:%2F%2Fshop%2FProductVariant%2f40004", id="shop variant id with slashes"),
        pytest.param("NL%2FTS%25-XL", id="SKU with a slash and a percent sign"),
    ],
)
def test_one_product_by_every_name_it_has(service: Service, reference: str) -> None:
    found = service.post(f"/v1/products/{reference}/size", CALF)
    assert found.status_code == 200, found.text
    (match,) = found.json()["matches"]
    assert (match["product"]["id"], match["size"], match["outcome"]) == (SHOP, "M", "fits")


def test_the_basket_holds_the_shops_variants_of_the_size(service: Service) -> None:
    (match,) = service.post(f"/v1/products/{SHOP}/size", CALF).json()["matches"]
    assert match["basket"] == [
        {"sku": "NL-TS-M-BLK", "shop_id": "40002", "gtin": "", "colour": "black", "availability": "in_stock"},
        {"sku": "NL-TS-M-RED", "shop_id": "40003", "gtin": "", "colour": "red", "availability": "sold_out"},
    ]
    (whole,) = service.post(f"/v1/products/{SHOP}/size?detail=full", CALF).json()["matches"]
    assert [(v["size"], v["stock"]) for v in whole["basket"]] == [("M", 7), ("M", 0)]


def test_a_miss_recommends_no_other_product_unless_asked_to(service: Service) -> None:
    large = {"legs": {"calf_max_girth": "45 cm"}}
    for query in ("", "?others=false", "?detail=full"):
        assert "others" not in service.post(f"/v1/products/{SHOP}/size{query}", large).json()
    assert service.post(f"/v1/products/{SHOP}/size?others=7", large).status_code == 400


def test_a_miss_names_others_that_fit_and_never_a_size(service: Service) -> None:
    found = service.post(f"/v1/products/{SHOP}/size?others=true", {"legs": {"calf_max_girth": "45 cm"}}).json()
    (miss,) = found["misses"]
    assert miss["outcome"] == "outside_chart"
    assert "size" not in miss
    assert found["matches"] == []
    assert 0 < len(found["others"]) <= 5
    assert all(o["outcome"] in ("fits", "in_two_sizes", "between_sizes", "legs_differ") for o in found["others"])
    assert SHOP not in [o["product"]["id"] for o in found["others"]]


def test_why_holds_the_same_verdict_and_all_it_rests_on(service: Service) -> None:
    size = service.post(f"/v1/products/{SHOP}/size?detail=full", CALF).json()
    why = service.post(f"/v1/products/{SHOP}/why", CALF).json()
    assert why["matches"] == size["matches"]
    assert why["gates"]["medical"]["outcome"] == "pass"
    bands = {s["size"]: s["boxes"][0][0] for s in why["sizes"]}
    assert bands["M"] == {
        "point": "calf_max_girth", "band": "34–38 cm", "legs": {"leg": {"value": "36.5 cm", "inside": True}},
    }  # fmt: skip
    assert bands["S"]["legs"]["leg"]["inside"] is False
    assert {"size.tape_sd_one", "medical.firm_max"} <= {t["name"] for t in why["policy"]}
    assert all(t["source"] for t in why["policy"])


def test_advice_alone(service: Service) -> None:
    found = service.post("/v1/advise", {"run": {"distance": "42.2 km", "race": True}}).json()
    assert set(found) == {"made_by", "question", "advice"}
    assert found["advice"]["headline"]["verdict"]


def test_an_unlikely_entry_is_asked_again_and_then_believed(service: Service) -> None:
    question = {"legs": {"calf_max_girth": "54 cm"}}
    asked = service.post(f"/v1/products/{SHOP}/size", question)
    assert asked.status_code == 409
    assert asked.headers["content-type"] == "application/problem+json"
    (confirm,) = asked.json()["confirm"]
    assert (confirm["field"], confirm["code"]) == ("legs.calf_max_girth", "plausible.unlikely")
    assert service.post(f"/v1/products/{SHOP}/size", {**question, "confirmed": True}).status_code == 200


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        pytest.param("", "", "en", id="nothing said"),
        pytest.param("?lang=de", "fr", "de", id="query first"),
        pytest.param("", "es-MX,es;q=0.9,en;q=0.5", "es", id="header"),
        pytest.param("", "xx", "en", id="a language we do not speak"),
    ],
)
def test_the_language_of_an_answer(service: Service, query: str, header: str, language: str) -> None:
    headers = {"Accept-Language": header} if header else {}
    found = service.post(f"/v1/search{query}", {"garment": "calf_sleeve", **CALF}, headers=headers)
    assert found.headers["content-language"] == language


def test_inches_where_they_are_asked_for(service: Service) -> None:
    (match,) = service.post(f"/v1/products/{SHOP}/size", {**CALF, "units": "in"}).json()["matches"]
    assert match["points"]["calf_max_girth"]["value"] == "14.37 in"


def test_an_answer_is_for_no_cache_and_tells_its_times_to_who_asks(service: Service) -> None:
    plain = service.post(f"/v1/products/{SHOP}/size", CALF)
    timed = service.post(f"/v1/products/{SHOP}/size", CALF, headers={"X-Legfit-Timing": "1"})
    assert plain.headers["cache-control"] == "no-store"
    assert "server-timing" not in plain.headers
    steps = [part.split(";")[0] for part in timed.headers["server-timing"].split(", ")]
    assert steps == ["parse", "snapshot", "judge", "words", "encode"]
    assert timed.content == plain.content


HALF = {"run": {"distance": "21.1 km"}}
DOORS = [
    pytest.param("/v1/search", ["search"], {"garment": "calf_sleeve", **CALF}, id="search"),
    pytest.param("/v1/search", ["search"], {
        "garment": "any", "legs": {"calf_max_girth": {"left": "36 cm", "right": "37.2 cm"}, "ankle_min_girth": "22.5 cm"},
        "run": {"distance": "42.2 km", "race": True}, "runner": {"experience": "regular"}, "units": "in",
        "filters": {"include_review": True},
    }, id="search with everything"),
    pytest.param(f"/v1/products/{SHOP}/size", ["size", SHOP], {"garment": "any", **CALF}, id="size"),
    pytest.param(f"/v1/products/{SHOP}/size", ["size", SHOP], {"garment": "any", "legs": {"calf_max_girth": "45 cm"}}, id="no size"),
    pytest.param(f"/v1/products/{SHOP}/why", ["why", SHOP], {"garment": "any", **CALF}, id="why"),
    pytest.param(f"/v1/products/{SHOP}/size", ["size", SHOP], {"garment": "any", **CALF, **HALF}, id="size and a run"),
    pytest.param(f"/v1/products/{SHOP}/why", ["why", SHOP], {"garment": "any", **CALF, **HALF}, id="why and a run"),
    pytest.param("/v1/advise", ["advise"], {"garment": "any", "run": {"distance": "21.1 km"}}, id="advise"),
]  # fmt: skip


@pytest.fixture(scope="module")
def on_postgres(postgres_server, shop_file: Path, tmp_path_factory):
    """The address of a PostgreSQL catalog with the same content, and a service on it."""
    url = filled(postgres_server.fresh(), shop_file)
    with serving(url, tmp_path_factory.mktemp("on-postgres")) as running:
        yield url, running


@pytest.mark.parametrize(("path", "typed", "question"), DOORS)
def test_the_same_bytes_through_every_door(
    service: Service,
    on_postgres,
    seeded_url: str,
    tmp_path: Path,
    path: str,
    typed: list[str],
    question: dict[str, object],
) -> None:
    url, other = on_postgres
    first, second = service.post(path, question), other.post(path, question)
    assert first.status_code == 200
    assert first.content == second.content
    asked = json.dumps(question)
    for address in (seeded_url, url):
        done = legfit_in(tmp_path, *typed, "--question", "-", "--json", "--database", address, stdin=asked)
        assert done.returncode in (0, 3), done.stderr
        assert done.stdout.encode() == first.content
