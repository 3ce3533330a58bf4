"""The routes that read a pasted size chart and answer by it. Nothing pasted is stored, logged or kept by a cache."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ...app.chart_answer import ChartAnswer, answerable_chart, size_by_chart
from ...app.questions import read_question
from ...app.read_chart import AS_IT_IS, LARGEST_CHART, ChartsRead, Corrections, read_charts, read_charts_of_text
from ...app.timing import Timing, this_day
from ...documents.chart_read import charts_read_document
from ...documents.chart_request import CHART_FIELDS, PastedChart, chart_question_fields, read_pasted_chart
from ...documents.chart_size import chart_size_document
from ...documents.json_text import read_question_text
from ...model.policy import Policy
from ...model.problem import BadInput, Problem
from ...model.question import Question
from ...search.lookup import detail_of
from ..problems import Refusal
from ..requests import JSON, body_of, check_confirmed, detail_in, messages_of
from ..responses import private_response
from ..routing import route
from ..state import Service, service_of

MEGABYTE: Final = 1_000_000
NAME: Final = "chart"


def too_long() -> Refusal:
    """The refusal of a chart of more than a megabyte."""
    facts = (("most", LARGEST_CHART // MEGABYTE),)
    return Refusal(413, [Problem("content_too_large", "", "", "http_chart_bytes", "http_chart_bytes", facts)])


async def read(request: Request) -> Response:
    """The size charts of a page, table or workbook: as JSON, or the bytes themselves under any other Content-Type."""
    service, timing = service_of(request), Timing()
    messages = messages_of(request)
    kind, charset = _content_type(request)
    body = await body_of(request, LARGEST_CHART, too_long())
    pasted = read_pasted_chart(_document(body, service), CHART_FIELDS) if kind == JSON else PastedChart(None, body)
    timing.mark("parse")
    charts = await read_in_thread(service, pasted, charset)
    timing.mark("judge")
    return private_response(request, charts_read_document(charts, messages), messages.language, timing)


async def size(request: Request) -> Response:
    """The size by a pasted chart, with everything that is known of a size, and no catalog."""
    service, timing, detail = service_of(request), Timing(), detail_in(request)
    kind, _ = _content_type(request)
    if kind != JSON:
        raise BadInput.one("unsupported_media_type", "", kind, "http_415", "http_415")
    sent = _document(await body_of(request, LARGEST_CHART, too_long()), service)
    reader = partial(read_question, policy=service.policy, any_garment=True)
    pasted = read_pasted_chart(sent, chart_question_fields(service.policy, reader))
    question = pasted.question or Question(None)
    timing.mark("parse")
    charts = await read_in_thread(service, pasted)
    check_chart(charts, pasted.number)
    check_confirmed(question, service.policy)
    answered = await answer_in_thread(service, charts, pasted.number, question)
    timing.mark("judge")
    messages = messages_of(request, question.units)
    document = chart_size_document(
        answered.answer, answered.chart, answered.number, messages, detail_of(question, detail)
    )  # fmt: skip
    return private_response(request, document, messages.language, timing)


async def answer_in_thread(service: Service, charts: ChartsRead, number: int | None, question: Question) -> ChartAnswer:
    """Answer by one of the charts, beside the other requests, a few at a time. Raises: BadInput."""
    async with service.charts:
        return await asyncio.to_thread(_answer, charts, number, question, service.policy)


def _answer(charts: ChartsRead, number: int | None, question: Question, policy: Policy) -> ChartAnswer:
    with _fields_of_a_document():
        return size_by_chart(charts, number, question, policy, this_day(), NAME)


def check_chart(charts: ChartsRead, number: int | None) -> None:
    """Check that a size may be told by a chart, before anything is asked about the leg. Raises: BadInput."""
    with _fields_of_a_document():
        answerable_chart(charts, number, NAME)


@contextmanager
def _fields_of_a_document() -> Iterator[None]:
    """Name the number of a chart as a document has it."""
    try:
        yield
    except BadInput as bad:
        raise BadInput(p.at("number") if p.field == "chart_number" else p for p in bad.problems) from None


async def read_in_thread(
    service: Service, pasted: PastedChart, charset: str = "", corrections: Corrections = AS_IT_IS
) -> ChartsRead:
    """Read the charts beside the other requests, a few at a time. Raises: BadInput."""
    async with service.charts:
        return await asyncio.to_thread(_read, pasted, charset, service.policy, corrections)


def _read(pasted: PastedChart, charset: str, policy: Policy, corrections: Corrections) -> ChartsRead:
    if pasted.text is not None:
        return read_charts_of_text(pasted.text, policy, NAME, corrections)
    return read_charts(pasted.data, policy, NAME, charset=charset, corrections=corrections)


def _content_type(request: Request) -> tuple[str, str]:
    """What the body is, and its charset. Raises: BadInput (it is packed)."""
    kind, *parameters = (part.strip() for part in request.headers.get("content-type", JSON).lower().split(";"))
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise BadInput.one("unsupported_media_type", "", "", "http_415", "http_415")
    charset = next((p.removeprefix("charset=").strip('"') for p in parameters if p.startswith("charset=")), "")
    return kind, charset


def _document(body: bytes, service: Service) -> object:
    """The JSON of a body. Raises: BadInput."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput.one("not_utf8", "", "", "http_utf8") from None
    return read_question_text(text, service.policy, LARGEST_CHART)


ROUTES: Final = [route("/v1/charts/read", post=read), route("/v1/charts/size", post=size)]
