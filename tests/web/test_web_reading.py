"""The routes that show what there is: tags, pages, links; and those for who runs the service."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from web_service import Service

from catalog.messages.messages import LANGUAGES

GETS = [
    pytest.param("/v1/products", id="products"),
    pytest.param("/v1/products?limit=3&garment=sock", id="a page"),
    pytest.param("/v1/products/nordlauf-trail-sleeve", id="product"),
    pytest.param("/v1/charts/nordlauf-trail-sleeve-chart", id="chart"),
    pytest.param("/v1/policy", id="policy"),
    pytest.param("/v1/rules?lang=fr", id="rules"),
    pytest.param("/v1/openapi.json", id="openapi"),
]


@pytest.mark.parametrize("path", GETS)
def test_a_document_has_a_strong_tag_and_is_not_sent_twice(service: Service, path: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    first = service.get(path, headers=plain)
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{20}"', tag)
    assert first.headers["cache-control"] == "public, no-cache"
    again = service.get(path, headers=plain | {"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert service.get(path, headers=plain | {"If-None-Match": '"other"'}).content == first.content


def test_a_compressed_copy_has_a_tag_of_its_own(service: Service) -> None:
    plain = service.get("/v1/policy", headers={"Accept-Encoding": "identity"})
    packed = service.get("/v1/policy", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"] == plain.headers["etag"][:-1] + '-gzip"'
    assert packed.content == plain.content
    assert service.get("/v1/policy", headers={"If-None-Match": packed.headers["etag"]}).status_code == 304


def test_each_language_has_a_tag_of_its_own(service: Service) -> None:
    tags = {service.get(f"/v1/rules?lang={lang}").headers["etag"] for lang in LANGUAGES}
    assert len(tags) == len(LANGUAGES)
    german = service.get("/v1/rules", headers={"Accept-Language": "de"})
    assert german.headers["content-language"] == "de"
    assert "accept-language" in german.headers["vary"].lower()


def test_pages_follow_one_another_and_lose_nothing(service: Service) -> None:
    path, seen = "/v1/products?limit=40", []
    count = service.get("/v1/products").json()["count"]
    while path:
        page = service.get(path)
        seen += [p["id"] for p in page.json()["products"]]
        link = page.headers.get("link")
        assert (link is None) == (page.json()["next"] is None)
        path = urljoin(path, re.fullmatch(r'<([^>]+)>; rel="next"', link)[1]) if link else ""
    assert len(seen) == len(set(seen)) == count
    assert seen == sorted(seen)


def test_a_page_is_narrowed_and_stays_so(service: Service) -> None:
    page = service.get("/v1/products?garment=sock&limit=2")
    assert {p["garment"] for p in page.json()["products"]} == {"sock"}
    assert "garment=sock" in page.headers["link"]
    assert service.get("/v1/products?brand=NORDLAUF").json()["count"] == 1


def test_a_product_tells_its_sources_and_a_chart_who_uses_it(service: Service) -> None:
    product = service.get("/v1/products/40003").json()
    assert product["id"] == "nordlauf-trail-sleeve"
    assert product["sources"][0]["url"] == "https://shop.example/products/trail-sleeve"
    chart = service.get(f"/v1/charts/{product['charts'][0]['id']}").json()
    assert chart["products"] == ["nordlauf-trail-sleeve"]
    assert chart["sizes"][1]["boxes"][0]["calf_max_girth"]["band"] == "34–38 cm"


def test_every_figure_has_a_source_and_every_rule_its_sentences(service: Service) -> None:
    policy = service.get("/v1/policy").json()
    assert all(t["source"] and t["why"] and t["since"] for t in policy["thresholds"])
    rules = {r["rule"]: r for r in service.get("/v1/rules").json()["rules"]}
    assert set(rules) == {"medical", "graduated", "size", "plausible", "tightness", "same_as", "usage"}
    assert all(r["sentences"] for r in rules.values())


def test_those_who_run_it_see_that_it_lives(service: Service) -> None:
    assert service.get("/healthz").json() == {"status": "ok"}
    ready = service.get("/readyz").json()
    assert ready["status"] == "ready"
    assert ready["products"] > 150
    service.get("/v1/policy")
    metrics = service.get("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    assert re.search(r'legfit_requests_total\{.*path="/v1/policy".*\} \d', metrics.text)


@pytest.mark.parametrize("path", ["/healthz", "/v1/products", "/v1/policy"])
def test_head_is_get_without_a_body(service: Service, path: str) -> None:
    whole, head = service.get(path), service.client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers.get("etag") == whole.headers.get("etag")


def test_every_answer_carries_safe_headers(service: Service) -> None:
    for path in ("/healthz", "/v1/policy", "/nowhere", "/v1/products/none-such"):
        headers = service.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "server" not in headers
