"""One finder for every door: the same reference names the same product; some words of a name do so for people alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from web_service import Service, filled, legfit_in, serving

CALF = {"garment": "any", "legs": {"calf_max_girth": "36.5 cm"}}
REFERENCES = [
    ("a-sock", "a-sock"),
    ("A-Sock", "a-sock"),
    (" b-sock ", "b-sock"),
    ("0123", "a-sock"),
    ("123", "b-sock"),
    ("00123", "unknown_product"),
    ("4006381333931", "b-sock"),
    ("04006381333931", "b-sock"),
    ("400638133393", "unknown_product"),
    ("Été-9", "a-sock"),
    ("ete-9", "a-sock"),
    ("Dupe", "a-sock"),
    ("dupe", "b-sock"),
    ("DUPE", "ambiguous_product"),
    ("elan trail running sock", "a-sock"),
    ("b-sock-sock", "unknown_product"),
    ("road-sock", "unknown_product"),
    ("trial sock", "unknown_product"),
]
WORDS = [("road sock", "b-sock"), ("running", "ambiguous_product")]
"""What names a product for people at the command line alone."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    """A service on a catalog with products that are called alike, and its address."""
    folder = tmp_path_factory.mktemp("finder")
    url = filled(f"sqlite:///{folder / 'catalog.db'}", Path(__file__).parent / "finder.toml", seed=False)
    with serving(url, folder) as running:
        yield running, url


def test_a_brand_that_is_not_there_is_named_at_every_door(shop: tuple[Service, str], tmp_path: Path) -> None:
    service, url = shop
    asked = {**CALF, "filters": {"brands": ["ELAN ", "Elann", "Elann"]}}
    sent = service.post("/v1/search", asked)
    assert (sent.status_code, sent.json()["field"]) == (404, "filters.brands")
    (error,) = sent.json()["errors"]
    assert (error["code"], error["read"], error["suggestion"]) == ("unknown_brand", "Elann", "Elan")
    typed = ("--question", "-", "--json", "--database", url)
    done = legfit_in(tmp_path, "search", *typed, stdin=json.dumps(asked))
    assert [e["code"] for e in json.loads(done.stdout)["errors"]] == ["unknown_brand"]
    assert service.post("/v1/search", {**CALF, "filters": {"brands": [" elan "]}}).status_code == 200


def test_a_person_at_a_terminal_is_sent_to_no_address(shop: tuple[Service, str], tmp_path: Path) -> None:
    service, url = shop
    hint = "`legfit list` or GET /v1/products shows every product."
    assert service.get("/v1/products/00123").json()["hint"] == hint
    typed = legfit_in(tmp_path, "show", "00123", "--database", url).stderr
    assert typed.endswith("expected a product of the catalog. `legfit list` shows every product.\n")


@pytest.mark.parametrize(("reference", "found"), [pytest.param(r, f, id=r) for r, f in REFERENCES])
def test_a_reference_is_the_same_at_every_door(
    shop: tuple[Service, str], tmp_path: Path, reference: str, found: str
) -> None:
    service, url = shop
    asked = json.dumps(CALF)
    for command in ("size", "why"):
        sent = service.post(f"/v1/products/{quote(reference, safe='')}/{command}", CALF)
        typed = ("--question", "-", "--json", "--database", url)
        done = legfit_in(tmp_path, command, *typed, "--", reference, stdin=asked)
        if sent.status_code == 200:
            assert sent.json()["matches"][0]["product"]["id"] == found
            assert done.stdout.encode() == sent.content
        else:
            assert (sent.status_code, sent.json()["code"]) == ({"ambiguous_product": 409}.get(found, 404), found)
            assert json.loads(done.stdout)["errors"] == sent.json()["errors"]
    shown = service.get(f"/v1/products/{quote(reference, safe='')}")
    assert (shown.json().get("id") or shown.json()["code"]) == found


@pytest.mark.parametrize(("reference", "found"), [pytest.param(r, f, id=r) for r, f in WORDS])
def test_some_words_of_a_name_are_for_people_alone(
    shop: tuple[Service, str], tmp_path: Path, reference: str, found: str
) -> None:
    service, url = shop
    typed = ("--question", "-", "--json", "--database", url, "--", reference)
    done = json.loads(legfit_in(tmp_path, "size", *typed, stdin=json.dumps(CALF)).stdout)
    assert found in (done["matches"][0]["product"]["id"] if "matches" in done else done["errors"][0]["code"])
    sent = service.post(f"/v1/products/{quote(reference)}/size", CALF)
    assert (sent.status_code, sent.json()["code"]) == (404, "unknown_product")
    assert "b-sock" in sent.json()["hint"]
    (entry,) = service.post("/v1/sizes", {"question": CALF, "products": [reference]}).json()["answers"]
    assert entry["errors"][0]["code"] == "unknown_product"
