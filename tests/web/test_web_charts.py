"""Pasted charts over HTTP and on the page: what they answer, and that nothing of them is kept."""

from __future__ import annotations

import base64

import pasted_charts as pasted
import pytest
from web_service import Service

QUESTION = {"legs": {"calf_max_girth": "36 cm"}}
READ, SIZE, PAGE = "/v1/charts/read", "/v1/charts/size", "/chart"


def test_a_chart_is_read_from_text_from_bytes_and_from_a_file_as_it_is(service: Service) -> None:
    read = service.post(READ, {"text": pasted.UNREAD})
    assert (read.status_code, read.headers["cache-control"]) == (200, "no-store")
    data = pasted.UNREAD.encode()
    assert service.post(READ, {"base64": base64.b64encode(data).decode()}).json() == read.json()
    raw = service.client.post(READ, content=data, headers={"Content-Type": "text/html; charset=utf-8"})
    assert raw.json() == read.json()
    assert [c["code"] for c in read.json()["charts"][0]["unread"]] == ["two_readings"]


def test_the_reasons_are_said_in_the_language_that_is_asked_for(service: Service) -> None:
    read = service.post(f"{READ}?lang=de", {"text": pasted.UNREAD})
    assert read.json()["charts"][0]["unread"][0]["why"] == "Das lässt sich nicht eindeutig lesen."
    assert read.headers["content-language"] == "de"


def test_a_size_is_told_with_its_certainty_and_the_caution(service: Service) -> None:
    sent = service.post(SIZE, {"text": pasted.SOCK, "question": QUESTION})
    assert (sent.status_code, sent.headers["cache-control"]) == (200, "no-store")
    (match,) = sent.json()["matches"]
    assert (match["size"], match["certainty"], [c["code"] for c in match["cautions"]]) == ("M", "sure", ["not_checked"])
    assert sent.json()["chart"]["rows"][0] == {"size": "S", "calf_max_girth": "30-34"}


def test_medicine_gets_no_size(service: Service) -> None:
    answer = service.post(SIZE, {"text": pasted.FOR_VEINS, "question": QUESTION}).json()
    assert (answer["matches"], answer["misses"], len(answer["excluded"])) == ([], [], 1)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param({"text": pasted.TWO}, 422, "several_charts", id="several"),
        pytest.param({"text": pasted.TWO, "number": 9}, 422, "unknown_chart_number", id="no such chart"),
        pytest.param({"text": pasted.CHILDREN}, 422, "chart_children", id="children"),
        pytest.param({"text": pasted.GARMENT}, 422, "chart_garment", id="garment"),
        pytest.param({"text": pasted.SWAPPED}, 422, "chart_impossible", id="headings swapped"),
        pytest.param({"text": pasted.NO_CHART}, 422, "no_size_table", id="no chart"),
        pytest.param({"text": "a", "base64": "YQ=="}, 422, "missing", id="text and bytes"),
        pytest.param({}, 422, "missing", id="neither"),
        pytest.param({"base64": "%"}, 422, "not_base64", id="no base64"),
        pytest.param({"text": pasted.SOCK, "colour": "red"}, 422, "unknown_field", id="an unknown field"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(service: Service, body: dict, status: int, code: str) -> None:
    refused = service.post(SIZE, {"question": QUESTION, **body})
    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_where_no_size_is_told_nothing_unusual_is_asked_about_first(service: Service) -> None:
    unusual = {"legs": {"calf_max_girth": "26 cm"}}
    refused = service.post(SIZE, {"text": pasted.CHILDREN, "question": unusual})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "chart_children")


def test_a_measure_that_has_to_be_confirmed_is_asked_about(service: Service) -> None:
    body = {"text": pasted.SOCK, "question": {"legs": {"calf_max_girth": "60 cm"}}}
    assert service.post(SIZE, body).status_code == 409


@pytest.mark.parametrize("path", [READ, SIZE])
def test_more_than_a_megabyte_is_refused(service: Service, path: str) -> None:
    refused = service.post(path, {"text": "x" * 1_000_001, "question": QUESTION})
    assert (refused.status_code, refused.json()["code"]) == (413, "content_too_large")


def test_nothing_that_was_pasted_is_logged(service: Service) -> None:
    marked = pasted.SOCK.replace("Fellbrook Stride", "Quixotic Zebra")
    service.post(READ, {"text": marked})
    service.post(SIZE, {"text": marked, "question": {"legs": {"calf_max_girth": "41.7 cm"}}})
    service.client.post(PAGE, data={"text": marked, "calf_max_girth": "41.7"})
    assert not {"Quixotic", "Zebra", "41.7"} & set(service.lines().replace('"', " ").split())
