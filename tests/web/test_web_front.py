"""The routes in front of the framework say what the framework's own say, to the byte and the header."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from litestar.exceptions import InternalServerException
from running import awaited
from web_service import Service, serving

from catalog.web.answers import ANSWERS
from catalog.web.app import layers_of
from catalog.web.config import Config
from catalog.web.envelope import Message
from catalog.web.front import Asked, Front
from catalog.web.replies import Reply
from catalog.web.service import Heard

ANOTHER_EACH_TIME = frozenset({"date", "x-request-id", "server-timing"})
LEG = {"legs": {"calf_max_girth": "36.5 cm"}}
SIZE, SEARCH = "/v1/products/compressport-ur2/size", "/v1/search?matches=3&misses=1&excluded=1"
QUESTION = json.dumps({"garment": "any", **LEG}).encode()
UNLIKELY = json.dumps({"garment": "any", "legs": {"calf_max_girth": "65 cm"}}).encode()
BROWSER = {"Accept-Encoding": "gzip", "Accept-Language": "de, en;q=0.5", "Origin": "https://shop.example"}


@pytest.fixture(scope="module")
def shop(seeded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose answers a shop's pages may read."""
    with serving(seeded_url, tmp_path_factory.mktemp("front"), LEGFIT_CORS="https://shop.example") as running:
        yield running


def sent(service: Service, path: str, body: bytes, headers: dict[str, str], *, whole: bool) -> httpx.Response:
    """The answer; a body of unknown length goes to the framework."""
    given = {"Content-Type": "application/json", "Accept-Encoding": "identity", **headers}
    return service.client.post(path, content=body if whole else iter([body]), headers=given)


def seen(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and headers without those that no two answers share; compressing may take a few bytes more or less."""
    apart = ANOTHER_EACH_TIME | ({"content-length"} if "content-encoding" in answer.headers else set())
    return answer.status_code, answer.content, {k: v for k, v in answer.headers.items() if k not in apart}


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        pytest.param(SIZE, QUESTION, {}, 200, id="size"),
        pytest.param(SEARCH, QUESTION, {}, 200, id="search"),
        pytest.param("/v1/products/compressport-ur2/why", QUESTION, {}, 200, id="why"),
        pytest.param("/v1/advise", b'{"run": {"distance": "10 km"}}', {}, 200, id="advise"),
        pytest.param(SIZE + "?lang=fr", QUESTION, {}, 200, id="a language of the link"),
        pytest.param(SIZE, QUESTION, BROWSER, 200, id="a browser of a shop"),
        pytest.param(SIZE, QUESTION, {**BROWSER, "Origin": "https://other.example"}, 200, id="a browser elsewhere"),
        pytest.param(SIZE, QUESTION, {**BROWSER, "Cookie": "a=b"}, 200, id="a cookie"),
        pytest.param(SIZE, QUESTION, {"X-Legfit-Timing": "1"}, 200, id="timing"),
        pytest.param(SIZE, b"{", {}, 400, id="no json"),
        pytest.param(SIZE, b"\xff", {}, 400, id="no text"),
        pytest.param(SIZE, b'{"legs": {"calf": "1"}, "zzz": 1}', BROWSER, 422, id="a wrong question"),
        pytest.param(SIZE, QUESTION, {"Content-Type": "text/plain"}, 415, id="another kind of body"),
        pytest.param(SIZE + "?lang=xx", QUESTION, {}, 400, id="no language"),
        pytest.param("/v1/search?matches=x", QUESTION, {}, 400, id="no number"),
        pytest.param("/v1/search", UNLIKELY, BROWSER, 409, id="to confirm"),
        pytest.param("/v1/products/nothing/size", QUESTION, BROWSER, 404, id="no product"),
        pytest.param("/v1/products/a%2Fb%25/size", QUESTION, {}, 404, id="a slash in a name"),
    ],
)
def test_both_ways_say_the_same(shop: Service, path: str, body: bytes, headers: dict[str, str], status: int) -> None:
    answer = sent(shop, path, body, headers, whole=True)
    assert answer.status_code == status
    assert seen(answer) == seen(sent(shop, path, body, headers, whole=False))
    assert ("server-timing" in answer.headers) == ("X-Legfit-Timing" in headers)


@pytest.mark.parametrize("method", [pytest.param(m, id=m) for m in ("GET", "PUT", "DELETE")])
def test_another_method_is_told_which_there_is(shop: Service, method: str) -> None:
    answer = shop.client.request(method, SIZE)
    assert (answer.status_code, "POST" in answer.headers["allow"]) == (405, True)


def test_both_ways_are_counted_as_one_route(seeded_url: str, tmp_path: Path) -> None:
    with serving(seeded_url, tmp_path, LEGFIT_RATE="4") as service:
        answers = [sent(service, SIZE, QUESTION, {}, whole=whole) for whole in (True, False, True, False, True, False)]
        assert [a.status_code for a in answers] == [200] * 4 + [429] * 2
        assert [a.headers.get("ratelimit-remaining") for a in answers] == ["3", "2", "1", "0", "0", "0"]
        assert seen(answers[4])[:2] == seen(answers[5])[:2]
        assert int(answers[4].headers["retry-after"]) in range(1, 61)
        told = service.get("/metrics").text
    counted = re.findall(r'^legfit_requests_total\{.*path="/v1/products/\{reference\}/size".*\} ([\d.]+)$', told, re.M)
    assert sum(map(float, counted)) == 6


def asked_in_process(answering: Callable[[Heard], Awaitable[Reply]], monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """What is sent for a question that is answered so, without a server."""
    monkeypatch.setitem(ANSWERS, "/v1/search", answering)
    front = Front(Litestar([], openapi_config=None, logging_config=None), layers_of(Config(rate=0)))
    said: list[Message] = []
    headers = [(b"host", b"x"), (b"content-length", b"2")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/search",
        "query_string": b"",
        "headers": headers,
        "client": None,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"{}", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    awaited(front(scope, receive, send))
    return said


def test_a_fault_of_ours_is_told_without_what_was_sent(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(request: Heard) -> Reply:
        raise RuntimeError(f"37.913 cm {await request.body()!r}")

    start, body = asked_in_process(broken, monkeypatch)
    assert (start["status"], json.loads(body["body"])["code"]) == (500, "internal_error")
    assert [r.__dict__["error"] for r in caplog.records] == ["RuntimeError"]
    assert "37.913" not in body["body"].decode() + caplog.text


def test_who_leaves_before_the_end_of_the_body_is_no_fault_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    async def left() -> Message:
        return {"type": "http.disconnect"}

    request = Asked(None, {"query_string": b""}, left, {}, "")  # type: ignore[arg-type]
    with pytest.raises(InternalServerException):
        awaited(request.body())
    assert caplog.records == []
