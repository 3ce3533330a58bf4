"""The shipped catalog over HTTP: what it holds stands on the page, and old ids lead to their products."""

from __future__ import annotations

import html

import pytest
from web_service import Service

OLD, NEW = "cep-recovery-sock-2017", "cep-compression-socks-2017"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This catalog holds "), ("de", "Dieser Katalog enthält "), ("fr", "Ce catalogue contient "),
        ("es", "Este catálogo contiene "),
    ],
)  # fmt: skip
def test_the_page_says_what_the_catalog_holds(service: Service, language: str, said: str) -> None:
    page = html.unescape(service.get(f"/?lang={language}", headers={"Accept": "text/html"}).text)
    products = service.get("/v1/products").json()["count"]
    assert f"{said}{products} " in page


def test_an_old_id_leads_to_the_product(service: Service) -> None:
    by_old, by_new = (service.get(f"/v1/products/{id}").json() for id in (OLD, NEW))
    assert by_old == by_new
    assert (by_new["id"], by_new["aliases"]) == (NEW, [OLD])


def test_a_size_and_a_size_that_fits_are_asked_for_by_an_old_id(service: Service) -> None:
    asked = {"question": {"legs": {"calf_max_girth": "36.5 cm"}}, "products": [OLD]}
    (answer,) = service.post("/v1/sizes", asked).json()["answers"]
    assert answer["misses"][0]["product"]["id"] == NEW


def test_a_chart_names_the_one_that_it_is_taken_from(service: Service) -> None:
    taken = service.get("/v1/charts/compressport-r2-2012-chart").json()
    own = service.get("/v1/charts/compressport-ur2-chart").json()
    assert (taken["chart_of"], own["chart_of"]) == ("compressport-ur2-chart", None)
    assert taken["sizes"] == own["sizes"]


def test_a_ruling_of_the_catalog_is_shown_with_its_source(service: Service) -> None:
    ruling = service.get("/v1/products/gearxpro-recovery").json()["ruling"]
    assert (ruling["ruled"], bool(ruling["would_settle"])) == ("open", True)
    assert ruling["source"]["url"].startswith("https://github.com/gearxpro-sports/")
