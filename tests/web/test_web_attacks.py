"""What people try: wrong bodies, wrong paths, wrong methods, foreign origins, wrong keys, slow clients."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import pytest
from web_service import Service, legfit_in, serving

CALF = {"legs": {"calf_max_girth": "36.5 cm"}}
SEARCH = {"garment": "calf_sleeve", **CALF}
JSON = {"Content-Type": "application/json"}


def raw(service: Service, data: bytes, wait: float = 5) -> bytes:
    """What comes back for bytes sent as they are."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=wait) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(b"", 400, "not_json", id="empty"),
        pytest.param(b"{", 400, "not_json", id="cut off"),
        pytest.param(b"\xff\xfe{}", 400, "not_utf8", id="not UTF-8"),
        pytest.param(b"[]", 422, "not_an_object", id="a list"),
        pytest.param(b"null", 422, "not_an_object", id="null"),
        pytest.param(b'{"garment":"sock","garment":"tights"}', 400, "duplicate_field", id="a field twice"),
        pytest.param(b'{"garment":"sock","runner":{"hours_since_hard":NaN}}', 400, "not_a_number", id="NaN"),
        pytest.param(b'{"garment":"sock","runner":{"runs_per_week":' + b"9" * 5000 + b"}}", 400, "not_a_number", id="a huge number"),
        pytest.param(b"[" * 5000, 400, "too_deep", id="deep lists"),
        pytest.param(b'{"legs":' * 3000, 400, "too_deep", id="deep objects"),
        pytest.param(b'{"garment":"' + b"a" * 70000 + b'"}', 413, "request_entity_too_large", id="too large"),
        pytest.param(b'{"garment":"any","filters":{"brands":["\\ud800"]}}', 422, "control_character", id="half a surrogate pair"),
        pytest.param(b'{"garment":"any","filters":{"brands":["a\\u0000b"]}}', 422, "control_character", id="NUL"),
        pytest.param(b'{"garment":"any","__proto__":{"x":1}}', 422, "unknown_field", id="prototype"),
        pytest.param(b'{"garment":"any","legs":{"calf_max_girth":36.5}}', 422, "unit_missing", id="a bare number"),
        pytest.param(b'{"garment":"any","shoe":"EU 437"}', 422, "too_large", id="a field too large"),
        pytest.param(b'{"garment":"any","legs":{"calf_max_girth":"36 1/0 in"}}', 422, "not_a_number", id="a field over zero"),
        pytest.param(b'{"garment":"any","legs":{"calf_max_girth":"60 cm","ankle_min_girth":"12 cm"}}', 422, "impossible_pair", id="a pair"),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_used(service: Service, body: bytes, status: int, code: str) -> None:
    answer = service.client.post("/v1/search", content=body, headers=JSON)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["errors"][0]["code"] == code
    assert answer.json()["code"] == code


def test_every_problem_at_once(service: Service) -> None:
    wrong = {"garment": "sok", "legs": {"calf_max_girth": "36.5", "knee": "1 cm"}, "prefer": "tight", "color": "red"}
    problem = service.post("/v1/search", wrong).json()
    assert [e["field"] for e in problem["errors"]] == ["garment", "legs.calf_max_girth", "legs.knee", "prefer", "color"]
    assert problem["field"] == "garment"
    assert problem["errors"][0]["suggestion"] == "sock"
    assert problem["status"] == 422
    assert problem["title"] == "Unprocessable Entity"


def test_what_cannot_be_read_does_not_hide_what_cannot_be_true(service: Service) -> None:
    legs = {"calf_max_girth": "14.7 cm", "ankle_min_girth": "143/8 in", "thigh_girth": {"left": "9 cm", "right": "x"}}
    wrong = {"garment": "sok", "legs": legs, "body": {"height": "3 m"}, "color": "red"}
    errors = service.post("/v1/search", wrong).json()["errors"]
    assert [(e["field"], e["code"]) for e in errors] == [
        ("garment", "unknown_value"),
        ("legs.ankle_min_girth", "not_a_measure"),
        ("legs.thigh_girth.right", "not_a_measure"),
        ("color", "unknown_field"),
        ("legs.calf_max_girth", "impossible"),
        ("body.height", "impossible"),
    ]
    assert "14.7" not in str([{**e, "suggestion": ""} for e in errors])


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        pytest.param("application/json; charset=utf-8", 200, id="JSON"),
        pytest.param("text/plain", 415, id="plain text"),
        pytest.param("application/x-www-form-urlencoded", 415, id="a form"),
        pytest.param("multipart/form-data; boundary=x", 415, id="a form with files"),
    ],
)
def test_only_json_is_read(service: Service, kind: str, status: int) -> None:
    answer = service.client.post("/v1/search", content=json.dumps(SEARCH), headers={"Content-Type": kind})
    assert answer.status_code == status
    if status == 415:
        assert "Content-Type: application/json" in answer.json()["hint"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/v1/search", 405, id="asking with GET"),
        pytest.param("DELETE", "/v1/products/nordlauf-trail-sleeve", 405, id="deleting"),
        pytest.param("PUT", "/v1/policy", 405, id="writing the policy"),
        pytest.param("POST", "/v1/products", 405, id="adding a product"),
        pytest.param("TRACE", "/v1/policy", 405, id="TRACE"),
        pytest.param("POST", "/metrics", 405, id="writing metrics"),
        pytest.param("GET", "/v1/products/none-such", 404, id="no such product"),
        pytest.param("GET", "/v1/charts/none-such", 404, id="no such chart"),
        pytest.param("GET", "/v1/products/%00", 404, id="NUL in the path"),
        pytest.param("GET", "/v1/products/%0d%0aX-Evil:%201", 404, id="a header in the path"),
        pytest.param("GET", "/v1/products/" + "a" * 5000, 404, id="a long name"),
        pytest.param("GET", "/static/../app.py", 404, id="up from the files"),
        pytest.param("GET", "/static/%2e%2e/app.py", 404, id="up, hidden"),
        pytest.param("GET", "/static/..%2fapp.py", 404, id="up, hidden otherwise"),
        pytest.param("GET", "/static/%252e%252e%252fapp.py", 404, id="up, hidden twice"),
        pytest.param("GET", "/v1%2Fpolicy", 404, id="a slash that parts nothing"),
        pytest.param("GET", "/static//etc/passwd", 404, id="an absolute path"),
        pytest.param("GET", "/v1/products?limit=0", 400, id="no page"),
        pytest.param("GET", "/v1/products?limit=9e9", 400, id="a page too large"),
        pytest.param("GET", "/v1/products?cursor=zz", 400, id="a cursor of nobody"),
        pytest.param("GET", "/v1/rules?lang=xx", 400, id="a language we do not speak"),
    ],
)
def test_a_way_that_leads_nowhere(service: Service, method: str, path: str, status: int) -> None:
    answer = service.client.request(method, f"http://127.0.0.1:{service.port}{path}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"]
    assert "x-evil" not in answer.headers
    if status == 405:
        assert answer.headers["allow"]


def test_a_method_cannot_be_changed_by_a_header(service: Service) -> None:
    sly = {"X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE"}
    assert service.post("/v1/products/nordlauf-trail-sleeve", {}, headers=sly).status_code == 405
    assert service.get("/v1/products/nordlauf-trail-sleeve").status_code == 200


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        pytest.param("/", "GET, OPTIONS, POST", id="the page"),
        pytest.param("/index.json", "GET, OPTIONS, POST", id="its twin"),
        pytest.param("/v1/search", "OPTIONS, POST", id="a question"),
        pytest.param("/v1/products/nordlauf-trail-sleeve", "GET, OPTIONS", id="a product"),
        pytest.param("/static/page.css", "GET, OPTIONS", id="a file"),
    ],
)
def test_a_path_names_every_method_that_it_has(service: Service, path: str, methods: str) -> None:
    asked, refused = service.client.options(path), service.client.delete(path)
    assert (asked.status_code, asked.headers["allow"], asked.content) == (204, methods, b"")
    assert (refused.status_code, refused.headers["allow"]) == (405, methods)


@pytest.mark.parametrize("path", ["/v1/policy/", "//v1//policy", "/v1/policy"])
def test_doubled_slashes_and_one_at_the_end_change_nothing(service: Service, path: str) -> None:
    address = f"http://127.0.0.1:{service.port}"
    plain = service.get("/v1/policy")
    answer = service.client.get(f"{address}{path}")
    assert (answer.status_code, answer.headers["etag"], answer.content) == (200, plain.headers["etag"], plain.content)


def test_a_page_about_a_path_with_a_slash_at_the_end_finds_its_files(service: Service) -> None:
    lost = service.get("/v1/nowhere/", headers={"Accept": "text/html"})
    assert (lost.status_code, 'href="../../static/page.css"' in lost.text) == (404, True)


def test_head_is_answered_as_get_is_without_the_body(service: Service) -> None:
    whole, head = service.get("/v1/products"), service.client.head("/v1/products")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", whole.headers["etag"])


def test_headers_and_logs_cannot_be_injected(service: Service) -> None:
    evil = (
        b'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Request-Id: abc"\\n{"level":"error"}xxxx\r\nConnection: close\r\n\r\n'
    )
    answer = raw(service, evil).decode()
    request_id = next(line for line in answer.split("\r\n") if line.startswith("x-request-id"))
    assert "level" not in request_id
    mine = service.get("/healthz", headers={"X-Request-Id": "shop-0123456789.a_b"})
    assert mine.headers["x-request-id"] == "shop-0123456789.a_b"
    for line in service.lines().splitlines():
        assert isinstance(json.loads(line), dict)
    assert 'level\\":' not in service.lines()


def test_a_length_that_lies_and_two_lengths(service: Service) -> None:
    short = (
        b"POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999999\r\n\r\n{}"
    )
    assert b" 413 " in raw(service, short)[:20]
    twice = b"POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    answer = raw(service, twice)
    assert answer == b"" or b" 400 " in answer[:20] or b" 415 " in answer[:20]
    chunks = (
        b"POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    endless = chunks + b"".join(b"4000\r\n" + b" " * 0x4000 + b"\r\n" for _ in range(6)) + b"0\r\n\r\n"
    assert b" 413 " in raw(service, endless)[:20]
    assert service.get("/healthz").status_code == 200


@pytest.fixture(scope="module")
def strict(seeded_url: str, tmp_path_factory):
    """A service with a list of origins, a low rate and little patience."""
    settings = {"LEGFIT_CORS": "https://shop.example", "LEGFIT_RATE": "40", "LEGFIT_SECONDS": "1"}
    with serving(seeded_url, tmp_path_factory.mktemp("strict"), **settings) as running:
        yield running


def test_a_slow_body_is_cut_off(strict: Service) -> None:
    head = b"POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", strict.port), timeout=10) as connection:
        connection.sendall(head)
        answer = connection.recv(65536)
    assert b" 408 " in answer[:20]
    assert b"application/problem+json" in answer
    assert 0.5 < time.monotonic() - began < 5


ORIGINS = [
    pytest.param("https://shop.example", True, id="ours"),
    pytest.param("https://evil.example", False, id="foreign"),
    pytest.param("https://shop.example.evil.example", False, id="ours as a prefix"),
    pytest.param("http://shop.example", False, id="without TLS"),
    pytest.param("null", False, id="null"),
]


@pytest.mark.parametrize(("origin", "allowed"), ORIGINS)
def test_who_may_ask_from_a_page(strict: Service, origin: str, allowed: bool) -> None:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    before = strict.client.request("OPTIONS", "/v1/search", headers=asked)
    after = strict.post("/v1/search", SEARCH, headers={"Origin": origin})
    for answer in (before, after):
        assert (answer.headers.get("access-control-allow-origin") == origin) is allowed
        assert answer.headers.get("access-control-allow-origin") in (None, origin)
        assert "access-control-allow-credentials" not in answer.headers
    assert after.headers["vary"].startswith("Accept-Language")
    assert after.headers["vary"].endswith("Origin")


def test_nobody_may_ask_from_a_page_unless_it_is_set(service: Service) -> None:
    answer = service.post("/v1/search", SEARCH, headers={"Origin": "https://shop.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_who_asks_too_often_is_told_when_to_come_back(strict: Service) -> None:
    answers = [strict.get("/v1/policy", headers={"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(60)]
    refused = answers[-1]
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert 0 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["ratelimit-remaining"] == "0"
    assert refused.json()["code"] == "too_many_requests"
    assert strict.get("/healthz").status_code == 200


def test_a_proxy_is_believed_only_where_it_is_set(seeded_url: str, tmp_path: Path) -> None:
    with serving(seeded_url, tmp_path, LEGFIT_RATE="5", LEGFIT_PROXIES="127.0.0.1") as behind:
        apart = [behind.get("/v1/policy", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(9)]
        same = [behind.get("/v1/policy", headers={"X-Forwarded-For": "10.0.9.9"}).status_code for _ in range(9)]
    assert set(apart) == {200}
    assert same == [200] * 5 + [429] * 4


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("LEGFIT_CORS", "shop.example", id="an origin without its scheme"),
        pytest.param("LEGFIT_CORS", "https://*.example", id="a pattern"),
        pytest.param("LEGFIT_RATE", "-1", id="a negative rate"),
        pytest.param("LEGFIT_SECONDS", "soon", id="no number"),
        pytest.param("LEGFIT_LANG", "xx", id="a language we do not speak"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(seeded_url: str, tmp_path: Path, name: str, value: str) -> None:
    import subprocess

    from web_service import arguments, environment, free_port

    done = subprocess.run(
        arguments(seeded_url, free_port()),
        env=environment(tmp_path) | {name: value},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_port_that_is_taken_is_named(service: Service, seeded_url: str, tmp_path: Path, workers: str) -> None:
    done = legfit_in(tmp_path, "serve", "--port", str(service.port), "--workers", workers, "--database", seeded_url)
    assert done.returncode == 2
    assert f"read '127.0.0.1:{service.port}', expected an address and a port that are free" in done.stderr
    assert "Traceback" not in done.stderr
