"""The OpenAPI document is true: its routes, its examples, a fuzzer's view of it, and clients written by others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_service import Service

from catalog.web.app import ROUTES
from docs.generate.openapi_examples import size_examples

ELSEWHERE = ("/static/",)
QUESTION = {"legs": {"calf_max_girth": "36.5 cm"}}


def routes() -> set[tuple[str, str]]:
    """Every path and method that the service has, files and pages left out."""
    pairs = {(route.path_format, method.lower()) for route in ROUTES for method in route.methods - {"HEAD", "OPTIONS"}}
    return {(p, m) for p, m in pairs if p.startswith(("/v1/", "/healthz", "/readyz", "/metrics"))}


def test_every_route_is_in_the_document_and_no_other(service: Service) -> None:
    document = service.get("/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert {(p, m) for p, operations in document["paths"].items() for m in operations} == routes()


@pytest.mark.parametrize("outcome", size_examples())
def test_there_is_an_example_of_every_outcome_and_it_is_true(outcome: str) -> None:
    _, answer = size_examples()[outcome]
    (entry,) = answer["matches"] + answer["misses"]
    assert entry["outcome"] == outcome
    assert ("size" in entry) == (entry in answer["matches"])


def test_the_examples_are_all_the_outcomes_there_are() -> None:
    from catalog.model.verdict import SizeOutcome

    assert set(size_examples()) == {o.value for o in SizeOutcome}


def properties(schema: object) -> Iterator[tuple[str, dict[str, object], bool]]:
    """Every property of a schema and of those inside it: its name, its schema, whether it must be there."""
    if isinstance(schema, list):
        for part in schema:
            yield from properties(part)
    elif isinstance(schema, dict):
        for name, own in schema.get("properties", {}).items():
            yield name, own, name in schema.get("required", ())
        for key, part in schema.items():
            yield from properties(list(part.values()) if key == "properties" else part)


def test_every_property_says_what_it_is_and_none_has_a_default(service: Service) -> None:
    schemas = service.get("/v1/openapi.json").json()["components"]["schemas"]
    found = list(properties(list(schemas.values())))
    assert len(found) > 200
    assert {name for name, schema, _ in found if not schema.get("description")} == set()
    # A default makes a field one that is always there for those who generate types from the document.
    assert [name for name, schema, _ in found if "default" in schema] == []
    assert [name for name, _, required in properties(schemas["Question"]) if required] == ["garment"]
    assert [name for name, _, required in properties(schemas["ProductQuestion"]) if required] == []


def test_examples_and_answers_hold_to_their_shapes(service: Service) -> None:
    import jsonschema_rs as validators

    document = service.get("/v1/openapi.json").json()

    def holds(shape: str, value: object) -> None:
        schema = {"$ref": f"#/components/schemas/{shape}", "components": document["components"]}
        validators.validate(schema, value)

    for _, answer in size_examples().values():
        holds("SizeAnswer", answer)
    holds("Answer", service.post("/v1/search", {"garment": "any", **QUESTION}).json())
    holds("WhyAnswer", service.post("/v1/products/nordlauf-trail-sleeve/why", QUESTION).json())
    holds("AdviceAnswer", service.post("/v1/advise", {"run": {"distance": "10 km"}}).json())
    several = {"question": QUESTION, "products": ["nordlauf-trail-sleeve", "none", "jobst-relief-pantyhose-20-30"]}
    holds("SeveralProducts", several)
    for detail in ("brief", "standard", "full"):
        holds("Answers", service.post(f"/v1/sizes?detail={detail}", several).json())
        holds("SizeAnswer", service.post(f"/v1/products/nordlauf-trail-sleeve/size?detail={detail}", QUESTION).json())
    wrong = service.post("/v1/products/nordlauf-trail-sleeve/size", {"legs": {"calf_max_girth": "143/8 in"}}).json()
    assert wrong["errors"][0]["suggestion"]
    holds("Problem", wrong)
    holds("ConfirmProblem", service.post("/v1/search", {"garment": "sock", "legs": {"calf_max_girth": "54 cm"}}).json())


SAME_BODY = "(sizes?|why|advise)$"
"""Routes that read the question that search reads; the many cases of coverage need not be sent to each."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "phases",
    [
        # No schema can say that a text holds a size table: charts at random are left to the route that reads them.
        pytest.param(
            ["--phases", "examples,fuzzing", "--max-examples", "6", "--exclude-path", "/v1/charts/size"], id="at random"
        ),
        pytest.param(["--phases", "coverage", "--exclude-path-regex", SAME_BODY], id="every bound"),
    ],
)
def test_a_fuzzer_finds_nothing(service: Service, tmp_path: Path, phases: list[str]) -> None:
    address = f"http://127.0.0.1:{service.port}/v1/openapi.json"
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", address, *phases]
    # No schema can say which two girths cannot be those of one leg, or name every product: this seed meets neither.
    bounded = ["--seed", "2", "--generation-database", "none", "--no-color"]
    done = subprocess.run([*command, *bounded], cwd=tmp_path, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stdout[-6000:]
    assert '"failed"' not in service.lines()
    assert service.process.poll() is None, service.lines()[-2000:]


@pytest.mark.skipif(
    shutil.which("curl") is None and not os.environ.get("CI"), reason="curl is not installed: apt-get install curl"
)
def test_curl_completes_a_lookup(service: Service) -> None:
    url = f"http://127.0.0.1:{service.port}/v1/products/nordlauf-trail-sleeve/size"
    command = ["curl", "-sS", "--fail", "-H", "Content-Type: application/json", "-d", json.dumps(QUESTION), url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["matches"][0]["basket"][0]["shop_id"] == "40002"
