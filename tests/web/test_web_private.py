"""No number that anybody sends is found again in a log, in the metrics, in a tag or in a file."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from running import awaited
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from web_service import Service, serving

from catalog.web.config import Config
from catalog.web.logs import set_up
from catalog.web.metrics import metrics_text
from catalog.web.middleware import RequestMiddleware
from catalog.web.routing import route

MARKS = ("37.913", "23.807", "88.1173", "71.907", "178.553", "43.777", "36.0417", "913.77", "27.193", "55.6619")
"""Figures that nothing else writes by chance."""
QUESTIONS = [
    {"garment": "calf_sleeve", "legs": {"calf_max_girth": "37.913 cm", "ankle_min_girth": "23.807 cm"}},
    {"garment": "any", "legs": {"calf_max_girth": "88.1173 cm"}},
    {"garment": "any", "legs": {"calf_max_girth": {"readings": ["36.0417 cm", "913.77"]}}},
    {"garment": "any", "body": {"weight": "71.907 kg", "height": "178.553 cm"}, "runner": {"red_flags": ["C2"]}},
    {"garment": "any", "legs": {"calf_max_girth": "55.6619 cm"}},
    {"garment": "any", "shoe": "EU 43.777"},
    {"garment": "37.913 cm", "run": {"temperature": "27.193 C"}},
    ["37.913 cm"],
    "37.913",
]
PATHS = (
    "/v1/search",
    "/v1/products/nordlauf-trail-sleeve/size",
    "/v1/products/nordlauf-trail-sleeve/why",
    "/v1/advise",
)


@pytest.fixture(scope="module")
def seen(seeded_url: str, tmp_path_factory):
    """Everything that a service wrote while every question was asked everywhere, at its most talkative level."""
    folder: Path = tmp_path_factory.mktemp("private")
    with serving(seeded_url, folder, "--log-level", "debug") as running:
        statuses = set(ask_everything(running))
        metrics = without_clocks(running.get("/metrics").text)
        running.stop()
        yield running.lines(), metrics, statuses


def without_clocks_and_ids(log: str) -> str:
    """The log but for what may be any number by chance: times, and ids that the service drew itself."""
    return re.sub(r'"time": "[0-9T:.+-]+"|"request_id": "[0-9a-f]{16}"', "", log)


def without_clocks(metrics: str) -> str:
    """The metrics but for times and sizes, whose many digits can be any number."""
    lines = (x for x in metrics.splitlines() if not x.startswith(("process_", "python_")) and "_created" not in x)
    return "\n".join(x.rpartition(" ")[0] if "_sum{" in x else x for x in lines)


def ask_everything(running: Service):
    """The status of each answer; a few are asked in ways that must fail."""
    for path in PATHS:
        for question in QUESTIONS:
            yield running.post(path, question).status_code
    for mark in MARKS:
        yield running.get(f"/v1/products?brand={mark}").status_code
        yield running.get(f"/v1/products/{mark}").status_code
        yield running.get(f"/{mark}?calf={mark}", headers={"User-Agent": mark, "Referer": mark}).status_code
        yield running.client.request(f"X{mark}", "/v1/search").status_code
        yield running.post("/v1/search", QUESTIONS[0], headers={"X-Request-Id": mark}).status_code
        yield running.post("/v1/review", {"product": mark}, headers={"Authorization": f"Bearer {mark}"}).status_code
        yield running.client.post("/v1/search", content=b'{"garment":' + mark.encode()).status_code


def test_the_run_met_every_kind_of_answer(seen) -> None:
    assert seen[2] >= {200, 400, 401, 404, 409, 422}


@pytest.mark.parametrize("mark", MARKS)
def test_a_number_that_was_sent_is_nowhere(seen, mark: str) -> None:
    log, metrics = without_clocks_and_ids(seen[0]), seen[1]
    for form in (mark, mark.replace(".", ","), mark.replace(".", "")):
        assert form not in log
        assert form not in metrics


def test_the_log_tells_what_it_may(seen) -> None:
    assert re.search(
        r'"message": "request", "request_id": "[0-9a-f]{16}", "method": "POST", "route": "/v1/search"', seen[0]
    )
    assert "C2" not in seen[0]
    assert "red_flags" not in seen[0]


async def fail(request: Request) -> Response:
    """A route with a fault of ours, whose message repeats what was sent."""
    raise KeyError("37.913 cm")


async def ask_the_failing_route() -> httpx.Response:
    """What a client gets from it."""
    app = Starlette(routes=[route("/fails", get=fail)], middleware=[Middleware(RequestMiddleware)])
    app.state.service = SimpleNamespace(config=Config())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://legfit") as client:
        return await client.get("/fails", headers={"X-Request-Id": "abcdefgh"})


def test_a_fault_of_ours_is_logged_and_answered_without_its_message() -> None:
    written = io.StringIO()
    set_up("error", written)
    answer = awaited(ask_the_failing_route())
    line = json.loads(written.getvalue())
    assert (line["message"], line["error"], line["request_id"]) == ("failed", "KeyError", "abcdefgh")
    assert line["frames"][-1].startswith("test_web_private.py:")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "37.913" not in written.getvalue() + answer.text
    assert re.search(rb'legfit_requests_error_total\{.*path="/fails",status_code="500"\} 1.0', metrics_text())


def test_a_refusal_does_not_repeat_a_body(service: Service) -> None:
    wrong = {
        "garment": "sok",
        "legs": {"calf_max_girth": "37.913", "ankle_min_girth": "23.807 yards"},
        "body": {"weight": "71.907 stone", "height": "913.77 cm"},
        "shoe": "EU 437.77",
        "runner": {"red_flags": ["C2X"]},
    }
    told = service.post("/v1/search", wrong)
    assert told.status_code == 422
    assert [bool(e["read"]) for e in told.json()["errors"]] == [e["field"] == "garment" for e in told.json()["errors"]]
    for mark in ("37", "23.8", "71.9", "913", "437", "C2X"):
        assert mark not in told.text
    pair = service.post(
        "/v1/search", {"garment": "sock", "legs": {"calf_max_girth": "59.9 cm", "ankle_min_girth": "12.3 cm"}}
    )
    assert pair.json()["code"] == "impossible_pair"
    assert not [mark for mark in ("59", "12") if mark in pair.text]


def test_a_measure_sent_as_the_name_of_a_field_is_not_repeated(service: Service) -> None:
    wrong = {
        "garment": "sock", "38.789 cm": 1, "h2o": 1,
        "legs": {"38.456 cm": "x", "calf 37,5cm": "x", "knee": "x", "calf_max_girth": {"left 36.25": "x"}},
    }  # fmt: skip
    answer = service.post("/v1/search", wrong)
    assert not re.search(r"38\.789|38\.456|37,5|36\.25", answer.text)
    fields = [(e["field"], e["code"]) for e in answer.json()["errors"]]
    assert fields == [
        ("legs.calf_max_girth", "unknown_field"),
        ("legs", "unknown_field"),
        ("legs", "unknown_field"),
        ("legs.knee", "unknown_field"),
        ("", "unknown_field"),
        ("h2o", "unknown_field"),
    ]
