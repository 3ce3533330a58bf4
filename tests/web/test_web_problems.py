"""What goes wrong is said in the caller's language, as a page where a person looks, and never with a measure."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_service import Service, arguments, environment, free_port, serving

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.problem import Problem
from catalog.web.content_negotiation import takes_gzip, wants_page
from catalog.web.private_problems import without_measures

CALF = {"legs": {"calf_max_girth": "36.5 cm"}}
SIZE = "/v1/products/nordlauf-trail-sleeve/size"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

# --- languages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        pytest.param("", "", "en", id="nothing said"),
        pytest.param("?lang=de", "", "de", id="the address"),
        pytest.param("?lang=DE", "", "de", id="capitals"),
        pytest.param("?lang=de-DE", "fr", "de", id="a region"),
        pytest.param("?lang=es_MX", "", "es", id="a region with another sign"),
        pytest.param("", "fr-CH, de;q=0.9", "fr", id="the header"),
        pytest.param("", "xx, es;q=0.1", "es", id="the only one of ours"),
    ],
)
def test_a_problem_is_said_in_the_language_of_the_caller(
    service: Service, query: str, header: str, language: str
) -> None:
    headers = {"Accept-Language": header} if header else {}
    problems = [
        (service.post("/v1/products/none-such/size" + query, CALF, headers=headers), 404, "find_a_product"),
        (service.post(SIZE + query, {"legs": 1, "sex": 2}, headers=headers), 422, ""),
        (service.get("/v1/nowhere" + query, headers=headers), 404, "http_404"),
        (service.get("/v1/search" + query, headers=headers), 405, "http_405"),
        (service.post(SIZE + query, {"legs": {"calf_max_girth": "54 cm"}}, headers=headers), 409, "http_409"),
    ]
    messages = Messages(language)
    for answer, status, expected in problems:
        assert answer.status_code == status
        assert answer.headers["content-language"] == language
        assert answer.json()["title"] == messages.text(f"page.problem_{status}")
        if expected:
            assert answer.json()["errors"][0]["expected"] == messages.text(f"problem.expected.{expected}")
    assert problems[-1][0].json()["confirm"][0]["text"]


def test_the_answer_speaks_it_too(service: Service) -> None:
    texts = {service.post(f"{SIZE}?lang={tag}", CALF).json()["matches"][0]["lead"] for tag in ("de", "DE", "de-DE")}
    assert len(texts) == 1
    assert texts.pop().startswith("Größe M passt.")


@pytest.mark.parametrize("tag", ["de", "DE", "de-DE", "de_AT"])
def test_page_and_widget_speak_it_too(service: Service, tag: str) -> None:
    assert service.get(f"/v1/widget/{tag}").json()["language"] == "de"
    assert service.get(f"/?lang={tag}").headers["content-language"] == "de"


def test_a_language_that_is_not_spoken_is_refused_in_the_one_that_is(service: Service) -> None:
    answer = service.post(f"{SIZE}?lang=xx", CALF, headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.headers["content-language"]) == (400, "fr")
    assert answer.json()["errors"][0] == {
        "code": "unknown_language", "field": "lang", "read": "xx", "expected": f"l'un de {', '.join(LANGUAGES)}", "hint": "",
    }  # fmt: skip


# --- measures -------------------------------------------------------------------------------------------------

WRONG = [
    pytest.param({"legs": {"calf_max_girth": "14.7 cm"}}, ["14.7"], id="an inch figure in centimetres"),
    pytest.param({"legs": {"calf_max_girth": "60.3 cm"}}, ["60.3"], id="nobody's calf"),
    pytest.param({"legs": {"calf_max_girth": "36.5"}}, ["36.5"], id="the figure of the example"),
    pytest.param({"legs": {"calf_max_girth": "143/8 in"}}, ["143/8", "14 3/8"], id="a lost blank"),
    pytest.param(
        {"legs": {"calf_max_girth": {"readings": ["35.37 cm", "44.41 cm"]}}}, ["35.37", "44.41"], id="readings"
    ),
    pytest.param({"legs": {"calf_max_girth": "59.9 cm", "ankle_min_girth": "12.3 cm"}}, ["59.9", "12.3"], id="a pair"),
    pytest.param({"body": {"height": "5.10 ft", "weight": "911.3 kg"}}, ["5.10", "911.3"], id="a body"),
    pytest.param({"shoe": "EU 42/43"}, ["42", "43"], id="two shoe sizes"),
    pytest.param({"shoe": "47.3"}, ["47.3"], id="a shoe without a system"),
    pytest.param({"legs": {"calf_max_girth": "54.37 cm"}}, ["54.37", "54.4"], id="to be confirmed"),
    pytest.param("61.37 cm", ["61.37"], id="a measure instead of a question"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("question", "figures"), WRONG)
def test_a_problem_repeats_no_measure(service: Service, question: object, figures: list[str], language: str) -> None:
    for path in (SIZE, "/v1/advise", "/v1/search"):
        asked = {"garment": "any", **question} if isinstance(question, dict) else question
        answer = service.post(f"{path}?lang={language}", asked)
        assert answer.status_code in (409, 422)
        document = answer.json()
        document.pop("confirm", None)
        for error in document["errors"]:
            error.pop("suggestion", None)
        text = json.dumps(document, ensure_ascii=False).replace(",", ".")
        for figure in figures:
            assert not re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d])", text), document


def test_the_likeliest_reading_stands_in_one_place(service: Service) -> None:
    problem = service.post(SIZE, {"legs": {"calf_max_girth": "143/8 in"}}).json()
    assert problem["errors"][0]["suggestion"] == "14 3/8 in"
    assert "14 3/8" not in json.dumps({**problem, "errors": []})


def test_a_confirmation_asks_with_the_measure(service: Service) -> None:
    problem = service.post(SIZE, {"legs": {"calf_max_girth": "54.37 cm"}}).json()
    assert "54.4 cm" in problem["confirm"][0]["text"]
    assert problem["confirm"][0]["facts"]["value"] == "54.4 cm"


PERSONAL = "legs.calf_max_girth"


@pytest.mark.parametrize(
    ("problem", "left"),
    [
        pytest.param(Problem("x", "run.distance", "37 mi", "distance", "unit_missing"), None, id="no part of a body"),
        pytest.param(
            Problem("x", PERSONAL, "37", "length", "unit_missing"),
            Problem("x", PERSONAL, "", "length", "unit_missing"), id="what was read",
        ),
        pytest.param(
            Problem("x", PERSONAL, "37", "longest", "check_unit", (("most", 300), ("typed", "37"))),
            Problem("x", PERSONAL, "", "longest", "check_unit", (("most", 300),)), id="a fact that was typed",
        ),
        pytest.param(
            Problem("x", "shoe", "EU 42/43", "shoe", "two_sizes", (("first", "EU 42"), ("second", "EU 43"))),
            Problem("x", "shoe", "", "shoe_unnamed", "two_sizes_unnamed"),
            id="a hint made of it, and its figure in an example",
        ),
        pytest.param(
            Problem("x", PERSONAL, "37 foot", "length", "unknown_unit", (("unit", "foot"),)),
            Problem("x", PERSONAL, "", "length", "unknown_unit", (("unit", "foot"),)), id="a unit",
        ),
        pytest.param(
            Problem("x", PERSONAL, "36,5", "length"), Problem("x", PERSONAL, "", "length_unnamed"),
            id="the example as it is written in other languages",
        ),
        pytest.param(
            Problem("x", PERSONAL, "37,5", "length"), Problem("x", PERSONAL, "", "length"), id="another figure",
        ),
        pytest.param(
            Problem("x", "body.weight", "158", "mass"), Problem("x", "body.weight", "", "mass_unnamed"), id="a weight",
        ),
        pytest.param(
            Problem("x", "runner.hours_since_hard", "24 x", "hours", facts=(("most", 720),)),
            Problem("x", "runner.hours_since_hard", "", "hours_unnamed", facts=(("most", 720),)), id="hours",
        ),
        pytest.param(
            Problem("x", "runner.hours_since_hard", "720", "hours", facts=(("most", 720),)),
            Problem("x", "runner.hours_since_hard", "", "http_another_value", facts=(("most", 720),)), id="the limit",
        ),
        pytest.param(
            Problem("x", PERSONAL, "36.5", "length"), Problem("x", PERSONAL, "", "length_unnamed"), id="the example",
        ),
    ],
)  # fmt: skip
def test_what_of_a_problem_is_not_said(problem: Problem, left: Problem | None) -> None:
    assert without_measures(problem) == (problem if left is None else left)


# --- pages ----------------------------------------------------------------------------------------------------


def test_a_person_in_a_browser_gets_a_page(service: Service) -> None:
    headers = {"Accept": BROWSER, "Accept-Language": "de"}
    for path, status, up in (
        ("/nowhere", 404, "./"),
        ("/v1/products/none/such", 404, "../../../"),
        ("/v1/search", 405, "../"),
    ):
        answer = service.get(path, headers=headers)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert "accept" in answer.headers["vary"].lower()
        title = Messages("de").text(f"page.sorry_{status}")
        assert f"<h1>{title}</h1>" in answer.text
        assert '<html lang="de">' in answer.text
        assert f'href="{up}static/page.css"' in answer.text
        assert f'href="{up}?lang=de"' in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        pytest.param(BROWSER, True, id="a browser"),
        pytest.param("text/html", True, id="HTML alone"),
        pytest.param("*/*", False, id="curl"),
        pytest.param("", False, id="nothing"),
        pytest.param("application/json", False, id="a program"),
        pytest.param("application/json, text/html;q=0.5", False, id="rather JSON"),
        pytest.param("application/json;q=0.5, text/html", True, id="rather HTML"),
        pytest.param("text/html;q=0", False, id="no HTML"),
        pytest.param("text/html;level=1;q=0.4, application/problem+json;q=0.3", True, id="other parameters"),
    ],
)
def test_who_looks_at_a_problem(accept: str, page: bool) -> None:
    assert wants_page(accept) is page


def test_what_was_asked_is_never_markup_on_a_page(service: Service) -> None:
    answer = service.get("/v1/products/%3Cscript%3E", headers={"Accept": BROWSER})
    assert answer.status_code == 404
    assert "<script>" not in answer.text


@pytest.fixture(scope="module")
def strict(seeded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with little patience, in German where nobody says otherwise."""
    settings = {"LEGFIT_RATE": "3", "LEGFIT_SECONDS": "1", "LEGFIT_LANG": "de"}
    with serving(seeded_url, tmp_path_factory.mktemp("strict-problems"), **settings) as running:
        yield running


def test_too_often_and_too_much_are_pages_too(strict: Service) -> None:
    often = [strict.get("/v1/policy", headers={"Accept": BROWSER}) for _ in range(4)][-1]
    assert (often.status_code, often.headers["content-type"]) == (429, "text/html; charset=utf-8")
    assert "<h1>Bitte warten Sie einen Augenblick</h1>" in often.text
    assert int(often.headers["retry-after"]) in range(1, 61)
    form = {"Accept": BROWSER, "Content-Type": "application/x-www-form-urlencoded"}
    much = strict.client.post("/", content=b"a=" + b"b" * 70_000, headers=form)
    assert (much.status_code, much.headers["content-type"]) == (413, "text/html; charset=utf-8")
    assert "<h1>Das war mehr, als sich lesen lässt</h1>" in much.text


def test_too_slow_is_said_in_the_language_of_the_service(strict: Service) -> None:
    import socket

    head = b"POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    with socket.create_connection(("127.0.0.1", strict.port), timeout=10) as connection:
        connection.sendall(head)
        answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode("utf-8", "replace")
    assert " 408 " in answer[:20]
    assert "content-language: de" in answer
    assert '"title":"Zeit überschritten"' in answer
    metrics = strict.get("/metrics").text
    assert re.search(r'^legfit_requests_in_progress\{.*path="/v1/search".*\} 0\.0$', metrics, re.M)


# --- compression ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "packed"),
    [
        pytest.param("gzip", True, id="gzip"),
        pytest.param("gzip;q=0", False, id="not gzip"),
        pytest.param("gzip; q=0.000", False, id="not gzip, with decimals"),
        pytest.param("gzip;q=0.001", True, id="hardly"),
        pytest.param("deflate, gzip;q=1.0, *;q=0.5", True, id="several"),
        pytest.param("*", True, id="anything"),
        pytest.param("*;q=0", False, id="nothing"),
        pytest.param("gzip;q=0, *", False, id="anything but gzip"),
        pytest.param("identity", False, id="as it is"),
        pytest.param("identity, gzip;q=0.5", False, id="rather as it is"),
        pytest.param("identity;q=0.5, gzip", True, id="rather packed"),
        pytest.param("br, zstd", False, id="others"),
        pytest.param("notgzip", False, id="a word that ends alike"),
        pytest.param("GZIP", True, id="capitals"),
        pytest.param("gzip;q=2", False, id="no weight"),
        pytest.param("", False, id="empty"),
    ],
)
def test_an_answer_is_packed_where_it_is_wanted(service: Service, header: str, packed: bool) -> None:
    assert takes_gzip(header) is packed
    for answer in (
        service.get("/v1/policy", headers={"Accept-Encoding": header}),
        service.post("/v1/search?detail=full", {"garment": "any", **CALF}, headers={"Accept-Encoding": header}),
    ):
        assert (answer.headers.get("content-encoding") == "gzip") is packed
        assert answer.json()


# --- proxies and paths ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("LEGFIT_PROXIES", "proxy.local", id="a proxy by name"),
        pytest.param("LEGFIT_PROXIES", "10.0.0.1, proxy.local", id="one of two"),
        pytest.param("LEGFIT_PROXIES", "10.0.0.256", id="no address"),
        pytest.param("LEGFIT_PROXIES", "10.0.0.1/8", id="a network with bits of a host"),
        pytest.param("LEGFIT_BASE_PATH", "legfit", id="a path without its slash"),
        pytest.param("LEGFIT_BASE_PATH", "/legfit/", id="a path with a slash at its end"),
        pytest.param("LEGFIT_BASE_PATH", "/a b", id="a path with a blank"),
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_start(seeded_url: str, tmp_path: Path, name: str, value: str) -> None:
    done = subprocess.run(
        arguments(seeded_url, free_port()),
        env=environment(tmp_path) | {name: value}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_headers_of_an_unknown_proxy_are_warned_of_once(seeded_url: str, tmp_path: Path) -> None:
    with serving(seeded_url, tmp_path) as running:
        running.get("/healthz")
        assert "forwarded_by_unknown_proxy" not in running.lines()
        for n in range(3):
            running.get("/healthz", headers={"X-Forwarded-For": f"10.9.8.{n}"})
        assert running.lines().count("forwarded_by_unknown_proxy") == 1
        assert "10.9.8." not in running.lines()


@pytest.mark.parametrize("proxies", ["127.0.0.0/8", "*", "10.0.0.1, 127.0.0.1"])
def test_a_known_proxy_is_believed_without_a_warning(seeded_url: str, tmp_path: Path, proxies: str) -> None:
    with serving(seeded_url, tmp_path, LEGFIT_PROXIES=proxies, LEGFIT_RATE="2") as running:
        for n in range(4):
            answer = running.get("/v1/policy", headers={"X-Forwarded-For": f"10.9.8.{n}"})
            assert answer.status_code == 200
        assert "forwarded_by_unknown_proxy" not in running.lines()


def test_behind_a_path_of_its_own(seeded_url: str, tmp_path: Path) -> None:
    with serving(seeded_url, tmp_path, LEGFIT_BASE_PATH="/shop/legfit") as running:
        for path in ("/shop/legfit/v1/products/40002", "/v1/products/40002"):
            assert running.get(path).json()["id"] == "nordlauf-trail-sleeve"
        moved = running.get("/shop/legfit")
        assert (moved.status_code, moved.headers["location"]) == (308, "/shop/legfit/")
        assert running.get("/shop/legfit/").headers["content-type"].startswith("text/html")
        slash = running.post("/shop/legfit/v1/products/gid:%2F%2Fshop%2FProductVariant%2F40004/size", CALF)
        assert slash.json()["matches"][0]["product"]["id"] == "nordlauf-trail-sleeve"
        assert running.get("/shop/legfitting").status_code == 404
        page = running.get("/shop/legfit/v1/products?limit=1")
        assert page.headers["link"].startswith("<products?")
        assert running.get("/shop/legfit/v1/openapi.json").json()["servers"] == [{"url": "/shop/legfit"}]
        lost = running.get("/shop/legfit/v1/nowhere", headers={"Accept": BROWSER})
        assert 'href="../static/page.css"' in lost.text


# --- what is counted ------------------------------------------------------------------------------------------


def test_every_answer_of_a_route_is_counted_once(seeded_url: str, tmp_path: Path) -> None:
    with serving(seeded_url, tmp_path, LEGFIT_RATE="4") as running:
        answers = [running.post(SIZE, CALF) for _ in range(4)] + [running.post(SIZE, CALF)]
        assert [a.status_code for a in answers] == [200] * 4 + [429]
        assert [a.headers.get("ratelimit-remaining") for a in answers] == ["3", "2", "1", "0", "0"]
        told = running.get("/metrics").text
    route = r'^legfit_requests_total\{.*path="/v1/products/\{reference\}/size".*status_code="(\d+)".*\} ([\d.]+)$'
    assert {status: float(count) for status, count in re.findall(route, told, re.M)} == {"200": 4.0, "429": 1.0}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_method_is_told_which_there_is(service: Service, method: str) -> None:
    answer = service.client.request(method, SIZE)
    assert (answer.status_code, "POST" in answer.headers["allow"]) == (405, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_widget_is_refused_in_the_language_of_its_address(service: Service, language: str) -> None:
    path = f"/v1/widget/{language}/products/compressport-ur2/size"
    question = {"legs": {"calf_max_girth": "36.5"}}
    headers = {"Accept-Language": "de" if language == "en" else "en"}
    refused = service.client.post(path, json={"question": question}, headers=headers)
    assert (refused.status_code, refused.headers["content-language"]) == (422, language)
    hint = Messages(language).text("problem.hint.unit_missing")
    assert refused.json()["errors"][0]["hint"] == hint
